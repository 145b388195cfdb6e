"""What the boxes of the site match by: what people say, sounds, characters."""

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from generator.model.search import SearchKind, SearchRecord
from generator.model.synonyms import Synonyms
from generator.presenting.atlas import Atlas
from generator.presenting.files.matching import sayings_of
from generator.presenting.table import site_records
from generator.publishing.search.matching import (
    further_sounds,
    lookup_of,
    make_matching,
    matching_folder,
    sounds_of,
    variants,
)
from generator.words.everyday import Asking, asking, clues, everyday_words
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
    for words, around in ((everyday_words(), asking().around), (everyday_words("en"), asking("en").around)):
        assert [(word, one) for word, said in words.items() for one in said if word == one] == []
        assert list(around) == sorted(around, key=len, reverse=True)


def test_what_english_says_besides_is_known_on_pages_in_english_only() -> None:
    """Chinese pages need not carry it; what is said in Chinese is known on both."""
    assert "id card" in sayings_of(RULES, "en")["身份证"]
    assert "id card" not in sayings_of(RULES, "zh")["身份证"]
    assert "办身份证" in sayings_of(RULES, "en")["身份证"]
    assert "where" in asking("en").around
    assert "where" not in asking().around


def test_clues_are_several_parts_that_no_other_part_says_alone() -> None:
    """One word alone is a saying; an empty one would stand in every question."""
    told = [(word, clue) for word, all_ in clues().items() for clue in all_]
    assert len(told) > 100
    for word, clue in told:
        parts = [part.split("/") for part in clue.split(" ")]
        assert len(parts) > 1, (word, clue)
        assert all(one and one == one.lower() for part in parts for one in part), (word, clue)


def test_every_service_that_may_be_elsewhere_is_said_and_every_kind_that_is_asked_for_exists() -> None:
    """Their sayings are known as those of any word."""
    known = asking()
    assert known.acts
    assert known.unsaid
    assert [word for word in known.elsewhere if not everyday_words().get(word)] == []
    assert {kind for kinds in known.asks for kind in kinds.split()} <= set(get_args(SearchKind))
    assert set(known.around).isdisjoint(known.acts)


def test_what_people_say_is_read_at_once_only_where_a_text_of_the_site_says_it_too(tmp_path: Path) -> None:
    """The rest is needed where what was typed stands nowhere."""
    make_matching(lookup_of([CLAUSE, WINDOW], {"药房": ("行为", "拿药")}, Asking(around=("吗",))), tmp_path, tmp_path)
    first, rest = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("synonyms.json", "sayings.json"))
    assert first == {"asks": {}, "elsewhere": [], "words": {"药房": ["行为"]}}
    assert rest == {"acts": [], "around": ["吗"], "unsaid": [], "very": [], "words": {"药房": ["拿药"]}}


def test_words_are_names_services_and_places_those_of_windows_first_and_no_clause() -> None:
    """Every character of the site is among the signs."""
    found = lookup_of([CLAUSE, WINDOW], {"药房": ("拿药",)}, Asking(around=("吗",)))
    assert found.words == ("药房窗口", "发药", "元和医院")
    assert set("药房窗口发元和医院条款行为端正拿吗银") == set(found.signs)


def test_all_readings_of_a_character_are_known_those_of_the_words_here_first() -> None:
    """行 is hang in 银行: first letters are those of what is said here."""
    sounds, others = sounds_of(("行", "药"), ("银行",))
    assert "行" in sounds["hang"]
    assert "行" in others["xing"]
    assert "药" in sounds["yao"]


def test_the_sounds_of_common_characters_that_stand_nowhere_here_are_known() -> None:
    """Whoever mistypes a word by its sound writes any of them; those of the site are told with its words."""
    further = further_sounds(("基", "药"))
    assert "鸡" in further["ji"]
    assert "基" not in further["ji"]
    assert sum(map(len, further.values())) == 3755 - 2
    assert all(sound.isascii() for sound in further)


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
    folder = matching_folder(records, sayings, asking())
    named = [replace(one, outcome="", lists=(), bands=()) for one in records]
    assert matching_folder(named[::-1], sayings, asking()).digest == folder.digest
    assert matching_folder(scored, {}, asking()).digest != folder.digest
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make_matching(lookup_of(records, sayings, asking()), tmp_path / name, tmp_path / "none")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    files = ("characters", "clues", "further", "sayings", "sounds", "synonyms", "words")
    assert names == [f"{name}.json" for name in files]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    known = json.loads((tmp_path / "one" / "characters.json").read_text("utf-8"))
    assert len(known["from"]) == len(known["to"])


@pytest.mark.parametrize("word", ["门诊药房窗口", "鼓楼区", "存取款"])
def test_services_and_districts_are_words(word: str) -> None:
    """They are suggested, and found by sound."""
    records = tuple(site_records(Atlas(make_site())))
    assert word in lookup_of(records, {}, Asking()).words
