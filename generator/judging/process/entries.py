"""Where every exposure stands, and by when whatever was found is to be put right."""

import datetime
from collections.abc import Container, Iterable, Iterator, Mapping

from generator.judging.process.clocks import clocks_of
from generator.judging.process.docket import Docket
from generator.judging.process.settling import Settled, green_rows
from generator.judging.process.workdays import after, months_after
from generator.judging.scoring.ranking import Where
from generator.model.cases import CaseFile, Deadline, Entry, EntryState, Rectification, Relapse, of_kind
from generator.model.keys import RowKey
from generator.model.scores import Standing


class Exposures:
    """The entries of the green lists, and the clocks of findings that no entry has a clock for."""

    def __init__(self, docket: Docket, lost: Mapping[RowKey, tuple[str, ...]]) -> None:
        self.docket = docket
        self.as_of, self.calendar = docket.as_of, docket.calendar
        self.lost = lost
        self.relapsed: dict[tuple[str, str], tuple[Relapse, datetime.date]] = {}
        """By centre and case: what was found again, and the day since which that is public."""

    def tell(self, relapses: Iterable[Relapse], public: Mapping[Where, datetime.date]) -> None:
        """Take note of the relapses that may be told: those shown by a row that is public and under no appeal."""
        for one in relapses:
            day = public.get(one.place)
            if day is not None and max(day, one.date) <= self.as_of and one.key not in self.docket.hidden:
                self.relapsed[one.centre, one.case] = (one, max(day, one.date))

    def entries(self, places: Mapping[Where, Settled], public: Mapping[Where, datetime.date]) -> Iterator[Entry]:
        """The exposures of what is public, but for rows that an appeal hides."""
        for place, day in public.items():
            rows = (row for row in green_rows(places[place].period) if row.key not in self.docket.hidden)
            yield from sorted((self.entry(row, day) for row in rows), key=lambda one: one.who)

    def entry(self, row: Standing, released: datetime.date) -> Entry:
        """Where a row on the green list of a released period stands."""
        ended = [(case.opened, self.docket.ends(case)) for _, case in self.docket.contested.get(row.key, ())]
        public = max([released, *(end for opened, end in ended if opened <= released)])
        rectifications = [
            (file.id, case)
            for file, case in of_kind(self.docket.about.get(row.key, ()), Rectification)
            if case.opened <= self.as_of
        ]
        clocks = clocks_of(self.docket.process, row.period)
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
            waived=self.docket.waived(row.key) is not None,
            public=public,
            appeal_by=after(self.calendar, self.docket.noticed(row.key) or public, clocks.appeal),
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
        decided = (case.decision.date if case.decision else None for _, case in self.docket.contested.get(key, ()))
        return any(day is None or day > self.as_of for day in decided)

    def deadlines(self, told: Iterable[CaseFile], listed: Container[RowKey]) -> Iterator[Deadline]:
        """The clocks of findings to be put right that no entry has a clock for.

        None runs while an appeal holds the row, nor once appeals have struck all of these findings.
        """
        for file, case in of_kind(told, Rectification):
            if not case.clauses or case.opened > self.as_of:
                continue
            key = file.row(case.about)
            again = self.relapsed.get((file.centre, file.id))
            done = case.verified_by is not None and case.verified_by.date <= self.as_of
            if key in self.docket.hidden or key in listed or (done and again is None):
                continue
            if not {*case.clauses} & {*self.lost.get(key, ())}:
                continue
            limits = clocks_of(self.docket.process, case.about.period).rectification
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
