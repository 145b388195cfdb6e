"""Edit by edit: whatever was kept between builds, the bytes are those of a first build of the same data."""

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.command import windowboard
from tests.fixtures.town import tree, two_centres

SEQUENCES = int(os.environ.get("WINDOWBOARD_SEQUENCES", "3"))
"""Sequences of edits; hundreds where somebody has the time."""
STEPS = 4
"""Edits of a sequence, each followed by a build."""

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"
CENTRE = "results/harbour/centre.yml"
ACROSS = "results/quay/2026-10/14-monthly-c.yml"

Edit = Callable[[Path, random.Random], object]


def _round_across(count: int) -> str:
    """A round at the second centre that finds a fault so many times."""
    finding = f'{{clause: "1.1", fault: untidy, count: {count}, note: 单据散放}}'
    return (
        "standard: desk@1\ndate: 2026-10-14\nchannel: monthly\nteam: C\ninspections:\n"
        f'  - {{window: cash-1, assessed: ["1"], findings: [{finding}]}}\n'
    )


def _rewritten(path: str, form: str, values: tuple[str, ...]) -> Edit:
    """What a pattern finds in a file becomes one of these values, perhaps the one that stands there."""

    def edit(root: Path, dice: random.Random) -> None:
        text = (root / path).read_text("utf-8")
        (root / path).write_text(re.sub(form, dice.choice(values), text, count=1), "utf-8")

    return edit


def _put(path: str, *texts: str) -> Edit:
    """A file comes, goes or says something else."""

    def edit(root: Path, dice: random.Random) -> None:
        text = dice.choice([None, *texts])
        (root / path).unlink(missing_ok=True)
        if text is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")

    return edit


def _altered(folder: str, form: str) -> Edit:
    """Somebody writes into a file that was made."""

    def edit(root: Path, dice: random.Random) -> None:
        if found := sorted((root / folder).glob(form)):
            dice.choice(found).write_text("altered", "utf-8")

    return edit


def _lost(path: str) -> Edit:
    """Something that is kept is lost."""

    def edit(root: Path, _dice: random.Random) -> None:
        place = root / path
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)

    return edit


EDITS: dict[str, Edit] = {
    "a count": _rewritten(WEEKLY, r"count: \d", ("count: 1", "count: 2", "count: 3")),
    "a note": _rewritten(WEEKLY, "note: 单据[^,}]*", ("note: 单据散放", "note: 单据无人整理")),
    "a sample": _rewritten(WEEKLY, r"within: \d+", ("within: 17", "within: 20")),
    "a count across": _put(ACROSS, _round_across(1), _round_across(3)),
    "a service": _rewritten(CENTRE, r"services: \[[^]]*\]", ("services: [存取款]", "services: [存取款, 挂失]")),
    "an address": _rewritten(CENTRE, r"码头路 \d 号", ("码头路 1 号", "码头路 2 号")),
    "a title": _rewritten("standards/policy.yml", "site_title: .*", ("site_title: 港口镇窗口服务", "site_title: 港口")),
    "settings": _put("mkdocs.yml", "site_url: https://town.example/\n", "site_url: https://other.example/\n"),
    "colours": _put("theme/colours.css", "body { color: black }\n", "body { color: navy }\n"),
    "a page of its own": _put("theme/pages/about.md", "---\ntitle: 关于本厅\n---\n本大厅位于码头路。\n"),
    "a page that was made": _altered("build/pages", "**/*.md"),
    "a page of the site": _altered("site", "windows/**/*.html"),
    "a file in turn": _altered("build/turn", "**/*.html"),
    "the memory": _lost("build/memory.db"),
    "the pages": _lost("build/pages"),
    "the folder in turn": _lost("build/turn"),
    "what was noted": _lost("build/published.json"),
    "nothing": lambda _root, _dice: None,
}


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_any_sequence_of_edits_gives_the_bytes_of_a_first_build(tmp_path: Path, seed: int) -> None:
    """Data, rules, theme and settings change; what was made is altered; what is kept is lost."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable on purpose
    town, told = two_centres(tmp_path / "town"), []
    assert windowboard(town, "build").returncode == 0
    for _ in range(STEPS):
        chosen = dice.sample(sorted(EDITS), k=dice.randint(1, 3))
        told.append(chosen)
        for name in chosen:
            EDITS[name](town, dice)
        words = dice.choice([(), (), ("--lang", "en"), ("--verify",)])
        built = windowboard(town, "build", *words)
        assert built.returncode == 0, (told, built.stderr)
    assert windowboard(town, "build").returncode == 0
    first = shutil.copytree(town, tmp_path / "first", ignore=shutil.ignore_patterns("build", "site"))
    assert windowboard(first, "build").returncode == 0
    assert tree(town / "site") == tree(first / "site"), told
    assert tree(town / "build" / "pages") == tree(first / "build" / "pages"), told
