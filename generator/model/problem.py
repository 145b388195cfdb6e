"""What is wrong with a file, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Route = tuple[str | int, ...]
"""The way from the top of a file to a value: keys and list positions, as `("inspections", 0, "findings", 2)`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something that must be mended before anything is published.

    A rule names the file and the route of keys; `reading` turns the route into a line and a column.
    """

    path: str
    """The file, relative to the root of the project, with forward slashes."""
    code: str
    """A stable code; its sentence stands in `reading/problems.yml`."""
    route: Route = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    """The values that the sentence of the code names."""
    at_key: bool = False
    """The key at the end of the route is meant, not its value."""
    line: int = 0
    """Counted from 1; 0 until located."""
    column: int = 0
    """Counted from 1 in characters; 0 until located."""
