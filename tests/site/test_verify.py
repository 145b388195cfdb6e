"""A published site is recomputed from its own files: whatever was altered is found, and nothing else is told."""

import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from generator.presenting.pages.windows.finder import MOST_WINDOWS
from generator.verifying import fetching
from generator.verifying.command import run, verify
from tests.fixtures.command import windowboard, windowboard_apart
from tests.fixtures.forged import ALTERATIONS, Alteration, Forged, NotHereError
from tests.fixtures.forged_pages import FURTHER
from tests.fixtures.serving import served
from tests.fixtures.town import lay_out
from tests.sample_city.city import write_project

ENOUGH = 40
POSTER_CHANGES = (
    (r'(font-size="9"[^>]*>\D*)\d+', "10086"),
    (r"()https://city\.example/windows/harbour", "https://city.example/windows/pier"),
    (r"(<title>)[^ ]*", "另一家"),
    (r'(font-size="6">)[^<]*', "另一家"),
)
"""What somebody might print on it instead: another number, address, centre."""
EVERY = (*ALTERATIONS, *FURTHER)


@pytest.fixture(scope="module")
def town_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the town, where nothing has been altered."""
    root = lay_out(tmp_path_factory.mktemp("verified") / "town")
    assert windowboard(root, "build").returncode == 0
    return root / "site"


def linked(site: Path, target: Path) -> Path:
    """A site whose files are those of another, until one of them is written anew."""
    return shutil.copytree(site, target, copy_function=os.link)


def planted(site: Path, target: Path, alteration: Alteration) -> str | None:
    """Alter a copy of a site; the file in which it must be found, or None where there is nothing of the kind."""
    forged = Forged(linked(site, target))
    try:
        file = alteration.plant(forged)
    except NotHereError:
        return None
    if alteration.sealed:
        forged.seal()
    return file


@pytest.mark.parametrize("alteration", EVERY, ids=lambda one: one.name)
def test_whatever_was_altered_in_the_town_is_found(alteration: Alteration, town_site: Path, tmp_path: Path) -> None:
    """Each alteration, sealed with new sums, has a line that names its file; what the town has not is in the city."""
    file = planted(town_site, tmp_path / "site", alteration)
    if file is None:
        return
    found, _ = verify(tmp_path / "site")
    assert file in {one.file for one in found}, [one.told("en") for one in found]


def test_whatever_was_altered_in_the_city_is_found(sample_site: Path, tmp_path: Path) -> None:
    """Each of them again, in the sample city, as many at once as can be told apart; every kind is there."""
    groups: dict[str, list[Alteration]] = {}
    for number, alteration in enumerate(EVERY):
        groups.setdefault(alteration.group or str(number), []).append(alteration)
    missed: list[str] = []
    for name, group in groups.items():
        forged = Forged(linked(sample_site, tmp_path / name))
        wanted = [(one.name, one.plant(forged), one.what) for one in group]
        if group[0].sealed:
            forged.seal()
        found, _ = verify(forged.folder)
        told = [(one.file, f"{one.what} {one.published} {one.own}") for one in found]
        missed += [
            name for name, file, what in wanted if not any(file == place and what in text for place, text in told)
        ]
        shutil.rmtree(forged.folder)
    assert missed == []
    assert len(EVERY) >= ENOUGH


def told_instead(instead: str, found: re.Match[str]) -> str:
    """What is printed in the place of something."""
    return str(found[1]) + instead


def test_a_poster_says_of_whom_it_is_and_where_it_leads(tmp_path: Path) -> None:
    """There are posters only where the address of the site is known."""
    root = lay_out(tmp_path / "town")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("site_url: https://city.example/\n")
    built = windowboard(root, "build")
    assert built.returncode == 0, built
    assert verify(root / "site")[0] == []
    for number, (form, instead) in enumerate(POSTER_CHANGES):
        forged = Forged(linked(root / "site", tmp_path / str(number)))
        path = min(one.relative_to(forged.folder).as_posix() for one in forged.folder.glob("posters/*/*.svg"))
        forged.replace(path, form, partial(told_instead, instead))
        forged.seal()
        assert {one.file for one in verify(forged.folder)[0]} == {path}, form


def test_an_untouched_release_has_no_difference(sample_site: Path, town_site: Path, tmp_path: Path) -> None:
    """Nothing is told of it, in either language, and the exit code is 0."""
    for site in (sample_site, town_site):
        found, told = verify(site)
        assert found == []
        assert told["rows"]
    signed = linked(town_site, tmp_path / "signed")
    (signed / "SHA256SUMS.sig").write_text("signed")
    assert verify(signed)[0] == []
    done = windowboard_apart("verify", str(town_site), "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.endswith("2 rows of scores recomputed: all is as published; the site speaks of 2026-10-20.\n")


def test_the_published_program_says_the_same_by_itself(town_site: Path, tmp_path: Path) -> None:
    """`data/verify.py` needs nothing but Python: no package, no folder of its own, no network."""
    script = shutil.copy(town_site / "data/verify.py", tmp_path / "verify.py")
    command = [sys.executable, "-I", "-S", str(script)]

    def told(*words: str) -> tuple[int, str]:
        done = subprocess.run([*command, *words], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        assert done.stderr == ""
        return done.returncode, done.stdout

    assert told(str(town_site)) == (0, "".join(f"{line}\n" for line in run(town_site, None, "zh")[1]))
    forged = Forged(linked(town_site, tmp_path / "site"))
    path = ALTERATIONS[0].plant(forged)
    forged.seal()
    code, text = told("site", "--lang", "en")
    assert code == 1
    assert f"{path} banks harbour/cash-" in text
    assert "score: published is" in text
    assert told("nowhere") == (2, "nowhere 不是文件夹；请指明 site/ 那样的文件夹。\n")


def test_what_is_no_release_is_said_in_a_sentence(tmp_path: Path) -> None:
    """An empty folder, a file, and data of a form that is not known."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "later/data").mkdir(parents=True)
    (tmp_path / "later/data/index.json").write_text('{"schema": 9}')
    (tmp_path / "city/site/data").mkdir(parents=True)
    (tmp_path / "city/site/data/index.json").write_text('{"schema": 2}')
    (tmp_path / "city/SHA256SUMS").write_text("")
    assert [run(tmp_path / name, None, "en") for name in ("empty", "later", "city")] == [
        (2, [f"{tmp_path}/empty has neither SHA256SUMS nor release.json nor data/index.json: it is no release."]),
        (2, ["the schema of data/index.json is 9, and only 2 is known here; use the verify.py of that release."]),
        (2, [f"{tmp_path}/city is the folder of a city, not its site; name {tmp_path}/city/site in it."]),
    ]


def test_a_rewritten_chain_is_noticed(town_site: Path, tmp_path: Path) -> None:
    """Whoever kept an earlier release finds it in the chain of a later one, or learns that it was rewritten."""
    root = lay_out(tmp_path / "town")
    kept = linked(town_site, tmp_path / "kept")
    built = windowboard(root, "build", "--as-of", "2026-10-21", "--before", str(kept))
    assert built.returncode == 0, built.stderr
    assert verify(root / "site", kept)[0] == []
    assert (
        json.loads((root / "site/release.json").read_text())["before"][0]["release"]
        == hashlib.sha256((kept / "release.json").read_bytes()).hexdigest()
    )
    forged = Forged(linked(root / "site", tmp_path / "forged"))
    manifest = forged.json("release.json")
    manifest["before"][0]["release"] = "0" * 64
    forged.put_json("release.json", manifest)
    assert [(one.file, one.what) for one in verify(tmp_path / "forged", kept)[0]] == [("release.json", "before")]


def test_a_file_that_cannot_be_read_is_a_difference(town_site: Path, tmp_path: Path) -> None:
    """Half a file, or one of another form: never a traceback."""
    for number, text in enumerate(("{", "[]", '{"boards": 7}', '{"boards": [{"board": {}}]}')):
        forged = Forged(linked(town_site, tmp_path / str(number)))
        forged.put("data/boards.json", text)
        code, lines = run(forged.folder, None, "zh")
        assert code == 1
        assert any(line.startswith("data/") for line in lines)


def test_a_release_that_names_what_it_does_not_have_is_told_of_and_not_stumbled_over(
    town_site: Path, tmp_path: Path
) -> None:
    """A fault that no standard has, sealed with sums that fit: a line, and no traceback."""
    forged = Forged(linked(town_site, tmp_path / "site"))
    path = min(one.relative_to(forged.folder).as_posix() for one in forged.folder.glob("data/findings-*.csv.gz"))
    rows = forged.rows(path)
    next(row for row in rows if row["kind"] == "finding")["fault"] = "no-such-fault"
    forged.put_rows(path, rows)
    forged.seal()
    code, lines = run(forged.folder, None, "en")
    assert (code, bool(list(lines))) == (1, True)


def by_address(site: Path) -> tuple[int, list[str]]:
    """What is said of a site that a server on this machine gives out."""
    with served(site) as address:
        code, lines = run(address, None, "en")
        return code, [line.replace(address, "SITE/") for line in lines]


def test_a_site_is_verified_by_its_address(town_site: Path, tmp_path: Path) -> None:
    """With the same words as its folder: untouched, altered, a file missing; the published program does so too."""
    assert by_address(town_site) == run(town_site, None, "en")
    forged = Forged(linked(town_site, tmp_path / "site"))
    path = ALTERATIONS[0].plant(forged)
    forged.seal()
    (forged.folder / "method.html").unlink()
    code, lines = by_address(forged.folder)
    assert (code, lines) == run(forged.folder, None, "en")
    assert any(line.startswith(f"{path} banks") for line in lines)
    assert any(line.startswith("method.html SHA-256") for line in lines)
    script = shutil.copy(town_site / "data/verify.py", tmp_path / "verify.py")
    with served(town_site) as address:
        command = [sys.executable, "-I", "-S", script, f"{address}index.html"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        (None, "SITE/SHA256SUMS gives no file: 404."),
        ("abc\n", "line 1 of SITE/SHA256SUMS is no digest with a path, or the path leads out of the site."),
        (
            "a  b.html\nc  ../../etc/passwd\n",
            "line 2 of SITE/SHA256SUMS is no digest with a path, or the path leads out",
        ),
        ("a  /etc/passwd\n", "line 1 of SITE/SHA256SUMS is no digest with a path, or the path leads out of the site."),
        ("a  b\x1b.html\n", "line 1 of SITE/SHA256SUMS is no digest with a path, or the path leads out of the site."),
        ("a  b\n" * 8, "the files of SITE/SHA256SUMS are too many or too large; nothing more is loaded."),
        ("a  large\n", "the files of SITE/large are too many or too large; nothing more is loaded."),
    ],
)
def test_a_site_that_is_none_or_has_no_end_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sums: str | None, said: str
) -> None:
    """With the address and the line; nothing is written outside of a folder that is gone afterwards."""
    monkeypatch.setattr(fetching, "FILES_MOST", 5)
    monkeypatch.setattr(fetching, "FILE_MOST", 1000)
    (tmp_path / "large").write_bytes(b"x" * 2000)
    if sums is not None:
        (tmp_path / "SHA256SUMS").write_text(sums)
    code, lines = by_address(tmp_path)
    assert code == 2
    assert lines[0].startswith(said)


@pytest.mark.parametrize(
    "address",
    ["http://city.example/", "ftp://city.example/", "https://", "https://a:b@city.example/", "https://a/?x=1"],
)
def test_only_an_address_that_can_be_trusted_is_asked(address: str) -> None:
    """With a certificate, without a name and a password, and of a folder."""
    assert run(address, None, "en") == (
        2,
        [f"{address!r} cannot be verified; name the address of the site, with https:// and without ? and #."],
    )


def test_no_site_leads_elsewhere() -> None:
    """Whoever sends on to another machine gives no file; nor does one that does not answer."""

    class Away(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:9/SHA256SUMS")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the library gave it
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Away) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert run(address, None, "en") == (2, [f"{address}SHA256SUMS gives no file: 302."])
        server.shutdown()
    code, (said,) = run(address, None, "en")
    assert code == 2
    assert said.startswith(f"{address}SHA256SUMS gives no file: ")


def test_a_city_whose_windows_are_listed_by_district_has_no_difference(tmp_path: Path) -> None:
    """Where one page would be too long, each district has its own; a window that is lost from one is missed."""
    write_project(tmp_path / "city", seed=3, windows=MOST_WINDOWS + 20, months=1)
    built = windowboard(tmp_path / "city", "build")
    assert built.returncode == 0, built
    site = tmp_path / "city/site"
    assert list((site / "districts").glob("*.html"))
    assert verify(site)[0] == []
    forged = Forged(linked(site, tmp_path / "forged"))
    page = min(one.relative_to(forged.folder).as_posix() for one in forged.folder.glob("districts/*.html"))
    forged.replace(page, r"<tr data-trade.*?</tr>", lambda _: "")
    forged.seal()
    assert [one.file for one in verify(forged.folder)[0]] == ["windows/index.html"]
