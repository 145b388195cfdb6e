"""Whether a notice comes when there is something to tell, and an objection is answered by others."""

from collections.abc import Iterator
from typing import Final

from generator.judging.checks.process.court import Court
from generator.judging.checks.references import STEPS_OUT_OF_ORDER
from generator.judging.scoring.periods import first_day, last_day
from generator.model.cases import Notice, Objection
from generator.model.problem import Code, Problem

NOTICE_BEFORE_END: Final = Code(
    slug="notice-before-end",
    says="通知的日期 {date} 不晚于周期的最后一天 {last}：这一期还没有结束",
    mend="周期结束、结果算出以后再送达通知，写送达的那一天。",
    wrong="about: {board: banks, period: 2026-10}\ndate: 2026-10-30",
    right="about: {board: banks, period: 2026-10}\ndate: 2026-11-02",
)


def notice_problems(path: str, case: Notice) -> Iterator[Problem]:
    """A notice is given once its period is over: before, nobody knows what is to be said."""
    last = last_day(case.about.period)
    if case.date <= last:
        facts = {"date": case.date.isoformat(), "last": last.isoformat()}
        yield Problem(path=path, route=("date",), code=NOTICE_BEFORE_END, facts=facts)


ANSWERED_BY_CENTRE: Final = Code(
    slug="answered-by-centre",
    says="异议不能由 {team} 答复：它出自被提出异议的机构",
    mend="由另一个组核实后答复，写那个组的代号；机构自己的话写回应（reply）。",
    wrong="answer: {date: 2026-11-20, team: SELF",
    right="answer: {date: 2026-11-20, team: D",
)


def objection_problems(court: Court, path: str, case: Objection) -> Iterator[Problem]:
    """An objection is answered by somebody else than whom it is about, and is about what was over when it came."""
    if case.answer and case.answer.team in court.data.centre.teams:
        yield Problem(path=path, route=("answer", "team"), code=ANSWERED_BY_CENTRE, facts={"team": case.answer.team})
    if case.opened < (first := first_day(case.about.period)):
        facts = {"earlier": case.opened.isoformat(), "later": first.isoformat()}
        yield Problem(path=path, route=("opened",), code=STEPS_OUT_OF_ORDER, facts=facts)


CODES: Final = (NOTICE_BEFORE_END, ANSWERED_BY_CENTRE)
