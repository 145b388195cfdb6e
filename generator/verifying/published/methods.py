"""The methods under which an inspection gives a figure for a clause, each as the method page says it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from generator.verifying.published.figures import Json, number

Fields = Callable[[Json], str]
"""Writes a record as it stands in a fingerprint."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """A method of which a visit has to say a figure: without it the clause was not assessed."""

    key: str
    """Under which an inspection says its figures, by clause; it always says them, be they empty."""
    text: Callable[[Any, Fields], str]
    """A figure as it stands in a fingerprint."""
    kept: Callable[[Json, Any], bool]
    """Whether nothing was wrong with a clause, by its figure."""
    lost: Callable[[Json, Any, Fraction], Fraction | None]
    """What the figure of a clause takes from the points of its pool; nothing where those of a period earn together."""
    cause: Callable[[Any], str] = lambda _figure: ""
    """What is named beside a loss."""


def limit_earned(points: Fraction, limit: Json, cases: int, within: int) -> Fraction:
    """What a measured limit earns: all at the target, below it by proportion or by steps."""
    rate, target = Fraction(within, cases), number(limit["target"])
    if rate >= target:
        return points
    below = limit.get("below", "proportional")
    if below == "proportional":
        return points * rate / target
    steps = (target - rate) / number(below["each"])
    return max(Fraction(0), points - int(steps) * number(below["minus"]))


def _share(clause: Json, level: str) -> Fraction:
    return next(number(one["share"]) for one in clause["check"]["levels"] if one["id"] == level)


METHODS: Final = {
    "level": Method(
        key="levels",
        text=lambda level, _: repr(level),
        kept=lambda clause, level: _share(clause, level) == 1,
        lost=lambda clause, level, points: points * (1 - _share(clause, level)),
        cause=str,
    ),
    "points": Method(
        key="points",
        text=lambda given, _: str(Fraction(str(given))),
        kept=lambda clause, given: number(given) == number(clause.get("points")),
        lost=lambda _, given, points: points - number(given),
    ),
    "limit": Method(
        key="sampled",
        text=lambda sample, fields: fields(sample),
        kept=lambda clause, one: Fraction(one["within"], one["cases"]) >= number(clause["check"]["target"]),
        lost=lambda *_: None,
    ),
}
"""By the word of the standard."""

BY_CLAUSE: Final = tuple(one.key for one in METHODS.values())
"""Under which an inspection gives figures."""
