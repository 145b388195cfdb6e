"""The houses of the city and the counters in them, with the part that each one plays."""

import datetime
from dataclasses import dataclass
from typing import Literal

from generator.model.centre import Centre, Window
from generator.model.results import Finding, Offence, Unmet

Attendance = Literal["regular", "rare", "patrols", "never"]
"""How inspectors come by in the two newest months: as usual; for the monthly round only; on patrols only; never at
any time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counter:
    """A window and how it does."""

    window: Window
    first: float
    """Slackness (see `visits.inspect`) in the first month; it moves evenly to `last` in the newest."""
    last: float
    attendance: Attendance = "regular"
    without: tuple[str, ...] = ()
    """Clauses that do not apply to it."""
    shut: datetime.date | None = None
    """The day since which it is suspended, as a case by hand says."""
    many: tuple[str, ...] = ()
    """Clauses at which a fault is found four times as often in one inspection as elsewhere."""
    twin_of: str = ""
    """In the newest month it is visited with this window, and the same is found: an exact tie."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """An inspection of one window for a reason of its own."""

    window: str
    months_back: int
    """0: in the newest month."""
    channel: str
    team: str
    assessed: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    offences: tuple[Offence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """A centre with its counters."""

    id: str
    centre: Centre
    counters: tuple[Counter, ...]
    weak: tuple[str, ...] = ()
    """Sections or themes in which this house slips more often than others."""
    checks_itself: bool = False
    experienced_by: tuple[str, ...] = ()
    """Teams that go there as anybody would, once a month each."""
    incidents: tuple[Incident, ...] = ()
