"""What was found and what came of it, as files that programs read: what each centre tells, by month, board and period.

Nothing is told twice: what a finding says stands in the table of findings, what it takes in the parts of a score; what
a score comes to in the scores of its period. A record that belongs to another follows it, and the other says how many
of them there are.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generator.judging.scoring.periods import first_day, last_day
from generator.model.dataset import CentreData
from generator.model.events import Event
from generator.model.judged import Withheld
from generator.model.results import Inspection, Round
from generator.model.scores import (
    BonusScore,
    InspectionLine,
    Lowering,
    Outcome,
    PeriodScore,
    PoolScore,
    Rated,
    Unrated,
)
from generator.presenting.files.columns import Record, columns_file, csv_file, csv_part, part_of
from generator.presenting.files.scores import SCHEMA_VERSION
from generator.presenting.files.tables import EVENTS, FINDINGS, PARTS, RECORDS, Table, names_of
from generator.presenting.text.addresses import EVENTS_FILE, centre_file, findings_file, parts_file, records_file
from generator.presenting.text.plain import json_file

_FIGURES: Final = (
    *("centre", "window", "base", "event_points", "bonus", "exact", "available", "coverage", "counted", "days"),
    *("announced", "computed"),
)
"""The columns of scores that are fields of a score."""

WHOLE: Final = "*"
"""Names the pool that a whole standard shares; a clause or a section has no such id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What may be told of a centre."""

    rounds: tuple[Round, ...]
    events: tuple[Event, ...]
    scores: tuple[PeriodScore, ...]


def told_of(data: CentreData, scores: Iterable[PeriodScore], withheld: tuple[Withheld, ...] = ()) -> Told:
    """The rounds, facts and scores of a centre without what is withheld."""
    rows = frozenset((one.board, one.period, one.window) for one in withheld)
    return Told(
        rounds=tuple(left for one in data.rounds if (left := _open_part(one.round, withheld)) is not None),
        events=tuple(one.event for one in data.events if not _is_withheld(one.event, withheld)),
        scores=tuple(
            one for one in scores if not {(one.board, one.period, one.window), (one.board, one.period, "")} & rows
        ),
    )


def _open_part(found: Round, withheld: tuple[Withheld, ...]) -> Round | None:
    """A round without the inspections that are withheld; None where nothing is left of it."""
    matching = [
        one
        for one in withheld
        if one.standard == found.standard
        and _within(found.date, one.period)
        and not any(_within(found.date, period) for period in one.told)
    ]
    if not matching:
        return found
    windows = {one.window for one in matching}
    if "" in windows:
        return None
    left = tuple(one for one in found.inspections if one.window not in windows)
    clean = tuple(window for window in found.clean if window not in windows)
    return replace(found, inspections=left, clean=clean) if left or clean else None


def _is_withheld(event: Event, withheld: tuple[Withheld, ...]) -> bool:
    return any(
        one.standard == event.standard
        and one.window in {"", event.window}
        and _within(event.proved, one.period)
        and not any(_within(event.proved, period) for period in one.told)
        for one in withheld
    )


def _within(day: datetime.date, period: str) -> bool:
    return first_day(period) <= day <= last_day(period)


def centre_text(centre_id: str, data: CentreData) -> str:
    """The text of `data/centres/<centre>.json`: the centre and its windows."""
    return json_file({"schema": SCHEMA_VERSION, "id": centre_id, "centre": data.centre}, {})


def parts_of_centre(centre_id: str, data: CentreData, told: Told) -> dict[str, str]:
    """What a centre contributes to the files of the whole city, by their addresses; and the file of its own."""
    found = {centre_file(centre_id): centre_text(centre_id, data)}
    by_month: dict[str, list[Round]] = {}
    for one in told.rounds:
        by_month.setdefault(one.date.isoformat()[:7], []).append(one)
    for month, rounds in by_month.items():
        found[records_file(month)] = part_of(_record_tables(centre_id, rounds))
        if findings := [line for one in rounds for line in _finding_lines(centre_id, one)]:
            found[findings_file(month)] = csv_part(names_of(FINDINGS), findings)
    if told.events:
        found[EVENTS_FILE] = csv_part(names_of(EVENTS), (_event_line(centre_id, one) for one in told.events))
    places: dict[tuple[str, str], list[PeriodScore]] = {}
    for score in told.scores:
        places.setdefault((score.board, score.period), []).append(score)
    for place, scores in places.items():
        found[parts_file(*place)] = part_of(_score_tables(scores))
    return found


def city_file(address: str, parts: Iterable[str]) -> str:
    """The text of a file of the whole city, of the parts of all centres that have one, in their order."""
    folder, _, name = address.rpartition("/")
    stem = name.partition(".")[0]
    if address == EVENTS_FILE:
        return csv_file(names_of(EVENTS), parts)
    if name.endswith(".csv.gz"):
        return csv_file(names_of(FINDINGS), parts)
    if folder == "data":
        month = stem.partition("-")[2]
        return columns_file({"schema": SCHEMA_VERSION, "month": month}, _names(RECORDS), parts)
    board = folder.rpartition("/")[2]
    return columns_file({"schema": SCHEMA_VERSION, "board": board, "period": stem}, _names(PARTS), parts)


def _names(tables: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    return {name: names_of(table) for name, table in tables.items()}


# What was found


def _record_tables(centre_id: str, rounds: Sequence[Round]) -> dict[str, list[Record]]:
    inspections = [one for each in rounds for one in each.inspections]
    return {
        "rounds": [_round_line(centre_id, one) for one in rounds],
        "inspections": [_inspection_line(one) for one in inspections],
        "exemptions": [
            {"clause": each.clause, "reason": each.reason} for one in inspections for each in one.not_applicable
        ],
    }


def _round_line(centre_id: str, one: Round) -> Record:
    return {
        "centre": centre_id,
        "standard": one.standard,
        "date": one.date,
        "channel": one.channel,
        "team": one.team,
        "late": one.late,
        "out_of_hours": one.out_of_hours,
        "clean": ",".join(one.clean) or None,
        "inspections": len(one.inspections),
    }


def _inspection_line(one: Inspection) -> Record:
    return {
        "window": one.window,
        "assessed": one.assessed if one.assessed == "all" else ",".join(one.assessed),
        "nothing_found": one.nothing_found or None,
        **{key: figures or None for key, figures in one.figures.items()},
        "announced": one.announced,
        "findings": len(one.findings) + len(one.unmet) + len(one.vetoes),
        "exemptions": len(one.not_applicable),
    }


def _finding_lines(centre_id: str, one: Round) -> Iterator[Record]:
    """Each finding of a round: faults, then clauses that were not met, then vetoes, by inspection."""
    for inspection in one.inspections:
        head = {
            "centre": centre_id,
            "window": inspection.window,
            "date": one.date,
            "standard": one.standard,
            "channel": one.channel,
            "team": one.team,
        }
        for found in inspection.findings:
            yield head | {
                "kind": "finding",
                "clause": found.clause,
                "fault": found.fault,
                "count": found.count,
                "minus": found.minus,
                "note": found.note,
                "evidence": found.evidence,
            }
        for unmet in inspection.unmet:
            yield head | {"kind": "unmet", "clause": unmet.clause, "note": unmet.note, "evidence": unmet.evidence}
        for veto in inspection.vetoes:
            yield head | {"kind": "veto", "fault": veto.veto, "note": veto.note, "evidence": veto.evidence}


def _event_line(centre_id: str, event: Event) -> Record:
    return {"centre": centre_id, **{name: getattr(event, name) for name in names_of(EVENTS)[1:]}}


# What came of it


@dataclass(kw_only=True, slots=True)
class _Tables:
    """The tables of scores as they are filled."""

    scores: list[Record] = field(default_factory=list)
    visits: list[Record] = field(default_factory=list)
    pools: list[Record] = field(default_factory=list)
    taken: list[Record] = field(default_factory=list)
    losses: list[Record] = field(default_factory=list)
    events: list[Record] = field(default_factory=list)


def _score_tables(scores: Iterable[PeriodScore]) -> dict[str, list[Record]]:
    tables = _Tables()
    for score in scores:
        whole: dict[str, list[str]] = {}
        told = 0
        for pool in score.pools:
            state = _plain_state(pool)
            if state:
                whole.setdefault(state, []).append(pool.pool or WHOLE)
            else:
                told += 1
                _put_pool(tables, pool)
        tables.visits += map(_visit_line, score.inspections)
        tables.scores.append(
            {
                **{name: getattr(score, name) for name in _FIGURES},
                **_grounds(score.outcome),
                "visits": len(score.inspections),
                **{state: ",".join(names) for state, names in whole.items()},
                "pools": told,
                "bonuses": [_bonus_cell(one) for one in score.bonuses] or None,
                "lowered": [_lowering_cell(one) for one in score.lowered] or None,
                "struck": score.struck or None,
            }
        )
    return {name: getattr(tables, name) for name in PARTS}


def _plain_state(pool: PoolScore) -> str:
    """The column of scores that names a pool of which nothing else is to be told; empty where there is more."""
    if pool.taken or pool.losses or pool.events or pool.cases:
        return ""
    if pool.state == "assessed":
        return "full" if pool.earned == pool.points else ""
    return "" if pool.earned else pool.state.replace("-", "_")


def _put_pool(tables: _Tables, pool: PoolScore) -> None:
    tables.pools.append(
        {
            "pool": pool.pool or WHOLE,
            "state": None if pool.state == "assessed" else pool.state,
            "earned": pool.earned,
            "cases": pool.cases or None,
            "within": pool.within if pool.cases else None,
            "taken": len(pool.taken),
            "losses": len(pool.losses),
            "events": len(pool.events) or None,
        }
    )
    tables.taken += ({name: getattr(one, name) for name in names_of(PARTS["taken"])} for one in pool.taken)
    tables.losses += ({name: getattr(one, name) for name in names_of(PARTS["losses"])} for one in pool.losses)
    tables.events += ({name: getattr(one, name) for name in names_of(PARTS["events"])} for one in pool.events)


def _visit_line(one: InspectionLine) -> Record:
    line = {name: getattr(one, name) for name in ("date", "channel", "team", "weight", "coverage", "base")}
    outcome = one.outcome
    if isinstance(outcome, Rated):
        return line | {"score": outcome.score, "band": outcome.band}
    return line | {"reason": outcome.reason, **_grounds(outcome)}


def _grounds(outcome: Outcome) -> Record:
    """Of what there was too little, and how much would have been enough."""
    return {"found": outcome.found, "needed": outcome.needed} if isinstance(outcome, Unrated) else {}


def _bonus_cell(one: BonusScore) -> Record:
    return {
        "clause": one.clause,
        "count": one.count,
        "earned": one.earned,
        "withheld": one.withheld,
        "events": [event.id for event in one.events],
    }


def _lowering_cell(one: Lowering) -> Record:
    return {"kind": one.kind, "cause": one.cause, "band": one.band, "inspection": one.inspection, "event": one.event}
