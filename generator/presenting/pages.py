"""The site as a table: what kinds of pages there are, and which slice of the data each is made of.

Scorecards are not here: `presenting.scorecard` makes them where the parts of the scores are.
"""

from collections.abc import Callable, Iterator
from typing import Final

from generator.presenting.addresses import (
    CASES,
    CORRECTIONS,
    DATA,
    LISTS,
    METHOD,
    PROGRAMME,
    STANDARDS,
    WINDOWS,
    Paths,
    source,
)
from generator.presenting.appraisal import appraisal_pages
from generator.presenting.atlas import Atlas
from generator.presenting.cases import case_pages
from generator.presenting.checklists import checklist_pages
from generator.presenting.commitments import commitment_pages
from generator.presenting.conduct import conduct_pages
from generator.presenting.corrections import correction_pages
from generator.presenting.exports import COLUMNS, FILE_KINDS, SCHEMA_VERSION, periods_published
from generator.presenting.home import home_pages
from generator.presenting.library import standard_pages
from generator.presenting.lists import list_pages
from generator.presenting.marks import MARKS
from generator.presenting.markup import render
from generator.presenting.programme import programme_pages
from generator.presenting.site import Artefact, Site
from generator.presenting.themes import theme_pages
from generator.presenting.windows import window_pages
from generator.presenting.wording import period_text


def site_pages(site: Site) -> Iterator[Artefact]:
    """Every page but the scorecards and the search, in the order of the table below."""
    atlas = Atlas(site)
    for pages in PAGES:
        yield from pages(atlas)


def method_pages(atlas: Atlas) -> Iterator[Artefact]:
    """`method.md`."""

    def text() -> str:
        paths = Paths(METHOD)
        return render(
            "method.md.jinja",
            atlas.site.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            channels=atlas.site.rulebook.vocabulary.channels,
            marks=MARKS,
            lists_path=paths(LISTS),
            windows_path=paths(WINDOWS),
            standards_path=paths(STANDARDS),
            data_path=paths(DATA),
            programme_path=paths(PROGRAMME),
            cases_path=paths(CASES),
            corrections_path=paths(CORRECTIONS),
        )

    yield Artefact(
        address=source(METHOD),
        ingredients=(atlas.site.rulebook_digest, atlas.site.sample, atlas.data_date()),
        render=text,
    )


def data_pages(atlas: Atlas) -> Iterator[Artefact]:
    """`data/index.md`."""
    site = atlas.site
    periods = periods_published(site)

    def text() -> str:
        paths = Paths(DATA)
        return render(
            "data.md.jinja",
            atlas.site.lang,
            data_date=atlas.data_date(),
            sample=site.sample,
            policy=site.rulebook.policy,
            columns=COLUMNS,
            files=tuple((kind.form, kind.what, kind.whole) for kind in FILE_KINDS),
            periods=tuple(
                (period_text(period), paths(f"data/scores-{period}.csv"), paths(f"data/scores-{period}.json"))
                for period in periods
            ),
            centres=tuple((centre.name, paths(f"data/centres/{key}.json")) for key, centre in site.centres.items()),
            standards=tuple(
                (standard.title, paths(f"data/standards/{standard.id}.json"))
                for standard in site.rulebook.standards.values()
            ),
            version=SCHEMA_VERSION,
            index_path=paths("data/index.json"),
            boards_path=paths("data/boards.json"),
            schema_path=paths("data/schema.json"),
            cases_file=paths("data/cases.json"),
            method_path=paths(METHOD),
        )

    yield Artefact(
        address=source(DATA),
        ingredients=(
            site.rulebook_digest,
            site.sample,
            atlas.data_date(),
            periods,
            tuple((key, centre.name) for key, centre in site.centres.items()),
        ),
        render=text,
    )


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
