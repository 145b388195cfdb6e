"""What was found again at a window after an inspection had verified that it was put right.

A relapse is told of inspections and events that a row of the same board shows, so that it waits for that row.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.judging.process.clocks import clocks_of
from generator.judging.scoring.editions import judges, standard_of
from generator.judging.scoring.inspections import found_at
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.striking import WindowRecord, standing_record
from generator.model.cases import About, Process, Rectification, Relapse, of_kind
from generator.model.rules import SELF, Board


def relapses_of(
    window: WindowRecord, boards: Iterable[Board], plans: Mapping[str, Plan], process: Process
) -> Iterator[Relapse]:
    """The first relapse of every verified rectification of a window; within the days that the clocks give it.

    What an upheld appeal struck is no relapse, nor is what a self-check found.
    """
    rules = {board.id: board for board in boards}
    facts: list[_Fact] | None = None
    for file, case in of_kind(window.cases, Rectification):
        board = rules.get(case.about.board)
        if case.verified_by is None or board is None:
            continue
        facts = list(_facts(window, plans)) if facts is None else facts
        wanted = {*case.clauses} or _lost_in(facts, board, case.about)
        day = case.verified_by.date
        days = clocks_of(process, case.about.period).relapse_days
        later = sorted(
            (one.date, one.standard, sorted(wanted & one.found))
            for one in facts
            if 0 < (one.date - day).days <= days and wanted & one.found
        )
        for date, standard, again in later:
            period = period_on(board, date)
            if judges(board, period) and standard == standard_of(board, period):
                yield Relapse(
                    board=board.id,
                    period=period,
                    centre=window.centre,
                    window=window.window,
                    case=file.id,
                    date=date,
                    clauses=tuple(again),
                )
                break


@dataclass(frozen=True, kw_only=True, slots=True)
class _Fact:
    """What one inspection or event found amiss at a window: clauses, and vetoes."""

    date: datetime.date
    standard: str
    found: frozenset[str]


def _facts(window: WindowRecord, plans: Mapping[str, Plan]) -> Iterator[_Fact]:
    visits, events = standing_record(window)
    for visit in visits:
        if visit.round.channel != SELF:
            found = found_at(plans[visit.round.standard], visit.inspection)
            found |= {one.veto for one in visit.inspection.vetoes}
            yield _Fact(date=visit.round.date, standard=visit.round.standard, found=frozenset(found))
    for event in events:
        name = event.clause if event.fault else event.veto
        if name:
            yield _Fact(date=event.proved, standard=event.standard, found=frozenset({name}))


def _lost_in(facts: Iterable[_Fact], board: Board, about: About) -> set[str]:
    """Everything that was found amiss in a period: what a rectification that names no clause puts right."""
    standard = standard_of(board, about.period)
    own = (one for one in facts if one.standard == standard and period_on(board, one.date) == about.period)
    return {name for one in own for name in one.found}
