"""The log of what was published: every figure that became another one, by an appeal or by a correction."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal, assert_never

from generator.judging.process.docket import Docket
from generator.judging.process.settling import Settled, without
from generator.judging.scoring.ranking import Where
from generator.model.cases import Appeal, CaseFile, Change, Revision, amending
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Rated, Standing, Unrated

APPEALED: Final = Unrated(reason="appealed", found=Fraction(0), needed=Fraction(0))

_CaseKey = tuple[str, str]
"""Centre and case."""


def revisions_of(
    docket: Docket, places: Mapping[Where, Settled], public: Mapping[Where, datetime.date], told: Iterable[CaseFile]
) -> Iterator[Revision]:
    """Every figure that is another one than was published, the latest first, but for rows that an appeal hides now.

    What a case says of the time before its period was public was never published, and is no correction of it.
    """
    about: dict[Where, dict[_CaseKey, _Contest]] = {}
    for key, appeals in docket.contested.items():
        for file, case in appeals:
            contests = about.setdefault(key.place, {})
            contests.setdefault((file.centre, file.id), _Contest(case)).windows.add(key.who)
    found: list[Revision] = []
    for place, day in public.items():
        found += _History(docket, places[place], about.get(place, {}), day).revisions()
    found.reverse()
    for file in sorted(told, key=lambda file: file.id):
        if file.about and file.case.begun >= public[file.about.place]:
            found += _recorded(file)
    found.sort(key=lambda one: (one.centre, one.window, one.board, one.period))
    found.sort(key=lambda one: one.date, reverse=True)
    yield from (one for one in found if one.key not in docket.hidden)


def masked(
    settled: Settled,
    period: BoardPeriod,
    appealed: Collection[WindowKey],
    unseen: Collection[tuple[str, WindowKey]] = (),
) -> BoardPeriod:
    """A period of a board with these windows among the unrated, without a figure, and the others as they are alone.

    `unseen`: rows of earlier periods, by period and window, that are hidden too.
    """
    rows = [row for row in (*period.ranked, *period.unrated) if row.who in appealed]
    if not rows and not unseen:
        return period
    left = without(period, settled.rank, frozenset(appealed), unseen)
    return replace(left, unrated=tuple(sorted((*left.unrated, *map(_bare, rows)), key=lambda row: row.who)))


def _bare(row: Standing) -> Standing:
    """What is shown of a row that an appeal hides."""
    return Standing(
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


@dataclass(frozen=True, slots=True)
class _Contest:
    """An appeal, and the windows of a place of which it holds the figures."""

    appeal: Appeal
    windows: set[WindowKey] = field(default_factory=set)


class _History:
    """What a board showed of a period since it was released, from one step of an appeal to the next.

    An appeal that begins takes a row out, so the others move up; when it ends, by its decision or for want of one, the
    row comes back, and they move again. Upheld, it changes figures besides.
    """

    def __init__(
        self, docket: Docket, settled: Settled, contests: Mapping[_CaseKey, _Contest], released: datetime.date
    ) -> None:
        self.docket = docket
        self.settled = settled
        self.contests = contests
        self.released = released
        self.restated = {
            (one.cause.date, one.cause.standing.centre, one.cause.case): one
            for one in settled.restated
            if released < one.cause.date <= docket.as_of
        }

    def revisions(self) -> Iterator[Revision]:
        """What changed, in the order of the days."""
        steps = sorted({*self.restated, *self._turns()})
        if not steps:
            return
        stood = next((self.restated[one].before for one in steps if one in self.restated), self.settled.period)
        running = {name for name, one in self.contests.items() if self.docket.is_open(one.appeal, self.released)}
        last = {row.who: row for row in self._shown(stood, running)}
        struck: dict[WindowKey, _CaseKey] = {}
        for day, centre, name in steps:
            case = (centre, name)
            if restated := self.restated.get((day, *case)):
                stood = restated.after
                struck[restated.cause.standing.who] = case
            if case in self.contests and self.docket.is_open(self.contests[case].appeal, day):
                running.add(case)
            else:
                running.discard(case)
            for row in self._shown(stood, running):
                cause = struck.pop(row.who, None)
                old = last.get(row.who) or (_bare(row) if cause else row)
                yield from self._line(old, row, day, cause or case)
                last[row.who] = row

    def _turns(self) -> Iterator[tuple[datetime.date, str, str]]:
        """The days after the release on which an appeal began or ended, with the case."""
        for name, one in self.contests.items():
            for day in (one.appeal.opened, self.docket.ends(one.appeal)):
                if self.released < day <= self.docket.as_of:
                    yield (day, *name)

    def _shown(self, period: BoardPeriod, running: Iterable[_CaseKey]) -> Iterator[Standing]:
        """The rows of which figures are shown while these appeals run."""
        hidden = {who for name in running for who in self.contests[name].windows}
        found = masked(self.settled, period, hidden)
        return (row for row in (*found.ranked, *found.unrated) if row.who not in hidden)

    def _line(self, old: Standing, new: Standing, day: datetime.date, case: _CaseKey) -> Iterator[Revision]:
        changes = tuple(_changes(old, new))
        if changes:
            centre, name = case
            yield Revision(
                centre=new.centre,
                window=new.window,
                board=new.board,
                period=new.period,
                case=name,
                case_centre="" if new.centre == centre else centre,
                date=day,
                reason=self._reason(case, day),
                changes=changes,
            )

    def _reason(self, case: _CaseKey, day: datetime.date) -> str:
        """The reason of a decision; empty where an appeal only begins, or is not decided in its time."""
        decision = self.docket.decisions.get(case)
        return decision.reason if decision and decision.date <= day else ""


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
