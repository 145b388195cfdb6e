"""Whether rectifications put right what was lost, and whether a later inspection bears them out."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from generator.judging.checks.process.court import Court
from generator.judging.checks.references import (
    LISTED_TWICE,
    known,
    repeated,
    unknown_clause,
)
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.inspections import found_at
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.visits import Visit
from generator.model.cases import Rectification, Visited
from generator.model.problem import Code, Problem
from generator.model.results import Inspection
from generator.model.rules import SELF

NOTHING_LOST_AT_CLAUSE: Final = Code(
    slug="nothing-lost-at-clause",
    says="窗口 {window} 在该周期没有在条款 {clause} 失分；失分的条款：{known}",
    mend="从失分的条款里选；全部整改的不写 clauses。",
    wrong='clauses: ["2.2"]',
    right='clauses: ["2.1"]',
)


def rectification_problems(court: Court, path: str, case: Rectification) -> Iterator[Problem]:
    """Clauses at which nothing was lost, and an inspection that verifies nothing."""
    board = court.rulebook.boards[case.about.board]
    plan = court.plans[standard_of(board, case.about.period)]
    visits = court.inspected(case.window, board, case.about.period)
    lost = {clause for visit in visits for clause in found_at(plan, visit.inspection)}
    proved = court.proved(case.window, board, case.about.period).values()
    lost |= {event.clause for event in proved if event.clause and event.fault}
    for place, value in repeated(case.clauses):
        yield Problem(path=path, route=("clauses", place), code=LISTED_TWICE, facts={"value": value})
    for place, clause in enumerate(case.clauses):
        if clause not in plan.clauses:
            yield from unknown_clause(path, ("clauses", place), clause, plan.clauses)
        elif clause not in lost:
            facts = {"clause": clause, "window": case.window, "known": known(lost, clause) or "–"}
            yield Problem(path=path, route=("clauses", place), code=NOTHING_LOST_AT_CLAUSE, facts=facts)
    yield from _verified(court, path, case, visits, lost)


NO_SUCH_INSPECTION: Final = Code(
    slug="no-such-inspection",
    says="没有这次检查：{standard}，{date}，{channel}",
    mend="写复查所在检查批次的标准、日期和检查方式。",
    wrong="verified_by: {standard: desk@1, date: 2026-11-10, channel: monthly}",
    right="verified_by: {standard: desk@1, date: 2026-11-10, channel: weekly}",
)
VERIFIED_BY_ITSELF: Final = Code(
    slug="verified-by-itself",
    says="整改不能由机构自己验证：{date} 的检查是自查，或由本机构人员的检查组 {team} 所做",
    mend="由别的检查组复查后，写那次检查；自查可以记在整改步骤里。",
    wrong="verified_by: {standard: desk@1, date: 2026-11-12, channel: self}",
    right="verified_by: {standard: desk@1, date: 2026-11-10, channel: weekly}",
)
VERIFIED_BY_OTHER_STANDARD: Final = Code(
    slug="verified-by-other-standard",
    says="验证的检查按 {other} 做，问题却是按 {standard} 查出的",
    mend="写按同一标准（任一版次）做的复查。",
    wrong="verified_by: {standard: manners@1, date: 2026-11-13, channel: weekly}",
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
VERIFIED_YET_NOT_MENDED: Final = Code(
    slug="verified-yet-not-mended",
    says="验证的检查仍查出问题：{clauses}",
    mend="尚未整改到位，删去 verified_by，等复查合格后再写。",
    wrong='{window: cash-1, findings: [{clause: "2.1", fault: silent}], assessed: all',
    right="{window: cash-1, assessed: all",
)


def _verified(
    court: Court, path: str, case: Rectification, visits: Sequence[Visit], lost: Collection[str]
) -> Iterator[Problem]:
    by = case.verified_by
    if by is None:
        return
    own = standard_of(court.rulebook.boards[case.about.board], case.about.period)
    last = max((one.round.date for one in visits), default=None)
    visit = verifying(court, path, case.window, by, own, last)
    if isinstance(visit, Problem):
        yield visit
        return
    clauses = [clause for clause in case.clauses or lost if clause in lost]
    plan = court.plans[by.standard]
    yield from not_verified(plan, path, visit, clauses, list(_found_again(plan, case, visit, visits, clauses)))


def verifying(  # noqa: PLR0913, PLR0917  # what verifies whose rectification of what
    court: Court, path: str, window: str, by: Visited, own: str, last: datetime.date | None
) -> Visit | Problem:
    """The inspection that a rectification names, or why it cannot verify it, whatever it found.

    `own`: the standard by which something was found; `last`: the last day on which it was.
    """
    visit = court.visit(window, by)
    if visit is None:
        facts = {"standard": by.standard, "date": by.date.isoformat(), "channel": by.channel}
        return Problem(path=path, route=("verified_by",), code=NO_SUCH_INSPECTION, facts=facts)
    return _unfit(court, path, own, visit, last) or visit


def not_verified(
    plan: Plan, path: str, visit: Visit, clauses: Iterable[str], again: Iterable[str]
) -> Iterator[Problem]:
    """Clauses that the inspection which is to verify them did not look at, and those that it found again."""
    unseen = [clause for clause in clauses if not _assessed(plan, visit.inspection, clause)]
    for code, found in ((VERIFIED_IN_PART, unseen), (VERIFIED_YET_NOT_MENDED, again)):
        if named := ", ".join(sorted(found)):
            yield Problem(path=path, route=("verified_by",), code=code, facts={"clauses": named})


def _unfit(court: Court, path: str, own: str, visit: Visit, last: datetime.date | None) -> Problem | None:
    origin, route = visit.round, ("verified_by",)
    day = origin.date.isoformat()
    if origin.channel == SELF or origin.team in court.data.centre.teams:
        return Problem(path=path, route=route, code=VERIFIED_BY_ITSELF, facts={"date": day, "team": origin.team})
    if origin.standard.partition("@")[0] != own.partition("@")[0]:
        facts = {"other": origin.standard, "standard": own}
        return Problem(path=path, route=(*route, "standard"), code=VERIFIED_BY_OTHER_STANDARD, facts=facts)
    last = last or origin.date
    if origin.date <= last:
        facts = {"date": day, "last": last.isoformat()}
        return Problem(path=path, route=(*route, "date"), code=VERIFIED_TOO_EARLY, facts=facts)
    return None


def _found_again(
    plan: Plan, case: Rectification, visit: Visit, visits: Sequence[Visit], clauses: Sequence[str]
) -> Iterator[str]:
    """The clauses that lost again; where none are named, the vetoes too."""
    found = found_at(plan, visit.inspection)
    yield from (clause for clause in clauses if clause in found)
    if not case.clauses:
        vetoed = {veto.veto for one in visits for veto in one.inspection.vetoes}
        yield from (one.veto for one in visit.inspection.vetoes if one.veto in vetoed)


def _assessed(plan: Plan, inspection: Inspection, clause: str) -> bool:
    """Whether an inspection looked at a clause; a level or a sample must have been given."""
    if clause not in plan.pool_of or any(one.clause == clause for one in inspection.not_applicable):
        return False
    looked = inspection.assessed == "all" or any(clause in plan.within[item] for item in inspection.assessed)
    if clause not in plan.observed:  # a proved fact: there is nothing that a visit could look at
        return True
    return looked and (clause in plan.silent or clause in inspection.figured)


CODES: Final = (
    NOTHING_LOST_AT_CLAUSE,
    NO_SUCH_INSPECTION,
    VERIFIED_BY_ITSELF,
    VERIFIED_BY_OTHER_STANDARD,
    VERIFIED_TOO_EARLY,
    VERIFIED_IN_PART,
    VERIFIED_YET_NOT_MENDED,
)
