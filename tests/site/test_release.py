"""What a release says of itself: the sums of its files, and the chain of releases before it."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.problem import InputError
from generator.publishing.contents import Archive, Contents, Inventory, Origin, Piece
from generator.publishing.publish import publish
from generator.publishing.releasing import altered
from generator.publishing.releasing.sums import read_chain
from generator.publishing.workers import worker_pool
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.town import lay_out as town
from tests.fixtures.town import tree
from tests.site.test_publishing import FILES, PAGES, contents, lay_out

INVENTORY = Inventory(
    address="data/index.json",
    digest="1",
    holds=lambda _path: True,
    render=lambda sums: json.dumps({path: one.sha256 for path, one in sums.items()}, sort_keys=True),
)
ARCHIVE = Archive(address="data/everything.zip", holds=lambda path: path.startswith("data/"))


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Two processes for all the builds."""
    with worker_pool(2) as pool:
        yield pool


def release(files: dict[str, str] | None = None, before: Path | None = None) -> Contents:
    """The contents of a release, and where it comes from."""
    chain, manifest = read_chain(before) if before else ((), "")
    origin = Origin(tool="windowboard 1", commit="0" * 40, chain=chain, manifest=manifest)
    return replace(contents(PAGES, files or FILES), last=(ARCHIVE, INVENTORY), origin=origin)


def digests(site: Path) -> dict[str, str]:
    """SHA-256 of every file of a site."""
    return {path: hashlib.sha256(data).hexdigest() for path, data in tree(site).items()}


def test_every_file_has_its_sum(pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    """`SHA256SUMS` has all but itself and the manifest, which has its digest; the inventory was told of the others."""
    root = lay_out(tmp_path / "project")
    publish(root, release(), pool=pool)
    found = digests(root / "site")
    lines = (root / "site/SHA256SUMS").read_text().splitlines()
    assert {path: digest for digest, path in (line.split("  ") for line in lines)} == {
        path: digest for path, digest in found.items() if path not in {"SHA256SUMS", "release.json"}
    }
    manifest = json.loads((root / "site/release.json").read_text())
    assert manifest["sums"] == found["SHA256SUMS"]
    assert (manifest["tool"], manifest["commit"], manifest["before"]) == ("windowboard 1", "0" * 40, [])
    told = json.loads((root / "site/data/index.json").read_text())
    assert told == {path: found[path] for path in told}
    assert "data/scores.csv" in told


def test_a_release_goes_on_from_the_one_before_and_a_rewritten_one_is_noticed(
    pool: ProcessPoolExecutor, tmp_path: Path
) -> None:
    """Each release names all before it; the same contents are no new release; a clean build has the same bytes."""
    root = lay_out(tmp_path / "project")
    kept: list[Path] = []
    for number in range(3):
        publish(root, release({"feed.xml": f"<f>{number}</f>"}, kept[-1] if kept else None), pool=pool)
        kept.append(tmp_path / f"kept-{number}.json")
        kept[-1].write_bytes((root / "site/release.json").read_bytes())
    names = [one["release"] for one in json.loads(kept[2].read_text())["before"]]
    assert names == [hashlib.sha256(one.read_bytes()).hexdigest() for one in (kept[1], kept[0])]
    publish(root, release({"feed.xml": "<f>2</f>"}, kept[2]), pool=pool)
    assert (root / "site/release.json").read_bytes() == kept[2].read_bytes()
    other = lay_out(tmp_path / "other")
    publish(other, release({"feed.xml": "<f>2</f>"}, kept[1]), pool=pool)
    assert tree(other / "site") == tree(root / "site")


def test_what_stays_is_not_digested_again(
    pool: ProcessPoolExecutor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One new file costs its own digest and those of the files that tell of all others."""
    root = lay_out(tmp_path / "project")
    publish(root, release(), pool=pool)
    for name in tree(root / "site"):
        os.utime(root / "site" / name, (1_700_000_000, 1_700_000_000))
    publish(root, release(), pool=pool)
    read: set[str] = set()
    digest = altered.digest_of

    def hears(path: Path) -> str:
        read.add(path.name)
        return digest(path)

    monkeypatch.setattr(altered, "digest_of", hears)
    publish(root, release({**FILES, "new.txt": "new"}), pool=pool)
    told = {"build.json", "robots.txt", "sitemap.xml", "everything.zip", "index.json", "SHA256SUMS", "release.json"}
    assert read <= told | {"new.txt"}
    assert "new.txt" in read


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"as_of": "2026-10-31", "commit": null, "schema": 2, "sums": "a"}'])
def test_what_is_no_release_is_refused(tmp_path: Path, text: str) -> None:
    """A chain that cannot go on is said, and nothing is published as if it began anew."""
    (tmp_path / "release.json").write_text(text)
    with pytest.raises(InputError) as refused:
        read_chain(tmp_path)
    assert [one.code.slug for one in refused.value.problems] == ["earlier-release-unreadable"]


def test_a_build_is_told_what_was_published_before(tmp_path: Path) -> None:
    """The figures of the release are compared with, and the last line says so."""
    root = town(tmp_path / "town")
    assert windowboard(root, "build").returncode == 0
    (root / "site").rename(tmp_path / "published")
    built = windowboard(root, "build", "--before", str(tmp_path / "published"))
    assert built.returncode == 0
    assert "已与上次公布的文件（2026-10-20）对照" in built.stderr
    assert (root / "site/release.json").read_bytes() == (tmp_path / "published/release.json").read_bytes()


def test_no_revision_is_no_comparison(tmp_path: Path) -> None:
    """An empty variable of a workflow must not pass for a comparison."""
    refused = windowboard(town(tmp_path / "town"), "build", "--against", "")
    assert refused.returncode == 2
    assert "--against 后面没有版本" in refused.stderr


def test_a_piece_cannot_take_the_place_of_the_sums(pool: ProcessPoolExecutor, tmp_path: Path) -> None:
    """Whatever its case."""
    wrong = replace(release(), files=[Piece(address="sha256sums", digest="1", render=lambda: "0")])
    with pytest.raises(InputError) as refused:
        publish(lay_out(tmp_path / "project"), wrong, pool=pool)
    assert [one.code.slug for one in refused.value.problems] == ["unusable-address"]


def test_a_release_is_signed_with_a_key_of_the_city_as_the_documentation_says(tmp_path: Path) -> None:
    """`ssh-keygen` signs the sums, which name every file; another key, or sums that were altered, do not verify."""
    text = (ROOT / "docs/pages/maintainer.md").read_text("utf-8")
    commands = [line for line in text.splitlines() if line.startswith("ssh-keygen -Y ")]
    sign, verify = (line.split(" < ") for line in commands)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/SHA256SUMS").write_text("0" * 64 + "  index.html\n")
    for name in ("city", "other"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(tmp_path / name)]
        subprocess.run(words, check=True)  # noqa: S603  # our own words
    public = (tmp_path / "city.pub").read_text().split()
    (tmp_path / "signers").write_text(f"windows@city.example {public[0]} {public[1]}\n")

    def ran(words: str, given: Path | None = None) -> int:
        with (given or Path(os.devnull)).open("rb") as file:
            done = subprocess.run(words.split(), cwd=tmp_path, stdin=file, capture_output=True, check=False)  # noqa: S603  # as above
        return done.returncode

    assert ran(sign[0]) == 0
    assert ran(verify[0], tmp_path / verify[1]) == 0
    with (tmp_path / "site/SHA256SUMS").open("a") as sums:
        sums.write("0" * 64 + "  more.html\n")
    assert ran(verify[0], tmp_path / verify[1]) != 0
    (tmp_path / "site/SHA256SUMS.sig").unlink()
    assert ran(sign[0].replace("-f city", "-f other")) == 0
    assert ran(verify[0], tmp_path / verify[1]) != 0
