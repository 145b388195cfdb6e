"""Opening hours in the visitor's browser: open or closed at this moment, in the time zone of the site."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build import decide
from generator.gathering.gather import Gathered
from generator.judging.process.holidays import ANNOUNCED, calendar_of, days_off, is_working, make_up_days
from generator.model.cases import CaseFile, Suspension
from generator.model.judged import WindowProceedings
from generator.model.rules import StatedHoliday, StatedYear
from generator.presenting.atlas import Atlas
from generator.presenting.parts.hours import calendar_file
from generator.presenting.parts.scorecard_context import ScorecardContext
from generator.presenting.table import common_of_site, scorecard_text, site_pages
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
