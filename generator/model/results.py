"""Inspection rounds: one file, one day, one team, one channel, one standard, some windows of one centre.

These records have no slots: there are hundreds of thousands of them, they are kept between runs, and Python pickles
frozen records with slots several times slower.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.model.scalars import Count, Day, ItemId, Slug, StandardRef, Tally, TeamCode, Text


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A fault seen in an inspection."""

    clause: ItemId
    fault: Slug
    count: Count = 1
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


@dataclass(frozen=True, kw_only=True)
class Award:
    """A bonus that was earned."""

    clause: ItemId
    count: Count = 1
    note: Text | None = None
    evidence: Text | None = None


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
class Inspection:
    """One visit to one window."""

    window: Slug
    assessed: Literal["all"] | tuple[ItemId, ...]
    """`all`, or the sections and clauses that were looked at: silence is never a pass."""
    findings: tuple[Finding, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    levels: Mapping[ItemId, Slug] = field(default_factory=dict)
    sampled: Mapping[ItemId, Sample] = field(default_factory=dict)
    bonuses: tuple[Award, ...] = ()
    vetoes: tuple[Offence, ...] = ()
    not_applicable: tuple[Exemption, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Round:
    """One file of results."""

    standard: StandardRef
    date: Day
    channel: Slug
    team: TeamCode
    inspections: tuple[Inspection, ...]
