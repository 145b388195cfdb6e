"""The agenda: whom to inspect next, and why, from what is published."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.verifying.holding.data import CASES
from generator.verifying.published.days import day
from generator.verifying.published.figures import Difference, Json, apart
from generator.verifying.published.release import Release
from generator.verifying.published.tables import csv_rows, score_rows
from generator.verifying.recomputing.city import City, Data
from generator.verifying.recomputing.programme import PROGRAMME
from generator.verifying.recomputing.visits import inspections_of

AGENDA: Final = "data/agenda.csv"
URGENT: Final = ("facts", "overdue", "again", "noted", "unsettled", "unrated", "unseen")
"""The most urgent first."""
FEW: Final = frozenset({"too-few-inspections", "low-coverage"})
AGAIN: Final = 3
BETWEEN: Final = re.compile("[；;]")
"""Between two reasons in a cell."""
NUMBER: Final = re.compile(r"\d+")
Who = tuple[str, str]
Reason = tuple[int, int]
"""Its place among the urgent, and what is counted, the most first."""


def agenda_differences(release: Release, spoken: Release, data: Data, city: City) -> Iterator[Difference]:
    """Where the agenda names others, in another order, or for other reasons; `spoken`: as one language tells it."""
    own = agenda_of(release, data, city)
    told = csv_rows(spoken, AGENDA)
    order = [(str(row["centre"]), str(row["window"])) for row in told]
    if order != [who for who, _ in own]:
        place = next(
            (place for place, (one, (other, _)) in enumerate(zip(order, own, strict=False)) if one != other),
            min(len(order), len(own)),
        )
        yield _of_agenda(f"order {place + 1}", order[place : place + 1], [who for who, _ in own[place : place + 1]])
        return
    for number, (row, (who, reasons)) in enumerate(zip(told, own, strict=True), start=1):
        if row["place"] != str(number):
            yield _of_agenda(f"{'/'.join(who)} place", row["place"], number)
        parts = BETWEEN.split(str(row["reasons"]))
        counted = [-count for _, count in reasons]
        fits = len(parts) == len(counted) and all(
            str(count) in NUMBER.findall(part) for count, part in zip(counted, parts, strict=True) if count
        )
        if not fits:
            yield _of_agenda(f"{'/'.join(who)} reasons", row["reasons"], counted)


def _of_agenda(what: str, published: object, own: object) -> Difference:
    return apart(AGENDA, what, published, own)


def agenda_of(release: Release, data: Data, city: City) -> list[tuple[Who, list[Reason]]]:
    """The windows in service that there is a reason to inspect, the most urgent first; none that an appeal holds."""
    held = {key[2:] for key in data.appealed}
    found: dict[Who, list[Reason]] = {}
    for who, kind, count in _reasons_of(release, data, city):
        if who not in held and _is_open(data, who):
            found.setdefault(who, []).append((URGENT.index(kind), -count))
    lines = [(who, sorted(reasons)) for who, reasons in found.items()]
    return sorted(lines, key=lambda one: (one[1][0], -len(one[1]), one[0]))


def _is_open(data: Data, who: Who) -> bool:
    windows = data.centres[who[0]]["centre"]["windows"]
    return any(one["id"] == who[1] and (one.get("closed") or data.as_of) >= data.as_of for one in windows)


def _reasons_of(release: Release, data: Data, city: City) -> Iterator[tuple[Who, str, int]]:
    today = day(data.as_of)
    for board in sorted(data.boards):
        yield from _of_board(release, (data, city), board)
    record = release.json(CASES)
    for one in record["entries"]:
        if one["overdue"]:
            yield (one["centre"], one["window"]), "overdue", (today - day(one["rectify_by"])).days
    for one in record["deadlines"]:
        if one["overdue"]:
            yield (one["centre"], one["window"]), "overdue", -one["left"]
    for who, count in _noted_at(data):
        yield who, "noted", count
    for one in release.json(PROGRAMME).get("unseen", ()):
        yield (one["window"]["centre"], one["window"]["window"]), "unseen", one["window"]["days"]


def _of_board(release: Release, known: tuple[Data, City], board: str) -> Iterator[tuple[Who, str, int]]:
    data, city = known
    periods = data.published(board)
    for period in periods[:1]:
        facts = _facts_of(city, board, period)
        for row in score_rows(release, period):
            if row["board"] == board:
                yield from _of_row(row, facts)
    green = [
        {key[2:] for key, kind in data.lists.items() if key[:2] == (board, period) and kind == "green"}
        for period in periods[:AGAIN]
    ]
    for who in green[0] if green else ():
        times = sum(who in one for one in green)
        if times > 1:
            yield who, "again", times


def _of_row(row: Json, facts: Mapping[Who, int]) -> Iterator[tuple[Who, str, int]]:
    """What the newest period of a board says of one window."""
    who = row["centre"], row["window"]
    if facts.get(who) and row["unrated"] != "appealed":
        yield who, "facts", facts[who]
    if row["unsettled"] != "none":
        yield who, "unsettled", 0
    if row["unrated"] in FEW:
        yield who, "unrated", 0


def _facts_of(city: City, board: str, period: str) -> dict[Who, int]:
    """How many facts took something or lowered a band, at each window of a board."""
    found: dict[Who, int] = {}
    for row in city.placed[board, period].rows.values():
        score = city.scores.get((board, row.held_from or period, *row.who))
        if score:
            taken = sum(len(pool["events"]) for pool in score["pools"])
            found[row.who] = taken + sum(bool(one["event"]) for one in score["lowered"])
    return found


def _noted_at(data: Data) -> Iterator[tuple[Who, int]]:
    """At how many clauses the newest visit by a standard that scores nothing noted something, by window."""
    newest: dict[tuple[Who, str], tuple[tuple[object, ...], int]] = {}
    for centre, told in data.centres.items():
        for one in told["rounds"]:
            if data.plans[one["standard"]].standard.get("scale") is not None:
                continue
            for visit in inspections_of(one):
                noted = {found["clause"] for name in ("findings", "unmet") for found in visit.get(name, ())}
                key = (centre, visit["window"]), one["standard"].partition("@")[0]
                turn = -day(one["date"]).toordinal(), one["standard"], one["channel"], one["team"]
                if key not in newest or turn < newest[key][0]:
                    newest[key] = turn, len(noted)
    yield from ((who, count) for (who, _), (_, count) in newest.items() if count)
