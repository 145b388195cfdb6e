"""Whether the figures that an inspection gives for clauses can be."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.checks.references import known
from generator.judging.scoring.pools import Plan
from generator.model.problem import Code, Route
from generator.model.results import FIGURE_KEYS, Inspection

Slip = tuple[Code, Route, dict[str, str]]
"""What is wrong, where in the inspection, and the facts of its sentence."""

MORE_WITHIN_THAN_SAMPLED: Final = Code(
    slug="more-within-than-sampled",
    says="达标件数 {within} 多于抽样件数 {cases}",
    mend="核对抽样记录；within 不能大于 cases。",
    wrong='sampled: {"3.1": {cases: 20, within: 21}}',
    right='sampled: {"3.1": {cases: 20, within: 17}}',
)
NO_SUCH_LEVEL: Final = Code(
    slug="no-such-level",
    says="条款 {clause} 没有等级“{level}”；可用：{known}",
    mend="从标准中该条款的 levels 里选一个编号。",
    wrong='levels: {"3.2": lower}',
    right='levels: {"3.2": low}',
)
MORE_THAN_THE_CLAUSE: Final = Code(
    slug="more-than-the-clause",
    says="条款 {clause} 给了 {value} 分，超过它的 {most} 分",
    mend="改为 0 至 {most} 之间的分值。",
    wrong='points: {"1.1": 13}',
    right='points: {"1.1": 12}',
)
BETWEEN_STEPS: Final = Code(
    slug="between-steps",
    says="条款 {clause} 给了 {value} 分，不是每档 {step} 分的整数倍",
    mend="按档给分。",
    wrong='points: {"1.1": 2.5}',
    right='points: {"1.1": 3}',
)


def figure_problems(plan: Plan, inspection: Inspection) -> Iterator[Slip]:
    """Figures that their clauses do not know; what stands under the key of another method is found elsewhere."""
    for key in FIGURE_KEYS:
        match key:
            case "levels":
                yield from _levels(plan, inspection)
            case "points":
                yield from _points(plan, inspection)
            case "sampled":
                yield from _sampled(inspection)
            case _:
                assert_never(key)


def _levels(plan: Plan, inspection: Inspection) -> Iterator[Slip]:
    for name, level in inspection.levels.items():
        clause = plan.clauses.get(name)
        if clause and clause.check.method == "level" and (name, level) not in plan.lost_at:
            levels = known((one.id for one in clause.check.levels), level)
            yield NO_SUCH_LEVEL, ("levels", name), {"level": level, "clause": name, "known": levels}


def _points(plan: Plan, inspection: Inspection) -> Iterator[Slip]:
    for name, given in inspection.points.items():
        clause = plan.clauses.get(name)
        if clause and clause.check.method == "points":
            most, step = clause.points or Decimal(0), clause.check.step
            facts = {"clause": name, "value": str(given), "most": str(most), "step": str(step)}
            if given > most:
                yield MORE_THAN_THE_CLAUSE, ("points", name), facts
            elif step and Fraction(given) % Fraction(step):
                yield BETWEEN_STEPS, ("points", name), facts


def _sampled(inspection: Inspection) -> Iterator[Slip]:
    for name, sample in inspection.sampled.items():
        if sample.within > sample.cases:
            facts = {"within": str(sample.within), "cases": str(sample.cases)}
            yield MORE_WITHIN_THAN_SAMPLED, ("sampled", name, "within"), facts


CODES: Final = (
    MORE_WITHIN_THAN_SAMPLED,
    NO_SUCH_LEVEL,
    MORE_THAN_THE_CLAUSE,
    BETWEEN_STEPS,
)
