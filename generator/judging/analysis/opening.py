"""Opening hours that standards demand, held against those that centres publish."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from generator.judging.scoring.editions import by_edition
from generator.model.centre import ALL_DAY, Centre, OpenHours, Weekday
from generator.model.dataset import Rulebook
from generator.model.standard import Clause, Standard

_DAYS: Final[tuple[Weekday, ...]] = get_args(Weekday)
_DAY: Final = 24 * 60
"""Minutes."""
_WEEK: Final = len(_DAYS) * _DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """Times on some weekdays that are demanded and not given."""

    days: tuple[Weekday, ...]
    spans: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldHours:
    """What a clause demands of the hours of a centre, and what the centre lacks of it."""

    standard: Standard
    clause: Clause
    lacking: tuple[Lacking, ...]
    """By its own hours. Empty: it gives all that is demanded; so too where it publishes none."""
    windows: tuple[tuple[str, tuple[Lacking, ...]], ...]
    """By id, the windows in service that have hours of their own and lack something."""


def held_hours(rulebook: Rulebook, centre: Centre, day: datetime.date) -> tuple[HeldHours, ...]:
    """Every clause that demands hours of a centre, by standard: of each the edition that is in force on a day."""
    return tuple(
        HeldHours(
            standard=standard,
            clause=clause,
            lacking=lacking(clause.hours, centre.hours) if centre.hours else (),
            windows=tuple(
                (window.id, found)
                for window in centre.windows
                if window.hours and (window.closed is None or window.closed >= day)
                if (found := lacking(clause.hours, window.hours))
            ),
        )
        for standard, clause in clauses_in_force(rulebook, centre, day)
        if clause.hours
    )


def clauses_in_force(rulebook: Rulebook, centre: Centre, day: datetime.date) -> Iterator[tuple[Standard, Clause]]:
    """The clauses that bind a centre by its trade, by standard: of each the edition that is in force on a day."""
    for _, editions in sorted(by_edition(rulebook.standards.values()).items()):
        there = [one for one in editions if one.effective <= day]
        if there and centre.trade in there[-1].applies_to:
            for section in there[-1].sections:
                yield from ((there[-1], clause) for clause in section.clauses)


def lacking(demanded: Iterable[OpenHours], given: Iterable[OpenHours]) -> tuple[Lacking, ...]:
    """The times that are demanded and not given; days that lack the same stand together, in the order of the week."""
    open_at = sorted(_minutes(given))
    by_day: dict[Weekday, list[str]] = {}
    for since, until in sorted(_minutes(demanded)):
        for first, last in _gaps(since, until, open_at):
            by_day.setdefault(_DAYS[first // _DAY], []).append(f"{_clock(first)}-{_clock(last)}")
    found: dict[tuple[str, ...], list[Weekday]] = {}
    for day, spans in by_day.items():
        found.setdefault(tuple(spans), []).append(day)
    return tuple(Lacking(days=tuple(days), spans=spans) for spans, days in found.items())


def _minutes(hours: Iterable[OpenHours]) -> Iterator[tuple[int, int]]:
    """The spans of a week in minutes from its beginning, each within one day: what goes on past midnight is two."""
    for one in hours:
        for day in one.days:
            begun = _DAYS.index(day) * _DAY
            for span in one.open:
                since, until = (0, _DAY) if span == ALL_DAY else map(_minute, span.split("-"))
                if until > since:
                    yield begun + since, begun + until
                else:
                    yield begun + since, begun + _DAY
                    if until:
                        yield (begun + _DAY) % _WEEK, (begun + _DAY) % _WEEK + until


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute % _DAY // 60:02}:{minute % 60:02}"


def _gaps(since: int, until: int, open_at: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a span that no other covers; the others by their beginning."""
    for first, last in open_at:
        if last <= since or first >= until:
            continue
        if first > since:
            yield since, first
        since = max(since, last)
    if since < until:
        yield since, until
