"""The page of one window: how it was judged, and why."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.ranking import compared
from generator.judging.scoring.unscored_checks import newest_checks
from generator.model.cases import About, SelfRectification, Suspension, of_kind
from generator.model.centre import Window
from generator.model.judged import Place, WindowProceedings
from generator.model.keys import PlaceKey
from generator.model.rules import Policy
from generator.model.scores import PeriodScore, SelfCheck, Uncounted, VisitApart
from generator.presenting.parts.process.cases import CaseView, EntryView
from generator.presenting.parts.process.figures import ChangeLine, change_lines
from generator.presenting.parts.scores.results import BoardView, board_view
from generator.presenting.parts.scores.scorecard_context import ScorecardContext
from generator.presenting.parts.scores.unscored import UnscoredView, unscored_view
from generator.presenting.parts.windows.disclosed import GuideLine, guides_of
from generator.presenting.parts.windows.hours import Opening, opening_of
from generator.presenting.text.addresses import (
    badge_file,
    case_place,
    centre_page,
    poster_file,
    standard_page,
    window_page,
)
from generator.presenting.text.wording import (
    held_text,
    joined,
    outcome_text,
    period_text,
    rate_text,
)
from generator.words.phrases import say

APART_TOLD: Final = 5
"""Inspections that no board judges, on the page of a window; its data file has all."""
NEAR: Final = datetime.timedelta(days=92)
"""A window that was closed so few days before or after another was opened may go on in it."""


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
class Neighbour:
    """A window of the centre that was closed about when this one was opened."""

    name: str
    path: str
    closed: str


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
    guides: tuple[GuideLine, ...]
    """How they are done; empty where nothing is told of it."""
    roles: str
    opening: Opening
    closed: str
    """The last day it was open, where it is closed for good; else empty."""
    opened: str
    """The first day it was open, where windows beside it were closed at about that time; else empty."""
    gone: tuple[Neighbour, ...]
    """These windows: a counter that goes on under a new id has its past there."""


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
class MendLine:
    """What a self-check found at a clause, and what follows from it."""

    clause: str
    text: str
    path: str
    """The way to the clause."""
    plan: str
    """How, by whom and by when it is put right."""
    case_path: str
    """The way to the rectification that follows from it; empty where there is none."""


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
    mended: tuple[MendLine, ...]
    """What it found and says how it is put right."""
    found: str
    """The clauses at which it found something else, in one line; empty where there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ApartLine:
    """An inspection that no board judges."""

    date: str
    channel: str
    team: str
    standard: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardPage:
    """What the page says."""

    window: WindowView
    boards: tuple[BoardView, ...]
    """What each board says of it; empty: nothing was inspected yet."""
    self_checks: tuple[SelfCheckLine, ...]
    apart: tuple[ApartLine, ...]
    """The newest of those that no board judges."""
    apart_count: int
    """How many there are in all."""
    unscored: tuple[UnscoredView, ...]
    """Its newest inspection by each standard that scores nothing."""
    earlier_unscored: int
    """How many there are before these."""
    held: tuple[str, ...]
    """What is not published yet, a sentence for each period."""
    cases: WindowCases | None
    policy: Policy
    sharing: Sharing


def view(
    context: ScorecardContext,
    window_id: str,
    scores: tuple[PeriodScore, ...],
    standings: Mapping[PlaceKey, Place],
    shown: Uncounted,
) -> ScorecardPage:
    """What `windows/<centre>/<window>.md` says.

    Args:
        context: what all windows of the centre share.
        window_id: the window; it is one of the centre's.
        scores: all its scores, newest period first.
        standings: its place in every board and period; of those without a score too. Empty: the page says that
            nothing was inspected yet.
        shown: its inspections that count nowhere, as `shown_checks` gives them.

    """
    newest = tuple(newest_checks(shown.unscored))
    window = next(one for one in context.centre.windows if one.id == window_id)
    apart = context.apart.get(window_id, ())
    return ScorecardPage(
        window=_window_view(context, window),
        boards=tuple(
            board_view(
                context,
                window_id,
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
        self_checks=tuple(_self_check_line(context, window_id, one) for one in shown.by_itself),
        unscored=tuple(unscored_view(one, context.index(one.standard)) for one in newest),
        earlier_unscored=len(shown.unscored) - len(newest),
        apart=tuple(_apart_line(context, one) for one in apart[:APART_TOLD]),
        apart_count=len(apart),
        held=tuple(
            say(
                "{title}：{held}",
                title=context.rulebook.boards[one.board].title,
                held=held_text(one.period, one.public, one.state),
            )
            for one in context.held
        ),
        cases=_window_cases(context, window_id),
        policy=context.rulebook.policy,
        sharing=_sharing(context, window),
    )


def day_of(context: ScorecardContext, scores: tuple[PeriodScore, ...], shown: Uncounted) -> datetime.date:
    """The day of the newest inspection on the page."""
    counted = [line.date for score in scores for line in score.inspections]
    days = [*counted, *(one.date for one in shown.by_itself), *(one.date for one in shown.unscored)]
    return max(days, default=context.as_of.newest)


def shown_checks(context: ScorecardContext, found: Uncounted, standings: Mapping[PlaceKey, Place]) -> Uncounted:
    """What counts nowhere and may be shown: of its self-checks the newest by each standard.

    One by a standard that a board judges by is shown only once the board's period is public.
    """
    boards = [board for board in context.rulebook.boards.values() if compared(board, context.centre_id, context.centre)]
    shown: dict[str, SelfCheck] = {}
    for check in found.by_itself:
        periods = [(board, period_on(board, check.date)) for board in boards]
        judged = [(board.id, period) for board, period in periods if check.standard == standard_of(board, period)]
        if all(place in standings for place in judged):
            shown.setdefault(check.standard.partition("@")[0], check)
    return replace(found, by_itself=tuple(shown.values()))


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


def _window_cases(context: ScorecardContext, window: str) -> WindowCases | None:
    docket, proceedings = context.docket(window), context.of_window(window)
    if proceedings == WindowProceedings():
        return None
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
                path=context.paths(case_place(one.case_centre or one.centre, one.case, context.pages)),
                changes=change_lines(context.rulebook, About(board=one.board, period=one.period), one.changes),
            )
            for one in proceedings.revisions
        ),
        suspended=next((one for one in cases if one.kind == "suspension" and one.group == "open"), None),
    )


def _mend_lines(context: ScorecardContext, window: str, check: SelfCheck) -> Iterator[MendLine]:
    """What a self-check found and says how to put right, clause by clause."""
    standard = context.index(check.standard).standard
    texts = {clause.id: clause.text for section in standard.sections for clause in section.clauses}
    roles = {role.id: role.name for role in context.rulebook.vocabulary.roles}
    plans = {one.clause: one for one in check.mend}
    followed = {
        clause: context.paths(case_place(context.centre_id, file.id, context.pages))
        for file, case in of_kind(context.of_window(window).cases, SelfRectification)
        if (case.self_check.standard, case.self_check.date) == (check.standard, check.date)
        for clause in case.clauses or plans
    }
    for clause in check.found:
        if plan := plans.get(clause):
            yield MendLine(
                clause=clause,
                text=texts[clause],
                path=context.paths(standard_page(standard.id, clause)),
                plan=say("{how}（{who}，{by} 前）", how=plan.how, who=roles[plan.who], by=plan.by.isoformat()),
                case_path=followed.get(clause, ""),
            )


def _self_check_line(context: ScorecardContext, window: str, check: SelfCheck) -> SelfCheckLine:
    index = context.index(check.standard)
    told = outcome_text(check.outcome, index.bands)
    return SelfCheckLine(
        date=check.date.isoformat(),
        standard=index.standard.title,
        path=context.paths(standard_page(index.standard.id)),
        score=told.score,
        band=told.band,
        coverage=rate_text(check.coverage),
        mended=tuple(_mend_lines(context, window, check)),
        found=joined((one for one in check.found if one not in {mend.clause for mend in check.mend}), " "),
    )


def _apart_line(context: ScorecardContext, visit: VisitApart) -> ApartLine:
    standard = context.index(visit.standard).standard
    return ApartLine(
        date=visit.date.isoformat(),
        channel=context.channels[visit.channel],
        team=visit.team,
        standard=standard.title,
        path=context.paths(standard_page(standard.id)),
    )


def _gone(context: ScorecardContext, window: Window) -> Iterator[Neighbour]:
    for one in context.centre.windows:
        if one.id == window.id or not one.closed or not window.opened or one.closed > context.as_of.day:
            continue
        if -NEAR <= window.opened - one.closed <= NEAR:
            path = context.paths(window_page(context.centre_id, one.id))
            yield Neighbour(name=one.name, path=path, closed=one.closed.isoformat())


def _window_view(context: ScorecardContext, window: Window) -> WindowView:
    vocabulary, centre = context.rulebook.vocabulary, context.centre
    trades = {word.id: word.name for word in vocabulary.trades}
    roles = {role.id: role.name for role in vocabulary.roles}
    cases = context.of_window(window.id).cases
    suspensions = tuple(case for _, case in of_kind(cases, Suspension))
    gone = tuple(_gone(context, window))
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
        guides=guides_of(window),
        roles=joined(roles[role] for role in window.roles),
        opening=opening_of(centre, window, context.paths, suspensions),
        closed=window.closed.isoformat() if window.closed and window.closed < context.as_of.day else "",
        opened=window.opened.isoformat() if window.opened and gone else "",
        gone=gone,
    )
