"""Scores on a scale: where each lies in a drawing, in whole units of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from generator.model.scores import BoardPeriod, Rated
from generator.model.standard import Band, Standard
from generator.presenting.text.wording import joined, points_text
from generator.words.phrases import say

_STEP: Final = Decimal(10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """From which score to which a drawing goes, and where in it these two lie."""

    lowest: Decimal
    highest: Decimal
    near: int
    """Where the lowest score lies."""
    far: int
    """Where the highest does."""

    def at(self, score: Decimal) -> int:
        """Where a score lies."""
        span = (self.highest - self.lowest) or 1
        return self.near + int((score - self.lowest) * (self.far - self.near) / span)

    def bands(self, standard: Standard) -> tuple[Band, ...]:
        """The bands that begin within the scale."""
        return tuple(band for band in standard.bands if self.lowest < band.at_least < self.highest)

    def said(self, standard: Standard) -> str:
        """The ends of the scale and the bounds within it, in words."""
        ends = say("图从 {points} 分画到 {n} 分", points=points_text(self.lowest), n=points_text(self.highest))
        bands = self.bands(standard)
        if not bands:
            return ends
        named = joined(f"{band.name} {points_text(band.at_least)}" for band in bands)
        return say("{ends}；等级下限：{named}", ends=ends, named=named)


def scale_of(scores: Iterable[Decimal], near: int, far: int) -> Scale:
    """The scale that holds all scores, in whole tens; from 0 to 100 for none."""
    found = tuple(scores)
    lowest = (min(found) / _STEP).to_integral_value(ROUND_FLOOR) * _STEP if found else Decimal(0)
    highest = (max(found) / _STEP).to_integral_value(ROUND_CEILING) * _STEP if found else Decimal(100)
    return Scale(lowest=lowest, highest=highest, near=near, far=far)


def scores_of(period: BoardPeriod) -> tuple[Decimal, ...]:
    """The scores of a board in a period, in the order of the places."""
    return tuple(row.outcome.score for row in period.ranked if isinstance(row.outcome, Rated))
