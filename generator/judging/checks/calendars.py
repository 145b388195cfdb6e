"""What is wrong with the years whose holidays a policy states: a mistyped day would move every clock across it."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Final

from generator.judging.process.holidays import ANNOUNCED, WEEKEND, days_of, days_off, make_up_days, stated_days
from generator.model.problem import Problem, Route
from generator.model.rules import StatedYear

FIXED: Final = ((1, 1), (5, 1), (10, 1))
"""Month and day of the holidays that lie on the same day of every year: 元旦, 劳动节, 国庆节."""


def stated_year_problems(path: str, stated: Iterable[StatedYear]) -> Iterator[Problem]:
    """Problems of `calendar` in the file of a policy at `path`."""
    seen: set[int] = set()
    for place, year in enumerate(stated):
        route = ("calendar", place)
        if year.year in seen:
            yield _problem(path, (*route, "year"), "year-given-twice", year)
        seen.add(year.year)
        found = [*_day_problems(path, route, year)]
        yield from found or _whole_year_problems(path, route, year)


def _day_problems(path: str, route: Route, year: StatedYear) -> Iterator[Problem]:
    taken: set[datetime.date] = set()
    for place, holiday in enumerate(year.holidays):
        own = (*route, "holidays", place)
        for field, day in (("since", holiday.since), ("until", holiday.until)):
            if day and day.year != year.year:
                yield _problem(path, (*own, field), "day-outside-year", year, day)
        if holiday.until and holiday.until < holiday.since:
            yield _problem(path, (*own, "until"), "holiday-backwards", year, holiday.until)
        days = {*days_of(holiday)}
        if days & taken:
            yield _problem(path, (*own, "since"), "holidays-overlap", year, min(days & taken))
        taken |= days
    for place, day in enumerate(year.workdays):
        own = (*route, "workdays", place)
        if day.year != year.year:
            yield _problem(path, own, "day-outside-year", year, day)
        elif day.weekday() < WEEKEND or day in taken:
            yield _problem(path, own, "not-a-make-up-day", year, day)


def _whole_year_problems(path: str, route: Route, year: StatedYear) -> Iterator[Problem]:
    days = dict(stated_days(year))
    for month, number in FIXED:
        if (day := datetime.date(year.year, month, number)) not in days:
            yield _problem(path, (*route, "holidays"), "holiday-missing", year, day)
    if year.year in ANNOUNCED.years:
        differ = {day for day, _ in days_off(ANNOUNCED, year.year)} ^ days.keys()
        differ |= set(make_up_days(ANNOUNCED, year.year)) ^ set(year.workdays)
        for day in sorted(differ):
            yield _problem(path, (*route, "year"), "calendar-differs-from-library", year, day)


def _problem(path: str, route: Route, code: str, year: StatedYear, day: datetime.date | None = None) -> Problem:
    facts = {"year": str(year.year)} | ({"day": day.isoformat()} if day else {})
    return Problem(path=path, route=route, code=code, facts=facts)
