"""A standard: sections of clauses, how each clause is checked, and how points become bands.

Whatever is true of every method of checking is asked of it by the same name: its `part` in the score, the key that it
is `told_under`, whether silence is a pass, whether visits look at it, and which amounts it can take. A new method says
so too, or the checker names it. What forms offer, ask for and reckon with follows from its `choices`, its `bounds` and
its `example`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Final, Literal, TypeVar

from generator.model.centre import OpenHours
from generator.model.results import Figure, FigureKey, Sample
from generator.model.scalars import (
    ChosenBy,
    Count,
    Day,
    Edition,
    ItemId,
    Name,
    Part,
    Places,
    Points,
    Share,
    Slug,
    Step,
    Text,
)

ScorePart = Literal["base", "bonus", "guidance"]
"""What a clause belongs to: the base score, what is added to it, or neither."""

ResultKey = FigureKey | Literal["findings", "unmet", "events"]
"""Where results tell of a clause: a key of an inspection, or the events."""


Bound = Decimal | int | Mapping[str, Part] | tuple[Decimal, ...] | None
"""A figure of a check that a reckoning needs beside the points of the clause."""


SOURCE_NOTE: Final = "（来源"
"""How a note on what the source lacks begins, where it stands within a text: nobody's duty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Points of which whoever finds the fault says how many, with a note (扣 1–3 分)."""

    least: Points
    most: Points


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One way to lose points under a clause."""

    id: Slug
    text: Text
    minus: Points | Range | None = None
    """Points taken; left out only where the fault forfeits the clause."""
    each: bool = False
    """Taken once for every occurrence counted in a finding, not once in all."""
    at_most: Points | None = None
    """The most that this fault takes (扣满为止): in one inspection, or, of proved facts, in one period."""
    forfeits: bool = False
    """Takes all points of the clause (该项不得分). Only under a clause that has points of its own."""
    per: Literal["visit", "period"] = "visit"
    """`visit`: it is seen in inspections, and what they took is averaged over them. `period`: it is a fact proved
    outside inspections, told by an event and counted once, in the period in which it was proved."""
    stated: bool = False
    """The source leaves its limit to each centre: nothing is taken where the centre has not stated one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deduct:
    """Points are lost by faults."""

    method: Literal["deduct"]
    faults: tuple[Fault, ...]
    part: ClassVar[ScorePart] = "base"
    told_under: ClassVar[ResultKey] = "findings"
    silent: ClassVar[bool] = True
    """An inspection that looked and says nothing means that all is well; False: it must say what it found."""

    @property
    def observed(self) -> bool:
        """Whether visits look at it: there is more to it than proved facts."""
        return any(fault.per == "visit" for fault in self.faults)

    @property
    def choices(self) -> tuple[tuple[Slug, Text], ...]:
        """What a visit can find under it, one of several: its id and its words."""
        return tuple((fault.id, fault.text) for fault in self.faults if fault.per == "visit")

    @property
    def bounds(self) -> Mapping[str, Bound]:
        """By name, what the arithmetic of a figure needs of it; faults have rules of their own."""
        return {}

    def example(self, _points: Points) -> Figure | None:
        """A figure that an inspection may give; None where it gives none."""
        return None

    def amounts(self, _points: Fraction) -> Iterator[Fraction]:
        """Every amount that it can take, besides all the points of its clause."""
        for fault in self.faults:
            worth = (fault.minus.least, fault.minus.most) if isinstance(fault.minus, Range) else (fault.minus,)
            yield from (Fraction(amount) for amount in (*worth, fault.at_most) if amount is not None)
            if isinstance(fault.minus, Range):
                yield Fraction(1, 1000)  # the finest amount that a finding can name


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """All points or none."""

    method: Literal["tick"]
    part: ClassVar[ScorePart] = "base"
    told_under: ClassVar[ResultKey] = "unmet"
    silent: ClassVar[bool] = True
    observed: ClassVar[bool] = True
    choices: ClassVar[tuple[tuple[Slug, Text], ...]] = ()
    bounds: ClassVar[Mapping[str, Bound]] = {}

    def example(self, _points: Points) -> None:
        """As `Deduct.example`."""

    def amounts(self, _points: Fraction) -> Iterator[Fraction]:
        """As `Deduct.amounts`."""
        return iter(())


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A named level and the share of the clause's points that it earns."""

    id: Slug
    name: Name
    share: Part
    training: bool = False
    """Of an appraisal: whoever gets it is trained, as the remedy of the clause says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """Points by the level that was found."""

    method: Literal["level"]
    levels: tuple[Level, ...]
    part: ClassVar[ScorePart] = "base"
    told_under: ClassVar[ResultKey] = "levels"
    silent: ClassVar[bool] = False
    observed: ClassVar[bool] = True

    @property
    def choices(self) -> tuple[tuple[Slug, Text], ...]:
        """As `Deduct.choices`."""
        return tuple((level.id, level.name) for level in self.levels)

    @property
    def bounds(self) -> Mapping[str, Bound]:
        """As `Deduct.bounds`."""
        return {"levels": {level.id: level.share for level in self.levels}}

    def example(self, _points: Points) -> Figure:
        """As `Deduct.example`."""
        return self.levels[0].id

    def amounts(self, points: Fraction) -> Iterator[Fraction]:
        """As `Deduct.amounts`."""
        return (points * Fraction(level.share) for level in self.levels)


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """Points that the inspector gives (实得分), from 0 to those of the clause."""

    method: Literal["points"]
    step: Step = Decimal("0.5")
    """Points are given in whole steps of this size."""
    part: ClassVar[ScorePart] = "base"
    told_under: ClassVar[ResultKey] = "points"
    silent: ClassVar[bool] = False
    observed: ClassVar[bool] = True
    choices: ClassVar[tuple[tuple[Slug, Text], ...]] = ()

    @property
    def bounds(self) -> Mapping[str, Bound]:
        """As `Deduct.bounds`."""
        return {"step": self.step}

    def example(self, points: Points) -> Figure:
        """As `Deduct.example`."""
        return points

    def amounts(self, _points: Fraction) -> Iterator[Fraction]:
        """As `Deduct.amounts`."""
        return iter((Fraction(self.step),))


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """What a rate below its target costs: `minus` points for each whole step `each` that it is below."""

    each: Share
    """The size of a step, as a share."""
    minus: Points
    """Points taken for each whole step."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A measured limit, by rate = cases within the limit ÷ cases sampled, summed over the period.

    A rate at the target or above earns all points. Below it `proportional` earns points × rate ÷ target; a ladder takes
    points for each step.
    """

    method: Literal["limit"]
    measure: Text
    unit: Name | None = None
    at_most: Points | None = None
    """A case keeps the limit where no more was measured."""
    at_least: Points | None = None
    """A case keeps the limit where no less was measured."""
    target: Share
    below: Literal["proportional"] | Ladder = "proportional"
    """What a rate below the target earns: its part of the points, or all less a ladder."""
    min_cases: Count = 1
    """Fewer sampled cases than this in a period say nothing: the clause counts as not assessed."""
    part: ClassVar[ScorePart] = "base"
    told_under: ClassVar[ResultKey] = "sampled"
    silent: ClassVar[bool] = False
    observed: ClassVar[bool] = True
    choices: ClassVar[tuple[tuple[Slug, Text], ...]] = ()

    @property
    def bounds(self) -> Mapping[str, Bound]:
        """As `Deduct.bounds`."""
        ladder = (self.below.each, self.below.minus) if isinstance(self.below, Ladder) else None
        return {"target": self.target, "min_cases": self.min_cases, "ladder": ladder}

    def example(self, _points: Points) -> Figure:
        """As `Deduct.example`."""
        return Sample(cases=40, within=38)

    def amounts(self, _points: Fraction) -> Iterator[Fraction]:
        """As `Deduct.amounts`."""
        return iter((Fraction(self.below.minus),) if isinstance(self.below, Ladder) else ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Bonus:
    """Points added after the base score, for facts proved outside visits: each is told by an event."""

    method: Literal["bonus"]
    plus: Points
    each: bool = False
    at_most: Points | None = None
    """The most that this clause adds in one period."""
    only_from: Points | None = None
    """Added only where the base score, on the standard's scale, reaches this."""
    part: ClassVar[ScorePart] = "bonus"
    told_under: ClassVar[ResultKey] = "events"
    silent: ClassVar[bool] = True
    observed: ClassVar[bool] = False
    choices: ClassVar[tuple[tuple[Slug, Text], ...]] = ()
    bounds: ClassVar[Mapping[str, Bound]] = {}

    def example(self, _points: Points) -> None:
        """As `Deduct.example`."""

    def amounts(self, _points: Fraction) -> Iterator[Fraction]:
        """As `Deduct.amounts`."""
        return iter(())


@dataclass(frozen=True, kw_only=True, slots=True)
class Guidance:
    """Published, not scored."""

    method: Literal["none"]
    part: ClassVar[ScorePart] = "guidance"
    told_under: ClassVar[ResultKey] = "findings"
    silent: ClassVar[bool] = True
    observed: ClassVar[bool] = False
    choices: ClassVar[tuple[tuple[Slug, Text], ...]] = ()
    bounds: ClassVar[Mapping[str, Bound]] = {}

    def example(self, _points: Points) -> None:
        """As `Deduct.example`."""

    def amounts(self, _points: Fraction) -> Iterator[Fraction]:
        """As `Deduct.amounts`."""
        return iter(())


Check = Deduct | Tick | Grade | Given | Limit | Bonus | Guidance

M = TypeVar("M", bound=Check)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A set term of the trade with the parts it counts (四查十对: four checks, ten matches)."""

    name: Name
    parts: tuple[Text, ...] = ()


Disclosed = Literal["services", "steps", "limits", "standards", "evaluations"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One rule of a standard."""

    id: ItemId
    text: Text
    theme: Slug
    roles: tuple[Slug, ...]
    check: Annotated[Check, ChosenBy("method")]
    points: Points | None = None
    """None: the clause's faults draw on the pool of its section, or of the whole standard."""
    do: tuple[Text, ...] = ()
    dont: tuple[Text, ...] = ()
    say: tuple[Text, ...] = ()
    never_say: tuple[Text, ...] = ()
    situation: Text | None = None
    terms: tuple[Term, ...] = ()
    legal_basis: tuple[Text, ...] = ()
    evidence_source: tuple[Text, ...] = ()
    remedy: Text | None = None
    may_not_apply: bool = False
    """An inspection may say that the clause does not apply to a window."""
    hours: tuple[OpenHours, ...] = ()
    """What the clause demands of opening hours: whoever it binds publishes these at least."""
    discloses: tuple[Disclosed, ...] = ()
    """What the clause demands to be public of every window: its services, how each is done and within what time, by
    which standards; and what the public says of it."""


def checked_by(clauses: Iterable[Clause], method: type[M]) -> Iterator[tuple[Clause, M]]:
    """The clauses that are checked by one method, each before its check. Where methods differ, `match` forgets none."""
    return ((clause, clause.check) for clause in clauses if isinstance(clause.check, method))


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A chapter of a standard."""

    id: ItemId
    title: Name
    en: Name | None = None
    """As in `Standard`; no fingerprint of an edition holds it."""
    clauses: tuple[Clause, ...]
    points: Points | None = None
    """With clauses that have points: the declared sum. With clauses that have none: the pool they draw on together."""
    declared: Points | None = None
    """What the heading of the source says, where it says it; nothing is computed with it."""
    bonus_at_most: Points | None = None
    """The most that the bonuses of this section add in one period."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A named level of scores: the highest band whose `at_least` is not above the score."""

    id: Slug
    name: Name
    at_least: Points
    """The lowest score of the band."""
    follows: Text | None = None
    """Of an appraisal: what follows for those who are in it, such as reward or training."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Veto:
    """A grave fact (一票否决) that puts the window into `band` whatever its score, unless it stands lower already."""

    id: Slug
    text: Text
    band: Slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Floor:
    """Where a section earns less than the share `below` of its points, the window stands in `band` at best."""

    section: ItemId
    below: Share
    """Share of the section's points that has to be earned."""
    band: Slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradiction:
    """A rule here and one of another standard that ask for different things, or are followed by different things.

    Each side names a clause, or a fault of it, or a veto.
    """

    own: ItemId | None = None
    """The clause of this standard."""
    own_fault: Slug | None = None
    """A fault of that clause, where the two differ in what follows from it."""
    own_veto: Slug | None = None
    """A veto of this standard, in place of a clause."""
    standard: Slug
    """The other standard, without its edition."""
    clause: ItemId | None = None
    """The clause there."""
    fault: Slug | None = None
    """A fault of that clause."""
    veto: Slug | None = None
    """A veto there, in place of a clause."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A doubt about the source that a known issue settles."""

    code: Literal["heading-sum-differs", "total-sum-differs", "unfilled-blank", "points-beside-the-scale"]
    """As the check calls it."""
    at: ItemId | None = None
    """The section or clause that it is about; left out: the standard as a whole."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownIssue:
    """Where the source is cut off, damaged or at odds with itself or others, and the reading that was taken."""

    where: Text
    text: Text
    reading: Text
    contradicts: tuple[Contradiction, ...] = ()
    """Which clauses are at odds; they are shown side by side on the pages of themes."""
    answers: tuple[Answer, ...] = ()
    """Which doubts of the check this settles."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The document that the standard restates."""

    heading: Text
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The scale of scores: `full` for everything met, rounded half up, once, to `precision` decimal places."""

    full: Count
    precision: Places


Kind = Literal["scored", "commitments", "conduct", "checklist", "appraisal", "management", "programme", "procedure"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standard:
    """One edition of a standard."""

    id: Slug
    edition: Edition
    title: Name
    en: Name | None = None
    """Its title on pages with the English interface; without one they say `title`."""
    kind: Kind
    summary: Text
    source: Source
    applies_to: tuple[Slug, ...]
    effective: Day
    sections: tuple[Section, ...]
    scale: Scale | None = None
    """None: a standard that is published and not scored."""
    not_applicable: Literal["rescale", "full-marks"] = "rescale"
    """What an exempted clause does: leave the denominator, or keep its full marks."""
    exempt_at_most: Share = Decimal("0.4")
    """The largest share of all points that may not apply to one window in one inspection."""
    min_coverage: Share | None = None
    """Share of the applicable points that must have been assessed before there is a score at all."""
    bands: tuple[Band, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    floors: tuple[Floor, ...] = ()
    declared_total: Points | None = None
    """What the title of the source says all points are, where it says it; nothing is computed with it."""
    known_issues: tuple[KnownIssue, ...] = ()

    @property
    def ref(self) -> str:
        """`id@edition`, as results and boards cite it."""
        return f"{self.id}@{self.edition}"
