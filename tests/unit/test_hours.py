"""Opening hours in the visitor's browser: open or closed at this moment, in the time zone of the site."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build import decide
from generator.gathering.gather import Gathered
from generator.judging.checks.rules.calendars import stated_year_problems
from generator.judging.process.holidays import ANNOUNCED, calendar_of, days_off, is_working, make_up_days
from generator.judging.process.workdays import after
from generator.model.cases import CaseFile, Suspension
from generator.model.centre import OpenHours
from generator.model.judged import WindowProceedings
from generator.model.rules import StatedHoliday, StatedYear
from generator.presenting.atlas import Atlas
from generator.presenting.parts.scores.scorecard_context import ScorecardContext
from generator.presenting.parts.windows.hours import calendar_file, opening_of
from generator.presenting.table import common_of_site, scorecard_text, site_pages
from generator.presenting.text.addresses import Paths
from tests.fixtures.city import city
from tests.fixtures.town import Here, gathered, lay_out, slip


def published(year: int) -> Mapping[str, Any]:
    """The calendar of a site of a year."""
    site = city().site
    day = datetime.date(year, 11, 23)
    text = calendar_file(replace(site, as_of=replace(site.as_of, day=day)), "zh").render()
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_calendar_covers_all_published_periods_and_the_year_after_the_site() -> None:
    """Of a year that is not known there is nothing: nobody guesses; of past ones clocks can be recomputed."""
    assert published(2025)["years"] == [2025, 2026]
    newest = max(ANNOUNCED.years)
    assert published(newest)["years"] == [newest]
    later = published(newest + 2)
    assert max(later["years"]) == newest
    assert not [one for one in later["holidays"] if one["day"] > f"{newest}-12-31"]


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
    assert found["years"] == [2026, unknown]
    assert [one for one in found["holidays"] if one["day"] >= str(unknown)] == [
        {"day": day.isoformat(), "name": "元旦<i>"} for day in off
    ]
    assert [day.isoformat() for day, name in days_off(calendar_of(years), 2026) if name == "国庆节"][-1] == "2026-10-07"
    (page,) = (page.render() for page in site_pages(Atlas(stated)) if page.address == "cases/index.md")
    assert f'<p class="wb-sub">{unknown} 年的放假安排：放假通知 9 号</p>' in page


Stated = tuple[str, str, str]
"""A holiday, and its first and last day."""
NATIONAL_2026 = (
    ("元旦", "01-01", "01-03"), ("春节", "02-15", "02-23"), ("清明节", "04-04", "04-06"), ("劳动节", "05-01", "05-05"),
    ("端午节", "06-19", "06-21"), ("中秋节", "09-25", "09-27"), ("国庆节", "10-01", "10-07"),
)  # fmt: skip
WORKED_2026 = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


def year_2026(*regional: Stated, national: tuple[Stated, ...] = NATIONAL_2026) -> StatedYear:
    """The year as it was announced, and what a region adds to it."""
    return StatedYear(
        year=2026,
        announcement="自治区关于2026年肉孜节、古尔邦节放假的通知",
        holidays=tuple(
            StatedHoliday(name=name, since=on(since), until=on(until)) for name, since, until in (*national, *regional)
        ),
        workdays=tuple(map(on, WORKED_2026)),
    )


def on(day: str) -> datetime.date:
    """A day of 2026."""
    return datetime.date.fromisoformat(f"2026-{day}")


def wrong_with(year: StatedYear, zone: str = "Asia/Urumqi") -> list[tuple[str, str]]:
    """What is wrong with a policy that states a year."""
    policy = replace(city().site.rulebook.policy, calendar=(year,), time_zone=zone)
    return [(one.code.slug, one.facts.get("day", "")) for one in stated_year_problems("standards/policy.yml", policy)]


def test_a_region_adds_its_own_holidays_to_the_national_ones() -> None:
    """Its days are days off and move every clock; the national ones have to stand there as they were announced."""
    regional = year_2026(("肉孜节", "03-20", "03-20"), ("古尔邦节", "05-27", "05-29"))
    assert wrong_with(regional) == []
    calendar = calendar_of((regional,))
    days = {"03-20": False, "03-23": True, "05-27": False, "05-29": False, "06-01": True, "10-10": True, "10-01": False}
    assert {day: is_working(calendar, on(day)) for day in days} == days
    assert after(calendar, on("05-25"), 3) == on("06-02")
    assert after(ANNOUNCED, on("05-25"), 3) == on("05-28")
    mistyped = tuple(one if one[0] != "国庆节" else ("国庆节", "10-01", "10-08") for one in NATIONAL_2026)
    assert wrong_with(year_2026(("肉孜节", "03-20", "03-20"), national=mistyped)) == [
        ("calendar-differs-from-library", "2026-10-08")
    ]
    assert ("calendar-differs-from-library", "2026-05-02") in wrong_with(
        year_2026(("肉孜节", "03-20", "03-20"), national=NATIONAL_2026[:3])
    )


def test_outside_the_country_only_what_is_stated_holds() -> None:
    """National Day is a plain Thursday there, and a year that is not stated is not known."""
    stated = StatedYear(year=2026, announcement="官报", holidays=(StatedHoliday(name="文化日", since=on("11-03")),))
    assert wrong_with(stated, "Asia/Tokyo") == []
    calendar = calendar_of((stated,), national=False)
    assert calendar.years == {2026}
    assert {day: is_working(calendar, on(day)) for day in ("10-01", "11-03")} == {"10-01": True, "11-03": False}


def test_hours_that_nobody_stated_are_not_taken_for_closed() -> None:
    """The page says that they are not stated, and nothing of open or closed."""
    hall = replace(next(iter(city().site.centres.values())), hours=(), exceptions=())
    opening = opening_of(hall, None, Paths("windows/hall/desk.html"))
    assert (opening.rows, opening.known) == ((("没有公布", "请先致电或到现场询问"),), False)


def test_hours_round_the_clock_and_over_midnight_can_be_written() -> None:
    """In words a reader understands."""
    hall = replace(
        next(iter(city().site.centres.values())),
        hours=(
            OpenHours(days=("mon", "tue", "wed", "thu", "fri"), open=("24h",)),
            OpenHours(days=("sat",), open=("08:00-12:00", "22:00-06:00")),
        ),
    )
    opening = opening_of(hall, None, Paths("windows/hall/desk.html"))
    assert opening.rows == (("周一至周五", "全天 24 小时"), ("周六", "08:00–12:00，22:00–次日 06:00"), ("周日", "休息"))
    assert opening.week == "24h/=/=/=/=/08:00-12:00 22:00-06:00/"


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
        common=common_of_site(Atlas(site)),
        centre_id="east-hall",
        centre=site.centres["east-hall"],
        proceedings={"rare": WindowProceedings(cases=(file,))},
    )
    row = '<tr data-kind="suspension" data-since="2026-10-20" data-until="" data-open="">'
    assert row in scorecard_text(context, "rare", (), {})
    assert row not in scorecard_text(context, "slow", (), {})


def test_other_hours_make_the_pages_of_the_centre_anew(tmp_path: Path) -> None:
    """What is kept of the last build is not shown for hours that have changed."""
    town = lay_out(tmp_path)

    def digests() -> dict[str, str]:
        found = gathered(town, datetime.date(2026, 10, 31))
        assert isinstance(found, Gathered)
        return {piece.address: piece.digest for piece in decide(found, "zh", "", Here()).pages}

    before = digests()
    exception = "exceptions: [{since: 2026-12-01, reason: 检修}]"
    slip(town, "results/harbour/centre.yml", "sample: true", f"sample: true\n{exception}")
    after = digests()
    changed = {address for address in before if before[address] != after[address]}
    assert changed == {f"windows/harbour/{page}.md" for page in ("index", "cash-1", "cash-2", "2026-10")}
