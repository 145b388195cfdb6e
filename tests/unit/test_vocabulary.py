"""The closed lists of words in the language of the interface."""

from dataclasses import replace

from generator.presenting.text.vocabulary import rulebook_in
from generator.product import LIBRARY
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources


def test_every_word_and_band_of_the_library_has_an_english_name() -> None:
    """A reader of English never meets a trade, role, theme, channel or band in Chinese."""
    rulebook, problems = read_rulebook(LIBRARY.parent, list_sources(LIBRARY.parent)[0])
    assert rulebook is not None, problems
    words = rulebook.vocabulary
    assert [word.id for word in (*words.trades, *words.themes, *words.channels) if not word.en] == []
    assert [role.id for role in words.roles if not role.en] == []
    bands = {band.name for standard in rulebook.standards.values() for band in standard.bands}
    assert bands == words.bands.keys()
    english = rulebook_in(rulebook, "en")
    assert english.vocabulary.trades[1].name == "Hospital"
    names = {band.name for standard in english.standards.values() for band in standard.bands}
    assert names == set(words.bands.values())
    assert rulebook_in(rulebook, "zh") is rulebook


def test_what_has_no_english_name_keeps_the_one_it_has() -> None:
    """A city that never thought of English has a site all the same."""
    rulebook, _ = read_rulebook(LIBRARY.parent, list_sources(LIBRARY.parent)[0])
    assert rulebook is not None
    bare = replace(rulebook.vocabulary, bands={}, trades=(replace(rulebook.vocabulary.trades[0], en=None),))
    english = rulebook_in(replace(rulebook, vocabulary=bare), "en")
    assert english.vocabulary.trades[0].name == "政务服务"
    assert {band.name for band in english.standards["hospital-100@2026"].bands} == {"优秀", "良好", "合格", "不良"}
