"""Counting in working days of mainland China, never through a year whose holidays are not announced."""

import datetime
from functools import cache

from generator.judging.process.holidays import Calendar, is_working

ONE_DAY = datetime.timedelta(days=1)

YEAR = 12


class UnknownYearError(Exception):
    """The holidays of a year are not known: counting through it would be a guess."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def after(calendar: Calendar, day: datetime.date, count: int) -> datetime.date:
    """The `count`-th working day after a day, which is itself not counted; for 0 the day itself.

    Raises UnknownYearError where the way leads through a year whose holidays are not known.
    """
    return _after(calendar, day, count)


@cache  # of a name of its own: what is cached takes any arguments, as far as a type checker knows
def _after(calendar: Calendar, day: datetime.date, count: int) -> datetime.date:
    for _ in range(count):
        day = _next(calendar, day)
        while not is_working(calendar, day):
            day = _next(calendar, day)
    return day


def _next(calendar: Calendar, day: datetime.date) -> datetime.date:
    following = day + ONE_DAY
    if following.year not in calendar.years:
        raise UnknownYearError(following.year)
    return following


def months_after(day: datetime.date, count: int) -> datetime.date:
    """The same day of the month, so many months later; where that month is shorter, its last day."""
    months = day.year * YEAR + day.month - 1 + count
    first = datetime.date(months // YEAR, months % YEAR + 1, 1)
    following = datetime.date((months + 1) // YEAR, (months + 1) % YEAR + 1, 1)
    return first.replace(day=min(day.day, (following - ONE_DAY).day))
