"""The finder of all windows, and the page of each centre."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.judging.scoring.editions import standards_of
from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas, Row
from generator.presenting.pages.centre import Newest, centre_page_artefact, newest_places
from generator.presenting.pages.districts import districts_page
from generator.presenting.text.addresses import WINDOWS, Paths, district_page, source
from generator.presenting.text.marks import MARKS
from generator.presenting.text.markup import render
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import period_text


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderLine:
    """A window in the finder."""

    link: WindowLink
    trade: str
    trade_id: str
    centre_id: str
    row: Row | None
    """Its newest place; none where it was never inspected."""
    period: str
    listed: str
    """`red`, `green` or `none`."""
    band: str
    """Name of the band; empty where there is no score, or where it is not told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderGroup:
    """The windows of one district."""

    district: str
    lines: tuple[FinderLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderChoices:
    """What the finder can be narrowed to, besides districts: value and name."""

    trades: tuple[tuple[str, str], ...]
    centres: tuple[tuple[str, str], ...]
    bands: tuple[str, ...]


MOST: Final = 300
"""Windows on one page of the finder: above that every district has a page of its own, for a window takes 0.6 kB."""


def window_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The finder, in one page or by district, and every centre."""
    newest = newest_places(atlas)
    if len(atlas.names) <= MOST:
        yield _finder_page(atlas, newest)
    else:
        yield districts_page(atlas)
        for district in sorted({name.district for name in atlas.names.values()}):
            yield _district_page(atlas, district, newest)
    for centre in atlas.site.centres:
        yield centre_page_artefact(atlas, centre, newest)


def _finder_page(atlas: Atlas, newest: Newest) -> Artefact:
    site = atlas.site
    periods = tuple(atlas.newest(board) for board in site.boards)

    def text() -> str:
        paths = Paths(WINDOWS)
        return _finder_text(atlas, atlas.names, newest, paths, "")

    return Artefact(
        address=source(WINDOWS),
        ingredients=(site.rulebook_digest, site.sample, atlas.data_date(), periods, tuple(atlas.names.values())),
        render=text,
    )


def _district_page(atlas: Atlas, district: str, newest: Newest) -> Artefact:
    names = {key: name for key, name in atlas.names.items() if name.district == district}
    own = {key: newest[key] for key in names if key in newest}

    def text() -> str:
        return _finder_text(atlas, names, newest, Paths(district_page(district)), district)

    return Artefact(
        address=source(district_page(district)),
        ingredients=(
            atlas.site.rulebook_digest,
            atlas.site.sample,
            atlas.data_date(),
            tuple(names.values()),
            tuple((period.period, standing, atlas.reason(standing)) for period, standing in own.values()),
        ),
        render=text,
    )


def _finder_text(
    atlas: Atlas, names: Mapping[WindowKey, WindowName], newest: Newest, paths: Paths, district: str
) -> str:
    groups = _groups(atlas, names, newest, paths)
    used = {name.trade for name in names.values()}
    return render(
        "finder.md.jinja",
        atlas.lang,
        data_date=atlas.data_date(),
        sample=atlas.site.sample,
        district=district,
        groups=groups,
        choices=FinderChoices(
            trades=tuple((trade, name) for trade, name in atlas.trades.items() if trade in used),
            centres=tuple({name.centre_id: name.centre for name in names.values()}.items()),
            bands=tuple(band for band in _bands(atlas) if band in {line.band for one in groups for line in one.lines}),
        ),
        total=len(names),
        marks=MARKS,
        windows_path=paths(WINDOWS),
        script=paths("assets/windowboard/finder.js"),
    )


def _bands(atlas: Atlas) -> tuple[str, ...]:
    """Names of bands, board by board, the best first."""
    rules = atlas.site.rulebook
    bands = (
        band.name
        for board in atlas.site.boards
        for ref in standards_of(rules.boards[board])
        for band in sorted(rules.standards[ref].bands, key=lambda band: -band.at_least)
    )
    return tuple(dict.fromkeys(bands))


def _groups(
    atlas: Atlas, names: Mapping[WindowKey, WindowName], newest: Newest, paths: Paths
) -> tuple[FinderGroup, ...]:
    lines: dict[str, list[FinderLine]] = {}
    for key, name in names.items():
        period, standing = newest.get(key, (None, None))
        row = atlas.row(standing, paths) if standing else None
        lines.setdefault(name.district, []).append(
            FinderLine(
                link=link_to(name, paths),
                trade=atlas.trades[name.trade],
                trade_id=name.trade,
                centre_id=name.centre_id,
                row=row,
                period=period_text(period.period) if period else "",
                listed=standing.listed if standing else "none",
                band=row.band if row and row.score else "",
            )
        )
    return tuple(FinderGroup(district=district, lines=tuple(lines[district])) for district in sorted(lines))
