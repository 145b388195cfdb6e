"""What is known of windows, boards and centres once they are judged."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.cases import CaseFile, Deadline, Entry, HeldState, Relapse, Revision
from generator.model.centre import Centre
from generator.model.keys import OfPlace, OfRow, RowKey
from generator.model.later import Later
from generator.model.programme import RoundLine
from generator.model.scores import (
    Fulfilment,
    Grading,
    Lowering,
    PeriodScore,
    Standing,
    Superseded,
    TeamSum,
    Uncounted,
    UnscoredCheck,
    VisitApart,
    WindowLosses,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowName:
    """A window as other pages name it."""

    centre_id: str
    window_id: str
    window: str
    centre: str
    district: str
    trade: str
    """Id of the trade."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionSum:
    """What the pools of one section earned together."""

    section: str
    """Section id; empty for the pool of the whole standard."""
    earned: Fraction
    points: Fraction
    """Of the pools that were assessed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowSections(OfRow):
    """What a window that has a score earned of each section over a period."""

    board: str
    period: str
    centre: str
    window: str
    sections: tuple[SectionSum, ...]
    """In the order of the standard; those of which nothing was assessed are not among them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreRows(OfPlace):
    """The rows of the windows of a centre on a board over a period."""

    board: str
    period: str
    centre: str
    windows: tuple[str, ...]
    """Ids of those that were inspected, in the order of the centre."""
    unrated: tuple[str, ...]
    """Of these the ones that have no rating."""
    each: Later[tuple[Standing, ...]]
    digest: str = ""
    """Equal digest, equal rows; empty where nothing is remembered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreSections(OfPlace):
    """What the windows of a centre earned of each section over a period."""

    board: str
    period: str
    each: Later[tuple[WindowSections, ...]]
    """In the order of the centre."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreLosses(OfPlace):
    """Where the windows of a centre lost points over a period, together and each by itself."""

    board: str
    period: str
    centre: str
    windows: tuple[str, ...]
    """Ids of those that lost any, in the order of the centre."""
    clauses: Mapping[str, tuple[int, Fraction]]
    """Times and points of all of them, by clause."""
    each: Later[tuple[WindowLosses, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionMedian:
    """How a section did at the ranked windows of a board over a period."""

    section: str
    share: Fraction
    """The median of what windows earned of its assessed points."""
    windows: int
    """Of which something in it was assessed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """What lowered the band, and the sections that lost most of their points, at most three."""

    lowered: tuple[Lowering, ...]
    weakest: tuple[SectionSum, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreSummary:
    """What comes back of a centre."""

    key: str
    centre: Centre
    rows: tuple[CentreRows, ...]
    reasons: Mapping[RowKey, Reason]
    """Of the windows whose band puts them on a list."""
    fulfilments: tuple[Fulfilment, ...]
    losses: tuple[CentreLosses, ...]
    sections: tuple[CentreSections, ...]
    gradings: tuple[Grading, ...]
    dates: tuple[tuple[datetime.date, str], ...]
    """Day and file of every round."""
    facts: tuple[tuple[datetime.date, tuple[str, str, int]], ...]
    """Of every event the day of its proof, its id, its file and its position there."""
    cited: frozenset[str]
    """The editions (`id@edition`) that rounds and events cite."""
    rounds: tuple[RoundLine, ...]
    """Every round without its findings, in the same order."""
    cases: tuple[CaseFile, ...]
    superseded: tuple[Superseded, ...]
    """The rows of windows before each upheld appeal; `rows` are those after all of them."""
    records: Mapping[RowKey, tuple[str, ...]]
    """As in `WindowResult`."""
    lost: Mapping[RowKey, tuple[str, ...]]
    """As in `WindowResult`."""
    relapses: tuple[Relapse, ...]
    """As in `WindowResult`."""
    team_sums: tuple[TeamSum, ...]
    """Of all windows but those with an appeal that is undecided."""
    appealing_sums: Mapping[str, tuple[TeamSum, ...]]
    """Of those, by window, without the rows that the appeal is about."""
    unscored: tuple[UnscoredCheck, ...]
    """Inspections by standards that score nothing, by window, the newest first."""
    digests: Mapping[str, str]
    """Of what each window was judged by: equal digest, equal result."""


@dataclass(frozen=True, kw_only=True)
class WindowResult:
    """All that was judged of one window."""

    standings: tuple[Standing, ...]
    reasons: Mapping[RowKey, Reason]
    """Of the periods whose band puts it on a list."""
    fulfilments: tuple[Fulfilment, ...]
    losses: tuple[WindowLosses, ...]
    sections: tuple[WindowSections, ...]
    gradings: tuple[Grading, ...]
    uncounted: Uncounted
    apart: tuple[VisitApart, ...]
    """What no board judges, the newest first."""
    superseded: tuple[Superseded, ...]
    records: Mapping[RowKey, tuple[str, ...]]
    """The fingerprints of the inspections that each row shows."""
    lost: Mapping[RowKey, tuple[str, ...]]
    """The clauses at which it lost points, in the periods that a rectification is about."""
    relapses: tuple[Relapse, ...]
    """What was found again after its rectifications were verified, at most one for each."""
    team_sums: tuple[TeamSum, ...]
    scores: tuple[PeriodScore, ...]
    """The scores with all their parts, newest period first, then by board."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """A window near another in a ranking."""

    standing: Standing
    name: WindowName


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a window stands on a board in a period."""

    standing: Standing
    peers: int
    """How many windows are ranked there."""
    closed: bool
    """The period was over."""
    praise: datetime.date | None = None
    """The last day on which its praise stands open to objections, while that lasts."""
    medians: tuple[SectionMedian, ...] = ()
    """In the newest period: of the sections, over its ranked windows."""
    near: tuple[Neighbour, ...] = ()
    """In the newest period: the windows just above and below, in the order of the board, and the window itself."""

    @property
    def appealed(self) -> bool:
        """Whether no figure of it may be shown, for its appeal is not decided."""
        return self.standing.outcome.appealed


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldPlace(OfPlace):
    """A period of a board of which nothing is published yet.

    It leaves out what the inspections of other windows change: no result may touch the page of another window.
    """

    board: str
    period: str
    public: datetime.date | None
    """The day it is published, unless every centre waives; None where that is not known yet."""
    state: HeldState = "running"


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowProceedings:
    """What the pages of a window may tell of its cases."""

    entries: tuple[Entry, ...] = ()
    cases: tuple[CaseFile, ...] = ()
    revisions: tuple[Revision, ...] = ()
    hidden: tuple[RowKey, ...] = ()
    """The rows of which an undecided appeal holds every figure."""
    deadlines: tuple[Deadline, ...] = ()
    """Of rectifications that are about no entry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld(OfPlace):
    """What the export of a centre leaves out: a period that is held, or a row of one whose appeal is not decided."""

    board: str
    period: str
    standard: str
    """The standard of the board: its inspections in the period are what the rows were made of."""
    window: str
    """Empty: every window."""
    told: tuple[str, ...] = ()
    """Shorter periods of other boards that are public: what was inspected in them may be shown."""
