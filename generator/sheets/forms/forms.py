"""The sheets that `windowboard sheet` writes and `windowboard import` knows again by their headers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from generator.sheets.files.table import Cell, Table
from generator.sheets.statement import VETO
from generator.sheets.values import bare, told

FormName = Literal["windows", "records", "events", "centres", "centre-windows"]
Matter = Literal["centres", "round", "events"]
"""What a workbook is for."""

HEADERS_WITHIN: Final = 20
"""Rows from the top among which the headers stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormColumn:
    """A column of a form."""

    key: str
    header: str
    width: int
    """In characters."""
    note: str
    """What is to be written in it, as the page of instructions says."""
    choices: str = ""
    """The drop-down list of its cells: its name on the page of lists."""
    later: bool = False
    """It came when workbooks had been handed out: one that ends before it is known as well."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One sheet of a workbook: what stands above its table, and its columns."""

    name: FormName
    title: str
    """Of the sheet."""
    head: tuple[FormColumn, ...]
    """Said once, above the table."""
    columns: tuple[FormColumn, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """Of its columns."""
        return tuple(column.header for column in self.columns)


def _column(key: str, header: str, width: int, note: str, choices: str = "") -> FormColumn:
    return FormColumn(key=key, header=header, width=width, note=note, choices=choices)


_STANDARD: Final = _column("standard", "标准", 30, "已填好，不要改")

WINDOWS: Final = Form(
    name="windows",
    title="窗口",
    head=(
        _STANDARD,
        _column("centre", "服务机构", 30, "从列表里选", "centres"),
        _column("date", "检查日期", 30, "如 2026-10-12；一个文件只写一天"),
        _column("channel", "检查方式", 30, "从列表里选", "channels"),
        _column("team", "检查组", 30, "代号，从列表里选或照写；不写姓名", "teams"),
    ),
    columns=(
        _column("window", "窗口", 30, "已列出当时开着的窗口", "windows"),
        _column(
            "assessed",
            "检查范围",
            24,
            "看全了的选“全部”；只看了一部分的写章节号或条款号，用顿号分开；没有检查的留空",
            "assessed",
        ),
        _column("nothing", "没有发现问题", 16, "看全了、一个问题也没有的选“是”", "yes"),
    ),
)
RECORDS: Final = Form(
    name="records",
    title="记录",
    head=(),
    columns=(
        _column("window", "窗口", 24, "从列表里选", "windows"),
        _column("clause", "条款", 40, "从列表里选；条款的原文就在编号后面", "clauses"),
        _column("fault", "情形", 32, "有扣分情形的条款，从列表里选；条款不适用的写“不适用”，理由写在备注", "faults"),
        _column("count", "次数", 8, "看到几次、几处；不写就是一次"),
        _column("minus", "扣分", 8, "只在标准写明由检查人定分时填"),
        _column("level", "等级", 16, "分等级的条款，从列表里选", "levels"),
        _column("points", "得分", 8, "由检查人打分的条款填实得分"),
        _column("cases", "抽查件数", 10, "抽样的条款填"),
        _column("within", "达标件数", 10, "其中达标的"),
        _column("note", "备注", 36, "看到了什么；不写任何人的姓名、电话、证件号"),
        _column("evidence", "证据", 20, "照片、录像的编号；照片本身不放在表里"),
    ),
)
EVENTS: Final = Form(
    name="events",
    title="事件",
    head=(_STANDARD,),
    columns=(
        _column("id", "编号", 16, "登记的编号，如 TS-2026-0417；一件事只有一个编号，只记一次"),
        _column("window", "窗口", 36, "从列表里选", "all-windows"),
        _column("clause", "条款", 40, "从列表里选；一票否决的选“否决”开头的一项", "clauses"),
        _column("fault", "情形", 32, "按查实事实扣分的条款，从列表里选；加分和否决不填", "faults"),
        _column("happened", "发生日期", 13, "如 2026-10-02"),
        _column("proved", "查实日期", 13, "计入这一天所在的周期"),
        _column("source", "来源", 18, "从列表里选", "sources"),
        _column("team", "查实的组", 12, "代号；不能是本机构自己的组"),
        _column("minus", "扣分", 8, "只在标准写明由查实的人定分时填"),
        _column("note", "经过", 40, "必填；不写任何人的姓名、电话、证件号"),
        _column("evidence", "证据", 24, "必填；文号、工单号或照片编号"),
    ),
)
_DOOR: Final = (
    _column("latitude", "纬度", 12, "大门的纬度，如 31.2304，最多六位小数；不标在地图上的，这三格都不写"),
    _column("longitude", "经度", 12, "大门的经度，如 121.4737，最多六位小数"),
    _column(
        "datum",
        "坐标系",
        20,
        "从列表里选，全市用同一种：高德、腾讯地图上取的是 gcj-02；卫星定位测的（含 CGCS2000）是 wgs-84；百度的先换算",
        "datums",
    ),
)
"""Where a centre is, if it is to stand on the map."""
CENTRES: Final = Form(
    name="centres",
    title="机构",
    head=(),
    columns=(
        _column("id", "机构代号", 18, "小写字母、数字和连字符，如 hall-1；用了就不再改"),
        _column("name", "机构名称", 28, "公示时的名称"),
        _column("trade", "行业", 18, "从列表里选", "trades"),
        _column("district", "县区", 14, "所在县区"),
        _column("address", "地址", 30, "公示的地址"),
        _column("phone", "电话", 16, "公开的电话；可以不写"),
        _column("hours", "办公时间", 40, "如 周一至周五 08:30-12:00 13:30-17:30；周六 09:00-12:00"),
        _column("holidays", "节假日", 12, "法定节假日休息或照常", "holidays"),
        *(replace(column, later=True) for column in _DOOR),
    ),
)
CENTRE_WINDOWS: Final = Form(
    name="centre-windows",
    title="窗口名单",
    head=(),
    columns=(
        _column("centre", "所属机构", 18, "上一页的机构代号"),
        _column("id", "窗口代号", 18, "小写字母、数字和连字符，如 desk-1；用了就不再改"),
        _column("name", "窗口名称", 24, "公示时的名称；不写姓名"),
        _column("services", "办理事项", 36, "用顿号分开"),
        _column("roles", "岗位", 24, "从列表里选；几个岗位用顿号分开", "roles"),
        _column("trade", "窗口行业", 16, "与机构相同的不写", "trades"),
        _column("opened", "启用日期", 13, "可以不写"),
    ),
)

FORMS: Final[Mapping[Matter, tuple[Form, ...]]] = {
    "centres": (CENTRES, CENTRE_WINDOWS),
    "round": (WINDOWS, RECORDS),
    "events": (EVENTS,),
}
"""The sheets of each workbook."""

SOURCES: Final[Mapping[str, str]] = {
    "complaint": "投诉查实",
    "document": "文件通报",
    "media": "媒体报道",
    "court": "裁判文书",
    "thanks": "表扬感谢",
}
HOLIDAYS: Final[Mapping[str, str]] = {"closed": "休息", "open": "照常"}
DATUMS: Final[Mapping[str, str]] = {"gcj-02": "高德、腾讯地图", "wgs-84": "卫星定位"}
WHOLE: Final = "全部"
YES: Final = frozenset({"是", "√", "✓", "y", "yes", "1", "true", "对"})


@dataclass(frozen=True, kw_only=True, slots=True)
class FilledForm:
    """A sheet that has the headers of a form."""

    form: Form
    table: Table
    row: int
    """Of its headers."""
    width: int
    """How many columns of the form it has."""

    def head(self, key: str) -> Cell:
        """What stands beside a label above the table; the cell of the headers, empty, where there is none."""
        label = next(column.header for column in self.form.head if column.key == key)
        for row in range(self.row):
            if bare(self.table.cell(row, 0).text) == bare(label):
                return self.table.cell(row, 1)
        return Cell(value=None, place=self.table.place(self.row, 0))

    def rows(self) -> Iterator[Mapping[str, Cell]]:
        """The rows that say something, by key; every column has its cell, an empty one where it is not there."""
        for row in range(self.row + 1, len(self.table.rows)):
            if not self.table.is_empty(row):
                yield {column.key: self._cell(row, place) for place, column in enumerate(self.form.columns)}

    def _cell(self, row: int, column: int) -> Cell:
        return self.table.cell(row, column) if column < self.width else Cell(value=None, place=self.table.place(row, 0))


def filled_form(table: Table) -> FilledForm | None:
    """The form that a sheet is; None where it is none."""
    every = [form for forms in FORMS.values() for form in forms]
    for row in range(min(HEADERS_WITHIN, len(table.rows))):
        headers = tuple(bare(cell.text) for cell in table.cells(row))
        for form in every:
            first = tuple(bare(column.header) for column in form.columns if not column.later)
            if headers in {first, tuple(map(bare, form.headers))}:
                return FilledForm(form=form, table=table, row=row, width=len(headers))
    return None


def first_word(cell: Cell) -> str:
    """The id before its name, as drop-down lists have it."""
    return told(cell.value).partition(" ")[0]


def veto_of(cell: Cell) -> str | None:
    """The id of the veto that stands in a column of clauses; None for a clause."""
    words = told(cell.value).split(" ")
    return words[1] if len(words) > 1 and words[0] == VETO else None
