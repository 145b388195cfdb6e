"""The red and green lists of a board: those that hold now, and those of every period."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model.keys import PlaceKey
from generator.model.scores import BoardPeriod, Standing
from generator.presenting.artefact import Shared
from generator.presenting.atlas import Atlas, Row, channel_rows, is_appealed, rule_text
from generator.presenting.pages.boards.corrections import RevisionLine
from generator.presenting.pages.boards.listed import (
    ArchivedLine,
    CurrentLine,
    LeftLine,
    corrections_of,
    current_of,
    entries_at,
    green_of,
    left_of,
    praise_text,
    red_of,
    revised_at,
)
from generator.presenting.pages.boards.ranks import Ranking, ranked_rows, ranking_of
from generator.presenting.parts.boards.archive import Archive, archive_of
from generator.presenting.parts.boards.movement import Movement
from generator.presenting.parts.boards.periods import PeriodLink, held_line, period_link
from generator.presenting.parts.boards.promises import DueLine, late_text
from generator.presenting.parts.pager import Cut
from generator.presenting.parts.process.cases import ReplyView
from generator.presenting.parts.process.endings import all_ended
from generator.presenting.parts.scores.evidence import Chart, chart_of
from generator.presenting.pictures.plot import Plot, interval_plot
from generator.presenting.pictures.spark import PERIODS
from generator.presenting.pictures.strips import CentreStrips, centre_strips
from generator.presenting.text.addresses import (
    COMPARE,
    LISTS,
    Paths,
    asked,
    board_feed,
    board_page,
    period_page,
    scores_file,
    window_page,
)
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import BandLine, band_lines, day_text, joined, period_text, rate_text
from generator.words.phrases import say

MOST_DOUBTFUL: Final = 50
"""Windows of which the page of a period says one by one why they are unsettled; every row of the ranking is marked."""
MOST_CENTRES: Final = 60
"""Centres that are drawn beside one another: more are no picture."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleView:
    """How the lists of a board are made, in words."""

    standard: str
    standard_path: str
    bands: tuple[BandLine, ...]
    """Best first."""
    channels: Sequence[tuple[str, str]]
    least: int
    same_day: str
    """The last period in which several visits of one day count as several; empty where there is none."""
    coverage: str
    red: str
    green: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodView:
    """One board in one period."""

    period: str
    """Its name in words."""
    closed: bool
    state: str
    red: Cut[Row]
    late: str
    """That it was published later than promised; else empty."""
    praise: str
    """Until when it stands open to objections, and what came of that; empty where that is not asked."""
    green: Cut[ArchivedLine]
    """From the last place; each with what became of it."""
    ended: bool
    """It exposed somebody, and nobody any more: no search engine is to find it."""
    ranking: Ranking
    """The first rows, or all of them."""
    unsettled: tuple[Row, ...]
    """Those of which the evidence does not say on which side of a bound they stand, the first in the order of the
    board."""
    unsettled_count: int
    """How many they are in all."""
    chart: Chart | None
    """The scale of the bars of the rows."""
    plot: Plot | None
    """Every window with its interval."""
    lowered: bool
    """A veto or a floor put some window behind others with lower scores."""
    centres: CentreStrips | None
    """None where one centre alone is compared, or too many to be drawn."""
    movement: Movement | None
    appealed: tuple[Row, ...]
    """Windows of which no figure is shown while their appeal is undecided."""
    earlier: PeriodLink | None
    later: PeriodLink | None
    """None on the page of the newest period."""
    corrections: Cut[RevisionLine]
    """What was changed since it was published, the latest first."""
    csv: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealLine:
    """A row that an undecided appeal holds, whatever list it may be on."""

    period: str
    cases_path: str
    """The way to the cases of its window."""
    link: WindowLink
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentView:
    """What holds on a board on the day of the site, of whatever period."""

    green: Cut[CurrentLine]
    appealed: tuple[AppealLine, ...]
    left: Cut[LeftLine]
    """Entries that have left the list within a year, and how, the latest period first."""
    held: tuple[str, ...]
    """What is not published yet, a sentence for each period."""
    due: DueLine | None
    """By when the next results are promised."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage:
    """What a page says."""

    heading: str
    formerly: str
    """Titles that the board had before; empty where it had none."""
    boards_text: str
    boards_path: str
    """What stands above the page."""
    view: PeriodView | None
    """None: nothing is published yet."""
    current: CurrentView | None
    """None on the page of a period."""
    rules: RuleView
    compare: str
    """The way to windows of the newest period beside one another; empty on the page of a period."""
    newest_path: str
    """The way to the page of the newest period; empty on the page of a period."""
    archive: Archive | None
    """None on the page of a period."""
    feed_path: str


def boards(atlas: Atlas) -> Iterable[str]:
    """Every board."""
    return atlas.site.boards


def latest(atlas: Atlas, board: str, paths: Paths) -> ListPage:
    """The newest period of a board, and all that holds now."""
    record, periods = atlas.board(board), atlas.periods(board)
    newest = periods[0].period if periods else None
    return ListPage(
        heading=record.title,
        formerly=joined(record.formerly),
        boards_text=say("全部榜单"),
        boards_path=paths(LISTS),
        view=_period_view(atlas, periods[0], paths) if periods else None,
        current=_current_view(atlas, board, paths),
        rules=_rule_view(atlas, board, newest, paths),
        compare=paths(asked(COMPARE, board=board)) if atlas.can_compare(board) else "",
        newest_path=paths(period_page(board, newest)) if newest else "",
        archive=_archive(atlas, periods, paths) if periods else None,
        feed_path=paths(board_feed(board)),
    )


def periods(atlas: Atlas) -> Iterator[PlaceKey]:
    """Every period of every board."""
    return (period.place for board in atlas.site.boards for period in atlas.periods(board))


def period(atlas: Atlas, place: PlaceKey, paths: Paths) -> ListPage:
    """A board in a period."""
    record = atlas.board(place.board)
    return ListPage(
        heading=say("{board} {period}", board=record.title, period=period_text(place.period)),
        formerly=joined(record.formerly),
        boards_text=record.title,
        boards_path=paths(board_page(place.board)),
        view=_period_view(atlas, atlas.period(place), paths),
        current=None,
        rules=_rule_view(atlas, *place, paths),
        compare="",
        newest_path="",
        archive=None,
        feed_path=paths(board_feed(place.board)),
    )


def is_listed(atlas: Atlas, place: PlaceKey) -> bool:
    """Whether search engines are told of the page of a period: until all its exposures have ended."""
    return not (atlas.period(place).closed and all_ended(entries_at(atlas, place).values()))


def day_of_period(atlas: Atlas, place: PlaceKey) -> datetime.date:
    """The day of the newest data of a period."""
    return atlas.data_date(atlas.period(place))


def period_made_of(atlas: Atlas, place: PlaceKey) -> Shared:
    """What the pages of a period depend on: a city has many, and nearly all are over and stay as they are."""
    known = atlas.made_of.get(place)
    if known is None:
        known = atlas.made_of[place] = Shared(parts=_period_facts(atlas, place))
    return known


def _period_facts(atlas: Atlas, place: PlaceKey) -> tuple[object, ...]:
    shown = tuple(one for one in (atlas.period(place), atlas.period_before(place)) if one)
    entries = tuple(entries_at(atlas, place).values())
    nameless = atlas.nameless_at(*(one.place for one in shown))
    praise = praise_text(atlas, atlas.period(place))
    drawn = atlas.alike(place)[:PERIODS]
    later = after.period if (after := atlas.period_after(place)) else ""
    revised = revised_at(atlas, place)
    ways = atlas.ways_to_cases(place, revised)
    facts = (revised, entries, nameless, praise, atlas.late.get(place), later, ways)
    return (atlas.site.rulebook_digest, shown, drawn, atlas.used(shown), *facts)


def _current_view(atlas: Atlas, board: str, paths: Paths) -> CurrentView:
    return CurrentView(
        green=current_of(atlas, board, 1, paths),
        appealed=tuple(_appeal_line(atlas, one, paths) for one in atlas.under_review(board)),
        left=left_of(atlas, board, 1, paths),
        held=tuple(held_line(one) for one in atlas.held(board)),
        due=atlas.due(board),
    )


def _appeal_line(atlas: Atlas, row: Standing, paths: Paths) -> AppealLine:
    return AppealLine(
        period=period_text(row.period),
        cases_path=paths(f"{window_page(*row.who)}#cases"),
        link=link_to(atlas.names[row.who], paths),
        replies=atlas.said(row.key, paths),
    )


def _period_view(atlas: Atlas, period: BoardPeriod, paths: Paths) -> PeriodView:
    earlier = atlas.period_before(period.place)
    standard = atlas.standard(*period.place)
    chart, entries = chart_of(standard, period), entries_at(atlas, period.place)
    doubtful = [one for one in period.ranked if one.doubt != "none"]
    centres = {one.centre for one in period.ranked}
    return PeriodView(
        period=period_text(period.period),
        closed=period.closed,
        state=_state_text(atlas, period),
        red=red_of(atlas, period, 1, paths),
        late=late_text(atlas.late[period.place]) if period.place in atlas.late else "",
        praise=praise_text(atlas, period),
        green=green_of(atlas, period, 1, paths),
        ended=period.closed and all_ended(entries.values()),
        ranking=ranking_of(atlas, period, 1, chart, paths),
        unsettled=tuple(ranked_rows(atlas, period, doubtful[:MOST_DOUBTFUL], chart, paths)),
        unsettled_count=len(doubtful),
        chart=chart,
        plot=interval_plot(standard, period),
        lowered=any(row.lowered for row in period.ranked),
        centres=centre_strips(atlas.names, standard, period, atlas.span(period), paths)
        if len(centres) <= MOST_CENTRES
        else None,
        movement=atlas.movement(period, earlier, paths),
        appealed=atlas.rows(filter(is_appealed, period.unrated), paths),
        earlier=period_link(earlier, paths) if earlier else None,
        later=period_link(later, paths) if (later := atlas.period_after(period.place)) else None,
        corrections=corrections_of(atlas, period.place, 1, paths),
        csv=paths(scores_file(period.period)),
    )


def _archive(atlas: Atlas, periods: Sequence[BoardPeriod], paths: Paths) -> Archive:
    newest = periods[0].place
    spans = tuple((one, atlas.span(one)) for one in periods)
    return archive_of(atlas.standard(*newest), spans, len(atlas.alike(newest)), paths)


def _state_text(atlas: Atlas, period: BoardPeriod) -> str:
    name, day = period_text(period.period), day_text(atlas.data_date(period))
    if period.closed:
        return say("{period}，数据截至 {day}", period=name, day=day)
    return say("{period}，名次随新的检查变化，数据截至 {day}", period=name, day=day)


def _rule_view(atlas: Atlas, board: str, period: str | None, paths: Paths) -> RuleView:
    """The rules by which a period was judged; without a period, those of periods to come."""
    record, standard = atlas.board(board), atlas.standard(board, period)
    return RuleView(
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
        bands=band_lines(standard),
        channels=channel_rows(record, atlas.channels),
        least=record.min_inspections,
        same_day="" if record.same_day_until is None else period_text(record.same_day_until),
        coverage="" if standard.min_coverage is None else rate_text(standard.min_coverage),
        red=rule_text(record.red, "red", standard),
        green=rule_text(record.green, "green", standard),
    )
