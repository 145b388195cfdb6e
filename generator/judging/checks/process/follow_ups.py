"""Whether what is said to have followed from an appraisal can have followed from it."""

from collections.abc import Iterator
from typing import Final

from generator.judging.checks.process.court import Court
from generator.judging.checks.references import unknown_clause
from generator.judging.scoring.editions import standard_of
from generator.model.cases import FollowUp
from generator.model.problem import Code, Problem
from generator.model.standard import Grade, Limit, checked_by

FOLLOW_UP_OF_NO_APPRAISAL: Final = Code(
    slug="follow-up-of-no-appraisal",
    says="榜单 {board} 依据的 {standard} 不是人员考核，没有随后的奖惩和培训",
    mend="about 写考核的榜单和周期；绿榜和检查发现随后的整改，写 kind: rectification。",
    wrong="kind: follow-up\nwindow: cash-1\nabout: {board: banks, period: 2026-10}",
    right="kind: follow-up\nwindow: cash-1\nabout: {board: staff, period: 2026-10}",
)
FOLLOW_UP_BEFORE_APPRAISAL: Final = Code(
    slug="follow-up-before-appraisal",
    says="{date} 早于考核的 {appraised}：随后的奖惩和培训不会在考核之前",
    mend="核对日期；考核之前办的，不是这次考核之后的事，不写。",
    wrong="date: 2026-10-16\ndone: training",
    right="date: 2026-10-26\ndone: training",
)
CLAUSES_WITHOUT_TRAINING: Final = Code(
    slug="clauses-without-training",
    says="clauses 只写培训了哪些条款，{done} 不写",
    mend="删去 clauses；是培训的，写 done: training。",
    wrong='done: reward\nclauses: ["K1.1"]',
    right='done: training\nclauses: ["K1.1"]',
)


def follow_up_problems(court: Court, path: str, case: FollowUp) -> Iterator[Problem]:
    """What is wrong with a follow-up of a row that is there."""
    board = court.rulebook.boards[case.about.board]
    standard = court.rulebook.standards[standard_of(board, case.about.period)]
    if standard.kind != "appraisal":
        facts = {"board": board.id, "standard": standard.ref}
        yield Problem(path=path, route=("about", "board"), code=FOLLOW_UP_OF_NO_APPRAISAL, facts=facts)
        return
    appraised = min(
        (visit.round.date for visit in court.inspected(case.window, board, case.about.period)), default=None
    )
    if appraised and case.date < appraised:
        facts = {"date": case.date.isoformat(), "appraised": appraised.isoformat()}
        yield Problem(path=path, route=("date",), code=FOLLOW_UP_BEFORE_APPRAISAL, facts=facts)
    if case.clauses and case.done != "training":
        yield Problem(path=path, route=("clauses",), code=CLAUSES_WITHOUT_TRAINING, facts={"done": case.done})
    clauses = [clause for section in standard.sections for clause in section.clauses]
    known = [clause.id for kind in (Grade, Limit) for clause, _ in checked_by(clauses, kind)]
    for place, clause in enumerate(case.clauses):
        yield from unknown_clause(path, ("clauses", place), clause, known)


CODES: Final = (FOLLOW_UP_OF_NO_APPRAISAL, FOLLOW_UP_BEFORE_APPRAISAL, CLAUSES_WITHOUT_TRAINING)
