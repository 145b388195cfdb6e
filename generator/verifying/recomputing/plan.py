"""A standard made ready for the recalculation: where its points lie, and what takes them away."""

from dataclasses import dataclass, field
from fractions import Fraction

from generator.verifying.published.figures import Json, number
from generator.verifying.published.methods import METHODS


@dataclass
class Pool:
    """Points that belong together: of a clause, or of the clauses of a section or standard that have none."""

    name: str
    section: str
    points: Fraction
    clauses: list[str] = field(default_factory=list)
    observed: set[str] = field(default_factory=set)
    """Those of the clauses that visits look at."""
    limit: Json | None = None


@dataclass
class Plan:
    """One edition of a standard."""

    standard: Json
    pools: list[Pool]
    pool_of: dict[str, Pool]
    clauses: dict[str, Json]
    section_of: dict[str, str]
    within: dict[str, set[str]]
    """The clauses that visits look at, below a section or a clause."""
    observed: set[str]
    asked: set[str]
    """Those of them for which a visit must give a figure."""
    _bounds: dict[str, Fraction] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """`id@edition`."""
        return f"{self.standard['id']}@{self.standard['edition']}"

    @property
    def full(self) -> Fraction:
        """The score of whoever lost nothing."""
        return number(self.standard.get("scale", {}).get("full"))

    @property
    def places(self) -> int:
        """Decimal places of a score."""
        return int(self.standard.get("scale", {}).get("precision", 0))

    @property
    def least(self) -> Fraction:
        """The share that must have been assessed before there is a score."""
        return number(self.standard.get("min_coverage"))

    @property
    def bounds(self) -> dict[str, Fraction]:
        """The lower bound of each band."""
        if not self._bounds:
            self._bounds = {str(band["id"]): number(band["at_least"]) for band in self.standard.get("bands", ())}
        return self._bounds

    def band(self, score: Fraction, caps: list[str] | None = None) -> str:
        """The highest band that a score reaches, lowered to each of the caps."""
        fitting = [band for band, bound in self.bounds.items() if bound <= score]
        reached: str = max(fitting, key=lambda band: self.bounds[band])
        lowest: str = min([reached, *(caps or ())], key=lambda band: self.bounds[band])
        return lowest


def plan_of(standard: Json) -> Plan:
    """Lay out the pools: of each scored clause, of a section's clauses without points, of the rest the full scale."""
    plan = Plan(standard, [], {}, {}, {}, {}, set(), set())
    shared: dict[str, Pool] = {}
    whole = Pool("", "", plan.full)
    for section in standard["sections"]:
        plan.within[section["id"]] = set()
        for clause in section.get("clauses", ()):
            name, method = clause["id"], clause["check"]["method"]
            plan.clauses[name] = clause
            plan.section_of[name] = section["id"]
            plan.within[name] = {name} if _is_observed(clause) else set()
            plan.within[section["id"]] |= plan.within[name]
            if method in {"bonus", "none"}:
                continue
            if clause.get("points") is not None:
                limit = clause["check"] if method == "limit" else None
                pool = Pool(name, section["id"], number(clause["points"]), limit=limit)
            elif section.get("points") is not None:
                pool = shared.setdefault(section["id"], Pool(section["id"], section["id"], number(section["points"])))
            else:
                pool = whole
            if pool not in plan.pools:
                plan.pools.append(pool)
            pool.clauses.append(name)
            pool.observed |= plan.within[name]
            plan.pool_of[name] = pool
    plan.observed = {name for names in plan.within.values() for name in names}
    plan.asked = {name for name in plan.observed if plan.clauses[name]["check"]["method"] in METHODS}
    return plan


def _is_observed(clause: Json) -> bool:
    check = clause["check"]
    if check["method"] == "deduct":
        return any(fault.get("per", "visit") == "visit" for fault in check.get("faults", ()))
    return check["method"] not in {"bonus", "none"}
