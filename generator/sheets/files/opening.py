"""Files to tables: xlsx, ods, xls and text with commas, tabs or semicolons, in whatever code they were saved."""

import csv
import datetime
import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from generator.publishing.workers import apart
from generator.sheets.files.limits import (
    AREA_MOST,
    CELLS_MOST,
    NOT_A_SHEET_FILE,
    SHEET_FILE_DAMAGED,
    SHEETS_MOST,
    TOO_MANY_CELLS,
    Measured,
    measured,
    refused,
)
from generator.sheets.files.old_format import surveyed_old
from generator.sheets.files.survey import Survey, surveyed
from generator.sheets.files.table import Spot, Table, Value

_BETWEEN: Final = (",", "\t", ";")
_LINES_LOOKED_AT: Final = 30
_STANDARD_ERROR: Final = 2
_BYTES_LOOKED_AT: Final = 400
_FIELD_MOST: Final = 100_000
"""Characters of one cell of a text."""
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""With what a text begins that says in which code it is."""
_ESCAPED: Final = ("'=", "'+", "'-", "'@")
"""How exports begin a cell that would be taken for a formula."""


def opened(name: str, data: bytes) -> tuple[Table, ...]:
    """The sheets of a file that hold something. Raises InputError where the file cannot be read, or should not be."""
    file = measured(name, data)
    tables = _text_table(file) if file.kind == "text" else _tables(file)
    return tuple(table for table in tables if table.rows)


def _tables(file: Measured) -> Sequence[Table]:
    """The sheets of a workbook. An old one is read in a process of its own: a broken one may end that process."""
    if file.kind != "xls":
        return list(_sheets(file))
    surveyed_old(file.name, file.data)
    try:
        return apart(_old_sheets, file)
    except BrokenProcessPool as error:
        raise refused(file.name, SHEET_FILE_DAMAGED) from error


def _old_sheets(file: Measured) -> Sequence[Table]:
    """The same, where nobody is to read what a library says before it gives up."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STANDARD_ERROR)
    try:
        return list(_sheets(file))
    except Exception:
        raise
    except BaseException as error:  # its own way to give up, which no other process knows
        raise refused(file.name, SHEET_FILE_DAMAGED) from error


def _sheets(file: Measured) -> Iterator[Table]:
    surveys = surveyed(file.name, file.kind, file.parts) if file.parts else surveyed_old(file.name, file.data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(file.data)) as book:
            sheets = book.sheets_metadata
            if len(sheets) > SHEETS_MOST:
                raise refused(file.name, TOO_MANY_CELLS, count=len(sheets), most=SHEETS_MOST)
            left = CELLS_MOST
            for number, about in enumerate(sheets):
                if about.typ == SheetTypeEnum.WorkSheet:
                    survey = surveys[number] if number < len(surveys) else Survey()
                    table = _table(
                        file, book.get_sheet_by_index(number), survey, visible=about.visible == SheetVisibleEnum.Visible
                    )
                    left -= sum(value is not None for row in table.rows for value in row)
                    if left < 0:
                        raise refused(file.name, TOO_MANY_CELLS, count=f"> {CELLS_MOST}", most=CELLS_MOST)
                    yield table
    except CalamineError as error:
        raise refused(file.name, SHEET_FILE_DAMAGED) from error


def _table(file: Measured, sheet: CalamineSheet, survey: Survey, *, visible: bool) -> Table:
    area = sheet.total_height * sheet.total_width
    if area > AREA_MOST:
        raise refused(file.name, TOO_MANY_CELLS, count=f"> {AREA_MOST}", most=AREA_MOST)
    rows = [tuple(map(_value, row)) for row in sheet.to_python(skip_empty_area=False)]
    ranges = survey.merged if file.kind == "ods" else (sheet.merged_cell_ranges or ())
    return Table(
        file=file.name,
        sheet=sheet.name,
        rows=_without_end(rows),
        hidden=frozenset(survey.hidden),
        hidden_columns=tuple(survey.hidden_columns),
        valueless=frozenset(survey.valueless),
        merged={spot: first for first, last in ranges for spot in _below(first, last, len(rows))},
        visible=visible,
    )


def _below(first: Spot, last: Spot, height: int) -> Iterator[Spot]:
    """The cells of a merged block that stand below its value."""
    return ((row, first[1]) for row in range(first[0] + 1, min(last[0] + 1, height)))


def _without_end(rows: list[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Rows without the empty ones behind the last that holds something."""
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return tuple(rows)


def _value(found: object) -> Value:
    """A value of the reader as one of ours: numbers become what is printed of them, exactly."""
    match found:
        case bool():
            return found
        case int() | float():
            number = Decimal(str(found))
            return number if number.is_finite() else str(found)
        case datetime.datetime():
            return found.date()
        case datetime.date():
            return found
        case _:
            return str(found) if str(found).strip() else None


def decoded_text(name: str, data: bytes) -> str:
    """A text in whatever code it was saved. Raises InputError for what is no text."""
    for mark, code in _MARKS:
        if data.startswith(mark):
            return _decoded(name, data, (code,)).removeprefix("\ufeff")
    first = data[:_BYTES_LOOKED_AT]
    if b"\0" in first:  # one half of every plain letter is nothing: the first half, or the second
        big = first[::2].count(0) > first[1::2].count(0)
        return _decoded(name, data, ("utf-16-be" if big else "utf-16-le",))
    return _decoded(name, data, ("utf-8", "gb18030"))


def _decoded(name: str, data: bytes, codes: tuple[str, ...]) -> str:
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused(name, NOT_A_SHEET_FILE)


def _text_table(file: Measured) -> Iterator[Table]:
    text = decoded_text(file.name, file.data)
    rows: list[tuple[Value, ...]] = []
    cells = 0
    try:
        for row in _rows(text, _parted_by(text)):
            cells += len(row)
            if cells > CELLS_MOST:
                raise refused(file.name, TOO_MANY_CELLS, count=f"> {CELLS_MOST}", most=CELLS_MOST)
            rows.append(tuple(map(_field, row)))
    except csv.Error as error:
        raise refused(file.name, SHEET_FILE_DAMAGED) from error
    yield Table(file=file.name, sheet="", rows=_without_end(rows))


def _rows(text: str, between: str, *, strict: bool = True) -> Iterator[list[str]]:
    csv.field_size_limit(_FIELD_MOST)
    return csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=strict)


def _field(text: str) -> Value:
    text = text.strip()
    return (text[1:] if text.startswith(_ESCAPED) else text) or None


def _parted_by(text: str) -> str:
    """The sign that parts the most rows into equally many cells."""
    first = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])

    def order(between: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in _rows(first, between, strict=False) if len(row) > 1)
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return count, width

    return max(_BETWEEN, key=order)
