"""Quotas held against rounds: what was due in each week and month, what was done, and what is overdue."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.judging.process.holidays import Calendar, is_working
from generator.judging.scoring.periods import first_day, last_day, period_of
from generator.model.centre import Centre, Window
from generator.model.programme import (
    Every,
    Group,
    Need,
    Programme,
    ProgrammeRecord,
    Quota,
    QuotaPeriod,
    QuotaRecord,
    QuotaState,
    RoundLine,
    UnseenWindow,
    Visit,
)

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A week or a month."""

    period: str
    first: datetime.date
    last: datetime.date


def span_of(day: datetime.date, every: Every) -> Span:
    """The week (Monday to Sunday, `2026-W43`, numbered as ISO 8601 does) or month in which a day lies."""
    if every == "month":
        month = period_of(day, "month")
        return Span(period=month, first=first_day(month), last=last_day(month))
    year, week, weekday = day.isocalendar()
    monday = day - (weekday - 1) * _DAY
    return Span(period=f"{year:04}-W{week:02}", first=monday, last=monday + 6 * _DAY)


def spans_due(since: datetime.date, today: datetime.date, every: Every) -> tuple[Span, ...]:
    """The whole weeks or months that begin from `since` to `today`, newest first; the last may still be running."""
    found = []
    span = span_of(today, every)
    while span.first >= since:
        found.append(span)
        span = span_of(span.first - _DAY, every)
    return tuple(found)


def members(group: Group, centres: Mapping[str, Centre]) -> dict[str, Centre]:
    """The centres of a group, by id."""
    return {
        centre_id: centre
        for centre_id, centre in centres.items()
        if (not group.trades or centre.trade in group.trades)
        and (not group.districts or centre.district in group.districts)
        and (not group.centres or centre_id in group.centres)
    }


def programme_record(
    programme: Programme,
    centres: Mapping[str, Centre],
    rounds: Iterable[RoundLine],
    today: datetime.date,
    calendar: Calendar,
) -> ProgrammeRecord:
    """What came of a programme by the end of `today`.

    Args:
        programme: the quotas.
        centres: every centre, by id.
        rounds: every round up to `today`, in any order; those of other centres and channels are passed over.
        today: the day the site speaks of, in the time zone of the policy.
        calendar: the holidays that are known; nothing is due in a week without a working day.

    """
    lines = sorted(rounds, key=lambda one: (one.date, one.team, one.centre, one.channel, one.windows))
    quotas: list[QuotaRecord] = []
    unseen: dict[tuple[str, str], UnseenWindow] = {}
    for group in programme.groups:
        of_group = members(group, centres)
        own, there = [one for one in lines if one.centre in of_group], _There(of_group)
        for quota in group.quotas:
            counted = [one for one in own if one.channel in quota.channels]
            for team in quota.teams or ("",):
                of_team = [one for one in counted if team in ("", one.team)]
                keeper = _Keeper(quota, there, of_team, (today, calendar))
                since = max(programme.since, quota.since or programme.since)
                periods = tuple(keeper.period(span) for span in spans_due(since, today, quota.every))
                quotas.append(QuotaRecord(group=group.id, quota=quota.id, team=team, periods=periods))
        for one in unseen_on(programme, group, of_group, own, today):
            unseen.setdefault(one.who, one)
    ordered = sorted(unseen.values(), key=lambda one: (one.last or datetime.date.min, one.centre, one.window))
    return ProgrammeRecord(programme=programme.id, quotas=tuple(quotas), unseen=tuple(ordered))


class _There:
    """What a group has; most windows are in service all the time, so what holds of a period is known of others."""

    def __init__(self, centres: Mapping[str, Centre]) -> None:
        self.districts = {centre_id: centre.district for centre_id, centre in centres.items()}
        self.departments = {
            (centre_id, window.id): (centre_id, window.department or f"/{window.id}")
            for centre_id, centre in centres.items()
            for window in centre.windows
        }
        """Of each window its centre and department; one without stands for itself, whatever others are called."""
        self._passing = [
            ((centre_id, window.id), window)
            for centre_id, centre in centres.items()
            for window in centre.windows
            if window.opened or window.closed
        ]
        self._needs: dict[frozenset[tuple[str, str]], Need] = {}

    def between(self, first: datetime.date, last: datetime.date) -> Need:
        """How many windows, departments, centres and districts were in service on any day from `first` to `last`."""
        shut = frozenset(who for who, window in self._passing if not in_service_between(window, first, last))
        if shut not in self._needs:
            there = [who for who in self.departments if who not in shut]
            centres = {centre for centre, _ in there}
            self._needs[shut] = Need(
                windows=len(there),
                departments=len({self.departments[who] for who in there}),
                centres=len(centres),
                districts=len({self.districts[centre] for centre in centres}),
            )
        return self._needs[shut]


class _Keeper:
    """One quota of a group, for one team or for all."""

    def __init__(
        self, quota: Quota, there: _There, lines: Sequence[RoundLine], today: tuple[datetime.date, Calendar]
    ) -> None:
        """`lines`: in order of day."""
        self.quota = quota
        self.there = there
        self.lines = lines
        self.day, self.calendar = today

    def period(self, span: Span) -> QuotaPeriod:
        need = self._need(span)
        first = bisect_left(self.lines, span.first, key=_day)
        lines = self.lines[first : bisect_right(self.lines, span.last, first, key=_day)]
        visits, short = self._visits(lines, need)
        return QuotaPeriod(
            period=span.period,
            first=span.first,
            last=span.last,
            state=self._state(span, len(visits)),
            times=self.quota.times,
            need=need,
            visits=visits,
            short=short,
        )

    def _state(self, span: Span, done: int) -> QuotaState:
        if done >= self.quota.times:
            return "met"
        if not self._due(span):
            return "free"
        return "overdue" if span.last < self.day else "running"

    def _due(self, span: Span) -> bool:
        days = (span.last - span.first).days + 1
        works = any(is_working(self.calendar, span.first + number * _DAY) for number in range(days))
        return works and self.there.between(span.first, span.last).windows > 0

    def _need(self, span: Span) -> Need:
        """What the quota asks of a visit, or all that the group has in the period."""
        there = self.there.between(span.first, span.last)
        return Need(
            windows=min(self.quota.windows or 0, there.windows),
            departments=min(self.quota.departments or 0, there.departments),
            centres=min(self.quota.centres or 0, there.centres),
            districts=min(self.quota.districts or 0, there.districts),
        )

    def _visits(self, lines: Sequence[RoundLine], need: Need) -> tuple[tuple[Visit, ...], tuple[Visit, ...]]:
        """The visits of a period that are wide enough, and those that are not.

        A visit is closed on the day it becomes wide enough, so that no round is counted in two and no other way of
        cutting gives more visits.
        """
        enough: list[Visit] = []
        short: list[Visit] = []
        for team in sorted({one.team for one in lines}):
            open_days: list[list[RoundLine]] = []
            for day in _days([one for one in lines if one.team == team]):
                while open_days and (day[0].date - open_days[0][0].date).days >= self.quota.days:
                    short.append(self._visit(open_days.pop(0)))
                open_days.append(day)
                visit = self._visit([one for each in open_days for one in each])
                if _wide(visit, need):
                    enough.append(visit)
                    open_days = []
            short += [self._visit(day) for day in open_days]
        return tuple(sorted(enough, key=_order)), tuple(sorted(short, key=_order))

    def _visit(self, lines: Sequence[RoundLine]) -> Visit:
        centres = {one.centre for one in lines}
        windows = {(one.centre, window) for one in lines for window in one.windows}
        return Visit(
            first=lines[0].date,
            last=lines[-1].date,
            team=lines[0].team,
            windows=len(windows),
            departments=len({self.there.departments[window] for window in windows}),
            centres=len(centres),
            districts=len({self.there.districts[centre] for centre in centres}),
        )


def _day(line: RoundLine) -> datetime.date:
    return line.date


def in_service_between(window: Window, first: datetime.date, last: datetime.date) -> bool:
    """Whether a window was open to the public on any day from `first` to `last`."""
    return (window.opened is None or window.opened <= last) and (window.closed is None or window.closed >= first)


def _days(lines: Sequence[RoundLine]) -> Iterator[list[RoundLine]]:
    """Rounds in order of day, those of one day together."""
    by_day: dict[datetime.date, list[RoundLine]] = {}
    for one in lines:
        by_day.setdefault(one.date, []).append(one)
    yield from by_day.values()


def _wide(visit: Visit, need: Need) -> bool:
    return (
        visit.windows >= need.windows
        and visit.departments >= need.departments
        and visit.centres >= need.centres
        and visit.districts >= need.districts
    )


def _order(visit: Visit) -> tuple[datetime.date, str]:
    return visit.first, visit.team


def unseen_on(
    programme: Programme,
    group: Group,
    centres: Mapping[str, Centre],
    lines: Iterable[RoundLine],
    today: datetime.date,
) -> Iterator[UnseenWindow]:
    """The windows of a group in service today that were not inspected for too long, through any channel that counts.

    `lines`: the rounds of the group up to today, in order of day.
    """
    channels = {channel for quota in group.quotas for channel in quota.channels}
    seen: dict[tuple[str, str], datetime.date] = {}
    for one in lines:
        if one.channel in channels:
            seen.update(dict.fromkeys(((one.centre, window) for window in one.windows), one.date))
    for centre_id, centre in centres.items():
        for window in centre.windows:
            if in_service_between(window, today, today):
                last = seen.get((centre_id, window.id))
                days = 0 if last is None else (today - last).days
                if last is None or days > programme.unseen_after:
                    yield UnseenWindow(group=group.id, centre=centre_id, window=window.id, last=last, days=days)
