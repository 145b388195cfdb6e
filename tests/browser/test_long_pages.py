"""A ranking or a docket of several pages: who filters or sorts has all of them, and is told where that fails."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from generator.presenting.pages.boards import ranks
from generator.presenting.parts.process import docket
from tests.browser.test_tables import laid_out
from tests.fixtures.city import city
from tests.fixtures.contested import contested
from tests.fixtures.markup import converted
from tests.fixtures.serving import served
from tests.fixtures.texts import made

ROW = ".wb-ranking tbody tr:visible"

AWAY = pytest.mark.parametrize(
    "answer", [lambda route: route.abort(), lambda route: route.fulfill(status=404, body="")], ids=["line", "page"]
)
"""How another page does not come: the line is broken, or the page has gone since."""


@pytest.fixture
def ranking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a board whose ranking has two rows on a page."""
    monkeypatch.setattr(ranks, "ROWS", 2)
    pages = {one.address: one.render() for one in made(city().site) if one.address.startswith("lists/halls/20")}
    first, *others = sorted(pages, key=lambda address: (address != "lists/halls/2026-09.md", address))
    laid_out(tmp_path, first.replace(".md", ".html").replace("lists/halls", "halls"), converted(pages[first])[1])
    for address in others:
        path = tmp_path / address.replace(".md", ".html").replace("lists/halls", "halls")
        path.write_text(f'<!doctype html><meta charset="utf-8">{converted(pages[address])[1]}', encoding="utf-8")
    with served(tmp_path) as address:
        yield f"{address}halls/2026-09.html"


def test_sorting_and_filtering_have_the_rows_of_all_pages(browser: Browser, ranking: str) -> None:
    """The rows of the others come with the first question; their pages need no ways any more."""
    page = browser.new_page()
    page.goto(ranking)
    expect(page.locator(ROW)).to_have_count(2)
    every = 2 + sum(1 for _ in page.locator("#wb-ranks-pages a").all())
    page.get_by_role("button", name="得分", exact=True).click()
    expect(page.locator("#wb-ranks-pages")).to_be_hidden()
    shown = page.locator(ROW).count()
    assert shown >= every
    scores = [float(one.inner_text().split()[0]) for one in page.locator(f"{ROW} td:nth-child(6)").all()]
    assert scores == sorted(scores)
    page.get_by_label("等级").select_option(index=1)
    expect(page.locator("#wb-ranked")).not_to_have_text(f"显示 {shown} 个窗口")


@AWAY
def test_a_page_that_does_not_come_is_told_of(browser: Browser, ranking: str, answer: Callable[[Route], None]) -> None:
    """What is shown is of this page alone, and its ways stay."""
    page = browser.new_page()
    page.route("**/*-p*.html", answer)
    page.goto(ranking)
    page.get_by_role("button", name="得分", exact=True).click()
    expect(page.locator("#wb-ranked")).to_contain_text("只在本页之内")
    expect(page.locator(ROW)).to_have_count(2)
    expect(page.locator("#wb-ranks-pages")).to_be_visible()


LINE = ".wb-docket > li:visible"


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a docket of 17 cases and entries that has pages of its own."""
    monkeypatch.setattr(docket, "WHOLE", 5)
    monkeypatch.setattr(docket, "LINES", 4)
    pages = {one.address: one.render() for one in made(contested().site) if one.address.startswith("cases/")}
    laid_out(tmp_path, "cases/index.html", converted(pages.pop("cases/index.md"))[1])
    for address, text in pages.items():
        path = tmp_path / address.replace(".md", ".html")
        path.write_text(f'<!doctype html><meta charset="utf-8">{converted(text)[1]}', encoding="utf-8")
    with served(tmp_path) as address:
        yield f"{address}cases/index.html"


def test_filters_of_a_long_docket_have_the_lines_of_all_pages(browser: Browser, cases: str) -> None:
    """They come with the first question, be it typed or in the address, each once; the pages need no ways any more."""
    page = browser.new_page()
    page.goto(cases)
    expect(page.locator("#wb-cases-pages")).to_be_visible()
    page.get_by_label("状态").select_option("closed")
    expect(page.locator("#wb-cases-pages")).to_be_hidden()
    page.get_by_role("button", name="清除").click()
    expect(page.locator("#wb-found")).to_have_text("找到 17 条")
    places = page.locator(".wb-docket > li").evaluate_all("lines => lines.map((one) => one.id)")
    assert len(places) == len(set(places)) == 17
    page.goto(f"{cases}?kind=rectification")
    expect(page.locator("#wb-found")).to_have_text("找到 3 条")
    expect(page.locator(LINE)).to_have_count(3)


def test_a_place_that_moved_to_another_page_is_found(browser: Browser, cases: str) -> None:
    """Who kept the way to a case while all stood on one page comes to it."""
    page = browser.new_page(viewport={"width": 390, "height": 300})
    page.goto(f"{cases}#k-west-hall.shut-1")
    expect(page.locator("[id='k-west-hall.shut-1']")).to_be_in_viewport()


@AWAY
def test_a_page_of_a_long_docket_that_does_not_come_is_told_of(
    browser: Browser, cases: str, answer: Callable[[Route], None]
) -> None:
    """What is shown are the first lines, and the ways stay."""
    page = browser.new_page()
    page.route("**/halls.*.html", answer)
    page.goto(cases)
    page.get_by_label("种类").select_option("entry")
    expect(page.locator("#wb-found")).to_contain_text("只在本页之内")
    expect(page.locator("#wb-cases-pages")).to_be_visible()


def test_the_commitments_are_short_enough_for_a_telephone(browser: Browser, sample_site: Path) -> None:
    """At 390 pixels: what is missed stands there, what was kept is folded or on pages of its own."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"file://{sample_site}/commitments.html")
    assert page.evaluate("document.querySelector('main').scrollHeight") < 4000
    assert page.locator(".wb-missed").first.is_visible()
    page.close()
