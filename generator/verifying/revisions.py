"""What changed after it was public, and how harsh inspecting teams are beside one another."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from generator.verifying.boards import Placed, Restated, rank
from generator.verifying.city import City, Data, Key, Place
from generator.verifying.days import day, standard_of
from generator.verifying.evidence import Row
from generator.verifying.figures import Json, decimal, number
from generator.verifying.process import Process

FIGURES = ("score", "band", "rank", "list", "unrated")


def revisions_of(process: Process) -> list[Json]:
    """Every published figure that is another one than it was: by a decision, or as a case records it."""
    data = process.data
    found: list[Json] = []
    for place, told in process.city.restated.items():
        for step in told:
            found += _recomputed(process, place, step)
    for one in data.cases:
        case = one["case"]
        if case["kind"] in {"correction", "withdrawal"}:
            place = case["about"]["board"], case["about"]["period"]
            key: Key = (*place, one["centre"], case["window"])
            if place in process.released and day(case["date"]) >= process.released[place]:
                found.append(_revision(key, one, one["centre"], case, list(case.get("changes", ()))))
    return [
        one
        for one in found
        if tuple(one[name] for name in ("board", "period", "centre", "window")) not in data.appealed
    ]


def _revision(key: Key, case: Json, centre: str, said: Json, changes: list[Json]) -> Json:
    told = dict(zip(("board", "period", "centre", "window"), key, strict=True))
    own = {"case": case["id"], "case_centre": "" if key[2] == centre else centre}
    return {**told, **own, "date": said["date"], "reason": said["reason"], "changes": changes}


def _recomputed(process: Process, place: Place, one: Restated) -> Iterator[Json]:
    released, case = process.released[place], one.case["case"]
    if day(case["decision"]["date"]) <= released:
        return
    before = one.before
    if day(case["opened"]) <= released and process.ends(case) == day(case["decision"]["date"]):
        before = _masked(process.data, process.city, place, before, one.who)
    plan = process.data.plans[standard_of(process.data.boards[place[0]], place[1])]
    now = one.after.rows
    for row in sorted(before.rows.values(), key=lambda row: row.who):
        old, new = _figures(row, plan.places), _figures(now[row.who], plan.places)
        changes = [{"figure": name, "old": old[name], "new": new[name]} for name in FIGURES if old[name] != new[name]]
        if changes:
            yield _revision((*place, *row.who), one.case, one.case["centre"], case["decision"], changes)


def _masked(data: Data, city: City, place: Place, placed: Placed, who: tuple[str, str]) -> Placed:
    """A board without the figures of one row, and the others as they are alone; nobody changes its list for it."""
    board = data.boards[place[0]]
    plan = data.plans[standard_of(board, place[1])]
    lists = {row.who: (row.listed, row.near) for row in placed.ranked}
    left = rank(plan, board, {own: row for own, row in placed.rows.items() if own != who}, city.past[place])
    for row in left.ranked:
        row.listed, row.near = lists[row.who]
    return replace(left, unrated=[*left.unrated, Row(*who, {"reason": "appealed"})])


def _figures(row: Row, places: int) -> Json:
    return {
        "score": decimal(row.score, places) if row.rated else None,
        "band": row.band if row.rated else None,
        "rank": str(row.rank) if row.rank else None,
        "list": row.listed,
        "unrated": None if row.rated else row.outcome["reason"],
    }


def teams_of(process: Process) -> list[Json]:
    """The sums of each team, by board and period."""
    found: dict[tuple[str, str, str], Json] = {}
    undecided = {
        (*place, one["centre"], one["case"]["window"])
        for one in process.data.cases
        if one["case"]["kind"] == "appeal" and not one["case"].get("decision")
        for own in [(one["case"]["about"]["board"], one["case"]["about"]["period"])]
        for place in process.groups.get(own, {own})
    }
    for key, score in process.city.scores.items():
        if key not in undecided:
            for team, sums in _team_sums(process.data, score):
                whole = found.setdefault((*key[:2], team), dict.fromkeys(sums, Fraction(0)))
                for name, value in sums.items():
                    whole[name] += value
    return [{"board": key[0], "period": key[1], "team": key[2]} | sums for key, sums in sorted(found.items())]


def _team_sums(data: Data, score: Json) -> Iterator[tuple[str, Json]]:
    used = [one for one in score["inspections"] if one["weight"] and "score" in one["outcome"]]
    for team in sorted({one["team"] for one in used}):
        own, others = [one for one in used if one["team"] == team], [one for one in used if one["team"] != team]
        weight = Fraction(len(own) * len(others), len(used))
        mean = sum((one["base"] for one in used), Fraction(0)) / len(used)
        lost = data.plans[score["standard"]].full - mean + 2
        apart = sum((one["base"] for one in own), Fraction(0)) / len(own)
        apart -= sum((one["base"] for one in others), Fraction(0)) / len(others) if others else apart
        yield (
            team,
            {
                "inspections": len(own),
                "total": sum((number(one["outcome"]["score"]) for one in own), Fraction(0)),
                "alone": 0 if others else len(own),
                "weight": weight,
                "apart": weight * apart,
                "doubt": weight * lost,
            },
        )
