"""Events: facts proved outside a visit, each told once and counted once, in the period in which it was proved.

These records have no slots, for the reason given in `results`.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.keys import OfWindow
from generator.model.scalars import Day, EventId, ItemId, Points, Slug, StandardRef, TeamCode, Text

Source = Literal["complaint", "document", "media", "court", "thanks"]
"""Where a fact was learned: a complaint that was upheld, a notice or file, the press, a court, a letter of thanks."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact about a window that was proved: a fault, a bonus, or a veto of a standard."""

    id: EventId
    """Under which it is on record; the same fact never has two."""
    window: Slug
    standard: StandardRef
    """The edition that judges the period in which it was proved."""
    clause: ItemId | None = None
    """Of the fault or of the bonus; left out for a veto."""
    fault: Slug | None = None
    """A fault of the clause that is counted `per: period`; left out for a bonus and for a veto."""
    veto: Slug | None = None
    happened: Day
    proved: Day
    """The day on which it was found to be true; it counts in the period of this day."""
    source: Source
    """Where it was learned."""
    team: TeamCode
    """Who proved it: none of the centre's own."""
    minus: Points | None = None
    """The points taken, where the standard leaves the amount to whoever proves the fault."""
    late: Text | None = None
    """Why it was entered so long after it was proved; shown beside it."""
    note: Text
    evidence: Text


@dataclass(frozen=True, kw_only=True)
class EventsFile:
    """A file of `results/<centre>/events/`: one fact, or several."""

    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class EventRecord(OfWindow):
    """An event with its centre and the place where it is written."""

    centre: str
    path: str
    number: int
    """Its position in the file."""
    event: Event
    window: str
    """That of the event."""
