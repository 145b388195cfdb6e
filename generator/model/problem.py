"""What is wrong with a file, and where; and the one way in which that is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Route = tuple[str | int, ...]
"""The way from the top of a file to a value: keys and list positions, as `("inspections", 0, "findings", 2)`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """Something that can be wrong, declared beside the check that finds it. Its meaning never changes."""

    slug: str
    """What it is called wherever it is told: two to five words, `no-such-clause`."""
    says: str
    """What is wrong, in Chinese; `{name}` stands for a fact of the problem."""
    mend: str
    """What to do about it, in Chinese, with the same facts."""
    wrong: str
    """An example: lines of data, a path or a command that have this problem. `…` stands for what does not matter."""
    right: str
    """The same without it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something that must be mended before anything is published.

    A rule names the file and the route of keys; `reading` turns the route into a line and a column.
    """

    path: str
    """The file, relative to the root of the project, with forward slashes."""
    code: Code
    route: Route = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    """The values that the words of the code name."""
    at_key: bool = False
    """The key at the end of the route is meant, not its value."""
    line: int = 0
    """Counted from 1; 0 until located."""
    column: int = 0
    """Counted from 1 in characters; 0 until located."""


class InputError(Exception):
    """What was given cannot be used, and whatever was published stays as it was; `problems` say why.

    It may be raised anywhere, in a process for a centre as well as in a command, and is told in one place: at the
    boundary of the commands. Whoever can find more that is wrong gathers first and raises once.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Every problem in short, for whoever meets it outside of a command."""
        return "; ".join(f"{one.path}: {one.code.slug} {dict(one.facts)}" for one in self.problems)
