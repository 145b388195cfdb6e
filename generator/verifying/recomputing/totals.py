"""The score of a window over a period, from its visits and from what was proved, with every part of it."""

from collections.abc import Iterable
from fractions import Fraction

from generator.verifying.published.days import period_on
from generator.verifying.published.figures import Json, number, rounded
from generator.verifying.published.methods import limit_earned
from generator.verifying.recomputing.plan import Plan, Pool
from generator.verifying.recomputing.visits import Seen, Visit, fault_takes, line_of, outcome_of, seen_of, vetoes_of

EVENT: tuple[str, ...] = ("id", "happened", "proved", "source", "note", "evidence", "late")
"""What a score repeats of an event."""


def total_of(plan: Plan, board: Json, visits: Iterable[Visit], events: Iterable[Json]) -> Json:
    """A score with its parts, in the form in which it is published, without its place."""
    ordered = sorted(visits, key=lambda one: (one.round["date"], one.round["channel"], one.round["team"]))
    seen = [seen_of(plan, visit) for visit in ordered]
    for one, weight in zip(seen, _weights(plan, board, seen), strict=True):
        one.weight = weight
    counted = [(place, one) for place, one in enumerate(seen) if one.weight]
    facts = sorted({one["id"]: one for one in events}.values(), key=lambda one: (one["proved"], one["id"]))
    proved = _proved(plan, facts)
    pools = [_pool_of(board, pool, counted, proved.get(pool.name, [])) for pool in plan.pools]
    available = sum((one["points"] for one in pools if one["state"] == "assessed"), Fraction(0))
    base = _base(plan, sum((one["earned"] for one in pools), Fraction(0)), available)
    without = _base(plan, sum(map(_without_events, pools), Fraction(0)), available)
    bonuses = _bonuses(plan, facts, base)
    bonus = _bonus(plan, bonuses)
    covered = _covered(plan, pools, counted)
    lowered = [*vetoes_of(plan, seen, facts), *_floors(plan, pools)]
    days = _days(plan, board, seen)
    score = {
        "standard": plan.ref,
        "base": base,
        "event_points": without - base,
        "bonus": bonus,
        "exact": base + bonus,
        "available": available,
        "coverage": covered,
        "counted": len(counted),
        "days": days,
        "inspections": [line_of(plan, one) for one in seen],
        "pools": pools,
        "bonuses": bonuses,
        "lowered": lowered,
        "noted": _noted(seen),
        "announced": _announced(counted),
    }
    enough = _enough(board, days, [one for _, one in counted]) >= board["min_inspections"]
    computed = _outcome(plan, board, score, [one for _, one in counted], enough=enough)
    return score | (_ranked(plan, board, score, computed) if enough else {"outcome": computed})


def _noted(seen: list[Seen]) -> list[Json]:
    """What visits noted without calling it a fault."""
    return [
        {"clause": one["clause"], "inspection": place, "note": one.get("note"), "evidence": one.get("evidence")}
        for place, visit in enumerate(seen)
        for one in visit.visit.inspection.get("findings", ())
        if one.get("fault") is None
    ]


def _announced(counted: list[tuple[int, Seen]]) -> object:
    """The total that was announced last, of the visits that count."""
    told = [
        one.visit.inspection["announced"] for _, one in counted if one.visit.inspection.get("announced") is not None
    ]
    return told[-1] if told else None


def _weights(plan: Plan, board: Json, seen: list[Seen]) -> list[Fraction]:
    """The weight of each visit, as the board combines them."""
    combine, channels = board.get("combine", "visits"), [one.channel for one in seen]
    if isinstance(combine, dict):
        shares = combine["shares"]
        return [Fraction(shares[one], channels.count(one)) if shares.get(one) else Fraction(0) for one in channels]
    if combine == "sum":
        return [Fraction(weight_of(board, one) > 0) for one in channels]
    if combine == "newest":
        return _newest_weights(plan, board, seen)
    return [_capped(board, one, channels.count(one)) for one in channels]


def _newest_weights(plan: Plan, board: Json, seen: list[Seen]) -> list[Fraction]:
    """Only the visits of the last day on which enough was assessed weigh anything."""
    enough = [weight_of(board, one.channel) > 0 and one.coverage >= plan.least for one in seen]
    days = [one.visit.round["date"] for one in seen]
    newest = max((day for day, fits in zip(days, enough, strict=True) if fits), default=None)
    return [
        weight_of(board, one.channel) if fits and day == newest else Fraction(0)
        for one, day, fits in zip(seen, days, enough, strict=True)
    ]


def weight_of(board: Json, channel: str) -> Fraction:
    """The weight of one visit through a channel; one that is not named weighs nothing."""
    weight = board["channels"].get(channel, 0)
    return number(weight["weight"] if isinstance(weight, dict) else weight)


def _capped(board: Json, channel: str, visits: int) -> Fraction:
    weight = board["channels"].get(channel, 0)
    if isinstance(weight, dict) and visits > weight["at_most"]:
        return Fraction(weight["weight"] * weight["at_most"], visits)
    return weight_of(board, channel)


def _days(plan: Plan, board: Json, seen: list[Seen]) -> int:
    """Different days with a visit that may count and assessed enough."""
    combine = board.get("combine", "visits")
    announced = board.get("totals") == "announced"
    return len(
        {
            one.visit.round["date"]
            for one in seen
            if (one.channel in combine["shares"] if isinstance(combine, dict) else weight_of(board, one.channel) > 0)
            and (one.coverage >= plan.least or (announced and one.visit.inspection.get("announced") is not None))
        }
    )


def _enough(board: Json, days: int, counted: list[Seen]) -> int:
    """What is held against the least number: days; in periods that were published so, visits."""
    until = board.get("same_day_until")
    each = until and counted and period_on(board, counted[0].visit.round["date"]) <= until
    return len(counted) if each else days


def _proved(plan: Plan, facts: list[Json]) -> dict[str, list[Json]]:
    """What proved faults take, by pool, each fault up to its bound over the period."""
    found: dict[str, list[Json]] = {}
    taken: dict[tuple[str, str], Fraction] = {}
    for one in facts:
        if one.get("clause") is not None and one.get("fault") is not None:
            minus = fault_takes(plan, (one["clause"], one["fault"]), one.get("minus"), 1, taken)
            found.setdefault(plan.pool_of[one["clause"]].name, []).append(_event_line(one, minus))
    return found


def _event_line(one: Json, minus: Fraction) -> Json:
    told = {key: one[key] for key in EVENT if key in one}
    return told | {"clause": one.get("clause") or "", "cause": one.get("fault") or "", "minus": minus}


def _pool_of(board: Json, pool: Pool, counted: list[tuple[int, Seen]], events: list[Json]) -> Json:
    cases, within = _sampled(pool, [one for _, one in counted])
    state = _state(pool, [one for _, one in counted], cases)
    taken, losses = _taken(board, pool, counted) if state == "assessed" else ([], [])
    proved = sum((one["minus"] for one in events), Fraction(0))
    if state == "assessed":
        base = limit_earned(pool.points, pool.limit, cases, within) if pool.limit and cases else pool.points
        earned = max(Fraction(0), base - sum((one["lost"] for one in taken), Fraction(0)) - proved)
    else:
        earned = -min(pool.points, proved)
    return {
        "pool": pool.name,
        "section": pool.section,
        "points": pool.points,
        "state": state,
        "earned": earned,
        "cases": cases,
        "within": within,
        "taken": taken,
        "losses": losses,
        "events": events,
        "exemptions": _exemptions(pool, counted),
    }


def _sampled(pool: Pool, counted: list[Seen]) -> tuple[int, int]:
    """The cases that visits drew for a limit, and those of them that were within it."""
    samples = [
        one.samples[pool.name]
        for one in counted
        if pool.limit and pool.name in one.assessed and pool.name in one.samples
    ]
    return sum(one["cases"] for one in samples), sum(one["within"] for one in samples)


def _exemptions(pool: Pool, counted: list[tuple[int, Seen]]) -> list[list[object]]:
    """Which clauses visits found not to apply, why, and which visit it was."""
    return [
        [one["clause"], one["reason"], place]
        for place, visit in counted
        for one in sorted(visit.visit.inspection.get("not_applicable", ()), key=lambda one: str(one["clause"]))
        if one["clause"] in pool.clauses
    ]


def _state(pool: Pool, counted: list[Seen], cases: int) -> str:
    left = [name for name in pool.observed if not any(name in one.assessed for one in counted)]
    if any(not any(name in one.exempt for one in counted) for name in left):
        return "not-assessed"
    if left and len(left) == len(pool.clauses):
        return "not-applicable"
    few = pool.limit and 0 < cases < pool.limit.get("min_cases", 1)
    return "not-assessed" if few else "assessed"


def _taken(board: Json, pool: Pool, counted: list[tuple[int, Seen]]) -> tuple[list[Json], list[Json]]:
    """What visits took from each clause, averaged over those that assessed it, or added up; and every finding."""
    taken: list[Json] = []
    losses: list[Json] = []
    for name in pool.clauses:
        using = [(place, one) for place, one in counted if name in one.assessed]
        if not any(name in one.takings for _, one in using):
            continue
        weights = _clause_weights(board, [one for _, one in using])
        whole = sum(weights, Fraction(0)) if board.get("combine") != "sum" else Fraction(1)
        lost = sum(
            (weight * one.lost.get(name, Fraction(0)) for (_, one), weight in zip(using, weights, strict=True)),
            Fraction(0),
        )
        if lost:
            taken.append({"clause": name, "weight": whole, "lost": min(pool.points, lost / whole)})
        losses += (
            finding | {"inspection": place, "weight": weight}
            for (place, one), weight in zip(using, weights, strict=True)
            for finding in one.takings.get(name, ())
        )
    return taken, losses


def _clause_weights(board: Json, using: list[Seen]) -> list[Fraction]:
    combine = board.get("combine", "visits")
    if not isinstance(combine, dict):
        return [one.weight for one in using]
    channels = [one.channel for one in using]
    return [Fraction(combine["shares"][one], channels.count(one)) for one in channels]


def _base(plan: Plan, earned: Fraction, available: Fraction) -> Fraction:
    return max(Fraction(0), earned * plan.full / available) if available else Fraction(0)


def _without_events(pool: Json) -> Fraction:
    if not pool["events"]:
        return number(pool["earned"])
    if pool["state"] != "assessed":
        return Fraction(0)
    left: Fraction = pool["points"] - sum((one["lost"] for one in pool["taken"]), Fraction(0))
    return max(Fraction(0), left)


def _bonuses(plan: Plan, facts: list[Json], base: Fraction) -> list[Json]:
    found = []
    for name, clause in plan.clauses.items():
        rule, told = clause["check"], [one for one in facts if one.get("clause") == name]
        if rule["method"] != "bonus" or not told:
            continue
        count = len(told) if rule.get("each") else 1
        wanted = number(rule["plus"]) * count
        if rule.get("at_most") is not None:
            wanted = min(wanted, number(rule["at_most"]))
        withheld = rule.get("only_from") is not None and base < number(rule["only_from"])
        found.append(
            {
                "clause": name,
                "section": plan.section_of[name],
                "count": count,
                "earned": Fraction(0) if withheld else wanted,
                "withheld": withheld,
                "events": [_event_line(one, number(rule["plus"])) for one in told],
            }
        )
    return found


def _bonus(plan: Plan, bonuses: list[Json]) -> Fraction:
    whole = Fraction(0)
    for section in plan.standard["sections"]:
        earned = sum((one["earned"] for one in bonuses if one["section"] == section["id"]), Fraction(0))
        cap = section.get("bonus_at_most")
        whole += earned if cap is None else min(earned, number(cap))
    return whole


def _covered(plan: Plan, pools: list[Json], counted: list[tuple[int, Seen]]) -> Fraction:
    """The share of the applicable points that visits can assess and that were assessed."""
    assessed = applicable = Fraction(0)
    for pool, score in zip(plan.pools, pools, strict=True):
        unseen = all(pool.observed.isdisjoint(one.assessed) for _, one in counted)
        if not pool.observed or (score["state"] == "assessed" and score["exemptions"] and unseen):
            continue
        if score["state"] != "not-applicable":
            applicable += pool.points
        if score["state"] == "assessed":
            assessed += pool.points
    return assessed / applicable if applicable else Fraction(0)


def _floors(plan: Plan, pools: list[Json]) -> list[Json]:
    found = []
    for floor in plan.standard.get("floors", ()):
        own = [one for one in pools if one["section"] == floor["section"] and one["state"] == "assessed"]
        points = sum((one["points"] for one in own), Fraction(0))
        if points and sum((one["earned"] for one in own), Fraction(0)) / points < number(floor["below"]):
            found.append({"kind": "floor", "cause": floor["section"], "band": floor["band"], "event": ""})
    return found


def _outcome(plan: Plan, board: Json, score: Json, counted: list[Seen], *, enough: bool) -> Json:
    found = outcome_of(plan, score["available"], score["exact"], score["coverage"], score["lowered"])
    if not enough:
        if "reason" in found and len(counted) >= board["min_inspections"]:
            return found
        return {"reason": "too-few-inspections", "found": score["days"], "needed": board["min_inspections"]}
    combine = board.get("combine", "visits")
    if isinstance(combine, dict) and combine.get("missing", "unrated") == "unrated":
        channels = {one.channel for one in counted} & combine["shares"].keys()
        if len(channels) < len(combine["shares"]):
            return {"reason": "channel-missing", "found": len(channels), "needed": len(combine["shares"])}
    return found


def _ranked(plan: Plan, board: Json, score: Json, computed: Json) -> Json:
    """What is banded and ranked: the sum of the parts, or the total that was announced where the board says so."""
    announced = score["announced"]
    if announced is None or board.get("totals", "computed") == "computed":
        return {"outcome": computed}
    if plan.standard.get("scale") is None:
        return {"outcome": computed}
    points = rounded(number(announced), plan.places)
    band = plan.band(points, [one["band"] for one in score["lowered"]])
    return {"outcome": {"score": points, "band": band}, "computed": computed.get("score")}
