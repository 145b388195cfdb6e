"""What a reader meets who is no expert: plain words, one kind of quotation marks, ways on, and nothing twice."""

import csv
import html
import re
from pathlib import Path
from typing import Final

FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)
"""What somebody has to open."""
TERMS = re.compile("置信区间|自由度|标准差|方差|现行")
ROW = re.compile(r"<tr><th scope=\"row\"><a href=\"([^\"]+)\">([^<]+)</a> <small>")
BAND = re.compile(r"<a (?:class=\"wb-band\" )?href=\"([^\"]*/20[^\"#]*#[^\"]+)\"[^>]*>(.*?)</a>")


def text_of(page: Path) -> str:
    """A page as it stands in the site."""
    return html.unescape(page.read_text(encoding="utf-8"))


def test_lists_and_scorecards_are_told_without_terms_of_statistics(sample_site: Path) -> None:
    """What whoever recomputes needs is there, folded."""
    pages = [*(sample_site / "lists").rglob("*.html"), *(sample_site / "windows").rglob("*.html")]
    assert len(pages) > 200
    assert [
        (page.name, TERMS.findall(FOLDED.sub("", text_of(page))))
        for page in pages
        if TERMS.search(FOLDED.sub("", text_of(page)))
    ] == []
    assert "自由度" in text_of(sample_site / "lists/hospital-counters/2026-10.html")


def test_no_word_is_said_twice_in_a_row(sample_site: Path) -> None:
    """A trade that is called 政务服务 has 窗口, and not 服务窗口: on no page and in no data."""
    said_twice = re.compile("(服务|窗口|检查|标准|医院|银行|榜单)\\1")
    assert said_twice.search("政务服务服务窗口")
    files = [one for one in sample_site.rglob("*") if one.suffix in {".html", ".json", ".xml", ".csv", ".svg"}]
    assert len(files) > 500
    assert {found[0] for one in files for found in said_twice.finditer(text_of(one))} == set()


def test_there_is_one_kind_of_quotation_marks(sample_site: Path) -> None:
    """That of the mainland."""
    assert [page for page in sample_site.rglob("*.html") if "「" in text_of(page)] == []


def test_an_archived_list_leads_to_the_period_after_it(sample_site: Path) -> None:
    """And the newest to none."""
    for board in (sample_site / "lists").iterdir():
        periods = sorted(board.glob("20*.html")) if board.is_dir() else []
        for page, after in zip(periods, [*periods[1:], None], strict=False):  # the last of none is none
            (pager,) = re.findall(r"<nav class=\"wb-pager\".*?</nav>", text_of(page), re.DOTALL)
            later = re.findall(r"<a href=\"([^\"]+)\">[^<]+ →</a>", pager)
            assert later == ([after.name] if after else [])


def test_a_standard_stands_once_in_the_library(sample_site: Path) -> None:
    """Under the trades that it applies to, however many they are."""
    page = text_of(sample_site / "standards/index.html")
    found = [path for path, _ in ROW.findall(page)]
    assert len(found) == len(set(found)) == 20
    assert re.findall(r"<h2 id=\"t-[^>]+>([^<]+)</h2>", page)[-2:] == ["政务服务、社区便民", "各行业"]


def test_a_promise_is_told_in_words_beside_each_rate(sample_site: Path) -> None:
    """A number of a clause tells nobody what was promised."""
    pages = [sample_site / "commitments.html", *sorted(sample_site.glob("commitments/*/*/*.html"))]
    every = "".join(map(text_of, pages))
    told = re.findall(r'<td class="wb-num"><small class="wb-kept__what" aria-hidden="true">([^<]+)</small><b>', every)
    assert "办理一件居民收费业务的时间不超过 5 分钟" in told
    named = re.findall(r"<th scope=\"row\"><a [^>]*>([^<]+)</a> <small>[^<]*</small><td data-label=", every)
    assert "办理一件居民收费业务的时间不超过 5 分钟" in named
    assert len(told) + len(named) == every.count('<td class="wb-num">') > 20


def test_no_two_links_to_reasons_have_one_name(sample_site: Path) -> None:
    """A list of links, as readers of screens make it, is no row of thirteen times 优秀."""
    for page in ("index.html", "windows/index.html", "lists/hospital-counters/index.html"):
        links = {(target, re.sub("<[^>]+>", "", name)) for target, name in BAND.findall(text_of(sample_site / page))}
        assert len(links) > 3
        with (sample_site / "data/scores-2026-10.csv").open(encoding="utf-8-sig", newline="") as file:
            bands = {row["band_name"] for row in csv.DictReader(file)} | {"等级未定"}
        assert not [name for _, name in links if name in bands]


def test_nothing_is_published_that_no_page_asks_for(sample_site: Path) -> None:
    """Material brings a search of its own, and an icon."""
    brought = {
        path.relative_to(sample_site).as_posix() for path in (sample_site / "assets").rglob("*") if path.is_file()
    }
    page = text_of(sample_site / "index.html")
    assert {path for path in brought if not path.startswith("assets/windowboard/")} == {
        path for path in brought if f'"{path}"' in page and not path.startswith("assets/windowboard/")
    }


def test_wherever_the_marks_are_explained_it_is_said_that_they_are_no_traffic_lights(
    sample_site: Path, english_site: Path
) -> None:
    """Red is praise here, and green exposure; said once, on the page of the method, nobody would know."""
    legend = re.compile(r'class="wb-legend"[^>]*>\s*<li><span class="wb-mark')
    explained = [page for page in sample_site.rglob("*.html") if legend.search(text_of(page))]
    assert len(explained) > 100
    told = re.compile("与红绿灯的意思相反|Not as traffic lights")
    assert [page for page in explained if not told.search(text_of(page))] == []
    assert "Not as traffic lights" in text_of(english_site / "index.html")


def test_whoever_complains_is_told_what_follows_and_when(sample_site: Path) -> None:
    """At home, on the page of a centre and of a window."""
    for address in ("index.html", "elder.html", "windows/nandu-bank/index.html", "windows/nandu-bank/cash-2.html"):
        (block,) = re.findall(r'<section class="wb-contact">.*?</section>', text_of(sample_site / address), re.DOTALL)
        assert "10 个工作日内公开答复" in block


def test_every_window_is_named_with_its_centre(sample_site: Path) -> None:
    """No two scorecards have the same heading: paper, the history of a browser and readers of screens have no other."""
    pages = [page for page in (sample_site / "windows").glob("*/*.html") if not page.name.startswith(("20", "index"))]
    heads = [re.sub("<[^>]+>", "", found) for page in pages for found in re.findall("<h1>(.*?)</h1>", text_of(page))]
    assert len(pages) == len(heads) == len(set(heads)) > 70


def test_what_decides_is_the_headline_and_not_the_score_that_it_overrules(sample_site: Path) -> None:
    """A veto stands where others have their score; the score of the points comes after it, and small."""
    page = text_of(sample_site / "windows/yunze-chinese-hospital/decoction-1.html")
    (verdict,) = re.findall(r'<section class="wb-verdict.*?</section>', page, re.DOTALL)
    (headline,) = re.findall(r'<p class="wb-big[^"]*">(.*?)</p>', verdict)
    assert "吃、拿、卡、要" in headline
    assert "98.4" not in headline
    assert "98.4" in verdict


def test_a_badge_of_exposure_is_no_green_plate(sample_site: Path) -> None:
    """Whoever sees a green plate takes it for passing: what badges are filled with says nothing, their words do."""
    filled = {
        found
        for badge in (sample_site / "badges").rglob("*.svg")
        if "绿榜" in text_of(badge)
        for found in re.findall(r'<(?:rect|path)[^>]* fill="([^"]+)"', text_of(badge))
    }
    assert filled == {"#1d4468", "#fff"}


def test_nothing_of_the_frame_is_published_that_nobody_asks_for(sample_site: Path) -> None:
    """The mark is ours, and of Material's own search nothing is left."""
    assert 'rel="icon" href="assets/windowboard/icon.svg"' in text_of(sample_site / "index.html")
    assert [path for path in sample_site.rglob("*") if "lunr" in path.name or path.name == "search_index.json"] == []
    scripts = {path.name for path in (sample_site / "assets/javascripts").rglob("*.js")}
    assert all(f"javascripts/{name}" in text_of(sample_site / "index.html") for name in scripts)


def test_whoever_opens_a_table_in_an_office_program_is_told_how_periods_stay_periods(sample_site: Path) -> None:
    """They look like dates to it, and become some."""
    assert "把 2026-10 这样的周期显示成日期" in text_of(sample_site / "data/index.html")


def test_the_worst_section_of_a_scorecard_is_open_and_bars_show_what_others_earn(sample_site: Path) -> None:
    """Whoever comes to a page that lost points reads at least one reason without opening anything."""
    seen = medians = 0
    for page in sorted((sample_site / "windows").glob("*/[a-z]*-[0-9].html")):
        for opened in re.findall(r'<div class="wb-opened">(.*?)</div>', page.read_text("utf-8"), re.DOTALL):
            parts = re.findall(r"<details( open)?><summary>(.*?)</summary>", opened, re.DOTALL)
            figures = [(shown, re.search(r"<b>([\d.]+)</b>/([\d.]+)", head), head) for shown, head in parts]
            shares = [(float(found[1]) / float(found[2]), bool(shown)) for shown, found, _ in figures if found]
            if any(share < 1 for share, _ in shares):
                seen += 1
                assert min(share for share, shown in shares if shown) == min(share for share, _ in shares), page
            medians += sum("中位数" in head for _, _, head in figures)
    assert (seen > 40, medians > 100) == (True, True)


DAY_FORMS: Final = re.compile(
    r"\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{4} ?年 ?0\d ?月|\d{4} 年|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}月\d{1,2}号"
)
"""Days and months as no page writes them: tables have 2026-10-09, sentences 2026年10月9日."""


def test_days_are_written_in_one_way_in_tables_and_in_one_in_sentences(sample_site: Path) -> None:
    """Every page but the standards, which quote their sources."""
    for page in sorted(sample_site.rglob("*.html")):
        where = page.relative_to(sample_site).as_posix()
        if not where.startswith(("en/", "standards/", "themes/", "conduct/", "checklists/", "entry/")):
            assert not DAY_FORMS.findall(text_of(page)), where


def test_a_list_names_the_section_that_lost_most_also_where_clauses_share_their_points(sample_site: Path) -> None:
    """Of shared points nobody can say that every clause earned a part of them."""
    said = [
        one
        for page in (sample_site / "lists").glob("*/20*.html")
        for one in re.findall(r"失分较多：[^<]*", page.read_text("utf-8"))
    ]
    assert len(said) >= 10
    assert not [one for one in said if "全部条款" in one or "各条" in one]
