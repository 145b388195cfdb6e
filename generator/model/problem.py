"""What is wrong with a file, and where."""

from collections.abc import Mapping
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
