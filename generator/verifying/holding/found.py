"""What leads people to a window, held against the data: the finder, pages of centres, scorecards, search and posters.

A window that is linked somewhere may still be gone where it is looked for: every row is counted here.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.verifying.holding.explained import losses_of
from generator.verifying.holding.pages import CELL, PERIOD_LINK, TABLE_ROW, newest_places, plain_text
from generator.verifying.published.days import standard_of
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, decimal
from generator.verifying.published.release import OF_THE_DATA, Release
from generator.verifying.published.said import figures_in, of_period, unless_among, unless_said
from generator.verifying.recomputing.city import City, Data, Place
from generator.verifying.recomputing.evidence import Row

FINDER: Final = "windows/index.html"
DISTRICTS: Final = "districts/"
"""Where the windows of a large city are listed instead, on a page for each district."""
FINDER_ROW: Final = re.compile(
    r'<tr ([^>]*)>\s*<th scope="row"><a href="(?:\.\./windows/)?([a-z0-9-]+)/([a-z0-9-]+)\.html"[^>]*>(.*?)</tr>',
    re.DOTALL,
)
FINDER_LEAD: Final = re.compile(r'<p class="wb-lead">(.*?)</p>', re.DOTALL)
ATTRIBUTE: Final = re.compile(r'data-([a-z]+)="([^"]*)"')
BAND_SAID: Final = re.compile(r'<a class="wb-band"[^>]*>(.*?)(?:<span|</a>)', re.DOTALL)
OWN_WINDOW: Final = re.compile(r'<th scope="row"><a href="([a-z0-9-]+)\.html"')
COUNT_OF_CENTRE: Final = re.compile(r'<h2 id="windows">.*?<small>(.*?)</small>', re.DOTALL)
FACETS: Final = "search/facets.json"
FIRST_SIGN_OF_SETS: Final = 35
"""Stands for the first set of values of a filter, the next one for the second."""
OUTCOMES: Final = "search/outcomes-"
SCORE_SAID: Final = re.compile(r"\d+\.\d+|\d+")
MARK_OF_LIST: Final = re.compile(r'class="wb-mark wb-(red|green)"><span aria-hidden="true">.*?</span> (.*?)</span>')
CALL: Final = re.compile(r'<p class="wb-hotline">.*?<b>(.*?)</b>', re.DOTALL)
POSTERS: Final = "posters/"
POSTER_LINE: Final = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
SVG_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
SVG_LABEL: Final = re.compile(r'aria-label="([^"]*)"')
SHORT_REASONS: Final = 3
"""Losses that stand first on a scorecard."""
OTHER_WINDOWS: Final = re.compile(r'<ol class="wb-reasons">(.*?)</ol>', re.DOTALL)
CLAUSE_LINK: Final = re.compile(r'<li><p><a href="[^"]*#c-([^"]+)"[^>]*>')
Window = tuple[str, str]


def finding_differences(spoken: Release, data: Data, city: City, bands: Mapping[str, str]) -> Iterator[Difference]:
    """Where a window is not found, or found otherwise. `spoken`: the site in one of its languages."""
    lang = spoken.language()
    way = _Ways(data, city, newest_places(data, city), lang, bands)
    pages = (FINDER, *spoken.below(DISTRICTS, ".html"))
    yield from way.finder({path: spoken.page(path) for path in pages})
    for centre in data.centres:
        path = f"windows/{centre}/index.html"
        yield from way.centre(path, spoken.page(path), centre)
    for who in way.windows:
        path = f"windows/{who[0]}/{who[1]}.html"
        if path in spoken.digests:
            yield from way.scorecard(path, spoken.page(path), who)
        path = f"badges/{who[0]}/{who[1]}.svg"
        if path in spoken.digests:
            yield from way.badge(path, spoken.page(path), who)
        path = f"{POSTERS}{who[0]}/{who[1]}.svg"
        if path in spoken.digests:
            page = spoken.page(f"windows/{who[0]}/{who[1]}.html")
            yield from way.poster(path, spoken.page(path), who, CALL.search(page))
    yield from way.outcomes(spoken)
    yield from way.facets(spoken.json(FACETS)["filters"])


class _Ways:
    """What leads to the windows of a city."""

    def __init__(
        self, data: Data, city: City, newest: Mapping[Window, tuple[Place, Row]], lang: str, bands: Mapping[str, str]
    ) -> None:  # a city, and the language it is told in
        self.data, self.city, self.newest, self.lang, self.bands = data, city, newest, lang, bands
        self.windows: dict[Window, Json] = {
            (centre, window["id"]): window
            for centre, told in data.centres.items()
            for window in told["centre"]["windows"]
        }
        self.places: dict[Window, set[Place]] = {}
        for place, placed in city.placed.items():
            for row in (*placed.ranked, *placed.unrated):
                self.places.setdefault(row.who, set()).add(place)
        for key in data.appealed:
            self.places.setdefault(key[2:], set()).add(key[:2])

    def _band(self, place: Place, row: Row) -> str:
        """Its band in words; nothing where that is not settled."""
        standard = self.data.plans[standard_of(self.data.boards[place[0]], place[1])].standard
        name = next((band["name"] for band in standard.get("bands", ()) if band["id"] == row.band), NOTHING)
        return self.bands.get(name, name) if row.rated and row.doubt == "none" else NOTHING

    def _score(self, place: Place, row: Row) -> str:
        plan = self.data.plans[standard_of(self.data.boards[place[0]], place[1])]
        return decimal(row.score, plan.places)

    def finder(self, texts: Mapping[str, str]) -> Iterator[Difference]:
        """The list of all windows, on one page or several: each is there once, under what it is chosen by."""
        lead = FINDER_LEAD.search(texts[FINDER])
        rows = {
            (centre, window): (path, head, rest)
            for path, text in texts.items()
            for head, centre, window, rest in FINDER_ROW.findall(text)
        }
        said = plain_text(lead[1]) if lead else NOTHING
        yield from unless_said(FINDER, "rows count", said, [str(len(self.windows))])
        for who in sorted(rows.keys() ^ self.windows.keys()):
            both = ("/".join(who), NOTHING) if who in rows else (NOTHING, "/".join(who))
            yield apart(FINDER, "rows", *both)
        for who in sorted(rows.keys() & self.windows.keys()):
            path, head, rest = rows[who]
            told = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(head)}
            newest = self.newest.get(who)
            centre = self.data.centres[who[0]]["centre"]
            own = {"list": newest[1].listed if newest else "none", "centre": who[0], "trade": centre["trade"]}
            band = BAND_SAID.search(rest)
            if band and newest and newest[1].rated:
                own["band"] = plain_text(band[1])
            for name, value in own.items():
                if told.get(name) != value:
                    yield apart(path, f"{'/'.join(who)} {name}", told.get(name), value)
            if newest and newest[1].rated:
                period = plain_text(CELL.findall(rest)[-2])
                yield from unless_said(path, f"{'/'.join(who)} period", period, of_period(newest[0][1]))

    def centre(self, path: str, text: str, centre: str) -> Iterator[Difference]:
        """The windows of a centre, with period, place and list of each."""
        table = text.partition('<h2 id="windows">')[2].partition("</table>")[0]
        own = [window["id"] for window in self.data.centres[centre]["centre"]["windows"]]
        count = COUNT_OF_CENTRE.search(text)
        yield from unless_said(path, "rows count", plain_text(count[1]) if count else NOTHING, [str(len(own))])
        rows = {link[1]: row for row in TABLE_ROW.findall(table) if (link := OWN_WINDOW.search(row))}
        if sorted(rows) != sorted(own):
            yield apart(path, "rows", sorted(rows), sorted(own))
        for window in sorted(rows.keys() & {*own}):
            newest = self.newest.get((centre, window))
            cells = CELL.findall(rows[window])
            if newest and newest[1].rated:
                yield from unless_said(path, f"{window} period", plain_text(cells[2]), of_period(newest[0][1]))
                yield from unless_said(path, f"{window} rank", plain_text(cells[4]), [str(newest[1].rank)])
            mark = next((kind for kind in ("red", "green") if f"wb-{kind}" in cells[-1]), "none")
            listed = newest[1].listed if newest else "none"
            if mark != listed:
                yield apart(path, f"{window} list", mark, listed)

    def scorecard(self, path: str, text: str, who: Window) -> Iterator[Difference]:
        """Every period of the window has its row, and the losses that stand first are those that are."""
        table = text.partition('id="trend"')[2]
        told = {
            (link[1], link[2])
            for row in TABLE_ROW.findall(table)
            if row.lstrip().startswith("<th") and (link := PERIOD_LINK.search(row))
        }
        own = self.places.get(who, set())
        if 'id="trend"' in text and told != own:
            yield apart(path, "rows", sorted(told - own), sorted(own - told))
        newest = self.newest.get(who)
        score = self.city.scores.get((*newest[0], *who)) if newest and newest[1].held_from is None else None
        if score is None:
            return
        lines = OTHER_WINDOWS.search(text)
        said = [plain_text(clause) for clause in CLAUSE_LINK.findall(lines[1] if lines else NOTHING)]
        losses = {one["clause"]: one["lost"] for one in losses_of(score, self.data)}
        least = sorted(losses.values(), reverse=True)[: len(said)]
        if len(said) != min(SHORT_REASONS, len(losses)) or sorted(losses.get(one, 0) for one in said) != sorted(least):
            yield apart(path, "reasons", said, sorted(losses, key=lambda one: -losses[one])[:SHORT_REASONS])

    def _called(self, who: Window) -> tuple[str, str]:
        """How a centre and a window are called in the language."""
        centre = self.data.centres[who[0]]["centre"]
        names = [
            (record.get("en") if self.lang != OF_THE_DATA else None) or record["name"]
            for record in (centre, self.windows[who])
        ]
        return str(names[0]), str(names[1])

    def badge(self, path: str, text: str, who: Window) -> Iterator[Difference]:
        """Whose it is, of which period, and the same in its title as in what is read aloud."""
        said = [html.unescape(one) for one in POSTER_LINE.findall(text)]
        title, label = SVG_TITLE.search(text), SVG_LABEL.search(text)
        centre, window = self._called(who)
        spoken = html.unescape(label[1]) if label else NOTHING
        if not title or not html.unescape(title[1]).startswith(spoken):
            yield apart(path, "title", title and html.unescape(title[1]), spoken)
        if window not in said[0] or centre not in spoken:
            yield apart(path, "name", f"{spoken} {said[0]}", f"{centre} {window}")
        newest = self.newest.get(who)
        if newest:
            yield from unless_said(path, "period", said[0].replace(window, NOTHING, 1), of_period(newest[0][1]))

    def poster(self, path: str, text: str, who: Window, call: re.Match[str] | None) -> Iterator[Difference]:
        """Whose it is, the address that it leads to, and the number to call: that of the page of the window."""
        centre, window = self._called(who)
        said = [html.unescape(one) for one in POSTER_LINE.findall(text)]
        title = SVG_TITLE.search(text)
        named = html.unescape(title[1]) if title else NOTHING
        for one in (centre, window):
            if one not in NOTHING.join(said) or one not in named:
                yield apart(path, "name", named, one)
        page = f"windows/{who[0]}/{who[1]}.html"
        if not any(one.endswith(page) for one in said):
            yield apart(path, "address", said[-2:-1], page)
        number = plain_text(call[1]) if call else NOTHING
        if not any(number in one for one in said):
            yield apart(path, "hotline", said[-3:-2], number)

    def outcomes(self, spoken: Release) -> Iterator[Difference]:
        """What the search says of each window: its newest score and list on every board."""
        told: dict[str, str] = {}
        files: dict[str, str] = {}
        for path in spoken.below(OUTCOMES, ".json"):
            said = spoken.json(path)
            told |= said
            files |= dict.fromkeys(said, path)
        marks = dict(MARK_OF_LIST.findall(spoken.page(FINDER)))
        for who in sorted(self.windows):
            address = f"windows/{who[0]}/{who[1]}.html"
            text, path = told.get(address, NOTHING), files.get(address, f"{OUTCOMES}0.json")
            rows = [
                (place, row)
                for place in self.places.get(who, ())
                if place[1] == self.data.published(place[0])[0]
                if (row := self.city.placed[place].rows.get(who))
            ]
            for place, row in rows:
                own = [*of_period(place[1]), *([self._score(place, row)] if row.rated else [])]
                yield from unless_among(path, f"{'/'.join(who)} {place[0]}", text, map(_leading, own))
                band = self._band(place, row)
                if band not in text:
                    yield apart(path, f"{'/'.join(who)} band", text, band)
            listed = {row.listed for _, row in rows}
            for kind, name in marks.items():
                if (name in text) != (kind in listed) and len(listed) == 1:
                    yield apart(path, f"{'/'.join(who)} list", text, name if kind in listed else NOTHING)

    def facets(self, filters: Mapping[str, Json]) -> Iterator[Difference]:
        """By what windows and centres can be chosen: they stand first, each by its address."""
        windows = sorted(self.windows, key=lambda who: f"windows/{who[0]}/{who[1]}")
        centres = sorted(self.data.centres, key=lambda one: f"windows/{one}/index")
        order: list[Window] = [*windows, *((one, NOTHING) for one in centres)]
        own: dict[str, dict[str, set[int]]] = {
            name: {} for name in ("kind", "district", "centre", "trade", "list", "band")
        }
        for position, who in enumerate(order):
            for name, value in self._chosen_by(who):
                own[name].setdefault(value, set()).add(position)
        for name, known in own.items():
            values = known
            told = _by_value(filters.get(name), len(order))
            if name == "district" and self.lang != OF_THE_DATA:  # by another name, but together the same
                called = dict(zip(_apart_by(values), sorted(values), strict=True))
                told = {called.get(min(found), value): found for value, found in told.items()}
            if name == "band":  # besides the bands there is a word for what is not settled
                words = [value for value in told if value not in values]
                values = values | dict.fromkeys(words, self._unsettled(order))
                if not words and self._unsettled(order):
                    yield apart(FACETS, name, NOTHING, sorted(self._unsettled(order)))
            for value in sorted({*told, *values}):
                if told.get(value, set()) != values.get(value, set()):
                    both = (sorted(found.get(value, ())) for found in (told, values))
                    yield apart(FACETS, f"{name} {value}", *both)

    def _unsettled(self, order: list[Window]) -> set[int]:
        return {
            position
            for position, who in enumerate(order)
            if any(row.rated and not self._band(place, row) for place, row in self._stands(who))
        }

    def _stands(self, who: Window) -> Iterator[tuple[Place, Row]]:
        """Where a window stands in the newest period of each of its boards."""
        for place in sorted(self.places.get(who, ())):
            row = self.city.placed[place].rows.get(who)
            if row and place[1] == self.data.published(place[0])[0]:
                yield place, row

    def _chosen_by(self, who: Window) -> Iterator[tuple[str, str]]:
        centre = self.data.centres[who[0]]["centre"]
        yield "kind", "window" if who[1] else "centre"
        yield "centre", who[0]
        yield "trade", centre["trade"]
        if centre.get("district"):
            yield "district", centre["district"]
        for place, row in self._stands(who) if who[1] else ():
            if row.listed != "none":
                yield "list", row.listed
            if row.rated and self._band(place, row):
                yield "band", self._band(place, row)


def _apart_by(values: Mapping[str, set[int]]) -> list[int]:
    """The first position of each value, by its name."""
    return [min(values[value]) for value in sorted(values)]


def _leading(figure: str) -> str:
    return figures_in(figure)[0] if figure else figure


def _by_value(told: Json | None, most: int) -> dict[str, set[int]]:
    """The records of each value, as far as those go that stand first; every record has the sign of a set of values."""
    found: dict[str, set[int]] = {}
    for position, sign in enumerate(told["of"][:most] if told else NOTHING):
        for value in told["sets"][ord(sign) - FIRST_SIGN_OF_SETS] if told else ():
            found.setdefault(value, set()).add(position)
    return found
