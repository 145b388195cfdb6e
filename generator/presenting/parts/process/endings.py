"""When an exposure is over, and from when on what tells of it calls its window by its id."""

import datetime
from collections.abc import Iterable

from generator.judging.process.workdays import months_after
from generator.model.cases import Entry, Process


def end_of(entry: Entry) -> datetime.date:
    """The day on which an entry left the list, or will."""
    return min(entry.expires, entry.verified or entry.expires)


def is_nameless(entry: Entry, process: Process, day: datetime.date) -> bool:
    """Whether an exposure ended so long ago that its window is named no more where it is told of."""
    months = process.names_for
    return entry.state != "current" and months is not None and months_after(end_of(entry), months) <= day


def all_ended(entries: Iterable[Entry]) -> bool:
    """Whether there are exposures, and none of them runs any more: no search engine is to find what tells of them."""
    states = [one.state for one in entries]
    return bool(states) and "current" not in states


def called_by_id(centre: str, window: str) -> str:
    """What a window is called then."""
    return f"{centre}/{window}"
