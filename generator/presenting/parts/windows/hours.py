"""When a centre or a window is open: in words for people, and as values for `assets/hours.js`.

The page itself says only what is planned, so that it is the same on every day; whether it is open today is worked out
in the visitor's browser, in the time zone of the policy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from generator.judging.analysis.opening import Lacking, held_hours
from generator.judging.process.holidays import calendar_in, days_off, make_up_days
from generator.judging.scoring.periods import first_day
from generator.model.cases import Suspension
from generator.model.centre import Centre, ExceptionalDays, OpenHours, Weekday, Window
from generator.model.site import Site
from generator.presenting.artefact import Artefact
from generator.presenting.text.addresses import CALENDAR, Paths, standard_page
from generator.presenting.text.plain import json_file
from generator.presenting.text.wording import (
    day_text,
    days_text,
    holidays_text,
    hours_rows,
    joined,
    span_text,
    spans_text,
)
from generator.words.languages import Language
from generator.words.phrases import say, told

_HOLIDAYS: Final[Mapping[str, str]] = {
    one: one
    for one in (
        say("元旦"),
        say("春节"),
        say("清明"),
        say("劳动节"),
        say("端午"),
        say("国庆节"),
        say("中秋"),
        say("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
    )
}
"""The names of public holidays as the calendar has them."""

CALENDAR_VERSION: Final = 1
"""Raised when a key changes its meaning or goes away."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExceptionLine:
    """Days on which other hours hold; of several that hold on a day, the first."""

    days: str
    what: str
    """Closed, or the opening times."""
    kind: str
    """`exception` or `suspension`."""
    since: str
    until: str
    """Last day; empty where it goes on."""
    open: str
    """As in `Opening.week`."""
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """When a centre or a window is open."""

    rows: tuple[tuple[str, str], ...]
    """Days and times; where no hours are stated, that they are not."""
    known: bool
    """Hours are stated: else nothing is said of open or closed."""
    holidays: str
    """What holds on public holidays, in a sentence."""
    exceptions: tuple[ExceptionLine, ...]
    week: str
    """For the script: the spans of each day from Monday, `08:30-12:00 13:30-17:30`, with `/` between the days, and
    `=` for a day like the one before: a page has thirty kilobytes."""
    follows: str
    """`closed` where public holidays and make-up days are followed, else `open`."""
    opened: str
    """First day of service, for the script; empty where there is none."""
    closed: str
    """Last day of service, for the script; empty where there is none."""
    calendar: str
    """The way to the calendar."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandedHours:
    """What a standard demands of opening hours, and whether those that are published meet it."""

    standard: str
    clause: str
    path: str
    """The way to the clause."""
    demanded: str
    """Days and times, in words."""
    given: str
    """The same of what is published."""
    lacking: str
    """What is demanded and not published; empty: nothing."""
    windows: tuple[tuple[str, str], ...]
    """Name of a window with hours of its own, and what it lacks."""

    @property
    def met(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacking and not self.windows


def demanded_hours(site: Site, centre_id: str, paths: Paths) -> tuple[DemandedHours, ...]:
    """What standards demand of the hours of a centre; nothing is said of one that publishes none."""
    centre = site.centres[centre_id]
    names = {window.id: window.name for window in centre.windows}
    return tuple(
        DemandedHours(
            standard=one.standard.title,
            clause=one.clause.id,
            path=paths(standard_page(one.standard.id, one.clause.id)),
            demanded=_spans_text((hours.days, hours.open) for hours in one.clause.hours),
            given=week_text(centre.hours),
            lacking=_lacking_text(one.lacking),
            windows=tuple((names[window], _lacking_text(found)) for window, found in one.windows),
        )
        for one in (held_hours(site.rulebook, centre, site.as_of.day) if centre.hours else ())
    )


def week_text(hours: Sequence[OpenHours]) -> str:
    """Days and times of a week on one line."""
    return joined((say("{days} {times}", days=days, times=times) for days, times in hours_rows(hours)), "；")


def _lacking_text(found: Sequence[Lacking]) -> str:
    return _spans_text((one.days, one.spans) for one in found)


def _spans_text(found: Iterable[tuple[Sequence[Weekday], Sequence[str]]]) -> str:
    """Days and times, of nothing but what is there."""
    told = (say("{days} {times}", days=days_text(days), times=spans_text(spans)) for days, spans in found)
    return joined(told, "；")


def opening_of(
    centre: Centre,
    window: Window | None,
    paths: Paths,
    suspensions: Sequence[Suspension] = (),
) -> Opening:
    """The opening hours of a window, or of a centre as a whole.

    `suspensions`: those of the window; they come before everything else.
    """
    hours = window.hours if window and window.hours else centre.hours
    own = window.exceptions if window else ()
    return Opening(
        rows=hours_rows(hours) or ((say("没有公布"), say("请先致电或到现场询问")),),
        known=bool(hours),
        holidays=holidays_text(centre.holidays),
        exceptions=(*map(_suspension_line, suspensions), *map(_exception_line, (*own, *centre.exceptions))),
        week=joined(_week(hours), "/"),
        follows=centre.holidays,
        opened=window.opened.isoformat() if window and window.opened else "",
        closed=window.closed.isoformat() if window and window.closed else "",
        calendar=paths(CALENDAR),
    )


def calendar_file(site: Site, lang: Language) -> Artefact:
    """`data/calendar.json`: the time zone, and the holidays and make-up days from the first published period on.

    The last year is that after the year of the site; one that is not announced is not among them.
    """
    year, zone = site.as_of.day.year, site.rulebook.policy.time_zone
    calendar = calendar_in(site.rulebook.policy)
    begun = min((first_day(one.period).year for periods in site.boards.values() for one in periods), default=year)
    years = tuple(one for one in range(min(begun, year), year + 2) if one in calendar.years)
    holidays = tuple(
        {"day": day, "name": told(_HOLIDAYS.get(name, name), lang)}
        for one in years
        for day, name in days_off(calendar, one)
    )
    working = tuple(day for one in years for day in make_up_days(calendar, one))
    return Artefact(
        address=CALENDAR,
        ingredients=(CALENDAR_VERSION, zone, years, holidays, working),
        render=lambda: json_file(
            {"schema": CALENDAR_VERSION, "zone": zone, "years": years}, {"holidays": holidays, "workdays": working}
        ),
    )


def _week(hours: Sequence[OpenHours]) -> Iterator[str]:
    by_day = {day: one.open for one in hours for day in one.days}
    before = None
    for day in get_args(Weekday):
        spans = by_day.get(day, ())
        yield "=" if spans and spans == before else joined(spans, " ")
        before = spans


def _exception_line(one: ExceptionalDays) -> ExceptionLine:
    until = one.until or one.since
    times = spans_text(one.open) or say("休息")
    return ExceptionLine(
        days=day_text(one.since) if until == one.since else span_text(one.since, until),
        what=times,
        kind="exception",
        since=one.since.isoformat(),
        until=until.isoformat(),
        open=joined(one.open, " "),
        reason=one.reason,
    )


def _suspension_line(one: Suspension) -> ExceptionLine:
    return ExceptionLine(
        days=span_text(one.since, one.until) if one.until else say("{day}起", day=day_text(one.since)),
        what=say("暂停服务"),
        kind="suspension",
        since=one.since.isoformat(),
        until=one.until.isoformat() if one.until else "",
        open="",
        reason=one.reason,
    )
