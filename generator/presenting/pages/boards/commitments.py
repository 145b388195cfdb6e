"""How often measured limits were kept: of each board what was promised, who did not keep it, and the periods before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.keys import WindowKey
from generator.presenting.atlas import Atlas
from generator.presenting.pages.boards.kept import Measured, commitments_of, kept_page, measured, rates_of, standard_by
from generator.presenting.pages.windows import demanded
from generator.presenting.pages.windows.demanded import CentreHours, centre_hours
from generator.presenting.parts.boards.kept import FEW_SAMPLES, Commitment, Rate, RateLine, rates_by
from generator.presenting.text.addresses import Paths, demanded_page
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import period_text

PERIODS_SHOWN: Final = 6
"""With the newest; `generator/verifying/recomputing/rates.py` knows as many."""

MISSED_SHOWN: Final = 20
"""Windows of a board that are named here; all stand on its own pages. So do centres whose hours fall short."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptLine:
    """A commitment, and how it was kept in the newest period."""

    commitment: Commitment
    rate: Rate
    """Of all windows together."""
    under: int
    """Windows below the target."""
    windows: int
    """Windows of which something was sampled."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MissedLine:
    """A window that is below a target."""

    link: WindowLink
    rates: tuple[Rate, ...]
    """Those below it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardRates:
    """The commitments of one board, by one edition."""

    anchor: str
    title: str
    standard: str
    standard_path: str
    commitments: tuple[Commitment, ...]
    period: str
    """The newest in which something was sampled; empty where nothing ever was."""
    kept: tuple[KeptLine, ...]
    current: bool
    """Whether it judges by this edition from now on: of earlier ones nobody is named here."""
    missed: tuple[MissedLine, ...]
    """The first of them; those of which enough cases were sampled come first, and the lowest rate of these."""
    missed_count: int
    windows: int
    centres: int
    windows_path: str
    """The way to the rates of all of them."""
    before: tuple[RateLine, ...]
    """Earlier periods."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitmentsPage:
    """What the page says."""

    boards: tuple[BoardRates, ...]
    short: tuple[CentreHours, ...]
    """The centres that give less than is demanded, by id; the first of them, where all stand on pages of their own."""
    short_count: int
    met: tuple[CentreHours, ...]
    """All others that publish hours and of which a standard demands some; none, where they stand there."""
    met_count: int
    hours_path: str
    """The way to those pages; empty where there are none."""
    few: int = FEW_SAMPLES


def view(atlas: Atlas, paths: Paths) -> CommitmentsPage:
    """The measured limits of every board."""
    every = atlas.demands
    count = sum(not one.met for one in every)
    cut = len(every) > demanded.MOST_HOURS
    return CommitmentsPage(
        boards=tuple(_board_rates(atlas, key, paths) for key in measured(atlas)),
        short=tuple(centre_hours(atlas, every[: min(count, MISSED_SHOWN) if cut else count], paths)),
        short_count=count,
        met=() if cut else tuple(centre_hours(atlas, every[count:], paths)),
        met_count=len(every) - count,
        hours_path=paths(demanded_page(1)) if cut else "",
    )


def board_anchor(atlas: Atlas, key: Measured) -> str:
    """The place of a board's commitments by an edition on this page."""
    edition = atlas.site.rulebook.standards[key.ref].edition
    return f"b-{key.board}" if key.ref == atlas.board(key.board).standard else f"b-{key.board}--{edition}"


def _board_rates(atlas: Atlas, key: Measured, paths: Paths) -> BoardRates:
    standard = atlas.site.rulebook.standards[key.ref]
    found = atlas.fulfilments.get(key, ())
    periods = sorted({one.period for one in found}, reverse=True)[:PERIODS_SHOWN]
    by_period = rates_by(standard_by(atlas, key), found, lambda one: one.period)
    windows = rates_of(atlas, key).windows
    missed = list(_missed(atlas, windows, paths))
    return BoardRates(
        anchor=board_anchor(atlas, key),
        title=atlas.board(key.board).title,
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
        commitments=commitments_of(atlas, key, paths),
        period=period_text(periods[0]) if periods else "",
        kept=tuple(_kept(atlas, key, by_period[periods[0]], windows, paths)) if periods else (),
        current=key.ref == atlas.board(key.board).standard,
        missed=tuple(missed[:MISSED_SHOWN]),
        missed_count=len(missed),
        windows=len(windows),
        centres=len({who.centre for who in windows}),
        windows_path=paths(kept_page(key, 1)),
        before=tuple(RateLine(name=period_text(one), path="", rates=by_period[one]) for one in periods[1:]),
    )


def _kept(
    atlas: Atlas, key: Measured, whole: tuple[Rate, ...], windows: Mapping[WindowKey, tuple[Rate, ...]], paths: Paths
) -> Iterator[KeptLine]:
    for place, commitment in enumerate(commitments_of(atlas, key, paths)):
        sampled = [rates[place] for rates in windows.values() if rates[place].cases]
        under = sum(one.under for one in sampled)
        yield KeptLine(commitment=commitment, rate=whole[place], under=under, windows=len(sampled))


def _missed(atlas: Atlas, windows: Mapping[WindowKey, tuple[Rate, ...]], paths: Paths) -> Iterator[MissedLine]:
    under = {who: tuple(one for one in rates if one.under) for who, rates in windows.items()}
    for who in sorted((one for one in under if under[one]), key=lambda one: (*_lowest(under[one]), one)):
        yield MissedLine(link=link_to(atlas.names[who], paths), rates=under[who])


def _lowest(rates: tuple[Rate, ...]) -> tuple[bool, Fraction]:
    """By what windows stand: the lowest rate of enough cases, else the lowest of few."""
    return min((one.few, Fraction(one.within, one.cases)) for one in rates)
