"""What is told of a window and counted nowhere: its inspections of itself, and those that no board judges."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from generator.judging.scoring.editions import judges, standard_of
from generator.judging.scoring.inspections import found_at
from generator.judging.scoring.periods import period_of, period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.scores import score_period
from generator.judging.scoring.visits import Visit
from generator.model.results import Round
from generator.model.rules import SELF, Board, ListRule
from generator.model.scores import PeriodScore, SelfCheck, VisitApart
from generator.model.standard import Standard

_NO_LIST: Final = ListRule(bands=())


def has_checklist(standard: Standard) -> bool:
    """Whether a window can check itself by a standard: it is scored, and not by others' judgement of its staff."""
    return standard.scale is not None and standard.kind != "appraisal"


def score_alone(plan: Plan, window: tuple[str, str], visit: Visit) -> PeriodScore:
    """The score of one visit to a window (centre, window) by itself, as if a board counted it and nothing else."""
    channel = visit.round.channel
    board = Board(
        id="alone",
        title="alone",
        standard=plan.standard.ref,
        trade="any",
        period="month",
        channels={channel: 1},
        min_inspections=1,
        red=_NO_LIST,
        green=_NO_LIST,
    )
    return score_period(plan, board, period_of(visit.round.date, "month"), window, [visit])


def self_checks_of(
    plans: Mapping[str, Plan], window: tuple[str, str], visits: Iterable[Visit]
) -> tuple[SelfCheck, ...]:
    """The self-checks of one window (centre, window), the newest first."""
    found = [
        _self_check(plans, window, visit)
        for visit in visits
        if visit.round.channel == SELF and plans[visit.round.standard].standard.scale is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.date.toordinal(), one.standard)))


def visits_apart(plans: Mapping[str, Plan], boards: Collection[Board], visits: Iterable[Visit]) -> Iterator[VisitApart]:
    """The inspections of a window by others that none of its boards judges, the newest first.

    Those by a standard that scores nothing are told of themselves.
    """
    scored = [one.round for one in visits if plans[one.round.standard].standard.scale is not None]
    found = [one for one in scored if one.channel != SELF and not _is_judged(boards, one)]
    for one in sorted(found, key=lambda one: (-one.date.toordinal(), one.standard, one.channel)):
        yield VisitApart(standard=one.standard, date=one.date, channel=one.channel, team=one.team)


def _is_judged(boards: Iterable[Board], one: Round) -> bool:
    periods = ((board, period_on(board, one.date)) for board in boards)
    return any(judges(board, period) and standard_of(board, period) == one.standard for board, period in periods)


def _self_check(plans: Mapping[str, Plan], window: tuple[str, str], visit: Visit) -> SelfCheck:
    plan = plans[visit.round.standard]
    score, found = score_alone(plan, window, visit), found_at(plan, visit.inspection)
    return SelfCheck(
        standard=score.standard,
        date=visit.round.date,
        team=visit.round.team,
        outcome=score.outcome,
        coverage=score.coverage,
        found=tuple(clause for clause in plan.clauses if clause in found),
        mend=visit.inspection.mend,
    )
