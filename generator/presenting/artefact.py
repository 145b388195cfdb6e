"""A file of the site before it is written, and what all pages are told."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.words.languages import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Artefact:
    """A file to be made: a page (`.md`) or an export."""

    address: str
    """Path below the pages or the site, with forward slashes."""
    ingredients: tuple[object, ...]
    """All that the text depends on besides the templates and the code: equal `repr`, equal text."""
    render: Callable[[], str]
    """Makes the text; called only when the ingredients have changed."""
    listed: bool = True
    """Whether search engines are told of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """Ingredients that several artefacts have in common, as the same object: they are told once for all of them."""

    parts: tuple[object, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """Of which day a page speaks."""

    data: datetime.date
    """Of the newest data on it."""
    told: datetime.date | None = None
    """The day of the site, where what the page says depends on it, for clocks run. None: it speaks of its data, and
    stays as it is until they change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Common:
    """What every page of a site is told besides its view; it can be sent to another process."""

    lang: Language
    sample: bool
    """Whether the site shows made-up data."""
    fixed: Mapping[str, str]
    """Addresses of the fixed pages, by the word that they begin with; empty where the site has none."""
    folder: str = ""
    """Of the language in the site: see `words.languages.folder_of`."""
