"""The log of what was published: every figure that became another one, by an appeal or by a correction."""

import datetime
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.process.docket import Docket
from generator.judging.process.settling import Rank, Row, Settled, without
from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.ranking import Where
from generator.model.cases import Appeal, CaseFile, Logged, LoggedFigure, Revision, amending
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Interval, Rated, Standing, Unrated

APPEALED: Final = Unrated(reason="appealed", found=Fraction(0), needed=Fraction(0))

_CaseKey = tuple[str, str]
"""Centre and case."""

_OF_THE_RATED: Final[tuple[LoggedFigure, ...]] = ("score", "band", "rank", "unsettled", "interval", "range", "together")

_FOLLOWING: Final[frozenset[LoggedFigure]] = frozenset({"interval", "range"})
"""What moves with every row of a period that an appeal takes out of it: told one by one only where the appeal is about
an earlier period, and nobody would look for it there."""


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
        settled = places[place]
        earlier = {one: about.get((place[0], one), {}) for one in settled.past if (place[0], one) in public}
        found += _History(docket, settled, _Contests(about.get(place, {}), earlier), day).revisions()
    found.reverse()
    for file in sorted(told, key=lambda file: file.id):
        if file.about and file.case.begun >= public[file.about.place]:
            found += _recorded(file)
    found.sort(key=lambda one: (one.centre, one.window, one.board, one.period))
    found.sort(key=lambda one: one.date, reverse=True)
    yield from (one for one in found if one.key not in docket.hidden)


def masked(
    rank: Rank, period: BoardPeriod, appealed: Collection[WindowKey], unseen: Collection[Row] = ()
) -> BoardPeriod:
    """A period of a board with these windows among the unrated, without a figure, and the others as they are alone.

    `rank`: by which it has its places; `unseen`: rows of earlier periods that are hidden too.
    """
    rows = [row for row in (*period.ranked, *period.unrated) if row.who in appealed]
    if not rows and not unseen:
        return period
    left = without(period, rank, frozenset(appealed), unseen)
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


@dataclass(frozen=True, slots=True)
class _Contests:
    """The appeals by which figures of a place are held, each by its centre and id."""

    own: Mapping[_CaseKey, _Contest]
    """Those that contest its rows."""
    earlier: Mapping[str, Mapping[_CaseKey, _Contest]]
    """By period, those that contest rows of earlier periods whose evidence it uses."""

    def every(self) -> dict[_CaseKey, Appeal]:
        """All of them."""
        return {name: one.appeal for known in (*self.earlier.values(), self.own) for name, one in known.items()}

    def hidden(self, running: Container[_CaseKey]) -> frozenset[WindowKey]:
        """The windows of which figures are held while these appeals run."""
        return frozenset(who for name, one in self.own.items() if name in running for who in one.windows)

    def unseen(self, running: Container[_CaseKey]) -> frozenset[Row]:
        """The rows of earlier periods that are held."""
        return frozenset(
            (period, who)
            for period, known in self.earlier.items()
            for name, one in known.items()
            if name in running
            for who in one.windows
        )


class _History:
    """What a board showed of a period since it was released, from one step of an appeal to the next.

    An appeal that begins takes a row out, so the others move up; when it ends, by its decision or for want of one, the
    row comes back, and they move again. Upheld, it changes figures besides. One about an earlier period does the same
    to what rests on the evidence of several.
    """

    def __init__(self, docket: Docket, settled: Settled, contests: _Contests, released: datetime.date) -> None:
        self.docket = docket
        self.settled = settled
        self.contests = contests
        self.appeals = contests.every()
        self.released = released
        self.restated = {
            one.cause.decided: one for one in settled.restated if released < one.cause.date <= docket.as_of
        }

    def revisions(self) -> Iterator[Revision]:
        """What changed, in the order of the days."""
        steps = sorted({*self.restated, *self._turns()})
        if not steps:
            return
        first = next((self.restated[one] for one in steps if one in self.restated), None)
        stood, rank = (first.before, first.rank_before) if first else (self.settled.period, self.settled.rank)
        running = {name for name, appeal in self.appeals.items() if self.docket.is_open(appeal, self.released)}
        last = {row.who: row for row in self._shown(stood, rank, running)}
        struck: dict[WindowKey, _CaseKey] = {}
        for day, centre, name in steps:
            case = (centre, name)
            if restated := self.restated.get((day, *case)):
                stood, rank = restated.after, restated.rank_after
                struck[restated.cause.standing.who] = case
            if case in self.appeals and self.docket.is_open(self.appeals[case], day):
                running.add(case)
            else:
                running.discard(case)
            for row in self._shown(stood, rank, running):
                cause = struck.pop(row.who, None)
                old = last.get(row.who) or (_bare(row) if cause else row)
                yield from self._line(old, row, day, cause or case)
                last[row.who] = row

    def _turns(self) -> Iterator[tuple[datetime.date, str, str]]:
        """The days after the release on which an appeal began or ended, with the case."""
        for name, appeal in self.appeals.items():
            for day in (appeal.opened, self.docket.ends(appeal)):
                if self.released < day <= self.docket.as_of:
                    yield (day, *name)

    def _shown(self, period: BoardPeriod, rank: Rank, running: Container[_CaseKey]) -> Iterator[Standing]:
        """The rows of which figures are shown while these appeals run."""
        hidden = self.contests.hidden(running)
        found = masked(rank, period, hidden, self.contests.unseen(running))
        return (row for row in (*found.ranked, *found.unrated) if row.who not in hidden)

    def _line(self, old: Standing, new: Standing, day: datetime.date, case: _CaseKey) -> Iterator[Revision]:
        appeal = self.appeals.get(case)
        is_later = appeal is not None and last_day(appeal.about.period) < first_day(new.period)
        changes = tuple(one for one in _changes(old, new) if is_later or one.figure not in _FOLLOWING)
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


def _changes(old: Standing, new: Standing) -> Iterator[Logged]:
    """The figures in which two rows differ, as the files of scores write them."""
    before, now = _figures(old), _figures(new)
    for figure, value in now.items():
        if value != before[figure]:
            yield Logged(figure=figure, old=before[figure], new=value)


def _figures(row: Standing) -> dict[LoggedFigure, str | None]:
    outcome = row.outcome
    match outcome:
        case Rated():
            return {
                "score": f"{outcome.score:f}",
                "band": outcome.band,
                "rank": str(row.rank),
                "list": row.listed,
                "unrated": None,
                "unsettled": None if row.doubt == "none" else row.doubt,
                "interval": _ends(row.interval),
                "range": f"{row.first}–{row.last}",
                "together": _ends(row.together),
            }
        case Unrated():
            return {
                **dict.fromkeys(_OF_THE_RATED),
                "list": row.listed,
                "unrated": outcome.reason,
            }
        case _:
            assert_never(outcome)


def _ends(interval: Interval | None) -> str | None:
    return f"{interval.low:f}–{interval.high:f}" if interval else None


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
            changes=tuple(Logged(figure=one.figure, old=one.old, new=one.new) for one in case.changes),
        )
