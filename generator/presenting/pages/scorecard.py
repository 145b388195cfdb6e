"""The page of one window: how it was judged, and why."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

from generator.judging.analysis.reasons import section_sums
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.ranking import compared
from generator.model.cases import About, Appeal, Suspension, of_kind
from generator.model.centre import Centre, Window
from generator.model.dataset import AsOf, Rulebook
from generator.model.judged import HeldPlace, Neighbour, Place, WindowProceedings
from generator.model.keys import PlaceKey
from generator.model.rules import Policy
from generator.model.scores import InspectionLine, Outcome, PeriodScore, Rated, SelfCheck, Standing, Unrated
from generator.presenting.page import Common
from generator.presenting.parts.cases import CaseView, ChangeLine, Docket, EntryView, ReplyView, said
from generator.presenting.parts.editions import name_of, page_of
from generator.presenting.parts.evidence import alike_text, borderline_text, interval_text, range_text
from generator.presenting.parts.hours import Opening, opening_of
from generator.presenting.parts.ledger import (
    Ledger,
    LoweringLine,
    ledger_of,
    lowering_lines,
    struck_lines,
)
from generator.presenting.parts.next_band import Ahead, ahead_of
from generator.presenting.parts.standard_index import StandardIndex, section_title
from generator.presenting.parts.trend import DRAWN, Trend, trend_of
from generator.presenting.text.addresses import (
    Paths,
    badge_file,
    board_page,
    case_place,
    centre_file,
    centre_page,
    period_page,
    poster_file,
    scores_file,
    standard_page,
    window_page,
)
from generator.presenting.text.list_marks import ListMark, mark_of
from generator.presenting.text.wording import (
    OutcomeText,
    alone_text,
    held_text,
    joined,
    outcome_text,
    period_text,
    rate_text,
)
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True)
class ScorecardContext:
    """What all scorecards of a centre share. Made once for each centre; it can be sent to another process."""

    rulebook: Rulebook
    as_of: AsOf
    common: Common
    centre_id: str
    centre: Centre
    held: tuple[HeldPlace, ...] = ()
    """What is not published yet, of the boards of the centre."""
    proceedings: Mapping[str, WindowProceedings] = field(default_factory=dict)
    """By window; without those of which nothing is to be told."""
    address: str = ""
    """Where the site stands, ending in a slash; empty where that is not known."""

    @cached_property
    def paths(self) -> Paths:
        """The ways from a scorecard of the centre."""
        return Paths(window_page(self.centre_id, "window"))

    @cached_property
    def channels(self) -> dict[str, str]:
        """Names of the channels by id."""
        return {word.id: word.name for word in self.rulebook.vocabulary.channels}

    @cached_property
    def indexes(self) -> dict[str, StandardIndex]:
        """Indexes of the standards that have been asked for, by `id@edition`."""
        return {}

    def index(self, standard: str) -> StandardIndex:
        """The parts of a standard (`id@edition`)."""
        found = self.indexes.get(standard)
        if found is None:
            standards = self.rulebook.standards
            found = StandardIndex(standards[standard], self.channels, self.paths, page_of(standards, standard))
            self.indexes[standard] = found
        return found


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
    near: ListMark | None
    """The list that its band leads to, where it is not on it for want of evidence."""
    borderline: str
    """Why that is so; else empty."""
    peers: int
    mark: ListMark | None
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
    csv_path: str
    """The way to the scores of all windows in the newest period."""
    entry: EntryView | None
    """Of the newest period, where it stands on the green list."""
    appealing: bool
    """An appeal about the newest period is undecided, and holds none of its figures."""
    replies: tuple[ReplyView, ...]
    """About the newest period."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionLine:
    """Published figures of the window that changed."""

    day: str
    about: str
    path: str
    """The way to the case."""
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowCases:
    """What happened after results of a window were published."""

    entries: tuple[EntryView, ...]
    cases: tuple[CaseView, ...]
    """The latest first."""
    corrections: tuple[CorrectionLine, ...]
    suspended: CaseView | None
    """The window is shut by order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowView:
    """The window itself."""

    name: str
    title: str
    """Window and centre."""
    formerly: str
    """Names that it had before; empty where it had none."""
    centre: str
    centre_path: str
    trade: str
    district: str
    address: str
    phone: str
    services: str
    roles: str
    opening: Opening
    closed: str
    """The last day it was open, where it is closed for good; else empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharing:
    """What a window may show elsewhere."""

    badge_path: str
    poster_path: str
    """Empty where it is not known where the site stands, and then there is no `page` and no `badge` either."""
    page: str
    """The full address of the scorecard."""
    badge: str
    """The full address of the badge."""
    alt: str
    """What the badge is of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfCheckLine:
    """A window's newest self-check by a standard."""

    date: str
    standard: str
    path: str
    score: str
    """Empty where there is none."""
    band: str
    coverage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardPage:
    """What the page says."""

    window: WindowView
    boards: tuple[BoardView, ...]
    """What each board says of it; empty: nothing was inspected yet."""
    self_checks: tuple[SelfCheckLine, ...]
    held: tuple[str, ...]
    """What is not published yet, a sentence for each period."""
    cases: WindowCases | None
    policy: Policy
    sharing: Sharing
    file_path: str
    """The way to all data of the centre."""


def view(
    context: ScorecardContext,
    window_id: str,
    scores: tuple[PeriodScore, ...],
    standings: Mapping[PlaceKey, Place],
    shown: tuple[SelfCheck, ...],
) -> ScorecardPage:
    """What `windows/<centre>/<window>.md` says.

    Args:
        context: what all windows of the centre share.
        window_id: the window; it is one of the centre's.
        scores: all its scores, newest period first.
        standings: its place in every board and period; of those without a score too. Empty: the page says that
            nothing was inspected yet.
        shown: its inspections of itself, as `shown_checks` gives them.

    """
    window = next(one for one in context.centre.windows if one.id == window_id)
    proceedings = context.proceedings.get(window_id, WindowProceedings())
    return ScorecardPage(
        window=_window_view(context, window),
        boards=tuple(
            _board_view(
                context,
                proceedings,
                board,
                tuple(score for score in scores if score.board == board),
                {
                    period: place
                    for (of_board, period), place in sorted(standings.items(), reverse=True)
                    if of_board == board
                },
            )
            for board in sorted({board for board, _ in standings})
        ),
        self_checks=tuple(_self_check_line(context, one) for one in shown),
        held=tuple(
            say(
                "{title}：{held}",
                title=context.rulebook.boards[one.board].title,
                held=held_text(one.period, one.public, waiting=one.waiting),
            )
            for one in context.held
        ),
        cases=_window_cases(context, proceedings),
        policy=context.rulebook.policy,
        sharing=_sharing(context, window),
        file_path=context.paths(centre_file(context.centre_id)),
    )


def day_of(context: ScorecardContext, scores: tuple[PeriodScore, ...], shown: tuple[SelfCheck, ...]) -> datetime.date:
    """The day of the newest inspection on the page."""
    days = [*(line.date for score in scores for line in score.inspections), *(one.date for one in shown)]
    return max(days, default=context.as_of.newest)


def shown_checks(
    context: ScorecardContext, checks: tuple[SelfCheck, ...], standings: Mapping[PlaceKey, Place]
) -> tuple[SelfCheck, ...]:
    """The newest self-check by each standard; by one that a board judges by only once the board's period is public."""
    boards = [board for board in context.rulebook.boards.values() if compared(board, context.centre_id, context.centre)]
    shown: dict[str, SelfCheck] = {}
    for check in checks:
        periods = [(board, period_on(board, check.date)) for board in boards]
        judged = [(board.id, period) for board, period in periods if check.standard == standard_of(board, period)]
        if all(place in standings for place in judged):
            shown.setdefault(check.standard, check)
    return tuple(shown.values())


def _sharing(context: ScorecardContext, window: Window) -> Sharing:
    key = (context.centre_id, window.id)
    address = context.address
    return Sharing(
        badge_path=context.paths(badge_file(*key)),
        poster_path=context.paths(poster_file(*key)) if address else "",
        page=f"{address}{window_page(*key)}" if address else "",
        badge=f"{address}{badge_file(*key)}" if address else "",
        alt=f"{window.name} · {context.centre.name}",
    )


def _docket(context: ScorecardContext, proceedings: WindowProceedings) -> Docket:
    entries = {one.key: one for one in proceedings.entries}
    hidden = frozenset(proceedings.hidden)
    deadlines = {(one.centre, one.case): one for one in proceedings.deadlines}
    return Docket(rulebook=context.rulebook, day=context.as_of.day, entries=entries, hidden=hidden, deadlines=deadlines)


def _window_cases(context: ScorecardContext, proceedings: WindowProceedings) -> WindowCases | None:
    if proceedings == WindowProceedings():
        return None
    docket = _docket(context, proceedings)
    cases = [docket.case(file, context.paths) for file in proceedings.cases]
    cases.sort(key=lambda one: one.newest, reverse=True)
    boards = context.rulebook.boards
    return WindowCases(
        entries=tuple(docket.entry(one, context.paths) for one in proceedings.entries),
        cases=tuple(cases),
        corrections=tuple(
            CorrectionLine(
                day=one.date.isoformat(),
                about=say("{board} {period}", board=boards[one.board].title, period=period_text(one.period)),
                path=context.paths(case_place(one.case_centre or one.centre, one.case)),
                changes=docket.changes(About(board=one.board, period=one.period), one.changes),
            )
            for one in proceedings.revisions
        ),
        suspended=next((one for one in cases if one.kind == "suspension" and one.group == "open"), None),
    )


def _self_check_line(context: ScorecardContext, check: SelfCheck) -> SelfCheckLine:
    index = context.index(check.standard)
    told = outcome_text(check.outcome, index.bands)
    return SelfCheckLine(
        date=check.date.isoformat(),
        standard=index.standard.title,
        path=context.paths(standard_page(index.standard.id)),
        score=told.score,
        band=told.band,
        coverage=rate_text(check.coverage),
    )


def _window_view(context: ScorecardContext, window: Window) -> WindowView:
    vocabulary, centre = context.rulebook.vocabulary, context.centre
    trades = {word.id: word.name for word in vocabulary.trades}
    roles = {role.id: role.name for role in vocabulary.roles}
    cases = context.proceedings.get(window.id, WindowProceedings()).cases
    suspensions = tuple(case for _, case in of_kind(cases, Suspension))
    return WindowView(
        name=window.name,
        title=f"{window.name} · {centre.name}",
        formerly=joined(window.formerly),
        centre=centre.name,
        centre_path=context.paths(centre_page(context.centre_id)),
        trade=trades[centre.trade],
        district=centre.district,
        address=centre.address,
        phone=centre.phone or "",
        services=joined(window.services),
        roles=joined(roles[role] for role in window.roles),
        opening=opening_of(centre, window, context.paths, suspensions),
        closed=window.closed.isoformat() if window.closed and window.closed < context.as_of.day else "",
    )


def _board_view(
    context: ScorecardContext,
    proceedings: WindowProceedings,
    board_id: str,
    scores: tuple[PeriodScore, ...],
    standings: Mapping[str, Place],
) -> BoardView:
    board = context.rulebook.boards[board_id]
    index = context.index(standard_of(board, next(iter(standings))))
    results = {
        period: _result(context, context.index(standard_of(board, period)), place)
        for period, place in standings.items()
    }
    alike = [place.standing for period, place in standings.items() if standard_of(board, period) == index.standard.ref]
    newest = (board_id, next(iter(standings)))
    docket = _docket(context, proceedings)
    about = [file for file in proceedings.cases if file.about and file.about.place == newest]
    return BoardView(
        title=board.title,
        path=context.paths(board_page(board.id)),
        standard=name_of(context.rulebook.standards, index.standard.ref),
        standard_path=index.path(""),
        result=next(iter(results.values())),
        opened=_opened(scores[0], context.index(scores[0].standard)) if scores else None,
        ahead=ahead_of(scores[0], context.index(scores[0].standard)) if scores else None,
        trend=trend_of(alike[::-1], index.standard),
        turned=period_text(alike[-1].period) if len(alike) < len(standings) else "",
        results=tuple(results.values())[:DRAWN],
        earlier=max(0, len(results) - DRAWN),
        sections=_sections_past([one for one in scores if one.standard == index.standard.ref], index),
        past=tuple(
            notes
            for score in scores[1:]
            if (notes := _past_notes(score, context.index(score.standard))).struck or notes.lowered
        ),
        near=tuple(_near_line(one, standings[newest[1]].standing, context, index) for one in standings[newest[1]].near),
        csv_path=context.paths(scores_file(newest[1], "csv")),
        entry=next((docket.entry(one, context.paths) for one in proceedings.entries if one.place == newest), None),
        appealing=any(case.decision is None for _, case in of_kind(about, Appeal)),
        replies=tuple(said(about, context.paths)),
    )


def _opened(score: PeriodScore, index: StandardIndex) -> Opened:
    return Opened(
        period=period_text(score.period),
        coverage=rate_text(score.coverage),
        ledger=ledger_of(score, index),
        struck=struck_lines(score, index),
        visits=tuple(_visit_line(line, index) for line in score.inspections),
    )


def _result(context: ScorecardContext, index: StandardIndex, place: Place) -> Result:
    standing = place.standing
    told = outcome_text(standing.outcome, index.bands)
    return Result(
        period=period_text(standing.period),
        path=context.paths(period_page(*standing.place)),
        closed=place.closed,
        score=told.score,
        band=told.band,
        unrated=told.unrated,
        instead=_instead_text(standing.outcome, told),
        rank=standing.rank,
        places=range_text(standing) if standing.rank else "",
        alike=alike_text(standing),
        interval=interval_text(standing.interval),
        near=mark_of(standing.borderline),
        borderline=borderline_text(context.rulebook.boards[standing.board], index.standard, standing),
        peers=place.peers,
        mark=mark_of(standing.listed),
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
    told = outcome_text(row.outcome, index.bands)
    return NearLine(
        rank=row.rank,
        window=name.window,
        path="" if itself else context.paths(f"{window_page(name.centre_id, name.window_id)}#why"),
        centre=name.centre,
        score=told.score,
        band=told.band,
    )


def _visit_line(line: InspectionLine, index: StandardIndex) -> VisitLine:
    return VisitLine(
        date=line.date.isoformat()[5:],
        channel=index.channels[line.channel],
        team=line.team,
        weight=f"×{line.weight}" if line.weight else say("只公示"),
        coverage=rate_text(line.coverage),
        result=alone_text(line.outcome),
    )
