"""The appraisal of staff and self-checks on scorecards, in a town where a community centre has both."""

import datetime
import re
import shutil
from pathlib import Path

import pytest

from generator.build import decide
from generator.comparing.guard import PublishedBefore, guard, publication_of
from generator.gathering.gather import Gathered
from generator.model.scores import Unrated
from generator.presenting.text.wording import unrated_text
from tests.fixtures.folders import ROOT
from tests.fixtures.texts import page_at
from tests.fixtures.town import TOWN, Here, gathered, lay_out, slip

DAY = datetime.date(2026, 10, 31)
BOARD = """\
id: community-appraisal
title: 社区便民考核榜
standard: staff-appraisal@2026
trade: community
period: quarter
channels: {special: 1, monthly: 1, self: 0}
min_inspections: 1
red: {bands: [excellent], at_most: 10, certain: false, min_teams: 1}
green: {bands: [poor]}
"""
CENTRE = """\
name: 临江便民服务中心
trade: community
district: 临江区
address: 江边路 1 号
hours: [{days: [mon, tue, wed, thu, fri, sat, sun], open: ["08:30-12:00"]}]
sample: true
windows:
  - {id: desk-1, name: 综合窗口1, services: [代办], roles: [community-clerk]}
  - {id: desk-2, name: 综合窗口2, services: [代办], roles: [agent]}
"""
APPRAISAL = """\
standard: staff-appraisal@2026
date: 2026-09-15
channel: special
team: K1
inspections:
  - window: desk-1
    assessed: all
    levels:
      "K1.1": excellent
      "K1.2": good
      "K2.4": good
      "K2.5": fair
      "K3.1": excellent
      "K3.2": fair
      "K4.1": good
      "K4.2": poor
      "K5.1": excellent
      "K5.2": excellent
    sampled:
      "K2.1": {cases: 40, within: 38}
      "K2.2": {cases: 40, within: 36}
      "K2.3": {cases: 50, within: 49}
"""
SELF = """\
standard: "window-self-check@2024"
date: 2026-10-20
channel: self
team: "S1"
inspections:
  - window: "desk-2"
    assessed: all
    unmet: [{clause: "2.5"}]
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The rules of the sample, without its own boards and programmes, and one community centre."""
    standards = tmp_path / "standards"
    (standards / "boards").mkdir(parents=True)
    for slug in ("vocabulary", "policy", "staff-appraisal", "window-self-check"):
        (standards / f"{slug}.yml").write_bytes((ROOT / "standards" / f"{slug}.yml").read_bytes())
    (standards / "boards" / "community-appraisal.yml").write_text(BOARD, encoding="utf-8")
    for path, text in (
        ("centre.yml", CENTRE),
        ("2026-09/15-special-k1.yml", APPRAISAL),
        ("2026-10/20-self-s1.yml", SELF),
    ):
        (tmp_path / "results" / "river" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "results" / "river" / path).write_text(text, encoding="utf-8")
    return tmp_path


def appraisal(root: Path) -> str:
    """The page of appraisals."""
    found = gathered(root, DAY)
    assert isinstance(found, Gathered), found
    return page_at(found.site, "appraisal.md").render()


def scorecard(root: Path, window: str) -> str:
    """The page of a window."""
    found = gathered(root, DAY)
    assert isinstance(found, Gathered), found
    pages = {piece.address: piece for piece in decide(found, "zh", "", Here()).pages}
    return pages[f"windows/river/{window}.md"].render()


def test_levels_stand_by_dimension_and_method_with_their_weights(town: Path) -> None:
    """18 and 17.6 and 16 and 8 and 20 are 79.6; a method that a dimension does not use is a dash."""
    text = appraisal(town)
    assert re.search(r'<b class="wb-num">79\.6</b> <a class="wb-band" [^>]*>良好<', text)
    assert '<td data-label="用户反馈">优秀</td><td data-label="直接观察">良好</td>' in text
    assert '<td class="wb-no" data-label="考核记录">—</td>' in text
    assert "工作态度 20%（用户反馈 10、直接观察 10 分）" in text
    assert "服务质量 20%（考核记录 12、客户满意度调查 4、业绩考核 4 分）" in text
    assert "2026年第3季度" in text
    assert "从不出现个人" in text
    assert text.count("<caption>") == 1


def test_records_stand_with_their_rates_and_several_of_a_method_with_their_numbers(town: Path) -> None:
    """What was recorded stays a figure; two tests are told apart by their clauses."""
    text = appraisal(town)
    assert "K2.1 95%（38/40）；K2.2 90%（36/40）；K2.3 98%（49/50）" in text
    assert '<td data-label="考核测试">K3.1 优秀；K3.2 合格</td>' in text


def test_what_follows_is_said_of_the_band_and_of_what_needs_training(town: Path) -> None:
    """Reward or talk by the band; training wherever a level asks for it, with what the standard advises."""
    text = appraisal(town)
    assert "随后：口头肯定；有要培训的方面照样培训" in text
    trained = re.findall(r'培训：<a href="[^"]*">(K[0-9.]+)</a>', text)
    assert trained == ["K2.5", "K3.2", "K4.2"]
    assert "用近期真实办件练习，补考一次" in text


def test_a_quarter_that_is_held_is_not_on_the_page(town: Path) -> None:
    """An appraisal of the running quarter stays unknown until it is public."""
    slip(town, "results/river/2026-09/15-special-k1.yml", "date: 2026-09-15", "date: 2026-10-15")
    assert "还没有公布的周期。" in appraisal(town)


def test_a_self_check_is_shown_and_counts_nowhere(town: Path) -> None:
    """15 of 16 lines met is 93.8; the board does not know of it."""
    found = gathered(town, DAY)
    assert isinstance(found, Gathered), found
    assert [row.window for row in found.site.boards["community-appraisal"][0].ranked] == ["desk-1"]
    text = scorecard(town, "desk-2")
    assert "最近自查 <small>窗口自己查的，不计入榜单</small>" in text
    assert '<li>2026-10-20 <a href="../../standards/window-self-check.html">' in text
    assert "<b>93.8</b> 分 有待改进 <small>已查 100%</small>" in text
    assert "最近自查" not in scorecard(town, "desk-1")


def test_a_self_check_by_the_boards_own_standard_waits_for_its_period(town: Path) -> None:
    """What belongs to a period that is held appears nowhere, not even what a window says of itself."""
    text = SELF.replace("window-self-check@2024", "staff-appraisal@2026").replace('    unmet: [{clause: "2.5"}]\n', "")
    text = text.replace("assessed: all", 'assessed: ["K1.1"]\n    levels: {"K1.1": good}')
    path = town / "results" / "river" / "2026-10" / "20-self-s1.yml"
    path.write_text(text, encoding="utf-8")
    assert "最近自查" not in scorecard(town, "desk-2")
    path.write_text(text.replace("2026-10-20", "2026-09-20"), encoding="utf-8")
    assert "最近自查" in scorecard(town, "desk-2")


def test_a_window_that_one_person_staffs_has_no_appraisal(tmp_path: Path) -> None:
    """On a board of an appraisal it stands unrated, for that reason; its colleagues are ranked as ever."""
    root = lay_out(tmp_path / "town")
    shutil.copytree(TOWN.parent / "alone", root, dirs_exist_ok=True)
    slip(root, "standards/boards/banks.yml", "standard: desk@1", "standard: deeds@1")
    slip(root, "standards/boards/banks.yml", "bands: [excellent]", "bands: [good]")
    slip(root, "results/harbour/centre.yml", "name: 现金窗口2", "name: 现金窗口2, staffed_by: 1")
    found = gathered(root, datetime.date(2026, 11, 2))
    assert not isinstance(found, list), found
    (period,) = found.site.boards["banks"]
    assert [row.window for row in period.ranked] == ["cash-1"]
    ((window, outcome),) = [(row.window, row.outcome) for row in period.unrated]
    assert window == "cash-2"
    assert isinstance(outcome, Unrated)
    assert unrated_text(outcome) == "只有一人值守，考核窗口就是考核这个人，不公布"


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """The town with an appraisal, in which one window was found to need training and was trained."""
    root = lay_out(tmp_path / "town")
    shutil.copytree(TOWN.parent / "trained", root, dirs_exist_ok=True)
    return root


def published(root: Path, day: datetime.date) -> Gathered:
    """What is gathered of a town without problems."""
    found = gathered(root, day)
    assert isinstance(found, Gathered), found
    return found


def test_what_was_done_after_an_appraisal_stands_below_the_window(trained: Path) -> None:
    """With its day and what shows it; where nothing is recorded that is said, and where nothing follows nothing is."""
    text = page_at(published(trained, datetime.date(2026, 11, 2)).site, "appraisal.md").render()
    first, second = text.split("<caption>")[1:]
    assert re.search(r'✔ 已办：<a href="[^"]*#[^"]*trained-1">2026-10-26 培训 K1\.1</a> 晨会练习接待用语一周', first)
    assert "凭据：签到表" in first
    assert "还没有记录办了什么" not in first
    assert "随后：通报表扬" in second
    assert "还没有记录办了什么" in second


def test_what_was_done_stands_on_the_page_of_the_window_and_in_the_open_data(trained: Path) -> None:
    """As every case does."""
    contents = decide(published(trained, datetime.date(2026, 11, 2)), "zh", "", Here())
    texts = {piece.address: piece for piece in (*contents.pages, *contents.files)}
    card = texts["windows/harbour/cash-1.md"].render()
    assert "奖惩与培训" in card
    assert "晨会练习接待用语一周" in card
    ledger = texts[next(address for address in texts if address.startswith("cases/"))].render()
    assert "培训条款：K1.1" in ledger
    assert "凭据：签到表" in ledger
    data = texts["data/cases.json"].render()
    assert '"done":"training","evidence":"签到表","kind":"follow-up","text":"晨会练习接待用语一周"' in data


def test_an_appeal_withholds_what_was_done_and_whether_it_was_a_reward(trained: Path) -> None:
    """A reward tells of the result as much as the result does."""
    appeal = (
        "kind: appeal\nwindow: cash-1\nabout: {board: staff, period: 2026-10}\nopened: 2026-11-02\ngrounds: g\n"
        'findings: [{standard: deeds@1, date: 2026-10-19, channel: weekly, clause: "K1.1"}]\n'
    )
    (trained / "results/harbour/cases/appeal-1.yml").write_text(appeal, encoding="utf-8")
    contents = decide(published(trained, datetime.date(2026, 11, 3)), "zh", "", Here())
    texts = {piece.address: piece.render() for piece in (*contents.pages, *contents.files)}
    assert [address for address, text in texts.items() if "接待用语" in text or "签到表" in text] == []
    card = texts["windows/harbour/cash-1.md"]
    assert "奖惩与培训" in card
    assert "申诉尚未作出决定，内容暂不公布" in card


def test_what_was_done_is_neither_dated_back_nor_ahead(trained: Path) -> None:
    """As every step of a case: it is entered in time, or an amendment says why not."""
    case = trained / "results/harbour/cases/trained-1.yml"
    said = case.read_text(encoding="utf-8")
    case.unlink()
    before = PublishedBefore(publication=publication_of(published(trained, datetime.date(2026, 11, 20)).site))
    today = datetime.date(2026, 11, 27)

    def told() -> list[str]:
        site = published(trained, today).site
        return [problem.code.slug for problem in guard([before])(site, lambda _: None)]

    case.write_text(said, encoding="utf-8")
    assert told() == ["dated-back"]
    case.write_text(said.replace("2026-10-26", "2026-11-25"), encoding="utf-8")
    assert told() == []
    case.write_text(said.replace("2026-10-26", "2026-12-25"), encoding="utf-8")
    found = gathered(trained, today)
    assert isinstance(found, list)
    assert [problem.code.slug for problem in found] == ["step-after-data-day"]
