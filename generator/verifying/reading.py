"""Everything that the recalculation needs, as it was published."""

from collections.abc import Iterator
from typing import Any

from generator.verifying.published.days import days_of
from generator.verifying.published.figures import Difference, Json
from generator.verifying.published.release import CALENDAR_FILE, INDEX, Release, UnreadableError
from generator.verifying.published.tables import events_of_centres, rounds_of_centres, score_rows
from generator.verifying.recomputing.city import Data
from generator.verifying.recomputing.plan import plan_of


def calendar_differences(spoken: Release, data: Data) -> Iterator[Difference]:
    """Whether the calendar in a further language has the same days."""
    if days_of(spoken.json(CALENDAR_FILE)) != data.days:
        yield Difference(file=CALENDAR_FILE, what="days", published="other", own="the same")


def data_of(release: Release) -> Data:
    """Everything that the recalculation needs. Raises UnreadableError."""
    told = release.json("data/boards.json")
    record = release.json("data/cases.json")
    boards = {one["board"]["id"]: one["board"] for one in told["boards"]}
    periods = {(one["board"]["id"], each["period"]): each for one in told["boards"] for each in one["periods"]}
    standards: dict[str, Any] = {}
    for path in release.below("data/standards/", ".json"):
        plan = plan_of(release.json(path)["standard"])
        standards[plan.ref] = plan
    rounds, events = rounds_of_centres(release), events_of_centres(release)
    centres = {}
    for path in release.below("data/centres/", ".json"):
        found = release.json(path)
        name = found["id"]
        centres[name] = {**found, "rounds": rounds.pop(name, []), "events": events.pop(name, [])}
    if rounds or events:  # of a centre that is none
        path = f"data/centres/{min({*rounds, *events})}.json"
        raise UnreadableError(path)
    appealed, lists = set(), {}
    for period in sorted({period for _, period in periods}):
        for row in score_rows(release, period):
            key = row["board"], row["period"], row["centre"], row["window"]
            lists[key] = row["list"]
            if row["unrated"] == "appealed":
                appealed.add(key)
    return Data(
        as_of=str(release.json(INDEX)["as_of"]),
        boards=boards,
        periods=periods,
        plans=standards,
        centres=centres,
        cases=[_opened(one) for one in record["cases"]],
        held=record["held"],
        days=days_of(release.json(CALENDAR_FILE)),
        appealed=appealed,
        lists=lists,
    )


def _opened(one: Json) -> Json:
    """A case; of one that is withheld only its first day is told."""
    case = one["case"]
    return one | {"case": case | {"opened": case["date"]}} if one.get("withheld") and "date" in case else one
