"""Whether cases agree with the results, the boards, the clocks and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, assert_never

from generator.judging.checks.process.appeals import appeal_problems, two_appeals
from generator.judging.checks.process.court import Court
from generator.judging.checks.process.follow_ups import follow_up_problems
from generator.judging.checks.process.notices import notice_problems, objection_problems
from generator.judging.checks.process.rectifications import rectification_problems
from generator.judging.checks.process.self_rectifications import self_rectification_problems
from generator.judging.checks.references import (
    EMPTY_LIST,
    LISTED_TWICE,
    NO_SUCH_STANDARD,
    NO_SUCH_WINDOW,
    STEPS_OUT_OF_ORDER,
    repeated,
    unknown,
    unknown_clause,
)
from generator.judging.process.settling import Settled
from generator.judging.scoring.periods import first_day, period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.ranking import in_service, on_board
from generator.model.cases import (
    About,
    Appeal,
    Case,
    CaseFile,
    Change,
    Correction,
    FollowUp,
    Notice,
    Objection,
    Rectification,
    Reply,
    SelfRectification,
    Suspension,
    Waiver,
    Withdrawal,
    of_kind,
)
from generator.model.dataset import CentreData, Rulebook
from generator.model.keys import WindowKey
from generator.model.problem import Code, Problem, Route


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedStep:
    """A step of a case and where its day stands."""

    path: str
    route: Route
    day: datetime.date


def steps_of(cases: Iterable[CaseFile]) -> Iterator[DatedStep]:
    """Every step of some cases; those of one case in the order in which they must happen."""
    for file in cases:
        for route, day in _dates(file):
            yield DatedStep(path=file.path, route=route, day=day)


def _dates(file: CaseFile) -> Iterator[tuple[Route, datetime.date]]:
    case = file.case
    match case:
        case Suspension():
            yield ("since",), case.since
        case Appeal():
            yield ("opened",), case.opened
            if case.decision:
                yield ("decision", "date"), case.decision.date
        case Objection():
            yield ("opened",), case.opened
            if case.answer:
                yield ("answer", "date"), case.answer.date
        case Rectification() | SelfRectification():
            yield ("opened",), case.opened
            for place, step in enumerate(case.steps):
                yield ("steps", place, "date"), step.date
            if case.verified_by:
                yield ("verified_by", "date"), case.verified_by.date
        case Notice() | Waiver() | Reply() | Correction() | Withdrawal() | FollowUp():
            yield ("date",), case.date
        case _:
            assert_never(case)


STEP_AFTER_DATA_DAY: Final = Code(
    slug="step-after-data-day",
    says="处理记录中的日期 {date} 晚于数据日期 {last}",
    mend="核对年份和月份；尚未发生的事等发生后再写。",
    wrong="steps: [{date: 2027-11-04, step: plan, text: 晨会演练问候}]",
    right="steps: [{date: 2026-11-04, step: plan, text: 晨会演练问候}]",
)


def future_step_problems(steps: Iterable[DatedStep], last: datetime.date) -> Iterator[Problem]:
    """Steps that are dated after the day the site speaks of."""
    for step in steps:
        if step.day > last:
            facts = {"date": step.day.isoformat(), "last": last.isoformat()}
            yield Problem(path=step.path, route=step.route, code=STEP_AFTER_DATA_DAY, facts=facts)


NOT_ON_GREEN_LIST: Final = Code(
    slug="not-on-green-list",
    says="窗口 {window} 不在榜单 {board} 的 {period} 绿榜上",
    mend="核对窗口和周期；不在绿榜的，整改写明 clauses，不需要放弃预告期。",
    wrong="kind: waiver\nwindow: cash-1",
    right="kind: waiver\nwindow: cash-2",
)


def green_problems(cases: Iterable[CaseFile], boards: Mapping[str, Sequence[Settled]]) -> Iterator[Problem]:
    """Waivers, and rectifications of everything, for a window that is not and was not on the green list.

    One that is borderline has a preview to waive.
    """
    settled = {(board, one.period.period): one for board, periods in boards.items() for one in periods}
    for file in cases:
        about = file.about
        listed = _may_be_of(file.case, settled.get(about.place)) if about else None
        if about and listed is not None and file.who not in listed:
            facts = {"window": about.window, "board": about.board, "period": about.period}
            yield Problem(path=file.path, route=("window",), code=NOT_ON_GREEN_LIST, facts=facts)


def _may_be_of(case: Case, period: Settled | None) -> frozenset[WindowKey] | None:
    """The windows of a period that such a case may be about; None: any."""
    match case:
        case Waiver():
            return period.exposed if period else frozenset()
        case Rectification(clauses=()):
            return period.green if period else frozenset()
        case Notice() | Objection() | Rectification() | Reply() | Appeal() | Correction() | Withdrawal():
            return None
        case SelfRectification() | FollowUp() | Suspension():
            return None
        case _:
            assert_never(case)


def case_problems(data: CentreData, rulebook: Rulebook, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """Everything in the cases of a centre that its own rounds and the rules do not bear out.

    The rounds have passed their own checks.
    """
    court = Court(data, rulebook, plans)
    for file in data.cases:
        yield from _problems(court, file)
    yield from _two_suspensions(data.cases)
    yield from two_appeals(data.cases)


def _problems(court: Court, file: CaseFile) -> Iterator[Problem]:
    """What is wrong with one case; what follows from an unknown window or board is not said."""
    case = file.case
    yield from _in_order(file)
    found = list(unknown(file.path, ("window",), NO_SUCH_WINDOW, case.window, court.windows))
    if case.about:
        found += _about(court, file.path, case.window, case.about, gone=case.kind == "withdrawal")
    yield from found
    if case.about is None or not found:
        yield from _told(court, file.path, case)
        yield from _changes(file.path, case.changes)


def _told(court: Court, path: str, case: Case) -> Iterator[Problem]:
    match case:
        case Suspension():
            yield from _suspension(court, path, case)
        case Appeal():
            yield from appeal_problems(court, path, case)
        case Rectification() | SelfRectification():
            yield from _mending(court, path, case)
        case Withdrawal():
            yield from _withdrawal(court, path, case)
        case Correction():
            if not case.changes:
                yield Problem(path=path, route=("changes",), code=EMPTY_LIST)
            yield from _approved(court, path, case)
        case Notice() | Objection() | FollowUp() | Waiver() | Reply():
            yield from _said(court, path, case)
        case _:
            assert_never(case)


def _said(court: Court, path: str, case: Notice | Objection | FollowUp | Waiver | Reply) -> Iterator[Problem]:
    """Cases that change nothing and put nothing right."""
    match case:
        case Notice():
            yield from notice_problems(path, case)
        case Objection():
            yield from objection_problems(court, path, case)
        case FollowUp():
            yield from follow_up_problems(court, path, case)
        case Waiver() | Reply():
            pass  # they say nothing that rounds could belie
        case _:
            assert_never(case)


def _mending(court: Court, path: str, case: Rectification | SelfRectification) -> Iterator[Problem]:
    match case:
        case Rectification():
            yield from rectification_problems(court, path, case)
        case SelfRectification():
            yield from self_rectification_problems(court, path, case)
        case _:
            assert_never(case)


NO_SUCH_BOARD: Final = Code(
    slug="no-such-board",
    says="没有榜单“{value}”；已有：{known}",
    mend="写 standards/boards/ 里的榜单编号。",
    wrong="about: {board: bank, period: 2026-10}",
    right="about: {board: banks, period: 2026-10}",
)
PERIOD_NOT_OF_BOARD: Final = Code(
    slug="period-not-of-board",
    says="榜单 {board} 的周期是 {kind}，“{period}”不是它的周期",
    mend="按月（month）的写 2026-10，按季度（quarter）的写 2026-Q4。",
    wrong="about: {board: banks, period: 2026-Q4}",
    right="about: {board: banks, period: 2026-10}",
)
WINDOW_NOT_ON_BOARD: Final = Code(
    slug="window-not-on-board",
    says="窗口 {window} 在 {period} 不参加榜单 {board}",
    mend="核对榜单的行业和机构，以及窗口的启用、停办日期。",
    wrong="about: {board: banks, period: 2027-01}",
    right="about: {board: banks, period: 2026-10}",
)
NO_RESULT_IN_PERIOD: Final = Code(
    slug="no-result-in-period",
    says="窗口 {window} 在榜单 {board} 的 {period} 没有检查结果",
    mend="核对周期；检查记录已撤出的，写撤回（withdrawal）。",
    wrong="about: {board: banks, period: 2026-09}",
    right="about: {board: banks, period: 2026-10}",
)


def _about(court: Court, path: str, window: str, about: About, *, gone: bool) -> Iterator[Problem]:
    """`gone`: the case says why results are there no more, so that nobody asks for them."""
    board = court.rulebook.boards.get(about.board)
    if board is None:
        yield from unknown(path, ("about", "board"), NO_SUCH_BOARD, about.board, court.rulebook.boards)
        return
    if period_on(board, first_day(about.period)) != about.period:
        facts = {"period": about.period, "board": board.id, "kind": board.period}
        yield Problem(path=path, route=("about", "period"), code=PERIOD_NOT_OF_BOARD, facts=facts)
    elif window in court.windows:
        there = on_board(board, court.data.id, court.data.centre, court.windows[window])
        facts = {"window": window, "board": board.id, "period": about.period}
        if not there or not in_service(court.windows[window], about.period):
            yield Problem(path=path, route=("about", "board"), code=WINDOW_NOT_ON_BOARD, facts=facts)
        elif (
            not gone
            and not court.inspected(window, board, about.period)
            and not court.proved(window, board, about.period)
        ):
            yield Problem(path=path, route=("about", "period"), code=NO_RESULT_IN_PERIOD, facts=facts)


SUSPENSION_BACKWARDS: Final = Code(
    slug="suspension-backwards",
    says="恢复日期 {until} 早于暂停日期 {since}",
    mend="核对两个日期。",
    wrong="since: 2026-06-01\nuntil: 2026-05-31",
    right="since: 2026-06-01\nuntil: 2026-06-05",
)
STANDARD_OR_CLAUSE_MISSING: Final = Code(
    slug="standard-or-clause-missing",
    says="standard 和 clause 要一起写",
    mend="补上另一个，或两个都删去。",
    wrong='reason: 消防整改\nclause: "1.1"',
    right='reason: 消防整改\nstandard: desk@1\nclause: "1.1"',
)


def _suspension(court: Court, path: str, case: Suspension) -> Iterator[Problem]:
    if case.until is not None and case.until < case.since:
        facts = {"since": case.since.isoformat(), "until": case.until.isoformat()}
        yield Problem(path=path, route=("until",), code=SUSPENSION_BACKWARDS, facts=facts)
    if (case.standard is None) != (case.clause is None):
        yield Problem(path=path, route=("clause",) if case.clause else ("standard",), code=STANDARD_OR_CLAUSE_MISSING)
    elif case.standard is not None and case.clause is not None:
        standard = court.rulebook.standards.get(case.standard)
        if standard is None:
            yield from unknown(path, ("standard",), NO_SUCH_STANDARD, case.standard, court.rulebook.standards)
            return
        clauses = [clause.id for section in standard.sections for clause in section.clauses]
        yield from unknown_clause(path, ("clause",), case.clause, clauses)


WITHDRAWN_INSPECTION_REMAINS: Final = Code(
    slug="withdrawn-inspection-remains",
    says="撤回的检查还在结果里：{standard}，{date}，{channel}",
    mend="从检查批次里删去这次检查；没有撤回的，从处理记录里删去。",
    wrong="inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]",
    right="inspections: [{standard: desk@1, date: 2026-10-15, channel: self}]",
)


WITHDRAWN_EVENT_REMAINS: Final = Code(
    slug="withdrawn-event-remains",
    says="撤回的事件还在结果里：{id}",
    mend="从 events/ 里删去这件事；没有撤回的，从处理记录里删去。",
    wrong="inspections: []\nevents: [GX-2610-1]",
    right="inspections: [{standard: desk@1, date: 2026-10-15, channel: self}]",
)


APPROVED_BY_INTERESTED: Final = Code(
    slug="approved-by-interested",
    says="更正不能由 {team} 批准：它查过这一期的这个窗口，或出自本机构",
    mend="由另一个组核对证据后批准，写那个组的代号。",
    wrong="approved_by: A",
    right="approved_by: D",
)


def _approved(court: Court, path: str, case: Correction) -> Iterator[Problem]:
    """Whether a correction was approved by somebody who has no part in it."""
    board = court.rulebook.boards[case.about.board]
    teams = {visit.round.team for visit in court.inspected(case.window, board, case.about.period)}
    teams |= {event.team for event in court.proved(case.window, board, case.about.period).values()}
    if case.approved_by in {*teams, *court.data.centre.teams}:
        facts = {"team": case.approved_by or ""}
        yield Problem(path=path, route=("approved_by",), code=APPROVED_BY_INTERESTED, facts=facts)


def _withdrawal(court: Court, path: str, case: Withdrawal) -> Iterator[Problem]:
    if not case.inspections and not case.events:
        yield Problem(path=path, route=("inspections",), code=EMPTY_LIST)
    there = {record.event.id for record in court.data.events}
    for place, name in enumerate(case.events):
        if name in there:
            yield Problem(path=path, route=("events", place), code=WITHDRAWN_EVENT_REMAINS, facts={"id": name})
    for place, visited in enumerate(case.inspections):
        if court.visit(case.window, visited):
            facts = {"standard": visited.standard, "date": visited.date.isoformat(), "channel": visited.channel}
            yield Problem(path=path, route=("inspections", place), code=WITHDRAWN_INSPECTION_REMAINS, facts=facts)


def _in_order(file: CaseFile) -> Iterator[Problem]:
    """Steps whose day lies before that of the step before them."""
    for (_, earlier), (route, later) in pairwise(_dates(file)):
        if later < earlier:
            facts = {"earlier": later.isoformat(), "later": earlier.isoformat()}
            yield Problem(path=file.path, route=route, code=STEPS_OUT_OF_ORDER, facts=facts)


CORRECTION_CHANGES_NOTHING: Final = Code(
    slug="correction-changes-nothing",
    says="{figure} 的新旧值相同，没有更改",
    mend="写公布过的旧值和现在的新值；没有变的不写。",
    wrong='{figure: score, old: "91.0", new: "91.0"}',
    right='{figure: score, old: "91.0", new: "92.0"}',
)


def _changes(path: str, changes: Sequence[Change]) -> Iterator[Problem]:
    """Changes that change nothing, and figures that are told twice."""
    for place, value in repeated(change.figure for change in changes):
        yield Problem(path=path, route=("changes", place, "figure"), code=LISTED_TWICE, facts={"value": value})
    for place, change in enumerate(changes):
        if change.old == change.new:
            yield Problem(
                path=path, route=("changes", place), code=CORRECTION_CHANGES_NOTHING, facts={"figure": change.figure}
            )


SUSPENSIONS_OVERLAP: Final = Code(
    slug="suspensions-overlap",
    says="与另一次暂停服务重叠，见 {other}",
    mend="合并为一次，或核对起止日期。",
    wrong="since: 2026-06-05\nreason: 设备检修",
    right="since: 2026-08-03\nreason: 设备检修",
)


def _two_suspensions(cases: Iterable[CaseFile]) -> Iterator[Problem]:
    """Suspensions of one window that overlap; of two, the one that begins later is named."""
    by_window: dict[str, list[tuple[datetime.date, str, Suspension]]] = {}
    for file, case in of_kind(cases, Suspension):
        by_window.setdefault(case.window, []).append((case.since, file.path, case))
    for found in by_window.values():
        for (_, other, one), (since, path, _case) in pairwise(sorted(found, key=lambda entry: entry[:2])):
            if one.until is None or one.until >= since:
                yield Problem(path=path, route=("since",), code=SUSPENSIONS_OVERLAP, facts={"other": other})


CODES: Final = (
    STEP_AFTER_DATA_DAY,
    NOT_ON_GREEN_LIST,
    NO_SUCH_BOARD,
    PERIOD_NOT_OF_BOARD,
    WINDOW_NOT_ON_BOARD,
    NO_RESULT_IN_PERIOD,
    SUSPENSION_BACKWARDS,
    STANDARD_OR_CLAUSE_MISSING,
    WITHDRAWN_INSPECTION_REMAINS,
    WITHDRAWN_EVENT_REMAINS,
    APPROVED_BY_INTERESTED,
    CORRECTION_CHANGES_NOTHING,
    SUSPENSIONS_OVERLAP,
)
