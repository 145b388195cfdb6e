"""Why a window is to be inspected next, and whether those were inspected who had to be, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, assert_never

from generator.judging.analysis.agenda import AgendaReason
from generator.model.programme import AgendaKind, Demand, DemandPeriod, DemandRecord, NamedWindow, QuotaState
from generator.model.site import Site
from generator.presenting.text.wording import day_text, joined, period_text, rate_text
from generator.words.phrases import say

KINDS: Final[Mapping[AgendaKind, str]] = {
    "facts": say("查实的投诉或事实"),
    "overdue": say("整改逾期"),
    "again": say("反复上绿榜"),
    "noted": say("不计分的检查记录了问题"),
    "unsettled": say("等级未定"),
    "unrated": say("检查不够，没有评定"),
    "unseen": say("久未检查"),
}
"""Why the agenda names a window, in a few words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """How a week or month stands: a sign and a word, never colour alone."""

    kind: QuotaState
    sign: str
    word: str
    legend: str


STATES: Final = (
    State(kind="met", sign="✔", word=say("已完成"), legend=say("次数够了，或该先查的都查了")),
    State(kind="overdue", sign="✘", word=say("逾期"), legend=say("期限已过，没有完成")),
    State(kind="running", sign="…", word=say("进行中"), legend=say("期限未到，还没有完成")),
    State(
        kind="free", sign=say("－"), word=say("不要求"), legend=say("没有工作日，没有在服务的窗口，或没有要先查的窗口")
    ),
)

STATE: Final[Mapping[QuotaState, State]] = {state.kind: state for state in STATES}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A demand about the agenda, of one team or of all together, with what came of it."""

    programme_id: str
    group: str
    """Its name."""
    demand: Demand
    team: str
    """The name of the team; empty: all together."""
    record: DemandRecord


def asked_of(site: Site) -> Iterator[Asked]:
    """Every demand about the agenda, in the order of the programmes."""
    for one in site.programmes:
        programme = site.rulebook.programmes[one.programme]
        teams = {team.id: team.name for team in programme.teams}
        groups = {group.id: group for group in programme.groups}
        for record in one.demands:
            group = groups[record.group]
            yield Asked(
                programme_id=programme.id,
                group=group.name,
                demand=next(demand for demand in group.agenda if demand.id == record.demand),
                team=teams.get(record.team, ""),
                record=record,
            )


def demand_text(demand: Demand, channels: Mapping[str, str]) -> str:
    """What a demand asks, in a sentence or two. `channels`: their names."""
    day = say("每月 {day} 日以前", day=demand.by) if demand.by else say("每个月")
    each = say("每个检查组") if demand.teams else ""
    parts = []
    if demand.first:
        parts.append(say("待查清单上最先的 {n} 个窗口逐个查到", n=demand.first))
    if demand.share:
        parts.append(say("不少于 {share} 的检查用在清单上的窗口", share=rate_text(demand.share)))
    only = ""
    if demand.reasons:
        only = say("只算因这些原因列入的：{kinds}。", kinds=joined((KINDS[kind] for kind in demand.reasons), "、"))
    return say(
        "{each}{day}：{parts}。清单以当月第一天为准。{only}计入的检查方式：{ways}。",
        each=each,
        day=day,
        parts=joined(parts, "，"),
        only=only,
        ways=joined(channels[channel] for channel in demand.channels),
    )


def left_out_of(demand: Demand, one: DemandPeriod) -> tuple[NamedWindow, ...]:
    """Whom a month left out, where that is said: each had to be inspected, or too little was done."""
    return one.left_out if demand.first or one.state == "overdue" else ()


def demand_done_text(demand: Demand, one: DemandPeriod) -> str:
    """What came of a demand in a month."""
    if one.state == "free" and not one.named:
        return say("清单上没有本组的窗口")
    parts = []
    if demand.first:
        missing = sum(1 for _ in one.left_out)
        parts.append(say("要查的 {n} 个窗口查了 {seen} 个", n=one.must, seen=one.must - missing))
    if demand.share:
        parts.append(
            say("{n} 次检查有 {named} 次在清单上的窗口", n=one.inspections, named=one.of_named)
            if one.inspections
            else say("没有检查")
        )
    return say("{parts}（截至{day}）", parts=joined(parts, "；"), day=day_text(one.last))


def reason_text(reason: AgendaReason) -> str:
    """A reason in a sentence."""
    where = {"period": period_text(reason.period)} if reason.period else {}
    match reason.kind:
        case "facts":
            text = say("{period}有 {n} 件查实的投诉或事实", n=reason.count, **where)
        case "overdue" if not where:
            text = say("自查后的整改逾期 {n} 天", n=reason.count)
        case "overdue":
            text = say("{period}的整改逾期 {n} 天", n=reason.count, **where)
        case "again":
            text = say("最近三期有 {n} 期在绿榜", n=reason.count)
        case "noted":
            text = say("不计分的检查有 {n} 条记录了问题", n=reason.count)
        case "unsettled":
            text = say("{period}的检查不足以定等级，还要再查，最好换一个组", **where)
        case "unrated":
            text = say("{period}的检查不够，没有评定", **where)
        case "unseen":
            text = say("已有 {n} 天没有人检查", n=reason.count) if reason.count else say("还没有人检查过")
        case _:
            assert_never(reason.kind)
    return text
