"""The sample city on a phone: from home to a clause and back, and by the search in the header."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.publishing.serve import SiteServer
from tests.fixtures.command import windowboard
from tests.fixtures.newest import newest_rows
from tests.fixtures.town import lay_out, slip

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"


@pytest.fixture
def page(browser: Browser, sample_address: str) -> Iterator[Page]:
    """A phone on the home page; whatever it asks of another host, and whatever goes wrong on a page, fails the test."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((sample_address, "blob:", "data:")) else wrong.append(asked.url),
    )
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(sample_address)
    yield page
    context.close()
    assert wrong == []


def test_from_home_to_the_clause_and_back(page: Page, sample_site: Path) -> None:
    """A citizen sees a window on the green list, why it stands there, and what the standard says; and finds back."""
    exposed = next(
        row for row in newest_rows(sample_site) if row["list"] == "green" and row["board"] == "hospital-counters"
    )
    page.get_by_role("link", name="医院服务窗口榜").first.click()
    expect(page).to_have_title(re.compile("医院服务窗口榜"))
    page.get_by_role("link", name=exposed["window_name"], exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(exposed["window_name"])
    expect(page.get_by_text("绿榜·曝光").first).to_be_visible()
    expect(page.get_by_text(exposed["score"]).first).to_be_visible()
    expect(page.get_by_text("12345").last).to_be_visible()
    if not page.locator(".wb-opened details[open]").count():  # the worst is open where that is not all that there is
        page.locator(".wb-opened summary").first.click()
    clause = page.locator(".wb-opened details[open] a[href*='#c-']").first
    number = clause.inner_text().strip()
    clause.click()
    assert page.url.endswith(f"standards/hospital-100.html#c-{number}")
    expect(page.locator(f"[id='c-{number}']")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(exposed["window_name"])


@pytest.mark.parametrize(
    ("asked", "found"),
    [("药房", "门诊药房窗口3"), ("诊药房窗", "门诊药房窗口3"), ("窗口3", "门诊药房窗口3"), ("四查十对", "3-4-2")],
)
def test_the_search_in_the_header_finds(page: Page, asked: str, found: str) -> None:
    """A word, the middle of a name, a name with digits, a set term of a clause."""
    page.locator("header input[name=q]").fill(asked)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile(found)).first).to_be_visible()


def test_a_long_word_stays_on_the_screen(browser: Browser, tmp_path: Path) -> None:
    """An address in a note breaks where it must; the figures beside it stay in sight."""
    town = lay_out(tmp_path)
    slip(town, WEEKLY, "note: 单据散放", f'note: "见 https://example.gov.cn/{"x" * 200}"')
    slip(town, WEEKLY, "note: 经查实", f'note: "{"y" * 300}"')
    assert windowboard(town, "build").returncode == 0
    server = SiteServer(town, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for window in ("cash-1", "cash-2"):
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/windows/harbour/{window}.html")
        out = page.evaluate(
            "[...document.querySelectorAll('.wb-page *')].filter(e => e.checkVisibility() && "
            "e.getBoundingClientRect().right > innerWidth && !e.closest('.wb-scroll')).map(e => e.outerHTML)"
        )
        assert out == []
    context.close()
    server.shutdown()
    server.server_close()
