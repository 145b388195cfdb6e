"""What the data and rules would change in what a revision published."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.comparing.guard import PublishedBefore, publication_of
from generator.comparing.taken import intake_of
from generator.judging.analysis.places import window_names
from generator.judging.history.amended import PUBLISHED_EDITION_CHANGED
from generator.judging.history.cases import RowChange, case_path
from generator.judging.history.changes import differences
from generator.judging.history.publication import Publication
from generator.judging.history.rows import SILENT_CHANGE
from generator.judging.history.taken import UnjudgedChange, unjudged
from generator.judging.scoring.editions import standard_of, standards_of
from generator.model.keys import RowKey
from generator.model.problem import Problem
from generator.model.site import Site


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodImpact:
    """What would change on a board in a period."""

    board: str
    period: str
    title: str
    final: bool
    bands: tuple[tuple[str, int, int], ...]
    """Id of the band, highest first, empty for unrated: windows in it before and after."""
    rows: tuple[RowChange, ...]
    """Other band first, then other list, other score, other place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Impact:
    """What would change, and what the guard against silent change would ask for."""

    earlier: PublishedBefore | None
    """None: the revision published nothing."""
    periods: tuple[PeriodImpact, ...]
    demands: tuple[Problem, ...]
    needed: tuple[RowChange, ...]
    """Rows of which a correction is missing."""
    held: int
    """Board periods that are not published yet."""
    unjudged: tuple[tuple[UnjudgedChange, str], ...] = ()
    """Inspections that no board judges and that are gone or say otherwise."""
    names: Mapping[tuple[str, str], str]
    """What bands (board, band) and windows (centre, window) are called."""


def impact_of(
    site: Site,
    earlier: PublishedBefore | None,
    asked: Sequence[Problem] = (),
    frozen: Sequence[Problem] = (),
    beside: Sequence[PublishedBefore] = (),
) -> Impact:
    """What a site to be would change in what was published earlier.

    `asked`: what the guard asks for, of all that was published; `frozen`: what is said of editions besides; `beside`:
    what else was published that the next publication is held against.
    """
    demands = (*frozen, *(one for one in asked if not frozen or one.code != PUBLISHED_EDITION_CHANGED))
    if earlier is None:
        return Impact(earlier=None, periods=(), demands=demands, needed=(), held=len(site.held), names={})
    before, now = earlier.publication, publication_of(site)
    found: dict[tuple[str, str], list[RowChange]] = {}
    for change in differences(before, now):
        if change.changes:
            found.setdefault(change.key.place, []).append(change)
    missing = {problem.path for problem in demands if problem.code == SILENT_CHANGE}
    return Impact(
        earlier=earlier,
        periods=tuple(_period(site, before, now, place, rows) for place, rows in found.items()),
        demands=demands,
        needed=_needed((before, *(one.publication for one in beside)), now, missing),
        held=len(site.held),
        unjudged=tuple(unjudged(earlier.taken, intake_of(site, before))),
        names=_names(site),
    )


def _needed(before: Iterable[Publication], now: Publication, missing: Container[str]) -> tuple[RowChange, ...]:
    """The changes of rows of which a correction is missing, each as the first publication shows it that has it."""
    found: dict[RowKey, RowChange] = {}
    for one in before:
        for change in differences(one, now):
            if change.changes and case_path(change.key, "correction") in missing:
                found.setdefault(change.key, change)
    return tuple(found.values())


def _period(
    site: Site, before: Publication, now: Publication, place: tuple[str, str], rows: Sequence[RowChange]
) -> PeriodImpact:
    board = site.rulebook.boards[place[0]]
    bands = sorted(
        site.rulebook.standards[standard_of(board, place[1])].bands, key=lambda band: band.at_least, reverse=True
    )
    was, will = (
        Counter(row.band or "" for row in one.periods[place].rows.values() if not row.appealed) for one in (before, now)
    )
    known = [band.id for band in bands]
    order = [*known, *sorted((was.keys() | will.keys()) - {*known, ""}), ""]
    return PeriodImpact(
        board=place[0],
        period=place[1],
        title=board.title,
        final=before.periods[place].closed,
        bands=tuple((band, was[band], will[band]) for band in order if was[band] or will[band]),
        rows=tuple(sorted(rows, key=lambda row: (_weight(row), row.key))),
    )


def _weight(row: RowChange) -> int:
    """The gravest change comes first."""
    figures = {change.figure for change in row.changes}
    order = ("band", "unrated", "list", "score", "rank")
    return next(place for place, figure in enumerate(order) if figure in figures)


def _names(site: Site) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {
        key: f"{name.centre} {name.window}" for key, name in window_names(site.centres).items()
    }
    for board in site.rulebook.boards.values():
        for ref in standards_of(board):
            names.update({(f"board:{board.id}", band.id): band.name for band in site.rulebook.standards[ref].bands})
    return names
