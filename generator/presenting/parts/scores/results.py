"""What a board says of a window: its newest result with all its parts, and those before it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from generator.judging.analysis.reasons import section_sums
from generator.judging.scoring.editions import standard_of
from generator.model.cases import Appeal, of_kind
from generator.model.judged import Neighbour, Place
from generator.model.keys import PlaceKey
from generator.model.scores import InspectionLine, Outcome, PeriodScore, Rated, Standing, Unrated
from generator.presenting.parts.process.cases import EntryView, ReplyView
from generator.presenting.parts.rules.editions import name_of
from generator.presenting.parts.scores.evidence import alike_text, interval_text, unsettled_text
from generator.presenting.parts.scores.ledger import (
    Ledger,
    LoweringLine,
    ledger_of,
    lowering_lines,
    struck_lines,
)
from generator.presenting.parts.scores.next_band import Ahead, ahead_of
from generator.presenting.parts.scores.reasons import FIRST, Reasons, reasons_of
from generator.presenting.parts.scores.scorecard_context import ScorecardContext
from generator.presenting.parts.scores.standard_index import StandardIndex, section_title
from generator.presenting.pictures.trend import DRAWN, Trend, trend_of
from generator.presenting.text.addresses import (
    COMPARE,
    asked,
    board_page,
    period_page,
    scores_file,
    why_place,
)
from generator.presenting.text.list_marks import ListMark, mark_of
from generator.presenting.text.wording import (
    OutcomeText,
    alone_text,
    day_text,
    period_text,
    range_text,
    rate_text,
    standing_text,
)
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitLine:
    """An inspection of the newest period."""

    date: str
    channel: str
    team: str
    weight: str
    coverage: str
    result: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What a period said of a window, in a line."""

    period: str
    path: str
    """The way to the lists of the period."""
    why: str
    """The way to the reasons."""
    closed: bool
    score: str
    """Empty where there is none."""
    band: str
    unrated: str
    """Why there is no score; empty where there is one."""
    instead: str
    """What stands large in place of a score."""
    rank: int
    places: str
    """The places that cannot be told apart from its own; empty without a score."""
    alike: str
    """The same in words; empty where the place is certain."""
    interval: str
    """Empty where there is none."""
    unsettled: str
    """Why the evidence does not settle where it stands; else empty."""
    peers: int
    mark: ListMark | None
    praise: str
    """Until when its praise stands open to objections; empty where it does not."""
    counted: str
    """How many inspections counted; a dash where that is not told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionPast:
    """How a section did, period by period."""

    title: str
    shares: tuple[str, ...]
    """What was earned of its points, period by period; a dash where it was not assessed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionsPast:
    """How the sections did in the periods that were judged by the same edition as the newest."""

    periods: tuple[str, ...]
    """Newest first."""
    sections: tuple[SectionPast, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PastNotes:
    """What stands beside the score of an earlier period."""

    period: str
    struck: tuple[str, ...]
    lowered: tuple[LoweringLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NearLine:
    """A window near this one in the ranking."""

    rank: int
    window: str
    path: str
    """The way to why it has its score; empty for the window itself."""
    centre: str
    score: str
    band: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """The newest period that has inspections, with all its parts."""

    period: str
    coverage: str
    reasons: Reasons
    """The worst of them."""
    ledger: Ledger
    struck: tuple[str, ...]
    """What upheld appeals took out, in words."""
    visits: tuple[VisitLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardView:
    """All that one board says of a window."""

    title: str
    path: str
    standard: str
    standard_path: str
    result: Result
    """Of the newest period of the board."""
    opened: Opened | None
    ahead: Ahead | None
    """The band above that of the opened period; None in the highest and without a score."""
    trend: Trend | None
    """Of the periods that were judged by the same edition as the newest."""
    turned: str
    """The first of these periods, where earlier ones were judged by another edition; else empty."""
    results: tuple[Result, ...]
    """Newest first, the newest too; no more than are drawn."""
    earlier: int
    """How many periods before these there are."""
    sections: SectionsPast | None
    """None for fewer than two scores."""
    past: tuple[PastNotes, ...]
    """Periods before the opened one of which there is something to say."""
    near: tuple[NearLine, ...]
    """Empty where the window has no place in the newest period."""
    compare_path: str
    """The way to the window beside others; empty where it has no place in the newest period."""
    csv_path: str
    """The way to the scores of all windows in the newest period."""
    entry: EntryView | None
    """Of the newest period, where it stands on the green list."""
    appealing: bool
    """An appeal about the newest period is undecided, and holds none of its figures."""
    replies: tuple[ReplyView, ...]
    """About the newest period."""


def board_view(
    context: ScorecardContext,
    window: str,
    board_id: str,
    scores: tuple[PeriodScore, ...],
    standings: Mapping[str, Place],
) -> BoardView:
    """What a board says of a window.

    `scores`: its own of that board, `standings`: where it stands by period; both the newest first.
    """
    board = context.rulebook.boards[board_id]
    newest = PlaceKey(board_id, next(iter(standings)))
    index = context.index(standard_of(board, newest.period))
    indexes = {period: context.index(standard_of(board, period)) for period in standings}
    results = {period: result_of(context, indexes[period], place) for period, place in standings.items()}
    alike = [place.standing for period, place in standings.items() if indexes[period] is index]
    shown = standings[newest.period]
    proceedings = context.of_window(window)
    about = [file for file in proceedings.cases if file.about and file.about.place == newest]
    return BoardView(
        title=board.title,
        path=context.paths(board_page(board.id)),
        standard=name_of(context.rulebook.standards, index.standard.ref),
        standard_path=index.path(""),
        result=next(iter(results.values())),
        opened=next((_opened(one, context.index(one.standard), standings[one.period]) for one in scores[:1]), None),
        ahead=next((ahead_of(one, context.index(one.standard)) for one in scores[:1]), None),
        trend=trend_of(alike[::-1], index.standard),
        turned=_turned(alike, len(standings)),
        results=tuple(results.values())[:DRAWN],
        earlier=max(0, len(results) - DRAWN),
        sections=_sections_past([one for one in scores if one.standard == index.standard.ref], index),
        past=tuple(_told_past(scores[1:], context)),
        near=tuple(_near_line(one, shown.standing, context, index) for one in shown.near),
        compare_path=_compare_path(context, board.id, window) if shown.near else "",
        csv_path=context.paths(scores_file(newest.period)),
        entry=_entry_on(newest, window, context),
        appealing=any(case.decision is None for _, case in of_kind(about, Appeal)),
        replies=tuple(context.docket(window).said(about, context.paths)),
    )


def _turned(alike: Sequence[Standing], periods: int) -> str:
    """Since when the edition of today judges, where another one judged before."""
    return period_text(alike[-1].period) if len(alike) < periods else ""


def _compare_path(context: ScorecardContext, board: str, window: str) -> str:
    return context.paths(asked(COMPARE, board=board, w=f"{context.centre_id}/{window}"))


def _entry_on(place: PlaceKey, window: str, context: ScorecardContext) -> EntryView | None:
    entries = (one for one in context.of_window(window).entries if one.place == place)
    return next((context.docket(window).entry(one, context.paths) for one in entries), None)


def _told_past(scores: Iterable[PeriodScore], context: ScorecardContext) -> Iterator[PastNotes]:
    """Of the periods of which there is something to say."""
    for score in scores:
        notes = _past_notes(score, context.index(score.standard))
        if notes.struck or notes.lowered:
            yield notes


def _opened(score: PeriodScore, index: StandardIndex, place: Place) -> Opened:
    return Opened(
        period=period_text(score.period),
        coverage=rate_text(score.coverage),
        reasons=reasons_of(score, index, FIRST),
        ledger=ledger_of(score, index, place.medians),
        struck=struck_lines(score, index),
        visits=tuple(_visit_line(line, index) for line in score.inspections),
    )


def result_of(context: ScorecardContext, index: StandardIndex, place: Place) -> Result:
    """What a period said of a window, in a line; `index`: of the standard that it was judged by."""
    standing = place.standing
    told = standing_text(standing, index.bands)
    return Result(
        period=period_text(standing.period),
        path=context.paths(period_page(*standing.place)),
        why=context.paths(why_place(standing.who, standing.held_from or standing.period)),
        closed=place.closed,
        score=told.score,
        band=told.band,
        unrated=told.unrated,
        instead=_instead_text(standing.outcome, told),
        rank=standing.rank,
        places=range_text(standing) if standing.rank else "",
        alike=alike_text(standing),
        interval=interval_text(standing.interval),
        unsettled=unsettled_text(context.rulebook.boards[standing.board], index.standard, standing),
        peers=place.peers,
        mark=mark_of(standing.listed),
        praise=say("公示期至 {day}", day=day_text(place.praise)) if place.praise else "",
        counted="—" if place.appealed else say("{counted} 次", counted=standing.counted),
    )


def _instead_text(outcome: Outcome, told: OutcomeText) -> str:
    """A notice of its own says that a window is suspended, and why; the verdict says only what follows from it."""
    match outcome:
        case Rated():
            return ""
        case Unrated(reason="suspended"):
            return say("不排名")
        case Unrated():
            return told.band
        case _:
            assert_never(outcome)


def _sections_past(scores: Sequence[PeriodScore], index: StandardIndex) -> SectionsPast | None:
    """How each section did in the newest periods; `scores` are newest first, all by the edition of `index`."""
    drawn = scores[:DRAWN]
    if len(drawn) <= 1:
        return None
    shares = [
        {one.section: f"{one.earned * 100 // one.points}%" for one in section_sums(score) if one.points}
        for score in drawn
    ]
    sections = dict.fromkeys(pool.section for score in drawn for pool in score.pools)
    return SectionsPast(
        periods=tuple(period_text(score.period) for score in drawn),
        sections=tuple(
            SectionPast(title=section_title(section, index), shares=tuple(one.get(section, "—") for one in shares))
            for section in sections
        ),
    )


def _past_notes(score: PeriodScore, index: StandardIndex) -> PastNotes:
    return PastNotes(
        period=period_text(score.period),
        struck=struck_lines(score, index),
        lowered=lowering_lines(score.lowered, index, score.inspections),
    )


def _near_line(one: Neighbour, own: Standing, context: ScorecardContext, index: StandardIndex) -> NearLine:
    row, name = one.standing, one.name
    itself = row.who == own.who
    told = standing_text(row, index.bands)
    return NearLine(
        rank=row.rank,
        window=name.window,
        path="" if itself else context.paths(why_place(row.who, row.held_from or row.period)),
        centre=name.centre,
        score=told.score,
        band=told.band,
    )


def _visit_line(line: InspectionLine, index: StandardIndex) -> VisitLine:
    return VisitLine(
        date=line.date.isoformat()[5:],
        channel=_channel(line, index),
        team=line.team,
        weight=f"×{line.weight}" if line.weight else say("只公示"),
        coverage=rate_text(line.coverage),
        result=alone_text(line.outcome),
    )


def _channel(line: InspectionLine, index: StandardIndex) -> str:
    """The channel of a visit, and what was out of the ordinary about it."""
    channel = index.channels[line.channel]
    if line.out_of_hours:
        channel = say("{channel}（非营业时间：{reason}）", channel=channel, reason=line.out_of_hours)
    return say("{channel}（补录：{reason}）", channel=channel, reason=line.late) if line.late else channel
