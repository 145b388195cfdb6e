"""The finder of all windows, by district where they are many, and the page for an address that does not exist."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

ROWS_SHOWN = ".wb-finder tr[data-trade]:visible"


@pytest.fixture
def page(browser: Browser, sample_address: str) -> Iterator[Page]:
    """The finder of the sample city."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    said: list[str] = []
    made.on("pageerror", lambda error: said.append(str(error)))
    made.goto(f"{sample_address}windows/index.html")
    yield made
    context.close()
    assert said == []


def choose(page: Page, name: str, value: str) -> int:
    """Set a filter, and give the number of windows that its value promised."""
    select = page.locator(f"#wb-finder select[name={name}]")
    promised = select.locator(f'option[value="{value}"]').inner_text()
    select.select_option(value)
    return int(promised.rpartition("（")[2].removesuffix("）"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("district", "青屏区"),
        ("trade", "bank"),
        ("centre", "wanghu-post"),
        ("band", "优秀"),
        ("list", "green"),
    ],
)
def test_every_filter_of_the_finder_leaves_as_many_windows_as_it_promised(page: Page, name: str, value: str) -> None:
    """Alone, and beside a word."""
    whole = page.locator(ROWS_SHOWN).count()
    promised = choose(page, name, value)
    assert 0 < page.locator(ROWS_SHOWN).count() == promised < whole
    assert page.locator("#wb-found").inner_text() == f"找到 {promised} 个窗口"
    assert unquote(urlsplit(page.url).query) == f"{name}={value}"


def test_counts_follow_the_word_and_the_other_filters(page: Page) -> None:
    """What would leave nothing cannot be chosen."""
    page.locator("#wb-finder input").fill("药房")
    choose(page, "district", "青屏区")
    assert page.locator(ROWS_SHOWN).count() == 2
    options = page.locator("#wb-finder select[name=trade] option")
    assert options.locator("nth=2").is_disabled() or options.locator("nth=1").is_disabled()
    assert page.locator("#wb-finder select[name=centre] option:not([disabled])").all_inner_texts() == [
        "全部",
        "青屏区人民医院（2）",
    ]


def test_the_way_back_leads_through_what_was_chosen(page: Page, sample_address: str) -> None:
    """An address restores what it says; a value that is none is left out."""
    page.goto(f"{sample_address}windows/index.html?trade=hospital&district={quote('火星区')}")
    assert urlsplit(page.url).query == "trade=hospital"
    whole = page.locator(ROWS_SHOWN).count()
    choose(page, "list", "green")
    page.locator("#wb-finder input").press_sequentially("窗口")
    page.locator("#wb-finder input").press("Enter")
    assert unquote(urlsplit(page.url).query) == "q=窗口&trade=hospital&list=green"
    page.go_back()
    assert urlsplit(page.url).query == "trade=hospital&list=green"
    page.go_back()
    assert urlsplit(page.url).query == "trade=hospital"
    assert page.locator(ROWS_SHOWN).count() == whole


def test_full_width_signs_are_no_different(page: Page) -> None:
    """A digit is a digit."""
    page.locator("#wb-finder input").fill("药房窗口３")
    assert page.locator(ROWS_SHOWN).count() == 1


# --- the page for an address that does not exist ----------------------------------------------------------------------


def open_missing(page: Page, site: str, folder: Path, address: str) -> None:
    """Open an address as a host answers that shows the site's own page for it."""
    body = (folder / "404.html").read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        route.fulfill(status=404, content_type="text/html; charset=utf-8", body=body)

    page.route(f"{site}{quote(address)}", answer)
    page.goto(f"{site}{quote(address)}")


@pytest.mark.parametrize(
    ("address", "offers"),
    [
        (
            "windows/qingping-hospital/pharmacy-9.html",
            ["qingping hospital pharmacy 9", "qingping hospital", "pharmacy 9"],
        ),
        ("windows/qingping-hospital/index.html", ["qingping hospital"]),
        ("药房.html", ["药房"]),
        ("standards/hospital-100/1.htm", ["hospital 100 1", "hospital 100", "1"]),
    ],
)
def test_a_missing_page_offers_the_words_of_its_address(
    page: Page, sample_address: str, sample_site: Path, address: str, offers: list[str]
) -> None:
    """As links to the search and in its field."""
    open_missing(page, sample_address, sample_site, address)
    assert page.locator("#wb-missing-q").input_value() == offers[0]
    assert page.locator("#wb-missing-words a").all_inner_texts() == [f"搜索“{offer}”" for offer in offers]


def test_the_words_of_a_missing_page_find_what_is_left_of_it(
    page: Page, sample_address: str, sample_site: Path
) -> None:
    """A window that is gone leads to its centre; what an address says is never more than text."""
    open_missing(page, sample_address, sample_site, "windows/qingping-hospital/<img src=x onerror=window.hurt=1>.html")
    page.get_by_role("link", name="搜索“qingping hospital”", exact=True).click()
    page.wait_for_selector("#search-results a")
    found = page.locator("#search-results li > a").evaluate_all("links => links.map(link => link.pathname)")
    assert "/windows/qingping-hospital/index.html" in found
    assert page.evaluate("window.hurt") is None


def test_the_page_for_a_missing_address_is_complete_without_scripts(browser: Browser, sample_address: str) -> None:
    """A form that works by its address alone, and links."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_address}404.html")
    assert not page.locator("#wb-missing-words").is_visible()
    page.get_by_role("link", name="全部窗口").click()
    page.wait_for_url("**/windows/index.html")
    page.goto(f"{sample_address}404.html")
    page.locator("#wb-missing-q").fill("药房")
    page.locator("#wb-missing-q").press("Enter")
    page.wait_for_url("**/search.html?q=*")
    context.close()
