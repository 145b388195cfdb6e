"""Places in a text, and what is wrong there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from generator.model.problem import Code, Route


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A place in a text: line and column, counted from 1, the column in characters."""

    line: int
    column: int


START: Final = Mark(line=1, column=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Something wrong with the text, not yet of a named file."""

    code: Code
    mark: Mark
    facts: Mapping[str, str] = field(default_factory=dict)
    route: Route | None = None
    """The value that is unusable because of it; None: no value is."""


def mark_from(mark: Any) -> Mark:  # noqa: ANN401 -- PyYAML types its marks loosely
    """Turn a mark of PyYAML, which counts from 0, into ours."""
    return Mark(line=mark.line + 1, column=mark.column + 1)
