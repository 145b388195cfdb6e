"""Inspection rounds: one file, one day, one team, one channel, one standard, some windows of one centre.

These records have no slots: there are hundreds of thousands of them, they are kept between runs, and Python pickles
frozen records with slots several times slower.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

from generator.model.scalars import Count, Day, ItemId, Points, Slug, StandardRef, Tally, TeamCode, Text

FigureKey = Literal["levels", "points", "sampled"]
"""Where an inspection gives a figure for each clause: without it, such a clause was not assessed."""

FIGURE_KEYS: Final[tuple[FigureKey, ...]] = get_args(FigureKey)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A fault seen in an inspection."""

    clause: ItemId
    fault: Slug | None = None
    """Left out only under a clause that is guidance: what was seen there is noted, and takes nothing."""
    count: Count = 1
    minus: Points | None = None
    """The points taken each time, where the standard leaves the amount to the inspector."""
    note: Text | None = None
    evidence: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Unmet:
    """A tick clause that was not met."""

    clause: ItemId
    note: Text | None = None
    evidence: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Cases measured against a limit, and how many kept it."""

    cases: Count
    within: Tally


Figure = Slug | Points | Sample
"""What an inspection gives for a clause, by the method of the clause."""


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """A clause that does not apply to this window, and why."""

    clause: ItemId
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Offence:
    """A veto that was found to apply."""

    veto: Slug
    note: Text
    evidence: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Mend:
    """What a window does about a clause at which its own check found something: how, who, and by when."""

    clause: ItemId
    how: Text
    """What is done."""
    who: Slug
    """Whose business it is: a role of the vocabulary, never a person."""
    by: Day
    """The last day on which it is to be done."""


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """One visit to one window."""

    window: Slug
    assessed: Literal["all"] | tuple[ItemId, ...]
    """`all`, or the sections and clauses that were looked at: silence is never a pass. Empty only beside a total that
    was announced without its parts."""
    nothing_found: bool = False
    """Said by an inspection that assessed all and has nothing else to say: else its record may only be missing."""
    findings: tuple[Finding, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    levels: Mapping[ItemId, Slug] = field(default_factory=dict)
    points: Mapping[ItemId, Points] = field(default_factory=dict)
    """What the inspector gave (实得分), by clause."""
    sampled: Mapping[ItemId, Sample] = field(default_factory=dict)
    announced: Points | None = None
    """The total as it was officially announced; shown beside the sum of the parts."""
    vetoes: tuple[Offence, ...] = ()
    not_applicable: tuple[Exemption, ...] = ()
    mend: tuple[Mend, ...] = ()
    """Only of a self-check: what follows from it."""

    @property
    def figures(self) -> Mapping[FigureKey, Mapping[ItemId, Figure]]:
        """The figures that it gives, by key and clause."""
        return {key: getattr(self, key) for key in FIGURE_KEYS}

    @property
    def figured(self) -> frozenset[ItemId]:
        """The clauses of which it gives a figure."""
        return frozenset(clause for given in self.figures.values() for clause in given)

    def without_figure(self, clause: ItemId | None) -> "Inspection":
        """The same without the figure of a clause, which it then did not assess."""
        left = {
            key: {name: one for name, one in given.items() if name != clause} for key, given in self.figures.items()
        }
        return replace(self, **left)  # type: ignore[arg-type]  # each under the key that it came from


@dataclass(frozen=True, kw_only=True)
class Round:
    """One file of results."""

    standard: StandardRef
    date: Day
    channel: Slug
    team: TeamCode
    inspections: tuple[Inspection, ...] = ()
    late: Text | None = None
    """Why it was entered so long after its date; shown beside it."""
    out_of_hours: Text | None = None
    """Why it was made on a day on which the window was shut, suspended, or not in service; shown beside it."""
    clean: tuple[Slug, ...] = ()
    """Windows that were assessed whole, and where nothing was found."""

    @property
    def every(self) -> tuple[Inspection, ...]:
        """All inspections, those of clean windows last."""
        if not self.clean:
            return self.inspections
        found = (Inspection(window=window, assessed="all", nothing_found=True) for window in self.clean)
        return (*self.inspections, *found)
