"""What follows from a self-check: who mends what is told, others verify it, and no score moves by any of it."""

import datetime
import shutil
from pathlib import Path

import pytest

from generator.build import decide
from generator.gathering.gather import Gathered
from generator.judging.analysis.agenda import agenda_of
from tests.fixtures.command import windowboard
from tests.fixtures.town import TOWN, Here, gathered, lay_out, slip

DAY = datetime.date(2026, 11, 2)
CASE = "results/harbour/cases/own-1.yml"
VERIFIED = "verified_by: {standard: desk@1, date: 2026-10-20, channel: monthly}\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A bank that found something in itself, mended it, and was inspected by others."""
    root = lay_out(tmp_path / "town")
    shutil.copytree(TOWN.parent / "mending", root, dirs_exist_ok=True)
    return root


def gather(root: Path, day: datetime.date = DAY) -> Gathered:
    """What a project comes to."""
    found = gathered(root, day)
    assert isinstance(found, Gathered), found
    return found


def page(root: Path, address: str, day: datetime.date = DAY) -> str:
    """A page of a project."""
    pages = {piece.address: piece for piece in decide(gather(root, day), "zh", "", Here()).pages}
    return pages[address].render()


def test_no_score_moves_by_it(town: Path, tmp_path: Path) -> None:
    """The boards are those of the town without the self-check and its case."""
    assert gather(town).site.boards == gather(lay_out(tmp_path / "plain")).site.boards


def test_a_scorecard_says_what_the_self_check_found_who_mends_it_and_where_that_stands(town: Path) -> None:
    """The clause in words, how, which role and by when; and the way to the case, which says how it went on."""
    text = page(town, "windows/harbour/cash-1.md")
    assert "自纠：重做告示牌（柜员，2026-10-29 前）" in text
    assert 'href="../../cases/index.html#k-harbour.own-1">整改情况</a>' in text
    ledger = page(town, "cases/index.md")
    case = ledger[ledger.index('id="k-harbour.own-1"') :]
    for words in (
        "复查通过",
        "自查查出问题",
        "自己定的期限：2026-10-28",
        "新告示牌已挂出",
        "2026-10-20 月通报未再发现",
    ):
        assert words in case, words


def test_what_nobody_has_verified_in_time_is_overdue_and_on_the_agenda(town: Path) -> None:
    """From the day after its last; until then it runs, with the days that are left told by its clock."""
    slip(town, CASE, VERIFIED, "")
    assert "整改中" in page(town, "cases/index.md", datetime.date(2026, 10, 28))
    assert "整改逾期" in page(town, "cases/index.md", datetime.date(2026, 10, 29))
    site = gather(town, datetime.date(2026, 10, 30)).site
    (line,) = [line for line in agenda_of(site) if line.who == ("harbour", "cash-1")]
    assert ("overdue", 2) in [(one.kind, one.count) for one in line.reasons]
    assert "自查后的整改逾期 2 天" in page(town, "agenda.md", datetime.date(2026, 10, 30))


def test_late_verification_stays_late(town: Path) -> None:
    """As with every other rectification."""
    slip(town, CASE, "by: 2026-10-28", "by: 2026-10-18")
    assert "整改通过，晚 2 天" in page(town, "cases/index.md")


def test_a_self_check_by_the_standard_of_a_board_is_told_once_its_period_is_public(town: Path) -> None:
    """What belongs to a period that is held appears nowhere, nor does what follows from it."""
    slip(town, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 5}")
    assert [file.id for file in gather(town).site.cases if file.id == "own-1"] == []
    assert "自纠" not in page(town, "windows/harbour/cash-1.md")
    later = datetime.date(2026, 11, 20)
    assert [file.id for file in gather(town, later).site.cases if file.id == "own-1"] == ["own-1"]
    assert "自纠" in page(town, "windows/harbour/cash-1.md", later)


def test_the_command_begins_it_from_the_newest_self_check_that_says_who_mends_what(town: Path) -> None:
    """With its clauses and its last day; where there is no such self-check it says so, and writes nothing."""
    (town / CASE).unlink()
    options = ("--kind", "self-rectification", "--date", "2026-10-21", "--text", "重做告示牌")
    done = windowboard(town, "new", "case", "harbour", "--window", "cash-1", *options)
    assert done.returncode == 0, done.stderr
    made = town / "results/harbour/cases/2026-10-cash-1-self-rectification.yml"
    text = made.read_text(encoding="utf-8")
    assert "self_check: {standard: desk@1, date: 2026-10-15}" in text
    assert "by: 2026-10-29" in text
    assert 'clauses: ["1.2"]' in text
    assert isinstance(gathered(town, DAY), Gathered)
    none = windowboard(town, "new", "case", "harbour", "--window", "cash-2", *options)
    assert (none.returncode, "no-self-check-to-mend" in none.stderr) == (2, True)
