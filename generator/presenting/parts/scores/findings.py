"""What inspections found at a window, fault by fault, as far as a page has room for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.model.scores import (
    InspectionLine,
    Loss,
    PeriodScore,
)
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.checks import cause_text
from generator.presenting.text.wording import joined, points_text
from generator.words.phrases import say

ROOM: Final = 6_000
"""Bytes that findings may take on a page; where they would take more, of each fault only the first ones are told."""


SIGHTING: Final = 30
"""Bytes that a finding takes besides its note and evidence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """Points taken in one inspection."""

    minus: str
    seen: str
    """Day in the year, and how often: `10-09 ×2`."""
    note: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultLine:
    """A fault of a clause, or a level, with the inspections that found it."""

    clause: str
    path: str
    what: str
    sightings: tuple[Sighting, ...]
    """The first of them, the same number of every fault of a page."""
    rest: str
    """How often it was found besides, on which days; empty where all are told."""


def findings_told(score: PeriodScore) -> int:
    """How many findings of each fault are told: all, or as many as a page has room for."""
    faults: dict[tuple[str, str], list[int]] = {}
    for pool in score.pools:
        for loss in pool.losses:
            if loss.minus:
                size = SIGHTING + len((loss.note or "").encode()) + len((loss.evidence or "").encode())
                faults.setdefault((loss.clause, loss.cause), []).append(size)
    most = most_alike(score)
    return next((some for some in range(most, 0, -1) if sum(sum(sizes[:some]) for sizes in faults.values()) <= ROOM), 0)


def most_alike(score: PeriodScore) -> int:
    """How often the most frequent fault was found."""
    found: dict[tuple[str, str], int] = {}
    for pool in score.pools:
        for loss in pool.losses:
            if loss.minus:
                found[loss.clause, loss.cause] = found.get((loss.clause, loss.cause), 0) + 1
    return max(found.values(), default=0)


def fault_lines(
    losses: Iterable[Loss], inspections: Sequence[InspectionLine], index: StandardIndex, told: int
) -> tuple[FaultLine, ...]:
    """A line for each fault, in the order of the clauses in the standard; of each, `told` findings."""
    found: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        if loss.minus:
            found.setdefault((loss.clause, loss.cause), []).append(loss)
    return tuple(
        _fault_line(found[key], inspections, index, told) for key in sorted(found, key=lambda key: index.order[key[0]])
    )


def _fault_line(
    found: Sequence[Loss], inspections: Sequence[InspectionLine], index: StandardIndex, told: int
) -> FaultLine:
    clause = index.clauses[found[0].clause]
    rest = found[told:]
    return FaultLine(
        clause=clause.id,
        path=index.path(clause.id),
        what=cause_text(clause, found[0].cause),
        sightings=tuple(
            Sighting(
                minus=points_text(loss.minus),
                seen=_sighting(inspections, loss, index),
                note=loss.note or "",
                evidence=loss.evidence or "",
            )
            for loss in found[:told]
        ),
        rest=_rest(rest, inspections, more=told > 0) if rest else "",
    )


def _rest(found: Sequence[Loss], inspections: Sequence[InspectionLine], *, more: bool) -> str:
    days = joined(dict.fromkeys(seen_on(inspections, loss.inspection)[5:] for loss in found))
    lost = points_text(sum((loss.minus for loss in found), Fraction(0)))
    told = {"n": len(found), "lost": lost, "days": days}
    return (
        say("另有 {n} 次检查发现，−{lost}：{days}", **told)
        if more
        else say("共 {n} 次检查发现，−{lost}：{days}", **told)
    )


def _times(count: int) -> str:
    return f" ×{count}" if count > 1 else ""


def _sighting(inspections: Sequence[InspectionLine], loss: Loss, index: StandardIndex) -> str:
    """The day, which the table of inspections opens up; of several on a day the channel too."""
    line = inspections[loss.inspection]
    alone = sum(one.date == line.date for one in inspections) == 1
    channel = "" if alone else f" {index.channels[line.channel]}"
    return f"{line.date.isoformat()[5:]}{channel}{_times(loss.count)}"


def seen_on(inspections: Sequence[InspectionLine], position: int) -> str:
    """The day of an inspection."""
    return inspections[position].date.isoformat()
