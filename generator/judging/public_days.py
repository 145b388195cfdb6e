"""Public holidays and make-up working days of mainland China, of the years that are announced."""

import datetime
from collections.abc import Iterator

from chinese_calendar import Holiday, holidays, workdays  # type: ignore[import-untyped]  # the library has no types

_WEEKEND = 5


def known_years() -> range:
    """The years whose holidays are announced, as far as the program knows."""
    return range(min(holidays).year, max(holidays).year + 1)


def days_off(year: int) -> Iterator[tuple[datetime.date, str]]:
    """The days of a year's public holidays, weekends among them included, and their names; none of an unknown year."""
    for day, holiday in sorted(holidays.items()):
        if day.year == year:
            yield day, Holiday(holiday).chinese


def make_up_days(year: int) -> Iterator[datetime.date]:
    """The Saturdays and Sundays of a year that are worked to make up for a holiday; none of an unknown year."""
    yield from sorted(day for day in workdays if day.year == year)


def is_working(day: datetime.date) -> bool:
    """Whether people work on a day; in a year that is not announced, Monday to Friday."""
    if day in workdays:
        return True
    return day.weekday() < _WEEKEND and day not in holidays
