"""Whether appeals come in time, contest what was found, and are decided by others."""

import datetime
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Final

from generator.judging.checks.process.court import Court
from generator.judging.checks.references import (
    EMPTY_LIST,
    LISTED_TWICE,
    STEPS_OUT_OF_ORDER,
    known,
    repeated,
)
from generator.judging.checks.rules.calendars import calendar_problem
from generator.judging.process.clocks import Timetable, clocks_of, noticed
from generator.judging.process.holidays import calendar_in
from generator.judging.process.workdays import UnknownYearError, after
from generator.judging.scoring.periods import last_day
from generator.judging.scoring.striking import said_of
from generator.model.cases import (
    Appeal,
    CaseFile,
    Contested,
    Correction,
    Decision,
    Notice,
    Withdrawal,
    of_kind,
)
from generator.model.keys import PlaceKey, WindowKey
from generator.model.problem import Code, Problem, Route
from generator.model.rules import Board

LATE_APPEAL: Final = Code(
    slug="late-appeal",
    says="申诉于 {opened} 提出，已过期限 {last}（周期结束或通知送达后 {days} 个工作日）",
    mend="核对日期；逾期的问题另行复查，结果有误的写更正（correction）。",
    wrong="about: {board: banks, period: 2026-10}\nopened: 2026-11-16",
    right="about: {board: banks, period: 2026-10}\nopened: 2026-11-05",
)
TEAM_DECIDES_OWN_FINDINGS: Final = Code(
    slug="team-decides-own-findings",
    says="检查组 {team} 查出了被申诉的问题，不能由它裁定",
    mend="由另一个组裁定，写那个组的代号。",
    wrong="decision: {date: 2026-11-09, team: A, outcome: upheld",
    right="decision: {date: 2026-11-09, team: B, outcome: upheld",
)
CENTRE_DECIDES_OWN_APPEAL: Final = Code(
    slug="centre-decides-own-appeal",
    says="检查组 {team} 出自提出申诉的机构，不能由它裁定",
    mend="由复核组裁定，写那个组的代号。",
    wrong="decision: {date: 2026-11-09, team: SELF, outcome: upheld",
    right="decision: {date: 2026-11-09, team: B, outcome: upheld",
)
NOT_ON_REVIEW_PANEL: Final = Code(
    slug="not-on-review-panel",
    says="{team} 不在复核名单里；名单：{known}",
    mend="由 policy.yml 的 process.review_panel 里的组裁定；确实该由它裁定的，先把它列入名单。",
    wrong="decision: {date: 2026-11-09, team: D, outcome: upheld",
    right="decision: {date: 2026-11-09, team: B, outcome: upheld",
)
REASON_TOO_SHORT: Final = Code(
    slug="reason-too-short",
    says="裁定理由只有 {count} 个字，至少要 {least} 个字",
    mend="写明看了什么证据、认定了什么、为什么维持或撤销。",
    wrong="reason: 经查属实",
    right="reason: 复核组调阅当天录像和维修单，台面确在维修，凭证为施工图纸，两处均不属于未整理，予以撤销。",
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


def appeal_problems(court: Court, path: str, case: Appeal) -> Iterator[Problem]:
    """What is wrong with an appeal: its day, what it contests, and who decided it."""
    board = court.rulebook.boards[case.about.board]
    policy = court.rulebook.policy
    timetable = Timetable(process=policy.process, calendar=calendar_in(policy))
    try:
        begun = noticed(timetable, case.about.period, _changed(court, case), _given(court, case))
        if begun is not None:
            yield from _in_time(timetable, path, case, begun)
    except UnknownYearError as error:
        yield calendar_problem(path, ("about", "period"), error)
    if not case.findings and not case.events:
        yield Problem(path=path, route=("findings",), code=EMPTY_LIST)
    yield from _contested_events(court, path, case, board)
    for place, _ in repeated(map(repr, case.findings)):
        route: Route = ("findings", place)
        yield Problem(path=path, route=route, code=CONTESTED_TWICE, facts={"finding": _named(case.findings[place])})
    facts_at_issue = court.proved(case.window, board, case.about.period)
    teams = {facts_at_issue[name].team for name in case.events if name in facts_at_issue}
    for place, contested in enumerate(case.findings):
        visit = court.visit(case.window, contested)
        if visit:
            teams.add(visit.round.team)
        yield from _contested(court, path, case, place, board)
    if case.decision:
        yield from _decided(court, path, case.decision, teams)


def _in_time(timetable: Timetable, path: str, case: Appeal, begun: datetime.date) -> Iterator[Problem]:
    """Whether an appeal came within its days from that on which they begin."""
    days = clocks_of(timetable.process, case.about.period).appeal
    last = after(timetable.calendar, begun, days)
    if case.opened > last:
        facts = {"opened": case.opened.isoformat(), "last": last.isoformat(), "days": str(days)}
        yield Problem(path=path, route=("opened",), code=LATE_APPEAL, facts=facts)


def unnoticed_appeals(
    cases: Iterable[CaseFile], exposed: Mapping[PlaceKey, Container[WindowKey]], timetable: Timetable
) -> Iterator[Problem]:
    """Appeals that come late at a window which is not to be exposed, so that nobody has to give it notice.

    Its days begin after the period; of one that is to be told they have not begun. `exposed`: the windows that are, by
    board and period. Raises UnknownYearError.
    """
    told = {file.about for file, _ in of_kind(cases, Notice)}
    for file, case in of_kind(cases, Appeal):
        required = clocks_of(timetable.process, case.about.period).notice == "required"
        if required and file.about not in told and file.who not in exposed.get(case.about.place, ()):
            yield from _in_time(timetable, file.path, case, last_day(case.about.period))


LEAST_REASON: Final = 30
"""Signs of the reason of a decision: fewer do not say what was looked at, and why it was decided so."""


def _decided(court: Court, path: str, decision: Decision, contested: Collection[str]) -> Iterator[Problem]:
    """Whether an appeal was decided by somebody else, and for a reason. `contested`: whose findings are."""
    route: Route = ("decision", "team")
    panel = court.rulebook.policy.process.review_panel
    facts = {"team": decision.team, "known": known(panel, decision.team)}
    if decision.team in contested:
        yield Problem(path=path, route=route, code=TEAM_DECIDES_OWN_FINDINGS, facts=facts)
    elif decision.team in court.data.centre.teams:
        yield Problem(path=path, route=route, code=CENTRE_DECIDES_OWN_APPEAL, facts=facts)
    elif panel and decision.team not in panel:
        yield Problem(path=path, route=route, code=NOT_ON_REVIEW_PANEL, facts=facts)
    count = len("".join(decision.reason.split()))
    if count < LEAST_REASON:
        facts = {"count": str(count), "least": str(LEAST_REASON)}
        yield Problem(path=path, route=("decision", "reason"), code=REASON_TOO_SHORT, facts=facts)


def _about_row(court: Court, appeal: Appeal) -> list[CaseFile]:
    row = (appeal.about.place, appeal.window)
    return [file for file in court.data.cases if file.about and (file.about.place, file.about.window) == row]


def _changed(court: Court, appeal: Appeal) -> Iterator[datetime.date]:
    """The days on which the row was corrected."""
    own = _about_row(court, appeal)
    yield from (case.date for _, case in of_kind(own, Correction))
    yield from (case.date for _, case in of_kind(own, Withdrawal))


def _given(court: Court, appeal: Appeal) -> Iterator[datetime.date]:
    """The days on which notice of the row was given."""
    yield from (case.date for _, case in of_kind(_about_row(court, appeal), Notice))


NO_SUCH_EVENT: Final = Code(
    slug="no-such-event",
    says="窗口“{window}”这一期没有编号为“{id}”的事件；有：{known}",
    mend="写这一期已经公布的事件编号。",
    wrong="events: [GX-2610-9]",
    right="events: [GX-2610-1]",
)


def _contested_events(court: Court, path: str, case: Appeal, board: Board) -> Iterator[Problem]:
    proved = court.proved(case.window, board, case.about.period)
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


UNCLEAR_FINDING: Final = Code(
    slug="unclear-finding",
    says="“{finding}”：要么写 clause（按扣分情形检查的加写 fault），要么写 veto，只写其一",
    mend="与检查批次文件里的写法一致。",
    wrong='findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery, clause: "1.1"}]',
    right="findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}]",
)
NO_SUCH_FINDING: Final = Code(
    slug="no-such-finding",
    says="检查记录里没有“{finding}”这一检查发现",
    mend="核对标准、日期、检查方式、条款和扣分情形；已撤销的检查发现仍要留在检查批次里。",
    wrong='- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.3"}',
    right='- {standard: desk@1, date: 2026-10-12, channel: weekly, clause: "1.2"}',
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


def _contested(court: Court, path: str, case: Appeal, place: int, board: Board) -> Iterator[Problem]:
    contested, route = case.findings[place], ("findings", place)
    facts = {"finding": _named(contested)}
    if (contested.clause is None) == (contested.veto is None) or (contested.fault and contested.veto):
        yield Problem(path=path, route=route, code=UNCLEAR_FINDING, facts=facts)
        return
    visit = court.visit(case.window, contested)
    if visit is None or not said_of(visit.inspection, contested):
        yield Problem(path=path, route=route, code=NO_SUCH_FINDING, facts=facts)
    elif visit not in court.inspected(case.window, board, case.about.period):
        yield Problem(
            path=path, route=route, code=FINDING_OF_OTHER_RESULT, facts={**facts, "period": case.about.period}
        )
    elif case.opened < contested.date:
        order = {"earlier": case.opened.isoformat(), "later": contested.date.isoformat()}
        yield Problem(path=path, route=("opened",), code=STEPS_OUT_OF_ORDER, facts=order)


def _named(contested: Contested) -> str:
    """A contested finding in short: `2026-10-12 weekly 1.1 untidy`."""
    words = (contested.date.isoformat(), contested.channel, contested.clause, contested.fault, contested.veto)
    return " ".join(word for word in words if word)


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


def two_appeals(cases: Iterable[CaseFile]) -> Iterator[Problem]:
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
    LATE_APPEAL,
    TEAM_DECIDES_OWN_FINDINGS,
    CENTRE_DECIDES_OWN_APPEAL,
    NOT_ON_REVIEW_PANEL,
    REASON_TOO_SHORT,
    CONTESTED_TWICE,
    NO_SUCH_EVENT,
    UNCLEAR_FINDING,
    NO_SUCH_FINDING,
    FINDING_OF_OTHER_RESULT,
    APPEAL_ALREADY_OPEN,
    FINDING_IN_TWO_APPEALS,
)
