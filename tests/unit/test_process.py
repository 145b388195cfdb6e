"""Due process: what is public on which day, and where every exposure stands."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.judging.process.carrying import ranked
from generator.judging.process.clocks import Timetable
from generator.judging.process.holidays import calendar_of
from generator.judging.process.proceedings import Proceedings, proceed
from generator.judging.process.settling import Settled, settle
from generator.judging.scoring.figures import band_of
from generator.judging.scoring.ranking import sharing_inspections
from generator.model.cases import Appeal, CaseFile, Process, Relapse, Revision
from generator.model.keys import RowKey, WindowKey
from generator.model.rules import Board, ListRule, StatedYear
from generator.model.scores import Rated, Standing, Superseded
from generator.reading.centre import CASE
from tests.fixtures.folders import TESTS
from tests.fixtures.scoring_case import load_case, standard_of

DAY = datetime.date(2026, 9, 20)
"""July and August are over, and so are their previews; the quarter is not."""
CASES = sorted((TESTS / "cases" / "process").glob("*.yml"))
STANDARD = standard_of(
    {"sections": [{"id": "1", "clauses": [{"id": "1.1", "points": 100, "faults": {"any": {"minus": 1}}}]}]}
)

_RATED, _PROCESS, _YEARS = TypeAdapter(Rated), TypeAdapter(Process), TypeAdapter(tuple[StatedYear, ...])
_RELAPSE = TypeAdapter(Relapse)
_CASE: TypeAdapter[Any] = TypeAdapter(CASE)


def board_of(case: Mapping[str, Any], name: str) -> Board:
    """The plainest board: poor is exposed, below 60 points."""
    return Board(
        id=name,
        title=name,
        standard=STANDARD.ref,
        trade="bank",
        period="quarter" if "Q" in case["period"] else "month",
        channels={"weekly": 1},
        min_inspections=1,
        red=ListRule(bands=("excellent",), certain=False),
        green=ListRule(bands=("poor",), at_most=case.get("green"), certain=case.get("certain", False)),
    )


def row_of(case: Mapping[str, Any], window: str, points: int, name: str) -> Standing:
    """A window with this score, before it has a place."""
    plan = Fraction(1)
    score = _RATED.validate_python({"score": f"{points}.0", "band": "poor"}).score
    return Standing(
        board=name,
        period=case["period"],
        centre="centre",
        window=window,
        outcome=Rated(score=score, band=band_of(STANDARD, score)),
        counted=1,
        coverage=plan,
        lowered=False,
        rank=0,
        listed="none",
    )


def files_of(case: Mapping[str, Any]) -> tuple[CaseFile, ...]:
    """The cases, about the board and the period of the case unless they are about none."""
    about = {"board": "board", "period": case["period"]}
    return tuple(
        CaseFile(
            id=name,
            path=f"{name}.yml",
            centre="centre",
            case=_CASE.validate_python(given if given["kind"] == "suspension" else {"about": about, **given}),
        )
        for name, given in case.get("cases", {}).items()
    )


def settled_of(case: Mapping[str, Any], files: Iterable[CaseFile], as_of: datetime.date, name: str) -> Settled:
    """A board in the period of the case."""
    decided = {
        file.id: file.case.decision.date for file in files if isinstance(file.case, Appeal) and file.case.decision
    }
    superseded = [
        Superseded(
            case=one["case"], date=decided[one["case"]], standing=row_of(case, one["window"], one["score"], name)
        )
        for one in case.get("superseded", [])
    ]
    rows = {
        WindowKey("centre", window): row_of(case, window, points, name) for window, points in case["scores"].items()
    }
    rows |= {WindowKey("centre", one.standing.window): one.standing for one in superseded if one.date > as_of}
    rank = partial(ranked, board_of(case, name), STANDARD, case["period"], as_of, {})
    return settle(rows, [one for one in superseded if one.date <= as_of], rank)


def on_day(case: Mapping[str, Any], day: datetime.date) -> Proceedings:
    """What is public on a day; a decision that lies after it has not been written yet."""
    files = files_of(case)
    process = _PROCESS.validate_python(case.get("policy", {}))
    calendar = calendar_of(_YEARS.validate_python(case.get("calendar", [])))
    lost = {
        RowKey("board", case["period"], "centre", window): tuple(clauses)
        for window, clauses in case.get("lost", {}).items()
    }
    boards = {"board": case} | ({"beside": case["beside"]} if "beside" in case else {})
    settled = {name: (settled_of(one, files, day, name),) for name, one in boards.items()}
    groups = sharing_inspections(
        {name: board_of(one, name) for name, one in boards.items()},
        ((name, one["period"]) for name, one in boards.items()),
    )
    relapses = [_RELAPSE.validate_python({"centre": "centre", **one}) for one in case.get("relapses", [])]
    return proceed(settled, files, Timetable(process=process, calendar=calendar), day, lost, groups, relapses)


def test_an_appeal_reaches_what_shows_its_inspections_and_no_further() -> None:
    """July and August share nothing, though each shares with the quarter; neither waits for it."""
    month = {"period": "2026-07"}
    quarter = {"period": "2026-Q3"}
    boards = {"month": board_of(month, "month"), "quarter": board_of(quarter, "quarter")}
    july, august, third = ("month", "2026-07"), ("month", "2026-08"), ("quarter", "2026-Q3")
    groups = sharing_inspections(boards, (july, august, third))
    assert groups == {
        july: frozenset({july, third}),
        august: frozenset({august, third}),
        third: frozenset({july, august, third}),
    }
    settled = {
        "month": tuple(
            settled_of({"period": period, "scores": {"a": 55}}, (), DAY, "month") for _, period in (august, july)
        ),
        "quarter": (settled_of({"period": "2026-Q3", "scores": {"a": 95}}, (), DAY, "quarter"),),
    }
    timetable = Timetable(process=Process(), calendar=calendar_of(()))
    found = proceed(settled, (), timetable, DAY, {}, groups)
    assert [(one.period, one.state) for one in found.held] == [("2026-Q3", "running")]
    assert [one.period for one in found.boards["month"]] == ["2026-08", "2026-07"]


def told(found: Proceedings, board: str) -> dict[str, Any]:
    """The proceedings of a board with the keys of the cases."""
    periods = found.boards[board]
    held = next((one for one in found.held if one.board == board), None)
    period = periods[0] if periods else None
    assert (period is None) != (held is None)
    rows = {row.window: row.rank for row in period.ranked} if period else {}
    return {
        "state": held.state if held else "released",
        "public": held and held.public and held.public.isoformat(),
        "previews": held and held.previews,
        "unnoticed": held and held.unnoticed,
        "ranks": rows,
        "hidden": [row.window for row in period.unrated] if period else [],
        "peers": period and period.peers,
        "entries": {one.window: one for one in found.entries if one.board == board},
        "deadlines": {
            one.case: f"{one.rectify_by} {one.left}{' overdue' if one.overdue else ''}"
            for one in found.deadlines
            if one.board == board
        },
        "cases": [file.id for file in found.cases],
        "revisions": [line for one in found.revisions if one.board == board for line in lines_of(one)],
    }


def lines_of(revision: Revision) -> Iterator[str]:
    """A change a line: day, case, window, figure, old, new."""
    for change in revision.changes:
        words = (revision.date, revision.case, revision.window, change.figure, change.old, change.new)
        yield " ".join(map(str, words))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_process_goes_as_worked_by_hand(path: Path) -> None:
    """On each of its days a case says exactly what it expects; what it does not name it does not ask for.

    `beside` is a second board over the same inspections, and what is expected of it.
    """
    case = load_case(path)
    for day, named in case["days"].items():
        found = on_day(case, datetime.date.fromisoformat(day))
        _is_expected(told(found, "board"), {key: named[key] for key in named if key != "beside"}, day)
        if "beside" in named:
            _is_expected(told(found, "beside"), named["beside"], day)


def _is_expected(found: dict[str, Any], expected: dict[str, Any], day: str) -> None:
    entries = expected.pop("entries", None)
    assert {key: found[key] for key in expected} == expected, day
    if entries is not None:
        assert sorted(found["entries"]) == sorted(entries), day
        for window, wanted in entries.items():
            said = {key: getattr(found["entries"][window], key) for key in wanted}
            assert {key: _text(value) for key, value in said.items()} == wanted, (day, window)


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value
