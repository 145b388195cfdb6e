"""The finder of all windows, and the page of each centre."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.scores import BoardPeriod, Standing
from generator.presenting.addresses import (
    SEARCH,
    WINDOWS,
    Paths,
    board_page,
    centre_feed,
    centre_file,
    centre_page,
    source,
)
from generator.presenting.atlas import Atlas, Row
from generator.presenting.marks import MARKS
from generator.presenting.markup import render
from generator.presenting.names import WindowKey, WindowLink, link_to
from generator.presenting.opening import Opening, opening_of
from generator.presenting.site import Artefact
from generator.presenting.wording import joined, period_text


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderLine:
    """A window in the finder."""

    link: WindowLink
    trade: str
    trade_id: str
    row: Row | None
    """Its newest place; none where it was never inspected."""
    period: str
    listed: str
    """`red`, `green` or `none`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderGroup:
    """The windows of one district."""

    district: str
    lines: tuple[FinderLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreWindow:
    """A window on the page of its centre."""

    link: WindowLink
    services: str
    row: Row | None
    period: str


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
    boards: tuple[tuple[str, str], ...]
    """Title and way of every board that its windows stand on."""
    data_path: str
    feed_path: str


Newest = dict[WindowKey, tuple[BoardPeriod, Standing]]
"""The newest place of each window; of several boards, the first."""


def window_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The finder, and every centre."""
    newest = _newest(atlas)
    yield _finder_page(atlas, newest)
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
        groups = _groups(atlas, newest, paths)
        return render(
            "finder.md.jinja",
            atlas.site.lang,
            data_date=atlas.data_date(),
            sample=site.sample,
            groups=groups,
            trades=tuple((trade, name) for trade, name in atlas.trades.items() if trade in _trades_used(atlas)),
            total=len(atlas.names),
            marks=MARKS,
            search_path=paths(SEARCH),
            script=paths("assets/windowboard/finder.js"),
        )

    return Artefact(
        address=source(WINDOWS),
        ingredients=(site.rulebook_digest, site.sample, atlas.data_date(), periods, tuple(atlas.names.values())),
        render=text,
    )


def _trades_used(atlas: Atlas) -> set[str]:
    return {name.trade for name in atlas.names.values()}


def _groups(atlas: Atlas, newest: Newest, paths: Paths) -> tuple[FinderGroup, ...]:
    lines: dict[str, list[FinderLine]] = {}
    for key, name in atlas.names.items():
        period, standing = newest.get(key, (None, None))
        lines.setdefault(name.district, []).append(
            FinderLine(
                link=link_to(name, paths),
                trade=atlas.trades[name.trade],
                trade_id=name.trade,
                row=atlas.row(standing, paths) if standing else None,
                period=period_text(period.period) if period else "",
                listed=standing.listed if standing else "none",
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
        boards=tuple((atlas.board(board).title, paths(board_page(board))) for board in boards),
        data_path=paths(centre_file(centre_id)),
        feed_path=paths(centre_feed(centre_id)),
    )
