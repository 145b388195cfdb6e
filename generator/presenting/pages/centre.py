"""A centre: its windows, hours and place."""

from dataclasses import dataclass

from generator.model.cases import Rectification, of_kind
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Standing
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas, Row
from generator.presenting.parts.cases import CaseView
from generator.presenting.parts.hours import Opening, opening_of
from generator.presenting.text.addresses import (
    WINDOWS,
    Paths,
    board_page,
    centre_feed,
    centre_file,
    centre_page,
    source,
)
from generator.presenting.text.marks import MARKS
from generator.presenting.text.markup import render
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


Newest = dict[WindowKey, tuple[BoardPeriod, Standing]]
"""The newest place of each window; of several boards, the first."""


def newest_places(atlas: Atlas) -> Newest:
    """Of each window, where it stands in the newest period of its board."""
    found: Newest = {}
    for board in atlas.site.boards:
        period = atlas.newest(board)
        if period is not None:
            for standing in (*period.ranked, *period.unrated):
                found.setdefault(standing.who, (period, standing))
    return found


def centre_page_artefact(atlas: Atlas, centre_id: str, newest: Newest) -> Artefact:
    """`windows/<centre>/index.md`."""
    centre = atlas.site.centres[centre_id]
    own = {key: place for key, place in newest.items() if key[0] == centre_id}

    def text() -> str:
        paths = Paths(centre_page(centre_id))
        return render(
            "centre.md.jinja",
            atlas.lang,
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
                for file, _ in of_kind(atlas.site.cases, Rectification)
                if file.centre == centre_id
            ),
        ),
        render=text,
    )


def _centre_view(atlas: Atlas, centre_id: str, own: Newest, paths: Paths) -> CentreView:
    centre = atlas.site.centres[centre_id]
    boards = sorted({standing.board for _, standing in own.values()})
    windows = []
    for window in centre.windows:
        period, standing = own.get(WindowKey(centre_id, window.id), (None, None))
        windows.append(
            CentreWindow(
                link=link_to(atlas.names[WindowKey(centre_id, window.id)], paths),
                services=joined(window.services),
                row=atlas.row(standing, paths) if standing else None,
                period=period_text(period.period) if period else "",
                rectifications=tuple(
                    view
                    for file, _ in of_kind(atlas.site.cases, Rectification)
                    if file.who == (centre_id, window.id) and (view := atlas.docket.case(file, paths)).group != "closed"
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
