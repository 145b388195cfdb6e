"""The last scores of a window as a line in a row of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Rated, Standing
from generator.presenting.pictures.scale import Scale, scale_of, scores_of
from generator.presenting.text.wording import joined, score_text
from generator.words.phrases import say

PERIODS: Final = 6
"""Periods that are drawn, the newest ones."""
WIDTH: Final = 60
_EDGE: Final = 3
_TOP: Final = 3
_BOTTOM: Final = 13


@dataclass(frozen=True, kw_only=True, slots=True)
class Spark:
    """A line through the last scores of a window, oldest first."""

    line: str
    """The `d` of a path; a period without a score leaves a gap."""
    last: str
    """The newest score, as a line without a length."""
    said: str
    """The scores."""


class Sparks:
    """The lines of a board, each drawn when it is asked for: a page shows some of them.

    All windows share one scale. A window without a score in the newest period, or with that one alone, has no line.
    """

    def __init__(self, periods: Sequence[BoardPeriod]) -> None:
        """`periods`: newest first, all judged by one edition."""
        shown = periods[:PERIODS][::-1] if len(periods) > 1 else ()
        self._scale = scale_of((score for one in shown for score in scores_of(one)), _BOTTOM, _TOP) if shown else None
        self._rows: list[Mapping[WindowKey, Standing]] = [{row.who: row for row in one.ranked} for one in shown]

    def of(self, who: WindowKey) -> Spark | None:
        """The line of a window."""
        if self._scale is None or who not in self._rows[-1]:
            return None
        return _spark([of.get(who) for of in self._rows], self._scale)


def _spark(rows: Sequence[Standing | None], scale: Scale) -> Spark | None:
    step = (WIDTH - 2 * _EDGE) // (len(rows) - 1)
    scores = [row.outcome.score if row and isinstance(row.outcome, Rated) else None for row in rows]
    places = [
        None if score is None else (_EDGE + number * step, scale.at(score)) for number, score in enumerate(scores)
    ]
    known = [place for place in places if place]
    if len(known) <= 1 or places[-1] is None:
        return None
    line = ""
    for before, place in zip((None, *places), places, strict=False):
        if place:
            line += f"{'L' if before else 'M'}{place[0]} {place[1]}"
    figures = joined("—" if score is None else score_text(score) for score in scores)
    return Spark(
        line=line,
        last="M{} {}h0".format(*places[-1]),
        said=say("近期得分：{scores}", scores=figures),
    )
