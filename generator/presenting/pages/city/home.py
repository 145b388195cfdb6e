"""The first page: find a window, how the city stands, this period's lists, what changed, how to complain."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.model.rules import Policy
from generator.model.scores import BoardPeriod
from generator.presenting.atlas import Atlas, Row
from generator.presenting.pages.boards.listed import CurrentLine, current_lines
from generator.presenting.parts.boards.movement import Movement
from generator.presenting.parts.boards.periods import PeriodLink, held_line, period_link
from generator.presenting.parts.boards.promises import DueLine
from generator.presenting.parts.process.clocks import Clock
from generator.presenting.pictures.stands import BandCount, Part, band_counts, bar_parts
from generator.presenting.text.addresses import WINDOWS, Paths, asked, board_page
from generator.presenting.text.list_marks import RED

ROWS_SHOWN: Final = 3
"""Windows of each list of each board; the rest stands on the page of the board."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExposedLine:
    """A window on the current green list of a board, once for all its entries."""

    newest: CurrentLine
    clocks: tuple[Clock, ...]
    """What is still to come of the newest entry, or is late."""
    more: int
    """Entries of earlier periods."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stand:
    """How the windows of a board stand."""

    counts: tuple[BandCount, ...]
    """Best first; bands that nobody has are left out."""
    parts: tuple[Part, ...]
    median: str
    """Empty without scores."""
    before: str
    """The median of the period before, where it was judged by the same edition; else empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardBlock:
    """A board on the first page."""

    title: str
    path: str
    trade: str
    period: PeriodLink
    closed: bool
    red: tuple[Row, ...]
    green: tuple[ExposedLine, ...]
    """Of the current list, whatever their period."""
    more_red: int
    """How many more there are on the page of the board."""
    more_green: int
    stand: Stand
    movement: Movement | None
    """What changed; None for the first period."""
    appealed: int
    """Rows that an undecided appeal holds."""
    held: tuple[str, ...]
    """What is not published yet, a sentence for each period."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A board of which nothing is published yet."""

    title: str
    path: str
    held: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A way into the finder."""

    text: str
    path: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HomePage:
    """What the page says."""

    policy: Policy
    boards: tuple[BoardBlock, ...]
    waiting: tuple[Waiting, ...]
    due: DueLine | None
    """Of all boards what is promised for the earliest day."""
    trades: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    windows: int
    """How many there are."""
    centres: int


def view(atlas: Atlas, paths: Paths) -> HomePage:
    """The boards as they stand, and the ways into everything else."""
    site = atlas.site
    shown = tuple(atlas.periods(board)[:2] for board in site.boards)
    return HomePage(
        policy=site.rulebook.policy,
        boards=tuple(_block(atlas, periods, paths) for periods in shown if periods),
        waiting=tuple(
            Waiting(title=atlas.board(board).title, path=paths(board_page(board)), held=_held(atlas, board))
            for board in site.boards
            if atlas.held(board) and not atlas.periods(board)
        ),
        due=_due(atlas),
        trades=tuple(_trades(atlas, paths)),
        districts=tuple(_districts(atlas, paths)),
        windows=len(atlas.names),
        centres=len(site.centres),
    )


def _due(atlas: Atlas) -> DueLine | None:
    lines = [line for board in atlas.site.boards if (line := atlas.due(board, titled=True))]
    return min(lines, key=lambda one: one.due, default=None)


def _trades(atlas: Atlas, paths: Paths) -> Iterator[Choice]:
    used = [name.trade for name in atlas.names.values()]
    for trade, name in atlas.trades.items():
        if trade in used:
            yield Choice(text=name, path=paths(asked(WINDOWS, trade=trade)), count=used.count(trade))


def _districts(atlas: Atlas, paths: Paths) -> Iterator[Choice]:
    used = [name.district for name in atlas.names.values()]
    for district in sorted(set(used)):
        yield Choice(text=district, path=paths(asked(WINDOWS, district=district)), count=used.count(district))


def _block(atlas: Atlas, periods: tuple[BoardPeriod, ...], paths: Paths) -> BoardBlock:
    newest, before = periods[0], periods[1] if len(periods) > 1 else None
    board = atlas.board(newest.board)
    red = [one for one in newest.ranked if one.listed == RED.kind]
    green = _exposed(current_lines(atlas, board.id, paths))
    return BoardBlock(
        title=board.title,
        path=paths(board_page(board.id)),
        trade=atlas.trades[board.trade],
        period=period_link(newest, paths),
        closed=newest.closed,
        red=atlas.rows(red[:ROWS_SHOWN], paths),
        green=green[:ROWS_SHOWN],
        more_red=max(0, len(red) - ROWS_SHOWN),
        more_green=max(0, len(green) - ROWS_SHOWN),
        stand=_stand(atlas, newest),
        movement=atlas.movement(newest, before, paths),
        appealed=len(atlas.under_review(board.id)),
        held=_held(atlas, board.id),
    )


def _stand(atlas: Atlas, period: BoardPeriod) -> Stand:
    counts = band_counts(atlas.standard(*period.place), period)
    before = atlas.comparable(period)
    return Stand(
        counts=tuple(one for one in counts if one.count),
        parts=bar_parts(counts),
        median=atlas.median_text(period),
        before=atlas.median_text(before) if before else "",
    )


def _exposed(lines: tuple[CurrentLine, ...]) -> tuple[ExposedLine, ...]:
    """The lines of the current list, each window with its newest entry alone; the order stays."""
    windows: dict[str, list[CurrentLine]] = {}
    for line in lines:
        windows.setdefault(line.row.link.window_path, []).append(line)
    return tuple(
        ExposedLine(
            newest=newest,
            clocks=tuple(one for one in newest.entry.clocks if one.kind == "rectify"),
            more=len(others),
        )
        for newest, *others in windows.values()
    )


def _held(atlas: Atlas, board: str) -> tuple[str, ...]:
    return tuple(held_line(one) for one in atlas.held(board))
