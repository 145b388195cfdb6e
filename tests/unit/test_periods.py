"""Which period a day belongs to, and where periods end."""

import datetime

import pytest

from generator.judging.scoring.periods import first_day, last_day, period_of
from generator.model.rules import PeriodKind


@pytest.mark.parametrize(
    ("day", "kind", "period"),
    [
        ("2026-01-01", "month", "2026-01"),
        ("2026-01-31", "month", "2026-01"),
        ("2026-02-01", "month", "2026-02"),
        ("2026-12-31", "month", "2026-12"),
        ("2026-01-01", "quarter", "2026-Q1"),
        ("2026-03-31", "quarter", "2026-Q1"),
        ("2026-04-01", "quarter", "2026-Q2"),
        ("2026-09-30", "quarter", "2026-Q3"),
        ("2026-10-01", "quarter", "2026-Q4"),
        ("2026-12-31", "quarter", "2026-Q4"),
    ],
)
def test_a_day_lies_in_its_period(day: str, kind: PeriodKind, period: str) -> None:
    """The first and the last day of a month or quarter belong to it, and the days beside them do not."""
    assert period_of(datetime.date.fromisoformat(day), kind) == period


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_period_begins_and_ends(period: str, first: str, last: str) -> None:
    """Leap years and the turn of the year among them."""
    assert (first_day(period).isoformat(), last_day(period).isoformat()) == (first, last)
