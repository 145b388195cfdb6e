"""The red and green lists: of one board in one period, and the boards together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.cases import HeldPeriod, Revision
from generator.model.scores import BoardPeriod
from generator.presenting.addresses import (
    CASES,
    CORRECTIONS,
    LISTS,
    METHOD,
    PROGRAMME,
    Paths,
    board_feed,
    board_page,
    period_page,
    scores_file,
    source,
)
from generator.presenting.atlas import Atlas, Row, centres_text, channel_rows, is_appealed, rule_text
from generator.presenting.corrections import RevisionLine, revision_line
from generator.presenting.docket import EntryView, ReplyView
from generator.presenting.evidence import Chart, bar_of, chart_of
from generator.presenting.marks import GREEN, MARKS, RED
from generator.presenting.markup import render
from generator.presenting.movement import Movement, movement_of
from generator.presenting.names import WindowLink, link_to
from generator.presenting.site import Artefact
from generator.presenting.wording import (
    BandLine,
    band_lines,
    day_text,
    held_text,
    joined,
    period_kind_text,
    period_text,
    rate_text,
)
from generator.words import say


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodLink:
    """Another period of the same board."""

    text: str
    path: str
    red: int
    green: int
    ranked: int
    unrated: int


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
    standard: str
    standard_path: str


def list_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The boards, the latest lists of each, and every period."""
    yield _boards_page(atlas)
    for board in atlas.site.boards:
        yield _latest_page(atlas, board)
        periods = atlas.periods(board)
        for place, period in enumerate(periods):
            earlier = periods[place + 1] if place + 1 < len(periods) else None
            yield _period_page(atlas, period, earlier)


def _boards_page(atlas: Atlas) -> Artefact:
    site = atlas.site
    newest = tuple(atlas.newest(board) for board in site.boards)

    def text() -> str:
        paths = Paths(LISTS)
        return render(
            "lists.md.jinja",
            atlas.site.lang,
            data_date=atlas.data_date(),
            sample=site.sample,
            boards=tuple(_board_line(atlas, board, paths) for board in site.boards),
            marks=MARKS,
            programme_path=paths(PROGRAMME),
            cases_path=paths(CASES),
            corrections_path=paths(CORRECTIONS),
        )

    return Artefact(
        address=source(LISTS),
        ingredients=(
            site.rulebook_digest,
            site.sample,
            atlas.data_date(),
            newest,
            _peers(atlas),
            tuple(len(atlas.of_board(board, "current")) for board in site.boards),
            site.held,
        ),
        render=text,
    )


def _peers(atlas: Atlas) -> tuple[str, ...]:
    return tuple(centres_text(atlas.board(board), atlas.site) for board in atlas.site.boards)


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
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
    )


def held_line(held: HeldPeriod) -> str:
    """What is not published yet, and how much of it there is."""
    so_far = say("已检查 {inspections} 次", inspections=held.inspections)
    if held.state == "preview":
        so_far = say("{so_far}，{previews} 个绿榜或待定窗口在预告期", so_far=so_far, previews=held.previews)
    return say(
        "{held}（{so_far}）", held=held_text(held.period, held.public, waiting=held.state == "waiting"), so_far=so_far
    )


def current_lines(atlas: Atlas, board: str, paths: Paths) -> tuple[CurrentLine, ...]:
    """The current green list of a board: newest period first, then by place from the last."""
    found = [
        (entry, row)
        for entry in atlas.of_board(board, "current")
        if (row := atlas.standings.get((entry.board, entry.period, entry.centre, entry.window)))
    ]
    found.sort(key=lambda pair: pair[1].rank, reverse=True)
    found.sort(key=lambda pair: pair[0].period, reverse=True)
    return tuple(CurrentLine(entry=atlas.docket.entry(entry, paths), row=atlas.row(row, paths)) for entry, row in found)


def current_used(atlas: Atlas, board: str) -> tuple[object, ...]:
    """What the current list of a board depends on."""
    entries = atlas.of_board(board, "current", "appealed")
    keys = [(one.board, one.period, one.centre, one.window) for one in entries]
    rows = [row for key in keys if (row := atlas.standings.get(key))]
    return (
        atlas.held(board),
        tuple(atlas.docket.entry(one, Paths(LISTS)) for one in entries),
        tuple((row, atlas.reason(row)) for row in rows),
        tuple((atlas.names[key[2:]], atlas.replies.get(key)) for key in keys),
    )


def _current_view(atlas: Atlas, board: str, paths: Paths) -> CurrentView:
    return CurrentView(
        green=current_lines(atlas, board, paths),
        appealed=tuple(
            AppealLine(
                entry=atlas.docket.entry(one, paths),
                link=link_to(atlas.names[one.centre, one.window], paths),
                replies=atlas.said((one.board, one.period, one.centre, one.window), paths),
            )
            for one in atlas.of_board(board, "appealed")
        ),
        held=tuple(held_line(one) for one in atlas.held(board)),
    )


def period_link(period: BoardPeriod, paths: Paths) -> PeriodLink:
    """A period of a board, with how many stand where."""
    listed: list[str] = [one.listed for one in period.ranked]
    return PeriodLink(
        text=period_text(period.period),
        path=paths(period_page(period.board, period.period)),
        red=listed.count(RED.kind),
        green=listed.count(GREEN.kind),
        ranked=period.peers,
        unrated=len(period.ranked) + len(period.unrated) - period.peers,
    )


def _latest_page(atlas: Atlas, board: str) -> Artefact:
    periods = atlas.periods(board)
    earlier = periods[1] if len(periods) > 1 else None

    def text() -> str:
        paths = Paths(board_page(board))
        return render(
            "list.md.jinja",
            atlas.site.lang,
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
    return tuple(one for one in atlas.site.revisions if (one.board, one.period) == (period.board, period.period))


def _period_page(atlas: Atlas, period: BoardPeriod, earlier: BoardPeriod | None) -> Artefact:
    page = period_page(period.board, period.period)
    shown = (period, earlier) if earlier else (period,)

    def text() -> str:
        paths = Paths(page)
        return render(
            "list.md.jinja",
            atlas.site.lang,
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
    chart = chart_of(atlas.standard(period.board, period.period), period)
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
        movement=movement_of(atlas, period, earlier, paths),
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
