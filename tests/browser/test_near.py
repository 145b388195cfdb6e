"""The nearest centres, computed on the device of a visitor; and the ways from an address to a map."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page

from generator.presenting.pages.windows import centres, finder
from tests.browser.test_tables import laid_out
from tests.fixtures.chromium import wait_until
from tests.fixtures.city import city
from tests.fixtures.markup import converted
from tests.fixtures.serving import served
from tests.fixtures.texts import made

SEA: Final[Geolocation] = {"latitude": 34.0, "longitude": 123.0, "accuracy": 30}
"""In the sample city, by WGS-84: as devices tell it."""
FINDER: Final = "windows/index.html"
ANDROID: Final = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126 Mobile Safari/537.36"
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor with a phone who is in the city and lets pages ask where."""
    made = browser.new_context(
        viewport={"width": 390, "height": 844}, geolocation=SEA, permissions=["geolocation"], user_agent=ANDROID
    )
    made.set_default_timeout(10_000)
    yield made
    made.close()


def asked(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """A page on which nothing has been pressed yet, and every address that it goes on to ask for."""
    page = context.new_page()
    page.add_init_script(
        "window.asked = 0; const get = navigator.geolocation.getCurrentPosition;"
        "navigator.geolocation.getCurrentPosition = function (...all) { window.asked += 1; get.apply(this, all); };"
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    return page, sent


def near(page: Page) -> list[str]:
    """What is told when the button is pressed: name and distance of each."""
    page.locator("#nearest button").first.click()
    wait_until(page, "document.querySelector('#nearest [role=status]').textContent.match(/[：。]$/)")
    rows = page.locator("#nearest li").all()
    return [" ".join((row.locator("a").first.inner_text(), row.locator("b").inner_text())) for row in rows]


def test_the_nearest_centres_are_told_when_asked_and_nothing_is_sent(
    context: BrowserContext, sample_address: str
) -> None:
    """In the order of their distance, which is that of the figures; the page asks nobody, and stores nothing."""
    page, sent = asked(context, sample_address + FINDER)
    assert page.evaluate("window.asked") == 0
    before = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])")
    told = near(page)
    assert page.evaluate("window.asked") == 1
    assert len(told) == 8
    lengths = page.evaluate(
        "() => { const here = windowboard.near.toGcj({ latitude: 34, longitude: 123 });"
        " return [...document.querySelectorAll('.wb-where li')].map((row) => {"
        " const [latitude, longitude] = row.querySelector('.wb-at').dataset.at.split(',').map(Number);"
        " const length = windowboard.near.metres(here, { latitude, longitude });"
        " return [length, `${row.querySelector('a').innerText} ${windowboard.near.told(length)}`]; })"
        " .sort(([one], [other]) => one - other).map(([, said]) => said); }"
    )
    assert told == lengths[:8]
    assert page.locator("#nearest [role=status]").inner_text() == "由近到远："
    assert sent == []
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])") == before


@pytest.fixture
def districts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a city whose centres stand on pages of their own, one on each."""
    monkeypatch.setattr(finder, "MOST_WINDOWS", 1)
    monkeypatch.setattr(centres, "MOST_CENTRES", 1)
    pages = {one.address: one for one in made(city().site)}
    laid_out(tmp_path, FINDER, converted(pages["windows/index.md"].render())[1])
    (tmp_path / "districts").mkdir()
    for address in (one for one in pages if "-centres" in one):
        body = converted(pages[address].render())[1]
        page = tmp_path / address.replace(".md", ".html")
        page.write_text(f'<!doctype html><meta charset="utf-8">{body}', encoding="utf-8")
    with served(tmp_path) as address:
        yield address


def test_the_nearest_are_of_all_centres_where_one_page_has_no_room_for_them(
    context: BrowserContext, districts: str
) -> None:
    """Their pages are taken when somebody asks, and not before; one that does not come is said, and asked for again."""
    page, sent = asked(context, districts + FINDER)
    assert page.locator(".wb-where li").count() == 0
    page.route("**/*-centres-p2.html", lambda route: route.abort())
    assert near(page) == []
    told = page.locator("#nearest [role=status]").inner_text()
    assert told == "没有取到服务机构的名单。下面按区县列出了全部服务机构。"
    page.unroute_all()
    placed = {key: one.name for key, one in city().site.centres.items() if one.coordinates}
    page.locator("#nearest button").first.click()
    wait_until(page, f"document.querySelectorAll('#nearest li').length === {len(placed)}")
    assert sorted(page.locator("#nearest li a:first-child").all_inner_texts()) == sorted(placed.values())
    links = page.locator("#nearest li > a").evaluate_all("(found) => found.map((one) => one.href)")
    assert sorted(links) == sorted(f"{districts}windows/{one}/index.html" for one in placed)
    assert {one.rpartition("/")[0] for one in sent} == {f"{districts}districts"}


def test_only_a_trade_where_one_is_chosen(context: BrowserContext, sample_address: str) -> None:
    """Whoever wants a bank is told of banks, and need not be asked again."""
    page, _ = asked(context, sample_address + FINDER)
    near(page)
    page.locator("#wb-finder select[name=trade]").select_option("bank")
    names = page.locator("#nearest li a:first-child").all_inner_texts()
    assert sorted(names) == ["云泽银行南渡支行", "云泽银行望湖支行", "云泽银行稻香支行"]
    page.get_by_role("button", name="清除").click()
    wait_until(page, "document.querySelectorAll('#nearest li').length === 8")
    assert page.evaluate("window.asked") == 1


def test_whoever_refuses_or_is_elsewhere_is_told_so(
    browser: Browser, context: BrowserContext, sample_address: str
) -> None:
    """The list by districts stands; far away, and where a position is rough, the words say so."""
    page, _ = asked(context, sample_address + FINDER)
    context.set_geolocation({"latitude": 39.9, "longitude": 116.4})
    near(page)
    assert page.locator("#nearest [role=status]").inner_text() == "您好像不在本市：最近的也约 869 公里。"
    context.set_geolocation({**SEA, "accuracy": 3_000})
    page.reload()
    near(page)
    assert page.locator("#nearest [role=status]").inner_text() == "由近到远。您的位置误差约 3.0 公里，次序可能不准。"
    refusing = browser.new_context(viewport={"width": 390, "height": 844})
    page = refusing.new_page()
    page.goto(sample_address + FINDER)
    assert near(page) == []
    assert page.locator("#nearest [role=status]").inner_text() == "没有允许取得位置。下面按区县列出了全部服务机构。"
    assert page.locator(".wb-where li").filter(visible=True).count() == 15
    refusing.close()


@pytest.mark.parametrize(
    ("point", "shifted"),
    [
        ((39.915, 116.404), (39.91640428150164, 116.41024449916938)),
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((48.8566, 2.3522), (48.8566, 2.3522)),
    ],
)
def test_positions_are_brought_to_the_datum_of_the_data(
    context: BrowserContext, sample_address: str, point: tuple[float, float], shifted: tuple[float, float]
) -> None:
    """Beijing, Shanghai and Shenzhen as others publish them, and Paris, where the two are one; and back again."""
    page, _ = asked(context, sample_address + FINDER)
    there, back = page.evaluate(
        "([latitude, longitude]) => { const there = windowboard.near.toGcj({ latitude, longitude });"
        " const back = windowboard.near.toWgs(there);"
        " return [[there.latitude, there.longitude], [back.latitude, back.longitude]]; }",
        list(point),
    )
    assert there == pytest.approx(shifted, abs=5e-6)
    assert back == pytest.approx(point, abs=1e-8)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (3, "约 50 米"),
        (612, "约 600 米"),
        (974, "约 950 米"),
        (1_240, "约 1.2 公里"),
        (9_949, "约 9.9 公里"),
        (12_340, "约 12 公里"),
    ],
)
def test_distances_are_told_as_one_says_them(
    context: BrowserContext, sample_address: str, length: float, words: str
) -> None:
    """Nobody walks 1,237 metres."""
    page, _ = asked(context, sample_address + FINDER)
    assert page.evaluate("windowboard.near.told", length) == words


def test_a_degree_is_as_long_as_it_is(context: BrowserContext, sample_address: str) -> None:
    """A quarter of the way around, and a degree of latitude: 111.195 km on a ball of that radius."""
    page, _ = asked(context, sample_address + FINDER)
    for one, other, length in (((0, 0), (0, 90), 10_007_557), ((34, 123), (35, 123), 111_195)):
        ends = [{"latitude": end[0], "longitude": end[1]} for end in (one, other)]
        assert page.evaluate("(ends) => windowboard.near.metres(...ends)", ends) == pytest.approx(length, abs=2)


def test_an_address_is_copied_and_opened(context: BrowserContext, sample_address: str) -> None:
    """By whatever the telephone has for maps: the point by WGS-84, and the words that programs look for."""
    page, _ = asked(context, f"{sample_address}windows/wanghu-bank/index.html")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制地址").click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "望湖区澄心路 55 号"
    geo = page.locator(".wb-geo").get_attribute("href") or ""
    point, _, question = geo.removeprefix("geo:").partition("?q=")
    latitude, longitude = map(float, point.split(","))
    assert (latitude, longitude) == pytest.approx((34.017, 122.986), abs=0.008)
    assert (latitude, longitude) != pytest.approx((34.017, 122.986), abs=0.0005)
    assert "%E6%BE%84%E5%BF%83%E8%B7%AF" in question  # 澄心路
    amap = page.get_by_role("link", name="高德地图（另一个网站）").get_attribute("href") or ""
    assert "position=122.986,34.017&" in amap
    assert "coordinate=gaode" in amap


def test_a_list_leads_to_the_same_place_of_the_map_as_the_page_of_the_centre(
    context: BrowserContext, sample_address: str
) -> None:
    """In lists the address of the map is made on the device, on the page of a centre when that is built."""
    page, _ = asked(context, sample_address + FINDER)
    near(page)
    for row in page.locator("#nearest li").all()[:3]:
        own = context.new_page()
        own.goto(row.locator("a").first.evaluate("link => link.href"))
        built = own.get_by_role("link", name="高德地图（另一个网站）").first.get_attribute("href")
        assert row.get_by_role("link", name="高德地图（另一个网站）").get_attribute("href") == built
        own.close()


def test_without_scripts_and_without_such_a_telephone_there_is_an_address(
    browser: Browser, sample_address: str
) -> None:
    """No button that does nothing, no link that leads nowhere; the list by districts is whole."""
    for scripts in (False, True):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(sample_address + FINDER)
        assert page.locator("#nearest").is_visible() == scripts
        assert page.locator(".wb-where li").filter(visible=True).count() == 15
        page.goto(f"{sample_address}windows/wanghu-bank/index.html")
        assert not page.locator(".wb-geo").is_visible()
        assert page.locator(".wb-copy").is_visible() == scripts
        assert "望湖区澄心路 55 号" in page.locator(".wb-at").inner_text()
        context.close()


def test_in_english_too(context: BrowserContext, english_address: str) -> None:
    """Distances and reasons are told in the language of the page."""
    page, _ = asked(context, english_address + FINDER)
    page.locator("#nearest button").first.click()
    page.locator("#nearest li").first.wait_for()
    assert page.locator("#nearest li b").first.inner_text().startswith("about ")
    assert page.locator("#nearest [role=status]").inner_text() == "Nearest first:"


def test_the_search_leads_to_the_nearest(context: BrowserContext, sample_address: str) -> None:
    """Whoever types what is near finds the button."""
    page = context.new_page()
    page.goto(f"{sample_address}search.html?q=离我最近的药房")
    page.locator("#answer-near a").click()
    page.wait_for_url("**/windows/index.html#nearest")
    assert len(near(page)) == 8


@pytest.mark.parametrize(
    ("scheme", "forced"), [("light", "none"), ("dark", "none"), ("light", "active")], ids=["light", "dark", "forced"]
)
def test_the_map_has_a_name_for_each_district_that_is_seen(
    browser: Browser,
    sample_address: str,
    scheme: Literal["light", "dark"],
    forced: Literal["none", "active"],
) -> None:
    """In dark and in forced colours names and dots stand out from what is behind them; on paper it is there."""
    context = browser.new_context(color_scheme=scheme, forced_colors=forced)
    page = context.new_page()
    page.goto(sample_address + FINDER)
    drawing = page.locator(".wb-map")
    assert sorted(drawing.locator("text").all_text_contents()) == ["南渡区", "望湖区", "石桥新区", "稻香区", "青屏区"]
    colours = drawing.evaluate(
        "(svg) => [getComputedStyle(document.body).backgroundColor, getComputedStyle(svg.querySelector('text')).fill,"
        " getComputedStyle(svg.querySelector('.wb-map__dots')).stroke]"
    )
    assert colours[0] not in colours[1:]
    page.emulate_media(media="print")
    assert drawing.is_visible()
    assert not page.locator("#nearest").is_visible()
    context.close()
