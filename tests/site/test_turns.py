"""Two folders take turns at being the site: only what changed is linked, and nothing of an old turn comes back."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from generator.publishing.contents import Published, Refused
from generator.publishing.publish import publish
from generator.publishing.workers import worker_pool
from generator.publishing.writing import share
from tests.fixtures.folders import ROOT
from tests.site.test_publishing import FILES, NAV, PAGES, contents, lay_out, page, tree

Site = tuple[dict[str, str], dict[str, str], str]
"""Pages, files, and what the index is made of."""


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """One process beside this one."""
    with worker_pool(1) as executor:
        yield executor


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    return lay_out(tmp_path / "project")


def put(root: Path, pool: ProcessPoolExecutor, site: Site = (PAGES, FILES, "one")) -> Published:
    """Publish a site in a project."""
    pages, files, index = site
    return publish(root, contents(pages, files, index), pool=pool)


def drawn(dice: random.Random, last: Site) -> Site:
    """Another site: some pages come, go or say something else, and so do files and the index."""
    pages = {**{address: PAGES[address] for address in PAGES if address.removesuffix(".md") in NAV}, **last[0]}
    for name in dice.sample(["w3", "w4", "w5", "old/w6"], k=2):
        address = f"windows/hall/{name}.md"
        if pages.pop(address, None) is None or dice.random() < 0.5:
            pages[address] = page(dice.choice("甲乙丙"))
    pages["method.md"] = page(dice.choice("题甲乙"))
    files = {f"data/{name}.csv": dice.choice(["a\n", "b\n"]) for name in dice.sample(["one", "two", "three"], k=2)}
    return pages, files, dice.choice(["one", "two"])


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_sites_gives_the_bytes_of_the_last(
    project: Path, tmp_path: Path, pool: ProcessPoolExecutor, seed: int
) -> None:
    """Whatever lay in the folder that was the site two builds before: nothing of it stays, nothing of it is missing."""
    dice = random.Random(seed)  # noqa: S311 -- repeatable on purpose
    site: Site = (PAGES, FILES, "one")
    put(project, pool, site)
    for step in range(5):
        site = drawn(dice, site)
        put(project, pool, site)
        other = lay_out(tmp_path / f"cold-{step}")
        put(other, pool, site)
        assert tree(project / "site") == tree(other / "site")
        assert not list((project / "site").rglob("old")) or "windows/hall/old/w6.md" in site[0], "an empty folder"


def test_only_the_change_is_linked(project: Path, pool: ProcessPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that neither this build nor the one before made anew has its second name already."""
    for title in "甲乙":
        put(project, pool, ({**PAGES, "method.md": page(title)}, FILES, "one"))
    linked: list[str] = []

    def counted(source: Path, target: Path) -> None:
        linked.append(source.relative_to(project / "site").as_posix())
        share(source, target)

    monkeypatch.setattr("generator.publishing.releasing.release.share", counted)
    put(project, pool, ({**PAGES, "method.md": page("乙"), "windows/hall/w1.md": page("新")}, FILES, "one"))
    assert linked == ["method.html"]


@pytest.mark.parametrize(
    "planted", ["an altered file", "a file", "a link to a folder", "a link to a file", "no folder"]
)
def test_what_lies_in_turn_is_not_trusted(
    project: Path, tmp_path: Path, pool: ProcessPoolExecutor, planted: str
) -> None:
    """Only a file that is the site's own, by its inode, becomes part of the next site; and no link is followed."""
    for index in ("one", "two"):
        put(project, pool, (PAGES, FILES, index))
    turn, other = project / "build" / "turn", tmp_path / "other"
    other.mkdir()
    (other / "w1.html").write_text("ten years")
    match planted:
        case "an altered file":
            (turn / "method.html").unlink()
            (turn / "method.html").write_text("altered")
        case "a file":
            (turn / "windows" / "more.html").write_text("more")
        case "a link to a folder":
            shutil.rmtree(turn / "windows" / "hall")
            (turn / "windows" / "hall").symlink_to(other)
        case "a link to a file":
            (turn / "windows" / "hall" / "w1.html").unlink()
            (turn / "windows" / "hall" / "w1.html").symlink_to(other / "w1.html")
        case _:
            shutil.rmtree(turn)
            turn.write_text("no folder")
    site: Site = ({**PAGES, "windows/hall/w1.md": page("新")}, FILES, "two")
    put(project, pool, site)
    assert tree(other) == {"w1.html": b"ten years"}
    cold = lay_out(tmp_path / "cold")
    put(cold, pool, site)
    assert tree(project / "site") == tree(cold / "site")


def test_a_link_in_place_of_the_folder_is_refused(project: Path, tmp_path: Path, pool: ProcessPoolExecutor) -> None:
    """What it leads to keeps every file."""
    put(project, pool)
    (project / "build" / "turn").symlink_to(tmp_path)
    with pytest.raises(Refused) as caught:
        put(project, pool, (PAGES, FILES, "two"))
    assert [(one.path, one.code.slug) for one in caught.value.problems] == [("build/turn", "folder-is-a-link")]


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, {home!r})
from generator.publishing.publish import publish
from generator.publishing.workers import worker_pool
from tests.site.test_publishing import PAGES, contents, page

if __name__ == "__main__":
    with worker_pool(1) as pool:
        print("begun", flush=True)
        publish(Path({root!r}), contents({{**PAGES, "index.md": page("新")}}, index="three"), pool=pool)
"""


def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    project: Path, tmp_path: Path, pool: ProcessPoolExecutor
) -> None:
    """With two folders as well the site is the old one or the new one, and the next build comes to the same bytes."""
    new: Site = ({**PAGES, "index.md": page("新")}, FILES, "three")
    put(project, pool, new)
    after = tree(project / "site")
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(home=str(ROOT), root=str(project)))
    dice = random.Random(7)  # noqa: S311 -- repeatable on purpose
    for _ in range(MOMENTS):
        put(project, pool)
        before = tree(project / "site")
        process: subprocess.Popen[Any] = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)  # noqa: S603 -- our own words
        with process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(dice.random() * LASTS)
            process.send_signal(signal.SIGKILL)
        there = project / ("site" if (project / "site").exists() else "build/previous")
        assert tree(there) in (before, after)
        put(project, pool, new)
        assert tree(project / "site") == after


MOMENTS = int(os.environ.get("WINDOWBOARD_KILLS", "5"))
"""Kills; a hundred where somebody has the time."""
LASTS = 1.2
"""Seconds within which the kill falls: as long as such a build takes, or a little longer."""
