"""The finder of all windows, and the page of each centre."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.judging.editions import standards_of
from generator.model.cases import Rectification
from generator.model.scores import BoardPeriod, Standing
from generator.presenting.addresses import (
    SEARCH,
    WINDOWS,
    Paths,
    board_page,
    centre_feed,
    centre_file,
    centre_page,
    district_page,
    source,
)
from generator.presenting.atlas import Atlas, Row
from generator.presenting.docket import CaseView
from generator.presenting.marks import MARKS
from generator.presenting.markup import render
from generator.presenting.names import WindowKey, WindowLink, WindowName, link_to
from generator.presenting.opening import Opening, opening_of
from generator.presenting.site import Artefact
from generator.presenting.wording import joined, period_text


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
class FinderDistrict:
    """A district, where the windows of all are too many for one page."""

    name: str
    path: str
    windows: int
    centres: tuple[tuple[str, str, int], ...]
    """Name, way and number of windows of each centre."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderChoices:
    """What the finder can be narrowed to, besides districts: value and name."""

    trades: tuple[tuple[str, str], ...]
    centres: tuple[tuple[str, str], ...]
    bands: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreWindow:
    """A window on the page of its centre."""

    link: WindowLink
    services: str
    row: Row | None
    period: str
    rectifications: tuple[CaseView, ...]
    """Rectifications that are not verified."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreView:
    """A centre."""

    name: str
    formerly: str
    """Names that it had before; empty where it had none."""
    trade: str
    district: str
    address: str
    phone: str
    opening: Opening
    windows: tuple[CentreWindow, ...]
    rectifications: bool
    """Whether any of them has a rectification that is not verified."""
    boards: tuple[tuple[str, str], ...]
    """Title and way of every board that its windows stand on."""
    data_path: str
    feed_path: str


MOST: Final = 300
"""Windows on one page of the finder: above that every district has a page of its own, for a window takes 0.6 kB."""

Newest = dict[WindowKey, tuple[BoardPeriod, Standing]]
"""The newest place of each window; of several boards, the first."""


def window_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The finder, in one page or by district, and every centre."""
    newest = _newest(atlas)
    if len(atlas.names) <= MOST:
        yield _finder_page(atlas, newest)
    else:
        yield _districts_page(atlas)
        for district in sorted({name.district for name in atlas.names.values()}):
            yield _district_page(atlas, district, newest)
    for centre in atlas.site.centres:
        yield _centre_page(atlas, centre, newest)


def _newest(atlas: Atlas) -> Newest:
    """Of each window, where it stands in the newest period of its board."""
    found: Newest = {}
    for board in atlas.site.boards:
        period = atlas.newest(board)
        if period is not None:
            for standing in (*period.ranked, *period.unrated):
                found.setdefault((standing.centre, standing.window), (period, standing))
    return found


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
        atlas.site.lang,
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


def _districts_page(atlas: Atlas) -> Artefact:
    site = atlas.site

    def text() -> str:
        paths = Paths(WINDOWS)
        districts: dict[str, dict[str, list[WindowName]]] = {}
        for name in atlas.names.values():
            districts.setdefault(name.district, {}).setdefault(name.centre_id, []).append(name)
        return render(
            "districts.md.jinja",
            site.lang,
            data_date=atlas.data_date(),
            sample=site.sample,
            total=len(atlas.names),
            districts=tuple(
                FinderDistrict(
                    name=district,
                    path=paths(district_page(district)),
                    windows=sum(map(len, centres.values())),
                    centres=tuple(
                        (windows[0].centre, paths(centre_page(centre)), len(windows))
                        for centre, windows in centres.items()
                    ),
                )
                for district, centres in sorted(districts.items())
            ),
            search_path=paths(SEARCH),
            script=paths("assets/windowboard/finder.js"),
        )

    return Artefact(
        address=source(WINDOWS),
        ingredients=(site.rulebook_digest, site.sample, atlas.data_date(), tuple(atlas.names.values())),
        render=text,
    )


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


def _centre_page(atlas: Atlas, centre_id: str, newest: Newest) -> Artefact:
    centre = atlas.site.centres[centre_id]
    own = {key: place for key, place in newest.items() if key[0] == centre_id}

    def text() -> str:
        paths = Paths(centre_page(centre_id))
        return render(
            "centre.md.jinja",
            atlas.site.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            centre=_centre_view(atlas, centre_id, own, paths),
            policy=atlas.site.rulebook.policy,
            marks=MARKS,
            windows_path=paths(WINDOWS),
        )

    return Artefact(
        address=source(centre_page(centre_id)),
        ingredients=(
            atlas.site.rulebook_digest,
            atlas.site.sample,
            atlas.data_date(),
            centre,
            tuple((period.period, standing, atlas.reason(standing)) for period, standing in own.values()),
            tuple(
                atlas.docket.case(file, Paths(WINDOWS))
                for file in atlas.site.cases
                if file.centre == centre_id and isinstance(file.case, Rectification)
            ),
        ),
        render=text,
    )


def _centre_view(atlas: Atlas, centre_id: str, own: Newest, paths: Paths) -> CentreView:
    centre = atlas.site.centres[centre_id]
    boards = sorted({standing.board for _, standing in own.values()})
    windows = []
    for window in centre.windows:
        period, standing = own.get((centre_id, window.id), (None, None))
        windows.append(
            CentreWindow(
                link=link_to(atlas.names[centre_id, window.id], paths),
                services=joined(window.services),
                row=atlas.row(standing, paths) if standing else None,
                period=period_text(period.period) if period else "",
                rectifications=tuple(
                    view
                    for file in atlas.site.cases
                    if (file.centre, file.case.window) == (centre_id, window.id)
                    and isinstance(file.case, Rectification)
                    and (view := atlas.docket.case(file, paths)).group != "closed"
                ),
            )
        )
    return CentreView(
        name=centre.name,
        formerly=joined(centre.formerly),
        trade=atlas.trades[centre.trade],
        district=centre.district,
        address=centre.address,
        phone=centre.phone or "",
        opening=opening_of(centre, None, paths),
        windows=tuple(windows),
        rectifications=any(one.rectifications for one in windows),
        boards=tuple((atlas.board(board).title, paths(board_page(board))) for board in boards),
        data_path=paths(centre_file(centre_id)),
        feed_path=paths(centre_feed(centre_id)),
    )
