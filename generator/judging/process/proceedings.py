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
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, assert_never

from generator.judging.process.clocks import Timetable, clocks_of, noticed
from generator.judging.process.settling import Settled, exposed_rows, green_rows, without
from generator.judging.process.workdays import ONE_DAY, after, months_after
from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.ranking import Where, beside
from generator.model.cases import (
    Appeal,
    Case,
    CaseFile,
    Change,
    Correction,
    Deadline,
    Entry,
    EntryState,
    HeldPeriod,
    HeldState,
    K,
    Notice,
    Rectification,
    Relapse,
    Revision,
    Waiver,
    Withdrawal,
    amending,
    of_kind,
)
from generator.model.keys import RowKey, WindowKey
from generator.model.scores import BoardPeriod, Rated, Standing, Unrated

APPEALED: Final = Unrated(reason="appealed", found=Fraction(0), needed=Fraction(0))


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
    docket = _Docket(tuple(cases), timetable, as_of, lost, groups)
    docket.contest(proved)
    days = docket.releases(places)
    held = tuple(
        docket.held(places[place].period, days[place]) for place in places if docket.is_held(place, days[place])
    )
    public = {place: day for place, day in days.items() if day is not None and not docket.is_held(place, day)}
    docket.tell(relapses, public)
    entries = tuple(docket.entries(places, public))
    hidden = frozenset(key for key in docket.hidden if key.place in public)
    told = tuple(file for file in docket.cases if _may_be_told(file.case, public))
    revisions = [one for one in _revisions(docket, places, public, told) if one.key not in hidden]
    revisions.sort(key=lambda one: (one.centre, one.window, one.board, one.period, one.case))
    revisions.sort(key=lambda one: one.date, reverse=True)
    return Proceedings(
        boards={board: tuple(_released(board, places, public, hidden)) for board in boards},
        held=held,
        entries=entries,
        cases=told,
        revisions=tuple(revisions),
        released=public,
        praise=dict(_praise_until(timetable, public)),
        hidden=hidden,
        deadlines=tuple(docket.deadlines(told, hidden, {one.key for one in entries})),
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
            yield _masked(places[place], places[place].period, {row.who for row in hidden if row.place == place})


def _revisions(
    docket: "_Docket",
    places: Mapping[Where, Settled],
    public: Mapping[Where, datetime.date],
    told: Iterable[CaseFile],
) -> Iterator[Revision]:
    """Every figure that is another one than was published: by a decision on an appeal, or as a case records it.

    What a case says of the time before its period was public was never published, and is no correction of it.
    """
    for place, day in public.items():
        yield from _recomputed(places[place], docket, day)
    for file in told:
        if file.about and file.case.begun >= public[file.about.place]:
            yield from _recorded(file)


def _may_be_told(case: Case, public: Mapping[Where, datetime.date]) -> bool:
    return case.about is None or case.about.place in public


class _Docket:
    """The cases by the row that they are about, with the clocks that run over them."""

    def __init__(
        self,
        cases: tuple[CaseFile, ...],
        timetable: Timetable,
        as_of: datetime.date,
        lost: Mapping[RowKey, tuple[str, ...]],
        groups: Mapping[Where, frozenset[Where]],
    ) -> None:
        self.groups = groups
        self.cases = tuple(sorted(cases, key=lambda file: (file.centre, file.id)))
        self.timetable = timetable
        self.process, self.calendar = timetable.process, timetable.calendar
        self.as_of = as_of
        self.lost = lost
        self.about: dict[RowKey, list[CaseFile]] = {}
        self.relapsed: dict[tuple[str, str], tuple[Relapse, datetime.date]] = {}
        """By centre and case: what was found again, and the day since which that is public."""
        self.reasons = {
            (file.centre, file.id): case.decision.reason for file, case in of_kind(cases, Appeal) if case.decision
        }
        self.appealed = {(file.centre, file.id): case for file, case in of_kind(cases, Appeal)}
        self.contested: dict[RowKey, list[Appeal]] = {}
        """The appeals that have been opened, by every row that shows what they contest."""
        self.hidden: frozenset[RowKey] = frozenset()
        """The rows of which an appeal holds every figure, whether their period is public or not."""
        for file in self.cases:
            if file.about:
                self.about.setdefault(file.about, []).append(file)

    def tell(self, relapses: Iterable[Relapse], public: Mapping[Where, datetime.date]) -> None:
        """Take note of the relapses that may be told: those shown by a row that is public and under no appeal."""
        for one in relapses:
            day = public.get(one.place)
            if day is not None and max(day, one.date) <= self.as_of and one.key not in self.hidden:
                self.relapsed[one.centre, one.case] = (one, max(day, one.date))

    def contest(self, proved: Mapping[tuple[str, str], datetime.date]) -> None:
        """Find the rows that show what appeals contest, and those that are hidden for it. `proved`: days of events."""
        for file, case in of_kind(self.cases, Appeal):
            days = [one.date for one in case.findings]
            days += [proved[file.centre, name] for name in case.events if (file.centre, name) in proved]
            for place in self.beside(case.about.place) if case.opened <= self.as_of else ():
                first, last = first_day(place[1]), last_day(place[1])
                if place == case.about.place or not days or any(first <= day <= last for day in days):
                    self.contested.setdefault(RowKey(*place, *file.who), []).append(case)
        self.hidden = frozenset(
            key for key, appeals in self.contested.items() if any(self.as_of < self.ends(case) for case in appeals)
        )

    def ends(self, appeal: Appeal) -> datetime.date:
        """The first day on which an appeal hides nothing any more: of its decision, or after twice the time for it."""
        days = clocks_of(self.process, appeal.about.period).decision
        last = after(self.calendar, appeal.opened, 2 * days) + ONE_DAY
        return min(last, appeal.decision.date) if appeal.decision else last

    def of(self, row: RowKey, kind: type[K]) -> Iterator[K]:
        """The cases of one kind about a row."""
        return (case for _, case in of_kind(self.about.get(row, ()), kind))

    def beside(self, place: Where) -> frozenset[Where]:
        """A place, and all that show any of its inspections."""
        return beside(self.groups, place)

    def linked(self, place: Where) -> frozenset[Where]:
        """A place, and those that it waits for: as long or shorter ones that show the same, and theirs in turn."""
        found, left = {place}, [place]
        while left:
            one = left.pop()
            new = {other for other in self.beside(one) if _length(other) <= _length(one)} - found
            found |= new
            left += new
        return frozenset(found)

    def preview(self, period: str) -> int:
        """The working days of the preview of a period."""
        return clocks_of(self.process, period).preview

    def waits(self, place: Where) -> bool:
        """Whether a place is held before it is published: it has a preview, or something that it is linked with has."""
        return any(self.preview(period) for _, period in self.linked(place))

    def waived(self, row: Standing) -> datetime.date | None:
        """The day on which the centre first waived the preview of an entry."""
        days = [case.date for case in self.of(row.key, Waiver) if case.date <= self.as_of]
        return min(days, default=None)

    def releases(self, places: Mapping[Where, Settled]) -> dict[Where, datetime.date | None]:
        """The day on which each place is published as things stand; None while something runs that has to be held."""
        own = {place: self._release(settled) for place, settled in places.items()}
        found: dict[Where, datetime.date | None] = {}
        for place in places:
            if not self.waits(place):
                found[place] = own[place]
                continue
            days = [own[one] for one in self.linked(place) if one in own]
            known = [day for day in days if day is not None]
            found[place] = max(known) if len(known) == len(days) else None
        return found

    def is_held(self, place: Where, day: datetime.date | None) -> bool:
        """Whether a place with this day of release is not public yet; without a preview nothing is held."""
        return day is None or (day > self.as_of and self.waits(place))

    def _release(self, settled: Settled) -> datetime.date | None:
        """The day on which a period is published as things stand; None while it runs and has to be held.

        Without a preview that is the day after its last: until then it is published as it stands.
        """
        end = last_day(settled.period.period)
        preview = self.preview(settled.period.period)
        if not preview:
            return end + ONE_DAY
        if self.as_of <= end:
            return None
        freed = [*((row, None) for row in exposed_rows(settled.period)), *settled.freed]
        rows = [row for row in (*settled.period.ranked, *settled.period.unrated) if self._was_exposed(row.key)]
        freed += [(row, None) for row in rows]
        days = [self._freed(row, left) for row, left in freed]
        known = [day for day in days if day is not None]
        if len(known) < len(days) and not self._was_public(settled.period):
            return None
        return max([end + ONE_DAY, *known])

    def _freed(self, row: Standing, left: datetime.date | None) -> datetime.date | None:
        """The day from which a row holds its period no longer, as things stand. `left`: when an appeal took it off."""
        return min((day for day in (self._over(row.key), self.waived(row), left) if day), default=None)

    def _was_public(self, period: BoardPeriod) -> bool:
        """Whether figures of a period were corrected after it must have been public: it does not wait for a notice."""
        over = after(self.calendar, last_day(period.period), self.preview(period.period) + 1)
        rows = (row.key for row in (*period.ranked, *period.unrated))
        return any(
            over <= day <= self.as_of and any(one.figure != "record" for one in changes)
            for row in rows
            for day, changes in self._changes(row)
        )

    def _changes(self, row: RowKey) -> Iterator[tuple[datetime.date, tuple[Change, ...]]]:
        """What corrections and withdrawals say that they changed, and when."""
        yield from ((case.date, case.changes) for case in self.of(row, Correction))
        yield from ((case.date, case.changes) for case in self.of(row, Withdrawal))

    def _unnoticed(self, period: BoardPeriod) -> int:
        """Windows of a period whose notice is wanting."""
        return sum(self._freed(row, None) is None for row in exposed_rows(period))

    def _previews(self, period: BoardPeriod) -> int:
        """Windows of a period that is over whose preview is not."""
        if not self.preview(period.period):
            return 0
        days = (self._over(row.key) for row in exposed_rows(period) if self.waived(row) is None)
        return sum(day is not None and self.as_of < day for day in days)

    def _was_exposed(self, row: RowKey) -> bool:
        """Whether a correction took a row off the green list: until then it had its preview like any other."""
        changes = (one for _, of_case in self._changes(row) for one in of_case)
        return any(one.figure == "list" and one.old == "green" for one in changes)

    def noticed(self, row: RowKey) -> datetime.date | None:
        """The day from which preview and time to appeal of a row are counted, as things stand; None: of no day yet."""
        return noticed(
            self.timetable,
            row.period,
            (day for day, _ in self._changes(row) if day <= self.as_of),
            (one.date for one in self.of(row, Notice) if one.date <= self.as_of),
        )

    def notices(self) -> Iterator[tuple[RowKey, datetime.date]]:
        """The rows of which notice was given where the policy requires it, and the day."""
        for row in self.about:
            if clocks_of(self.process, row.period).notice == "required" and (day := self.noticed(row)):
                yield row, day

    def _over(self, row: RowKey) -> datetime.date | None:
        """The first day after the preview of a row; None while the notice is wanting that it counts from."""
        begun = self.noticed(row)
        return None if begun is None else after(self.calendar, begun, self.preview(row.period) + 1)

    def held(self, period: BoardPeriod, day: datetime.date | None) -> HeldPeriod:
        """What may be said of a period that is not released."""
        over = self.as_of > last_day(period.period)
        unnoticed = self._unnoticed(period) if over and day is None and self.preview(period.period) else 0
        state: HeldState = "preview" if day else "running"
        if over and not day:
            state = "unnoticed" if unnoticed else "waiting"
        return HeldPeriod(
            board=period.board,
            period=period.period,
            state=state,
            previews=0 if day is None else self._previews(period),
            public=day,
            inspections=sum(row.counted for row in (*period.ranked, *period.unrated)),
            unnoticed=unnoticed,
        )

    def entries(self, places: Mapping[Where, Settled], public: Mapping[Where, datetime.date]) -> Iterator[Entry]:
        """The exposures of what is public, but for rows that an appeal hides."""
        for place, day in public.items():
            rows = (row for row in green_rows(places[place].period) if row.key not in self.hidden)
            yield from sorted((self.entry(row, day) for row in rows), key=lambda one: one.who)

    def entry(self, row: Standing, released: datetime.date) -> Entry:
        """Where a row on the green list of a released period stands."""
        ended = [(case.opened, self.ends(case)) for case in self.contested.get(row.key, ())]
        public = max([released, *(end for opened, end in ended if opened <= released)])
        rectifications = [
            (file.id, case)
            for file, case in of_kind(self.about.get(row.key, ()), Rectification)
            if case.opened <= self.as_of
        ]
        clocks = clocks_of(self.process, row.period)
        limits = clocks.rectification
        verified, again = self._verified(row, rectifications)
        begun = max([public, *(since for _, since in again)])
        is_complex = any(case.difficulty == "complex" for _, case in rectifications)
        rectify_by = after(self.calendar, begun, limits.complex if is_complex else limits.simple)
        expires = months_after(public, clocks.expiry)
        state = _state(verified, expires, self.as_of)
        return Entry(
            board=row.board,
            period=row.period,
            centre=row.centre,
            window=row.window,
            state=state,
            waived=self.waived(row) is not None,
            public=public,
            appeal_by=after(self.calendar, self.noticed(row.key) or public, clocks.appeal),
            rectify_by=rectify_by,
            verified=verified,
            expires=expires,
            overdue=state == "current" and self.as_of > rectify_by,
            late=max(0, (verified - rectify_by).days) if verified else 0,
            relapsed=max((one.date for one, _ in again), default=None) if verified is None else None,
            appealed=self._is_contested(row.key),
        )

    def _is_contested(self, key: RowKey) -> bool:
        """Whether an appeal about a row is not decided on the day."""
        decided = (case.decision.date if case.decision else None for case in self.contested.get(key, ()))
        return any(day is None or day > self.as_of for day in decided)

    def deadlines(
        self, told: Iterable[CaseFile], hidden: Container[RowKey], listed: Container[RowKey]
    ) -> Iterator[Deadline]:
        """The clocks of findings to be put right that no entry has a clock for.

        None runs while an appeal holds the row, nor once appeals have struck all of these findings.
        """
        for file, case in of_kind(told, Rectification):
            if not case.clauses or case.opened > self.as_of:
                continue
            key = file.row(case.about)
            again = self.relapsed.get((file.centre, file.id))
            done = case.verified_by is not None and case.verified_by.date <= self.as_of
            if key in hidden or key in listed or (done and again is None):
                continue
            if not {*case.clauses} & {*self.lost.get(key, ())}:
                continue
            limits = clocks_of(self.process, case.about.period).rectification
            begun = again[1] if again else case.opened
            by = after(self.calendar, begun, limits.complex if case.difficulty == "complex" else limits.simple)
            left = (by - self.as_of).days
            yield Deadline(
                centre=file.centre,
                case=file.id,
                board=case.about.board,
                period=case.about.period,
                window=case.window,
                rectify_by=by,
                left=left,
                overdue=left < 0,
                relapsed=again[0].date if again else None,
            )

    def _verified(
        self, row: Standing, rectifications: Iterable[tuple[str, Rectification]]
    ) -> tuple[datetime.date | None, list[tuple[Relapse, datetime.date]]]:
        """The day since which everything that the row was listed for is verified, and the relapses that are told.

        None while something is not verified, or was lost again and no later inspection has verified it.
        """
        done = [
            (case.verified_by.date, name, case.clauses)
            for name, case in rectifications
            if case.verified_by and case.verified_by.date <= self.as_of
        ]
        again = [self.relapsed[row.centre, name] for _, name, _ in done if (row.centre, name) in self.relapsed]
        lost = {*self.lost.get(row.key, ()), *(clause for one, _ in again for clause in one.clauses)}
        covered: set[str] = set()
        for day, name, clauses in sorted(done):
            relapse = self.relapsed.get((row.centre, name))
            covered |= ({*clauses} or lost) - ({*relapse[0].clauses} if relapse else set())
            if lost <= covered:
                return day, again
        return None, again


def _state(verified: datetime.date | None, expires: datetime.date, as_of: datetime.date) -> EntryState:
    """Whatever came first took the entry off the list."""
    if verified is not None and verified < expires:
        return "rectified"
    return "expired" if as_of >= expires else "current"


def _length(place: Where) -> int:
    """The days of a period."""
    return (last_day(place[1]) - first_day(place[1])).days


def _masked(settled: Settled, period: BoardPeriod, appealed: Collection[WindowKey]) -> BoardPeriod:
    """A period of a board with these windows among the unrated, without a figure, and the others as they are alone."""
    rows = [row for row in (*period.ranked, *period.unrated) if row.who in appealed]
    if not rows:
        return period
    bare = [
        Standing(
            board=row.board,
            period=row.period,
            centre=row.centre,
            window=row.window,
            outcome=APPEALED,
            counted=0,
            coverage=Fraction(0),
            lowered=False,
            rank=0,
            listed="none",
        )
        for row in rows
    ]
    left = without(period, settled.rank, frozenset(appealed))
    return replace(left, unrated=tuple(sorted((*left.unrated, *bare), key=lambda row: row.who)))


def _recomputed(settled: Settled, docket: _Docket, released: datetime.date) -> Iterator[Revision]:
    """What upheld appeals changed after the period was released; what changed before was never public.

    Nor were the figures of a row that was appealed when its list came out, and until the decision: of it, the log says
    what came in the place of `appealed`.
    """
    for one in settled.restated:
        if one.cause.date <= released:
            continue
        rows = {row.who: row for row in (*one.after.ranked, *one.after.unrated)}
        own = one.cause.standing
        public, appeal = one.before, docket.appealed[own.centre, one.cause.case]
        if appeal.opened <= released and docket.ends(appeal) == one.cause.date:
            public = _masked(settled, public, {own.who})
        for old in (*public.ranked, *public.unrated):
            new = rows[old.who]
            changes = tuple(_changes(old, new))
            if changes:
                yield Revision(
                    centre=old.centre,
                    window=old.window,
                    board=old.board,
                    period=old.period,
                    case=one.cause.case,
                    case_centre="" if old.centre == own.centre else own.centre,
                    date=one.cause.date,
                    reason=docket.reasons[own.centre, one.cause.case],
                    changes=changes,
                )


def _changes(old: Standing, new: Standing) -> Iterator[Change]:
    """The figures in which two rows differ, as the files of scores write them."""
    before, now = _figures(old), _figures(new)
    for figure, value in now.items():
        if value != before[figure]:
            yield Change(figure=figure, old=before[figure], new=value)


def _figures(row: Standing) -> dict[Literal["score", "band", "rank", "list", "unrated"], str | None]:
    outcome = row.outcome
    rank = str(row.rank) if row.rank else None
    match outcome:
        case Rated():
            score, band = f"{outcome.score:f}", outcome.band
            return {"score": score, "band": band, "rank": rank, "list": row.listed, "unrated": None}
        case Unrated():
            return {"score": None, "band": None, "rank": rank, "list": row.listed, "unrated": outcome.reason}
        case _:
            assert_never(outcome)


def _recorded(file: CaseFile) -> Iterator[Revision]:
    """What a correction or a withdrawal says that it changed."""
    for _, case in amending((file,)):
        yield Revision(
            centre=file.centre,
            window=case.window,
            board=case.about.board,
            period=case.about.period,
            case=file.id,
            date=case.date,
            reason=case.reason,
            changes=case.changes,
        )
