"""长辈版: large text, large targets, nothing cut off, kept between pages, worked by the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

PAGES = (
    "index.html",
    "elder.html",
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


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_smallest_phone_has_room_for_it_in_either_language(phone: Page, sample_address: str, folder: str) -> None:
    """320 pixels and English words: no page is wider; and the place of a window stands above its name."""
    phone.set_viewport_size({"width": 320, "height": 844})
    for address in (*PAGES, "cases/index.html", "data/index.html", "overview.html"):
        phone.goto(f"{sample_address}{folder}{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") == 320, address
    phone.goto(f"{sample_address}{folder}lists/hospital-counters/index.html")
    row = phone.locator(".wb-listed > li").first
    place, who = (row.locator(part).bounding_box() for part in (".wb-rank", ".wb-who"))
    assert place
    assert who
    assert place["y"] + place["height"] <= who["y"] + 1


def test_on_paper_it_is_the_page_that_everybody_prints(phone: Page, english_address: str) -> None:
    """Large letters are for the screen: on A4 they would push tables off the sheet."""
    phone.set_viewport_size({"width": 703, "height": 1000})
    phone.emulate_media(media="print")
    for address in ("method.html", "standards/index.html", "lists/hospital-counters/index.html", "cases/index.html"):
        phone.goto(f"{english_address}{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") == 703, address


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


def test_a_poster_leads_to_four_doors_and_every_page_after_them_is_large(browser: Browser, sample_address: str) -> None:
    """Whoever comes by elder.html reads large text from there on; each door is as large as a thumb, and one calls."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{sample_address}elder.html")
    doors = page.locator(".wb-doors a")
    assert [door.locator("b").inner_text() for door in doors.all()] == ["找窗口", "看红绿榜", "打 12345", "几点开门"]
    assert all(box["height"] >= 60 for door in doors.all() if (box := door.bounding_box()))
    assert doors.nth(2).get_attribute("href") == "tel:12345"
    doors.nth(3).click()
    assert page.locator("#hours").is_visible()
    assert page.locator(".wb-open").first.inner_text().count(":") >= 2
    doors.nth(1).click()
    page.wait_for_url("**/lists/index.html")
    assert page.locator("html.wb-elder").count() == 1
    page.goto(f"{sample_address}index.html")
    assert page.locator(".wb-doors a").count() == 4
    first = page.locator(".wb-doors").bounding_box()
    assert first is not None
    assert first["y"] < 345
    context.close()


def test_a_scorecard_says_what_one_is_told_at_a_counter_the_rest_when_asked(phone: Page, sample_address: str) -> None:
    """Verdict, reasons, hours and whom to call; tables when asked for, or when an address leads into them."""
    card = f"{sample_address}windows/yunze-first-hospital/pharmacy-1.html"
    phone.goto(card)
    assert phone.locator(".wb-verdict, .wb-reasons__said, #about, #complain").filter(visible=True).count() >= 4
    assert not phone.locator("#trend, #share, .wb-trend, .wb-jump [href='#trend']").filter(visible=True).all()
    call = phone.locator(".wb-hotline a[href^='tel:']").bounding_box()
    assert call is not None
    assert call["height"] >= 60
    phone.get_by_role("button", name="看全部内容").click()
    assert phone.locator("#trend").is_visible()
    phone.goto("about:blank")
    phone.goto(f"{card}#share")
    assert phone.locator("#share").is_visible()


def test_a_scorecard_shows_everything_to_everybody_else(browser: Browser, sample_address: str) -> None:
    """Nothing is folded away outside 长辈版, with scripts or without."""
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{sample_address}windows/yunze-first-hospital/pharmacy-1.html")
        assert page.locator("#trend, #share, .wb-jump").filter(visible=True).count() == 3
        assert not page.locator(".wb-whole-switch").filter(visible=True).all()
        page.goto(f"{sample_address}index.html")
        assert not page.locator(".wb-doors").filter(visible=True).all()
        context.close()
