"""The districts, where there are too many windows for one page."""

from dataclasses import dataclass

from generator.model.judged import WindowName
from generator.presenting.atlas import Atlas
from generator.presenting.pages.finder import fits
from generator.presenting.text.addresses import Paths, centre_page, district_page


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderDistrict:
    """A district, where the windows of all are too many for one page."""

    name: str
    path: str
    windows: int
    centres: tuple[tuple[str, str, int], ...]
    """Name, way and number of windows of each centre."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictsPage:
    """What the page says."""

    total: int
    """Windows."""
    districts: tuple[FinderDistrict, ...]


def there(atlas: Atlas) -> bool:
    """Whether one page has no room for the windows of all districts."""
    return not fits(atlas)


def view(atlas: Atlas, paths: Paths) -> DistrictsPage:
    """Every district with its centres."""
    districts: dict[str, dict[str, list[WindowName]]] = {}
    for name in atlas.names.values():
        districts.setdefault(name.district, {}).setdefault(name.centre_id, []).append(name)
    return DistrictsPage(
        total=len(atlas.names),
        districts=tuple(
            FinderDistrict(
                name=district,
                path=paths(district_page(district)),
                windows=sum(map(len, centres.values())),
                centres=tuple(
                    (windows[0].centre, paths(centre_page(centre)), len(windows)) for centre, windows in centres.items()
                ),
            )
            for district, centres in sorted(districts.items())
        ),
    )
