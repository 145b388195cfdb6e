"""When each period of each board is published, and what is said of those that are held."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from generator.judging.process.docket import Docket
from generator.judging.process.settling import Settled, exposed_rows
from generator.judging.process.workdays import ONE_DAY, after
from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.ranking import Where
from generator.model.cases import HeldPeriod, HeldState
from generator.model.keys import RowKey
from generator.model.scores import BoardPeriod, Standing


class Releases:
    """The days of publication, by the cases of a docket."""

    def __init__(self, docket: Docket) -> None:
        self.docket = docket
        self.as_of, self.calendar = docket.as_of, docket.calendar

    def linked(self, place: Where) -> frozenset[Where]:
        """A place, and those that it waits for: as long or shorter ones that show the same, and theirs in turn."""
        found, left = {place}, [place]
        while left:
            one = left.pop()
            new = {other for other in self.docket.beside(one) if _length(other) <= _length(one)} - found
            found |= new
            left += new
        return frozenset(found)

    def waits(self, place: Where) -> bool:
        """Whether a place is held before it is published: it has a preview, or something that it is linked with has."""
        return any(self.docket.preview(period) for _, period in self.linked(place))

    def days(self, places: Mapping[Where, Settled]) -> dict[Where, datetime.date | None]:
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

    def held(self, period: BoardPeriod, day: datetime.date | None) -> HeldPeriod:
        """What may be said of a period that is not released."""
        over = self.as_of > last_day(period.period)
        unnoticed = self._unnoticed(period) if over and day is None and self.docket.preview(period.period) else 0
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

    def _release(self, settled: Settled) -> datetime.date | None:
        """The day on which a period is published as things stand; None while it runs and has to be held.

        Without a preview that is the day after its last: until then it is published as it stands.
        """
        end = last_day(settled.period.period)
        preview = self.docket.preview(settled.period.period)
        if not preview:
            return end + ONE_DAY
        if self.as_of <= end:
            return None
        freed = [*((row, None) for row in exposed_rows(settled.period)), *settled.freed]
        freed += [(row, None) for row in _rows(settled.period) if self._left(row.key)]
        days = [(row, self._freed(row, left)) for row, left in freed]
        public = max([end + ONE_DAY, *(day for _, day in days if day is not None)])
        wanting = [row for row, day in days if day is None]
        return public if not wanting or self._was_public(settled.period, public, wanting) else None

    def _freed(self, row: Standing, left: datetime.date | None) -> datetime.date | None:
        """The day from which a row holds its period no longer, as things stand. `left`: when an appeal took it off."""
        return min((day for day in (self._over(row.key), self.docket.waived(row.key), left) if day), default=None)

    def _was_public(self, period: BoardPeriod, public: datetime.date, wanting: Iterable[Standing]) -> bool:
        """Whether a period was public before corrections exposed those of whom notice is wanting: it waits for none.

        `public`: since when it would be without them. One of them is new on the list if its own correction says so, or
        if it has none and took the place of one that a correction took off.
        """
        over = after(self.calendar, last_day(period.period), self.docket.preview(period.period) + 1)
        since = max(public, over)
        vacant = sum(self._left(row.key, since) for row in _rows(period))
        for row in wanting:
            if not self._is_new(row, since):
                vacant -= 1
                if vacant < 0 or any(self.docket.changes(row.key)):
                    return False
        return True

    def _is_new(self, row: Standing, since: datetime.date) -> bool:
        """Whether a correction says that it put a row where it is told of, after the period was public."""
        for day, changes in self.docket.changes(row.key):
            for one in changes if since <= day <= self.as_of else ():
                if one.figure == "list" and one.old != "green" and one.new == "green":
                    return True
                if row.listed != "green" and one.figure == "band":  # it only lacks certainty, which no case tells
                    return True
        return False

    def _unnoticed(self, period: BoardPeriod) -> int:
        """Windows of a period whose notice is wanting."""
        return sum(self._freed(row, None) is None for row in exposed_rows(period))

    def _previews(self, period: BoardPeriod) -> int:
        """Windows of a period that is over whose preview is not."""
        if not self.docket.preview(period.period):
            return 0
        days = (self._over(row.key) for row in exposed_rows(period) if self.docket.waived(row.key) is None)
        return sum(day is not None and self.as_of < day for day in days)

    def _left(self, row: RowKey, since: datetime.date = datetime.date.min) -> bool:
        """Whether a correction took a row off the green list: until then it had its preview like any other."""
        changes = (one for day, of_case in self.docket.changes(row) if since <= day for one in of_case)
        return any(one.figure == "list" and one.old == "green" for one in changes)

    def _over(self, row: RowKey) -> datetime.date | None:
        """The first day after the preview of a row; None while the notice is wanting that it counts from."""
        begun = self.docket.noticed(row)
        return None if begun is None else after(self.calendar, begun, self.docket.preview(row.period) + 1)


def _rows(period: BoardPeriod) -> Iterator[Standing]:
    """Every row of a period."""
    yield from (*period.ranked, *period.unrated)


def _length(place: Where) -> int:
    """The days of a period."""
    return (last_day(place[1]) - first_day(place[1])).days
