"""What the ranked windows of each board earned and lost, side by side: the page that compares them reads it."""

from collections.abc import Iterator

from generator.judging.analysis.sections import Compared
from generator.model.scores import BoardPeriod, Rated, Standing
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.parts.scores.standard_index import section_title
from generator.presenting.text.addresses import compared_file
from generator.presenting.text.plain import json_file
from generator.presenting.text.wording import period_text
from generator.words.phrases import told

SCHEMA: int = 1


def compared_files(atlas: Atlas) -> Iterator[Artefact]:
    """`data/compared/<board>.json` of every board of which a period is published."""
    for board in atlas.site.boards:
        newest, compared = atlas.newest(board), atlas.compared(board)
        if newest and compared:
            yield _file(atlas, newest, compared)


def _file(atlas: Atlas, period: BoardPeriod, compared: Compared) -> Artefact:
    index = atlas.index(*period.place)
    standard = index.standard
    head = {
        "schema": SCHEMA,
        "board": period.board,
        "period": period.period,
        "period_name": told(period_text(period.period), atlas.lang),
        "standard": standard.ref,
        "standard_page": atlas.standard_page(standard),
    }
    lists = {
        "sections": tuple(
            {
                "section": one.section,
                "title": told(section_title(one.section, index), atlas.lang),
                "median": one.share,
                "windows": one.windows,
            }
            for one in compared.medians
        ),
        "clauses": tuple(
            {"clause": clause, "text": index.clauses[clause].text, "median": compared.clauses[clause]}
            for clause in sorted(compared.clauses.keys() & index.clauses.keys(), key=index.order.__getitem__)
        ),
        "rows": tuple(_row(atlas, row, compared, index.bands) for row in period.ranked if row.key in compared.sections),
    }
    return Artefact(
        address=compared_file(period.board), ingredients=(head, lists), render=lambda: json_file(head, lists)
    )


def _row(atlas: Atlas, row: Standing, compared: Compared, bands: dict[str, str]) -> dict[str, object]:
    name = atlas.names[row.who]
    rated = row.outcome if isinstance(row.outcome, Rated) else None
    return {
        "centre": row.centre,
        "window": row.window,
        "centre_name": name.centre,
        "window_name": name.window,
        "rank": row.rank,
        "score": rated.score if rated else None,
        "band": bands[rated.band] if rated and row.doubt == "none" else None,
        "sections": {one.section: (one.earned, one.points) for one in compared.sections[row.key]},
        "losses": {one.clause: one.points for one in compared.losses[row.key]},
    }
