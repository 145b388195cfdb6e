"""The site in English: whole, and its own."""

import datetime
import re
import shutil
from functools import partial
from html import unescape
from pathlib import Path

import pytest

from generator.build import build
from generator.checking import Built, check
from generator.gathering.freezing import freeze
from generator.words.languages import Language
from generator.words.phrases import CHINESE
from tests.fixtures.folders import ROOT
from tests.tools.words import shown_by

DAY = datetime.date(2026, 11, 23)
TEXTLESS = re.compile(r'<(script|svg|select)\b.*?</\1>|<span class="wb-off">.*?</span>', re.DOTALL)
WITHIN = re.compile(r"</?(?:a|b|small|span|strong|em|time|del|abbr|code|i)\b[^>]*>")
ELEMENT = re.compile(r"<[^>]+>")
TOUCHING = re.compile(r"[a-z0-9][.!?]¦*[A-Z][a-z]|[a-z0-9]¦+[a-z]{2}|[;,] ¦*(?:The|An|Nothing) ")
"""Words and sentences without a space between them, where ¦ is the edge of an element within a line."""
LETTERS = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English site of the sample city in which a Korean character stands for each Chinese one."""
    root = tmp_path_factory.mktemp("english")
    for folder in ("standards", "results"):
        shutil.copytree(ROOT / folder, root / folder)
    sources = sorted(path for folder in ("standards", "results") for path in (root / folder).rglob("*.yml"))
    letters = sorted({sign for path in sources for sign in CHINESE.findall(path.read_text("utf-8"))})
    korean = {ord(sign): 0xAC00 + place for place, sign in enumerate(letters)}
    for path in sources:
        path.write_text(path.read_text("utf-8").translate(korean), "utf-8")
    (root / "standards" / "editions.yml").unlink()
    freeze(root, partial(check, root, None, lambda _step, _done, _total: None), ())
    build(root, DAY, lambda _step, _done, _total: None, lang="en")
    return root / "site"


def test_the_english_site_of_data_without_chinese_has_no_chinese(english: Path) -> None:
    """On no page, in no picture, feed, script of ours or description of data."""
    found = []
    for path in sorted(english.rglob("*")):
        # People type in Chinese what they cannot read in English: what they say for it is no word of the interface.
        apart = {"matching", "pagefind", "javascripts"}
        if path.suffix in {".html", ".svg", ".xml", ".json", ".js"} and not apart & set(path.parts):
            text = path.read_text("utf-8")
            if path.suffix == ".js":
                text = shown_by(text)
            found += [f"{path.relative_to(english)}: {sign[0]}" for sign in [LETTERS.search(text)] if sign]
    assert not found
    page = (english / "index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert ">Standards</a>" in page


def test_no_two_sentences_and_no_two_words_of_it_touch(english_site: Path) -> None:
    """Chinese needs no space after a full stop or a link, English does; and no capital stands within a sentence."""
    found = []
    for path in sorted(english_site.rglob("*.html")):
        text = TEXTLESS.sub(" ", path.read_text("utf-8").partition("<article")[2].partition("</article>")[0])
        said = unescape(ELEMENT.sub("\n", WITHIN.sub("¦", text).replace("¦¦", "\n")))
        found += [f"{path.name}: {said[one.start() - 20 : one.end() + 20]}" for one in TOUCHING.finditer(said)]
    assert found == []


def test_no_english_is_read_in_the_voice_of_chinese(english_site: Path) -> None:
    """What says that it is Chinese has letters such as ATM or 3.2a in it, and no word."""
    called = re.compile(r'lang="zh-CN">((?:[^<]|<br>)*)')
    found = {
        said
        for path in english_site.rglob("*.html")
        for said in called.findall(path.read_text("utf-8"))
        if re.search("[a-z]{2}", said.replace("<br>", "").replace("&amp;", ""))
    }
    assert found == set()


def test_touching_sentences_are_found() -> None:
    """The gate closes."""
    assert TOUCHING.search("by corrections.Printed, it is")
    assert TOUCHING.search("windows.¦The whole city")
    assert TOUCHING.search("October 2026¦rank 2 of 9")
    assert TOUCHING.search("where bands begin; The chart")
    assert not TOUCHING.search("of 9 windows. ¦The whole city¦, rank 2 of 9; July")


def test_another_language_is_another_site_and_back_again(tmp_path: Path) -> None:
    """What was built in one language is built anew in the other, and comes out as on the first day."""
    shutil.copytree(ROOT / "standards", tmp_path / "standards")
    (tmp_path / "results").mkdir()
    shutil.copytree(ROOT / "results" / "juxi-property", tmp_path / "results" / "juxi-property")
    digests = []
    languages: tuple[Language, ...] = ("zh", "en", "zh")
    for lang in languages:
        built = build(tmp_path, DAY, lambda _step, _done, _total: None, lang=lang)
        assert isinstance(built, Built), built
        assert len(built.published.built) == built.published.pages
        digests.append(built.published.digest)
    assert digests[0] == digests[2] != digests[1]
