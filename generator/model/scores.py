"""What judging says: scores with all their parts, outcomes with their reasons, places on boards.

Those that stay where they were judged have no slots, for the reason given in `results`. Of rows, and of what is told
beside them, a whole city is held at once: they have slots, and take half of the memory.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from generator.model.cases import Struck
from generator.model.events import Source
from generator.model.keys import OfPlace, OfRow, OfWindow
from generator.model.results import Mend


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated:
    """A score and the band it stands in."""

    score: Decimal
    """On the standard's scale, rounded half up, once. This figure and no other is banded, ranked and shown."""
    band: str
    appealed: ClassVar[bool] = False


UnratedReason = Literal[
    "nothing-assessed", "too-few-inspections", "low-coverage", "channel-missing", "suspended", "appealed", "one-person"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrated:
    """No score, and why."""

    reason: UnratedReason
    """`suspended`: shut by order on most working days. `appealed`: it has figures, and they are not shown before an
    appeal is decided. `one-person`: an appraisal of it would be that of a person."""
    found: Fraction
    """What there was: days with an inspection that assessed enough, the share of the points that was assessed, or the
    channels with a visit; 0 for the last three reasons."""
    needed: Fraction

    @property
    def appealed(self) -> bool:
        """No figure of it may be shown, for an appeal is not decided."""
        return self.reason == "appealed"


Outcome = Rated | Unrated

Amount = int | Fraction
"""A weight: whole, or an exact part where visits share one."""

PoolState = Literal["assessed", "not-applicable", "not-assessed"]


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Points taken from a clause in one inspection."""

    clause: str
    cause: str
    """The id of the fault or of the level found; empty for a tick that was not met, and for points that were given."""
    count: int
    minus: Fraction
    """Points, after the cap of the fault and before that of the clause."""
    inspection: int
    """Position in `PeriodScore.inspections`."""
    weight: Amount
    """Of the inspection at this clause."""
    note: str | None
    evidence: str | None


@dataclass(frozen=True, kw_only=True)
class EventLoss:
    """Points taken by a fact that was proved outside visits; or a bonus that it earned."""

    id: str
    clause: str
    cause: str
    """The id of the fault; empty for a bonus."""
    minus: Fraction
    """Points, after the cap of the fault over the period; of a bonus those it adds before any cap."""
    happened: datetime.date
    proved: datetime.date
    source: Source
    note: str
    evidence: str
    late: str | None = None
    """Why it was entered late."""


@dataclass(frozen=True, kw_only=True)
class ClauseTaking:
    """What inspections took from a clause, averaged over those that assessed it."""

    clause: str
    weight: Amount
    """Sum of the weights of the inspections that assessed it; 1 where what they took is added up."""
    lost: Fraction
    """Points: Σ weight × what the inspection took, never more than the pool ÷ this weight."""


@dataclass(frozen=True, kw_only=True)
class PoolScore:
    """A pool of points over a period: a clause with points, a section, or the whole standard.

    earned = max(0, points − Σ lost of its clauses − Σ minus of its events).
    """

    pool: str
    """Clause id or section id; empty for the whole standard."""
    section: str
    points: Fraction
    state: PoolState
    """`assessed`: each of its clauses that visits look at, and that applies, was assessed by one of them."""
    earned: Fraction
    """Points earned. Of a pool that was not assessed 0, or what its events took, below 0: a proved fact counts even
    where nobody looked."""
    cases: int
    """Sampled cases, for a limit; else 0."""
    within: int
    taken: tuple[ClauseTaking, ...]
    """Of the clauses at which inspections took anything."""
    losses: tuple[Loss, ...]
    events: tuple[EventLoss, ...]
    exemptions: tuple[tuple[str, str, int], ...]
    """Clause, reason, and position of the inspection that exempted it."""

    @property
    def told(self) -> bool:
        """Something was found, proved or measured; else it has all of its points, or none of them."""
        return bool(self.losses or self.events or self.cases)


@dataclass(frozen=True, kw_only=True)
class BonusScore:
    """Bonus points of one clause over a period."""

    clause: str
    section: str
    count: int
    earned: Fraction
    """Points, after the cap of the clause and before the cap of the section."""
    withheld: bool
    """The base score did not reach the clause's `only_from`: nothing is added."""
    events: tuple[EventLoss, ...]
    """What it was earned by."""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """Something that an inspection noted under guidance; it takes nothing."""

    clause: str
    inspection: int
    note: str | None
    evidence: str | None


@dataclass(frozen=True, kw_only=True)
class UnscoredNote:
    """What was seen at a clause of a standard that scores nothing."""

    clause: str
    note: str | None
    evidence: str | None


@dataclass(frozen=True, kw_only=True)
class UnscoredCheck(OfWindow):
    """One inspection of a window by a standard that is published and not scored: it moves no score and no place."""

    centre: str
    window: str
    standard: str
    """`id@edition`."""
    date: datetime.date
    channel: str
    team: str
    seen: tuple[str, ...]
    """The clauses that were looked at, in the order of the standard."""
    noted: tuple[UnscoredNote, ...]
    """What was found at them, in the same order; nothing at the others."""


@dataclass(frozen=True, kw_only=True)
class InspectionLine:
    """One inspection of the window in the period."""

    date: datetime.date
    channel: str
    team: str
    weight: Amount
    """0: shown, not counted. Under `shares` that of its channel, shared by its visits; of a clause it may be more."""
    coverage: Fraction
    """Share of the applicable points that visits can assess and that it assessed; of a shared pool by its clauses."""
    outcome: Outcome
    """Its own score, were it the only one."""
    base: Fraction
    """The same before it is rounded; of no meaning where the outcome is Unrated."""
    late: str | None = None
    """Why it was entered late."""
    out_of_hours: str | None = None
    """Why it was made while the window was shut."""
    announced: Decimal | None = None
    """The total that was announced of it."""


@dataclass(frozen=True, kw_only=True)
class Lowering:
    """Why the band is lower than the score alone would give."""

    kind: Literal["veto", "floor"]
    cause: str
    """Id of the veto, or of the section under its floor."""
    band: str
    note: str | None
    inspection: int | None
    event: str = ""
    """The fact that it rests on, where it was proved outside visits."""


@dataclass(frozen=True, kw_only=True)
class PeriodScore(OfRow):
    """The score of one window on one board over one period, with every part of it.

    base = max(0, Σ earned) ÷ Σ points × full, where the points are those of the pools that were assessed;
    exact = base + bonus; the outcome's score is `exact` rounded once.
    """

    board: str
    period: str
    """As in `judging.scoring.periods`."""
    centre: str
    window: str
    standard: str
    """`id@edition`."""
    outcome: Outcome
    base: Fraction
    event_points: Fraction
    """What the events took from the base score, on the standard's scale: without them it would be so much higher."""
    bonus: Fraction
    exact: Fraction
    available: Fraction
    """Σ points of the pools that were assessed."""
    coverage: Fraction
    counted: int
    """Inspections with a weight above 0."""
    days: int
    """Days with a counted inspection that assessed at least the least coverage of the standard."""
    inspections: tuple[InspectionLine, ...]
    pools: tuple[PoolScore, ...]
    bonuses: tuple[BonusScore, ...]
    lowered: tuple[Lowering, ...]
    noted: tuple[Noted, ...] = ()
    """What was noted under guidance."""
    announced: Decimal | None = None
    """The total that was officially announced of the period, by its newest inspection that has one."""
    computed: Decimal | None = None
    """The sum of the parts, rounded, where another total stands in its place; else None."""
    struck: tuple[Struck, ...] = ()
    """What upheld appeals took out, in the order of the decisions; nothing of it is in any other part."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fulfilment(OfRow):
    """How often a window kept a measured limit over a period: the sums of the counted inspections."""

    board: str
    period: str
    centre: str
    window: str
    clause: str
    cases: int
    within: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How far apart the inspections of one window came out in a period: those that count and have their own score."""

    inspections: int = 0
    extent: Fraction = Fraction(0)
    """Σ coverage: how many inspections of all that applies they come to."""
    mean: Fraction = Fraction(0)
    """Of the base scores, before rounding, each by its coverage."""
    squares: Fraction = Fraction(0)
    """Σ coverage × (base score − mean)², before rounding."""
    weight: Amount = 0
    """Σ weight × coverage of all that count, with or without a score; 1 where what they took is added up."""
    weight_squares: Amount = 0
    """Σ weight² × coverage of the same."""
    added: Amount = 1
    """How many inspections of all that applies the score adds up: Σ coverage of the same; 1 where they are averaged."""


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """The spread within windows of a whole board in a period, or in some periods together."""

    factor: Fraction
    """φ = Σ squares ÷ Σ (inspections − 1) × v, in points: the variance of one inspection is φ × v, where v = full scale
    − mean of the window + 2."""
    freedom: int
    """Σ (inspections − 1); at least 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """The scores that the window may well have deserved; both bounds belong to it."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseLoss:
    """What was lost at a clause over a period."""

    clause: str
    times: int
    """Inspections in which it lost points; 0 for a limit, whose cases are summed over the period."""
    points: Fraction
    """Of the points of its pool, averaged over the inspections as in the score."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowLosses(OfRow):
    """Where a window lost points over a period."""

    board: str
    period: str
    centre: str
    window: str
    clauses: tuple[ClauseLoss, ...]


@dataclass(frozen=True, kw_only=True)
class SelfCheck:
    """A window's inspection of itself: shown on its scorecard, counted nowhere."""

    standard: str
    """`id@edition`."""
    date: datetime.date
    team: str
    outcome: Outcome
    """Its own score, were it counted and the only one."""
    coverage: Fraction
    """Share of the applicable points that was assessed."""
    found: tuple[str, ...] = ()
    """The clauses at which it found something, in the order of the standard."""
    mend: tuple[Mend, ...] = ()
    """How, by whom and by when what it found is put right."""


@dataclass(frozen=True, kw_only=True)
class VisitApart:
    """An inspection that no board judges: by another standard, or of another kind. It counts nowhere, and is told."""

    standard: str
    """`id@edition`."""
    date: datetime.date
    channel: str
    team: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Grading(OfRow):
    """The levels that a clause of an appraisal was given at a window over a period, in the order of the visits."""

    board: str
    period: str
    centre: str
    window: str
    clause: str
    levels: tuple[str, ...]
    """Ids of levels, one for each counted visit that gave one; empty where the clause did not apply."""


@dataclass(frozen=True, kw_only=True)
class TeamSum(OfPlace):
    """What the inspections of one team came to: those with a weight and a score of their own."""

    board: str
    period: str
    team: str
    inspections: int
    total: Fraction
    """Sum of their scores, each as it is shown."""
    alone: int = 0
    """Those at windows that no other team saw in the period: they tell nothing of how harsh the team is."""
    weight: Fraction = Fraction(0)
    """Σ h over the windows that other teams saw too: h = n × m ÷ (n + m), of n inspections by it and m by others,
    each counted as the share that it saw."""
    apart: Fraction = Fraction(0)
    """Σ h × (mean of its base scores − mean of those of the others)."""
    doubt: Fraction = Fraction(0)
    """Σ h × v, where v = full scale − mean of the window + 2."""


Doubt = Literal["none", "crossing", "unknown", "floor", "teams", "periods", "together"]
"""Why no list names a window although it is rated: its interval crosses a bound, or none can be estimated; only a floor
lowers its band; too few teams saw it; it was rated in too few periods; or the periods together do not bear it out."""

Listed = Literal["red", "green", "none"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing(OfRow):
    """A row of a board: one window in one period."""

    board: str
    period: str
    centre: str
    window: str
    outcome: Outcome
    counted: int
    coverage: Fraction
    lowered: bool
    rank: int
    """Competition rank (1, 2, 2, 4); 0 exactly where the outcome is Unrated."""
    listed: Listed
    held_from: str | None = None
    """The earlier period whose rating stands here because there is no newer one; None: it is of this period."""
    events: int = 0
    """Facts proved against it in the period."""
    vetoed: str | None = None
    """The band at best that a proven veto leaves, whatever the score; None: no veto."""
    spread: Spread = Spread()
    interval: Interval | None = None
    """None: Unrated, or no spread could be estimated."""
    first: int = 0
    """The best place that cannot be ruled out; 0 exactly where the outcome is Unrated."""
    last: int = 0
    """The worst place that cannot be ruled out; 0 exactly where the outcome is Unrated."""
    shift: Fraction = Fraction(0)
    """Points that counted facts added to what visits saw: bonuses less what events took. They are no sample."""
    teams: tuple[str, ...] = ()
    """Whose visits count and have a score of their own, by id."""
    doubt: Doubt = "none"
    """Why it is unsettled (等级未定): the evidence does not say on which side of the bound of a list it stands."""
    together: Interval | None = None
    """The interval over as many periods as the list of its band asks for; None: one, or they are not there."""
    borderline: Listed = "none"
    """The list on which it would stand, did the list not ask for certainty. No page, file or feed may tell it: it says
    only who is heard before the period is published."""


@dataclass(frozen=True, kw_only=True)
class Superseded:
    """A window's row as it was before an upheld appeal took findings out of it."""

    case: str
    date: datetime.date
    """Of the decision."""
    standing: Standing
    """Without a place."""

    @property
    def decided(self) -> tuple[datetime.date, str, str]:
        """By which decisions are told apart, and their order: the day, the centre, and its case."""
        return self.date, self.standing.centre, self.case


@dataclass(frozen=True, kw_only=True)
class BoardPeriod(OfPlace):
    """A board over one period: ranked windows by rank then id, and apart from them the unrated ones by id.

    A window whose appeal is not decided stands among the unrated, for the reason `appealed`, without any figure and
    whatever list it is on; all figures are those of the others. So it does where the contested inspection is shown.
    """

    board: str
    period: str
    closed: bool
    """The period was over on the day the site speaks of."""
    ranked: tuple[Standing, ...]
    unrated: tuple[Standing, ...]
    pooled: Pooled | None = None
    """None: no window was inspected twice, so nothing is known of the spread, and no score has an interval."""

    @property
    def peers(self) -> int:
        """How many windows have a rank."""
        return len(self.ranked)


@dataclass(frozen=True, kw_only=True)
class Uncounted:
    """Inspections of a window that move no score and no place, the newest first."""

    by_itself: tuple[SelfCheck, ...] = ()
    unscored: tuple[UnscoredCheck, ...] = ()
