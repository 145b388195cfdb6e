"""The sample city: what is committed is what the program writes, and it has everything that a reader should meet."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import last_day
from generator.judging.scoring.pools import Plan, plan_of
from generator.judging.scoring.ranking import compared, rank_board, standing_of, windows_in
from generator.judging.scoring.scores import score_period
from generator.judging.scoring.visits import Visit
from generator.model.events import Event, EventsFile
from generator.model.keys import WindowKey
from generator.model.results import Inspection, Round
from generator.model.rules import Board
from generator.model.scores import BoardPeriod, PeriodScore, Rated, Standing, Unrated
from generator.model.standard import Standard
from generator.reading.record import read_record
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.sample_city.cast import HOUSES
from tests.sample_city.city import CAST_HABITS, CROWD_HABITS, change_one_round, trades, write_city, write_project
from tests.sample_city.crowd import crowd
from tests.sample_city.days import newest_months, working_weeks
from tests.sample_city.phrases import UNMET
from tests.sample_city.players import House
from tests.sample_city.schedule import MOST_VISITS, Habits, events_of, rounds_of
from tests.sample_city.text import round_text, scalar

MONTHS = newest_months(7)
NEWEST = MONTHS[-1]

Record = TypeVar("Record")


@dataclass(frozen=True, kw_only=True)
class City:
    """The committed city as records, and what judging makes of it."""

    rounds: Mapping[str, tuple[Round, ...]]
    """By centre."""
    events: Mapping[str, tuple[Event, ...]]
    """By centre."""
    standings: Mapping[tuple[str, str], BoardPeriod]
    """By board and month."""
    scores: Mapping[tuple[str, str, str], PeriodScore]
    """By centre, window and month."""

    def inspections(self) -> Iterator[tuple[str, Round, Inspection]]:
        """Centre, round and inspection of every visit."""
        for centre, rounds in self.rounds.items():
            for visit in rounds:
                for inspection in visit.inspections:
                    yield centre, visit, inspection

    def score(self, centre: str, window: str, month: str) -> float:
        """The score of a rated window."""
        outcome = self.scores[centre, window, month].outcome
        assert isinstance(outcome, Rated)
        return float(outcome.score)


def play(houses: tuple[House, ...], months: tuple[str, ...], habits: Habits) -> dict[str, tuple[Round, ...]]:
    """The rounds of these houses, by centre."""
    return {house.id: tuple(rounds_of(house, trades()[house.centre.trade], months, habits, seed=1)) for house in houses}


def read(path: Path, record: type[Record]) -> Record:
    """A file as a record; it must be in order."""
    found = read_record(path.read_bytes(), path.name, record)
    assert not isinstance(found, tuple), found
    return found


@pytest.fixture(scope="session")
def city() -> City:
    """The cast, scored month by month."""
    rounds = play(HOUSES, MONTHS, CAST_HABITS)
    every = [read(path, Board) for path in sorted((ROOT / "standards/boards").glob("*.yml"))]
    boards = [board for board in every if board.period == "month"]  # the others are played by hand
    plans: dict[str, Plan] = {}
    for reference in {standard_of(board, month) for board in boards for month in MONTHS}:
        name = reference.partition("@")[0]
        path = ROOT / f"standards/{reference}.yml"
        standard = read(path if path.is_file() else ROOT / f"standards/{name}.yml", Standard)
        assert f"{standard.id}@{standard.edition}" == reference
        plans[reference] = plan_of(standard)
    centres = {house.id: house.centre for house in HOUSES}
    events = {
        centre: tuple(
            event
            for path in sorted((ROOT / f"results/{centre}/events").glob("*.yml"))
            for event in read(path, EventsFile).events
        )
        for centre in centres
    }
    scores: dict[tuple[str, str, str], PeriodScore] = {}
    standings: dict[tuple[str, str], BoardPeriod] = {}
    for board in boards:
        past: list[tuple[str, dict[WindowKey, Standing]]] = []
        for month in MONTHS:
            plan = plans[standard_of(board, month)]
            rows: list[Standing] = []
            for centre, window in windows_in(centres, board, month):
                visits = [
                    Visit(visit, inspection)
                    for visit in rounds[centre]
                    if f"{visit.date:%Y-%m}" == month and visit.standard == plan.standard.ref
                    for inspection in visit.inspections
                    if inspection.window == window
                ]
                facts = [
                    event for event in events[centre] if event.window == window and f"{event.proved:%Y-%m}" == month
                ]
                scores[centre, window, month] = score_period(plan, board, month, (centre, window), visits, facts)
                rows.append(standing_of(plan.standard, board, scores[centre, window, month]))
            same = [known for ref, known in past if ref == plan.ref]
            standings[board.id, month] = rank_board(board, plan.standard, month, rows, last_day(NEWEST), same)
            past.insert(0, (plan.ref, {row.who: row for row in rows}))
        assert any(compared(board, centre, centres[centre]) for centre in centres)
    return City(rounds=rounds, events=events, standings=standings, scores=scores)


def test_committed_results_are_what_the_program_writes(tmp_path: Path) -> None:
    """Byte for byte, and no file more or less; in another process with another hash seed."""
    command = [sys.executable, "-m", "tests.sample_city", "--out", str(tmp_path), "--seed", "1"]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, check=True)  # noqa: S603 -- our own program

    def files(folder: Path) -> dict[str, bytes]:
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
        }

    committed, written = files(ROOT / "results"), files(tmp_path)
    assert sorted(committed) == sorted(written)
    assert [path for path in written if committed[path] != written[path]] == []


def test_city_has_the_size_that_was_asked_for(city: City) -> None:
    """At least eight centres, sixty windows and six months; weekly and monthly rounds, patrols and all the others."""
    assert len(HOUSES) >= 8
    assert sum(len(house.centre.windows) for house in HOUSES) >= 60
    assert {f"{visit.date:%Y-%m}" for _, visit, _ in city.inspections()} == set(MONTHS)
    channels = Counter(visit.channel for rounds in city.rounds.values() for visit in rounds)
    assert set(channels) == {"daily", "weekly", "monthly", "mystery", "self", "special"}
    assert {event.source for each in city.events.values() for event in each} >= {"complaint", "thanks"}
    assert channels["monthly"] == len(HOUSES) * len(MONTHS)


def test_everything_says_that_it_is_made_up() -> None:
    """Every centre is marked, and the second line of every file says so."""
    assert all(house.centre.sample for house in HOUSES)
    for path in (ROOT / "results").rglob("*.yml"):
        assert path.read_text(encoding="utf-8").split("\n")[1].startswith("# 示例数据，虚构")


def test_no_text_looks_like_a_number_of_a_person() -> None:
    """No run of seven digits anywhere, and no phone but the hotline."""
    for path in (ROOT / "results").rglob("*.yml"):
        assert not re.search(r"\d{7}", path.read_text(encoding="utf-8")), path
    assert {house.centre.phone for house in HOUSES} == {"12345"}


def test_every_board_shows_all_its_kinds_in_the_newest_month(city: City) -> None:
    """Red, green, borderline, unlisted and unrated windows on each board; far fewer green or nearly so than not."""
    newest = [standing for (_, month), standing in city.standings.items() if month == NEWEST]
    assert len(newest) == 5
    for standing in newest:
        listed = Counter(row.listed for row in standing.ranked)
        assert listed["red"] >= 1, standing.board
        assert listed["none"] >= 3, standing.board
        nearly = sum(row.borderline == "green" for row in standing.ranked)
        assert listed["green"] >= 1, standing.board
        assert nearly >= 1, standing.board
        assert listed["green"] + nearly <= len(standing.ranked) // 3, standing.board
        assert standing.unrated, standing.board


def test_windows_are_unrated_for_every_reason(city: City) -> None:
    """Too few inspections, too little looked at, and never inspected at all."""
    reasons = {
        (row.centre, row.window): row.outcome.reason
        for (_, month), standing in city.standings.items()
        if month == NEWEST
        for row in standing.unrated
        if isinstance(row.outcome, Unrated)
    }
    assert reasons["qingping-government-hall", "construction-1"] == "too-few-inspections"
    assert reasons["nandu-bank", "wealth-1"] == "low-coverage"
    seen = {(centre, inspection.window) for centre, _, inspection in city.inspections()}
    assert ("qingping-hospital", "reserve-1") not in seen


@pytest.mark.parametrize(
    ("centre", "twins"),
    [
        ("qingping-government-hall", ("comprehensive-1", "comprehensive-2")),
        ("daoxiang-bank", ("cash-2", "smart-1")),
        ("nandu-post", ("mailing-1", "mailing-2")),
    ],
)
def test_twins_tie_exactly(city: City, centre: str, twins: tuple[str, str]) -> None:
    """In the newest month the same was found at both, so both have the same place and not the best score."""
    exact = [city.scores[centre, window, NEWEST].exact for window in twins]
    ranks = {
        row.rank
        for (_, month), standing in city.standings.items()
        if month == NEWEST
        for row in standing.ranked
        if row.centre == centre and row.window in twins
    }
    assert exact[0] == exact[1] != 100
    assert len(ranks) == 1


def test_a_veto_lowers_a_good_window(city: City) -> None:
    """In the newest month one window, of a high score, stands in the worst band because of a veto."""
    vetoed = {
        f"{event.proved:%Y-%m}": (centre, event.window)
        for centre, events in city.events.items()
        for event in events
        if event.veto
    }
    assert vetoed == {
        MONTHS[0]: ("qingping-hospital", "admission-1"),
        NEWEST: ("yunze-chinese-hospital", "decoction-1"),
    }
    outcome = city.scores["yunze-chinese-hospital", "decoction-1", NEWEST].outcome
    assert isinstance(outcome, Rated)
    assert outcome.band == "poor"
    assert outcome.score > 95


def test_one_window_improves_and_one_declines(city: City) -> None:
    """From the first month to the newest, by more than twenty points."""
    risen = [city.score("yunze-first-hospital", "pharmacy-1", month) for month in (MONTHS[0], NEWEST)]
    fallen = [city.score("yunze-chinese-hospital", "registration-1", month) for month in (MONTHS[0], NEWEST)]
    assert risen[1] - risen[0] > 20
    assert fallen[0] - fallen[1] > 20


def test_new_windows_appear_in_the_last_two_months(city: City) -> None:
    """They say when they opened, and were not inspected before."""
    opened = {
        (house.id, window.id): window.opened for house in HOUSES for window in house.centre.windows if window.opened
    }
    assert len(opened) >= 1
    for (centre, window), day in opened.items():
        days = [visit.date for where, visit, found in city.inspections() if (where, found.window) == (centre, window)]
        assert MONTHS[-2] == f"{day:%Y-%m}"
        assert min(days) >= day


def test_results_use_every_kind_of_entry(city: City) -> None:
    """Findings, unmet clauses, samples, exemptions with reasons, partial inspections, many notes."""
    found = [inspection for _, _, inspection in city.inspections()]
    assert any(inspection.sampled for inspection in found)
    assert any(inspection.unmet for inspection in found)
    assert any(inspection.assessed != "all" for inspection in found)
    assert len({entry.reason for inspection in found for entry in inspection.not_applicable}) >= 8
    notes = {entry.note for inspection in found for entry in inspection.findings}
    notes |= {entry.note for inspection in found for entry in inspection.unmet}
    assert len(notes) >= 150


def test_phrases_name_what_the_standards_have() -> None:
    """Every note belongs to a clause and fault of its standard; every scored clause has one, but for bribery.

    What is as grave as that is never found by chance.
    """
    for trade in trades().values():
        known = {
            (criterion.id, fault)
            for rules in (*trade.earlier, trade.rules)
            for criterion in rules.criteria
            for fault in ([each.id for each in criterion.faults] or [UNMET])
        }
        assert set(trade.phrases.notes) <= known
        noted = {clause for clause, _ in trade.phrases.notes}
        unnoted = {each.id for each in trade.rules.criteria if each.method in {"deduct", "tick"}} - noted
        assert unnoted == ({"2.8"} if trade.rules.trade == "government" else set())


def test_nobody_is_marked_down_by_a_limit_that_is_not_published(city: City) -> None:
    """The hospital standard leaves the minutes of clause 5.4 blank, and no hospital of the city has filled them in."""
    faults = {(entry.clause, entry.fault) for _, _, found in city.inspections() for entry in found.findings}
    assert ("5.4", "over-time") not in faults


@pytest.mark.parametrize(("windows", "habits"), [(None, CAST_HABITS), (45, CROWD_HABITS)])
def test_rounds_keep_to_days_and_sizes(windows: int | None, habits: Habits) -> None:
    """Working days only; at most 25 inspections a file; no window twice on a day through one channel."""
    houses = HOUSES if windows is None else tuple(crowd(windows, seed=1))
    seen = Counter[tuple[object, ...]]()
    days = {day for month in MONTHS for week in working_weeks(month) for day in week}
    for centre, rounds in play(houses, MONTHS, habits).items():
        for visit in rounds:
            assert visit.date in days
            assert len(visit.inspections) <= MOST_VISITS
            seen.update(
                (centre, found.window, visit.standard, visit.date, visit.channel) for found in visit.inspections
            )
    assert max(seen.values()) == 1


def test_text_of_a_round_reads_back_as_the_round(city: City) -> None:
    """What the strict reader makes of the text is the record it was written from."""
    rounds = [visit for each in city.rounds.values() for visit in each if f"{visit.date:%Y-%m}" == NEWEST]
    for visit in rounds:
        found = read_record(round_text(visit).encode(), "round.yml", Round)
        assert isinstance(found, Round)
        assert replace(found, inspections=(), clean=()) == replace(visit, inspections=())
        assert sorted(found.every, key=attrgetter("window")) == sorted(visit.every, key=attrgetter("window"))


@given(
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1)
    .map(str.strip)
    .filter(bool)
)
@example("A[")
@example("A:")
def test_any_words_can_be_written(words: str) -> None:
    """A scalar in a flow mapping reads back as the same text and nothing else, whatever its characters."""
    assert yaml.load(f"[{{note: {scalar(words)}}}]", Loader=yaml.BaseLoader) == [{"note": words}]  # noqa: S506 -- texts


@pytest.mark.parametrize("windows", [1, 20, 21, 107])
def test_workload_has_exactly_the_windows_asked_for(windows: int) -> None:
    """Twenty to a centre, the trades in turn."""
    houses = tuple(crowd(windows, seed=3))
    assert sum(len(house.centre.windows) for house in houses) == windows
    assert len({house.id for house in houses}) == -(-windows // 20)
    assert all(one.centre.trade != other.centre.trade for one, other in pairwise(houses))


def test_workload_visits_every_window_each_week_and_month(tmp_path: Path) -> None:
    """Weekly and monthly rounds for all; patrols besides."""
    write_city(tmp_path, seed=1, windows=23, months=2)
    visits = Counter[tuple[str, str, str]]()
    for path in tmp_path.glob("*/????-??/*.yml"):
        visit = read(path, Round)
        visits.update((path.parts[-3], found.window, visit.channel) for found in visit.inspections)
    weeks = sum(len(working_weeks(month)) for month in newest_months(2))
    assert [count for (_, _, channel), count in visits.items() if channel == "weekly"] == [weeks] * 23
    assert [count for (_, _, channel), count in visits.items() if channel == "monthly"] == [2] * 23
    assert "daily" in {channel for _, _, channel in visits}


def test_workload_has_nothing_that_its_own_check_refuses(tmp_path: Path) -> None:
    """A hundred windows are enough for two visits of a day that would find the same."""
    write_project(tmp_path, seed=1, windows=100, months=6)
    done = windowboard(tmp_path, "check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_workload_tells_no_fact_twice(seed: int) -> None:
    """Not even in a city so big that chance would prove the same of a window twice on a day."""
    carried, months = trades(), newest_months(6)
    told = Counter[tuple[object, ...]]()
    for number, house in enumerate(crowd(1000, seed), start=1):
        for event in events_of(house, carried[house.centre.trade], months, number, seed):
            told[house.id, event.window, event.clause, event.fault, event.happened, event.note] += 1
    assert max(told.values()) == 1


def test_changing_a_round_changes_one_line_of_one_file(tmp_path: Path) -> None:
    """In the newest month; the rest of the city stays as it was."""
    write_city(tmp_path, seed=1, windows=20, months=1)
    before = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.yml")}
    changed = change_one_round(tmp_path, 2)
    after = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.yml")}
    assert [path for path in before if before[path] != after[path]] == [changed]
    lines = zip(before[changed].split("\n"), after[changed].split("\n"), strict=True)
    assert len([one for one, other in lines if one != other]) == 1
    assert changed.parent.name == NEWEST
