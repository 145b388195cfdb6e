"""The site of the sample city, read as files: everything that it says in two places is the same in both."""

import csv
import json
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from generator.comparing.guard import earlier_release, guard
from generator.gathering.gather import SiteOn, gather
from generator.model.problem import Problem
from generator.model.site import Site
from generator.presenting.files.feeds import ATOM
from tests.conftest import SITE_DAY, SITE_URL
from tests.fixtures.newest import newest_rows
from tests.fixtures.town import Here

PRAISED_LEAST = ("yunze-chinese-hospital", "registration-1")
SVG = "{http://www.w3.org/2000/svg}"


def band_told(row: dict[str, str]) -> str:
    """What pages call a row of the CSV: its band, or that the evidence does not settle it."""
    return row["band_name"] if row["unsettled"] == "none" else "等级未定"


def test_list_scorecard_and_data_agree(sample_site: Path) -> None:
    """For every window of every board: the figure, band and place of the page are those of the CSV."""
    rows = newest_rows(sample_site)
    period = rows[0]["period"]
    assert len(rows) >= 60
    lists = {
        board: (sample_site / "lists" / board / f"{period}.html").read_text(encoding="utf-8")
        for board in {row["board"] for row in rows}
    }
    for row in rows:
        card = (sample_site / "windows" / row["centre"] / f"{row['window']}.html").read_text(encoding="utf-8")
        verdict = card[card.index("wb-verdict") : card.index("wb-jump")]
        told = (f"<b>{row['score']}</b>", f"只按各项得分是 {row['score']} 分")
        assert any(text in verdict for text in told) is bool(row["score"]), row
        assert (f"第 <b>{row['rank']}</b> 名" in verdict) is bool(row["score"]), row
        assert ("绿榜·曝光" in verdict, "红榜·表扬" in verdict) == (row["list"] == "green", row["list"] == "red"), row
        assert f"{row['centre']}/{row['window']}.html" in lists[row["board"]], row


def test_what_helps_is_said_once_for_a_centre_and_period_and_every_reason_leads_there(sample_site: Path) -> None:
    """The advice names at how many windows its clause took points: as many as name the clause."""
    seen = 0
    for path in sorted((sample_site / "windows").glob("*/20*.html")):
        text = path.read_text("utf-8")
        told, _, advice = text.partition("<article")[2].partition('<h2 id="advice"')
        lines = dict(re.findall(r'<li id="([^"]+)">(.*)', advice.partition("</ul>")[0]))
        assert "本站建议" not in told, path
        assert len({re.sub(r"<small>.*?</small>", "", line) for line in lines.values()}) == len(lines), path
        windows = re.findall(r'<section class="wb-told".*?</section>', told, re.DOTALL)
        for anchor, line in lines.items():
            clause = anchor.partition("-")[2]
            taken = re.compile(rf'<li>(?:<p><a href="#{re.escape(anchor)}">)?{re.escape(clause)}(?:</a>)? ')
            many = f"{sum(bool(taken.search(one)) for one in windows)} 个窗口失分"
            several = len({one.partition("-")[0] for one in lines}) > 1  # a number may stand in two standards
            assert many in line or several, (path, anchor)
            seen += 1
        assert set(re.findall(r'<li><p><a href="#([^"]+)"', told)) <= set(lines), path
    assert seen > 300


def test_every_why_of_every_list_leads_to_the_reasons_of_its_own_period(sample_site: Path) -> None:
    """The month that was read about is the month that is explained, with the figure that stands on the list."""
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for path in sorted((sample_site / "data").glob("scores-*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows |= {(row["period"], row["centre"], row["window"]): row for row in csv.DictReader(file)}
    told: dict[Path, str] = {}
    seen = 0
    for path in sorted((sample_site / "lists").glob("*/20*.html")):
        links = set(re.findall(r'href="([^"]+/20[^"#/]+\.html#[^"]+)"', path.read_text(encoding="utf-8")))
        for link in links:
            page, _, window = link.partition("#")
            target = (path.parent / page).resolve()
            text = told.setdefault(target, target.read_text(encoding="utf-8"))
            row = rows[path.stem, target.parent.name, window]
            section = text[text.index(f'id="{window}"') :].partition("</section>")[0]
            assert target.stem == path.stem
            assert row["score"] in section
            assert band_told(row) in section
            seen += 1
    assert seen > 100


def test_a_reason_names_the_clause_in_full_what_was_seen_and_what_it_cost(sample_site: Path) -> None:
    """Of the window that lost most on the board of hospitals: clauses of its standard as they read, the worst first."""
    (row,) = [one for one in newest_rows(sample_site) if (one["centre"], one["window"]) == PRAISED_LEAST]
    card = (sample_site / "windows" / row["centre"] / f"{row['window']}.html").read_text(encoding="utf-8")
    reasons = re.findall(r"<li><p><a [^>]*>([\d.]+)</a> ([^<]+)</p><p>([^<]+)：<b>失 ([\d.]+) 分</b>", card)
    standard = json.loads((sample_site / "data" / "standards" / "hospital-100.json").read_text(encoding="utf-8"))
    clauses = {one["id"]: one for section in standard["standard"]["sections"] for one in section["clauses"]}
    assert len(reasons) == 3
    for clause, text, seen, _ in reasons:
        assert clauses[clause]["text"] == text
        assert re.search("次检查发现|查实|抽查", seen)
    lost = [Decimal(points) for *_, points in reasons]
    assert lost == sorted(lost, reverse=True)
    assert card.index("wb-reasons") < card.index("wb-opened") < card.index("wb-total")


def test_a_telephone_number_is_called_by_a_tap_on_every_page(sample_site: Path) -> None:
    """Whoever wants to complain finds the number at the foot of whatever page it is."""
    pages = list(sample_site.rglob("*.html"))
    assert len(pages) > 100
    assert [path for path in pages if 'href="tel:12345"' not in path.read_text(encoding="utf-8")] == []


def test_the_printed_sum_rounds_to_the_printed_score(sample_site: Path) -> None:
    """Whoever rounds the last figure of the sum by hand gets the score, on every scorecard."""
    seen = 0
    for path in sorted((sample_site / "windows").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for exact, places, score in re.findall(
            r"(?:约|＝|≈|合计) ([\d.]+)，四舍五入保留 (\d) 位小数为 ([\d.]+) 分", text
        ):
            unit = Decimal(1).scaleb(-int(places))
            assert Decimal(exact).quantize(unit, ROUND_HALF_UP) == Decimal(score), path
            seen += 1
    assert seen > 60


def test_every_page_says_the_day_of_its_data_and_that_it_is_a_sample(sample_site: Path) -> None:
    """On whatever page somebody lands: how old the data are, and that the city does not exist."""
    pages = [path for path in (sample_site).rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 100
    for path in pages:
        text = path.read_text(encoding="utf-8")
        english = path.is_relative_to(sample_site / "en")
        data, sample = ("Data up to", "Sample data") if english else ("数据截至", "示例数据")
        assert re.search(rf'{data} <time datetime="2026-\d\d-\d\d">', text), path
        assert sample in text, path


def test_every_badge_says_what_the_published_row_says(sample_site: Path) -> None:
    """Score, band and list of the newest period of each window, read from the file that anybody can download."""
    newest: dict[tuple[str, str], dict[str, str]] = {}
    for path in sorted((sample_site / "data").glob("scores-*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                key = (row["centre"], row["window"])
                if key not in newest or (row["period"], newest[key]["board"]) > (newest[key]["period"], row["board"]):
                    newest[key] = row
    assert newest
    for (centre, window), row in newest.items():
        badge = ET.parse(sample_site / "badges" / centre / f"{window}.svg").getroot()  # noqa: S314  # our own file
        label = badge.attrib["aria-label"]
        assert row["window_name"] in label
        overruled = row["lowered"] == "true" and row["unsettled"] == "none"
        if row["score"] and not overruled:
            assert f"{row['score']} 分 {band_told(row)}" in label, label
        if overruled:
            assert row["score"] not in label, label
            assert label.endswith(band_told(row)), label
        assert ("红榜·表扬" in label) == (row["list"] == "red"), label
        assert ("绿榜·曝光" in label) == (row["list"] == "green"), label
        assert float(badge.attrib["width"]) > 100
        assert "示例数据" in str(badge.findtext(f"{SVG}title"))


def test_losses_are_told_rule_by_rule_where_there_are_results(sample_site: Path) -> None:
    """Of the sample results: with the number of inspections and periods they are taken from."""
    text = (sample_site / "conduct" / "pharmacist.html").read_text(encoding="utf-8")
    told = re.findall(r"近 (\d+) 期在 (\d+) 次检查中失分 (\d+) 次", text)
    assert told
    assert all(0 < int(times) <= int(inspections) and 0 < int(periods) <= 6 for periods, inspections, times in told)


def test_every_page_has_its_policy(sample_site: Path) -> None:
    """Scripts come from the site or are known by their digest; only the search may use WebAssembly."""
    for path in sample_site.rglob("*.html"):
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text("utf-8"))
        assert "unsafe-inline" not in policy
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert ("'wasm-unsafe-eval'" in policy) == ("/search.js" in path.read_text("utf-8"))


def test_every_feed_is_well_formed_and_leads_to_places_that_are_there(sample_site: Path) -> None:
    """One for each board and each centre; every link is a page of the site, and what it points at stands on it."""
    feeds = sorted(sample_site.rglob("feed.xml"))
    told = [*sample_site.glob("lists/*/"), *sample_site.glob("windows/*/")]
    assert len(feeds) == 2 * len(told) > 30, "in each language"
    dead = []
    for path in feeds:
        here = path.relative_to(sample_site).as_posix()
        links = [one.get("href", "") for one in ET.parse(path).iter(f"{{{ATOM}}}link")]  # noqa: S314  # our own file
        assert len(links) >= 2, here  # to itself and to its page
        assert all(link.startswith(SITE_URL) for link in links), here  # a reader keeps it elsewhere
        for link in links:
            target = urlsplit(unquote(urljoin(f"https://site/{here}", link)))
            page = sample_site / target.path.lstrip("/")
            text = page.read_text(encoding="utf-8") if page.is_file() else ""
            if not text or (target.fragment and f'id="{target.fragment}"' not in text):
                dead.append(f"{here}: {link}")
    assert dead == []


def test_a_team_with_few_inspections_is_listed_and_not_called_harsh_or_mild(sample_site: Path) -> None:
    """One visit says nothing of whoever made it; the page says so, and keeps to it."""
    page = (sample_site / "cases" / "index.html").read_text("utf-8")
    rows = [row for row in re.findall(r"<tr>.*?</tr>", page, flags=re.DOTALL) if "次数少" in row]
    assert rows
    assert not [row for row in rows if "偏严" in row or "偏松" in row]


def test_what_was_published_may_be_published_again(sample_site: Path) -> None:
    """The files of a release say of every kind of case what judging says of it: nothing looks new, or moved."""
    release = earlier_release(sample_site)
    assert release
    told: list[Problem] = []

    def look(site: Site, site_on: SiteOn) -> Iterable[Problem]:
        told.extend(guard((release,))(site, site_on))
        return ()

    gather(sample_site.parent, Here(), SITE_DAY, lambda _step, _done, _total: None, guard=look)
    assert [(problem.path, problem.code.slug) for problem in told] == []
