"""A centre, its windows and their opening hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.model.scalars import Count, Day, ItemId, Latitude, Longitude, Name, Period, Slug, Span, Tally, TeamCode

ALL_DAY: Final = "24h"
"""The span of a day that is open round the clock."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenHours:
    """On these weekdays the window is open during these spans; a lunch break is the gap between two spans."""

    days: tuple[Weekday, ...]
    open: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ExceptionalDays:
    """Days on which other hours hold than those of the weekday, whatever holiday they may be."""

    since: Day
    until: Day | None = None
    """The last of the days; None: it is one day."""
    open: tuple[Span, ...] = ()
    """Empty: closed."""
    reason: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """How one of the services of a window is done, as it is told to the public."""

    service: Name
    """One of the services of the window."""
    steps: tuple[Name, ...] = ()
    """What happens, in its order."""
    within: Name | None = None
    """The time that it takes at most, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluations:
    """How the public judged a window, or the whole centre, in a month, and what came of complaints."""

    month: Period
    """One that is over."""
    window: Slug | None = None
    """None: the whole centre."""
    rated: Tally
    """How many times somebody gave an opinion."""
    satisfied: Tally
    """How many of them were content."""
    complaints: Tally
    """Received in the month."""
    settled: Tally
    """How many of them were settled in time."""
    source: Name
    """Where the figures come from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """One service counter. Its permanent address is `<centre>/<id>`."""

    id: Slug
    name: Name
    services: tuple[Name, ...]
    roles: tuple[Slug, ...]
    department: Name | None = None
    """The department whose business it does, where several share a hall."""
    trade: Slug | None = None
    """None: the trade of the centre."""
    may_not_apply: Mapping[Slug, tuple[ItemId, ...]] = field(default_factory=dict)
    """Clauses that may not apply to this window, by standard without its edition."""
    formerly: tuple[Name, ...] = ()
    """Names that it had before, newest first. Its id never changes: it is the address of what was published."""
    hours: tuple[OpenHours, ...] = ()
    """Empty: the hours of the centre."""
    exceptions: tuple[ExceptionalDays, ...] = ()
    """Of this window; on other days those of the centre hold for it too."""
    guides: tuple[Guide, ...] = ()
    """How its services are done; empty: it is not told."""
    staffed_by: Count | None = None
    """How many people staff it, where that is told. One: its appraisal would be that person's, so it has none."""
    opened: Day | None = None
    """First day of service; lists of earlier periods leave the window out. None: before all periods."""
    closed: Day | None = None
    """Last day of service; lists of later periods leave the window out."""


Datum = Literal["gcj-02", "wgs-84"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Coordinates:
    """Where the door of a centre is."""

    latitude: Latitude
    """Degrees north, with six decimals at most: 31.2304."""
    longitude: Longitude
    """Degrees east, with six decimals at most: 121.4737."""
    datum: Datum
    """By what the degrees are measured; all centres of a city say the same. `gcj-02`: as maps in mainland China show
    them, some hundred metres beside the others. `wgs-84`: as satellites and telephones do, and CGCS2000 within a
    metre."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Centre:
    """The hall, hospital, branch or post office that has windows. Its id is the name of its folder."""

    name: Name
    formerly: tuple[Name, ...] = ()
    """Names that it had before, newest first."""
    trade: Slug
    tier: Slug | None = None
    """The class of the centre, such as county or city; boards may compare one class only."""
    district: Name
    address: Name
    coordinates: Coordinates | None = None
    """None: it is on no map, and no distance to it is told."""
    phone: Name | None = None
    hours: tuple[OpenHours, ...]
    holidays: Literal["closed", "open"] = "closed"
    """`closed`: shut on public holidays; a Saturday or Sunday worked to make up for one has the hours of Monday.
    `open`: the hours of the weekday hold on every day."""
    exceptions: tuple[ExceptionalDays, ...] = ()
    """They come before holidays and make-up days."""
    teams: tuple[TeamCode, ...] = ()
    """Inspecting teams whose members come from this centre."""
    may_not_apply: Mapping[Slug, tuple[ItemId, ...]] = field(default_factory=dict)
    """Clauses that may not apply to any window of the centre, by standard without its edition."""
    limits: Mapping[Slug, Mapping[ItemId, Name]] = field(default_factory=dict)
    """Limits that a standard leaves to the centre, by standard without its edition and by clause."""
    evaluations: tuple[Evaluations, ...] = ()
    """What the public said of it, month by month. No score and no list depends on it."""
    sample: bool = False
    """Made-up data: every page of the site says so."""
    windows: tuple[Window, ...]
