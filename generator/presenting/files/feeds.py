"""Atom feeds: the lists of a board and the cases about them, and the same of a centre.

Whatever a feed says has a day of its own in the data, so that the same data make the same bytes on any day. Links are
relative to the feed: where the site stands is not known here.
"""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from generator.judging.scoring.periods import last_day
from generator.model.cases import CaseFile
from generator.model.judged import WindowName
from generator.model.keys import PlaceKey, RowKey
from generator.model.scores import BoardPeriod, Rated, Standing
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.parts.process.cases import CaseView, StepLine
from generator.presenting.text.addresses import (
    Paths,
    board_feed,
    board_page,
    case_place,
    centre_feed,
    centre_page,
    period_page,
)
from generator.presenting.text.list_marks import MARKS
from generator.presenting.text.wording import joined, period_text, score_text
from generator.words.languages import TAGS
from generator.words.phrases import say, told

MOST_ENTRIES: Final = 60
"""Entries of a feed, the latest; the pages have all."""

ATOM: Final = "http://www.w3.org/2005/Atom"

_AS_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

_LISTS: Final = frozenset(mark.kind for mark in MARKS)

_ONE_DAY: Final = datetime.timedelta(days=1)

_CONTROL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), " ")
"""Characters that XML cannot hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An entry of a feed."""

    id: str
    """What it is about, in the form of an address; it never changes."""
    title: str
    day: datetime.date
    address: str
    text: str


def site_feeds(atlas: Atlas, base: str = "") -> Iterator[Artefact]:
    """A feed for every board and for every centre. `base`: the public address of the site, where it is known."""
    by_board: dict[str, list[CaseFile]] = {}
    by_centre: dict[str, list[CaseFile]] = {}
    for file in atlas.site.cases:
        if file.about:
            by_board.setdefault(file.about.board, []).append(file)
        by_centre.setdefault(file.centre, []).append(file)
    days = {one.place: _published(atlas, one) for board in atlas.site.boards for one in atlas.periods(board)}
    places = _places(atlas)
    nameless: dict[str, list[RowKey]] = {}
    for key in sorted(atlas.nameless):
        nameless.setdefault(key.centre, []).append(key)
    for board in atlas.site.boards:
        yield _board_feed(atlas, base, board, tuple(by_board.get(board, ())), days)
    for centre in atlas.site.centres:
        about = _OfCentre(
            places=tuple(places.get(centre, ())),
            cases=tuple(by_centre.get(centre, ())),
            nameless=tuple(nameless.get(centre, ())),
        )
        yield _centre_feed(atlas, base, centre, about, days)


Days = Mapping[PlaceKey, datetime.date]
"""When each period was published, or last told of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _OfCentre:
    """What the feed of a centre tells of."""

    places: tuple[tuple[BoardPeriod, tuple[Standing, ...]], ...]
    """Its rows in each period of each board."""
    cases: tuple[CaseFile, ...]
    nameless: tuple[RowKey, ...]
    """Its rows whose windows are called by their ids, in any period."""


def _places(atlas: Atlas) -> dict[str, list[tuple[BoardPeriod, tuple[Standing, ...]]]]:
    """The rows of every centre in each period, by centre."""
    found: dict[str, list[tuple[BoardPeriod, tuple[Standing, ...]]]] = {}
    for board in atlas.site.boards:
        for period in atlas.periods(board):
            rows: dict[str, list[Standing]] = {}
            for row in (*period.ranked, *period.unrated):
                rows.setdefault(row.centre, []).append(row)
            for centre, own in rows.items():
                found.setdefault(centre, []).append((period, tuple(own)))
    return found


def _board_feed(atlas: Atlas, base: str, board: str, cases: tuple[CaseFile, ...], days: Days) -> Artefact:
    periods = atlas.periods(board)
    address = board_feed(board)

    def text() -> str:
        items = [
            Item(
                id=period_page(board, one.period),
                title=say("{board} {period}", board=atlas.board(board).title, period=period_text(one.period)),
                day=days[one.place],
                address=period_page(board, one.period),
                text=_list_text(atlas, one, one.ranked),
            )
            for one in periods
        ]
        items += [_case_item(atlas, file) for file in cases]
        return _feed(atlas, _Links(address, base), board_page(board), atlas.board(board).title, items)

    return Artefact(
        address=address,
        ingredients=(
            *(base, atlas.site.rulebook_digest, periods),
            *(_used(atlas, periods, cases, days), _empty(atlas, periods, cases)),
        ),
        render=text,
    )


def _centre_feed(atlas: Atlas, base: str, centre: str, about: _OfCentre, days: Days) -> Artefact:
    places, cases = about.places, about.cases
    address = centre_feed(centre)
    name = atlas.site.centres[centre].name

    def text() -> str:
        items = [
            Item(
                id=f"{centre_page(centre)}#{period.board}.{period.period}",
                title=say(
                    "{name}：{title} {period}",
                    name=name,
                    title=atlas.board(period.board).title,
                    period=period_text(period.period),
                ),
                day=days[period.place],
                address=period_page(*period.place),
                text=_list_text(atlas, period, rows),
            )
            for period, rows in places
        ]
        items += [_case_item(atlas, file) for file in cases]
        return _feed(atlas, _Links(address, base), centre_page(centre), name, items)

    seen = tuple(days[period.place] for period, _ in places)
    own = tuple((*period.place, *map(_listed, _on_lists(rows))) for period, rows in places)
    windows = tuple((window.id, window.name) for window in atlas.site.centres[centre].windows)
    replies = tuple(found for _, rows in places for row in rows if (found := atlas.replies.get(_key(row))))
    return Artefact(
        address=address,
        ingredients=(
            base,
            atlas.site.rulebook_digest,
            name,
            windows,
            about.nameless,
            seen,
            own,
            replies,
            _told(atlas, cases),
            _empty(atlas, seen, cases),
        ),
        render=text,
    )


def _on_lists(rows: Iterable[Standing]) -> Iterator[Standing]:
    """The rows that a feed tells of."""
    return (row for row in rows if row.listed in _LISTS)


def _listed(row: Standing) -> tuple[object, ...]:
    """What a feed tells of a row, besides names and replies."""
    return (row.window, row.listed, row.rank, row.outcome)


def _empty(atlas: Atlas, *told: Sized) -> datetime.date | None:
    """The day that a feed without an item has; None where there may be one, for then the items have it."""
    return None if any(told) else atlas.site.as_of.newest


def _used(
    atlas: Atlas, periods: tuple[BoardPeriod, ...], cases: tuple[CaseFile, ...], days: Days
) -> tuple[object, ...]:
    return (
        tuple(days[one.place] for one in periods),
        atlas.used(periods),
        atlas.nameless_at(*(one.place for one in periods)),
        _told(atlas, cases),
    )


def _told(atlas: Atlas, cases: Iterable[CaseFile]) -> tuple[object, ...]:
    return tuple((_view(atlas, file), _name_of(atlas, file)) for file in cases)


def _key(row: Standing) -> RowKey:
    return row.key


def _published(atlas: Atlas, period: BoardPeriod) -> datetime.date:
    """The day a period was published, or its latest reply or correction; of a running one, the newest day of data."""
    if not period.closed:
        return min(atlas.site.as_of.newest, last_day(period.period))
    key = period.place
    entries = atlas.entries_by_place.get(key, {}).values()
    days = [one.public for one in entries if one.public <= atlas.site.as_of.day]
    days += [one.date for one in atlas.site.revisions if one.place == key]
    days += [_last_step(atlas, file) for own, files in atlas.replies.items() if own[:2] == key for file in files]
    return max(days, default=last_day(period.period) + _ONE_DAY)


def _list_text(atlas: Atlas, period: BoardPeriod, rows: Iterable[Standing]) -> str:
    """Who stands on the two lists with which score, and what their centres say of it."""
    bands = atlas.index(*period.place).bands
    rows = tuple(_on_lists(rows))
    lines = []
    for mark in MARKS:
        own = [row for row in rows if row.listed == mark.kind]
        lines.append(say("{name}·{meaning} {own} 个", name=mark.name, meaning=mark.meaning, own=len(own)))
        for row in own:
            name = atlas.name_at(row.key)
            said = joined((say("；机构回应：“{text}”", text=one.text) for one in atlas.said(_key(row), Paths(""))), "")
            score = (
                say(" {n} 分 {bands}", n=score_text(row.outcome.score), bands=bands[row.outcome.band])
                if isinstance(row.outcome, Rated)
                else ""
            )
            lines.append(
                say(
                    "第 {rank} 名 {window}（{centre}）{score}{said}",
                    rank=row.rank,
                    window=name.window,
                    centre=name.centre,
                    score=score,
                    said=said,
                )
            )
    return joined(lines, "\n")


def _name_of(atlas: Atlas, file: CaseFile) -> WindowName:
    return atlas.name_at(file.about) if file.about else atlas.names[file.who]


def _view(atlas: Atlas, file: CaseFile) -> CaseView:
    return atlas.docket.case(file, Paths(""))


def _last_step(atlas: Atlas, file: CaseFile) -> datetime.date:
    """The day of the last step that has been taken."""
    days = [datetime.date.fromisoformat(one.day) for one in _view(atlas, file).steps]
    return max((day for day in days if day <= atlas.site.as_of.day), default=min(days))


def _case_item(atlas: Atlas, file: CaseFile) -> Item:
    view = _view(atlas, file)
    name = _name_of(atlas, file)
    changes = joined(
        (say("{figure} {old} → {new}", figure=one.figure, old=one.old, new=one.new) for one in view.changes), "；"
    )
    said = view.state if view.kind == "appeal" and view.group == "closed" else view.kind_name
    lines = [
        *(_step_text(one) for one in view.steps),
        *view.findings,
        *([changes] if changes else []),
    ]
    return Item(
        id=case_place(file.centre, file.id),
        title=say(
            "{said}：{window} · {centre} {about}", said=said, window=name.window, centre=name.centre, about=view.about
        )
        if view.about
        else say("{said}：{window} · {centre}", said=said, window=name.window, centre=name.centre),
        day=_last_step(atlas, file),
        address=case_place(file.centre, file.id, atlas.docket.pages),
        text=joined(lines, "\n"),
    )


def _step_text(step: StepLine) -> str:
    if not step.text:
        return say("{day} {what}", day=step.day, what=step.what)
    return say("{day} {what}：{text}", day=step.day, what=step.what, text=step.text)


class _Links(NamedTuple):
    """The ways out of a feed: whole addresses where the site has a public one, for readers keep feeds elsewhere."""

    address: str
    """Of the feed."""
    base: str

    def to(self, target: str) -> str:
        """The way to an address below the root of the site."""
        return f"{self.base}{target}" if self.base else Paths(self.address)(target)


def _feed(atlas: Atlas, links: _Links, page: str, title: str, items: Iterable[Item]) -> str:
    """A feed as text; `page`: the address of the one that it goes with."""
    policy = atlas.site.rulebook.policy
    latest = sorted(items, key=lambda one: one.id)
    latest.sort(key=lambda one: one.day, reverse=True)
    lang = atlas.lang
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": TAGS[lang]})
    _add(feed, "title", f"{title} · {policy.site_title}")
    _add(feed, "id", _id(policy.region, f"{atlas.folder}{links.address}"))
    _add(feed, "updated", _moment(max((one.day for one in latest), default=atlas.site.as_of.newest)))
    _add(ET.SubElement(feed, "author"), "name", policy.publisher)
    _add(feed, "rights", policy.licence)
    ET.SubElement(feed, "link", {"rel": "self", "href": links.to(links.address)})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": links.to(page)})
    for one in latest[:MOST_ENTRIES]:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "title", told(one.title, lang))
        _add(entry, "id", _id(policy.region, f"{atlas.folder}{one.id}"))
        _add(entry, "updated", _moment(one.day))
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": links.to(one.address)})
        _add(entry, "content", told(one.text, lang), {"type": "text"})
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ET.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, name, attributes or {}).text = text.translate(_CONTROL)


def _id(region: str, address: str) -> str:
    """A name for what stands at an address, which stays the same wherever the site is published.

    The region stands there as letters: a row of figures could pass for the number of a person.
    """
    region_name = hashlib.sha256(region.encode()).hexdigest()[:12].translate(_AS_LETTERS)
    return f"tag:windowboard,2026:{region_name}/{address}"


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
