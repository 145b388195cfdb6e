"""How far a score can be trusted, in words and as a small drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from math import isqrt
from typing import Final

from generator.judging.scoring.evidence import reach_of
from generator.model.rules import Board
from generator.model.scores import BoardPeriod, Interval, Pooled, Rated, Standing
from generator.model.standard import Standard
from generator.presenting.text.wording import joined, points_text, score_text
from generator.words.phrases import say

WIDTH: Final = 200

_EDGE: Final = 6

_STEP: Final = Decimal(10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A score and its interval on the scale of a chart; whole units of the drawing."""

    low: int
    at: int
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """The scale that all bars of a board in a period share."""

    lowest: Decimal
    highest: Decimal
    ticks: tuple[int, ...]
    """Where bands begin."""
    said: str
    """The scale in words."""
    spread: str
    """How far apart inspections of one window came out, in words; empty where it is not told."""

    def at(self, score: Decimal) -> int:
        """Where a score lies."""
        span = (self.highest - self.lowest) or 1
        return _EDGE + int((score - self.lowest) * (WIDTH - 2 * _EDGE) / span)


def chart_of(standard: Standard, period: BoardPeriod) -> Chart | None:
    """The scale for every interval of a period, in whole tens; None where nothing has one."""
    shown = [row.interval for row in period.ranked if row.interval]
    if not shown or period.pooled is None:
        return None
    lowest = (min(one.low for one in shown) / _STEP).to_integral_value(ROUND_FLOOR) * _STEP
    highest = (max(one.high for one in shown) / _STEP).to_integral_value(ROUND_CEILING) * _STEP
    bands = [band for band in standard.bands if lowest < band.at_least < highest]
    named = joined(f"{band.name} {points_text(band.at_least)}" for band in bands)
    scale = Chart(lowest=lowest, highest=highest, ticks=(), said="", spread="")
    ends = say("图从 {points} 分画到 {points2} 分", points=points_text(lowest), points2=points_text(highest))
    return Chart(
        lowest=lowest,
        highest=highest,
        ticks=tuple(scale.at(band.at_least) for band in bands),
        said=say("{ends}；竖线是等级下限：{named}", ends=ends, named=named) if named else ends,
        spread=spread_text(pooled) if (pooled := open_spread(period)) else "",
    )


def bar_of(chart: Chart | None, row: Standing) -> Bar | None:
    """The bar of a row; None where it has no interval."""
    if chart is None or row.interval is None or not isinstance(row.outcome, Rated):
        return None
    return Bar(low=chart.at(row.interval.low), at=chart.at(row.outcome.score), high=chart.at(row.interval.high))


def open_spread(period: BoardPeriod) -> Pooled | None:
    """The spread of a period as it may be told.

    None where there is none, and while a window is under appeal: what is known of the others would give away its own.
    """
    return period.pooled if period.peers == len(period.ranked) else None


def spread_text(pooled: Pooled) -> str:
    """The pooled spread as a standard deviation, cut to two places, and its degrees of freedom."""
    variance = pooled.variance * 10_000
    deviation = Decimal(isqrt(variance.numerator // variance.denominator)).scaleb(-2)
    return say(
        "本期同一窗口各次检查得分的标准差约 {deviation} 分，自由度 {freedom}",
        deviation=format(deviation, "f"),
        freedom=pooled.freedom,
    )


def interval_text(interval: Interval | None) -> str:
    """`82.1–86.9`; empty where there is none."""
    return f"{score_text(interval.low)}–{score_text(interval.high)}" if interval else ""


def range_text(row: Standing) -> str:
    """The places that cannot be told apart from a window's own: `2–7`, or `3` alone."""
    return str(row.first) if row.first == row.last else f"{row.first}–{row.last}"


def alike_text(row: Standing) -> str:
    """Which other places cannot be told apart from a window's own, in words; empty where there are none."""
    if row.first == row.last:
        return ""
    return say("与第 {first}–{last} 名没有可靠差别", first=row.first, last=row.last)


def borderline_text(board: Board, standard: Standard, row: Standing) -> str:
    """Why a window is borderline; empty where it is not."""
    if row.borderline == "none":
        return ""
    if row.interval is None:
        return say("检查太少，估计不出得分区间，证据不足")
    rule = board.red if row.borderline == "red" else board.green
    crossed = tuple(_crossed(standard, row, rule.bands))
    if crossed:
        return say(
            "得分区间 {interval} 跨过 {crossed} 分", interval=interval_text(row.interval), crossed=joined(crossed)
        )
    return say(
        "得分区间 {interval} 不在上榜等级内，只因章节最低要求而降低等级，证据不足", interval=interval_text(row.interval)
    )


def _crossed(standard: Standard, row: Standing, bands: tuple[str, ...]) -> Iterable[str]:
    """The bounds within a window's reach at which the list begins or ends."""
    bounds = {band.id: band.at_least for band in standard.bands}
    lowest, highest = reach_of(standard, row)
    inside = sorted(
        (band for band, bound in bounds.items() if bounds[lowest] <= bound <= bounds[highest]),
        key=lambda band: bounds[band],
    )
    if row.interval is not None:
        for below, above in pairwise(inside):
            if (below in bands) != (above in bands) and row.interval.low < bounds[above]:
                yield points_text(bounds[above])
