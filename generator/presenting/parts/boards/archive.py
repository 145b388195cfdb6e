"""The periods of a board, one after another, and how their scores went."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.judging.analysis.city import ScoreSpan
from generator.model.scores import BoardPeriod
from generator.model.standard import Standard
from generator.presenting.parts.boards.periods import PeriodLink, period_link
from generator.presenting.pictures.plot import Plot, board_plot
from generator.presenting.text.addresses import Paths
from generator.presenting.text.wording import period_text, score_text

TREND: Final = 12
"""Periods of which the medians are drawn; the table has all."""

Past = tuple[BoardPeriod, ScoreSpan | None]
"""A period and its scores, where it has any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PastPeriod:
    """A period of the archive, and how its scores came out."""

    link: PeriodLink
    median: str
    """A dash where there are no scores."""
    ends: str
    """The lowest score and the highest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """All periods of a board, newest first."""

    lines: tuple[PastPeriod, ...]
    trend: Plot | None
    """The medians of the periods that were judged by the same edition as the newest, of `TREND` at most."""
    turned: str
    """The first of them, where earlier ones were judged by another edition; else empty."""


def archive_of(standard: Standard, periods: Sequence[Past], alike: int, paths: Paths) -> Archive:
    """The archive of a board, newest first; `alike`: how many were judged by the edition of the newest, `standard`."""
    drawn = [span for _, span in periods[:alike][:TREND] if span]
    return Archive(
        lines=tuple(_line(period, span, paths) for period, span in periods),
        trend=board_plot(standard, drawn[::-1]),
        turned=period_text(periods[alike - 1][0].period) if alike < min(TREND, len(periods)) else "",
    )


def _line(period: BoardPeriod, span: ScoreSpan | None, paths: Paths) -> PastPeriod:
    return PastPeriod(
        link=period_link(period, paths),
        median=score_text(span.median) if span else "—",
        ends=f"{score_text(span.lowest)}–{score_text(span.highest)}" if span else "—",
    )
