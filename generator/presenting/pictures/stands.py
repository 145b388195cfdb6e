"""How many windows of a board have each band, in words and as a bar of parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model.scores import BoardPeriod, Rated
from generator.model.standard import Standard
from generator.presenting.text.wording import UNSETTLED

WIDTH: Final = 200
SHADES: Final = 5
"""Bands beyond so many share the last shade."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BandCount:
    """How many windows of a board have a band."""

    name: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of the bar, as long as its windows are many."""

    at: int
    length: int
    shade: int
    """0 for the best band, up to `SHADES` − 1."""


def band_counts(standard: Standard, period: BoardPeriod) -> tuple[BandCount, ...]:
    """How many windows have each band, the best first; last those of which it is not settled, where there are any."""
    return tuple(_counts(standard, period))


def _counts(standard: Standard, period: BoardPeriod) -> Iterator[BandCount]:
    settled = [row for row in period.ranked if row.doubt == "none"]
    found = [row.outcome.band for row in settled if isinstance(row.outcome, Rated)]
    for band in sorted(standard.bands, key=lambda one: -one.at_least):
        yield BandCount(name=band.name, count=found.count(band.id))
    if doubtful := len(period.ranked) - len(settled):
        yield BandCount(name=UNSETTLED, count=doubtful)


def bar_parts(counts: Sequence[BandCount]) -> tuple[Part, ...]:
    """The bar of these counts; a count of nothing has no part."""
    every = sum(one.count for one in counts)
    parts: list[Part] = []
    before = 0
    for number, one in enumerate(counts):
        if one.count:
            at = before * WIDTH // every
            before += one.count
            parts.append(Part(at=at, length=before * WIDTH // every - at, shade=min(number, SHADES - 1)))
    return tuple(parts)
