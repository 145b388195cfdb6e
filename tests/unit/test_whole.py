"""The story of judging, told with a handful of records and no file."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from generator.judging.process.clocks import Timetable
from generator.judging.process.holidays import calendar_of
from generator.judging.scoring.pools import plan_of
from generator.judging.scoring.ranking import on_board
from generator.judging.scoring.striking import WindowRecord
from generator.judging.whole import judge_board, judge_centre, judge_site, judge_window, visits_by_window
from generator.model.cases import Process
from generator.model.centre import Centre
from generator.model.dataset import AsOf, CentreData, RoundFile, Rulebook
from generator.model.events import Event, EventRecord
from generator.model.judged import CentreSummary
from generator.model.results import Round
from generator.model.rules import Board
from generator.model.scores import Rated, Unrated
from tests.fixtures.scoring_case import POLICY, VOCABULARY, centre_of, standard_of

STANDARD = standard_of(
    {
        "min_coverage": 1,
        "sections": [
            {
                "id": "1",
                "clauses": [
                    {"id": "1.1", "points": 60, "method": "tick"},
                    {
                        "id": "1.2",
                        "points": 40,
                        "faults": {"upheld": {"minus": 10, "each": True, "per": "period"}},
                    },
                ],
            }
        ],
    }
)
PLAIN: Mapping[str, Any] = {
    "id": "board",
    "title": "board",
    "standard": "case@1",
    "trade": "bank",
    "period": "month",
    "channels": {"weekly": 1},
    "min_inspections": 1,
    "red": {"bands": ["excellent"], "certain": False, "min_teams": 1},
    "green": {"bands": ["poor"]},
}


def board(**changes: object) -> Board:
    """The plainest board, with some changes."""
    return TypeAdapter(Board).validate_python({**PLAIN, **changes})


def rounds(*visits: tuple[str, str]) -> tuple[RoundFile, ...]:
    """Weekly rounds of one window each: day and window, which is clean unless its name ends in `!`."""
    adapter = TypeAdapter(Round)
    found = []
    for day, name in visits:
        window = name.rstrip("!")
        entry: dict[str, Any] = {"window": window, "assessed": "all"}
        entry |= {"unmet": [{"clause": "1.1"}]} if name.endswith("!") else {"nothing_found": True}
        visit = {"standard": "case@1", "date": day, "channel": "weekly", "team": "A", "inspections": [entry]}
        found.append(RoundFile(path=f"{day}-{window}.yml", round=adapter.validate_python(visit)))
    return tuple(found)


def summary(rules: Board, files: tuple[RoundFile, ...], events: Iterable[Event] = ()) -> CentreSummary:
    """A centre judged from its rounds and events."""
    centre: Centre = centre_of(files)
    records = tuple(
        EventRecord(centre="hall", window=event.window, path="e.yml", number=number, event=event)
        for number, event in enumerate(events)
    )
    data = CentreData(id="hall", path="centre.yml", centre=centre, rounds=files, events=records)
    visits = visits_by_window(data)
    results = {
        window.id: judge_window(
            WindowRecord(
                centre="hall",
                window=window.id,
                visits=visits.get(window.id, []),
                cases=(),
                events=[one.event for one in records if one.window == window.id],
            ),
            (rules,) if on_board(rules, "hall", centre, window) else (),
            {"case@1": plan_of(STANDARD)},
            Timetable(process=Process(), calendar=calendar_of(())),
        )
        for window in centre.windows
    }
    return judge_centre(data, results, (rules,), "key", {})


def rulebook(rules: Board) -> Rulebook:
    """A city of one standard and one board, whose lists are public at once."""
    policy = replace(POLICY, process=replace(POLICY.process, preview=0))
    return Rulebook(
        vocabulary=VOCABULARY, policy=policy, standards={"case@1": STANDARD}, boards={rules.id: rules}, paths={}
    )


DAY = AsOf(day=datetime.date(2026, 12, 31), newest=datetime.date(2026, 12, 31))


def test_from_visits_to_a_public_list() -> None:
    """Two windows, one visit each: the board ranks them, and the site shows both on their lists."""
    rules = board()
    found = {"hall": summary(rules, rounds(("2026-10-12", "good"), ("2026-10-13", "bad!")))}
    site, problems = judge_site(rulebook(rules), "digest", DAY, found)
    assert problems == ()
    assert site is not None
    (october,) = site.boards["board"]
    assert [(row.window, row.rank, row.listed) for row in october.ranked] == [("good", 1, "red"), ("bad", 2, "green")]


def test_a_fact_alone_makes_a_row() -> None:
    """A window about which something was proved and which nobody visited stands there unrated, with its fact."""
    event = TypeAdapter(Event).validate_python(
        {
            "id": "TS-1",
            "window": "bad",
            "standard": "case@1",
            "clause": "1.2",
            "fault": "upheld",
            "happened": "2026-11-01",
            "proved": "2026-11-05",
            "source": "complaint",
            "team": "T",
            "note": "rude",
            "evidence": "record",
        }
    )
    rules = board()
    found = {"hall": summary(rules, rounds(("2026-10-12", "good"), ("2026-10-13", "bad")), [event])}
    november, _october = judge_board(rulebook(rules), rules, DAY, found)
    row = next(row for row in november.period.unrated if row.window == "bad")
    assert isinstance(row.outcome, Unrated)
    assert (row.outcome.reason, row.events) == ("too-few-inspections", 1)


def test_a_rating_stands_for_as_long_as_the_board_says() -> None:
    """Without a newer visit the last rating holds, ranks, and is on no list; after its age it is gone."""
    rules = board(holds=2)
    visits = [("2026-08-12", "old!"), *((f"2026-{month:02}-12", "busy") for month in (8, 9, 10, 11))]
    found = {"hall": summary(rules, rounds(*visits))}
    periods = {one.period.period: one.period for one in judge_board(rulebook(rules), rules, DAY, found)}
    held = {
        period: next(
            (row.held_from, row.rank, row.listed, isinstance(row.outcome, Rated))
            for row in (*one.ranked, *one.unrated)
            if row.window == "old"
        )
        for period, one in periods.items()
    }
    assert held == {
        "2026-08": (None, 2, "green", True),
        "2026-09": ("2026-08", 2, "none", True),
        "2026-10": ("2026-08", 2, "none", True),
        "2026-11": (None, 0, "none", False),
    }


def test_a_board_ends_where_its_successor_begins() -> None:
    """After its last period a board judges nothing, whatever is inspected."""
    rules = board(until="2026-10")
    found = {"hall": summary(rules, rounds(("2026-10-12", "good"), ("2026-11-12", "good")))}
    assert [one.period.period for one in judge_board(rulebook(rules), rules, DAY, found)] == ["2026-10"]


def test_a_board_compares_the_windows_that_it_names() -> None:
    """Boards may be of some windows only."""
    rules = board(windows=["hall/good"])
    found = {"hall": summary(rules, rounds(("2026-10-12", "good"), ("2026-10-13", "bad!")))}
    (october,) = judge_board(rulebook(rules), rules, DAY, found)
    assert [row.window for row in (*october.period.ranked, *october.period.unrated)] == ["good"]
