"""`windowboard notice`: what a centre is told before its results are public, by whom, and until when it can answer."""

import re
from pathlib import Path

import pytest

from tests.fixtures.command import Done, windowboard
from tests.fixtures.town import lay_out, slip

GREEN = "results/harbour/cases/notice.yml"
REQUIRED = "process: {preview: 10, notice: required}"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town whose policy requires a notice; cash-2 has a veto and is to be exposed."""
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "process: {preview: 0}", REQUIRED)
    return root


def noticed(town: Path, *words: str, day: str = "2026-11-04") -> Done:
    """What the command says."""
    return windowboard(town, "notice", "harbour", "--period", "2026-10", "--date", day, *words)


def given(town: Path, day: str) -> None:
    """The case that says that it was handed over."""
    told = "kind: notice\nwindow: cash-2\nabout: {board: banks, period: 2026-10}\n"
    (town / "results/harbour/cases").mkdir(exist_ok=True)
    (town / GREEN).write_text(f"{told}date: {day}\n", encoding="utf-8")


def test_a_notice_says_what_was_found_where_and_until_when_it_can_be_answered(town: Path) -> None:
    """Clauses in full, evidence, the last day to reply and to appeal, to whom; and who else is not meant."""
    done = noticed(town)
    assert done.returncode == 0, done
    text = (town / "notices/harbour-2026-10-2026-11-04.txt").read_text(encoding="utf-8")
    assert text == (
        "检查结果通知\n"
        "港口支行：\n"
        "2026年10月的检查结果将在 2026年11月19日起公布。下列 1 个窗口可能公开曝光，或等级未定，先行通知。\n"
        "\n"
        "现金窗口2（harbour/cash-2）\n"
        "榜单：银行窗口榜，2026年10月\n"
        "依据：柜台标准\n"
        "结果：100.0 分，不良，拟列入绿榜·曝光\n"
        "一票否决：收礼，等级最高为“不良”：2026-10-12：经查实\n"
        "最后回应日：2026年11月18日\n"
        "最后申诉日：2026年11月18日\n"
        "\n"
        "怎样回应和申诉\n"
        "向港口镇书面提出，写明窗口、日期、条款和理由。回应与结果一并公布；申诉由没有查过本窗口的检查组裁定，"
        "10 个工作日内作出决定，裁定前不公布本窗口的结果。\n"
        "热线：12345\n"
        "\n"
        "本机构其他窗口\n"
        "现金窗口1：银行窗口榜，92.0 分，优秀\n"
        "\n"
        "港口镇 2026年11月4日\n"
    )
    assert "windowboard new case harbour --kind notice --window cash-2 --board banks --period 2026-10" in done.stdout


def test_the_days_run_from_a_notice_that_was_given(town: Path) -> None:
    """A copy that is made later says the same days."""
    given(town, "2026-11-04")
    assert noticed(town, day="2026-11-10").returncode == 0
    text = (town / "notices/harbour-2026-10-2026-11-10.txt").read_text(encoding="utf-8")
    assert "最后申诉日：2026年11月18日" in text


def test_findings_stand_under_their_clause_with_note_and_evidence(town: Path) -> None:
    """Each finding has its day, channel, team, what it took, its note and its evidence; facts have their number."""
    slip(town, "standards/desk.yml", "at_least: 90", "at_least: 95")
    slip(town, "standards/boards/banks.yml", "bands: [poor]", "bands: [poor, fair]")
    assert noticed(town).returncode == 0
    text = (town / "notices/harbour-2026-10-2026-11-04.txt").read_text(encoding="utf-8")
    assert "1.1 " in text
    assert "  2026-10-12 周督查 A 组：杂乱 ×2，−4；单据散放" in text


def test_the_sheet_is_self_contained_and_no_name_becomes_markup(town: Path) -> None:
    """The page for A4 loads nothing, runs nothing, and what data say stays text."""
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "note: 经查实", "note: '<b onclick=1>经查实</b>'")
    assert noticed(town).returncode == 0
    page = (town / "notices/harbour-2026-10-2026-11-04.html").read_text(encoding="utf-8")
    assert "onclick=1>" not in page
    assert "经查实" in page
    assert not re.search(r"<script|src=|href=|url\(", page)
    assert "size: A4" in page


def test_nothing_is_overwritten(town: Path) -> None:
    """A notice that is there stays."""
    assert noticed(town).returncode == 0
    again = noticed(town)
    assert again.returncode == 2
    assert "file-is-there" in again.stderr


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (("notice", "pier", "--period", "2026-10", "--date", "2026-11-04"), "no-such-centre-here"),
        (("notice", "harbour", "--period", "2026-10", "--date", "2026-10-31"), "period-not-over"),
        (("notice", "harbour", "--period", "2026-09", "--date", "2026-11-04"), "nothing-to-notify"),
        (("notice", "harbour", "--period", "october", "--date", "2026-11-04"), "nothing-to-notify"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(town: Path, words: tuple[str, ...], slug: str) -> None:
    """An unknown centre, a period that is not over, one in which nobody is to be exposed."""
    done = windowboard(town, *words)
    assert done.returncode == 2
    assert slug in done.stderr


def test_the_site_says_that_notice_is_wanting_and_shows_it_once_it_is_public(town: Path) -> None:
    """Until it was given nothing is public; the preview runs from its day."""
    wanting = windowboard(town, "check", "--as-of", "2027-01-20")
    assert wanting.returncode == 0, wanting
    given(town, "2026-11-04")
    assert windowboard(town, "check", "--as-of", "2026-11-20").returncode == 0


def test_a_notice_is_begun_by_the_command(town: Path) -> None:
    """`new case --kind notice` writes the case, with how it was handed over."""
    words = ("--kind", "notice", "--window", "cash-2", "--date", "2026-11-04", "--text", "当面送达，有签收回执")
    assert windowboard(town, "new", "case", "harbour", *words).returncode == 0
    text = (town / "results/harbour/cases/2026-10-cash-2-notice.yml").read_text(encoding="utf-8")
    assert "date: 2026-11-04\ndelivery: 当面送达，有签收回执\n" in text
    assert windowboard(town, "check", "--as-of", "2026-11-20").returncode == 0
