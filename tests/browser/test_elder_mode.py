"""长辈版: large text, large targets, nothing cut off, kept between pages, worked by the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

PAGES = (
    "index.html",
    "lists/index.html",
    "lists/hospital-counters/index.html",
    "windows/index.html",
    "windows/yunze-first-hospital/index.html",
    "windows/yunze-first-hospital/pharmacy-1.html",
    "standards/index.html",
    "standards/hospital-100.html",
    "conduct/pharmacist.html",
    "commitments.html",
    "method.html",
    "search.html",
)

SMALL_TEXTS = """() => [...document.querySelectorAll('body *')].filter(element =>
    element.checkVisibility() && !element.closest('svg, .wb-find__label, .wb-off, thead')
    && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && parseFloat(getComputedStyle(element).fontSize) < 18
).map(element => `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 20)}`)"""

SMALL_TARGETS = """() => [...document.querySelectorAll('button, select, summary, input')]
    .filter(element => !['radio', 'checkbox'].includes(element.type))
    .filter(element => element.checkVisibility() && element.getBoundingClientRect().height < 44)
    .map(element => `${element.tagName} ${element.className} ${element.getBoundingClientRect().height}`)"""


@pytest.fixture
def phone(browser: Browser, sample_address: str) -> Iterator[Page]:
    """A phone on the first page, with 长辈版 on."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{sample_address}index.html")
    page.get_by_role("button", name="长辈版").click()
    yield page
    context.close()


def test_every_text_is_large_every_target_too_and_nothing_is_cut_off(phone: Page, sample_address: str) -> None:
    """18 px at least, 44 px at least, and no page is wider than the phone."""
    for address in PAGES:
        phone.goto(f"{sample_address}{address}")
        assert phone.evaluate(SMALL_TEXTS) == [], address
        assert phone.evaluate(SMALL_TARGETS) == [], address
        assert phone.evaluate("document.documentElement.scrollWidth") == 390, address


def test_the_choice_is_kept_and_a_page_never_changes_size_after_it_is_seen(phone: Page, sample_address: str) -> None:
    """The class stands before the body does, so that the first thing drawn is large."""
    phone.add_init_script(
        """new MutationObserver((_records, observer) => {
             if (!document.body) return;
             window.largeAtFirst = document.documentElement.classList.contains('wb-elder');
             observer.disconnect();
           }).observe(document, {childList: true, subtree: true});"""
    )
    phone.goto(f"{sample_address}lists/index.html")
    assert phone.evaluate("window.largeAtFirst") is True
    assert phone.get_by_role("button", name="长辈版").get_attribute("aria-pressed") == "true"


def test_by_keyboard_alone(browser: Browser, sample_address: str) -> None:
    """Tab to the switch, press it, and it says that it is on; press it again and the page is as it was."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{sample_address}index.html")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('wb-elder-switch')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    switch = page.get_by_role("button", name="长辈版")
    assert (switch.get_attribute("aria-pressed"), page.locator("html.wb-elder").count()) == ("true", 1)
    page.keyboard.press("Space")
    assert (switch.get_attribute("aria-pressed"), page.locator("html.wb-elder").count()) == ("false", 0)
    context.close()


def test_the_result_is_read_aloud_and_stopped(browser: Browser, sample_address: str) -> None:
    """What is spoken is the window, its result and how it came about; a second press stops it."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        """window.spoken = [];
           Object.defineProperty(window, 'speechSynthesis', {value: {
             speak: words => window.spoken.push([words.lang, words.text]),
             cancel: () => window.spoken.push('stop')}});"""
    )
    page.goto(f"{sample_address}windows/yunze-first-hospital/pharmacy-1.html")
    button = page.get_by_role("button", name="朗读结果")
    button.click()
    lang, text = page.evaluate("window.spoken.at(-1)")
    assert lang == "zh-CN"
    assert text.startswith("门诊药房窗口1 云泽市第一人民医院。")
    assert "分" in text
    page.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("window.spoken.at(-1)") == "stop"
    assert button.is_visible()
    context.close()


def test_without_scripts_there_is_no_switch(browser: Browser, sample_address: str) -> None:
    """What cannot work is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_address}windows/yunze-first-hospital/pharmacy-1.html")
    assert page.locator(".wb-elder-switch:visible, .wb-read:visible").count() == 0
    context.close()
