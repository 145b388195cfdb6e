"""How often the windows of a board kept its measured limits: what all pages about it are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from typing import Final, TypeVar

from generator.model.keys import WindowKey
from generator.model.scores import Fulfilment
from generator.model.standard import Limit, Standard, checked_by
from generator.presenting.parts.boards.rates import RateBar, rate_bar
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


@dataclass(frozen=True, kw_only=True, slots=True)
class NewestRates:
    """The rates of a board in the newest period in which something was sampled."""

    period: str
    """Empty where nothing ever was."""
    windows: Mapping[WindowKey, tuple[Rate, ...]]
    """Those of a centre stand together: first the centres of which a window is below a target, and of each centre these
    windows; then by id."""
    centres: Mapping[str, tuple[Rate, ...]]
    """Of all windows of each centre together."""


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
    rates = {clause: cache(partial(_rate, limit, limit_text(limit))) for clause, limit in limits_of(standard).items()}
    return {
        place: tuple(rate(*own.get(clause, (0, 0))) for clause, rate in rates.items()) for place, own in sums.items()
    }


def _rate(limit: Limit, told: str, cases: int, within: int) -> Rate:
    """`told`: the limit in words. Windows mostly kept few of few, so that one rate is that of many."""
    rate = Fraction(within, cases) if cases else None
    return Rate(
        limit=told,
        rate="" if rate is None else rate_text(rate),
        within=within,
        cases=cases,
        few=0 < cases < FEW_SAMPLES,
        bar=None if rate is None else rate_bar(rate, limit.target),
    )
