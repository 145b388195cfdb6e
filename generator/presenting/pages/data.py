"""The open data: every file, column and licence."""

from dataclasses import dataclass

from generator.model.rules import Policy
from generator.presenting.atlas import Atlas
from generator.presenting.files.exports import FILE_KINDS
from generator.presenting.files.scores import COLUMNS, SCHEMA_VERSION, periods_published
from generator.presenting.text.addresses import SCHEMA_FILE, Paths, cases_file, centre_file, scores_file, standard_file
from generator.presenting.text.wording import period_text


@dataclass(frozen=True, kw_only=True, slots=True)
class DataPage:
    """What the page says."""

    policy: Policy
    periods: tuple[tuple[str, str, str], ...]
    """Name of each period, and the ways to its scores as CSV and as JSON."""
    centres: tuple[tuple[str, str], ...]
    """Name of each, and the way to its file."""
    standards: tuple[tuple[str, str], ...]
    """As `centres`."""
    columns: tuple[tuple[str, str], ...]
    """Name and meaning of each column of the scores."""
    files: tuple[tuple[str, str, str], ...]
    """Of each kind of file its address, what it is, and what else to know."""
    index_path: str
    """The way to the file of this name, as are the following."""
    boards_path: str
    schema_path: str
    cases_file: str
    version: int = SCHEMA_VERSION


def view(atlas: Atlas, paths: Paths) -> DataPage:
    """All that may be downloaded."""
    site = atlas.site
    return DataPage(
        policy=site.rulebook.policy,
        periods=tuple(
            (period_text(period), paths(scores_file(period, "csv")), paths(scores_file(period, "json")))
            for period in periods_published(site)
        ),
        centres=tuple((centre.name, paths(centre_file(key))) for key, centre in site.centres.items()),
        standards=tuple((one.title, paths(standard_file(one.id))) for one in site.rulebook.standards.values()),
        columns=tuple((column.name, column.meaning) for column in COLUMNS),
        files=tuple((kind.form, kind.what, kind.whole) for kind in FILE_KINDS),
        index_path=paths("data/index.json"),
        boards_path=paths("data/boards.json"),
        schema_path=paths(SCHEMA_FILE),
        cases_file=paths(cases_file()),
    )
