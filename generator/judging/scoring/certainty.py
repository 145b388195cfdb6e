"""Certainty: whether the evidence bears out that a list names a window, and if not, why the window is unsettled.

A list may ask for the evidence of several periods. What visits saw is then averaged over all of them, by the weights of
the visits; the facts counted in the newest period shift both ends of the interval and add no doubt.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from generator.judging.scoring.evidence import interval_rule, pooled_spread, reach_of
from generator.judging.scoring.figures import band_of, rounded, total
from generator.model.keys import WindowKey
from generator.model.rules import Board, Certainty, ListKind, ListRule
from generator.model.scores import Doubt, Rated, Spread, Standing
from generator.model.standard import Standard

_KINDS: Final[tuple[ListKind, ...]] = ("red", "green")

Past = Sequence[Mapping[WindowKey, Standing]]
"""Rows of earlier periods of a board, newest period first."""

Over = Callable[[Standing], Standing]
"""Gives a row what its list asks for: its interval over several periods, and the teams that saw it in them."""


def rule_of(board: Board, kind: ListKind) -> ListRule:
    """The rule of a list."""
    return board.red if kind == "red" else board.green


def asked_periods(board: Board) -> int:
    """How many periods, with its own, the lists of one may take together."""
    asked = (rule_of(board, kind).certainty(kind) for kind in _KINDS)
    return max(one.periods if one else 1 for one in asked)


def kind_of(board: Board, row: Standing) -> ListKind | None:
    """The list that the band of a row leads to."""
    if not isinstance(row.outcome, Rated):
        return None
    if row.outcome.band in board.red.bands:
        return "red"
    return "green" if row.outcome.band in board.green.bands else None


def together(board: Board, standard: Standard, rows: Sequence[Standing], past: Past) -> Over:
    """How a row of the newest period (`rows`) gets its interval over as many periods as the list of its band asks for.

    It stays without one where fewer periods were judged by the edition, or the window was not rated by visits in the
    newest and in more than half of them: nobody escapes by a month without a visit, and no month decides alone.
    """
    rules: dict[ListKind, Over] = {}
    for kind in _KINDS:
        asked = rule_of(board, kind).certainty(kind)
        rules[kind] = _over(standard, rows, past, asked) if asked and asked.periods > 1 else lambda row: row

    def over(row: Standing) -> Standing:
        kind = kind_of(board, row)
        return rules[kind](row) if kind else row

    return over


def _over(standard: Standard, rows: Sequence[Standing], past: Past, asked: Certainty) -> Over:
    before = past[: asked.periods - 1]
    if len(before) < asked.periods - 1:
        return lambda row: row
    spreads = [row.spread for row in rows]
    for period in before:
        spreads += (row.spread for row in period.values())
    interval_of = interval_rule(standard, pooled_spread(standard, spreads))

    def over(row: Standing) -> Standing:
        own = [one for one in (row, *(period.get(row.who) for period in before)) if one and _seen(one)]
        if not _seen(row) or 2 * len(own) <= asked.periods:
            return row
        seen = _mean(own)
        score = rounded(max(Fraction(0), seen + row.shift), standard.scale.precision if standard.scale else 0)
        teams = tuple(sorted({team for one in own for team in one.teams}))
        return replace(row, together=interval_of(score, seen, _joined([one.spread for one in own])), teams=teams)

    return over


def _seen(row: Standing) -> bool:
    return isinstance(row.outcome, Rated) and bool(row.spread.inspections)


def _mean(rows: Iterable[Standing]) -> Fraction:
    """What visits saw over some periods: the mean of the scores without counted facts, by the weights of the visits."""
    seen = [(row.spread.weight, row.outcome.score, row.shift) for row in rows if isinstance(row.outcome, Rated)]
    parts = total(Fraction(weight) * (Fraction(score) - shift) for weight, score, shift in seen)
    return parts / Fraction(sum(weight for weight, _, _ in seen))


def _joined(spreads: Sequence[Spread]) -> Spread:
    """The spread of the visits of several periods; the squares stay those within each."""
    extent, weight = total(one.extent for one in spreads), total(Fraction(one.weight) for one in spreads)
    return Spread(
        inspections=sum(one.inspections for one in spreads),
        extent=extent,
        mean=total(one.extent * one.mean for one in spreads) / extent,
        squares=total(one.squares for one in spreads),
        weight=weight,
        weight_squares=total(Fraction(one.weight_squares) for one in spreads),
        added=total(Fraction(one.weight * one.added) for one in spreads) / weight,
    )


def doubt_of(standard: Standard, board: Board, row: Standing, kind: ListKind | None) -> Doubt:
    """Why a rated row is unsettled; `kind`: the list that would name it, did it not ask for certainty.

    Also a window that no list would name is unsettled where its interval reaches over the bound of a list that asks for
    certainty: whoever stands just beside the bound is no more certain than who stands just within.
    """
    if kind:
        rule = rule_of(board, kind)
        asked = rule.certainty(kind)
        return _lacking(standard, row, rule, asked) if asked else "none"
    lowest, highest = reach_of(standard, row)
    if lowest == highest:
        return "none"
    for other in _KINDS:
        rule = rule_of(board, other)
        if rule.certainty(other) and len(set(_within(standard, row, rule))) > 1:
            return _measured(standard, row, rule)
    return "none"


def _lacking(standard: Standard, row: Standing, rule: ListRule, asked: Certainty) -> Doubt:
    """What a row lacks for the list of its band; a veto, being a fact, lacks nothing."""
    if row.vetoed in rule.bands and all(_within(standard, replace(row, interval=None), rule)):
        return "none"
    if asked.periods == 1:
        if not all(_within(standard, row, rule)):
            return _measured(standard, row, rule)
    elif row.together is None:
        return "periods"
    elif not all(_within(standard, replace(row, interval=row.together), rule)):
        return "together"
    return "teams" if len(row.teams) < rule.min_teams else "none"


def _measured(standard: Standard, row: Standing, rule: ListRule) -> Doubt:
    """Whether the interval itself reaches over a bound of the list, or only a floor makes the difference."""
    if row.interval is None:
        return "unknown"
    ends = {band_of(standard, row.interval.low) in rule.bands, band_of(standard, row.interval.high) in rule.bands}
    return "crossing" if len(ends) > 1 else "floor"


def _within(standard: Standard, row: Standing, rule: ListRule) -> list[bool]:
    """Of each band that the window may deserve, whether it is of the list."""
    bounds = {band.id: band.at_least for band in standard.bands}
    lowest, highest = reach_of(standard, row)
    return [band in rule.bands for band, bound in bounds.items() if bounds[lowest] <= bound <= bounds[highest]]
