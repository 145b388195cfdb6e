"""Which edition of a standard judges which period of a board."""

from collections.abc import Iterable, Mapping

from generator.model.rules import Board
from generator.model.standard import Standard


def standard_of(board: Board, period: str) -> str:
    """The standard (`id@edition`) that a board judges a period by: the first of `earlier` that reaches it, or its own.

    `period` has the board's form, so that periods compare as text.
    """
    return next((one.standard for one in board.earlier if period <= one.until), board.standard)


def judges(board: Board, period: str) -> bool:
    """Whether a board judges a period at all: it does from its first one on, to its last."""
    return (board.since is None or period >= board.since) and (board.until is None or period <= board.until)


def standards_of(board: Board) -> tuple[str, ...]:
    """Every standard (`id@edition`) that a board judges some period by, the earliest first."""
    return (*(one.standard for one in board.earlier), board.standard)


def by_edition(standards: Iterable[Standard]) -> Mapping[str, tuple[Standard, ...]]:
    """The editions of each standard by its id, in the order in which they took effect."""
    editions: dict[str, tuple[Standard, ...]] = {}
    for standard in sorted(standards, key=lambda one: (one.id, one.effective, one.edition)):
        editions[standard.id] = (*editions.get(standard.id, ()), standard)
    return editions


def newest_of(standards: Iterable[Standard]) -> tuple[Standard, ...]:
    """Of each standard the edition that took effect last, by id: the one that stands at the standard's address."""
    return tuple(editions[-1] for editions in by_edition(standards).values())
