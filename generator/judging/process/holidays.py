"""Public holidays and make-up working days of mainland China, of the years that are announced."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from chinese_calendar import Holiday, holidays, workdays  # type: ignore[import-untyped]  # the library has no types

from generator.model.rules import Policy, StatedHoliday, StatedYear

WEEKEND: Final = 5
"""Saturday, as Python counts the days of a week."""


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Calendar:
    """The days that differ from their weekday, of the years that are known. It is equal to no other but itself."""

    years: frozenset[int]
    holidays: Mapping[datetime.date, str]
    """Days off, weekends within a holiday among them, and their names."""
    make_up: frozenset[datetime.date]
    """Saturdays and Sundays that are worked."""


ANNOUNCED: Final = Calendar(
    years=frozenset(day.year for day in holidays),
    holidays={day: Holiday(holiday).chinese for day, holiday in sorted(holidays.items())},
    make_up=frozenset(workdays),
)
"""What the library knows."""


NOTHING_KNOWN: Final = Calendar(years=frozenset(), holidays={}, make_up=frozenset())

NATIONAL: Final = frozenset(
    ("Asia/Shanghai", "Asia/Urumqi", "Asia/Kashgar", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin")
)
"""The time zones of mainland China: where its holidays hold. Anywhere else a policy states those of its own."""


def calendar_in(policy: Policy) -> Calendar:
    """The calendar that a policy runs by."""
    return calendar_of(policy.calendar, national=policy.time_zone in NATIONAL)


@cache
def calendar_of(stated: tuple[StatedYear, ...], *, national: bool = True) -> Calendar:
    """What the library knows, the years that a policy states besides, and regional holidays of a year that both know.

    Of such a year the national days are the library's; outside the country nothing is the library's.
    """
    known = ANNOUNCED if national else NOTHING_KNOWN
    new = [year for year in stated if year.year not in known.years]
    own = [(day, name) for year in stated for day, name in (stated_days(year) if year in new else regional_days(year))]
    worked = (day for year in stated if year in new or any(regional_days(year)) for day in year.workdays)
    return Calendar(
        years=known.years.union(year.year for year in new),
        holidays={**known.holidays, **dict(own)},
        make_up=known.make_up.union(worked) - {day for day, _ in own},
    )


def regional_days(year: StatedYear) -> Iterator[tuple[datetime.date, str]]:
    """The days of those stated holidays that have no day in common with a national one, and their names."""
    for holiday in year.holidays:
        days = tuple(days_of(holiday))
        if not any(day in ANNOUNCED.holidays for day in days):
            yield from ((day, holiday.name) for day in days)


def stated_days(year: StatedYear) -> Iterator[tuple[datetime.date, str]]:
    """Each day of the holidays that are stated, and its name."""
    yield from ((day, holiday.name) for holiday in year.holidays for day in days_of(holiday))


def days_of(holiday: StatedHoliday) -> Iterator[datetime.date]:
    """Its days, in order; none where it ends before it begins."""
    last = holiday.until or holiday.since
    yield from (holiday.since + datetime.timedelta(number) for number in range((last - holiday.since).days + 1))


def days_off(calendar: Calendar, year: int) -> Iterator[tuple[datetime.date, str]]:
    """The days of a year's public holidays, weekends among them included, and their names; none of an unknown year."""
    yield from sorted((day, name) for day, name in calendar.holidays.items() if day.year == year)


def make_up_days(calendar: Calendar, year: int) -> Iterator[datetime.date]:
    """The Saturdays and Sundays of a year that are worked to make up for a holiday; none of an unknown year."""
    yield from sorted(day for day in calendar.make_up if day.year == year)


def works(calendar: Calendar, day: datetime.date) -> bool:
    """Whether a day is a working day; of a year whose holidays are not known, whether it is one of Monday to Friday."""
    return is_working(calendar, day) if day.year in calendar.years else day.weekday() < WEEKEND


def is_working(calendar: Calendar, day: datetime.date) -> bool:
    """Whether people work on a day; in a year that is not announced, Monday to Friday."""
    return day in calendar.make_up or (day.weekday() < WEEKEND and day not in calendar.holidays)
