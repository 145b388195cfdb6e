"""What is too long for one page, in several: how many there are, and the ways from each to all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.words.phrases import say

Thing = TypeVar("Thing")
Line = TypeVar("Line")


@dataclass(frozen=True, kw_only=True, slots=True)
class PartLink:
    """The way to one of the pages."""

    text: str
    """The first and the last of what it shows, by their number."""
    path: str
    """Empty for the page itself."""


def pages_for(count: int, most: int) -> int:
    """How many pages things take of which a page has at most some; one where there is nothing."""
    return max(1, -(-count // most))


def part_links(count: int, most: int, here: int, path_to: Callable[[int], str]) -> tuple[PartLink, ...]:
    """To every page, counted from 1, each found by its number; none where there is one alone."""
    pages = pages_for(count, most)
    return tuple(
        PartLink(
            text=f"{(number - 1) * most + 1}–{min(number * most, count)}",
            path="" if number == here else path_to(number),
        )
        for number in (range(1, pages + 1) if pages > 1 else ())
    )


def numbered(heading: str, number: int) -> str:
    """The heading of a page, counted from 1: no two pages have the same."""
    return heading if number == 1 else say("{heading}，第 {number} 页", heading=heading, number=number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut(Generic[Line]):
    """Those of many lines that a page has."""

    lines: tuple[Line, ...]
    count: int
    """How many there are on all pages."""
    links: tuple[PartLink, ...]
    """To every page; none where there is one alone."""


def cut(
    things: Sequence[Thing],
    most: int,
    here: int,
    lines: Callable[[Sequence[Thing]], Iterable[Line]],
    path_to: Callable[[int], str],
) -> Cut[Line]:
    """The lines that a page makes of its share of some things; `here` and `path_to` count the pages from 1."""
    return Cut(
        lines=tuple(lines(things[(here - 1) * most : here * most])),
        count=len(things),
        links=part_links(len(things), most, here, path_to),
    )
