"""A centre: its windows, hours and place."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.keys import WindowKey
from generator.model.rules import Policy
from generator.presenting.atlas import Atlas, Row
from generator.presenting.parts.process.cases import CaseView
from generator.presenting.parts.scores.unscored import UnscoredLine
from generator.presenting.parts.windows.disclosed import Openness, openness_of
from generator.presenting.parts.windows.hours import DemandedHours, Opening, demanded_hours, opening_of
from generator.presenting.parts.windows.nearby import Whereabouts, whereabouts_of
from generator.presenting.text.addresses import Paths, board_page, centre_feed, centre_file
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import joined, period_text


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
    where: Whereabouts
    phone: str
    opening: Opening
    demanded: tuple[DemandedHours, ...]
    """What standards demand of its hours."""
    openness: Openness
    """What is told of its services, and what the public says."""
    windows: tuple[CentreWindow, ...]
    rectifications: bool
    """Whether any of them has a rectification that is not verified."""
    unscored: tuple[UnscoredLine, ...]
    """The newest inspection of each window by each standard that scores nothing."""
    boards: tuple[tuple[str, str], ...]
    """Title and way of every board that its windows stand on."""
    data_path: str
    feed_path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CentrePage:
    """What the page says."""

    centre: CentreView
    policy: Policy


def each(atlas: Atlas) -> Iterable[str]:
    """Every centre."""
    return atlas.site.centres


def view(atlas: Atlas, centre: str, paths: Paths) -> CentrePage:
    """A centre by id."""
    return CentrePage(centre=_centre_view(atlas, centre, paths), policy=atlas.site.rulebook.policy)


def _centre_view(atlas: Atlas, centre_id: str, paths: Paths) -> CentreView:
    centre = atlas.site.centres[centre_id]
    unverified: dict[str, list[CaseView]] = {}
    for file in atlas.rectifications.get(centre_id, ()):
        case = atlas.docket.case(file, paths)
        if case.group != "closed":
            unverified.setdefault(file.case.window, []).append(case)
    boards: set[str] = set()
    windows = []
    for window in centre.windows:
        key = WindowKey(centre_id, window.id)
        standing = atlas.newest_rows.get(key)
        if standing:
            boards.add(standing.board)
        row = atlas.row(standing, paths) if standing else None
        windows.append(
            CentreWindow(
                link=row.link if row else link_to(atlas.names[key], paths),
                services=joined(window.services),
                row=row,
                period=period_text(standing.period) if standing else "",
                rectifications=tuple(unverified.get(window.id, ())),
            )
        )
    return CentreView(
        name=centre.name,
        formerly=joined(centre.formerly),
        trade=atlas.trades[centre.trade],
        district=centre.district,
        where=whereabouts_of(centre, atlas.site.rulebook.policy),
        phone=centre.phone or "",
        opening=opening_of(centre, None, paths),
        demanded=demanded_hours(atlas.site, centre_id, paths),
        openness=openness_of(atlas.site, centre_id, paths),
        windows=tuple(windows),
        rectifications=bool(unverified),
        unscored=tuple(atlas.unscored_line(one, paths) for one in atlas.newest_unscored.get(centre_id, ())),
        boards=tuple((atlas.board(board).title, paths(board_page(board))) for board in sorted(boards)),
        data_path=paths(centre_file(centre_id)),
        feed_path=paths(centre_feed(centre_id)),
    )
