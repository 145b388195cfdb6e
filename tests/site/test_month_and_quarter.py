"""Boards beside each other: a month and a quarter over the same windows, with an appeal about September.

October is out when its own preview is over, and July and August are never touched by what September is asked.
"""

import datetime
import shutil
from pathlib import Path

import pytest

from generator.comparing.guard import publication_of
from generator.gathering.gather import Gathered
from generator.judging.history.changes import silent_changes
from generator.model.scores import Rated
from generator.telling.messages import line
from tests.fixtures.folders import TESTS
from tests.fixtures.town import gathered

APPEAL = "results/hall/cases/a.yml"


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A hall of two windows, of which one lost a veto in September."""
    shutil.copytree(TESTS / "cases" / "quarter", tmp_path / "hall")
    return tmp_path / "hall"


def site_on(root: Path, day: str) -> Gathered:
    """The project on a day; an appeal that is decided later is not decided, and one that is opened later not there."""
    for path in (TESTS / "cases" / "quarter" / "results" / "hall").glob("????-??/*.yml"):
        there = root / "results" / "hall" / path.parent.name / path.name
        there.parent.mkdir(exist_ok=True)
        if f"{path.parent.name}-{path.stem}" <= day:
            shutil.copyfile(path, there)
        else:
            there.unlink(missing_ok=True)
    appeal = root / APPEAL
    text = (TESTS / "cases" / "quarter" / APPEAL).read_text(encoding="utf-8")
    appeal.unlink(missing_ok=True)
    if day >= "2026-10-12":
        appeal.write_text(text if day >= "2026-10-26" else text.partition("decision:")[0], encoding="utf-8")
    found = gathered(root, datetime.date.fromisoformat(day))
    assert isinstance(found, Gathered), [line(problem, "en") for problem in found]
    return found


def told(found: Gathered, window: str = "w1") -> dict[str, str]:
    """What is public of a window, by period: its score, or why it has none."""
    rows = {
        period.period: row
        for periods in found.site.boards.values()
        for period in periods
        for row in (*period.ranked, *period.unrated)
        if row.window == window
    }
    return {
        period: str(row.outcome.score) if isinstance(row.outcome, Rated) else row.outcome.reason
        for period, row in rows.items()
    }


def test_a_month_comes_out_by_itself_and_an_appeal_touches_its_own_rows(hall: Path) -> None:
    """Day by day, as worked by hand; on no day anything that was public changes without its case."""
    before = None
    public = {}
    for day in ("2026-08-03", "2026-09-01", "2026-10-11", "2026-10-21", "2026-10-25", "2026-10-28", "2027-01-15"):
        found = site_on(hall, day)
        public[day] = told(found)
        now = publication_of(found.site)
        if before:
            assert [line(one, "en") for one in silent_changes(before, now, found.site.cases)] == [], day
        before = now
    summer = {"2026-07": "100.0", "2026-08": "100.0"}
    assert public == {
        "2026-08-03": {"2026-07": "100.0"},
        "2026-09-01": summer,
        "2026-10-11": summer,
        "2026-10-21": {**summer, "2026-09": "appealed", "2026-Q3": "appealed"},
        "2026-10-25": {**summer, "2026-09": "appealed", "2026-Q3": "appealed"},
        "2026-10-28": {**summer, "2026-09": "100.0", "2026-Q3": "100.0"},
        "2027-01-15": {**summer, "2026-09": "100.0", "2026-Q3": "100.0"},
    }


def test_the_other_window_is_told_while_the_appeal_runs(hall: Path) -> None:
    """It stands first of one, and nothing says that there is a second place."""
    found = site_on(hall, "2026-10-25")
    september = next(one for one in found.site.boards["month"] if one.period == "2026-09")
    assert [(row.window, row.rank) for row in september.ranked] == [("w2", 1)]
    assert september.peers == 1
    assert found.site.entries == ()


def test_an_appeal_before_the_month_is_out_holds_only_it(hall: Path) -> None:
    """Nothing of July or August is hidden, though the quarter holds all three."""
    assert {key.period for key in site_on(hall, "2026-10-25").site.hidden} == {"2026-09", "2026-Q3"}
