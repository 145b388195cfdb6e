"""The opening hours of centres, held against what a standard demands of them, where they are too many for one page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.presenting.atlas import Atlas, Demand
from generator.presenting.parts.pager import Cut, cut, numbered, pages_for
from generator.presenting.parts.windows.hours import DemandedHours, demanded_hours
from generator.presenting.text.addresses import Paths, centre_page, demanded_page
from generator.words.phrases import say

MOST_HOURS: Final = 200
"""Lines on one page: one takes half a kilobyte and more in English, and a page shall have 200 at most."""


class DemandedPart(NamedTuple):
    """One of the pages."""

    number: int
    """Counted from 1."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return demanded_page(self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreHours:
    """The hours of a centre, held against what a standard demands of them."""

    name: str
    path: str
    held: DemandedHours


@dataclass(frozen=True, kw_only=True, slots=True)
class DemandedPage:
    """What a page says."""

    heading: str
    short: int
    """Lines of centres that give less than is demanded, on all pages."""
    hours: Cut[CentreHours]


def centre_hours(atlas: Atlas, demands: Iterable[Demand], paths: Paths) -> Iterator[CentreHours]:
    """What is said of some of `Atlas.demands`."""
    for one in demands:
        yield CentreHours(
            name=atlas.site.centres[one.centre].name,
            path=paths(centre_page(one.centre)),
            held=demanded_hours(atlas.site, one.centre, paths)[one.number],
        )


def each(atlas: Atlas) -> Iterator[DemandedPart]:
    """The pages, where the one of all commitments has no room for them."""
    count = len(atlas.demands)
    if count > MOST_HOURS:
        yield from (DemandedPart(number) for number in range(1, pages_for(count, MOST_HOURS) + 1))


def view(atlas: Atlas, part: DemandedPart, paths: Paths) -> DemandedPage:
    """The lines of a page."""
    return DemandedPage(
        heading=numbered(say("各服务机构的服务时间"), part.number),
        short=sum(not one.met for one in atlas.demands),
        hours=cut(
            atlas.demands,
            MOST_HOURS,
            part.number,
            lambda shown: centre_hours(atlas, shown, paths),
            lambda number: paths(demanded_page(number)),
        ),
    )
