"""An upgrade: what was published before in the earlier format is compared with, and asks for no correction."""

import json
import re
import shutil
from pathlib import Path

from generator.upgrading.migrating import migrated, write
from generator.upgrading.migrations import MIGRATIONS
from tests.fixtures.command import windowboard
from tests.fixtures.folders import TESTS
from tests.fixtures.town import git

EARLIER = TESTS / "cases" / "earlier-format" / "before"
DAY = ("--as-of", "2026-11-23")


def test_a_revision_of_the_earlier_format_is_compared_with(tmp_path: Path) -> None:
    """What it published is worked out from its data as they are migrated; a figure that changes is still found."""
    city = shutil.copytree(EARLIER, tmp_path / "city")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "before the upgrade")):
        git(city, *words)
    shown = windowboard(city, "migrate", "--lang", "en")
    assert shown.returncode == 0
    assert "Files to change: 8; nothing is written yet." in shown.stderr
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
    assert json.loads(text)["format"] == MIGRATIONS[-1].name
    index.unlink()  # other names of the file keep their bytes
    index.write_text(re.sub('"format":"[^"]*"', '"format":"an-earlier-one"', text), "utf-8")
    accepted = windowboard(city, "check", *DAY)
    assert accepted.returncode == 0, accepted.stderr
