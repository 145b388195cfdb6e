"""What holds for the whole site: vocabulary, policy, and the boards on which windows are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.model.cases import Process
from generator.model.scalars import Count, Day, Name, Period, Slug, StandardRef, Tally, Text, Year

SELF: Final = "self"
"""The channel of self-checks: they are shown, and no board may count them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """An entry of a closed vocabulary: its id in the data and its name on the page."""

    id: Slug
    name: Name
    meaning: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A kind of work at a window; `trades` empty: found in every trade."""

    id: Slug
    name: Name
    trades: tuple[Slug, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The closed lists of words that standards and results may use."""

    trades: tuple[Word, ...]
    themes: tuple[Word, ...]
    roles: tuple[Role, ...]
    channels: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedHoliday:
    """A public holiday: from its first day to its last, weekends within it included."""

    name: Name
    since: Day
    until: Day | None = None
    """Its last day; none where it is a single one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedYear:
    """The public holidays of a year as they were announced, for a year that the program does not know yet."""

    year: Year
    announcement: Text
    """Who announced it, under which title and number."""
    holidays: tuple[StatedHoliday, ...]
    workdays: tuple[Day, ...] = ()
    """The Saturdays and Sundays that are worked to make up for them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Who publishes, under which name, and how to reach them."""

    site_title: Name
    publisher: Name
    region: Name
    hotline: Name
    complaint: Text
    """How to complain, in a sentence or two."""
    licence: Text
    time_zone: Name
    process: Process = field(default_factory=Process)
    """How a result may be contested, and when it becomes public."""
    calendar: tuple[StatedYear, ...] = ()
    """Years that the library of holidays does not have yet; what it has, it knows better."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRule:
    """Which bands put a window on a list, and how many at most (ties at the end all stay)."""

    bands: tuple[Slug, ...]
    at_most: Count | None = None
    certain: bool = False
    """The interval of the score must lie wholly within these bands, or the band be lowered to them by a veto. A window
    of which this does not hold is borderline: it is not on the list, and takes a place of `at_most` all the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An edition that judged the periods of a board up to one of them."""

    standard: StandardRef
    until: Period
    """The last period that is judged by it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Peers that may be compared: the windows of one trade, under one standard, over one kind of period."""

    id: Slug
    title: Name
    formerly: tuple[Name, ...] = ()
    """Titles that it had before, newest first."""
    standard: StandardRef
    """The edition that judges every period that none of `earlier` does."""
    trade: Slug
    centres: tuple[Slug, ...] = ()
    """Empty: every centre of the trade."""
    period: Literal["month", "quarter"]
    since: Period | None = None
    """The first period that it judges; None: every one in which there was an inspection."""
    channels: Mapping[Slug, Tally]
    """Weight of each channel; a channel that is not named, or weighs 0, is shown and not counted.
    Self-checks weigh 0."""
    min_inspections: Count
    red: ListRule
    green: ListRule
    earlier: tuple[Earlier, ...] = ()
    """Earlier editions of the same standard, the earliest first; each judges the periods up to its `until`."""
