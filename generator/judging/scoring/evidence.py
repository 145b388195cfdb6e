"""Evidence: how far a score can be trusted, and which places on a board cannot be told apart.

Faults are counted, so the variance of an inspection grows with the points that a window loses; how fast is pooled over
the windows of one board in one period, as the variance within groups is in a one-way analysis of variance. An
inspection that saw half of what applies tells half as much, there as in the score. The effective number of inspections
behind a weighted mean is Kish's; the interval holds every true score at which the score that was seen would be nothing
rare, as Wilson's does. Every step is exact: whole numbers and fractions, and one square root, rounded outward. An
interval uses no data but its period's; facts that were counted shift it and add no doubt.

Sources: NIST/SEMATECH e-Handbook of Statistical Methods, 7.4.3 (mean square within groups) and 1.3.6.7.2 (critical
values of Student's t); R. W. M. Wedderburn, Quasi-likelihood functions, Biometrika 61 (1974), 439-447 (variance
proportional to the mean of what is counted); L. Kish, Survey Sampling (1965) (unequal weights); E. B. Wilson, Probable
Inference, the Law of Succession, and Statistical Inference, J. Amer. Statist. Assoc. 22 (1927), 209-212 (the variance
is that of the true score, not of the one that was seen); H. Goldstein and D. J. Spiegelhalter, League Tables and Their
Limitations, J. R. Statist. Soc. A 159 (1996), 385-443 (why a place needs a range).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt, prod
from operator import mul
from typing import Final

from generator.judging.scoring.figures import as_parts, band_of, rounded, total
from generator.model.scores import Amount, InspectionLine, Interval, Pooled, Rated, Spread, Standing
from generator.model.standard import Bonus, Section, Standard, checked_by

_TO_30: Final = (
    "12.706 4.303 3.182 2.776 2.571 2.447 2.365 2.306 2.262 2.228 2.201 2.179 2.160 2.145 2.131 2.120 2.110 2.101 "
    "2.093 2.086 2.080 2.074 2.069 2.064 2.060 2.056 2.052 2.048 2.045 2.042"
)

T_95: Final[Mapping[int, Decimal]] = {
    **{freedom: Decimal(value) for freedom, value in enumerate(_TO_30.split(), start=1)},
    40: Decimal("2.021"),
    60: Decimal("2.000"),
    100: Decimal("1.984"),
}
"""Student's t by degrees of freedom: 95 of 100 values lie between −t and t (NIST/SEMATECH e-Handbook, 1.3.6.7.2)."""

Key = tuple[Decimal, Decimal]
"""What windows are ranked by: lower bound of the band, score."""

LEAST_LOST: Final = 2
"""Points added to those that a window lost, so that one without losses still has an interval."""

IntervalOf = Callable[[Decimal, Fraction, Spread], Interval | None]
"""From a score, what visits saw of it (without counted facts) and the spread of its inspections to its interval."""


def spread_of(lines: Iterable[InspectionLine], *, summed: bool = False) -> Spread:
    """The spread of a window's inspections in a period, of those that are counted and have a score of their own.

    Each weighs what it saw and not its channel, whose weight says how much it matters, not how exact it is. The
    weights are those of the score: partial inspections, which have no score of their own, are among them. Bonuses are
    left out: they are summed over a period, not sampled. `summed`: what visits took is added up.
    """
    counted = [line for line in lines if line.weight]
    used = [line for line in counted if isinstance(line.outcome, Rated)]
    if not used:
        return Spread()
    parts, whole = as_parts(line.base for line in used)
    shares, one = as_parts(line.coverage for line in used)
    seen = sum(shares)
    summed_up = sum(map(mul, shares, parts))
    squares = sum(share * part**2 for share, part in zip(shares, parts, strict=True))
    extent = total(line.coverage for line in counted)
    return Spread(
        inspections=len(used),
        extent=Fraction(seen, one),
        mean=Fraction(summed_up, seen * whole),
        squares=Fraction(seen * squares - summed_up**2, seen * one * whole**2),
        weight=1 if summed else total(line.weight * line.coverage for line in counted),
        weight_squares=total(line.weight**2 * line.coverage for line in counted),
        added=extent if summed else 1,
    )


def pooled_spread(standard: Standard, spreads: Iterable[Spread]) -> Pooled | None:
    """φ over the windows of a board that were inspected at least twice; None where none was."""
    used = [spread for spread in spreads if spread.inspections > 1]
    if not used:
        return None
    freedom = sum(spread.inspections - 1 for spread in used)
    seen = total((spread.inspections - 1) * spread.mean for spread in used)
    whole = freedom * points_lost(standard, seen / freedom)  # Σ (n − 1) × v: the mean is subtracted once for all
    return Pooled(factor=total(spread.squares for spread in used) / whole, freedom=freedom)


def points_lost(standard: Standard, mean: Fraction) -> Fraction:
    """V = full scale − mean + 2: what the variance of an inspection of the window is proportional to."""
    most = (standard.scale.full if standard.scale else 0) + LEAST_LOST
    numerator, denominator = mean.as_integer_ratio()
    return Fraction(most * denominator - numerator, denominator)


def quantile(freedom: int) -> Decimal:
    """Student's t for 95 %, two-sided; between two rows of the table the row before, which makes an interval wider."""
    return T_95[max(row for row in T_95 if row <= freedom)]


def reaches(pooled: Pooled, lost: Fraction, spread: Spread, precision: int) -> tuple[Decimal, Decimal]:
    """How far below and above its score an interval reaches: √(q · v + q² ÷ 4) ± q ÷ 2, where q = t² · φ ÷ n.

    n is the effective number of inspections, `lost` is v. These are the true scores x for which (score − x)² comes to
    no more than q times the v of x itself. Rounded outward to `precision` places; asks for at least one inspection.
    """
    factors = (pooled.factor, spread.weight_squares, *[quantile(pooled.freedom)] * 2)
    divisors = (spread.weight, spread.weight, spread.added)
    above, below = zip(*(one.as_integer_ratio() for one in factors), strict=True)
    of, by = zip(*(one.as_integer_ratio() for one in divisors), strict=True)
    quotient, parts = prod(above) * prod(by), prod(below) * prod(of)  # of which q has so many
    points, whole = lost.as_integer_ratio()
    shift, unit = quotient * whole * 10**precision, 2 * parts * whole
    root = ceil_root(shift * (shift + 4 * parts * points * 10**precision))
    return _scaled(-(-(root + shift) // unit), precision), _scaled(-(-(root - shift) // unit), precision)


def ceil_root(square: int) -> int:
    """The least whole number whose square is not below `square`."""
    return isqrt(square - 1) + 1 if square else 0


def root_up(square: Fraction, precision: int) -> Decimal:
    """A square root, rounded up to `precision` places."""
    return _scaled(ceil_root(-(-square.numerator * 10 ** (2 * precision) // square.denominator)), precision)


def _scaled(units: int, precision: int) -> Decimal:
    return Decimal(units).scaleb(-precision)


def interval_rule(standard: Standard, pooled: Pooled | None) -> IntervalOf:
    """How each row of a board in a period gets its interval from its score and its spread.

    It lies within the scores that are possible; None without a spread. What a window lost is what its score says
    without counted facts, and the 2 points more are lost by each inspection whose losses were added up.
    """
    scale = standard.scale
    if pooled is None or scale is None:
        return lambda _score, _seen, _spread: None
    least, most = rounded(Fraction(0), scale.precision), highest_score(standard)
    known: dict[tuple[Amount, Amount, Amount, Fraction], tuple[Decimal, Decimal]] = {}  # many lose the same, or nothing

    def interval(score: Decimal, seen: Fraction, spread: Spread) -> Interval | None:
        if not spread.inspections:
            return None
        lost = max(Fraction(0), scale.full - seen) + LEAST_LOST * Fraction(spread.added)
        plan = (spread.weight, spread.weight_squares, spread.added, lost)
        if plan not in known:
            known[plan] = reaches(pooled, lost, spread, scale.precision)
        below, above = known[plan]
        low, high = score - below, score + above
        return Interval(low=max(least, low), high=high if most is None else min(max(most, score), high))

    return interval


def highest_score(standard: Standard) -> Decimal | None:
    """The full scale and every bonus; None where a bonus has no end."""
    if standard.scale is None:
        return None
    extra = [_most_bonus(section) for section in standard.sections]
    known = [one for one in extra if one is not None]
    if len(known) < len(extra):
        return None
    return rounded(Fraction(standard.scale.full) + total(known), standard.scale.precision)


def _most_bonus(section: Section) -> Fraction | None:
    if section.bonus_at_most is not None:
        return Fraction(section.bonus_at_most)
    rules = [check for _, check in checked_by(section.clauses, Bonus)]
    if any(rule.each and rule.at_most is None for rule in rules):
        return None
    return total(Fraction(rule.plus if rule.at_most is None else rule.at_most) for rule in rules)


def reach_of(standard: Standard, row: Standing) -> tuple[str, str]:
    """The lowest and the highest band that a rated window may deserve.

    A veto is a fact and lowers both. Being under the floor of a section was measured in the same few inspections, and
    lowers the lowest only.
    """
    outcome = row.outcome
    if not isinstance(outcome, Rated):
        return ("", "")
    caps = () if row.vetoed is None else (row.vetoed,)
    if row.interval is None:
        bounds = {band.id: band.at_least for band in standard.bands}
        lowest, highest = min(bounds, key=lambda band: bounds[band]), max(bounds, key=lambda band: bounds[band])
        return lowest, min((highest, *caps), key=lambda band: bounds[band])
    return band_of(standard, row.interval.low, (outcome.band,)), band_of(standard, row.interval.high, caps)


def place_ranges(standard: Standard, rows: Sequence[Standing]) -> list[tuple[int, int]]:
    """The first and the last place of each of the rated `rows`, each of which has its interval.

    One window is certainly above another when the worst that it may deserve is better than the best that the other
    may. A window without an interval may have deserved anything that no veto forbids. n log n steps for n rows.
    """
    bounds = {band.id: band.at_least for band in standard.bands}
    reaches = [_keys(bounds, row, reach_of(standard, row)) for row in rows]
    lowest, highest = sorted(low for low, _ in reaches), sorted(high for _, high in reaches)
    return [
        (1 + len(rows) - bisect_right(lowest, high), len(rows) - bisect_left(highest, low)) for low, high in reaches
    ]


def _keys(bounds: Mapping[str, Decimal], row: Standing, reach: tuple[str, str]) -> tuple[Key, Key]:
    lowest, highest = reach
    known = row.interval
    low, high = (known.low, known.high) if known else (Decimal(0), Decimal("Infinity"))
    return (bounds[lowest], low), (bounds[highest], high)
