"""Movement: what has changed on a board since the period before."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.model.keys import WindowKey
from generator.model.rules import ListKind
from generator.model.scores import BoardPeriod, Rated, Standing

MOST_GAINS: Final = 3
"""Windows that are named as the most improved; those that tie with the last one all stay."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """A window that is better than it was, beyond what chance would do."""

    before: Standing
    after: Standing
    points: Decimal


def most_improved(after: BoardPeriod, before: BoardPeriod) -> tuple[Gain, ...]:
    """The largest gains among the windows whose interval now lies wholly above the one before, the largest first.

    Windows that have no interval, or whose band is lowered now, are left out. Both periods are of one board, judged by
    one edition of its standard.
    """
    earlier = {row.who: row for row in before.ranked}
    gains = []
    for row in after.ranked:
        then = earlier.get(row.who)
        gain = None if then is None or row.lowered else _gain(then, row)
        if gain:
            gains.append(gain)
    gains.sort(key=lambda gain: (-gain.points, gain.after.centre, gain.after.window))
    return tuple(gain for gain in gains if sum(other.points > gain.points for other in gains) < MOST_GAINS)


def _gain(before: Standing, after: Standing) -> Gain | None:
    if before.interval is None or after.interval is None or after.interval.low <= before.interval.high:
        return None
    if not (isinstance(before.outcome, Rated) and isinstance(after.outcome, Rated)):
        return None
    return Gain(before=before, after=after, points=after.outcome.score - before.outcome.score)


def came_and_left(
    after: BoardPeriod, before: BoardPeriod, listed: ListKind
) -> tuple[tuple[WindowKey, ...], tuple[WindowKey, ...]]:
    """The windows that are on a list and were not, and those that were and are not, by id.

    Nothing is said of windows whose appeal is not decided in one of the periods.
    """
    hidden = {row.who for row in (*after.unrated, *before.unrated) if row.outcome.appealed}
    present, earlier = (
        {row.who for row in period.ranked if row.listed == listed} - hidden for period in (after, before)
    )
    return tuple(sorted(present - earlier)), tuple(sorted(earlier - present))
