"""The inspection programme: how often, by whom and how widely windows must be inspected, and what came of it."""

import datetime
from dataclasses import dataclass
from typing import Literal

from generator.model.keys import OfWindow
from generator.model.scalars import (
    CalendarDays,
    Count,
    Day,
    ItemId,
    MonthDay,
    Name,
    Share,
    Slug,
    StandardRef,
    TeamCode,
    Text,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class InspectionTeam:
    """A team that the programme sends out: its code, and what it is called. No person is named."""

    id: TeamCode
    name: Name
    en: Name | None = None
    """Its name on pages with the English interface; without one they say `name`."""


Every = Literal["week", "month"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """What is due in every week or month: `times` visits, each of them wide enough.

    A visit is what one team inspects in the group on `days` consecutive days, through any of the `channels`.
    """

    id: Slug
    title: Name
    en: Name | None = None
    """Its title on pages with the English interface; without one they say `title`."""
    clauses: tuple[ItemId, ...]
    """Of the programme's standard: what the quota rests on."""
    every: Every
    """A week is Monday to Sunday, a month that of the calendar, both in the time zone of the policy."""
    times: Count
    windows: Count | None = None
    """Different windows in each visit, at least; of a group that has fewer, all."""
    departments: Count | None = None
    """Windows of different departments in each visit, at least; of a group that has fewer, all. A window that names no
    department stands for itself."""
    centres: Count | None = None
    """Different centres in each visit, at least; of a group that has fewer, all."""
    districts: Count | None = None
    """Different districts in each visit, at least; of a group that has fewer, all."""
    days: Count = 1
    """How many days one visit may take; it lies within one week or month."""
    channels: tuple[Slug, ...]
    """Ways of inspecting that count."""
    since: Day | None = None
    """Where it is due from later on than the programme: as in `Programme`."""
    reason: Text | None = None
    """Why it is due from later on; a quota that begins with the programme has none."""
    en_reason: Text | None = None
    """The same on pages with the English interface; without it they say `reason`."""
    teams: tuple[TeamCode, ...] = ()
    """Each of these teams owes the quota by itself; empty: all teams owe it together."""


AgendaKind = Literal["facts", "overdue", "again", "noted", "unsettled", "unrated", "unseen"]
"""Why the agenda names a window: facts proved, a rectification overdue, back on the green list, something noted by an
inspection that scores nothing, a band that is not settled, too little to be rated, not inspected for too long."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """What of the inspections of every month has to go to the windows that the agenda names as the month begins."""

    id: Slug
    title: Name
    en: Name | None = None
    """As in `Quota`."""
    standard: StandardRef | None = None
    """Whose clauses it rests on; None: the programme's."""
    clauses: tuple[ItemId, ...]
    """What it rests on."""
    reasons: tuple[AgendaKind, ...] = ()
    """Only windows that are named for one of these; empty: for any."""
    first: Count | None = None
    """So many windows, in the order of the agenda, have to be inspected, each of them; all, where it names fewer."""
    share: Share | None = None
    """At least this share of the inspections has to go to windows that are named."""
    by: MonthDay | None = None
    """The day of the month up to which it has to be done; None: its last."""
    channels: tuple[Slug, ...]
    """Ways of inspecting that count."""
    since: Day | None = None
    """Where it is due from later on than the programme: as in `Programme`."""
    reason: Text | None = None
    """Why it is due from later on; one that begins with the programme has none."""
    en_reason: Text | None = None
    """As in `Quota`."""
    teams: tuple[TeamCode, ...] = ()
    """Each of these teams owes it by itself; empty: all teams owe it together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Centres that owe the same quotas: of these trades, in these districts, and named; an empty list admits all."""

    id: Slug
    name: Name
    en: Name | None = None
    """As in `InspectionTeam`."""
    trades: tuple[Slug, ...] = ()
    districts: tuple[Name, ...] = ()
    centres: tuple[Slug, ...] = ()
    quotas: tuple[Quota, ...]
    agenda: tuple[Demand, ...] = ()
    """Whom to inspect first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """How often, by whom and how widely windows must be inspected."""

    id: Slug
    title: Name
    en: Name | None = None
    """As in `Quota`."""
    standard: StandardRef
    """Whose clauses it carries out."""
    since: Day
    """The first weeks and months that are due begin on this day or later."""
    unseen_after: CalendarDays
    """Days: a window whose last inspection lies longer ago is named."""
    note: Text | None = None
    """How this programme carries the standard out, in a sentence or two."""
    en_note: Text | None = None
    """The same on pages with the English interface; without it they say `note`."""
    teams: tuple[InspectionTeam, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, kw_only=True)
class RoundLine:
    """A round without anything that was found: when, where, how, by whom, and at which windows."""

    date: datetime.date
    centre: str
    channel: str
    team: str
    windows: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What one team inspected in a group on one day, or on the few days that a quota allows."""

    first: datetime.date
    last: datetime.date
    team: str
    windows: int
    departments: int
    centres: int
    districts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """How wide a visit had to be: what the quota asks, or all that the group has; 0 where nothing is asked."""

    windows: int
    departments: int
    centres: int
    districts: int


QuotaState = Literal["met", "overdue", "running", "free"]


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaPeriod:
    """A quota in one week or month."""

    period: str
    """`2026-W43` or `2026-10`."""
    first: datetime.date
    last: datetime.date
    state: QuotaState
    """`overdue`: the period is over, and too little was done. `running`: neither over nor met. `free`: nothing was
    due, for the period had no working day, or the group no window in service."""
    times: int
    """How many visits were due."""
    need: Need
    visits: tuple[Visit, ...]
    """Those wide enough, by day; each counts."""
    short: tuple[Visit, ...]
    """Those that were not, by day; they do not count."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaRecord:
    """A quota of a group, of one team or of all together, over all its periods."""

    group: str
    quota: str
    team: str
    """Empty: all teams together."""
    periods: tuple[QuotaPeriod, ...]
    """Newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedWindow(OfWindow):
    """A window that the agenda named as a month began."""

    centre: str
    window: str
    reasons: tuple[AgendaKind, ...]
    """The most urgent first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandPeriod:
    """A demand in one month."""

    period: str
    """`2026-10`."""
    first: datetime.date
    last: datetime.date
    """The day up to which it had to be done."""
    state: QuotaState
    """As in `QuotaPeriod`; `free`: the agenda named no window of the group, or the share is one of no inspection."""
    named: int
    """How many windows the agenda named."""
    must: int
    """How many of these, the first of them, had each to be inspected; 0 where that is not asked."""
    inspections: int
    """Inspections of windows of the group from `first` to `last`."""
    of_named: int
    """Those of them that went to windows that were named."""
    left_out: tuple[NamedWindow, ...]
    """Whom nobody, or not this team, inspected by `last`, of those that had each to be inspected; where that is not
    asked, of all that were named. In the order of the agenda."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandRecord:
    """A demand of a group, of one team or of all together, over all its months."""

    group: str
    demand: str
    team: str
    """Empty: all teams together."""
    periods: tuple[DemandPeriod, ...]
    """Newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnseenWindow(OfWindow):
    """A window in service that nobody has inspected for too long."""

    group: str
    centre: str
    window: str
    last: datetime.date | None
    """Its last inspection; None: there never was one."""
    days: int
    """How long ago that was; 0 where there never was one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeRecord:
    """A programme and what came of it by the day of the site."""

    programme: str
    quotas: tuple[QuotaRecord, ...]
    """By group and quota in the order of the programme, then by team."""
    unseen: tuple[UnseenWindow, ...]
    """Never inspected first, then the longest ago."""
    demands: tuple[DemandRecord, ...] = ()
    """Whether the agenda was followed: by group and demand in the order of the programme, then by team."""
