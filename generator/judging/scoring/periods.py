"""Periods: which one a day belongs to, and when it begins and ends.

A period is named by its own text, from which its days follow: a week `2026-W41` (Monday to Sunday, by ISO 8601), a
month `2026-10`, a quarter `2026-Q4`, a half-year `2026-H2`, a year `2026-Y`. Where years begin in another month than
January, a period that does not agree with one of these is named by its first month and its length: `2026-04-12m`.
Periods of one board sort as text in the order of time.
"""

import datetime
from collections.abc import Mapping
from typing import Final, Literal

from generator.model.rules import Board, PeriodKind

_MONTHS: Final[Mapping[Literal["month", "quarter", "half-year", "year"], int]] = {
    "month": 1,
    "quarter": 3,
    "half-year": 6,
    "year": 12,
}


def period_of(day: datetime.date, kind: PeriodKind, year_begins: int = 1) -> str:
    """The period of a day. `year_begins`: the month in which years are counted from."""
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    length = _MONTHS[kind]
    months = day.year * 12 + day.month - 1
    first = months - (months - (year_begins - 1)) % length
    year, month = divmod(first, 12)
    match kind:
        case "month":
            return f"{year:04}-{month + 1:02}"
        case "quarter" if month % 3 == 0:
            return f"{year:04}-Q{month // 3 + 1}"
        case "half-year" if month % 6 == 0:
            return f"{year:04}-H{month // 6 + 1}"
        case "year" if month == 0:
            return f"{year:04}-Y"
        case _:
            return f"{year:04}-{month + 1:02}-{length}m"


def period_on(board: Board, day: datetime.date) -> str:
    """The period of a board that a day belongs to."""
    return period_of(day, board.period, board.year_begins)


def first_day(period: str) -> datetime.date:
    """The first day of a period."""
    year, part = int(period[:4]), period[5:]
    if part.startswith("W"):
        return datetime.date.fromisocalendar(year, int(part[1:]), 1)
    return datetime.date(year, _first_month(part), 1)


def last_day(period: str) -> datetime.date:
    """The last day of a period."""
    first, part = first_day(period), period[5:]
    if part.startswith("W"):
        return first + datetime.timedelta(days=6)
    months = first.year * 12 + first.month - 1 + _length(part)
    return datetime.date(months // 12, months % 12 + 1, 1) - datetime.timedelta(days=1)


def _first_month(part: str) -> int:
    match part[:1]:
        case "Q":
            return 3 * int(part[1:]) - 2
        case "H":
            return 6 * int(part[1:]) - 5
        case "Y":
            return 1
        case _:
            return int(part[:2])


def _length(part: str) -> int:
    """The months of a period; `04-12m` says so itself."""
    match part[:1]:
        case "Q":
            return 3
        case "H":
            return 6
        case "Y":
            return 12
        case _:
            return int(part[3:-1]) if part.endswith("m") else 1
