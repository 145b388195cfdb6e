"""A data file that would be written, and of everything in it the cell that it came from."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from generator.model.problem import Code, Problem
from generator.sheets.files.table import Place
from generator.upgrading.yaml_text import scalar

_CELL: Final = re.compile(r"(.*!)([A-Z]{1,3})([0-9]+)", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A value, and the cell that says it."""

    text: str
    place: Place


Part = str | tuple[str, Place]
"""A piece of a line, alone or with its cell."""


@dataclass(kw_only=True, slots=True)
class Draft:
    """One file in the making."""

    path: str
    head: Place
    """Where is told what is wrong with it as a whole."""
    text: str = ""
    marks: list[tuple[int, int, Place]] = field(default_factory=list)
    """Line, column, both from 1, and the cell from which comes what begins there."""
    line_number: int = 1

    def line(self, *parts: Part) -> None:
        """Add a line."""
        column = 1
        for part in parts:
            text, place = part if isinstance(part, tuple) else (part, None)
            if place:
                self.marks.append((self.line_number, column, place))
            self.text += text
            column += len(text)
        self.text += "\n"
        self.line_number += 1

    def place_of(self, line: int, column: int) -> Place:
        """The cell of what stands at a place of the text: of the piece there, or of the nearest before it."""
        index = bisect_right(self.marks, (line, column), key=lambda mark: mark[:2])
        behind = self.marks[index] if index < len(self.marks) else None
        before = self.marks[index - 1] if index else None
        if behind and behind[0] == line and (before is None or before[0] < line):
            return behind[2]  # what stands before the first piece of a line is about that
        return before[2] if before else self.head


def entry(key: str, said: Said, *, raw: bool = False) -> tuple[str, Place]:
    """A key and its value; `raw`: a day or a number, which has no quotes."""
    return f"{key}: {said.text if raw else scalar(said.text)}", said.place


def flow(parts: Iterable[Part], *, open_by: str = "{", shut_by: str = "}") -> list[Part]:
    """A map or list on one line."""
    row: list[Part] = [open_by]
    for number, part in enumerate(parts):
        row += [", ", part] if number else [part]
    return [*row, shut_by]


def in_cells(problems: Iterable[Problem], drafts: Mapping[str, Draft]) -> tuple[Problem, ...]:
    """Problems of would-be files told of the cells that they came from; those of other files as they are.

    `drafts`: by path. The problems have their lines.
    """
    return tuple(by_cell(_in_cell(problem, drafts) for problem in problems))


def by_cell(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order in which a person meets them: by file and sheet, then row by row."""
    return sorted(problems, key=_order)


def _order(problem: Problem) -> tuple[str, int, int, str, int]:
    found = _CELL.fullmatch(problem.path)
    if found is None:
        return problem.path, problem.line, 0, "", problem.column
    return found[1], int(found[3]), len(found[2]), found[2], 0


def _in_cell(problem: Problem, drafts: Mapping[str, Draft]) -> Problem:
    facts = {name: str(drafts[value].head) if value in drafts else value for name, value in problem.facts.items()}
    if problem.path not in drafts:
        return replace(problem, facts=facts)
    place = drafts[problem.path].place_of(problem.line, problem.column)
    return at(place, problem.code, **facts)


def at(place: Place, code: Code, **facts: str) -> Problem:
    """A problem of a cell."""
    return Problem(path=str(place), code=code, facts=facts)


HEADING: Final = "# 由表格导入。windowboard import 不会改动已有的文件。\n"
