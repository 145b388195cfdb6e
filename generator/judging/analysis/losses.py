"""At which clauses points are lost, and how many."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.figures import total
from generator.model.judged import CentreLosses
from generator.model.keys import RowKey, WindowKey, by_place
from generator.model.later import Later
from generator.model.rules import Board
from generator.model.scores import BoardPeriod, ClauseLoss, PeriodScore, PoolScore, WindowLosses

PERIODS_TOLD = 6
"""Periods of a board that are summed up, counted back from the newest that is published."""


def losses_of(score: PeriodScore) -> WindowLosses | None:
    """What a window lost in a period, clause by clause; None where it lost nothing.

    The points that a pool lost are shared out among its clauses by what each took, so that their sum is what the pool
    lost. An inspection counts once for a clause, however often the fault was seen, and a proved fact once. A limit is
    not lost in one inspection, for its cases are summed: it has points and no times.
    """
    clauses = tuple(one for pool in score.pools if pool.told for one in _pool_losses(pool))
    if not clauses:
        return None
    return WindowLosses(
        board=score.board, period=score.period, centre=score.centre, window=score.window, clauses=clauses
    )


def _pool_losses(pool: PoolScore) -> Iterable[ClauseLoss]:
    lost = pool.points - pool.earned
    if pool.state != "assessed" or not lost:
        return
    if not pool.taken and not pool.events:
        yield ClauseLoss(clause=pool.pool, times=0, points=lost)
        return
    taken = {one.clause: one.lost for one in pool.taken}
    times = {
        clause: len({loss.inspection for loss in pool.losses if loss.clause == clause and loss.minus})
        for clause in taken
    }
    for event in pool.events:
        taken[event.clause] = taken.get(event.clause, Fraction(0)) + event.minus
        times[event.clause] = times.get(event.clause, 0) + 1
    all_taken = total(taken.values())
    for clause, minus in taken.items():
        points = lost if len(taken) == 1 else lost * minus / all_taken
        yield ClauseLoss(clause=clause, times=times[clause], points=points)


def losses_together(losses: Iterable[WindowLosses]) -> tuple[CentreLosses, ...]:
    """What the windows of one centre lost, by board and period."""
    return tuple(
        CentreLosses(
            board=place.board,
            period=place.period,
            centre=found[0].centre,
            windows=tuple(one.window for one in found),
            clauses=_summed(_by_clause(found)),
            each=Later.of(tuple(found)),
        )
        for place, found in by_place(losses).items()
    )


def lost_in(period: BoardPeriod, losses: Iterable[CentreLosses], hidden: frozenset[RowKey]) -> tuple[WindowLosses, ...]:
    """What each window lost in a period of a board, where its figures are shown."""
    shown = _rows_of(period) - hidden
    return tuple(one for own in losses if own.place == period.place for one in own.each.value() if one.key in shown)


def _rows_of(period: BoardPeriod) -> frozenset[RowKey]:
    return frozenset(row.key for row in (*period.ranked, *period.unrated))


def _by_clause(windows: Iterable[WindowLosses]) -> dict[str, list[tuple[int, Fraction]]]:
    found: dict[str, list[tuple[int, Fraction]]] = {}
    for window in windows:
        for loss in window.clauses:
            found.setdefault(loss.clause, []).append((loss.times, loss.points))
    return found


def _summed(losses: Mapping[str, Iterable[tuple[int, Fraction]]]) -> dict[str, tuple[int, Fraction]]:
    """Times and points of each clause."""
    return {
        clause: (sum(times for times, _ in found), total(points for _, points in found))
        for clause, found in losses.items()
    }


@dataclass(frozen=True, kw_only=True)
class LossTally:
    """What was lost under an edition, in its newest published periods."""

    periods: int
    inspections: int
    """Counted in these periods, of windows whose result is shown."""
    clauses: Mapping[str, tuple[int, Fraction]]
    """Times and points, by clause; the most points first."""


NOTHING_LOST = LossTally(periods=0, inspections=0, clauses={})


@dataclass(frozen=True, kw_only=True)
class TimesLost:
    """How often something was lost under an edition, whatever it was worth."""

    periods: int
    inspections: int
    """As in `LossTally`."""
    clauses: Mapping[str, int]
    """Times, by clause, in the order of their ids."""


NEVER_LOST = TimesLost(periods=0, inspections=0, clauses={})


def times_lost(tally: LossTally) -> TimesLost:
    """A tally without its points: where a finding weighs more than before, it stays the same."""
    return TimesLost(
        periods=tally.periods,
        inspections=tally.inspections,
        clauses={clause: times for clause, (times, _) in sorted(tally.clauses.items())},
    )


MostLost = tuple[tuple[tuple[str, str], ...], ...]
"""Editions and clauses by what they lost."""


def most_lost(losses: Mapping[str, LossTally]) -> MostLost:
    """Edition and clause of all that lost points, the most first; side by side where they lost as many."""
    by_points: dict[Fraction, list[tuple[str, str]]] = {}
    for ref, tally in losses.items():
        for clause, points in ((clause, points) for clause, (_, points) in tally.clauses.items() if points):
            by_points.setdefault(points, []).append((ref, clause))
    return tuple(tuple(sorted(by_points[points])) for points in sorted(by_points, reverse=True))


def tally_losses(
    boards: Mapping[str, Board],
    published: Mapping[str, tuple[BoardPeriod, ...]],
    losses: Iterable[CentreLosses],
    hidden: frozenset[RowKey],
) -> Mapping[str, LossTally]:
    """Sum up, by edition (`id@edition`), the newest published periods that it judged on any board.

    A window that stands on several boards counts on the first that counted any inspection of it, and there alone: they
    show the same inspections.
    `hidden`: board, period, centre and window of results that are not shown; they count nowhere.
    """
    told = told_periods(boards, published)
    inspections: dict[str, int] = {}
    counts_on: dict[tuple[str, WindowKey], str] = {}
    for ref, period in told.values():
        shown = [
            row
            for row in (*period.ranked, *period.unrated)
            if row.counted and counts_on.setdefault((ref, row.who), row.board) == row.board and row.key not in hidden
        ]
        inspections[ref] = inspections.get(ref, 0) + sum(row.counted for row in shown)
    rows = {place: _rows_of(period) - hidden for place, (_, period) in told.items()}
    sums: dict[str, dict[str, list[tuple[int, Fraction]]]] = {}
    for own in losses:
        ref, _ = told.get(own.place, ("", None))
        whose = {one: RowKey(*own.place, own.centre, one) for one in own.windows}
        counted = {
            one
            for one, row in whose.items()
            if row in rows.get(own.place, ()) and counts_on.get((ref, row.who)) == own.board
        }
        for clause, found in _lost_by(own, counted).items():
            sums.setdefault(ref, {}).setdefault(clause, []).extend(found)
    return {
        ref: LossTally(
            periods=len({period.period for of, period in told.values() if of == ref}),
            inspections=count,
            clauses=_by_points(sums.get(ref, {})),
        )
        for ref, count in sorted(inspections.items())
    }


def _lost_by(own: CentreLosses, counted: Container[str]) -> Mapping[str, Iterable[tuple[int, Fraction]]]:
    """What windows that count lost, by clause; as a rule all of a centre do, and its sums are at hand."""
    if all(one in counted for one in own.windows):
        return {clause: (found,) for clause, found in own.clauses.items()}
    if not any(one in counted for one in own.windows):
        return {}
    return _by_clause(one for one in own.each.value() if one.window in counted)


def told_periods(
    boards: Mapping[str, Board], published: Mapping[str, tuple[BoardPeriod, ...]]
) -> dict[tuple[str, str], tuple[str, BoardPeriod]]:
    """By board and period the newest periods that an edition judged there, with that edition."""
    found: dict[tuple[str, str], tuple[str, BoardPeriod]] = {}
    for board, periods in published.items():
        by_edition: dict[str, list[BoardPeriod]] = {}
        for period in periods:
            by_edition.setdefault(standard_of(boards[board], period.period), []).append(period)
        for ref, judged in by_edition.items():
            found |= {(board, period.period): (ref, period) for period in judged[:PERIODS_TOLD]}
    return found


def _by_points(losses: Mapping[str, Iterable[tuple[int, Fraction]]]) -> dict[str, tuple[int, Fraction]]:
    return dict(sorted(_summed(losses).items(), key=lambda pair: (-pair[1][1], pair[0])))
