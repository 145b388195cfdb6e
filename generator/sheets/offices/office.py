"""Rows of an office's own sheet, read by a mapping, as visits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.judging.checks.references import NO_SUCH_STANDARD, known
from generator.model.problem import Code, Problem
from generator.model.standard import Standard
from generator.sheets.city import City
from generator.sheets.draft import Said, at
from generator.sheets.files.table import Cell, Place, Table
from generator.sheets.names import Names
from generator.sheets.offices.headers import HEADERS_WITHIN, headers_at
from generator.sheets.offices.mapping import IDENTITY, Column, Item, SheetMapping
from generator.sheets.statement import Reading, Remark, Statement, item_of
from generator.sheets.values import NOTHING_WORDS, YEARS, amount_of, bare, day_of, parts_of, told
from generator.sheets.visits import Head, Visit
from generator.words.phrases import is_chinese

ROWS_SHOWN: Final = 10
"""Numbers of rows that one notice names."""
_TOTALS: Final = ("合计", "总计", "小计", "共计", "平均", "总分", "累计", "汇总")
_TOTAL_OF: Final = re.compile(r".+(?:合计|总计|小计|共计|汇总|累计|\d计)")
"""What a total between groups is called: `1号窗口 汇总`, `2026-10-12 计`."""
_ABOUT: Final[frozenset[Column]] = frozenset({"date", "centre", "window"})
"""Columns that may say the same in other words."""
BELOW_MOST: Final = 4
"""Cells of a line below a table: words, and what is meant by them."""
_BELOW_TABLES: Final = ("制表", "填表", "审核", "审批", "说明:", "备注:", "注:", "检查人:", "负责人:", "日期:", "单位:")
_NAME_SIGNS: Final = range(2, 5)
"""Characters of a person's name that is looked for in notes."""

NO_HEADERS_FOUND: Final = Code(
    slug="no-headers-found",
    says="没有找到表头：要有 {wanted} 各一列",
    mend="表头写在前 30 行之内，一行或上下两行；或改正对照表的 columns，使它和表头一致。",
    wrong="姓名 | 电话",
    right="日期 | 窗口 | 检查项目 | 扣分",
)
HEADER_STANDS_TWICE: Final = Code(
    slug="header-stands-twice",
    says="“{value}”一列在同一行里出现了两次：一张工作表里并排有两个表",
    mend="把并排的两个表分到两张工作表，或上下排列。",
    wrong="日期 | 窗口 | 扣分 | | 日期 | 窗口 | 扣分",
    right="日期 | 窗口 | 扣分",
)
CELL_WITHOUT_VALUE: Final = Code(
    slug="cell-without-value",
    says="这一格是公式，却没有算出的值，或是一个错误值",
    mend="用表格软件打开、重新计算并保存；或把公式换成值。",
    wrong="=1/0",
    right="2",
)
NO_DAY_READ: Final = Code(
    slug="no-day-read",
    says="“{value}”不是能读懂的日期",
    mend="写成 2026-10-12、2026/10/12、2026年10月12日；只写月日的写 10月12日，在对照表里写 year。"
    "10.1 可能是一日，也可能是十日，不读。",
    wrong="日期：十月中旬",
    right="日期：2026-10-12",
)
ITEM_NOT_MAPPED: Final = Code(
    slug="item-not-mapped",
    says="“{value}”不在对照表的 items 里，也不是条款或扣分情形的原文",
    mend="在对照表的 items 里写明它是哪个条款的哪种情形（clause、fault）；一格里写了几个问题的，拆成几行。",
    wrong="items: {}",
    right='items: {台面很乱: {clause: "1.1", fault: untidy}}',
)
ROW_SAYS_NOTHING: Final = Code(
    slug="row-says-nothing",
    says="这一行有日期和窗口，却没有写发现了什么",
    mend="没有发现问题的写“无”；没有去检查的，删去这一行。",
    wrong="2026-10-12 | 现金窗口1 | | ",
    right="2026-10-12 | 现金窗口1 | 无 | ",
)
AMOUNT_MERGED: Final = Code(
    slug="amount-merged",
    says="“{value}”是几行合并的一格，不知道各行是多少",
    mend="取消合并，每行各写各的。",
    wrong="扣分：5（三行合并）",
    right="扣分：2、2、1（每行一格）",
)
PERSON_NAMED_IN_CELL: Final = Code(
    slug="person-named-in-cell",
    says="这一格里有“{column}”一列中的人名：数据里不写任何人的姓名",
    mend="删去姓名，写“当事人”“窗口人员”即可。",
    wrong="备注：张某某未佩戴工牌",
    right="备注：窗口人员未佩戴工牌",
)
COLUMN_LEFT_OUT: Final = Code(
    slug="column-left-out",
    says="“{value}”一列没有读入：对照表里没有它",
    mend="要读入的，在对照表的 columns 里写明它是什么；不要的，写 ignore。",
    wrong="columns: {日期: date, 窗口: window}",
    right="columns: {日期: date, 窗口: window, 天气: ignore}",
)
PEOPLE_LEFT_OUT: Final = Code(
    slug="people-left-out",
    says="“{value}”一列没有读入：人的姓名不进入数据；这个表格也不要提交到仓库",
    mend="检查组写代号。表格放在城市的文件夹以外，或者写进 .gitignore。",
    wrong="检查人",
    right="检查组",
)
ROWS_LEFT_OUT: Final = Code(
    slug="rows-left-out",
    says="第 {value} 行没有读入：它是合计或表下的说明",
    mend="不必处理；若是检查记录，核对这一行的日期和窗口。",
    wrong="合计 | | 12",
    right="2026-10-12 | 现金窗口1 | 扣2",
)
ROW_REPEATED: Final = Code(
    slug="row-repeated",
    says="与第 {value} 行完全相同，两行都读入了：各扣各的",
    mend="是重复登记的，在写出的检查批次里删去一处；确是两处问题的，不必处理。",
    wrong="2026-10-12 | 现金窗口1 | 台面杂乱 | 扣2（两行）",
    right="2026-10-12 | 现金窗口1 | 台面杂乱 | 扣2（一行）",
)
ROW_ON_TWO_SHEETS: Final = Code(
    slug="row-on-two-sheets",
    says="与 {value} 的一行完全相同：同一条记录不能读两次",
    mend="总表和分表只读一种：在对照表里写 sheet，或者删去重复的一份。",
    wrong="工作表“全年”和“10月”各有这一行",
    right="sheet: 全年",
)
HIDDEN_COLUMNS_READ: Final = Code(
    slug="hidden-columns-read",
    says="隐藏的列也读入了：“{value}”",
    mend="备注和证据会公开；不该公开的，在对照表的 columns 里把这一列写成 ignore。",
    wrong="columns: {备注: note}",
    right="columns: {备注: ignore}",
)
SHEET_OF_ANOTHER_CENTRE: Final = Code(
    slug="sheet-of-another-centre",
    says="工作表“{value}”是另一个机构的名称，对照表却写着 centre: {centre}",
    mend="每张工作表是一个机构的，删去对照表里的 centre，机构按工作表的名称认；只读一张的，写 sheet。",
    wrong="centre: harbour",
    right="sheet: 港口支行\ncentre: harbour",
)
HIDDEN_ROWS_READ: Final = Code(
    slug="hidden-rows-read",
    says="隐藏的行也读入了：第 {value} 行",
    mend="不该算的，先删去这些行；只是筛选隐藏的，不必处理。",
    wrong="第 5 行（隐藏）",
    right="第 5 行",
)


@dataclass(kw_only=True, slots=True)
class Told:
    """What sheets say: visits, what is wrong, and what a person should know though nothing is wrong."""

    visits: list[Visit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    rows: dict[tuple[object, ...], Place] = field(default_factory=dict)
    """Where each finding was told first, by all that its row says."""


def read_office_table(table: Table, mapping: SheetMapping, city: City, found: Told) -> bool:
    """Read a sheet; False where it has not the headers of the mapping."""
    return _Office(table, mapping, city, found).read()


class _Office:
    """One reading of one sheet."""

    def __init__(self, table: Table, mapping: SheetMapping, city: City, found: Told) -> None:
        self.table, self.mapping, self.city, self.found = table, mapping, city, found
        self.names = Names(city, found.problems)
        self.columns: dict[Column, int] = {}
        self.headers: Mapping[int, Cell] = {}
        self.last = -1
        """The row of the last headers."""
        self.above: dict[int, Cell] = {}
        self.blocks = {*table.merged, *table.merged.values()}
        self.people: dict[str, str] = {}
        """Names of people in this sheet: each with the header of its column."""

    def read(self) -> bool:
        self._people()
        first = next((row for row in range(min(HEADERS_WITHIN, len(self.table.rows))) if self._headers(row)), None)
        if first is None:
            return False
        standard = self.city.edition(self.mapping.standard)
        if standard is None:
            facts = {"value": self.mapping.standard, "known": known(self.city.rules.standards, self.mapping.standard)}
            self.found.problems.append(at(self.headers[min(self.headers)].place, NO_SUCH_STANDARD, **facts))
            return True
        if self._is_of_another_centre():
            return True
        reading = Reading(standard)
        for row in range(first + 1, len(self.table.rows)):
            if row > self.last and not self.table.is_empty(row) and not self._headers(row):
                self._row(row, standard, reading)
        self.found.problems += reading.problems
        read = [row for row in sorted(self.table.hidden) if first < row < len(self.table.rows)]
        if read:
            rows = "、".join(str(row + 1) for row in read[:ROWS_SHOWN]) + ("……" if len(read) > ROWS_SHOWN else "")
            self.found.notices.append(at(self.table.place(read[0], 0), HIDDEN_ROWS_READ, value=rows))
        return True

    def _is_of_another_centre(self) -> bool:
        """Refuse a sheet that bears the name of a centre whose rows the mapping takes for those of another."""
        always = self.mapping.centre
        if always is None or "centre" in self.columns or self.mapping.sheet:
            return False
        meant = self.names.centre_of(Cell(value=self.table.sheet, place=self.table.head), self.mapping.centres)
        if meant in {None, always}:
            return False
        facts = {"value": self.table.sheet, "centre": always}
        self.found.problems.append(at(self.table.head, SHEET_OF_ANOTHER_CENTRE, **facts))
        return True

    def _headers(self, row: int) -> bool:
        """Whether a row has the headers; what stands below it is read by them."""
        columns: dict[Column, int] = {}
        twice = []
        found = headers_at(self.table, row, self.mapping.column_of)
        if found is None:
            return False
        for cell in found.cells.values():
            column = self.mapping.column_of(cell.text)
            if column in {None, "person", "ignore"}:
                continue
            if column in columns:
                twice.append(cell)
            columns.setdefault(column, cell.place.column)
        self.found.problems += (at(cell.place, HEADER_STANDS_TWICE, value=cell.text) for cell in twice)
        self.columns, self.above = columns, {}
        self.headers, self.last = found
        self._tell_columns()
        return True

    def _tell_columns(self) -> None:
        for cell in self.headers.values():
            column = self.mapping.column_of(cell.text)
            if column in {None, "person"}:
                code = PEOPLE_LEFT_OUT if column else COLUMN_LEFT_OUT
                self.found.notices.append(at(cell.place, code, value=cell.text))
            elif column != "ignore" and self.table.is_hidden(cell.place.column):
                self.found.notices.append(at(cell.place, HIDDEN_COLUMNS_READ, value=cell.text))

    def _people(self) -> None:
        """Gather the names of people below every header of such a column."""
        below: dict[int, str] = {}
        for row in range(len(self.table.rows)):
            for cell in self.table.cells(row):
                if self.mapping.column_of(cell.text) == "person":
                    below[cell.place.column] = cell.text
                elif cell.place.column in below:
                    names = [name for name in parts_of(cell.value) if len(name) in _NAME_SIGNS and is_chinese(name[0])]
                    self.people |= dict.fromkeys(names, below[cell.place.column])

    def _cell(self, row: int, column: Column) -> Cell | None:
        """What a row says in a column, filled down where the mapping or a merged block says so; None for nothing."""
        place = self.columns.get(column)
        if place is None:
            return None
        if (row, place) in self.table.valueless:
            self._wrong(self.table.place(row, place), CELL_WITHOUT_VALUE)
            return None
        cell = self.table.filled(row, place) if column in IDENTITY else self.table.cell(row, place)
        header = self.headers[place].text
        if any(bare(name) == bare(header) for name in self.mapping.fill_down):
            if cell.text:
                self.above[place] = cell
            elif place in self.above:
                cell = Cell(value=self.above[place].value, place=cell.place)
        return cell if cell.text else None

    def _row(self, row: int, standard: Standard, reading: Reading) -> None:
        before = len(self.found.problems) + len(reading.problems)
        if self._is_no_result(row):
            return
        cells = {column: self._cell(row, column) for column in self.columns}
        item = cells.get("item")
        if item and (meant := self.mapping.item(told(item.value))) and meant.skip:
            return
        self._names_in(cells)
        head, window = self._head(row, cells), None
        if head:
            window = self.names.window(
                cells["window"], self._first(row), head.centre.text, written=self.mapping.windows
            )
        if head is None or window is None or len(self.found.problems) + len(reading.problems) > before:
            return
        made = self._statement(row, cells, standard, reading)
        if made is None:
            return
        statement, nothing = made
        place = self._first(row)
        if statement:
            self._repeated(place, (head.centre.text, window.text, head.date.text), cells)
        said = ("all",) if self.mapping.assessed == "all" else self.mapping.assessed
        self.found.visits.append(
            Visit(
                head=head,
                window=window,
                assessed=tuple(Said(text=text, place=place) for text in said),
                statements=(statement,) if statement else (),
                nothing=nothing,
            )
        )

    def _repeated(self, place: Place, about: tuple[str, ...], cells: Mapping[Column, Cell | None]) -> None:
        """Tell of a row that says what another one said; on another sheet it is a copy of the record."""
        rest = tuple(
            (column, bare(cell.text)) for column, cell in sorted(cells.items()) if cell and column not in _ABOUT
        )
        earlier = self.found.rows.setdefault((*about, *rest), place)
        if (earlier.file, earlier.sheet) != (place.file, place.sheet):
            self._wrong(place, ROW_ON_TWO_SHEETS, value=str(earlier))
        elif earlier != place:
            self.found.notices.append(at(place, ROW_REPEATED, value=str(earlier.row + 1)))

    def _first(self, row: int) -> Place:
        return self.table.place(row, self.columns["window"])

    def _is_no_result(self, row: int) -> bool:
        """Totals, and lines below a table: they are left out, and told."""
        found = is_no_result(self.table, row, self.columns)
        if found:
            self.found.notices.append(at(self.table.place(row, 0), ROWS_LEFT_OUT, value=str(row + 1)))
        return found

    def _names_in(self, cells: Mapping[Column, Cell | None]) -> None:
        for column in ("note", "evidence", "item"):
            cell = cells.get(column)
            for name, header in self.people.items():
                if cell and name in bare(cell.text):
                    self._wrong(cell.place, PERSON_NAMED_IN_CELL, column=header)

    def _head(self, row: int, cells: Mapping[Column, Cell | None]) -> Head | None:
        place = self._first(row)
        day = self._day(row, cells.get("date"))
        always, names = self.mapping, self.names
        centre = names.centre(self._centre(cells, place), place, always=always.centre, written=always.centres)
        channel = names.channel(cells.get("channel"), place, always=always.channel)
        team = names.team(cells.get("team"), place, always=always.team)
        if not (day and centre and channel and team):
            return None
        standard = Said(text=self.mapping.standard, place=place)
        return Head(centre=centre, standard=standard, date=day, channel=channel, team=team)

    def _centre(self, cells: Mapping[Column, Cell | None], place: Place) -> Cell | None:
        """The cell that names the centre; where neither a column nor the mapping does, the name of the sheet may."""
        said = cells.get("centre")
        if said or self.mapping.centre:
            return said
        title = Cell(value=self.table.sheet, place=place)
        return title if self.names.centre_of(title, self.mapping.centres) else None

    def _day(self, row: int, cell: Cell | None) -> Said | None:
        day = day_of(cell.value, self.mapping.year) if cell else None
        if day is None:
            place = cell.place if cell else self.table.place(row, self.columns["date"])
            if not any(problem.path == str(place) for problem in self.found.problems):
                self._wrong(place, NO_DAY_READ, value=cell.text if cell else "")
            return None
        return Said(text=day.isoformat(), place=cell.place if cell else self._first(row))

    def _statement(
        self, row: int, cells: Mapping[Column, Cell | None], standard: Standard, reading: Reading
    ) -> tuple[Statement | None, Said | None] | None:
        """What the row says was found, or that nothing was; None where it cannot be told."""
        cell = cells.get("item") or cells.get("clause")
        self._merged(row)
        if cell is None:
            self._wrong(self._first(row), ROW_SAYS_NOTHING)
            return None
        text = told(cell.value)
        item = self.mapping.item(text) or self._meant(text, standard, cells)
        if item is None:
            self._wrong(cell.place, ITEM_NOT_MAPPED, value=text)
            return None
        minus = cells.get("minus")
        if item.nothing:
            if minus and amount_of(minus.value):
                self._wrong(cell.place, ITEM_NOT_MAPPED, value=f"{text}（扣 {minus.text}）")
                return None
            return None, Said(text=text, place=cell.place)
        statement = reading.statement(_remark(cell, item, cells))
        return (statement, None) if statement else None

    def _merged(self, row: int) -> None:
        """An amount in a merged block belongs to no row in particular."""
        for column in ("minus", "count", "points"):
            place = self.columns.get(column)
            if place is not None and (row, place) in self.blocks:
                first = self.table.filled(row, place)
                self._wrong(first.place, AMOUNT_MERGED, value=first.text)

    def _meant(self, text: str, standard: Standard, cells: Mapping[Column, Cell | None]) -> Item | None:
        if bare(text) in NOTHING_WORDS:
            return Item(nothing=True)
        fault = cells.get("fault")
        if cells.get("clause") and not cells.get("item"):
            return Item(clause=text.partition(" ")[0], fault=told(fault.value).partition(" ")[0] if fault else None)
        meant = item_of(text, standard)
        return Item(clause=meant[0], fault=meant[1]) if meant else None

    def _wrong(self, place: Place, code: Code, **facts: str) -> None:
        self.found.problems.append(at(place, code, **facts))


def is_no_result(table: Table, row: int, columns: Mapping[Column, int]) -> bool:
    """Whether a row is a total, or a line of words below a table; `columns`: where days stand, and what was found."""
    texts = [bare(cell.text) for cell in table.cells(row)]
    first = texts[0]
    total = first.startswith(_TOTALS) and not day_of(table.filled(row, columns["date"]).value, YEARS[0])
    found = columns.get("item", columns.get("clause"))
    if found is not None and not table.cell(row, found).text:  # a total between groups stands under their names
        total = total or any(_TOTAL_OF.fullmatch(text) for text in texts)
    return total or (len(texts) <= BELOW_MOST and (first.startswith(_BELOW_TABLES) or "制表人" in first))


def _remark(cell: Cell, item: Item, cells: Mapping[Column, Cell | None]) -> Remark:
    """The cells of a row, with clause and fault as the mapping has them."""
    return Remark(
        clause=Cell(value=item.clause or "", place=cell.place),
        fault=Cell(value=item.fault, place=cell.place) if item.fault else None,
        veto=Cell(value=item.veto, place=cell.place) if item.veto else None,
        count=cells.get("count"),
        minus=_not_nothing(cells.get("minus")),
        level=cells.get("level"),
        points=cells.get("points"),
        cases=cells.get("cases"),
        within=cells.get("within"),
        note=cells.get("note"),
        evidence=cells.get("evidence"),
    )


def _not_nothing(cell: Cell | None) -> Cell | None:
    return None if cell and amount_of(cell.value) == 0 else cell


CODES: Final = (
    NO_HEADERS_FOUND,
    HEADER_STANDS_TWICE,
    CELL_WITHOUT_VALUE,
    NO_DAY_READ,
    ITEM_NOT_MAPPED,
    ROW_SAYS_NOTHING,
    AMOUNT_MERGED,
    PERSON_NAMED_IN_CELL,
    COLUMN_LEFT_OUT,
    PEOPLE_LEFT_OUT,
    ROWS_LEFT_OUT,
    ROW_REPEATED,
    ROW_ON_TWO_SHEETS,
    HIDDEN_COLUMNS_READ,
    SHEET_OF_ANOTHER_CENTRE,
    HIDDEN_ROWS_READ,
)
