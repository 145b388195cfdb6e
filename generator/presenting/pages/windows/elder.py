"""The first page of 长辈版, at an address that a poster can name: four doors, and when each centre is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.model.rules import Policy
from generator.presenting.atlas import Atlas
from generator.presenting.parts.windows.hours import opening_of
from generator.presenting.text.addresses import WINDOWS, Paths, asked, centre_page

MOST_CENTRES: Final = 60
"""With more than these the page leads to the districts instead of naming every centre."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreHours:
    """A centre and when it is open."""

    name: str
    path: str
    address: str
    phone: str
    rows: tuple[tuple[str, str], ...]
    """Days and times; empty where nobody knows them."""
    holidays: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ElderPage:
    """What the page says."""

    policy: Policy
    centres: tuple[CentreHours, ...]
    districts: tuple[tuple[str, str], ...]
    """Names and ways; only where there are too many centres."""


def view(atlas: Atlas, paths: Paths) -> ElderPage:
    """The doors, and the hours of the centres by district."""
    few = len(atlas.site.centres) <= MOST_CENTRES
    names = sorted({centre.district for centre in atlas.site.centres.values()})
    return ElderPage(
        policy=atlas.site.rulebook.policy,
        centres=tuple(_centres(atlas, paths)) if few else (),
        districts=() if few else tuple((name, paths(asked(WINDOWS, district=name))) for name in names),
    )


def _centres(atlas: Atlas, paths: Paths) -> Iterator[CentreHours]:
    for key, centre in sorted(atlas.site.centres.items(), key=lambda pair: (pair[1].district, pair[0])):
        opening = opening_of(centre, None, paths)
        yield CentreHours(
            name=centre.name,
            path=paths(centre_page(key)),
            address=centre.address,
            phone=centre.phone or "",
            rows=opening.rows,
            holidays=opening.holidays if opening.rows else "",
        )
