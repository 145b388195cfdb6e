"""The published data held against the recalculation."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.verifying.published.days import day, last_day, standard_of
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, cut, differing, same
from generator.verifying.published.release import Release
from generator.verifying.published.tables import PARTS, RECORDS, SCORES, folded, parts_of, score_rows
from generator.verifying.recomputing.city import City, Data, Key, Place
from generator.verifying.recomputing.evidence import Bounds, Row
from generator.verifying.recomputing.plan import Plan
from generator.verifying.recomputing.process import Process
from generator.verifying.recomputing.revisions import revisions_of, teams_of, unsure_history

CASES: Final = "data/cases.json"
ROW: Final = ("board", "period", "centre", "window")
SHARE: Final = 4
"""Places of a published share."""
ORDER: Final = "order"


def data_differences(release: Release, data: Data, city: City, process: Process) -> Iterator[Difference]:
    """Everything in `data/` that is not what the rest of it gives."""
    yield from _board_differences(data, city, process)
    yield from _part_differences(release, data, city)
    yield from _round_order(release, data)
    entries = {
        (*place, *row.who): process.entry(row, place)
        for place, placed in city.placed.items()
        for row in placed.ranked
        if row.listed == "green"
    }
    for period in sorted({period for _, period in data.periods}):
        rows = list(_own_rows(data, city, period, entries))
        yield from _row_differences(f"{SCORES}{period}.csv", score_rows(release, period), rows, city)
    record = release.json(CASES)
    unsure = city.unsure
    yield from _listed(CASES, "entries", record["entries"], entries.values(), ROW, unsure)
    yield from _listed(CASES, "deadlines", record["deadlines"], process.deadlines(set(entries)), ("centre", "case"))
    keys = (*ROW, "date", "case", "case_centre")
    yield from _listed(
        CASES, "revisions", record["revisions"], revisions_of(process), keys, unsure | unsure_history(process)
    )
    yield from _listed(CASES, "teams", record["teams"], teams_of(process), ("board", "period", "team"))
    for one in record["clocks"]:
        place = one["board"], one["period"]
        if place in data.periods:
            clocks = data.periods[place]["clocks"]
            own = {**{name: clocks[name] for name in ("preview", "appeal", "expiry")}, **clocks["rectification"]}
            for route, mine, other in differing({name: one[name] for name in own}, own):
                yield apart(CASES, f"clocks {' '.join(place)} {route}", mine, other)
    if record.get("as_of") != data.as_of:
        yield apart(CASES, "as_of", record.get("as_of"), data.as_of)
    yield from _name_differences(release, data)


def _board_differences(data: Data, city: City, process: Process) -> Iterator[Difference]:
    for place, told in data.periods.items():
        placed = city.placed[place]
        spread = placed.spread and {"factor": placed.spread[0], "freedom": placed.spread[1]}
        hidden = any(key[:2] == place for key in data.appealed)
        own = {
            "period": place[1],
            "closed": last_day(place[1]) < day(data.as_of),
            "public": str(process.released[place]),
            "ranked": len(placed.ranked),
            "clocks": told["clocks"],
            "spread": told.get("spread") if spread is None or hidden else spread,
        }
        if place in city.unsure:
            own["public"] = told.get("public")
        for route, one, other in differing(told, own):
            yield apart("data/boards.json", f"{place[0]} {place[1]} {route}", one, other)


def _part_differences(release: Release, data: Data, city: City) -> Iterator[Difference]:
    """Where scores are made of other parts, or stand in another order: by centre, and by window as that names them."""
    by_path: dict[str, dict[Key, Json]] = {path: {} for path in release.below(PARTS, ".json.gz")}
    for key, score in city.scores.items():
        own = dict(zip(ROW, key, strict=True)) | folded(score)
        by_path.setdefault(f"{PARTS}{key[0]}/{key[1]}.json.gz", {})[key] = own
    for path, own_scores in by_path.items():
        told = parts_of(release, path) if path in release.digests else []
        yield from _listed(path, "scores", told, own_scores.values(), ROW)
        order = [(one["centre"], one["window"]) for one in told]
        wanted = sorted(order, key=lambda who: _place_of(data, who))
        if order != wanted:
            yield apart(path, f"scores {ORDER}", *_first_apart(order, wanted))


def _place_of(data: Data, who: tuple[str, str]) -> tuple[str, int]:
    centre = data.centres.get(who[0])
    windows = [one["id"] for one in centre["centre"]["windows"]] if centre else []
    return who[0], windows.index(who[1]) if who[1] in windows else -1


def _round_order(release: Release, data: Data) -> Iterator[Difference]:
    """The rounds of a month: by centre, the oldest first."""
    by_month: dict[str, list[tuple[str, str]]] = {}
    for centre, told in data.centres.items():
        for one in told["rounds"]:
            by_month.setdefault(one["date"][:7], []).append((centre, one["date"]))
    for path in release.below(RECORDS, ".json.gz"):
        month = path.removeprefix(RECORDS).removesuffix(".json.gz")
        columns = release.json(path)["tables"]["rounds"]
        order = list(zip(columns.get("centre", ()), columns.get("date", ()), strict=True))
        wanted = sorted(by_month.get(month, []))
        if order != wanted:
            yield apart(path, f"rounds {ORDER}", *_first_apart([*order, None], [*wanted, None]))


def _key(one: Json) -> tuple[str, ...]:
    return tuple(str(one[name]) for name in ROW)


def _first_apart(published: Iterable[object], own: Iterable[object]) -> tuple[object, object]:
    return next((one, other) for one, other in zip(published, own, strict=False) if one != other)


def _listed(  # noqa: PLR0913, PLR0917  # two lists, and how their entries are known
    file: str,
    what: str,
    published: Iterable[Json],
    own: Iterable[Json],
    keys: tuple[str, ...],
    unsure: Iterable[Place] = (),
) -> Iterator[Difference]:
    """Two lists of records, each known by some of its fields."""
    told = {tuple(str(one.get(name)) for name in keys): one for one in published}
    mine = {tuple(str(one.get(name)) for name in keys): one for one in own}
    left_out = {*unsure}
    for key in sorted({*told, *mine}):
        one, other = told.get(key), mine.get(key)
        if tuple(key[:2]) in left_out:
            continue
        place = f"{what} {' '.join(key)}"
        if one is None or other is None:
            yield Difference(file=file, what=place, published=what if one else NOTHING, own=what if other else NOTHING)
            continue
        for route, mine_one, other_one in differing(one, other):
            yield apart(file, f"{place} {route}", mine_one, other_one)


def _own_rows(data: Data, city: City, period: str, entries: Mapping[Key, Json]) -> Iterator[Json]:
    """The rows of a period as they are recomputed, in their order."""
    for name in sorted(data.boards):
        place = name, period
        if place not in city.placed:
            continue
        placed = city.placed[place]
        hidden = [Row(key[2], key[3], {"reason": "appealed"}) for key in data.appealed if key[:2] == place]
        unrated = sorted([*placed.unrated, *hidden], key=lambda row: row.who)
        for row in (*placed.ranked, *unrated):
            yield _own_row(data, city, place, row, entries.get((*place, *row.who)))


def _own_row(data: Data, city: City, place: Place, row: Row, entry: Json | None) -> Json:
    plan = data.plans[standard_of(data.boards[place[0]], place[1])]
    return {
        **_names_of(data, place, row),
        "standard": plan.ref,
        "peers": len(city.placed[place].ranked),
        "closed": last_day(place[1]) < day(data.as_of),
        **_rating_of(plan, row),
        **_grounds_of(plan, row, city.records.get((*place, *row.who), ())),
        **_standing_of(entry),
        "reply": _reply_of(data, place, row),
    }


def _names_of(data: Data, place: Place, row: Row) -> Json:
    """Which row it is, and how its board, centre and window are called."""
    board, told = data.boards[place[0]], data.centres[row.centre]["centre"]
    window = next(one for one in told["windows"] if one["id"] == row.window)
    return {
        "board": place[0],
        "period": place[1],
        "centre": row.centre,
        "window": row.window,
        "board_title": board["title"],
        "centre_name": told["name"],
        "window_name": window["name"],
        "district": told.get("district"),
        "trade": window.get("trade") or told["trade"],
    }


def _rating_of(plan: Plan, row: Row) -> Json:
    """Its score and place, and how far they can be trusted."""
    names = {band["id"]: band["name"] for band in plan.standard.get("bands", ())}
    return {
        "score": row.score if row.rated else None,
        "band": row.band or None,
        "band_name": names.get(row.band),
        "rank": row.rank or None,
        "list": row.listed,
        "unrated": row.outcome.get("reason"),
        **_ends("low", "high", row.interval),
        "rank_first": row.first or None,
        "rank_last": row.last or None,
        "unsettled": row.doubt,
        **_ends("together_low", "together_high", row.together),
    }


def _grounds_of(plan: Plan, row: Row, records: Iterable[str]) -> Json:
    """What its score rests on; of a row that is not shown while an appeal runs, nothing."""
    if row.outcome.get("reason") == "appealed":
        return dict.fromkeys(("counted", "coverage", "lowered", "records"))
    return {
        "counted": row.counted,
        "coverage": cut(row.coverage, SHARE),
        "lowered": row.rated and plan.band(row.score) != row.band,
        "records": " ".join(records) or None,
    }


def _standing_of(entry: Json | None) -> Json:
    """Where its exposure stands, if it is on the green list."""
    return {
        "process": entry and entry["state"],
        "public": entry and entry["public"],
        "expires": entry and entry["expires"],
        "late": entry["late"] if entry and entry["verified"] else None,
        "relapsed": entry and entry["relapsed"],
    }


def _reply_of(data: Data, place: Place, row: Row) -> str | None:
    """What the window said to its result, the oldest reply first."""
    said = [
        one["case"]
        for one in data.cases_of(row.centre, row.window)
        if one["case"]["kind"] == "reply" and (one["case"]["about"]["board"], one["case"]["about"]["period"]) == place
    ]
    return "\n\n".join(one["text"] for one in sorted(said, key=lambda one: str(one["date"]))) or None


def _ends(low: str, high: str, interval: Bounds | None) -> Json:
    return {low: interval and interval[0], high: interval and interval[1]}


UNSURE: Final = (
    "list",
    "unsettled",
    "together_low",
    "together_high",
    "process",
    "public",
    "expires",
    "late",
    "relapsed",
)
"""What cannot be recomputed while an appeal runs over rows that it rests on."""


def _row_differences(path: str, published: list[Json], own: list[Json], city: City) -> Iterator[Difference]:
    told, mine = {_key(one): one for one in published}, {_key(one): one for one in own}
    for key in sorted({*told, *mine}):
        place = " ".join((key[0], f"{key[2]}/{key[3]}"))
        if key not in told or key not in mine:
            row = f"{key[2]}/{key[3]}"
            yield Difference(
                file=path, what=place, published=row if key in told else NOTHING, own=row if key in mine else NOTHING
            )
            continue
        unsure = (key[0], key[1]) in city.unsure
        for name in sorted({*told[key], *mine[key]} - ({*UNSURE} if unsure else set())):
            if not same(told[key].get(name), mine[key].get(name)):
                yield apart(path, f"{place} {name}", told[key].get(name), mine[key].get(name))
    orders = [_key(one) for one in published], [_key(one) for one in own]
    if orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1]):
        yield apart(path, ORDER, *_first_apart(*orders))


def _name_differences(release: Release, data: Data) -> Iterator[Difference]:
    """Where the list of windows says otherwise than the centres."""
    path = "data/windows.json"
    told = {one["id"]: one for one in release.json(path)["centres"]}
    for centre, found in data.centres.items():
        own = {
            "id": centre,
            **{name: found["centre"].get(name) for name in ("name", "trade", "formerly", "may_not_apply", "teams")},
            "windows": [
                {name: one.get(name) for name in ("id", "name", "formerly", "may_not_apply")}
                for one in found["centre"]["windows"]
                if one.get("closed") is None or one["closed"] >= data.as_of
            ],
        }
        for route, one, other in differing(told.get(centre), own):
            yield apart(path, f"{centre} {route}", one, other)
