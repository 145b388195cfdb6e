"""Pages and data files: what people read, exactly, and that no data can become anything but text.

After a change that was meant, `python -m tests.test_presenting` makes the files of `golden/` anew; read the difference.
"""

import csv
import datetime
import html
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import Browser

from generator.judging.analysis.reasons import score_key
from generator.model.site import Site
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.files.feeds import site_feeds
from generator.presenting.files.scores import COLUMNS, centre_export, csv_text, site_exports
from generator.presenting.table import site_pages
from generator.presenting.text.markup import THEME, escape, render
from generator.presenting.text.wording import days_text, points_text, rate_text
from tests.fixtures.city import CENTRES, City, city

GOLDEN = Path(__file__).parent / "golden"
MKDOCS = Path(__file__).parents[1] / "mkdocs.yml"

PAGES = (
    "index.md",
    "lists/index.md",
    "lists/halls/index.md",
    "lists/halls/2026-09.md",
    "windows/index.md",
    "windows/east-hall/index.md",
    "windows/east-hall/fast.md",
    "windows/east-hall/slow.md",
    "windows/east-hall/grave.md",
    "windows/east-hall/rare.md",
    "windows/west-hall/part.md",
    "windows/west-hall/guided.md",
    "windows/post-main/stamps.md",
    "commitments.md",
    "programme.md",
    "standards/index.md",
    "standards/hall.md",
    "checklists/index.md",
    "checklists/hall.md",
    "conduct/index.md",
    "conduct/clerk.md",
    "themes/environment.md",
    "method.md",
    "data/index.md",
    "data/scores-2026-10.csv",
    "data/scores-2026-10.json",
    "data/boards.json",
    "data/calendar.json",
    "data/programme.json",
    "data/windows.json",
    "data/index.json",
    "data/centres/post-main.json",
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "{{ 7*7 }}{% raw %}{# x #}",
    "{: onclick=alert(1) }",
    "-->",
    "<!--/raw-->",
    "\n<!--/raw-->\n<script>alert(1)</script>\n<!--raw-->\n",
    "\n\n# heading\n\n- list\n\n    code\n",
    "\n---\ntemplate: other.html\n---\n",
    "`code` *em* __strong__ | cell | ~~x~~ <http://example.org>",
    "&lt;b&gt; &#60;b&#62; \\<b>",
    "</title></textarea></style><b>",
    "\u2028<b>\u2029\x0b<i>\x0c",
    "[x]: http://example.org\n*[HTML]: x",
    "=1+1",
)


@cache
def ours() -> City:
    """The city of the fixture."""
    return city()


def made(site: Site) -> tuple[Artefact, ...]:
    """Every page and file that is made of the site."""
    return (*site_pages(Atlas(site)), *site_exports(Atlas(site)), *site_feeds(Atlas(site)))


def texts(of: City) -> Iterator[tuple[str, str]]:
    """Address and text of every page and file of a city."""
    for artefact in made(of.site):
        yield artefact.address, artefact.render()
    for centre, data in of.data.items():
        for window in data.centre.windows:
            yield f"windows/{centre}/{window.id}.md", of.scorecard(centre, window.id)
        own = [score for (at, _), scores in of.scores.items() if at == centre for score in scores]
        yield f"data/centres/{centre}.json", centre_export(centre, data, own)


@pytest.mark.parametrize("address", PAGES)
def test_page_reads_as_it_was_last_read_by_a_person(address: str) -> None:
    """Every kind of page and file has exactly the text that stands in `golden/`."""
    assert dict(texts(ours()))[address] == (GOLDEN / address).read_bytes().decode()


def test_two_cities_alike_make_the_same_text() -> None:
    """Nothing but the records decides what is written."""
    assert dict(texts(city())) == dict(texts(ours()))


def renamed(site: Site) -> Site:
    """A window has another name."""
    east = site.centres["east-hall"]
    windows = (replace(east.windows[0], name="公司开办窗口"), *east.windows[1:])
    return replace(site, centres={**site.centres, "east-hall": replace(east, windows=windows)})


def moved(site: Site) -> Site:
    """A centre has other hours."""
    west = site.centres["west-hall"]
    return replace(site, centres={**site.centres, "west-hall": replace(west, hours=west.hours[:1])})


def later(site: Site) -> Site:
    """There is newer data."""
    return replace(site, as_of=replace(site.as_of, newest=datetime.date(2026, 10, 30)))


def over(site: Site) -> Site:
    """The newest period of a board has ended."""
    newest, *before = site.boards["halls"]
    return replace(site, boards={**site.boards, "halls": (replace(newest, closed=True), *before)})


def unlisted(site: Site) -> Site:
    """The windows of the first period stand on no list."""
    *after, first = site.boards["halls"]
    ranked = tuple(replace(row, listed="none") for row in first.ranked)
    return replace(site, boards={**site.boards, "halls": (*after, replace(first, ranked=ranked))})


def unexplained(site: Site) -> Site:
    """Nobody knows the reasons."""
    return replace(site, reasons={})


def shut(site: Site) -> Site:
    """A centre is shut on another day."""
    west = site.centres["west-hall"]
    return replace(site, centres={**site.centres, "west-hall": replace(west, exceptions=west.exceptions[:1])})


def next_day(site: Site) -> Site:
    """It is a day later, and nothing else has changed."""
    return replace(site, as_of=replace(site.as_of, day=datetime.date(2026, 11, 1)))


def unmet(site: Site) -> Site:
    """A visit of a programme is not there."""
    (record,) = site.programmes
    first, *quotas = record.quotas
    newest, *before = first.periods
    first = replace(first, periods=(replace(newest, state="running", visits=()), *before))
    return replace(site, programmes=(replace(record, quotas=(first, *quotas)),))


@pytest.mark.parametrize("change", [renamed, moved, later, over, unlisted, unexplained, shut, next_day, unmet])
def test_equal_ingredients_mean_equal_text(change: Callable[[Site], Site]) -> None:
    """A page whose text changes has told of it in its ingredients."""
    site = ours().site
    pairs = zip(made(site), made(change(site)), strict=True)
    changed = [(before, after) for before, after in pairs if before.render() != after.render()]
    assert changed
    assert [after.address for before, after in changed if repr(before.ingredients) == repr(after.ingredients)] == []


def test_newer_data_leaves_the_pages_of_periods_that_are_over_alone() -> None:
    """What newer data cannot change is not made again."""
    site = ours().site
    pairs = zip(made(site), made(later(site)), strict=True)
    same = [before.address for before, after in pairs if repr(before.ingredients) == repr(after.ingredients)]
    assert [address for address in same if address.startswith("lists/")] == [
        "lists/halls/2026-09.md",
        "lists/halls/2026-08.md",
        "lists/posts/2026-09.md",
    ]


# Nothing in the data is anything but text


class Skeleton(HTMLParser):
    """The tags of a page with their attributes; values of those that hold data left out."""

    DATA = frozenset({"value", "title", "aria-label", "data-district", "data-band", "content"})

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; that a text is short is no matter of its tags."""
        attrs = [pair for pair in attrs if pair != ("class", "wb-short")]
        parts = [name if name in self.DATA else f"{name}={value}" for name, value in attrs]
        self.tags.append(" ".join((tag, *(part for part in parts if "?district=" not in part))))

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        self.tags.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.tags.append(f"<!--{data}-->")


@cache
def extensions() -> list[Any]:
    """The Markdown extensions of mkdocs.yml."""
    return list(yaml_load(MKDOCS.read_text())["markdown_extensions"])


def converted(text: str) -> tuple[dict[str, Any], str, markdown.Markdown]:
    """Front matter and HTML of a page, as MkDocs makes them."""
    body, meta = get_data(text)
    names = [next(iter(one)) if isinstance(one, dict) else one for one in extensions()]
    settings = {next(iter(one)): next(iter(one.values())) for one in extensions() if isinstance(one, dict)}
    processor = markdown.Markdown(extensions=names, extension_configs=settings)
    return meta, processor.convert(body), processor


def skeleton(page: str) -> list[str]:
    """The tags of a page."""
    parser = Skeleton()
    parser.feed(page)
    parser.close()
    return parser.tags


@cache
def harmless() -> dict[str, tuple[dict[str, Any], list[str]]]:
    """Of every page, the front matter and the tags where each text ends in a harmless word."""
    found = {}
    for address, text in texts(city(lambda text: f"{text}x")):
        if address.endswith(".md"):
            meta, body, _ = converted(text)
            found[address] = (meta, skeleton(body))
    return found


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_in_every_field_adds_no_tag_and_no_attribute(payload: str) -> None:
    """Whatever any text of any record says, each page has the tags, attributes and front matter that it has anyway."""
    for address, text in texts(city(lambda text: f"{text}{payload}")):
        if address.endswith(".md"):
            meta, body, processor = converted(text)
            plain_meta, tags = harmless()[address]
            assert skeleton(body) == tags, address
            if address != "corrections.md":  # which has no word of the data while there is no correction
                assert escape(payload).strip() in text, address
            data = {"title": "", "description": ""}
            assert {**meta, **data} == {**plain_meta, **data}, address
            assert not {"<", ">", '"', "'"} & {*meta["title"], *meta.get("description", "")}, address
            assert "<script>" not in getattr(processor, "toc", ""), address


def test_escaped_text_is_shown_as_it_was_written() -> None:
    """What a reader sees is the text of the record, letter by letter; only line ends have become spaces."""
    seen = html.unescape(escape("".join(HOSTILE)))
    flat = "".join(" " if sign in "\n\u2028\u2029\x0b\x0c" else sign for sign in "".join(HOSTILE))
    assert seen == flat


def test_templates_print_nothing_around_the_escaping() -> None:
    """No template marks text as safe, joins it to markup, or calculates."""
    for path in sorted(THEME.rglob("*.jinja")):
        text = path.read_text()
        for forbidden in ("|safe", "| safe", " ~ ", "autoescape", "|join", "| join", "Markup", "| sort", "| select"):
            assert forbidden not in text, f"{forbidden} in {path.name}"


def test_a_page_never_prints_none() -> None:
    """A value that is missing stops the page."""
    with pytest.raises(TypeError, match="NoneType"):
        render("standards.md.jinja", "zh", data_date=None, sample=False, shelves=(), total=0)


# The figures agree


def rows_of(text: str) -> list[dict[str, str]]:
    """Rows of a CSV file; the mark before formulas taken off again."""
    return [dict(row) for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


def test_list_scorecard_json_and_csv_agree() -> None:
    """Every window has the same score, band, rank and list wherever it is published."""
    written = dict(texts(ours()))
    for period in ("2026-08", "2026-09", "2026-10"):
        table = rows_of(written[f"data/scores-{period}.csv"])
        assert [list(row) for row in table] == [[name for name, _ in COLUMNS]] * len(table)
        objects = json.loads(written[f"data/scores-{period}.json"])["rows"]
        as_cells = [
            {
                name: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
                for name, value in one.items()
            }
            for one in objects
        ]
        assert as_cells == table
        for row in table:
            page = written[f"windows/{row['centre']}/{row['window']}.md"]
            listed = written[f"lists/{row['board']}/{period}.md"]
            link = f'<a href="../../windows/{row["centre"]}/{row["window"]}.html">'
            line = next(one for one in reversed(listed.splitlines()) if link in one and one.startswith("<tr"))
            history = next(one for one in page.splitlines() if f'lists/{row["board"]}/{period}.html">2026年' in one)
            if row["score"]:
                assert f'data-label="得分">{row["score"]}</td>' in line
                assert f'data-label="名次">{row["rank"]}</td>' in line
                assert f"<td>{row['score']}</td><td>{row['band_name']}</td>" in history
                assert f">{row['rank']}/{row['peers']}</td>" in history
                for text in (line, history):
                    assert ("红榜·表扬" in text, "绿榜·曝光" in text) == (row["list"] == "red", row["list"] == "green")
            else:
                assert "未评定" in history


def test_published_parts_make_the_published_score() -> None:
    """Anybody who adds up the pools of a centre's file gets the score of the list, exactly."""
    written = dict(texts(ours()))
    scores = [score for centre in CENTRES for score in json.loads(written[f"data/centres/{centre}.json"])["scores"]]
    assert len(scores) == sum(len(own) for own in ours().scores.values())
    for score in scores:
        earned = sum(Fraction(pool["earned"]) for pool in score["pools"] if pool["state"] == "assessed")
        available = sum(Fraction(pool["points"]) for pool in score["pools"] if pool["state"] == "assessed")
        assert available == Fraction(score["available"])
        if available:
            exact = earned / available * 100 + Fraction(score["bonus"])
            assert exact == Fraction(score["exact"])
            if "score" in score["outcome"]:
                places = -int(Decimal(score["outcome"]["score"]).as_tuple().exponent)
                assert Decimal(int(exact * 10**places + Fraction(1, 2))) / 10**places == Decimal(
                    score["outcome"]["score"]
                )


def test_the_ledger_of_a_page_adds_up() -> None:
    """The arithmetic printed for a window with every kind of loss is that of its score."""
    page = dict(texts(ours()))["windows/east-hall/slow.md"]
    for words in (
        "10 − 4 ÷ 3 ＝ 8.667",
        "抽查 80 件，达标 74 件，兑现率 92.5%，目标 95%；20 × 92.5% ÷ 95% ＝ 19.474",
        "40 − 4.5 ÷ 3 ＝ 38.5",
    ):
        assert str(escape(words)) in page


def test_csv_cells_are_no_formulas() -> None:
    """A name that a spreadsheet would calculate is written with an apostrophe before it."""
    row: dict[str, object] = {name: "=1+1" for name, _ in COLUMNS} | {"rank": 1, "score": None, "closed": True}
    cells = rows_of(csv_text([row]))[0]
    assert (cells["window_name"], cells["rank"], cells["score"], cells["closed"]) == ("'=1+1", "1", "", "true")


def test_csv_is_read_back_as_it_was() -> None:
    """Quotes, commas and line ends in a name survive."""
    row: dict[str, object] = {name: 'a,"b"\nc' for name, _ in COLUMNS}
    text = csv_text([row])
    assert text.startswith("\ufeffboard,")
    assert next(csv.DictReader(io.StringIO(text[1:], newline="")))["window_name"] == 'a,"b"\nc'


def test_every_listed_file_is_published() -> None:
    """The index of the data names every file there is besides itself, and no other."""
    written = dict(texts(ours()))
    files = json.loads(written["data/index.json"])["files"]
    assert files == sorted(
        name for name in written if name.startswith("data/") and not name.endswith(".md") and name != "data/index.json"
    )


# Links


class Links(HTMLParser):
    """Where the links of a page lead, and which places it has."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.targets: list[str] = []
        self.places: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link or a place."""
        for name, value in attrs:
            if name == "id" and value:
                self.places.append(value)
            if tag in {"a", "form", "script"} and name in {"href", "action", "src"} and value:
                self.targets.append(value)


def test_every_link_leads_to_a_page_and_a_place_that_exist() -> None:
    """All links are relative, and their targets, down to the clause, are made by the same build."""
    written = dict(texts(ours()))
    found = {}
    for address, text in written.items():
        if address.endswith(".md"):
            links = Links()
            links.feed(converted(text)[1])
            found[f"{address.removesuffix('.md')}.html"] = links
    scripts = {f"assets/windowboard/{name}.js" for name in ("finder", "cases", "checklist", "lists")}
    others = {"search.html"} | scripts | written.keys()
    for address, links in found.items():
        assert len(links.places) == len(set(links.places)), address
        for target in links.targets:
            path, _, place = target.partition("#")
            parts = address.split("/")[:-1]
            for part in path.partition("?")[0].split("/"):
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            page = "/".join(parts) if path else address
            assert page in found or page in others, f"{address} leads to {target}"
            if place:
                assert place in found[page].places, f"{address} leads to {target}"


def test_reasons_are_kept_under_the_key_of_their_score() -> None:
    """A window on the green list says what put it there, on the list itself."""
    page = dict(texts(ours()))["lists/halls/2026-10.md"]
    assert all(score_key(score) in ours().site.reasons for own in ours().scores.values() for score in own)
    assert '<small class="wb-why">一票否决：吃拿卡要，等级最高为「不良」</small>' in page


def test_a_window_that_was_never_inspected_has_a_page() -> None:
    """Without scores the page says so, and has no way to a part that is not there."""
    uninspected = replace(ours(), scores={}).scorecard("east-hall", "slow")
    unplaced = replace(ours(), scores={}, site=replace(ours().site, boards={})).scorecard("east-hall", "slow")
    assert "还没有公布的检查结果，暂无得分。" in unplaced
    for page in (uninspected, unplaced):
        links = Links()
        links.feed(page)
        places = {target[1:] for target in links.targets if target.startswith("#")}
        assert places <= set(links.places)


# The finder


@pytest.fixture
def finder(tmp_path: Path) -> str:
    """Address of the finder as a file, with its script beside it."""
    script = tmp_path / "assets" / "windowboard" / "finder.js"
    page = tmp_path / "windows" / "index.html"
    for path in (script, page):
        path.parent.mkdir(parents=True)
    script.write_bytes((THEME / "assets" / "finder.js").read_bytes())
    body = converted(dict(texts(ours()))["windows/index.md"])[1]
    page.write_text(f'<!doctype html><meta charset="utf-8"><title>x</title>{body}', encoding="utf-8")
    return page.as_uri()


ROWS = ".wb-finder tr[data-trade]:visible"


def test_finder_filters_by_trade_list_and_text(browser: Browser, finder: str) -> None:
    """A link opens the finder with its filter set; words and lists narrow it, clearing shows all windows again."""
    page = browser.new_page()
    page.goto(f"{finder}?trade=post")
    assert page.locator("#wb-found").inner_text() == "找到 2 个窗口"
    assert page.locator(ROWS).locator("th").all_inner_texts() == ["集邮窗口", "包裹窗口3"]
    page.get_by_label("文字").fill("口3")
    assert page.locator(ROWS).locator("th").all_inner_texts() == ["包裹窗口3"]
    assert page.get_by_label("榜单").locator('option[value="green"]').is_disabled()
    page.get_by_label("文字").fill("口3 口4")
    assert page.locator("#wb-found").inner_text() == "没有找到符合条件的窗口，请减少条件"
    page.get_by_role("button", name="清除").click()
    page.wait_for_function("document.getElementById('wb-found').textContent === '找到 8 个窗口'")
    assert page.locator(ROWS).count() == len(dict(ours().scores))
    page.close()


def test_finder_reads_without_javascript(browser: Browser, finder: str) -> None:
    """Without scripts all windows are there, and no form that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{finder}?trade=post")
    assert page.locator(ROWS).count() == len(dict(ours().scores))
    assert not page.locator("#wb-finder").is_visible()
    context.close()


# Words


@pytest.mark.parametrize(
    ("value", "words"),
    [(Fraction(19, 4), "4.75"), (Fraction(2, 3), "0.667"), (Fraction(10), "10"), (Decimal("0.50"), "0.5"), (0, "0")],
)
def test_points_are_rounded_to_three_places(value: Fraction | Decimal | int, words: str) -> None:
    """Points are shown without zeros at the end."""
    assert points_text(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(1), "100%"),
        (Fraction(99_999, 100_000), "99.99%"),
        (Fraction(19, 20), "95%"),
        (Fraction(2, 3), "66.66%"),
        (Fraction(0), "0%"),
    ],
)
def test_only_the_whole_is_called_a_hundred_percent(value: Fraction, words: str) -> None:
    """Rates are cut off, never rounded up."""
    assert rate_text(value) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("mon", "tue", "wed", "thu", "fri"), "周一至周五"),
        (("sat", "sun"), "周六、周日"),
        (("mon", "wed", "thu", "fri", "sun"), "周一、周三至周五、周日"),
    ],
)
def test_weekdays_in_a_row_become_a_span(days: tuple[str, ...], words: str) -> None:
    """Three days in a row are a span, two are named."""
    assert days_text(days) == words


def remake() -> None:
    """Write the golden files as they come out now."""
    written = dict(texts(ours()))
    for address in PAGES:
        path = GOLDEN / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written[address].encode())


if __name__ == "__main__":
    remake()
