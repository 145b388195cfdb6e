"""Short YAML scoring cases, made into whole records.

A case names only what it is about; everything else is the plainest standard and board there can be: a scale of 100 to
one place, bands at 90, 75 and 60, one channel `weekly` of weight 1, one inspection needed, a month.
"""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from generator.judging.checks.boards import board_problems
from generator.judging.checks.doubts import lint_problems as doubt_problems
from generator.judging.checks.events import event_problems
from generator.judging.checks.rounds import round_problems
from generator.judging.checks.standards import standard_problems
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.pools import plan_of
from generator.judging.scoring.ranking import rank_board, standing_of
from generator.judging.scoring.scores import Visit, score_period
from generator.model.centre import Centre
from generator.model.dataset import CentreData, RoundFile, Rulebook
from generator.model.events import Event, EventRecord
from generator.model.problem import Problem
from generator.model.results import Round
from generator.model.rules import Board, ListRule, Policy, Role, Vocabulary, Word
from generator.model.scores import BoardPeriod, PeriodScore
from generator.model.standard import Standard

CASES = Path(__file__).parent / "cases" / "scoring"
BANDS = {"excellent": 90, "good": 75, "fair": 60, "poor": 0}
CHANNELS = ("daily", "weekly", "monthly", "self", "complaint")
VOCABULARY = Vocabulary(
    trades=(Word(id="bank", name="bank"),),
    themes=(Word(id="any", name="any"),),
    roles=(Role(id="all", name="all"),),
    channels=tuple(Word(id=channel, name=channel) for channel in CHANNELS),
)
POLICY = Policy(
    site_title="t", publisher="p", region="r", hotline="12345", complaint="c", licence="l", time_zone="Asia/Shanghai"
)


class _ExactLoader(yaml.SafeLoader):
    """YAML as the reader of the project takes it: decimals are exact, days are text."""


_ExactLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: Decimal(node.value))
_ExactLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def load_case(path: Path) -> dict[str, Any]:
    """The case as it is written."""
    case: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _ExactLoader)  # noqa: S506  # a SafeLoader
    return case


def standard_of(case: Mapping[str, Any]) -> Standard:
    """The standard of a case."""
    bands = case.get("bands", BANDS)
    return TypeAdapter(Standard).validate_python(
        {
            "id": "case",
            "edition": "1",
            "title": "case",
            "kind": "scored",
            "summary": "case",
            "source": {"heading": "case"},
            "applies_to": ["bank"],
            "effective": "2020-01-01",
            "scale": {"full": case.get("full", 100), "precision": case.get("precision", 1)},
            "not_applicable": case.get("not_applicable", "rescale"),
            "min_coverage": case.get("min_coverage", Decimal("0.0001")),
            "exempt_at_most": case.get("exempt_at_most", 1),
            "declared_total": case.get("declared_total", _points(case)),
            "bands": [{"id": band, "name": band, "at_least": least} for band, least in bands.items()],
            "vetoes": [{"id": veto, "text": veto, "band": band} for veto, band in case.get("vetoes", {}).items()],
            "floors": case.get("floors", []),
            "sections": [_section(section) for section in case["sections"]],
        }
    )


def _points(case: Mapping[str, Any]) -> Decimal | int | None:
    """The points of a small standard, which need not be those of the scale."""
    clauses = [clause.get("points", 0) for section in case["sections"] for clause in section["clauses"]]
    return sum(clauses) + sum(section.get("points", 0) for section in case["sections"]) or None


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": section["id"], **section, "clauses": [_clause(clause) for clause in section["clauses"]]}


def _clause(clause: Mapping[str, Any]) -> dict[str, Any]:
    whole = {"id": clause["id"], "text": clause["id"], "theme": "any", "roles": ["all"]}
    if "points" in clause:
        whole["points"] = clause["points"]
    per = {rule.get("per", "visit") for rule in clause.get("faults", {"": {}}).values()}
    if "visit" in per and "plus" not in clause and clause.get("method") != "none":
        whole["may_not_apply"] = clause.get("may_not_apply", True)
    return whole | {"check": _check(clause)}


def _check(clause: Mapping[str, Any]) -> dict[str, Any]:
    if "faults" in clause:
        faults = [{"id": fault, "text": fault, **rule} for fault, rule in clause["faults"].items()]
        return {"method": "deduct", "faults": faults}
    if "levels" in clause:
        levels = [{"id": level, "name": level, "share": share} for level, share in clause["levels"].items()]
        return {"method": "level", "levels": levels}
    if "target" in clause:
        rule = {key: clause[key] for key in ("below", "min_cases") if key in clause}
        return {"method": "limit", "measure": "time", "unit": "min", "at_most": 5, "target": clause["target"]} | rule
    if "step" in clause:
        return {"method": "points", "step": clause["step"]}
    if "plus" in clause:
        keys = ("plus", "each", "at_most", "only_from")
        return {"method": "bonus"} | {key: clause[key] for key in keys if key in clause}
    return {"method": clause["method"]}


def board_of(case: Mapping[str, Any]) -> Board:
    """The board of a case."""
    rules = TypeAdapter(Board).validate_python(
        {
            "id": "board",
            "title": "board",
            "standard": "case@1",
            "trade": "bank",
            "period": case.get("kind", "month"),
            "channels": case.get("channels", {"weekly": 1}),
            "min_inspections": case.get("min_inspections", 1),
            "red": {"bands": []},
            "green": {"bands": []},
            **{key: case[key] for key in ("combine", "totals", "year_begins") if key in case},
        }
    )
    return replace(
        rules,
        red=ListRule(bands=tuple(case.get("red", ("excellent",))), at_most=case.get("red_at_most")),
        green=ListRule(
            bands=tuple(case.get("green", ("poor",))),
            at_most=case.get("green_at_most"),
            certain=case.get("certain", False),
        ),
    )


def rounds_of(case: Mapping[str, Any]) -> tuple[RoundFile, ...]:
    """The rounds of a case, as files named by their position."""
    adapter = TypeAdapter(Round)
    return tuple(
        RoundFile(
            path=f"round-{number}",
            round=adapter.validate_python({"standard": "case@1", "channel": "weekly", "team": "A", **_told(entry)}),
        )
        for number, entry in enumerate(case["rounds"])
    )


def _told(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A round whose inspections say that nothing was found where a case says nothing else."""
    silent = {"window", "assessed"}
    return {
        **entry,
        "inspections": [
            {**one, "nothing_found": True} if one.keys() == silent and one["assessed"] == "all" else one
            for one in entry.get("inspections", [])
        ],
    }


def events_of(case: Mapping[str, Any]) -> tuple[EventRecord, ...]:
    """The events of a case, numbered; each is a complaint of October 2026 unless it says otherwise."""
    adapter = TypeAdapter(Event)
    plain = {
        "standard": "case@1",
        "happened": "2026-10-05",
        "proved": "2026-10-20",
        "source": "complaint",
        "team": "A",
        "evidence": "record",
    }
    found = []
    for number, entry in enumerate(case.get("events", [])):
        event = adapter.validate_python({**plain, "id": f"E-{number}", "note": f"fact {number}", **entry})
        found.append(EventRecord(centre="centre", window=event.window, path="events", number=number, event=event))
    return tuple(found)


def centre_of(rounds: tuple[RoundFile, ...]) -> Centre:
    """A centre with the windows that the rounds name."""
    windows = sorted({inspection.window for file in rounds for inspection in file.round.every})
    return TypeAdapter(Centre).validate_python(
        {
            "name": "c",
            "trade": "bank",
            "district": "d",
            "address": "a",
            "hours": [],
            "windows": [{"id": window, "name": window, "services": [], "roles": ["all"]} for window in windows],
        }
    )


def problems_of(case: Mapping[str, Any]) -> list[Problem]:
    """What the checks have to say about a case."""
    standard, board, rounds = standard_of(case), board_of(case), rounds_of(case)
    rulebook = Rulebook(
        vocabulary=VOCABULARY, policy=POLICY, standards={standard.ref: standard}, boards={board.id: board}, paths={}
    )
    problems = [
        *standard_problems("standard", standard, VOCABULARY),
        *board_problems("board", board, rulebook),
    ]
    if not problems:
        data = CentreData(id="centre", path="centre", centre=centre_of(rounds), rounds=rounds, events=events_of(case))
        plans = {standard.ref: plan_of(standard)}
        problems += [
            *doubt_problems("standard", standard),
            *round_problems(data, plans, VOCABULARY),
            *event_problems(data, plans),
        ]
    return problems


def judged(case: Mapping[str, Any]) -> tuple[BoardPeriod, dict[str, PeriodScore]]:
    """The board of a case in its period (October 2026 unless named), and the score of each window."""
    standard, board, period = standard_of(case), board_of(case), case.get("period", "2026-10")
    plan = plan_of(standard)
    visits: dict[str, list[Visit]] = {}
    for file in rounds_of(case):
        for inspection in file.round.every:
            if period_on(board, file.round.date) == period:
                visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))
    events: dict[str, list[Event]] = {}
    for record in events_of(case):
        if period_on(board, record.event.proved) == period:
            events.setdefault(record.window, []).append(record.event)
    scores = {
        window: score_period(plan, board, period, ("centre", window), visits.get(window, ()), events.get(window, ()))
        for window in sorted({*visits, *events})
    }
    standings = [standing_of(standard, score) for score in scores.values()]
    return rank_board(board, standard, period, standings, datetime.date(2026, 11, 1)), scores
