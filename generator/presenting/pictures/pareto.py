"""Which clauses cost most, as columns with the share of all losses that they come to together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Final

_LEFT: Final = 30
_RIGHT: Final = 6
WIDTH: Final = 320
_TOP: Final = 8
_BOTTOM: Final = 100
_LINE: Final = 12
"""From one line of names to the next."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A clause under its column."""

    x: int
    """The middle of it."""
    y: int
    """Every second one stands a line lower: no two names touch."""
    clause: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pareto:
    """Columns for the clauses that lost most, and over them a line through what they lost together."""

    bars: str
    """The columns, as the `d` of a path."""
    line: str
    """The points of the line."""
    columns: tuple[Column, ...]
    grid: str
    """The levels of half and of all."""


def pareto_of(shares: Sequence[tuple[str, Fraction]]) -> Pareto | None:
    """Clauses and what each lost of all that was lost, the most first; None for fewer than two."""
    if len(shares) <= 1:
        return None
    step = (WIDTH - _LEFT - _RIGHT) // len(shares)
    middles = [_LEFT + number * step + step // 2 for number in range(len(shares))]
    half = step * 3 // 8
    return Pareto(
        bars="".join(
            f"M{x - half} {_BOTTOM}V{_at(share)}h{2 * half}V{_BOTTOM}z"
            for x, (_, share) in zip(middles, shares, strict=True)
        ),
        line=" ".join(f"{x} {_at(sum_)}" for x, sum_ in zip(middles, together(shares), strict=True)),
        columns=tuple(
            Column(x=x, y=_BOTTOM + _LINE * (1 + number % 2), clause=clause)
            for number, (x, (clause, _)) in enumerate(zip(middles, shares, strict=True))
        ),
        grid="".join(f"M{_LEFT - 4} {_at(level)}H{WIDTH}" for level in (Fraction(0), Fraction(1, 2), Fraction(1))),
    )


def together(shares: Sequence[tuple[str, Fraction]]) -> Iterator[Fraction]:
    """What the clauses up to each one lost together."""
    return accumulate(share for _, share in shares)


def _at(share: Fraction) -> int:
    return _BOTTOM - int(share * (_BOTTOM - _TOP))
