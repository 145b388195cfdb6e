"""Where the centres are: by district, as a schematic map, and with what a device needs to tell how far each one is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.model.centre import Centre, Datum
from generator.model.rules import Policy
from generator.model.site import Site
from generator.presenting.pictures.districts import DistrictMap, district_map
from generator.presenting.text.addresses import Paths, centre_page, map_address


@dataclass(frozen=True, kw_only=True, slots=True)
class Whereabouts:
    """Where a centre is."""

    address: str
    at: str
    """Latitude and longitude as they were written, `33.4812,122.965`; empty where nobody stated them."""
    datum: Datum | None
    map_path: Markup
    """The page of a map elsewhere; empty where pages lead to none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NearbyCentre:
    """A centre in the list of its district."""

    name: str
    path: str
    trade_id: str
    windows: int
    """How many it has."""
    where: Whereabouts


@dataclass(frozen=True, kw_only=True, slots=True)
class NearbyDistrict:
    """A district and its centres."""

    name: str
    centres: tuple[NearbyCentre, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Nearby:
    """The centres of a city, or of one district."""

    districts: tuple[NearbyDistrict, ...]
    trades: tuple[tuple[str, str], ...]
    """Id and name of those of which a centre has coordinates."""
    drawn: DistrictMap | None

    @property
    def placed(self) -> bool:
        """Whether the coordinates of any centre are known."""
        return bool(self.trades)


def whereabouts_of(centre: Centre, policy: Policy) -> Whereabouts:
    """Where a centre is, and which map its address opens."""
    there = centre.coordinates
    return Whereabouts(
        address=centre.address,
        at=f"{there.latitude},{there.longitude}" if there else "",
        datum=there.datum if there else None,
        map_path=map_address(there, centre.name) if there and policy.maps else Markup(),
    )


def nearby_of(site: Site, trades: Mapping[str, str], windows: Mapping[str, int], paths: Paths) -> Nearby:
    """The centres that have windows, by district. `trades`: names by id; `windows`: how many, by centre."""
    centres = sorted(
        ((name, centre) for name, centre in site.centres.items() if name in windows),
        key=lambda pair: (pair[1].district, pair[0]),
    )
    placed = {centre.trade for _, centre in centres if centre.coordinates}
    return Nearby(
        districts=tuple(
            NearbyDistrict(name=district, centres=tuple(_listed(own, site.rulebook.policy, windows, paths)))
            for district, own in groupby(centres, key=lambda pair: pair[1].district)
        ),
        trades=tuple((trade, name) for trade, name in trades.items() if trade in placed),
        drawn=district_map(
            {
                district: [there for _, centre in own if (there := centre.coordinates)]
                for district, own in groupby(centres, key=lambda pair: pair[1].district)
            }
        ),
    )


def _listed(
    centres: Iterable[tuple[str, Centre]], policy: Policy, windows: Mapping[str, int], paths: Paths
) -> Iterable[NearbyCentre]:
    for name, centre in centres:
        yield NearbyCentre(
            name=centre.name,
            path=paths(centre_page(name)),
            trade_id=centre.trade,
            windows=windows[name],
            where=whereabouts_of(centre, policy),
        )
