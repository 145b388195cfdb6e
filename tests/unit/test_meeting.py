"""A workbook for a meeting: what is published and nothing else, with headers that need no explanation."""

from pathlib import Path

import pytest

from generator.sheets.files.opening import opened
from generator.sheets.files.table import text_of
from tests.fixtures.command import Done, windowboard
from tests.fixtures.town import lay_out, slip


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town."""
    return lay_out(tmp_path / "town")


def exported(town: Path, *words: str, day: str = "2026-11-20") -> tuple[Done, Path]:
    """What the command says, and the file that it writes."""
    path = town.parent / "meeting.xlsx"
    path.unlink(missing_ok=True)
    return windowboard(town, "export", "--xlsx", "-o", str(path), "--as-of", day, *words), path


def pages(path: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of every sheet, by header; of the first the lines."""
    found = {}
    for table in opened("meeting.xlsx", path.read_bytes()):
        headers = [text_of(value) for value in table.rows[0]]
        found[table.sheet] = [dict(zip(headers, map(text_of, row), strict=True)) for row in table.rows[1:]]
    return found


def test_lists_scores_and_findings_have_their_sheets(town: Path) -> None:
    """The figures are those of the site, as numbers, and every loss says what was seen."""
    done, path = exported(town)
    assert done.returncode == 0, done
    found = pages(path)
    assert list(found) == ["说明", "红绿榜", "得分", "得分组成", "检查发现", "机构", "窗口名单"]
    assert [(row["红绿榜"], row["窗口"], row["得分"], row["等级"], row["原因"]) for row in found["红绿榜"]] == [
        ("红榜·表扬", "现金窗口1", "92", "优秀", ""),
        ("绿榜·曝光", "现金窗口2", "100", "不良", "一票否决：收礼，等级最高为“不良”"),
    ]
    assert [(row["名次"], row["窗口"], row["计分检查次数"]) for row in found["得分"]] == [
        ("1", "现金窗口1", "2"),
        ("2", "现金窗口2", "1"),
    ]
    parts = [row for row in found["得分组成"] if row["窗口"] == "现金窗口1"]
    assert [(row["条款"], row["分值"], row["失分"]) for row in parts][-2:] == [("3.2", "20", "4"), ("9.1", "", "")]
    assert sum(float(row["实得"]) for row in parts) == pytest.approx(92)
    assert [(row["日期"], row["条款"], row["情形"], row["次数"], row["扣分"]) for row in found["检查发现"]] == [
        ("2026-10-12", "1.1", "杂乱", "2", "4"),
        ("2026-10-12", "1.2", "未做到", "1", "8"),
        ("2026-10-12", "2.1", "不问候", "1", "3"),
        ("2026-10-12", "3.2", "评为“生疏”", "1", "12"),
        ("2026-10-10", "9.1", "加分", "1", ""),
        ("2026-10-10", "9.1", "加分", "1", ""),
    ]


def test_it_says_what_red_and_green_mean_and_of_which_day_it_is(town: Path) -> None:
    """Red is praise, and sample data are called so."""
    lines = [text_of(row[0]) for row in opened("x", exported(town)[1].read_bytes())[0].rows]
    assert lines[:3] == ["港口镇窗口服务", "发布：港口镇；数据截至 2026年10月20日。", "周期：2026年10月。"]
    assert "红榜是表扬，绿榜是曝光，与红绿灯的意思不同。" in lines
    assert "这里有示例数据，不是真实的检查结果。" in lines


def test_what_is_in_preview_is_not_in_it(town: Path) -> None:
    """Not a figure, not a finding."""
    slip(town, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 10}")
    done, path = exported(town, day="2026-11-03")
    assert done.returncode == 0, done
    found = pages(path)
    assert [found[name] for name in ("红绿榜", "得分", "得分组成", "检查发现")] == [[], [], [], []]


def test_a_period_can_be_chosen_and_one_that_is_not_public_is_refused(town: Path) -> None:
    """With those that are."""
    assert pages(exported(town, "--period", "2026-10")[1]) == pages(exported(town)[1])
    done, path = exported(town, "--period", "2026-09")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-3:-1] == [
        "--period: no-such-period-published 没有公布过周期“2026-09”；有：2026-10",
        "    写一个已经公布的周期；不写就是各榜单最近的一期。",
    ]
    assert not path.exists()


def test_words_of_the_data_never_become_formulas(town: Path) -> None:
    """A note that begins like one stays what somebody wrote."""
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "note: 单据散放", 'note: "=1+1"')
    assert pages(exported(town)[1])["检查发现"][0]["经过"] == "=1+1"


def test_the_same_data_give_the_same_bytes(town: Path) -> None:
    """Whenever it is made."""
    first = exported(town)[1].read_bytes()
    assert exported(town)[1].read_bytes() == first
