"""The tables of the open data: the columns of each, what they mean, and of what type their values are.

A table of a JSON file has an array for each column. What belongs to a record stands in a table of its own, in the order
of the records that it belongs to; a column of these says how many it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.words.phrases import say

FieldType = Literal["string", "integer", "number", "boolean", "date", "array", "object", "any"]
"""As the Table Schema of Frictionless names it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A column."""

    name: str
    meaning: str
    type: FieldType = "string"


Table = tuple[Field, ...]


def names_of(table: Table) -> tuple[str, ...]:
    """The names of its columns, in order."""
    return tuple(one.name for one in table)


_CENTRE: Final = Field(name="centre", meaning=say("服务机构编号"))
_WINDOW: Final = Field(name="window", meaning=say("窗口编号；与服务机构编号合为永久编号"))
_STANDARD: Final = Field(name="standard", meaning=say("标准编号@版次"))
_CHANNEL: Final = Field(name="channel", meaning=say("检查方式"))
_TEAM: Final = Field(name="team", meaning=say("检查组"))
_DATE: Final = Field(name="date", meaning=say("检查日期"), type="date")
_CLAUSE: Final = Field(name="clause", meaning=say("条款编号"))
_NOTE: Final = Field(name="note", meaning=say("经过"))
_EVIDENCE: Final = Field(name="evidence", meaning=say("证据"))
_LATE: Final = Field(name="late", meaning=say("补录的原因；按时录入为空"))
_FOUND: Final = Field(name="found", meaning=say("没有得分时，实有多少：检查天数，或已检查的比例，精确分数"))
_NEEDED: Final = Field(name="needed", meaning=say("没有得分时，需要多少，精确分数"))
_COVERAGE: Final = Field(name="coverage", meaning=say("已检查内容占适用分值的比例，精确分数"))
_WEIGHT: Final = Field(name="weight", meaning=say("权重；各次检查按它平均"), type="any")

FINDINGS: Final[Table] = (
    _CENTRE,
    _WINDOW,
    _DATE,
    _STANDARD,
    _CHANNEL,
    _TEAM,
    Field(name="kind", meaning=say("finding 扣分情形或记录，unmet 没有做到，veto 一票否决")),
    _CLAUSE,
    Field(name="fault", meaning=say("情形编号；一票否决为其编号；只作记录为空")),
    Field(name="count", meaning=say("次数"), type="integer"),
    Field(name="minus", meaning=say("检查组在规定范围内写明的扣分；其余为空"), type="number"),
    _NOTE,
    _EVIDENCE,
)
"""What the inspections of a month found, a line for each."""

EVENTS: Final[Table] = (
    _CENTRE,
    Field(name="id", meaning=say("事项编号")),
    _WINDOW,
    _STANDARD,
    _CLAUSE,
    Field(name="fault", meaning=say("扣分情形；加分和一票否决为空")),
    Field(name="veto", meaning=say("一票否决的编号")),
    Field(name="happened", meaning=say("发生日期"), type="date"),
    Field(name="proved", meaning=say("查实日期，决定计入哪个周期"), type="date"),
    Field(name="source", meaning=say("来源：complaint 投诉，document 文件，media 媒体，court 法院，thanks 感谢")),
    _TEAM,
    Field(name="minus", meaning=say("检查组在规定范围内写明的扣分；其余为空"), type="number"),
    _LATE,
    _NOTE,
    _EVIDENCE,
)
"""The facts that were proved outside inspections."""

AGENDA: Final[Table] = (
    Field(name="place", meaning=say("先后次序"), type="integer"),
    _CENTRE,
    _WINDOW,
    Field(name="centre_name", meaning=say("服务机构名称")),
    Field(name="window_name", meaning=say("窗口名称")),
    Field(name="district", meaning=say("区县")),
    Field(name="reasons", meaning=say("为什么先查")),
)
"""Whom to inspect next."""

RECORDS: Final[Mapping[str, Table]] = {
    "rounds": (
        _CENTRE,
        _STANDARD,
        _DATE,
        _CHANNEL,
        _TEAM,
        _LATE,
        Field(name="out_of_hours", meaning=say("窗口不营业时检查的原因；营业时为空")),
        Field(name="clean", meaning=say("全部查过、没有发现问题的窗口，逗号分开")),
        Field(name="inspections", meaning=say("下面 inspections 里属于它的有几行"), type="integer"),
    ),
    "inspections": (
        _WINDOW,
        Field(name="assessed", meaning=say("查了哪些章节或条款，逗号分开；all 全部")),
        Field(name="nothing_found", meaning=say("true：全部查过，没有发现问题"), type="boolean"),
        Field(name="levels", meaning=say("条款 → 评定的档次"), type="object"),
        Field(name="points", meaning=say("条款 → 检查组给的分"), type="object"),
        Field(name="sampled", meaning=say("条款 → 抽查件数 cases、达标件数 within"), type="object"),
        Field(name="announced", meaning=say("检查组宣布的总分"), type="number"),
        Field(name="findings", meaning=say("同月 findings 文件里属于它的有几行"), type="integer"),
        Field(name="exemptions", meaning=say("下面 exemptions 里属于它的有几行"), type="integer"),
    ),
    "exemptions": (_CLAUSE, Field(name="reason", meaning=say("不适用的原因"))),
}
"""Who inspected whom in a month, and what was looked at."""

PARTS: Final[Mapping[str, Table]] = {
    "scores": (
        _CENTRE,
        _WINDOW,
        Field(name="base", meaning=say("基础分：得分合计 ÷ 适用分值 × 满分，精确分数")),
        Field(name="event_points", meaning=say("查实的事项从基础分里扣去多少，精确分数")),
        Field(name="bonus", meaning=say("加分，精确分数")),
        Field(name="exact", meaning=say("基础分加上加分，精确分数；四舍五入一次即得分")),
        Field(name="available", meaning=say("已检查的分值合计，精确分数")),
        _COVERAGE,
        Field(name="counted", meaning=say("计分检查次数"), type="integer"),
        Field(name="days", meaning=say("检查内容足够的天数"), type="integer"),
        _FOUND,
        _NEEDED,
        Field(name="announced", meaning=say("正式公布的总分；没有为空")),
        Field(name="computed", meaning=say("以公布的总分为准时，各项相加的得分")),
        Field(name="visits", meaning=say("下面 visits 里属于它的有几行"), type="integer"),
        Field(name="full", meaning=say("得满分的分值（条款或章节编号），逗号分开；* 是整个标准共用的分值")),
        Field(name="not_assessed", meaning=say("没有检查的分值，写法同上")),
        Field(name="not_applicable", meaning=say("不适用的分值，写法同上")),
        Field(name="pools", meaning=say("下面 pools 里属于它的有几行"), type="integer"),
        Field(name="bonuses", meaning=say("加分条款、次数、加分和依据的事项"), type="array"),
        Field(name="lowered", meaning=say("等级为什么降低：一票否决或章节最低要求"), type="array"),
        Field(name="struck", meaning=say("申诉成立后撤销的检查发现和事项"), type="array"),
    ),
    "visits": (
        _DATE,
        _CHANNEL,
        _TEAM,
        _WEIGHT,
        _COVERAGE,
        Field(name="base", meaning=say("只看这一次检查的得分，没有四舍五入，精确分数")),
        Field(name="score", meaning=say("只看这一次检查的得分")),
        Field(name="band", meaning=say("只看这一次检查的等级编号")),
        Field(name="reason", meaning=say("没有得分的原因")),
        _FOUND,
        _NEEDED,
    ),
    "pools": (
        Field(name="pool", meaning=say("条款或章节编号；* 是整个标准共用的分值")),
        Field(name="state", meaning=say("not-assessed 没有检查，not-applicable 不适用；已检查为空")),
        Field(name="earned", meaning=say("实得，精确分数")),
        Field(name="cases", meaning=say("抽查件数"), type="integer"),
        Field(name="within", meaning=say("其中达标件数"), type="integer"),
        Field(name="taken", meaning=say("下面 taken 里属于它的有几行"), type="integer"),
        Field(name="losses", meaning=say("下面 losses 里属于它的有几行"), type="integer"),
        Field(name="events", meaning=say("下面 events 里属于它的有几行"), type="integer"),
    ),
    "taken": (
        _CLAUSE,
        Field(name="lost", meaning=say("各次检查平均扣去多少，精确分数")),
        Field(name="weight", meaning=say("查过这一条的检查的权重合计"), type="any"),
    ),
    "losses": (
        _CLAUSE,
        Field(name="cause", meaning=say("情形或档次编号；没有做到和直接给分的为空")),
        Field(name="minus", meaning=say("一次检查中扣去多少，精确分数")),
        Field(name="inspection", meaning=say("是 visits 里属于它的第几行，从 0 数起"), type="integer"),
        _WEIGHT,
    ),
    "events": (
        Field(name="id", meaning=say("事项编号，见 events.csv")),
        Field(name="minus", meaning=say("扣去多少，精确分数")),
    ),
}
"""What the scores of a board in a period are made of."""
