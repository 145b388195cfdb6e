"""The sample city with lists and cases too many for one page: nothing is lost, and what is taken away is found."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import build
from generator.checking import Built
from generator.presenting.pages.boards import listed
from generator.presenting.pages.city import cases
from generator.presenting.parts.process import docket
from generator.verifying.command import verify
from tests.conftest import SITE_DAY, SITE_URL
from tests.fixtures.forged import Forged
from tests.site.test_html import OF_THE_VALIDATOR, validated
from tests.site.test_verify import linked

PLACE = re.compile(r' id="([ek]-[^"]+)"')
WINDOW = re.compile(r'href="(?:\.\./)*windows/([a-z0-9-]+/(?!index\b)[a-z0-9-]+)\.html"')


@pytest.fixture(scope="module")
def long_site(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site of the city with a line on each page of a list, built once more when its cases became too many."""
    root = tmp_path_factory.mktemp("long")
    for folder in ("standards", "results"):
        shutil.copytree(sample_site.parent / folder, root / folder)
    shutil.copy(sample_site.parent / "mkdocs.yml", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        patch.setattr(listed, "LINES", 1)
        assert isinstance(build(root, SITE_DAY, lambda _step, _done, _total: None), Built)
        centre = min((root / "results").glob("*/centre.yml"))
        centre.write_text(f"{centre.read_text('utf-8')}# a change\n", encoding="utf-8")
        patch.setattr(docket, "WHOLE", 10)
        patch.setattr(docket, "LINES", 4)
        patch.setattr(cases, "FIRST_ENTRIES", 3)
        patch.setattr(cases, "FIRST_CASES", 1)
        assert isinstance(build(root, SITE_DAY, lambda _step, _done, _total: None), Built)
        yield root / "site"


def in_docket(site: Path) -> dict[str, str]:
    """Where each case and entry has its place."""
    found: dict[str, str] = {}
    for path in sorted((site / "cases").glob("*.html")):
        for place in PLACE.findall(path.read_text("utf-8")):
            assert found.setdefault(place, path.name) == path.name
    return found


@pytest.mark.parametrize("folder", ["", "en/"])
def test_nothing_is_lost_from_long_lists(folder: str, sample_site: Path, long_site: Path) -> None:
    """Every case and entry, and every window of every list, in both languages; no way leads past its place."""
    own = in_docket(long_site / folder)
    assert {*own} == {*in_docket(sample_site / folder)}
    assert "index.html" not in own.values()
    further = sorted(path.name for path in (long_site / folder / "lists").glob("*/*-p*.html"))
    for kind in ("red", "green", "left"):
        assert any(re.search(rf"{kind}-p\d+\.html$", one) for one in further), kind
    for path in sorted((sample_site / folder / "lists").glob("*/*.html")):
        if path.name != "index.html" and "-p" not in path.name:
            cut = [long_site / path.relative_to(sample_site)]
            cut += cut[0].parent.glob(f"{path.stem}-*-p*.html")
            whole = WINDOW.findall(path.read_text("utf-8").partition('id="all"')[0])
            assert {*whole} <= {who for one in cut for who in WINDOW.findall(one.read_text("utf-8"))}, path
    texts = (path.read_text("utf-8") for path in pages(long_site))
    found = [way for text in texts for way in re.findall(r'href="[^"]*cases/([^"/]*)#([ek]-[^"]+)"', text)]
    assert len(found) > 50
    assert [(page, place) for page, place in found if own[place] != page] == []


def pages(site: Path) -> Iterator[Path]:
    """Every page and feed in Chinese that may lead to a case."""
    yield from (one for one in sorted(site.rglob("*.*ml")) if "en" not in one.relative_to(site).parts)


def test_long_lists_have_no_difference(long_site: Path) -> None:
    """The recalculation reads all pages of a list, and of the docket."""
    assert [one.told("en") for one in verify(long_site)[0]] == []


def test_further_pages_are_valid_html(long_site: Path) -> None:
    """One of each kind: the validator finds nothing but what it does not know of every page."""
    kinds = ("lists/*/*-red-p2.html", "lists/*/2*-green-p2.html", "lists/*/green-p2.html", "lists/*/left-p2.html")
    of_cases = ("cases/index.html", "cases/others.html", "cases/*-p2.html")
    paths = [min(long_site.glob(one)) for one in (*kinds, *of_cases)]
    exceptions = tuple(OF_THE_VALIDATOR)
    assert [one for one in validated(*paths) if not any(part in one[1] for part in exceptions)] == []


LINE = r"(wb-listed--(?:red|green)[^>]*>\s*)<li>.*?</li>"
FAULTS = (
    ("lists/*/green-p*.html", LINE, "lists/{folder}/index.html", "green 20"),
    ("lists/*/2*-green-p*.html", LINE, "lists/{folder}/{period}.html", "green"),
    ("lists/*/2*-red-p*.html", LINE, "lists/{folder}/{period}.html", "red"),
    ("lists/*/left-p*.html", r'(id="left">.*?)<li>.*?</li>', "lists/{folder}/index.html", "left 20"),
    ("cases/*-p2.html", r'()<li id="k-.*?</li>(?=\s*(?:<li id|</ul>))', "cases/index.html", "k-"),
    ("cases/post*.2026-10.html", r'()<li id="e-.*?</li>', "cases/index.html", "e-"),
    ("cases/index.html", r'(<li data-kind="entry" data-state=")\w+', "cases/index.html", ""),
)
"""Page, what is taken away from it after what stays, the page of which it is told, and how what is told begins."""


def test_what_is_taken_from_further_pages_is_found(long_site: Path, tmp_path: Path) -> None:
    """Where the sums fit again, too: a line of each list, a page with its lines, the place of a case."""
    forged = Forged(linked(long_site, tmp_path / "forged"))
    wanted: list[tuple[str, str]] = []
    for pattern, form, told, what in FAULTS:
        page = min(one.relative_to(forged.folder).as_posix() for one in forged.folder.glob(pattern))
        forged.replace(page, form, lambda one: one[1])
        *_, folder, name = page.split("/")
        wanted.append((told.format(folder=folder, period=name[: len("2026-10")]), what))
    gone = max(forged.folder.glob("lists/*/green-p2.html"))
    gone.unlink()
    wanted.append((f"lists/{gone.parent.name}/index.html", "green 20"))
    way = re.compile(r'href="[^"]*cases/[^"#]*#[ek]-')
    cards = (one for one in forged.folder.glob("windows/*/[a-z]*.html") if way.search(one.read_text("utf-8")))
    card = min(one.relative_to(forged.folder).as_posix() for one in cards)
    forged.replace(card, r'(id="cases".*?href="[^"]*cases/)[^"#]*(?=#)', lambda one: f"{one[1]}nowhere.html")
    forged.seal()
    found = [(one.file, one.what) for one in verify(forged.folder)[0]]
    missed = [(file, what) for file, what in wanted if not any(file == a and b.startswith(what) for a, b in found)]
    assert missed == [], found
    assert any(file == card and what.endswith(" page") for file, what in found)
