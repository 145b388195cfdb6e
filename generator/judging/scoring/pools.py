"""The pools of a standard: where points lie, and what takes them away.

Arithmetic is done in whole units: a standard's points are multiplied by the smallest number that makes every one of
them whole, so that sums and comparisons are exact and quick.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import assert_never

from generator.model.scores import PoolScore
from generator.model.standard import Bonus, Clause, Deduct, Fault, Grade, Guidance, Limit, Standard, Tick, checked_by

Units = int
"""Points × `Plan.unit`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """Points that belong together: of a clause, of a section, or of the whole standard."""

    id: str
    """Clause id or section id; empty for the whole standard."""
    section: str
    points: Units
    exact: Fraction
    """The same in points."""
    clauses: tuple[str, ...]
    target: Fraction | None
    """For a limit: the rate that earns all points."""
    silent: bool
    """Earns its points unless something is found. False: a level or a sample must be given, silence is no pass."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultRule:
    """What one fault takes from its pool."""

    minus: Units
    each: bool
    cap: Units | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A standard, made ready for scoring."""

    standard: Standard
    clauses: Mapping[str, Clause]
    unit: int
    pools: tuple[Pool, ...]
    pool_of: Mapping[str, int]
    """Position of the pool that a scoring clause draws on."""
    faults: Mapping[tuple[str, str], FaultRule]
    """By clause and fault."""
    lost_at: Mapping[tuple[str, str], Units]
    """Units lost at a level, by clause and level."""
    bonuses: Mapping[str, tuple[str, Bonus]]
    """Section and rule, by clause."""
    within: Mapping[str, frozenset[str]]
    """Scoring clauses below a section or clause id; guidance and bonuses are nobody's pass."""
    silent: frozenset[int]
    every: frozenset[int]
    total: Units
    """Units of all pools together."""
    clean: dict[tuple[int, int], PoolScore] = field(default_factory=dict, compare=False)
    """Scores of pools without a finding, by pool and weight: made once, for they are nearly all there are."""


def scored(clause: Clause) -> bool:
    """Whether a clause takes part in the base score."""
    return clause.check.part == "base"


def plan_of(standard: Standard) -> Plan:
    """Lay out the pools of a standard that has passed the checks of `judging.standard_checks`.

    A scoring clause with points is a pool of its own; clauses without points draw on the points of their section
    together, or, where no section and no clause has points, on the full scale.
    """
    unit = _unit(standard)
    shared = _shared_pools(standard, unit)
    pools: list[Pool] = []
    pool_of: dict[str, int] = {}
    faults: dict[tuple[str, str], FaultRule] = {}
    lost_at: dict[tuple[str, str], Units] = {}
    bonuses: dict[str, tuple[str, Bonus]] = {}
    within: dict[str, frozenset[str]] = {}
    seen: dict[str, int] = {}
    for section in standard.sections:
        clauses = [clause for clause in section.clauses if scored(clause)]
        within[section.id] = frozenset(clause.id for clause in clauses)
        bonuses |= {clause.id: (section.id, rule) for clause, rule in checked_by(section.clauses, Bonus)}
        for clause in section.clauses:
            within[clause.id] = frozenset({clause.id}) if scored(clause) else frozenset()
        for clause in clauses:
            pool = shared.get(clause.id) or _own_pool(clause, section.id, unit)
            if pool.id not in seen:
                seen[pool.id] = len(pools)
                pools.append(pool)
            index = pool_of[clause.id] = seen[pool.id]
            match clause.check:
                case Deduct():
                    for fault in clause.check.faults:
                        faults[clause.id, fault.id] = _fault_rule(fault, pools[index].points, unit)
                case Grade():
                    for level in clause.check.levels:
                        lost_at[clause.id, level.id] = int(pool.points * (1 - Fraction(level.share)))
                case Tick() | Limit() | Bonus() | Guidance():
                    pass  # what they take follows from the points of the pool
                case _:
                    assert_never(clause.check)
    return Plan(
        standard=standard,
        clauses={clause.id: clause for section in standard.sections for clause in section.clauses},
        unit=unit,
        pools=tuple(pools),
        pool_of=pool_of,
        faults=faults,
        lost_at=lost_at,
        bonuses=bonuses,
        within=within,
        silent=frozenset(index for index, pool in enumerate(pools) if pool.silent),
        every=frozenset(range(len(pools))),
        total=sum(pool.points for pool in pools),
    )


def _own_pool(clause: Clause, section: str, unit: int) -> Pool:
    check, points = clause.check, Fraction(clause.points or 0)
    return Pool(
        id=clause.id,
        section=section,
        points=int(points * unit),
        exact=points,
        clauses=(clause.id,),
        target=Fraction(check.target) if check.method == "limit" else None,
        silent=check.silent,
    )


def _shared_pools(standard: Standard, unit: int) -> dict[str, Pool]:
    """The pool of every clause that has no points of its own: its section's, else the whole standard's."""
    shared: dict[str, Pool] = {}
    rest: list[str] = []
    for section in standard.sections:
        without = tuple(clause.id for clause in section.clauses if scored(clause) and clause.points is None)
        if section.points is None:
            rest += without
        else:
            shared |= dict.fromkeys(without, _shared_pool(section.id, Fraction(section.points), without, unit))
    full = Fraction(standard.scale.full) if standard.scale else Fraction(0)
    return shared | dict.fromkeys(rest, _shared_pool("", full, tuple(rest), unit))


def _shared_pool(key: str, points: Fraction, clauses: tuple[str, ...], unit: int) -> Pool:
    return Pool(id=key, section=key, points=int(points * unit), exact=points, clauses=clauses, target=None, silent=True)


def _unit(standard: Standard) -> int:
    """The smallest number that makes every amount of the standard whole."""
    denominators = [1]
    for section in standard.sections:
        denominators.append(_denominator(section.points))
        for clause in section.clauses:
            denominators.append(_denominator(clause.points))
            match clause.check:
                case Deduct():
                    for fault in clause.check.faults:
                        denominators += [_denominator(fault.minus), _denominator(fault.at_most)]
                case Grade():
                    points = Fraction(clause.points or 0)
                    denominators += [(points * Fraction(level.share)).denominator for level in clause.check.levels]
                case Tick() | Limit() | Bonus() | Guidance():
                    pass  # all or nothing, a share of any size, or nothing of the base score
                case _:
                    assert_never(clause.check)
    return lcm(*denominators)


def _denominator(amount: Decimal | None) -> int:
    return Fraction(amount or 0).denominator


def _fault_rule(fault: Fault, pool: Units, unit: int) -> FaultRule:
    if fault.forfeits:
        return FaultRule(minus=pool, each=False, cap=None)
    cap = None if fault.at_most is None else int(Fraction(fault.at_most) * unit)
    return FaultRule(minus=int(Fraction(fault.minus or 0) * unit), each=fault.each, cap=cap)
