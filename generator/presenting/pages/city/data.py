"""The open data: every file, column and licence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.rules import Policy
from generator.presenting.atlas import Atlas
from generator.presenting.files.exports import EVERYTHING, FILE_KINDS, PACKAGE
from generator.presenting.files.scores import COLUMNS, SCHEMA_VERSION, periods_published
from generator.presenting.files.tables import FINDINGS
from generator.presenting.text.addresses import (
    EVENTS_FILE,
    SCHEMA_FILE,
    Paths,
    cases_file,
    findings_file,
    parts_file,
    records_file,
    scores_file,
    standard_file,
)
from generator.presenting.text.wording import period_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """The files of what was inspected in a month."""

    name: str
    findings: str
    """The way to the file; empty where nothing was found in the month."""
    records: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DataPage:
    """What the page says."""

    policy: Policy
    periods: tuple[tuple[str, str], ...]
    """Name of each period, and the way to its scores."""
    months: tuple[Month, ...]
    """The newest first."""
    boards: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Title of each board, and name of each of its periods with the way to what its scores are made of."""
    events: str
    """The way to the file; empty where there is none."""
    standards: tuple[tuple[str, str], ...]
    """Name of each, and the way to its file."""
    columns: tuple[tuple[str, str], ...]
    """Name and meaning of each column of the scores."""
    findings: tuple[tuple[str, str], ...]
    """The same of the findings."""
    files: tuple[tuple[str, str, str], ...]
    """Of each kind of file its address, what it is, and what else to know."""
    everything: str
    """The way to the file of this name, as are the following."""
    package: str
    index_path: str
    boards_path: str
    schema_path: str
    cases_file: str
    version: int = SCHEMA_VERSION


def view(atlas: Atlas, paths: Paths) -> DataPage:
    """All that may be downloaded."""
    site = atlas.site
    there = frozenset(atlas.files)
    return DataPage(
        policy=site.rulebook.policy,
        periods=tuple((period_text(period), paths(scores_file(period))) for period in periods_published(site)),
        months=tuple(_months(there, paths)),
        boards=tuple(
            (atlas.board(board).title, found)
            for board, periods in site.boards.items()
            if (
                found := tuple(
                    (period_text(one.period), paths(address))
                    for one in periods
                    if (address := parts_file(*one.place)) in there
                )
            )
        ),
        events=paths(EVENTS_FILE) if EVENTS_FILE in there else "",
        standards=tuple((one.title, paths(standard_file(one.id))) for one in site.rulebook.standards.values()),
        columns=tuple((column.name, column.meaning) for column in COLUMNS),
        findings=tuple((column.name, column.meaning) for column in FINDINGS),
        files=tuple((kind.form, kind.what, kind.whole) for kind in FILE_KINDS),
        everything=paths(EVERYTHING),
        package=paths(PACKAGE),
        index_path=paths("data/index.json"),
        boards_path=paths("data/boards.json"),
        schema_path=paths(SCHEMA_FILE),
        cases_file=paths(cases_file()),
    )


def _months(there: frozenset[str], paths: Paths) -> Iterator[Month]:
    form = re.compile(re.escape(records_file("*")).replace(r"\*", r"(\d{4}-\d{2})"))
    months = sorted((found[1] for one in there if (found := form.fullmatch(one))), reverse=True)
    for month in months:
        findings = findings_file(month)
        yield Month(
            name=period_text(month),
            findings=paths(findings) if findings in there else "",
            records=paths(records_file(month)),
        )
