"""Steps that are dated before the last publication, which did not show them: nothing comes about in the past."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, assert_never

from generator.judging.history.amended import AMENDMENTS, LATE, Told
from generator.judging.history.facts import Thing
from generator.judging.history.publication import Publication
from generator.judging.history.taken import Intake
from generator.model.cases import (
    Appeal,
    Case,
    CaseFile,
    Correction,
    Notice,
    Objection,
    Rectification,
    Reply,
    SelfRectification,
    Suspension,
    Waiver,
    Withdrawal,
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


def dated_back(before: Publication, now: Publication, cases: Sequence[CaseFile], intake: Intake) -> Iterator[Problem]:
    """Every new step about what was public that is dated too long ago, unless an amendment says why it comes late.

    An amendment that is dated so itself is one: what it names was not so on that day.
    A decision of an appeal that was never shown as undecided is one, however lately it was made.
    """
    told = Told(before.amendments, now.amendments)
    for number, one in enumerate(now.amendments if before.facts else ()):  # a record of before knew no amendments
        if one in told.fresh and one.date <= before.day and intake.is_late(one.date, intake.day):
            facts = {"step": "date", "date": one.date.isoformat(), "published": before.day.isoformat()}
            yield Problem(path=AMENDMENTS, route=("amendments", number, "date"), code=DATED_BACK, facts=facts)
    for file in cases:
        thing = ("case", f"{file.centre}/{file.id}")
        if not _was_told(file, before, intake) or told.says(thing, LATE):
            continue
        for step in _new_steps(file.case, before, thing):
            if step.day <= before.day and (step.at_once or intake.is_late(step.day, intake.day)):
                facts = {"step": step.name, "date": step.day.isoformat(), "published": before.day.isoformat()}
                yield Problem(path=file.path, route=step.route, code=DATED_BACK, facts=facts)
                break


def _was_told(file: CaseFile, before: Publication, intake: Intake) -> bool:
    """Whether what a case is about was public, so that its steps would have been shown."""
    case = file.case
    match case:
        case SelfRectification():  # it waits for the periods that show its self-check
            origin = case.self_check
            return all(place in before.periods for place in intake.places(file.who, origin.standard, origin.date))
        case Suspension():
            return True
        case Notice() | Waiver() | Reply() | Appeal() | Objection() | Rectification() | Correction() | Withdrawal():
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


def _new_steps(case: Case, before: Publication, thing: Thing) -> Iterator[_Step]:
    """The steps of a case that the last publication did not show, in their order."""
    known = thing[1] in before.cases
    if not known:
        yield _Step(case.begins, (case.begins,), case.begun)
    _, _, verified, ended = before.steps.get(thing[1], ("", "", "", ""))
    match case:
        case Appeal() | Objection() | Suspension():
            if case.ended and not ended:
                yield _Step(*_end_of(case), case.ended, at_once=case.kind == "appeal" and not known)
        case Rectification() | SelfRectification():
            yield from _of_rectification(case, before.facts.get(thing) if known else {})
            if case.verified_by and not verified:
                yield _Step("verified_by", ("verified_by", "date"), case.verified_by.date)
        case Notice() | Waiver() | Reply() | Correction() | Withdrawal():
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


def _of_rectification(case: Rectification | SelfRectification, shown: Mapping[str, str] | None) -> Iterator[_Step]:
    """The steps that a rectification did not have when it was published.

    `shown`: what was said of it then; None where an appeal withheld that.
    """
    for number, one in enumerate(case.steps):
        if shown is not None and f"steps.{number + 1}.date" not in shown:
            yield _Step("step", ("steps", number, "date"), one.date)


CODES: Final = (DATED_BACK,)
