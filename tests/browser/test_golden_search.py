"""Golden questions to the search of the sample city, what a search costs, and how it is worked."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Page

from tests.fixtures.folders import TESTS

CASES = TESTS / "cases" / "search"
ASK = """async ([question, filters]) => {
    const pause = () => new Promise((done) => setTimeout(done, 10));
    const list = document.getElementById("search-results");
    const settled = async () => { do await pause(); while (list.getAttribute("aria-busy") !== "false"); };
    for (const select of document.querySelectorAll("#search select")) select.value = filters[select.name] ?? "";
    const chosen = (name) => document.querySelector(`#search select[name=${name}]`)?.value;
    for (const name in filters) if (chosen(name) !== filters[name]) throw new Error(`no such filter: ${name}`);
    document.getElementById("search-q").value = question;
    document.querySelector("#search form").requestSubmit();
    await settled();
    const more = document.querySelector(".wb-seek__more");
    while (!more.hidden) {
        const before = list.children.length;
        more.querySelector("button").click();
        while (list.children.length === before) await pause();
    }
    return [...list.querySelectorAll("li > a")].map((link) => link.href);
}"""
"""Asks, unfolds every result, and gives the addresses of them in order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question, and what must come of it."""

    q: str
    filters: Mapping[str, str] = field(default_factory=dict)
    find: Sequence[str] = ()
    first: str = ""
    not_there: Sequence[str] = ()
    none: bool = False

    def faults(self, found: Sequence[str]) -> list[str]:
        """What is wrong with the addresses that were found."""
        wanted = [*self.find, *([self.first] if self.first else [])]
        return [
            *(f"not found: {address}" for address in wanted if address not in found),
            *(f"found: {address}" for address in self.not_there if address in found),
            *(f"first is: {found[0]}" for _ in [0] if self.first and found and found[0] != self.first),
            *(f"found: {address}" for address in found if self.none),
        ]


def questions() -> list[Question]:
    """All golden questions but those of `people.yml`, `asked.yml` and `english.yml`: they ask for what stands first."""
    return [
        Question(**{"not_there" if name == "not" else name: value for name, value in case.items()})
        for path in sorted(CASES.glob("*.yml"))
        if path.name not in {"people.yml", "asked.yml", "english.yml"}
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.fixture
def page(browser: Browser, sample_address: str) -> Iterator[Page]:
    """The search page of the sample city, on a phone; it complains of nothing and asks no other host."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    made = context.new_page()
    hosts: set[str] = set()
    said: list[str] = []
    made.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    made.on("pageerror", lambda error: said.append(str(error)))
    made.goto(f"{sample_address}search.html")
    yield made
    context.close()
    assert hosts == {urlsplit(sample_address).netloc}
    assert said == []


def ask(page: Page, site: str, question: str, filters: Mapping[str, str] | None = None) -> list[str]:
    """The addresses of all that is found."""
    return [address.removeprefix(site) for address in page.evaluate(ASK, [question, dict(filters or {})])]


def test_every_golden_question_finds_all_that_it_should(page: Page, sample_address: str) -> None:
    """Names, parts of words, digits, full width, traditional characters, sounds, places, services, clauses, filters."""
    asked = questions()
    assert len(asked) >= 60
    faults = {
        f"{one.q} {dict(one.filters)}": wrong
        for one in asked
        if (wrong := one.faults(ask(page, sample_address, one.q, one.filters)))
    }
    assert faults == {}


def texts(site: Path) -> dict[str, str]:
    """What each record says, by address: title, summary and body, without the spaces between tokens."""
    found = {}
    for path in (site / "pagefind" / "fragment").iterdir():
        said = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        address = said["url"].removeprefix("/").removesuffix(".html")
        fields = said["content"].split("\u2063")[:3]
        found[unquote(address)] = "\u2063".join(re.sub(r"[\W\u2060]+", "", one).lower() for one in fields)
    return found


def test_what_is_found_is_all_that_holds_the_words_and_nothing_else(
    page: Page, sample_address: str, sample_site: Path
) -> None:
    """Pagefind against the plain reading of every text, for words of Han characters."""
    said = texts(sample_site)
    assert len(said) > 400
    for question in ("药房", "公积金", "窗口", "服务", "时", "办理 登记", "次性告知", "投诉 公示", "人民医"):
        expected = {address for address, text in said.items() if all(word in text for word in question.split())}
        assert set(ask(page, sample_address, question)) == expected, question


# --- weight -----------------------------------------------------------------------------------------------------------


def transferred(browser: Browser, site: str, folder: Path, address: str) -> Mapping[str, int]:
    """The compressed size of every file that a first visit of an address asks for."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.removeprefix("/")))
    page.goto(f"{site}{address}")
    page.wait_for_selector("#search-results a")
    page.wait_for_load_state("networkidle")
    context.close()
    sizes = {}
    for path in asked:
        data = (folder / path).read_bytes()
        sizes[path] = min(len(data), len(gzip.compress(data, 6)))
    return sizes


STORY = "我妈七十多岁腿脚不好，能不能上门办社保认证"


@pytest.mark.parametrize(
    "question",
    ["药房", "窗口", "yf", "chuangkou", "藥房", "公基金", "服务 窗口 办理", "我想问一下挂错号了怎么退钱", STORY],
)
def test_a_first_search_costs_at_most_300_kb(
    browser: Browser, sample_address: str, sample_site: Path, question: str
) -> None:
    """The page, its styles and scripts, Pagefind with its WebAssembly, the index, the filters, twenty results."""
    sizes = transferred(browser, sample_address, sample_site, f"search.html?q={quote(question)}")
    assert any(path.startswith("pagefind/wasm") for path in sizes)
    assert sum(sizes.values()) <= 300_000, sorted(sizes.items(), key=lambda pair: -pair[1])[:10]


# --- a person at work -------------------------------------------------------------------------------------------------


def status(page: Page) -> str:
    """What a screen reader is told."""
    return page.locator("#search-status").inner_text()


def state(page: Page) -> Mapping[str, str]:
    """Question and filters as the address has them."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def settled(page: Page) -> None:
    """Wait for the answer."""
    page.wait_for_selector("#search-results[aria-busy=false]", state="attached")


def test_traditional_characters_are_searched_as_simplified_ones_and_that_is_said(
    page: Page, sample_address: str
) -> None:
    """Only where what was typed stands nowhere; what was typed stays in the field and in the address."""
    assert ask(page, sample_address, "藥房") == ask(page, sample_address, "药房")
    assert "已按简体" not in status(page)
    ask(page, sample_address, "青屏 藥房")
    assert status(page).endswith("条结果（已按简体“青屏 药房”搜索）")
    assert state(page) == {"q": "青屏 藥房"}
    assert page.locator("#search-results mark").first.inner_text() in {"药房", "青屏"}


def test_where_nothing_is_found_names_like_it_are_offered(page: Page, sample_address: str) -> None:
    """In a wrong order, or one of another number: the names that share most characters."""
    for question, name in (("公积金窗口9", "公积金窗口"), ("积公金", "公积金窗口")):
        assert ask(page, sample_address, question) == []
        assert page.locator(".wb-seek__alike a").first.inner_text() == name
    page.locator(".wb-seek__alike a").first.click()
    page.wait_for_url("**/windows/yunze-government-hall/fund-1.html")


def test_what_is_like_nothing_has_no_names_like_it(page: Page, sample_address: str) -> None:
    """The trades to browse are offered all the same."""
    ask(page, sample_address, "飞碟")
    assert page.locator(".wb-seek__alike").count() == 0
    assert page.get_by_role("button", name="医院", exact=True).is_visible()


def test_where_filters_exclude_one_another_each_can_be_dropped_alone(page: Page, sample_address: str) -> None:
    """The number says what is left then."""
    assert ask(page, sample_address, "药房", {"trade": "hospital", "district": "稻香区"}) == []
    offers = page.locator(".wb-seek__nothing").get_by_role("button")
    named = [text for text in offers.all_inner_texts() if text.startswith("去掉")]
    assert [text.partition("（")[0] for text in named] == ["去掉筛选条件", "去掉区县“稻香区”"]
    offers.nth(1).click()
    settled(page)
    assert state(page) == {"q": "药房", "trade": "hospital"}
    assert named[1].partition("（")[2].removesuffix(" 条）") in status(page)


def test_the_way_back_leads_through_questions_and_not_through_letters(page: Page, sample_address: str) -> None:
    """Every question and filter chosen on purpose is a step; what is typed on the way to one is not."""
    ask(page, sample_address, "药房")
    page.locator("#search-q").fill("")
    page.locator("#search-q").press_sequentially("yfc", delay=250)
    page.wait_for_timeout(400)
    page.locator("#search-q").press("Enter")
    settled(page)
    ask(page, sample_address, "yfc", {"kind": "window"})
    steps = []
    for _ in range(3):
        steps.append(state(page))
        page.go_back()
        settled(page)
    assert steps == [{"q": "yfc", "kind": "window"}, {"q": "yfc"}, {"q": "药房"}]
    assert state(page) == {}
    page.go_forward()
    page.wait_for_selector("#search-results a")
    assert page.locator("#search-q").input_value() == "药房"


def test_in_the_elder_mode_the_search_is_worked_with_the_keyboard_and_tells_what_it_found(
    page: Page, sample_address: str
) -> None:
    """From the way to the search on any page to a result, without a mouse; nothing is wider than the phone."""
    page.get_by_role("button", name="长辈版").click()
    page.goto(f"{sample_address}method.html")
    page.locator(".wb-nav").get_by_role("link", name="搜索").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html")
    page.locator("#search-q").focus()
    page.keyboard.type("公积金")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results a")
    assert page.evaluate("document.documentElement.classList.contains('wb-elder')")
    assert re.fullmatch(r"找到 \d+ 条结果", status(page))
    assert page.locator("#search-status").get_attribute("aria-live") == "polite"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/windows/yunze-government-hall/fund-1.html")


# --- what is not told yet ---------------------------------------------------------------------------------------------


def test_a_window_whose_appeal_is_undecided_has_neither_band_nor_list_nor_score(
    page: Page, sample_address: str, sample_site: Path
) -> None:
    """It is found by its name, not by how it was judged; a month that still runs is told of nobody."""
    appealed = "windows/yunze-first-hospital/pharmacy-3.html"
    assert appealed in ask(page, sample_address, "门诊药房窗口3")
    assert page.locator(".wb-seek__outcome").first.inner_text() == "2026年10月 复核中"
    for name in ("band", "list"):
        values = page.locator(f"select[name={name}] option").evaluate_all("options => options.map(one => one.value)")
        found = [ask(page, sample_address, "门诊药房窗口3", {name: value}) for value in values if value]
        assert not any(appealed in addresses for addresses in found)
    said = "".join(path.read_text(encoding="utf-8") for path in (sample_site / "search").rglob("*.json"))
    assert "2026年10月" in said
    assert "2026年11月" not in said  # it is still running
