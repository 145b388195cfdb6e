"""How far the sheets of an Excel 97 workbook reach, what is hidden in them, and which cells show an error.

Such a file is a small file system of sectors; one of its streams holds records, and among these are the cells. What
reads it afterwards lays out every sheet at once, from its first cell to its last: how much that is is known first.
"""

import struct
from collections.abc import Iterator
from typing import Final

from generator.sheets.files.limits import (
    AREA_MOST,
    CELLS_MOST,
    SHEET_FILE_DAMAGED,
    SHEETS_MOST,
    TOO_MANY_CELLS,
    refused,
)
from generator.sheets.files.survey import Survey

RECORDS_MOST: Final = 3_000_000
"""Records that are looked at, however many sheets claim them."""
_SECTOR_SHIFTS: Final = (9, 12)
_LAST: Final = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_ENTRY: Final = 128
_NAMES: Final = ("workbook", "book")
_STREAM, _ROOT = 2, 5
_SHEET_BEGINS, _BEGINS, _ENDS = 0x0085, 0x0809, 0x000A
_ROW, _FORMULA, _BOOL_OR_ERROR = 0x0208, 0x0006, 0x0205
_CELLS: Final = frozenset({0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, _FORMULA, _BOOL_OR_ERROR})
_SEVERAL, _REACHES = 0x00BD, 0x0200
_ROWS_MOST, _COLUMNS_MOST = 65_536, 256
_ROW_IS_HIDDEN: Final = 0x20
_COLUMNS: Final = 0x007D
_COLUMNS_ARE_HIDDEN: Final = 1
_FORMULA_SHOWS_ERROR: Final = (2, 0xFFFF)


def surveyed_old(name: str, data: bytes) -> list[Survey]:
    """The sheets of a file in their order. Raises InputError where they hold too much, or the file is broken."""
    try:
        book = _Sectors(data).book()
        sheets = _Sheets(name, book)
        found = [sheets.sheet(place) for place in _places(name, book)]
    except (struct.error, ValueError, IndexError) as error:
        raise refused(name, SHEET_FILE_DAMAGED) from error
    if sum(one.area for one in found) > AREA_MOST:
        raise refused(name, TOO_MANY_CELLS, count=f"> {AREA_MOST}", most=AREA_MOST)
    return found


class _Sectors:
    """The sectors of a compound file. Raises ValueError, IndexError or struct.error where they make no sense."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, self.small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in _SECTOR_SHIFTS:
            raise ValueError(shift)
        self.size = 1 << shift
        self.table = self._table()

    def book(self) -> bytes:
        """The stream of the workbook."""
        folder = b"".join(map(self.sector, self.chain(_number(self.data, 48), self.table)))
        root = b""
        for place in range(0, len(folder) - _ENTRY + 1, _ENTRY):
            entry = folder[place : place + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
            if entry[66] == _ROOT:
                root = entry
            elif entry[66] == _STREAM and name in _NAMES:
                return self._stream(entry, root)
        raise ValueError(_NAMES)

    def sector(self, number: int) -> bytes:
        """The bytes of a sector."""
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def chain(self, first: int, table: tuple[int, ...]) -> Iterator[int]:
        """The sectors of a stream, one leading to the next, none twice."""
        left = len(table)
        while first < _LAST:
            if left == 0:
                raise ValueError(first)
            left -= 1
            yield first
            first = table[first]

    def _table(self) -> tuple[int, ...]:
        """Which sector follows which."""
        numbers = [number for number in struct.unpack_from("<109I", self.data, 76) if number < _LAST]
        more, left = _number(self.data, 68), len(self.data) // self.size
        while more < _LAST:
            if left == 0:
                raise ValueError(more)
            left -= 1
            *further, more = _numbers(self.sector(more))
            numbers += [number for number in further if number < _LAST]
        return tuple(number for one in numbers[: len(self.data) // self.size] for number in _numbers(self.sector(one)))

    def _stream(self, entry: bytes, root: bytes) -> bytes:
        first, length = struct.unpack_from("<II", entry, 116)
        if length >= _number(self.data, 56):
            return b"".join(map(self.sector, self.chain(first, self.table)))[:length]
        small = b"".join(map(self.sector, self.chain(_number(root, 116), self.table)))
        table = b"".join(map(self.sector, self.chain(_number(self.data, 60), self.table)))
        size = 1 << self.small_shift
        parts = (small[one * size : (one + 1) * size] for one in self.chain(first, _numbers(table)))
        return b"".join(parts)[:length]


def _number(data: bytes, place: int) -> int:
    (number,) = struct.unpack_from("<I", data, place)
    return int(number)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _records(book: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from a place on."""
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        yield kind, book[place + 4 : place + 4 + length]
        place += 4 + length


def _places(name: str, book: bytes) -> list[int]:
    """Where each sheet begins."""
    found = []
    for kind, content in _records(book, 0):
        if kind == _SHEET_BEGINS:
            found.append(_number(content, 0))
        elif kind == _ENDS:
            break
    if len(found) > SHEETS_MOST:
        raise refused(name, TOO_MANY_CELLS, count=len(found), most=SHEETS_MOST)
    return found


class _Sheets:
    """Goes through sheets."""

    def __init__(self, name: str, book: bytes) -> None:
        self.name, self.book = name, book
        self.records = 0

    def sheet(self, place: int) -> Survey:
        """What is seen of the sheet that begins at a place; charts within it are passed over."""
        survey, depth = Survey(), 0
        for kind, content in _records(self.book, place):
            self.records += 1
            if self.records > RECORDS_MOST or survey.cells > CELLS_MOST:
                raise refused(self.name, TOO_MANY_CELLS, count=f"> {CELLS_MOST}", most=CELLS_MOST)
            depth += (kind == _BEGINS) - (kind == _ENDS)
            if depth <= 0:
                break
            if depth == 1:
                _look(survey, kind, content)
        return survey


def _look(survey: Survey, kind: int, content: bytes) -> None:
    if kind in _CELLS:
        row, column = struct.unpack_from("<HH", content, 0)
        survey.seen(row, column)
        error = kind == _BOOL_OR_ERROR and content[7] == 1
        if error or (kind == _FORMULA and (content[6], *struct.unpack_from("<H", content, 12)) == _FORMULA_SHOWS_ERROR):
            survey.valueless.add((row, column))
    elif kind == _SEVERAL:
        row, first = struct.unpack_from("<HH", content, 0)
        (last,) = struct.unpack_from("<H", content, len(content) - 2)
        survey.seen(row, max(first, last), max(1, last - first + 1))
    elif kind == _REACHES:  # room is made for as much as it says
        rows, columns = _number(content, 4), struct.unpack_from("<H", content, 10)[0]
        if rows > _ROWS_MOST or columns > _COLUMNS_MOST:
            raise ValueError(rows)
    elif kind == _COLUMNS and struct.unpack_from("<H", content, 8)[0] & _COLUMNS_ARE_HIDDEN:
        survey.hidden_columns.append(struct.unpack_from("<HH", content, 0))
    elif kind == _ROW and struct.unpack_from("<H", content, 12)[0] & _ROW_IS_HIDDEN:
        survey.hidden.add(struct.unpack_from("<H", content, 0)[0])
