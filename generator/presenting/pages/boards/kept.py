"""How often every window of a board kept its commitments in the newest period, centre by centre, on several pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.judging.scoring.editions import standards_of
from generator.model.keys import WindowKey
from generator.model.standard import Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.boards.kept import (
    FEW_SAMPLES,
    Commitment,
    NewestRates,
    Rate,
    RateLine,
    limits_of,
    rates_by,
)
from generator.presenting.parts.pager import PartLink, numbered, pages_for, part_links
from generator.presenting.text.addresses import Paths, centre_page, clause_anchor, window_page
from generator.presenting.text.checks import limit_text
from generator.presenting.text.wording import period_text, rate_text
from generator.words.phrases import say

CELLS: Final = 300
"""Names and rates on a page: each takes 0.4 kB and centres have a head, and a page shall have 200 kB at most."""


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


class KeptKey(NamedTuple):
    """One of the pages."""

    of: Measured
    number: int
    """Counted from 1."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return kept_page(self.of, self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptCentre:
    """The windows of a centre that are on the page."""

    name: str
    path: str
    under: int
    """How many of them are below a target."""
    whole: tuple[Rate, ...]
    """Of all windows of the centre, those on other pages too."""
    windows: tuple[RateLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPage:
    """What a page says."""

    heading: str
    title: str
    """Of the board."""
    standard: str
    standard_path: str
    period: str
    commitments: tuple[Commitment, ...]
    centres: tuple[KeptCentre, ...]
    """Those that have windows below a target first."""
    total: int
    """Windows of the board of which something was sampled."""
    links: tuple[PartLink, ...]
    few: int = FEW_SAMPLES


def kept_page(key: Measured, number: int) -> str:
    """Where a page stands; neither an edition nor a number can be taken for the other."""
    return f"commitments/{key.board}/{key.ref.partition('@')[2]}/{number}.html"


def each(atlas: Atlas) -> Iterator[KeptKey]:
    """Every page of every board."""
    for key in measured(atlas):
        windows = rates_of(atlas, key).windows
        if windows:
            yield from (KeptKey(key, number) for number in range(1, pages_for(len(windows), _most(windows)) + 1))


def view(atlas: Atlas, key: KeptKey, paths: Paths) -> KeptPage:
    """The windows of a page."""
    standard = atlas.site.rulebook.standards[key.of.ref]
    found = rates_of(atlas, key.of)
    every = found.windows
    most = _most(every)
    shown = dict(list(every.items())[(key.number - 1) * most : key.number * most])
    title = atlas.board(key.of.board).title
    return KeptPage(
        heading=numbered(say("{title}：各窗口的承诺兑现率", title=title), key.number),
        title=title,
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
        period=period_text(found.period),
        commitments=commitments_of(atlas, key.of, paths),
        centres=tuple(_centres(atlas, found.centres, shown, paths)),
        total=len(every),
        links=part_links(len(every), most, key.number, lambda number: paths(kept_page(key.of, number))),
    )


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


def rates_of(atlas: Atlas, key: Measured) -> NewestRates:
    """The rates of the newest period, reckoned once for all pages of the board."""
    if key not in atlas.rates:
        found = atlas.fulfilments.get(key, ())
        newest = max((one.period for one in found), default="")
        now = [one for one in found if one.period == newest]
        standard = standard_by(atlas, key)
        windows = rates_by(standard, now, lambda one: one.who)
        under = {who: any(one.under for one in rates) for who, rates in windows.items()}
        worse = {who.centre for who in windows if under[who]}
        ordered = sorted(windows, key=lambda who: (who.centre not in worse, who.centre, not under[who], who))
        atlas.rates[key] = NewestRates(
            period=newest,
            windows={who: windows[who] for who in ordered},
            centres=rates_by(standard, now, lambda one: one.centre),
        )
    return atlas.rates[key]


def standard_by(atlas: Atlas, key: Measured) -> Standard:
    """The edition by which a board measured."""
    return atlas.site.rulebook.standards[key.ref]


def _most(windows: Mapping[WindowKey, tuple[Rate, ...]]) -> int:
    """How many windows a page has: fewer, the more was promised."""
    return max(1, CELLS // (1 + max(map(len, windows.values()))))


def _centres(
    atlas: Atlas,
    whole: Mapping[str, tuple[Rate, ...]],
    shown: Mapping[WindowKey, tuple[Rate, ...]],
    paths: Paths,
) -> Iterator[KeptCentre]:
    """The centres that have windows on the page; `whole`: the rates of all windows of each."""
    for centre in dict.fromkeys(who.centre for who in shown):
        lines = tuple(
            RateLine(name=atlas.names[who].window, path=paths(window_page(*who)), rates=rates)
            for who, rates in shown.items()
            if who.centre == centre
        )
        yield KeptCentre(
            name=atlas.site.centres[centre].name,
            path=paths(centre_page(centre)),
            under=sum(one.under for one in lines),
            whole=whole[centre],
            windows=lines,
        )
