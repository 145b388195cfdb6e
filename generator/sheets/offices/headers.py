"""Where the headers of an office's sheet stand: in one row or in two, and what a sheet is that has none."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from generator.model.problem import Code, Problem
from generator.sheets.city import City
from generator.sheets.draft import at
from generator.sheets.files.table import Cell, Table
from generator.sheets.offices.mapping import NEEDED, Column
from generator.sheets.values import bare

HEADERS_WITHIN: Final = 30
"""Rows from the top among which the headers are looked for."""
_SEVERAL: Final = 2
_MONTH: Final = re.compile(r"(?:20\d\d年?[-/.]?)?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?:扣分|得分)?")

MONTHS_AS_COLUMNS: Final = Code(
    slug="months-as-columns",
    says="这是汇总表：“{value}”一列是一个月的数，看不出是哪天查的、查到了什么",
    mend="导入逐次的检查记录：一行一项，有日期、窗口、检查项目。只剩汇总的，补不出检查，不要导入。",
    wrong="窗口 | 9月 | 10月",
    right="日期 | 窗口 | 检查项目 | 扣分",
)
WINDOWS_AS_COLUMNS: Final = Code(
    slug="windows-as-columns",
    says="“{value}”是一个窗口，却写在表头里：一列一个窗口的表读不了",
    mend="改成一行一项：日期、窗口、检查项目、扣分各一列；没有发现问题的窗口写一行“无”。",
    wrong="检查项目 | 1号窗口 | 2号窗口",
    right="日期 | 窗口 | 检查项目 | 扣分",
)


class Headers(NamedTuple):
    """The headers of a table."""

    cells: Mapping[int, Cell]
    """By column."""
    last: int
    """The row below which the table begins."""


def headers_at(table: Table, row: int, column_of: Callable[[str], Column | None]) -> Headers | None:
    """The headers that begin in a row; None where none do. Where they take two rows, the lower one says it closer."""
    own = _line(table, row)
    below = _line(table, row + 1)
    taller = any(table.merged.get((row + 1, column)) == (row, column) for column in own)
    if _suffices(own, column_of) and not taller:
        return Headers(own, row)
    if not _suffices(below, column_of) and _suffices(both := {**own, **below}, column_of):
        return Headers(dict(sorted(both.items())), row + 1)
    return Headers(own, row) if _suffices(own, column_of) else None


def _line(table: Table, row: int) -> dict[int, Cell]:
    return {cell.place.column: cell for cell in table.cells(row)} if row < len(table.rows) else {}


def _suffices(cells: Mapping[int, Cell], column_of: Callable[[str], Column | None]) -> bool:
    return set(NEEDED) <= {column_of(cell.text) for cell in cells.values()}


def other_shape(tables: Sequence[Table], city: City) -> Problem | None:
    """What a sheet is instead that has a header for each month, or for each window; None for anything else."""
    windows = {bare(text) for _, window, name in city.windows for text in (window, name)}
    for table in tables:
        for row in range(min(HEADERS_WITHIN, len(table.rows))):
            cells = _line(table, row).values()
            for code, found in (
                (MONTHS_AS_COLUMNS, [cell for cell in cells if _MONTH.fullmatch(bare(cell.text))]),
                (WINDOWS_AS_COLUMNS, [cell for cell in cells if bare(cell.text) in windows]),
            ):
                if len({bare(cell.text) for cell in found}) >= _SEVERAL:
                    return at(found[0].place, code, value=found[0].text)
    return None


def sheets_with_headers(
    tables: Sequence[Table], column_of: Callable[[str], Column | None]
) -> Iterator[tuple[Table, Headers]]:
    """The sheets that are shown and have headers, with the first of these."""
    for table in tables:
        rows = range(min(HEADERS_WITHIN, len(table.rows))) if table.visible else ()
        found = next((one for row in rows if (one := headers_at(table, row, column_of))), None)
        if found:
            yield table, found


CODES: Final = (MONTHS_AS_COLUMNS, WINDOWS_AS_COLUMNS)
