"""The site in English: whole, and its own."""

import datetime
import re
import shutil
from functools import partial
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
        if path.suffix in {".html", ".svg", ".xml", ".json", ".js"} and not {"pagefind", "javascripts"} & set(
            path.parts
        ):
            text = path.read_text("utf-8")
            if path.suffix == ".js":
                text = shown_by(text)
            found += [f"{path.relative_to(english)}: {sign[0]}" for sign in [LETTERS.search(text)] if sign]
    assert not found
    page = (english / "index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert ">Standards</a>" in page


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
