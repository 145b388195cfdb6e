"""The closed lists of words in the language of the interface."""

import re
from dataclasses import replace

import pytest

from generator.judging.history.fingerprints import frozen_of
from generator.model.dataset import Rulebook
from generator.model.programme import Group, Programme
from generator.model.rules import PolicyInEnglish
from generator.model.standard import Clause, Limit, Standard, checked_by
from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows import finder
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import OVERVIEW, PROGRAMME, district_page, source
from generator.presenting.text.vocabulary import centre_in, rulebook_in
from generator.product import LIBRARY
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources
from generator.words.phrases import CHINESE
from tests.fixtures.city import city


def sample_rules() -> Rulebook:
    """The rules of the sample city."""
    rulebook, problems = read_rulebook(LIBRARY.parent, list_sources(LIBRARY.parent)[0])
    assert rulebook is not None, problems
    return rulebook


def test_every_word_and_band_of_the_library_has_an_english_name() -> None:
    """A reader of English never meets a trade, role, theme, channel or band in Chinese."""
    rulebook = sample_rules()
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


def _clauses(standard: Standard) -> list[Clause]:
    return [clause for section in standard.sections for clause in section.clauses]


def test_every_unit_of_a_limit_has_an_english_name_and_no_clause_is_said_otherwise() -> None:
    """In the plural: no limit of the library is one of anything. A unit without one is told as it was written."""
    rulebook = sample_rules()
    english = rulebook_in(rulebook, "en")
    for ref, standard in rulebook.standards.items():
        limits = [limit for _, limit in checked_by(_clauses(standard), Limit)]
        named = [limit for _, limit in checked_by(_clauses(english.standards[ref]), Limit)]
        assert [limit.unit for limit in limits if limit.unit not in rulebook.vocabulary.units] == []
        assert [rulebook.vocabulary.units[str(limit.unit)] for limit in limits] == [limit.unit for limit in named]
        assert [limit for limit in limits if 1 in {limit.at_most, limit.at_least}] == []
        assert [one.text for one in _clauses(standard)] == [one.text for one in _clauses(english.standards[ref])]
    silent = replace(rulebook, vocabulary=replace(rulebook.vocabulary, units={}))
    said = _clauses(rulebook_in(silent, "en").standards["power-supply@2026"])
    assert {limit.unit for _, limit in checked_by(said, Limit)} == {"分钟", "声", "天"}


def test_every_board_and_standard_of_the_sample_and_its_office_speak_english() -> None:
    """What has a name in English is called by it, and the rules stay what they were."""
    rulebook = sample_rules()
    english = rulebook_in(rulebook, "en")
    assert english.boards["hospital-counters"].title == "Hospital windows"
    assert english.standards["hospital-100@2024"].title == "Medical service windows: inspection and assessment"
    assert english.policy.site_title == "Service windows of Yunze"
    boards, standards, office = english.boards.values(), english.standards.values(), english.policy
    said = [*(board.title for board in boards), *(standard.title for standard in standards)]
    told = [*said, office.site_title, office.publisher, office.region, office.complaint, office.licence]
    assert [one for one in told if CHINESE.search(one)] == []
    sections = [section.title for standard in standards for section in standard.sections]
    programmes = english.programmes.values()
    groups = [group for programme in programmes for group in programme.groups]
    asked = [one.title for group in groups for one in group.quotas]
    asked += [one.title for group in groups for one in group.agenda]
    teams = [team.name for programme in programmes for team in programme.teams]
    titles = [programme.title for programme in programmes]
    assert [
        one for one in (*sections, *titles, *asked, *teams, *(group.name for group in groups)) if CHINESE.search(one)
    ] == []
    frozen = {key: frozen_of(one).clauses for key, one in rulebook.standards.items()}
    measured = rulebook_in(replace(rulebook, vocabulary=replace(rulebook.vocabulary, units={})), "en")
    assert {key: frozen_of(one).clauses for key, one in measured.standards.items()} == frozen  # but for units of limits
    trades = {word.en for word in rulebook.vocabulary.trades}
    assert [title for title in sections if title in trades] == []
    assert english.policy.process == rulebook.policy.process
    assert english.boards["hospital-counters"].red == rulebook.boards["hospital-counters"].red


def test_what_a_programme_says_of_itself_is_said_in_english() -> None:
    """Its note, and why what it asks is due from later on; without an English text the Chinese one stands there."""
    plain = sample_rules().programmes["government-halls"]
    english = rulebook_in(sample_rules(), "en").programmes["government-halls"]
    assert english.note == plain.en_note
    assert [text for text in _said(english) if text and CHINESE.search(text)] == []
    silent = replace(plain, en_note=None, groups=tuple(map(_silent, plain.groups)))
    kept = rulebook_in(replace(sample_rules(), programmes={"one": silent}), "en").programmes["one"]
    assert _said(kept) == _said(plain)


def _said(programme: Programme) -> list[str | None]:
    reasons = [one.reason for group in programme.groups for one in group.quotas]
    reasons += [one.reason for group in programme.groups for one in group.agenda]
    return [programme.note, *reasons]


def _silent(group: Group) -> Group:
    return replace(
        group,
        quotas=tuple(replace(one, en_reason=None) for one in group.quotas),
        agenda=tuple(replace(one, en_reason=None) for one in group.agenda),
    )


def test_every_district_of_the_sample_has_an_english_name() -> None:
    """A reader of English can tell the districts of the sample apart."""
    rulebook, _ = read_rulebook(LIBRARY.parent, list_sources(LIBRARY.parent)[0])
    assert rulebook is not None
    written = {
        line.removeprefix("district: ")
        for file in (LIBRARY.parent / "results").glob("*/centre.yml")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("district: ")
    }
    assert written == rulebook.vocabulary.districts.keys()
    assert [name for name in rulebook.vocabulary.districts.values() if CHINESE.search(name)] == []


@pytest.mark.parametrize(
    ("districts", "shown"),
    [({"东区": "East"}, {"East", "西区"}), ({}, {"东区", "西区"}), ({"东区": "One", "西区": "One"}, {"东区", "西区"})],
)
def test_a_district_is_called_by_its_english_name_at_the_address_that_it_has_in_chinese(
    districts: dict[str, str], shown: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One without a name, or with that of another one, keeps its own; groups of programmes know their centres still."""
    site = city().site
    words = replace(site.rulebook.vocabulary, districts=districts)
    english = replace(
        site,
        rulebook=rulebook_in(replace(site.rulebook, vocabulary=words), "en"),
        centres={key: centre_in(centre, words, "en") for key, centre in site.centres.items()},
    )
    monkeypatch.setattr(finder, "MOST_WINDOWS", 1)
    pages = {page.address: page for page in site_pages(Atlas(english, "en"))}
    assert {one.district for one in english.centres.values()} == shown
    assert {address for address in pages if address.startswith("districts/")} == {
        source(district_page(name)) for name in ("东区", "西区")
    }
    east = next(name for name in shown if name != "西区")
    assert f'<tbody data-district="{east}">' in pages[source(district_page("东区"))].render()
    assert {one.name for one in site.centres.values() if one.trade == "government"} == set(
        re.findall(r"[东西]区政务大厅", pages[source(PROGRAMME)].render())
    )
    told = pages[source(OVERVIEW)].render()
    marked = ' lang="zh-CN"' if CHINESE.search(east) else ""
    assert f'<tr data-district="东区"><th scope="row"{marked}>{east}</th>' in told


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
