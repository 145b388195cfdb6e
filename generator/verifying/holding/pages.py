"""Pages, badges and feeds held against the data: what people read is what programs read."""

import html
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import count, takewhile
from typing import Final

from generator.verifying.published.days import standard_of
from generator.verifying.published.figures import NOTHING, Difference, decimal, rounded, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.boards import Placed
from generator.verifying.recomputing.city import City, Data, Key, Place
from generator.verifying.recomputing.evidence import Row
from generator.verifying.recomputing.rates import rate_differences

TABLE_ROW: Final = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
CELL: Final = re.compile(r"<t[dh]\b[^>]*>(.*?)(?=</?t[dhr]\b|\Z)", re.DOTALL)
"""A cell ends where the next one or its row does; the row may have been cut out."""
TAG: Final = re.compile(r"<svg\b.*?</svg>|<[^>]*>", re.DOTALL)
WINDOW_LINK: Final = re.compile(r'href="(?:\.\./)*windows/([a-z0-9-]+)/([a-z0-9-]+)\.html"')
PERIOD_LINK: Final = re.compile(r'href="(?:\.\./)*lists/([a-z0-9-]+)/([0-9A-Za-z-]+)\.html"')
LISTED: Final = re.compile(r'<ol class="wb-listed wb-listed--(red|green)">(.*?)</ol>', re.DOTALL)
ITEM: Final = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL)
SECTION: Final = re.compile(r'<section class="wb-told" id="([a-z0-9-]+)">(.*?)</section>', re.DOTALL)
VERDICT: Final = re.compile(r'<p class="wb-big"><b>(.*?)</b>', re.DOTALL)
CLAUSE_LOSS: Final = re.compile(r'<li><p><a href="[^"]*#(?:c|\d+)-([^"]+)">.*?</p><p>.*?<b>(.*?)</b>', re.DOTALL)
PAST: Final = re.compile(r'(?<=</svg>)<span class="wb-off">(.*?)</span>', re.DOTALL)
PAST_SCORE: Final = re.compile(r"\d+(?:\.\d+)?|—")
PERIODS_BACK: Final = 6
"""Periods of which a row tells the scores."""
FIGURE: Final = re.compile(r"\d+(?:\.\d+)?")
ENTRY: Final = re.compile(r"<entry>(.*?)</entry>", re.DOTALL)
LABEL: Final = re.compile(r'aria-label="([^"]*)"')
TEXTS: Final = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
SHOWN: Final = 3
"""Places of a loss on a page."""
BADGES: Final = {"red": 'fill="#a3211a"/>', "green": 'stroke="#17603a"', "none": 'fill="#3d4852"/>'}
"""By list: the sign of its colour."""


def page_differences(release: Release, data: Data, city: City, bands: dict[str, str]) -> Iterator[Difference]:
    """Where something that people read is not what the data say. `bands`: what a further language calls them."""
    for place in data.periods:
        yield from _list_page(release, data, city, place)
        yield from _feed(release, data, city, place)
    newest = newest_places(data, city)
    for centre, told in data.centres.items():
        for window in told["centre"]["windows"]:
            who = centre, window["id"]
            yield from _badge(release, data, who, newest.get(who), bands)
            yield from _scorecard(release, data, city, who, newest.get(who))
        for period in sorted({period for _, period in data.periods}):
            if f"windows/{centre}/{period}.html" in release.digests:
                yield from _reasons(release, data, city, centre, period)
    yield from rate_differences(release, data, city)


def further_pages(release: Release, path: str, kind: str = NOTHING) -> Iterator[str]:
    """The pages that go on with a ranking, or with a list that stands on a page first, in their order."""
    start = path.removesuffix("index.html") if path.endswith("/index.html") else f"{path.removesuffix('.html')}-"
    named = f"{start}{kind}-" if kind else start
    yield from takewhile(release.digests.__contains__, (f"{named}p{number}.html" for number in count(2)))


def newest_places(data: Data, city: City) -> dict[tuple[str, str], tuple[Place, Row]]:
    """Where each window stands in the newest period of its board; of several boards, on the first."""
    newest: dict[tuple[str, str], tuple[Place, Row]] = {}
    for name in sorted(data.boards):
        for period in data.published(name)[:1]:
            for row in every_row(data, city, (name, period)):
                newest.setdefault(row.who, ((name, period), row))
    return newest


def every_row(data: Data, city: City, place: Place) -> list[Row]:
    """The rows of a period: those with a place, those without, and those that an appeal hides."""
    hidden = [Row(key[2], key[3], {"reason": "appealed"}) for key in data.appealed if key[:2] == place]
    return [*city.placed[place].ranked, *city.placed[place].unrated, *hidden]


def plain_text(markup: str) -> str:
    """What markup says."""
    return html.unescape(TAG.sub("", markup)).strip()


def _score_text(data: Data, place: Place, row: Row) -> str:
    plan = data.plans[standard_of(data.boards[place[0]], place[1])]
    return decimal(row.score, plan.places) if row.rated else NOTHING


def _range_text(first: object, last: object) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _interval_text(data: Data, place: Place, row: Row) -> str:
    plan = data.plans[standard_of(data.boards[place[0]], place[1])]
    return (
        f"{decimal(row.interval[0], plan.places)}–{decimal(row.interval[1], plan.places)}" if row.interval else NOTHING
    )


def _unless_same(file: str, what: str, published: object, own: object) -> Iterator[Difference]:
    if published != own:
        yield Difference(file=file, what=what, published=written(published), own=written(own))


def _list_page(release: Release, data: Data, city: City, place: Place) -> Iterator[Difference]:
    """The ranking and the two lists of the archive of a period."""
    path = f"lists/{place[0]}/{place[1]}.html"
    text = release.text(path)
    texts = {one: release.text(one) for one in further_pages(release, path)}
    yield from _ranking({path: text, **texts}, data, city, place)
    for kind in ("red", "green"):
        cut = [release.text(one) for one in further_pages(release, path, kind)]
        yield from _on_list(path, [text, *cut], kind, data, place, city.placed[place])


def _ranking(texts: dict[str, str], data: Data, city: City, place: Place) -> Iterator[Difference]:
    """Each row of the table of a whole board, and their order; a long one has several pages."""
    placed = city.placed[place]
    rows, names = placed.rows, []
    every = [(path, text.partition('id="all"')[2].partition("</table>")[0]) for path, text in texts.items()]
    for path, found in ((path, row) for path, table in every for row in TABLE_ROW.findall(table)):
        link = WINDOW_LINK.search(found)
        row = rows.get((link[1], link[2])) if link else None
        if row:
            names.append(row.who)
            yield from _ranked_row(path, PAST.sub("", found), data, place, row)
            told = PAST.search(found)
            own = _past_scores(data, city, place, row)
            yield from _unless_same(path, f"{'/'.join(row.who)} past", PAST_SCORE.findall(told[1]) if told else [], own)
    yield from _unless_same(min(texts), "order", names, [row.who for row in placed.ranked])


def _ranked_row(path: str, found: str, data: Data, place: Place, row: Row) -> Iterator[Difference]:
    cells = [plain_text(cell) for cell in CELL.findall(found)]
    own = (
        str(row.rank),
        _range_text(row.first, row.last),
        _score_text(data, place, row),
        _interval_text(data, place, row),
    )
    seen = (cells[0], cells[1], cells[5], cells[6])
    for name, one, other in zip(("rank", "range", "score", "interval"), seen, own, strict=True):
        shown = NOTHING if name == "interval" and not row.interval else one
        yield from _unless_same(path, f"{'/'.join(row.who)} {name}", shown, other)
    mark = next((kind for kind in ("red", "green") if f"wb-mark wb-{kind}" in found), "none")
    yield from _unless_same(path, f"{'/'.join(row.who)} list", mark, row.listed)


def _past_scores(data: Data, city: City, place: Place, row: Row) -> list[str]:
    """The scores of a row up to its period, of those periods that one edition judged; none where it has no other."""
    board, edition = data.boards[place[0]], standard_of(data.boards[place[0]], place[1])
    periods = [one for one in data.published(place[0]) if one <= place[1]]
    alike = list(takewhile(lambda one: standard_of(board, one) == edition, periods))[:PERIODS_BACK]
    rows = [city.placed[place[0], one].rows.get(row.who) for one in reversed(alike)]
    told = [(_score_text(data, place, one) if one else NOTHING) or "—" for one in rows]
    return told if sum(one != "—" for one in told) > 1 and told[-1] != "—" else []


def _on_list(  # noqa: PLR0913, PLR0917  # the pages of a list and all that they are held against
    path: str, texts: list[str], kind: str, data: Data, place: Place, placed: Placed
) -> Iterator[Difference]:
    """Who is on the red or on the green list, each with its score; a veto stands without one."""
    lists = [items for text in texts for listed, items in LISTED.findall(text) if listed == kind]
    told = [
        (*link.groups(), plain_text(item.partition('<b class="wb-num">')[2].partition("</b>")[0]))
        for items in lists
        for item in ITEM.findall(items)
        if (link := WINDOW_LINK.search(item))
    ]
    rows = [row for row in placed.ranked if row.listed == kind]
    wanted = sorted((*row.who, NOTHING if row.vetoed else _score_text(data, place, row)) for row in rows)
    yield from _unless_same(path, kind, sorted(told), wanted)


def _feed(release: Release, data: Data, city: City, place: Place) -> Iterator[Difference]:
    """What the feed of a board tells of the lists of a period, where it still does."""
    path = f"lists/{place[0]}/feed.xml"
    if path not in release.digests:
        return
    here = re.compile(rf'href="(?:[^"]*/lists/{place[0]}/)?{place[1]}\.html"')
    for entry in ENTRY.findall(release.text(path)):
        if here.search(entry):
            lines = html.unescape(entry).splitlines()
            for row in city.placed[place].ranked:
                name = _window_named(data, row.who)["name"]
                own = [line for line in lines if f" {name}" in line or f"{name}（" in line]
                if row.listed != "none":
                    figures = {str(row.rank), _score_text(data, place, row)}
                    found = any(figures <= {*FIGURE.findall(line.replace(name, ""))} for line in own)
                    yield from _unless_same(path, f"{place[1]} {'/'.join(row.who)}", found, True)  # noqa: FBT003  # it is there


def _window_named(data: Data, who: tuple[str, str]) -> dict[str, str]:
    return next(one for one in data.centres[who[0]]["centre"]["windows"] if one["id"] == who[1])


def _badge(
    release: Release, data: Data, who: tuple[str, str], newest: tuple[Place, Row] | None, bands: dict[str, str]
) -> Iterator[Difference]:
    """The sign of a window: its newest score, list and band, and the same in the text that is read aloud."""
    path = f"badges/{who[0]}/{who[1]}.svg"
    text = release.text(path)
    said = [html.unescape(one) for one in TEXTS.findall(text)]
    score = _score_text(data, *newest) if newest and not _overruled(data, *newest) else NOTHING
    figures = FIGURE.findall(said[1])
    yield from _unless_same(path, "score", figures[0] if figures else NOTHING, score)
    listed = newest[1].listed if newest else "none"
    yield from _unless_same(path, "list", next((kind for kind, sign in BADGES.items() if sign in text), "none"), listed)
    if newest:
        yield from _band_of_badge(path, said[1], data, newest, bands)
    label = LABEL.search(text)
    spoken = html.unescape(label[1]) if label else NOTHING
    yield from _unless_same(path, "label", [one for one in said if one not in spoken], [])


def _overruled(data: Data, place: Place, row: Row) -> bool:
    """Whether something else than the score decides the band: then no score stands beside it."""
    plan = data.plans[standard_of(data.boards[place[0]], place[1])]
    return row.rated and row.doubt == "none" and plan.band(row.score, []) != row.band


def _band_of_badge(
    path: str, said: str, data: Data, newest: tuple[Place, Row], bands: dict[str, str]
) -> Iterator[Difference]:
    """The band is told where nothing makes it doubtful."""
    place, row = newest
    if row.rated and row.doubt == "none":
        plan = data.plans[standard_of(data.boards[place[0]], place[1])]
        name = next(band["name"] for band in plan.standard["bands"] if band["id"] == row.band)
        name = bands.get(name, name)
        yield from _unless_same(path, "band", said if name not in said else name, name)


def _scorecard(
    release: Release, data: Data, city: City, who: tuple[str, str], newest: tuple[Place, Row] | None
) -> Iterator[Difference]:
    """The verdict of a scorecard, and its table of all periods."""
    path = f"windows/{who[0]}/{who[1]}.html"
    text = release.text(path)
    verdict = VERDICT.search(text)
    if newest and newest[1].rated and not newest[1].vetoed:  # of a veto the headline is the band
        yield from _unless_same(
            path, "verdict", plain_text(verdict[1]) if verdict else NOTHING, _score_text(data, *newest)
        )
    for found in TABLE_ROW.findall(text):
        link = PERIOD_LINK.search(found)
        place = (link[1], link[2]) if link else None
        row = city.placed[place].rows.get(who) if place in city.placed else None
        if place is None or row is None or not row.rated:
            continue
        cells = [plain_text(cell) for cell in CELL.findall(found)]
        place_told = f"{row.rank}/{len(city.placed[place].ranked)}"
        own = (
            _score_text(data, place, row),
            place_told,
            _interval_text(data, place, row) or cells[4],
            _range_text(row.first, row.last),
        )
        told = cells[1], cells[3], cells[4], cells[5]
        for name, one, other in zip(("score", "rank", "interval", "range"), told, own, strict=True):
            yield from _unless_same(path, f"{place[0]} {place[1]} {name}", one, other)


def _reasons(release: Release, data: Data, city: City, centre: str, period: str) -> Iterator[Difference]:
    """Why the windows of a centre stand where they do: each score, and what was lost at each clause."""
    path = f"windows/{centre}/{period}.html"
    text = release.text(path)
    shown = [
        (place, row)
        for place in data.periods
        if place[1] == period
        for row in city.placed[place].ranked
        if row.centre == centre
    ]
    yield from _standings(path, text, data, city, shown)
    yield from _clause_losses(path, text, city, shown)


def _standings(path: str, text: str, data: Data, city: City, shown: list[tuple[Place, Row]]) -> Iterator[Difference]:
    """The table of the windows of a centre: of a veto it shows the band instead of the score."""
    for found in TABLE_ROW.findall(text.partition("</table>")[0]):
        cells = CELL.findall(found)
        link = re.search(r'href="#([a-z0-9-]+)"', found)
        score = re.search(r"<b>(.*?)</b>", cells[-2]) if link else None  # a cell for the board stands before, or none
        if link and score:
            told = f"{plain_text(score[1])} {plain_text(cells[-1])}"
            rows = [(place, row) for place, row in shown if row.window == link[1]]
            own = sorted(
                f"{_score_text(data, place, row)} {row.rank}/{len(city.placed[place].ranked)}" for place, row in rows
            )
            if not any(row.vetoed for _, row in rows):
                yield from _unless_same(path, link[1], told, told if told in own else "; ".join(own))


def _clause_losses(path: str, text: str, city: City, shown: list[tuple[Place, Row]]) -> Iterator[Difference]:
    for window, section in SECTION.findall(text):
        losses = _losses(city, {(*place, *row.who) for place, row in shown if row.window == window})
        for clause, said in CLAUSE_LOSS.findall(section):
            figures = FIGURE.findall(said)
            if clause in losses and figures and Fraction(figures[0]) not in losses[clause]:
                yield from _unless_same(path, f"{window} {clause}", figures[0], sorted(losses[clause]))


def _losses(city: City, keys: set[Key]) -> dict[str, set[Fraction]]:
    """What was lost at each clause, as a page prints it."""
    found: dict[str, set[Fraction]] = {}
    for key in keys:
        for pool in city.scores[key]["pools"] if key in city.scores else ():
            own: dict[str, Fraction] = {}
            for one in pool["taken"]:
                own[one["clause"]] = own.get(one["clause"], Fraction(0)) + one["lost"]
            for one in pool["events"]:
                own[one["clause"]] = own.get(one["clause"], Fraction(0)) + one["minus"]
            if pool["cases"] and pool["state"] == "assessed":
                own[pool["pool"]] = pool["points"] - pool["earned"]
            for clause, lost in own.items():
                kept = {
                    rounded(one, SHOWN) for one in (lost, min(lost, pool["points"]), pool["points"] - pool["earned"])
                }
                found.setdefault(clause, set()).update(kept)
    return found
