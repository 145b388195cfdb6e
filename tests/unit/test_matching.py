"""What the boxes of the site match by: what people say, sounds, characters."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.search import SearchRecord
from generator.model.synonyms import Synonyms
from generator.presenting.atlas import Atlas
from generator.presenting.files.matching import sayings_of
from generator.presenting.table import site_records
from generator.publishing.search.matching import lookup_of, make_matching, matching_folder, sounds_of, variants
from generator.words.everyday import everyday_words, words_around
from tests.fixtures.searched import make_site

RULES = make_site().rulebook
WINDOW = SearchRecord(
    address="windows/a/b.html", kind="window", title="药房窗口", summary="银行", names=("元和医院",), words=("发药",)
)
CLAUSE = SearchRecord(address="standards/a.html#c-1", kind="clause", title="条款", summary="行为端正")


def test_a_word_of_the_city_comes_before_the_program_s_and_an_empty_list_takes_it_away() -> None:
    """The rest of what the program knows stays."""
    own = Synonyms(words={"药房": ("配药",), "户政": (), "本地": ("土话",)})
    sayings = sayings_of(replace(RULES, synonyms=own), "zh")
    assert (sayings["药房"], sayings["户政"], sayings["本地"]) == (("配药",), (), ("土话",))
    assert sayings["挂号"] == everyday_words()["挂号"]
    assert "看病拿药" in sayings_of(RULES, "zh")["药房"]


def test_names_of_the_closed_lists_are_found_in_the_other_language() -> None:
    """In Chinese by the English name, in English by the Chinese one."""
    vocabulary = replace(RULES.vocabulary, trades=(replace(RULES.vocabulary.trades[0], name="医院", en="Hospital"),))
    rules = replace(RULES, vocabulary=vocabulary)
    assert "Hospital" in sayings_of(rules, "zh")["医院"]
    assert "医院" in sayings_of(rules, "en")["Hospital"]


def test_no_saying_of_the_program_is_its_word() -> None:
    """As the check asks of a city."""
    assert [(word, one) for word, said in everyday_words().items() for one in said if word == one] == []
    assert list(words_around()) == sorted(words_around(), key=len, reverse=True)


def test_words_are_names_services_and_places_those_of_windows_first_and_no_clause() -> None:
    """Every character of the site is among the signs."""
    found = lookup_of([CLAUSE, WINDOW], {"药房": ("拿药",)}, ("吗",))
    assert found.words == ("药房窗口", "发药", "元和医院")
    assert set("药房窗口发元和医院条款行为端正拿吗银") == set(found.signs)


def test_all_readings_of_a_character_are_known_those_of_the_words_here_first() -> None:
    """行 is hang in 银行: first letters are those of what is said here."""
    sounds, others = sounds_of(("行", "药"), ("银行",))
    assert "行" in sounds["hang"]
    assert "行" in others["xing"]
    assert "药" in sounds["yao"]


def test_traditional_characters_are_known_where_their_simplified_ones_are_used() -> None:
    """Each stands at the place of the one that is written here."""
    traditional, simplified = variants("药银")
    assert dict(zip(traditional, simplified, strict=True))["藥"] == "药"
    assert "號" not in traditional


def test_the_files_are_the_same_for_the_same_words(tmp_path: Path) -> None:
    """A new score, which changes no word, makes none of them anew."""
    site = make_site()
    records = tuple(site_records(Atlas(site)))
    scored = tuple(site_records(Atlas(replace(site, boards={}))))
    sayings = sayings_of(site.rulebook, "zh")
    folder = matching_folder(records, sayings, words_around())
    named = [replace(one, outcome="", lists=(), bands=()) for one in records]
    assert matching_folder(named[::-1], sayings, words_around()).digest == folder.digest
    assert matching_folder(scored, {}, words_around()).digest != folder.digest
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make_matching(lookup_of(records, sayings, words_around()), tmp_path / name, tmp_path / "none")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["characters.json", "sounds.json", "synonyms.json", "words.json"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    known = json.loads((tmp_path / "one" / "characters.json").read_text("utf-8"))
    assert len(known["from"]) == len(known["to"])


@pytest.mark.parametrize("word", ["门诊药房窗口", "鼓楼区", "存取款"])
def test_services_and_districts_are_words(word: str) -> None:
    """They are suggested, and found by sound."""
    records = tuple(site_records(Atlas(make_site())))
    assert word in lookup_of(records, {}, ()).words
