"""Every kind of page in the browser: it loads nothing from elsewhere, runs nothing unknown, and is accessible.

The pages are those of the sample site. Which kinds there are is found out by `page_kinds`.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.fixtures.page_kinds import page_kinds

HEARD: Final = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
Colours = Literal["light", "dark"]
LOOKS: Final[tuple[tuple[Colours, int, bool], ...]] = (
    ("light", 390, False),
    ("light", 1280, False),
    ("dark", 390, False),
    ("dark", 1280, False),
    ("light", 390, True),
    ("dark", 390, True),
)
"""Colours, width of the window, and whether 长辈版 is on."""


@pytest.fixture(scope="module")
def kinds(sample_site: Path) -> dict[str, str]:
    """The address of one page of each kind."""
    return page_kinds(sample_site)


class Watched:
    """A page in the browser, and all that it asked for or was forbidden."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(f"{message.text} {message.location.get('url')}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.add_init_script(HEARD)

    def open(self, address: str) -> None:
        """Load a page of the site, and wait until nothing more is loaded."""
        self.page.goto(self.address + address, wait_until="networkidle")

    def faults(self) -> list[str]:
        """What was asked of other machines, forbidden by the policy, or said on the console; then forget it."""
        own = (self.address, "data:", "blob:")
        found = [f"asked for {url}" for url in self.asked if not url.startswith(own)]
        found += self.said
        found += self.page.evaluate("window.violations")
        self.asked.clear()
        self.said.clear()
        return found


@pytest.fixture
def watched(browser: Browser, sample_address: str) -> Iterator[Watched]:
    """A fresh visitor."""
    context = browser.new_context()
    yield Watched(context.new_page(), sample_address)
    context.close()


def test_no_page_asks_elsewhere_or_runs_what_its_policy_forbids(watched: Watched, kinds: dict[str, str]) -> None:
    """No request to another host, no violation, and nothing on the console, on any kind of page."""
    for name, address in kinds.items():
        watched.open(address)
        assert watched.faults() == [], name


def test_using_a_page_breaks_no_rule_either(watched: Watched) -> None:
    """Searching, choosing colours and 长辈版, and filtering windows work under the policy."""
    page = watched.page
    watched.open("search.html?q=药房")
    page.locator("main li a:visible").first.wait_for()
    assert watched.faults() == []
    watched.open("index.html")
    page.get_by_role("button", name="切换到浅色").click()
    page.get_by_role("button", name="切换到深色").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.reload()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.get_by_role("button", name="跟随系统").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    page.get_by_role("button", name="长辈版").click()
    watched.open("windows/index.html")
    page.locator("main input[type=search], main select").first.press("Tab")
    watched.open("checklists/hospital-100.html")
    page.locator("main input[type=radio]:visible, main input[type=checkbox]:visible").first.check()
    page.get_by_role("button", name="下载结果").click()
    assert page.locator("[data-said=told]").inner_text()
    assert watched.faults() == []


def test_the_policy_stops_what_was_smuggled_in(watched: Watched, sample_site: Path) -> None:
    """A script, a handler or a picture from elsewhere in a page does not run, and the page says so: the gate closes."""
    smuggled = (
        "<script>window.smuggled = 1</script>"
        '<img src="assets/none.png" onerror="window.smuggled = 2">'
        '<img src="http://127.0.0.1:9/x.png"><p style="color: red">.</p>'
    )
    text = (sample_site / "method.html").read_text(encoding="utf-8").replace("</article>", f"{smuggled}</article>")
    assert smuggled in text
    watched.page.route("**/method.html", lambda route: route.fulfill(body=text, content_type="text/html"))
    watched.open("method.html")
    assert watched.page.evaluate("window.smuggled") is None
    violated = {fault.split(":")[0] for fault in watched.page.evaluate("window.violations")}
    assert violated == {"script-src-elem", "script-src-attr", "img-src", "style-src-attr"}


def violations_of(page: Page) -> list[str]:
    """What axe-core says is wrong with a page, everything that folds open being open."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "(tags) => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then((one) => one.violations)",
        list(STANDARDS),
    )
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_kind_of_page_is_accessible(
    browser: Browser, sample_address: str, kinds: dict[str, str], look: tuple[Colours, int, bool]
) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA."""
    colours, width, elder = look
    context = browser.new_context(
        color_scheme=colours, reduced_motion="reduce", viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    if elder:
        page.goto(f"{sample_address}index.html")
        page.get_by_role("button", name="长辈版").click()
    found = {}
    for name, address in kinds.items():
        page.goto(sample_address + address)
        scheme = page.locator("body").get_attribute("data-md-color-scheme")
        assert scheme == ("slate" if colours == "dark" else "default")
        if violations := violations_of(page):
            found[f"{name}: {address}"] = violations
    context.close()
    assert found == {}


@pytest.mark.parametrize(("colours", "width"), [("light", 390), ("dark", 1280)])
def test_every_kind_of_page_is_accessible_in_english(
    browser: Browser, english_site: Path, english_address: str, colours: Colours, width: int
) -> None:
    """English words are longer than Chinese ones: nothing is against WCAG 2.2 A and AA, and no page is too wide."""
    page = browser.new_page(color_scheme=colours, reduced_motion="reduce", viewport={"width": width, "height": 900})
    found = {}
    for name, address in page_kinds(english_site).items():
        page.goto(english_address + address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if faults := [*violations_of(page), *([f"{wide} pixels wide"] if wide > width else [])]:
            found[f"{name}: {address}"] = faults
    page.close()
    assert found == {}


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """The gate closes: a picture without words and grey on grey are called out."""
    page = browser.new_page()
    page.set_content(
        '<html lang="zh"><title>t</title><main><img src="x.png">'
        '<p style="color:#aaa;background:#fff">看不清的字</p></main>'
    )
    assert {one.split(":")[0] for one in violations_of(page)} == {"image-alt", "color-contrast"}
    page.close()
