"""Which boards and periods show the same inspections, and so wait for one another."""

from itertools import combinations

from generator.verifying.published.days import first_day, last_day, standard_of
from generator.verifying.published.figures import Json
from generator.verifying.recomputing.city import Data, Place


def sharing(data: Data, places: list[Place]) -> dict[Place, set[Place]]:
    """Each place with all those that show any of its inspections, itself among them."""
    found: dict[Place, set[Place]] = {place: {place} for place in places}
    for one, other in combinations(data.boards.values(), 2):
        if not _may_share(one, other):
            continue
        for mine in places:
            for others in places:
                if (mine[0], others[0]) == (one["id"], other["id"]) and _overlap(one, other, mine[1], others[1]):
                    found[mine].add(others)
                    found[others].add(mine)
    return found


def _may_share(one: Json, other: Json) -> bool:
    editions = [{board["standard"], *(each["standard"] for each in board.get("earlier", ()))} for board in (one, other)]
    apart = any(
        one.get(key) and other.get(key) and not {*one[key]} & {*other[key]} for key in ("centres", "tiers", "windows")
    )
    return one["trade"] == other["trade"] and bool(editions[0] & editions[1]) and not apart


def _overlap(one: Json, other: Json, mine: str, others: str) -> bool:
    return (
        standard_of(one, mine) == standard_of(other, others)
        and first_day(mine) <= last_day(others)
        and first_day(others) <= last_day(mine)
    )


def linked(groups: dict[Place, set[Place]], place: Place) -> set[Place]:
    """A place and those that it waits for: as long or shorter ones that show the same, and theirs in turn."""
    found, left = {place}, [place]
    while left:
        one = left.pop()
        new = {other for other in groups.get(one, {one}) if _length(other) <= _length(one)} - found
        found |= new
        left += new
    return found


def _length(place: Place) -> int:
    return (last_day(place[1]) - first_day(place[1])).days
