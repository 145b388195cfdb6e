"""Workbooks of ours: written to be filled in, and read again when they are; the same figures as from YAML."""

import datetime
import io
import re
import shutil
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from generator.gathering.gather import Gathered
from generator.judging.checks.results.rounds import round_problems
from generator.judging.scoring.pools import plan_of
from generator.model.centre import Centre, OpenHours
from generator.model.dataset import CentreData, RoundFile
from generator.model.events import EventsFile
from generator.model.results import Round
from generator.model.standard import Clause
from generator.reading.record import read_record
from generator.sheets.bringing import bring
from generator.sheets.city import City, city_of, clauses_of
from generator.sheets.files.opening import opened
from generator.sheets.files.table import Value, text_of
from generator.sheets.forms.blank import Subject, workbook
from generator.sheets.hours import hours_of, hours_text
from generator.starting.library import shelf
from tests.fixtures.command import Done, windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.town import gathered, lay_out, tree
from tests.fixtures.workbooks import Plain, Sheet, filled_in, xlsx

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"
EVENTS = "results/harbour/events/2026-10.yml"
SEEN: Mapping[str, Mapping[str, Plain]] = {
    "窗口": {
        "B4": datetime.date(2026, 10, 12),
        "B5": "weekly 周督查",
        "B6": "A 一组",
        "B9": "全部",
        "B10": "1、2",
    },
    "记录": {
        "H3": "20件",
        "I3": 17,
        "F4": "low 生疏",
        "A7": "cash-1 现金窗口1",
        "B7": "1.1 台面整洁",
        "C7": "untidy 杂乱",
        "D7": 2,
        "J7": "单据散放",
        "A8": "cash-1 现金窗口1",
        "B8": "2.1 主动问候",
        "A9": "cash-1 现金窗口1",
        "B9": "1.2 标识清楚",
        "A10": "现金窗口2",
        "B10": 1.2,
        "C10": "不适用",
        "J10": "临时窗口",
        "A11": "cash-2",
        "B11": "否决 bribery 收礼",
        "J11": "经查实",
    },
}
"""What stands in the first file of the town's results, as an inspector fills it in."""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town."""
    return lay_out(tmp_path / "town")


def blank(town: Path, *words: str) -> bytes:
    """A workbook to be filled in."""
    path = town.parent / "blank.xlsx"
    path.unlink(missing_ok=True)
    done = windowboard(town, "sheet", *words, "-o", str(path))
    assert done.returncode == 0, done
    return path.read_bytes()


def round_book(town: Path) -> bytes:
    """That for a round of the town's centre."""
    return blank(town, "round", "--standard", "desk", "--centre", "harbour", "--date", "2026-10-12")


def imported(town: Path, data: bytes) -> Done:
    """What the command says of it."""
    (town.parent / "filled.xlsx").write_bytes(data)
    done = windowboard(town, "import", str(town.parent / "filled.xlsx"), "--as-of", "2026-10-31")
    return Done(done.returncode, done.stdout, done.stderr.replace(f"{town.parent}/", ""))


def part(data: bytes, name: str) -> str:
    """A part of a packed file, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()


# A workbook to be filled in


@pytest.mark.parametrize("words", ["round --standard desk --centre harbour", "events --standard desk", "centres"])
def test_the_same_city_gives_the_same_bytes(town: Path, words: str) -> None:
    """On any day, and by any clock."""
    asked = words.split()
    dated = asked if asked == ["centres"] else [*asked, "--date", "2026-10-12"]
    assert blank(town, *dated) == blank(town, *dated)


def test_a_workbook_has_lists_instructions_and_a_page_to_print(town: Path) -> None:
    """Windows, clauses with their texts, faults, channels and teams are chosen; headers are protected and repeated."""
    data = round_book(town)
    pages = {table.sheet: table for table in opened("x", data)}
    assert list(pages) == ["说明", "窗口", "记录", "条款", "名单"]
    assert not pages["名单"].visible
    lists = dict(zip(pages["名单"].rows[0], zip(*pages["名单"].rows[1:], strict=True), strict=True))
    chosen = {name: [line for line in lines if line] for name, lines in lists.items()}
    assert chosen["windows"] == ["cash-1 现金窗口1", "cash-2 现金窗口2"]
    assert chosen["clauses"][:2] == ["1.1 台面整洁", "1.2 标识清楚"]
    assert chosen["clauses"][-1] == "否决 bribery 收礼"
    assert chosen["faults"] == ["untidy 杂乱", "closed 无人", "silent 不问候", "curt 生硬"]
    assert chosen["channels"] == ["weekly 周督查", "monthly 月通报", "self 自查"]
    assert chosen["teams"] == ["A 一组"]
    for number in (2, 3):
        xml = part(data, f"xl/worksheets/sheet{number}.xml")
        assert re.search('<pageSetup paperSize="9" [^>]*orientation="landscape"', xml)
        assert "<sheetProtection " in xml
        assert "<dataValidation " in xml
    assert part(data, "xl/workbook.xml").count("_xlnm.Print_Titles") == 4
    assert "台面整洁" in {value for row in pages["条款"].rows for value in row}


def test_a_drop_down_list_reaches_the_cells_that_are_named(town: Path) -> None:
    """The faults of a clause are those beside it; the list of windows has one line for each."""
    records = part(round_book(town), "xl/worksheets/sheet3.xml")
    sources = re.findall(r"<formula1>(.*?)</formula1>", records)
    assert sources[0] == "名单!$F$2:$F$3"
    assert sources[2].startswith("OFFSET(名单!$N$2,MATCH($B3,名单!$M$2:$M$5,0)-1,0,COUNTIF(名单!$M$2:$M$5,$B3),1)")


def test_words_of_a_city_never_become_formulas(town: Path) -> None:
    """Whatever a window is called."""
    centre = town / "results/harbour/centre.yml"
    text = centre.read_text(encoding="utf-8").replace("现金窗口1", '"=HYPERLINK(1)"')
    centre.write_text(text, encoding="utf-8")
    data = round_book(town)
    assert all("<f>" not in part(data, f"xl/worksheets/sheet{number}.xml") for number in range(1, 6))


def test_a_workbook_is_never_written_over_another_file(town: Path) -> None:
    """What somebody filled in stays."""
    (town.parent / "mine.xlsx").write_bytes(b"mine")
    done = windowboard(town, "sheet", "centres", "-o", str(town.parent / "mine.xlsx"))
    assert done.returncode == 2
    assert (town.parent / "mine.xlsx").read_bytes() == b"mine"


def test_a_standard_or_centre_that_is_not_there_is_named(town: Path) -> None:
    """With those that are."""
    done = windowboard(town, "sheet", "round", "--standard", "dusk", "-o", str(town.parent / "x.xlsx"))
    assert done.stderr.splitlines()[0] == "--standard: no-such-choice 没有“dusk”可选；有：desk@1"
    done = windowboard(
        town, "sheet", "round", "--standard", "desk", "--centre", "pier", "-o", str(town.parent / "x.xlsx")
    )
    assert done.stderr.splitlines()[0] == "--centre: no-such-centre-here 没有叫“pier”的服务机构；有：harbour"


# A round


def test_a_round_filled_in_is_the_round_in_yaml(town: Path) -> None:
    """The same record, so the same figures; a second time nothing is new."""
    wanted = read_record((town / WEEKLY).read_bytes(), WEEKLY, Round)
    before = gathered(town)
    book = filled_in(round_book(town), SEEN)
    (town / WEEKLY).unlink()
    done = imported(town, book)
    assert (done.returncode, done.stdout) == (0, f"{WEEKLY}\n"), done
    assert read_record((town / WEEKLY).read_bytes(), WEEKLY, Round) == wanted
    after = gathered(town)
    assert isinstance(before, Gathered)
    assert isinstance(after, Gathered)
    assert after.site.boards == before.site.boards
    assert windowboard(town, "check").returncode == 0
    again = imported(town, book)
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr == "没有新内容：2 项都已经有了，什么也没有写。\n"


def test_a_workbook_for_any_centre_is_filled_in_as_well(town: Path) -> None:
    """Its windows are chosen, and rows below those with lists may be filled in too."""
    empty = blank(town, "round", "--standard", "desk", "--date", "2026-10-12")
    head = {**SEEN["窗口"], "B3": "harbour 港口支行", "B4": datetime.date(2026, 10, 26), "A9": "cash-1", "A10": None}
    said: dict[str, Plain] = {"A400": "cash-1", "B400": "3.1", "H400": 20, "I400": 20}
    figures: dict[str, Plain] = {**said, "A401": "cash-1", "B401": "3.2", "F401": "top"}
    done = imported(town, filled_in(empty, {"窗口": {**head, "B10": None}, "记录": figures}))
    assert (done.returncode, done.stdout) == (0, "results/harbour/2026-10/26-weekly-a.yml\n"), done


def test_a_round_in_yaml_is_not_imported_again(town: Path) -> None:
    """Whoever wrote it, and however its file is called."""
    (town / WEEKLY).rename((town / WEEKLY).with_name("monday.yml"))
    done = imported(town, filled_in(round_book(town), SEEN))
    assert done.stderr == "没有新内容：2 项都已经有了，什么也没有写。\n"


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("窗口", "B4", "十月", "窗口!B4: no-day-read “十月”不是能读懂的日期"),
        ("窗口", "B4", None, "窗口!B4: cell-needed “检查日期”没有填"),
        ("窗口", "B5", "巡查", "窗口!B5: no-such-channel 没有检查方式“巡查”；可用：monthly, self, weekly, 周督查"),
        ("窗口", "B3", "码头支行", "窗口!B3: sheet-names-no-centre 没有叫“码头支行”的服务机构；相近或已有："),
        ("窗口", "B2", "dusk@1", "窗口!B2: no-such-standard 没有标准“dusk@1”；已有：desk@1"),
        ("窗口", "B6", "第一组", "窗口!B6: malformed-team "),
        ("窗口", "B10", "1、4", "窗口!B10: no-such-section-or-clause 标准里没有章节或条款“4”；已有："),
        ("窗口", "B10", None, "记录!A10: window-without-scope 这里记了窗口“cash-2”的检查结果，"),
        ("窗口", "C9", "是", "窗口!C9: nothing-found-but-told 写了 nothing_found，又记了问题"),
        ("记录", "I3", 21, "记录!I3: more-within-than-sampled 达标件数 21 多于抽样件数 20"),
        ("记录", "F4", "middling", "记录!F4: no-such-level 条款 3.2 没有等级“middling”；可用：low, top"),
        ("记录", "F4", None, "窗口!B9: figure-missing 条款 3.2 写为检查过，但没有结果：以“level”检查的要填"),
        ("记录", "A7", "cash-9", "记录!A7: no-such-window 本机构没有窗口“cash-9”；已有："),
        ("记录", "B7", "7.1", "记录!B7: no-such-clause 标准里没有条款“7.1”；相近或已有的条款："),
        ("记录", "C7", "dusty", "记录!C7: no-such-fault 扣分情形“dusty”不在条款 1.1 之列；可用：closed, untidy"),
        ("记录", "C7", None, "记录!B7: say-which-fault 条款 1.1 有几种扣分情形，要写明是哪一种：untidy, closed"),
        ("记录", "D7", "几次", "记录!D7: amount-not-read “几次”不是分数或次数"),
        ("记录", "E7", 3, "记录!E7: amount-does-not-fit “3”与条款 1.1“untidy”的扣分不符：标准是 2 × n ≤ 6"),
        ("记录", "J7", "电话 13800138000", "记录!J7: mobile-number 像是手机号“13…00”（已遮盖）"),
        ("记录", "J11", None, "记录!B11: missing-key "),
        ("记录", "B10", "2.1", "记录!B10: not-declared-exempt "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_of_its_cell(town: Path, sheet: str, cell: str, value: Plain, told: str) -> None:
    """Whether it cannot be read, does not agree with the standard, or names somebody; nothing is written."""
    said = {name: {**cells, **({cell: value} if name == sheet else {})} for name, cells in SEEN.items()}
    book = filled_in(round_book(town), said)
    (town / WEEKLY).unlink()
    before = tree(town)
    done = imported(town, book)
    assert done.returncode == 2
    assert any(line.startswith(f"filled.xlsx!{told}") for line in done.stderr.splitlines()), done.stderr
    assert tree(town) == before


def test_the_figure_of_a_clause_is_given_once(town: Path) -> None:
    """Twice is a slip, whichever was meant."""
    said = {**SEEN, "记录": {**SEEN["记录"], "A12": "cash-1", "B12": "3.2", "F12": "top"}}
    book = filled_in(round_book(town), said)
    (town / WEEKLY).unlink()
    assert imported(town, book).stderr.splitlines()[0] == "filled.xlsx!记录!B12: listed-twice “3.2”写了两次"


# Every standard of the library


@pytest.fixture(scope="module")
def sample() -> City:
    """The product's own sample, with every standard of the library."""
    return city_of(ROOT)


@pytest.mark.parametrize("name", sorted(shelf()))
def test_a_round_under_any_standard_of_the_library_can_be_filled_in(sample: City, name: str) -> None:
    """Everything seen, nothing found, the best of every figure: the checks of results have nothing to say."""
    standard = sample.edition(name)
    assert standard
    centre = next(key for key, one in sample.centres.items() if one.trade in standard.applies_to)
    day = datetime.date(2026, 11, 24)
    empty = workbook(Subject(matter="round", standard=standard, centre=centre, day=day), sample)
    pages = {table.sheet: table for table in opened("x", empty)}
    windows: dict[str, Plain] = {"B4": day, "B5": "weekly", "B6": "A"}
    for row in range(8, len(pages["窗口"].rows)):
        if pages["窗口"].cell(row, 0).text:
            windows |= {f"B{row + 1}": "全部", f"C{row + 1}": "是"}
    figures: dict[str, Plain] = {}
    clauses = clauses_of(standard)
    for row in range(2, len(pages["记录"].rows)):
        if label := pages["记录"].cell(row, 1).text:
            figures |= best(clauses[label.partition(" ")[0]], row + 1)
    brought = bring({"x.xlsx": filled_in(empty, {"窗口": windows, "记录": figures})}, None, sample)
    (draft,) = brought.drafts.values()
    read = read_record(draft.text.encode(), draft.path, Round)
    assert isinstance(read, Round), read
    of = sample.centres[centre]
    assert len(read.inspections) == len([one for one in of.windows if (one.closed or day) >= day])
    told = CentreData(id=centre, path="", centre=of, rounds=(RoundFile(path=draft.path, round=read),))
    assert list(round_problems(told, {standard.ref: plan_of(standard)}, sample.rules.vocabulary)) == []


def best(clause: Clause, row: int) -> dict[str, Plain]:
    """The best figure of a clause in its row; nothing for one that has none."""
    if clause.check.method == "level":
        return {f"F{row}": max(clause.check.levels, key=lambda level: level.share).name}
    if clause.check.method == "points":
        return {f"G{row}": float(clause.points or 0)}
    return {f"H{row}": "40件", f"I{row}": 40}


# Events

FACTS: Mapping[str, Mapping[str, Plain]] = {
    "事件": {
        **{f"A{row}": f"GX-2610-{number}" for number, row in enumerate((5, 6), 1)},
        **dict.fromkeys(("B5", "B6"), "harbour/cash-1 港口支行 现金窗口1"),
        **dict.fromkeys(("C5", "C6"), "9.1 锦旗"),
        "E5": datetime.date(2026, 10, 2),
        "E6": "2026年10月3日",
        **dict.fromkeys(("F5", "F6"), "2026/10/10"),
        "G5": "thanks 表扬感谢",
        "G6": "表扬感谢",
        **dict.fromkeys(("H5", "H6"), "C"),
        "J5": "老人家属送来锦旗",
        "J6": "客户送来锦旗",
        **dict.fromkeys(("K5", "K6"), "锦旗照片"),
    }
}
"""The events of the town."""


def test_events_filled_in_are_the_events_in_yaml(town: Path) -> None:
    """The same records; a second time nothing is new, and the same number of another fact is refused."""
    wanted = read_record((town / EVENTS).read_bytes(), EVENTS, EventsFile)
    empty = blank(town, "events", "--standard", "desk")
    book = filled_in(empty, FACTS)
    (town / EVENTS).unlink()
    done = imported(town, book)
    assert (done.returncode, done.stdout) == (0, f"{EVENTS}\n"), done
    assert read_record((town / EVENTS).read_bytes(), EVENTS, EventsFile) == wanted
    assert imported(town, book).stderr == "没有新内容：2 项都已经有了，什么也没有写。\n"
    other = {"事件": {**FACTS["事件"], "J5": "另一件事"}}
    assert imported(town, filled_in(empty, other)).stderr.splitlines()[0] == (
        f"filled.xlsx!事件!A5: event-told-twice 事件编号“GX-2610-1”已经在 {EVENTS} 里写过：一件事只记一次"
    )


def test_a_form_saved_as_text_is_read_as_well(town: Path) -> None:
    """As a program saves the sheet that it shows, in its own code."""
    book = filled_in(blank(town, "events", "--standard", "desk"), FACTS)
    table = next(one for one in opened("x", book) if one.sheet == "事件")
    text = "\n".join("\t".join(map(text_of, row)) for row in table.rows)
    (town / EVENTS).unlink()
    done = imported(town, text.encode("gb18030"))
    assert (done.returncode, done.stdout) == (0, f"{EVENTS}\n"), done


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        ("K5", None, "事件!K5: cell-needed “证据”没有填"),
        ("G6", "听说", "事件!G6: word-not-listed “听说”不在“来源”的列表里；可选："),
        ("F6", "2026-10-01", "事件!F6: proved-before-it-happened 事件查实的日期 2026-10-01 早于发生的日期 2026-10-03"),
        ("C5", "9.9", "事件!C5: no-such-clause "),
        ("B5", "harbour/cash-7", "事件!B5: no-such-window "),
        ("A6", "GX-2610-1", "事件!A6: event-told-twice "),
    ],
)
def test_what_is_wrong_with_an_event_is_told_of_its_cell(town: Path, cell: str, value: Plain, told: str) -> None:
    """As with a round."""
    book = filled_in(blank(town, "events", "--standard", "desk"), {"事件": {**FACTS["事件"], cell: value}})
    (town / EVENTS).unlink()
    done = imported(town, book)
    assert done.returncode == 2
    assert any(line.startswith(f"filled.xlsx!{told}") for line in done.stderr.splitlines()), done.stderr
    assert not (town / EVENTS).exists()


# Centres

PIER: Mapping[str, Mapping[str, Plain]] = {
    "机构": {
        "A3": "pier",
        "B3": "码头支行",
        "C3": "bank 银行",
        "D3": "港口区",
        "E3": "码头路 9 号",
        "G3": "周一至周五 8:30-12:00 13:30-17:30；周六、周日 09:00—12:00",
    },
    "窗口名单": {
        "A3": "pier",
        "B3": "cash-1",
        "C3": "现金窗口1",
        "D3": "存取款、换零钱",
        "E3": "柜员",
        "G3": datetime.date(2026, 1, 5),
        "A4": "pier",
        "B4": "desk-1",
        "C4": "咨询台",
        "D4": "咨询",
        "E4": "all 全体",
    },
}


def test_where_a_centre_is_goes_into_a_workbook_and_comes_out_of_it(town: Path) -> None:
    """Filled in, imported, exported for a meeting, and imported where there is no such centre: the same record."""
    door: dict[str, Plain] = {"I3": 31.230416, "J3": "东经121.4737°", "K3": "gcj-02 高德、腾讯地图"}
    done = imported(town, filled_in(blank(town, "centres"), {**PIER, "机构": {**PIER["机构"], **door}}))
    path = town / "results/pier/centre.yml"
    assert (done.returncode, done.stdout) == (0, "results/pier/centre.yml\n"), done
    assert "\ncoordinates: {latitude: 31.230416, longitude: 121.4737, datum: gcj-02}\n" in path.read_text("utf-8")
    wanted = read_record(path.read_bytes(), "", Centre)
    meeting = town.parent / "meeting.xlsx"
    assert windowboard(town, "export", "--xlsx", "-o", str(meeting), "--as-of", "2026-11-20").returncode == 0
    for centre in ("harbour", "pier"):
        shutil.rmtree(town / "results" / centre)
    done = imported(town, meeting.read_bytes())
    assert done.stdout == "results/harbour/centre.yml\nresults/pier/centre.yml\n", done
    assert read_record(path.read_bytes(), "", Centre) == wanted


def test_a_workbook_handed_out_before_it_asked_for_the_place_is_read(town: Path) -> None:
    """It ends before those columns; what somebody wrote to the right of it is not read as a place."""
    found = {table.sheet: table for table in opened("x", filled_in(blank(town, "centres"), PIER))}
    rows = {name: [row[: 8 if name == "机构" else None] for row in one.rows] for name, one in found.items()}
    rows["机构"][2] = (*rows["机构"][2], "靠河")
    sheets = {name: Sheet(rows=[list(map(plain_of, row)) for row in rows[name]]) for name in PIER}
    done = imported(town, xlsx(sheets))
    assert (done.returncode, done.stdout) == (0, "results/pier/centre.yml\n"), done
    read = read_record((town / "results/pier/centre.yml").read_bytes(), "", Centre)
    assert isinstance(read, Centre)
    assert read.coordinates is None


def plain_of(value: Value) -> Plain:
    """What stands in a cell, to be written into another."""
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("hours", ["周一、周二 08:30-12:00 13:30-17:30；周日 22:00-06:00", "周六 24小时"])
def test_hours_are_written_as_they_are_read(hours: str) -> None:
    """And read as they are written."""
    found = hours_of(hours)
    assert found
    assert hours_text(OpenHours(days=days, open=spans) for days, spans in found) == hours


def test_centres_filled_in_become_files(town: Path) -> None:
    """A second time nothing is new; in other words they are refused, for what is there is not changed."""
    book = filled_in(blank(town, "centres"), PIER)
    done = imported(town, book)
    path = town / "results/pier/centre.yml"
    assert (done.returncode, done.stdout) == (0, "results/pier/centre.yml\n"), done
    read = read_record(path.read_bytes(), "", Centre)
    assert isinstance(read, Centre)
    assert [(one.days, one.open) for one in read.hours] == [
        (("mon", "tue", "wed", "thu", "fri"), ("08:30-12:00", "13:30-17:30")),
        (("sat", "sun"), ("09:00-12:00",)),
    ]
    assert [(one.id, one.services, one.roles, one.opened) for one in read.windows] == [
        ("cash-1", ("存取款", "换零钱"), ("teller",), datetime.date(2026, 1, 5)),
        ("desk-1", ("咨询",), ("all",), None),
    ]
    assert windowboard(town, "check").returncode == 0
    assert imported(town, book).stderr == "没有新内容：1 项都已经有了，什么也没有写。\n"
    other = {**PIER, "机构": {**PIER["机构"], "E3": "码头路 10 号"}}
    assert imported(town, filled_in(blank(town, "centres"), other)).stderr.splitlines()[0] == (
        "filled.xlsx!机构!A3: centre-stands-otherwise 服务机构“pier”已经在 results/pier/centre.yml 里，"
        "写的与这里不同；已有的不会被改动"
    )


@pytest.mark.parametrize(
    ("door", "told"),
    [
        (("31度14分", "121.4737", "gcj-02"), "I3: degrees-not-read “31度14分”不是能读懂的度数"),
        (("31.2304", "121.4737", "百度"), "K3: word-not-listed “百度”不在“坐标系”的列表里；可选："),
        (("121.4737", "31.2304", "gcj-02"), "I3: number-out-of-range 121.4737 不在 -90 到 90 之间"),
        ((31.23041601, "121.4737", "gcj-02"), "I3: too-many-decimals 31.23041601 的小数超过 6 位"),
        (("31.2304", "12.14", "gcj-02"), "J3: outside-gcj-02 longitude 12.14 不在 72.004 到 137.8347 之间"),
    ],
)
def test_what_is_wrong_with_a_place_is_told_of_its_cell(town: Path, door: tuple[Plain, ...], told: str) -> None:
    """Whether it cannot be read, is nowhere, or has too many places."""
    cells = dict(zip(("I3", "J3", "K3"), door, strict=True))
    done = imported(town, filled_in(blank(town, "centres"), {**PIER, "机构": {**PIER["机构"], **cells}}))
    assert done.returncode == 2
    assert any(line.startswith(f"filled.xlsx!机构!{told}") for line in done.stderr.splitlines()), done.stderr
    assert not (town / "results/pier").exists()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "told"),
    [
        ("机构", "A3", "../pier", "机构!A3: malformed-id-in-cell “../pier”不能作代号：只用小写字母、数字和单个连字符"),
        ("机构", "C3", "保险", "机构!C3: word-not-listed “保险”不在“行业”的列表里；可选："),
        ("机构", "G3", "工作日白天", "机构!G3: hours-not-read “工作日白天”不是能读懂的办公时间"),
        ("机构", "E3", None, "机构!E3: cell-needed “地址”没有填"),
        ("机构", "I3", "31.23", "机构!J3: cell-needed “经度”没有填"),
        ("窗口名单", "A4", "peer", "窗口名单!A4: sheet-names-no-centre 没有叫“peer”的服务机构；相近或已有：pier"),
        ("窗口名单", "B4", "cash-1", "窗口名单!B4: repeated-id 编号“cash-1”重复"),
        ("窗口名单", "E4", "店员", "窗口名单!E4: word-not-listed “店员”不在“岗位”的列表里；可选："),
    ],
)
def test_what_is_wrong_with_a_centre_is_told_of_its_cell(
    town: Path, sheet: str, cell: str, value: Plain, told: str
) -> None:
    """As with a round."""
    said = {name: {**cells, **({cell: value} if name == sheet else {})} for name, cells in PIER.items()}
    before = tree(town)
    done = imported(town, filled_in(blank(town, "centres"), said))
    assert done.returncode == 2
    assert any(line.startswith(f"filled.xlsx!{told}") for line in done.stderr.splitlines()), done.stderr
    assert tree(town) == before
