"""What inspections were due, what was done, what is overdue, and which windows nobody has seen."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, TypeVar

from generator.judging.analysis.quotas import members
from generator.judging.analysis.unscored import NOTHING_SEEN
from generator.judging.scoring.unscored_checks import newest_checks
from generator.model.centre import Centre
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
from generator.presenting.parts.scores.unscored import Tally, UnscoredLine, tally_view
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

Owed = TypeVar("Owed", QuotaPeriod, DemandPeriod)

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
class QuotaPart:
    """What came of a quota, of one team or of all together."""

    team: str
    """Empty: all teams together."""
    sum: str
    """How many of the periods shown were met and how many are overdue."""
    state: State | None
    """Of the newest period; none where nothing was ever due."""
    lines: tuple[PeriodLine, ...]
    earlier: int
    """Periods that are not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaView:
    """A quota, and what came of it: of all teams together, or of each by itself."""

    anchor: str
    title: str
    rule: str
    """What is due, in a sentence."""
    later: str
    """Since when, and why, where it is due from later on than the programme; else empty."""
    clauses: tuple[tuple[str, str], ...]
    """Number and way of each clause that it rests on."""
    parts: tuple[QuotaPart, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """What is overdue, or is to be done next: a quota or demand, of the teams of which the same is to be said."""

    day: datetime.date
    """Up to which it had to be done, or has to be."""
    anchor: str
    title: str
    teams: tuple[str, ...]
    """Empty: all teams together."""
    group: str
    text: str
    """What was due and what was done."""
    again: str
    """How often it was overdue among the periods shown, where it was more than once; else empty."""


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
class DemandPart:
    """What came of a demand about the agenda, of one team or of all together; as in `QuotaPart`, by month."""

    team: str
    sum: str
    state: State | None
    lines: tuple[DemandLine, ...]
    earlier: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandView:
    """A demand about the agenda, and what came of it; as in `QuotaView`."""

    anchor: str
    title: str
    rule: str
    later: str
    clauses: tuple[tuple[str, str], ...]
    standard: str
    """Whose clauses they are, where it is not the standard of the programme; else empty."""
    parts: tuple[DemandPart, ...]


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
    overdue: tuple[DueLine, ...]
    """What has the newest period overdue among those shown, the newest first."""
    due: tuple[DueLine, ...]
    """What is not over and not done, the nearest end first."""
    begun: bool
    """Whether anything was ever due."""
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
    owed = [*_owed_quotas(programme, record), *_owed_demands(atlas, programme)]
    return ProgrammeView(
        anchor=f"p-{programme.id}",
        title=programme.title,
        standard=standard.title,
        standard_path=paths(standard_page(standard.id)),
        since=day_text(programme.since),
        note=programme.note or "",
        teams=tuple((team.id, team.name) for team in programme.teams),
        overdue=tuple(sorted(_together(owed, "overdue"), key=lambda one: one.day, reverse=True)),
        due=tuple(sorted(_together(owed, "running"), key=lambda one: one.day)),
        begun=any(one.periods for one in record.quotas) or any(one.periods for one in record.demands),
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
    asked = [one for one in asked_of(atlas.site) if one.programme_id == programme.id and one.record.group == group.id]
    return GroupView(
        name=group.name,
        centres=joined(atlas.site.centres[key].name for key in members(group, _as_in_the_data(atlas))),
        quotas=tuple(
            _quota_view(atlas, programme, quotas[quota], tuple(own), paths)
            for quota, own in groupby(
                (one for one in record.quotas if one.group == group.id), key=lambda one: one.quota
            )
        ),
        demands=tuple(
            _demand_view(atlas, programme, tuple(own), paths)
            for _, own in groupby(asked, key=lambda one: one.record.demand)
        ),
    )


def _anchor(kind: str, programme: Programme, group: str, asked: str) -> str:
    return joined([kind, programme.id, group, asked], "-")


def _together(owed: Iterable[tuple[QuotaState, DueLine]], state: QuotaState) -> Iterator[DueLine]:
    """The lines of a state; teams of which the same is to be said stand in one."""
    found: dict[tuple[str, str, str], DueLine] = {}
    for _, line in (one for one in owed if one[0] == state):
        key = (line.anchor, line.text, line.again)
        there = found.get(key)
        found[key] = replace(there, teams=(*there.teams, *line.teams)) if there else line
    yield from found.values()


def _owed_quotas(programme: Programme, record: ProgrammeRecord) -> Iterator[tuple[QuotaState, DueLine]]:
    """What is overdue and what runs, with the newest period that is."""
    teams = {team.id: team.name for team in programme.teams}
    groups = {group.id: group for group in programme.groups}
    for one in record.quotas:
        group = groups[one.group]
        quota = next(quota for quota in group.quotas if quota.id == one.quota)
        shown = one.periods[: PERIODS_SHOWN[quota.every]]
        for state, period in _newest_owed(shown):
            yield (
                state,
                DueLine(
                    day=period.last,
                    anchor=_anchor("q", programme, one.group, one.quota),
                    title=quota.title,
                    teams=(teams[one.team],) if one.team else (),
                    group=group.name,
                    text=say(
                        "{days}应查 {times} 次，查了 {seen} 次",
                        days=_days(quota, period),
                        times=period.times,
                        seen=len(period.visits),
                    ),
                    again=_again_text(state, [each.state for each in shown], quota.every),
                ),
            )


def _owed_demands(atlas: Atlas, programme: Programme) -> Iterator[tuple[QuotaState, DueLine]]:
    for one in asked_of(atlas.site):
        if one.programme_id != programme.id:
            continue
        shown = one.record.periods[: PERIODS_SHOWN["month"]]
        for state, period in _newest_owed(shown):
            done = demand_done_text(one.demand, period)
            yield (
                state,
                DueLine(
                    day=period.last,
                    anchor=_anchor("a", programme, one.record.group, one.record.demand),
                    title=one.demand.title,
                    teams=(one.team,) if one.team else (),
                    group=one.group,
                    text=say("{month}：{done}", month=period_text(period.period), done=done),
                    again=_again_text(state, [each.state for each in shown], "month"),
                ),
            )


def _again_text(state: QuotaState, states: Sequence[QuotaState], every: Every) -> str:
    count = states.count("overdue")
    if state != "overdue" or count < 2:  # noqa: PLR2004  # once is told already
        return ""
    return say("近 {shown} {unit}共逾期 {n} 次", shown=len(states), unit=_UNIT[every], n=count)


def _newest_owed(shown: Sequence[Owed]) -> Iterator[tuple[QuotaState, Owed]]:
    """The newest overdue period and the newest that runs, of those that there are."""
    states: tuple[QuotaState, ...] = ("overdue", "running")
    for state in states:
        yield from ((state, one) for one in [each for each in shown if each.state == state][:1])


def _as_in_the_data(atlas: Atlas) -> dict[str, Centre]:
    """The centres, their districts called as groups call them."""
    return {
        key: replace(centre, district=atlas.districts.get(centre.district, centre.district))
        for key, centre in atlas.site.centres.items()
    }


LEFT_OUT_SHOWN: Final = 10
"""Windows of a month that are named as left out; the data file has all of them."""


def _demand_view(atlas: Atlas, programme: Programme, every: Sequence[Asked], paths: Paths) -> DemandView:
    """A demand, of one team after another."""
    demand = every[0].demand
    standard = atlas.site.rulebook.standards[demand.standard or programme.standard]
    return DemandView(
        anchor=_anchor("a", programme, every[0].record.group, demand.id),
        title=demand.title,
        rule=demand_text(demand, atlas.channels),
        later=_later(demand),
        clauses=tuple((clause, paths(standard_page(standard.id, clause))) for clause in demand.clauses),
        standard=standard.title if demand.standard else "",
        parts=tuple(_demand_part(atlas, one, paths) for one in every),
    )


def _demand_part(atlas: Atlas, asked: Asked, paths: Paths) -> DemandPart:
    record = asked.record
    shown = record.periods[: PERIODS_SHOWN["month"]]
    return DemandPart(
        team=asked.team,
        sum=_sum_text([one.state for one in shown], "month"),
        state=STATE[shown[0].state] if shown else None,
        lines=tuple(demand_line(atlas, asked.demand, one, paths) for one in shown),
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


def _quota_view(
    atlas: Atlas, programme: Programme, quota: Quota, every: Sequence[QuotaRecord], paths: Paths
) -> QuotaView:
    """A quota, of one team after another."""
    standard = atlas.site.rulebook.standards[programme.standard]
    return QuotaView(
        anchor=_anchor("q", programme, every[0].group, quota.id),
        title=quota.title,
        rule=_rule_text(quota, every[0].periods, atlas.channels),
        later=_later(quota),
        clauses=tuple((clause, paths(standard_page(standard.id, clause))) for clause in quota.clauses),
        parts=tuple(_quota_part(programme, quota, one) for one in every),
    )


def _quota_part(programme: Programme, quota: Quota, record: QuotaRecord) -> QuotaPart:
    teams = {team.id: team.name for team in programme.teams}
    shown = record.periods[: PERIODS_SHOWN[quota.every]]
    return QuotaPart(
        team=teams.get(record.team, ""),
        sum=_sum_text([one.state for one in shown], quota.every),
        state=STATE[shown[0].state] if shown else None,
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
    return PeriodLine(
        days=_days(quota, one),
        state=STATE[one.state],
        due=say("{times} 次", times=one.times) if one.state != "free" else say("0 次"),
        done=say("{visits} 次", visits=len(one.visits)),
        visits=tuple(_visit_text(visit, quota, teams) for visit in one.visits),
        more=_more_text(one, quota, teams),
    )


def _days(quota: Quota, one: QuotaPeriod) -> str:
    """The days of a week, or a month, in words."""
    return span_text(one.first, one.last) if quota.every == "week" else period_text(one.period)


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
