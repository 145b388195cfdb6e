"""How far a score can be trusted, in words and as a small drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import Final, assert_never

from generator.judging.scoring.certainty import kind_of, rule_of
from generator.judging.scoring.evidence import LEAST_LOST
from generator.model.rules import Board, ListKind, ListRule
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
    ends = say("表里的图从 {points} 分画到 {n} 分", points=points_text(lowest), n=points_text(highest))
    return Chart(
        lowest=lowest,
        highest=highest,
        ticks=tuple(scale.at(band.at_least) for band in bands),
        said=say("{ends}；竖线是等级下限：{named}", ends=ends, named=named) if named else ends,
        spread=spread_text(standard, pooled) if (pooled := open_spread(period)) else "",
    )


def bar_of(chart: Chart | None, row: Standing) -> Bar | None:
    """The bar of a row; None where it has no interval."""
    if chart is None or row.interval is None or not isinstance(row.outcome, Rated):
        return None
    return Bar(low=chart.at(row.interval.low), at=chart.at(row.outcome.score), high=chart.at(row.interval.high))


def open_spread(period: BoardPeriod) -> Pooled | None:
    """The spread of a period: of the windows that are shown alone, so that it tells nothing of a row under appeal."""
    return period.pooled


def spread_text(standard: Standard, pooled: Pooled) -> str:
    """The spread of a period: its factor and degrees of freedom, and what that means near the top and further down.

    Figures are cut to three and two places.
    """
    full = standard.scale.full if standard.scale else 0
    return say(
        "本期单次得分的方差是（满分 − 平均 ＋ 2）的 {factor} 倍（{freedom}）："
        "平均失分一成的窗口，标准差约 {n} 分；失分四成的，约 {many} 分",
        factor=_cut(pooled.factor, 3),
        freedom=say("自由度 {n}", n=pooled.freedom),
        n=_cut_root(pooled.factor * (Fraction(full, 10) + LEAST_LOST)),
        many=_cut_root(pooled.factor * (Fraction(full * 4, 10) + LEAST_LOST)),
    )


def _cut(value: Fraction, places: int) -> str:
    return format(Decimal(value.numerator * 10**places // value.denominator).scaleb(-places), "f")


def _cut_root(square: Fraction) -> str:
    """A square root, cut to two places."""
    whole = square * 10_000
    return format(Decimal(isqrt(whole.numerator // whole.denominator)).scaleb(-2), "f")


def interval_text(interval: Interval | None) -> str:
    """`82.1–86.9`; empty where there is none."""
    return f"{score_text(interval.low)}–{score_text(interval.high)}" if interval else ""


def alike_text(row: Standing) -> str:
    """Which other places cannot be told apart from a window's own, in words; empty where there are none."""
    if row.first == row.last:
        return ""
    return say("与第 {first}–{last} 名没有可靠差别", first=row.first, last=row.last)


def unsettled_text(board: Board, standard: Standard, row: Standing) -> str:
    """Why the evidence does not settle where a window stands, naming no list; empty where it does."""
    interval, count = interval_text(row.interval), _periods(board, row)
    match row.doubt:
        case "none":
            text = ""
        case "unknown":
            text = say("检查太少，估计不出得分区间")
        case "crossing":
            crossed = joined(_crossed(board, standard, row.interval))
            text = say("得分区间 {interval} 跨过 {n} 分", interval=interval, n=crossed)
        case "floor":
            text = say("得分区间 {interval} 没有跨过界限，只因章节最低要求而降低等级", interval=interval)
        case "periods":
            text = say("同一版次还不满 {n} 期，或评定过的期不过半", n=count)
        case "together":
            pooled = interval_text(row.together)
            text = say("连续 {n} 期合并的得分区间是 {interval}，不能确定", n=count, interval=pooled)
        case "teams":
            text = say("只有 {n} 个检查组查过", n=len(row.teams))
        case _:
            assert_never(row.doubt)
    return text


def _periods(board: Board, row: Standing) -> int:
    kind = kind_of(board, row)
    asked = rule_of(board, kind).certainty(kind) if kind else None
    return asked.periods if asked else 1


def _crossed(board: Board, standard: Standard, interval: Interval | None) -> Iterable[str]:
    """The bounds within an interval at which a list that asks for certainty begins or ends."""
    rules: tuple[tuple[ListKind, ListRule], ...] = (("red", board.red), ("green", board.green))
    ordered = sorted(standard.bands, key=lambda band: band.at_least)
    for below, above in pairwise(ordered):
        ends = any(
            rule.certainty(kind) and (below.id in rule.bands) != (above.id in rule.bands) for kind, rule in rules
        )
        if interval and ends and interval.low < above.at_least <= interval.high:
            yield points_text(above.at_least)
