"""What a kind of page is, as a row of the table, and the one way from a view to the text of a page.

A row names a template and its module, for both have its name: `theme/pages/<name>.md.jinja` makes the text of what
`<name>.py` in a room of `presenting/pages/` says. What it says is a view: a frozen record, whose fields are what the
template receives.

A page is made anew when its view is another one. Two kinds of rows know that without making views: those whose pages
say only what stands in the rulebook, and those that state by themselves what their views are made of.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, assert_never

from generator.model.dataset import Rulebook
from generator.presenting.artefact import Artefact, Common, Dates
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import Paths, call_address, source
from generator.presenting.text.list_marks import MARKS
from generator.presenting.text.markup import render

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Key = TypeVar("Key")
"""Says which of the pages of a kind one is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What the search says of a page."""

    title: str
    summary: str
    words: str
    """Words by which people look for it, and which it does not say."""


def always_listed(_atlas: Atlas, _key: object) -> bool:
    """Whatever the data are."""
    return True


def always(_atlas: Atlas) -> bool:
    """Whatever the data are."""
    return True


def newest_day(atlas: Atlas, _key: object) -> datetime.date:
    """The day of the newest data of the site."""
    return atlas.data_date()


@dataclass(frozen=True, kw_only=True, slots=True)
class FixedPage:
    """A page that a site has once, at the same address whatever the data are."""

    name: str
    """Of the template and the module."""
    address: str
    view: "Callable[[Atlas, Paths], DataclassInstance]"
    found: Found | None
    """None: nobody looks for it."""
    there: Callable[[Atlas], bool] = always
    """Whether the site has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[Key]):
    """A kind of page of which there is one for each slice of the data."""

    name: str
    """Of the template and the module."""
    address: Callable[[Key], str]
    each: Callable[[Atlas], Iterable[Key]]
    view: "Callable[[Atlas, Key, Paths], DataclassInstance]"
    day: Callable[[Atlas, Key], datetime.date] = newest_day
    """Of the newest data on the page."""
    made_of: Callable[[Atlas, Key], object] | None = None
    """Everything that the view depends on, where making it takes too long for every build; equal `repr`, equal view."""
    listed: Callable[[Atlas, Key], bool] = always_listed
    """Whether search engines are told of one; its template says `noindex` where they are not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RulePage(Generic[Key]):
    """A kind of page that depends on the rulebook and its key alone: its view is given nothing else."""

    name: str
    """Of the template and the module."""
    address: Callable[[Key], str]
    each: Callable[[Atlas], Iterable[Key]]
    """Keys whose `repr` says all that they hold."""
    view: "Callable[[Rulebook, Key, Paths], DataclassInstance]"
    listed: bool = True
    """Whether search engines are told of them; the template of one that is not says `noindex`."""


Row = FixedPage | Page[Any] | RulePage[Any]


def common_of(atlas: Atlas, rows: Iterable[Row]) -> Common:
    """What every page of a site is told."""
    fixed = [row for row in rows if isinstance(row, FixedPage)]
    there = {row.address for row in fixed if row.there(atlas)}
    return Common(
        lang=atlas.lang,
        sample=atlas.site.sample,
        fixed={_word(row.address): row.address if row.address in there else "" for row in fixed},
        folder=atlas.folder,
    )


def _word(address: str) -> str:
    """What a template calls a fixed page: `method` of `method.html`, `cases` of `cases/index.html`."""
    return address.removesuffix(".html").removesuffix("index").rstrip("/") or "home"


def artefacts(row: Row, atlas: Atlas, common: Common) -> Iterator[Artefact]:
    """The pages of a row."""
    match row:
        case FixedPage():
            if row.there(atlas):
                dates = Dates(data=atlas.data_date(), told=atlas.site.as_of.day)
                yield _artefact((row.name, row.address), common, dates, cache(partial(row.view, atlas)))
        case Page():
            for key in row.each(atlas):
                made = _artefact(
                    (row.name, row.address(key)),
                    common,
                    Dates(data=row.day(atlas, key), told=None if row.made_of else atlas.site.as_of.day),
                    partial(row.view, atlas, key),
                    row.made_of and row.made_of(atlas, key),
                )
                yield replace(made, listed=row.listed(atlas, key))
        case RulePage():
            for key in row.each(atlas):
                made = _artefact(
                    (row.name, row.address(key)),
                    common,
                    Dates(data=atlas.data_date()),
                    partial(row.view, atlas.site.rulebook, key),
                    (atlas.site.rulebook_digest, key),
                )
                yield replace(made, listed=row.listed)
        case _:
            assert_never(row)


def _artefact(
    page: tuple[str, str],
    common: Common,
    dates: Dates,
    view: "Callable[[Paths], DataclassInstance]",
    made_of: object = None,
) -> Artefact:
    """A page to be made; its view may be made again for its text, for between the two there are thousands of others."""
    name, address = page
    paths = Paths(address, common.folder)
    return Artefact(
        address=source(address),
        ingredients=(common, dates, view(paths) if made_of is None else made_of),
        render=lambda: page_text(name, address, common, dates, view(paths)),
    )


def page_text(name: str, address: str, common: Common, dates: Dates, view: "DataclassInstance") -> str:
    """The Markdown of a page.

    Its template receives the fields of the view, `dates`, `data_date` (of its newest data), `sample`, `marks`, `link`
    (the way from this page to an address below the root of the site), `call` (what a tap on a telephone number opens),
    and the ways to the fixed pages: `cases_path`, `method_path` and so on.
    """
    link = Paths(address, common.folder)
    return render(
        f"{name}.md.jinja",
        common.lang,
        dates=dates,
        data_date=dates.data,
        sample=common.sample,
        marks=MARKS,
        link=link,
        call=call_address,
        **{f"{word}_path": link(fixed) if fixed else "" for word, fixed in common.fixed.items()},
        **{field: getattr(view, field) for field in _fields(type(view))},
    )


@cache
def _fields(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
