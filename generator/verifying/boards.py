"""The places and lists of a board in a period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.verifying.evidence import (
    Row,
    Spread,
    certainty,
    doubt_of,
    interval_of,
    place_ranges,
    pooled,
)
from generator.verifying.figures import Json, rounded
from generator.verifying.plan import Plan

Rows = Mapping[tuple[str, str], Row]
"""By centre and window."""


@dataclass
class Placed:
    """A board over a period, as it is recomputed."""

    ranked: list[Row]
    unrated: list[Row]
    spread: tuple[Fraction, int] | None

    @property
    def rows(self) -> dict[tuple[str, str], Row]:
        """All rows, by centre and window."""
        return {row.who: row for row in (*self.ranked, *self.unrated)}


def rank(plan: Plan, board: Json, rows: Rows, past: list[Rows]) -> Placed:
    """Give every rated row its place, its interval, its range and its list. `past`: earlier periods, newest first."""
    ordered = [replace(rows[who]) for who in sorted(rows)]
    known = pooled(plan, [row.spread for row in ordered])
    rated = [row for row in ordered if row.rated]
    rated.sort(key=lambda row: (plan.bounds[row.band], row.score), reverse=True)
    for place, row in enumerate(rated):
        before = rated[place - 1] if place else None
        tied = before is not None and (before.band, before.score) == (row.band, row.score)
        row.rank = before.rank if before and tied else place + 1
        row.interval = interval_of(plan, known, row.score, row.spread)
    place_ranges(plan, rated)
    named = {"red": _named(board["red"], rated), "green": _named(board["green"], rated[::-1])}
    over = {kind: _together(plan, certainty(board[kind], kind), ordered, past) for kind in named}
    for row in rated:
        kind = next((kind for kind in ("red", "green") if row.band in board[kind].get("bands", ())), None)
        if kind:
            over[kind](row)
        on = next((kind for kind in ("red", "green") if row.rank in named[kind]), "none")
        on = "none" if row.held_from else on
        row.doubt = doubt_of(plan, board, row, on)
        row.listed, row.near = (on, "none") if row.doubt == "none" else ("none", on)
    return Placed(rated, [row for row in ordered if not row.rated], known)


def _named(rule: Json, rows: list[Row]) -> set[int]:
    """The places that a rule names: those that tie with the last one all stay."""
    fitting = [row.rank for row in rows if row.band in rule.get("bands", ())]
    return set(fitting[: rule.get("at_most")])


def _together(plan: Plan, periods: int, rows: list[Row], past: list[Rows]) -> "Over":
    before = past[: max(0, periods - 1)]
    if periods < 2 or len(before) < periods - 1:  # noqa: PLR2004  # one period is not several
        return Over(None, [], plan, periods)
    spreads = [row.spread for row in rows] + [row.spread for rows in before for row in rows.values()]
    return Over(pooled(plan, spreads), before, plan, periods)


@dataclass
class Over:
    """Gives a row its interval over several periods, and the teams of all of them."""

    known: tuple[Fraction, int] | None
    before: list[Rows]
    plan: Plan
    periods: int

    def __call__(self, row: Row) -> None:
        """What visits saw is averaged by their weights; the facts of the newest period come to it."""
        if not self.before:
            return
        every = [row, *(rows[row.who] for rows in self.before if row.who in rows)]
        own = [one for one in every if one.rated and one.spread.visits]
        if not (row.rated and row.spread.visits) or 2 * len(own) <= self.periods:
            return
        weight = sum((one.spread.weight for one in own), Fraction(0))
        mean = sum((one.spread.weight * (one.score - one.shift) for one in own), Fraction(0)) / weight
        score = rounded(max(Fraction(0), mean + row.shift), self.plan.places)
        row.together = interval_of(self.plan, self.known, score, _joined([one.spread for one in own]))
        row.teams = tuple(sorted({team for one in own for team in one.teams}))


def _joined(spreads: list[Spread]) -> Spread:
    visits = sum(one.visits for one in spreads)
    return Spread(
        visits=visits,
        mean=sum((one.visits * one.mean for one in spreads), Fraction(0)) / visits,
        squares=sum((one.squares for one in spreads), Fraction(0)),
        weight=sum((one.weight for one in spreads), Fraction(0)),
        weight_squares=sum((one.weight_squares for one in spreads), Fraction(0)),
    )


@dataclass
class Restated:
    """A board before and after an upheld appeal."""

    case: Json
    who: tuple[str, str]
    before: Placed
    after: Placed


def settle(
    plan: Plan, board: Json, rows: Rows, steps: list[tuple[Json, Row]], past: list[Rows]
) -> tuple[Placed, list[Restated]]:
    """Rank the rows, and again after each upheld appeal.

    `steps`: each appeal that took something out, in the order of the decisions, and the row of its window before it. No
    window comes onto the green list, or next to it, through the appeal of another.
    """
    if not steps:
        return rank(plan, board, rows, past), []
    state = dict(rows)
    for _, row in reversed(steps):
        state[row.who] = row
    now = rank(plan, board, state, past)
    told = []
    for place, (case, row) in enumerate(steps):
        later = (one for _, one in steps[place + 1 :])
        state[row.who] = next((one for one in later if one.who == row.who), rows[row.who])
        then, now = now, rank(plan, board, state, past)
        _keep_off(now, then)
        told.append(Restated(case, row.who, then, now))
    return now, told


def _keep_off(now: Placed, then: Placed) -> None:
    green = {row.who for row in then.ranked if row.listed == "green"}
    near = {row.who for row in then.ranked if "green" in {row.listed, row.near}}
    for row in now.ranked:
        if row.listed == "green" and row.who not in green:
            row.listed, row.near = "none", "green" if row.who in near else "none"
        elif row.near == "green" and row.who not in near:
            row.near = "none"
