"""Sheets as they were read: rows of values, and the cell in which each stands."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Value = str | Decimal | datetime.date | bool | None
"""What a cell holds; None where it is empty. A formula is the value that was worked out when the file was saved."""

Spot = tuple[int, int]
"""Row and column, counted from 0."""


def letters(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A cell of a file."""

    file: str
    sheet: str
    """Empty for a file without sheets."""
    row: int
    """Counted from 0, as the column."""
    column: int

    def __str__(self) -> str:
        """`ledger.xlsx!检查!C12`; of a file without sheets `ledger.csv!C12`."""
        cell = f"{letters(self.column)}{self.row + 1}"
        return "!".join(filter(None, (self.file, self.sheet, cell)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A value and where it stands."""

    value: Value
    place: Place

    @property
    def text(self) -> str:
        """The value as a person reads it; empty where there is none."""
        return text_of(self.value)


def text_of(value: Value) -> str:
    """A value as a person reads it: a whole number without its point, text without blanks around it."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value.normalize():f}"
        case datetime.date():
            return value.isoformat()
        case str():
            return value.strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One sheet."""

    file: str
    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    hidden: frozenset[int] = frozenset()
    """Rows that are not shown, but were read."""
    valueless: frozenset[Spot] = frozenset()
    """Cells that show an error, or a formula that nobody has worked out."""
    hidden_columns: tuple[tuple[int, int], ...] = ()
    """Columns that are not shown, but were read: the first and the last of those that stand together."""
    merged: Mapping[Spot, Spot] = field(default_factory=dict)
    """For each cell below the first of a merged block, in its first column: the cell that has the value."""
    visible: bool = True

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        return Place(file=self.file, sheet=self.sheet, row=row, column=column)

    def cell(self, row: int, column: int) -> Cell:
        """What a cell holds by itself."""
        line = self.rows[row] if row < len(self.rows) else ()
        return Cell(value=line[column] if column < len(line) else None, place=self.place(row, column))

    def filled(self, row: int, column: int) -> Cell:
        """What a cell holds, or the merged block that it belongs to; its place stays its own."""
        if (row, column) not in self.merged:
            return self.cell(row, column)
        return Cell(value=self.cell(*self.merged[row, column]).value, place=self.place(row, column))

    def is_empty(self, row: int) -> bool:
        """Whether nothing stands in a row."""
        return not any(text_of(value) for value in self.rows[row])

    def is_hidden(self, column: int) -> bool:
        """Whether a column is not shown."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    @property
    def head(self) -> Place:
        """The first cell: what is said of the sheet as a whole is said there."""
        return self.place(0, 0)

    def cells(self, row: int) -> Iterator[Cell]:
        """The cells of a row that hold something."""
        for column, value in enumerate(self.rows[row]):
            if text_of(value):
                yield Cell(value=value, place=self.place(row, column))
