"""The clocks of due process: how long a period is held, and how long each side has."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.judging.process.holidays import Calendar
from generator.judging.process.workdays import after
from generator.judging.scoring.periods import last_day
from generator.model.cases import Clocks, HeldPeriod, Process, Rectification
from generator.model.scores import BoardPeriod


def clocks_of(process: Process, period: str) -> Clocks:
    """The clocks that a period runs by: the first of `earlier` that reach its last day, or those of now."""
    return next((one for one in process.earlier if last_day(period) <= one.until), process)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """How long everything may take, and which days count."""

    process: Process
    calendar: Calendar


def noticed(
    timetable: Timetable, period: str, changed: Iterable[datetime.date], given: Iterable[datetime.date] = ()
) -> datetime.date | None:
    """The day from which the preview of a row and the time to appeal are counted, as far as that is known.

    `changed`: the days of corrections and withdrawals about the row; `given`: those of notices. Where none is required
    it is the last of the period, and a change that comes during the preview is notice anew; one that comes after it
    changes what was published, and no clock. Where one is, it is the first notice, and after such a change the next
    one; None while that was not given.
    """
    clocks = clocks_of(timetable.process, period)
    if clocks.notice == "none" or not clocks.preview:
        begun = last_day(period)
        for day in sorted(changed):
            if begun < day < after(timetable.calendar, begun, clocks.preview + 1):
                begun = day
        return begun
    told: datetime.date | None = None
    for day, is_given in sorted([*((day, False) for day in changed), *((day, True) for day in given)]):
        if is_given and told is None:
            told = day
        elif not is_given and told and day < after(timetable.calendar, told, clocks.preview + 1):
            told = None
    return told


def lateness(case: Rectification, timetable: Timetable) -> int:
    """Days by which a rectification that no entry has a clock for was verified too late; 0 where it was in time."""
    if case.verified_by is None:
        return 0
    return max(0, (case.verified_by.date - rectify_by(case, timetable)).days)


def rectify_by(case: Rectification, timetable: Timetable) -> datetime.date:
    """The last day for a rectification that no entry has a clock for."""
    limits = clocks_of(timetable.process, case.about.period).rectification
    return after(timetable.calendar, case.opened, limits.complex if case.difficulty == "complex" else limits.simple)


def running_clocks(
    process: Process, boards: Mapping[str, Iterable[BoardPeriod]], held: Iterable[HeldPeriod]
) -> Iterator[tuple[tuple[str, str], Clocks]]:
    """The clocks of every board and period that is over: they have begun to run."""
    places = [(board, one.period) for board, periods in boards.items() for one in periods if one.closed]
    places += [one.place for one in held if one.state != "running"]
    yield from ((place, clocks_of(process, place[1])) for place in places)
