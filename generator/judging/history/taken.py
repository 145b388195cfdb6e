"""What was taken in once: a round or an event that a commit has brought is neither lost nor put otherwise in silence.

What is published is guarded by `judging.history`, against what the site said. This guards what nobody has seen yet, the
rounds of a running month and of one in preview, against what a commit held.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.judging.history.cases import case_path, without_grounds
from generator.judging.history.publication import Publication
from generator.judging.scoring.editions import judges, standard_of
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.ranking import on_board
from generator.model.cases import CaseFile, Correction, Visited, Withdrawal, of_kind
from generator.model.centre import Centre
from generator.model.keys import PlaceKey, RowKey
from generator.model.problem import Code, Problem, Route
from generator.model.rules import Board

TAKEN_IN_REMOVED: Final = Code(
    slug="taken-in-removed",
    says="已收入的检查或事件不见了：{row}；还没有公布，也不能不说理由就删去",
    mend="恢复原文件。确实要撤下，在这个位置写 kind: withdrawal 的个案，检查写进 inspections，事件写进 events。",
    wrong="results/harbour/2026-10/20-monthly-b.yml\n  inspections: []",
    right="results/harbour/2026-10/20-monthly-b.yml\n"
    "  inspections: []\n"
    "results/harbour/cases/withdrawal-2026-10-cash-1.yml\n"
    "  kind: withdrawal\n"
    "  inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]",
)
TAKEN_IN_ALTERED: Final = Code(
    slug="taken-in-altered",
    says="已收入的检查或事件改了：{row}；还没有公布，也不能不说理由就改",
    mend="恢复原文。确实写错的，在这个位置写 kind: correction 的个案，changes 里写 {figure: record, old: 原来的说法, "
    "new: 改后的说法}。",
    wrong='results/harbour/2026-10/12-weekly-a.yml\n  findings: [{clause: "2.2", fault: curt}]',
    right="results/harbour/2026-10/12-weekly-a.yml\n"
    '  findings: [{clause: "2.2", fault: curt}]\n'
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  changes: [{figure: record, old: 不问候, new: 生硬}]",
)
LATE_WITHOUT_REASON: Final = Code(
    slug="late-without-reason",
    says="{date} 的检查或事件到 {entered} 才收入，超过 {days} 个工作日",
    mend="核对日期；确是补录的，加一行 late: 补录的原因，网页会照样写明。",
    wrong="date: 2026-10-12\nchannel: weekly",
    right="date: 2026-10-12\nlate: 纸质记录遗漏，月底核对时补录\nchannel: weekly",
)
ADDED_AFTER_NOTICE: Final = Code(
    slug="added-after-notice",
    says="补录的检查或事件会改变已经结束、进入预告的一期：{row}",
    mend="预告以后只能用更正改变这一期：在这个位置写 kind: correction 的个案，changes 里写 {figure: record, new: 补录的"
    "内容}；预告和申诉期限从更正之日重新起算。",
    wrong="results/harbour/2026-10/14-weekly-a.yml\n  date: 2026-10-14\n  late: 漏录",
    right="results/harbour/2026-10/14-weekly-a.yml\n"
    "  date: 2026-10-14\n"
    "  late: 漏录\n"
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  changes: [{figure: record, new: 补录 10 月 14 日的周督查}]",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """An inspection of a window, or an event about it, as a commit has it or as the files have it now."""

    centre: str
    window: str
    standard: str
    date: datetime.date
    """Of the visit, or of the proof."""
    name: str
    """The channel of the visit, or the id of the event."""
    is_visit: bool
    said: str
    """What it says, in one way of writing."""
    late: bool
    """It says that it came late, and why."""
    path: str
    route: Route
    entered: datetime.date | None = None
    """The day of the commit that brought its file; None where none has yet."""

    @property
    def key(self) -> tuple[object, ...]:
        """By which it is found again."""
        if self.is_visit:
            return (self.centre, self.window, self.standard, self.date, self.name)
        return (self.centre, self.name)

    @property
    def text(self) -> str:
        """In words that can be looked up."""
        words = (f"{self.centre}/{self.window}", self.standard, self.date.isoformat(), self.name)
        return " ".join(words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What the files that differ from those of a commit say, then and now."""

    held: tuple[Taken, ...] = ()
    found: tuple[Taken, ...] = ()
    cases: tuple[CaseFile, ...] = ()
    """The cases that are new since the commit, or say something else."""


NOTHING_TAKEN: Final = Difference()


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """What a difference is judged by."""

    boards: Iterable[Board]
    centres: Mapping[str, Centre]
    before: Publication
    """What the commit had published."""
    day: datetime.date
    """The day the site speaks of."""
    late_after: int
    """Working days, as in the policy."""
    is_late: Callable[[datetime.date, datetime.date], bool]
    """Whether what happened on the first day and was entered on the second came later than that."""


def taken_problems(change: Difference, intake: Intake) -> Iterator[Problem]:
    """Whatever was taken in and is gone or says something else, and whatever came late, without a word.

    What no board judges is not asked for; what is published is guarded elsewhere, by what was published of it.
    """
    yield from without_grounds(change.cases)
    now = {one.key: one for one in change.found}
    before = {one.key for one in change.held}
    for old in change.held:
        places = tuple(_places(old, intake))
        if not places or any(_is_final(place, intake.before) for place in places):
            continue
        new = now.get(old.key)
        if new is None and not _withdrawn(old, change.cases):
            yield _missing(TAKEN_IN_REMOVED, "withdrawal", old, places)
        elif new is not None and new.said != old.said and not _corrected(old, places, change.cases):
            yield _missing(TAKEN_IN_ALTERED, "correction", old, places)
    for new in change.found:
        if new.key not in before:
            yield from _late(new, change.cases, intake)


def _late(one: Taken, cases: Sequence[CaseFile], intake: Intake) -> Iterator[Problem]:
    """What is wrong with an inspection or event that is new."""
    entered = one.entered or intake.day
    if not intake.is_late(one.date, entered):
        return
    if not one.late:
        facts = {"date": one.date.isoformat(), "entered": entered.isoformat(), "days": str(intake.late_after)}
        yield Problem(path=one.path, route=one.route, code=LATE_WITHOUT_REASON, facts=facts)
    places = tuple(_places(one, intake))
    noticed = tuple(place for place in places if place in intake.before.clocks and place not in intake.before.periods)
    if noticed and not _corrected(one, places, cases):
        yield _missing(ADDED_AFTER_NOTICE, "correction", one, noticed)


def _places(one: Taken, intake: Intake) -> Iterator[PlaceKey]:
    """The boards and periods that show it."""
    centre = intake.centres.get(one.centre)
    windows = {window.id: window for window in centre.windows} if centre else {}
    for board in intake.boards:
        period = period_on(board, one.date)
        if not judges(board, period) or standard_of(board, period) != one.standard:
            continue
        if centre is None or one.window not in windows or on_board(board, one.centre, centre, windows[one.window]):
            yield PlaceKey(board.id, period)


def _is_final(place: PlaceKey, before: Publication) -> bool:
    """Whether a place was over and published: what it says is guarded by what was published of it."""
    period = before.periods.get(place)
    return period is not None and period.closed


def _withdrawn(one: Taken, cases: Sequence[CaseFile]) -> bool:
    visited = Visited(standard=one.standard, date=one.date, channel=one.name) if one.is_visit else None
    return any(
        one.name in case.events if visited is None else visited in case.inspections
        for file, case in of_kind(cases, Withdrawal)
        if file.who == (one.centre, one.window)
    )


def _corrected(one: Taken, places: Iterable[PlaceKey], cases: Sequence[CaseFile]) -> bool:
    rows = {RowKey(*place, one.centre, one.window) for place in places}
    told = (*of_kind(cases, Correction), *of_kind(cases, Withdrawal))
    return any(file.about in rows for file, _ in told)


def _missing(code: Code, kind: str, one: Taken, places: tuple[PlaceKey, ...]) -> Problem:
    row = RowKey(*places[0], one.centre, one.window)
    facts = {"row": f"{row.board} {row.period} {one.text}"}
    return Problem(path=case_path(row, kind), code=code, facts=facts)


CODES: Final = (TAKEN_IN_REMOVED, TAKEN_IN_ALTERED, LATE_WITHOUT_REASON, ADDED_AFTER_NOTICE)
"""Told where a revision is compared with."""
