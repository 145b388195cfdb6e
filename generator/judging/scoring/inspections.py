"""What one inspection says of each pool."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.scoring.pools import Plan, Units
from generator.model.results import Finding, Inspection


@dataclass(frozen=True, slots=True)
class Taking:
    """Units that one finding, unmet tick or level takes from its pool."""

    clause: str
    cause: str
    count: int
    minus: Units
    note: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One inspection, pool by pool."""

    assessed: frozenset[int]
    """Pools that were assessed, and those that an exemption leaves at full marks."""
    exempt: frozenset[int]
    """Pools that do not apply and leave the denominator."""
    takings: Mapping[int, tuple[Taking, ...]]
    lost: Mapping[int, Units]
    """Never more than the points of the pool."""
    samples: Mapping[int, tuple[int, int]]
    """Cases and cases within the limit."""


def reckon(plan: Plan, inspection: Inspection) -> Reckoning:
    """Read an inspection that has passed `judging.round_checks` against its standard.

    A pool counts as assessed when all of its applicable clauses were; what is not assessed is never a pass, and a
    level or a limit without its figure is not assessed. Findings are taken in the order of clause, fault, note, so
    that the order in the file changes nothing.
    """
    exempted = {exemption.clause for exemption in inspection.not_applicable}
    exempt = _wholly_exempt(plan, exempted) if exempted else frozenset()
    samples = {plan.pool_of[clause]: (sample.cases, sample.within) for clause, sample in inspection.sampled.items()}
    given = frozenset(samples) | {plan.pool_of[clause] for clause in inspection.levels}
    assessed = (_assessed(plan, inspection, exempted) & (plan.silent | given)) - exempt
    if exempt and plan.standard.not_applicable == "full-marks":
        assessed, exempt = assessed | exempt, frozenset()
    takings = _takings(plan, inspection)
    lost = {
        index: min(plan.pools[index].points, sum(taking.minus for taking in found)) for index, found in takings.items()
    }
    return Reckoning(assessed=assessed, exempt=exempt, takings=takings, lost=lost, samples=samples)


def coverage(plan: Plan, reckoning: Reckoning) -> Fraction:
    """Share of the applicable points that the inspection assessed, 0 to 1."""
    applicable = plan.total - sum(plan.pools[index].points for index in reckoning.exempt)
    assessed = sum(plan.pools[index].points for index in reckoning.assessed)
    return Fraction(assessed, applicable) if applicable else Fraction(0)


def _wholly_exempt(plan: Plan, exempted: set[str]) -> frozenset[int]:
    touched = {plan.pool_of[clause] for clause in exempted if clause in plan.pool_of}
    return frozenset(index for index in touched if exempted.issuperset(plan.pools[index].clauses))


def _assessed(plan: Plan, inspection: Inspection, exempted: set[str]) -> frozenset[int]:
    if inspection.assessed == "all":
        return plan.every
    clauses = set[str]().union(*(plan.within[item] for item in inspection.assessed))
    touched = {plan.pool_of[clause] for clause in clauses}
    return frozenset(index for index in touched if clauses.issuperset(set(plan.pools[index].clauses) - exempted))


def _takings(plan: Plan, inspection: Inspection) -> dict[int, tuple[Taking, ...]]:
    takings: dict[int, list[Taking]] = {}
    taken: dict[tuple[str, str], Units] = {}
    for finding in sorted(inspection.findings, key=_order):
        rule = plan.faults[finding.clause, finding.fault]
        before = taken.get((finding.clause, finding.fault), 0)
        wanted = rule.minus * finding.count if rule.each else max(0, rule.minus - before)
        minus = wanted if rule.cap is None else min(wanted, rule.cap - before)
        taken[finding.clause, finding.fault] = before + minus
        takings.setdefault(plan.pool_of[finding.clause], []).append(
            Taking(finding.clause, finding.fault, finding.count, minus, finding.note, finding.evidence)
        )
    for unmet in inspection.unmet:
        index = plan.pool_of[unmet.clause]
        takings.setdefault(index, []).append(
            Taking(unmet.clause, "", 1, plan.pools[index].points, unmet.note, unmet.evidence)
        )
    for clause, level in inspection.levels.items():
        takings.setdefault(plan.pool_of[clause], []).append(
            Taking(clause, level, 1, plan.lost_at[clause, level], None, None)
        )
    return {index: tuple(found) for index, found in takings.items()}


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    return (finding.clause, finding.fault, -finding.count, finding.note or "", finding.evidence or "")
