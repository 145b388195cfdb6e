"""Ways to cheat or to slip: each is refused, or stands on the page of its window for everybody to see."""

import datetime
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.gathering.gather import Gathered
from generator.telling.codes import CODES
from tests.fixtures.command import windowboard
from tests.fixtures.histories import made
from tests.fixtures.town import TOWN, gathered, git, lay_out, slip, state_year

WAYS: list[dict[str, Any]] = yaml.safe_load((TOWN.parent / "ways.yml").read_text(encoding="utf-8"))


@pytest.fixture
def town(tmp_path: Path, way: dict[str, Any]) -> Path:
    """The town of a way before it was tried: with a preview, and a centre that states its own team."""
    root = lay_out(tmp_path / "town")
    if "also" in way:
        shutil.copytree(TOWN.parent / way["also"], root, dirs_exist_ok=True)
    slip(root, "standards/policy.yml", "preview: 0", "preview: 10")
    if "year" in way:
        state_year(root, way["year"])
    slip(root, "results/harbour/centre.yml", "sample: true", "teams: [SELF]\nsample: true")
    write(root, way.get("before", {}))
    (root / ".gitignore").write_text("build\nsite\n", encoding="utf-8")
    return root


def try_out(root: Path, way: dict[str, Any]) -> None:
    """Do what a way does."""
    for path in way.get("remove", ()):
        (root / path).unlink()
    for path, written, instead in way.get("slips", ()):
        slip(root, path, written, instead)
    write(root, way.get("write", {}))


def write(root: Path, files: Mapping[str, str]) -> None:
    """Files of the project."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_every_way_of_the_list_is_here() -> None:
    """Those numbered 1 to 42, and the choice of whom to inspect."""
    assert {int(one["way"].partition(",")[0]) for one in WAYS} == set(range(1, 44))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["way"])
def test_no_way_is_silent(way: dict[str, Any], town: Path) -> None:
    """What is told are exactly these codes; where none is, all of it builds, and the pages say what was done."""
    day = datetime.date.fromisoformat(str(way.get("day", "2026-11-20")))
    refused, seen = way.get("refused", []), way.get("seen", {})
    assert bool(refused) != bool(seen)
    assert all(seen.values())
    if "against" in way:
        git(town, "init", "-q")
        git(town, "add", ".")
        git(town, "commit", "-qm", "data", date=f"{way['against']}T20:00:00+08:00")
    try_out(town, way)
    if "against" in way:
        checked = windowboard(town, "check", "--against", "HEAD", "--as-of", day.isoformat(), "--lang", "en")
        words = [line.split(" ") for line in checked.said.splitlines()]
        assert sorted({one[1] for one in words if len(one) > 1 and one[1] in CODES}) == sorted(refused)
    found = gathered(town, day)
    if not isinstance(found, Gathered):
        assert sorted({problem.code.slug for problem in found}) == sorted(refused)
        return
    assert "against" in way or not refused
    texts = made(town, day).texts if seen else {}
    for address, told in seen.items():
        for text in told:
            assert text in texts[address], address
