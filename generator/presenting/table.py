"""The site as a table: what kinds of pages there are, and which slice of the data each is made of.

Scorecards are not here: `presenting.scorecard` makes them where the parts of the scores are.
"""

from collections.abc import Callable, Iterator
from typing import Final

from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.pages.appraisal import appraisal_pages
from generator.presenting.pages.cases import case_pages
from generator.presenting.pages.checklist import checklist_pages
from generator.presenting.pages.commitments import commitment_pages
from generator.presenting.pages.corrections import correction_pages
from generator.presenting.pages.data import data_pages
from generator.presenting.pages.finder import window_pages
from generator.presenting.pages.home import home_pages
from generator.presenting.pages.list import list_pages
from generator.presenting.pages.method import method_pages
from generator.presenting.pages.programme import programme_pages
from generator.presenting.pages.role import conduct_pages
from generator.presenting.pages.standard import standard_pages
from generator.presenting.pages.theme import theme_pages


def site_pages(atlas: Atlas) -> Iterator[Artefact]:
    """Every page but the scorecards and the search, in the order of the table below."""
    for pages in PAGES:
        yield from pages(atlas)


PAGES: Final[tuple[Callable[[Atlas], Iterator[Artefact]], ...]] = (
    home_pages,
    list_pages,
    window_pages,
    commitment_pages,
    appraisal_pages,
    programme_pages,
    case_pages,
    correction_pages,
    standard_pages,
    checklist_pages,
    conduct_pages,
    theme_pages,
    method_pages,
    data_pages,
)
