"""Opening hours as people write them: 周一至周五 08:30-12:00 13:30-17:30；周六 09:00-12:00."""

import re
from collections.abc import Iterable
from typing import Final, get_args

from generator.model.centre import ALL_DAY, OpenHours, Weekday
from generator.sheets.values import plain

_DAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
_SIGNS: Final = "一二三四五六日"
_NUMBER: Final = {**{sign: number for number, sign in enumerate(_SIGNS)}, "天": 6}
_DAY: Final = "(?:星期|周)?([一二三四五六日天])"
_RANGE: Final = re.compile(f"{_DAY}(?:至|到|-|~){_DAY}")
_ONE: Final = re.compile(_DAY)
_EVERY: Final = re.compile("每天|每日|全周")
_SPAN: Final = re.compile(r"(上午|下午)?\s*(\d{1,2}):(\d\d)\s*(?:至|到|-|~)\s*(?:次日)?\s*(\d{1,2}):(\d\d)", re.ASCII)
_ALL_DAY: Final = re.compile(r"(.*?)\s*(?:全天)?\s*24\s*(?:小时|h)", re.ASCII | re.IGNORECASE)
_NOON: Final = 12

Hours = tuple[tuple[Weekday, ...], tuple[str, ...]]
"""Days, and the spans in which it is open on them."""


def hours_of(text: str) -> tuple[Hours, ...] | None:
    """What a text says; None where it cannot be told for certain."""
    found: list[Hours] = []
    for part in filter(None, (one.strip() for one in re.split(r"[;\n]", plain(text)))):
        if (whole := _ALL_DAY.fullmatch(part)) and (days := _days(whole[1])):
            found.append((days, (ALL_DAY,)))
            continue
        first = _SPAN.search(part)
        if first is None:
            return None
        days = _days(part[: first.start()])
        rest = _SPAN.sub("", part[first.start() :])
        if days is None or re.sub(r"[\s,、和及]", "", rest):
            return None
        found.append((days, tuple(_span(*parts) for parts in _SPAN.findall(part))))
    return tuple(found) or None


def hours_text(hours: Iterable[OpenHours]) -> str:
    """What a sheet says of hours, as `hours_of` reads it."""
    return "；".join(f"{'、'.join(map(_day_text, one.days))} {' '.join(map(_span_text, one.open))}" for one in hours)


def _day_text(day: Weekday) -> str:
    return f"周{_SIGNS[_DAYS.index(day)]}"


def _span_text(span: str) -> str:
    return "24小时" if span == ALL_DAY else span


def _span(half: str, since: str, since_minutes: str, until: str, until_minutes: str) -> str:
    """A span by the clock of 24 hours: 下午1:30-5:30 is 13:30-17:30."""
    later = _NOON if half == "下午" else 0
    hours = [int(hour) + (later if int(hour) < _NOON else 0) for hour in (since, until)]
    return f"{hours[0]:02}:{since_minutes}-{hours[1]:02}:{until_minutes}"


def _days(text: str) -> tuple[Weekday, ...] | None:
    text = re.sub(r"[\s:]", "", text)
    if _EVERY.fullmatch(text):
        return _DAYS
    days: set[int] = set()
    for part in filter(None, re.split("[,、和及]", text)):
        if found := _RANGE.fullmatch(part):
            first, last = _NUMBER[found[1]], _NUMBER[found[2]]
            if first > last:
                return None
            days |= {*range(first, last + 1)}
        elif found := _ONE.fullmatch(part):
            days.add(_NUMBER[found[1]])
        else:
            return None
    return tuple(day for number, day in enumerate(_DAYS) if number in days) or None
