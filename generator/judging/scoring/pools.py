"""The pools of a standard: where points lie, and what takes them away.

Arithmetic is done in whole units: a standard's points are multiplied by the smallest number that makes every one of
them whole, so that sums and comparisons are exact and quick.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

from generator.model.scores import Amount, PoolScore
from generator.model.standard import Bonus, Clause, Deduct, Fault, Grade, Limit, Range, Standard, checked_by

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
    observed: frozenset[str]
    """Those of its clauses that visits look at; the others lose points by events alone."""
    limit: Limit | None
    """For a limit: its rule."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultRule:
    """What one fault takes from its pool."""

    minus: Units
    """0 where whoever finds it says how many."""
    range: tuple[Units, Units] | None
    """The least and the most of such a fault."""
    each: bool
    cap: Units | None
    per_period: bool


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Plan:
    """A standard, made ready for scoring; equal to itself alone, so that what follows from it can be kept by it."""

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
    """Clauses below a section or clause id that visits can assess; nothing else is anybody's pass."""
    observed: frozenset[str]
    """Every clause that visits can assess."""
    silent: frozenset[str]
    """Those of them that earn their points unless something is found; for the others a figure must be given."""
    observable: Units
    """Units of the pools that visits can assess together: the whole of every coverage."""
    clean: dict[tuple[int, Amount], PoolScore] = field(default_factory=dict)
    """Scores of pools without a finding, by pool and state: made once, for they are nearly all there are."""

    @property
    def ref(self) -> str:
        """`id@edition` of the standard."""
        return self.standard.ref


@lru_cache(maxsize=1 << 12)  # the same few amounts are taken again and again
def in_points(units: Units, unit: int) -> Fraction:
    """Units in points; `unit` is that of the plan."""
    return Fraction(units, unit)


def scored(clause: Clause) -> bool:
    """Whether a clause takes part in the base score."""
    return clause.check.part == "base"


def observed(clause: Clause) -> bool:
    """Whether visits look at a clause: it is scored, and not by proved facts alone."""
    return clause.check.observed


def plan_of(standard: Standard) -> Plan:
    """Lay out the pools of a standard that has passed the checks of `judging.checks.standards`.

    A scoring clause with points is a pool of its own; clauses without points draw on the points of their section
    together, or, where no section and no clause has points, on the full scale.
    """
    unit = _unit(standard)
    clauses = {clause.id: clause for section in standard.sections for clause in section.clauses}
    drawn = dict(_drawn_on(standard, unit))
    pools = {pool.id: pool for pool in drawn.values()}
    positions = {pool: position for position, pool in enumerate(pools)}
    points = {clause: pool.points for clause, pool in drawn.items()}
    seen = frozenset(clause.id for clause in clauses.values() if observed(clause))
    return Plan(
        standard=standard,
        clauses=clauses,
        unit=unit,
        pools=tuple(pools.values()),
        pool_of={clause: positions[pool.id] for clause, pool in drawn.items()},
        faults=dict(_faults(clauses, points, unit)),
        lost_at=dict(_lost_at(clauses, points)),
        bonuses=dict(_bonuses(standard)),
        within=dict(_observed_within(standard, seen)),
        observed=seen,
        silent=frozenset(clause for clause in seen if clauses[clause].check.silent),
        observable=sum(pool.points for pool in pools.values() if pool.observed),
    )


def _drawn_on(standard: Standard, unit: int) -> Iterator[tuple[str, Pool]]:
    """Every scoring clause with the pool that it draws on, in the order of the standard."""
    shared = _shared_pools(standard, unit)
    for section in standard.sections:
        for clause in section.clauses:
            if scored(clause):
                yield clause.id, shared.get(clause.id) or _own_pool(clause, section.id, unit)


def _bonuses(standard: Standard) -> Iterator[tuple[str, tuple[str, Bonus]]]:
    for section in standard.sections:
        for clause, rule in checked_by(section.clauses, Bonus):
            yield clause.id, (section.id, rule)


def _observed_within(standard: Standard, seen: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What visits look at in each section, and in each clause."""
    for section in standard.sections:
        clauses = frozenset(clause.id for clause in section.clauses)
        yield section.id, clauses & seen
        yield from ((clause, frozenset({clause}) & seen) for clause in clauses)


def _faults(
    clauses: Mapping[str, Clause], points: Mapping[str, Units], unit: int
) -> Iterator[tuple[tuple[str, str], FaultRule]]:
    for clause, check in checked_by(clauses.values(), Deduct):
        for fault in check.faults:
            yield (clause.id, fault.id), _fault_rule(fault, points[clause.id], unit)


def _lost_at(clauses: Mapping[str, Clause], points: Mapping[str, Units]) -> Iterator[tuple[tuple[str, str], Units]]:
    for clause, check in checked_by(clauses.values(), Grade):
        for level in check.levels:
            yield (clause.id, level.id), int(points[clause.id] * (1 - Fraction(level.share)))


def _own_pool(clause: Clause, section: str, unit: int) -> Pool:
    points, check = Fraction(clause.points or 0), clause.check
    return Pool(
        id=clause.id,
        section=section,
        points=int(points * unit),
        exact=points,
        clauses=(clause.id,),
        observed=frozenset({clause.id}) if observed(clause) else frozenset(),
        limit=check if check.method == "limit" else None,
    )


def _shared_pools(standard: Standard, unit: int) -> dict[str, Pool]:
    """The pool of every clause that has no points of its own: its section's, else the whole standard's."""
    shared: dict[str, Pool] = {}
    rest: list[Clause] = []
    for section in standard.sections:
        without = tuple(clause for clause in section.clauses if scored(clause) and clause.points is None)
        if section.points is None:
            rest += without
        else:
            pool = _shared_pool(section.id, Fraction(section.points), without, unit)
            shared |= dict.fromkeys(pool.clauses, pool)
    full = Fraction(standard.scale.full) if standard.scale else Fraction(0)
    pool = _shared_pool("", full, tuple(rest), unit)
    return shared | dict.fromkeys(pool.clauses, pool)


def _shared_pool(key: str, points: Fraction, clauses: tuple[Clause, ...], unit: int) -> Pool:
    return Pool(
        id=key,
        section=key,
        points=int(points * unit),
        exact=points,
        clauses=tuple(clause.id for clause in clauses),
        observed=frozenset(clause.id for clause in clauses if observed(clause)),
        limit=None,
    )


def _unit(standard: Standard) -> int:
    """The smallest number that makes every amount of the standard whole."""
    denominators = [1]
    for section in standard.sections:
        denominators.append(_denominator(section.points))
        for clause in section.clauses:
            denominators.append(_denominator(clause.points))
            denominators += (amount.denominator for amount in clause.check.amounts(Fraction(clause.points or 0)))
    return lcm(*denominators)


def _denominator(amount: Decimal | None) -> int:
    return Fraction(amount or 0).denominator


def _fault_rule(fault: Fault, pool: Units, unit: int) -> FaultRule:
    def units(amount: Decimal) -> Units:
        return int(Fraction(amount) * unit)

    bounds = (units(fault.minus.least), units(fault.minus.most)) if isinstance(fault.minus, Range) else None
    fixed = Decimal(0) if fault.minus is None or isinstance(fault.minus, Range) else fault.minus
    return FaultRule(
        minus=pool if fault.forfeits else units(fixed),
        range=bounds,
        each=fault.each and not fault.forfeits,
        cap=None if fault.at_most is None else units(fault.at_most),
        per_period=fault.per == "period",
    )
