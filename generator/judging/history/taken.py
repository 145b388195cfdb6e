"""What was taken in once: a round or an event that a commit has brought is neither lost nor put otherwise in silence.

What is published is guarded by `judging.history`, against what the site said. This guards what nobody has seen yet, the
rounds of a running month and of one in preview, against what a commit held; and of what is public that which no figure
and no fingerprint shows: the reason of a delay, a round that no board judges, how many places a correction mends.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Literal, assert_never

from generator.judging.history.amended import AMENDMENTS, PUBLISHED_FACT_CHANGED, Told, misstated, thing_text
from generator.judging.history.cases import case_path, row_text, several, without_grounds
from generator.judging.history.facts import facts_of_case
from generator.judging.history.publication import Publication, steps_of
from generator.judging.history.rows import CORRECTION_CARRIES_MORE, told_by
from generator.judging.scoring.editions import judges, standard_of
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.ranking import on_board
from generator.model.amendments import Amended
from generator.model.cases import (
    Case,
    CaseFile,
    Correction,
    Notice,
    Visited,
    Waiver,
    Withdrawal,
    amending,
    of_kind,
)
from generator.model.centre import Centre
from generator.model.keys import PlaceKey, RowKey, WindowKey
from generator.model.problem import Code, Problem, Route
from generator.model.rules import Board

TAKEN_IN_REMOVED: Final = Code(
    slug="taken-in-removed",
    says="已收入的检查或事件不见了：{row}；是否公布过，都不能不说理由就删去",
    mend="恢复原文件。确实要撤下，在这个位置写 kind: withdrawal 的处理记录，检查写进 inspections，事件写进 events。",
    wrong="results/harbour/2026-10/20-monthly-b.yml\n  inspections: []",
    right="results/harbour/2026-10/20-monthly-b.yml\n"
    "  inspections: []\n"
    "results/harbour/cases/withdrawal-2026-10-cash-1.yml\n"
    "  kind: withdrawal\n"
    "  inspections: [{standard: desk@1, date: 2026-10-20, channel: monthly}]",
)
TAKEN_IN_ALTERED: Final = Code(
    slug="taken-in-altered",
    says="已收入的检查或事件改了：{row}；是否公布过，都不能不说理由就改",
    mend="恢复原文。确实写错的，在这个位置写 kind: correction 的处理记录，changes 里写 "
    "{figure: record, old: 原来的说法, new: 改后的说法}。",
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
    mend="预告以后只能用更正改变这一期：在这个位置写 kind: correction 的处理记录，changes 里写 "
    "{figure: record, new: 补录的内容}；预告和申诉期限从更正之日重新起算。",
    wrong="results/harbour/2026-10/14-weekly-a.yml\n  date: 2026-10-14\n  late: 漏录",
    right="results/harbour/2026-10/14-weekly-a.yml\n"
    "  date: 2026-10-14\n"
    "  late: 漏录\n"
    "results/harbour/cases/correction-2026-10-cash-1.yml\n"
    "  kind: correction\n"
    "  changes: [{figure: record, new: 补录 10 月 14 日的周督查}]",
)


UNJUDGED_INSPECTION_CHANGED: Final = Code(
    slug="unjudged-inspection-changed",
    says="没有榜单评的检查 {id} 会无声改变（{what}）",
    mend="恢复原文；确实要改的，在 standards/amendments.yml 的 amendments 里加一项 kind: inspection，id "
    "照抄这里的编号，changes 写 [{what: removed}] 或 [{what: altered}]，reason 写原因。",
    wrong="git rm results/harbour/2026-10/16-self-z.yml",
    right="standards/amendments.yml\n"
    "  amendments:\n"
    "    - {date: 2026-11-20, kind: inspection, id: harbour/cash-1 tea@1 2026-10-16 self, reason: 重复录入, "
    "changes: [{what: removed}]}",
)
TAKEN_IN_CASE_CHANGED: Final = Code(
    slug="taken-in-case-changed",
    says="已收入的处理记录不见了，或者变成了另一件：{said}；还没有公布，也不能这样改",
    mend="恢复原来的处理记录：种类、窗口、榜单周期、开始的日期、已经作出的裁定都不能改；文字可以修改，步骤可以增加，文件可以改名。",
    wrong="results/harbour/cases/appeal-1.yml（没有了）",
    right="results/harbour/cases/appeal-1.yml\n  kind: appeal",
)
NOTICE_ENTERED_LATE: Final = Code(
    slug="notice-entered-late",
    says="{date} 的通知或提前公布的同意到 {entered} 才收入，超过 {days} 个工作日：预告期会因此缩短",
    mend="通知重新送达，date 写这一次的日期；同意提前公布的，date 写收到的日期。收到、送达以后当天就录入。",
    wrong="kind: notice\nwindow: cash-2\ndate: 2026-11-02",
    right="kind: notice\nwindow: cash-2\ndate: 2026-11-12",
)

CORRECTION_OF_NOTHING: Final = Code(
    slug="correction-of-nothing",
    says="新的更正或撤回说改了、撤了 {row} 的检查记录，而从上次公布到现在，那里没有一处检查或事件因此不同",
    mend="与记录的改动一同提交；没有改动的，删去这件更正。撤回的检查照抄它的标准、日期和检查方式，并从记录里删去。",
    wrong="kind: correction\nchanges: [{figure: record, old: 甲, new: 乙}]（记录没有改）",
    right="kind: correction\nchanges: [{figure: record, old: 不问候, new: 生硬}]（记录同时改好）",
)
TAKEN_IN_BEFORE_IT_WAS: Final = Code(
    slug="taken-in-before-it-was",
    says="{date} 的检查，提交的日期却是 {entered}：还没有检查，就已经收入",
    mend="核对检查的日期和提交所用机器的日期，改正错的那一个：检查日期写真实的那一天；提交日期错的，按真实的日期重新提交。",
    wrong="date: 2026-11-25（提交于 2026-11-20）",
    right="date: 2026-11-20",
)
WITHHELD_STEP_CHANGED: Final = Code(
    slug="withheld-step-changed",
    says="内容暂不公布的处理记录 {case} 改了日期或难易程度；它们决定期限，收入以后不能改",
    mend="改回原来的；登记有误的，在文字里说明。尚未写明的（验收、决定、答复）可以补上。",
    wrong="kind: rectification\nopened: 2026-11-11\ndifficulty: complex",
    right="kind: rectification\nopened: 2026-11-11\ndifficulty: simple",
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
    parts: Mapping[str, str] = field(default_factory=dict)
    """The same by its places: each finding, figure and head of an inspection; nothing for an event."""
    late: bool
    """It says that it came late, and why."""
    path: str
    route: Route
    entered: datetime.date | None = None
    """The day of the commit that brought its file; None where none has yet."""
    touched: datetime.date | None = None
    """The day of the last commit that has something of its file; None where none has yet."""

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
    cases_held: tuple[CaseFile, ...] = ()
    """What the commit has of cases that differ."""


UnjudgedChange = Literal["removed", "altered"]

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
    noticed: Mapping[RowKey, datetime.date]
    """The day of the notice of every row that has one, where the policy requires it."""
    told: Told
    """The amendments that are new."""
    is_late: Callable[[datetime.date, datetime.date], bool]
    """Whether what happened on the first day and was entered on the second came later than that."""

    def is_late_now(self, day: datetime.date) -> bool:
        """Whether what happened on a day and is entered only now comes later than that."""
        return self.is_late(day, self.day)

    def places(self, who: WindowKey, standard: str, date: datetime.date) -> Iterator[PlaceKey]:
        """The boards and periods that show what was found at a window by a standard on a day."""
        centre = self.centres.get(who.centre)
        windows = {window.id: window for window in centre.windows} if centre else {}
        for board in self.boards:
            period = period_on(board, date)
            if not judges(board, period) or standard_of(board, period) != standard:
                continue
            if centre is None or who.window not in windows or on_board(board, who.centre, centre, windows[who.window]):
                yield PlaceKey(board.id, period)


def taken_problems(change: Difference, intake: Intake) -> Iterator[Problem]:
    """Whatever was taken in and is gone or says something else, and whatever came late, without a word."""
    yield from without_grounds(change.cases)
    yield from _changed_cases(change, intake)
    yield from _late_notices(change.cases, intake)
    now = {one.key: one for one in change.found}
    before = {one.key for one in change.held}
    for old in change.held:
        places = tuple(_places(old, intake))
        new = now.get(old.key)
        if not places:
            yield from _unjudged_problems(old, new, intake)
            continue
        if new is None and not _withdrawn(old, change.cases):
            yield _missing(TAKEN_IN_REMOVED, "withdrawal", old, places)
        elif new is not None and new.said != old.said and not _corrected(old, places, change.cases):
            yield _missing(TAKEN_IN_ALTERED, "correction", old, places)
    yield from _amended_without_need(change, intake)
    yield from _carried(change, intake)
    yield from _of_nothing(change, intake)
    for new in change.found:
        if new.key not in before:
            yield from _late(new, change.cases, intake)


def _unjudged_problems(old: Taken, new: Taken | None, intake: Intake) -> Iterator[Problem]:
    """An inspection that no board judges and that is gone or says otherwise, without an amendment."""
    if new is not None and new.said == old.said:
        return
    what = "removed" if new is None else "altered"
    if not intake.told.says(("inspection", old.text), Amended(what=what)):
        yield Problem(path=AMENDMENTS, code=UNJUDGED_INSPECTION_CHANGED, facts={"id": old.text, "what": what})


def _amended_without_need(change: Difference, intake: Intake) -> Iterator[Problem]:
    """Fresh amendments of inspections that are there as they were, or never were."""
    done = {(text, what) for what, text in unjudged(change, intake)}
    for number, place, one, step in intake.told.of_kind("inspection"):
        if (one.id, step.what) not in done:
            yield misstated(one, step, None, ("amendments", number, "changes", place))


def _carried(change: Difference, intake: Intake) -> Iterator[Problem]:
    """Rows of which corrections tell of fewer places than are mended in their inspections and events."""
    now = {one.key: one for one in change.found}
    mended: dict[RowKey, int] = {}
    for old in change.held:
        count = _mended(old, now.get(old.key))
        for place in _places(old, intake) if count else ():
            key = RowKey(*place, old.centre, old.window)
            mended[key] = mended.get(key, 0) + count
    for key, count in sorted(mended.items()):
        cases = [(file, case) for file, case in amending(change.cases) if file.about == key]
        told = told_by(case for _, case in cases)
        if cases and count > told:
            facts = {"row": row_text(key), "count": str(count), "told": str(told)}
            yield Problem(path=cases[-1][0].path, code=CORRECTION_CARRIES_MORE, facts=facts)


def _of_nothing(change: Difference, intake: Intake) -> Iterator[Problem]:
    """New corrections of records that are as they were, and withdrawals of what was not there or still is."""
    now, before = ({one.key: one for one in taken} for taken in (change.found, change.held))
    otherwise = [
        one
        for key in (*before, *(key for key in now if key not in before))
        for one in [before.get(key) or now[key]]
        if key not in now or key not in before or now[key].said != before[key].said
    ]
    rows = {RowKey(*place, one.centre, one.window) for one in otherwise for place in _places(one, intake)}
    gone = {key for key in before if key not in now}
    for file, case in amending(change.cases):
        if f"{file.centre}/{file.id}" in intake.before.cases or earlier_of(file, change) is not None:
            continue
        row = RowKey(*case.about.place, *file.who)
        match case:
            case Correction():
                is_idle = any(one.figure == "record" for one in case.changes) and row not in rows
            case Withdrawal():
                named = {(*file.who, one.standard, one.date, one.channel) for one in case.inspections}
                is_idle = not (named | {(file.centre, name) for name in case.events}) <= gone
            case _:
                assert_never(case)
        if is_idle:
            yield Problem(path=file.path, code=CORRECTION_OF_NOTHING, facts={"row": row_text(row)})


def _mended(old: Taken, new: Taken | None) -> int:
    """In how many places an inspection or event is another; one that is gone is one."""
    if new is None:
        return 1
    names = old.parts.keys() | new.parts.keys()
    places = sum(old.parts.get(name) != new.parts.get(name) for name in names)
    return places if names else int(old.said != new.said)


def _late(one: Taken, cases: Sequence[CaseFile], intake: Intake) -> Iterator[Problem]:
    """What is wrong with an inspection or event that is new."""
    entered = one.entered or intake.day
    if one.is_visit and one.touched and one.touched < one.date:
        facts = {"date": one.date.isoformat(), "entered": one.touched.isoformat()}
        yield Problem(path=one.path, route=one.route, code=TAKEN_IN_BEFORE_IT_WAS, facts=facts)
    late = intake.is_late(one.date, entered)
    if late and not one.late:
        facts = {"date": one.date.isoformat(), "entered": entered.isoformat(), "days": str(intake.late_after)}
        yield Problem(path=one.path, route=one.route, code=LATE_WITHOUT_REASON, facts=facts)
    places = tuple(_places(one, intake))
    held = (place for place in places if place not in intake.before.periods)
    noticed = tuple(
        place for place in held if (late and place in intake.before.clocks) or _came_after(one, place, entered, intake)
    )
    if noticed and not _corrected(one, places, cases):
        yield _missing(ADDED_AFTER_NOTICE, "correction", one, noticed)


def _came_after(one: Taken, place: PlaceKey, entered: datetime.date, intake: Intake) -> bool:
    """Whether its window had been told, by a notice that the policy requires, what its result was without it."""
    told = intake.noticed.get(RowKey(*place, one.centre, one.window))
    return told is not None and told < entered


def _changed_cases(change: Difference, intake: Intake) -> Iterator[Problem]:
    """Cases about what is not public yet that are gone or have become others; one may be in another file now."""
    now = {(file.centre, file.id): file.case for file in change.cases}
    for file in change.cases_held:
        if f"{file.centre}/{file.id}" in intake.before.cases:
            yield from _withheld_words(file, now.get((file.centre, file.id)), intake)
            continue  # that nothing of it is lost is asked elsewhere
        there = [now[file.centre, file.id]] if (file.centre, file.id) in now else []
        there += [other.case for other in change.cases if other.centre == file.centre and other.case == file.case]
        if not any(_is_same(file.case, case) for case in there):
            said = f"{file.case.kind} {file.centre}/{file.case.window} {file.case.begun.isoformat()}"
            yield Problem(path=file.path, code=TAKEN_IN_CASE_CHANGED, facts={"said": said})


def _withheld_words(file: CaseFile, there: Case | None, intake: Intake) -> Iterator[Problem]:
    """Words of a published case that an appeal withheld then: no record has them, but the commit does."""
    thing = ("case", f"{file.centre}/{file.id}")
    if there is None or thing in intake.before.facts:
        return
    if any(was and was != now for was, now in zip(steps_of(file.case), steps_of(there), strict=True)):
        yield Problem(path=file.path, code=WITHHELD_STEP_CHANGED, facts={"case": f"{file.centre}/{file.id}"})
    old, new = facts_of_case(file.case), facts_of_case(there)
    silent = [name for name in old if new.get(name) != old[name] and not intake.told.says(thing, Amended(what=name))]
    if silent:
        facts = {"thing": thing_text(thing), "changes": several([f"{name} …" for name in silent])}
        yield Problem(path=AMENDMENTS, code=PUBLISHED_FACT_CHANGED, facts=facts)


def _is_same(old: Case, new: Case) -> bool:
    """Whether a case went on: what it is about and when it began stay, and so does what was decided."""
    if _core(old) != _core(new):
        return False
    decided = old.decision if old.kind == "appeal" else None
    return decided is None or (new.kind == "appeal" and new.decision == decided)


def _core(case: Case) -> tuple[object, ...]:
    return case.kind, case.window, case.about, case.begun, case.changes


def earlier_of(file: CaseFile, change: Difference) -> Case | None:
    """What a commit had of a case, though it may have been in another file; None: it had none."""
    own = (one.case for one in change.cases_held if (one.centre, one.id) == (file.centre, file.id))
    renamed = (
        one.case for one in change.cases_held if one.centre == file.centre and _core(one.case) == _core(file.case)
    )
    return next(chain(own, renamed), None)


def _late_notices(cases: Sequence[CaseFile], intake: Intake) -> Iterator[Problem]:
    """New notices and waivers that are dated long before they were entered, about what is not public yet."""
    told: list[tuple[CaseFile, Notice | Waiver]] = [*of_kind(cases, Notice), *of_kind(cases, Waiver)]
    for file, case in told:
        if case.about.place not in intake.before.periods and intake.is_late_now(case.date):
            facts = {"date": case.date.isoformat(), "entered": intake.day.isoformat(), "days": str(intake.late_after)}
            yield Problem(path=file.path, route=("date",), code=NOTICE_ENTERED_LATE, facts=facts)


def unjudged(change: Difference, intake: Intake) -> Iterator[tuple[UnjudgedChange, str]]:
    """Inspections that no board judges, self-checks and appraisals among them, and that are gone or say otherwise.

    No case can be about them; an amendment is asked for.
    """
    now = {one.key: one for one in change.found}
    for old in change.held:
        new = now.get(old.key)
        if not any(_places(old, intake)) and (new is None or new.said != old.said):
            yield "removed" if new is None else "altered", old.text


def _places(one: Taken, intake: Intake) -> Iterator[PlaceKey]:
    """The boards and periods that show it."""
    yield from intake.places(WindowKey(one.centre, one.window), one.standard, one.date)


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


CODES: Final = (
    TAKEN_IN_REMOVED,
    TAKEN_IN_ALTERED,
    LATE_WITHOUT_REASON,
    ADDED_AFTER_NOTICE,
    UNJUDGED_INSPECTION_CHANGED,
    TAKEN_IN_CASE_CHANGED,
    NOTICE_ENTERED_LATE,
    CORRECTION_OF_NOTHING,
    TAKEN_IN_BEFORE_IT_WAS,
    WITHHELD_STEP_CHANGED,
)
"""Told where a revision is compared with."""
