"""Several editions of one standard: each judges its own periods, and what was published under one stays."""

import html
import json
import re
import shutil
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.build import decide
from generator.checking import check
from generator.gathering.freezing import freeze
from generator.gathering.gather import Gathered
from generator.judging.analysis.losses import tally_losses
from generator.judging.checks.rules import editions
from generator.judging.checks.rules.frozen import CODES as FROZEN_CODES
from generator.judging.checks.rules.frozen import EDITIONS
from generator.judging.history.fingerprints import frozen_of
from generator.judging.scoring.editions import standard_of, standards_of
from generator.model.centre import OpenHours
from generator.model.keys import RowKey
from generator.model.problem import InputError
from generator.model.rules import Board, EarlierEdition, ListRule
from generator.model.scores import Rated, Standing
from generator.model.standard import Scale, Standard, Term, Tick
from generator.presenting.atlas import Atlas
from generator.presenting.files.exports import site_exports
from generator.presenting.parts.rules.editions import changes_between
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import Paths
from generator.reading.record import read_record
from generator.telling.messages import line
from tests.fixtures.cases import cases_in
from tests.fixtures.town import TOWN, Here, gathered, lay_out, slip

REFUSALS: list[dict[str, Any]] = cases_in("edition-refusals.yml")
CARD = "windows/harbour/cash-1.md"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town after its standard has got a second edition."""
    shutil.copytree(TOWN.parent / "town-editions", lay_out(tmp_path), dirs_exist_ok=True)
    return tmp_path


def found(root: Path) -> Gathered:
    """What is gathered of a project without problems."""
    result = gathered(root)
    assert isinstance(result, Gathered), [line(problem, "en") for problem in result]
    return result


def told(root: Path) -> list[str]:
    """The problems of a project as they are printed."""
    result = gathered(root)
    return [line(problem, "en") for problem in result] if isinstance(result, list) else []


def board(*earlier: tuple[str, str]) -> Board:
    """A board by `desk@3` that has judged by earlier editions."""
    return Board(
        id="banks",
        title="t",
        standard="desk@3",
        trade="bank",
        period="month",
        channels={"weekly": 1},
        min_inspections=1,
        red=ListRule(bands=("a",), certain=False),
        green=ListRule(bands=("b",)),
        earlier=tuple(EarlierEdition(standard=ref, until=until) for ref, until in earlier),
    )


@pytest.mark.parametrize(
    ("period", "ref"),
    [
        ("2024-12", "desk@1"),
        ("2025-01", "desk@1"),
        ("2025-02", "desk@2"),
        ("2026-10", "desk@2"),
        ("2026-11", "desk@3"),
        ("2030-01", "desk@3"),
    ],
)
def test_a_period_is_judged_by_the_edition_that_reaches_it(period: str, ref: str) -> None:
    """`until` is the last period of an edition, and everything before the first is the first's."""
    moved = board(("desk@1", "2025-01"), ("desk@2", "2026-10"))
    assert standard_of(moved, period) == ref
    assert standard_of(board(), period) == "desk@3"
    assert standards_of(moved) == ("desk@1", "desk@2", "desk@3")


def test_a_published_period_stays_when_its_board_moves_to_a_new_edition(town: Path, tmp_path: Path) -> None:
    """October is the same to the last figure, and November is judged by the new edition."""
    before = found(lay_out(tmp_path / "before")).site.boards["banks"]
    november, october = found(town).site.boards["banks"]
    assert [_figures(row) for row in october.ranked] == [_figures(row) for row in before[0].ranked]
    assert (november.period, [row.window for row in november.ranked]) == ("2026-11", ["cash-1", "cash-2"])


def _figures(row: Standing) -> tuple[object, ...]:
    return (row.window, row.outcome, row.rank, row.listed, row.lowered)


def test_each_round_is_scored_under_the_edition_that_it_cites(town: Path) -> None:
    """The same findings cost one point more each under the second edition: 1.1 loses 6 of 12 instead of 4."""
    november, _ = found(town).site.boards["banks"]
    outcome = next(row.outcome for row in november.ranked if row.window == "cash-1")
    assert isinstance(outcome, Rated)
    # 12 − 6, 0 of 8, 30 − 3, 30 × (0.85 ÷ 0.9), 20 × 0.4, and a bonus of 1: 6 + 0 + 27 + 28⅓ + 8 + 1
    assert str(outcome.score) == "70.3"


def test_the_day_of_a_new_edition_need_not_be_the_first_of_a_period(town: Path) -> None:
    """An edition that is in force earlier than it judges is fine."""
    slip(town, "standards/desk.yml", "effective: 2026-11-01", "effective: 2026-09-15")
    assert told(town) == []


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: f"{case['says'][0].split(' ')[1]} {case['write'][:40]}")
def test_a_slip_of_the_pen_is_refused_where_it_stands(town: Path, case: dict[str, Any]) -> None:
    """Every rule about editions has a slip that breaks it, and says so with its place and what would be right."""
    if "move" in case:
        (town / case["move"]).rename(town / case["to"])
    slip(town, case["in"], case["for"], case["write"])
    assert told(town) == case["says"]


def test_every_code_of_editions_has_its_slip() -> None:
    """A rule without a case would not be missed when it breaks."""
    codes = {code.slug for code in (*editions.CODES, *FROZEN_CODES)}
    shown = {said.split(" ")[1] for case in REFUSALS for said in case["says"]}
    assert codes - shown == {"edition-not-frozen", "ends-before-it-begins"}, "they have tests of their own"
    assert {"malformed-edition-in-name", "edition-differs-from-file", "edition-in-two-files"} - shown == set()


# Frozen editions


def frozen(root: Path, *named: str) -> tuple[str, ...] | list[str]:
    """What `windowboard freeze` adds, or the problems that it prints."""
    try:
        return freeze(root, partial(check, root, None, lambda _step, _done, _total: None), named)
    except InputError as error:
        return [line(problem, "en") for problem in error.problems]


def without(root: Path, ref: str) -> None:
    """Take an edition out of the file of the frozen ones."""
    text = (root / EDITIONS).read_text(encoding="utf-8")
    (root / EDITIONS).write_text(re.sub(rf"  {ref}:\n(    .*\n)+", "", text), encoding="utf-8")


def test_editions_that_results_cite_are_frozen_as_they_stand(town: Path) -> None:
    """The file of the town is what the command makes of it, to the byte; a second run adds nothing."""
    wanted = (town / EDITIONS).read_bytes()
    (town / EDITIONS).unlink()
    assert frozen(town) == ("desk@1", "desk@2")
    assert (town / EDITIONS).read_bytes() == wanted
    assert frozen(town) == ()
    assert (town / EDITIONS).read_bytes() == wanted


def test_a_project_that_never_froze_anything_may_change_its_standards(town: Path) -> None:
    """Nothing is asked of somebody who has just begun."""
    (town / EDITIONS).unlink()
    slip(town, "standards/desk@1.yml", "text: 生硬, minus: 5", "text: 生硬, minus: 6")
    assert told(town) == []


def test_once_a_project_freezes_every_edition_that_results_cite_must_be_frozen(town: Path) -> None:
    """So nobody thaws an edition by taking it out of the file, and the first results of a new one are noticed."""
    without(town, "desk@1")
    assert told(town) == ["standards/desk@1.yml:2:10: edition-not-frozen results cite desk@1, and it is not frozen yet"]
    assert frozen(town) == ("desk@1",)
    assert told(town) == []


def test_freezing_never_changes_what_is_frozen(town: Path) -> None:
    """An edition that was changed is refused, and nothing is written."""
    without(town, "desk@2")
    before = (town / EDITIONS).read_bytes()
    slip(town, "standards/desk@1.yml", "text: 生硬, minus: 5", "text: 生硬, minus: 6")
    (only,) = frozen(town)
    assert only.startswith("standards/desk@1.yml:23:9: frozen-clause-changed clause 2.2 of desk@1 is not what it was")
    assert (town / EDITIONS).read_bytes() == before


def test_an_edition_may_be_frozen_before_results_cite_it(town: Path) -> None:
    """Whoever publishes an edition freezes it, so that the first inspector need not."""
    (town / "results/harbour/2026-11/12-weekly-a.yml").unlink()
    (town / "results/harbour/events/2026-11.yml").unlink()
    without(town, "desk@2")
    assert frozen(town) == ()
    assert frozen(town, "desk@2") == ("desk@2",)
    assert frozen(town, "desk@7") == [
        'standards/editions.yml:1:1: no-such-standard there is no standard "desk@7"; there are: desk@2, desk@1'
    ]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("title: 柜台标准", "title: 银行柜台标准"),
        ("summary: 每种检查方法各有一条。", "summary: 每种方法一条。"),
        ("minus: 5}", "minus: 5.0}"),
        ("scale: {full: 100, precision: 1}", "scale: {precision: 1, full: 100}"),
        ("floors:", "known_issues: [{where: 条款 1.1, text: 原文残缺, reading: 照办}]\nfloors:"),
    ],
)
def test_what_is_not_judged_by_may_be_reworded(town: Path, written: str, instead: str) -> None:
    """Title, summary and known issues are no part of a fingerprint, nor is the way in which a figure is written."""
    slip(town, "standards/desk@1.yml", written, instead)
    assert told(town) == []


def test_fingerprints_stay_the_same_for_ever(town: Path) -> None:
    """A later version of the program must find what an earlier one froze: these figures were written down."""
    read = read_record((town / "standards/desk@1.yml").read_bytes(), "x.yml", Standard)
    assert isinstance(read, Standard)
    now = frozen_of(read)
    assert (now.frame, now.clauses["1.1"], now.clauses["3.1"]) == (
        "47ff3c38621819a8",
        "44e608b656c994c0",
        "d46dfa935bc83d87",
    )


# What people see of editions


def pages(root: Path) -> dict[str, str]:
    """Every page and file of a project, but the scorecards, by address."""
    site = found(root).site
    return {one.address: one.render() for one in (*site_pages(Atlas(site)), *site_exports(Atlas(site)))}


def texts(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))


def test_each_edition_has_a_page_and_a_file_of_its_own(town: Path) -> None:
    """The standard's own address shows the newest; earlier ones say so and lead there."""
    made = pages(town)
    assert [name for name in sorted(made) if name.startswith(("standards/d", "data/standards/"))] == [
        "data/standards/desk.json",
        "data/standards/desk/1.json",
        "data/standards/desk/2.json",
        "standards/desk.md",
        "standards/desk/1.md",
        "standards/desk/2.md",
    ]
    assert made["data/standards/desk.json"] == made["data/standards/desk/2.json"]
    assert "这是较早的版次" in made["standards/desk/1.md"]
    assert "这是较早的版次" not in made["standards/desk/2.md"]


def test_a_standard_with_one_edition_has_one_page(tmp_path: Path) -> None:
    """Nothing is said of editions where there is only one."""
    made = pages(lay_out(tmp_path))
    assert [name for name in made if name.startswith("standards/desk")] == ["standards/desk.md"]
    assert "各版次" not in made["standards/desk.md"]


def test_the_difference_of_two_editions_is_told_clause_by_clause(town: Path) -> None:
    """Old and new side by side, and nothing of the clauses that stayed."""
    said = texts(pages(town)["standards/desk.md"].split("## 各版次")[1].split("## 1 环境")[0])
    assert said == (
        " {: #editions } 版次 2 （本页） · 最新 · 2026-11-01 起施行 · JSON · 固定地址 银行窗口榜：2026年10月之后"
        " 与上一版次相比：新增 1 条，删去 1 条，修改 2 条，评分规则有变 评分规则"
        " 项目 原来 现在 等级 优秀：90 分及以上 合格：60 分及以上 不良：不满 60 分"
        " 优秀：90 分及以上 合格：70 分及以上 不良：不满 70 分"
        " 章节 1 环境，20 分 2 态度，30 分 3 时限 9 加分，加分最多 5 分"
        " 1 环境，20 分 2 态度，30 分 3 时限 4 设施 9 加分，加分最多 5 分"
        " 修改 1.1 项目 原来 现在 检查办法 杂乱：每处扣 2 分，最多扣 6 分 无人：该项不得分 扣完 12 分为止"
        " 杂乱：每处扣 3 分，最多扣 6 分 无人：该项不得分 扣完 12 分为止"
        " 修改 2.1 项目 原来 现在 内容 主动问候 主动问候并起身 新增 4.1 叫号屏可用 删去 3.3 常备茶水"
        " 版次 1 · 2026-01-01 起施行 · JSON 银行窗口榜：至2026年10月 "
    )


def test_a_scorecard_does_not_compare_the_scores_of_two_editions(town: Path, tmp_path: Path) -> None:
    """It says from when the newest edition judges, and draws no line from the scores before it."""

    def card(root: Path) -> str:
        (text,) = (one.render() for one in decide(found(root), "zh", "", Here()).pages if one.address == CARD)
        return text

    turned = "2026年11月起按现在的版次评定；更早各期按原来的版次评定"
    assert turned in card(town)
    assert "<polyline" not in card(town)
    assert turned not in card(lay_out(tmp_path / "one"))


def test_no_difference_between_two_clauses_stays_untold(town: Path) -> None:
    """Whatever part of a clause changes, a line of the comparison says so."""
    standards = found(town).site.rulebook.standards
    old = standards["desk@1"]
    section, *rest = old.sections
    clause = section.clauses[0]
    vocabulary = found(town).site.rulebook.vocabulary
    other: dict[str, Any] = {
        "text": "x",
        "theme": "attitude",
        "roles": ("teller",),
        "check": Tick(method="tick"),
        "points": Decimal(11),
        "terms": (Term(name="两声"),),
        "situation": "x",
        "remedy": "x",
        "may_not_apply": not clause.may_not_apply,
        "hours": (OpenHours(days=("mon",), open=("09:00-12:00",)),),
        "discloses": ("steps",),
    }
    for field in fields(clause):
        if field.name == "id":
            continue
        changed = replace(clause, **{field.name: other.get(field.name, ("x",))})
        new = replace(old, sections=(replace(section, clauses=(changed, *section.clauses[1:])), *rest))
        told_of = changes_between((old, "a.html"), (new, "b.html"), vocabulary, Paths("b.html"))
        assert [(one.id, one.kind) for one in told_of.clauses] == [("1.1", "changed")], field.name


def test_every_part_of_the_rules_of_scoring_is_compared(town: Path) -> None:
    """What a fingerprint of the frame covers, the comparison tells."""
    rulebook = found(town).site.rulebook
    old = rulebook.standards["desk@1"]
    changed = (
        replace(old, scale=Scale(full=10, precision=1)),
        replace(old, bands=old.bands[1:]),
        replace(old, vetoes=()),
        replace(old, floors=()),
        replace(old, not_applicable="full-marks"),
        replace(old, min_coverage=None),
        replace(old, sections=(replace(old.sections[0], points=Decimal(21)), *old.sections[1:])),
    )
    for new in changed:
        told_of = changes_between((old, "a.html"), (new, "b.html"), rulebook.vocabulary, Paths("b.html"))
        assert told_of.scoring
        assert frozen_of(new).frame != frozen_of(old).frame


def test_pages_of_results_lead_to_the_edition_that_judged_them(town: Path) -> None:
    """The archive of October names the first edition, that of November the second."""
    made = pages(town)
    assert 'href="../../standards/desk/1.html">柜台标准（版次 1）' in made["lists/banks/2026-10.md"]
    assert 'href="../../standards/desk.html">柜台标准（版次 2）' in made["lists/banks/2026-11.md"]
    assert ",desk@1," in made["data/scores-2026-10.csv"]
    assert ",desk@2," in made["data/scores-2026-11.csv"]


# Where points are lost


def test_losses_of_an_edition_are_shared_out_among_the_clauses(town: Path) -> None:
    """Worked by hand for October: one weekly (weight 1) and one monthly (2) of cash-1, one weekly of cash-2.

    1.1 loses 4 once in weight 1 of 3: 4/3; 1.2 all 8: 8/3; 2.1 loses 3: 1; 3.2 loses 12: 4. The limit was kept.
    """
    tally = Atlas(found(town).site).losses
    october = tally["desk@1"]
    assert (october.periods, october.inspections) == (1, 3)
    assert dict(october.clauses) == {
        "3.2": (1, Fraction(4)),
        "1.2": (1, Fraction(8, 3)),
        "1.1": (1, Fraction(4, 3)),
        "2.1": (1, Fraction(1)),
    }
    assert tally["desk@2"].clauses["3.1"] == (0, Fraction(5, 3))


def test_a_window_on_two_boards_loses_its_points_once(town: Path) -> None:
    """The second board shows the same inspections."""
    alone = Atlas(found(town).site).losses
    board = (town / "standards" / "boards" / "banks.yml").read_text(encoding="utf-8")
    (town / "standards" / "boards" / "ours.yml").write_text(board.replace("id: banks", "id: ours"), encoding="utf-8")
    assert Atlas(found(town).site).losses == alone


def test_a_new_board_begins_with_the_period_it_names(town: Path) -> None:
    """What was inspected before is not told anew, in no list, file or sum; whatever its rounds cite."""
    (town / "standards" / "boards" / "ours.yml").write_text(
        (town / "standards" / "boards" / "banks.yml")
        .read_text(encoding="utf-8")
        .replace("id: banks", "id: ours")
        .replace("period: month", "period: month\nsince: 2026-11"),
        encoding="utf-8",
    )
    site = found(town).site
    assert [one.period for one in site.boards["banks"]] == ["2026-11", "2026-10"]
    assert [one.period for one in site.boards["ours"]] == ["2026-11"]
    made = pages(town)
    assert "lists/ours/2026-10.md" not in made
    (ours,) = (one for one in json.loads(made["data/boards.json"])["boards"] if one["board"]["id"] == "ours")
    assert ([one["period"] for one in ours["periods"]], ours["board"]["since"]) == (["2026-11"], "2026-11")


def test_a_board_that_counts_nothing_of_a_window_takes_no_loss_away(town: Path) -> None:
    """Of two boards over the same windows, the first by name weighs channels by which nobody came."""
    alone = Atlas(found(town).site).losses
    board = (town / "standards" / "boards" / "banks.yml").read_text(encoding="utf-8")
    other = board.replace("id: banks", "id: aside").replace("{weekly: 1, monthly: 2, self: 0}", "{mystery: 1}")
    assert other != board
    (town / "standards" / "boards" / "aside.yml").write_text(other, encoding="utf-8")
    vocabulary = town / "standards" / "vocabulary.yml"
    words = vocabulary.read_text(encoding="utf-8")
    if "mystery" not in words:
        vocabulary.write_text(
            words.replace("channels:\n", "channels:\n  - {id: mystery, name: 暗访}\n"), encoding="utf-8"
        )
    assert Atlas(found(town).site).losses == alone


def test_results_that_are_contested_count_nowhere_among_the_losses(town: Path) -> None:
    """Neither their points nor their inspections."""
    site = found(town).site
    hidden = frozenset({RowKey("banks", "2026-10", "harbour", "cash-1")})
    tally = tally_losses(site.rulebook.boards, site.boards, site.losses, hidden)
    assert (tally["desk@1"].inspections, dict(tally["desk@1"].clauses)) == (1, {})


def test_the_standard_says_which_clauses_lose_most(town: Path) -> None:
    """With the number of inspections that it speaks of."""
    said = texts(pages(town)["standards/desk/1.md"].split("## 哪些条款失分最多")[1].split("## 各版次")[0])
    assert "已公布的最近 1 期，共 3 次计分检查。" in said
    assert "3.2 业务熟练 1 44.44% 44.44% 1.2 标识清楚 1 29.62% 74.07% " in said
    assert "1.1 台面整洁 1 14.81% 88.88% 2.1 主动问候 1 11.11% 100%" in said
