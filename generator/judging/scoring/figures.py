"""Figures that all scoring shares: sums, the one rounding, bands, what a measured limit earns."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import attrgetter
from typing import Final

from generator.model.standard import Limit, Standard

NOTHING: Final = Fraction(0)


def total(values: Iterable[Fraction | Decimal]) -> Fraction:
    """The sum, exactly; quicker than `sum`, for values that share a denominator are added as whole numbers."""
    sums: dict[int, int] = {}
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        sums[denominator] = sums.get(denominator, 0) + numerator
    if not sums:
        return NOTHING
    whole = lcm(*sums)
    return Fraction(sum(numerator * (whole // denominator) for denominator, numerator in sums.items()), whole)


def as_parts(values: Iterable[Fraction]) -> tuple[list[int], int]:
    """Values as whole numbers of parts of one size, which are reckoned with sooner, and how many parts make one."""
    ratios = [value.as_integer_ratio() for value in values]
    whole = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (whole // denominator) for numerator, denominator in ratios], whole


def rounded(value: Fraction, precision: int) -> Decimal:
    """`value` rounded half up to `precision` decimal places, exactly."""
    unit = 10**precision
    whole = (2 * value.numerator * unit + value.denominator) // (2 * value.denominator)
    return Decimal(whole).scaleb(-precision)


def band_of(standard: Standard, score: Decimal, caps: Iterable[str] = ()) -> str:
    """The highest band whose lower bound is not above the score, lowered to each of `caps` (ids of bands)."""
    reached = max((band for band in standard.bands if band.at_least <= score), key=attrgetter("at_least"))
    lowering = (*caps,)
    if not lowering:
        return reached.id
    bounds = {band.id: band.at_least for band in standard.bands}
    return min((reached.id, *lowering), key=bounds.__getitem__)


def limit_earned(points: Fraction, limit: Limit, cases: int, within: int) -> Fraction:
    """Points that a measured limit earns: by rate ÷ target, or less what each whole step below the target costs."""
    rate, target = Fraction(within, cases), Fraction(limit.target)
    if rate >= target:
        return points
    if limit.below == "proportional":
        return points * rate / target
    steps = (target - rate) / Fraction(limit.below.each)
    return max(Fraction(0), points - int(steps) * Fraction(limit.below.minus))
