"""What one visit says, clause by clause, and the score that it would have by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from generator.verifying.published.figures import Json, number, rounded
from generator.verifying.published.methods import BY_CLAUSE, METHODS, limit_earned
from generator.verifying.recomputing.plan import Plan


@dataclass
class Visit:
    """A visit to one window under one standard."""

    round: Json
    inspection: Json


@dataclass
class Seen:
    """A visit as it is reckoned."""

    visit: Visit
    assessed: set[str]
    exempt: set[str]
    takings: dict[str, list[Json]]
    """By clause: what each finding takes, after the bound of its fault."""
    lost: dict[str, Fraction]
    """By clause, never more than the points of its pool."""
    coverage: Fraction
    weight: Fraction = Fraction(0)

    @property
    def samples(self) -> Json:
        """Sampled cases, by clause."""
        found: Json = self.visit.inspection.get("sampled", {})
        return found

    @property
    def channel(self) -> str:
        """The way in which the visit was made."""
        return str(self.visit.round["channel"])


def inspections_of(found: Json) -> list[Json]:
    """The inspections of a round; of a window that was assessed whole and clean, only its name stands there."""
    clean = [{"window": window, "assessed": "all", "nothing_found": True} for window in found.get("clean", ())]
    return [*found.get("inspections", ()), *clean]


def seen_of(plan: Plan, visit: Visit) -> Seen:
    """Reckon a visit."""
    said = visit.inspection
    assessed = set(plan.observed)
    if said.get("assessed") != "all":
        assessed = {name for item in said.get("assessed", ()) for name in plan.within[item]}
    given = {clause for key in BY_CLAUSE for clause in said.get(key, {})}
    assessed -= plan.asked - given
    exempt = plan.observed & {one["clause"] for one in said.get("not_applicable", ())}
    if plan.standard.get("not_applicable") == "full-marks":
        assessed, exempt = assessed | exempt, set()
    assessed -= exempt
    takings = takings_of(plan, said)
    lost = {
        clause: min(plan.pool_of[clause].points, sum((one["minus"] for one in found), Fraction(0)))
        for clause, found in takings.items()
    }
    return Seen(visit, assessed, exempt, takings, lost, _coverage(plan, assessed, exempt))


def takings_of(plan: Plan, said: Json) -> dict[str, list[Json]]:
    """What each finding, unmet clause and figure takes."""
    found: dict[str, list[Json]] = {}
    taken: dict[tuple[str, str], Fraction] = {}
    for one in sorted(said.get("findings", ()), key=_order):
        if one.get("fault") is None:
            continue
        key = one["clause"], one["fault"]
        minus = fault_takes(plan, key, one.get("minus"), one.get("count", 1), taken)
        _take(found, one, cause=one["fault"], count=one.get("count", 1), minus=minus)
    for one in said.get("unmet", ()):
        _take(found, one, cause="", count=1, minus=plan.pool_of[one["clause"]].points)
    for method in METHODS.values():
        for clause, figure in said.get(method.key, {}).items():
            lost = method.lost(plan.clauses[clause], figure, plan.pool_of[clause].points)
            if lost is not None:
                _take(found, {"clause": clause}, cause=method.cause(figure), count=1, minus=lost)
    return found


def fault_takes(
    plan: Plan, key: tuple[str, str], said: object, count: int, taken: dict[tuple[str, str], Fraction]
) -> Fraction:
    """What a fault takes once more, where some was taken before: up to its bound, and once where it does not repeat."""
    rule = next(one for one in plan.clauses[key[0]]["check"]["faults"] if one["id"] == key[1])
    if said is not None:
        minus = number(said)
    elif rule.get("forfeits"):
        minus = plan.pool_of[key[0]].points
    else:
        minus = number(rule.get("minus")) if not isinstance(rule.get("minus"), dict) else Fraction(0)
    before = taken.get(key, Fraction(0))
    repeats = rule.get("each") and not rule.get("forfeits")
    wanted = minus * count if repeats else max(Fraction(0), minus - before)
    if rule.get("at_most") is not None:
        wanted = min(wanted, number(rule["at_most"]) - before)
    taken[key] = before + wanted
    return wanted


def _take(found: dict[str, list[Json]], said: Json, *, cause: str, count: int, minus: Fraction) -> None:
    told = {"clause": said["clause"], "cause": cause, "count": count, "minus": minus}
    told |= {"note": said.get("note"), "evidence": said.get("evidence")}
    found.setdefault(said["clause"], []).append(told)


def _order(one: Json) -> tuple[str, str, int, str, str]:
    return one["clause"], one.get("fault") or "", -one.get("count", 1), one.get("note") or "", one.get("evidence") or ""


def _coverage(plan: Plan, assessed: set[str], exempt: set[str]) -> Fraction:
    """The share of the applicable points that was assessed; of a shared pool each clause is an equal part."""
    applicable = covered = Fraction(0)
    for pool in plan.pools:
        clauses = pool.observed - exempt
        if clauses:
            applicable += pool.points
            covered += pool.points * Fraction(len(clauses & assessed), len(clauses))
    return covered / applicable if applicable else Fraction(0)


def line_of(plan: Plan, one: Seen) -> Json:
    """The visit by itself: its score before rounding, and what comes of it."""
    available = earned = Fraction(0)
    for pool in plan.pools if one.assessed else ():
        clauses = pool.observed - one.exempt
        if not clauses <= one.assessed or not (clauses or len(pool.observed) < len(pool.clauses)):
            continue
        available += pool.points
        points = pool.points
        if pool.limit and pool.name in one.assessed and pool.name in one.samples:
            sample = one.samples[pool.name]
            points = limit_earned(pool.points, pool.limit, sample["cases"], sample["within"])
        earned += max(
            Fraction(0), points - sum((one.lost.get(name, Fraction(0)) for name in pool.clauses), Fraction(0))
        )
    base = earned * plan.full / available if available else Fraction(0)
    visit = one.visit
    return {
        "date": visit.round["date"],
        "channel": one.channel,
        "team": visit.round["team"],
        "weight": one.weight,
        "coverage": one.coverage,
        "outcome": outcome_of(plan, available, base, one.coverage, vetoes_of(plan, [one], ())),
        "base": base,
        "late": visit.round.get("late"),
        "out_of_hours": visit.round.get("out_of_hours"),
        "announced": visit.inspection.get("announced"),
    }


def outcome_of(plan: Plan, available: Fraction, exact: Fraction, covered: Fraction, lowered: list[Json]) -> Json:
    """A score and its band, or why there is none."""
    if not available or plan.standard.get("scale") is None:
        return {"reason": "nothing-assessed", "found": Fraction(0), "needed": plan.least}
    if covered < plan.least:
        return {"reason": "low-coverage", "found": covered, "needed": plan.least}
    score = rounded(exact, plan.places)
    return {"score": score, "band": plan.band(score, [one["band"] for one in lowered])}


def vetoes_of(plan: Plan, seen: list[Seen], events: Iterable[Json]) -> list[Json]:
    """The vetoes that visits found, whatever their weight, but for self-checks; and those that were proved."""
    bands = {one["id"]: one["band"] for one in plan.standard.get("vetoes", ())}
    found = [
        {
            "kind": "veto",
            "cause": one["veto"],
            "band": bands[one["veto"]],
            "note": one["note"],
            "inspection": place,
            "event": "",
        }
        for place, visit in enumerate(seen)
        if visit.weight or visit.channel != "self"
        for one in sorted(visit.visit.inspection.get("vetoes", ()), key=lambda one: (one["veto"], one["note"]))
    ]
    found += [
        {"kind": "veto", "cause": one["veto"], "band": bands[one["veto"]], "note": one["note"], "event": one["id"]}
        for one in events
        if one.get("veto") is not None
    ]
    return found
