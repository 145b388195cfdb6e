"""How pages look, as far as a machine can tell: nothing moves, nothing sticks out, and paper has no chrome."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.publishing.lean import UNSTYLED
from tests.fixtures.chromium import wait_until
from tests.fixtures.page_kinds import page_kinds
from tests.fixtures.serving import served_in_two

WIDTHS: Final = (320, 360, 390, 768, 1280)
"""Pixels: small and large phones, a tablet held upright, a desk."""
COVERED: Final = """
() => [...document.querySelectorAll("header a, header button, header input")]
  .filter((one) => one.getClientRects().length)
  .filter((one) => {
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !(top && (one === top || one.contains(top)));
  })
  .map((one) => one.innerText || one.name)
"""
"""What a tap in its middle does not reach."""
OUTSIDE: Final = """
() => [...document.querySelectorAll(".md-banner, .md-header, .wb-nav, :is(.md-banner, .md-header, .wb-nav) *")]
  .filter((one) => one.getClientRects().length && !one.matches(".wb-find__label, .md-skip"))
  .filter((one) => one.getBoundingClientRect().left < 0 || one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.innerText || one.className)
"""
"""What stands above a page and is cut off at its sides."""
IN_TWO: Final = r"""
() => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const said = texts.currentNode.data.matchAll(/20\d\d-\d\d-\d\d|20\d\d年\d+月\d+日|[\d:.]*\d–\d[\d:.]*/g);
    for (const one of said) {
      const range = document.createRange();
      range.setStart(texts.currentNode, one.index);
      range.setEnd(texts.currentNode, one.index + one[0].length);
      const tops = [...range.getClientRects()].map((box) => Math.round(box.top));
      if (Math.max(...tops) - Math.min(...tops) > 5) {
        found.push(one[0]);
      }
    }
  }
  return found;
}
"""
"""Days, hours and spans of figures that begin on one line and end on another, whatever is folded opened."""
MOMENTS: Final = ("2026-11-29T13:00", "2026-11-30T07:00", "2026-11-30T13:00", "2026-11-30T18:00")
"""After a short day; before the hours of a long one, between and after: scripts then say days and hours as well."""
IN_DRAWINGS: Final = """
(least) => [...document.querySelectorAll("main svg:has(text)")].filter((one) => one.clientWidth).flatMap((svg) => {
  const scale = svg.getScreenCTM().a;
  const words = [...svg.querySelectorAll("text")].flatMap((one) => [...one.childNodes].map((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return { said: part.textContent, box: range.getBoundingClientRect() };
  }));
  const size = (one) => parseFloat(getComputedStyle(one).fontSize) * scale;
  const small = [...svg.querySelectorAll("text")].filter((one) => size(one) < least);
  const touching = words.filter((one, place) => words.slice(place + 1).some(({ box }) =>
    Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 1
    && Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > 5));
  return [...small.map((one) => `small: ${one.textContent}`), ...touching.map((one) => `touches: ${one.said}`)];
})
"""
"""Words of drawings that are smaller than so many pixels, or lie on others."""
REACHING: Final = """
() => {
  document.querySelectorAll(".wb-ranking .wb-off").forEach((one) => one.remove());
  return [...document.querySelectorAll(".wb-ranking tbody :is(th, td)")].filter((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1;
  }).map((cell) => cell.innerText);
}
"""
"""What is seen in cells of a ranking and sticks out of them."""
ON_SCORES: Final = """
() => [...document.querySelectorAll(".wb-ranking tbody tr")].filter((row) => {
  const boxes = [row.querySelector("th"), row.querySelector("[data-label=得分], [data-label=Score]")].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell.querySelector("a") ?? cell.firstChild);
    return range.getBoundingClientRect();
  });
  const [name, score] = boxes;
  return name.right > score.left && name.left < score.right && name.bottom > score.top && name.top < score.bottom;
}).map((row) => row.innerText)
"""
"""Rows of a ranking of which the name lies on the score."""
SMALLEST: Final = """
() => Math.min(...[...document.querySelectorAll(".wb-overview *")]
  .filter((one) => one.getClientRects().length && [...one.childNodes].some((part) => part.data?.trim()))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))
"""
"""Pixels of the smallest print."""
LEGIBLE: Final = 9.3
"""Pixels: seven points, as small as the notes of a printed report."""
PAPER: Final = 703
"""Pixels of CSS: what the margins leave of the width of A4."""
ANSWERED: Final = (
    "search.html?q=药房",
    "search.html?q=没有这个词的",
    "windows/index.html?trade=hospital",
    "lists/hospital-counters/index.html?band=优秀",
)
"""Pages that a script changes at once, for what their address asks."""

SHIFTS: Final = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const moved = sources.map(({ node }) => node?.className || node?.nodeName);
    window.shifts.push(`${value.toFixed(4)} ${moved.join(", ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
PAINTED: Final = (
    "new Promise((done) => new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true }))"
)
SETTLED: Final = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
SLIVERS: Final = """
() => [...document.querySelectorAll(".md-typeset th[scope=row]")]
  .filter((head) => head.offsetWidth && head.innerText.trim().length > 3)
  .filter((head) => head.offsetWidth < 3 * parseFloat(getComputedStyle(head).fontSize))
  .map((head) => head.innerText.trim())
"""
"""Names of rows that have no room for three characters side by side."""
BEYOND: Final = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN: Final = """
() => [...document.querySelectorAll(".wb-ranking td:nth-child(8) a")]
  .map((one) => {
    const range = document.createRange();
    range.selectNodeContents(one.firstChild);
    return [one.innerText, range.getClientRects().length];
  })
  .filter(([, lines]) => lines > 1)
"""
"""Names of bands in a ranking that stand on more than one line."""


@pytest.fixture(scope="module")
def addresses(sample_site: Path) -> list[str]:
    """The address of one page of each kind."""
    return list(page_kinds(sample_site).values())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor's page."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def shifts_of(page: Page, address: str) -> list[str]:
    """What moves while a page loads whose scripts come after it was painted: as late as on a slow line.

    The two scripts in the head are there before anything is drawn: that is what they are for.
    """
    held: list[Route] = []
    painted = False

    def hold(route: Route) -> None:
        early = route.request.resource_type in {"document", "stylesheet"}
        if painted or early or route.request.url.endswith(("/elder.js", "/frame.js")):
            route.continue_()
        else:
            held.append(route)

    page.route("**/*", hold)
    page.goto(address, wait_until="commit")
    page.evaluate(PAINTED)
    page.evaluate(SETTLED)
    painted = True
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate(SETTLED)
    page.unroute_all(behavior="wait")
    found: list[str] = page.evaluate("window.shifts")
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_when_scripts_come_late(
    page: Page, sample_address: str, addresses: list[str], width: int
) -> None:
    """What a script shows or fills in has its room before it runs, on every kind of page.

    A page on which something moved is looked at once more: rows of a table that a busy machine brings in by and by move
    now and then, and what a script moves moves each time.
    """
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    moved = [one for one in (*ANSWERED, *addresses) if shifts_of(page, sample_address + one)]
    assert {one: shifts for one in moved if (shifts := shifts_of(page, sample_address + one))} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_when_the_header_comes_in_two(page: Page, sample_site: Path, width: int) -> None:
    """A line that stops in the midst of the header shows nothing of it that the rest would push aside."""
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    with served_in_two(sample_site, after=b"</form>") as address:
        page.goto(address + "index.html")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("width", [768, 1280])
def test_no_cell_moves_while_a_long_table_comes_in(page: Page, sample_address: str, folder: str, width: int) -> None:
    """On a slow line rows come one by one: the columns of the finder do not wait for the widest of them."""
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 200, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", slow)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(f"{sample_address}{folder}windows/index.html", wait_until="networkidle")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("folder", ["", "en/"])
def test_on_a_phone_the_navigation_is_short_and_a_rank_needs_no_scrolling(
    page: Page, sample_address: str, folder: str
) -> None:
    """Eight links beside each other, in English in two rows; of earlier scores the rank is in sight."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_address}{folder}windows/nandu-bank/cash-2.html")
    tops = page.locator(".wb-nav a").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert len(set(tops)) == (2 if folder else 1)
    rank = page.locator("#trend ~ .wb-scroll thead th:nth-child(4)").first.bounding_box()
    assert rank
    assert rank["x"] + rank["width"] <= 390


def test_what_moves_is_found(page: Page, sample_address: str) -> None:
    """The gate closes: a line that comes in above what was painted is called out."""
    page.add_init_script(SHIFTS)
    page.goto(sample_address)
    page.evaluate(SETTLED)
    page.evaluate("document.querySelector('h1').before(document.createElement('h1').appendChild(new Text('新来的')))")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifts") != []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(page: Page, sample_address: str, addresses: list[str], width: int) -> None:
    """No kind of page scrolls sideways as a whole, and no name in a table is squeezed into a column of characters."""
    page.set_viewport_size({"width": width, "height": 844})
    found = {}
    for one in addresses:
        page.goto(sample_address + one)
        found[one] = (page.evaluate(BEYOND), page.evaluate(SLIVERS))
    assert found == dict.fromkeys(found, (0, []))


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_its_window_in_english(
    page: Page, english_site: Path, english_address: str, width: int
) -> None:
    """Nor in the language whose words are long."""
    page.set_viewport_size({"width": width, "height": 844})
    found = {}
    for one in page_kinds(english_site).values():
        page.goto(english_address + one)
        found[one] = (page.evaluate(BEYOND), page.evaluate(SLIVERS))
    assert found == dict.fromkeys(found, (0, []))


@pytest.mark.parametrize("width", [320, 768, 1280, PAPER])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_band_is_broken_into_pieces(page: Page, sample_address: str, folder: str, width: int) -> None:
    """A ranking has ten columns: where they have no room its rows are cards; on paper it stays a table."""
    page.set_viewport_size({"width": width, "height": 844})
    if width == PAPER:
        page.emulate_media(media="print")
    for address in ("lists/hospital-counters/index.html", "lists/index.html"):
        page.goto(f"{sample_address}{folder}{address}")
        assert page.evaluate(BROKEN) == [], address
        assert page.evaluate(BEYOND) == 0, address


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_day_is_broken_at_the_end_of_a_line(
    page: Page, sample_address: str, addresses: list[str], folder: str, width: int
) -> None:
    """Nor are hours and spans of figures, on any kind of page, in sentences, tables and lists."""
    page.set_viewport_size({"width": width, "height": 844})
    found: dict[str, list[str]] = {}
    for one in (
        *ANSWERED,
        *addresses,
        "lists/government-halls/2026-10.html",
        "windows/yunze-first-hospital/pharmacy-3.html",
    ):
        page.goto(f"{sample_address}{folder}{one}")
        broken = page.evaluate(IN_TWO)
        found |= {one: broken} if broken else {}
    for moment in MOMENTS:
        page.clock.set_fixed_time(f"{moment}+08:00")
        page.goto(f"{sample_address}{folder}windows/yunze-first-hospital/pharmacy-3.html")
        page.locator(".wb-now span bdi").first.wait_for()
        broken = page.evaluate(IN_TWO)
        found |= {moment: broken} if broken else {}
    assert found == {}
    page.evaluate(
        "Object.assign(document.querySelector('main bdi').style, {whiteSpace: 'normal', display: 'block', width: 0})"
    )
    assert page.evaluate(IN_TWO) != []  # the gate closes


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_what_is_written_in_drawings_can_be_read_and_nothing_lies_on_it(
    page: Page, sample_site: Path, sample_address: str, folder: str, width: int
) -> None:
    """As large as the small print around it, on the smallest phone nearly so; and no two words of a drawing touch."""
    page.set_viewport_size({"width": width, "height": 844})
    faults: dict[str, list[str]] = {}
    drawn = [
        one for one in page_kinds(sample_site).values() if re.search("<svg[^>]*>.*?<text", _text(sample_site, one))
    ]
    assert len(drawn) >= 4
    for one in drawn:
        page.goto(f"{sample_address}{folder}{one}")
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = page.evaluate(IN_DRAWINGS, 12 if width > 320 else 9.5)
        faults |= {one: found} if found else {}
    assert faults == {}


def _text(site: Path, address: str) -> str:
    return site.joinpath(address).read_text(encoding="utf-8").replace("\n", " ")


@pytest.mark.parametrize("width", [1280, 1440, 1920])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_no_cell_of_a_ranking_reaches_into_the_next(page: Page, sample_address: str, folder: str, width: int) -> None:
    """Nor does an interval that goes above 100 points, which is the widest there is."""
    page.set_viewport_size({"width": width, "height": 844})
    for address in ("lists/government-halls/index.html", "lists/government-halls/2026-10.html"):
        page.goto(f"{sample_address}{folder}{address}")
        intervals = page.locator(".wb-between").all_inner_texts()
        assert any(float(one.split("–")[-1]) > 100 for one in intervals if "–" in one)
        assert page.evaluate(REACHING) == [], address


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_a_board_begins_with_its_lists(page: Page, sample_address: str, width: int) -> None:
    """Of which month it speaks stands with its name, and whoever it praises or exposes first on the first screen."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{sample_address}lists/hospital-counters/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("医院服务窗口榜 2026年10月")
    assert page.locator(".wb-listed").first.bounding_box()["y"] < 844  # type: ignore[index]  # it is there
    intervals = page.locator(".wb-ranking .wb-between")
    lines = (
        "(all) => all.map((one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert width < 390 or max(intervals.evaluate_all(lines)) < 1.5


@pytest.mark.parametrize("folder", ["", "en/"])
def test_on_a_phone_the_month_of_an_exposure_is_not_missed_by_a_finger(
    page: Page, sample_address: str, folder: str
) -> None:
    """Nor is the window hit that stands below it: 24 pixels, as WCAG 2.5.8 asks."""
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("index.html", "lists/hospital-counters/index.html"):
        page.goto(f"{sample_address}{folder}{address}")
        months = page.locator("a.wb-rank")
        assert months.count() > 0
        assert min(months.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")) >= 24


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_in_large_print_nothing_lies_on_a_score_or_out_of_its_box(
    page: Page, sample_address: str, folder: str, width: int
) -> None:
    """On a phone a ranking's names end before their scores, and sides of a contradiction stay within its frame."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{sample_address}{folder}elder.html")
    page.goto(f"{sample_address}{folder}lists/government-halls/index.html")
    assert page.locator(".wb-ranking tbody tr").count() > 10
    assert page.evaluate(ON_SCORES) == []
    page.goto(f"{sample_address}{folder}themes/attitude.html")
    sides = page.locator(".wb-sides > li")
    assert sides.count() > 1
    out = "(all) => all.filter((one) => one.offsetWidth > one.parentElement.clientWidth).length"
    assert sides.evaluate_all(out) == 0


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_overview_is_a_sheet_for_a_meeting(page: Page, sample_address: str, folder: str) -> None:
    """What the page says of itself, in either language: of fifteen centres one sheet of A4, in print that can be read.

    And no drawing is blown up on a desk.
    """
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(f"{sample_address}{folder}overview.html")
    strips = page.locator("svg.wb-spots").evaluate_all("(all) => all.map((one) => one.clientWidth)")
    assert strips
    assert max(strips) <= 600
    sheet = page.pdf(format="A4", margin={"top": "12mm", "right": "12mm", "bottom": "12mm", "left": "12mm"})
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    assert page.evaluate(SMALLEST) >= LEGIBLE


def test_the_overview_is_short_on_a_phone_and_whole_on_paper(page: Page, sample_address: str) -> None:
    """What is late, due and waiting stands open; the rest is one tap away, and paper shows what was folded."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_address}overview.html")
    assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 844
    for heading in ("#overdue", "#deadlines", "#waiting", "#boards"):
        assert page.locator(heading).is_visible()
        assert page.locator(f"details {heading}").count() == 0
    folded = page.locator(".wb-agenda__first li, [data-district]")
    assert not folded.filter(visible=True).all()
    page.emulate_media(media="print")
    assert page.locator(".wb-agenda__first li").filter(visible=True).count() == 10
    assert page.locator("[data-district]").filter(visible=True).count() >= 3
    assert page.locator(".wb-overview summary").filter(has_text="升降").filter(visible=True).count() == 0


def test_browsers_that_know_no_content_of_details_open_them_before_they_print(
    browser: Browser, sample_address: str
) -> None:
    """Offices have old ones: a script does there what the style sheet does elsewhere."""
    page = browser.new_page()
    page.add_init_script("CSS.supports = () => false")
    page.goto(f"{sample_address}overview.html")
    assert page.locator("details[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.close()


@pytest.mark.parametrize("address", ["index.html", "en/index.html", "404.html"])
def test_on_a_phone_the_search_has_a_line_of_its_own(page: Page, sample_address: str, address: str) -> None:
    """In either language, and where no page was found: what it says of itself can be read whole."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_address}{address}")
    box = page.locator("#wb-find")
    brand = page.locator(".wb-brand")
    assert box.evaluate("(one) => one.form.getBoundingClientRect().width") >= 340
    assert brand.evaluate("(one) => one.getBoundingClientRect().bottom") <= box.evaluate(
        "(one) => one.getBoundingClientRect().top"
    )


def test_what_is_wide_on_a_desk_is_used(page: Page, sample_address: str) -> None:
    """Boards stand in two columns at home, what is late beside what is due; the box of the finder shows its hint."""
    page.set_viewport_size({"width": 1280, "height": 844})
    left = "(all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().left))).size"
    page.goto(f"{sample_address}index.html")
    assert page.locator(".wb-stands > li").evaluate_all(left) == 2
    page.goto(f"{sample_address}overview.html")
    assert page.locator("#overdue, #deadlines").evaluate_all(left) == 2
    page.goto(f"{sample_address}windows/index.html")
    assert page.locator("#wb-finder input[name=q]").evaluate("(one) => one.clientWidth") >= 240
    page.goto(f"{sample_address}lists/hospital-counters/index.html")
    lines = "(all) => Math.max(...all.map((one) => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)))"
    assert page.locator(".wb-ranking tbody td:nth-child(4) a").evaluate_all(lines) < 1.5
    for address in ("standards/index.html", "conduct/index.html"):
        page.goto(f"{sample_address}{address}")
        columns = page.locator("table:is(.wb-shelf, .wb-roles) thead th:last-child").evaluate_all(left)
        assert columns == 1, address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("folder", ["", "en/"])
def test_nothing_above_a_page_is_cut_off(page: Page, sample_address: str, folder: str, width: int) -> None:
    """Banner, header and every entry of the navigation lie on the screen, in either language and in large print."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{sample_address}{folder}lists/index.html")
    assert page.locator(".wb-nav a").filter(visible=True).count() == 8
    assert page.evaluate(OUTSIDE) == []
    if not folder:
        tops = page.locator(".wb-nav a").evaluate_all("(all) => all.map((one) => one.offsetTop)")
        assert len(set(tops)) == 1
    page.locator(".wb-elder-switch").click()
    assert page.evaluate(OUTSIDE) == []
    page.evaluate("document.querySelector('.wb-nav a').style.minWidth = '101vw'")
    assert page.evaluate(OUTSIDE) != []  # the gate closes


@pytest.mark.parametrize("width", WIDTHS)
def test_whatever_the_header_has_a_tap_reaches(page: Page, sample_address: str, width: int) -> None:
    """Name, search and switches have their own places down to the smallest phone."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(sample_address + "lists/index.html")
    page.evaluate(SETTLED)
    assert page.evaluate(COVERED) == []
    page.evaluate("Object.assign(document.querySelector('.wb-find').style, {position: 'absolute', inset: 0})")
    assert page.evaluate(COVERED) != []  # the gate closes


def test_paper_has_no_chrome_and_says_of_which_day_it_is(page: Page, sample_address: str, addresses: list[str]) -> None:
    """In print no page has a header or a cut table, and each that shows data names their day."""
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    for one in addresses:
        page.goto(sample_address + one)
        assert not page.locator(".md-header, .wb-nav, .md-sidebar").filter(visible=True).all(), one
        assert page.evaluate(BEYOND) == 0, one
        assert not page.locator(".wb-now").filter(visible=True).all(), one  # paper is read at another hour
        assert not page.get_by_text(re.compile("点开[^门]")).filter(visible=True).all(), one
        days = page.locator(".md-footer time, .wb-card .wb-sub").filter(visible=True)
        assert one == "404.html" or days.count() in {1, 2}, one


def test_paper_is_not_cut_in_english(page: Page, english_site: Path, english_address: str) -> None:
    """Longer words have room on A4 too."""
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    wide = {}
    for one in page_kinds(english_site).values():
        page.goto(english_address + one)
        wide[one] = page.evaluate(BEYOND)
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_signs_are_seen_in_forced_colours(browser: Browser, sample_address: str, width: int) -> None:
    """The glass and the light have a colour that is not the background's, and the page one is on has its line."""
    context = browser.new_context(forced_colors="active", viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(sample_address)
    signs = [".wb-tone", *([".wb-find__button"] if width == 390 else [])]
    for sign in signs:
        drawn, behind = page.locator(sign).first.evaluate(
            "(one) => [getComputedStyle(one, '::before').backgroundColor, getComputedStyle(one).backgroundColor]"
        )
        assert drawn != behind, sign
    here, other = (
        page.locator(f".wb-nav a{which}").first.evaluate("(one) => getComputedStyle(one).borderBottomColor")
        for which in ("[aria-current]", ":not([aria-current])")
    )
    assert here != other
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_place_that_a_link_leads_to_is_not_below_the_header(page: Page, sample_address: str, width: int) -> None:
    """Where the search has a line of its own in the header, there is more of it."""
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(f"{sample_address}windows/index.html#centres")
    wait_until(page, "scrollY > 100")
    page.evaluate(SETTLED)
    head, foot = page.evaluate(
        "[document.querySelector('#centres').getBoundingClientRect().top,"
        " document.querySelector('.md-header').getBoundingClientRect().bottom]"
    )
    assert head >= foot


def test_what_is_folded_opens_for_whoever_is_led_into_it_and_on_paper(page: Page, sample_address: str) -> None:
    """A link into a closed part shows that part; what was closed on the screen is closed again after printing."""
    page.goto(f"{sample_address}windows/yunze-chinese-hospital/registration-1.html")
    inside = page.locator(".wb-opened details:not([open])").last
    inside.locator("> *").last.evaluate("one => { one.id = 'led-here'; }")
    page.evaluate("location.hash = 'led-here'")
    expect(page.locator("#led-here")).to_be_in_viewport()
    closed = page.locator("details:not([open])")
    before = closed.count()
    assert before
    page.emulate_media(media="print")
    expect(closed).to_have_count(0)
    page.emulate_media(media="screen")
    expect(closed).to_have_count(before)


def test_the_list_of_contents_follows_its_reader(page: Page, sample_address: str) -> None:
    """Beside a long page one entry is marked: that of the part at the top; the list stays within the screen."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{sample_address}method.html")
    links = page.locator(".md-nav--secondary a")
    assert links.count() > 3  # a list, not a line
    last = links.nth(links.count() - 2)
    last.click()
    marked = page.locator(".md-nav--secondary .md-nav__link--active")
    expect(marked).to_have_count(1)
    expect(marked).to_have_text(last.inner_text().strip())
    expect(page.locator(".md-sidebar__inner > .md-nav")).to_be_in_viewport()


def test_no_script_of_the_theme_is_loaded(page: Page, sample_address: str, sample_site: Path) -> None:
    """Ours does what our pages need; what the theme writes for its own does not stand in any page."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sample_address}standards/hospital-100.html")
    assert not [one for one in asked if "javascripts" in one]
    assert not (sample_site / "assets/javascripts").exists()
    for kind in ("standards/hospital-100", "index", "method", "windows/yunze-chinese-hospital/registration-1"):
        text = (sample_site / f"{kind}.html").read_text("utf-8")
        assert not [one for one in ("md-toggle", "md-overlay", "md-dialog", "__config") if one in text], kind


def test_no_page_has_what_the_style_sheet_of_the_theme_was_cut_by(sample_site: Path, english_site: Path) -> None:
    """Whatever page comes to use a part of the theme's own frame is told to take it off the list."""
    for site in (sample_site, english_site):
        for kind, address in page_kinds(site).items():
            text = (site / address).read_text("utf-8")
            classes = {one for said in re.findall(r'class="([^"]*)"', text) for one in said.split()}
            assert not [one for one in sorted(classes) if UNSTYLED.search(f".{one}")], kind
