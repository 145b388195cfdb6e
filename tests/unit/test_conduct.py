"""What staff read: the rules of their role, from the standards of this repository, and where standards differ."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from typing import Final, TypeVar

import pytest

from generator.judging.analysis.losses import LossTally, most_lost
from generator.judging.scoring.editions import newest_of
from generator.model.dataset import AsOf, Rulebook
from generator.model.rules import Policy, Role, Vocabulary
from generator.model.site import Site
from generator.model.standard import Standard
from generator.presenting.atlas import Atlas
from generator.presenting.pages.rules.card import MOST, Card, card_of
from generator.presenting.parts.rules.clauses import RuleKey, contradictions
from generator.presenting.parts.rules.rules import all_binding, conduct_of
from generator.presenting.table import site_pages
from generator.reading.record import read_record
from generator.reading.tree import OF_STANDARDS
from tests.fixtures.folders import ROOT

T = TypeVar("T")
DAY = datetime.date(2026, 10, 31)


def read(name: str, kind: type[T]) -> T:
    """A file of `standards/` as the site reads it."""
    found = read_record((ROOT / "standards" / name).read_bytes(), f"standards/{name}", kind)
    assert isinstance(found, kind), found
    return found


@cache
def rulebook() -> Rulebook:
    """The rules of this repository, without boards."""
    names = {path.name for path in (ROOT / "standards").glob("*.yml")} - OF_STANDARDS.keys()
    standards = [read(name, Standard) for name in sorted(names)]
    return Rulebook(
        vocabulary=read("vocabulary.yml", Vocabulary),
        policy=read("policy.yml", Policy),
        standards={standard.ref: standard for standard in standards},
        boards={},
        paths={},
    )


@cache
def pages() -> dict[str, str]:
    """Every page of a site that has rules and no results."""
    site = Site(
        rulebook=rulebook(),
        rulebook_digest="rules",
        as_of=AsOf(day=DAY, newest=DAY),
        centres={},
        boards={},
    )
    return {artefact.address: artefact.render() for artefact in site_pages(Atlas(site))}


class Texts(HTMLParser):
    """The texts of a page in order, and where its links lead."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link."""
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            self.texts.append(data.strip())


def after(page: str, text: str, many: int) -> list[str]:
    """The texts that follow one on a page."""
    texts = Texts(pages()[page]).texts
    return texts[texts.index(text) + 1 :][:many]


def clauses_on(page: str) -> set[tuple[str, str]]:
    """Standard and clause of every clause that a page leads to."""
    links = (link.removeprefix("../standards/").split(".html#c-") for link in Texts(pages()[page]).links)
    return {(parts[0], parts[1]) for parts in links if len(parts) == len(("standard", "clause"))}


def test_a_pharmacist_reads_the_four_checks_and_ten_points() -> None:
    """四查十对 stands there in its parts."""
    assert after("conduct/pharmacist.md", "四查十对", 4) == [
        "查处方：对科别、姓名、年龄",
        "查药品：对药名、剂型、规格、数量",
        "查配伍禁忌：对药品性状、用法用量",
        "查用药合理性：对临床诊断",
    ]


def test_a_pharmacist_reads_the_hospital_rules_and_the_general_ones() -> None:
    """The standards of hospitals and those of every trade are there, and no standard of another trade."""
    assert {standard for standard, _ in clauses_on("conduct/pharmacist.md")} == {
        "conduct-norms",
        "hospital-100",
        "hospital-counters",
        "hygiene",
        "self-check-template",
        "window-basics",
        "window-self-check",
    }


@pytest.mark.parametrize(
    "role", [role for role in rulebook().vocabulary.roles if role.id != "all"], ids=lambda one: one.id
)
def test_a_role_reads_every_rule_that_binds_it_and_no_other(role: Role) -> None:
    """A clause is there if its standard is for a trade of the role and names it, or everyone who is at a window."""
    name, trades = role.id, role.trades
    expected = {
        (standard.id, clause.id)
        for standard in newest_of(rulebook().standards.values())
        for section in standard.sections
        for clause in section.clauses
        if (name in clause.roles or ("all" in clause.roles and not role.apart))
        and (not trades or any(trade in trades for trade in standard.applies_to))
    }
    assert expected
    assert clauses_on(f"conduct/{name}.md") == expected


def test_rules_of_other_roles_stay_away_from_a_pharmacist() -> None:
    """What binds cashiers, clerks of halls and postal clerks is not a pharmacist's."""
    found = clauses_on("conduct/pharmacist.md")
    assert ("hospital-counters", "3-4-2") in found
    assert ("conduct-norms", "4") in found
    assert not found & {("hospital-counters", "3-2-1"), ("conduct-norms", "6"), ("property-desk", "2.1.2")}


def test_questions_of_checklists_stand_apart_from_the_rules() -> None:
    """What is asked in a self-check is folded behind the rules, and is not counted among them."""
    rules, questions = pages()["conduct/pharmacist.md"].split('id="questions"')
    asked = {"self-check-template", "window-self-check"}
    assert not asked & {link.split("/")[-1].split(".")[0] for link in Texts(rules).links if "/standards/" in link}
    assert {link.split("/")[-1].split(".")[0] for link in Texts(questions).links} >= asked
    assert questions.count("<details>") == len(asked)


def test_a_role_is_led_to_the_self_checks_of_its_trade() -> None:
    """And to no other: those of its own trade come first, those of every trade after them."""

    def led(role: str) -> list[str]:
        links = Texts(pages()[f"conduct/{role}.md"]).links
        return [link.split("/")[-1].removesuffix(".html") for link in links if link.startswith("../checklists/")]

    every = ["self-check-template", "window-self-check"]
    assert led("pharmacist") == ["hospital-100", *every]
    assert led("power-clerk") == ["power-supply", *every]
    assert led("property-receptionist") == every


def test_a_card_has_the_terms_with_their_parts_first() -> None:
    """四查十对 stands on the card of a pharmacist, once."""
    assert after("conduct/pharmacist-card.md", "口诀", 1) == [
        "四查十对：查处方：对科别、姓名、年龄；查药品：对药名、剂型、规格、数量；查配伍禁忌：对药品性状、用法用量；查用药合理性：对临床诊断"
    ]
    assert sum("查处方" in text for text in Texts(pages()["conduct/pharmacist-card.md"]).texts) == 1


def card(role: str, trade: str, losses: Mapping[str, LossTally] | None = None) -> Card:
    """The card of a role in a trade, under the standards of the project."""
    own = next(one for one in rulebook().vocabulary.roles if one.id == role)
    own = replace(own, trades=(trade,))
    return card_of(own, conduct_of(all_binding(rulebook(), own)), most_lost(losses or {}))


def test_a_card_holds_what_one_can_know_and_says_how_much_is_elsewhere() -> None:
    """Nothing is left out in silence."""
    found = card("window-manager", "power")
    assert sum(len(group.lines) for group in found.groups) == MOST
    assert found.left > 0
    assert f"另有 {found.left} 条没有写在卡上" in pages()["conduct/window-manager-power-card.md"]


def test_a_card_is_for_one_trade_and_says_when_a_rule_holds() -> None:
    """What only electricity halls must have stands on no card of a hospital; a duty comes with its situation."""
    lines = {
        trade: " ".join(chain.from_iterable(group.lines for group in card("guide", trade).groups))
        for trade in ("power", "hospital")
    }
    assert "国家电网" not in lines["hospital"]
    page = pages()["conduct/pharmacist-card.md"]
    assert "发药：核对姓名和药名" in page
    assert "来源" not in page.split("wb-cardbody")[1].split("wb-cardfoot")[0]


def test_no_card_prints_a_note_on_the_source_as_a_duty() -> None:
    """The note stands on the page of the standard."""
    cards = {name: text for name, text in pages().items() if name.endswith("-card.md")}
    assert "来源只存" in pages()["standards/bank-branch.md"]
    assert not [name for name, text in cards.items() if "来源只存" in text or "来源留空" in text]


def test_what_loses_most_points_stands_first() -> None:
    """A clause that lost points pushes out one that lost none."""
    standard = rulebook().standards["hospital-100@2026"]
    clause = next(one for section in standard.sections for one in section.clauses if one.id == "5.1")
    tally = LossTally(periods=1, inspections=9, clauses={clause.id: (9, Fraction(30))})
    first = {group.kind: group.lines[0] for group in card("pharmacist", "hospital", {standard.ref: tally}).groups}
    wanted = [*clause.do, *clause.dont, *clause.say, *clause.never_say, clause.text]
    assert any(text in line for line in first.values() for text in wanted)


def test_a_property_desk_reads_situation_then_what_to_say_then_what_never_to_say() -> None:
    """A script is read in the order in which it is used."""
    page = "conduct/property-receptionist.md"
    assert after(page, "业主投诉某个具体事件，情绪升级、激动", 5) == [
        "这样说",
        "您好！您的意见我已记录，落实后我们安排专人给您回复。请问您通常在什么时间比较方便？",
        "不能说",
        "我不清楚这个事情，不是我经办的",
        "我是才到的新员工",
    ]
    assert after(page, "接待人员操作错误，业主质疑", 4) == [
        "这样说",
        "对不起。刚才可能是因为我操作失误，但不会影响到对这件事情的处理的，请您放心。",
        "不能说",
        "我也不清楚是怎么回事，我是按照正规程序操作的，反正这个系统就是这样。",
    ]


def test_rules_for_some_trades_only_say_so_on_the_page_of_a_role_of_all_trades() -> None:
    """A guide of a hospital sees which rules are those of power companies."""
    assert after("conduct/guide.md", "供电营业规范化服务窗口标准", 1) == ["限供电"]


Sides = frozenset[RuleKey]
"""What is at odds."""


def sides(*rules: tuple[str, ...]) -> Sides:
    """Standard and clause of each; and the fault, or the veto, where it is one."""
    return frozenset(RuleKey(*rule) for rule in rules)


NORMS: Final = "conduct-norms"
PHONE: Final = sides(("power-supply", "4.2.2"), ("property-desk", "2.1.2"))
FIRST: Final = sides(("administrative-window", "5.4"), (NORMS, "4"), ("hospital-100", "5.6"), ("postal-star", "1.7"))
HAIR: Final = sides((NORMS, "7.1"), ("hospital-100", "2.2"), ("property-desk", "1.1"), ("postal-counter", "3.1.2"))
JEWELS: Final = sides((NORMS, "7.1"), ("hospital-100", "2.3"), ("postal-counter", "3.1.2"))
CUP: Final = sides((NORMS, "7.6"), ("power-supply", "1.2"))
BRIBES: Final = sides(("red-flag-window", "2.8", "bribery"), ("hospital-100", "", "", "bribery"))

ODDS: Final = (
    ("efficiency", (PHONE,)),
    ("attitude", (FIRST,)),
    ("accessibility", (FIRST,)),
    ("appearance", (HAIR, JEWELS, CUP)),
    ("discipline", (CUP,)),
    ("integrity", (BRIBES,)),
)


@pytest.mark.parametrize(("theme", "told"), ODDS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_theme_begins_with_what_its_standards_contradict_each_other_in(theme: str, told: tuple[Sides, ...]) -> None:
    """Telephone, who goes first, dyed hair, jewellery, the cup, bribes: each once, with a link to every rule."""
    page = pages()[f"themes/{theme}.md"]
    top, rest = page.split('<nav class="wb-jump" aria-label="标准">')
    assert top.count('<div class="wb-odd">') == len(told)
    assert "wb-odd" not in rest
    links = {
        f"../standards/{one.standard}.html#{f'c-{one.clause}' if one.clause else 'scoring'}"
        for rules in told
        for one in rules
    }
    assert {link for link in Texts(top).links if "standards/" in link and "#" in link} == links


def test_every_contradiction_is_told_once() -> None:
    """Both sides name it; it is one contradiction."""
    told = contradictions(tuple(rulebook().standards.values()))
    assert sorted(map(sorted, {keys for _, _, keys in told})) == sorted(
        map(sorted, (PHONE, FIRST, HAIR, JEWELS, CUP, BRIBES))
    )
    assert len(told) == 6


def test_a_clause_that_the_newest_edition_has_no_more_is_not_told_of() -> None:
    """An old contradiction does not lead to a place that is gone."""
    rest = tuple(one for one in rulebook().standards.values() if one.id != "property-desk")
    keys = {key for _, _, rules in contradictions(rest) for key in rules}
    assert RuleKey("power-supply", "4.2.2") not in keys
    assert RuleKey("hospital-100", "2.2") in keys


def test_what_follows_from_each_rule_stands_beside_it_where_that_is_the_contradiction() -> None:
    """Two points a time by one standard, the worst band by the other."""
    page = Texts(pages()["themes/integrity.md"]).texts
    assert "吃、拿、卡、要等不廉洁行为一项一次：查实一次扣 2 分" in page
    assert "等级最高为“不良”" in page


def test_a_theme_says_once_what_holds_for_all_clauses_of_a_standard() -> None:
    """How each is checked stands beside it where they differ, and before them where they do not."""
    page = pages()["themes/attitude.md"]
    parts = {part.partition('"')[0]: part for part in page.split('<section class="wb-says" id="')[1:]}
    same, mixed = parts["st-conduct-norms"], parts["st-staff-appraisal"]
    assert same.count("只作指引，不计分") == 1
    assert "<p>以下 4 条：只作指引，不计分</p>" in same
    assert mixed.count("只作指引，不计分") > 1
    assert "条：" not in mixed.partition("<ul")[0]


def test_the_matrix_counts_every_clause_once() -> None:
    """Rows, columns and the sum agree with the standards."""
    texts = Texts(pages()["standards/index.md"]).texts
    many = sum(len(section.clauses) for one in newest_of(rulebook().standards.values()) for section in one.sections)
    start = len(texts) - 1 - texts[::-1].index("合计")
    *columns, total = map(int, texts[start + 1 :])
    assert (sum(columns), total) == (many, many)
    assert len(columns) == len(rulebook().vocabulary.themes)
