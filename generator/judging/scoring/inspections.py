"""What one inspection says of each clause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from generator.judging.scoring.pools import Plan, Units
from generator.model.results import FIGURE_KEYS, FigureKey, Finding, Inspection


@dataclass(frozen=True, slots=True)
class Taking:
    """Units that one finding, unmet tick, level or given figure takes from its clause."""

    clause: str
    cause: str
    count: int
    minus: Units
    note: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One inspection, clause by clause."""

    assessed: frozenset[str]
    """Clauses that were assessed, and those that an exemption leaves at full marks."""
    exempt: frozenset[str]
    """Clauses that do not apply and leave the denominator."""
    takings: Mapping[str, tuple[Taking, ...]]
    lost: Mapping[str, Units]
    """By clause; never more than the points of its pool."""
    samples: Mapping[str, tuple[int, int]]
    """Cases and cases within the limit, by clause."""


_NONE: frozenset[str] = frozenset()
_WHOLE = Fraction(1)


def reckon(plan: Plan, inspection: Inspection) -> Reckoning:
    """Read an inspection that has passed `judging.checks.rounds` against its standard.

    A clause counts as assessed where the inspection says so, and gives the figure that its method asks for; what is not
    assessed is never a pass. Findings are taken in the order of clause, fault, note, so that the order in the file
    changes nothing.
    """
    samples = {clause: (sample.cases, sample.within) for clause, sample in inspection.sampled.items()}
    assessed = plan.observed if inspection.assessed == "all" else _named(plan, inspection.assessed)
    wanting = assessed - plan.silent
    if wanting:
        assessed -= wanting - inspection.figured
    exempt = _NONE
    if inspection.not_applicable:
        exempt = plan.observed & {exemption.clause for exemption in inspection.not_applicable}
        if plan.standard.not_applicable == "full-marks":
            assessed, exempt = assessed | exempt, _NONE
        else:
            assessed -= exempt
    taken = takings(plan, inspection)
    lost = {
        clause: min(plan.pools[plan.pool_of[clause]].points, sum(taking.minus for taking in found))
        for clause, found in taken.items()
    }
    return Reckoning(assessed=assessed, exempt=exempt, takings=taken, lost=lost, samples=samples)


def coverage(plan: Plan, reckoning: Reckoning) -> Fraction:
    """Share of the applicable points that visits can assess and that the inspection assessed, 0 to 1.

    Of a pool that clauses share, each of them is an equal part.
    """
    if reckoning.assessed is plan.observed and plan.observable:
        return _WHOLE
    return _covered(plan, reckoning.assessed, reckoning.exempt)


@lru_cache(maxsize=1 << 12)  # most visits look at the same sections
def _covered(plan: Plan, assessed: frozenset[str], exempt: frozenset[str]) -> Fraction:
    applicable = whole = 0
    parts = Fraction(0)
    for pool in plan.pools:
        clauses = pool.observed - exempt
        if not clauses:
            continue
        applicable += pool.points
        seen = len(clauses & assessed)
        if seen == len(clauses):
            whole += pool.points
        elif seen:
            parts += Fraction(pool.points * seen, len(clauses))
    return (whole + parts) / applicable if applicable else Fraction(0)


@lru_cache(maxsize=1 << 12)  # as above: and the set is the same one, which is quickly known again
def _named(plan: Plan, assessed: tuple[str, ...]) -> frozenset[str]:
    return _NONE.union(*(plan.within[item] for item in assessed))


def takings(plan: Plan, inspection: Inspection) -> dict[str, tuple[Taking, ...]]:
    """What an inspection takes from each clause that it says something of; nothing where a full figure is given."""
    every: dict[str, list[Taking]] = {}
    taken: dict[tuple[str, str], Units] = {}
    for finding in sorted(inspection.findings, key=_order):
        if finding.fault is None:  # noted under guidance
            continue
        rule = plan.faults[finding.clause, finding.fault]
        before = taken.get((finding.clause, finding.fault), 0)
        minus = rule.minus if finding.minus is None else int(Fraction(finding.minus) * plan.unit)
        wanted = minus * finding.count if rule.each else max(0, minus - before)
        minus = wanted if rule.cap is None else min(wanted, rule.cap - before)
        taken[finding.clause, finding.fault] = before + minus
        every.setdefault(finding.clause, []).append(
            Taking(finding.clause, finding.fault, finding.count, minus, finding.note, finding.evidence)
        )
    for unmet in inspection.unmet:
        points = plan.pools[plan.pool_of[unmet.clause]].points
        every.setdefault(unmet.clause, []).append(Taking(unmet.clause, "", 1, points, unmet.note, unmet.evidence))
    for key in FIGURE_KEYS:
        for taking in _figure_takings(plan, inspection, key):
            every.setdefault(taking.clause, []).append(taking)
    return {clause: tuple(found) for clause, found in every.items()}


def _figure_takings(plan: Plan, inspection: Inspection, key: FigureKey) -> Iterator[Taking]:
    match key:
        case "levels":
            for clause, level in inspection.levels.items():
                yield Taking(clause, level, 1, plan.lost_at[clause, level], None, None)
        case "points":
            for clause, given in inspection.points.items():
                lost = plan.pools[plan.pool_of[clause]].points - int(Fraction(given) * plan.unit)
                yield Taking(clause, "", 1, lost, None, None)
        case "sampled":
            return  # samples are summed over the period, and earn together
        case _:
            assert_never(key)


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    return (finding.clause, finding.fault or "", -finding.count, finding.note or "", finding.evidence or "")


def found_at(plan: Plan, inspection: Inspection) -> set[str]:
    """The clauses at which an inspection found something amiss."""
    found = {finding.clause for finding in inspection.findings}
    found.update(clause for clause, taken in takings(plan, inspection).items() if any(one.minus for one in taken))
    for clause, sample in inspection.sampled.items():
        check = plan.clauses[clause].check
        if check.method == "limit" and Fraction(sample.within, sample.cases) < Fraction(check.target):
            found.add(clause)
    return found
