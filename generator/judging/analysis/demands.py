"""Whether the agenda was followed: what a programme asks of every month, held against the agenda as the month began.

Whom the agenda named then is worked out from what is public now: the days of publications, deadlines and rounds say
what was known. So a month that is over can be recomputed by anybody. A window whose result an undecided appeal holds is
asked of nobody.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.judging.analysis.agenda import AgendaLine, agenda_on
from generator.judging.analysis.quotas import Span, members, spans_due, unseen_on
from generator.model.keys import WindowKey
from generator.model.programme import (
    Demand,
    DemandPeriod,
    DemandRecord,
    Group,
    NamedWindow,
    Programme,
    ProgrammeRecord,
    QuotaState,
    RoundLine,
)
from generator.model.site import Site

_DAY = datetime.timedelta(days=1)


def with_demands(site: Site, rounds: Iterable[RoundLine]) -> tuple[ProgrammeRecord, ...]:
    """The records of the programmes of a site, with what came of their demands; `rounds`: all, in any order."""
    lines = sorted(rounds, key=lambda one: (one.date, one.team, one.centre, one.channel, one.windows))
    programmes = site.rulebook.programmes
    return tuple(
        replace(one, demands=tuple(_of_programme(site, programmes[one.programme], lines))) for one in site.programmes
    )


def _of_programme(site: Site, programme: Programme, lines: Sequence[RoundLine]) -> Iterator[DemandRecord]:
    for group in programme.groups:
        if not group.agenda:
            continue
        centres = members(group, site.centres)
        own = [one for one in lines if one.centre in centres]
        by_month: dict[str, list[RoundLine]] = {}
        for one in own:
            by_month.setdefault(f"{one.date:%Y-%m}", []).append(one)
        spans = spans_due(programme.since, site.as_of.day, "month")
        agendas = {span.period: _agenda(site, programme, group, own, span.first) for span in spans}
        for demand in group.agenda:
            since = max(programme.since, demand.since or programme.since)
            for team in demand.teams or ("",):
                periods = (
                    _period(demand, team, span, site.as_of.day, agendas[span.period], by_month.get(span.period, ()))
                    for span in spans
                    if span.first >= since
                )
                yield DemandRecord(group=group.id, demand=demand.id, team=team, periods=tuple(periods))


def _agenda(
    site: Site, programme: Programme, group: Group, lines: Sequence[RoundLine], day: datetime.date
) -> tuple[AgendaLine, ...]:
    """Whom of a group the agenda named as a month began on `day`."""
    centres = members(group, site.centres)
    before = [one for one in lines if one.date < day]
    unseen = unseen_on(programme, group, centres, before, day)
    return tuple(line for line in agenda_on(site, day, unseen) if line.who.centre in centres)


def _period(  # noqa: PLR0913, PLR0917  # a demand, whose it is, and when, held against what was asked and done
    demand: Demand,
    team: str,
    span: Span,
    today: datetime.date,
    agenda: Sequence[AgendaLine],
    lines: Iterable[RoundLine],
) -> DemandPeriod:
    """What came of a demand in a month; `lines`: the rounds of the group in it."""
    last = span.last if demand.by is None else span.first + (demand.by - 1) * _DAY
    named = {line.who: line for line in agenda if _is_asked(demand, line)}
    must = [*named][: demand.first or 0]
    seen = [
        WindowKey(one.centre, window)
        for one in lines
        if one.date <= last and one.channel in demand.channels and team in {"", one.team}
        for window in one.windows
    ]
    of_named = sum(who in named for who in seen)
    there = {*seen}
    return DemandPeriod(
        period=span.period,
        first=span.first,
        last=last,
        state=_state(demand, len(named), (len(seen), of_named), is_over=today > last, all_seen=there.issuperset(must)),
        named=len(named),
        must=len(must),
        inspections=len(seen),
        of_named=of_named,
        left_out=tuple(
            NamedWindow(
                centre=who.centre,
                window=who.window,
                reasons=tuple(dict.fromkeys(one.kind for one in named[who].reasons)),
            )
            for who in (must if demand.first else named)
            if who not in there
        ),
    )


def _is_asked(demand: Demand, line: AgendaLine) -> bool:
    return not demand.reasons or any(one.kind in demand.reasons for one in line.reasons)


def _state(demand: Demand, named: int, done: tuple[int, int], *, is_over: bool, all_seen: bool) -> QuotaState:
    """How a month stands. A share is settled when the time is over: until then every inspection may move it.

    `done`: inspections, and those of windows that were named.
    """
    seen, of_named = done
    if not named:
        return "free"
    if demand.share is None:
        if all_seen:
            return "met"
        return "overdue" if is_over else "running"
    if not is_over:
        return "running"
    if not seen and demand.first is None:
        return "free"
    return "met" if all_seen and of_named >= demand.share * seen else "overdue"
