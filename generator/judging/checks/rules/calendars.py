"""What is wrong with the years whose holidays a policy states: a mistyped day would move every clock across it."""

import datetime
from collections.abc import Iterator
from typing import Final

from generator.judging.process.holidays import (
    ANNOUNCED,
    NATIONAL,
    WEEKEND,
    days_of,
    days_off,
    make_up_days,
    regional_days,
    stated_days,
)
from generator.judging.process.workdays import UnknownYearError
from generator.model.problem import Code, Problem, Route
from generator.model.rules import Policy, StatedYear

FIXED: Final = ((1, 1), (5, 1), (10, 1))
"""Month and day of the holidays that lie on the same day of every year: 元旦, 劳动节, 国庆节."""


YEAR_GIVEN_TWICE: Final = Code(
    slug="year-given-twice",
    says="{year} 年的节假日写了两次",
    mend="同一年的安排写在一起。",
    wrong="- {year: 2051, …}\n- {year: 2051, …}",
    right="- {year: 2051, …}\n- {year: 2052, …}",
)


CALENDAR_NOT_STATED: Final = Code(
    slug="calendar-not-stated",
    says="时区 {zone} 不在中国大陆：程序自带的节假日在那里不适用，而 calendar 没有写任何一年",
    mend="在 calendar 里写明当地每一年的节假日；时区写错的，改正 time_zone。",
    wrong="time_zone: Asia/Tokyo",
    right="time_zone: Asia/Shanghai",
)


def stated_year_problems(path: str, policy: Policy) -> Iterator[Problem]:
    """Problems of `calendar` in the file of a policy at `path`."""
    national, stated = policy.time_zone in NATIONAL, policy.calendar
    if not national and not stated:
        yield Problem(path=path, route=("time_zone",), code=CALENDAR_NOT_STATED, facts={"zone": policy.time_zone})
    seen: set[int] = set()
    for place, year in enumerate(stated):
        route = ("calendar", place)
        if year.year in seen:
            yield _problem(path, (*route, "year"), YEAR_GIVEN_TWICE, year)
        seen.add(year.year)
        found = [*_day_problems(path, route, year)]
        yield from found or (_whole_year_problems(path, route, year) if national else ())


DAY_OUTSIDE_YEAR: Final = Code(
    slug="day-outside-year",
    says="{day} 不在 {year} 年",
    mend="核对年份；跨年的假期，按年份分开写。",
    wrong="- {year: 2051, …, {name: 劳动节, since: 2052-05-01}, …}",
    right="- {year: 2051, …, {name: 劳动节, since: 2051-05-01}, …}",
)
HOLIDAY_BACKWARDS: Final = Code(
    slug="holiday-backwards",
    says="假期的最后一天 {day} 早于第一天",
    mend="核对两个日期；只有一天的不写 until。",
    wrong="{name: 元旦, since: 2051-01-01, until: 2050-12-31}",
    right="{name: 元旦, since: 2051-01-01, until: 2051-01-03}",
)
HOLIDAYS_OVERLAP: Final = Code(
    slug="holidays-overlap",
    says="{day} 写在两个假期里",
    mend="核对日期；两节合并的假期，写成一个。",
    wrong="{name: 元旦, since: 2051-01-01, until: 2051-01-03}, {name: 劳动节, since: 2051-01-02}",
    right="{name: 元旦, since: 2051-01-01, until: 2051-01-03}, {name: 劳动节, since: 2051-05-01}",
)
NOT_A_MAKE_UP_DAY: Final = Code(
    slug="not-a-make-up-day",
    says="{day} 不是调休上班日：它不是周六、周日，或者在假期里",
    mend="workdays 只写因调休而上班的周六、周日。",
    wrong="workdays: [2051-02-01]",
    right="workdays: [2051-02-04]",
)


def _day_problems(path: str, route: Route, year: StatedYear) -> Iterator[Problem]:
    taken: set[datetime.date] = set()
    for place, holiday in enumerate(year.holidays):
        own = (*route, "holidays", place)
        for field, day in (("since", holiday.since), ("until", holiday.until)):
            if day and day.year != year.year:
                yield _problem(path, (*own, field), DAY_OUTSIDE_YEAR, year, day)
        if holiday.until and holiday.until < holiday.since:
            yield _problem(path, (*own, "until"), HOLIDAY_BACKWARDS, year, holiday.until)
        days = {*days_of(holiday)}
        if days & taken:
            yield _problem(path, (*own, "since"), HOLIDAYS_OVERLAP, year, min(days & taken))
        taken |= days
    for place, day in enumerate(year.workdays):
        own = (*route, "workdays", place)
        if day.year != year.year:
            yield _problem(path, own, DAY_OUTSIDE_YEAR, year, day)
        elif day.weekday() < WEEKEND or day in taken:
            yield _problem(path, own, NOT_A_MAKE_UP_DAY, year, day)


HOLIDAY_MISSING: Final = Code(
    slug="holiday-missing",
    says="{year} 年的节假日里没有 {day}",
    mend="元旦、劳动节、国庆节每年都放假：按公布的安排写全一年，不要只写一部分。",
    wrong="holidays: [{name: 元旦, …}, {name: 劳动节, since: 2051-05-01}]",
    right="holidays: [{name: 元旦, …}, {name: 劳动节, since: 2051-05-01}, {name: 国庆节, since: 2051-10-01}]",
)
CALENDAR_DIFFERS_FROM_LIBRARY: Final = Code(
    slug="calendar-differs-from-library",
    says="{year} 年的安排与节假日库不一致：{day}",
    mend="与公布的安排核对；这一年节假日库已有，可以从 calendar 里删去。",
    wrong="{name: 国庆节, since: 2026-10-01, until: 2026-10-06}",
    right="{name: 国庆节, since: 2026-10-01, until: 2026-10-07}",
)


def _whole_year_problems(path: str, route: Route, year: StatedYear) -> Iterator[Problem]:
    days = dict(stated_days(year))
    for month, number in FIXED:
        if (day := datetime.date(year.year, month, number)) not in days:
            yield _problem(path, (*route, "holidays"), HOLIDAY_MISSING, year, day)
    if year.year in ANNOUNCED.years:
        regional = {day for day, _ in regional_days(year)}
        known, worked = {day for day, _ in days_off(ANNOUNCED, year.year)}, set(make_up_days(ANNOUNCED, year.year))
        differ = known ^ (days.keys() - regional)
        differ |= (worked - regional) - {*year.workdays} if regional else worked ^ {*year.workdays}
        for day in sorted(differ):
            yield _problem(path, (*route, "year"), CALENDAR_DIFFERS_FROM_LIBRARY, year, day)


def _problem(path: str, route: Route, code: Code, year: StatedYear, day: datetime.date | None = None) -> Problem:
    facts = {"year": str(year.year)} | ({"day": day.isoformat()} if day else {})
    return Problem(path=path, route=route, code=code, facts=facts)


UNKNOWN_HOLIDAYS: Final = Code(
    slug="unknown-holidays",
    says="不知道 {year} 年的法定节假日和调休，无法计算工作日",
    mend="把公布的安排写进 standards/policy.yml 的 calendar，或更新 chinesecalendar；尚未公布的，等公布后再发布。"
    "不会按猜测的日历计算。",
    wrong="calendar: []",
    right="calendar:\n  - {year: 2027, announcement: …, holidays: [{name: 元旦, since: 2027-01-01}, …]}",
)


def calendar_problem(path: str, route: Route, error: UnknownYearError) -> Problem:
    """A clock that runs through a year whose holidays are not known."""
    return Problem(path=path, route=route, code=UNKNOWN_HOLIDAYS, facts={"year": str(error.year)})


CODES: Final = (
    YEAR_GIVEN_TWICE,
    CALENDAR_NOT_STATED,
    DAY_OUTSIDE_YEAR,
    HOLIDAY_BACKWARDS,
    HOLIDAYS_OVERLAP,
    NOT_A_MAKE_UP_DAY,
    HOLIDAY_MISSING,
    CALENDAR_DIFFERS_FROM_LIBRARY,
    UNKNOWN_HOLIDAYS,
)
