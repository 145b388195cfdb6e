"""Whether rectifications that follow from self-checks do so, and whether a later inspection bears them out."""

from collections.abc import Iterator
from typing import Final

from generator.judging.checks.process.court import Court
from generator.judging.checks.process.rectifications import not_verified, verifying
from generator.judging.checks.references import LISTED_TWICE, STEPS_OUT_OF_ORDER, known, repeated
from generator.judging.scoring.inspections import found_at
from generator.judging.scoring.visits import Visit
from generator.model.cases import SelfRectification, Visited
from generator.model.problem import Code, Problem
from generator.model.rules import SELF

NO_SUCH_SELF_CHECK: Final = Code(
    slug="no-such-self-check",
    says="窗口 {window} 没有这次自查：{standard}，{date}；有：{known}",
    mend="写自查所在检查批次的标准和日期；先把自查写进检查批次（channel: self）。",
    wrong="self_check: {standard: desk@1, date: 2026-10-16}",
    right="self_check: {standard: desk@1, date: 2026-10-15}",
)
SELF_CHECK_NAMES_NO_MEASURE: Final = Code(
    slug="self-check-names-no-measure",
    says="自查没有写条款 {clause} 由谁、何时、怎样改；写了的条款：{known}",
    mend="从自查的 mend 里选条款；全部整改的不写 clauses。自查一条也没有写的，不能从它开始整改。",
    wrong='clauses: ["2.1"]',
    right='clauses: ["1.2"]',
)
LATER_THAN_SELF_CHECK_SAID: Final = Code(
    slug="later-than-self-check-said",
    says="整改期限 {by} 晚于自查所定的 {said}",
    mend="照自查的 mend 写，可以早，不能晚；到期改不好的，会显示逾期。",
    wrong="by: 2026-10-30",
    right="by: 2026-10-28",
)


def self_rectification_problems(court: Court, path: str, case: SelfRectification) -> Iterator[Problem]:
    """A self-check that there is none of, or that did not say this; and an inspection that verifies nothing."""
    origin = case.self_check
    visit = court.visit(case.window, Visited(standard=origin.standard, date=origin.date, channel=SELF))
    if visit is None:
        checks = [one.round for one in court.visits.get(case.window, ()) if one.round.channel == SELF]
        told = known((f"{one.standard} {one.date}" for one in checks), f"{origin.standard} {origin.date}")
        facts = {"window": case.window, "standard": origin.standard, "date": origin.date.isoformat()}
        yield Problem(path=path, route=("self_check",), code=NO_SUCH_SELF_CHECK, facts=facts | {"known": told or "–"})
        return
    if case.opened < origin.date:
        facts = {"earlier": case.opened.isoformat(), "later": origin.date.isoformat()}
        yield Problem(path=path, route=("opened",), code=STEPS_OUT_OF_ORDER, facts=facts)
    yield from _agreed(path, case, visit)
    yield from _verified(court, path, case, visit)


def _agreed(path: str, case: SelfRectification, visit: Visit) -> Iterator[Problem]:
    """Whether the self-check said of these clauses that they would be mended, and by then."""
    promised = {one.clause: one.by for one in visit.inspection.mend}
    for place, value in repeated(case.clauses):
        yield Problem(path=path, route=("clauses", place), code=LISTED_TWICE, facts={"value": value})
    for place, clause in enumerate(case.clauses):
        if clause not in promised:
            facts = {"clause": clause, "known": known(promised, clause) or "–"}
            yield Problem(path=path, route=("clauses", place), code=SELF_CHECK_NAMES_NO_MEASURE, facts=facts)
    if not promised and not case.clauses:
        facts = {"clause": "–", "known": "–"}
        yield Problem(path=path, route=("self_check",), code=SELF_CHECK_NAMES_NO_MEASURE, facts=facts)
    days = [promised[clause] for clause in case.clauses or promised if clause in promised]
    if days and case.by > max(days):
        facts = {"by": case.by.isoformat(), "said": max(days).isoformat()}
        yield Problem(path=path, route=("by",), code=LATER_THAN_SELF_CHECK_SAID, facts=facts)


def _verified(court: Court, path: str, case: SelfRectification, own: Visit) -> Iterator[Problem]:
    by = case.verified_by
    if by is None:
        return
    visit = verifying(court, path, case.window, by, own.round.standard, own.round.date)
    if isinstance(visit, Problem):
        yield visit
        return
    clauses = case.clauses or tuple(one.clause for one in own.inspection.mend)
    plan = court.plans[by.standard]
    yield from not_verified(plan, path, visit, clauses, found_at(plan, visit.inspection) & {*clauses})


CODES: Final = (NO_SUCH_SELF_CHECK, SELF_CHECK_NAMES_NO_MEASURE, LATER_THAN_SELF_CHECK_SAID)
