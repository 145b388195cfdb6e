"""How the whole city stands: medians of boards, the largest changes, and what every district has."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.judging.scoring.figures import rounded
from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Rated, Standing

MOST_CHANGES: Final = 5
"""Windows that are named as risen or fallen most on a board; no more, ties or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A window whose score is another one than in the period before."""

    before: Standing
    after: Standing
    points: Decimal
    """After less before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class District:
    """The windows of a district in the newest period of their boards."""

    name: str
    windows: int
    rated: int
    red: int
    green: int


def median_score(period: BoardPeriod, precision: int) -> Decimal | None:
    """The median of the scores of a period, halfway between the two middle ones, rounded half up; None without any."""
    scores = sorted(row.outcome.score for row in period.ranked if isinstance(row.outcome, Rated))
    if not scores:
        return None
    middle = len(scores) // 2
    two = scores[middle - 1 : middle + 1] if len(scores) % 2 == 0 else [scores[middle]] * 2
    return rounded((Fraction(two[0]) + Fraction(two[1])) / 2, precision)


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreSpan:
    """The scores of a board in a period, in three figures."""

    lowest: Decimal
    median: Decimal
    highest: Decimal


def span_of(period: BoardPeriod, precision: int) -> ScoreSpan | None:
    """The lowest score, the median and the highest of a period; None without any."""
    scores = [row.outcome.score for row in period.ranked if isinstance(row.outcome, Rated)]
    median = median_score(period, precision)
    return ScoreSpan(lowest=min(scores), median=median, highest=max(scores)) if median is not None else None


def changes_of(after: BoardPeriod, before: BoardPeriod) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The largest rises and the largest falls of a board, the largest first; of windows that were rated both times.

    Both periods are judged by one edition of the standard.
    """
    earlier = {row.who: row for row in before.ranked}
    changes = [
        Change(before=then, after=row, points=row.outcome.score - then.outcome.score)
        for row in after.ranked
        if (then := earlier.get(row.who)) and isinstance(row.outcome, Rated) and isinstance(then.outcome, Rated)
    ]
    risen = sorted((one for one in changes if one.points > 0), key=lambda one: (-one.points, one.after.who))
    fallen = sorted((one for one in changes if one.points < 0), key=lambda one: (one.points, one.after.who))
    return tuple(risen[:MOST_CHANGES]), tuple(fallen[:MOST_CHANGES])


def districts_of(names: Mapping[WindowKey, WindowName], newest: Mapping[WindowKey, Standing]) -> tuple[District, ...]:
    """Every district, by name: its windows, and of those the ones that are rated, praised and exposed now."""
    windows: dict[str, list[WindowKey]] = {}
    for who, name in names.items():
        windows.setdefault(name.district, []).append(who)
    return tuple(
        District(
            name=district,
            windows=len(own),
            rated=_count(own, newest, lambda row: row.rank > 0),
            red=_count(own, newest, lambda row: row.listed == "red"),
            green=_count(own, newest, lambda row: row.listed == "green"),
        )
        for district, own in sorted(windows.items())
    )


def _count(own: Iterable[WindowKey], newest: Mapping[WindowKey, Standing], fits: Callable[[Standing], bool]) -> int:
    return sum(1 for who in own if who in newest and fits(newest[who]))
