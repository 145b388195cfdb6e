"""Git is asked for trees and blobs: no attribute, setting, hook or program of a checkout has a say."""

import os
from pathlib import Path

import pytest

from generator.gathering.repository import Git, commit_of_data, committed_day_of_head
from tests.fixtures.town import git, lay_out, tree

ZONE = "Asia/Shanghai"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town in a repository of its own."""
    root = lay_out(tmp_path / "town")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


def unpacked(root: Path, folder: Path) -> dict[str, bytes]:
    """What is read of the newest commit."""
    Git(root).unpack(Git(root).commit("HEAD")[0], folder)
    return tree(folder)


def data_of(root: Path) -> dict[str, bytes]:
    """The files of the data as they stand in the checkout."""
    return {path: data for path, data in tree(root).items() if path.startswith(("standards/", "results/"))}


@pytest.mark.parametrize("attributes", ["* export-ignore", "* export-subst eol=crlf", "results export-ignore"])
@pytest.mark.parametrize("place", ["results/.gitattributes", ".gitattributes", ".git/info/attributes"])
def test_no_attribute_hides_or_alters_what_a_commit_holds(
    town: Path, tmp_path: Path, attributes: str, place: str
) -> None:
    """Not one that is committed, not one that only the checkout has."""
    (town / place).parent.mkdir(exist_ok=True)
    (town / place).write_text(f"{attributes}\n")
    if not place.startswith(".git/"):
        git(town, "add", ".")
        git(town, "commit", "-qm", "attributes")
    assert unpacked(town, tmp_path / "out") == data_of(town)


def test_a_project_in_a_subfolder_is_read_by_its_own_paths(tmp_path: Path) -> None:
    """The repository may hold more than the project."""
    root = lay_out(tmp_path / "all" / "town")
    git(tmp_path / "all", "init", "-q", "-b", "main")
    git(tmp_path / "all", "add", ".")
    git(tmp_path / "all", "commit", "-qm", "first")
    assert unpacked(root, tmp_path / "out") == data_of(root)


def test_a_link_and_an_odd_name_are_no_harm(town: Path, tmp_path: Path) -> None:
    """A link is no file of the data; a name with a line end or in another script is read as it is."""
    (town / "results/harbour/link.yml").symlink_to("/etc/passwd")
    (town / "results/harbour/奇\n名.yml").write_text("a: 1\n")
    git(town, "add", ".")
    git(town, "commit", "-qm", "odd")
    found = unpacked(town, tmp_path / "out")
    assert "results/harbour/link.yml" not in found
    assert found["results/harbour/奇\n名.yml"] == b"a: 1\n"


def test_nothing_of_the_checkout_is_run(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a monitor nor a hook, a differ nor a variable: what they would leave behind is not there."""
    trace = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {trace}\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "post-index-change").symlink_to(program)
    for name, value in (
        ("core.fsmonitor", program), ("core.hooksPath", hooks), ("diff.external", program), ("core.pager", program),
        ("log.showSignature", "true"), ("gpg.program", program),
    ):  # fmt: skip
        git(town, "config", name, str(value))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(program))
    monkeypatch.setenv("GIT_DIR", os.devnull)
    path = town / "results/harbour/2026-10/19-weekly-b.yml"
    path = path if path.is_file() else next((town / "results").glob("*/2026-*/*.yml"))
    path.write_bytes(path.read_bytes() + b"\n")
    repository = Git(town)
    commit, _ = repository.commit("HEAD")
    trace.unlink(missing_ok=True)
    assert repository.differing(commit) == (path.relative_to(town).as_posix(),)
    assert committed_day_of_head(town, ZONE) is None
    assert commit_of_data(town) is None
    repository.unpack(commit, tmp_path / "out")
    assert not trace.exists()


def test_another_object_in_the_place_of_a_commit_is_not_read(town: Path, tmp_path: Path) -> None:
    """`git replace` would have a reader see what was never published."""
    before = data_of(town)
    commit = Git(town).commit("HEAD")[0]
    for path in (town / "results").glob("*/2026-*/*.yml"):
        path.unlink()
    git(town, "add", "-A")
    git(town, "commit", "-qm", "empty")
    git(town, "replace", commit, Git(town).commit("HEAD")[0])
    Git(town).unpack(commit, tmp_path / "out")
    assert tree(tmp_path / "out") == before


def committed_on(root: Path, day: str, path: str, merged: str = "") -> None:
    """A commit of a day that adds a file; or the merge of a branch."""
    date = f"{day}T12:00:00+08:00"
    if merged:
        git(root, "merge", "-q", "--no-ff", "-m", "merged", merged, date=date)
        return
    (root / "results/harbour" / path).write_text("a: 1\n")
    git(root, "add", ".", date=date)
    git(root, "commit", "-qm", path, date=date)


def test_no_commit_counts_as_earlier_than_what_it_was_made_upon(tmp_path: Path) -> None:
    """A clock that is days behind, a day that was chosen, a branch that is merged later: each as its parents allow."""
    root = lay_out(tmp_path / "town")
    git(root, "init", "-q", "-b", "main")
    committed_on(root, "2026-11-10", "first.yml")
    since = Git(root).commit("HEAD")[0]
    git(root, "switch", "-qc", "side")
    committed_on(root, "2026-11-04", "behind.yml")
    committed_on(root, "2026-11-12", "side.yml")
    git(root, "switch", "-q", "main")
    committed_on(root, "2026-11-16", "later.yml")
    committed_on(root, "2026-11-14", "", "side")
    committed_on(root, "2026-11-01", "chosen.yml")
    asked = Git(root)
    days = asked.days_since(since, ZONE)
    names = ("first", "behind", "side", "later", "chosen")
    assert {name: str(asked.brought(f"results/harbour/{name}.yml", days)) for name in names} == {
        "first": "2026-11-10",
        "behind": "2026-11-10",
        "side": "2026-11-12",
        "later": "2026-11-16",
        "chosen": "2026-11-16",
    }
    assert asked.brought("results/harbour/none.yml", days) is None
