"""Where which windows of a board lose their points: the clauses and windows that lose most, against one another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.judging.scoring.figures import total
from generator.model.keys import PlaceKey, RowKey, WindowKey
from generator.model.scores import WindowLosses

CLAUSES: Final = 6
WINDOWS: Final = 10
"""So many of each are shown."""
LEVELS: Final = 4
"""Shades, the darkest for the most points lost."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatCell:
    """What a window lost at a clause."""

    points: Fraction
    level: int
    """0 for nothing, up to `LEVELS` for the most that any window lost at any clause shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatRow:
    """A window, and what it lost at each clause shown."""

    who: WindowKey
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatMap:
    """The clauses that lose most, and the windows that lose most at them, each the worst first."""

    clauses: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def heat_map(place: PlaceKey, losses: Iterable[WindowLosses], hidden: frozenset[RowKey]) -> HeatMap | None:
    """The map of a board in a period; None where nobody lost anything. Rows that are not shown count nowhere."""
    shown = (one for one in losses if one.place == place and one.key not in hidden)
    lost = {one.who: {loss.clause: loss.points for loss in one.clauses} for one in shown}
    clauses = _worst_clauses(lost.values())
    grid = {who: [lost[who].get(clause, Fraction(0)) for clause in clauses] for who in _worst_windows(lost, clauses)}
    most = max((points for row in grid.values() for points in row), default=Fraction(0))
    if not most:
        return None
    rows = (HeatRow(who=who, cells=tuple(_cell(points, most) for points in row)) for who, row in grid.items())
    return HeatMap(clauses=tuple(clauses), rows=tuple(rows))


def _worst_clauses(lost: Iterable[Mapping[str, Fraction]]) -> list[str]:
    """The clauses by what was lost at them together."""
    found: dict[str, list[Fraction]] = {}
    for own in lost:
        for clause, points in own.items():
            found.setdefault(clause, []).append(points)
    sums = {clause: total(points) for clause, points in found.items()}
    return sorted(sums, key=lambda clause: (-sums[clause], clause))[:CLAUSES]


def _worst_windows(lost: Mapping[WindowKey, Mapping[str, Fraction]], clauses: Sequence[str]) -> list[WindowKey]:
    """The windows by what they lost at these clauses together; whoever lost nothing there is left out."""
    sums = {who: total(own.get(clause, Fraction(0)) for clause in clauses) for who, own in lost.items()}
    return sorted((who for who, points in sums.items() if points), key=lambda who: (-sums[who], who))[:WINDOWS]


def _cell(points: Fraction, most: Fraction) -> HeatCell:
    return HeatCell(points=points, level=-int(-points * LEVELS // most))
