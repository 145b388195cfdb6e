"""The lines of the ledger of cases, and the pages that have them where they are too many for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.model.cases import CaseFile, Entry
from generator.model.keys import PlaceKey
from generator.presenting.atlas import Atlas
from generator.presenting.pages.boards.listed import entries_at
from generator.presenting.parts.pager import PartLink, numbered
from generator.presenting.parts.process.cases import KINDS, CaseView, EntryView
from generator.presenting.parts.process.docket import DocketKey, size_of, ways_to
from generator.presenting.parts.process.endings import all_ended
from generator.presenting.text.addresses import Paths, case_anchor, case_place, period_page
from generator.presenting.text.markup import address_text
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import period_text
from generator.words.phrases import say

ENTRY_KIND: Final = ("entry", say("绿榜条目"))
"""Entries of green lists stand in the ledger beside the cases."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """An entry in the ledger."""

    entry: EntryView
    link: WindowLink
    trade: str
    """Id of the trade."""
    cases: tuple[tuple[str, str], ...]
    """Kind in words and way of each case about it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """A case in the ledger."""

    case: CaseView
    link: WindowLink
    trade: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseGroup:
    """The cases of one kind, the latest first."""

    kind: str
    name: str
    lines: tuple[CaseLine, ...]
    """Those that the page has."""
    count: int
    """How many there are, or on a page of its own how many that has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocketPage:
    """What a page says."""

    heading: str
    period_text: str
    period_path: str
    """The way to the lists of the period; both empty where the cases are about none."""
    entries: tuple[EntryLine, ...]
    groups: tuple[CaseGroup, ...]
    entry_total: int
    """On all pages of the period, as is the next."""
    total: int
    links: tuple[PartLink, ...]
    listed: bool
    """Whether search engines may find it."""
    entry_kind: tuple[str, str] = ENTRY_KIND


def each(atlas: Atlas) -> Iterable[DocketKey]:
    """Every page; none where the ledger has one alone."""
    return (part.key for part in atlas.docket_parts)


def is_listed(atlas: Atlas, key: DocketKey) -> bool:
    """Whether search engines are told of a page: not once the exposures of its period, or those on it, have ended."""
    if key.place is None:
        return True
    own = next(one.entries for one in atlas.docket_parts if one.key == key)
    return not (all_ended(entries_at(atlas, key.place).values()) or all_ended(own))


def view(atlas: Atlas, key: DocketKey, paths: Paths) -> DocketPage:
    """What is about a period, and the rest of it on other pages; or what is about none."""
    parts = [one for one in atlas.docket_parts if one.key.place == key.place]
    part = parts[key.number - 1]
    name = place_text(atlas, key.place)
    heading = say("处理记录：{name}", name=name)
    return DocketPage(
        heading=numbered(heading, key.number),
        period_text=name if key.place else "",
        period_path=paths(period_page(*key.place)) if key.place else "",
        entries=tuple(entry_lines(atlas, part.entries, key.address, paths)),
        groups=tuple(case_groups(atlas, part.cases, paths)),
        entry_total=sum(len(one.entries) for one in parts),
        total=sum(len(one.cases) for one in parts),
        links=ways_to(key.place, size_of(parts), key.number, paths),
        listed=is_listed(atlas, key),
    )


def place_text(atlas: Atlas, place: PlaceKey | None) -> str:
    """What a page is about."""
    if place is None:
        return say("不涉及榜单的")
    return say("{board} {period}", board=atlas.board(place.board).title, period=period_text(place.period))


def entry_lines(atlas: Atlas, entries: Iterable[Entry], here: str, paths: Paths) -> Iterator[EntryLine]:
    """Entries on the page `here`: those that still run before those that are over, the newest period first."""
    ordered = sorted(entries, key=lambda one: (one.board, one.centre, one.window))
    ordered.sort(key=lambda one: one.period, reverse=True)
    ordered.sort(key=lambda one: one.state in {"rectified", "expired"})
    for entry in ordered:
        name = atlas.name_at(entry.key)
        yield EntryLine(
            entry=atlas.docket.entry(entry, paths),
            link=link_to(name, paths),
            trade=name.trade,
            cases=tuple(_cases_of(atlas, entry, here, paths)),
        )


def case_groups(atlas: Atlas, cases: Iterable[CaseFile], paths: Paths) -> Iterator[CaseGroup]:
    """Cases by their kinds."""
    views: dict[str, list[CaseLine]] = {}
    for file in cases:
        window = atlas.name_at(file.about) if file.about else atlas.names[file.who]
        line = CaseLine(case=atlas.docket.case(file, paths), link=link_to(window, paths), trade=window.trade)
        views.setdefault(line.case.kind, []).append(line)
    for kind, name in KINDS.items():
        if kind in views:
            lines = sorted(views[kind], key=lambda one: one.case.anchor)
            lines.sort(key=lambda one: one.case.newest, reverse=True)
            yield CaseGroup(kind=kind, name=name, lines=tuple(lines), count=len(lines))


def _cases_of(atlas: Atlas, entry: Entry, here: str, paths: Paths) -> Iterator[tuple[str, str]]:
    """Kind and way of each case about an entry; on the same page it is its place alone."""
    for file in atlas.cases_about.get(entry.key, ()):
        place = case_place(file.centre, file.id, atlas.docket.pages)
        near = address_text(f"#{case_anchor(file.centre, file.id)}")
        yield KINDS[file.case.kind], near if place.startswith(f"{here}#") else paths(place)
