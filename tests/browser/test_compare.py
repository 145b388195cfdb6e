"""Windows side by side: on a small phone, from a scorecard, by an address, and without scripts."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.presenting.text.wording import rate_text
from tests.fixtures.newest import newest_rows

BOARD = "hospital-counters"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def told(sample_site: Path) -> dict[str, list[dict[str, object]]]:
    """What the script reads of the board."""
    found: dict[str, list[dict[str, object]]] = json.loads(
        (sample_site / "data" / "compared" / f"{BOARD}.json").read_text("utf-8")
    )
    return found


def shares(page: Page) -> list[list[str]]:
    """The cells of the table of sections, row by row."""
    rows = page.locator("#wb-compared table").first.locator("tbody tr").all()
    return [[cell.inner_text().strip() for cell in row.locator("td").all()] for row in rows]


def test_from_a_scorecard_to_two_windows_beside_the_median(
    browser: Browser, sample_site: Path, sample_address: str, told: dict[str, list[dict[str, object]]]
) -> None:
    """The way from a scorecard brings its window; a second one is chosen, and the address leads back to both."""
    own = next(row for row in newest_rows(sample_site) if row["board"] == BOARD and row["rank"] == "2")
    context = browser.new_context(viewport={"width": 320, "height": 844})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{sample_address}windows/{own['centre']}/{own['window']}.html")
    page.get_by_role("link", name="和别的窗口逐章比较").click()
    expect(page.locator("#wb-compared b").first).to_have_text("A")
    expect(page.locator("#wb-compared li")).to_have_count(1)
    expect(page.locator(".wb-medians")).to_be_hidden()
    other = told["rows"][-1]
    page.get_by_label("窗口 B").select_option(f"{other['centre']}/{other['window']}")
    expect(page.locator("#wb-compared li")).to_have_count(2)
    assert str(other["window_name"]) in page.locator("#wb-compared li").last.inner_text()
    by_window = {(one["centre"], one["window"]): one for one in told["rows"]}
    chosen = [by_window[own["centre"], own["window"]], other]
    wanted = [
        [*(_share(one, str(section["section"])) for one in chosen), rate_text(Fraction(str(section["median"])))]
        for section in told["sections"]
    ]
    assert shares(page) == wanted
    assert page.evaluate(BEYOND) == 0
    page.reload()
    expect(page.locator("#wb-compared li")).to_have_count(2)
    assert shares(page) == wanted
    assert "wb-asked" not in (page.locator("html").get_attribute("class") or "")
    assert wrong == []
    context.close()


def _share(row: dict[str, object], section: str) -> str:
    sections = row["sections"]
    assert isinstance(sections, dict)
    earned, points = map(Fraction, sections[section])
    return rate_text(earned / points)


def test_an_address_of_nothing_leaves_the_medians(browser: Browser, sample_address: str) -> None:
    """A board or window that is not there is no error and no choice: what everybody sees stays."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for question in ("board=no-such&w=a/b", f"board={BOARD}&w=<b>x</b>/y&w=a"):
        page.goto(f"{sample_address}compare.html?{question}")
        expect(page.locator(".wb-medians")).to_be_visible()
        expect(page.locator("#wb-compared > *")).to_have_count(0)
    assert wrong == []
    context.close()


def test_without_scripts_there_are_the_medians_of_every_board(
    browser: Browser, sample_address: str, told: dict[str, list[dict[str, object]]]
) -> None:
    """They are those of the published file, to the last place."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 844})
    page = context.new_page()
    page.goto(f"{sample_address}compare.html")
    table = page.locator(f"#b-{BOARD} + table")
    seen = [cell.inner_text().strip() for cell in table.locator("td").all()]
    assert seen == [rate_text(Fraction(str(section["median"]))) for section in told["sections"]]
    assert page.locator("#wb-compare").is_hidden()
    expect(page.get_by_text(re.compile("选窗口要用到浏览器的 JavaScript"))).to_be_visible()
    context.close()
