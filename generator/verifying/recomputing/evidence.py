"""How far a score can be trusted: spreads, intervals, the range of places, and why a window is unsettled."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count
from math import isqrt
from typing import Final

from generator.verifying.published.figures import Json, number, rounded
from generator.verifying.recomputing.plan import Plan

TO_30: Final = (
    "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110 2.101 "
    "2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042"
)
T: Final = {
    **{freedom: Fraction(value) for freedom, value in enumerate(TO_30.split(), start=1)},
    40: Fraction("2.021"),
    60: Fraction("2.000"),
    100: Fraction("1.984"),
}
"""The table of the page of the method."""

Bounds = tuple[Fraction, Fraction]


@dataclass
class Spread:
    """How far apart the visits to a window came out, and how much those tell that make its score."""

    visits: int = 0
    """With a score of their own."""
    mean: Fraction = Fraction(0)
    squares: Fraction = Fraction(0)
    summed: bool = False
    """What visits took is added up."""
    weight: Fraction = Fraction(0)
    """Σ weight × share seen."""
    weight_squares: Fraction = Fraction(0)
    """Σ weight² × share seen."""
    periods: int = 1


@dataclass
class Row:
    """A window on a board in a period."""

    centre: str
    window: str
    outcome: Json
    counted: int = 0
    coverage: Fraction = Fraction(0)
    vetoed: str | None = None
    spread: Spread = field(default_factory=Spread)
    shift: Fraction = Fraction(0)
    teams: tuple[str, ...] = ()
    held_from: str | None = None
    records: tuple[str, ...] = ()
    rank: int = 0
    interval: Bounds | None = None
    first: int = 0
    last: int = 0
    together: Bounds | None = None
    listed: str = "none"
    doubt: str = "none"
    near: str = "none"
    """The list that would name it, did it not ask for certainty."""

    @property
    def who(self) -> tuple[str, str]:
        """Centre and window."""
        return self.centre, self.window

    @property
    def rated(self) -> bool:
        """Whether it has a score."""
        return "score" in self.outcome

    @property
    def score(self) -> Fraction:
        """Its score, where it has one."""
        return number(self.outcome.get("score"))

    @property
    def band(self) -> str:
        """Its band, where it has one."""
        return str(self.outcome.get("band", ""))


def row_of(plan: Plan, board: Json, centre: str, window: str, score: Json) -> Row:
    """A row before it has a place."""
    counted = [one for one in score["inspections"] if one["weight"]]
    used = [one for one in counted if "score" in one["outcome"]]
    vetoes = [one["band"] for one in score["lowered"] if one["kind"] == "veto"]
    return Row(
        centre=centre,
        window=window,
        outcome=score["outcome"],
        counted=score["counted"],
        coverage=score["coverage"],
        vetoed=min(vetoes, key=lambda band: plan.bounds[band], default=None),
        spread=_spread(counted, used, summed=board.get("combine") == "sum"),
        shift=score["bonus"] - score["event_points"],
        teams=tuple(sorted({one["team"] for one in used})),
    )


def _spread(counted: list[Json], used: list[Json], *, summed: bool) -> Spread:
    if not used:
        return Spread()
    mean = mean_base(used)
    return Spread(
        visits=len(used),
        mean=mean,
        squares=sum((one["coverage"] * (one["base"] - mean) ** 2 for one in used), Fraction(0)),
        summed=summed,
        weight=sum((one["weight"] * one["coverage"] for one in counted), Fraction(0)),
        weight_squares=sum((one["weight"] ** 2 * one["coverage"] for one in counted), Fraction(0)),
    )


def mean_base(visits: list[Json]) -> Fraction:
    """The mean of their scores, each by the share that the visit saw."""
    return sum((one["coverage"] * one["base"] for one in visits), Fraction(0)) / seen_by(visits)


def seen_by(visits: list[Json]) -> Fraction:
    """To how many visits that see everything some come."""
    return sum((one["coverage"] for one in visits), Fraction(0))


def lost_by(plan: Plan, spread: Spread) -> Fraction:
    """V ＝ full scale − mean ＋ 2."""
    return plan.full - spread.mean + 2


def pooled(plan: Plan, spreads: list[Spread]) -> tuple[Fraction, int] | None:
    """φ and the degrees of freedom; None where no window was seen twice."""
    used = [one for one in spreads if one.visits > 1]
    if not used:
        return None
    whole = sum(((one.visits - 1) * lost_by(plan, one) for one in used), Fraction(0))
    return sum((one.squares for one in used), Fraction(0)) / whole, sum(one.visits - 1 for one in used)


def quantile(freedom: int) -> Fraction:
    """The value of t for 95 %; between two rows of the table that of the row before."""
    return T[max(row for row in T if row <= freedom)]


def root_up(square: Fraction, places: int) -> Fraction:
    """A square root, rounded up."""
    whole = -(-square.numerator * 10 ** (2 * places) // square.denominator)
    return Fraction(isqrt(whole - 1) + 1 if whole else 0, 10**places)


def interval_of(
    plan: Plan, known: tuple[Fraction, int] | None, score: Fraction, seen: Fraction, spread: Spread
) -> Bounds | None:
    """The interval around a score, within the scores that are possible. `seen`: without bonuses and proved facts."""
    if known is None or not spread.visits:
        return None
    factor, freedom = known
    number, further = spread.weight**2 / spread.weight_squares, Fraction(2)
    if spread.summed:
        number, further = Fraction(spread.periods), 2 * spread.weight / spread.periods
    q = quantile(freedom) ** 2 * factor / number
    v = plan.full - min(plan.full, seen) + further
    low, high = score - _outward(q, v, 1, plan.places), score + _outward(q, v, -1, plan.places)
    most = highest(plan)
    return max(Fraction(0), low), high if most is None else min(max(most, score), high)


def _outward(q: Fraction, v: Fraction, side: int, places: int) -> Fraction:
    """√(q × v ＋ q² ÷ 4) ± q ÷ 2, rounded up: the least units no nearer to ± q ÷ 2 than the root is long."""
    square, shift, units = q * v + q * q / 4, side * q / 2, 10**places
    first = (root_up(square, places) + shift) * units // 1 - 1
    return next(
        Fraction(one, units)
        for one in count(first)
        if Fraction(one, units) >= shift and (Fraction(one, units) - shift) ** 2 >= square
    )


def highest(plan: Plan) -> Fraction | None:
    """The full scale and every bonus; None where a bonus has no end."""
    extra = Fraction(0)
    for section in plan.standard["sections"]:
        rules = [one["check"] for one in section.get("clauses", ()) if one["check"]["method"] == "bonus"]
        if section.get("bonus_at_most") is not None:
            extra += number(section["bonus_at_most"])
        elif any(one.get("each") and one.get("at_most") is None for one in rules):
            return None
        else:
            extra += sum((number(one.get("at_most", one["plus"])) for one in rules), Fraction(0))
    return rounded(plan.full + extra, plan.places)


def reach(plan: Plan, row: Row) -> tuple[str, str]:
    """The lowest and the highest band that a row may deserve."""
    caps = [row.vetoed] if row.vetoed is not None else []
    if row.interval is None:
        ordered = sorted(plan.bounds, key=lambda band: plan.bounds[band])
        return ordered[0], min([ordered[-1], *caps], key=lambda band: plan.bounds[band])
    return plan.band(row.interval[0], [row.band]), plan.band(row.interval[1], caps)


def place_ranges(plan: Plan, rows: list[Row]) -> None:
    """Give each rated row the first and the last place that cannot be ruled out."""
    reaches = []
    for row in rows:
        lowest, highest_band = reach(plan, row)
        low, high = row.interval or (Fraction(0), Fraction(10**12))
        reaches.append(((plan.bounds[lowest], low), (plan.bounds[highest_band], high)))
    lows, highs = sorted(low for low, _ in reaches), sorted(high for _, high in reaches)
    for row, (low_end, high_end) in zip(rows, reaches, strict=True):
        row.first = 1 + len(rows) - bisect_right(lows, high_end)
        row.last = len(rows) - bisect_left(highs, low_end)


def certainty(rule: Json, kind: str) -> int:
    """How many periods a list asks to be certain over; 0: it asks for no certainty."""
    asked = rule.get("certain")
    if isinstance(asked, dict):
        return int(asked.get("periods", 1))
    return int(kind == "red" if asked is None else asked)


def doubt_of(plan: Plan, board: Json, row: Row, kind: str) -> str:
    """Why a row is unsettled. `kind`: the list that would name it, or `none`."""
    if kind != "none":
        rule = board[kind]
        asked = certainty(rule, kind)
        return _lacking(plan, row, rule, asked) if asked else "none"
    for other in ("red", "green"):
        if certainty(board[other], other) and len(set(_within(plan, row, board[other]))) > 1:
            return _measured(plan, row, board[other])
    return "none"


def _lacking(plan: Plan, row: Row, rule: Json, asked: int) -> str:
    if row.vetoed in rule.get("bands", ()) and all(_within(plan, replace(row, interval=None), rule)):
        return "none"
    if asked == 1:
        if not all(_within(plan, row, rule)):
            return _measured(plan, row, rule)
    elif row.together is None:
        return "periods"
    elif not all(_within(plan, replace(row, interval=row.together), rule)):
        return "together"
    return "teams" if len(row.teams) < rule.get("min_teams", 2) else "none"


def _measured(plan: Plan, row: Row, rule: Json) -> str:
    if row.interval is None:
        return "unknown"
    ends = {plan.band(end) in rule.get("bands", ()) for end in row.interval}
    return "crossing" if len(ends) > 1 else "floor"


def _within(plan: Plan, row: Row, rule: Json) -> list[bool]:
    lowest, best = reach(plan, row)
    low, high = plan.bounds[lowest], plan.bounds[best]
    return [band in rule.get("bands", ()) for band, bound in plan.bounds.items() if low <= bound <= high]
