"""Opening hours in the visitor's browser: open or closed at this moment, in the time zone of the site."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, Page, Route

from generator.model.cases import Suspension
from generator.model.centre import Centre, ExceptionalDays, OpenHours, Window
from generator.model.rules import StatedYear
from generator.presenting.parts.windows.hours import calendar_file, opening_of
from generator.presenting.text.addresses import Paths
from generator.presenting.text.markup import _environment
from generator.words.scripts import published_script
from tests.fixtures.city import city
from tests.fixtures.folders import ROOT

ASSETS = ROOT / "theme" / "assets"
SITE = "http://site.test/"
HALL = Centre(
    name="政务大厅",
    trade="government",
    district="东区",
    address="东区大道1号",
    hours=(
        OpenHours(days=("mon", "tue", "wed", "thu", "fri"), open=("08:30-12:00", "13:30-17:30")),
        OpenHours(days=("sat",), open=("09:00-12:00",)),
    ),
    exceptions=(
        ExceptionalDays(since=datetime.date(2026, 11, 4), open=("09:00-11:00",), reason="全员培训"),
        ExceptionalDays(since=datetime.date(2026, 11, 18), until=datetime.date(2026, 11, 20), reason="系统升级"),
        ExceptionalDays(since=datetime.date(2026, 10, 1), open=("09:00-10:00",), reason="节日值守"),
    ),
    windows=(),
)
DESK = Window(id="desk", name="综合窗口", services=("办事",), roles=())
"""A window with the hours of the hall."""


def shown(centre: Centre = HALL, window: Window | None = DESK, suspended: tuple[Suspension, ...] = ()) -> str:
    """The part of a page that tells the hours, in a page of its own."""
    opening = opening_of(centre, window, Paths("windows/hall/desk.html"), suspended)
    part = _environment("zh").from_string(
        '{% import "parts/hours.jinja" as hours_of %}{{ hours_of.now() }}{{ hours_of.table(opening) }}'
    )
    script = '<script type="module" src="../../hours.js"></script>'
    return f"<!doctype html><html lang=zh><meta charset=utf-8><body>{part.render(opening=opening)}{script}"


def calendar(zone: str) -> str:
    """The published calendar of the fixture's city, whose day lies in 2026."""
    site = city().site
    abroad = StatedYear(year=2026, announcement="", holidays=())
    stated = () if zone.startswith("Asia/") else (abroad,)
    policy = replace(site.rulebook.policy, time_zone=zone, calendar=stated)
    return calendar_file(replace(site, rulebook=replace(site.rulebook, policy=policy)), "zh").render()


@dataclass(frozen=True)
class Visitor:
    """Somebody with the page open, wherever they are."""

    page: Page
    zone: str = "Asia/Shanghai"
    """Of the site."""

    def reads(self, moment: str, html: str | None = None) -> str:
        """What the line says at a moment (Shanghai) in the page."""
        self.page.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{moment}+08:00"))
        self.opens(html)
        return self.line()

    def opens(self, html: str | None = None, *, silent: bool = False) -> None:
        """The page is loaded, and its script has spoken, be it to leave its line out."""
        kinds = {
            "json": ("application/json", calendar(self.zone)),
            "js": ("text/javascript", published_script((ASSETS / "hours.js").read_text("utf-8"), "zh")),
        }

        def answer(route: Route) -> None:
            kind, body = kinds.get(route.request.url.rpartition(".")[2], ("text/html", html or shown()))
            route.fulfill(content_type=f"{kind}; charset=utf-8", body=body)

        self.page.unroute_all()
        self.page.route(f"{SITE}**", answer)
        self.page.goto(f"{SITE}windows/hall/desk.html")
        self.page.locator(f".wb-now{'[data-state]' if silent else ':not([hidden])'}").wait_for(state="attached")

    def line(self) -> str:
        """The words of the line."""
        return " ".join(" ".join(self.page.locator(".wb-now").locator("b, span").all_inner_texts()).split())


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """A visitor in New York, whose day and hour are not those of the site."""
    context = browser.new_context(timezone_id="America/New_York", locale="en-US")
    yield Visitor(context.new_page())
    context.close()


MOMENTS = [
    ("2026-11-23T00:00", "今日营业，尚未开窗 08:30–12:00；13:30–17:30"),
    ("2026-11-23T08:29:59", "今日营业，尚未开窗 08:30–12:00；13:30–17:30"),
    ("2026-11-23T08:30", "今日营业，正在服务 到 12:00；13:30–17:30"),
    ("2026-11-23T11:59:59", "今日营业，正在服务 到 12:00；13:30–17:30"),
    ("2026-11-23T12:00", "今日营业，中间休息 13:30–17:30"),
    ("2026-11-23T13:29", "今日营业，中间休息 13:30–17:30"),
    ("2026-11-23T13:30", "今日营业，正在服务 到 17:30"),
    ("2026-11-23T17:29:59", "今日营业，正在服务 到 17:30"),
    ("2026-11-23T17:30", "今日营业已结束 下次：2026-11-24 周二 08:30"),
    ("2026-11-23T23:59:59", "今日营业已结束 下次：2026-11-24 周二 08:30"),
    ("2026-11-24T00:00", "今日营业，尚未开窗 08:30–12:00；13:30–17:30"),
    ("2026-11-21T10:00", "今日营业，正在服务 到 12:00"),  # Saturday
    ("2026-11-21T13:00", "今日营业已结束 下次：2026-11-23 周一 08:30"),
    ("2026-11-22T10:00", "今日休息 下次：2026-11-23 周一 08:30"),  # Sunday
    ("2026-10-02T10:00", "今日休息 （国庆节） 下次：2026-10-08 周四 08:30"),
    ("2026-10-03T10:00", "今日休息 （国庆节） 下次：2026-10-08 周四 08:30"),  # a Saturday of the holiday
    ("2026-09-20T14:00", "今日营业，正在服务 到 17:30"),  # a Sunday that is worked
    ("2026-10-10T14:00", "今日营业，正在服务 到 17:30"),  # a Saturday that is worked: Monday's hours, not Saturday's
    ("2026-11-04T10:00", "今日营业，正在服务 到 11:00（全员培训）"),
    ("2026-11-04T14:00", "今日营业已结束 （全员培训） 下次：2026-11-05 周四 08:30"),
    ("2026-11-18T10:00", "今日休息 （系统升级） 下次：2026-11-21 周六 09:00"),
    ("2026-11-20T10:00", "今日休息 （系统升级） 下次：2026-11-21 周六 09:00"),
    ("2026-10-01T09:30", "今日营业，正在服务 到 10:00（节日值守）"),  # an exception comes before a holiday
    ("2027-03-03T10:00", "节假日安排未公布，以公告为准"),
    ("2027-03-07T10:00", "节假日安排未公布，以公告为准"),  # a Sunday: it might be worked
    ("2026-12-31T18:00", "今日营业已结束"),  # what comes next is not known
    ("2025-12-31T10:00", "节假日安排未公布，以公告为准"),
]


def test_every_moment_is_told_in_the_time_of_the_site(visitor: Visitor) -> None:
    """Before, open, lunch, the last minute, after; weekends, holidays, make-up days, exceptions, unknown years."""
    assert {moment: visitor.reads(moment) for moment, _ in MOMENTS} == dict(MOMENTS)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Urumqi", "America/New_York"])
def test_the_zone_of_the_policy_decides(visitor: Visitor, zone: str) -> None:
    """The same moment is another hour elsewhere, and the visitor's own zone is never asked."""
    told = replace(visitor, zone=zone).reads("2026-11-23T09:00")
    assert (
        told
        == {
            "Asia/Shanghai": "今日营业，正在服务 到 12:00；13:30–17:30",
            "Asia/Urumqi": "今日营业，尚未开窗 08:30–12:00；13:30–17:30",
            "America/New_York": "今日休息 下次：2026-11-23 周一 08:30",
        }[zone]
    )


def test_the_line_changes_on_the_minute(visitor: Visitor) -> None:
    """A page that stays open says at noon that it is noon."""
    visitor.page.clock.install(time=datetime.datetime.fromisoformat("2026-11-23T11:58:30+08:00"))
    visitor.opens()
    assert visitor.line() == "今日营业，正在服务 到 12:00；13:30–17:30"
    visitor.page.clock.pause_at(datetime.datetime.fromisoformat("2026-11-23T11:59:59+08:00"))
    assert visitor.line() == "今日营业，正在服务 到 12:00；13:30–17:30"
    visitor.page.clock.run_for(1_000)
    assert visitor.line() == "今日营业，中间休息 13:30–17:30"


def test_a_centre_that_is_open_on_holidays_keeps_its_weekdays(visitor: Visitor) -> None:
    """It follows no holiday and no make-up day, so no year is unknown to it."""
    html = shown(replace(HALL, holidays="open", exceptions=()))
    assert visitor.reads("2026-10-02T10:00", html) == "今日营业，正在服务 到 12:00；13:30–17:30"
    assert visitor.reads("2026-10-10T14:00", html) == "今日营业已结束 下次：2026-10-12 周一 08:30"
    assert visitor.reads("2031-03-04T14:00", html) == "今日营业，正在服务 到 17:30"


def test_a_window_may_have_hours_exceptions_and_days_of_service_of_its_own(visitor: Visitor) -> None:
    """Its exceptions come before those of the centre; before its first and after its last day it is not in service."""
    window = replace(
        DESK,
        hours=(OpenHours(days=("tue",), open=("10:00-11:00",)),),
        exceptions=(ExceptionalDays(since=datetime.date(2026, 11, 18), open=("14:00-15:00",), reason="补办"),),
        opened=datetime.date(2026, 11, 2),
        closed=datetime.date(2026, 11, 24),
    )
    html = shown(window=window)
    assert visitor.reads("2026-11-18T14:30", html) == "今日营业，正在服务 到 15:00（补办）"
    assert visitor.reads("2026-11-19T14:30", html) == "今日休息 （系统升级） 下次：2026-11-24 周二 10:00"
    assert visitor.reads("2026-11-01T10:30", html) == "不在服务期间"
    assert visitor.reads("2026-11-24T10:30", html) == "今日营业，正在服务 到 11:00"
    assert visitor.reads("2026-11-24T11:30", html) == "今日营业已结束"
    assert visitor.reads("2026-11-25T10:30", html) == "不在服务期间"


def test_a_suspended_window_says_so(visitor: Visitor) -> None:
    """From its first day to its last, or for as long as it goes on; a notice takes the line's place."""
    ended = Suspension(
        kind="suspension",
        window="desk",
        since=datetime.date(2026, 11, 9),
        until=datetime.date(2026, 11, 10),
        reason="消毒",
    )
    going_on = replace(ended, since=datetime.date(2026, 11, 24), until=None, reason="整顿")
    html = shown(suspended=(ended, going_on))
    assert visitor.reads("2026-11-10T10:00", html) == "暂停服务 （消毒）"
    assert visitor.reads("2026-11-11T10:00", html) == "今日营业，正在服务 到 12:00；13:30–17:30"
    assert visitor.reads("2027-11-24T10:00", html) == "暂停服务 （整顿）"
    notice = html.replace('<p class="wb-now"', '<p class="wb-shut"></p><p class="wb-now"')
    assert notice != html
    visitor.page.clock.set_fixed_time(datetime.datetime.fromisoformat("2027-11-24T10:00+08:00"))
    visitor.opens(notice, silent=True)
    assert not visitor.page.locator(".wb-now").is_visible()
    assert visitor.reads("2026-11-11T10:00", notice) == "今日营业，正在服务 到 12:00；13:30–17:30"
    assert "2026年11月9日至10日" in html
    assert "2026年11月24日起" in html


NIGHTS = replace(
    HALL,
    hours=(
        OpenHours(days=("mon", "tue", "wed", "thu", "fri"), open=("22:00-06:00",)),
        OpenHours(days=("sun",), open=("24h",)),
    ),
    holidays="open",
    exceptions=(ExceptionalDays(since=datetime.date(2026, 11, 25), reason="盘点"),),
)


def test_a_night_counter_is_open_after_midnight(visitor: Visitor) -> None:
    """From ten in the evening to six, and the morning belongs to the evening before, whatever that day is itself."""
    told = {
        "2026-11-23T21:59": "今日营业，尚未开窗 22:00–次日 06:00",
        "2026-11-23T23:59": "今日营业，正在服务 到次日 06:00",
        "2026-11-24T00:30": "今日营业，正在服务 到 06:00；22:00–次日 06:00",
        "2026-11-24T06:00": "今日营业，中间休息 22:00–次日 06:00",
        "2026-11-25T05:59": "今日营业，正在服务 到 06:00（盘点）",
        "2026-11-25T06:00": "今日营业已结束 （盘点） 下次：2026-11-26 周四 22:00",
        "2026-11-28T05:59": "今日营业，正在服务 到 06:00",
        "2026-11-28T12:00": "今日营业已结束 下次：2026-11-29 周日 00:00",
        "2026-11-29T00:30": "今日营业，正在服务 全天 24 小时",
        "2026-11-29T23:59": "今日营业，正在服务 全天 24 小时",
        "2026-11-30T00:00": "今日营业，尚未开窗 22:00–次日 06:00",
    }
    assert {moment: visitor.reads(moment, shown(NIGHTS)) for moment in told} == told


def test_hours_that_nobody_stated_are_not_called_closed(visitor: Visitor) -> None:
    """Nothing is said of open or closed, but a suspension is."""
    unknown = replace(HALL, hours=(), exceptions=())
    visitor.page.clock.set_fixed_time(datetime.datetime.fromisoformat("2026-11-23T10:00+08:00"))
    visitor.opens(shown(unknown), silent=True)
    assert not visitor.page.locator(".wb-now").is_visible()
    assert "没有公布" in visitor.page.locator(".wb-hours").inner_text()
    shut = Suspension(kind="suspension", window="desk", since=datetime.date(2026, 11, 9), reason="消毒")
    assert visitor.reads("2026-11-23T10:00", shown(unknown, suspended=(shut,))) == "暂停服务 （消毒）"


def test_without_scripts_the_plan_stands(browser: Browser) -> None:
    """The table has all that is planned, and says that it is a plan; nothing claims to know the hour."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_content(shown())
    assert page.locator(".wb-now").is_hidden()
    text = page.locator("body").inner_text()
    for words in ("08:30–12:00，13:30–17:30", "2026年11月18日至20日", "休息（系统升级）", "以上是公布的安排"):
        assert words in text
    page.context.close()


def test_without_the_calendar_nothing_is_claimed(visitor: Visitor) -> None:
    """A file that cannot be fetched leaves the table as it is."""
    visitor.opens()
    visitor.page.route("**/calendar.json", lambda route: route.abort())
    visitor.page.reload()
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.locator(".wb-now").is_hidden()
