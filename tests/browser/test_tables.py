"""The finder and the ledger of cases, with nothing but their scripts beside them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.product import THEME
from generator.words.scripts import published_script
from tests.fixtures.chromium import wait_until
from tests.fixtures.city import City, city
from tests.fixtures.contested import contested
from tests.fixtures.markup import converted
from tests.fixtures.serving import served
from tests.fixtures.texts import texts


@cache
def ours() -> City:
    """The city of the fixture."""
    return city()


def laid_out(root: Path, address: str, body: str) -> None:
    """A page with every script of the theme beside it, and nothing that a build makes."""
    assets = root / "assets" / "windowboard"
    for folder in (assets, (root / address).parent):
        folder.mkdir(parents=True)
    for script in (THEME / "assets").glob("*.js"):
        (assets / script.name).write_text(published_script(script.read_text("utf-8"), "zh"), encoding="utf-8")
    style = "<style>[hidden]{display:none}</style>"
    head = "<script src=../assets/windowboard/frame.js></script><script src=../assets/windowboard/elder.js></script>"
    text = f'<!doctype html><meta charset="utf-8"><title>x</title>{head}{style}{body}'
    (root / address).write_text(text, encoding="utf-8")


@pytest.fixture
def finder(tmp_path: Path) -> Iterator[str]:
    """Address of the finder."""
    laid_out(tmp_path, "windows/index.html", converted(dict(texts(ours()))["windows/index.md"])[1])
    with served(tmp_path) as address:
        yield f"{address}windows/index.html"


ROWS = ".wb-finder tr[data-trade]:visible"


def test_finder_filters_by_trade_list_and_text(browser: Browser, finder: str) -> None:
    """A link opens the finder with its filter set; words and lists narrow it, clearing shows all windows again."""
    page = browser.new_page()
    page.goto(f"{finder}?trade=post")
    expect(page.locator("#wb-found")).to_have_text("找到 2 个窗口")
    expect(page.locator(ROWS).locator("th")).to_have_text(["集邮窗口", "包裹窗口3"])
    page.get_by_label("关键词").fill("口3")
    expect(page.locator(ROWS).locator("th")).to_have_text(["包裹窗口3"])
    assert page.get_by_label("榜单").locator('option[value="green"]').is_disabled()
    page.get_by_label("关键词").fill("口3 口4")
    expect(page.locator("#wb-found")).to_have_text("没有找到符合条件的窗口，请减少条件")
    page.get_by_role("button", name="清除").click()
    wait_until(page, "document.getElementById('wb-found').textContent === '找到 8 个窗口'")
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


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[str]:
    """Address of the ledger."""
    laid_out(tmp_path, "cases/index.html", converted(dict(texts(contested()))["cases/index.md"])[1])
    with served(tmp_path) as address:
        yield f"{address}cases/index.html"


def test_ledger_filters_by_kind_state_trade_and_text(browser: Browser, ledger: str) -> None:
    """A link opens the ledger with its filter set; the others narrow it, clearing shows everything again."""
    page = browser.new_page()
    page.goto(f"{ledger}?kind=rectification")
    expect(page.locator("#wb-found")).to_have_text("找到 3 条")
    page.get_by_label("状态").select_option("overdue")
    expect(page.locator(".wb-docket > li:visible")).to_have_count(1)
    page.get_by_label("种类").select_option("entry")
    page.get_by_label("行业").select_option("post")
    expect(page.locator(".wb-docket > li:visible b")).to_have_text(["集邮窗口"])
    page.get_by_label("关键词").fill("没有这个窗口")
    expect(page.locator("#wb-found")).to_have_text("没有找到符合条件的处理记录，请减少条件")
    page.get_by_role("button", name="清除").click()
    wait_until(page, "document.getElementById('wb-found').textContent === '找到 17 条'")
    page.close()


def test_ledger_reads_without_javascript(browser: Browser, ledger: str) -> None:
    """Without scripts every case is there, and no form that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{ledger}?kind=rectification")
    assert page.locator(".wb-docket > li:visible").count() == 17
    assert not page.locator("#wb-cases").is_visible()
    context.close()
