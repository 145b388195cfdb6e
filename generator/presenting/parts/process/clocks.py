"""Days that something is to happen by, in words, and where they stand."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.model.cases import (
    Appeal,
    CaseFile,
    Deadline,
    Entry,
    Objection,
    SelfRectification,
    Suspension,
    of_kind,
)
from generator.model.judged import WindowProceedings
from generator.words.phrases import say

ClockKind = Literal["public", "appeal", "verified", "rectify", "expires", "decision", "answer"]


CLOCKS: Final[Mapping[ClockKind, str]] = {
    "public": say("公布"),
    "appeal": say("申诉期限"),
    "verified": say("整改通过"),
    "rectify": say("整改期限"),
    "expires": say("期满退出"),
    "decision": say("裁定期限"),
    "answer": say("答复期限"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A day that something is to happen by, and where it stands."""

    kind: ClockKind
    what: str
    """Its kind in words."""
    day: str
    state: str
    late: bool


def entry_clocks(entry: Entry, day: datetime.date) -> Iterator[Clock]:
    """The clocks of an entry on a day."""
    ahead = say("未到") if day < entry.public else ""  # the list of a month that is still inspected
    yield _clock("public", entry.public, say("机构同意提前") if entry.waived else ahead)
    yield _clock("appeal", entry.appeal_by, say("已过") if day > entry.appeal_by else say("未到"))
    if entry.verified:
        state = say("晚 {n} 天", n=entry.late) if entry.late else ""
        yield _clock("verified", entry.verified, state, late=entry.late > 0)
    else:
        late = day > entry.rectify_by
        yield _clock("rectify", entry.rectify_by, say("已逾期") if late else say("未到"), late=late)
    yield _clock("expires", entry.expires, say("已退出") if day >= entry.expires else say("未到"))


def clocks_passed(entries: Iterable[Entry], cases: Iterable[CaseFile], day: datetime.date) -> tuple[int, ...]:
    """Which days of these have passed on `day`, and for how long appeals and objections have waited.

    What is told of them changes with nothing else but these.
    """
    clocks = (
        passed
        for one in entries
        for passed in (day >= one.public, day > one.appeal_by, day > one.rectify_by, day >= one.expires)
    )
    shut = (bool(case.until and case.until < day) for _, case in of_kind(cases, Suspension))
    waiting = [(day - case.opened).days for _, case in of_kind(cases, Appeal) if case.decision is None]
    waiting += [(day - case.opened).days for _, case in of_kind(cases, Objection) if case.answer is None]
    waiting += [(day - case.by).days for _, case in of_kind(cases, SelfRectification) if case.verified_by is None]
    return (*clocks, *shut, *waiting)


def clocks_run(own: WindowProceedings) -> bool:
    """Whether a day is still to come, or is late, of what happened at a window: then its page speaks of a day."""
    waiting = (case.decision is None for _, case in of_kind(own.cases, Appeal))
    asked = (case.answer is None for _, case in of_kind(own.cases, Objection))
    mending = (case.verified_by is None for _, case in of_kind(own.cases, SelfRectification))
    runs = (*waiting, *asked, *mending)
    return any(one.state == "current" for one in own.entries) or bool(own.deadlines) or any(runs)


def _clock(kind: ClockKind, day: datetime.date, state: str, *, late: bool = False) -> Clock:
    return Clock(kind=kind, what=CLOCKS[kind], day=day.isoformat(), state=state, late=late)


def decision_clock(by: datetime.date, day: datetime.date) -> Clock:
    """The clock of an appeal that is not decided."""
    return _waiting("decision", by, day)


def answer_clock(by: datetime.date, day: datetime.date) -> Clock:
    """The clock of an objection that is not answered."""
    return _waiting("answer", by, day)


def own_clock(by: datetime.date, day: datetime.date) -> Clock:
    """The clock of a rectification that follows from a self-check."""
    return _waiting("rectify", by, day)


def _waiting(kind: ClockKind, by: datetime.date, day: datetime.date) -> Clock:
    late = day > by
    return _clock(kind, by, say("已逾期 {n} 天", n=(day - by).days) if late else say("未到"), late=late)


def deadline_clocks(deadline: Deadline | None) -> Iterator[Clock]:
    """The clock of a rectification that is about no entry."""
    if deadline:
        state = say("已逾期 {n} 天", n=-deadline.left) if deadline.overdue else say("还剩 {n} 天", n=deadline.left)
        yield _clock("rectify", deadline.rectify_by, state, late=deadline.overdue)
