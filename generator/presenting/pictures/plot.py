"""A board as a drawing: every window of a period with its interval, and the median over the periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.judging.analysis.city import ScoreSpan
from generator.model.scores import BoardPeriod, Interval, Rated
from generator.model.standard import Standard
from generator.presenting.pictures.scale import scale_of
from generator.presenting.pictures.trend import Level, levels_of

WIDTH: Final = 320
HEIGHT: Final = 112
_LEFT: Final = 78
"""Room for the names of the bands, in either language."""
_RIGHT: Final = 8
_TOP: Final = 10
_BOTTOM: Final = 104


@dataclass(frozen=True, kw_only=True, slots=True)
class Plot:
    """Scores from left to right, each with the stretch that belongs to it; the table beside it says the same."""

    levels: tuple[Level, ...]
    grid: str
    """The levels, as the `d` of a path."""
    stems: str
    """The stretches."""
    spots: str
    """The scores, as lines without a length."""
    line: str
    """From score to score; empty where they are not of one thing."""
    said: str
    """The scale in words."""


def interval_plot(standard: Standard, period: BoardPeriod) -> Plot | None:
    """The windows of a board from the first place to the last, each with its interval; None for fewer than two."""
    drawn = [
        (row.outcome.score, row.interval or Interval(low=row.outcome.score, high=row.outcome.score))
        for row in period.ranked
        if isinstance(row.outcome, Rated)
    ]
    points = [ScoreSpan(lowest=one.low, median=score, highest=one.high) for score, one in drawn]
    return _plot(standard, points, joined=False)


def board_plot(standard: Standard, spans: Sequence[ScoreSpan]) -> Plot | None:
    """The medians of periods, oldest first, each with the lowest and the highest score; None for fewer than two."""
    return _plot(standard, spans, joined=True)


def _plot(standard: Standard, points: Sequence[ScoreSpan], *, joined: bool) -> Plot | None:
    if len(points) <= 1:
        return None
    scale = scale_of((end for one in points for end in (one.lowest, one.highest)), _BOTTOM, _TOP)
    levels = levels_of(scale, standard)
    last = len(points) - 1
    placed = [(_LEFT + number * (WIDTH - _LEFT - _RIGHT) // last, one) for number, one in enumerate(points)]
    return Plot(
        levels=levels,
        grid="".join(f"M0 {level.y}H{WIDTH}" for level in levels),
        stems=stretches(
            (x, scale.at(one.highest), scale.at(one.lowest)) for x, one in placed if one.lowest < one.highest
        ),
        spots="".join(dict.fromkeys(f"M{x} {scale.at(one.median)}h0" for x, one in placed)),
        line=" ".join(f"{x} {scale.at(one.median)}" for x, one in placed) if joined else "",
        said=scale.said(standard),
    )


def stretches(drawn: Iterable[tuple[int, int, int]]) -> str:
    """Upright lines as the `d` of a path, each told as its place from the left, its top and its foot.

    Those that meet are one line: the ink is the same, and a board of thousands has no more of it than it shows.
    """
    joined: list[tuple[int, int, int]] = []
    for x, top, foot in sorted(drawn):
        if joined and joined[-1][0] == x and top <= joined[-1][2]:
            joined[-1] = (x, joined[-1][1], max(foot, joined[-1][2]))
        else:
            joined.append((x, top, foot))
    return "".join(f"M{x} {top}V{foot}" for x, top, foot in joined)
