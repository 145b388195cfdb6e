"""Windows side by side: what each earned of a section and lost at a clause, and the medians of the board."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from generator.verifying.published.figures import Difference, Json, differing, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.city import City, Data
from generator.verifying.recomputing.evidence import Row

NOTHING_EARNED: Final = Fraction(0)


def compared_differences(release: Release, data: Data, city: City, bands: dict[str, str]) -> Iterator[Difference]:
    """Where `data/compared/` says otherwise than the scores of the newest period of each board.

    `bands`: what a further language calls them.
    """
    for board in data.boards:
        for period in data.published(board)[:1]:
            path = f"data/compared/{board}.json"
            told, own = release.json(path), _own(data, city, board, period, bands)
            for route, published, found in differing({name: told.get(name) for name in own}, own):
                if not route.endswith((".title", *((".band",) if (board, period) in city.unsure else ()))):
                    yield Difference(file=path, what=route, published=written(published), own=written(found))


def _own(data: Data, city: City, board: str, period: str, names: dict[str, str]) -> Json:
    ranked = [row for row in city.placed[board, period].ranked if row.held_from is None]
    scores = {row.who: city.scores[board, period, *row.who] for row in ranked}
    rows = [_row(data, row, scores[row.who], names) for row in ranked]
    clauses = {clause for one in rows for clause in one["losses"]}
    plans = [data.plans[score["standard"]] for score in scores.values()][:1]
    return {
        "board": board,
        "period": period,
        "rows": rows,
        "sections": [_section(name, rows) for name in dict.fromkeys(name for one in rows for name in one["sections"])],
        "clauses": [_clause(one, rows) for plan in plans for name, one in plan.clauses.items() if name in clauses],
    }


def _row(data: Data, row: Row, score: Json, names: dict[str, str]) -> Json:
    sections: dict[str, tuple[Fraction, Fraction]] = {}
    losses: dict[str, Fraction] = {}
    for pool in score["pools"]:
        if pool["state"] == "assessed":
            earned, points = sections.get(pool["section"], (NOTHING_EARNED, NOTHING_EARNED))
            sections[pool["section"]] = (earned + pool["earned"], points + pool["points"])
            losses |= _lost(pool)
    centre = data.centres[row.centre]["centre"]
    bands = {
        one["id"]: names.get(one["name"], one["name"])
        for one in data.plans[score["standard"]].standard.get("bands", ())
    }
    return {
        "centre": row.centre,
        "window": row.window,
        "centre_name": centre["name"],
        "window_name": next(one["name"] for one in centre["windows"] if one["id"] == row.window),
        "band": bands.get(row.band) if row.doubt == "none" else None,
        "rank": row.rank,
        "score": row.score,
        "sections": sections,
        "losses": losses,
    }


def _lost(pool: Json) -> dict[str, Fraction]:
    """What a pool lost, shared out among its clauses by what each took."""
    lost = pool["points"] - pool["earned"]
    took: dict[str, Fraction] = {one["clause"]: one["lost"] for one in pool["taken"]}
    for one in pool["events"]:
        took[one["clause"]] = took.get(one["clause"], NOTHING_EARNED) + one["minus"]
    if not lost:
        return {}
    every = sum(took.values(), NOTHING_EARNED)
    return {clause: lost * minus / every for clause, minus in took.items()} if took else {pool["pool"]: lost}


def _section(name: str, rows: list[Json]) -> Json:
    shares = [
        max(NOTHING_EARNED, earned / points)
        for earned, points in (one["sections"][name] for one in rows if name in one["sections"])
        if points
    ]
    return {"section": name, "median": _median(shares), "windows": len(shares)}


def _clause(clause: Json, rows: list[Json]) -> Json:
    name = clause["id"]
    median = _median(one["losses"].get(name, NOTHING_EARNED) for one in rows)
    return {"clause": name, "text": clause["text"], "median": median}


def _median(values: Iterable[Fraction]) -> Fraction:
    """The middle value; of an even number, half of the two in the middle together."""
    ordered = sorted(values)
    middle, odd = divmod(len(ordered), 2)
    return ordered[middle] if odd else (ordered[middle - 1] + ordered[middle]) / 2
