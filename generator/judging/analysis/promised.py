"""By when results are promised to be public (公布期限), what is due next, and what came late.

The days are those of the data and of the chain of releases, never of a clock: whoever reads on a later day compares the
promised one with their own.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.judging.process.clocks import clocks_of
from generator.judging.scoring.editions import judges
from generator.judging.scoring.periods import first_day, last_day, period_on
from generator.model.cases import HeldPeriod, Process
from generator.model.keys import PlaceKey
from generator.model.rules import Board
from generator.model.scores import BoardPeriod

ONE_DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """A period whose results are not public yet, and the last day on which they are in time."""

    place: PlaceKey
    due: datetime.date


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """A period whose results came after the promised day."""

    place: PlaceKey
    due: datetime.date
    public: datetime.date
    """The day on which they came."""

    @property
    def days(self) -> int:
        """How late they were."""
        return (self.public - self.due).days


def due_day(process: Process, period: str) -> datetime.date | None:
    """The last day on which the results of a period are in time; None where the policy promises nothing."""
    within = clocks_of(process, period).publish_within
    return None if within is None else last_day(period) + datetime.timedelta(days=within)


def promise_of(
    process: Process, board: Board, public: Iterable[BoardPeriod], held: Iterable[HeldPeriod], day: datetime.date
) -> Promise | None:
    """What a board owes next on a day; None where it owes nothing.

    That is the first period after the newest that is over and public, whether anybody was inspected in it or not; on a
    board of which nothing is public the oldest that is held, or the one that runs. `public`: newest first.
    """
    over = next((one.period for one in public if one.closed), None)
    if over is not None:
        period = _following(board, over)
    else:
        period = min((one.period for one in held), default=period_on(board, day))
    while first_day(period) <= day:
        due = due_day(process, period)
        if due is not None and judges(board, period):
            return Promise(place=PlaceKey(board.id, period), due=due)
        period = _following(board, period)
    return None


def published_late(
    process: Process, released: Mapping[PlaceKey, datetime.date], publications: Sequence[datetime.date]
) -> Iterator[Late]:
    """The periods that came late, in the order of `released`, which has the day on which each could be public.

    `publications`: the days of the chain of releases, the oldest first; empty where none is known. What could be public
    after the first of them was so with the next one. Of what could be public before nobody knows when it was.
    """
    for place, could in released.items():
        due = due_day(process, place.period)
        began = bool(publications) and could > publications[0]
        public = next((one for one in publications if one >= could), could) if began else could
        if due is not None and public > due:
            yield Late(place=place, due=due, public=public)


def _following(board: Board, period: str) -> str:
    return period_on(board, last_day(period) + ONE_DAY)
