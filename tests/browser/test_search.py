"""Search: what is found, how it is indexed, and the search page as a person uses it."""

import json
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from generator.model.search import SearchRecord
from generator.presenting.atlas import Atlas
from generator.presenting.table import site_records
from generator.publishing.search.matching import lookup_of, make_matching
from generator.publishing.search.search_index import (
    make_outcomes,
    make_search_index,
)
from generator.words.everyday import asking, everyday_words
from generator.words.scripts import published_script
from tests.fixtures.folders import ROOT
from tests.fixtures.searched import (
    BANK_3,
    CASHIER_3,
    CASHIER_13,
    CLAUSE,
    FUND,
    HOSTILE,
    PARCEL,
    PHARMACY,
    POWER,
    TAX,
    VIP,
    make_site,
)
from tests.fixtures.texts import page_at

SCRIPTS = (("", "elder"), ("defer", "matching"), ('type="module"', "search"))
ASSETS = ROOT / "theme" / "assets"
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; object-src 'none'"
"""A content policy as a careful host sends it: no inline script, nothing from elsewhere."""


@pytest.fixture(scope="module")
def records() -> tuple[SearchRecord, ...]:
    """What can be found in the made-up city, and one record that means harm."""
    return (*site_records(Atlas(make_site())), HOSTILE)


class Handler(SimpleHTTPRequestHandler):
    """Plain files with a strict content policy."""

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def lay_out(site: Path, records: Sequence[SearchRecord], most: int) -> None:
    """The search page in a bare frame, as the theme puts it, with its script and its index."""
    _, _, page = page_at(make_site(), "search.md").render().partition("<!--raw-->\n")
    block, _, _ = page.partition("<!--/raw-->")
    header = '<header><form action="search.html" role="search"><input id="wb-find" name="q"></form></header>'
    scripts = "".join(f'<script {kind} src="assets/windowboard/{name}.js"></script>' for kind, name in SCRIPTS)
    (site / "assets" / "windowboard").mkdir(parents=True)
    for name in ("elder.js", "matching.js", "search.js", "search-index.js", "search-question.js", "search.css"):
        text = (ASSETS / name).read_text("utf-8")
        published = published_script(text, "zh") if name.endswith(".js") else text
        (site / "assets" / "windowboard" / name).write_text(published, "utf-8")
    (site / "search.html").write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>搜索</title>'
        f'<body class="md-typeset">{header}{block}{scripts}</body></html>',
        encoding="utf-8",
    )
    for name in ("matching", "pagefind", "search"):
        (site / name).mkdir()
    make_matching(lookup_of(records, everyday_words(), asking()), site / "matching", site / "none")
    make_search_index(records, site / "pagefind", site / "none", most)
    make_outcomes(records, site / "search", site / "none", most)
    for record in records:
        target = site / urlsplit(record.address).path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text('<!doctype html><meta charset="utf-8"><title>page</title>', encoding="utf-8")


@pytest.fixture(scope="module")
def server(records: Sequence[SearchRecord], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a folder with two sites below sub-paths: `city/` in one bundle, `bundles/` in many."""
    folder = tmp_path_factory.mktemp("sites")
    lay_out(folder / "city", records, 1000)
    lay_out(folder / "bundles", records, 6)
    (folder / "favicon.ico").touch()  # browsers ask for it unasked
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages of this file."""
    made = browser.new_context(viewport={"width": 390, "height": 844})
    yield made
    made.close()


class Search:
    """The search page in the hands of a person."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    def _note(self, request: Request) -> None:
        self.hosts.add(urlsplit(request.url).netloc)

    def open(self, **asked: str) -> "Search":
        """Open the page with a question and filters in its address."""
        question = "&".join(f"{name}={quote(value)}" for name, value in asked.items())
        self.page.goto(f"{self.site}/search.html?{question}")
        return self.settled()

    def ask(self, question: str) -> list[str]:
        """Type a question, press Enter, and say which addresses were found."""
        box = self.page.locator("#search-q")
        box.fill(question)
        box.press("Enter")
        return self.settled().found()

    def choose(self, name: str, value: str) -> list[str]:
        """Set a filter; on a telephone they are folded away."""
        if not self.page.locator(".wb-seek__facets").is_visible():
            self.page.locator(".wb-seek__filters summary").click()
        self.page.locator(f"select[name={name}]").select_option(value)
        return self.settled().found()

    def settled(self) -> "Search":
        """Wait until the answer to the last question stands."""
        self.page.wait_for_selector("#search-results[aria-busy=false]", state="attached")
        return self

    def found(self) -> list[str]:
        """The addresses of the results shown, below the site."""
        links = self.page.locator(".wb-seek__result > a").evaluate_all("links => links.map(link => link.href)")
        return [link.removeprefix(f"{self.site}/") for link in links]

    def status(self) -> str:
        """What a screen reader is told."""
        return self.page.locator("#search-status").inner_text()

    def state(self) -> dict[str, str]:
        """Question and filters as the address has them."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.page.url).query).items()}


@pytest.fixture
def search(context: BrowserContext, server: str) -> Iterator[Search]:
    """The search page; it must have loaded from its own host only, and complained of nothing."""
    page = context.new_page()
    made = Search(page, f"{server}/city")
    yield made
    page.close()
    assert made.hosts == {urlsplit(server).netloc}
    assert made.complaints == []


GOLDEN = (
    ("药房", PHARMACY),
    ("药", PHARMACY),
    ("门诊药房窗口", PHARMACY),
    ("诊药房", PHARMACY),
    ("药房窗", PHARMACY),
    ("元和 药房", PHARMACY),
    ("药房 元和区人民医院", PHARMACY),
    ("用药咨询", PHARMACY),
    ("药师", PHARMACY),
    ("窗口3", CASHIER_3),
    ("窗口3", BANK_3),
    ("窗口３", CASHIER_3),
    ("窗口 3", CASHIER_3),
    ("3号", CASHIER_3),
    ("３号", CASHIER_3),
    ("收费窗口3号", CASHIER_3),
    ("窗口13", CASHIER_13),
    ("13号", CASHIER_13),
    ("出院结算", CASHIER_13),
    ("收费员", CASHIER_3),
    ("公积金", FUND),
    ("住房公积金", FUND),
    ("积金综合", FUND),
    ("公积金贷款", FUND),
    ("公积金 海晏", FUND),
    ("综合受理员", FUND),
    ("办税", TAX),
    ("窗口1号", TAX),
    ("办税服务窗口１号", TAX),
    ("VIP", VIP),
    ("vip", VIP),
    ("ｖｉｐ", VIP),
    ("vi", VIP),
    ("贵宾vip窗口", VIP),
    ("IC卡", VIP),
    ("ic 卡", VIP),
    ("ATM吞卡", VIP),
    ("吞卡处理", VIP),
    ("五星", "standards/bank-branch.html"),
    ("红榜", "lists/banks/2026-10.html"),
    ("绿榜", "lists/hospitals/index.html"),
    ("医院 绿榜", "lists/hospitals/2026-10.html"),
    ("网点服务规范 红榜", "lists/banks/index.html"),
    ("星河银行", BANK_3),
    ("存取款", BANK_3),
    ("EMS", PARCEL),
    ("包裹", PARCEL),
    ("收寄台", PARCEL),
    ("新装增容", POWER),
    ("非居民", POWER),
    ("元和区人民医院", "windows/yuanhe/index.html"),
    ("长安街5号", "windows/yuanhe/index.html"),
    ("鼓楼支行", "windows/gulou-bank/index.html"),
    ("政务服务大厅", "windows/haiyan-hall/index.html"),
    ("红绿榜", "lists/hospitals/index.html"),
    ("绿榜·曝光", "lists/hospitals/2026-10.html"),
    ("医院窗口红绿榜 2026年10月", "lists/hospitals/2026-10.html"),
    ("评星榜", "lists/banks/index.html"),
    ("检查考核细则", "standards/hospital-100.html"),
    ("吃拿卡要", "standards/hospital-100.html"),
    ("叫号与大堂巡视", "standards/bank-branch.html"),
    ("物品药品摆放整齐", f"{CLAUSE}1.1"),
    ("物品、药品摆放整齐，桌面干净", f"{CLAUSE}1.1"),
    ("班前班后", f"{CLAUSE}1.1"),
    ("发现一处不达标", f"{CLAUSE}1.1"),
    ("考核细则 1.10", f"{CLAUSE}1.10"),
    ("26℃", f"{CLAUSE}1.10"),
    ("四查十对", f"{CLAUSE}2.1"),
    ("配伍禁忌", f"{CLAUSE}2.1"),
    ("自己看说明书", f"{CLAUSE}2.1"),
    ("《处方管理办法》", f"{CLAUSE}2.1"),
    ("候药时间", f"{CLAUSE}2.2"),
    ("高峰时段", f"{CLAUSE}2.2"),
    ("叫号系统", f"{CLAUSE}2.2"),
    ("玩手机", f"{CLAUSE}2.2"),
    ("加分项", f"{CLAUSE}2.3"),
    ("微笑", f"{CLAUSE}2.4"),
    ("规范整洁", f"{CLAUSE}2.5"),
    ("8:30", "standards/bank-branch.html#c-1.1"),
    ("列队迎宾", "standards/bank-branch.html#c-1.1"),
    ("评分方法", "method.html"),
    ("一票否决", "method.html"),
    ("csv", "data/index.html"),
    ("数据下载", "data/index.html"),
    ("onerror", HOSTILE.address),
)


def test_every_golden_question_finds_what_it_should(search: Search) -> None:
    """All of them, among the results first shown."""
    search.open()
    assert [(question, address) for question, address in GOLDEN if address not in search.ask(question)] == []


def test_titles_come_first_then_windows_before_clauses(search: Search) -> None:
    """Whoever types the name of a window wants the window, and sees the rest below it."""
    search.open()
    assert search.ask("药房") == [PHARMACY, "standards/hospital-100.html"]
    assert search.ask("窗口3") == [BANK_3, CASHIER_3]
    assert search.ask("窗口 3")[:2] == [BANK_3, CASHIER_3]
    assert search.ask("3号")[0] == CASHIER_3
    assert CASHIER_13 not in search.ask("3号")


def test_an_index_of_many_bundles_answers_like_one(context: BrowserContext, server: str, search: Search) -> None:
    """The same results in the same order, and the same counts."""
    page = context.new_page()
    many_bundles = Search(page, f"{server}/bundles").open()
    search.open()
    for question in ("窗口", "药房", "元和 窗口", "窗口 3", "四查十对", "2026", "vi", "vipx", "无此事"):
        assert search.ask(question) == many_bundles.ask(question)
        assert search.status() == many_bundles.status()
    page.close()


def test_a_result_shows_title_kind_summary_and_the_words_around_the_match(search: Search) -> None:
    """The spaces between the characters are gone again, and the match is marked."""
    search.open()
    search.ask("查配伍")
    result = search.page.locator("#search-results li")
    assert result.locator("> a").inner_text() == "医院服务窗口检查考核细则 2.1 发药核对"
    assert result.locator(".wb-seek__kind").inner_text() == "条款"
    assert result.locator(".wb-seek__summary").inner_text() == "严格执行四查十对"
    assert result.locator(".wb-seek__excerpt").inner_text() == (
        "…四查十对：查处方、对科别、姓名、年龄、查配伍禁忌。这样说：请您核对药品数量，有疑问随时来问。不说：不知道，自己看说明书。依据：《处方管理办法…"
    ).removeprefix("…")
    assert result.locator("mark").all_inner_texts() == ["查配伍"]


def outcomes_shown(search: Search) -> list[str]:
    """The outcomes beside the results."""
    return search.page.locator(".wb-seek__outcome").all_inner_texts()


def test_results_show_what_inspections_said_and_are_not_found_by_it(search: Search) -> None:
    """The newest outcome stands below the name; where there is none nothing is said."""
    search.open()
    search.ask("门诊药房窗口")
    assert outcomes_shown(search) == ["2026年10月 97.5 分 优秀 · 红榜·表扬"]
    search.ask("收费窗口")
    assert search.found() == [CASHIER_13, CASHIER_3]
    assert outcomes_shown(search) == ["2026年10月 52.0 分 不良 · 绿榜·曝光", "2026年10月 88.0 分 良好"]
    search.ask("医院窗口红绿榜 2026年10月")
    assert outcomes_shown(search) == ["2026年10月 红榜·表扬 1 个窗口，绿榜·曝光 1 个窗口"]
    assert search.ask("97.5") == []
    search.ask("四查十对")
    assert outcomes_shown(search) == []


def test_outcomes_are_asked_for_only_where_results_show_them(context: BrowserContext, server: str) -> None:
    """Clauses have none; windows of other bundles stay where they are."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{server}/bundles/search/")))
    search = Search(page, f"{server}/bundles").open(q="四查十对")
    assert [url for url in asked if "outcomes" in url] == []
    search.ask("门诊药房窗口")
    search.ask("药房")
    assert [url for url in asked if "outcomes" in url] == ["2/outcomes-0.json"]
    assert outcomes_shown(search) == ["2026年10月 97.5 分 优秀 · 红榜·表扬"]
    page.close()


def test_outcomes_that_cannot_be_loaded_are_left_out_and_asked_for_again(context: BrowserContext, server: str) -> None:
    """What was found is shown all the same."""
    page = context.new_page()
    search = Search(page, f"{server}/city")
    page.route("**/outcomes-*.json", lambda route: route.abort())
    search.open(q="门诊药房窗口")
    assert search.found() == [PHARMACY]
    assert outcomes_shown(search) == []
    page.unroute("**/outcomes-*.json")
    search.ask("诊药房")
    assert outcomes_shown(search) == ["2026年10月 97.5 分 优秀 · 红榜·表扬"]
    page.close()


def test_filters_of_other_records_than_those_of_the_index_are_not_used(context: BrowserContext, server: str) -> None:
    """While a site is exchanged a browser may get half of each: nobody is put on a list for that."""
    page = context.new_page()
    search = Search(page, f"{server}/city")
    known = json.loads(urlopen(f"{server}/city/search/facets.json").read())  # noqa: S310  # our own server
    answers = [json.dumps({**known, **other}) for other in ({"of": "other"}, {"records": 1}, {})]
    page.route("**/facets.json", lambda route: route.fulfill(body=answers.pop(0)))
    for _ in range(2):
        search.open(list="green")
        assert search.status() == "搜索没有准备好，可能是网络不通。请重试，或者按下面的目录找。"
        assert search.found() == []
    search.open(list="green")
    assert answers == []
    assert search.found() == [CASHIER_13, "lists/hospitals/2026-10.html"]
    page.close()


@pytest.mark.parametrize(
    ("question", "offer", "state", "expected"),
    [
        ("优秀", "按等级“优秀”筛选（1 条）", {"band": "优秀"}, [PHARMACY]),
        ("红榜", "按榜单“红榜·表扬”筛选（4 条）", {"list": "red"}, [VIP, PHARMACY]),
        ("曝光", "按榜单“绿榜·曝光”筛选（2 条）", {"list": "green"}, [CASHIER_13]),
        ("绿榜 曝光", "按榜单“绿榜·曝光”筛选（2 条）", {"list": "green"}, [CASHIER_13]),
        ("未评星", None, {"q": "未评星"}, ["standards/bank-branch.html"]),
        ("优", None, {"q": "优"}, ["standards/hospital-100.html"]),
    ],
)
def test_who_types_the_name_of_a_band_or_list_is_offered_the_filter(
    search: Search, question: str, offer: str | None, state: dict[str, str], expected: list[str]
) -> None:
    """Nothing that is searched says who stands there; a value that nobody has is not offered."""
    search.open(q=question)
    named = search.page.locator(".wb-seek__named")
    assert named.get_by_role("button").all_inner_texts() == ([offer] if offer else [])
    assert named.is_visible() == bool(offer)
    if offer:
        named.get_by_role("button").click()
        search.settled()
        assert not named.is_visible()
    assert search.state() == state
    assert search.found()[: len(expected)] == expected


def test_an_offered_filter_keeps_those_that_are_set(search: Search) -> None:
    """Who looks at banks is offered the praised of the banks."""
    search.open(q="红榜", trade="bank")
    search.page.get_by_role("button", name="按榜单“红榜·表扬”筛选（2 条）").click()
    assert search.settled().found() == [VIP, "lists/banks/2026-10.html"]
    assert search.state() == {"list": "red", "trade": "bank"}


def test_words_of_letters_are_found_while_they_are_typed_and_no_others(search: Search) -> None:
    """`vi` begins VIP; nothing begins with `vipx`, and a shorter word is not passed off as an answer."""
    search.open()
    assert search.ask("vi") == [VIP]
    assert search.ask("vipx") == []
    assert search.status() == "没有找到“vipx”"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("kind", "window", [VIP, BANK_3, FUND, TAX, CASHIER_13, CASHIER_3, HOSTILE.address, PHARMACY]),
        ("district", "鼓楼区", [VIP, BANK_3, "windows/gulou-bank/index.html", "windows/post-office/index.html"]),
        ("centre", "haiyan-hall", [FUND, TAX, "windows/haiyan-hall/index.html"]),
        ("trade", "government", [FUND, TAX, "windows/haiyan-hall/index.html"]),
        ("list", "green", [CASHIER_13, "lists/hospitals/2026-10.html"]),
        ("band", "优秀", [PHARMACY]),
    ],
)
def test_each_filter_narrows_the_results_to_the_number_it_promised(
    search: Search, name: str, value: str, expected: list[str]
) -> None:
    """The count beside a filter value is the number of results that choosing it leaves."""
    search.open(q="窗口")
    promised = search.page.locator(f'select[name={name}] option[value="{value}"]').text_content() or ""
    assert search.choose(name, value) == expected
    assert promised.endswith(f"（{len(expected)}）")
    assert search.status() == f"找到 {len(expected)} 条结果"
    assert search.state() == {"q": "窗口", name: value}


def test_filters_alone_list_what_fits_them(search: Search) -> None:
    """No word need be typed to see what is on the green list of a trade."""
    search.open(list="green", trade="hospital")
    assert search.found() == [CASHIER_13, "lists/hospitals/2026-10.html"]
    assert search.page.locator("select[name=list] option:checked").inner_text() == "绿榜·曝光（2）"
    assert search.page.locator('select[name=list] option[value="red"]').inner_text() == "红榜·表扬（2）"
    assert search.page.locator('select[name=trade] option[value="post"]').is_disabled()


def test_a_search_can_be_passed_on_as_an_address(search: Search) -> None:
    """Question and filters are restored from it; what is no value of a filter is left out."""
    search.open(q="窗口", district="元和区", band="不良", trade="nonsense")
    assert search.page.locator("#search-q").input_value() == "窗口"
    assert search.page.locator("select[name=district]").input_value() == "元和区"
    assert search.found() == [CASHIER_13]
    assert search.state() == {"q": "窗口", "district": "元和区", "band": "不良"}
    search.page.reload()
    assert search.settled().found() == [CASHIER_13]


def test_the_form_in_the_header_of_any_page_leads_to_the_answer(search: Search) -> None:
    """It is a plain form: it works by its address alone."""
    search.open()
    search.page.locator("#wb-find").fill("公积金")
    search.page.locator("#wb-find").press("Enter")
    search.page.wait_for_url("**/search.html?q=*")
    assert search.settled().found() == [FUND]


def test_results_come_while_typing_and_not_while_a_word_is_composed(search: Search) -> None:
    """The letters of an input method are nobody's question."""
    search.open()
    search.page.locator("#search-q").press_sequentially("vip")
    search.page.wait_for_url("**/search.html?q=vip")  # whoever types slowly has results of the first letter before
    search.page.wait_for_selector(".wb-seek__result > a")
    assert search.state() == {"q": "vip"}
    compose = """([text, type]) => {
        const box = document.getElementById("search-q");
        box.value = text;
        box.dispatchEvent(new InputEvent("input", {isComposing: true}));
        if (type) box.dispatchEvent(new CompositionEvent(type, {data: text}));
    }"""
    search.page.evaluate(compose, ["yao'fang", ""])
    search.page.wait_for_timeout(300)
    assert search.state() == {"q": "vip"}
    search.page.evaluate(compose, ["药房", "compositionend"])
    search.page.wait_for_selector(f'.wb-seek__result > a[href$="{PHARMACY}"]')
    assert search.state() == {"q": "药房"}


def test_the_search_is_worked_with_the_keyboard_alone(search: Search) -> None:
    """`/` goes to the field, arrows through the results and back, Escape clears, Enter opens."""
    search.open()
    keyboard = search.page.keyboard
    focused = "document.activeElement.getAttribute('href') ?? document.activeElement.id"
    keyboard.press("/")
    assert search.page.evaluate(focused) == "search-q"
    assert len(search.ask("药房")) == 2
    keyboard.press("ArrowDown")
    assert search.page.evaluate(focused).endswith(PHARMACY)
    keyboard.press("ArrowDown")
    assert search.page.evaluate(focused).endswith("standards/hospital-100.html")
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    assert search.page.evaluate(focused) == "search-q"
    keyboard.press("ArrowDown")
    keyboard.press("Escape")
    assert search.settled().found() == []
    assert search.page.evaluate(focused) == "search-q"
    assert search.state() == {}
    search.ask("药房")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    search.page.wait_for_url(f"**/{PHARMACY}")


def test_a_slash_in_a_field_is_a_slash(search: Search) -> None:
    """The key is taken only where nobody types."""
    search.open()
    search.page.locator("#wb-find").focus()
    search.page.keyboard.press("/")
    assert search.page.locator("#wb-find").input_value() == "/"


def test_where_nothing_is_found_there_is_a_way_on(search: Search) -> None:
    """Without the filters, with a shorter word, or by trade."""
    search.open(q="药房", district="鼓楼区")
    offers = search.page.locator(".wb-seek__nothing")
    assert search.status() == "没有找到“药房”"
    offers.get_by_role("button", name="去掉筛选条件（2 条）").click()
    assert len(search.settled().found()) == 2
    assert search.state() == {"q": "药房"}
    search.ask("药房大伯大爷")
    assert offers.get_by_role("button").all_inner_texts() == [
        "改为搜索“药房”（2 条）",
        "改为搜索“药”（16 条）",
        "政务",
        "医院",
        "银行",
        "邮政",
        "供电",
    ]
    offers.get_by_role("button", name="改为搜索“药房”（2 条）").click()
    assert PHARMACY in search.settled().found()
    search.ask("无此事")
    offers.get_by_role("button", name="政务").click()
    assert search.settled().found() == [FUND, TAX, "windows/haiyan-hall/index.html"]


def test_more_results_are_shown_when_asked_for(search: Search) -> None:
    """Twenty at first, and the focus goes to the first of the new ones."""
    search.open(q="窗口")
    assert len(search.found()) == 20
    search.page.get_by_role("button", name="显示更多").click()
    search.page.wait_for_selector("#search-results li:nth-child(26)")
    assert (
        search.page.evaluate("[...document.querySelectorAll('.wb-seek__result > a')].indexOf(document.activeElement)")
        == 20
    )
    assert not search.page.get_by_role("button", name="显示更多").is_visible()


def test_what_is_typed_before_the_index_is_there_is_answered_when_it_is(search: Search) -> None:
    """A slow line loses no key."""
    held: list[Route] = []
    free: list[bool] = []

    def hold(route: Route) -> None:
        if free:
            route.continue_()
        else:
            held.append(route)

    search.page.route("**/*.pf_meta", hold)
    search.page.goto(f"{search.site}/search.html")
    search.page.locator("#search-q").fill("公积")
    search.page.locator("#search-q").press("Enter")
    search.page.locator("#search-q").fill("药房")
    search.page.locator("#search-q").press("Enter")
    assert search.status() == "正在准备搜索…"
    search.page.wait_for_timeout(200)
    free.append(True)
    for route in held:
        route.continue_()
    search.page.wait_for_selector(".wb-seek__result > a")
    assert search.settled().found()[0] == PHARMACY


def test_an_index_that_cannot_be_loaded_is_said_and_tried_again(context: BrowserContext, server: str) -> None:
    """The ways to browse stay; the next question tries anew."""
    page = context.new_page()
    search = Search(page, f"{server}/city")
    page.route("**/bundles.json", lambda route: route.abort())
    search.open(q="药房")
    assert search.status() == "搜索没有准备好，可能是网络不通。请重试，或者按下面的目录找。"
    assert page.locator("#browse").is_visible()
    page.unroute("**/bundles.json")
    assert search.ask("药房")[0] == PHARMACY
    page.close()


def test_what_a_record_says_is_never_more_than_text(search: Search) -> None:
    """Tags in names, summaries, texts, filter values and questions do nothing and read as they were written."""
    search.open()
    assert search.ask("坏人窗口") == [HOSTILE.address]
    assert search.page.locator(".wb-seek__result > a").inner_text() == HOSTILE.title
    assert search.page.locator("#search-results .wb-seek__outcome").inner_text() == HOSTILE.outcome
    assert search.page.locator("#search-results .wb-seek__summary").inner_text() == HOSTILE.summary
    search.ask("svg onload")
    assert search.page.locator("#search-results .wb-seek__excerpt").inner_text() == HOSTILE.body
    search.ask('<img src=x onerror="window.hurt=1">无')
    assert search.status() == '没有找到“img src=x onerror="window.hurt=1">无”'
    assert search.page.evaluate("window.hurt") is None
    assert search.page.locator(".wb-seek img, .wb-seek script, .wb-seek svg").count() == 0


def test_without_scripts_the_page_says_so_and_leads_everywhere(browser: Browser, server: str) -> None:
    """Every centre by district, every board, every standard: nobody is shut out."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/city/search.html")
    assert page.locator(".wb-seek__plain").inner_text() == (
        "搜索要用到浏览器的 JavaScript，现在它没有运行。下面的链接通向全部机构、榜单和标准。"
    )
    assert page.locator("#browse h4").all_inner_texts() == ["元和区", "城东新区", "海晏区", "鼓楼区"]
    links = page.locator("#browse a")
    assert {link.inner_text(): link.get_attribute("href") for link in links.all()} == {
        "元和区人民医院": "windows/yuanhe/index.html",
        "城东供电营业厅": "windows/power-hall/index.html",
        "海晏区政务服务大厅": "windows/haiyan-hall/index.html",
        "星河银行鼓楼支行": "windows/gulou-bank/index.html",
        "临江邮政支局": "windows/post-office/index.html",
        "银行网点评星榜": "lists/banks/index.html",
        "医院窗口红绿榜": "lists/hospitals/index.html",
        "银行网点服务规范": "standards/bank-branch.html",
        "医院服务窗口检查考核细则": "standards/hospital-100.html",
    }
    context.close()
