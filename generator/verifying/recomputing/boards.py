"""The places and lists of a board in a period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from generator.verifying.published.figures import Json, rounded
from generator.verifying.recomputing.evidence import (
    Row,
    Spread,
    certainty,
    doubt_of,
    interval_of,
    place_ranges,
    pooled,
)
from generator.verifying.recomputing.plan import Plan

Rows = Mapping[tuple[str, str], Row]
"""By centre and window."""


@dataclass
class Placed:
    """A board over a period, as it is recomputed."""

    ranked: list[Row]
    unrated: list[Row]
    spread: tuple[Fraction, int] | None

    @cached_property
    def rows(self) -> dict[tuple[str, str], Row]:
        """All rows, by centre and window."""
        return {row.who: row for row in (*self.ranked, *self.unrated)}


def rank(plan: Plan, board: Json, rows: Rows, past: list[Rows]) -> Placed:
    """Give every rated row its place, its interval, its range and its list. `past`: earlier periods, newest first."""
    ordered = [replace(rows[who]) for who in sorted(rows)]
    known = pooled(plan, [row.spread for row in ordered])
    rated = [row for row in ordered if row.rated]
    rated.sort(key=lambda row: (plan.bounds[row.band], row.score), reverse=True)
    _give_places(rated)
    for row in rated:
        row.interval = interval_of(plan, known, row.score, row.score - row.shift, row.spread)
    place_ranges(plan, rated)
    named = {"red": _named(board["red"], rated), "green": _named(board["green"], rated[::-1])}
    over = {kind: _together(plan, certainty(board[kind], kind), ordered, past) for kind in named}
    for row in rated:
        kind = next((kind for kind in named if row.band in board[kind].get("bands", ())), None)
        if kind:
            over[kind](row)
        _put_on_list(plan, board, row, named)
    return Placed(rated, [row for row in ordered if not row.rated], known)


def _give_places(rated: list[Row]) -> None:
    """The place of each row, in order; rows of one band and score share theirs."""
    before: Row | None = None
    for place, row in enumerate(rated, start=1):
        tied = before is not None and (before.band, before.score) == (row.band, row.score)
        row.rank = before.rank if before and tied else place
        before = row


def _put_on_list(plan: Plan, board: Json, row: Row, named: Mapping[str, set[int]]) -> None:
    """The list that names the place of a row, unless its rating is an earlier one or a doubt keeps it off."""
    on = next((kind for kind, places in named.items() if row.rank in places), "none")
    on = "none" if row.held_from else on
    row.doubt = doubt_of(plan, board, row, on)
    row.listed, row.near = (on, "none") if row.doubt == "none" else ("none", on)


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
        parts = [(Fraction(1) if one.spread.summed else one.spread.weight, one.score - one.shift) for one in own]
        mean = sum((part * seen for part, seen in parts), Fraction(0)) / sum((part for part, _ in parts), Fraction(0))
        score = rounded(max(Fraction(0), mean + row.shift), self.plan.places)
        row.together = interval_of(self.plan, self.known, score, mean, _joined([one.spread for one in own]))
        row.teams = tuple(sorted({team for one in own for team in one.teams}))


def _joined(spreads: list[Spread]) -> Spread:
    """What those visits tell of the mean over some periods."""
    return Spread(
        visits=sum(one.visits for one in spreads),
        summed=spreads[0].summed,
        weight=sum((one.weight for one in spreads), Fraction(0)),
        weight_squares=sum((one.weight_squares for one in spreads), Fraction(0)),
        periods=len(spreads),
    )


@dataclass
class Restated:
    """A board before and after an upheld appeal."""

    case: Json
    who: tuple[str, str]
    before: Placed
    after: Placed
    past_before: list[Rows]
    """The rows of earlier periods whose evidence was used, as they stood before it."""
    past_after: list[Rows]


@dataclass(frozen=True)
class StruckRow:
    """A row as it was before an upheld appeal took something out of it."""

    case: Json
    row: Row
    ago: int | None = None
    """Of an earlier period: how many periods before the one before."""

    @property
    def decided(self) -> tuple[str, str, str]:
        """The order of decisions, and how they are told apart."""
        return self.case["case"]["decision"]["date"], self.case["centre"], self.case["id"]


def settle(
    plan: Plan, board: Json, rows: Rows, steps: list[StruckRow], past: list[Rows]
) -> tuple[Placed, list[Restated]]:
    """Rank the rows, and again after each upheld appeal.

    `steps`: what each appeal took something out of, among the rows or those of the past. No window comes onto the green
    list, or next to it, through the appeal of another.
    """
    order = sorted({one.decided for one in steps})
    number = {name: at for at, name in enumerate(order)}
    steps = sorted(steps, key=lambda one: one.decided)

    def stood(decisions: int) -> tuple[Rows, list[Rows]]:
        """The rows as they were when so many appeals had been decided."""
        own, before = {**rows}, [{**one} for one in past]
        for one in reversed(steps):
            if number[one.decided] >= decisions:
                (own if one.ago is None else before[one.ago])[one.row.who] = one.row
        return own, [*before]

    own, before = stood(0)
    now = rank(plan, board, own, before)
    told = []
    for at, name in enumerate(order, start=1):
        own, after = stood(at)
        then, now = now, rank(plan, board, own, after)
        _keep_off(now, then)
        one = next(one for one in steps if one.decided == name)
        told.append(Restated(one.case, one.row.who, then, now, before, after))
        before = after
    return now, told


def _keep_off(now: Placed, then: Placed) -> None:
    green = {row.who for row in then.ranked if row.listed == "green"}
    near = {row.who for row in then.ranked if "green" in {row.listed, row.near}}
    for row in now.ranked:
        if row.listed == "green" and row.who not in green:
            row.listed, row.near = "none", "green" if row.who in near else "none"
        elif row.near == "green" and row.who not in near:
            row.near = "none"
