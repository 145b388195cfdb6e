"""What centres and windows are called, for pages that name many of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.centre import Centre
from generator.presenting.addresses import Paths, centre_page, window_page

WindowKey = tuple[str, str]
"""Centre and window."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowName:
    """A window as other pages name it."""

    centre_id: str
    window_id: str
    window: str
    centre: str
    district: str
    trade: str
    """Id of the trade."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowLink:
    """A window and the ways to it from one page."""

    window: str
    window_path: str
    centre: str
    centre_path: str
    district: str


def window_names(centres: Mapping[str, Centre]) -> dict[WindowKey, WindowName]:
    """The names of every window by centre and window id, in the order of the centres."""
    return {
        (centre_id, window.id): WindowName(
            centre_id=centre_id,
            window_id=window.id,
            window=window.name,
            centre=centre.name,
            district=centre.district,
            trade=centre.trade,
        )
        for centre_id, centre in centres.items()
        for window in centre.windows
    }


def link_to(name: WindowName, paths: Paths) -> WindowLink:
    """A window with its addresses as they are from the page of `paths`."""
    return WindowLink(
        window=name.window,
        window_path=paths(window_page(name.centre_id, name.window_id)),
        centre=name.centre,
        centre_path=paths(centre_page(name.centre_id)),
        district=name.district,
    )
