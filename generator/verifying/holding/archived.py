"""The pages of lists held against the data: how many stand where, what became of an exposure, what was corrected.

The rows of the ranking and of the lists themselves are looked at in `pages`; here is what is said around them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from generator.verifying.holding.data import CASES
from generator.verifying.holding.pages import CELL, ITEM, TABLE_ROW, WINDOW_LINK, every_row, further_pages, plain_text
from generator.verifying.published.days import day, last_day, months_after, standard_of
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, decimal, rounded
from generator.verifying.published.release import INDEX, Release
from generator.verifying.published.said import figures_in, of_day, of_period, unless_said
from generator.verifying.recomputing.city import City, Data, Place

HEAD_COUNT: Final = re.compile(r'<h[23] id="([a-z]+)">(?:(?!</h).)*?<small>(.*?)</small></h[23]>', re.DOTALL)
STATE_OF_PERIOD: Final = re.compile(r'<span class="wb-state">(.*?)</span>(.*?)<a ', re.DOTALL)
SINCE: Final = re.compile(
    r'<small class="wb-since">.*?<span class="wb-flag wb-flag--(\w+)">(.*?)</span></small>', re.DOTALL
)
LEFT_FLAG: Final = re.compile(r'<span class="wb-flag wb-flag--(\w+)">(.*?)</span>', re.DOTALL)
GREEN_ITEMS: Final = re.compile(r'<ol class="wb-listed wb-listed--green[^"]*">(.*?)</ol>', re.DOTALL)
CURRENT_ITEMS: Final = re.compile(r'<ol class="wb-listed wb-listed--green wb-current">(.*?)</ol>', re.DOTALL)
STRUCK_FIGURE: Final = re.compile(r"<s>(.*?)</s> → <b>(.*?)</b>", re.DOTALL)
CLOCK_DAYS: Final = re.compile(r'<small class="wb-clocks">(.*?)</small>', re.DOTALL)
A_DAY_SAID: Final = re.compile(r"\d{4}-\d\d-\d\d")
PERIOD_PAGE: Final = re.compile(r'<a [^>]*href="([0-9A-Za-z-]+)\.html"')
BOARD_ROW: Final = re.compile(r'<tr><th scope="row"><a href="([a-z0-9-]+)/index\.html"[^>]*>(.*?)</tr>', re.DOTALL)
NUMBER_CELL: Final = re.compile(r'<span class="wb-num">(.*?)</span>', re.DOTALL)
MONTHS_OF_ENDED: Final = 12
"""For so long the page of a board names an exposure that has ended."""
WORDS_OF_STATES: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "closed": "已结束",
        "open": "进行中",
        "current": "仍在绿榜",
        "rectified": "整改通过，已退出",
        "expired": "期满退出",
        "overdue": "整改逾期",
        "never": "期满退出，未见整改通过",
    },
    "en": {
        "closed": "Over",
        "open": "In progress",
        "current": "On the green list now",
        "rectified": "Rectified, off the list",
        "expired": "End of listing",
        "overdue": "rectification overdue",
        "never": "Expired without having been put right",
    },
}
"""How the pages of each language call them."""


def archive_differences(release: Release, spoken: Release, data: Data, city: City) -> Iterator[Difference]:
    """Where a page of lists says otherwise. `spoken`: the site in one of its languages."""
    lang = spoken.language()
    record = release.json(CASES)
    lists = _Lists(data, city, record, WORDS_OF_STATES.get(lang, {}), release.json(INDEX)["data_date"])
    for place in data.periods:
        path = f"lists/{place[0]}/{place[1]}.html"
        yield from lists.of_period(path, _Read(spoken, path), place)
    for board in data.boards:
        path = f"lists/{board}/index.html"
        if data.published(board):
            newest = _Read(spoken, f"lists/{board}/{data.published(board)[0]}.html")
            yield from lists.of_board(path, _Read(spoken, path), newest, board)
    yield from lists.of_every_board("lists/index.html", spoken.page("lists/index.html"))


class _Read:
    """A page of lists, and the pages that go on with what is too long for it."""

    def __init__(self, spoken: Release, path: str) -> None:
        self.spoken, self.path, self.text = spoken, path, spoken.page(path)

    def further(self, kind: str) -> Iterator[tuple[str, str]]:
        """Path and text of each page that goes on with a list; without a kind, with the ranking."""
        yield from ((one, self.spoken.page(one)) for one in further_pages(self.spoken, self.path, kind))

    def texts(self, kind: str) -> list[str]:
        """The text of the page itself, and of these."""
        return [self.text, *(text for _, text in self.further(kind))]


class _Lists:
    """What the lists of a city are held against."""

    def __init__(self, data: Data, city: City, record: Json, words: Mapping[str, str], newest: str) -> None:
        self.data, self.city, self.words = data, city, words
        self.newest = newest
        """The day of the newest data of the whole site."""
        self.entries: dict[Place, dict[tuple[str, str], Json]] = {}
        for one in record["entries"]:
            self.entries.setdefault((one["board"], one["period"]), {})[one["centre"], one["window"]] = one
        self.revisions: dict[Place, list[Json]] = {}
        for one in record["revisions"]:
            self.revisions.setdefault((one["board"], one["period"]), []).append(one)

    def of_period(self, path: str, read: "_Read", place: Place) -> Iterator[Difference]:
        """The archive of a period; a long one has several pages."""
        text, placed = read.text, self.city.placed[place]
        unrated = sorted(self._unrated(place))
        own = {
            "red": sum(row.listed == "red" for row in placed.ranked),
            "green": sum(row.listed == "green" for row in placed.ranked),
            "all": len(placed.ranked),
            "unrated": len(unrated),
            "corrections": len(self.revisions.get(place, ())),
            "appealed": sum(key[:2] == place for key in self.data.appealed),
        }
        yield from self._counts(path, text, own)
        for kind in ("red", "green", "corrections"):
            for further, also in read.further(kind):
                yield from self._counts(further, also, {kind: own[kind]})
        said = [who for one in read.texts("") for who in _windows_below(one, 'id="unrated"', "</table>")]
        if sorted(said) != unrated:
            yield apart(path, "unrated", sorted(said), unrated)
        yield from self._state(path, text, place)
        yield from self._since(path, read.texts("green"), place)
        yield from self._corrected(path, read.texts("corrections"), place)

    def _unrated(self, place: Place) -> list[tuple[str, str]]:
        """Who has no place, apart from those that an appeal hides."""
        return [row.who for row in self.city.placed[place].unrated]

    def _counts(self, path: str, text: str, own: Mapping[str, int]) -> Iterator[Difference]:
        told = {name: plain_text(said) for name, said in HEAD_COUNT.findall(text)}
        for name, number_of in own.items():
            if number_of or name in told:
                yield from unless_said(path, f"{name} count", told.get(name, NOTHING), [str(number_of)])

    def _state(self, path: str, text: str, place: Place) -> Iterator[Difference]:
        """Whether the period is over, and up to which day its data go."""
        found = STATE_OF_PERIOD.search(text)
        closed = bool(self.data.periods[place]["closed"])
        if found is None:
            yield apart(path, "state", NOTHING, place[1])
            return
        word = self.words.get("closed" if closed else "open")
        if word and plain_text(found[1]) != word:
            yield apart(path, "closed", plain_text(found[1]), word)
        until = last_day(place[1]) if closed else min(day(self.newest), last_day(place[1]))
        yield from unless_said(path, "state", plain_text(found[2]), [*of_period(place[1]), *of_day(until)])

    def _since(self, path: str, texts: list[str], place: Place) -> Iterator[Difference]:
        """What became of each exposure of an older list."""
        told: dict[tuple[str, str], tuple[str, str]] = {}
        for items in (one for text in texts for one in GREEN_ITEMS.findall(text)):
            for item in ITEM.findall(items):
                link, since = WINDOW_LINK.search(item), SINCE.search(item)
                if link and since:
                    told[link[1], link[2]] = since[1], plain_text(since[2])
        own = self.entries.get(place, {})
        for who in sorted({*told, *own}):
            if who not in told or who not in own:
                both = (told[who][1], NOTHING) if who in told else (NOTHING, own[who]["state"])
                yield apart(path, f"{'/'.join(who)} since", *both)
            else:
                yield from self._flag(path, f"{'/'.join(who)} since", told[who], own[who])

    def _flag(self, path: str, what: str, told: tuple[str, str], entry: Json) -> Iterator[Difference]:
        """The word of an entry, and the sign that it stands under."""
        if not is_flag_of(entry, told, self.words):
            yield apart(path, what, " ".join(told), entry["state"])

    def _corrected(self, path: str, texts: list[str], place: Place) -> Iterator[Difference]:
        """Day, window and figures of each correction."""
        section = "".join(text.partition('<h2 id="corrections">')[2].partition("</ul>")[0] for text in texts)
        told = Counter(
            (*A_DAY_SAID.findall(item)[:1], *link.groups(), len(STRUCK_FIGURE.findall(item)))
            for item in ITEM.findall(section)
            if (link := WINDOW_LINK.search(item))
        )
        own = Counter(
            (str(one["date"]), one["centre"], one["window"], len(one["changes"]))
            for one in self.revisions.get(place, ())
        )
        for key in sorted({*(told - own), *(own - told)}, key=str):
            both = (key, NOTHING) if key in told else (NOTHING, key)
            yield apart(path, "corrections", *both)
        scores = Counter(
            figure
            for item in ITEM.findall(section)
            for both in STRUCK_FIGURE.findall(item)
            for said in both
            for figure in figures_in(plain_text(said))
        )
        figures = Counter(
            figure
            for one in self.revisions.get(place, ())
            for change in one["changes"]
            if change["figure"] in {"score", "rank"}
            for side in ("old", "new")
            for figure in figures_in(str(change.get(side, NOTHING)))
        )
        for figure in sorted((figures - scores).elements()):
            yield apart(path, "corrections", NOTHING, figure)

    def of_board(self, path: str, read: "_Read", newest: "_Read", board: str) -> Iterator[Difference]:
        """The page of a board: the exposures that stand now, those that ended, and its archive.

        `newest`: the page of its newest period, whose corrections go on where those of the board would.
        """
        text = read.text
        current = [
            (period, who, entry)
            for (own, period), entries in self.entries.items()
            for who, entry in entries.items()
            if own == board and entry["state"] == "current"
        ]
        place = board, self.data.published(board)[0]
        placed = self.city.placed[place]
        counts = {
            "red": sum(row.listed == "red" for row in placed.ranked),
            "green": len(current),
            "all": len(placed.ranked),
            "unrated": len(self._unrated(place)),
            "corrections": len(self.revisions.get(place, ())),
        }
        yield from self._counts(path, text, counts)
        for further, also in read.further("green"):
            yield from self._counts(further, also, {"green": len(current)})
        yield from self._current(path, read.texts("green"), current)
        yield from self._ended(path, read, board)
        yield from self._corrected(path, [text, *(also for _, also in newest.further("corrections"))], place)
        yield from self._lines(path, text, board)

    def _current(
        self, path: str, texts: list[str], current: list[tuple[str, tuple[str, str], Json]]
    ) -> Iterator[Difference]:
        told: dict[tuple[str, tuple[str, str]], list[str]] = {}
        for item in (one for text in texts for items in CURRENT_ITEMS.findall(text) for one in ITEM.findall(items)):
            period, link, clocks = PERIOD_PAGE.search(item), WINDOW_LINK.search(item), CLOCK_DAYS.search(item)
            if period and link:
                told[period[1], (link[1], link[2])] = A_DAY_SAID.findall(clocks[1] if clocks else NOTHING)
        own = {
            (period, who): [str(entry[name]) for name in ("public", "appeal_by", "rectify_by", "expires")]
            for period, who, entry in current
        }
        for key in sorted({*told, *own}, key=str):
            if told.get(key) != own.get(key):
                yield apart(path, f"green {key[0]} {'/'.join(key[1])}", told.get(key), own.get(key))

    def _ended(self, path: str, read: "_Read", board: str) -> Iterator[Difference]:
        """The exposures that are no longer on the green list."""
        section = "".join(text.partition(' id="left">')[2].partition("</ul>")[0] for text in read.texts("left"))
        told: Counter[tuple[str, tuple[str, str]]] = Counter()
        for item in ITEM.findall(section):
            period, link, flag = PERIOD_PAGE.search(item), WINDOW_LINK.search(item), LEFT_FLAG.search(item)
            if period and link and flag:
                who = link[1], link[2]
                told[period[1], who] += 1
                entry = self.entries.get((board, period[1]), {}).get(who)
                if entry:
                    yield from self._flag(
                        path, f"left {period[1]} {'/'.join(who)}", (flag[1], plain_text(flag[2])), entry
                    )
        own = Counter(
            (period, who)
            for (named, period), entries in self.entries.items()
            for who, entry in entries.items()
            if named == board and entry["state"] != "current" and self._is_recent(entry)
        )
        for key in sorted({*(told - own), *(own - told)}):
            both = ("/".join(key[1]), NOTHING) if key in told else (NOTHING, "/".join(key[1]))
            yield apart(path, f"left {key[0]}", *both)
        for page, text in ((path, read.text), *read.further("left")):
            yield from self._counts(page, text, {"left": own.total()})

    def _is_recent(self, entry: Json) -> bool:
        """Whether it is told yet that an entry ended."""
        end = min(day(entry["expires"]), day(entry.get("verified") or entry["expires"]))
        return months_after(end, MONTHS_OF_ENDED) > day(self.data.as_of)

    def _lines(self, path: str, text: str, board: str) -> Iterator[Difference]:
        """The table of all periods: how many stood where, the median, and from which score to which."""
        table = text.partition('<h2 id="archive">')[2].partition("</table>")[0]
        told: dict[str, list[str]] = {}
        for row in TABLE_ROW.findall(table):
            if link := PERIOD_PAGE.search(row):
                told[link[1]] = [plain_text(cell) for cell in CELL.findall(row)][1:]
        periods = self.data.published(board)
        if [*told] != periods:
            yield apart(path, "archive", [*told], periods)
        for period in periods:
            own = list(self._line((board, period)))
            if period in told and told[period][: len(own)] != own:
                yield apart(path, f"archive {period}", told[period], own)

    def _line(self, place: Place) -> Iterator[str]:
        ranked = self.city.placed[place].ranked
        yield from (str(sum(row.listed == kind for row in ranked)) for kind in ("red", "green"))
        yield str(len(ranked))
        yield str(len(every_row(self.data, self.city, place)) - len(ranked))
        scores = sorted(row.score for row in ranked)
        if scores:
            places = self.data.plans[standard_of(self.data.boards[place[0]], place[1])].places
            middle, odd = divmod(len(scores), 2)
            median: Fraction = scores[middle] if odd else (scores[middle - 1] + scores[middle]) / 2
            yield decimal(rounded(median, places), places)
            yield f"{decimal(scores[0], places)}–{decimal(scores[-1], places)}"

    def of_every_board(self, path: str, text: str) -> Iterator[Difference]:
        """The page that leads to all boards."""
        told = dict(BOARD_ROW.findall(text))
        if {*told} != {*self.data.boards}:
            yield apart(path, "rows", sorted(told), sorted(self.data.boards))
        for board in sorted(told.keys() & self.data.boards.keys()):
            periods = self.data.published(board)
            if not periods:
                continue
            ranked = self.city.placed[board, periods[0]].ranked
            current = sum(
                entry["state"] == "current"
                for (own, _), entries in self.entries.items()
                for entry in entries.values()
                if own == board
            )
            own = [
                str(sum(row.listed == "red" for row in ranked)),
                str(sum(row.listed == "green" for row in ranked)),
                str(current),
            ]
            said = [figure for cell in NUMBER_CELL.findall(told[board]) for figure in figures_in(plain_text(cell))]
            link = re.search(rf'href="{board}/([0-9A-Za-z-]+)\.html"', told[board])
            if said != own or link is None or link[1] != periods[0]:
                yield apart(path, f"{board} counts", said, own)


def is_flag_of(entry: Json, told: tuple[str, str], known: Mapping[str, str]) -> bool:
    """Whether the sign and the word that are told fit an entry. `known`: the words of the language."""
    group = "overdue" if entry["overdue"] else "open" if entry["state"] == "current" else "closed"
    kinds = set(_words_of(entry))
    others = {"current", "rectified", "expired", "never", "overdue"} - kinds - ({"expired"} & {entry["state"]})
    fits = all(known[one] in told[1] for one in kinds if one in known)
    return told[0] == group and fits and not any(known.get(one, f"{told[1]}-") in told[1] for one in others)


def _words_of(entry: Json) -> Iterator[str]:
    """By which words an entry is called, where it is not told by a day or by a number of days."""
    again = entry.get("relapsed") and entry["state"] == "current"
    never = entry["state"] == "expired" and not entry.get("verified")
    if entry["overdue"]:
        yield from ("overdue",) if again else (entry["state"], "overdue")
    elif never:
        yield "never"
    elif not again and not entry["late"]:
        yield entry["state"]


def _windows_below(text: str, start: str, end: str) -> list[tuple[str, str]]:
    part = text.partition(start)[2].partition(end)[0]
    return [who for who in WINDOW_LINK.findall(part) if who[1] != "index"]
