"""What upheld appeals take out of the record of a window."""

from collections.abc import Sequence

from generator.verifying.published.figures import Json
from generator.verifying.published.methods import BY_CLAUSE
from generator.verifying.recomputing.visits import Visit


def upheld_of(cases: Sequence[Json]) -> list[Json]:
    """The upheld appeals among the cases of a window, in the order of their decisions."""
    found = [
        one
        for one in cases
        if one["case"]["kind"] == "appeal" and one["case"].get("decision", {}).get("outcome") == "upheld"
    ]
    return sorted(found, key=lambda one: (one["case"]["decision"]["date"], one["id"]))


def without(visits: list[Visit], events: list[Json], appeal: Json) -> tuple[list[Visit], list[Json], list[Json]]:
    """The record without what an appeal contests, and what was struck."""
    case, left, struck = appeal["case"], [], []
    for visit in visits:
        said = visit.inspection
        for one in case.get("findings", ()):
            if all(visit.round[key] == one[key] for key in ("standard", "date", "channel")):
                struck += _said_of(said, one, appeal["id"])
                said = _cleared(said, one)
        left.append(Visit(visit.round, said))
    names = case.get("events", ())
    struck += [
        {"case": appeal["id"], "contested": one, "note": one["note"], "evidence": one["evidence"]}
        for one in events
        if one["id"] in names
    ]
    return left, [one for one in events if one["id"] not in names], struck


def _said_of(said: Json, contested: Json, case: str) -> list[Json]:
    clause, fault = contested.get("clause"), contested.get("fault")
    found = [one for one in said.get("vetoes", ()) if contested.get("veto") and one["veto"] == contested["veto"]]
    found += [one for one in said.get("findings", ()) if one["clause"] == clause and one.get("fault") == fault]
    found += [one for one in said.get("unmet", ()) if one["clause"] == clause and fault is None]
    bare = fault is None and any(clause in said.get(key, {}) for key in BY_CLAUSE)
    return [
        {"case": case, "contested": contested, "note": one.get("note"), "evidence": one.get("evidence")}
        for one in [*found, *([{}] if bare else [])]
    ]


def _cleared(said: Json, contested: Json) -> Json:
    clause, fault, veto = contested.get("clause"), contested.get("fault"), contested.get("veto")
    left = dict(said)
    left["findings"] = [one for one in said.get("findings", ()) if (one["clause"], one.get("fault")) != (clause, fault)]
    left["unmet"] = [one for one in said.get("unmet", ()) if one["clause"] != clause or fault is not None]
    left["vetoes"] = [one for one in said.get("vetoes", ()) if one["veto"] != veto]
    for key in BY_CLAUSE:
        left[key] = {name: one for name, one in said.get(key, {}).items() if name != clause}
    return left
