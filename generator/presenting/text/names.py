"""What centres and windows are called, for pages that name many of them."""

from dataclasses import dataclass

from generator.model.judged import WindowName
from generator.presenting.text.addresses import Paths, centre_page, window_page


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowLink:
    """A window and the ways to it from one page."""

    window: str
    window_path: str
    centre: str
    centre_path: str
    district: str


def link_to(name: WindowName, paths: Paths) -> WindowLink:
    """A window with its addresses as they are from the page of `paths`."""
    return WindowLink(
        window=name.window,
        window_path=paths(window_page(name.centre_id, name.window_id)),
        centre=name.centre,
        centre_path=paths(centre_page(name.centre_id)),
        district=name.district,
    )
