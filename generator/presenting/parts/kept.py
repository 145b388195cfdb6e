"""How often the windows of a board kept its measured limits: what all pages about it are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

from generator.judging.scoring.editions import standards_of
from generator.model.keys import WindowKey
from generator.model.scores import Fulfilment
from generator.model.standard import Limit, Standard, checked_by
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rates import RateBar, rate_bar
from generator.presenting.text.addresses import Paths, clause_anchor
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


class Measured(NamedTuple):
    """A board and an edition by which it measures: the limits of another are others."""

    board: str
    ref: str
    """The standard, `id@edition`."""


def measured(atlas: Atlas) -> Iterator[Measured]:
    """The editions of boards that have measured limits, the newest first; earlier ones if anything was measured."""
    for board in atlas.site.boards:
        record = atlas.board(board)
        for ref in reversed(standards_of(record)):
            standard = atlas.site.rulebook.standards[ref]
            used = ref == record.standard or (board, ref) in atlas.fulfilments
            if standard.kind != "appraisal" and limits_of(standard) and used:
                yield Measured(board, ref)


def limits_of(standard: Standard) -> dict[str, Limit]:
    """The measured limits of a standard, by clause."""
    return {clause.id: check for section in standard.sections for clause, check in checked_by(section.clauses, Limit)}


def commitments_of(atlas: Atlas, key: Measured, paths: Paths) -> tuple[Commitment, ...]:
    """What was promised."""
    standard = atlas.site.rulebook.standards[key.ref]
    page = atlas.standard_page(standard)
    return tuple(
        Commitment(
            clause=clause,
            path=paths(f"{page}#{clause_anchor(clause)}"),
            limit=limit_text(check),
            target=rate_text(check.target),
        )
        for clause, check in limits_of(standard).items()
    )


def newest_of(atlas: Atlas, key: Measured) -> str:
    """The newest period in which something was sampled; empty where nothing ever was."""
    return max((one.period for one in atlas.fulfilments.get(key, ())), default="")


def windows_of(atlas: Atlas, key: Measured) -> Mapping[WindowKey, tuple[Rate, ...]]:
    """The rates of windows in the newest period.

    Those of a centre stand together: first the centres of which a window is below a target, and of each centre these
    windows; then by id.
    """
    newest = newest_of(atlas, key)
    now = [one for one in atlas.fulfilments.get(key, ()) if one.period == newest]
    found = rates_by(atlas, key, now, lambda one: one.who)
    under = {who: any(one.under for one in rates) for who, rates in found.items()}
    worse = {who.centre for who in found if under[who]}
    return {
        who: found[who]
        for who in sorted(found, key=lambda who: (who.centre not in worse, who.centre, not under[who], who))
    }


def rates_by(
    atlas: Atlas, key: Measured, found: Iterable[Fulfilment], by: Callable[[Fulfilment], K]
) -> dict[K, tuple[Rate, ...]]:
    """The rate of each clause, by what `by` says; cases are summed before a rate is taken, as in the scores."""
    sums: dict[K, dict[str, tuple[int, int]]] = {}
    for one in found:
        own = sums.setdefault(by(one), {})
        cases, within = own.get(one.clause, (0, 0))
        own[one.clause] = (cases + one.cases, within + one.within)
    limits = limits_of(atlas.site.rulebook.standards[key.ref])
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
