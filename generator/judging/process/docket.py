"""The cases by the row that they are about, and what each of them says of its days."""

import datetime
from collections.abc import Iterator, Mapping

from generator.judging.process.clocks import Timetable, clocks_of, noticed
from generator.judging.process.settling import Settled
from generator.judging.process.workdays import ONE_DAY, after
from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.ranking import Where, beside
from generator.model.cases import Appeal, CaseFile, Change, Correction, K, Notice, Waiver, Withdrawal, of_kind
from generator.model.keys import RowKey


class Docket:
    """The cases by the row that they are about, with the clocks that run over them."""

    def __init__(
        self,
        cases: tuple[CaseFile, ...],
        timetable: Timetable,
        as_of: datetime.date,
        groups: Mapping[Where, frozenset[Where]],
    ) -> None:
        self.groups = groups
        self.cases = tuple(sorted(cases, key=lambda file: (file.centre, file.id)))
        self.timetable = timetable
        self.process, self.calendar = timetable.process, timetable.calendar
        self.as_of = as_of
        self.about: dict[RowKey, list[CaseFile]] = {}
        self.decisions = {
            (file.centre, file.id): case.decision for file, case in of_kind(self.cases, Appeal) if case.decision
        }
        """By centre and case, of appeals."""
        self.contested: dict[RowKey, list[tuple[CaseFile, Appeal]]] = {}
        """The appeals that have been opened, by every row that shows what they contest."""
        self.hidden: frozenset[RowKey] = frozenset()
        """The rows of which an appeal holds every figure, whether their period is public or not."""
        for file in self.cases:
            if file.about:
                self.about.setdefault(file.about, []).append(file)

    def contest(self, proved: Mapping[tuple[str, str], datetime.date], places: Mapping[Where, Settled]) -> None:
        """Find the rows that show what appeals contest, and those that are hidden for it. `proved`: days of events.

        A rating that stands for later periods too shows in them what it was given for; so does evidence that they use.
        """
        later = _shown_later(places)
        for file, case in of_kind(self.cases, Appeal):
            days = [one.date for one in case.findings]
            days += [proved[file.centre, name] for name in case.events if (file.centre, name) in proved]
            for place in self.beside(case.about.place) if case.opened <= self.as_of else ():
                first, last = first_day(place[1]), last_day(place[1])
                if place == case.about.place or not days or any(first <= day <= last for day in days):
                    own = RowKey(*place, *file.who)
                    for key in (own, *later.get(own, ())):
                        self.contested.setdefault(key, []).append((file, case))
        self.hidden = frozenset(
            key for key, appeals in self.contested.items() if any(self.is_open(case, self.as_of) for _, case in appeals)
        )

    def ends(self, appeal: Appeal) -> datetime.date:
        """The first day on which an appeal hides nothing any more: of its decision, or after twice the time for it."""
        days = clocks_of(self.process, appeal.about.period).decision
        last = after(self.calendar, appeal.opened, 2 * days) + ONE_DAY
        return min(last, appeal.decision.date) if appeal.decision else last

    def is_open(self, appeal: Appeal, day: datetime.date) -> bool:
        """Whether an appeal holds the figures of its rows on a day."""
        return appeal.opened <= day < self.ends(appeal)

    def is_unseen(self, key: RowKey, released: datetime.date) -> bool:
        """Whether an appeal hides a row, and has done so ever since its period was released."""
        appeals = (case for _, case in self.contested.get(key, ()) if case.opened <= released)
        return any(self.is_open(case, self.as_of) for case in appeals)

    def of(self, row: RowKey, kind: type[K]) -> Iterator[K]:
        """The cases of one kind about a row."""
        return (case for _, case in of_kind(self.about.get(row, ()), kind))

    def beside(self, place: Where) -> frozenset[Where]:
        """A place, and all that show any of its inspections."""
        return beside(self.groups, place)

    def preview(self, period: str) -> int:
        """The working days of the preview of a period."""
        return clocks_of(self.process, period).preview

    def waived(self, row: RowKey) -> datetime.date | None:
        """The day on which the centre first waived the preview of an entry."""
        days = [case.date for case in self.of(row, Waiver) if case.date <= self.as_of]
        return min(days, default=None)

    def changes(self, row: RowKey) -> Iterator[tuple[datetime.date, tuple[Change, ...]]]:
        """What corrections and withdrawals say that they changed, and when."""
        yield from ((case.date, case.changes) for case in self.of(row, Correction))
        yield from ((case.date, case.changes) for case in self.of(row, Withdrawal))

    def noticed(self, row: RowKey) -> datetime.date | None:
        """The day from which preview and time to appeal of a row are counted, as things stand; None: of no day yet."""
        return noticed(
            self.timetable,
            row.period,
            (day for day, _ in self.changes(row) if day <= self.as_of),
            (one.date for one in self.of(row, Notice) if one.date <= self.as_of),
        )

    def notices(self) -> Iterator[tuple[RowKey, datetime.date]]:
        """The rows of which notice was given where the policy requires it, and the day."""
        for row in self.about:
            if clocks_of(self.process, row.period).notice == "required" and (day := self.noticed(row)):
                yield row, day


def _shown_later(places: Mapping[Where, Settled]) -> dict[RowKey, list[RowKey]]:
    """The rows that show what a row of an earlier period shows, by it.

    They keep its rating, or their list takes its evidence together with their own.
    """
    found: dict[RowKey, list[RowKey]] = {}
    for one in places.values():
        for row in one.period.ranked:
            past = one.past if row.together else ()
            for period in {*past, row.held_from} - {None}:
                found.setdefault(RowKey(row.board, str(period), row.centre, row.window), []).append(row.key)
    return found
