"""An upgrade: what was published before in the earlier format is compared with, and asks for no correction."""

import csv
import json
import re
import shutil
from pathlib import Path

from generator.model.dataset import FORMAT
from generator.upgrading.migrating import migrated, write
from generator.upgrading.migrations import MIGRATIONS
from tests.fixtures.command import windowboard
from tests.fixtures.folders import TESTS
from tests.fixtures.town import git, lay_out

CASE = TESTS / "cases" / "earlier-format"
EARLIER = CASE / "before"
DAY = ("--as-of", "2026-11-23")
SAME = ("score", "band", "band_name", "rank", "peers", "list", "counted", "coverage", "lowered", "unrated", "closed")
"""Columns of scores that an upgrade leaves as they are."""
ANEW = {"low", "high", "rank_first", "rank_last", "borderline", "records"}
"""Those of which it does not hold: how far evidence carries is reckoned by another rule, and so are fingerprints."""


def test_an_upgrade_leaves_the_published_figures_as_they_are(tmp_path: Path) -> None:
    """The site that the program of a598b3e published, its data migrated, and nothing else done by anybody."""
    city = shutil.copytree(EARLIER, tmp_path / "city")
    shutil.copytree(CASE / "published", city / "site")
    assert windowboard(city, "migrate", "--write").returncode == 0
    checked = windowboard(city, "check", *DAY)
    assert checked.returncode == 0, checked.stdout
    built = windowboard(city, "build", *DAY)
    assert built.returncode == 0, built.stderr
    before, after = (figures(folder / "data/scores-2026-10.csv") for folder in (CASE / "published", city / "site"))
    assert {key: [row[name] for name in SAME] for key, row in after.items()} == {
        key: [row[name] for name in SAME] for key, row in before.items()
    }
    (row, *_) = before.values()
    assert row.keys() - {*SAME, *ANEW} <= next(iter(after.values())).keys()


def figures(path: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """The rows of a file of scores, by board, period, centre and window."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["board"], row["period"], row["centre"], row["window"]): row for row in rows}


def test_a_published_figure_that_an_upgrade_would_change_is_told(tmp_path: Path) -> None:
    """The comparison above would see it: of one visit fewer, and of a board whose rule was left to a new default."""
    city = shutil.copytree(EARLIER, tmp_path / "city")
    shutil.copytree(CASE / "published", city / "site")
    assert windowboard(city, "migrate", "--write").returncode == 0
    board = city / "standards/boards/halls.yml"
    board.write_text(board.read_text("utf-8").replace(", certain: false", ""), "utf-8")
    (city / "results/hall/2026-10/19-weekly-a.yml").unlink()
    told = windowboard(city, "check", *DAY)
    assert told.returncode == 2
    assert "halls 2026-10 hall/desk-2 会无声改变" in told.stdout
    assert "silent-change-of-rules 榜单 halls" in told.stdout


def test_what_an_upgrade_writes_is_no_change_of_what_was_taken_in(tmp_path: Path) -> None:
    """Though every file of the commit can be read: `migrate` says in a round what it left unsaid."""
    city = lay_out(tmp_path)
    path = city / "results/harbour/2026-10/12-weekly-a.yml"
    silent = '  - window: cash-2\n    assessed: ["1", "2", "3.1"]\n'
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("  - window: cash-2")] + silent, "utf-8")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "before the upgrade")):
        git(city, *words)
    assert windowboard(city, "migrate", "--write").returncode == 0
    assert path.read_text("utf-8") != text
    compared = windowboard(city, "check", *DAY, "--against", "HEAD")
    assert compared.returncode == 0, compared.stdout
    path.write_text(path.read_text("utf-8").replace("count: 2", "count: 1"), "utf-8")
    assert "taken-in-altered" in windowboard(city, "check", *DAY, "--against", "HEAD").stdout


def test_a_revision_of_the_earlier_format_is_compared_with(tmp_path: Path) -> None:
    """What it published is worked out from its data as they are migrated; a figure that changes is still found."""
    city = shutil.copytree(EARLIER, tmp_path / "city")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "before the upgrade")):
        git(city, *words)
    shown = windowboard(city, "migrate", "--lang", "en")
    assert shown.returncode == 0
    assert "Files to change: 11; nothing is written yet." in shown.stderr
    assert "+  - id: JF-20261010-" in shown.stdout
    assert windowboard(city, "migrate", "--write").returncode == 0
    compared = windowboard(city, "check", *DAY, "--against", "HEAD", "--published", "2026-11-23")
    assert compared.returncode == 0, compared.stderr
    path = city / "results" / "hall" / "2026-10" / "05-weekly-a.yml"
    path.write_text(path.read_text("utf-8").replace("within: 9}", "within: 5}"), "utf-8")
    changed = windowboard(city, "check", *DAY, "--against", "HEAD", "--published", "2026-11-23")
    assert changed.returncode == 2
    assert "hall/desk-1 会无声改变：score 103.0 → 84.0" in changed.stdout + changed.stderr


def test_a_site_of_the_earlier_format_is_compared_by_its_figures(tmp_path: Path) -> None:
    """Its fingerprints were taken of records in another form; a site of this format is held against all of them."""
    city = shutil.copytree(EARLIER, tmp_path / "city")
    write(city, migrated(city, MIGRATIONS))
    assert windowboard(city, "build", *DAY).returncode == 0
    path = city / "results" / "hall" / "events" / "2026-10-bonuses.yml"
    path.write_text(path.read_text("utf-8").replace("evidence: 原件", "evidence: 复印件"), "utf-8")
    refused = windowboard(city, "check", *DAY)
    assert "silent-change-of-record" in refused.stdout + refused.stderr
    index = city / "site" / "data" / "index.json"
    text = index.read_text("utf-8")
    assert json.loads(text)["format"] == FORMAT
    index.unlink()  # other names of the file keep their bytes
    index.write_text(re.sub('"format":"[^"]*"', '"format":"an-earlier-one"', text), "utf-8")
    accepted = windowboard(city, "check", *DAY)
    assert accepted.returncode == 0, accepted.stderr
