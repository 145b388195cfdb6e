"""Due process: what is public on which day, and where every exposure stands."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.judging.boards import rank_board
from generator.judging.periods import band_of
from generator.judging.process import Proceedings, Settled, proceed, settle
from generator.judging.public_days import calendar_of
from generator.model.cases import Appeal, CaseFile, Process, Revision
from generator.model.rules import Board, ListRule, StatedYear
from generator.model.scores import Rated, Standing, Superseded
from generator.reading.centre import CASE
from tests.scoring_case import load_case, standard_of

CASES = sorted((Path(__file__).parent / "cases" / "process").glob("*.yml"))
STANDARD = standard_of(
    {"sections": [{"id": "1", "clauses": [{"id": "1.1", "points": 100, "faults": {"any": {"minus": 1}}}]}]}
)


def board_of(case: Mapping[str, Any]) -> Board:
    """The plainest board: poor is exposed, below 60 points."""
    return Board(
        id="board",
        title="board",
        standard=STANDARD.ref,
        trade="bank",
        period="quarter" if "Q" in case["period"] else "month",
        channels={"weekly": 1},
        min_inspections=1,
        red=ListRule(bands=("excellent",)),
        green=ListRule(bands=("poor",), at_most=case.get("green"), certain=case.get("certain", False)),
    )


def row_of(case: Mapping[str, Any], window: str, points: int) -> Standing:
    """A window with this score, before it has a place."""
    plan = Fraction(1)
    score = TypeAdapter(Rated).validate_python({"score": f"{points}.0", "band": "poor"}).score
    return Standing(
        board="board",
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
    adapter: TypeAdapter[Any] = TypeAdapter(CASE)
    about = {"board": "board", "period": case["period"]}
    return tuple(
        CaseFile(
            id=name,
            path=f"{name}.yml",
            centre="centre",
            case=adapter.validate_python(given if given["kind"] == "suspension" else {"about": about, **given}),
        )
        for name, given in case.get("cases", {}).items()
    )


def settled_of(case: Mapping[str, Any], files: Iterable[CaseFile], as_of: datetime.date) -> Settled:
    """The board in the period of the case."""
    decided = {
        file.id: file.case.decision.date for file in files if isinstance(file.case, Appeal) and file.case.decision
    }
    superseded = [
        Superseded(case=one["case"], date=decided[one["case"]], standing=row_of(case, one["window"], one["score"]))
        for one in case.get("superseded", [])
    ]
    rows = {("centre", window): row_of(case, window, points) for window, points in case["scores"].items()}
    rows |= {("centre", one.standing.window): one.standing for one in superseded if one.date > as_of}
    rank = partial(rank_board, board_of(case), STANDARD, case["period"], as_of=as_of)
    return settle(rows, [one for one in superseded if one.date <= as_of], rank)


def on_day(case: Mapping[str, Any], day: datetime.date) -> Proceedings:
    """What is public on a day; a decision that lies after it has not been written yet."""
    files = files_of(case)
    process = TypeAdapter(Process).validate_python(case.get("policy", {}))
    calendar = calendar_of(TypeAdapter(tuple[StatedYear, ...]).validate_python(case.get("calendar", [])))
    lost = {
        ("board", case["period"], "centre", window): tuple(clauses) for window, clauses in case.get("lost", {}).items()
    }
    return proceed({"board": (settled_of(case, files, day),)}, files, process, day, lost, calendar)


def told(found: Proceedings) -> dict[str, Any]:
    """The proceedings with the keys of the cases."""
    (periods,) = found.boards.values()
    (held,) = found.held or (None,)
    period = periods[0] if periods else None
    assert (period is None) != (held is None)
    rows = {row.window: row.rank for row in period.ranked} if period else {}
    return {
        "state": held.state if held else "released",
        "public": held and held.public and held.public.isoformat(),
        "previews": held and held.previews,
        "ranks": rows,
        "hidden": [row.window for row in period.unrated] if period else [],
        "peers": period and period.peers,
        "entries": {one.window: one for one in found.entries},
        "cases": [file.id for file in found.cases],
        "revisions": [line for one in found.revisions for line in lines_of(one)],
    }


def lines_of(revision: Revision) -> Iterator[str]:
    """A change a line: day, case, window, figure, old, new."""
    for change in revision.changes:
        words = (revision.date, revision.case, revision.window, change.figure, change.old, change.new)
        yield " ".join(map(str, words))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_process_goes_as_worked_by_hand(path: Path) -> None:
    """On each of its days a case says exactly what it expects; what it does not name it does not ask for."""
    case = load_case(path)
    for day, expected in case["days"].items():
        found = told(on_day(case, datetime.date.fromisoformat(day)))
        entries = expected.pop("entries", None)
        assert {key: found[key] for key in expected} == expected, day
        if entries is not None:
            assert sorted(found["entries"]) == sorted(entries), day
            for window, wanted in entries.items():
                said = {key: getattr(found["entries"][window], key) for key in wanted}
                assert {key: _text(value) for key, value in said.items()} == wanted, (day, window)


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value
