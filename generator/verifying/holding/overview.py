"""The page of the whole city: its tiles, its districts, and how the newest period of each board stands."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from generator.verifying.holding.agenda import agenda_of
from generator.verifying.holding.data import CASES
from generator.verifying.holding.pages import CELL, FIGURE, newest_places, plain_text
from generator.verifying.published.days import day, standard_of
from generator.verifying.published.figures import Difference, apart, decimal, number, rounded, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.city import City, Data, Place
from generator.verifying.recomputing.evidence import Row

OVERVIEW: Final = "overview.html"
TILES: Final = re.compile(r'<ul class="wb-tiles">(.*?)</ul>', re.DOTALL)
TILE: Final = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL)
WHOLE_NUMBER: Final = re.compile(r"\d+")
OF_BOARD: Final = re.compile(
    r'<section class="wb-ofboard">\s*<h3><a href="lists/([a-z0-9-]+)/([0-9A-Za-z-]+)\.html">.*?</h3>\s*<p>(.*?)</p>',
    re.DOTALL,
)
HOME_PAGE: Final = "index.html"
STANDS: Final = re.compile(r'<ul class="[^"]*wb-stands">(.*?)</ul>', re.DOTALL)
STANDS_OF: Final = re.compile(
    r'<li><a href="lists/([a-z0-9-]+)/index\.html">.*?</svg><span>(.*?)</span></li>', re.DOTALL
)
DISTRICT: Final = re.compile(r'<tr data-district="([^"]*)">(.*?)</tr>', re.DOTALL)
"""A row of the table of districts, with the name that the data have, whatever the language of the page."""
BOLD: Final = re.compile(r"<b>(.*?)</b>", re.DOTALL)


def overview_differences(
    release: Release, spoken: Release, data: Data, city: City, bands: Mapping[str, str]
) -> Iterator[Difference]:
    """Where the page of one language (`spoken`) says otherwise than the rest of what is published, or its home page.

    `bands`: what a further language calls them.
    """
    text = spoken.page(OVERVIEW)
    newest = {who: row for who, (_, row) in newest_places(data, city).items()}
    tiles = TILES.search(text)
    told = [WHOLE_NUMBER.findall(plain_text(one)) for one in TILE.findall(tiles[1] if tiles else "")]
    own = list(_tiles(release, (data, city), newest))
    for place in range(max(len(told), len(own))):
        if told[place : place + 1] != own[place : place + 1]:
            yield _of_overview(f"tile {place + 1}", told[place : place + 1], own[place : place + 1])
    yield from _district_differences(text, data, newest)
    for board, period, said in OF_BOARD.findall(text):
        figures = [plain_text(one) for one in BOLD.findall(said)]
        mine = list(_state_of(data, city, (board, period)))
        if figures != mine:
            yield _of_overview(f"{board} {period}", figures, mine)
    yield from _home_differences(spoken, data, city, bands)


def _home_differences(spoken: Release, data: Data, city: City, bands: Mapping[str, str]) -> Iterator[Difference]:
    """The home page tells the same of every board in a line: without bands that no window has, and last the median."""
    stands = STANDS.search(spoken.page(HOME_PAGE))
    for board, said in STANDS_OF.findall(stands[1] if stands else ""):
        place = board, max(data.published(board))
        plan = data.plans[standard_of(data.boards[board], place[1])]
        text = plain_text(said)
        for band in plan.standard.get("bands", ()):
            text = text.replace(bands.get(band["name"], band["name"]), "", 1)
        mine = [one for one in _state_of(data, city, place) if one != "0"]
        figures = FIGURE.findall(text)[: len(mine)]
        if figures != mine:
            yield Difference(file=HOME_PAGE, what=f"{board} {place[1]}", published=written(figures), own=written(mine))


def _of_overview(what: str, published: object, own: object) -> Difference:
    return apart(OVERVIEW, what, published, own)


def _tiles(release: Release, known: tuple[Data, City], newest: dict[tuple[str, str], Row]) -> Iterator[list[str]]:
    """The numbers of each tile."""
    data, city = known
    record, rows = release.json(CASES), newest.values()
    windows = sum(len(told["centre"]["windows"]) for told in data.centres.values())
    yield [str(sum(row.rank > 0 for row in rows)), str(windows)]
    yield [str(sum(row.listed == "red" for row in rows))]
    yield [str(sum(one["state"] == "current" for one in record["entries"]))]
    today = day(data.as_of)
    late = [one for one in record["entries"] if one["state"] == "current" and not one.get("verified")]
    yield [str(sum(day(one["rectify_by"]) < today for one in [*late, *record["deadlines"]]))]
    cases = [one["case"] for one in data.cases]
    yield [str(sum(one["kind"] == "appeal" and not one.get("decision") for one in cases))]
    objected = sum(one["kind"] == "objection" and not one.get("answer") for one in cases)
    if objected:
        yield [str(objected)]
    yield [str(len(agenda_of(release, data, city)))]


def _district_differences(text: str, data: Data, newest: dict[tuple[str, str], Row]) -> Iterator[Difference]:
    """The windows of each district, and of those the ones that are rated, praised and exposed now."""
    districts: dict[str, list[Row | None]] = {}
    for centre, told in data.centres.items():
        for window in told["centre"]["windows"]:
            districts.setdefault(told["centre"].get("district", ""), []).append(newest.get((centre, window["id"])))
    _, _, rest = text.partition('id="districts"')
    shown = {
        plain_text(name): [plain_text(cell) for cell in CELL.findall(one)][1:]
        for name, one in DISTRICT.findall(rest.partition("</table>")[0])
    }
    for name in sorted({*shown, *districts}):
        own = [row for row in districts.get(name, ()) if row]
        mine = [
            str(count)
            for count in (
                len(districts.get(name, ())),
                sum(row.rank > 0 for row in own),
                sum(row.listed == "red" for row in own),
                sum(row.listed == "green" for row in own),
            )
        ]
        if shown.get(name) != mine:
            yield _of_overview(name, shown.get(name), mine)


def _state_of(data: Data, city: City, place: Place) -> Iterator[str]:
    """How many windows have each band, the best first, then the doubtful ones, and the median with that of before."""
    plan = data.plans[standard_of(data.boards[place[0]], place[1])]
    placed = city.placed[place]
    settled = [row.band for row in placed.ranked if row.doubt == "none"]
    for band in sorted(plan.standard.get("bands", ()), key=lambda one: -number(one["at_least"])):
        yield str(settled.count(band["id"]))
    if len(settled) < len(placed.ranked):
        yield str(len(placed.ranked) - len(settled))
    scores = sorted(row.score for row in placed.ranked)
    if scores:
        middle, odd = divmod(len(scores), 2)
        median: Fraction = scores[middle] if odd else (scores[middle - 1] + scores[middle]) / 2
        yield decimal(rounded(median, plan.places), plan.places)
