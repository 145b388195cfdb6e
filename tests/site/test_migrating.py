"""Upgrading: data of an earlier format become right for this program, and nothing else of them is touched."""

import csv
import datetime
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from generator.gathering.gather import Gathered
from generator.gathering.repository import Git
from generator.model.dataset import FORMAT
from generator.model.keys import RowKey
from generator.model.scores import BoardPeriod, Rated, Standing, Unrated
from generator.upgrading.edits import Edits, entries_of, value_of
from generator.upgrading.migrating import migrated, write
from generator.upgrading.migrations import MIGRATIONS
from tests.fixtures.folders import ROOT, TESTS
from tests.fixtures.town import gathered, lay_out, slip, tree

EARLIER = TESTS / "cases" / "earlier-format"
"""A city as it was right for the program of a598b3e, and the same as it has to be now, file by file."""
WHILE_SUSPENDED = tuple(
    f"results/nandu-post/2026-10/2026-10-{name}.yml" for name in ("22-weekly-a", "26-monthly-m", "27-weekly-b")
)
"""Rounds of the sample city of that time that visit a window which is suspended."""
NO_LONGER_CERTAIN = {
    "results/yunze-first-hospital/cases/2026-04-pharmacy-1-rectification.yml": 'clauses: ["1.1", "3.4", "5.7"]',
    "results/yunze-first-hospital/cases/2026-08-pharmacy-3-rectification.yml": 'clauses: ["1.1", "2.1", "5.3", "5.7"]',
}
"""Rectifications of it that rest on no entry any more, and the clauses that they are about."""


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """The earlier city."""
    shutil.copytree(EARLIER / "before", tmp_path, dirs_exist_ok=True)
    return tmp_path


FIGURES = EARLIER / "sample-figures.csv"
"""What the program of a598b3e published of the sample city on 2026-11-23."""
ON_PURPOSE = {
    ("bank-branches", "2026-10", "nandu-bank", "cash-2"): "the interval",
    ("hospital-counters", "2026-04", "yunze-first-hospital", "pharmacy-1"): "the interval",
    ("hospital-counters", "2026-04", "yunze-first-hospital", "pharmacy-3"): "the interval",
    ("hospital-counters", "2026-08", "yunze-first-hospital", "pharmacy-3"): "the interval",
    ("post-offices", "2026-10", "nandu-post", "police-post-1"): "shut on less than half of the working days",
    ("post-offices", "2026-10", "nandu-post", "delivery-1"): "its place, behind that window",
    ("post-offices", "2026-10", "wanghu-post", "mailing-1"): "its place",
    ("post-offices", "2026-10", "wanghu-post", "savings-1"): "its place",
    ("post-offices", "2026-10", "wanghu-post", "savings-2"): "its place",
}
"""Its rows that are others now, and by which rule; docs/pages/maintainer.md says so to offices."""


def test_an_earlier_city_becomes_right(earlier: Path) -> None:
    """Each file is what stands beside it, and the whole has no problem."""
    assert not isinstance(gathered(earlier), Gathered)
    steps = migrated(earlier, MIGRATIONS)
    written = write(earlier, steps)
    assert tree(earlier) == tree(EARLIER / "before") | tree(EARLIER / "after")
    assert set(written) == tree(EARLIER / "after").keys()
    found = gathered(earlier)
    assert isinstance(found, Gathered), found


def test_every_migration_has_its_case_and_is_made_once(earlier: Path) -> None:
    """The earlier city needs each of the table, and none a second time; nothing is written unless told."""
    before = tree(earlier)
    steps = migrated(earlier, MIGRATIONS)
    assert tree(earlier) == before
    made = sorted(MIGRATIONS, key=lambda migration: migration.beside)
    assert [step.migration.name for step in steps] == [migration.name for migration in made]
    write(earlier, steps)
    assert migrated(earlier, MIGRATIONS) == ()


def test_a_site_says_in_which_format_its_data_were() -> None:
    """Whoever adds a migration says so: sites of the earlier format have other fingerprints."""
    assert [one.name for one in MIGRATIONS if not one.beside][-1] == FORMAT


def test_present_data_need_no_migration(tmp_path: Path) -> None:
    """Neither the town of the tests nor the sample city."""
    assert migrated(lay_out(tmp_path), MIGRATIONS) == ()
    assert migrated(ROOT, MIGRATIONS) == ()


def test_the_sample_city_of_the_first_format_becomes_right(tmp_path: Path) -> None:
    """Fifteen centres and 865 rounds, as they stood in the history of this repository.

    Three of them visit a window while it is suspended, which nobody asked about then, and two windows whose
    rectification rested on an entry are no longer certain to be poor; a quota begins later than its programme. These
    alone are left to people.
    """
    Git(ROOT).unpack("a598b3e", tmp_path)
    write(tmp_path, migrated(tmp_path, MIGRATIONS))
    found = gathered(tmp_path)
    assert not isinstance(found, Gathered)
    assert {problem.code.slug for problem in found} == {"later-without-reason"}
    for path in {problem.path for problem in found}:
        slip(tmp_path, path, "        since: 2026-10-05\n", "        since: 2026-10-05\n        reason: 从十月起暗访\n")
    found = gathered(tmp_path)
    assert not isinstance(found, Gathered)
    assert [(problem.path, problem.code.slug) for problem in found] == [
        (path, "visit-while-suspended") for path in WHILE_SUSPENDED
    ]
    for path in WHILE_SUSPENDED:  # why somebody looked at a window that was shut, only the office knows
        slip(tmp_path, path, "\nteam: ", "\nout_of_hours: 停办期间值班抽查\nteam: ")
    found = gathered(tmp_path)
    assert not isinstance(found, Gathered)
    assert [(problem.path, problem.code.slug) for problem in found] == [
        (path, "not-on-green-list") for path in NO_LONGER_CERTAIN
    ]
    for path, clauses in NO_LONGER_CERTAIN.items():
        slip(tmp_path, path, "\nopened: ", f"\n{clauses}\nopened: ")
    found = gathered(tmp_path, datetime.date(2026, 11, 23))
    assert isinstance(found, Gathered), found
    assert len(found.summaries) == 15
    with FIGURES.open(encoding="utf-8", newline="") as file:
        published = {(row["board"], row["period"], row["centre"], row["window"]): row for row in csv.DictReader(file)}
    figures = {one.key: figures_of(one) for board in found.site.boards.values() for one in rows_of(board)}
    assert len(published) == len(figures) == 495
    assert {
        key for key, row in published.items() if figures[RowKey(*key)] != tuple(row.values())[4:]
    } == ON_PURPOSE.keys()


def rows_of(periods: Iterable[BoardPeriod]) -> Iterator[Standing]:
    """Every row of some periods."""
    return chain.from_iterable((*one.ranked, *one.unrated) for one in periods)


def figures_of(row: Standing) -> tuple[str, ...]:
    """Score, band, rank, list and why there is no score, as the files of scores have them."""
    match row.outcome:
        case Rated(score=score, band=band):
            return f"{score:f}", band, str(row.rank), row.listed, ""
        case Unrated(reason=reason):
            return "", "", "", row.listed, reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: [x]\nc: 2\n", "a: 1\nc: 2\nnew: 3\n"),
        ("b: [x]\nc: 2 # two\n", "c: 2 # two\nnew: 3\n"),
        ("a: 1 # one\nb:\n  - x\n  - y\n# end", "a: 1 # one\nnew: 3\n# end"),
        ("{a: 1, b: [x]}", "{a: 1, new: 3}"),
        ("{b: [x], c: 2}", "{c: 2, new: 3}"),
        ("{a: 1, b: [x, y], c: 2}\n", "{a: 1, c: 2, new: 3}\n"),
    ],
)
def test_an_entry_is_taken_out_and_another_put_in(text: str, expected: str) -> None:
    """In maps on one line and on many, whatever stands around them."""
    edits = Edits(text)
    assert edits.top is not None
    edits.remove(edits.top, "b")
    edits.add(edits.top, "new: 3")
    assert edits.made == expected


def test_the_first_entry_of_a_map_in_a_list_is_taken_out() -> None:
    """What follows takes its place behind the hyphen."""
    edits = Edits("list:\n  - b: [x]\n    c: 2\n  - c: 3\n    b: 1\n")
    first, second = entries_of(edits.top, "list")
    edits.remove(first, "b")
    edits.remove(second, "b")
    assert edits.made == "list:\n  - c: 2\n  - c: 3\n"


def test_a_file_that_is_no_yaml_is_left_alone(earlier: Path) -> None:
    """The check will say what is wrong with it."""
    path = earlier / "results" / "hall" / "2026-10" / "05-weekly-a.yml"
    path.write_text("standard: [", "utf-8")
    write(earlier, migrated(earlier, MIGRATIONS))
    assert path.read_text("utf-8") == "standard: ["
    assert value_of(Edits("a: [").top, "a") is None
