"""What people type, and whether what they meant stands first: one page, opened once, question after question."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Request

from tests.fixtures.folders import TESTS

CASES = TESTS / "cases" / "search" / "people.yml"
ASKED = TESTS / "cases" / "search" / "asked.yml"
ENGLISH = TESTS / "cases" / "search" / "english.yml"
WANTED = 0.97
"""Of all questions; of 85 that were asked of a site like this 80 had to be answered (0.94)."""

TYPE = """async (question) => {
    const pause = () => new Promise((done) => setTimeout(done, 10));
    const list = document.getElementById("search-results");
    document.getElementById("search-q").value = question;
    document.querySelector("#search form").requestSubmit();
    do await pause(); while (list.getAttribute("aria-busy") !== "false");
    const answers = [...document.querySelectorAll("#search .wb-answer")].filter((one) => one.checkVisibility());
    const links = [...list.querySelectorAll("li > a")];
    const all = [...answers.map((one) => [one, one.id]), ...links.map((link) => [link, link.href])];
    const stands = ([one], [other]) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    return all.sort(stands).map(([, found]) => found);
}"""
"""The answers that are shown and the addresses of the results, as a reader meets them."""


@pytest.fixture(scope="module")
def page(browser: Browser, sample_address: str) -> Iterator[Page]:
    """The search page of the sample city, on a phone; no script breaks."""
    made = browser.new_page(viewport={"width": 390, "height": 844})
    said: list[str] = []
    made.on("pageerror", lambda error: said.append(str(error)))
    made.goto(f"{sample_address}search.html")
    yield made
    made.close()
    assert said == []


def first_of(page: Page, site: str, question: str) -> str:
    """What a reader meets first; nothing: an empty text."""
    found: list[str] = page.evaluate(TYPE, question)
    return found[0].removeprefix(site) if found else ""


def wanted(case: dict[str, Any]) -> Sequence[str]:
    """What may stand first."""
    return [case["first"]] if isinstance(case["first"], str) else case["first"]


def test_what_people_mean_stands_first(page: Page, sample_address: str) -> None:
    """By what they want done, by sound, short, misspelt, in either script, in whole sentences, in English."""
    cases = [case for path in (CASES, ASKED) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert len(cases) >= 85
    met = [(case, first_of(page, sample_address, case["q"])) for case in cases]
    wrong = {case["q"]: first for case, first in met if first not in wanted(case)}
    assert len(wrong) <= len(cases) * (1 - WANTED), wrong


def test_what_readers_of_english_mean_stands_first(browser: Browser, english_address: str) -> None:
    """The thing asked for before the list of such things, whatever language its name is in."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{english_address}search.html")
    cases = yaml.safe_load(ENGLISH.read_text(encoding="utf-8"))
    met = [(case, first_of(page, english_address, case["q"])) for case in cases]
    assert {case["q"]: first for case, first in met if first not in wanted(case)} == {}
    page.close()


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("公鸡金", "（已按“公积金”搜索）"),
        ("孙子上户口", "（已按“上户口”搜索）"),
        ("中午休息吗", "答案在下面"),
        ("去哪里交电费", "（已按“交电费”搜索）"),
        ("市一医院", "（也按“云泽市第一人民医院”搜索）"),
        ("云泽中医院", "（已按“云泽 中医院”搜索）"),
        ("公基金", "（已按“公积金”搜索）"),
        ("望湖支行取款机", "（已分成“望湖支行”“取款机”搜索）"),
        ("打12345有用吗", "答案在下面"),
    ],
)
def test_it_is_said_what_was_searched_for_instead(page: Page, sample_address: str, question: str, status: str) -> None:
    """Whoever finds something else than was typed is told so."""
    first_of(page, sample_address, question)
    assert page.locator("#search-status").inner_text().endswith(status)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("九月份绿榜", "2026-09"),
        ("9月", "2026-09"),
        ("2026年8月得分", "2026-08"),
        ("10月红榜", "2026-10"),
        ("第三季度", "2026-Q3"),
        ("2025年9月红榜", ""),
        ("红榜", ""),
    ],
)
def test_whoever_names_a_month_or_a_quarter_is_led_to_its_lists(
    page: Page, sample_address: str, question: str, period: str
) -> None:
    """Of every board that has lists of it."""
    assert first_of(page, sample_address, question) == "answer-lists"
    found = page.locator("#answer-lists .wb-answer__period")
    addresses = found.evaluate_all("(all) => all.map((one) => one.href)")
    assert len(addresses) == (0 if not period else 1 if "Q" in period else 5)
    assert all(address.endswith(f"/{period}.html") for address in addresses)
    for address in addresses:
        assert page.request.get(address).ok


@pytest.mark.parametrize("question", ["9月1日开门吗", "9月份电费怎么交"])
def test_a_month_that_says_when_something_is_done_names_no_list(page: Page, sample_address: str, question: str) -> None:
    """The lists are not what is asked for."""
    assert first_of(page, sample_address, question) != "answer-lists"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("南渡供电营业厅为什么上绿榜", "windows/nandu-power/index.html"),
        ("望湖支行上个月多少分", "windows/wanghu-bank/index.html"),
        ("绿榜", "answer-lists"),
        ("倒数第一", "answer-lists"),
        ("望湖支行态度差", "answer-complain"),
    ],
)
def test_what_is_said_of_all_stands_below_the_place_that_is_asked_about(
    page: Page, sample_address: str, question: str, first: str
) -> None:
    """Its lists are one step from it; how to complain stays before everything."""
    assert first_of(page, sample_address, question) == first
    assert page.locator(".wb-answer--fits").first.is_visible()


def noted(asked: list[str], request: Request) -> None:
    """Keep the name of the file."""
    asked.append(request.url.rpartition("/")[2])


def test_a_story_asks_for_no_sounds_and_a_short_slip_for_no_clues(browser: Browser, sample_address: str) -> None:
    """What a question has no use for is not loaded."""
    for question, wanted_, spared in (
        ("昨天挂的号没去看，钱能退不", "clues.json", ("sounds.json", "further.json", "characters.json")),
        ("公基金", "sounds.json", ("clues.json", "characters.json")),
        ("藥房", "characters.json", ("clues.json", "sounds.json", "further.json")),
    ):
        page = browser.new_page()
        asked: list[str] = []
        page.on("requestfinished", partial(noted, asked))
        page.goto(f"{sample_address}search.html?q={question}")
        page.wait_for_selector("#search-results a")
        page.wait_for_load_state("networkidle")
        assert wanted_ in asked, question
        assert not set(spared) & set(asked), question
        page.close()


def test_a_browser_that_unpacks_nothing_itself_finds_the_same(browser: Browser, sample_address: str) -> None:
    """The list of the records is packed; older browsers unpack it by a script of ours."""
    found = []
    for script in ("", "delete globalThis.DecompressionStream"):
        context = browser.new_context()
        context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{sample_address}search.html")
        found.append([page.evaluate(TYPE, question) for question in ("药房", "红榜", "区")])
        assert page.evaluate("typeof DecompressionStream") == ("undefined" if script else "function")
        context.close()
    assert found[0] == found[1]
    assert all(found[0])


def test_an_answer_has_what_was_asked_for(page: Page, sample_address: str) -> None:
    """Hours on Saturdays and holidays, the hotline as a number to tap, days in which to appeal."""
    first_of(page, sample_address, "星期六上班吗")
    hours = page.locator("#answer-hours").inner_text()
    assert "周六开门" in hours
    assert "云泽银行稻香支行" in hours
    assert "法定节假日开门" in hours
    first_of(page, sample_address, "投诉电话")
    assert page.locator("#answer-complain a[href^=tel]").get_attribute("href") == "tel:12345"
    first_of(page, sample_address, "怎么申诉")
    assert "10 个工作日内申诉" in page.locator("#answer-appeal").inner_text()
    assert not page.locator("#answer-complain").is_visible()


@pytest.mark.parametrize(
    ("question", "place", "hours"),
    [
        ("市一医院抽血几点开始", "云泽市第一人民医院", "周一至周五 08:00–12:00"),
        ("急诊收费几点关门", "急诊挂号收费窗口", "00:00–23:59"),
        ("望湖邮局星期天开门吗", "望湖邮政支局", "周六、周日 09:30–12:00"),
    ],
)
def test_whoever_asks_when_a_place_is_open_is_told_of_that_place(
    page: Page, sample_address: str, question: str, place: str, hours: str
) -> None:
    """A window with hours of its own says them; the list of all that are open on a Saturday stays away."""
    first_of(page, sample_address, question)
    told = page.locator("#answer-hours").inner_text()
    assert place in told
    assert hours in told
    assert "周六开门" not in told


@pytest.mark.parametrize("question", ["护照", "办理港澳通行证", "自来水缴费在哪", "养狗登记", "工商银行", "宠物医院"])
def test_what_no_window_has_is_said_and_the_hotline_offered(page: Page, sample_address: str, question: str) -> None:
    """A wrong answer is worse than none."""
    assert first_of(page, sample_address, question) == ""
    assert page.locator("#search-status").inner_text().startswith(("这里没有办“", "没有找到“"))
    assert page.locator(".wb-seek__nothing a[href='tel:12345']").is_visible()


def test_a_service_that_is_not_here_hides_none_that_is(page: Page, sample_address: str) -> None:
    """Whoever rents a flat may still ask for the housing fund."""
    assert first_of(page, sample_address, "租房子能提公积金吗") == "windows/yunze-government-hall/fund-1.html"


def test_it_is_said_what_stands_nowhere_on_the_site(page: Page, sample_address: str) -> None:
    """Floors are registered nowhere; the windows are found all the same."""
    assert first_of(page, sample_address, "买药在几楼").startswith("windows/")
    assert "“几楼”这里没有写" in page.locator("#search-status").inner_text()


@pytest.mark.parametrize(
    ("device", "explained"),
    [({"has_touch": True, "is_mobile": True}, []), ({"viewport": {"width": 390, "height": 844}}, []), ({}, ["keys"])],
)
def test_keys_are_explained_only_where_there_is_a_mouse(
    browser: Browser, sample_address: str, device: dict[str, Any], explained: list[str]
) -> None:
    """Nobody presses “/” on a telephone or a tablet."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **device})
    page = context.new_page()
    page.goto(f"{sample_address}search.html")
    assert ["keys"] * page.locator("#search-keys span:visible").count() == explained
    context.close()


def test_an_answer_stays_away_where_results_were_narrowed(page: Page, sample_address: str) -> None:
    """Whoever chose a kind or a place wants to see what is there."""
    page.locator("#search select[name=kind]").evaluate("one => { one.value = 'clause'; }")
    assert first_of(page, sample_address, "投诉").startswith("standards/")
    page.locator("#search select[name=kind]").evaluate("one => { one.value = ''; }")


def test_without_scripts_every_answer_stands_there(browser: Browser, sample_address: str) -> None:
    """They are questions and answers of a page then."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_address}search.html")
    answers = page.locator(".wb-answer")
    assert answers.count() == 9
    assert all(one.is_visible() for one in answers.all())
    context.close()


# --- the other boxes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("windows/index.html", "藥房", "找到 7 个窗口"),
        ("windows/index.html", "看病拿药", "找到 7 个窗口"),
        ("windows/index.html", "身份证", "找到 1 个窗口"),
        ("windows/index.html", "chengxinlu", "找到 13 个窗口"),
        ("lists/hospital-counters/index.html", "掛號", "显示 6 个窗口"),
        ("lists/hospital-counters/index.html", "guahao", "显示 6 个窗口"),
        ("cases/index.html", "藥房", "找到 10 条"),
    ],
)
def test_every_box_matches_alike(browser: Browser, sample_address: str, path: str, typed: str, said: str) -> None:
    """Traditional characters, sounds, what people say, services and streets: finder, rankings, cases."""
    page = browser.new_page()
    page.goto(f"{sample_address}{path}")
    page.locator("main input[name=q]").fill(typed)
    page.wait_for_selector(f"main [role=status]:has-text('{said}')")
    page.close()


def test_words_are_suggested_while_typing_in_any_search_box(browser: Browser, sample_address: str) -> None:
    """From the keyboard: arrows choose, Enter searches, Escape closes; a reader of screens is told what is chosen."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto(f"{sample_address}method.html")
    box = page.locator("#wb-find")
    box.focus()
    box.press_sequentially("yaof")
    page.wait_for_selector(".wb-suggest li")
    words = page.locator(".wb-suggest li").all_inner_texts()
    assert words[0] == "药房窗口"
    assert len(set(words)) == len(words) <= 8
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".wb-suggest [aria-selected=true]").get_attribute("id")
    assert box.get_attribute("aria-activedescendant") == chosen
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("a")
    page.wait_for_selector(".wb-suggest li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert page.locator("#search-q").input_value() == "药房窗口"
    page.close()


def test_a_box_whose_words_cannot_be_had_is_a_box(browser: Browser, sample_address: str) -> None:
    """The line may be down: what is typed is matched as it is written."""
    page = browser.new_page()
    page.route("**/matching/*.json", lambda route: route.abort())
    page.goto(f"{sample_address}windows/index.html")
    page.locator("#wb-finder input[name=q]").fill("药房")
    page.wait_for_selector("#wb-found:has-text('找到 7 个窗口')")
    page.goto(f"{sample_address}search.html?q=药房")
    page.wait_for_selector("#search-results a")
    page.close()
