"""How scores, bands and lists come about."""

from collections.abc import Iterator

from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import (
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
from generator.presenting.text.marks import MARKS
from generator.presenting.text.markup import render


def method_pages(atlas: Atlas) -> Iterator[Artefact]:
    """`method.md`."""

    def text() -> str:
        paths = Paths(METHOD)
        return render(
            "method.md.jinja",
            atlas.lang,
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
