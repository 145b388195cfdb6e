"""Periods, and the days that count."""

import datetime
from dataclasses import dataclass

from generator.verifying.published.figures import Json

SATURDAY = 5
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def day(text: str) -> datetime.date:
    """A day of the data."""
    return datetime.date.fromisoformat(text)


def period_on(board: Json, date: str) -> str:
    """The period of a board that a day belongs to."""
    at, kind = day(date), board["period"]
    if kind == "week":
        year, week, _ = at.isocalendar()
        return f"{year:04}-W{week:02}"
    length = MONTHS[kind]
    months = at.year * 12 + at.month - 1
    year, month = divmod(months - (months - (board.get("year_begins", 1) - 1)) % length, 12)
    if kind == "month":
        return f"{year:04}-{month + 1:02}"
    if kind == "quarter" and month % 3 == 0:
        return f"{year:04}-Q{month // 3 + 1}"
    if kind == "half-year" and month % 6 == 0:
        return f"{year:04}-H{month // 6 + 1}"
    return f"{year:04}-Y" if kind == "year" and month == 0 else f"{year:04}-{month + 1:02}-{length}m"


def first_day(period: str) -> datetime.date:
    """The first day of a period."""
    year, part = int(period[:4]), period[5:]
    if part.startswith("W"):
        return datetime.date.fromisocalendar(year, int(part[1:]), 1)
    if part[0] == "Q":
        return datetime.date(year, 3 * int(part[1:]) - 2, 1)
    if part[0] == "H":
        return datetime.date(year, 6 * int(part[1:]) - 5, 1)
    return datetime.date(year, 1 if part[0] == "Y" else int(part[:2]), 1)


def last_day(period: str) -> datetime.date:
    """The last day of a period."""
    first, part = first_day(period), period[5:]
    if part.startswith("W"):
        return first + datetime.timedelta(days=6)
    length = {"Q": 3, "H": 6, "Y": 12}.get(part[0]) or (int(part[3:-1]) if part.endswith("m") else 1)
    return months_after(first, length) - datetime.timedelta(days=1)


def months_after(at: datetime.date, count: int) -> datetime.date:
    """The same day so many months later; where that month is shorter, its last day."""
    months = at.year * 12 + at.month - 1 + count
    first = datetime.date(months // 12, months % 12 + 1, 1)
    following = datetime.date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first.replace(day=min(at.day, (following - datetime.timedelta(days=1)).day))


def standard_of(board: Json, period: str) -> str:
    """The edition that judges a period of a board."""
    for one in board.get("earlier", ()):
        if period <= one["until"]:
            return str(one["standard"])
    return str(board["standard"])


def judges(board: Json, period: str) -> bool:
    """Whether a board judges a period at all."""
    since, until = board.get("since"), board.get("until")
    return (since is None or period >= since) and (until is None or period <= until)


@dataclass
class Days:
    """The working days, as `calendar.json` has them."""

    years: set[int]
    holidays: set[datetime.date]
    make_up: set[datetime.date]

    def works(self, at: datetime.date) -> bool:
        """Whether people work on a day; of a year that is not announced, from Monday to Friday."""
        return at in self.make_up or (at.weekday() < SATURDAY and at not in self.holidays)

    def after(self, at: datetime.date, count: int) -> datetime.date:
        """The so-manieth working day after a day, which does not count itself."""
        for _ in range(count):
            at += datetime.timedelta(days=1)
            while not self.works(at):
                at += datetime.timedelta(days=1)
        return at


def days_of(calendar: Json) -> Days:
    """Read `calendar.json`."""
    return Days(
        set(calendar.get("years", ())),
        {day(one["day"]) for one in calendar.get("holidays", ())},
        {day(one) for one in calendar.get("workdays", ())},
    )
