"""The notice of a period: what the board published, and nothing that it did not."""

import datetime
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from generator.model.keys import PlaceKey
from generator.presenting.atlas import Atlas
from generator.presenting.files.bulletin import Issue, bulletin_docx, bulletin_html, bulletin_of, bulletin_text
from tests.fixtures.city import city
from tests.fixtures.command import windowboard
from tests.fixtures.contested import contested
from tests.fixtures.town import lay_out, slip

ISSUE = Issue(day=datetime.date(2026, 11, 23), number="云窗办〔2026〕3 号", address="https://example.invalid/")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HALLS = PlaceKey(board="halls", period="2026-09")


def test_the_notice_says_what_the_board_published() -> None:
    """Issuer, number and date; every window of both lists; where the rest can be read."""
    atlas = Atlas(city().site)
    period = atlas.period(HALLS)
    text = bulletin_text(bulletin_of(atlas, HALLS, ISSUE), "zh")
    lines = text.splitlines()
    assert lines[0].startswith("关于2026年9月“")
    assert lines[1] == f"{atlas.site.rulebook.policy.publisher} 云窗办〔2026〕3 号 2026年11月23日"
    red, green = ([one for one in period.ranked if one.listed == kind] for kind in ("red", "green"))
    assert f"红榜（表扬） {len(red)} 个" in lines
    assert f"绿榜（曝光） {len(green)} 个" in lines
    for standing in (*red, *green):
        name = atlas.names[standing.who]
        assert f"{name.centre}{name.window}：" in text
    assert lines[-1] == "全部名次和扣分明细：https://example.invalid/lists/halls/2026-09.html"


def test_no_figure_of_a_row_under_appeal_is_in_it() -> None:
    """It is counted, and no name of it stands there."""
    site = contested().site
    atlas = Atlas(site)
    hidden = [
        (PlaceKey(board=one.board, period=one.period), row)
        for periods in site.boards.values()
        for one in periods
        if one.closed
        for row in one.unrated
        if "appealed" in repr(row.outcome)
    ]
    assert hidden
    for place, row in hidden:
        text = bulletin_text(bulletin_of(atlas, place, ISSUE), "zh")
        name = atlas.names[row.who]
        assert f"{name.centre}{name.window}" not in text
        assert "申诉复核中" in text


def test_names_are_no_markup_on_paper() -> None:
    """Data are text in the HTML as anywhere, and the page asks for nothing from elsewhere."""
    issue = Issue(day=ISSUE.day, number="<script>alert(1)</script>")
    page = bulletin_html(bulletin_of(Atlas(city().site), HALLS, issue), "zh")
    assert "<script" not in page
    assert "http" not in page
    assert "size: A4" in page


def paragraphs(docx: bytes) -> list[str]:
    """The text of each paragraph of a file of Word."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        body = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314  # our own words
    return ["".join(one.itertext()) for one in body.iter(f"{WORD}p")]


def test_a_file_of_word_says_the_same_and_is_the_same_bytes() -> None:
    """Every line of the text stands in it, names are no markup, on A4; made twice it does not differ."""
    issue = Issue(day=ISSUE.day, number="<w:p/>&3 号", address=ISSUE.address)
    bulletin = bulletin_of(Atlas(city().site), HALLS, issue)
    made = bulletin_docx(bulletin, "zh")
    told = paragraphs(made)
    assert [bulletin.issuer, bulletin.number, bulletin.title, bulletin.opening] == told[:4]
    for number, one in enumerate(bulletin.green, start=1):
        assert f"{number}. {one}" in told
    assert told[-2:] == [bulletin.issuer, bulletin.date]
    assert f"全部名次和扣分明细：{bulletin.address}" in told
    assert made == bulletin_docx(bulletin, "zh")


def test_only_what_is_over_and_public_has_a_notice(tmp_path: Path) -> None:
    """While October runs there is none; once it is over the command prints the notice and writes it for A4."""
    root = lay_out(tmp_path / "town")
    early = windowboard(root, "bulletin", "banks", "2026-10", "--as-of", "2026-10-30")
    assert (early.returncode, "period-not-public" in early.stderr) == (2, True), early
    nowhere = windowboard(root, "bulletin", "bank", "2026-10", "--as-of", "2026-11-20")
    assert nowhere.stderr.splitlines()[-3:-1] == [
        "bulletin: no-such-board 没有榜单“bank”；已有：banks",
        "    写 standards/boards/ 里的榜单编号。",
    ]
    sheet = tmp_path / "notice.html"
    words = ("bulletin", "banks", "2026-10", "--as-of", "2026-11-20", "--date", "2026-11-23", "--number", "3 号")
    done = windowboard(root, *words, "-o", str(sheet))
    assert done.returncode == 0, done
    assert "2026年10月" in done.stdout
    assert "3 号 2026年11月23日" in done.stdout
    assert "2026年11月23日" in sheet.read_text("utf-8")
    again = windowboard(root, *words, "-o", str(sheet))
    assert again.returncode == 2  # nothing is overwritten
    other = windowboard(root, *words, "-o", str(tmp_path / "notice.pdf"))
    assert (other.returncode, "notice.pdf”的文件名要以 .html / .docx 结尾" in other.stderr) == (2, True), other
    assert not (tmp_path / "notice.pdf").exists()
    assert windowboard(root, *words, "-o", str(tmp_path / "notice.docx")).returncode == 0
    assert "2026年11月23日" in paragraphs((tmp_path / "notice.docx").read_bytes())


def test_the_notice_is_that_of_data_which_pass(tmp_path: Path) -> None:
    """Of data with a problem there is none."""
    root = lay_out(tmp_path)
    slip(root, "results/harbour/2026-10/12-weekly-a.yml", "channel: weekly", "channel: weakly")
    assert windowboard(root, "bulletin", "banks", "2026-10", "--as-of", "2026-11-20").returncode == 2
