"""What only the parts of a workbook tell: how far its sheets reach, what is hidden, which formulas have no value.

The parts are read piece by piece and nothing is built of them, so that a sheet that claims to be endless costs no more
than the piece that says so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from generator.sheets.files.limits import (
    AREA_MOST,
    CELLS_MOST,
    SHEET_FILE_DAMAGED,
    SHEETS_MOST,
    TOO_MANY_CELLS,
    refused,
)
from generator.sheets.files.table import Spot

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BETWEEN: Final = " "
_NOT_SHOWN: Final = frozenset({"1", "true", "on"})
_ERRORS_OF_ODS: Final = ("#", "Err:")


@dataclass(slots=True)
class Survey:
    """What was seen of one sheet."""

    cells: int = 0
    """Cells that hold something."""
    last: Spot = (-1, -1)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of those that stand together."""
    valueless: set[Spot] = field(default_factory=set)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)

    def seen(self, row: int, column: int, times: int = 1) -> None:
        """Count a cell that holds something, or so many of them, of which this is the last."""
        self.cells += times
        self.last = max(self.last[0], row), max(self.last[1], column)

    @property
    def area(self) -> int:
        """Rows × columns from the first cell of the sheet to the last that holds something."""
        return (self.last[0] + 1) * (self.last[1] + 1)


def surveyed(name: str, kind: str, parts: Mapping[str, bytes]) -> list[Survey]:
    """The sheets of a file of this kind in their order. Raises InputError where they hold too much, or are broken."""
    try:
        found = _xlsx(name, parts) if kind == "xlsx" else _ods(name, parts["content.xml"])
    except (expat.ExpatError, KeyError, ValueError, OverflowError) as error:
        raise refused(name, SHEET_FILE_DAMAGED) from error
    if len(found) > SHEETS_MOST:
        raise refused(name, TOO_MANY_CELLS, count=len(found), most=SHEETS_MOST)
    return found


Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


def _parse(part: bytes, start: Start, end: End, text: Callable[[str], None]) -> None:
    """Read a part; names lose their namespaces. A document type, which could define things, is refused."""

    def no_type(*_: object) -> None:
        raise ValueError

    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_type
    parser.StartElementHandler = lambda tag, given: start(tag.rpartition(_BETWEEN)[2], _bare(given))
    parser.EndElementHandler = lambda tag: end(tag.rpartition(_BETWEEN)[2])
    parser.CharacterDataHandler = text
    parser.Parse(part, True)  # noqa: FBT003  # expat takes it so


def _bare(given: dict[str, str]) -> Mapping[str, str]:
    """Attributes without their namespaces."""
    if any(_BETWEEN in key for key in given):
        return {key.rpartition(_BETWEEN)[2]: value for key, value in given.items()}
    return given


def _nothing(_: str) -> None:
    return


def _xlsx(name: str, parts: Mapping[str, bytes]) -> list[Survey]:
    targets: dict[str, str] = {}
    sheets: list[str] = []

    def relation(tag: str, given: Mapping[str, str]) -> None:
        if tag == "Relationship":
            targets[given["Id"]] = given["Target"]

    def sheet(tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheet":
            sheets.append(given["id"])

    _parse(parts["xl/_rels/workbook.xml.rels"], relation, _nothing, _nothing)
    _parse(parts["xl/workbook.xml"], sheet, _nothing, _nothing)
    found = []
    left = CELLS_MOST
    for one in sheets:
        target = targets[one]
        part = parts.get(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        survey = _SheetOfXlsx(name, left).read(part) if part else Survey()
        left -= survey.cells
        found.append(survey)
    return found


class _SheetOfXlsx:
    """One reading of one sheet."""

    def __init__(self, name: str, left: int) -> None:
        """`left`: how many cells the file may still have."""
        self.name, self.left = name, left
        self.survey = Survey()
        self.row = self.column = -1
        self.formula = self.error = self.value = False
        self.inside = ""

    def read(self, part: bytes) -> Survey:
        _parse(part, self.start, self.end, self.text)
        return self.survey

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "row":
            self.row = int(given["r"]) - 1 if "r" in given else self.row + 1
            self.column = -1
            if given.get("hidden") in _NOT_SHOWN:
                self.survey.hidden.add(self.row)
        elif tag == "col" and given.get("hidden") in _NOT_SHOWN:
            self.survey.hidden_columns.append((int(given["min"]) - 1, int(given["max"]) - 1))
        elif tag == "c":
            self.row, self.column = spot_of(given["r"]) if "r" in given else (self.row, self.column + 1)
            self.formula = self.value = False
            self.error = given.get("t") == "e"
        elif tag == "mergeCell":
            first, _, last = given["ref"].partition(":")
            if last:
                self.survey.merged.append((spot_of(first), spot_of(last)))
        self.formula = self.formula or tag == "f"
        self.inside = tag

    def text(self, text: str) -> None:
        self.value = self.value or (self.inside in {"v", "t"} and bool(text))

    def end(self, tag: str) -> None:
        if tag == "c":
            if self.error or (self.formula and not self.value):
                self.survey.valueless.add((self.row, self.column))
            if self.value or self.formula:
                self.survey.seen(self.row, self.column)
                _held(self.name, self.survey, self.left)
        self.inside = ""


def spot_of(reference: str) -> Spot:
    """Row and column of `C12`. Raises ValueError for anything else."""
    found = _CELL.fullmatch(reference.replace("$", ""))
    if not found:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _held(name: str, survey: Survey, left: int) -> None:
    """Stop as soon as a sheet holds more than it may."""
    if survey.cells > left:
        raise refused(name, TOO_MANY_CELLS, count=f"> {CELLS_MOST}", most=CELLS_MOST)
    if survey.area > AREA_MOST:
        raise refused(name, TOO_MANY_CELLS, count=f"> {AREA_MOST}", most=AREA_MOST)


def _ods(name: str, content: bytes) -> list[Survey]:
    return _ContentOfOds(name).read(content)


class _ContentOfOds:
    """One reading of the sheets of an OpenDocument file, where rows and cells may be told once and meant often."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Survey] = []
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.shown = True
        self.typed = self.formula = self.valued = False
        self.text_of_cell = ""
        self.in_row: list[tuple[int, int]] = []
        """Last column and number of the cells of this row that hold something."""

    def read(self, content: bytes) -> list[Survey]:
        _parse(content, self.start, self.end, self.text)
        return self.found

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table":
            self.found.append(Survey())
            self.row = self.column = 0
        elif tag == "table-column" and self.found:
            last = self.column + int(given.get("number-columns-repeated", "1")) - 1
            if given.get("visibility", "visible") != "visible":
                self.found[-1].hidden_columns.append((self.column, last))
            self.column = last + 1
        elif tag == "table-row":
            self.rows = int(given.get("number-rows-repeated", "1"))
            self.shown = given.get("visibility", "visible") == "visible"
            self.column = 0
            self.in_row = []
        elif tag in {"table-cell", "covered-table-cell"}:
            self.columns = int(given.get("number-columns-repeated", "1"))
            self.formula = "formula" in given
            self.typed = "value-type" in given
            self.text_of_cell = ""
            down = int(given.get("number-rows-spanned", "1")) - 1
            if down > 0 and self.found:
                across = int(given.get("number-columns-spanned", "1")) - 1
                self.found[-1].merged.append(((self.row, self.column), (self.row + down, self.column + max(across, 0))))

    def text(self, text: str) -> None:
        if len(self.text_of_cell) < len("Err:502"):
            self.text_of_cell += text

    def end(self, tag: str) -> None:
        if not self.found:
            return
        survey = self.found[-1]
        if tag in {"table-cell", "covered-table-cell"}:
            shown = self.text_of_cell.strip()
            if self.typed or shown or self.formula:
                self.in_row.append((self.column + self.columns - 1, self.columns))
            if self.formula and (shown.startswith(_ERRORS_OF_ODS) or not (self.typed or shown)):
                survey.valueless.add((self.row, self.column))
            self.column += self.columns
        elif tag == "table-row":
            for last, count in self.in_row:
                survey.seen(self.row + self.rows - 1, last, count * self.rows)
            _held(self.name, survey, CELLS_MOST - sum(one.cells for one in self.found[:-1]))
            if not self.shown and self.in_row:
                survey.hidden.update(range(self.row, self.row + self.rows))
            self.row += self.rows
