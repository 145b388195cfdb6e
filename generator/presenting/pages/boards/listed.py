"""What stands on the lists of a board, and the further pages of each list that has more lines than one page.

The first lines stand on the page of the period, or on that of the board, which have them with everything else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, assert_never

from generator.judging.process.workdays import months_after
from generator.model.cases import Entry, Objection, Revision, of_kind
from generator.model.keys import PlaceKey, WindowKey
from generator.model.scores import BoardPeriod, Standing
from generator.presenting.atlas import Atlas, Row
from generator.presenting.pages.boards.corrections import RevisionLine, revision_line
from generator.presenting.pages.boards.ranks import ranked_rows
from generator.presenting.parts.pager import Cut, cut, pages_for
from generator.presenting.parts.process.cases import EntryView
from generator.presenting.parts.process.endings import all_ended, end_of
from generator.presenting.parts.scores.evidence import chart_of
from generator.presenting.text.addresses import Paths, board_page, listed_page, period_page
from generator.presenting.text.list_marks import GREEN, RED
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import day_text, period_text
from generator.words.phrases import say

LINES: Final = 20
"""Lines of one list on one page: a line takes up to 1.4 kB, four lists stand beside one another and beside a ranking
with what is drawn and told of it, which takes 130 kB, and a page shall have 200 kB at most."""
MONTHS_TOLD: Final = 12
"""For so long the page of a board tells how an entry left its list."""

PeriodList = Literal["red", "green", "corrections"]
"""What a period has lists of: praise, exposures, and what was corrected since."""
BoardList = Literal["green", "left"]
"""What holds now, of whatever period: exposures, and those that have left the list."""

_OF_PERIOD: Final[tuple[PeriodList, ...]] = ("red", "green", "corrections")
_OF_BOARD: Final[tuple[BoardList, ...]] = ("green", "left")


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedLine:
    """A window on the green list of a period, and where its entry stands now."""

    row: Row
    entry: EntryView | None
    """None while nothing is to be told of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentLine:
    """An entry of the current green list."""

    entry: EntryView
    row: Row


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftLine:
    """An entry that has left the list."""

    entry: EntryView
    link: WindowLink


class ListedKey(NamedTuple):
    """A further page of a list of a period."""

    place: PlaceKey
    kind: PeriodList
    number: int
    """Counted from 2."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return listed_page(*self.place, self.kind, self.number)


class CurrentKey(NamedTuple):
    """A further page of what holds now on a board."""

    board: str
    kind: BoardList
    number: int
    """Counted from 2."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return listed_page(self.board, "", self.kind, self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPage:
    """What a page says; of the lists it has one."""

    heading: str
    above_text: str
    above_path: str
    """The way to the page that has the first lines."""
    praise: str
    """As on that page; empty but for the red list."""
    red: Cut[Row] | None = None
    green: Cut[ArchivedLine] | None = None
    current: Cut[CurrentLine] | None = None
    left: Cut[LeftLine] | None = None
    corrections: Cut[RevisionLine] | None = None
    listed: bool
    """Whether search engines may find it: not once all exposures that it tells of have ended."""


def entries_at(atlas: Atlas, place: PlaceKey) -> Mapping[WindowKey, Entry]:
    """The entries of a period, by window."""
    return atlas.entries_by_place.get(place, {})


def revised_at(atlas: Atlas, place: PlaceKey) -> tuple[Revision, ...]:
    """What was corrected in a period, the latest first."""
    return tuple(one for one in atlas.site.revisions if one.place == place)


def red_of(atlas: Atlas, period: BoardPeriod, number: int, paths: Paths) -> Cut[Row]:
    """A page of the red list of a period, the best first."""
    chart = chart_of(atlas.standard(*period.place), period)
    return cut(
        _praised(period),
        LINES,
        number,
        lambda rows: ranked_rows(atlas, period, rows, chart, paths),
        lambda page: paths(_of_period(period.place, "red", page)),
    )


def green_of(atlas: Atlas, period: BoardPeriod, number: int, paths: Paths) -> Cut[ArchivedLine]:
    """A page of the green list of a period, the worst first, and what became of each exposure."""
    return cut(
        _exposed(period),
        LINES,
        number,
        lambda rows: _archived(atlas, period, rows, paths),
        lambda page: paths(_of_period(period.place, "green", page)),
    )


def corrections_of(atlas: Atlas, place: PlaceKey, number: int, paths: Paths) -> Cut[RevisionLine]:
    """A page of what was corrected in a period."""
    return cut(
        revised_at(atlas, place),
        LINES,
        number,
        lambda found: (revision_line(atlas, one, paths) for one in found),
        lambda page: paths(_of_period(place, "corrections", page)),
    )


def current_of(atlas: Atlas, board: str, number: int, paths: Paths) -> Cut[CurrentLine]:
    """A page of the exposures that stand now."""
    return cut(
        _current(atlas, board),
        LINES,
        number,
        lambda found: _current_lines(atlas, found, paths),
        lambda page: paths(_of_board(board, "green", page)),
    )


def left_of(atlas: Atlas, board: str, number: int, paths: Paths) -> Cut[LeftLine]:
    """A page of the entries that have left the list within a year, and how, the latest period first."""
    return cut(
        _left(atlas, board),
        LINES,
        number,
        lambda found: (
            LeftLine(entry=atlas.docket.entry(one, paths), link=link_to(atlas.name_at(one.key), paths)) for one in found
        ),
        lambda page: paths(_of_board(board, "left", page)),
    )


def current_lines(atlas: Atlas, board: str, paths: Paths) -> tuple[CurrentLine, ...]:
    """The current green list of a board: newest period first, then by place from the last."""
    return tuple(_current_lines(atlas, _current(atlas, board), paths))


def praise_text(atlas: Atlas, period: BoardPeriod) -> str:
    """Until when praise stands open to objections, and what came of that; empty where that is not asked."""
    until, site = atlas.site.praise.get(period.place), atlas.site
    if until is None:
        return ""
    praised = {row.key for row in period.ranked if row.listed == "red"}
    count = sum(file.about in praised for file, _ in of_kind(site.cases, Objection))
    if site.as_of.day > until:
        return say("公示期已于 {day}结束，收到异议 {n} 件。", day=day_text(until), n=count)
    return say(
        "公示期至 {day}：认为表扬名不副实的，可以拨打 {hotline} 提出异议，答复在处理记录里公布。",
        day=day_text(until),
        hotline=site.rulebook.policy.hotline,
    )


def each_of_periods(atlas: Atlas) -> Iterator[ListedKey]:
    """Every further page of the lists of every period."""
    for board in atlas.site.boards:
        for period in atlas.periods(board):
            for kind in _OF_PERIOD:
                count = len(_on_list(atlas, period, kind))
                yield from (ListedKey(period.place, kind, page) for page in range(2, pages_for(count, LINES) + 1))


def each_of_boards(atlas: Atlas) -> Iterator[CurrentKey]:
    """Every further page of what holds now on every board."""
    for board in atlas.site.boards:
        for kind in _OF_BOARD:
            count = len(_current(atlas, board) if kind == "green" else _left(atlas, board))
            yield from (CurrentKey(board, kind, page) for page in range(2, pages_for(count, LINES) + 1))


def period_listed(atlas: Atlas, key: ListedKey) -> bool:
    """Whether search engines are told of a page: not once the exposures of its period, or those on it, have ended."""
    period, entries = atlas.period(key.place), entries_at(atlas, key.place)
    shown = _exposed(period)[(key.number - 1) * LINES : key.number * LINES]
    own = [entries[one.who] for one in shown if one.who in entries] if key.kind == "green" else ()
    return not (period.closed and (all_ended(entries.values()) or all_ended(own)))


def board_listed(_atlas: Atlas, key: CurrentKey) -> bool:
    """The same of what holds now: who has left a list is not to be found by its exposure."""
    return key.kind == "green"


def period_view(atlas: Atlas, key: ListedKey, paths: Paths) -> ListedPage:
    """The lines of a list of a period."""
    period = atlas.period(key.place)
    name = say("{board} {period}", board=atlas.board(key.place.board).title, period=period_text(key.place.period))
    return ListedPage(
        heading=_heading(name, key.kind, key.number),
        above_text=name,
        above_path=paths(period_page(*key.place)),
        praise=praise_text(atlas, period) if key.kind == "red" else "",
        red=red_of(atlas, period, key.number, paths) if key.kind == "red" else None,
        green=green_of(atlas, period, key.number, paths) if key.kind == "green" else None,
        corrections=corrections_of(atlas, key.place, key.number, paths) if key.kind == "corrections" else None,
        listed=period_listed(atlas, key),
    )


def board_view(atlas: Atlas, key: CurrentKey, paths: Paths) -> ListedPage:
    """The lines of what holds now on a board."""
    name = atlas.board(key.board).title
    return ListedPage(
        heading=_heading(name, key.kind, key.number),
        above_text=name,
        above_path=paths(board_page(key.board)),
        praise="",
        current=current_of(atlas, key.board, key.number, paths) if key.kind == "green" else None,
        left=left_of(atlas, key.board, key.number, paths) if key.kind == "left" else None,
        listed=board_listed(atlas, key),
    )


def _heading(name: str, kind: PeriodList | BoardList, number: int) -> str:
    match kind:
        case "red":
            return say("{name}：红榜（表扬），第 {number} 页", name=name, number=number)
        case "green":
            return say("{name}：绿榜（曝光），第 {number} 页", name=name, number=number)
        case "left":
            return say("{name}：已退出绿榜的条目，第 {number} 页", name=name, number=number)
        case "corrections":
            return say("{name}：本期更正，第 {number} 页", name=name, number=number)
        case _:
            assert_never(kind)


def _of_period(place: PlaceKey, kind: PeriodList, number: int) -> str:
    return f"{period_page(*place)}#{kind}" if number == 1 else listed_page(*place, kind, number)


def _of_board(board: str, kind: BoardList, number: int) -> str:
    return f"{board_page(board)}#{kind}" if number == 1 else listed_page(board, "", kind, number)


def _on_list(atlas: Atlas, period: BoardPeriod, kind: PeriodList) -> Sequence[object]:
    match kind:
        case "red":
            return _praised(period)
        case "green":
            return _exposed(period)
        case "corrections":
            return revised_at(atlas, period.place)
        case _:
            assert_never(kind)


def _praised(period: BoardPeriod) -> Sequence[Standing]:
    return [one for one in period.ranked if one.listed == RED.kind]


def _exposed(period: BoardPeriod) -> Sequence[Standing]:
    """The worst first."""
    return [one for one in reversed(period.ranked) if one.listed == GREEN.kind]


def _archived(atlas: Atlas, period: BoardPeriod, exposed: Sequence[Standing], paths: Paths) -> Iterator[ArchivedLine]:
    chart, entries = chart_of(atlas.standard(*period.place), period), entries_at(atlas, period.place)
    for one, row in zip(exposed, ranked_rows(atlas, period, exposed, chart, paths), strict=True):
        entry = entries.get(one.who)
        yield ArchivedLine(row=row, entry=atlas.docket.entry(entry, paths) if entry else None)


def _current(atlas: Atlas, board: str) -> Sequence[tuple[Entry, Standing]]:
    """Newest period first, then by place from the last."""
    found = [(entry, row) for entry in atlas.of_board(board, "current") if (row := atlas.standings.get(entry.key))]
    found.sort(key=lambda pair: pair[1].rank, reverse=True)
    found.sort(key=lambda pair: pair[0].period, reverse=True)
    return found


def _current_lines(atlas: Atlas, found: Iterable[tuple[Entry, Standing]], paths: Paths) -> Iterator[CurrentLine]:
    for entry, row in found:
        yield CurrentLine(entry=atlas.docket.entry(entry, paths), row=atlas.row(row, paths))


def _left(atlas: Atlas, board: str) -> Sequence[Entry]:
    ended = atlas.of_board(board, "rectified", "expired")
    return [one for one in ended if months_after(end_of(one), MONTHS_TOLD) > atlas.site.as_of.day]
