"""What windows, centres and words of the vocabulary are called."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.judged import WindowName
from generator.model.rules import Role, Word
from generator.presenting.text.addresses import Paths, centre_page, window_page


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowLink:
    """A window and the ways to it from one page."""

    window: str
    window_path: str
    centre: str
    centre_path: str
    district: str


def names_of(words: Iterable[Word | Role]) -> dict[str, str]:
    """The names of trades, themes, channels or roles by id, in their order."""
    return {word.id: word.name for word in words}


def link_to(name: WindowName, paths: Paths) -> WindowLink:
    """A window with its addresses as they are from the page of `paths`."""
    return WindowLink(
        window=name.window,
        window_path=paths(window_page(name.centre_id, name.window_id)),
        centre=name.centre,
        centre_path=paths(centre_page(name.centre_id)),
        district=name.district,
    )
