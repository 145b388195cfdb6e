"""Which visits a board counts in a period, and how much each weighs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from generator.judging.scoring.inspections import Reckoning, coverage, reckon
from generator.judging.scoring.pools import Plan
from generator.model.results import Inspection, Round
from generator.model.rules import Board, Shares, Weight
from generator.model.scores import (
    Amount,
)
from generator.model.standard import Standard


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """An inspection with what its round says of it; equal to itself alone, so that what follows is kept by it."""

    round: Round
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class Counted:
    """A reckoned inspection, its weight, and its position among all of the period."""

    position: int
    origin: Round
    weight: Amount
    inspection: Inspection
    reckoning: Reckoning
    coverage: Fraction


def weight_of(board: Board, channel: str) -> int:
    """The weight of one visit through a channel: 0, it is shown and not counted."""
    weight = board.channels.get(channel, 0)
    return weight.weight if isinstance(weight, Weight) else weight


def _reckoned(plan: Plan, visits: Iterable[Visit]) -> list[tuple[Visit, Reckoning, Fraction]]:
    ordered = sorted(visits, key=lambda visit: (visit.round.date, visit.round.channel, visit.round.team))
    found = []
    for visit in ordered:
        reckoning = reckon(plan, visit.inspection)
        found.append((visit, reckoning, coverage(plan, reckoning)))
    return found


def weighed(board: Board, plan: Plan, visits: Iterable[Visit]) -> list[Counted]:
    """Every visit with what it found and its weight, as the board combines them, the earliest first."""
    reckoned = _reckoned(plan, visits)
    weights = list(_weights(board, plan, reckoned))
    return [
        Counted(position, visit.round, weight, visit.inspection, reckoning, covered)
        for position, ((visit, reckoning, covered), weight) in enumerate(zip(reckoned, weights, strict=True))
    ]


def _weights(board: Board, plan: Plan, visits: Sequence[tuple[Visit, Reckoning, Fraction]]) -> Iterator[Amount]:
    channels = [visit.round.channel for visit, _, _ in visits]
    combine = board.combine
    match combine:
        case "visits":
            yield from (_capped_weight(board, channel, channels.count(channel)) for channel in channels)
        case "sum":
            yield from (int(weight_of(board, channel) > 0) for channel in channels)
        case "newest":
            yield from _newest_weights(board, plan, visits)
        case Shares():
            for channel in channels:
                share = combine.shares.get(channel, 0)
                yield Fraction(share, channels.count(channel)) if share else 0
        case _:
            assert_never(combine)


def _newest_weights(board: Board, plan: Plan, visits: Sequence[tuple[Visit, Reckoning, Fraction]]) -> Iterator[int]:
    """Only what was seen on the last day with a visit that assessed enough has a weight."""
    least = Fraction(plan.standard.min_coverage or 0)
    weights = [
        (visit.round.date, weight_of(board, visit.round.channel) if covered >= least else 0)
        for visit, _, covered in visits
    ]
    newest = max((day for day, weight in weights if weight), default=None)
    yield from (weight if day == newest else 0 for day, weight in weights)


def _capped_weight(board: Board, channel: str, visits: int) -> Amount:
    """The weight of a visit; where a channel has more visits than it may, they share the weight of so many."""
    weight = board.channels.get(channel, 0)
    if not isinstance(weight, Weight):
        return weight
    return weight.weight if visits <= weight.at_most else Fraction(weight.weight * weight.at_most, visits)


def enough_days(standard: Standard, board: Board, reckoned: Iterable[Counted]) -> int:
    """Different days with a visit that may count and assessed enough."""
    least = Fraction(standard.min_coverage or 0)
    announced = board.totals == "announced"
    return len(
        {
            one.origin.date
            for one in reckoned
            if counts(board, one.origin.channel)
            and (one.coverage >= least or (announced and one.inspection.announced is not None))
        }
    )


def counts_each_visit(board: Board, period: str) -> bool:
    """Whether several visits of one day count as several towards the least number: until when it had been so."""
    return board.same_day_until is not None and period <= board.same_day_until


def counts(board: Board, channel: str) -> bool:
    """Whether a board counts visits through a channel at all."""
    if isinstance(board.combine, Shares):
        return channel in board.combine.shares
    return weight_of(board, channel) > 0
