"""What windows, places of boards, and rows are called by: small keys with names, equal where their parts are."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar


class WindowKey(NamedTuple):
    """A window, by its centre and its own id."""

    centre: str
    window: str


class PlaceKey(NamedTuple):
    """A board in a period."""

    board: str
    period: str


class RowKey(NamedTuple):
    """A window on a board in a period."""

    board: str
    period: str
    centre: str
    window: str

    @property
    def place(self) -> PlaceKey:
        """The board and period it is a row of."""
        return PlaceKey(self.board, self.period)

    @property
    def who(self) -> WindowKey:
        """Whose row it is."""
        return WindowKey(self.centre, self.window)


class OfPlace:
    """A record about a board in a period."""

    __slots__ = ()
    board: str
    period: str

    @property
    def place(self) -> PlaceKey:
        """The board and period it is about."""
        return PlaceKey(self.board, self.period)


P = TypeVar("P", bound=OfPlace)


def by_place(records: Iterable[P]) -> dict[PlaceKey, list[P]]:
    """Records by the board and period they are about, in their order."""
    found: dict[PlaceKey, list[P]] = {}
    for one in records:
        found.setdefault(one.place, []).append(one)
    return found


class OfWindow:
    """A record about a window."""

    __slots__ = ()
    centre: str
    window: str

    @property
    def who(self) -> WindowKey:
        """The window it is about."""
        return WindowKey(self.centre, self.window)


class OfRow(OfPlace, OfWindow):
    """A record about a window on a board in a period."""

    __slots__ = ()

    @property
    def key(self) -> RowKey:
        """The row it is about."""
        return RowKey(self.board, self.period, self.centre, self.window)
