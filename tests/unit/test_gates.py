"""Single changes of what was published: each is refused with a code, or shown on a page, or harmless for a reason.

The table is `cases/gates.yml`; nothing in it passes in silence. It is asked twice: of the files of the release by
themselves, and, as a workflow asks, with the commit that they were made of.
"""

import hashlib
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.build import decide
from generator.comparing.guard import PublishedBefore, earlier_release, guard
from generator.comparing.published import STAMP
from generator.comparing.revision import Against, at_revision
from generator.gathering.freezing import add_frozen
from generator.gathering.gather import Gathered, SiteOn, gather
from generator.gathering.repository import commit_of_data
from generator.model.problem import InputError, Problem
from generator.model.site import Site
from generator.publishing.contents import Contents, Inventory, Origin, Sum
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources
from tests.fixtures.cases import cases_in
from tests.fixtures.folders import TESTS
from tests.fixtures.town import Here, git, lay_out, slip

GATES: list[dict[str, Any]] = cases_in("gates.yml")
PUBLISHED, TODAY = date(2026, 11, 20), date(2026, 11, 27)
MADE_OF = "made-of"
"""The commit of what was published."""
VERDICTS = ({"refused"}, {"history"}, {"refused", "history"}, {"shown"}, {"harmless"})
"""Which keys of an entry give it."""


class Released(NamedTuple):
    """The city as it was published: its project, and the files of the release."""

    root: Path
    record: Path


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """Committed on 18 November, and published on the 20th."""
    root = lay_out(tmp_path_factory.mktemp("gates") / "town")
    shutil.copytree(TESTS / "cases" / "gates", root, dirs_exist_ok=True)
    freeze(root)
    git(root, "init", "-q", "--template=")
    git(root, "add", ".")
    git(root, "commit", "-qm", "data", date="2026-11-18T12:00:00+08:00")
    git(root, "tag", MADE_OF)
    git(root, "gc", "-q")  # it is copied for every change: one file instead of hundreds of folders
    record = root.parent / "record"
    write_record(record, contents_of(gathered(root, PUBLISHED), commit_of_data(root)))
    return Released(root, record)


def freeze(root: Path) -> None:
    """Freeze the editions that rounds cite, as they stand."""
    (root / "standards/editions.yml").unlink(missing_ok=True)
    rulebook, _ = read_rulebook(root, list_sources(root)[0])
    assert rulebook
    add_frozen(root, rulebook, ["desk@1", "tea@1"])


def gathered(root: Path, day: date) -> Gathered:
    """What is gathered of a project without problems."""
    return gather(root, Here(), day, lambda _step, _done, _total: None)


def contents_of(found: Gathered, commit: str | None = None) -> Contents:
    """Everything that is published of it."""
    return decide(found, "zh", "", Here(), origin=Origin(tool="t", commit=commit, chain=(), manifest=""))


def write_record(folder: Path, contents: Contents) -> None:
    """The files of a release that a build compares with."""
    texts = {piece.address: piece.render() for piece in contents.files if piece.address.startswith("data/")}
    for one in contents.last:
        if isinstance(one, Inventory):
            sums = {
                path: Sum(sha256=hashlib.sha256(_bytes_of(text)).hexdigest(), size=0) for path, text in texts.items()
            }
            texts[one.address] = one.render(sums)
    texts[STAMP] = f'{{"day": "{contents.day}"}}'
    for address, text in texts.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(_bytes_of(text))


def _bytes_of(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def changed(root: Path, change: dict[str, Any]) -> None:
    """Do to a project what an entry of the table says."""
    for path in change.get("delete", ()):
        (root / path).unlink()
    slips = [(change["in"], change["for"], change["write"])] if "in" in change else change.get("slips", ())
    for path, written, instead in slips:
        slip(root, path, written, instead)
    for path, text in change.get("add", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    if "amend" in change:
        with (root / "standards/amendments.yml").open("a", encoding="utf-8") as file:
            file.write(f"  - {change['amend']}\n")
    if change.get("freeze"):
        freeze(root)
    if "committed" in change:
        git(root, "add", "-A")
        git(root, "commit", "-qm", "change", date=f"{change['committed']}T12:00:00+08:00")


class Told(NamedTuple):
    """What is said of a change."""

    by_record: set[str]
    """Codes, of the files of the release alone."""
    with_history: set[str]
    """Of these and of the commit, as a workflow asks."""
    found: Gathered | None
    """What would be published; None where other checks refuse it."""


def told(root: Path, record: Path) -> Told:
    """What speaks against publishing a project as it stands."""
    release = earlier_release(record)
    assert release
    seen: list[tuple[Site, SiteOn]] = []

    def look(site: Site, site_on: SiteOn) -> Iterable[Problem]:
        seen.append((site, site_on))
        return ()

    try:
        found = gather(root, Here(), TODAY, lambda _step, _done, _total: None, guard=look)
    except InputError as error:
        codes = {problem.code.slug for problem in error.problems}
        return Told(codes, codes, None)
    revision = at_revision(root, Against(revision=MADE_OF, published=PUBLISHED), Here(), None, [release])
    assert revision
    assert revision.recorded, "what was published is not judged anew"

    def codes_of(*earlier: PublishedBefore) -> set[str]:
        return {problem.code.slug for problem in guard(earlier)(*seen[0])}

    return Told(codes_of(release), codes_of(release, revision), found)


@pytest.mark.parametrize("change", GATES, ids=[change["name"] for change in GATES])
def test_no_change_of_what_was_published_is_silent(released: Released, tmp_path: Path, change: dict[str, Any]) -> None:
    """Each has its verdict; without a repository the same, but for what only a history knows."""
    root = Path(shutil.copytree(released.root, tmp_path / "town"))
    changed(root, change)
    by_record, with_history, found = told(root, released.record)
    assert by_record == set(change.get("refused", ()))
    assert with_history == by_record | set(change.get("history", ()))
    if "shown" in change:
        assert found
        contents = contents_of(found)
        texts = {piece.address: piece for piece in (*contents.pages, *contents.files)}
        for address, text in change["shown"].items():
            assert text in texts[address].render()


@pytest.mark.parametrize(
    "name",
    [
        "a step that is dated back is added while an appeal withholds it",
        "a rectification that is withheld was verified long ago",
        "a withheld rectification is called complex",
        "a withheld answer gets an earlier day",
    ],
)
def test_what_is_said_of_a_withheld_case_says_nothing_of_what_it_withholds(
    released: Released, tmp_path: Path, name: str
) -> None:
    """Its file and its id are known; no day, no step and no difficulty is told."""
    root = Path(shutil.copytree(released.root, tmp_path / "town"))
    changed(root, next(one for one in GATES if one["name"] == name))
    site = gathered(root, TODAY).site
    release = earlier_release(released.record)
    assert release
    revision = at_revision(root, Against(revision="HEAD", published=PUBLISHED), Here(), None, [release])
    assert revision
    (only,) = guard([release, revision])(site, lambda _: None)
    assert only.facts["case"].startswith("pier/")
    assert {*only.facts} <= {"case", "published"}


def test_every_change_has_one_verdict() -> None:
    """There are more than a hundred, none twice, and a harmless one says why."""
    assert len(GATES) > 104
    assert len({change["name"] for change in GATES}) == len(GATES)
    keys = {"refused", "history", "shown", "harmless"}
    assert [change["name"] for change in GATES if keys & change.keys() not in VERDICTS] == []


def test_a_release_that_tells_no_facts_has_them_from_its_commit(released: Released, tmp_path: Path) -> None:
    """An earlier program wrote none, and those of an earlier format are not compared; its figures are its own."""
    record = Path(shutil.copytree(released.record, tmp_path / "record"))
    (record / "data/facts.json").unlink()
    index = record / "data/index.json"
    index.write_text(index.read_text(encoding="utf-8").replace("data/facts.json", "data/none.json"), encoding="utf-8")
    root = Path(shutil.copytree(released.root, tmp_path / "town"))
    slip(root, "standards/programmes/rounds.yml", "windows: 2", "windows: 1")
    by_record, with_history, _ = told(root, record)
    assert (by_record, with_history) == (set(), {"published-fact-changed"})


def test_the_city_may_be_published_again_as_it_is(released: Released) -> None:
    """What is refused is refused for the change alone."""
    by_record, with_history, found = told(released.root, released.record)
    assert (by_record, with_history) == (set(), set())
    assert found
