"""The districts, where there are too many windows for one page."""

from collections import Counter
from dataclasses import dataclass

from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows.finder import fits
from generator.presenting.parts.windows.nearby import Nearby, NearbyCentre, nearby_of
from generator.presenting.text.addresses import Paths, district_page


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderDistrict:
    """A district, where the windows of all are too many for one page."""

    name: str
    path: str
    windows: int
    centres: tuple[NearbyCentre, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictsPage:
    """What the page says."""

    total: int
    """Windows."""
    districts: tuple[FinderDistrict, ...]
    nearby: Nearby
    """The same centres."""


def there(atlas: Atlas) -> bool:
    """Whether one page has no room for the windows of all districts."""
    return not fits(atlas)


def view(atlas: Atlas, paths: Paths) -> DistrictsPage:
    """Every district with its centres."""
    windows = Counter(name.centre_id for name in atlas.names.values())
    nearby = nearby_of(atlas.site, atlas.trades, windows, paths)
    return DistrictsPage(
        total=len(atlas.names),
        districts=tuple(
            FinderDistrict(
                name=district.name,
                path=paths(district_page(atlas.districts.get(district.name, district.name))),
                windows=sum(centre.windows for centre in district.centres),
                centres=district.centres,
            )
            for district in nearby.districts
        ),
        nearby=nearby,
    )
