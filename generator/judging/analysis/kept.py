"""How often measured limits of a standard were kept, in what is published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.analysis.losses import told_periods
from generator.model.rules import Board
from generator.model.scores import BoardPeriod, Fulfilment


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A measured limit: cases within it, of cases that were sampled."""

    clause: str
    cases: int
    """At least 1."""
    within: int

    @property
    def rate(self) -> Fraction:
        """How often it was kept."""
        return Fraction(self.within, self.cases)


def kept_limits(
    boards: Mapping[str, Board],
    published: Mapping[str, tuple[BoardPeriod, ...]],
    fulfilments: Iterable[Fulfilment],
) -> Mapping[str, tuple[Kept, ...]]:
    """By edition (`id@edition`) and clause, over the periods of which losses are told too.

    Cases are added up before a rate is taken. A window that stands on several boards counts on the first of them alone:
    they show the same inspections.
    """
    told = told_periods(boards, published)
    counts_on: dict[tuple[str, str, str], str] = {}
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    order = {board: number for number, board in enumerate(published)}
    for one in sorted(fulfilments, key=lambda one: order.get(one.board, len(order))):
        ref, _ = told.get(one.place, ("", None))
        if ref and counts_on.setdefault((ref, *one.who), one.board) == one.board:
            cases, within = sums.setdefault(ref, {}).get(one.clause, (0, 0))
            sums[ref][one.clause] = (cases + one.cases, within + one.within)
    return {
        ref: tuple(Kept(clause=clause, cases=cases, within=within) for clause, (cases, within) in own.items() if cases)
        for ref, own in sums.items()
    }
