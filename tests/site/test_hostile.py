"""Hostile text, and text that is held, through whole builds: MkDocs, search index, feeds, badges and all files."""

import csv
import gzip
import json
import shutil
import xml.etree.ElementTree as ET  # our own files are read
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.judging.checks.process.appeals import LEAST_REASON
from generator.verifying.published.release import Release
from generator.verifying.published.tables import events_of_centres, rounds_of_centres
from tests.fixtures.command import windowboard
from tests.fixtures.town import TOWN, lay_out, slip

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "[x](javascript:alert(1))",
    "![x](//e.example/x.png)",
    "{{ 7*7 }}{% raw %}{# x #}",
    "{: onclick=alert(1) }",
    "]]><script>alert(1)</script>",
    "</script><script>alert(1)//",
    "--><!--/raw--><b>",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "=cmd|'/C calc'!A0",
    "@SUM(1)",
    "<mark data-pagefind-body>x</mark>",
    "</title></textarea></style><svg onload=alert(1)>",
    "`c` *e* __s__ | c | ~~x~~ <http://e.example>",
    "长" * 60,
    "W" * 60,
)
FIELDS = frozenset({"note", "evidence", "reason", "grounds", "text", "name", "district", "address", "services"})
"""Keys of results whose values are words for people; `formerly` and the words of a corrected record are added."""
MARKER = "鼐鬯"
"""No word of the interface has these."""
RISKY = ("=", "+", "-", "@", "\t", "\r")


class Seen(HTMLParser):
    """Tags with the names of their attributes, ways, words that are shown, and scripts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.ways: list[str] = []
        self.words: list[str] = []
        self.linked_data: list[str] = []
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.ways += [value or "" for name, value in attrs if name in {"href", "src", "action", "content"}]
        self._inside = tag if tag != "script" or ("type", "application/ld+json") not in attrs else "ld"

    def handle_data(self, data: str) -> None:
        """Keep words, and linked data apart from them."""
        (self.linked_data if self._inside == "ld" else self.words).append(data)

    def handle_endtag(self, tag: str) -> None:
        """Whatever follows is no script."""
        self._inside = "" if tag == "script" else self._inside


def court(root: Path) -> Path:
    """The town with its cases and a preview, of a centre that has every field of words."""
    lay_out(root)
    shutil.copytree(TOWN.parent / "court", root, dirs_exist_ok=True)
    slip(root, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 10}")
    slip(root, "results/harbour/centre.yml", "sample: true", "formerly: [旧名]\nexceptions:\n"
         "  - {since: 2026-11-20, reason: 盘点}\nsample: true")  # fmt: skip
    slip(root, "results/harbour/centre.yml", "name: 现金窗口1,", "name: 现金窗口1, formerly: [旧窗口],")
    (root / "results/harbour/cases/waiver-2.yml").unlink()
    write = root / "results/harbour/cases/record-1.yml"
    write.write_text(
        "kind: correction\nwindow: cash-1\nabout: {board: banks, period: 2026-10}\ndate: 2026-11-08\nreason: r\n"
        "evidence: e\napproved_by: D\n"
        "changes: [{figure: record, old: a, new: b}]\n",
        encoding="utf-8",
    )
    return root


def long_enough(word: str) -> str:
    """As often as it takes for the reason of a decision."""
    return " ".join([word] * -(-LEAST_REASON // len("".join(word.split()))))


def worded(root: Path, word: Callable[[], str]) -> list[str]:
    """Put other words into every field of words of every result; the words that were put.

    The reason of a decision has a least length: words that are shorter are put there more than once.
    """
    put: list[str] = []

    def of(value: Any, key: str = "") -> Any:  # noqa: ANN401  # whatever a file holds
        if isinstance(value, dict):
            record = value.get("figure") == "record"
            told = {
                name: of(one, "reason" if name == "formerly" or (record and name in {"old", "new"}) else name)
                for name, one in value.items()
            }
            if key == "decision":
                put[-1] = told["reason"] = long_enough(told["reason"])
            return told
        if isinstance(value, list):
            return [of(one, key) for one in value]
        if key in FIELDS and isinstance(value, str):
            put.append(word())
            return put[-1]
        return value

    for path in sorted((root / "results").rglob("*.yml")):
        told = of(yaml.safe_load(path.read_text(encoding="utf-8")))
        path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    centre = yaml.safe_load((root / "results/harbour/centre.yml").read_text(encoding="utf-8"))
    slip(root, "standards/programmes/rounds.yml", "港口区", json.dumps(centre["district"], ensure_ascii=False))
    return put


def built(root: Path, day: str) -> Path:
    """The published site of a project."""
    done = windowboard(root, "build", "--as-of", day)
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.fixture(scope="module", params=[0, 7])
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """A site of hostile words, one of harmless words that are as long, and the hostile words."""
    root = tmp_path_factory.mktemp("hostile")
    numbers = count()
    hostile, harmless = court(root / "hostile"), court(root / "harmless")
    for town in (hostile, harmless):  # an undecided appeal would hold some of the words
        slip(town, "results/harbour/cases/appeal-2.yml", "veto: bribery}]\n",
             "veto: bribery}]\ndecision: {date: 2026-11-10, team: B, outcome: rejected, "
             f"reason: {'r' * 30}}}\n")  # fmt: skip

    def attack() -> str:
        number = next(numbers)
        return f"{PAYLOADS[(number + request.param) % len(PAYLOADS)]} 证{number}证"

    put = worded(hostile, attack)
    left = iter(put)
    worded(harmless, lambda: f"{'y' * (len(next(left)) - 7)} z{next(numbers):05}")
    assert len(put) > len(PAYLOADS)
    return built(hostile, "2026-11-20"), built(harmless, "2026-11-20"), put


def files(site: Path, ending: str) -> Iterator[Path]:
    """The files of a kind, as their addresses."""
    return (path.relative_to(site) for path in sorted(site.rglob(f"*{ending}")))


def test_no_page_has_a_tag_an_attribute_or_a_way_that_harmless_words_would_not_give_it(
    attacked: tuple[Path, Path, list[str]],
) -> None:
    """Of every finished page; and linked data are what they say they are."""
    hostile, harmless, _ = attacked
    pages = [page for page in files(hostile, ".html") if "districts" not in page.parts]
    assert len(pages) > 20
    for page in pages:
        seen = Seen((hostile / page).read_text(encoding="utf-8"))
        plain = Seen((harmless / page).read_text(encoding="utf-8"))
        assert seen.tags == plain.tags, page
        assert not [way for way in seen.ways if way.strip().lower().startswith(("javascript:", "data:text"))], page
        for text in seen.linked_data:
            json.loads(text)
        assert len(seen.linked_data) == len(plain.linked_data)


def test_hostile_words_are_shown_as_they_were_written(attacked: tuple[Path, Path, list[str]]) -> None:
    """Letter by letter, on some page or other; none that was put is lost or altered."""
    hostile, _, put = attacked
    shown = "\n".join(
        " ".join("".join(Seen((hostile / page).read_text(encoding="utf-8")).words).split())
        for page in files(hostile, ".html")
    )
    exported = json.dumps(json.loads((hostile / "data/centres/harbour.json").read_bytes()), ensure_ascii=False)
    release = Release(hostile, dict.fromkeys((path.as_posix() for path in files(hostile, ".*")), ""))
    told = json.dumps([rounds_of_centres(release), events_of_centres(release)], ensure_ascii=False)
    every = exported + told
    lost = [word for word in put if word not in shown and json.dumps(word, ensure_ascii=False)[1:-1] not in every]
    assert lost == []
    assert sum(word in shown for word in put) > len(put) * 2 // 3


def test_other_files_are_well_formed_and_safe(attacked: tuple[Path, Path, list[str]]) -> None:
    """Feeds and pictures are XML without script, JSON is JSON, and no cell is a formula."""
    hostile, harmless, _ = attacked
    for ending in (".xml", ".svg"):
        found = list(files(hostile, ending))
        assert found
        for path in found:
            seen, plain = (ET.parse(site / path) for site in (hostile, harmless))  # noqa: S314  # our own files
            assert [one.tag for one in seen.iter()] == [one.tag for one in plain.iter()], path
            assert [sorted(one.attrib) for one in seen.iter()] == [sorted(one.attrib) for one in plain.iter()], path
    for path in files(hostile, ".json"):
        json.loads((hostile / path).read_bytes())
    cells = 0
    for path in files(hostile, ".csv"):
        with (hostile / path).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                cells += len(row)
                assert not [cell for cell in row if cell.startswith(RISKY)], path
    assert cells > 0


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every file of a site as text, those of the search index unpacked."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if content[:2] == b"\x1f\x8b":
                content = gzip.decompress(content)
            yield path.relative_to(site).as_posix(), content.decode("utf-8", "replace")


@pytest.mark.parametrize(("day", "told"), [("2026-11-13", False), ("2026-11-16", True)])
def test_a_published_site_has_no_word_of_what_is_held(tmp_path: Path, day: str, told: bool) -> None:  # noqa: FBT001  # a case
    """Searched after MkDocs and Pagefind, in every file, on the last working day of the preview; then it is there."""
    root = court(tmp_path / "town")
    numbers = count()
    worded(root, lambda: f"{MARKER}{next(numbers)}{MARKER}")
    # what the centre is called, and why it was shut, is no result
    open_words = yaml.safe_load((root / "results/harbour/centre.yml").read_text(encoding="utf-8"))
    public = {word for word in _words(open_words) if MARKER in word}
    for path in (root / "results/harbour/cases").glob("suspension-*.yml"):
        public |= {word for word in _words(yaml.safe_load(path.read_text(encoding="utf-8"))) if MARKER in word}
    found: dict[str, str] = {}
    for address, text in texts(built(root, day)):
        left = "".join(text.split())  # the index has a space between any two signs
        for word in public:
            left = left.replace(word, "")
        found |= {address: left} if MARKER in left else {}
    assert bool(found) is told, sorted(found)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str):
        yield value
