"""The word of the band and the score, wherever a page tells of a row: lists, finders, scorecards, reasons, home page.

Every page that names the band of a window leads from that word to the reasons for it, so that the links say of which
row and period a word speaks. What a page says beside its links is looked at on the scorecards and the pages of reasons.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.verifying.holding.pages import SECTION, newest_places, plain_text
from generator.verifying.published.days import standard_of
from generator.verifying.published.figures import NOTHING, Difference, decimal, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.city import City, Data, Place
from generator.verifying.recomputing.evidence import Row

TO_REASONS: Final = re.compile(
    r'<a\b[^>]*?href="([^"#]*\d{4}[0-9A-Za-z-]*\.html)#([a-z0-9-]+)"[^>]*>(.*?)</a>', re.DOTALL
)
REASONS_PAGE: Final = re.compile(r"windows/([a-z0-9-]+)/([0-9A-Za-z-]+)\.html")
LISTS: Final = "lists/"
"""On the pages of boards every link to reasons is the word of a band: so it is known how doubtful ones are called."""
ASIDE: Final = re.compile(r'<span class="wb-off">.*?</span>', re.DOTALL)
HEADLINE: Final = re.compile(r'<p class="wb-big[^"]*">(.*?)</p>\s*<div>\s*(.*?)</div>', re.DOTALL)
TOLD: Final = re.compile(r'<p class="wb-told__verdict">(.*?)</p>', re.DOTALL)
RANK: Final = re.compile(r"<b>(\d+)</b>")
SCORE: Final = re.compile(r"\d+(?:\.\d+)?")


def band_differences(release: Release, data: Data, city: City, bands: Mapping[str, str]) -> Iterator[Difference]:
    """Where a band or a score is called otherwise. `bands`: what a further language calls them."""
    told = _Told(data, city, bands)
    links = list(_links(release, told))
    unsettled = {
        said for path, said, rows in links if path.startswith(LISTS) and not any(told.word(*one) for one in rows)
    } - told.words
    for path, said, rows in links:
        yield from told.apart(path, said, rows, unsettled)
    for who, newest in newest_places(data, city).items():
        path = f"windows/{who[0]}/{who[1]}.html"
        if path in release.digests and newest[1].rated:
            yield from _headline(path, release.text(path), told, newest)
    for centre, period in sorted({(who[0], period) for period, who in told.rows}):
        path = f"windows/{centre}/{period}.html"
        for window, section in SECTION.findall(release.text(path)) if path in release.digests else ():
            for said in TOLD.findall(section):
                yield from told.apart(path, plain_text(said), told.rows.get((period, (centre, window)), ()), unsettled)


class _Told:
    """What may be said of rows in one language."""

    def __init__(self, data: Data, city: City, bands: Mapping[str, str]) -> None:
        self.data = data
        self.names = {
            ref: {band["id"]: bands.get(band["name"], band["name"]) for band in plan.standard.get("bands", ())}
            for ref, plan in data.plans.items()
        }
        self.words = {name for names in self.names.values() for name in names.values()}
        self.longest = sorted(self.words, key=lambda name: (-len(name), name))
        self.rows: dict[tuple[str, tuple[str, str]], list[tuple[Place, Row]]] = {}
        """The rated rows of a window in a period: one for each board."""
        for place, placed in city.placed.items():
            for row in placed.ranked:
                self.rows.setdefault((place[1], row.who), []).append((place, row))

    def _ref(self, place: Place) -> str:
        return standard_of(self.data.boards[place[0]], place[1])

    def score(self, place: Place, row: Row) -> str:
        """Its score as it is printed."""
        return decimal(row.score, self.data.plans[self._ref(place)].places)

    def word(self, place: Place, row: Row) -> str:
        """Its band in words; nothing where that is not settled."""
        return self.names[self._ref(place)].get(row.band, NOTHING) if row.doubt == "none" else NOTHING

    def band_in(self, said: str) -> str:
        """The band that a text names; of two, of which one is a part of the other, the longer."""
        return next((name for name in self.longest if name in said), NOTHING)

    def apart(
        self, path: str, said: str, rows: list[tuple[Place, Row]] | tuple[()], unsettled: set[str]
    ) -> Iterator[Difference]:
        """Where a text about a row names a band or a score that is none of those that it has."""
        if not rows:
            return
        what = "/".join(rows[0][1].who)
        words, scores = {self.word(*one) for one in rows}, {self.score(*one) for one in rows}
        band = self.band_in(said)
        if (band and band not in words) or (said in unsettled and NOTHING not in words):
            yield Difference(file=path, what=f"{what} band", published=said, own=written(sorted(words)))
        if SCORE.fullmatch(said) and said not in scores:
            yield Difference(file=path, what=f"{what} score", published=said, own=written(sorted(scores)))


def _links(release: Release, told: _Told) -> Iterator[tuple[str, str, list[tuple[Place, Row]]]]:
    """Page, text and rows of each link to the reasons of a rated row."""
    for path in release.in_own_language(".html"):
        for href, window, text in TO_REASONS.findall(release.text(path)):
            found = REASONS_PAGE.fullmatch(posixpath.normpath(posixpath.join(posixpath.dirname(path), href)))
            rows = told.rows.get((found[2], (found[1], window))) if found else None
            if rows:
                yield path, plain_text(ASIDE.sub("", text)), rows


def _headline(path: str, text: str, told: _Told, newest: tuple[Place, Row]) -> Iterator[Difference]:
    """The band, the rank and its range at the head of a scorecard."""
    place, row = newest
    found = HEADLINE.search(text)
    said, rest = (plain_text(found[1]), found[2]) if found else (NOTHING, NOTHING)
    own = told.word(place, row)
    if told.band_in(said) != own:
        yield Difference(file=path, what="band", published=said, own=own)
    rank = RANK.search(rest)
    if rank is None or rank[1] != str(row.rank):
        yield Difference(file=path, what="rank", published=rank[1] if rank else NOTHING, own=str(row.rank))
