"""A site that stands below a path of a host: nothing of it leads out, and nothing that it asks for is elsewhere."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.build import build
from generator.checking import Built
from tests.conftest import SITE_DAY
from tests.fixtures.town import lay_out, slip

BELOW: Final = "/kaohe/"
PUBLIC: Final = f"https://town.example{BELOW}"
ADDRESSES: Final = {"href", "src", "action", "content", "data-root", "data-bundles", "data-outcomes", "data-worker"}
"""Attributes that may hold an address; `content` only where it begins like one."""
OUTSIDE: Final = (
    "https://creativecommons.org/",
    "https://squidfunk.github.io/",
    "https://www.mkdocs.org/",
    "tel:",
    "mailto:",
    "geo:",
)
"""Where somebody may be led on purpose: the licence, who made the frame, and what a telephone opens."""


@dataclass
class Town:
    """A town's site, served below the path and nowhere else."""

    folder: Path
    host: str
    asked: list[tuple[str, int]] = field(default_factory=list)
    """Every address that was asked for, and the answer to it."""

    @property
    def address(self) -> str:
        """Of the first page, ending in a slash."""
        return f"{self.host}{BELOW}"


class _Below(SimpleHTTPRequestHandler):
    """Answers below the path; an address that is not there gets the page for it, as hosts are told to."""

    def __init__(self, *args: object, town: Town, **kwargs: object) -> None:
        self.town = town
        super().__init__(*args, directory=str(town.folder), **kwargs)  # type: ignore[arg-type]  # as the library calls it

    def do_GET(self) -> None:
        """Take the path away; what is not below it is nothing of ours."""
        asked = self.path
        self.path = asked.removeprefix(BELOW[:-1]) if asked.startswith(BELOW) else "/nothing-of-ours"
        there = Path(self.translate_path(self.path))
        found = there.is_file() or (there / "index.html").is_file()
        self.town.asked.append((asked, 200 if found else 404))
        if found:
            super().do_GET()
            return
        data = (self.town.folder / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with a place, in two languages."""
    root = lay_out(tmp_path_factory.mktemp("below"))
    slip(
        root,
        "results/harbour/centre.yml",
        "address: 码头路 1 号\n",
        "address: 码头路 1 号\ncoordinates: {latitude: 31.2, longitude: 121.4, datum: gcj-02}\n",
    )
    (root / "mkdocs.yml").write_text(f"site_url: {PUBLIC}\nextra:\n  languages: [zh, en]\n", "utf-8")
    built = build(root, SITE_DAY, lambda _step, _done, _total: None)
    assert isinstance(built, Built), built
    made = Town(folder=root / "site", host="")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Below, town=made)) as server:
        made.host = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


class _Found(HTMLParser):
    """The addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's form
        """Note what may be one; what is told to programs as data is looked at as text."""
        for name, value in attrs:
            if name in ADDRESSES and value and (name != "content" or value.startswith("http")):
                self.addresses.append(value)


def addresses_in(path: Path) -> list[str]:
    """The addresses that a file of the site has."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        found = _Found()
        found.feed(text)
        return found.addresses + re.findall(r'"(?:@id|item|url)":"([^"]+)"', text)
    if path.suffix == ".css":
        return [one for one in re.findall(r"url\(\s*[\"']?([^\"')]+)", text) if not one.startswith(("data:", "#"))]
    if path.name == "robots.txt":
        return re.findall(r"(?m)^Sitemap: (\S+)", text)
    written = re.findall(r"""(?:href|xlink:href)=["']([^"']+)["']|<(?:loc|id|uri|link)>([^<]+)</""", text)
    return [html.unescape(one or other) for one, other in written]


def wrong_in(town: Town, path: Path) -> Iterator[str]:
    """Addresses of a file that lead out of the site, or to nothing."""
    page = path.relative_to(town.folder).as_posix()
    for one in addresses_in(path):
        if one.startswith(("#", "data:", "urn:", "tag:", *OUTSIDE)):
            continue
        target = urljoin(f"{PUBLIC}{page}", one)
        if not target.startswith(PUBLIC):
            yield f"{page}: {one}"
            continue
        inner = unquote(urlsplit(target).path.removeprefix(BELOW)) or "index.html"
        there = town.folder / inner
        if not (there.is_file() or there.is_dir()):  # a script adds the name to a folder
            yield f"{page}: {one} is not there"


def test_every_address_of_every_file_is_below_the_path_and_there(town: Town) -> None:
    """Links, forms, assets, pictures, canonical and other languages, share pictures, feeds, the sitemap, posters."""
    kinds = {".html", ".css", ".xml", ".svg", ".txt"}
    files = [path for path in sorted(town.folder.rglob("*")) if path.suffix in kinds]
    assert {path.suffix for path in files} == kinds
    assert sum(len(addresses_in(path)) for path in files) > 1000
    assert [wrong for path in files for wrong in wrong_in(town, path)] == []


def test_what_is_passed_on_names_the_whole_address(town: Town) -> None:
    """The canonical address, the feed, the sitemap, the poster with its code, and how a badge is put elsewhere."""
    card = (town.folder / "windows/harbour/cash-1.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{PUBLIC}windows/harbour/cash-1.html">' in card
    assert f"{PUBLIC}badges/harbour/cash-1.svg" in html.unescape(card)
    assert f'property="og:image" content="{PUBLIC}assets/windowboard/share.png"' in card
    feed = (town.folder / "lists/banks/feed.xml").read_text("utf-8")
    assert f"{PUBLIC}lists/banks/" in feed
    assert f"<loc>{PUBLIC}windows/harbour/cash-1.html</loc>" in (town.folder / "sitemap.xml").read_text("utf-8")
    assert f"{PUBLIC}" in (town.folder / "posters/harbour/cash-1.svg").read_text("utf-8")
    package = json.loads((town.folder / "data/datapackage.json").read_text("utf-8"))
    assert all(not one["path"].startswith(("/", "http")) for one in package["resources"])


def visited(page: Page, town: Town, address: str) -> None:
    """Open a page, and let it ask for all that it needs."""
    page.goto(f"{town.address}{address}")
    page.wait_for_load_state("networkidle")


def test_a_visitor_meets_no_dead_address_and_leaves_the_path_never(browser: Browser, town: Town) -> None:
    """By search, suggestion, filter, list, language, 长辈版 and the form that works without a line."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    town.asked.clear()
    for address in ("", "lists/index.html", "lists/banks/index.html", "windows/index.html", "overview.html"):
        visited(page, town, address)
    visited(page, town, "search.html?q=xianjin")
    expect(page.locator("#search-results a").first).to_be_visible()
    with page.expect_navigation():
        page.locator("#search-results li > a").first.click()
    assert page.url.startswith(f"{town.address}windows/harbour/cash-")
    page.set_viewport_size({"width": 1280, "height": 844})
    page.locator("#wb-find").fill("收礼")
    page.locator("#wb-find").press("Enter")
    page.wait_for_url(f"{town.address}search.html?q=*")
    expect(page.locator("#search-results a").first).to_be_visible()
    visited(page, town, "windows/harbour/cash-1.html")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{town.address}en/windows/harbour/cash-1.html")
    visited(page, town, "en/search.html?q=cash")
    visited(page, town, "entry/desk.html")
    scope = page.evaluate("navigator.serviceWorker.ready.then((one) => one.scope)")
    assert scope == f"{town.address}entry/"
    page.wait_for_load_state("networkidle")
    visited(page, town, "elder.html")  # last: it changes how every page looks from then on
    context.close()
    assert said == []
    assert [one for one in asked if not one.startswith((town.address, "data:", "blob:"))] == []
    assert [one for one in town.asked if one[1] != 200] == []


def test_an_address_that_is_not_there_leads_back_into_the_site(browser: Browser, town: Town) -> None:
    """However deep it is: the page for it has its style, its search and its ways below the path."""
    page = browser.new_page()
    town.asked.clear()
    visited(page, town, "windows/harbour/gone/far/away.html")
    assert [one for one, answer in town.asked if answer != 200] == [f"{BELOW}windows/harbour/gone/far/away.html"]
    page.get_by_role("link", name="全部窗口", exact=True).last.click()
    page.wait_for_url(f"{town.address}windows/index.html")
    page.close()
