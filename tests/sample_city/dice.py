"""Chance, from a seed made of words, so that one thing more in one place changes nothing in another."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance that belongs to one thing: a centre, a month, a window."""

    def __init__(self, *words: object) -> None:
        self._random = random.Random("/".join(str(word) for word in words)).random  # noqa: S311 -- repeatable on purpose

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self._random() < probability

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`."""
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[int(self._random() * len(things))]

    def rounded(self, number: float) -> int:
        """The whole number below or above, so that the average is the number."""
        below = int(number)
        return below + self.chance(number - below)
