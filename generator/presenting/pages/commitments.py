"""How often measured limits were kept: by period, by centre, by window."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeVar

from generator.judging.scoring.editions import standard_of, standards_of
from generator.model.scores import Fulfilment
from generator.model.standard import Limit, Standard, checked_by
from generator.presenting.atlas import Atlas
from generator.presenting.parts.hours import DemandedHours, demanded_hours
from generator.presenting.parts.rates import RateBar, rate_bar
from generator.presenting.text.addresses import Paths, centre_page, clause_anchor, window_page
from generator.presenting.text.checks import limit_text
from generator.presenting.text.wording import period_text, rate_text

K = TypeVar("K")

FEW_SAMPLES: Final = 10
"""Cases: a rate of fewer says little, and says so."""

PERIODS_SHOWN: Final = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """Cases within the limit, of cases sampled."""

    clause: str
    rate: str
    """Empty where nothing was sampled."""
    within: int
    cases: int
    few: bool
    bar: RateBar | None
    """None where nothing was sampled."""


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
    place: str
    """The centre, for a window; else empty."""
    rates: tuple[Rate, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardRates:
    """The commitments of one board."""

    anchor: str
    title: str
    standard: str
    standard_path: str
    commitments: tuple[Commitment, ...]
    period: str
    """The newest in which something was sampled; empty where nothing ever was."""
    periods: tuple[RateLine, ...]
    centres: tuple[RateLine, ...]
    windows: tuple[RateLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreHours:
    """The hours of a centre, held against what a standard demands of them."""

    name: str
    path: str
    held: DemandedHours


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentsPage:
    """What the page says."""

    boards: tuple[BoardRates, ...]
    hours: tuple[CentreHours, ...]
    """Every centre that publishes hours and of which a standard demands some, by id."""
    few: int = FEW_SAMPLES


def view(atlas: Atlas, paths: Paths) -> CommitmentsPage:
    """The measured limits of every board."""
    return CommitmentsPage(
        boards=tuple(
            _board_rates(atlas, board, ref, paths) for board in atlas.site.boards for ref in _measured(atlas, board)
        ),
        hours=tuple(
            CentreHours(name=centre.name, path=paths(centre_page(key)), held=one)
            for key, centre in atlas.site.centres.items()
            for one in demanded_hours(atlas.site, key, paths)
        ),
    )


def limits_of(standard: Standard) -> dict[str, Limit]:
    """The measured limits of a standard, by clause."""
    return {clause.id: check for section in standard.sections for clause, check in checked_by(section.clauses, Limit)}


def _measured(atlas: Atlas, board: str) -> Iterator[str]:
    """The standards of a board that have measured limits, the newest first; earlier ones if anything was measured."""
    record = atlas.board(board)
    used = {standard_of(record, one.period) for one in atlas.site.fulfilments if one.board == board}
    for ref in reversed(standards_of(record)):
        standard = atlas.site.rulebook.standards[ref]
        if standard.kind != "appraisal" and limits_of(standard) and ref in {record.standard, *used}:
            yield ref


def _board_rates(atlas: Atlas, board: str, ref: str, paths: Paths) -> BoardRates:
    """The rates of the periods that were judged by one edition: the limits of another are others."""
    record, standard = atlas.board(board), atlas.site.rulebook.standards[ref]
    page = atlas.standard_page(standard)
    limits = limits_of(standard)
    found = [one for one in atlas.site.fulfilments if one.board == board and standard_of(record, one.period) == ref]
    periods = sorted({one.period for one in found}, reverse=True)[:PERIODS_SHOWN]
    now = [one for one in found if one.period in periods[:1]]
    by_period = _rates(found, limits, lambda one: one.period)
    by_centre = _rates(now, limits, lambda one: one.centre)
    by_window = _rates(now, limits, lambda one: one.who)
    centres = atlas.site.centres
    return BoardRates(
        anchor=f"b-{board}" if ref == record.standard else f"b-{board}--{standard.edition}",
        title=record.title,
        standard=atlas.standard_name(standard),
        standard_path=paths(page),
        commitments=tuple(
            Commitment(
                clause=clause,
                path=paths(f"{page}#{clause_anchor(clause)}"),
                limit=limit_text(check),
                target=rate_text(check.target),
            )
            for clause, check in limits.items()
        ),
        period=period_text(periods[0]) if periods else "",
        periods=tuple(
            RateLine(name=period_text(period), path="", place="", rates=by_period[period]) for period in periods
        ),
        centres=tuple(
            RateLine(name=centres[centre].name, path=paths(centre_page(centre)), place="", rates=rates)
            for centre, rates in sorted(by_centre.items())
        ),
        windows=tuple(
            RateLine(
                name=atlas.names[key].window,
                path=paths(window_page(*key)),
                place=centres[key[0]].name,
                rates=rates,
            )
            for key, rates in sorted(by_window.items())
        ),
    )


def _rates(
    found: Iterable[Fulfilment], limits: Mapping[str, Limit], key: Callable[[Fulfilment], K]
) -> dict[K, tuple[Rate, ...]]:
    """The rate of each clause, by key; cases are summed before a rate is taken, as in the scores."""
    sums: dict[K, dict[str, tuple[int, int]]] = {}
    for one in found:
        own = sums.setdefault(key(one), {})
        cases, within = own.get(one.clause, (0, 0))
        own[one.clause] = (cases + one.cases, within + one.within)
    return {
        place: tuple(_rate(clause, limit, *own.get(clause, (0, 0))) for clause, limit in limits.items())
        for place, own in sums.items()
    }


def _rate(clause: str, limit: Limit, cases: int, within: int) -> Rate:
    rate = Fraction(within, cases) if cases else None
    return Rate(
        clause=clause,
        rate="" if rate is None else rate_text(rate),
        within=within,
        cases=cases,
        few=0 < cases < FEW_SAMPLES,
        bar=None if rate is None else rate_bar(rate, limit.target),
    )
