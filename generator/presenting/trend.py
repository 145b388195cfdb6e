"""The scores of past periods as a small line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 96
_LEFT: Final = 24
_TOP: Final = 20
_BOTTOM: Final = 76


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """A score on the line; whole units of the drawing."""

    x: int
    y: int
    label: str
    below: str
    """The period, short."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A line through the scores, oldest first."""

    dots: tuple[Dot, ...]
    line: str
    """The points of the line as SVG writes them."""


def trend_of(scores: Sequence[tuple[str, Decimal | None]], full: int) -> Trend | None:
    """The line of `scores` (period, score; oldest first); a period without a score leaves a gap in the places.

    The scale runs from ten points below the lowest score to `full` or the highest score. None for fewer than two.
    """
    known = [score for _, score in scores if score is not None]
    if len(known) <= 1:
        return None
    top = max(Decimal(full), *known)
    bottom = max(Decimal(0), min(known) - 10)
    step = (WIDTH - 2 * _LEFT) // (len(scores) - 1)
    dots = tuple(
        Dot(
            x=_LEFT + place * step,
            y=_BOTTOM - int((score - bottom) * (_BOTTOM - _TOP) / ((top - bottom) or 1)),
            label=f"{score:f}",
            below=f"{int(period[5:])}月" if period[5:].isdigit() else period[5:],
        )
        for place, (period, score) in enumerate(scores)
        if score is not None
    )
    return Trend(dots=dots, line=" ".join(f"{dot.x},{dot.y}" for dot in dots))
