"""Pages and data files: what people read, exactly, and that no data can become anything but text."""

import csv
import datetime
import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from generator.judging.analysis.reasons import score_key
from generator.model.centre import Weekday
from generator.model.scores import PeriodScore, Rated, Standing
from generator.model.site import Site
from generator.presenting.artefact import Dates
from generator.presenting.files.scores import COLUMNS, csv_text
from generator.presenting.parts.scores.findings import ROOM, Sighting
from generator.presenting.text.markup import escape, render
from generator.presenting.text.wording import days_text, points_text, rate_text
from generator.product import THEME
from tests.fixtures.city import City, city
from tests.fixtures.markup import HOSTILE, Links, converted, skeleton
from tests.fixtures.opened import scores_in
from tests.fixtures.texts import made, texts

NAMES = [column.name for column in COLUMNS]


@cache
def ours() -> City:
    """The city of the fixture."""
    return city()


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


def with_first(site: Site, change: Callable[[Standing], Standing]) -> Site:
    """Rows of the first period of a board are others."""
    *after, first = site.boards["halls"]
    ranked = tuple(map(change, first.ranked))
    return replace(site, boards={**site.boards, "halls": (*after, replace(first, ranked=ranked))})


def unlisted(site: Site) -> Site:
    """The windows of the first period stand on no list."""
    return with_first(site, lambda row: replace(row, listed="none"))


def rescored(site: Site) -> Site:
    """The windows of the first period have other scores."""

    def lower(row: Standing) -> Standing:
        assert isinstance(row.outcome, Rated)
        return replace(row, outcome=replace(row.outcome, score=row.outcome.score - 1))

    return with_first(site, lower)


def displaced(site: Site) -> Site:
    """The windows of the first period stand a place lower."""
    return with_first(site, lambda row: replace(row, rank=row.rank + 1))


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


@pytest.mark.parametrize(
    "change", [renamed, moved, later, over, unlisted, rescored, displaced, unexplained, shut, next_day, unmet]
)
def test_equal_ingredients_mean_equal_text(change: Callable[[Site], Site]) -> None:
    """A page whose text changes has told of it in its ingredients."""
    site = ours().site
    pairs = zip(made(site), made(change(site)), strict=True)
    changed = [(before, after) for before, after in pairs if before.render() != after.render()]
    assert changed
    assert [after.address for before, after in changed if repr(before.ingredients) == repr(after.ingredients)] == []


def test_a_row_on_no_list_changes_no_feed() -> None:
    """A feed tells of lists and replies: what happens to all other rows of a city leaves it as it is."""

    def other(row: Standing) -> Standing:
        return row if row.listed != "none" else replace(row, rank=row.rank + 7, counted=row.counted + 1)

    site = ours().site
    changed = with_first(site, other)
    assert changed != site
    pairs = zip(made(site), made(changed), strict=True)
    centres = [(before, after) for before, after in pairs if re.fullmatch("windows/.*/feed.xml", before.address)]
    assert centres
    assert all(before.ingredients == after.ingredients for before, after in centres)


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
        render("standards.md.jinja", "zh", dates=Dates(data=None), sample=False, shelves=(), total=0)  # type: ignore[arg-type]  # what is missing


# The figures agree


def rows_of(text: str) -> list[dict[str, str]]:
    """Rows of a CSV file; the mark before formulas taken off again."""
    return [dict(row) for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


def test_list_scorecard_and_csv_agree() -> None:
    """Every window has the same score, band, rank and list wherever it is published."""
    written = dict(texts(ours()))
    for period in ("2026-08", "2026-09", "2026-10"):
        table = rows_of(written[f"data/scores-{period}.csv"])
        assert [list(row) for row in table] == [NAMES] * len(table)
        for row in table:
            page = written[f"windows/{row['centre']}/{row['window']}.md"]
            listed = written[f"lists/{row['board']}/{period}.md"]
            link = f'<a href="../../windows/{row["centre"]}/{row["window"]}.html">'
            line = next(one for one in reversed(listed.splitlines()) if link in one and one.startswith("<tr"))
            history = next(one for one in page.splitlines() if f'lists/{row["board"]}/{period}.html">2026年' in one)
            if row["score"]:
                assert re.search(f'data-label="得分">{re.escape(row["score"])}[ <]', line)
                assert f'data-label="名次">{row["rank"]}</td>' in line
                why = f'<a href="{row["period"]}.html#{row["window"]}">{row["band_name"]}</a>'
                assert f"<td>{row['score']}</td><td>{why}</td>" in history
                assert f">{row['rank']}/{row['peers']}</td>" in history
                for text in (line, history):
                    assert ("红榜·表扬" in text, "绿榜·曝光" in text) == (row["list"] == "red", row["list"] == "green")
            else:
                assert "未评定" in history


def test_published_parts_make_the_published_score() -> None:
    """Anybody who adds up the pools, with what the standard gives for those in full, gets the score, exactly."""
    written = dict(texts(ours()))
    rows = {
        (row["board"], row["period"], row["centre"], row["window"]): row
        for period in ("2026-08", "2026-09", "2026-10")
        for row in rows_of(written[f"data/scores-{period}.csv"])
    }
    scores = scores_in(written)
    assert len(scores) == sum(len(own) for own in ours().scores.values())
    for score in scores:
        row = rows[score["board"], score["period"], score["centre"], score["window"]]
        points = points_of(json.loads(written[f"data/standards/{row['standard'].partition('@')[0]}.json"])["standard"])
        assessed = [pool for pool in score["pools"] if pool["state"] is None]
        full = sum(points[name] for name in (score["full"] or "").split(",") if name)
        earned = full + sum(Fraction(pool["earned"]) for pool in assessed)
        available = full + sum(points[pool["pool"]] for pool in assessed)
        assert available == Fraction(score["available"])
        if available:
            exact = earned / available * 100 + Fraction(score["bonus"])
            assert exact == Fraction(score["exact"])
            if row["score"]:
                places = -int(Decimal(row["score"]).as_tuple().exponent)
                assert Decimal(int(exact * 10**places + Fraction(1, 2))) / 10**places == Decimal(row["score"])


def points_of(standard: dict[str, Any]) -> dict[str, Fraction]:
    """The points of every clause and section that has some of its own, and of what the whole standard shares."""
    parts = [*standard["sections"], *(clause for section in standard["sections"] for clause in section["clauses"])]
    found = {one["id"]: Fraction(one["points"]) for one in parts if one.get("points") is not None}
    own = sum(Fraction(one["points"]) for one in parts[len(standard["sections"]) :] if one.get("points") is not None)
    sections = sum(Fraction(one["points"]) for one in standard["sections"] if one.get("points") is not None)
    return found | {"*": Fraction(standard["scale"]["full"]) - own - sections}


def test_the_ledger_of_a_page_adds_up() -> None:
    """The arithmetic printed for a window with every kind of loss is that of its score."""
    page = dict(texts(ours()))["windows/east-hall/slow.md"]
    for words in (
        "10 − 4 ÷ 3 ＝ 8.667",
        "抽查 80 件，达标 74 件，兑现率 92.5%，目标 95%；20 × 92.5% ÷ 95% ＝ 19.474",
        "各次平均：3.1 1.5 ÷ 3 ＝ 0.5；3.2 3 ÷ 3 ＝ 1；40 − 0.5 − 1 ＝ 38.5",
    ):
        assert str(escape(words)) in page


def test_csv_cells_are_no_formulas() -> None:
    """A name that a spreadsheet would calculate is written with an apostrophe before it."""
    row: dict[str, object] = dict.fromkeys(NAMES, "=1+1") | {"rank": 1, "score": None, "closed": True}
    cells = rows_of(csv_text(NAMES, [row]))[0]
    assert (cells["window_name"], cells["rank"], cells["score"], cells["closed"]) == ("'=1+1", "1", "", "true")


def test_csv_is_read_back_as_it_was() -> None:
    """Quotes, commas and line ends in a name survive."""
    row: dict[str, object] = dict.fromkeys(NAMES, 'a,"b"\nc')
    text = csv_text(NAMES, [row])
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


def test_every_link_leads_to_a_page_and_a_place_that_exist() -> None:
    """All links are relative, and their targets, down to the clause, are made by the same build."""
    written = dict(texts(ours()))
    found = {}
    for address, text in written.items():
        if address.endswith(".md"):
            links = Links()
            links.feed(converted(text)[1])
            found[f"{address.removesuffix('.md')}.html"] = links
    scripts = {f"assets/windowboard/{path.name}" for path in (THEME / "assets").glob("*.js")}
    others = {"search.html", "data/everything.zip"} | scripts | written.keys()
    for address, links in found.items():
        assert len(links.places) == len(set(links.places)), address
        for target in links.targets:
            if target.startswith("tel:"):
                continue
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
    assert '<small class="wb-why">一票否决：吃拿卡要，等级最高为“不良”</small>' in page


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
def test_weekdays_in_a_row_become_a_span(days: tuple[Weekday, ...], words: str) -> None:
    """Three days in a row are a span, two are named."""
    assert days_text(days) == words


def _often(score: PeriodScore, times: int) -> PeriodScore:
    """The same losses, each found in many inspections, with long notes."""
    pools = tuple(
        replace(
            pool,
            losses=tuple(
                replace(loss, inspection=number, note=f"第 {number} 次：{'记录' * 40}")
                for loss in pool.losses
                for number in range(times)
            ),
        )
        for pool in score.pools
    )
    inspections = tuple(replace(score.inspections[0]) for _ in range(times))
    return replace(score, pools=pools, inspections=inspections)


def test_too_many_findings_are_told_in_short() -> None:
    """Of each fault the first findings are told whole, of the rest the days and the sum; and the page says so."""
    plain: City = city()
    key = ("east-hall", "slow")
    some = plain.scorecard(*key)
    assert "逐次记录" not in some
    many = replace(
        plain, scores={**plain.scores, key: tuple(_often(score, 60) for score in plain.scores[key])}
    ).scorecard(*key)
    assert "检查发现太多，每种情形只列前几次" in many
    assert "另有" in many
    assert "第 0 次" in many
    assert "第 59 次" not in many
    assert len(many.encode()) < len(some.encode()) + ROOM + 60 * 200


@pytest.mark.parametrize(
    ("evidence", "page"),
    [
        ("https://www.example.com/notice/2026/t1.html", "https://www.example.com/notice/2026/t1.html"),
        ("照片 2 张", ""),
        ("见 https://www.example.com/notice/1.html", ""),
        ("javascript:alert(1)", ""),
        ('https://www.example.com/a"onclick="x', ""),
    ],
)
def test_evidence_that_is_the_address_of_a_page_is_a_way_to_it(evidence: str, page: str) -> None:
    """And nothing else is: what people wrote stays text."""
    assert Sighting(minus="1", seen="10-09", note="", evidence=evidence).proof == page
