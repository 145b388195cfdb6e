"""The closed lists of words in the language of the interface."""

from dataclasses import replace

from generator.model.rules import PolicyInEnglish
from generator.presenting.text.vocabulary import rulebook_in
from generator.product import LIBRARY
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources
from generator.words.phrases import CHINESE


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


def test_every_board_and_standard_of_the_sample_and_its_office_speak_english() -> None:
    """What has a name in English is called by it, and the rules stay what they were."""
    rulebook, problems = read_rulebook(LIBRARY.parent, list_sources(LIBRARY.parent)[0])
    assert rulebook is not None, problems
    english = rulebook_in(rulebook, "en")
    assert english.boards["hospital-counters"].title == "Hospital windows"
    assert english.standards["hospital-100@2024"].title == "Medical service windows: inspection and assessment"
    assert english.policy.site_title == "Service windows of Yunze"
    boards, standards, office = english.boards.values(), english.standards.values(), english.policy
    said = [*(board.title for board in boards), *(standard.title for standard in standards)]
    told = [*said, office.site_title, office.publisher, office.region, office.complaint, office.licence]
    assert [one for one in told if CHINESE.search(one)] == []
    assert english.policy.process == rulebook.policy.process
    assert english.boards["hospital-counters"].red == rulebook.boards["hospital-counters"].red


def test_what_has_no_english_name_keeps_the_one_it_has() -> None:
    """A city that never thought of English has a site all the same."""
    rulebook, _ = read_rulebook(LIBRARY.parent, list_sources(LIBRARY.parent)[0])
    assert rulebook is not None
    bare = replace(rulebook.vocabulary, bands={}, trades=(replace(rulebook.vocabulary.trades[0], en=None),))
    board = replace(rulebook.boards["hospital-counters"], en=None)
    policy = replace(rulebook.policy, en=PolicyInEnglish(publisher="Office"))
    english = rulebook_in(
        replace(rulebook, vocabulary=bare, policy=policy, boards={**rulebook.boards, board.id: board}), "en"
    )
    assert english.boards[board.id].title == board.title
    assert (english.policy.publisher, english.policy.site_title) == ("Office", policy.site_title)
    assert english.vocabulary.trades[0].name == "政务服务"
    assert {band.name for band in english.standards["hospital-100@2026"].bands} == {"优秀", "良好", "合格", "不良"}
