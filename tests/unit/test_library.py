"""The library of standards against a manifest that was counted by hand from the source documents."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.judging.checks.rules.doubts import lint_problems
from generator.judging.checks.rules.standards import standard_problems
from generator.model.rules import Vocabulary
from generator.model.standard import Clause, Grade, Limit, Section, Standard, Tick
from generator.reading.record import read_record
from generator.reading.tree import OF_STANDARDS
from tests.fixtures.cases import cases_in
from tests.fixtures.folders import ROOT

MANIFEST: dict[str, dict[str, Any]] = cases_in("library.yml")
everyone = pytest.mark.parametrize("slug", MANIFEST)


def standard(slug: str) -> Standard:
    """The standard as the site reads it."""
    path = f"standards/{slug}.yml"
    read = read_record((ROOT / path).read_bytes(), path, Standard)
    assert isinstance(read, Standard), read
    return read


def vocabulary() -> Vocabulary:
    """The vocabulary as the site reads it."""
    path = "standards/vocabulary.yml"
    read = read_record((ROOT / path).read_bytes(), path, Vocabulary)
    assert isinstance(read, Vocabulary), read
    return read


def clauses(of: Standard) -> list[Clause]:
    """Every clause in order."""
    return [clause for section in of.sections for clause in section.clauses]


def worth(section: Section) -> Decimal:
    """Points of a section: of its clauses together, or else its own."""
    pointed = [clause.points for clause in section.clauses if clause.points is not None]
    return sum(pointed, Decimal(0)) if pointed else section.points or Decimal(0)


def limit_told(limit: Limit) -> str:
    """A measured limit as the manifest writes it: ≤ 5 分钟."""
    return f"≤ {limit.at_most} {limit.unit}" if limit.at_most is not None else f"≥ {limit.at_least} {limit.unit}"


def words(clause: Clause) -> str:
    """All that a clause says to people, one text a line."""
    return "\n".join(_texts(clause))


def _texts(clause: Clause) -> Iterator[str]:
    yield clause.text
    yield clause.situation or ""
    yield from (*clause.do, *clause.dont, *clause.say, *clause.never_say, *clause.legal_basis, *clause.evidence_source)
    for term in clause.terms:
        yield term.name
        yield from term.parts


def test_the_library_is_the_twenty_of_the_manifest() -> None:
    """No source document is without its file, and no file without its source document."""
    files = (ROOT / "standards").glob("*.yml")  # earlier editions stand beside them, with their edition behind an @
    found = {path.stem for path in files if "@" not in path.stem} - {name.removesuffix(".yml") for name in OF_STANDARDS}
    assert (len(found), found) == (20, set(MANIFEST))


@everyone
def test_every_section_and_clause_of_the_source_is_there_under_its_number(slug: str) -> None:
    """A clause that drops out, changes its number or moves to another section is noticed."""
    expected = {str(section): numbers for section, numbers in MANIFEST[slug]["clauses"].items()}
    found = {section.id: [clause.id for clause in section.clauses] for section in standard(slug).sections}
    assert (list(found), found) == (list(expected), expected)


@everyone
def test_there_are_as_many_sections_clauses_limits_and_terms_as_were_counted(slug: str) -> None:
    """The counts of the manifest hold, whatever its lists say."""
    read = standard(slug)
    found = {
        "sections": len(read.sections),
        "clauses": len(clauses(read)),
        "limits": sum(isinstance(clause.check, Limit) for clause in clauses(read)),
        "terms": sum(len(clause.terms) for clause in clauses(read)),
    }
    assert found == MANIFEST[slug]["count"]


@everyone
def test_measured_limits_are_those_of_the_source(slug: str) -> None:
    """Four rings stay four rings."""
    found = {
        clause.id: limit_told(clause.check) for clause in clauses(standard(slug)) if isinstance(clause.check, Limit)
    }
    assert found == MANIFEST[slug].get("limits", {})


@everyone
def test_set_terms_have_the_parts_that_the_source_gives_them(slug: str) -> None:
    """四查十对 has its four checks; a term that the source only names has no invented parts."""
    found = {
        clause.id: {term.name: len(term.parts) for term in clause.terms}
        for clause in clauses(standard(slug))
        if clause.terms
    }
    assert found == MANIFEST[slug].get("terms", {})


@everyone
def test_points_are_those_of_the_rows_that_survive(slug: str) -> None:
    """Points of every section, and what its bonuses may add; a document without points is on no scale."""
    read = standard(slug)
    found = {section.id: worth(section) for section in read.sections if worth(section)}
    assert found == {section: Decimal(points) for section, points in MANIFEST[slug].get("points", {}).items()}
    assert (read.scale is not None) == ("points" in MANIFEST[slug])
    capped = {section.id: section.bonus_at_most for section in read.sections if section.bonus_at_most is not None}
    assert capped == MANIFEST[slug].get("bonus", {})


@everyone
def test_figures_and_phrases_are_carried_over_exactly(slug: str) -> None:
    """What a clause must carry word for word stands in it."""
    said = {clause.id: words(clause) for clause in clauses(standard(slug))}
    lost = [
        (clause, phrase)
        for clause, phrases in MANIFEST[slug].get("holds", {}).items()
        for phrase in phrases
        if phrase not in said[clause]
    ]
    assert lost == []


@everyone
def test_kind_and_trades_are_those_that_were_decided(slug: str) -> None:
    """A standard that changes its kind or the trades it binds does so knowingly."""
    read = standard(slug)
    assert (read.kind, list(read.applies_to)) == (MANIFEST[slug]["kind"], MANIFEST[slug]["trades"])


@everyone
def test_the_standard_agrees_with_itself_and_with_the_vocabulary(slug: str) -> None:
    """The checks that the site runs find nothing."""
    assert list(standard_problems(f"standards/{slug}.yml", standard(slug), vocabulary())) == []
    assert list(lint_problems(f"standards/{slug}.yml", standard(slug))) == []


def test_the_105_of_the_hospital_are_told_until_a_known_issue_answers_them() -> None:
    """Its headings add up to 105 and its title says 100; the heading of its fourth section has no rows for 5 points."""
    answered = standard("hospital-100")
    doubtful = replace(answered, known_issues=tuple(replace(one, answers=()) for one in answered.known_issues))
    told = {(one.code.slug, *one.facts.values()) for one in lint_problems("x.yml", doubtful)}
    assert told == {("total-sum-differs", "100", "105"), ("heading-sum-differs", "4", "20", "15")}


@everyone
def test_the_standard_says_where_its_source_is_in_doubt(slug: str) -> None:
    """Every source is cut off or undated somewhere: none goes without a known issue."""
    assert standard(slug).known_issues != ()


@pytest.mark.parametrize("slug", ["window-self-check", "self-check-template"])
def test_a_checklist_is_nothing_but_ticks(slug: str) -> None:
    """Every line of a checklist can be answered yes or no, so that its share is a share of all lines."""
    assert [clause.id for clause in clauses(standard(slug)) if not isinstance(clause.check, Tick)] == []


@pytest.mark.parametrize("slug", ["window-self-check", "self-check-template"])
def test_every_line_of_a_checklist_is_worth_the_same(slug: str) -> None:
    """So that the score is the share of lines met; a list that is not answered whole has none."""
    read = standard(slug)
    assert {clause.points for clause in clauses(read)} == {Decimal(1)}
    assert (read.scale and read.scale.full, read.min_coverage) == (100, Decimal(1))


def test_the_appraisal_has_for_each_dimension_the_methods_of_the_source_and_the_same_four_levels() -> None:
    """Attitude by feedback and observation, quality by records, survey and output, knowledge by tests."""
    read = standard("staff-appraisal")
    graded = [section for section in read.sections if section.points is not None]
    assert [section.title for section in graded] == ["工作态度", "服务质量", "业务知识", "团队合作", "纪律遵守"]
    methods = [[one for clause in section.clauses for one in clause.evidence_source] for section in graded]
    assert methods == [
        ["用户反馈", "直接观察"],
        ["考核记录", "考核记录", "考核记录", "客户满意度调查", "业绩考核"],
        ["考核测试", "考核测试"],
        ["考核记录", "直接观察"],
        ["考核记录", "直接观察"],
    ]
    checks = [clause.check for section in graded for clause in section.clauses]
    levels = {
        tuple((level.name, str(level.share)) for level in check.levels) for check in checks if isinstance(check, Grade)
    }
    assert levels == {(("优秀", "1"), ("良好", "0.8"), ("合格", "0.6"), ("不合格", "0"))}
    assert {section.points for section in graded} == {Decimal(20)}
    assert all(band.follows for band in read.bands)
    told = {clause.text.partition("：")[0] for clause in clauses(read) if clause.id.startswith("1.")}
    assert told == {section.title for section in graded}


def test_ten_points_are_matched_in_the_four_checks() -> None:
    """四查十对: three of the prescription, four of the medicine, two of incompatibility, one of appropriateness."""
    (term,) = next(clause for clause in clauses(standard("hospital-counters")) if clause.id == "3-4-2").terms
    matched = [len(part.split("：对")[1].split("、")) for part in term.parts]
    assert (matched, sum(matched)) == ([3, 4, 2, 1], 10)


def test_scripts_read_situation_then_say_then_never_say() -> None:
    """At the property desk: what survives of each script, and nothing that the source does not say."""
    scripts = next(section for section in standard("property-desk").sections if section.id == "3")
    found = {each.id: (each.situation is not None, len(each.say), len(each.never_say)) for each in scripts.clauses}
    assert found == {"3.3": (True, 1, 2), "3.4": (True, 1, 0), "3.6": (False, 0, 1), "3.7": (True, 1, 1)}


@pytest.mark.parametrize(
    ("slug", "words_of_the_issue"),
    [
        ("property-desk", ("铃响三声", "4 声（12 秒）")),
        ("administrative-window", ("紧急", "四个一样")),
        ("conduct-norms", ("四个一样", "紧急")),
        ("postal-counter", ("四个有声", "六个一样")),
        ("window-basics", ("三问五句话",)),
    ],
)
def test_contradictions_and_unexplained_terms_are_named(slug: str, words_of_the_issue: tuple[str, ...]) -> None:
    """Where sources contradict each other or name a term without explaining it, one known issue says so."""
    issues = [f"{issue.text}{issue.reading}" for issue in standard(slug).known_issues]
    assert any(all(word in issue for word in words_of_the_issue) for issue in issues)
