"""The agenda: which windows to inspect next, and why.

Complaints come first, as the plan of special inspections asks; then what was promised and is late, what came back, what
a special inspection noted, what the evidence leaves open, and what nobody has seen. Only what is published counts, so
the agenda tells nothing new.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.judging.process.clocks import Timetable, rectify_by
from generator.judging.process.holidays import calendar_in
from generator.judging.scoring.unscored_checks import newest_checks
from generator.model.cases import Rectification, SelfRectification, of_kind
from generator.model.keys import WindowKey
from generator.model.programme import AgendaKind, UnseenWindow
from generator.model.scores import BoardPeriod, Standing, Unrated
from generator.model.site import Site

ORDER: Final[tuple[AgendaKind, ...]] = ("facts", "overdue", "again", "noted", "unsettled", "unrated", "unseen")
"""The most urgent first."""

AGAIN: Final = 3
"""Periods in a row, the newest among them, of which a window was on the green list in at least two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaReason:
    """One reason to inspect a window."""

    kind: AgendaKind
    count: int
    """Facts proved, days overdue, periods on the green list, clauses at which something was noted, days since it was
    seen; 0 where nothing is counted."""
    board: str = ""
    period: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaLine:
    """A window with its reasons, the most urgent first."""

    who: WindowKey
    reasons: tuple[AgendaReason, ...]


def agenda_of(site: Site) -> tuple[AgendaLine, ...]:
    """Every window in service that there is a reason to inspect: by the most urgent reason, then by its count, by id.

    Nothing is told of a window whose figures an undecided appeal holds.
    """
    return _in_order(site, site.as_of.day, _reasons(site))


def agenda_on(site: Site, day: datetime.date, unseen: Iterable[UnseenWindow]) -> tuple[AgendaLine, ...]:
    """The agenda as it stood on an earlier day: of what is public now, that which was public then.

    What a later correction or appeal changed, it says as it is known now. `unseen`: who had not been inspected for too
    long on that day.
    """
    return _in_order(site, day, _reasons_on(site, day, unseen))


def _in_order(site: Site, day: datetime.date, told: Iterable[tuple[WindowKey, AgendaReason]]) -> tuple[AgendaLine, ...]:
    held = {key.who for key in site.hidden}
    found: dict[WindowKey, list[AgendaReason]] = {}
    for who, reason in told:
        if who not in held and _is_open(site, who, day):
            found.setdefault(who, []).append(reason)
    lines = [AgendaLine(who=who, reasons=tuple(sorted(reasons, key=_urgency))) for who, reasons in found.items()]
    return tuple(sorted(lines, key=lambda line: (*map(_urgency, line.reasons[:1]), -len(line.reasons), line.who)))


def _urgency(reason: AgendaReason) -> tuple[int, int]:
    return ORDER.index(reason.kind), -reason.count


def _is_open(site: Site, who: WindowKey, day: datetime.date) -> bool:
    """Whether a window is in service on a day, or will be."""
    windows = (one for one in site.centres[who.centre].windows if one.id == who.window)
    return any(window.closed is None or window.closed >= day for window in windows)


def _reasons(site: Site) -> Iterator[tuple[WindowKey, AgendaReason]]:
    for periods in site.boards.values():
        yield from _of_board(periods)
    for entry in site.entries:
        if entry.overdue:
            days = (site.as_of.day - entry.rectify_by).days
            yield entry.who, AgendaReason(kind="overdue", count=days, board=entry.board, period=entry.period)
    for deadline in site.deadlines:
        if deadline.overdue:
            yield (
                WindowKey(deadline.centre, deadline.window),
                AgendaReason(kind="overdue", count=-deadline.left, board=deadline.board, period=deadline.period),
            )
    yield from _own_overdue_on(site, site.as_of.day)
    for check in newest_checks(site.unscored):
        if check.noted:
            yield check.who, AgendaReason(kind="noted", count=len({one.clause for one in check.noted}))
    for programme in site.programmes:
        for unseen in programme.unseen:
            yield unseen.who, AgendaReason(kind="unseen", count=unseen.days)


def _reasons_on(
    site: Site, day: datetime.date, unseen: Iterable[UnseenWindow]
) -> Iterator[tuple[WindowKey, AgendaReason]]:
    for periods in site.boards.values():
        yield from _of_board(tuple(one for one in periods if site.released.get(one.place, day) <= day))
    yield from _overdue_on(site, day)
    yield from _own_overdue_on(site, day)
    for check in newest_checks(one for one in site.unscored if one.date < day):
        if check.noted:
            yield check.who, AgendaReason(kind="noted", count=len({one.clause for one in check.noted}))
    for one in unseen:
        yield one.who, AgendaReason(kind="unseen", count=one.days)


def _overdue_on(site: Site, day: datetime.date) -> Iterator[tuple[WindowKey, AgendaReason]]:
    """Which rectifications were late on a day, those among them that are verified by now."""
    for entry in site.entries:
        is_open = entry.public <= day < entry.expires and (entry.verified is None or entry.verified >= day)
        if is_open and entry.rectify_by < day:
            days = (day - entry.rectify_by).days
            yield entry.who, AgendaReason(kind="overdue", count=days, board=entry.board, period=entry.period)
    policy, listed = site.rulebook.policy, {entry.key for entry in site.entries}
    timetable = Timetable(process=policy.process, calendar=calendar_in(policy))
    for file, case in of_kind(site.cases, Rectification):
        if not case.clauses or file.about in listed or (case.verified_by and case.verified_by.date < day):
            continue
        if (by := rectify_by(case, timetable)) < day:
            about = {"board": case.about.board, "period": case.about.period}
            yield file.who, AgendaReason(kind="overdue", count=(day - by).days, **about)


def _own_overdue_on(site: Site, day: datetime.date) -> Iterator[tuple[WindowKey, AgendaReason]]:
    """Which windows had not done by a day what they said that they would after a self-check, as others saw it."""
    for file, case in of_kind(site.cases, SelfRectification):
        if case.by < day and not (case.verified_by and case.verified_by.date < day):
            yield file.who, AgendaReason(kind="overdue", count=(day - case.by).days)


def _of_board(periods: tuple[BoardPeriod, ...]) -> Iterator[tuple[WindowKey, AgendaReason]]:
    """What the newest period of a board says, and what came back in it."""
    for period in periods[:1]:
        for row in (*period.ranked, *period.unrated):
            yield from ((row.who, reason) for reason in _of_row(row))
    listed = [{row.who for row in period.ranked if row.listed == "green"} for period in periods[:AGAIN]]
    for who in sorted(listed[0]) if listed else ():
        times = sum(who in one for one in listed)
        if times > 1:
            newest = periods[0]
            yield who, AgendaReason(kind="again", count=times, board=newest.board, period=newest.period)


def _of_row(row: Standing) -> Iterable[AgendaReason]:
    place = {"board": row.board, "period": row.period}
    if row.events:
        yield AgendaReason(kind="facts", count=row.events, **place)
    if row.doubt != "none":
        yield AgendaReason(kind="unsettled", count=0, **place)
    if isinstance(row.outcome, Unrated) and row.outcome.reason in {"too-few-inspections", "low-coverage"}:
        yield AgendaReason(kind="unrated", count=0, **place)
