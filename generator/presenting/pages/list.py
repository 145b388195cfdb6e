"""The red and green lists: of one board in one period, and the boards together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.cases import Revision
from generator.model.scores import BoardPeriod
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas, Row, channel_rows, is_appealed, rule_text
from generator.presenting.pages.corrections import RevisionLine, revision_line
from generator.presenting.pages.lists import lists_page
from generator.presenting.parts.cases import EntryView, ReplyView
from generator.presenting.parts.evidence import Chart, bar_of, chart_of
from generator.presenting.parts.movement import Movement
from generator.presenting.parts.periods import PeriodLink, held_line, period_link
from generator.presenting.text.addresses import (
    CASES,
    CORRECTIONS,
    LISTS,
    METHOD,
    Paths,
    board_feed,
    board_page,
    period_page,
    scores_file,
    source,
)
from generator.presenting.text.marks import GREEN, MARKS, RED
from generator.presenting.text.markup import render
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import BandLine, band_lines, day_text, joined, period_text, rate_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleView:
    """How the lists of a board are made, in words."""

    standard: str
    standard_path: str
    bands: tuple[BandLine, ...]
    """Best first."""
    channels: Sequence[tuple[str, str]]
    least: int
    coverage: str
    red: str
    green: str
    method_path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodView:
    """One board in one period."""

    closed: bool
    state: str
    red: tuple[Row, ...]
    green: tuple[Row, ...]
    ranked: tuple[Row, ...]
    unrated: tuple[Row, ...]
    borderline: tuple[Row, ...]
    """Those that a list did not take for want of evidence, in the order of the board."""
    chart: Chart | None
    """The scale of the bars of the rows."""
    movement: Movement | None
    appealed: tuple[Row, ...]
    """Windows of which no figure is shown while their appeal is undecided."""
    earlier: PeriodLink | None
    corrections: tuple[RevisionLine, ...]
    """What was changed since it was published, the latest first."""
    csv: str
    json: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentLine:
    """An entry of the current green list."""

    entry: EntryView
    row: Row


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealLine:
    """An entry that an undecided appeal holds."""

    entry: EntryView
    link: WindowLink
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrentView:
    """What holds on a board on the day of the site, of whatever period."""

    green: tuple[CurrentLine, ...]
    appealed: tuple[AppealLine, ...]
    held: tuple[str, ...]
    """What is not published yet, a sentence for each period."""


def list_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The boards, the latest lists of each, and every period."""
    yield lists_page(atlas)
    for board in atlas.site.boards:
        yield _latest_page(atlas, board)
        periods = atlas.periods(board)
        for place, period in enumerate(periods):
            earlier = periods[place + 1] if place + 1 < len(periods) else None
            yield _period_page(atlas, period, earlier)


def current_lines(atlas: Atlas, board: str, paths: Paths) -> tuple[CurrentLine, ...]:
    """The current green list of a board: newest period first, then by place from the last."""
    found = [(entry, row) for entry in atlas.of_board(board, "current") if (row := atlas.standings.get(entry.key))]
    found.sort(key=lambda pair: pair[1].rank, reverse=True)
    found.sort(key=lambda pair: pair[0].period, reverse=True)
    return tuple(CurrentLine(entry=atlas.docket.entry(entry, paths), row=atlas.row(row, paths)) for entry, row in found)


def current_used(atlas: Atlas, board: str) -> tuple[object, ...]:
    """What the current list of a board depends on."""
    entries = atlas.of_board(board, "current", "appealed")
    keys = [one.key for one in entries]
    rows = [row for key in keys if (row := atlas.standings.get(key))]
    return (
        atlas.held(board),
        tuple(atlas.docket.entry(one, Paths(LISTS)) for one in entries),
        tuple((row, atlas.reason(row)) for row in rows),
        tuple((atlas.names[key.who], atlas.replies.get(key)) for key in keys),
    )


def _current_view(atlas: Atlas, board: str, paths: Paths) -> CurrentView:
    return CurrentView(
        green=current_lines(atlas, board, paths),
        appealed=tuple(
            AppealLine(
                entry=atlas.docket.entry(one, paths),
                link=link_to(atlas.names[one.who], paths),
                replies=atlas.said(one.key, paths),
            )
            for one in atlas.of_board(board, "appealed")
        ),
        held=tuple(held_line(one) for one in atlas.held(board)),
    )


def _latest_page(atlas: Atlas, board: str) -> Artefact:
    periods = atlas.periods(board)
    earlier = periods[1] if len(periods) > 1 else None

    def text() -> str:
        paths = Paths(board_page(board))
        return render(
            "list.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            heading=atlas.board(board).title,
            boards_text=say("全部榜单"),
            view=_period_view(atlas, periods[0], earlier, paths) if periods else None,
            current=_current_view(atlas, board, paths),
            rules=_rule_view(atlas, board, periods[0].period if periods else None, paths),
            archive=tuple(period_link(period, paths) for period in periods),
            boards_path=paths(LISTS),
            newest_path=paths(period_page(board, periods[0].period)) if periods else "",
            marks=MARKS,
            formerly=joined(atlas.board(board).formerly),
            **_ways(paths, board),
        )

    return Artefact(
        address=source(board_page(board)),
        ingredients=(
            atlas.site.rulebook_digest,
            atlas.site.sample,
            atlas.data_date(),
            periods,
            atlas.used(periods[:2]),
            _revised(atlas, periods[0]) if periods else (),
            current_used(atlas, board),
        ),
        render=text,
    )


def _ways(paths: Paths, board: str) -> dict[str, str]:
    return {
        "cases_path": paths(CASES),
        "corrections_path": paths(CORRECTIONS),
        "feed_path": paths(board_feed(board)),
        "script": paths("assets/windowboard/lists.js"),
    }


def _revised(atlas: Atlas, period: BoardPeriod) -> tuple[Revision, ...]:
    return tuple(one for one in atlas.site.revisions if one.place == period.place)


def _period_page(atlas: Atlas, period: BoardPeriod, earlier: BoardPeriod | None) -> Artefact:
    page = period_page(*period.place)
    shown = (period, earlier) if earlier else (period,)

    def text() -> str:
        paths = Paths(page)
        return render(
            "list.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(period),
            sample=atlas.site.sample,
            heading=say("{board} {period}", board=atlas.board(period.board).title, period=period_text(period.period)),
            boards_text=atlas.board(period.board).title,
            view=_period_view(atlas, period, earlier, paths),
            current=None,
            rules=_rule_view(atlas, period.board, period.period, paths),
            archive=(),
            boards_path=paths(board_page(period.board)),
            marks=MARKS,
            formerly=joined(atlas.board(period.board).formerly),
            **_ways(paths, period.board),
        )

    return Artefact(
        address=source(page),
        ingredients=(
            atlas.site.rulebook_digest,
            atlas.site.sample,
            atlas.data_date(period),
            period,
            earlier or "",
            atlas.used(shown),
            _revised(atlas, period),
        ),
        render=text,
    )


def _period_view(atlas: Atlas, period: BoardPeriod, earlier: BoardPeriod | None, paths: Paths) -> PeriodView:
    chart = chart_of(atlas.standard(*period.place), period)
    ranked = tuple(replace(atlas.row(one, paths), bar=bar_of(chart, one)) for one in period.ranked)
    name, day = period_text(period.period), day_text(atlas.data_date(period))
    return PeriodView(
        closed=period.closed,
        state=say("{period}已结束，数据截至 {day}", period=name, day=day)
        if period.closed
        else say("{period}尚未结束，名次随新的检查变化，数据截至 {day}", period=name, day=day),
        red=tuple(row for row in ranked if row.mark is RED),
        green=tuple(row for row in reversed(ranked) if row.mark is GREEN),
        ranked=ranked,
        borderline=tuple(row for row in ranked if row.borderline),
        chart=chart,
        movement=atlas.movement(period, earlier, paths),
        unrated=atlas.rows((one for one in period.unrated if not is_appealed(one)), paths),
        appealed=atlas.rows(filter(is_appealed, period.unrated), paths),
        earlier=period_link(earlier, paths) if earlier else None,
        corrections=tuple(revision_line(atlas, one, paths) for one in _revised(atlas, period)),
        csv=paths(scores_file(period.period, "csv")),
        json=paths(scores_file(period.period, "json")),
    )


def _rule_view(atlas: Atlas, board: str, period: str | None, paths: Paths) -> RuleView:
    """The rules by which a period was judged; without a period, those of periods to come."""
    record, standard = atlas.board(board), atlas.standard(board, period)
    return RuleView(
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
        bands=band_lines(standard),
        channels=channel_rows(record, atlas.channels),
        least=record.min_inspections,
        coverage="" if standard.min_coverage is None else rate_text(standard.min_coverage),
        red=rule_text(record.red, standard),
        green=rule_text(record.green, standard),
        method_path=paths(METHOD),
    )
