"""What inspections were due, what was done, what is overdue, and which windows nobody has seen."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.judging.analysis.quotas import members
from generator.judging.analysis.unscored import NOTHING_SEEN
from generator.judging.scoring.unscored_checks import newest_checks
from generator.model.programme import (
    Demand,
    DemandPeriod,
    Every,
    Group,
    Programme,
    ProgrammeRecord,
    Quota,
    QuotaPeriod,
    QuotaRecord,
    QuotaState,
    UnseenWindow,
    Visit,
)
from generator.presenting.atlas import Atlas
from generator.presenting.parts.unscored import Tally, UnscoredLine, tally_view
from generator.presenting.text.addresses import PROGRAMME_FILE, Paths, standard_page
from generator.presenting.text.agenda import (
    KINDS,
    STATE,
    STATES,
    Asked,
    State,
    asked_of,
    demand_done_text,
    demand_text,
    left_out_of,
)
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import day_text, joined, period_text, short_day_text, span_text
from generator.words.phrases import say

PERIODS_SHOWN: Final[Mapping[Every, int]] = {"week": 12, "month": 6}
"""Weeks or months of a quota on the page; the data file has all of them."""

_EVERY: Final[Mapping[Every, str]] = {"week": say("每周"), "month": say("每月")}

_UNIT: Final[Mapping[Every, str]] = {"week": say("周"), "month": say("个月")}


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodLine:
    """A week or month of a quota."""

    days: str
    state: State
    due: str
    done: str
    visits: tuple[str, ...]
    """Day, team and extent of each visit that counts."""
    more: str
    """Of those that do not count, how many there are; where too little was done, each of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaView:
    """A quota, of one team or of all together."""

    anchor: str
    title: str
    team: str
    """Empty: all teams together."""
    rule: str
    """What is due, in a sentence."""
    later: str
    """Since when, and why, where it is due from later on than the programme; else empty."""
    clauses: tuple[tuple[str, str], ...]
    """Number and way of each clause that it rests on."""
    sum: str
    """How many of the periods shown were met and how many are overdue."""
    state: State | None
    """Of the newest period; none where nothing was ever due."""
    overdue: int
    """Among the periods shown."""
    lines: tuple[PeriodLine, ...]
    earlier: int
    """Periods that are not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A window that had to be inspected and was not, or not yet."""

    link: WindowLink
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandLine:
    """A month of a demand about the agenda."""

    month: str
    state: State
    done: str
    left_out: tuple[LeftOut, ...]
    more: int
    """How many more were left out than are named here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandView:
    """A demand about the agenda, of one team or of all together."""

    anchor: str
    title: str
    team: str
    """Empty: all teams together."""
    rule: str
    later: str
    """As in `QuotaView`."""
    clauses: tuple[tuple[str, str], ...]
    """Number and way of each clause that it rests on."""
    standard: str
    """Whose clauses they are, where it is not the standard of the programme; else empty."""
    sum: str
    state: State | None
    """Of the newest month; none where nothing was ever due."""
    overdue: int
    lines: tuple[DemandLine, ...]
    earlier: int
    """Months that are not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupView:
    """A group with its quotas."""

    name: str
    centres: str
    quotas: tuple[QuotaView, ...]
    demands: tuple[DemandView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class UnseenLine:
    """A window that nobody has inspected for too long."""

    link: WindowLink
    group: str
    last: str
    """The day of its last inspection and how long ago it was; empty where there never was one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeView:
    """A programme."""

    anchor: str
    title: str
    standard: str
    standard_path: str
    since: str
    note: str
    teams: tuple[tuple[str, str], ...]
    groups: tuple[GroupView, ...]
    checked: Tally | None
    """What was looked at by the standard itself: guides, and whether offline is as online; None without any."""
    noted: tuple[UnscoredLine, ...]
    """The newest such inspection of each window."""
    never: tuple[UnseenLine, ...]
    long_ago: tuple[UnseenLine, ...]
    unseen_after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammePage:
    """What the page says."""

    as_of: str
    """The day of the site."""
    programmes: tuple[ProgrammeView, ...]
    file_path: str
    """The way to all figures."""
    states: tuple[State, ...] = STATES


def view(atlas: Atlas, paths: Paths) -> ProgrammePage:
    """Every programme."""
    return ProgrammePage(
        as_of=day_text(atlas.site.as_of.day),
        programmes=tuple(_programme_view(atlas, record, paths) for record in atlas.site.programmes),
        file_path=paths(PROGRAMME_FILE),
    )


def _programme_view(atlas: Atlas, record: ProgrammeRecord, paths: Paths) -> ProgrammeView:
    programme = atlas.site.rulebook.programmes[record.programme]
    standard = atlas.site.rulebook.standards[programme.standard]
    unseen = [_unseen_line(atlas, programme, one, paths) for one in record.unseen]
    return ProgrammeView(
        anchor=f"p-{programme.id}",
        title=programme.title,
        standard=standard.title,
        standard_path=paths(standard_page(standard.id)),
        since=day_text(programme.since),
        note=programme.note or "",
        teams=tuple((team.id, team.name) for team in programme.teams),
        groups=tuple(_group_view(atlas, programme, group, record, paths) for group in programme.groups),
        checked=tally_view(standard, atlas.unscored.get(standard.ref, NOTHING_SEEN), paths),
        noted=tuple(
            atlas.unscored_line(one, paths)
            for one in newest_checks(atlas.site.unscored)
            if one.standard == standard.ref
        ),
        never=tuple(one for one in unseen if not one.last),
        long_ago=tuple(one for one in unseen if one.last),
        unseen_after=programme.unseen_after,
    )


def _group_view(atlas: Atlas, programme: Programme, group: Group, record: ProgrammeRecord, paths: Paths) -> GroupView:
    quotas = {quota.id: quota for quota in group.quotas}
    return GroupView(
        name=group.name,
        centres=joined(centre.name for centre in members(group, atlas.site.centres).values()),
        quotas=tuple(
            _quota_view(atlas, programme, quotas[one.quota], one, paths)
            for one in record.quotas
            if one.group == group.id
        ),
        demands=tuple(
            _demand_view(atlas, programme, one, paths)
            for one in asked_of(atlas.site)
            if one.programme_id == programme.id and one.record.group == group.id
        ),
    )


LEFT_OUT_SHOWN: Final = 10
"""Windows of a month that are named as left out; the data file has all of them."""


def _demand_view(atlas: Atlas, programme: Programme, asked: Asked, paths: Paths) -> DemandView:
    demand, record = asked.demand, asked.record
    standard = atlas.site.rulebook.standards[demand.standard or programme.standard]
    shown = record.periods[: PERIODS_SHOWN["month"]]
    names = [programme.id, record.group, record.demand, *([record.team.lower()] if record.team else [])]
    return DemandView(
        anchor=f"a-{joined(names, '-')}",
        title=demand.title,
        team=asked.team,
        rule=demand_text(demand, atlas.channels),
        later=_later(demand),
        clauses=tuple((clause, paths(standard_page(standard.id, clause))) for clause in demand.clauses),
        standard=standard.title if demand.standard else "",
        sum=_sum_text([one.state for one in shown], "month"),
        state=STATE[shown[0].state] if shown else None,
        overdue=sum(one.state == "overdue" for one in shown),
        lines=tuple(demand_line(atlas, demand, one, paths) for one in shown),
        earlier=len(record.periods) - len(shown),
    )


def demand_line(atlas: Atlas, demand: Demand, one: DemandPeriod, paths: Paths) -> DemandLine:
    """A month of a demand."""
    left_out = left_out_of(demand, one)
    return DemandLine(
        month=period_text(one.period),
        state=STATE[one.state],
        done=demand_done_text(demand, one),
        left_out=tuple(
            LeftOut(link=link_to(atlas.names[window.who], paths), why=joined(KINDS[kind] for kind in window.reasons))
            for window in left_out[:LEFT_OUT_SHOWN]
        ),
        more=max(0, len(left_out) - LEFT_OUT_SHOWN),
    )


def _quota_view(atlas: Atlas, programme: Programme, quota: Quota, record: QuotaRecord, paths: Paths) -> QuotaView:
    teams = {team.id: team.name for team in programme.teams}
    shown = record.periods[: PERIODS_SHOWN[quota.every]]
    standard = atlas.site.rulebook.standards[programme.standard]
    names = [programme.id, record.group, record.quota, *([record.team.lower()] if record.team else [])]
    return QuotaView(
        anchor=f"q-{joined(names, '-')}",
        title=quota.title,
        team=teams.get(record.team, ""),
        rule=_rule_text(quota, shown, atlas.channels),
        later=_later(quota),
        clauses=tuple((clause, paths(standard_page(standard.id, clause))) for clause in quota.clauses),
        sum=_sum_text([one.state for one in shown], quota.every),
        state=STATE[shown[0].state] if shown else None,
        overdue=sum(one.state == "overdue" for one in shown),
        lines=tuple(_line(quota, one, teams) for one in shown),
        earlier=len(record.periods) - len(shown),
    )


def _later(asked: Quota | Demand) -> str:
    """Since when, and why, where it is due from later on than the programme; else empty."""
    return (
        say("{day}起要求：{reason}", day=day_text(asked.since), reason=asked.reason)
        if asked.since and asked.reason
        else ""
    )


def _sum_text(states: Sequence[QuotaState], every: Every) -> str:
    """How many of the periods shown stand how."""
    counts = ((state, states.count(state.kind)) for state in STATES)
    told = (say("{state} {count}", state=state.word, count=count) for state, count in counts if count)
    return say("近 {shown} {unit}：{states}", shown=len(states), unit=_UNIT[every], states=joined(told, "，"))


def _rule_text(quota: Quota, periods: Iterable[QuotaPeriod], channels: Mapping[str, str]) -> str:
    """What is due: how often, how wide, in which ways."""
    newest = next(iter(periods), None)
    wide = []
    for asked, there, unit in (
        (quota.windows, newest.need.windows if newest else None, say("个窗口")),
        (quota.departments, newest.need.departments if newest else None, say("个部门的窗口")),
        (quota.centres, newest.need.centres if newest else None, say("个服务机构")),
        (quota.districts, newest.need.districts if newest else None, say("个县区")),
    ):
        if asked:
            fewer = say("（本组现有 {there} 个，每次全部）", there=there) if there is not None and there < asked else ""
            wide.append(say("不少于 {asked} {unit}{fewer}", asked=asked, unit=unit, fewer=fewer))
    extent = say("，每次{wide}", wide=joined(wide, "、")) if wide else ""
    days = say("；同一检查组连续 {n} 天内所查算一次", n=quota.days) if quota.days > 1 else ""
    each = say("每个检查组") if quota.teams else ""
    ways = joined(channels[channel] for channel in quota.channels)
    return say(
        "{each}{every}至少 {n} 次{extent}{days}。计入的检查方式：{ways}。",
        each=each,
        every=_EVERY[quota.every],
        n=quota.times,
        extent=extent,
        days=days,
        ways=ways,
    )


def _line(quota: Quota, one: QuotaPeriod, teams: Mapping[str, str]) -> PeriodLine:
    days = span_text(one.first, one.last) if quota.every == "week" else period_text(one.period)
    return PeriodLine(
        days=days,
        state=STATE[one.state],
        due=say("{times} 次", times=one.times) if one.state != "free" else say("0 次"),
        done=say("{visits} 次", visits=len(one.visits)),
        visits=tuple(_visit_text(visit, quota, teams) for visit in one.visits),
        more=_more_text(one, quota, teams),
    )


def _more_text(one: QuotaPeriod, quota: Quota, teams: Mapping[str, str]) -> str:
    if not one.short:
        return ""
    count = say("另有 {n} 次范围不够，不计", n=len(one.short))
    named = joined((_visit_text(visit, quota, teams) for visit in one.short), "；")
    return count if one.state == "met" else say("{count}：{named}", count=count, named=named)


def _visit_text(visit: Visit, quota: Quota, teams: Mapping[str, str]) -> str:
    days = short_day_text(visit.first)
    if visit.last != visit.first:
        days = say("{first}至{last}", first=days, last=short_day_text(visit.last))
    wide = [say("{n} 个窗口", n=visit.windows)]
    if quota.departments:
        wide.insert(0, say("{n} 个部门", n=visit.departments))
    if quota.centres:
        wide.insert(0, say("{n} 个服务机构", n=visit.centres))
    if quota.districts:
        wide.insert(0, say("{n} 个县区", n=visit.districts))
    return say("{days} {team} {wide}", days=days, team=teams.get(visit.team, visit.team), wide=joined(wide))


def _unseen_line(atlas: Atlas, programme: Programme, one: UnseenWindow, paths: Paths) -> UnseenLine:
    groups = {group.id: group.name for group in programme.groups}
    return UnseenLine(
        link=link_to(atlas.names[one.who], paths),
        group=groups[one.group],
        last=_last_text(one.last, one.days) if one.last else "",
    )


def _last_text(last: datetime.date, days: int) -> str:
    return say("{day}，距今 {n} 天", day=day_text(last), n=days)
