"""What was found again at a window after an inspection had verified that it was put right."""

from collections.abc import Callable, Iterator

from generator.verifying.published.days import day, judges, period_on, standard_of
from generator.verifying.published.figures import Json
from generator.verifying.published.methods import METHODS
from generator.verifying.recomputing.city import Data
from generator.verifying.recomputing.plan import Plan
from generator.verifying.recomputing.striking import upheld_of, without
from generator.verifying.recomputing.visits import Visit, inspections_of

Fact = tuple[str, str, set[str]]
"""Day, standard, and the clauses or vetoes that were found."""


def relapses_of(data: Data, days_of_period: Callable[[str], int]) -> Iterator[tuple[str, Json]]:
    """The first relapse of every verified rectification, after its centre. `days_of_period`: within how many days."""
    for one in data.cases:
        case = one["case"]
        if case["kind"] != "rectification" or not case.get("verified_by"):
            continue
        board = data.boards.get(case["about"]["board"])
        if board is None:
            continue
        facts = list(_facts(data, one["centre"], case["window"]))
        wanted = {*case.get("clauses", ())} or _found_in(facts, board, case["about"]["period"])
        since = day(case["verified_by"]["date"])
        for date, standard, found in sorted(facts, key=lambda fact: (fact[0], fact[1], sorted(wanted & fact[2]))):
            period = period_on(board, date)
            within = 0 < (day(date) - since).days <= days_of_period(case["about"]["period"])
            if within and wanted & found and judges(board, period) and standard == standard_of(board, period):
                told = {"board": board["id"], "period": period, "window": case["window"], "case": one["id"]}
                yield one["centre"], told | {"date": date, "clauses": sorted(wanted & found)}
                break


def _found_in(facts: list[Fact], board: Json, period: str) -> set[str]:
    standard = standard_of(board, period)
    own = (found for date, ref, found in facts if ref == standard and period_on(board, date) == period)
    return {name for found in own for name in found}


def _facts(data: Data, centre: str, window: str) -> Iterator[Fact]:
    """What each inspection and event found amiss at a window, without what appeals struck."""
    told = data.centres[centre]
    visits = [
        Visit(one, inspection)
        for one in told.get("rounds", ())
        for inspection in inspections_of(one)
        if inspection["window"] == window
    ]
    events = [one for one in told.get("events", ()) if one["window"] == window]
    for appeal in upheld_of(data.cases_of(centre, window)):
        visits, events, _ = without(visits, events, appeal)
    for visit in visits:
        if visit.round["channel"] != "self":
            plan = data.plans[visit.round["standard"]]
            yield visit.round["date"], visit.round["standard"], _found_at(plan, visit.inspection)
    for event in events:
        name = event.get("clause") if event.get("fault") else event.get("veto")
        if name:
            yield event["proved"], event["standard"], {name}


def _found_at(plan: Plan, said: Json) -> set[str]:
    found = {one["clause"] for one in (*said.get("findings", ()), *said.get("unmet", ()))}
    for method in METHODS.values():
        given = said.get(method.key, {}).items()
        found |= {clause for clause, figure in given if not method.kept(plan.clauses[clause], figure)}
    return found | {one["veto"] for one in said.get("vetoes", ())}
