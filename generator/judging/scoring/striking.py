"""What an upheld appeal takes out of an inspection, and what a suspension takes out of a period."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.ranking import standing_of
from generator.judging.scoring.scores import score_period
from generator.judging.scoring.visits import Visit
from generator.model.cases import Appeal, CaseFile, Contested, Struck, Suspension, of_kind
from generator.model.events import Event
from generator.model.keys import OfWindow
from generator.model.results import Finding, Inspection, Offence, Unmet
from generator.model.rules import Board
from generator.model.scores import PeriodScore, Superseded, Unrated

Works = Callable[[datetime.date], bool]
"""Whether a day is a working day."""

SUSPENDED: Final = Unrated(reason="suspended", found=Fraction(0), needed=Fraction(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Upheld:
    """An appeal that was decided for the centre."""

    case: str
    date: datetime.date
    """Of the decision."""
    findings: tuple[Contested, ...]
    events: tuple[str, ...]
    """Ids of proved facts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowRecord(OfWindow):
    """A window with its visits and its cases."""

    centre: str
    window: str
    visits: Sequence[Visit]
    cases: Sequence[CaseFile]
    events: Sequence[Event] = ()


def upheld_of(cases: Iterable[CaseFile]) -> tuple[Upheld, ...]:
    """The upheld appeals among some cases, in the order of their decisions."""
    found = [
        Upheld(case=file.id, date=case.upheld.date, findings=case.findings, events=case.events)
        for file, case in of_kind(cases, Appeal)
        if case.upheld
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.case)))


def suspended_in(cases: Iterable[CaseFile], period: str, works: Works) -> bool:
    """Whether a window is shut by order for more than half of the working days of a period; an open end is no end."""
    spans = [(case.since, case.until) for _, case in of_kind(cases, Suspension)]
    first, last = first_day(period), last_day(period)
    if not any(since <= last and (until is None or until >= first) for since, until in spans):
        return False
    days = [first + datetime.timedelta(days=one) for one in range((last - first).days + 1)]
    working = [day for day in days if works(day)]
    shut = [day for day in working if any(since <= day and (until is None or day <= until) for since, until in spans)]
    return 2 * len(shut) > len(working)


def score_of(
    plan: Plan, board: Board, period: str, window: WindowRecord, works: Works
) -> tuple[PeriodScore, tuple[Superseded, ...]]:
    """The score of a window over a period, and its rows before each upheld appeal that changed it.

    `window` has the visits and events of the period only, and all its cases. Every upheld appeal takes its findings
    and events out before anything is scored, whichever board it is about: what does not hold, holds nowhere. The result
    follows from the files alone: it is the same on any day.
    """

    def scored(left: Sequence[Visit], told: Sequence[Event]) -> PeriodScore:
        score = score_period(plan, board, period, window.who, left, told)
        return replace(score, outcome=SUSPENDED) if shut else score

    shut = suspended_in(window.cases, period, works)
    visits, events = window.visits, window.events
    score = scored(visits, events)
    superseded: list[Superseded] = []
    struck: tuple[Struck, ...] = ()
    for appeal in upheld_of(window.cases):
        visits, found = _without(visits, appeal)
        events, told = _without_events(events, appeal)
        found = (*found, *told)
        if found:
            superseded.append(
                Superseded(case=appeal.case, date=appeal.date, standing=standing_of(plan.standard, board, score))
            )
            struck = (*struck, *found)
            score = replace(scored(visits, events), struck=struck)
    return score, tuple(superseded)


def standing_record(window: WindowRecord) -> tuple[Sequence[Visit], Sequence[Event]]:
    """The visits and events of a window without everything that appeals have struck."""
    visits, events = window.visits, window.events
    for appeal in upheld_of(window.cases):
        visits, _ = _without(visits, appeal)
        events, _ = _without_events(events, appeal)
    return visits, events


def _without(visits: Sequence[Visit], appeal: Upheld) -> tuple[list[Visit], tuple[Struck, ...]]:
    """The visits without the findings of an appeal, and those findings."""
    left: list[Visit] = []
    struck: list[Struck] = []
    for visit in visits:
        inspection = visit.inspection
        for contested in appeal.findings:
            if (contested.standard, contested.date, contested.channel) == (
                visit.round.standard,
                visit.round.date,
                visit.round.channel,
            ):
                said = said_of(inspection, contested)
                struck += (Struck(case=appeal.case, contested=contested, note=n, evidence=e) for n, e in said)
                inspection = _cleared(inspection, contested)
        left.append(visit if inspection is visit.inspection else Visit(visit.round, inspection))
    return left, tuple(struck)


def _without_events(events: Sequence[Event], appeal: Upheld) -> tuple[Sequence[Event], tuple[Struck, ...]]:
    """The events without those of an appeal, which contests them by their ids."""
    struck = tuple(
        Struck(case=appeal.case, contested=event, note=event.note, evidence=event.evidence)
        for event in events
        if event.id in appeal.events
    )
    return [event for event in events if event.id not in appeal.events], struck


def said_of(inspection: Inspection, contested: Contested) -> tuple[tuple[str | None, str | None], ...]:
    """Note and evidence of everything that an inspection has under the clause and fault, or the veto, contested.

    Levels and samples have neither. Empty where nothing of the kind was found.
    """
    clause = contested.clause
    entries: tuple[Offence | Finding | Unmet, ...] = (
        *(one for one in inspection.vetoes if contested.veto and one.veto == contested.veto),
        *(one for one in inspection.findings if one.clause == clause and one.fault == contested.fault),
        *(one for one in inspection.unmet if one.clause == clause and contested.fault is None),
    )
    bare = contested.fault is None and clause in inspection.figured
    return (*((one.note, one.evidence) for one in entries), *(((None, None),) if bare else ()))


def _cleared(inspection: Inspection, contested: Contested) -> Inspection:
    """The inspection without what is contested; a level or a sample that is gone leaves its clause not assessed."""
    clause, fault = contested.clause, contested.fault
    cleared = replace(
        inspection,
        findings=tuple(one for one in inspection.findings if (one.clause, one.fault) != (clause, fault)),
        unmet=tuple(one for one in inspection.unmet if one.clause != clause or fault is not None),
        vetoes=tuple(one for one in inspection.vetoes if one.veto != contested.veto),
    )
    return cleared.without_figure(clause)
