"""A file of the site before it is written."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Artefact:
    """A file to be made: a page (`.md`) or an export."""

    address: str
    """Path below the pages or the site, with forward slashes."""
    ingredients: tuple[object, ...]
    """All that the text depends on besides the templates and the code: equal `repr`, equal text."""
    render: Callable[[], str]
    """Makes the text; called only when the ingredients have changed."""
