"""A value that is put together when it is asked for: of a large city most is not, from one publication to the next."""

from collections.abc import Callable
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """A value as it was made, or as it is kept; equal to another by what it comes to."""

    __slots__ = ("_made", "_read", "kept")

    def __init__(self, made: tuple[T, ...], kept: str, read: Callable[[str], T] | None) -> None:
        """Use `of` or `kept_as`."""
        self._made = made
        self.kept = kept
        """Empty where it was made in this run."""
        self._read = read

    @classmethod
    def of(cls, value: T) -> Self:
        """A value that is there already."""
        return cls((value,), "", None)

    @classmethod
    def kept_as(cls, text: str, read: Callable[[str], T]) -> Self:
        """A value that is read from a text each time it is asked for, and held by nobody but who asks."""
        return cls((), text, read)

    def value(self) -> T:
        """The value itself. Raises what reading it raises."""
        return self._made[0] if self._read is None else self._read(self.kept)

    def __eq__(self, other: object) -> bool:
        """Whether both come to the same."""
        return isinstance(other, Later) and self.value() == other.value()

    __hash__ = None  # type: ignore[assignment]  # it would have to be put together for that
