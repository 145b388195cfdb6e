"""How scores, bands and lists come about."""

from dataclasses import dataclass
from typing import Final

from generator.judging.scoring.evidence import T_95
from generator.model.rules import Word
from generator.presenting.atlas import Atlas
from generator.presenting.parts.scores.simulation import SimulatedRow, simulation
from generator.presenting.text.addresses import Paths
from generator.words.phrases import say

_ROW: Final = 10
"""Degrees of freedom in a row of the table."""


_BANDS: Final = (say("优秀"), say("良好"), say("合格"), say("不良"))
"""Of the standard that the simulation is judged by, best first, in the words of the interface."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuantileRow:
    """Values of t for degrees of freedom without a gap."""

    first: int
    """To this the number above a column is added."""
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MethodPage:
    """What the page says besides the words of its template."""

    channels: tuple[Word, ...]
    columns: tuple[int, ...]
    quantiles: tuple[QuantileRow, ...]
    beyond: tuple[tuple[int, str], ...]
    """The rows of the table after the first gap: degrees of freedom and the value of t."""
    months: int
    """Of each simulated board."""
    simulated: tuple[SimulatedRow, ...]
    """Empty: nothing was simulated."""
    simulated_bands: tuple[str, ...]


def view(atlas: Atlas, _paths: Paths) -> MethodPage:
    """The ways in which a window is inspected, the table that intervals need, and how they did in a simulation."""
    values = {freedom: f"{value:f}" for freedom, value in T_95.items()}
    without_gap = [freedom for place, freedom in enumerate(values, start=1) if place == freedom]
    known = simulation()
    return MethodPage(
        channels=atlas.site.rulebook.vocabulary.channels,
        columns=tuple(range(1, _ROW + 1)),
        quantiles=tuple(
            QuantileRow(first=first, values=tuple(values[first + step] for step in range(1, _ROW + 1)))
            for first in range(0, len(without_gap), _ROW)
        ),
        beyond=tuple((freedom, value) for freedom, value in values.items() if freedom > len(without_gap)),
        months=known.months,
        simulated=known.rows,
        simulated_bands=_BANDS[: len(known.bands)],
    )
