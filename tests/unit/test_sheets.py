"""Sheets of offices into a project: right, or refused with the cell; whole or not at all; a second time nothing new."""

import datetime
import io
import random
import shutil
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from generator.model.problem import InputError
from generator.model.results import Round
from generator.reading.record import read_record
from generator.sheets.files.opening import opened
from generator.sheets.files.table import Table
from tests.fixtures.command import Done, windowboard
from tests.fixtures.town import lay_out, slip, tree
from tests.fixtures.workbooks import Formula, Plain, Sheet, ods, repacked, xls, xlsx

HEADERS = ("日期", "窗口", "检查项目", "扣分", "备注", "检查人")
MAPPING = """\
standard: desk@1
centre: harbour
channel: weekly
team: A
year: 2026
assessed: ["1", "2"]
columns: {日期: date, 窗口: window, 检查项目: item, 扣分: minus, 备注: note, 检查人: person}
windows: {1号窗口: cash-1}
items:
  台面很乱: {clause: "1.1", fault: untidy}
  收礼: {veto: bribery}
"""
DAY = datetime.date(2026, 10, 26)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town, and beside it a mapping for its office's sheets."""
    (tmp_path / "map.yml").write_text(MAPPING, encoding="utf-8")
    return lay_out(tmp_path / "town")


def imported(town: Path, data: bytes | Mapping[str, bytes], *words: str, mapping: bool = True) -> Done:
    """What the command says of a file, or of several, told by their names alone."""
    files = data if isinstance(data, Mapping) else {"sheet": data}
    for name, content in files.items():
        (town.parent / name).write_bytes(content)
    asked = ["--map", str(town.parent / "map.yml")] if mapping else []
    paths = [str(town.parent / name) for name in files]
    done = windowboard(town, "import", *paths, *asked, "--as-of", "2026-10-31", *words)
    return Done(done.returncode, done.stdout, done.stderr.replace(f"{town.parent}/", ""))


def said(done: Done) -> list[str]:
    """The problems or notices that were told, without the words of the command."""
    return [
        line.removeprefix("请注意 ") for line in done.stderr.splitlines() if "!" in line or line.startswith("sheet")
    ]


def refused(town: Path, data: bytes | Mapping[str, bytes], *, mapping: bool = True) -> list[str]:
    """The problems of a file that is refused; nothing of the project has changed then."""
    before = tree(town)
    done = imported(town, data, mapping=mapping)
    assert done.returncode == 2, done
    assert tree(town) == before
    return told_lines(done)


def told_lines(done: Done) -> list[str]:
    """The problems, without what to do about them and the last line."""
    return [line for line in done.stderr.splitlines()[:-1] if not line.startswith("    ")]


def rounds(town: Path, done: Done) -> dict[str, list[str]]:
    """What was written, as short lines: window, then what was found there."""
    assert done.returncode == 0, done
    found = {}
    for path in done.stdout.splitlines():
        read = read_record((town / path).read_bytes(), path, Round)
        assert isinstance(read, Round), read
        found[path.removeprefix("results/harbour/")] = [
            " ".join(
                (
                    one.window,
                    *(f"{finding.clause}/{finding.fault}×{finding.count}" for finding in one.findings),
                    *(f"{unmet.clause}!" for unmet in one.unmet),
                    *(veto.veto for veto in one.vetoes),
                    *(["–"] if one.nothing_found else []),
                )
            )
            for one in read.inspections
        ]
    return found


def csv(*rows: Sequence[object], between: str = ",") -> str:
    """Rows as text."""
    return "".join(f"{between.join('' if cell is None else str(cell) for cell in row)}\r\n" for row in rows)


def sheet(*rows: Sequence[Plain | Formula], **more: object) -> bytes:
    """A workbook of one sheet with the usual headers."""
    return xlsx({"检查": Sheet(rows=[HEADERS, *rows], **more)})  # type: ignore[arg-type]  # a field each


# Twelve workbooks as offices keep them


def test_merged_cells_mean_the_same_for_each_of_their_rows(town: Path) -> None:
    """Of days and windows, that is."""
    book = sheet(
        (DAY, "现金窗口1", "杂乱", 2, "单据散放", None),
        (None, None, "生硬", 5, None, None),
        (None, "现金窗口2", "无", None, None, None),
        merged=("A2:A4", "B2:B3"),
    )
    assert rounds(town, imported(town, book)) == {
        "2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1 2.2/curt×1", "cash-2 –"]
    }


def test_an_amount_in_a_merged_cell_belongs_to_no_row(town: Path) -> None:
    """Whoever fills it down would take it twice."""
    book = sheet(
        (DAY, "现金窗口1", "杂乱", 4, None, None), (DAY, "现金窗口1", "生硬", None, None, None), merged=("D2:D3",)
    )
    assert refused(town, book) == [
        "sheet!检查!D2: amount-merged “4”是几行合并的一格，不知道各行是多少",
        "sheet!检查!D3: amount-merged “4”是几行合并的一格，不知道各行是多少",
    ]


@pytest.mark.parametrize("code", ["gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_text_is_read_in_every_code_that_programs_save(town: Path, code: str, between: str) -> None:
    """With commas, tabs or semicolons."""
    text = csv(HEADERS, (DAY, "现金窗口1", "杂乱", "扣2", "单据散放", ""), between=between)
    assert rounds(town, imported(town, text.encode(code))) == {"2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1"]}


@pytest.mark.parametrize(
    "day",
    [
        *("2026-10-26", "2026/10/26", "2026.10.26", "2026年10月26日", "10月26日", "10月26号", "20261026", "46321"),
        *(
            "２０２６－１０－２６",
            "2026-10-26 星期一",
            "2026/10/26 09:30",
            "2026年10月26日（周一）",
            "二〇二六年十月二十六日",
        ),
    ],
)
def test_days_are_read_as_people_write_them(town: Path, day: str) -> None:
    """In whatever form; without a year it is that of the mapping."""
    done = imported(town, csv(HEADERS, (day, "1号窗口", "无", "", "", "")).encode())
    assert rounds(town, done) == {"2026-10/26-weekly-a.yml": ["cash-1 –"]}


def test_days_of_a_workbook_are_days_or_numbers_or_text(town: Path) -> None:
    """Four forms in one column."""
    days: list[Plain] = [datetime.date(2026, 10, 26), 46322, "2026.10.28", "10月29日"]
    book = sheet(*((day, "现金窗口1", "无", None, None, None) for day in days), day='m"月"d"日"')
    assert sorted(rounds(town, imported(town, book))) == [f"2026-10/{day}-weekly-a.yml" for day in (26, 27, 28, 29)]


def test_formulas_are_the_values_that_were_worked_out(town: Path) -> None:
    """Nothing is executed; one without a value, and an error, are refused at their cells."""
    good = sheet(
        (
            DAY,
            Formula(formula='="现金"&"窗口1"', value="现金窗口1"),
            "杂乱",
            Formula(formula="=1+1", value=2),
            None,
            None,
        )
    )
    assert rounds(town, imported(town, good)) == {"2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1"]}
    bad = sheet(
        (DAY, "现金窗口2", "杂乱", Formula(formula="=A1/0", value="#DIV/0!"), None, None),
        (DAY, "现金窗口2", "生硬", Formula(formula="=D2", value=""), None, None),
    )
    assert refused(town, bad) == [
        "sheet!检查!D2: cell-without-value 这一格是公式，却没有算出的值，或是一个错误值",
        "sheet!检查!D3: cell-without-value 这一格是公式，却没有算出的值，或是一个错误值",
    ]


def test_hidden_rows_are_read_and_hidden_sheets_are_not(town: Path) -> None:
    """Both are told: a filter hides what counts, a hidden sheet is somebody's draft."""
    rows: list[Sequence[Plain]] = [
        HEADERS,
        (DAY, "现金窗口1", "无", None, None, None),
        (DAY, "现金窗口2", "杂乱", "扣4", None, None),
    ]
    book = xlsx({"检查": Sheet(rows=rows, hidden=(3,)), "旧": Sheet(rows=rows, shown=False)})
    done = imported(town, book)
    assert rounds(town, done) == {"2026-10/26-weekly-a.yml": ["cash-1 –", "cash-2 1.1/untidy×2"]}
    assert said(done) == [
        "sheet!旧!A1: hidden-sheet-left-out 工作表“旧”是隐藏的，没有读入",
        "sheet!检查!F1: people-left-out “检查人”一列没有读入：人的姓名不进入数据；这个表格也不要提交到仓库",
        "sheet!检查!A3: hidden-rows-read 隐藏的行也读入了：第 3 行",
    ]


def test_totals_and_lines_below_a_table_are_left_out_and_told(town: Path) -> None:
    """Whether they stand in the first column or across."""
    book = sheet(
        (DAY, "现金窗口1", "杂乱", 2, None, "张三丰"),
        ("合 计", None, None, Formula(formula="=SUM(D2:D2)", value=2), None, None),
        ("制表人：李四", None, None, None, "审核：王五", None),
    )
    done = imported(town, book)
    assert rounds(town, done) == {"2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1"]}
    assert said(done)[1:] == [
        "sheet!检查!A3: rows-left-out 第 3 行没有读入：它是合计或表下的说明",
        "sheet!检查!A4: rows-left-out 第 4 行没有读入：它是合计或表下的说明",
    ]


def test_two_tables_one_below_the_other_are_read(town: Path) -> None:
    """The second has headers of its own, in another order."""
    book = sheet(
        (DAY, "现金窗口1", "杂乱", 2, None, None),
        (None, None, None, None, None, None),
        ("窗口", "日期", "检查项目", "备注", "扣分", "检查人"),
        ("现金窗口2", DAY, "生硬", "见录像", "5分", None),
    )
    assert rounds(town, imported(town, book)) == {
        "2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1", "cash-2 2.2/curt×1"]
    }


def test_two_tables_side_by_side_are_refused(town: Path) -> None:
    """Which of them a column belongs to nobody knows."""
    book = xlsx({"检查": Sheet(rows=[("日期", "窗口", "扣分", None, "日期", "窗口", "扣分"), (DAY, "1号窗口", 2)])})
    assert refused(town, book)[:3] == [
        "sheet!检查!E1: header-stands-twice “日期”一列在同一行里出现了两次：一张工作表里并排有两个表",
        "sheet!检查!F1: header-stands-twice “窗口”一列在同一行里出现了两次：一张工作表里并排有两个表",
        "sheet!检查!G1: header-stands-twice “扣分”一列在同一行里出现了两次：一张工作表里并排有两个表",
    ]


def test_a_bomb_is_not_opened(town: Path) -> None:
    """By what it would be unpacked, by how many cells it has, by how far it reaches."""
    book = sheet((DAY, "现金窗口1", "无", None, None, None))
    bomb = repacked(book, {"xl/media/image1.xml": bytes(30_000_000)})
    (told,) = refused(town, bomb)
    assert told == (
        f"sheet: unpacks-too-large 解压后会有 {30_000_000 + unpacked(book)} 字节，"
        f"超过允许的 {250 * len(bomb)} 字节，没有打开：这不像是普通的表格"
    )
    cells = ('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    far = f"<sheetData>{''.join(cells)}</sheetData>"
    wide = repacked(book, {"xl/worksheets/sheet1.xml": f"<worksheet>{far}</worksheet>".encode()})
    assert refused(town, wide) == ["sheet: too-many-cells 单元格、工作表或文件内的部件太多：> 4000000，上限 4000000"]
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    often = ods([HEADERS], below=f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')
    assert refused(town, often)[0].startswith("sheet: too-many-cells ")
    assert refused(town, b"x" * 20_000_001) == [
        "sheet: sheet-file-too-large 文件有 20000001 字节，超过上限 20000000 字节，没有打开"
    ]


def test_an_old_workbook_that_reaches_far_is_not_laid_out(town: Path) -> None:
    """Its last cell says how much would be."""
    book = xls([HEADERS, (46321.0, "现金窗口1", "无")])
    assert book.count(LAST_OF_OLD) == 1
    far = book.replace(LAST_OF_OLD, struct.pack("<HH", 65_535, 255))
    assert refused(town, far) == ["sheet: too-many-cells 单元格、工作表或文件内的部件太多：> 4000000，上限 4000000"]
    assert refused(town, book[:3000])[0].startswith("sheet: sheet-file-damaged ")


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: int) -> None:
    """Whatever bytes are wrong in it; what reads it may give up, the command does not."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    good = {
        "old": xls([HEADERS, (46321.0, "现金窗口1", "无")]),
        "open": ods([HEADERS, (DAY, "现金窗口1", "无")]),
        "new": sheet((DAY, "现金窗口1", "无", 2, None, None)),
    }
    for name, data in good.items():
        bad = bytearray(data)
        for _ in range(chance.choice((1, 3, 8))):
            bad[chance.randrange(512 if name == "old" else 0, min(len(bad), 2_500))] = chance.randrange(256)
        found = read_or_refused(name, bytes(bad))
        assert isinstance(found, tuple) or len(found.problems) == 1


def read_or_refused(name: str, data: bytes) -> tuple[Table, ...] | InputError:
    """The sheets of a file, or why it is refused."""
    try:
        return opened(name, data)
    except InputError as error:
        return error


LAST_OF_OLD = struct.pack("<HH", 1, 2)
"""Row and column of its last cell."""


def test_a_part_that_is_larger_than_it_says_is_refused(town: Path) -> None:
    """What is measured is what is unpacked, not what is promised."""
    book = sheet((DAY, "现金窗口1", "无", None, None, None))
    large = repacked(book, {"xl/theme/theme1.xml": bytes(3_000_000)})
    forged = large.replace((3_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert forged != large
    assert refused(town, forged) == ["sheet: sheet-file-damaged 文件不完整、已损坏，或内容互相矛盾，没有读"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password-on-file 文件有密码，没有打开",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT_CUR".encode("utf-16-le"),
            "macro-file-refused 文件里有宏，没有打开",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "sheet-file-damaged 文件不完整、已损坏，或内容互相矛盾，没有读"),
        (b"PK\x03\x04", "sheet-file-damaged 文件不完整、已损坏，或内容互相矛盾，没有读"),
        (b"%PDF-1.7\n\xff\xfe\x80", "not-a-sheet-file 不是可以读的表格"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(town: Path, data: bytes, told: str) -> None:
    """Half a file, one with a password, one of another kind."""
    assert refused(town, data) == [f"sheet: {told}"]


def test_another_packed_file_is_no_workbook(town: Path) -> None:
    """And a file that is not there is none either."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert refused(town, out.getvalue()) == ["sheet: not-a-sheet-file 不是可以读的表格"]
    done = windowboard(town, "import", str(town.parent / "gone.xlsx"))
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == f"{town.parent}/gone.xlsx: file-not-found-here 读不到这个文件"


def unpacked(data: bytes) -> int:
    """Bytes of a packed file's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return sum(one.file_size for one in packed.infolist())


def test_entities_are_not_expanded(town: Path) -> None:
    """A part that defines things is refused."""
    book = sheet((DAY, "现金窗口1", "无", None, None, None))
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData/></worksheet>'
    assert refused(town, repacked(book, {"xl/worksheets/sheet1.xml": evil})) == [
        "sheet: sheet-file-damaged 文件不完整、已损坏，或内容互相矛盾，没有读"
    ]


def test_a_macro_file_is_refused_in_a_sentence(town: Path) -> None:
    """Whatever its name."""
    book = sheet((DAY, "现金窗口1", "无", None, None, None))
    macros = repacked(book, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Attribute VB_Name"})
    assert refused(town, {"检查.xlsm": macros}) == ["检查.xlsm: macro-file-refused 文件里有宏，没有打开"]


@pytest.mark.parametrize("window", ["现金窗口3", "现金窗囗1", "柜台"])
def test_a_wrong_window_is_refused_with_the_nearest_names(town: Path, window: str) -> None:
    """At its cell."""
    (told,) = refused(town, sheet((DAY, window, "无", None, None, None)))
    place, _, sentence = told.partition(": ")
    assert place == "sheet!检查!B2"
    assert sentence.startswith(f"no-such-window 本机构没有窗口“{window}”；已有：")
    assert {"现金窗口1", "现金窗口2", "cash-1", "cash-2"} == set(sentence.partition("已有：")[2].split(", "))


@pytest.mark.parametrize(
    "book", [xlsx({"Sheet1": Sheet(rows=[])}), b"", b"\r\n,,\r\n", xlsx({"空": Sheet(rows=[[" "]])})]
)
def test_an_empty_workbook_is_refused(town: Path, book: bytes) -> None:
    """Nothing in it is nothing imported, and whoever chose the wrong file learns of it."""
    assert refused(town, book) == ["sheet: nothing-to-import 里面没有可以导入的内容"]


def test_old_and_open_workbooks_are_read_too(town: Path) -> None:
    """As Excel 97 and LibreOffice write them."""
    old = xls([HEADERS, (46321.0, "现金窗口1", "杂乱", 2.0, "单据散放", "张三")])
    free = ods([HEADERS, (datetime.date(2026, 10, 27), "现金窗口2", "杂乱", -4, None, None)])
    done = imported(town, {"old.xls": old, "free.ods": free})
    assert rounds(town, done) == {
        "2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1"],
        "2026-10/27-weekly-a.yml": ["cash-2 1.1/untidy×2"],
    }


# What stands in the rows


@pytest.mark.parametrize("amount", ["扣4", "-4", "－４", "4分", "扣４分", "4.0", "-4分"])
def test_points_are_read_as_people_write_them(town: Path, amount: str) -> None:
    """Twice two points, for a fault that takes two each time."""
    done = imported(town, csv(HEADERS, (DAY, "1号窗口", "台面很乱", amount, "", "")).encode())
    assert rounds(town, done) == {"2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×2"]}


def test_points_that_no_fault_takes_are_refused_with_its_rule(town: Path) -> None:
    """And a text that is no number."""
    text = csv(HEADERS, (DAY, "1号窗口", "台面很乱", "3", "", ""), (DAY, "1号窗口", "生硬", "两三分", "", ""))
    assert refused(town, text.encode()) == [
        "sheet!D2: amount-does-not-fit “3”与条款 1.1“untidy”的扣分不符：标准是 2 × n ≤ 6",
        "sheet!D3: amount-not-read “两三分”不是分数或次数",
    ]


def test_a_veto_and_a_tick_are_told_by_their_words(town: Path) -> None:
    """The text of a clause that is met or not says which it is."""
    text = csv(HEADERS, (DAY, "1号窗口", "收礼", "", "经查实", ""), (DAY, "1号窗口", "标识清楚", "8", "", ""))
    assert rounds(town, imported(town, text.encode())) == {"2026-10/26-weekly-a.yml": ["cash-1 1.2! bribery"]}


def test_whatever_the_checks_of_results_find_is_told_of_the_cell(town: Path) -> None:
    """A day before the standard, one that is still to come, a note with a telephone number, a clause outside."""
    text = csv(
        HEADERS,
        ("2025-12-30", "1号窗口", "生硬", "", "", ""),
        ("2026-11-30", "1号窗口", "生硬", "", "", ""),
        (DAY, "1号窗口", "生硬", "", "来电 138-0013-8000", ""),
    )
    assert refused(town, text.encode()) == [
        "sheet!A2: inspection-before-standard 检查日期 2025-12-30 早于标准的生效日期 2026-01-01",
        "sheet!E4: mobile-number 像是手机号“13…00”（已遮盖）",
    ]
    early = csv(HEADERS, ("2026-11-30", "1号窗口", "生硬", "", "", ""))
    assert refused(town, early.encode()) == [
        "sheet!A2: inspection-after-data-day 检查日期 2026-11-30 晚于数据日期 2026-10-31"
    ]


def test_a_visit_that_was_handed_in_otherwise_is_refused(town: Path) -> None:
    """What is there stays; the other file is named."""
    text = csv(HEADERS, ("2026-10-12", "1号窗口", "生硬", "5", "", ""))
    (told,) = refused(town, text.encode())
    assert told == (
        "sheet!B2: inspected-twice 窗口“cash-1”在同一天、同一检查方式、同一标准下已有一次检查，"
        "见 results/harbour/2026-10/12-weekly-a.yml"
    )


def test_silence_is_no_pass(town: Path) -> None:
    """A row with a day and a window may be one that nobody filled in."""
    text = csv(HEADERS, (DAY, "1号窗口", "", "", "下周复查", ""))
    assert refused(town, text.encode()) == ["sheet!B2: row-says-nothing 这一行有日期和窗口，却没有写发现了什么"]


def test_the_name_of_an_inspector_is_refused_in_a_note(town: Path) -> None:
    """Their column is left out and told; what is in it is nowhere else either."""
    text = csv(HEADERS, (DAY, "1号窗口", "生硬", "5", "王建国在场", "王建国"))
    told = refused(town, text.encode())
    assert told == ["sheet!E2: person-named-in-cell 这一格里有“检查人”一列中的人名：数据里不写任何人的姓名"]
    two = csv(HEADERS, (DAY, "1号窗口", "生硬", "5", "李芳在场", "王建国、李芳"))
    assert refused(town, two.encode()) == told
    clean = csv(HEADERS, (DAY, "1号窗口", "生硬", "5", "两人在场", "王建国"))
    done = imported(town, clean.encode())
    assert said(done) == [
        "sheet!F1: people-left-out “检查人”一列没有读入：人的姓名不进入数据；这个表格也不要提交到仓库"
    ]
    assert "王建国" not in (town / done.stdout.strip()).read_text(encoding="utf-8")


def test_text_is_data_whatever_it_looks_like(town: Path) -> None:
    """Markup, YAML and formulas in a note are its text."""
    note = "}, {clause: '1.2'}: <b> =1+1 # &a \"x\" \\n"
    text = csv(HEADERS, (DAY, "1号窗口", "生硬", "5", '"' + note.replace('"', '""') + '"', ""))
    done = imported(town, text.encode())
    read = read_record((town / done.stdout.strip()).read_bytes(), "", Round)
    assert isinstance(read, Round)
    assert read.inspections[0].findings[0].note == note


# Whole or not at all, and a second time nothing


def test_a_second_time_nothing_is_new(town: Path) -> None:
    """And a sheet that grew adds what it has more; no file is ever changed."""
    first = [HEADERS, (DAY, "1号窗口", "生硬", "5", "", ""), (DAY, "现金窗口2", "无", "", "", "")]
    assert imported(town, csv(*first).encode()).returncode == 0
    before = tree(town)
    again = imported(town, csv(*first).encode())
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr.splitlines()[-1] == "没有新内容：2 项都已经有了，什么也没有写。"
    more = imported(town, csv(*first, ("2026-10-27", "1号窗口", "无", "", "", "")).encode())
    assert rounds(town, more) == {"2026-10/27-weekly-a.yml": ["cash-1 –"]}
    assert before.items() <= tree(town).items()


def test_one_wrong_cell_keeps_everything_back(town: Path) -> None:
    """Of all files that were given together."""
    good = csv(HEADERS, (DAY, "1号窗口", "无", "", "", "")).encode()
    bad = csv(HEADERS, ("十月", "1号窗口", "无", "", "", "")).encode()
    assert refused(town, {"a.csv": good, "b.csv": bad}) == ["b.csv!A2: no-day-read “十月”不是能读懂的日期"]


def test_a_dry_run_says_what_would_be_written(town: Path) -> None:
    """And writes nothing."""
    before = tree(town)
    done = imported(town, csv(HEADERS, (DAY, "1号窗口", "无", "", "", "")).encode(), "--dry-run")
    assert (done.returncode, done.stdout) == (0, "results/harbour/2026-10/26-weekly-a.yml\n")
    assert done.stderr.splitlines()[-1] == "可以导入：会写出 1 个文件；0 项原来就有。什么也没有写。"
    assert tree(town) == before


def test_an_edition_that_is_cited_first_is_frozen_where_editions_are(town: Path) -> None:
    """As with a new round; a project that freezes nothing goes on so."""
    text = csv(HEADERS, (DAY, "1号窗口", "无", "", "", "")).encode()
    free = lay_out(town.parent / "free" / "town")
    (free.parent / "map.yml").write_text(MAPPING, encoding="utf-8")
    assert imported(free, text).returncode == 0
    assert not (free / "standards/editions.yml").exists()
    shutil.rmtree(town / "results/harbour/2026-10")
    shutil.rmtree(town / "results/harbour/events")
    desk = (town / "standards/desk.yml").read_text(encoding="utf-8")
    (town / "standards/other.yml").write_text(desk.replace("id: desk", "id: other", 1), encoding="utf-8")
    assert windowboard(town, "freeze", "other@1").returncode == 0
    done = imported(town, text)
    assert done.returncode == 0, done
    assert done.stderr.splitlines()[-1] == ("第一次引用的版次已冻结：desk@1。请把 standards/editions.yml 一并提交。")
    assert windowboard(town, "check").returncode == 0


def test_windows_of_one_id_in_several_centres_are_told_apart(town: Path) -> None:
    """Each row has its centre, and a proposal asks for none of these names."""
    centre = (town / "results/harbour/centre.yml").read_text(encoding="utf-8")
    (town / "results/pier").mkdir()
    pier = centre.replace("港口支行", "码头支行").replace("现金窗口", "收银台")
    (town / "results/pier/centre.yml").write_text(pier, encoding="utf-8")
    text = csv(
        ("日期", "单位", "窗口", "检查项目"),
        (DAY, "码头支行", "收银台1", "无"),
        (DAY, "港口支行", "现金窗口1", "无"),
    )
    (town.parent / "two.csv").write_text(text, encoding="utf-8")
    asked = ("--propose-map", "-o", str(town.parent / "map2.yml"))
    assert windowboard(town, "import", str(town.parent / "two.csv"), *asked).returncode == 0
    proposal = (town.parent / "map2.yml").read_text(encoding="utf-8")
    assert "windows:" not in proposal
    completed = proposal.replace("channel:  #", "channel: weekly #").replace("team:  #", "team: A #")
    completed = completed.replace("assessed:  #", "assessed:")
    (town.parent / "map.yml").write_text(completed, encoding="utf-8")
    assert imported(town, text.encode()).stdout.splitlines() == [
        "results/harbour/2026-10/26-weekly-a.yml",
        "results/pier/2026-10/26-weekly-a.yml",
    ]


def test_problems_are_told_in_english(town: Path) -> None:
    """With the same cells."""
    done = imported(town, csv(HEADERS, ("十月", "1号窗口", "无", "", "", "")).encode(), "--lang", "en")
    mend = (
        "Write 2026-10-12, 2026/10/12 or 2026年10月12日; without a year 10月12日, and put the year into the "
        "mapping. 10.1 may be the first or the tenth, and is not read."
    )
    assert done.stderr.splitlines() == [
        'sheet!A2: no-day-read "十月" is no day that can be read',
        f"    {mend}",
        "Nothing was written.",
    ]


# A mapping is proposed, and a person completes it


def test_a_mapping_is_proposed_from_the_headers(town: Path) -> None:
    """What is certain is filled in; what is not stands empty, and is asked for by line and column."""
    text = csv(
        ("检查日期", "窗口名称", "存在问题", "扣分值", "备注", "检查人", "天气"),
        ("10月26日", "现金窗口1", "杂乱", "扣2", "", "张三", "晴"),
        ("", "二号柜", "态度有点生硬", "5分", "", "张三", "晴"),
        ("", "二号柜", "1.2 标识清楚", "8", "", "张三", "晴"),
        ("合计", "", "", "15", "", "", ""),
    )
    (town.parent / "台账.csv").write_bytes(text.encode("gb18030"))
    asked = ("import", str(town.parent / "台账.csv"), "--propose-map", "-o", str(town.parent / "new.yml"))
    assert windowboard(town, *asked).returncode == 0
    proposal = (town.parent / "new.yml").read_text(encoding="utf-8")
    assert proposal == (
        "# 对照表：说明这张表里的各列、各种写法指什么。由表头推测而来，请逐项核对；空着的要填上。\n"
        "standard: desk@1\n"
        "centre: harbour # 都是哪个机构：harbour\n"
        "channel:  # 都是哪种检查方式：weekly 周督查、monthly 月通报、self 自查\n"
        "team:  # 都是哪个检查组（代号，不写姓名）\n"
        "year:  # 有的日期没有写年份：是哪一年\n"
        "# 每次检查看了哪些内容：全部写 all，否则列出章节或条款，如下。没有看过的不能算作合格，所以要由人来写。\n"
        'assessed:  # ["1.1", "1.2", "2.1", "2.2"]\n'
        "columns:\n"
        "  检查日期: date\n"
        "  窗口名称: window\n"
        "  存在问题: item\n"
        "  扣分值: minus\n"
        "  备注: note\n"
        "  检查人: person # 人的姓名不进入数据\n"
        "  天气: ignore # 不认识这个表头，不读入；要读入的改成 note、team 等\n"
        "fill_down: [检查日期] # 空着的格，意思同上一行\n"
        "windows:\n"
        "  二号柜:  # 没有相近的\n"
        "# 表里的每种写法是哪个条款的哪种扣分情形；没有问题的写 {nothing: true}，不是检查结果的写 {skip: true}。\n"
        "items:\n"
        '  杂乱: {clause: "1.1", fault: untidy}\n'
        "  态度有点生硬: {clause: , fault: } # 可能是：2.2 curt 生硬\n"
        '  "1.2 标识清楚": {clause: "1.2"}\n'
    )
    again = windowboard(town, *asked)
    assert (again.returncode, again.stderr.splitlines()[0].partition(": ")[2]) == (2, "file-is-there 这个文件已经有了")
    empty = windowboard(town, "import", str(town.parent / "台账.csv"), "--map", str(town.parent / "new.yml"))
    assert [line.split(" ")[1] for line in told_lines(empty)] == ["key-without-value"] * 7
    completed = (
        proposal.replace("channel:  #", "channel: weekly #")
        .replace("team:  #", "team: A #")
        .replace("year:  #", "year: 2026 #")
        .replace("assessed:  #", "assessed:")
        .replace("二号柜:  #", "二号柜: cash-2 #")
        .replace("{clause: , fault: }", '{clause: "2.2", fault: curt}')
    )
    (town.parent / "map.yml").write_text(completed, encoding="utf-8")
    assert rounds(town, imported(town, text.encode("gb18030"))) == {
        "2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1", "cash-2 2.2/curt×1 1.2!"]
    }


def test_what_a_window_may_mean_is_offered_as_a_mapping_has_to_write_it(town: Path) -> None:
    """Several centres have a window of that id: one id answers for all of them, and a centre is no part of it."""
    centre = (town / "results/harbour/centre.yml").read_text(encoding="utf-8")
    for name in ("quay", "mole"):
        (town / "results" / name).mkdir()
        (town / "results" / name / "centre.yml").write_text(
            centre.replace("name: 港口支行", f"name: {name}支行"), "utf-8"
        )
    (town.parent / "台账.csv").write_text(
        csv(("日期", "单位", "窗口"), (DAY, "harbour", "现金1号窗口")), encoding="utf-8"
    )
    asked = ("import", str(town.parent / "台账.csv"), "--propose-map", "-o", str(town.parent / "new.yml"))
    assert windowboard(town, *asked).returncode == 0
    proposal = (town.parent / "new.yml").read_text(encoding="utf-8")
    assert "  现金1号窗口:  # 可能是：cash-1 现金窗口1；cash-2 现金窗口2\n" in proposal


def test_what_lies_before_every_board_is_told(town: Path) -> None:
    """Whoever brings in last quarter's rounds learns why no list comes of them; not where another board has them."""
    data = csv(HEADERS, (DAY, "1号窗口", "无", "", "", "")).encode()
    slip(town, "standards/boards/banks.yml", "period: month\n", "period: month\nsince: 2026-11\n")
    told = "1 个检查批次不评分、不排名：榜单“银行窗口榜”从 2026-11 才开始"
    assert f"standards/boards/banks.yml:1:1: rounds-before-board {told}" in imported(town, data, "--dry-run").stderr
    board = (town / "standards/boards/banks.yml").read_text(encoding="utf-8")
    other = board.replace("id: banks", "id: other").replace("2026-11", "2026-09")
    (town / "standards/boards/other.yml").write_text(other, encoding="utf-8")
    assert "rounds-before-board" not in imported(town, data, "--dry-run").stderr


def test_a_sheet_without_the_usual_headers_is_told_so(town: Path) -> None:
    """Nothing is guessed of a list of telephone numbers."""
    (town.parent / "x.csv").write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    done = windowboard(town, "import", str(town.parent / "x.csv"), "--propose-map", "-o", str(town.parent / "y.yml"))
    assert done.returncode == 2
    assert "x.csv!A1: no-usual-headers 没有找到可以识别的表头：要有日期和窗口各一列" in done.stderr
    assert not (town.parent / "y.yml").exists()


def test_a_sheet_of_somebody_else_needs_a_mapping(town: Path) -> None:
    """And is told how to get one."""
    done = imported(town, csv(HEADERS, (DAY, "1号窗口", "无", "", "", "")).encode(), mapping=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "sheet: mapping-needed 不是 windowboard sheet 写出的表格，要有一个对照表才读得懂"
    )


def test_a_mapping_that_does_not_fit_the_sheet_is_told(town: Path) -> None:
    """It names the headers that it looked for."""
    assert refused(town, csv(("时间", "柜台"), (DAY, "1号窗口")).encode()) == [
        "sheet!A1: no-headers-found 没有找到表头：要有 日期、窗口 各一列"
    ]


# Twelve more


def test_headers_may_take_two_rows(town: Path) -> None:
    """Whichever of them has days and windows, and whether cells are merged or not."""
    upper, lower = ("日期", "检查情况", None, None, "备注"), (None, "窗口", "检查项目", "扣分", None)
    rows = ((DAY, "现金窗口1", "杂乱", 2, "单据散放"), (DAY, "现金窗口2", "无", None, None))
    expected = {"2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1", "cash-2 –"]}
    merged = xlsx({"检查": Sheet(rows=[("十月台账",), upper, lower, *rows], merged=("A2:A3", "B2:D2", "E2:E3"))})
    assert rounds(town, imported(town, merged)) == expected
    shutil.rmtree(town / "results/harbour/2026-10")
    tall = ("日期", "窗口", "检查情况", None, "备注"), (None, None, "检查项目", "扣分", None)
    both = xlsx({"检查": Sheet(rows=[*tall, *rows], merged=("A1:A2", "B1:B2", "C1:D1", "E1:E2"))})
    assert rounds(town, imported(town, both)) == expected


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [("窗口", "9月", "10月"), ("现金窗口1", 2, 0), ("现金窗口2", 0, 5)],
            "sheet!检查!B1: months-as-columns 这是汇总表：“9月”一列是一个月的数，看不出是哪天查的、查到了什么",
        ),
        (
            [("日期", "检查项目", "现金窗口1", "现金窗口2"), ("2026-10-26", "杂乱", 2, 0)],
            "sheet!检查!C1: windows-as-columns “现金窗口1”是一个窗口，却写在表头里：一列一个窗口的表读不了",
        ),
    ],
    ids=["months", "windows"],
)
def test_a_sheet_of_another_shape_is_told_what_it_is(town: Path, rows: Sequence[Sequence[Plain]], told: str) -> None:
    """By the import and by the proposal, at the header that shows it."""
    book = xlsx({"检查": Sheet(rows=rows)})
    assert refused(town, book) == [told]
    done = imported(town, book, "--propose-map", "-o", str(town / "proposed.yml"), mapping=False)
    assert said(done) == [told]


def test_points_in_full_width_signs_are_read(town: Path) -> None:
    """With a unit, a word before them or a sign that is no hyphen."""
    amounts = ("２分", "扣２．０分", "－２", "−2", "扣除2分")
    book = sheet(*((DAY, "现金窗口1", "杂乱", amount, None, None) for amount in amounts))
    assert rounds(town, imported(town, book)) == {
        "2026-10/26-weekly-a.yml": [" ".join(["cash-1", *["1.1/untidy×1"] * 5])]
    }


def test_a_sheet_for_each_centre_is_read_as_that_centre(town: Path) -> None:
    """Where neither a column nor the mapping names one; never as the one that the mapping names."""
    second = (town / "results/harbour/centre.yml").read_text("utf-8").replace("港口支行", "河畔支行")
    (town / "results/riverside").mkdir()
    (town / "results/riverside/centre.yml").write_text(second, "utf-8")
    rows: list[tuple[Plain, ...]] = [("日期", "窗口", "检查项目", "扣分"), (DAY, "现金窗口1", "杂乱", 2)]
    names = [line.partition(": ")[2] for line in second.splitlines() if line.startswith("name: ")]
    harbour = names[0].replace("河畔支行", "港口支行")
    book = xlsx({harbour: Sheet(rows=rows), names[0]: Sheet(rows=rows), "通讯录": Sheet(rows=[("姓名", "科室")])})
    mapping = town.parent / "map.yml"
    kept = mapping.read_text("utf-8")
    told = f"sheet-of-another-centre 工作表“{names[0]}”是另一个机构的名称，对照表却写着 centre: harbour"
    assert refused(town, book) == [f"sheet!{names[0]}!A1: {told}"]
    mapping.write_text(f"sheet: {harbour}\n{kept}", "utf-8")
    assert [line for line in said(imported(town, book, "--dry-run")) if "sheet-not-asked-for" in line] == [
        f"sheet!{name}!A1: sheet-not-asked-for 工作表“{name}”没有读入：对照表只写了 sheet: {harbour}"
        for name in (names[0], "通讯录")
    ]
    mapping.write_text(kept.replace("centre: harbour\n", ""), "utf-8")
    assert imported(town, book).stdout.splitlines() == [
        "results/harbour/2026-10/26-weekly-a.yml",
        "results/riverside/2026-10/26-weekly-a.yml",
    ]
    proposed = town / "proposed.yml"
    imported(town, book, "--propose-map", "-o", str(proposed), mapping=False)
    text = proposed.read_text("utf-8")
    assert f"# 这些工作表都有这样的表头，都会读入：{harbour}、{names[0]}。只读一张的，写 sheet。" in text
    assert "# 没有机构一列：工作表的名称就是机构的名称。" in text
    assert "\ncentre:" not in text


def test_days_of_several_kinds_stand_in_one_column(town: Path) -> None:
    """Numbers of days, such numbers as text, days with an hour; what could be two days is refused."""
    days = (46321, "46321", DAY, "2026.10.26 上午", "2026-10-26 09:30", 20261026, "10月26日（星期一）下午")
    book = sheet(*((day, "现金窗口1", "无", None, None, None) for day in days))
    assert rounds(town, imported(town, book)) == {"2026-10/26-weekly-a.yml": ["cash-1 –"]}
    assert refused(town, sheet(("10.2", "现金窗口2", "无", None, None, None))) == [
        "sheet!检查!A2: no-day-read “10.2”不是能读懂的日期"
    ]


def test_names_of_people_are_refused_wherever_they_stand(town: Path) -> None:
    """Those of the column of inspectors, several in a cell, in every note."""
    book = sheet(
        (DAY, "现金窗口1", "杂乱", 2, "李晓梅已当场整改", None), (DAY, "现金窗口2", "无", None, None, "王建国、李晓梅")
    )
    assert refused(town, book) == [
        "sheet!检查!E2: person-named-in-cell 这一格里有“检查人”一列中的人名：数据里不写任何人的姓名"
    ]


def test_hidden_columns_are_read_and_told(town: Path) -> None:
    """What nobody sees on the screen would be public."""
    book = sheet((DAY, "现金窗口1", "杂乱", 2, "内部掌握", None), hidden_columns=("E:F",))
    done = imported(town, book)
    assert said(done) == [
        "sheet!检查!E1: hidden-columns-read 隐藏的列也读入了：“备注”",
        "sheet!检查!F1: people-left-out “检查人”一列没有读入：人的姓名不进入数据；这个表格也不要提交到仓库",
    ]


def test_totals_between_groups_are_left_out(town: Path) -> None:
    """As pivot tables write them; a row with something found is none."""
    book = sheet(
        (DAY, "现金窗口1", "杂乱", 2, None, None),
        (None, "现金窗口1 汇总", None, 2, None, None),
        (DAY, "现金窗口2", "杂乱", 2, None, None),
        (None, "现金窗口2汇总", None, 2, None, None),
        ("2026-10-26 计", None, None, 4, None, None),
    )
    done = imported(town, book)
    assert rounds(town, done) == {"2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1", "cash-2 1.1/untidy×1"]}
    assert [line.split(" ")[0] for line in said(done)] == [
        *("sheet!检查!F1:", "sheet!检查!A3:", "sheet!检查!A5:", "sheet!检查!A6:")
    ]


def test_empty_first_columns_and_rows_do_not_matter(town: Path) -> None:
    """Cells are told where they stand."""
    book = xlsx(
        {"检查": Sheet(rows=[(), (None, "台账"), (None, *HEADERS), (None, DAY, "现金窗口1", "杂乱", 3, None, None)])}
    )
    assert refused(town, book) == [
        "sheet!检查!E4: amount-does-not-fit “3”与条款 1.1“untidy”的扣分不符：标准是 2 × n ≤ 6"
    ]


def test_a_share_is_no_amount(town: Path) -> None:
    """Whether it is a text or a number that is shown so."""
    told = [
        refused(town, sheet((DAY, "现金窗口1", "杂乱", amount, None, None)))[0].split(" ")[:2]
        for amount in ("2%", 0.02)
    ]
    assert told == [["sheet!检查!D2:", "amount-not-read"], ["sheet!检查!D2:", "amount-does-not-fit"]]


def test_a_file_is_what_it_holds_and_not_what_it_is_called(town: Path) -> None:
    """An old workbook under the name of a new one is read; a page of the web is told to be one."""
    rows: list[tuple[str | float | None, ...]] = [HEADERS, ("2026-10-26", "现金窗口1", "杂乱", 2, None, None)]
    assert rounds(town, imported(town, {"sheet.xlsx": xls(rows)})) == {
        "2026-10/26-weekly-a.yml": ["cash-1 1.1/untidy×1"]
    }
    page = "<html><table><tr><td>日期</td><td>窗口</td></tr></table></html>".encode()
    assert refused(town, {"sheet.xls": page}) == ["sheet.xls: page-no-sheet 是网页或 XML，只是用了表格的扩展名，没有读"]


def test_a_text_may_say_in_which_code_it_is(town: Path) -> None:
    """By the sign before it, which is part of no header."""
    text = csv(HEADERS, ("2026/10/26", "现金窗口1", "杂乱", "扣2", None, None), between="\t")
    for number, code in enumerate(("utf-8", "gb18030", "utf-16-le", "utf-16-be")):
        done = imported(town, {"sheet": f"\ufeff{text}".encode(code)})
        assert done.returncode == 0, (code, done)
        assert bool(done.stdout) == (number == 0), "the first is new, the others are known"


def test_several_things_in_one_cell_are_proposed_to_be_parted(town: Path) -> None:
    """Whoever maps such a text to one fault loses the others."""
    book = sheet((DAY, "1、2号窗口", "杂乱、生硬", 7, None, None))
    proposed = town / "proposed.yml"
    imported(town, book, "--propose-map", "-o", str(proposed), mapping=False)
    text = proposed.read_text("utf-8")
    assert "1、2号窗口: # 像是几个窗口：在表里拆成几行，一行一个" in text.replace('"', "").replace(":  #", ": #")
    assert "杂乱、生硬: {clause: , fault: } # 像是几个问题：在表里拆成几行，一行一个；确是一个的，" in text


def test_what_to_do_is_said_once_for_each_kind_of_problem(town: Path) -> None:
    """Below the first that has it, unasked: whoever has just typed a command need not ask a second one."""
    rows = [(day, "现金窗口1", "无", None, None, None) for day in ("10.1", "10.2")]
    mend = (
        "写成 2026-10-12、2026/10/12、2026年10月12日；只写月日的写 10月12日，在对照表里写 year。"
        "10.1 可能是一日，也可能是十日，不读。"
    )
    assert imported(town, sheet(*rows)).stderr.splitlines() == [
        "sheet!检查!A2: no-day-read “10.1”不是能读懂的日期",
        f"    {mend}",
        "sheet!检查!A3: no-day-read “10.2”不是能读懂的日期",
        "什么也没有写。",
    ]


def test_a_row_that_stands_twice_is_told_and_a_copy_on_another_sheet_refused(town: Path) -> None:
    """Two spots may be written alike; a list of the year beside one of the month is the same record again."""
    row: tuple[Plain, ...] = (DAY, "现金窗口1", "杂乱", 2, "单据散放", None)
    other: tuple[Plain, ...] = ("10月26日", "现金窗口1", "杂乱", "扣2", "单据散放", None)
    copied = xlsx({"全年": Sheet(rows=[HEADERS, row]), "10月": Sheet(rows=[HEADERS, row])})
    assert refused(town, copied) == [
        "sheet!10月!B2: row-on-two-sheets 与 sheet!全年!B2 的一行完全相同：同一条记录不能读两次"
    ]
    done = imported(town, sheet(row, row, other))
    assert [line for line in said(done) if "row-repeated" in line] == [
        "sheet!检查!B3: row-repeated 与第 2 行完全相同，两行都读入了：各扣各的"
    ]
