"""Every board: whom it compares, and the lists it has published."""

from dataclasses import dataclass

from generator.presenting.atlas import Atlas, centres_text
from generator.presenting.parts.boards.periods import PeriodLink, held_line, period_link
from generator.presenting.parts.boards.promises import DueLine, late_text
from generator.presenting.text.addresses import Paths, board_page
from generator.presenting.text.wording import period_kind_text


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardLine:
    """A board among the others."""

    title: str
    path: str
    trade: str
    peers: str
    kind: str
    newest: PeriodLink | None
    current: int
    """Entries of the current green list."""
    held: tuple[str, ...]
    due: DueLine | None
    """By when the next results are promised."""
    late: str
    """That the newest were published later than promised; else empty."""
    standard: str
    standard_path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ListsPage:
    """What the page says."""

    boards: tuple[BoardLine, ...]
    promised: bool
    """Whether any of them promises results by a day."""


def view(atlas: Atlas, paths: Paths) -> ListsPage:
    """Every board."""
    boards = tuple(_board_line(atlas, board, paths) for board in atlas.site.boards)
    return ListsPage(boards=boards, promised=any(one.due for one in boards))


def _board_line(atlas: Atlas, board: str, paths: Paths) -> BoardLine:
    record, newest = atlas.board(board), atlas.newest(board)
    standard = atlas.standard(board, newest.period if newest else None)
    return BoardLine(
        title=record.title,
        path=paths(board_page(board)),
        trade=atlas.trades[record.trade],
        peers=centres_text(record, atlas.site),
        kind=period_kind_text(record.period),
        newest=period_link(newest, paths) if newest else None,
        current=len(atlas.of_board(board, "current")),
        held=tuple(held_line(one) for one in atlas.held(board)),
        due=atlas.due(board),
        late=late_text(atlas.late[newest.place]) if newest and newest.place in atlas.late else "",
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
    )
