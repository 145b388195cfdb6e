"""Due process: what may be published, which exposures are current, and when each of them ends.

All clocks count from the day the site speaks of, *as of*, and from the dates that cases give to their steps; a step
that lies after that day has not happened. With `end` the last day of a period, and `after(day, n)` the n-th working
day after a day, itself not counted (`judging.workdays`):

- A **running** period (as of ≤ end) is held, unless the policy has no preview (`preview: 0`).
- The **preview** is the first `preview` working days after `end`. Its entries could be public on the working day that
  follows, after(end, preview + 1).
  A correction or withdrawal during the preview gives notice anew: preview and time to appeal count from its day.
  Where the policy has `notice: required`, both count from the day of the notice instead, and after such a change from
  that of the next; without one the period is **unnoticed** and held, unless it was public before.
  A window that is borderline on the green side has its preview too: it is named there, with its score and findings.
- A **waiver** ends the preview of one of them, on its date at the earliest, and never before the period is over.
- A period is **released** as a whole, so that nobody can be singled out by elimination: on the latest of the days on
  which all of these could be public; the day after `end` where there is none. One that an upheld appeal took off is
  waited for until the decision, for until then it was there.
- A **longer board waits** for the shorter ones, and for its like, that show the same inspections
  (`sharing_inspections`): what one of them holds could be read in it. A month never waits for the quarter.
- An **appeal** may be opened until after(end, appeal). From its first day to the last before its decision, and at most
  for twice the `decision` days, every row that shows what it contests is **appealed**, whatever list it is on: no
  figure of it is shown, and the places of the others are those among themselves. Rejected, it goes on; upheld, its
  findings are struck (`judging.striking`), and the window may no longer be on the list at all. An appeal never puts
  another window onto the list or next to it. One that is not decided in twice the time is shown beside the row.
- An entry is **public** on the day its period is released, or, where it was appealed then, on the day on which that
  ended.
- It is to be put right by after(public, limit), the limit for complex cases if a rectification case says so; later it
  is **overdue** until it leaves the list.
- Findings that a rectification case names at a window that is not on the green list are to be put right by
  after(opened, limit), and are overdue from the next day until an inspection has verified it.
- It is **rectified** on the day of the inspection that verified it. That takes a verified rectification case for
  everything it lost points for: one that names no clause, or some that name all of them.
- It **relapses** where one of these clauses is lost again within `relapse_days` of the verification: from the day on
  which the row that shows it is public the entry is current again, with a new time to rectify, until a later inspection
  has verified it. So do findings that no entry has a clock for.
- It is **expired** on the day of the month, `expiry` months later, on which it became public.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.judging.process.clocks import Timetable, clocks_of
from generator.judging.process.docket import Docket
from generator.judging.process.entries import Exposures
from generator.judging.process.releasing import Releases
from generator.judging.process.revisions import masked, revisions_of
from generator.judging.process.settling import Settled
from generator.judging.process.workdays import after
from generator.judging.scoring.ranking import Where
from generator.model.cases import (
    CaseFile,
    Deadline,
    Entry,
    HeldPeriod,
    Relapse,
    Revision,
)
from generator.model.keys import RowKey
from generator.model.scores import BoardPeriod


@dataclass(frozen=True, kw_only=True, slots=True)
class Proceedings:
    """Where every board, entry and figure stands on a day."""

    boards: Mapping[str, tuple[BoardPeriod, ...]]
    """What is released, with appealed entries apart; every board is there."""
    held: tuple[HeldPeriod, ...]
    entries: tuple[Entry, ...]
    cases: tuple[CaseFile, ...]
    """Those that may be told: suspensions, and cases about released periods."""
    revisions: tuple[Revision, ...]
    released: Mapping[Where, datetime.date] = field(default_factory=dict)
    """The day of each released board and period."""
    praise: Mapping[Where, datetime.date] = field(default_factory=dict)
    """The last day on which a released red list stands open to objections, where the policy has such a time."""
    hidden: frozenset[RowKey] = frozenset()
    """The rows of which an undecided appeal holds every figure."""
    deadlines: tuple[Deadline, ...] = ()
    """By centre and case."""
    noticed: Mapping[RowKey, datetime.date] = field(default_factory=dict)
    """The day of the notice of every row that has one, where the policy requires it."""


def proceed(  # noqa: PLR0913, PLR0917  # all that decides, and nothing is left out
    boards: Mapping[str, Sequence[Settled]],
    cases: Iterable[CaseFile],
    timetable: Timetable,
    as_of: datetime.date,
    lost: Mapping[RowKey, tuple[str, ...]],
    groups: Mapping[Where, frozenset[Where]],
    relapses: Iterable[Relapse] = (),
    proved: Mapping[tuple[str, str], datetime.date] = MappingProxyType({}),
) -> Proceedings:
    """Say what is public on a day, and where every exposure stands.

    Args:
        boards: every board, by id, with its periods, newest first.
        cases: every case, each checked by `judging.case_checks`.
        timetable: by the policy.
        as_of: the day the site speaks of.
        lost: the clauses at which windows with a rectification case lost points.
        groups: what shows the same inspections, as `sharing_inspections` finds it.
        relapses: what was found again after it had been verified.
        proved: the day of every event, by centre and id.

    Raises UnknownYearError where a clock runs through a year whose holidays are not known.

    """
    places = {(board, one.period.period): one for board, periods in boards.items() for one in periods}
    docket = Docket(tuple(cases), timetable, as_of, groups)
    docket.contest(proved, places)
    releases = Releases(docket)
    days = releases.days(places)
    held = {place: day for place, day in days.items() if releases.is_held(place, day)}
    public = {place: day for place, day in days.items() if day is not None and place not in held}
    exposures = Exposures(docket, lost)
    exposures.tell(relapses, public)
    entries = tuple(exposures.entries(places, public))
    hidden = frozenset(key for key in docket.hidden if key.place in public)
    told = tuple(file for file in docket.cases if _may_be_told(docket, file, public))
    return Proceedings(
        boards={board: tuple(_released(board, places, public, hidden)) for board in boards},
        held=tuple(releases.held(places[place].period, day) for place, day in held.items()),
        entries=entries,
        cases=told,
        revisions=tuple(revisions_of(docket, places, public, told)),
        released=public,
        praise=dict(_praise_until(timetable, public)),
        hidden=hidden,
        deadlines=tuple(exposures.deadlines(told, {one.key for one in entries})),
        noticed=dict(docket.notices()),
    )


def _praise_until(timetable: Timetable, public: Mapping[Where, datetime.date]) -> Iterator[tuple[Where, datetime.date]]:
    """Until when a praise stands open to objections, where the policy says so."""
    for place, day in public.items():
        if length := clocks_of(timetable.process, place[1]).praise:
            yield place, after(timetable.calendar, day, length)


def _released(
    board: str, places: Mapping[Where, Settled], public: Iterable[Where], hidden: Iterable[RowKey]
) -> Iterator[BoardPeriod]:
    """The periods of a board that are public, without the figures of rows that an appeal hides."""
    for place in public:
        if place[0] == board:
            settled = places[place]
            own = {row.who for row in hidden if row.place == place}
            unseen = {(row.period, row.who) for row in hidden if row.board == board and row.period in settled.past}
            yield masked(settled.rank, settled.period, own, unseen)


def _may_be_told(docket: Docket, file: CaseFile, public: Mapping[Where, datetime.date]) -> bool:
    """Whether a case is told of: once its period is public.

    Only a window that is to be exposed is given notice of it, or waives its preview: while an appeal has held its row
    ever since the list came out, either would tell what the row withholds.
    """
    if file.about is None:
        return True
    place = file.about.place
    return place in public and not (file.case.tells_of_exposure and docket.is_unseen(file.about, public[place]))
