"""Opening hours in the visitor's browser: open or closed at this moment, in the time zone of the site."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from generator.build import decide
from generator.gathering.gather import Gathered
from generator.judging.process.holidays import ANNOUNCED, calendar_of, days_off, is_working, make_up_days
from generator.model.cases import CaseFile, Suspension
from generator.model.centre import Centre, ExceptionalDays, OpenHours, Window
from generator.model.judged import WindowProceedings
from generator.model.rules import StatedHoliday, StatedYear
from generator.presenting.atlas import Atlas
from generator.presenting.pages.scorecard import ScorecardContext, scorecard
from generator.presenting.parts.hours import calendar_file, opening_of
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import Paths
from generator.presenting.text.markup import _environment
from tests.fixtures.city import city
from tests.town import Here, gathered, lay_out, slip

ASSETS = Path(__file__).parents[1] / "theme" / "assets"
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
    policy = replace(site.rulebook.policy, time_zone=zone)
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
            "js": ("text/javascript", (ASSETS / "hours.js").read_text()),
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


# --- the calendar -----------------------------------------------------------------------------------------------------


def published(year: int) -> Mapping[str, Any]:
    """The calendar of a site of a year."""
    site = city().site
    day = datetime.date(year, 11, 23)
    text = calendar_file(replace(site, as_of=replace(site.as_of, day=day)), "zh").render()
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_calendar_covers_the_year_of_the_site_and_the_next_where_they_are_announced() -> None:
    """Of a year that is not known there is nothing: nobody guesses."""
    assert published(2025)["years"] == [2025, 2026]
    newest = max(ANNOUNCED.years)
    assert published(newest)["years"] == [newest]
    assert {key: published(newest + 1)[key] for key in ("years", "holidays", "workdays")} == {
        "years": [],
        "holidays": [],
        "workdays": [],
    }


def test_the_calendar_is_that_of_the_announcement() -> None:
    """National Day 2026 and the days that are worked for it."""
    told = published(2026)
    assert [one["day"] for one in told["holidays"] if one["name"] == "国庆节"] == [
        f"2026-10-0{number}" for number in range(1, 8)
    ]
    assert {"2026-09-20", "2026-10-10"} <= set(told["workdays"])


def test_a_year_that_the_policy_states_is_one_of_the_calendar() -> None:
    """The page of cases says who announced it; of a year that the library has, the library's days count."""
    unknown = max(ANNOUNCED.years) + 1
    off = (datetime.date(unknown, 1, 1), datetime.date(unknown, 1, 2))
    years = tuple(
        StatedYear(
            year=year,
            announcement="放假通知 9 号",
            holidays=(StatedHoliday(name="元旦<i>", since=off[0], until=off[1]),),
        )
        for year in (unknown, 2026)
    )
    site = city().site
    stated = replace(site, rulebook=replace(site.rulebook, policy=replace(site.rulebook.policy, calendar=years)))
    found = json.loads(
        calendar_file(replace(stated, as_of=replace(site.as_of, day=datetime.date(unknown, 6, 1))), "zh").render()
    )
    assert found["years"] == [unknown]
    assert found["holidays"] == [{"day": day.isoformat(), "name": "元旦<i>"} for day in off]
    assert [day.isoformat() for day, name in days_off(calendar_of(years), 2026) if name == "国庆节"][-1] == "2026-10-07"
    (page,) = (page.render() for page in site_pages(Atlas(stated)) if page.address == "cases/index.md")
    assert f'<p class="wb-sub">{unknown} 年的放假安排：放假通知 9 号</p>' in page


def test_working_days_know_holidays_and_make_up_days() -> None:
    """A Sunday that is worked is a working day, a Friday of a holiday is none; unknown years have plain weeks."""
    days = {"2026-09-20": True, "2026-09-27": False, "2026-10-02": False, "2026-10-09": True, "2033-10-03": True}
    assert {day: is_working(ANNOUNCED, datetime.date.fromisoformat(day)) for day in days} == days
    unknown = max(ANNOUNCED.years) + 1
    assert (list(days_off(ANNOUNCED, unknown)), list(make_up_days(ANNOUNCED, unknown))) == ([], [])


def test_the_scorecard_of_a_suspended_window_has_the_days_of_its_suspension() -> None:
    """A case of the window reaches its hours."""
    site = city().site
    case = Suspension(kind="suspension", window="rare", since=datetime.date(2026, 10, 20), reason="消毒清洁")
    file = CaseFile(id="shut-1", path="results/east-hall/cases/shut-1.yml", centre="east-hall", case=case)
    context = ScorecardContext(
        rulebook=site.rulebook,
        as_of=site.as_of,
        sample=True,
        centre_id="east-hall",
        centre=site.centres["east-hall"],
        proceedings={"rare": WindowProceedings(cases=(file,))},
    )
    row = '<tr data-kind="suspension" data-since="2026-10-20" data-until="" data-open="">'
    assert row in scorecard(context, "rare", (), {})
    assert row not in scorecard(context, "slow", (), {})


def test_other_hours_make_the_pages_of_the_centre_anew(tmp_path: Path) -> None:
    """What is kept of the last build is not shown for hours that have changed."""
    town = lay_out(tmp_path, frame=True)

    def digests() -> dict[str, str]:
        found = gathered(town, datetime.date(2026, 10, 31))
        assert isinstance(found, Gathered)
        return {piece.address: piece.digest for piece in decide(found, "zh", "", Here()).pages}

    before = digests()
    exception = "exceptions: [{since: 2026-12-01, reason: 检修}]"
    slip(town, "results/harbour/centre.yml", "sample: true", f"sample: true\n{exception}")
    after = digests()
    changed = {address for address in before if before[address] != after[address]}
    assert changed == {f"windows/harbour/{page}.md" for page in ("index", "cash-1", "cash-2")}
