"""Several editions of one standard: each judges its own periods, and what was published under one stays."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.freezing import freeze
from generator.gather import Gathered
from generator.judging.editions import standard_of, standards_of
from generator.judging.fingerprints import EDITIONS, frozen_of
from generator.model.rules import Board, Earlier, ListRule
from generator.model.scores import Rated, Standing
from generator.model.standard import Standard
from generator.reading.messages import line
from generator.reading.record import read_record
from tests.town import TOWN, gathered, lay_out, slip

REFUSALS: list[dict[str, Any]] = yaml.safe_load((TOWN.parent / "edition-refusals.yml").read_text(encoding="utf-8"))
ROOT = Path(__file__).parent.parent


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
        red=ListRule(bands=("a",)),
        green=ListRule(bands=("b",)),
        earlier=tuple(Earlier(standard=ref, until=until) for ref, until in earlier),
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
    sources = [ROOT / "generator" / "judging" / name for name in ("editions.py", "fingerprints.py")]
    codes = {code for path in sources for code in re.findall(r'"(E\d{3})"', path.read_text(encoding="utf-8"))}
    shown = {said.split(" ")[1] for case in REFUSALS for said in case["says"]}
    assert codes - shown == {"E385"}, "it has a test of its own below"
    assert {"E420", "E421", "E422"} - shown == set()


# Frozen editions


def frozen(root: Path, *named: str) -> tuple[str, ...] | list[str]:
    """What `windowboard freeze` adds, or the problems that it prints."""
    result = freeze(root, named, lambda _step, _done, _total: None)
    return result if isinstance(result, tuple) else [line(problem, "en") for problem in result]


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
    assert told(town) == ["standards/desk@1.yml:2:10: E385 results cite desk@1, and it is not frozen yet"]
    assert frozen(town) == ("desk@1",)
    assert told(town) == []


def test_freezing_never_changes_what_is_frozen(town: Path) -> None:
    """An edition that was changed is refused, and nothing is written."""
    without(town, "desk@2")
    before = (town / EDITIONS).read_bytes()
    slip(town, "standards/desk@1.yml", "text: 生硬, minus: 5", "text: 生硬, minus: 6")
    (only,) = frozen(town)
    assert only.startswith("standards/desk@1.yml:23:9: E380 clause 2.2 of desk@1 is not what it was")
    assert (town / EDITIONS).read_bytes() == before


def test_an_edition_may_be_frozen_before_results_cite_it(town: Path) -> None:
    """Whoever publishes an edition freezes it, so that the first inspector need not."""
    (town / "results/harbour/2026-11/12-weekly-a.yml").unlink()
    without(town, "desk@2")
    assert frozen(town) == ()
    assert frozen(town, "desk@2") == ("desk@2",)
    assert frozen(town, "desk@7") == [
        'standards/editions.yml:1:1: E201 there is no standard "desk@7"; there are: desk@2, desk@1'
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
