"""A rate beside its target."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class RateBar:
    """A rate and its target on a line of 100 units."""

    reached: int
    target: int
    under: bool
    """The rate is below the target."""


def rate_bar(rate: Fraction, target: Fraction | Decimal) -> RateBar:
    """The line of a rate; both are between 0 and 1."""
    return RateBar(reached=int(rate * 100), target=int(target * 100), under=rate < Fraction(target))
