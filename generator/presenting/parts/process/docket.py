"""On which page of the ledger each case and each entry stands, where they are too many for one.

A few stand on one page all together. More stand on pages of their own: what is about a period of a board on the page of
that period, what is about none on one for all of its like. Each has them in the order in which they began, so that what
is told later moves none of them, and a way to one of them leads there for good.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.model.cases import CaseFile, Entry
from generator.model.judged import WindowProceedings
from generator.model.keys import PlaceKey
from generator.presenting.parts.pager import PartLink, pages_for, part_links
from generator.presenting.text.addresses import Paths, case_anchor, docket_page, entry_anchor

WHOLE: Final = 120
"""Cases and entries that stand on one page: an entry takes 0.8 kB, a case 1.3 kB, and a page shall have 200 kB at
most."""
LINES: Final = 100
"""The same of a page of a period."""


class DocketKey(NamedTuple):
    """A page of what is about a period."""

    place: PlaceKey | None
    """None: of what is about none."""
    number: int
    """Counted from 1."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return docket_page(*(self.place or ("", "")), self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class DocketPart:
    """What stands on such a page."""

    key: DocketKey
    entries: tuple[Entry, ...]
    cases: tuple[CaseFile, ...]


def docket_parts(entries: Iterable[Entry], cases: Iterable[CaseFile]) -> tuple[DocketPart, ...]:
    """Every page, by place; none where one page has them all."""
    of_place: dict[PlaceKey | None, list[Entry | CaseFile]] = {}
    for entry in sorted(entries, key=lambda one: one.key):
        of_place.setdefault(entry.place, []).append(entry)
    for file in sorted(cases, key=lambda one: (one.case.begun, one.centre, one.id)):
        of_place.setdefault(file.about.place if file.about else None, []).append(file)
    if sum(map(len, of_place.values())) <= WHOLE:
        return ()
    return tuple(
        _part(DocketKey(place, number), of_place[place][(number - 1) * LINES : number * LINES])
        for place in sorted(of_place, key=lambda one: one or ("", ""))
        for number in range(1, pages_for(len(of_place[place]), LINES) + 1)
    )


def docket_pages(parts: Iterable[DocketPart]) -> Mapping[str, str]:
    """The address of the page on which each of them stands, by its id there."""
    return {anchor: part.key.address for part in parts for anchor in _anchors(part.entries, part.cases)}


def ways_to(place: PlaceKey | None, count: int, here: int, paths: Paths) -> tuple[PartLink, ...]:
    """To the pages of what is about a period; `here`: the one that they are shown on, 0 on any other."""
    return part_links(count, LINES, here, lambda number: paths(DocketKey(place, number).address))


def size_of(parts: Iterable[DocketPart]) -> int:
    """How many cases and entries some pages have."""
    return sum(len(one.entries) + len(one.cases) for one in parts)


def pages_told(pages: Mapping[str, str], told: WindowProceedings) -> dict[str, str]:
    """Of these the pages to which what is told of a window leads."""
    because = {case_anchor(one.case_centre or one.centre, one.case) for one in told.revisions}
    anchors = sorted({*_anchors(told.entries, told.cases), *because})
    return {anchor: pages[anchor] for anchor in anchors if anchor in pages}


def _part(key: DocketKey, things: Iterable[Entry | CaseFile]) -> DocketPart:
    found = tuple(things)
    return DocketPart(
        key=key,
        entries=tuple(one for one in found if isinstance(one, Entry)),
        cases=tuple(one for one in found if isinstance(one, CaseFile)),
    )


def _anchors(entries: Iterable[Entry], cases: Iterable[CaseFile]) -> Iterator[str]:
    yield from (entry_anchor(*one.key) for one in entries)
    yield from (case_anchor(one.centre, one.id) for one in cases)
