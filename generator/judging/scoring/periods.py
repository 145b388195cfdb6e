"""Periods: which one a day belongs to, and when it ends."""

import datetime
from typing import Literal

PeriodKind = Literal["month", "quarter"]


def period_of(day: datetime.date, kind: PeriodKind) -> str:
    """The period of a day: `2026-10` or `2026-Q4`. Periods sort as text in the order of time."""
    return f"{day.year:04}-{day.month:02}" if kind == "month" else f"{day.year:04}-Q{(day.month + 2) // 3}"


def first_day(period: str) -> datetime.date:
    """The first day of a period."""
    year, part = int(period[:4]), period[5:]
    return datetime.date(year, 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part), 1)


def last_day(period: str) -> datetime.date:
    """The last day of a period."""
    first = first_day(period)
    months = first.year * 12 + first.month - 1 + (3 if "Q" in period else 1)
    return datetime.date(months // 12, months % 12 + 1, 1) - datetime.timedelta(days=1)
