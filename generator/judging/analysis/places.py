"""Where every window stands, and which windows stand near it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator.judging.analysis.sections import Compared
from generator.model.centre import Centre
from generator.model.judged import Neighbour, Place, WindowName
from generator.model.keys import PlaceKey, WindowKey
from generator.model.scores import BoardPeriod
from generator.model.site import Site

NEAR: Final = 2
"""Windows that are shown above, and below, in the ranking."""


def places_of(site: Site, compared: Mapping[PlaceKey, Compared]) -> dict[WindowKey, dict[PlaceKey, Place]]:
    """Where every window stands, by board and period; `compared`: the newest period of every board."""
    places: dict[WindowKey, dict[PlaceKey, Place]] = {}
    names = window_names(site.centres)
    for periods in site.boards.values():
        for period in periods:
            peers = period.peers
            until = site.praise.get(period.place)
            open_until = until if until and site.as_of.day <= until else None
            for row in (*period.ranked, *period.unrated):
                praise = open_until if row.listed == "red" else None
                place = Place(standing=row, peers=peers, closed=period.closed, praise=praise)
                places.setdefault(row.who, {})[period.place] = place
        for period in periods[:1]:
            medians = compared[period.place].medians
            near = dict(_near(period, names))
            for row in (*period.ranked, *period.unrated):
                own = places[row.who]
                own[period.place] = replace(own[period.place], medians=medians, near=near.get(row.who, ()))
    return places


def _near(
    period: BoardPeriod, names: Mapping[WindowKey, WindowName]
) -> Iterator[tuple[WindowKey, tuple[Neighbour, ...]]]:
    """The windows about each that is ranked."""
    every = [Neighbour(standing=one, name=names[one.who]) for one in period.ranked]
    for number, row in enumerate(period.ranked):
        yield row.who, tuple(every[max(0, number - NEAR) : number + NEAR + 1])


def window_names(centres: Mapping[str, Centre]) -> dict[WindowKey, WindowName]:
    """The names of every window by centre and window id, in the order of the centres."""
    return {
        WindowKey(centre_id, window.id): WindowName(
            centre_id=centre_id,
            window_id=window.id,
            window=window.name,
            centre=centre.name,
            district=centre.district,
            trade=window.trade or centre.trade,
        )
        for centre_id, centre in centres.items()
        for window in centre.windows
    }
