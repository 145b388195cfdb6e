"""Why the windows of a centre have the scores of one period: what each was told, and what the centre is told."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.judging.scoring.editions import standard_of
from generator.model.centre import Window
from generator.model.judged import Place
from generator.model.keys import PlaceKey
from generator.model.rules import Policy
from generator.model.scores import PeriodScore
from generator.presenting.parts.process.cases import ReplyView
from generator.presenting.parts.process.endings import all_ended, called_by_id, is_nameless
from generator.presenting.parts.rules.editions import name_of
from generator.presenting.parts.scores.ledger import BonusLine, LoweringLine, bonus_lines, lowering_lines, struck_lines
from generator.presenting.parts.scores.reasons import ReasonLine, Reasons, reasons_of
from generator.presenting.parts.scores.results import Result, result_of
from generator.presenting.parts.scores.scorecard_context import ScorecardContext
from generator.presenting.text.addresses import centre_page, window_page
from generator.presenting.text.markup import address_text
from generator.presenting.text.wording import period_text, rate_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardReasons:
    """What a board said of a window in the period."""

    title: str
    standard: str
    standard_path: str
    result: Result
    reasons: Reasons | None
    """None: nothing that it says may be told. A clause with advice leads to that, further down on the page."""
    coverage: str
    lowered: tuple[LoweringLine, ...]
    struck: tuple[str, ...]
    bonuses: tuple[BonusLine, ...]
    replies: tuple[ReplyView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowReasons:
    """A window in the period."""

    id: str
    name: str
    path: str
    boards: tuple[BoardReasons, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """What the site advises about a clause that took points at some window of the centre; no part of the standard."""

    anchor: str
    clause: str
    path: str
    windows: int
    """At how many it took points."""
    remedies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonsPage:
    """What the page says."""

    title: str
    """Centre and period."""
    centre: str
    centre_path: str
    period: str
    closed: bool
    ended: bool
    """It tells of exposures, and all of them have ended: no search engine is to find it."""
    windows: tuple[WindowReasons, ...]
    told_once: BoardReasons | None
    """The board and the standard of every window, where all have the same: named at the head, and not at each."""
    advice: tuple[Advice, ...]
    """Once for the whole centre: what took points at most windows first."""
    policy: Policy


WindowPeriods = Mapping[str, tuple[tuple[PeriodScore, ...], Mapping[PlaceKey, Place]]]
"""Of every window of a centre the scores that may be shown, and where it stands; newest first."""


def view(context: ScorecardContext, period: str, windows: WindowPeriods) -> ReasonsPage:
    """What `windows/<centre>/<period>.md` says; `windows`: those of the centre that stand on a board in the period."""
    found = [
        _window_reasons(context, window, period, *windows[window.id])
        for window in context.centre.windows
        if window.id in windows
    ]
    windows_told = tuple(one for one in found if one.boards)
    advice = _advice(windows_told)
    anchors = {one.path: address_text(f"#{one.anchor}") for one in advice}
    places = [place for _, standings in windows.values() for key, place in standings.items() if key.period == period]
    return ReasonsPage(
        title=say("{centre} · {period}", centre=context.centre.name, period=period_text(period)),
        centre=context.centre.name,
        centre_path=context.paths(centre_page(context.centre_id)),
        period=period_text(period),
        closed=all(place.closed for place in places),
        ended=_ended(context, period),
        windows=tuple(_leading(one, anchors) for one in windows_told),
        told_once=_told_once(windows_told),
        advice=advice,
        policy=context.rulebook.policy,
    )


def _advice(windows: Sequence[WindowReasons]) -> tuple[Advice, ...]:
    """The clauses of which the site knows what helps, by the number of windows at which they took points."""
    standards: dict[str, int] = {}
    lines: dict[str, tuple[str, ReasonLine]] = {}
    where: dict[str, set[str]] = {}
    for window in windows:
        for board in window.boards:
            number = standards.setdefault(board.standard_path, len(standards) + 1)
            for line in board.reasons.lines if board.reasons else ():
                if line.remedies:
                    lines.setdefault(line.path, (f"{number}-{line.clause}", line))
                    where.setdefault(line.path, set()).add(window.id)
    found = [
        Advice(anchor=anchor, clause=line.clause, path=path, windows=len(where[path]), remedies=line.remedies)
        for path, (anchor, line) in lines.items()
    ]
    return tuple(sorted(found, key=lambda one: -one.windows))


def _leading(window: WindowReasons, anchors: Mapping[str, str]) -> WindowReasons:
    """The same, its clauses leading to what is advised about them."""

    def led(board: BoardReasons) -> BoardReasons:
        if not board.reasons:
            return board
        lines = tuple(replace(line, path=anchors.get(line.path, line.path)) for line in board.reasons.lines)
        return replace(board, reasons=replace(board.reasons, lines=lines))

    return replace(window, boards=tuple(map(led, window.boards)))


def _told_once(windows: Sequence[WindowReasons]) -> BoardReasons | None:
    boards = [board for window in windows for board in window.boards]
    alike = {(board.result.path, board.standard_path) for board in boards}
    return boards[0] if len(alike) == 1 else None


def _ended(context: ScorecardContext, period: str) -> bool:
    entries = [
        one for window in context.centre.windows for one in context.of_window(window.id).entries if one.period == period
    ]
    return all_ended(entries)


def _called(context: ScorecardContext, window: Window, period: str) -> str:
    """The name of a window; its id where an exposure in the period ended so long ago that it has had its time."""
    process, day = context.rulebook.policy.process, context.as_of.day
    entries = (one for one in context.of_window(window.id).entries if one.period == period)
    if any(is_nameless(one, process, day) for one in entries):
        return called_by_id(context.centre_id, window.id)
    return window.name


def day_of(context: ScorecardContext, period: str, windows: WindowPeriods) -> datetime.date:
    """The day of the newest inspection that the page tells of."""
    scores = (score for of_window, _ in windows.values() for score in of_window if score.period == period)
    return max((line.date for score in scores for line in score.inspections), default=context.as_of.newest)


def periods_of(windows: Iterable[Mapping[PlaceKey, Place]]) -> tuple[str, ...]:
    """Every period in which some of these windows stand on a board, the oldest first."""
    return tuple(sorted({key.period for places in windows for key in places}))


def _window_reasons(
    context: ScorecardContext,
    window: Window,
    period: str,
    scores: tuple[PeriodScore, ...],
    standings: Mapping[PlaceKey, Place],
) -> WindowReasons:
    of_period = {score.board: score for score in scores if score.period == period}
    return WindowReasons(
        id=window.id,
        name=_called(context, window, period),
        path=context.paths(window_page(context.centre_id, window.id)),
        boards=tuple(
            _board_reasons(context, window.id, place, of_period.get(key.board))
            for key, place in sorted(standings.items())
            if key.period == period
        ),
    )


def _board_reasons(context: ScorecardContext, window: str, place: Place, score: PeriodScore | None) -> BoardReasons:
    board = context.rulebook.boards[place.standing.board]
    index = context.index(standard_of(board, place.standing.period))
    about = [
        file for file in context.of_window(window).cases if file.about and file.about.place == place.standing.place
    ]
    return BoardReasons(
        title=board.title,
        standard=name_of(context.rulebook.standards, index.standard.ref),
        standard_path=index.path(""),
        result=result_of(context, index, place),
        reasons=reasons_of(score, index) if score else None,
        coverage=rate_text(score.coverage) if score else "",
        lowered=lowering_lines(score.lowered, index, score.inspections) if score else (),
        struck=struck_lines(score, index) if score else (),
        bonuses=bonus_lines(score, index) if score else (),
        replies=tuple(context.docket(window).said(about, context.paths)),
    )
