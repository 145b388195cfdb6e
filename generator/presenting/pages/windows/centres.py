"""The centres of a district, where those of all districts are too many for one page."""

from collections import Counter
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows import finder
from generator.presenting.parts.pager import Cut, PartLink, cut, numbered, pages_for, part_links
from generator.presenting.parts.windows.nearby import NearbyCentre, nearby_of
from generator.presenting.text.addresses import Paths, district_centres, district_page
from generator.words.phrases import say

MOST_CENTRES: Final = 500
"""Centres on one page: one takes a quarter of a kilobyte, and a page shall have 200 at most."""


class CentresPart(NamedTuple):
    """A page of the centres of a district."""

    district: str
    """As the data name it: pages have the same address in every language."""
    number: int
    """Counted from 1."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return district_centres(self.district, self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class CentresPage:
    """What a page says."""

    heading: str
    district: str
    path: str
    """The way to its windows."""
    centres: Cut[NearbyCentre]


def fits(atlas: Atlas) -> bool:
    """Whether the page of all districts has room for their centres."""
    return len({name.centre_id for name in atlas.names.values()}) <= MOST_CENTRES


def each(atlas: Atlas) -> tuple[CentresPart, ...]:
    """The pages of every district, where the page of all districts has no room for its centres."""
    if finder.fits(atlas) or fits(atlas):
        return ()
    return tuple(
        CentresPart(atlas.districts.get(district, district), number)
        for district, names in sorted(atlas.windows_of_districts.items())
        for number in range(1, pages_for(len({one.centre for one in names}), MOST_CENTRES) + 1)
    )


def ways_to(atlas: Atlas, district: str, centres: int, paths: Paths) -> tuple[PartLink, ...]:
    """From the page of all districts to every page of the centres of one, which it calls `district`."""
    named = atlas.districts.get(district, district)

    def path_to(number: int) -> str:
        return paths(district_centres(named, number))

    return part_links(centres, MOST_CENTRES, 0, path_to) or (PartLink(text=f"1–{centres}", path=path_to(1)),)


def view(atlas: Atlas, part: CentresPart, paths: Paths) -> CentresPage:
    """Centres of a district."""
    called = atlas.called(part.district)
    windows = Counter(key.centre for key in atlas.windows_of_districts.get(called, {}))
    (district,) = nearby_of(atlas.site, atlas.trades, windows, paths).districts
    return CentresPage(
        heading=numbered(say("{district}的服务机构", district=called), part.number),
        district=called,
        path=paths(district_page(part.district)),
        centres=cut(
            district.centres,
            MOST_CENTRES,
            part.number,
            lambda shown: shown,
            lambda number: paths(district_centres(part.district, number)),
        ),
    )
