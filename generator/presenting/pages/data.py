"""The open data: every file, column and licence."""

from collections.abc import Iterator

from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.files.scores import COLUMNS, FILE_KINDS, SCHEMA_VERSION, periods_published
from generator.presenting.text.addresses import DATA, METHOD, Paths, source
from generator.presenting.text.markup import render
from generator.presenting.text.wording import period_text


def data_pages(atlas: Atlas) -> Iterator[Artefact]:
    """`data/index.md`."""
    site = atlas.site
    periods = periods_published(site)

    def text() -> str:
        paths = Paths(DATA)
        return render(
            "data.md.jinja",
            atlas.lang,
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
