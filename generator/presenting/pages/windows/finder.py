"""The finder of all windows: in one page, or in one for each district."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from generator.judging.scoring.editions import standards_of
from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.presenting.atlas import Atlas, Row
from generator.presenting.parts.pager import PartLink, pages_for, part_links
from generator.presenting.parts.windows.nearby import Nearby, nearby_of
from generator.presenting.text.addresses import SEARCH, Paths, asked, district_part
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import joined, period_text


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderLine:
    """A window in the finder."""

    link: WindowLink
    trade: str
    trade_id: str
    centre_id: str
    row: Row | None
    """Its newest place; none where it was never inspected."""
    period: str
    listed: str
    """`red`, `green` or `none`."""
    band: str
    """Name of the band; empty where there is no score, or where it is not told."""
    also: str
    """What it is found by besides: its services and where it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderGroup:
    """The windows of one district."""

    district: str
    lines: tuple[FinderLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderChoices:
    """What the finder can be narrowed to, besides districts: value and name."""

    trades: tuple[tuple[str, str], ...]
    centres: tuple[tuple[str, str], ...]
    bands: tuple[str, ...]


MOST_WINDOWS: Final = 300
"""Windows on one page of the finder: above that every district has a page of its own, for a window takes 0.6 kB."""


MOST_OF_DISTRICT: Final = 220
"""Windows on one page of a district; such a page shall have 200 kB at most."""


class DistrictPart(NamedTuple):
    """A page of the windows of a district."""

    district: str
    """As the data name it: pages have the same address in every language."""
    number: int
    """Counted from 1."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return district_part(self.district, self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderPage:
    """What a page says."""

    district: str
    """Whose windows it has; empty where it has all."""
    groups: tuple[FinderGroup, ...]
    choices: FinderChoices
    nearby: Nearby
    """Its centres."""
    total: int
    """Windows, of the whole district where it has several pages."""
    parts: tuple[PartLink, ...]
    """To every page of the district; none where there is one alone."""
    all_path: str
    """The way to a search among all windows of the district; empty where the page has them all."""


def fits(atlas: Atlas) -> bool:
    """Whether one page has room for all windows."""
    return len(atlas.names) <= MOST_WINDOWS


def whole(atlas: Atlas, paths: Paths) -> FinderPage:
    """The windows of all districts."""
    return _page(atlas, atlas.names, "", paths)


def each(atlas: Atlas) -> tuple[DistrictPart, ...]:
    """The pages of every district, where all windows are too many for one page."""
    windows = Counter(atlas.districts.get(name.district, name.district) for name in atlas.names.values())
    return tuple(
        DistrictPart(district, number)
        for district in sorted(() if fits(atlas) else windows)
        for number in range(1, pages_for(windows[district], MOST_OF_DISTRICT) + 1)
    )


def view(atlas: Atlas, part: DistrictPart, paths: Paths) -> FinderPage:
    """Windows of a district."""
    called = atlas.called(part.district)
    names = atlas.windows_of_districts.get(called, {})
    first = (part.number - 1) * MOST_OF_DISTRICT
    shown = dict(list(names.items())[first : first + MOST_OF_DISTRICT])
    links = part_links(
        len(names), MOST_OF_DISTRICT, part.number, lambda number: paths(district_part(part.district, number))
    )
    page = _page(atlas, shown, called, paths)
    if not links:
        return page
    search = paths(asked(SEARCH, kind="window", district=called))
    return replace(page, total=len(names), parts=links, all_path=search)


def _page(atlas: Atlas, names: Mapping[WindowKey, WindowName], district: str, paths: Paths) -> FinderPage:
    groups = _groups(atlas, names, paths)
    used = {name.trade for name in names.values()}
    bands = {line.band for one in groups for line in one.lines}
    return FinderPage(
        district=district,
        groups=groups,
        choices=FinderChoices(
            trades=tuple((trade, name) for trade, name in atlas.trades.items() if trade in used),
            centres=tuple({name.centre_id: name.centre for name in names.values()}.items()),
            bands=tuple(band for band in _bands(atlas) if band in bands),
        ),
        nearby=nearby_of(atlas.site, atlas.trades, Counter(name.centre_id for name in names.values()), paths),
        total=len(names),
        parts=(),
        all_path="",
    )


def _bands(atlas: Atlas) -> tuple[str, ...]:
    """Names of bands, board by board, the best first."""
    rules = atlas.site.rulebook
    bands = (
        band.name
        for board in atlas.site.boards
        for ref in standards_of(rules.boards[board])
        for band in sorted(rules.standards[ref].bands, key=lambda band: -band.at_least)
    )
    return tuple(dict.fromkeys(bands))


def _groups(atlas: Atlas, names: Mapping[WindowKey, WindowName], paths: Paths) -> tuple[FinderGroup, ...]:
    lines: dict[str, list[FinderLine]] = {}
    for key, name in names.items():
        standing = atlas.newest_rows.get(key)
        row = atlas.row(standing, paths) if standing else None
        lines.setdefault(name.district, []).append(
            FinderLine(
                link=row.link if row else link_to(name, paths),
                trade=atlas.trades[name.trade],
                trade_id=name.trade,
                centre_id=name.centre_id,
                row=row,
                period=period_text(standing.period) if standing else "",
                listed=standing.listed if standing else "none",
                band=row.band if row and row.score else "",
                also=_also(atlas, key),
            )
        )
    return tuple(FinderGroup(district=district, lines=tuple(lines[district])) for district in sorted(lines))


def _also(atlas: Atlas, key: WindowKey) -> str:
    """The services of a window and the address of its centre."""
    centre = atlas.site.centres[key.centre]
    services = next((one.services for one in centre.windows if one.id == key.window), ())
    return joined((*services, centre.address), " ")
