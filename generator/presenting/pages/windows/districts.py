"""The districts, where there are too many windows for one page."""

from collections import Counter
from dataclasses import dataclass

from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows import finder
from generator.presenting.pages.windows.centres import fits, ways_to
from generator.presenting.parts.pager import PartLink
from generator.presenting.parts.windows.nearby import Nearby, NearbyCentre, nearby_of
from generator.presenting.text.addresses import Paths, district_page


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderDistrict:
    """A district, where the windows of all are too many for one page."""

    name: str
    path: str
    windows: int
    centres: tuple[NearbyCentre, ...]
    """None where they stand on pages of their own."""
    count: int
    """How many there are."""
    parts: tuple[PartLink, ...]
    """The ways to those pages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictsPage:
    """What the page says."""

    total: int
    """Windows."""
    districts: tuple[FinderDistrict, ...]
    nearby: Nearby
    """The same districts."""


def there(atlas: Atlas) -> bool:
    """Whether one page has no room for the windows of all districts."""
    return not finder.fits(atlas)


def view(atlas: Atlas, paths: Paths) -> DistrictsPage:
    """Every district with its centres, or the ways to them."""
    windows = Counter(name.centre_id for name in atlas.names.values())
    listed = fits(atlas)
    nearby = nearby_of(atlas.site, atlas.trades, windows, paths)
    return DistrictsPage(
        total=len(atlas.names),
        districts=tuple(
            FinderDistrict(
                name=district.name,
                path=paths(district_page(atlas.districts.get(district.name, district.name))),
                windows=sum(centre.windows for centre in district.centres),
                centres=district.centres if listed else (),
                count=len(district.centres),
                parts=() if listed else ways_to(atlas, district.name, len(district.centres), paths),
            )
            for district in nearby.districts
        ),
        nearby=nearby,
    )
