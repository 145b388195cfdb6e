"""How the sheet of an office is read: a file that says what its columns, windows and words mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.model.problem import InputError
from generator.model.scalars import ItemId, Slug, StandardRef, TeamCode, Text, Year
from generator.reading.record import read_record
from generator.sheets.values import bare

Column = Literal[
    "date",
    "centre",
    "window",
    "item",
    "clause",
    "fault",
    "count",
    "minus",
    "level",
    "points",
    "cases",
    "within",
    "note",
    "evidence",
    "channel",
    "team",
    "person",
    "ignore",
]
"""What a column holds. `person`: names of people, which are never read into anything; `ignore`: what is not needed."""

NEEDED: Final[tuple[Column, ...]] = ("date", "window")
IDENTITY: Final[frozenset[Column]] = frozenset({"date", "centre", "window", "channel", "team"})
"""Columns in which a merged block means the same for each of its rows."""

HEADERS: Final[Mapping[Column, tuple[str, ...]]] = {
    "date": ("日期", "检查日期", "检查时间", "时间", "督查日期", "date"),
    "centre": (
        "单位",
        "机构",
        "服务机构",
        "单位名称",
        "机构名称",
        "网点",
        "网点名称",
        "大厅",
        "被检单位",
        "受检单位",
        "被检查单位",
    ),
    "window": ("窗口", "窗口号", "窗口名称", "窗口编号", "服务窗口", "受检窗口", "被检窗口", "柜台", "柜台号"),
    "item": (
        "检查项目",
        "检查内容",
        "项目",
        "扣分项目",
        "扣分项",
        "扣分事项",
        "扣分原因",
        "扣分情形",
        "存在问题",
        "发现问题",
        "问题",
    ),
    "clause": ("条款", "条款号", "条款编号"),
    "fault": ("情形", "情形编号"),
    "count": ("次数", "处数", "人次", "数量"),
    "minus": ("扣分", "扣分值", "扣减分", "扣减分值", "扣除分值", "扣分数"),
    "level": ("等级", "档次"),
    "points": ("得分", "实得分"),
    "cases": ("抽查件数", "抽样件数"),
    "within": ("达标件数", "合格件数"),
    "note": ("备注", "说明", "情况说明", "具体情况", "问题描述"),
    "evidence": ("证据", "佐证", "佐证材料", "依据"),
    "channel": ("检查方式", "检查形式"),
    "team": ("检查组", "检查组别", "组别"),
    "person": (
        *(
            "检查人",
            "检查人员",
            "检查员",
            "督查人",
            "督查人员",
            "责任人",
            "当事人",
            "工作人员",
            "窗口人员",
            "姓名",
            "被检查人",
        ),
        *("受检人", "记录人", "填表人", "制表人", "签字", "签名", "负责人", "整改责任人", "联系人"),
    ),
    "ignore": ("序号", "编号", "no", "no."),
}
"""Headers as offices write them. A header that none of them names is to be looked at by a person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What a text of the column of items means: a clause, with a fault where it has any, a veto, or nothing at all."""

    clause: ItemId | None = None
    fault: Slug | None = None
    veto: Slug | None = None
    nothing: bool = False
    """Nothing was found."""
    skip: bool = False
    """The row is no result."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetMapping:
    """A mapping file."""

    standard: StandardRef
    channel: Slug | None = None
    """Of all rows, where there is no column of it; so are the team and the centre."""
    team: TeamCode | None = None
    centre: Slug | None = None
    year: Year | None = None
    """Of days written without one."""
    assessed: Literal["all"] | tuple[ItemId, ...]
    """What every visit looked at. Whoever writes it answers for it: silence is never a pass."""
    sheet: Text | None = None
    """The one that is read; None: every sheet with these headers."""
    columns: Mapping[Text, Column]
    """By header."""
    fill_down: tuple[Text, ...] = ()
    """Headers of columns in which an empty cell means what stands above it."""
    windows: Mapping[Text, Slug] = field(default_factory=dict)
    """Ids by what is written, where that is neither an id nor a name."""
    centres: Mapping[Text, Slug] = field(default_factory=dict)
    """The same of centres."""
    items: Mapping[Text, Item] = field(default_factory=dict)
    """By what stands in the column of items, or of problems."""

    def column_of(self, header: str) -> Column | None:
        """What the column under a header holds; None where the mapping does not name it."""
        return next((column for name, column in self.columns.items() if bare(name) == bare(header)), None)

    def item(self, text: str) -> Item | None:
        """What a text means; None where the mapping does not name it."""
        return next((one for name, one in self.items.items() if bare(name) == bare(text)), None)


def read_mapping(name: str, data: bytes) -> SheetMapping:
    """Read a mapping file. Raises InputError with everything that is wrong with it, by line and column."""
    read = read_record(data, name, SheetMapping)
    if isinstance(read, tuple):
        raise InputError(read)
    return read


def usual_column(header: str) -> Column | None:
    """What a header usually stands over; what stands in brackets behind it does not matter."""
    wanted = bare(header).partition("(")[0]
    return next((column for column, names in HEADERS.items() if wanted in names), None)
