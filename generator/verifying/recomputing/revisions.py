"""What changed after it was public, and how harsh inspecting teams are beside one another."""

import datetime
from collections.abc import Iterator
from fractions import Fraction

from generator.verifying.published.days import day, first_day, last_day, standard_of
from generator.verifying.published.figures import Json, decimal, number
from generator.verifying.recomputing.boards import Placed, Restated, Rows, rank
from generator.verifying.recomputing.city import Data, Key, Place
from generator.verifying.recomputing.evidence import Bounds, Row, mean_base, seen_by
from generator.verifying.recomputing.process import Process

CaseKey = tuple[str, str]
"""Centre and id."""
Appeals = dict[CaseKey, tuple[Json, set[tuple[str, str, str]]]]
"""Each appeal by which figures are held, with the rows that it holds: period, centre and window."""
Step = tuple[datetime.date, str, str]
"""The day on which a case changed what is shown, its centre and its id."""
FIGURES = ("score", "band", "rank", "list", "unrated", "unsettled", "interval", "range", "together")
FOLLOWING = frozenset({"interval", "range"})
"""Figures that are told one by one only where an appeal about an earlier period moved them."""


def revisions_of(process: Process) -> list[Json]:
    """Every published figure that is another one than it was: by an appeal, or as a case records it."""
    data = process.data
    found: list[Json] = []
    for place in process.city.placed:
        found += _recomputed(process, place, _appeals_of(process, place))
    for one in data.cases:
        case = one["case"]
        if case["kind"] in {"correction", "withdrawal"}:
            place = case["about"]["board"], case["about"]["period"]
            row: Key = (*place, one["centre"], case["window"])
            if place in process.released and day(case["date"]) >= process.released[place]:
                found.append(_revision(row, (one["centre"], one["id"]), case, list(case.get("changes", ()))))
    return [
        one
        for one in found
        if tuple(one[name] for name in ("board", "period", "centre", "window")) not in data.appealed
    ]


def _appeals_of(process: Process, place: Place) -> Appeals:
    """The appeals that hold rows of a period, or of those before whose evidence it uses."""
    used = {place[1], *process.city.used[place]}
    found: Appeals = {}
    for key, appeals in process.contested.items():
        for one in appeals if key[0] == place[0] and key[1] in used and key[:2] in process.city.placed else ():
            found.setdefault((one["centre"], one["id"]), (one["case"], set()))[1].add(key[1:])
    return found


def unsure_history(process: Process) -> set[Place]:
    """The places with a row that an appeal hides and that was shown before: their log rests on what is not told now."""
    found: set[Place] = set()
    for key in process.data.appealed:
        released = process.released.get(key[:2])
        appeals = process.contested.get(key, [])
        if released is None or not appeals or any(day(one["case"]["opened"]) > released for one in appeals):
            found.add(key[:2])
    return found


def _revision(key: Key, case: CaseKey, said: Json, changes: list[Json]) -> Json:
    told = dict(zip(("board", "period", "centre", "window"), key, strict=True))
    own = {"case": case[1], "case_centre": "" if key[2] == case[0] else case[0]}
    return {**told, **own, "date": said["date"], "reason": said.get("reason", ""), "changes": changes}


def _recomputed(process: Process, place: Place, appeals: Appeals) -> Iterator[Json]:
    """What was shown otherwise from one step of an appeal to the next, since the period was released."""
    released, city = process.released[place], process.city
    upheld = _upheld_since(process, place, released)
    turns = _turns_since(process, appeals, released)
    steps = sorted({*upheld, *turns})
    if not steps:
        return
    first = next((upheld[one] for one in steps if one in upheld), None)
    stood = (first.before, first.past_before) if first else (city.placed[place], city.past[place])
    running = _open_on(process, appeals, released)
    places = process.data.plans[standard_of(process.data.boards[place[0]], place[1])].places
    last = {row.who: _figures(row, places) for row in _rows_shown(process, place, stood, appeals, running)}
    struck: dict[tuple[str, str], CaseKey] = {}
    for at, *name in steps:
        case = (name[0], name[1])
        if one := upheld.get((at, *case)):
            stood = one.after, one.past_after
            struck[one.who] = case
        running = (running - {case}) | ({case} & _open_on(process, appeals, at))
        for row in sorted(_rows_shown(process, place, stood, appeals, running), key=lambda row: row.who):
            new, cause = _figures(row, places), struck.pop(row.who, None)
            old = last.get(row.who, _figures(Row(*row.who, {"reason": "appealed"}), places) if cause else new)
            last[row.who] = new
            if changes := _changes(old, new, _left_out(appeals, cause or case, place)):
                yield _revision((*place, *row.who), cause or case, _said(process, cause or case, at), changes)


def _left_out(appeals: Appeals, case: CaseKey, place: Place) -> frozenset[str]:
    """The figures that are not told one by one: those that follow, but where the appeal is about an earlier period."""
    about = appeals[case][0]["about"]["period"] if case in appeals else place[1]
    return frozenset() if last_day(about) < first_day(place[1]) else FOLLOWING


def _upheld_since(process: Process, place: Place, released: datetime.date) -> dict[Step, Restated]:
    """The appeals that were upheld after a period was released, by the day of the decision."""
    upheld = {
        (day(one.case["case"]["decision"]["date"]), one.case["centre"], one.case["id"]): one
        for one in process.city.restated[place]
    }
    return {step: one for step, one in upheld.items() if released < step[0]}


def _turns_since(process: Process, appeals: Appeals, released: datetime.date) -> set[Step]:
    """The days since a period was released on which an appeal began to hide rows, or ceased to."""
    return {
        (at, *name)
        for name, (case, _) in appeals.items()
        for at in (day(case["opened"]), process.ends(case))
        if released < at <= process.today
    }


def _open_on(process: Process, appeals: Appeals, at: datetime.date) -> set[CaseKey]:
    """The appeals that hold figures on a day."""
    return {name for name, (case, _) in appeals.items() if process.is_open(case, at)}


def _changes(old: Json, new: Json, left_out: frozenset[str]) -> list[Json]:
    told = (name for name in FIGURES if old[name] != new[name] and name not in left_out)
    return [{"figure": name, "old": old[name], "new": new[name]} for name in told]


def _said(process: Process, case: CaseKey, at: datetime.date) -> Json:
    """The day of a line of the log, and the reason of the decision that it follows from, if there was one by then."""
    found = next(one["case"] for one in process.data.cases if (one["centre"], one["id"]) == case)
    decision = found.get("decision")
    return {"date": str(at), "reason": decision["reason"] if decision and day(decision["date"]) <= at else ""}


def _rows_shown(
    process: Process, place: Place, stood: tuple[Placed, list[Rows]], appeals: Appeals, running: set[CaseKey]
) -> list[Row]:
    """The rows of which figures are shown while some appeals run."""
    placed, past = stood
    held = {row for name in running for row in appeals[name][1]}
    hidden = {row[1:] for row in held if row[0] == place[1]} & {*placed.rows}
    unseen = {row for row in held if row[0] != place[1]}
    left = _masked(process, place, placed, hidden, _past_but(process, place, past, unseen)) if held else placed
    return [row for row in left.rows.values() if row.who not in hidden]


def _past_but(process: Process, place: Place, past: list[Rows], unseen: set[tuple[str, str, str]]) -> list[Rows]:
    """The rows of earlier periods but for those that are held."""
    used = process.city.used[place]
    held = [{row[1:] for row in unseen if row[0] == period} for period in used]
    own = [{who: row for who, row in rows.items() if who not in out} for rows, out in zip(past, held, strict=False)]
    return own + past[len(used) :]


def _masked(process: Process, place: Place, placed: Placed, hidden: set[tuple[str, str]], past: list[Rows]) -> Placed:
    """A board without the figures of some rows, and the others as they are alone; nobody changes its list for it."""
    board = process.data.boards[place[0]]
    plan = process.data.plans[standard_of(board, place[1])]
    lists = {row.who: (row.listed, row.near) for row in placed.ranked}
    left = rank(plan, board, {own: row for own, row in placed.rows.items() if own not in hidden}, past)
    for row in left.ranked:
        row.listed, row.near = lists[row.who]
    return left


def _figures(row: Row, places: int) -> Json:
    figures: Json = dict.fromkeys(FIGURES) | {"list": row.listed}
    if not row.rated:
        return figures | {"unrated": row.outcome["reason"]}
    return figures | {
        "score": decimal(row.score, places),
        "band": row.band,
        "rank": str(row.rank),
        "unsettled": None if row.doubt == "none" else row.doubt,
        "interval": _both_ends(row.interval, places),
        "range": f"{row.first}–{row.last}",
        "together": _both_ends(row.together, places),
    }


def _both_ends(interval: Bounds | None, places: int) -> str | None:
    return f"{decimal(interval[0], places)}–{decimal(interval[1], places)}" if interval else None


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
    full = data.plans[score["standard"]].full
    for team in sorted({one["team"] for one in used}):
        own, others = [one for one in used if one["team"] == team], [one for one in used if one["team"] != team]
        yield team, _beside(own, others, full)


def _beside(own: list[Json], others: list[Json], full: Fraction) -> Json:
    """The visits of one team to a window beside those of the other teams: how far apart, of how much that was lost."""
    weight = seen_by(own) * seen_by(others) / seen_by([*own, *others])
    apart = mean_base(own) - mean_base(others) if others else Fraction(0)
    return {
        "inspections": len(own),
        "total": sum((number(one["outcome"]["score"]) for one in own), Fraction(0)),
        "alone": 0 if others else len(own),
        "weight": weight,
        "apart": weight * apart,
        "doubt": weight * (full - mean_base([*own, *others]) + 2),
    }
