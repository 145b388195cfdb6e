"""The scores of past periods as a small line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.model.scores import Interval, Rated, Standing
from generator.model.standard import Standard
from generator.presenting.pictures.scale import Scale
from generator.presenting.text.wording import brief_period_text, points_text, range_text, score_text

WIDTH: Final = 320

DRAWN: Final = 8
"""Periods that are drawn, the newest ones; the table has them all."""

_LEFT: Final = 60

_RIGHT: Final = 24

_TOP: Final = 18

_BOTTOM: Final = 92

_MARGIN: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A score on the line, and its interval; whole units of the drawing."""

    x: int
    y: int
    top: int
    bottom: int
    """The interval; both are `y` where there is none."""
    label: str
    places: str
    """The range of places."""
    below: str
    """The period, short."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Where a band begins."""

    y: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A line through the scores, oldest first."""

    dots: tuple[Dot, ...]
    levels: tuple[Level, ...]
    line: str
    """The points of the line as SVG writes them."""
    stems: str
    """The intervals, as the `d` of a path."""
    spots: str
    """The scores, as lines without a length."""
    grid: str
    """The levels."""


def trend_of(rows: Sequence[Standing], standard: Standard) -> Trend | None:
    """The line through the newest of `rows` (of one window, oldest first); an unrated one leaves a gap.

    The scale holds every interval, with a little room. None for fewer than two scores.
    """
    drawn = rows[-DRAWN:]
    known = [_interval(row) for row in drawn if isinstance(row.outcome, Rated)]
    if len(known) <= 1:
        return None
    scale = Scale(
        lowest=min(one.low for one in known) - _MARGIN,
        highest=max(one.high for one in known) + _MARGIN,
        near=_BOTTOM,
        far=_TOP,
    )
    step = (WIDTH - _LEFT - _RIGHT) // (len(drawn) - 1)
    dots = tuple(_dots(drawn, scale, step))
    levels = levels_of(scale, standard)
    return Trend(
        dots=dots,
        levels=levels,
        line=" ".join(f"{dot.x} {dot.y}" for dot in dots),
        stems="".join(f"M{dot.x} {dot.top}V{dot.bottom}" for dot in dots),
        spots="".join(f"M{dot.x} {dot.y}h0" for dot in dots),
        grid="".join(f"M0 {level.y}H{WIDTH}" for level in levels),
    )


def levels_of(scale: Scale, standard: Standard) -> tuple[Level, ...]:
    """Where bands begin on a scale."""
    return tuple(
        Level(y=scale.at(band.at_least), text=f"{band.name} {points_text(band.at_least)}")
        for band in scale.bands(standard)
    )


def _interval(row: Standing) -> Interval:
    if row.interval is not None:
        return row.interval
    score = row.outcome.score if isinstance(row.outcome, Rated) else Decimal(0)
    return Interval(low=score, high=score)


def _dots(rows: Sequence[Standing], scale: Scale, step: int) -> Iterator[Dot]:
    for place, row in enumerate(rows):
        if isinstance(row.outcome, Rated):
            interval = _interval(row)
            yield Dot(
                x=_LEFT + place * step,
                y=scale.at(row.outcome.score),
                top=scale.at(interval.high),
                bottom=scale.at(interval.low),
                label=score_text(row.outcome.score),
                places=range_text(row),
                below=brief_period_text(row.period),
            )
