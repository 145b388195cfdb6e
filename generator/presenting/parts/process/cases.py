"""Cases and entries of the green list in words: what state they are in, what happened when, which clocks run."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, assert_never

from generator.judging.process.clocks import Timetable, clocks_of, lateness
from generator.judging.process.holidays import calendar_in
from generator.judging.process.workdays import after
from generator.model.cases import (
    Appeal,
    Case,
    CaseFile,
    CaseKind,
    Contested,
    Correction,
    Deadline,
    DecisionOutcome,
    Difficulty,
    Entry,
    EntryState,
    FollowUp,
    FollowUpKind,
    Notice,
    Objection,
    Rectification,
    Reply,
    SelfRectification,
    StepKind,
    Suspension,
    Visited,
    Waiver,
    Withdrawal,
    of_kind,
)
from generator.model.dataset import Rulebook
from generator.model.keys import RowKey
from generator.presenting.parts.process.clocks import (
    Clock,
    answer_clock,
    deadline_clocks,
    decision_clock,
    entry_clocks,
    own_clock,
)
from generator.presenting.parts.process.figures import ChangeLine, change_lines
from generator.presenting.text.addresses import Paths, case_anchor, case_place, entry_anchor, entry_place, period_page
from generator.presenting.text.checks import cause_text
from generator.presenting.text.wording import joined, period_text
from generator.words.phrases import say

KINDS: Final[Mapping[CaseKind, str]] = {
    "notice": say("通知"),
    "reply": say("回应"),
    "appeal": say("申诉"),
    "objection": say("异议"),
    "rectification": say("整改"),
    "self-rectification": say("自查整改"),
    "correction": say("更正"),
    "withdrawal": say("撤回"),
    "follow-up": say("奖惩与培训"),
    "suspension": say("暂停服务"),
    "waiver": say("提前公布"),
}
"""Kinds of cases in the order in which they are shown, and their names on the page."""

CaseStage = Literal["open", "overdue", "closed"]

GROUPS: Final[Mapping[CaseStage, str]] = {
    "open": say("进行中"),
    "overdue": say("逾期"),
    "closed": say("已办结"),
}
"""What the ledger can be filtered by."""

ENTRY_STATES: Final[Mapping[EntryState, str]] = {
    "current": say("仍在绿榜"),
    "rectified": say("整改通过，已退出"),
    "expired": say("期满退出"),
}
"""The states of an entry in words."""

WITHHELD: Final = say("申诉尚未作出决定，内容暂不公布")
"""Said where an undecided appeal holds what would tell of the result."""


_GROUP_OF_ENTRY: Final[Mapping[EntryState, CaseStage]] = {
    "current": "open",
    "rectified": "closed",
    "expired": "closed",
}

_DONE: Final[Mapping[Literal["notice", "waiver", "reply", "correction", "withdrawal", "follow-up"], str]] = {
    "notice": say("已送达"),
    "waiver": say("已同意"),
    "reply": say("已登载"),
    "correction": say("已更正"),
    "withdrawal": say("已撤回"),
    "follow-up": say("已落实"),
}
"""States of cases of one step."""

_STEPS: Final[Mapping[StepKind, str]] = {
    "plan": say("整改计划"),
    "done": say("整改完成"),
    "return-visit": say("回访"),
}

_OUTCOMES: Final[Mapping[DecisionOutcome, str]] = {"upheld": say("申诉成立"), "rejected": say("申诉不成立")}

FOLLOW_UPS: Final[Mapping[FollowUpKind, str]] = {
    "reward": say("奖励"),
    "penalty": say("惩罚"),
    "training": say("培训"),
}
"""What may follow from an appraisal."""

_DIFFICULTIES: Final[Mapping[Difficulty, str]] = {"simple": say("简单问题"), "complex": say("复杂问题")}


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLine:
    """What happened on a day."""

    day: str
    what: str
    text: str
    """Empty where there is no more to say."""
    quoted: bool
    """The text is the centre's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyView:
    """The centre's own words beside a result."""

    day: str
    text: str
    path: str
    """The way to the case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case as a page tells of it."""

    anchor: str
    path: str
    kind: CaseKind
    kind_name: str
    state: str
    group: CaseStage
    about: str
    """Board and period; empty for a suspension."""
    about_path: str
    steps: tuple[StepLine, ...]
    findings: tuple[str, ...]
    """What is contested, to be put right, or was taken out, one a line."""
    changes: tuple[ChangeLine, ...]
    clocks: tuple[Clock, ...]
    commit: str
    """Short hash; empty where none is known."""
    newest: str
    """Day of the last step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryView:
    """An entry of a green list as a page tells of it."""

    anchor: str
    path: str
    board: str
    period: str
    period_path: str
    state: str
    """In words, with `整改逾期` where it is overdue."""
    group: CaseStage
    overdue: bool
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, kw_only=True)
class Docket:
    """What is needed to tell of cases and entries; it can be sent to another process."""

    rulebook: Rulebook
    day: datetime.date
    """The day the site speaks of."""
    entries: Mapping[RowKey, Entry] = field(default_factory=dict)
    commits: Mapping[str, str] = field(default_factory=dict)
    """Short hash by path of a case file."""
    hidden: frozenset[RowKey] = frozenset()
    """The rows of which an undecided appeal holds every figure."""
    deadlines: Mapping[tuple[str, str], Deadline] = field(default_factory=dict)
    """Of rectifications that are about no entry, by centre and case."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Where each case and entry stands, by its id, where the ledger has several pages."""

    def holds(self, key: RowKey) -> bool:
        """Whether an undecided appeal holds the figures of a row."""
        return key in self.hidden

    def entry(self, entry: Entry, paths: Paths) -> EntryView:
        """An entry in words; `paths` leads from the page that shows it."""
        key = entry.key
        return EntryView(
            anchor=entry_anchor(*key),
            path=paths(entry_place(*key, self.pages)),
            board=self.rulebook.boards[entry.board].title,
            period=period_text(entry.period),
            period_path=paths(period_page(*entry.place)),
            state=_entry_state(entry),
            group="overdue" if entry.overdue else _GROUP_OF_ENTRY[entry.state],
            overdue=entry.overdue,
            clocks=tuple(entry_clocks(entry, self.day)),
        )

    def case(self, file: CaseFile, paths: Paths) -> CaseView:
        """A case in words; `paths` leads from the page that shows it."""
        case, key = file.case, file.about
        about = case.about
        held = key is not None and self.holds(key)
        entry = self.entries.get(key) if key else None
        deadline = self.deadlines.get((file.centre, file.id))
        state, group = self._state(case, None if held else entry, deadline)
        steps = tuple(self._steps(case, held=held))
        return CaseView(
            anchor=case_anchor(file.centre, file.id),
            path=paths(case_place(file.centre, file.id, self.pages)),
            kind=case.kind,
            kind_name=KINDS[case.kind],
            state=state,
            group=group,
            about=say(
                "{board} {period}", board=self.rulebook.boards[about.board].title, period=period_text(about.period)
            )
            if about
            else "",
            about_path=paths(period_page(*about.place)) if about else "",
            steps=steps,
            findings=() if held else tuple(self._findings(case)),
            changes=() if held or about is None else change_lines(self.rulebook, about, case.changes),
            clocks=tuple(self._case_clocks(case, None if held else entry, deadline)),
            commit=self.commits.get(file.path, ""),
            newest=max(one.day for one in steps),
        )

    def said(self, replies: Iterable[CaseFile], paths: Paths) -> Iterator[ReplyView]:
        """The words of the replies among some cases; `paths` leads from the page that shows them."""
        for file, case in of_kind(replies, Reply):
            path = paths(case_place(file.centre, file.id, self.pages))
            yield ReplyView(day=_day(case.date), text=case.text, path=path)

    def told(self, file: CaseFile) -> dict[str, object]:
        """A case as the data files have it: the record, less what would tell of a row that an appeal holds."""
        case = file.case
        told: dict[str, object] = {"id": file.id, "centre": file.centre}
        if self.commits.get(file.path):
            told["commit"] = self.commits[file.path]
        if file.about is None or not self.holds(file.about):
            return told | {"case": case}
        match case:
            case Notice() | Reply() | Waiver() | Suspension() | SelfRectification():
                return told | {"case": case}
            case Appeal() | Objection() | Rectification() | Correction() | Withdrawal() | FollowUp():
                left = {"kind": case.kind, "window": case.window, "about": case.about, "date": case.begun}
                return told | {"case": left, "withheld": True}
            case _:
                assert_never(case)

    def finding(self, contested: Contested) -> str:
        """A finding of an inspection, on a line."""
        standard = self.rulebook.standards[contested.standard]
        when = self._visit(contested)
        if contested.veto is not None:
            text = next(veto.text for veto in standard.vetoes if veto.id == contested.veto)
            return say("{when}：一票否决“{text}”", when=when, text=text)
        clause = next(one for section in standard.sections for one in section.clauses if one.id == contested.clause)
        found = say("，{cause}", cause=cause_text(clause, contested.fault)) if contested.fault else ""
        return say("{when}：{id} {text}{found}", when=when, id=clause.id, text=clause.text, found=found)

    def _visit(self, visit: Visited | Contested) -> str:
        names = {word.id: word.name for word in self.rulebook.vocabulary.channels}
        return f"{_day(visit.date)} {names[visit.channel]}"

    def _case_clocks(self, case: Case, entry: Entry | None, deadline: Deadline | None) -> Iterator[Clock]:
        match case:
            case Rectification(verified_by=None) if entry:
                yield from (one for one in entry_clocks(entry, self.day) if one.kind in {"verified", "rectify"})
            case Rectification():
                yield from deadline_clocks(deadline)
            case SelfRectification(verified_by=None):
                yield own_clock(case.by, self.day)
            case Appeal(decision=None):
                yield decision_clock(self._decided_by(case), self.day)
            case Objection(answer=None):
                yield answer_clock(self._answered_by(case), self.day)
            case Notice() | Waiver() | Reply() | Correction() | Withdrawal() | FollowUp() | Suspension():
                pass
            case Appeal() | Objection() | SelfRectification():
                pass  # it is decided, answered, or verified
            case _:
                assert_never(case)

    def _decided_by(self, case: Appeal) -> datetime.date:
        """The last day on which an appeal is decided in time."""
        policy = self.rulebook.policy
        days = clocks_of(policy.process, case.about.period).decision
        return after(calendar_in(policy), case.opened, days)

    def _answered_by(self, case: Objection) -> datetime.date:
        """The last day on which an objection is answered in time."""
        policy = self.rulebook.policy
        days = clocks_of(policy.process, case.about.period).objection
        return after(calendar_in(policy), case.opened, days)

    def _objection_state(self, case: Objection) -> tuple[str, CaseStage]:
        """Unanswered, overdue, or answered, and how late."""
        by = self._answered_by(case)
        if case.answer is None:
            return (say("答复逾期"), "overdue") if self.day > by else (say("待答复"), "open")
        late = (case.answer.date - by).days
        return (say("已答复，晚 {n} 天", n=late) if late > 0 else say("已答复")), "closed"

    def _appeal_state(self, case: Appeal) -> tuple[str, CaseStage]:
        """Undecided, overdue, or decided, and how late."""
        by = self._decided_by(case)
        if case.decision is None:
            return (say("裁定逾期"), "overdue") if self.day > by else (say("审理中"), "open")
        outcome, late = _OUTCOMES[case.decision.outcome], (case.decision.date - by).days
        return (say("{outcome}，裁定晚 {n} 天", outcome=outcome, n=late) if late > 0 else outcome), "closed"

    def _state(self, case: Case, entry: Entry | None, deadline: Deadline | None) -> tuple[str, CaseStage]:
        """The state of a case, and the group it is filtered by."""
        match case:
            case SelfRectification():
                return _own_state_of(case, self.day)
            case Appeal():
                return self._appeal_state(case)
            case Objection():
                return self._objection_state(case)
            case Rectification():
                return _rectification_state(case, entry, deadline, 0 if entry else self._late(case))
            case Suspension():
                return (say("已恢复"), "closed") if case.until and case.until < self.day else (say("暂停中"), "open")
            case Notice() | Waiver() | Reply() | Correction() | Withdrawal() | FollowUp():
                return _DONE[case.kind], "closed"
            case _:
                assert_never(case)

    def _late(self, case: Rectification) -> int:
        """Days by which a rectification that is about no entry was verified too late."""
        policy = self.rulebook.policy
        return lateness(case, Timetable(process=policy.process, calendar=calendar_in(policy)))

    def _steps(self, case: Case, *, held: bool) -> Iterator[StepLine]:
        match case:
            case Reply():
                yield _step(case.date, say("机构回应"), case.text, quoted=True)
            case Notice():
                yield _step(case.date, say("通知送达机构"), case.delivery or "")
            case Waiver():
                yield _step(case.date, say("同意不等预告期届满即公布"), case.reason)
            case Appeal():
                yield from _appealed(case, held=held)
            case Objection():
                yield from _objected(case, held=held)
            case Rectification() | SelfRectification():
                yield from self._mending(case, held=held)
            case Suspension():
                yield from _suspended(case)
            case Correction() | Withdrawal():
                yield from _amended(case, held=held)
            case FollowUp():
                yield _followed(case, held=held)
            case _:
                assert_never(case)

    def _mending(self, case: Rectification | SelfRectification, *, held: bool) -> Iterator[StepLine]:
        match case:
            case Rectification():
                yield from self._rectification(case, held=held)
            case SelfRectification():
                yield from self._self_rectification(case)
            case _:
                assert_never(case)

    def _rectification(self, case: Rectification, *, held: bool) -> Iterator[StepLine]:
        limits = clocks_of(self.rulebook.policy.process, case.about.period).rectification
        days = limits.simple if case.difficulty == "simple" else limits.complex
        limit = say("{difficulty}，限 {n} 个工作日", difficulty=_DIFFICULTIES[case.difficulty], n=days)
        yield _step(case.opened, say("责令整改"), WITHHELD if held else limit)
        if not held:
            yield from self._mended(case)

    def _self_rectification(self, case: SelfRectification) -> Iterator[StepLine]:
        standard = self.rulebook.standards[case.self_check.standard]
        what = say("自查查出问题（{standard}）", standard=standard.title)
        yield _step(case.self_check.date, what, "")
        yield _step(case.opened, say("开始整改"), say("自己定的期限：{by}", by=_day(case.by)))
        yield from self._mended(case)

    def _mended(self, case: Rectification | SelfRectification) -> Iterator[StepLine]:
        for step in case.steps:
            yield _step(step.date, _STEPS[step.step], step.text)
        if case.verified_by:
            yield _step(
                case.verified_by.date, say("复查通过"), say("{visit}未再发现", visit=self._visit(case.verified_by))
            )

    def _findings(self, case: Case) -> Iterator[str]:
        match case:
            case Appeal():
                yield from (say("所涉发现：{finding}", finding=self.finding(one)) for one in case.findings)
            case Withdrawal():
                yield from (say("撤回的检查：{visit}", visit=self._visit(one)) for one in case.inspections)
                yield from (say("撤回的事件：{id}", id=one) for one in case.events)
            case FollowUp():
                if case.clauses:
                    yield say("培训条款：{clauses}", clauses=joined(case.clauses))
                yield say("凭据：{evidence}", evidence=case.evidence)
            case Rectification() | SelfRectification():
                if case.clauses:
                    yield say("整改条款：{clauses}", clauses=joined(case.clauses))
            case Suspension():
                if case.standard and case.clause:
                    title = self.rulebook.standards[case.standard].title
                    yield say("依据：{title} {clause}", title=title, clause=case.clause)
            case Notice() | Objection() | Waiver() | Reply() | Correction():
                pass
            case _:
                assert_never(case)


def _appealed(case: Appeal, *, held: bool) -> Iterator[StepLine]:
    yield _step(case.opened, say("提出申诉"), WITHHELD if held else case.grounds, quoted=not held)
    if case.decision:
        what = say(
            "{outcome}（检查组 {team} 复核）",
            outcome=_OUTCOMES[case.decision.outcome],
            team=case.decision.team,
        )
        yield _step(case.decision.date, what, case.decision.reason)


def _objected(case: Objection, *, held: bool) -> Iterator[StepLine]:
    yield _step(case.opened, say("收到异议"), WITHHELD if held else case.text)
    if case.answer:
        what = say("答复（检查组 {team}）", team=case.answer.team)
        yield _step(case.answer.date, what, WITHHELD if held else case.answer.text)


def _followed(case: FollowUp, *, held: bool) -> StepLine:
    """What it was would tell of the result."""
    if held:
        return _step(case.date, KINDS[case.kind], WITHHELD)
    return _step(case.date, FOLLOW_UPS[case.done], case.text)


def _suspended(case: Suspension) -> Iterator[StepLine]:
    yield _step(case.since, say("暂停服务"), case.reason)
    if case.until:
        yield _step(case.until, say("暂停的最后一天"), "")


def _entry_state(entry: Entry) -> str:
    """The state of an entry, and that an appeal against it was never decided."""
    state = _own_state(entry)
    return say("{state}；申诉逾期未裁定", state=state) if entry.appealed else state


def _own_state(entry: Entry) -> str:
    """The state of an entry, and how long it took where it took too long: lateness stays."""
    if entry.relapsed and entry.state == "current":
        again = say("{day} 复发，重新整改", day=_day(entry.relapsed))
        return say("{state}，整改逾期", state=again) if entry.overdue else again
    if entry.overdue:
        return say("{state}，整改逾期", state=ENTRY_STATES[entry.state])
    if entry.state == "expired" and entry.verified is None:
        return say("期满退出，未见整改通过")
    if entry.late and entry.state in {"rectified", "expired"}:
        return say("整改通过，晚 {n} 天", n=entry.late)
    return ENTRY_STATES[entry.state]


def _own_state_of(case: SelfRectification, day: datetime.date) -> tuple[str, CaseStage]:
    """Where a rectification that follows from a self-check stands, and how late it was verified."""
    if case.verified_by:
        late = (case.verified_by.date - case.by).days
        return (say("整改通过，晚 {n} 天", n=late) if late > 0 else say("复查通过")), "closed"
    return (say("整改逾期"), "overdue") if day > case.by else (say("整改中"), "open")


def _rectification_state(
    case: Rectification, entry: Entry | None, deadline: Deadline | None, late: int
) -> tuple[str, CaseStage]:
    clocks = [one for one in (entry, deadline) if one]
    overdue = any(one.overdue for one in clocks)
    again = next((one.relapsed for one in reversed(clocks) if one.relapsed), None)
    if case.verified_by:
        if again and case.verified_by.date < again:
            return say("{day} 复发，重新整改", day=_day(again)), "overdue" if overdue else "open"
        late = entry.late if entry else late
        return (say("整改通过，晚 {n} 天", n=late) if late else say("复查通过")), "closed"
    if overdue:
        return say("整改逾期"), "overdue"
    if entry and entry.state == "expired":
        return say("期满退出，未见复查通过"), "closed"
    return say("整改中"), "open"


def replies_of(cases: Iterable[CaseFile]) -> dict[RowKey, tuple[CaseFile, ...]]:
    """The replies to each row of a board, the earliest first."""
    found: dict[RowKey, tuple[CaseFile, ...]] = {}
    for file, case in sorted(of_kind(cases, Reply), key=lambda one: (one[1].date, one[0].id)):
        key = file.row(case.about)
        found[key] = (*found.get(key, ()), file)
    return found


def _amended(case: Correction | Withdrawal, *, held: bool) -> Iterator[StepLine]:
    match case:
        case Correction():
            yield from _corrected(case, held=held)
        case Withdrawal():
            yield _step(case.date, say("撤回检查记录"), WITHHELD if held else case.reason)
        case _:
            assert_never(case)


def _corrected(case: Correction, *, held: bool) -> Iterator[StepLine]:
    yield _step(case.date, say("更正"), WITHHELD if held else case.reason)
    if case.approved_by and not held:
        yield _step(case.date, say("{team} 组核准", team=case.approved_by), case.evidence or "")


def _step(day: datetime.date, what: str, text: str, *, quoted: bool = False) -> StepLine:
    return StepLine(day=_day(day), what=what, text=text, quoted=quoted)


def _day(day: datetime.date) -> str:
    return day.isoformat()
