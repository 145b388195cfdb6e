"""A build that would change nothing ends before anything is gathered, and only such a one does."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.gathering.gather import Gathered, gather
from generator.publishing.signs import signs_of
from tests.fixtures.command import windowboard
from tests.fixtures.town import git, lay_out, slip, tree

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"
UNCHANGED = ("没有需要改动的内容", "nothing had to be changed")

Gathers = Callable[..., bool]
"""Builds a project with some options, and tells whether anything was gathered for it."""


@pytest.fixture
def gathers(monkeypatch: pytest.MonkeyPatch) -> Gathers:
    """A build that is watched."""
    asked: list[object] = []

    def watched(*args: Any, **kinds: Any) -> Gathered:  # noqa: ANN401  # whatever it is told
        asked.append(args)
        return gather(*args, **kinds)

    monkeypatch.setattr("generator.build.gather", watched)

    def build(root: Path, *words: str) -> bool:
        asked.clear()
        built = windowboard(root, "build", *words)
        assert built.returncode == 0, built.stderr
        assert asked or any(said in built.stderr for said in UNCHANGED)
        return bool(asked)

    return build


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town with everything that a site needs."""
    return lay_out(tmp_path / "town")


def test_nothing_is_gathered_where_nothing_changed(town: Path, gathers: Gathers) -> None:
    """Also where a file was only written again with the same bytes; the site is not touched."""
    assert gathers(town)
    before, inode = tree(town / "site"), (town / "site").stat().st_ino
    assert not gathers(town)
    for path in (town / WEEKLY, town / "site" / "index.html", town / "build/pages/index.md"):
        path.write_bytes(path.read_bytes())
    assert not gathers(town)
    assert (tree(town / "site"), (town / "site").stat().st_ino) == (before, inode)


def _damaged(root: Path) -> None:
    (root / "build" / "memory.db").write_bytes(b"no memory at all")


def _with_settings(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_url: https://town.example/\n", "utf-8")


def _with_a_theme(root: Path) -> None:
    (root / "theme").mkdir()
    (root / "theme" / "colours.css").write_text("body { color: black }\n", "utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a result": lambda root: slip(root, WEEKLY, "count: 2, note", "count: 1, note"),
    "a rule": lambda root: slip(root, "standards/policy.yml", "site_title: ", "site_title: 新"),
    "settings": _with_settings,
    "a theme": _with_a_theme,
    "no memory": _damaged,
    "a file of the site": lambda root: next((root / "site" / "assets").rglob("*.css")).write_text("p {}", "utf-8"),
    "a page of the site": lambda root: (root / "site" / "index.html").write_text("altered", "utf-8"),
    "a file less": lambda root: (root / "site" / "404.html").unlink(),
    "no site": lambda root: shutil.rmtree(root / "site"),
    "a page that was made": lambda root: (root / "build/pages/index.md").write_text("altered", "utf-8"),
    "a page less": lambda root: (root / "build/pages/method.md").unlink(),
    "a page more": lambda root: (root / "build/pages/more.md").write_text("more", "utf-8"),
    "a style of the pages": lambda root: next((root / "build/pages").rglob("*.css")).write_text("p {}", "utf-8"),
    "no pages": lambda root: shutil.rmtree(root / "build/pages"),
    "nothing noted of the pages": lambda root: (root / "build/pages.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_seen(town: Path, tmp_path: Path, gathers: Gathers, change: str) -> None:
    """The site, and the pages that it is built of, are then those that a first build makes of the same project."""
    assert gathers(town)
    CHANGES[change](town)
    assert gathers(town)
    other = shutil.copytree(town, tmp_path / "other", ignore=shutil.ignore_patterns("build", "site"))
    assert gathers(other)
    for made in ("site", "build/pages"):
        assert tree(town / made) == tree(other / made)


def test_pages_in_each_language_are_looked_at(town: Path, gathers: Gathers) -> None:
    """Whoever builds the pages with another builder takes them from there."""
    (town / "mkdocs.yml").write_text("extra: {languages: [zh, en]}\n", "utf-8")
    assert gathers(town)
    assert not gathers(town)
    page = town / "build/en/pages/index.md"
    before = page.read_bytes()
    page.write_text("altered", "utf-8")
    assert gathers(town)
    assert page.read_bytes() == before


def test_another_language_or_day_is_another_site(town: Path, gathers: Gathers) -> None:
    """And going back is a change too."""
    for words in ((), ("--lang", "en"), (), ("--as-of", "2026-10-22"), ("--as-of", "2026-10-23")):
        assert gathers(town, *words)
        assert not gathers(town, *words)


def test_a_commit_is_another_day(town: Path, gathers: Gathers) -> None:
    """The site speaks of the day of the newest commit, which no file of the data tells."""
    git(town, "init", "-q")
    git(town, "add", "standards", "results")
    git(town, "commit", "-q", "-m", "data")
    assert gathers(town)
    assert not gathers(town)
    git(town, "commit", "-q", "--amend", "--no-edit", date="2026-11-02T12:00:00+08:00")
    assert gathers(town)
    assert json.loads((town / "site" / "build.json").read_text("utf-8"))["day"] == "2026-11-02"


def test_settings_behind_a_link_are_read_where_they_are(town: Path, tmp_path: Path, gathers: Gathers) -> None:
    """Nothing of the project changes, and yet they do."""
    settings = tmp_path / "settings.yml"
    settings.write_text("site_url: https://town.example/\n", "utf-8")
    (town / "mkdocs.yml").symlink_to(settings)
    assert gathers(town)
    assert not gathers(town)
    settings.write_text("site_url: https://other.example/\n", "utf-8")
    assert gathers(town)


def test_settings_that_lead_elsewhere_are_read_each_time(town: Path, gathers: Gathers) -> None:
    """What a variable of the machine says can change without any file."""
    (town / "mkdocs.yml").write_text("site_url: !ENV [SITE_URL, 'https://town.example/']\n", "utf-8")
    assert gathers(town)
    assert gathers(town)


def test_verify_trusts_no_sign_of_a_file(town: Path, gathers: Gathers) -> None:
    """A page of the site that looks as it was left and is not is made again; without it is taken for what it was."""
    assert gathers(town)
    before = tree(town / "site")
    page, notes = town / "site" / "index.html", town / "build" / "published.json"
    page.write_text("altered", "utf-8")
    noted = json.loads(notes.read_text("utf-8"))
    noted["index.html"][1] = signs_of(page)
    notes.write_text(json.dumps(noted), "utf-8")
    assert not gathers(town)
    assert gathers(town, "--verify")
    assert tree(town / "site") == before
