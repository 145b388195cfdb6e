"""What inspections by standards that score nothing come to: clause by clause, over all windows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.judging.scoring.unscored_checks import newest_checks
from generator.model.dataset import Rulebook
from generator.model.scores import UnscoredCheck


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseTally:
    """A clause in the newest check of each window."""

    clause: str
    windows: int
    """At which it was looked at."""
    noted: int
    """At which something was noted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnscoredTally:
    """What the newest checks by an edition come to."""

    windows: int
    noted: int
    """Windows at which anything was noted."""
    clauses: tuple[ClauseTally, ...]
    """Those that were looked at, in the order of the standard."""


NOTHING_SEEN = UnscoredTally(windows=0, noted=0, clauses=())


def tallies_of(rulebook: Rulebook, checks: Iterable[UnscoredCheck]) -> Mapping[str, UnscoredTally]:
    """By edition (`id@edition`), what the newest check of each window saw; `checks` as in `Site.unscored`."""
    by_edition: dict[str, list[UnscoredCheck]] = {}
    for one in newest_checks(checks):
        by_edition.setdefault(one.standard, []).append(one)
    return {ref: _tally(rulebook, ref, found) for ref, found in sorted(by_edition.items())}


def _tally(rulebook: Rulebook, ref: str, checks: list[UnscoredCheck]) -> UnscoredTally:
    seen = Counter(clause for one in checks for clause in one.seen)
    noted = Counter(clause for one in checks for clause in {note.clause for note in one.noted})
    clauses = (clause.id for section in rulebook.standards[ref].sections for clause in section.clauses)
    return UnscoredTally(
        windows=len(checks),
        noted=sum(bool(one.noted) for one in checks),
        clauses=tuple(
            ClauseTally(clause=clause, windows=seen[clause], noted=noted[clause]) for clause in clauses if seen[clause]
        ),
    )
