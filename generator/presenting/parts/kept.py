"""How often the windows of a board kept its measured limits: what all pages about it are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeVar

from generator.model.scores import Fulfilment
from generator.model.standard import Limit, Standard, checked_by
from generator.presenting.parts.rates import RateBar, rate_bar
from generator.presenting.text.checks import limit_text
from generator.presenting.text.wording import rate_text

K = TypeVar("K")

FEW_SAMPLES: Final = 10
"""Cases: a rate of fewer says little, and says so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """Cases within the limit, of cases sampled."""

    limit: str
    """What was promised, in words."""
    rate: str
    """Empty where nothing was sampled."""
    within: int
    cases: int
    few: bool
    bar: RateBar | None
    """None where nothing was sampled."""

    @property
    def under(self) -> bool:
        """Whether it is below its target."""
        return self.bar is not None and self.bar.under


@dataclass(frozen=True, kw_only=True, slots=True)
class Commitment:
    """A clause with a measured limit."""

    clause: str
    path: str
    limit: str
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RateLine:
    """The rates of a period, a centre or a window, one for each commitment."""

    name: str
    path: str
    """Empty where the name leads nowhere."""
    rates: tuple[Rate, ...]

    @property
    def under(self) -> bool:
        """Whether one of them is below its target."""
        return any(one.under for one in self.rates)


def limits_of(standard: Standard) -> dict[str, Limit]:
    """The measured limits of a standard, by clause."""
    return {clause.id: check for section in standard.sections for clause, check in checked_by(section.clauses, Limit)}


def rates_by(
    standard: Standard, found: Iterable[Fulfilment], by: Callable[[Fulfilment], K]
) -> dict[K, tuple[Rate, ...]]:
    """The rate of each limit of a standard, by what `by` says; cases are summed before it is taken, as in scores."""
    sums: dict[K, dict[str, tuple[int, int]]] = {}
    for one in found:
        own = sums.setdefault(by(one), {})
        cases, within = own.get(one.clause, (0, 0))
        own[one.clause] = (cases + one.cases, within + one.within)
    limits: Mapping[str, Limit] = limits_of(standard)
    return {
        place: tuple(_rate(limit, *own.get(clause, (0, 0))) for clause, limit in limits.items())
        for place, own in sums.items()
    }


def _rate(limit: Limit, cases: int, within: int) -> Rate:
    rate = Fraction(within, cases) if cases else None
    return Rate(
        limit=limit_text(limit),
        rate="" if rate is None else rate_text(rate),
        within=within,
        cases=cases,
        few=0 < cases < FEW_SAMPLES,
        bar=None if rate is None else rate_bar(rate, limit.target),
    )
