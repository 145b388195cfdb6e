"""Steps that are dated before the last publication, which did not show them: nothing comes about in the past.

What a case said then is known from what was published. Where an appeal withheld it, or its row was not public yet, only
the commit knows; without a commit nothing is guessed, for no record may tell what is withheld.
"""

import datetime
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple, assert_never

from generator.judging.history.amended import AMENDMENTS, LATE, Told, misstated
from generator.judging.history.publication import WITHHELD, Publication
from generator.judging.history.taken import Difference, Intake, earlier_of
from generator.model.cases import (
    Appeal,
    Case,
    CaseFile,
    Correction,
    FollowUp,
    Notice,
    Objection,
    Rectification,
    Reply,
    SelfRectification,
    StepKind,
    Suspension,
    Waiver,
    Withdrawal,
    of_kind,
)
from generator.model.problem import Code, Problem, Route

DATED_BACK: Final = Code(
    slug="dated-back",
    says="{step} 写的日期是 {date}，而 {published} 公布时还没有它",
    mend="日期写真实的那一天：当时已经公布的一期，申诉要先公布为未决，再写裁定；录入不超过 policy.yml 的 late_after "
    "个工作日。确实早已发生、没有及时录入的，在 standards/amendments.yml 加一项 kind: case、id: 机构/处理记录，"
    "changes 写 [{what: late}]，reason 写迟的原因；它会登在更正记录页上。",
    wrong="results/harbour/cases/appeal-1.yml\n  opened: 2026-11-02\n  decision: {date: 2026-11-06, …}",
    right="results/harbour/cases/appeal-1.yml\n  opened: 2026-11-20",
)
DATED_BACK_UNSEEN: Final = Code(
    slug="dated-back-unseen",
    says="{case} 有一步写的日期早于 {published} 的公布，而当时收入的数据里还没有它",
    mend="内容暂不公布的处理记录也一样：日期写真实的那一天，录入不超过 policy.yml 的 late_after 个工作日。"
    "确实早已发生、没有及时录入的，在 standards/amendments.yml 加一项 kind: case、id: 机构/处理记录，"
    "changes 写 [{what: late}]，reason 写迟的原因。",
    wrong="results/pier/cases/mend-1.yml\n  steps:\n    - {date: 2026-11-12, step: plan, text: 备流程单}\n"
    "    - {date: 2026-11-14, step: done, text: 已改好}",
    right="results/pier/cases/mend-1.yml\n  steps:\n    - {date: 2026-11-12, step: plan, text: 备流程单}\n"
    "    - {date: 2026-11-25, step: done, text: 已改好}",
)


def dated_back(
    before: Publication, now: Publication, cases: Sequence[CaseFile], intake: Intake, change: Difference | None
) -> Iterator[Problem]:
    """Every new step that is dated too long ago, unless an amendment says why it comes late.

    An amendment that is dated so itself is one: what it names was not so on that day. A decision of an appeal that was
    never shown as undecided is one, however lately it was made.

    `cases`: those that are told now; `change`: what differs from the commit of what was published, None where no commit
    is compared with.
    """
    told = Told(before.amendments, now.amendments)
    if before.facts:  # a record of before knew no amendments
        yield from _amendments(before, now, told, intake)
    seen = _Seen(before=before, intake=intake, cases=cases, change=change)
    late: set[tuple[str, str]] = set()
    for file in {file.path: file for file in (*cases, *(change.cases if change else ()))}.values():
        thing = ("case", f"{file.centre}/{file.id}")
        then = seen.then(file)
        for step in _new_steps(file.case, then) if then else ():
            if step.day <= before.day and (step.at_once or intake.is_late_now(step.day)):
                late.add(thing)
                is_told = thing in now.facts or (thing[1] in now.cases and step.name == file.case.begins)
                if not told.says(thing, LATE):
                    yield _problem(file, step, before.day, is_told=is_told)
                break
    if change is not None and before.facts:  # without a commit nobody knows of what was withheld
        yield from _late_without_need(told, late)


def _amendments(before: Publication, now: Publication, told: Told, intake: Intake) -> Iterator[Problem]:
    for number, one in enumerate(now.amendments):
        if one in told.fresh and one.date <= before.day and intake.is_late_now(one.date):
            facts = {"step": "date", "date": one.date.isoformat(), "published": before.day.isoformat()}
            yield Problem(path=AMENDMENTS, route=("amendments", number, "date"), code=DATED_BACK, facts=facts)


def _late_without_need(told: Told, late: AbstractSet[tuple[str, str]]) -> Iterator[Problem]:
    """Fresh amendments that say why a case came late which did not, or that there never was."""
    for number, place, one, change in told.of_kind("case"):
        if change == LATE and one.thing not in late:
            yield misstated(one, change, None, ("amendments", number, "changes", place))


def _problem(file: CaseFile, step: "_Step", published: datetime.date, *, is_told: bool) -> Problem:
    """What is withheld now is told by its place alone."""
    if not is_told:
        facts = {"case": f"{file.centre}/{file.id}", "published": published.isoformat()}
        return Problem(path=file.path, route=step.route, code=DATED_BACK_UNSEEN, facts=facts)
    facts = {"step": step.name, "date": step.day.isoformat(), "published": published.isoformat()}
    return Problem(path=file.path, route=step.route, code=DATED_BACK, facts=facts)


_OUTCOME: Final = 4
"""Where the outcome of a case stands in what is said of it; see `case_text`."""

_Mended = tuple[tuple[datetime.date, StepKind], ...]


class _Then(NamedTuple):
    """What there was of a case when the last publication was made."""

    was_there: bool = False
    was_public: bool = False
    """The row that it is about was shown."""
    is_verified: bool = False
    is_ended: bool = False
    steps: _Mended = ()
    """Of a rectification, by day and kind, where these may still change."""
    first: int = 0
    """So many steps of a rectification are guarded word by word, and none of them is new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    """What was there of cases: by what was published, or else by the commit."""

    before: Publication
    intake: Intake
    cases: Sequence[CaseFile]
    change: Difference | None

    def then(self, file: CaseFile) -> _Then | None:
        """What there was of a case; None where nothing can be new, or nobody can know."""
        before, name = self.before, f"{file.centre}/{file.id}"
        if not _was_public(file, before, self.intake):
            has_own_rule = file.case.kind in {"notice", "waiver"}  # notice-entered-late
            return None if has_own_rule else self._by_commit(file)
        if name not in before.cases:
            return _Then(was_public=True)
        if _was_withheld(name, before):
            return self._by_commit(file) if self.change else self._by_its_silence(file)
        _, _, verified, ended = before.steps.get(name, ("", "", "", ""))
        shown = before.facts.get(("case", name), {})
        steps = sum(1 for fact in shown if fact.startswith("steps.") and fact.endswith(".date"))
        of_case = steps if before.facts else len(_mended(file.case))  # earlier programs told no facts
        return _Then(was_there=True, was_public=True, is_verified=bool(verified), is_ended=bool(ended), first=of_case)

    def _by_commit(self, file: CaseFile) -> _Then | None:
        if self.change is None or not any(file.path == one.path for one in self.change.cases):
            return None
        old = earlier_of(file, self.change)
        was_public = _was_public(file, self.before, self.intake)
        if old is None:  # that what was published is no longer in its file is told elsewhere
            return None if f"{file.centre}/{file.id}" in self.before.cases else _Then(was_public=was_public)
        return _Then(
            was_there=True,
            was_public=was_public,
            is_verified=bool(old.effort[1]),
            is_ended=old.ended is not None,
            steps=() if was_public else _mended(old),
            first=len(_mended(old)) if was_public else 0,
        )

    def _by_its_silence(self, file: CaseFile) -> _Then | None:
        """An appeal whose words were withheld was not decided, unless another appeal of the window withheld them."""
        known = {f"{one.centre}/{one.id}" for one, _ in of_kind(self.cases, Appeal) if one.who == file.who}
        alone = len(known & {*self.before.cases}) == 1
        return _Then(was_there=True, was_public=True) if file.case.kind == "appeal" and alone else None


def _was_withheld(name: str, before: Publication) -> bool:
    """Whether an appeal withheld what a case said; earlier programs told no facts."""
    if before.facts:
        return ("case", name) not in before.facts
    return before.cases[name].split(" ")[_OUTCOME : _OUTCOME + 1] == [WITHHELD]


def _was_public(file: CaseFile, before: Publication, intake: Intake) -> bool:
    """Whether what a case is about was public, so that its steps would have been shown, or withheld by an appeal."""
    case = file.case
    match case:
        case SelfRectification():  # it waits for the periods that show its self-check
            origin = case.self_check
            return all(place in before.periods for place in intake.places(file.who, origin.standard, origin.date))
        case Suspension():
            return True
        case Notice() | Waiver() | Reply() | Appeal() | Objection() | Rectification() | Correction() | Withdrawal():
            return case.about.place in before.periods
        case FollowUp():
            return case.about.place in before.periods
        case _:
            assert_never(case)


class _Step(NamedTuple):
    """Something that was done."""

    name: str
    route: Route
    day: datetime.date
    at_once: bool = False
    """It is shown before it is done: no delay is allowed."""


def _new_steps(case: Case, then: _Then) -> Iterator[_Step]:
    """The steps of a case that were not there then, in their order."""
    if not then.was_there:
        yield _Step(case.begins, (case.begins,), case.begun)
    match case:
        case Appeal() | Objection() | Suspension():
            if case.ended and not then.is_ended:
                at_once = case.kind == "appeal" and then.was_public and not then.was_there
                yield _Step(*_end_of(case), case.ended, at_once=at_once)
        case Rectification() | SelfRectification():
            yield from _of_rectification(case, then)
            if case.verified_by and not then.is_verified:
                yield _Step("verified_by", ("verified_by", "date"), case.verified_by.date)
        case Notice() | Waiver() | Reply() | Correction() | Withdrawal() | FollowUp():
            pass  # they have one step
        case _:
            assert_never(case)


def _end_of(case: Appeal | Objection | Suspension) -> tuple[str, Route]:
    """What the end of a case is called, and where its day stands."""
    match case:
        case Appeal():
            return "decision", ("decision", "date")
        case Objection():
            return "answer", ("answer", "date")
        case Suspension():
            return "until", ("until",)
        case _:
            assert_never(case)


def _of_rectification(case: Rectification | SelfRectification, then: "_Then") -> Iterator[_Step]:
    """The steps that a rectification did not have then."""
    left = [*then.steps]
    for number, one in enumerate(case.steps):
        said = (one.date, one.step)
        if said in left:
            left.remove(said)
        elif number >= then.first:
            yield _Step("step", ("steps", number, "date"), one.date)


def _mended(case: Case) -> _Mended:
    """The steps of a rectification, by day and kind; of another case none."""
    match case:
        case Rectification() | SelfRectification():
            return tuple((one.date, one.step) for one in case.steps)
        case Notice() | Waiver() | Reply() | Appeal() | Objection() | Correction() | Withdrawal():
            return ()
        case FollowUp() | Suspension():
            return ()
        case _:
            assert_never(case)


CODES: Final = (DATED_BACK, DATED_BACK_UNSEEN)
