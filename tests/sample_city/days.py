"""Months and working days of the sample city."""

import datetime
from collections.abc import Iterator
from typing import Final

NEWEST_MONTH: Final = (2026, 10)

_HOLIDAYS: Final = (
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 3)),
    (datetime.date(2026, 2, 15), datetime.date(2026, 2, 23)),
    (datetime.date(2026, 4, 4), datetime.date(2026, 4, 6)),
    (datetime.date(2026, 5, 1), datetime.date(2026, 5, 5)),
    (datetime.date(2026, 6, 19), datetime.date(2026, 6, 21)),
    (datetime.date(2026, 9, 25), datetime.date(2026, 9, 27)),
    (datetime.date(2026, 10, 1), datetime.date(2026, 10, 8)),
)
"""First and last day of each break; make-up days at weekends are left free too."""


def newest_months(count: int) -> tuple[str, ...]:
    """The last `count` months up to the newest, oldest first, as `2026-10`."""
    year, month = NEWEST_MONTH
    last = year * 12 + month - 1
    return tuple(f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - count + 1, last + 1))


def working_weeks(month: str) -> tuple[tuple[datetime.date, ...], ...]:
    """The working days of a month, week by week; weeks without one are left out."""
    weeks: dict[datetime.date, list[datetime.date]] = {}
    for day in _days_of(month):
        if day.isoweekday() <= 5 and not any(first <= day <= last for first, last in _HOLIDAYS):
            weeks.setdefault(day - datetime.timedelta(days=day.weekday()), []).append(day)
    return tuple(tuple(days) for days in weeks.values())


def _days_of(month: str) -> Iterator[datetime.date]:
    day = datetime.date(int(month[:4]), int(month[5:]), 1)
    while f"{day:%Y-%m}" == month:
        yield day
        day += datetime.timedelta(days=1)
