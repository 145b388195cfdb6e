"""The page of the search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.judging.scoring.editions import newest_of, standards_of
from generator.model.rules import Policy
from generator.model.site import Site
from generator.presenting.atlas import Atlas
from generator.presenting.files.search import KIND_MARKS, KINDS
from generator.presenting.pages.windows import districts
from generator.presenting.parts.answers import Answer, answers_of
from generator.presenting.text import addresses
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A value of a filter and the name that is shown for it."""

    value: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """A filter of the search page."""

    id: str
    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BrowseGroup:
    """Pages of one kind that can be reached without searching: an option is an address and a name."""

    title: str
    pages: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """What the page says."""

    facets: tuple[Facet, ...]
    answers: tuple[Answer, ...]
    policy: Policy
    districts: tuple[BrowseGroup, ...]
    lists: tuple[Option, ...]
    standards: tuple[Option, ...]


def view(atlas: Atlas, paths: addresses.Paths) -> SearchPage:
    """What the search can be narrowed to, and ways to browse where no script runs."""
    site, rules = atlas.site, atlas.site.rulebook
    return SearchPage(
        facets=tuple(facet for facet in _facets(site) if facet.options),
        answers=answers_of(site, paths),
        policy=rules.policy,
        districts=tuple(_districts(atlas)),
        lists=tuple(
            Option(value=addresses.board_page(name), name=rules.boards[name].title) for name in sorted(rules.boards)
        ),
        standards=tuple(
            Option(value=addresses.standard_page(standard.id), name=standard.title)
            for standard in newest_of(rules.standards.values())
        ),
    )


def _districts(atlas: Atlas) -> Iterator[BrowseGroup]:
    """The centres of each district; where they are too many, the page of each."""
    centres = sorted(atlas.site.centres.items(), key=lambda pair: (pair[1].district, pair[0]))
    groups = {district: list(group) for district, group in groupby(centres, key=lambda pair: pair[1].district)}
    if districts.there(atlas):
        pages = (Option(value=addresses.district_page(atlas.districts.get(name, name)), name=name) for name in groups)
        yield BrowseGroup(title=say("各区县"), pages=tuple(pages))
        return
    for district, group in groups.items():
        named = (Option(value=addresses.centre_page(name), name=centre.name) for name, centre in group)
        yield BrowseGroup(title=district, pages=tuple(named))


def _facets(site: Site) -> Iterator[Facet]:
    rules = site.rulebook
    centres = site.centres.values()
    used = {centre.trade for centre in centres} | {
        trade for standard in rules.standards.values() for trade in standard.applies_to
    }
    bands = (
        band.name
        for _, board in sorted(rules.boards.items())
        for ref in reversed(standards_of(board))
        for band in sorted(rules.standards[ref].bands, key=lambda band: -band.at_least)
    )
    yield Facet(
        id="kind", name=say("类别"), options=tuple(Option(value=kind, name=name) for kind, name in KINDS.items())
    )
    yield Facet(id="district", name=say("区县"), options=_same(sorted({centre.district for centre in centres})))
    yield Facet(
        id="trade",
        name=say("行业"),
        options=tuple(Option(value=word.id, name=word.name) for word in rules.vocabulary.trades if word.id in used),
    )
    yield Facet(
        id="list", name=say("榜单"), options=tuple(Option(value=name, name=mark) for name, mark in KIND_MARKS.items())
    )
    yield Facet(id="band", name=say("等级"), options=_same(dict.fromkeys(bands)))
    yield Facet(
        id="centre",
        name=say("机构"),
        options=tuple(Option(value=name, name=centre.name) for name, centre in site.centres.items()),
    )


def _same(values: Iterable[str]) -> tuple[Option, ...]:
    """Options whose value is their name."""
    return tuple(Option(value=value, name=value) for value in values)
