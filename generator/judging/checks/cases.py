"""Whether cases agree with the results, the boards, the clocks and one another."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, assert_never

from generator.judging.checks.references import (
    LISTED_TWICE,
    NO_SUCH_CLAUSE,
    NO_SUCH_STANDARD,
    NO_SUCH_WINDOW,
    STEPS_OUT_OF_ORDER,
    known,
    repeated,
    unknown,
)
from generator.judging.process.clocks import clocks_of
from generator.judging.process.holidays import calendar_of
from generator.judging.process.settling import Settled
from generator.judging.process.workdays import UnknownYearError, after
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import first_day, last_day, period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.ranking import in_service, on_board
from generator.judging.scoring.scores import Visit
from generator.judging.scoring.striking import said_of
from generator.model.cases import (
    About,
    Appeal,
    Case,
    CaseFile,
    Change,
    Contested,
    Correction,
    Rectification,
    Reply,
    Suspension,
    Visited,
    Waiver,
    Withdrawal,
    of_kind,
)
from generator.model.dataset import CentreData, Rulebook
from generator.model.events import Event
from generator.model.keys import WindowKey
from generator.model.problem import Code, Problem, Route
from generator.model.results import Inspection
from generator.model.rules import Board


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
        case Rectification():
            yield ("opened",), case.opened
            for place, step in enumerate(case.steps):
                yield ("steps", place, "date"), step.date
            if case.verified_by:
                yield ("verified_by", "date"), case.verified_by.date
        case Waiver() | Reply() | Correction() | Withdrawal():
            yield ("date",), case.date
        case _:
            assert_never(case)


STEP_AFTER_DATA_DAY: Final = Code(
    slug="step-after-data-day",
    says="个案中的日期 {date} 晚于数据日期 {last}",
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


UNKNOWN_HOLIDAYS: Final = Code(
    slug="unknown-holidays",
    says="不知道 {year} 年的法定节假日和调休，无法计算工作日",
    mend="把公布的安排写进 standards/policy.yml 的 calendar，或更新 chinesecalendar；尚未公布的，等公布后再发布。"
    "不会按猜测的日历计算。",
    wrong="calendar: []",
    right="calendar:\n  - {year: 2027, announcement: …, holidays: [{name: 元旦, since: 2027-01-01}, …]}",
)


def calendar_problem(path: str, route: Route, error: UnknownYearError) -> Problem:
    """A clock that runs through a year whose holidays are not known."""
    return Problem(path=path, route=route, code=UNKNOWN_HOLIDAYS, facts={"year": str(error.year)})


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
        case Rectification() | Reply() | Appeal() | Correction() | Withdrawal() | Suspension():
            return None
        case _:
            assert_never(case)


def case_problems(data: CentreData, rulebook: Rulebook, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """Everything in the cases of a centre that its own rounds and the rules do not bear out.

    The rounds have passed `judging.round_checks`.
    """
    court = _Court(data, rulebook, plans)
    for file in data.cases:
        yield from court.problems(file)
    yield from _two_suspensions(data.cases)
    yield from _two_appeals(data.cases)


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
LATE_APPEAL: Final = Code(
    slug="late-appeal",
    says="申诉于 {opened} 提出，已过期限 {last}（周期结束后 {days} 个工作日）",
    mend="核对日期；逾期的问题另行复查，结果有误的写更正（correction）。",
    wrong="about: {board: banks, period: 2026-10}\nopened: 2026-11-16",
    right="about: {board: banks, period: 2026-10}\nopened: 2026-11-05",
)
EMPTY_LIST: Final = Code(
    slug="empty-list",
    says="这里至少要有一项",
    mend="写出所指的各项；没有的，删去这个个案。",
    wrong="findings: []",
    right="findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}]",
)
UNCLEAR_FINDING: Final = Code(
    slug="unclear-finding",
    says="“{finding}”：要么写 clause（按扣分情形检查的加写 fault），要么写 veto，只写其一",
    mend="与检查批次文件里的写法一致。",
    wrong='findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery, clause: "1.1"}]',
    right="findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}]",
)
CONTESTED_TWICE: Final = Code(
    slug="contested-twice",
    says="同一检查发现“{finding}”写了两次",
    mend="删去重复的一项。",
    wrong='- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.1", fault: untidy}\n'
    '- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.1", fault: untidy}',
    right='- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.1", fault: untidy}\n'
    '- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.2"}',
)
NO_SUCH_FINDING: Final = Code(
    slug="no-such-finding",
    says="检查记录里没有“{finding}”这一检查发现",
    mend="核对标准、日期、检查方式、条款和扣分情形；已撤销的检查发现仍要留在检查批次里。",
    wrong='- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.3"}',
    right='- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.2"}',
)
TEAM_DECIDES_OWN_FINDINGS: Final = Code(
    slug="team-decides-own-findings",
    says="检查组 {team} 查出了被申诉的问题，不能由它裁定",
    mend="由另一个组裁定，写那个组的代号。",
    wrong="decision: {date: 2026-11-09, team: A, outcome: upheld, reason: 经查属实}",
    right="decision: {date: 2026-11-09, team: B, outcome: upheld, reason: 经查属实}",
)
FINDING_OF_OTHER_RESULT: Final = Code(
    slug="finding-of-other-result",
    says="检查发现“{finding}”不属于所申诉的 {period} 结果",
    mend="核对 about 的榜单和周期，或写所属周期的检查发现。",
    wrong="about: {board: banks, period: 2026-10}\n"
    "opened: 2026-11-06\n"
    "grounds: 收受物品为客户遗落，已归还\n"
    'findings: [{standard: desk@1, date: 2026-11-10, channel: weekly, clause: "1.1", fault: untidy}]',
    right="about: {board: banks, period: 2026-10}\n"
    "opened: 2026-11-06\n"
    "grounds: 收受物品为客户遗落，已归还\n"
    "findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}]",
)
NO_SUCH_INSPECTION: Final = Code(
    slug="no-such-inspection",
    says="没有这次检查：{standard}，{date}，{channel}",
    mend="写复查所在检查批次的标准、日期和检查方式。",
    wrong="verified_by: {standard: desk@1, date: 2026-11-10, channel: monthly}",
    right="verified_by: {standard: desk@1, date: 2026-11-10, channel: weekly}",
)
VERIFIED_TOO_EARLY: Final = Code(
    slug="verified-too-early",
    says="验证的检查 {date} 不晚于该周期最后一次检查 {last}",
    mend="整改须由之后的检查验证。",
    wrong="verified_by: {standard: desk@1, date: 2026-10-20, channel: monthly}",
    right="verified_by: {standard: desk@1, date: 2026-11-10, channel: weekly}",
)
VERIFIED_IN_PART: Final = Code(
    slug="verified-in-part",
    says="验证的检查没有查这些条款：{clauses}",
    mend="写查过这些条款的检查；或在 clauses 里只列已验证的条款。",
    wrong='{window: cash-1, assessed: ["1", "3"]',
    right="{window: cash-1, assessed: all",
)
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
WITHDRAWN_INSPECTION_REMAINS: Final = Code(
    slug="withdrawn-inspection-remains",
    says="撤回的检查还在结果里：{standard}，{date}，{channel}",
    mend="从检查批次里删去这次检查；没有撤回的，从个案里删去。",
    wrong="inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]",
    right="inspections: [{standard: desk@1, date: 2026-10-15, channel: self}]",
)
NOTHING_LOST_AT_CLAUSE: Final = Code(
    slug="nothing-lost-at-clause",
    says="窗口 {window} 在该周期没有在条款 {clause} 失分；失分的条款：{known}",
    mend="从失分的条款里选；全部整改的不写 clauses。",
    wrong='clauses: ["2.2"]',
    right='clauses: ["2.1"]',
)
VERIFIED_YET_NOT_MENDED: Final = Code(
    slug="verified-yet-not-mended",
    says="验证的检查仍查出问题：{clauses}",
    mend="尚未整改到位，删去 verified_by，等复查合格后再写。",
    wrong='{window: cash-1, findings: [{clause: "2.1", fault: silent}], assessed: all',
    right="{window: cash-1, assessed: all",
)
NO_SUCH_EVENT: Final = Code(
    slug="no-such-event",
    says="窗口“{window}”这一期没有编号为“{id}”的事件；有：{known}",
    mend="写这一期已经公布的事件编号。",
    wrong="events: [GX-2610-9]",
    right="events: [GX-2610-1]",
)


class _Court:
    """The cases of a centre held against its rounds."""

    def __init__(self, data: CentreData, rulebook: Rulebook, plans: Mapping[str, Plan]) -> None:
        self.data = data
        self.rulebook = rulebook
        self.plans = plans
        self.windows = {window.id: window for window in data.centre.windows}
        self.visits: dict[str, list[Visit]] = {}
        for file in data.rounds:
            for inspection in file.round.every:
                self.visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))

    def problems(self, file: CaseFile) -> Iterator[Problem]:
        """What is wrong with one case; what follows from an unknown window or board is not said."""
        case = file.case
        yield from _in_order(file)
        found = list(unknown(file.path, ("window",), NO_SUCH_WINDOW, case.window, self.windows))
        if case.about:
            found += self._about(file.path, case.window, case.about, gone=case.kind == "withdrawal")
        yield from found
        if case.about is None or not found:
            yield from self._told(file.path, case)
            yield from _changes(file.path, case.changes)

    def _told(self, path: str, case: Case) -> Iterator[Problem]:
        match case:
            case Suspension():
                yield from self._suspension(path, case)
            case Appeal():
                yield from self._appeal(path, case, self.rulebook.boards[case.about.board])
            case Rectification():
                yield from self._rectification(path, case, self.rulebook.boards[case.about.board])
            case Withdrawal():
                yield from self._withdrawal(path, case)
            case Correction():
                if not case.changes:
                    yield Problem(path=path, route=("changes",), code=EMPTY_LIST)
            case Waiver() | Reply():
                pass  # they say nothing that rounds could belie
            case _:
                assert_never(case)

    def _about(self, path: str, window: str, about: About, *, gone: bool) -> Iterator[Problem]:
        """`gone`: the case says why results are there no more, so that nobody asks for them."""
        board = self.rulebook.boards.get(about.board)
        if board is None:
            yield from unknown(path, ("about", "board"), NO_SUCH_BOARD, about.board, self.rulebook.boards)
            return
        if period_on(board, first_day(about.period)) != about.period:
            facts = {"period": about.period, "board": board.id, "kind": board.period}
            yield Problem(path=path, route=("about", "period"), code=PERIOD_NOT_OF_BOARD, facts=facts)
        elif window in self.windows:
            there = on_board(board, self.data.id, self.data.centre, self.windows[window])
            facts = {"window": window, "board": board.id, "period": about.period}
            if not there or not in_service(self.windows[window], about.period):
                yield Problem(path=path, route=("about", "board"), code=WINDOW_NOT_ON_BOARD, facts=facts)
            elif (
                not gone
                and not self._inspected(window, board, about.period)
                and not self._proved(window, board, about.period)
            ):
                yield Problem(path=path, route=("about", "period"), code=NO_RESULT_IN_PERIOD, facts=facts)

    def _inspected(self, window: str, board: Board, period: str) -> list[Visit]:
        """The visits that a row is made of, those that are only shown too."""
        return [
            visit
            for visit in self.visits.get(window, ())
            if visit.round.standard == standard_of(board, period) and period_on(board, visit.round.date) == period
        ]

    def _proved(self, window: str, board: Board, period: str) -> dict[str, Event]:
        """The facts that a row counts, by id."""
        return {
            record.event.id: record.event
            for record in self.data.events
            if record.window == window
            and record.event.standard == standard_of(board, period)
            and period_on(board, record.event.proved) == period
        }

    def _visit(self, window: str, visited: Visited | Contested) -> Visit | None:
        wanted = (visited.standard, visited.date, visited.channel)
        visits = self.visits.get(window, ())
        return next((one for one in visits if (one.round.standard, one.round.date, one.round.channel) == wanted), None)

    def _suspension(self, path: str, case: Suspension) -> Iterator[Problem]:
        if case.until is not None and case.until < case.since:
            facts = {"since": case.since.isoformat(), "until": case.until.isoformat()}
            yield Problem(path=path, route=("until",), code=SUSPENSION_BACKWARDS, facts=facts)
        if (case.standard is None) != (case.clause is None):
            yield Problem(
                path=path, route=("clause",) if case.clause else ("standard",), code=STANDARD_OR_CLAUSE_MISSING
            )
        elif case.standard is not None and case.clause is not None:
            standard = self.rulebook.standards.get(case.standard)
            if standard is None:
                yield from unknown(path, ("standard",), NO_SUCH_STANDARD, case.standard, self.rulebook.standards)
                return
            clauses = [clause.id for section in standard.sections for clause in section.clauses]
            yield from _unknown_clause(path, ("clause",), case.clause, clauses)

    def _appeal(self, path: str, case: Appeal, board: Board) -> Iterator[Problem]:
        days = clocks_of(self.rulebook.policy.process, case.about.period).appeal
        try:
            last = after(calendar_of(self.rulebook.policy.calendar), last_day(case.about.period), days)
        except UnknownYearError as error:
            yield calendar_problem(path, ("about", "period"), error)
        else:
            if case.opened > last:
                facts = {"opened": case.opened.isoformat(), "last": last.isoformat(), "days": str(days)}
                yield Problem(path=path, route=("opened",), code=LATE_APPEAL, facts=facts)
        if not case.findings and not case.events:
            yield Problem(path=path, route=("findings",), code=EMPTY_LIST)
        yield from self._contested_events(path, case, board)
        for place, _ in repeated(map(repr, case.findings)):
            route: Route = ("findings", place)
            yield Problem(path=path, route=route, code=CONTESTED_TWICE, facts={"finding": _named(case.findings[place])})
        facts_at_issue = self._proved(case.window, board, case.about.period)
        teams = {facts_at_issue[name].team for name in case.events if name in facts_at_issue}
        for place, contested in enumerate(case.findings):
            visit = self._visit(case.window, contested)
            if visit:
                teams.add(visit.round.team)
            yield from self._contested(path, ("findings", place), case, contested, board)
        if case.decision and case.decision.team in teams:
            facts = {"team": case.decision.team}
            yield Problem(path=path, route=("decision", "team"), code=TEAM_DECIDES_OWN_FINDINGS, facts=facts)

    def _contested_events(self, path: str, case: Appeal, board: Board) -> Iterator[Problem]:
        proved = self._proved(case.window, board, case.about.period)
        for place, name in repeated(case.events):
            yield Problem(path=path, route=("events", place), code=LISTED_TWICE, facts={"value": name})
        for place, name in enumerate(case.events):
            event = proved.get(name)
            if event is None:
                facts = {"id": name, "window": case.window, "known": known(proved, name) or "–"}
                yield Problem(path=path, route=("events", place), code=NO_SUCH_EVENT, facts=facts)
            elif case.opened < event.proved:
                order = {"earlier": case.opened.isoformat(), "later": event.proved.isoformat()}
                yield Problem(path=path, route=("opened",), code=STEPS_OUT_OF_ORDER, facts=order)

    def _contested(
        self, path: str, route: Route, case: Appeal, contested: Contested, board: Board
    ) -> Iterator[Problem]:
        facts = {"finding": _named(contested)}
        if (contested.clause is None) == (contested.veto is None) or (contested.fault and contested.veto):
            yield Problem(path=path, route=route, code=UNCLEAR_FINDING, facts=facts)
            return
        visit = self._visit(case.window, contested)
        if visit is None or not said_of(visit.inspection, contested):
            yield Problem(path=path, route=route, code=NO_SUCH_FINDING, facts=facts)
        elif visit not in self._inspected(case.window, board, case.about.period):
            yield Problem(
                path=path, route=route, code=FINDING_OF_OTHER_RESULT, facts={**facts, "period": case.about.period}
            )
        elif case.opened < contested.date:
            order = {"earlier": case.opened.isoformat(), "later": contested.date.isoformat()}
            yield Problem(path=path, route=("opened",), code=STEPS_OUT_OF_ORDER, facts=order)

    def _rectification(self, path: str, case: Rectification, board: Board) -> Iterator[Problem]:
        plan = self.plans[standard_of(board, case.about.period)]
        visits = self._inspected(case.window, board, case.about.period)
        lost = {clause for visit in visits for clause in _found_at(plan, visit.inspection)}
        proved = self._proved(case.window, board, case.about.period).values()
        lost |= {event.clause for event in proved if event.clause and event.fault}
        for place, value in repeated(case.clauses):
            yield Problem(path=path, route=("clauses", place), code=LISTED_TWICE, facts={"value": value})
        for place, clause in enumerate(case.clauses):
            if clause not in plan.clauses:
                yield from _unknown_clause(path, ("clauses", place), clause, plan.clauses)
            elif clause not in lost:
                facts = {"clause": clause, "window": case.window, "known": known(lost, clause) or "–"}
                yield Problem(path=path, route=("clauses", place), code=NOTHING_LOST_AT_CLAUSE, facts=facts)
        if case.verified_by:
            clauses = [clause for clause in case.clauses or lost if clause in lost]
            yield from self._verified(path, case, case.verified_by, visits, clauses)

    def _verified(
        self, path: str, case: Rectification, by: Visited, visits: Sequence[Visit], clauses: Collection[str]
    ) -> Iterator[Problem]:
        route: Route = ("verified_by",)
        visit = self._visit(case.window, by)
        if visit is None:
            facts = {"standard": by.standard, "date": by.date.isoformat(), "channel": by.channel}
            yield Problem(path=path, route=route, code=NO_SUCH_INSPECTION, facts=facts)
            return
        last = max((one.round.date for one in visits), default=by.date)
        if by.date <= last:
            facts = {"date": by.date.isoformat(), "last": last.isoformat()}
            yield Problem(path=path, route=(*route, "date"), code=VERIFIED_TOO_EARLY, facts=facts)
            return
        plan = self.plans[by.standard]
        unseen = [clause for clause in clauses if not _assessed(plan, visit.inspection, clause)]
        found = _found_at(plan, visit.inspection)
        again = [clause for clause in clauses if clause in found]
        vetoed = {veto.veto for one in visits for veto in one.inspection.vetoes}
        if not case.clauses:
            again += [one.veto for one in visit.inspection.vetoes if one.veto in vetoed]
        if unseen:
            yield Problem(path=path, route=route, code=VERIFIED_IN_PART, facts={"clauses": ", ".join(sorted(unseen))})
        if again:
            yield Problem(
                path=path, route=route, code=VERIFIED_YET_NOT_MENDED, facts={"clauses": ", ".join(sorted(again))}
            )

    def _withdrawal(self, path: str, case: Withdrawal) -> Iterator[Problem]:
        if not case.inspections:
            yield Problem(path=path, route=("inspections",), code=EMPTY_LIST)
        for place, visited in enumerate(case.inspections):
            if self._visit(case.window, visited):
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


def _unknown_clause(path: str, route: Route, clause: str, clauses: Collection[str]) -> Iterator[Problem]:
    if clause not in clauses:
        yield Problem(
            path=path, route=route, code=NO_SUCH_CLAUSE, facts={"clause": clause, "known": known(clauses, clause)}
        )


def _named(contested: Contested) -> str:
    """A contested finding in short: `2026-10-12 weekly 1.1 untidy`."""
    words = (contested.date.isoformat(), contested.channel, contested.clause, contested.fault, contested.veto)
    return " ".join(word for word in words if word)


def _found_at(plan: Plan, inspection: Inspection) -> set[str]:
    """The clauses at which an inspection found something amiss."""
    found = {finding.clause for finding in inspection.findings} | {unmet.clause for unmet in inspection.unmet}
    found.update(clause for clause, level in inspection.levels.items() if plan.lost_at[clause, level])
    found.update(clause for clause, points in inspection.points.items() if points != plan.clauses[clause].points)
    for clause, sample in inspection.sampled.items():
        check = plan.clauses[clause].check
        if check.method == "limit" and Fraction(sample.within, sample.cases) < Fraction(check.target):
            found.add(clause)
    return found


def _assessed(plan: Plan, inspection: Inspection, clause: str) -> bool:
    """Whether an inspection looked at a clause; a level or a sample must have been given."""
    if clause not in plan.pool_of or any(one.clause == clause for one in inspection.not_applicable):
        return False
    looked = inspection.assessed == "all" or any(clause in plan.within[item] for item in inspection.assessed)
    if clause not in plan.observed:  # a proved fact: there is nothing that a visit could look at
        return True
    given = (inspection.levels, inspection.points, inspection.sampled)
    return looked and (clause in plan.silent or any(clause in one for one in given))


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


APPEAL_ALREADY_OPEN: Final = Code(
    slug="appeal-already-open",
    says="对同一结果已有一个未裁定的申诉，见 {other}",
    mend="把检查发现并入那个申诉。",
    wrong="results/harbour/cases/appeal-2.yml\n"
    "  findings: [{…, veto: bribery}]\n"
    "results/harbour/cases/appeal-3.yml\n"
    '  findings: [{…, clause: "1.1", fault: untidy}]',
    right='results/harbour/cases/appeal-2.yml\n  findings: [{…, veto: bribery}, {…, clause: "1.1", fault: untidy}]',
)
FINDING_IN_TWO_APPEALS: Final = Code(
    slug="finding-in-two-appeals",
    says="检查发现“{finding}”已在另一个申诉中，见 {other}",
    mend="每个检查发现只申诉一次。",
    wrong="results/harbour/cases/appeal-2.yml\n"
    "  findings: [{…, veto: bribery}]\n"
    "results/harbour/cases/appeal-3.yml\n"
    "  findings: [{…, veto: bribery}]",
    right="results/harbour/cases/appeal-2.yml\n  findings: [{…, veto: bribery}]",
)


def _two_appeals(cases: Iterable[CaseFile]) -> Iterator[Problem]:
    """Appeals about one row that are not decided, and findings that two appeals contest."""
    undecided: dict[tuple[str, str, str], str] = {}
    contested: dict[tuple[str, Contested | str], str] = {}
    for file, case in of_kind(cases, Appeal):
        key = (case.window, case.about.board, case.about.period)
        if case.decision is None:
            if key in undecided:
                yield Problem(
                    path=file.path, route=("window",), code=APPEAL_ALREADY_OPEN, facts={"other": undecided[key]}
                )
            undecided.setdefault(key, file.path)
        for place, one in enumerate(case.findings):
            other = contested.setdefault((case.window, one), file.path)
            if other != file.path:
                facts = {"finding": _named(one), "other": other}
                yield Problem(path=file.path, route=("findings", place), code=FINDING_IN_TWO_APPEALS, facts=facts)
        for place, name in enumerate(case.events):
            other = contested.setdefault((case.window, name), file.path)
            if other != file.path:
                facts = {"finding": name, "other": other}
                yield Problem(path=file.path, route=("events", place), code=FINDING_IN_TWO_APPEALS, facts=facts)


CODES: Final = (
    STEP_AFTER_DATA_DAY,
    UNKNOWN_HOLIDAYS,
    NOT_ON_GREEN_LIST,
    NO_SUCH_BOARD,
    PERIOD_NOT_OF_BOARD,
    WINDOW_NOT_ON_BOARD,
    NO_RESULT_IN_PERIOD,
    LATE_APPEAL,
    EMPTY_LIST,
    UNCLEAR_FINDING,
    CONTESTED_TWICE,
    NO_SUCH_FINDING,
    TEAM_DECIDES_OWN_FINDINGS,
    FINDING_OF_OTHER_RESULT,
    NO_SUCH_INSPECTION,
    VERIFIED_TOO_EARLY,
    VERIFIED_IN_PART,
    SUSPENSION_BACKWARDS,
    STANDARD_OR_CLAUSE_MISSING,
    WITHDRAWN_INSPECTION_REMAINS,
    NOTHING_LOST_AT_CLAUSE,
    VERIFIED_YET_NOT_MENDED,
    NO_SUCH_EVENT,
    CORRECTION_CHANGES_NOTHING,
    SUSPENSIONS_OVERLAP,
    APPEAL_ALREADY_OPEN,
    FINDING_IN_TWO_APPEALS,
)
