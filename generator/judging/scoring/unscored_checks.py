"""Inspections by standards that score nothing: the six aspects of a special inspection, hygiene, rules of conduct.

What was looked at and what was seen there is shown; no score, place or list follows from it.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.judging.scoring.pools import Plan
from generator.judging.scoring.visits import Visit
from generator.model.keys import WindowKey
from generator.model.results import Inspection
from generator.model.scores import UnscoredCheck, UnscoredNote
from generator.model.standard import Standard


def is_unscored(standard: Standard) -> bool:
    """Whether a standard is published and not scored."""
    return standard.scale is None


def unscored_checks_of(
    plans: Mapping[str, Plan], window: WindowKey, visits: Iterable[Visit]
) -> tuple[UnscoredCheck, ...]:
    """The inspections of one window that score nothing, the newest first."""
    found = [
        _check(plans[visit.round.standard].standard, window, visit)
        for visit in visits
        if is_unscored(plans[visit.round.standard].standard)
    ]
    return tuple(sorted(found, key=lambda one: (-one.date.toordinal(), one.standard, one.channel, one.team)))


def newest_checks(checks: Iterable[UnscoredCheck]) -> Iterator[UnscoredCheck]:
    """Of each window and standard (whatever its edition) the newest check; `checks` have the newest of a window first.

    A later check takes the place of an earlier one: what was put right in between is noted no more.
    """
    told: set[tuple[WindowKey, str]] = set()
    for one in checks:
        key = one.who, one.standard.partition("@")[0]
        if key not in told:
            told.add(key)
            yield one


def _check(standard: Standard, window: WindowKey, visit: Visit) -> UnscoredCheck:
    inspection = visit.inspection
    seen = tuple(_seen(standard, inspection))
    place = {clause: number for number, clause in enumerate(seen)}
    noted = sorted(_noted(inspection), key=lambda one: place[one.clause])
    return UnscoredCheck(
        centre=window.centre,
        window=window.window,
        standard=standard.ref,
        date=visit.round.date,
        channel=visit.round.channel,
        team=visit.round.team,
        seen=seen,
        noted=tuple(noted),
    )


def _seen(standard: Standard, inspection: Inspection) -> Iterator[str]:
    """The clauses that an inspection names by themselves or by their section, and those at which it found something."""
    found = {one.clause for one in _noted(inspection)}
    named = inspection.assessed
    for section in standard.sections:
        for clause in section.clauses:
            if named == "all" or section.id in named or clause.id in named or clause.id in found:
                yield clause.id


def _noted(inspection: Inspection) -> Iterator[UnscoredNote]:
    for finding in inspection.findings:
        yield UnscoredNote(clause=finding.clause, note=finding.note, evidence=finding.evidence)
    for unmet in inspection.unmet:
        yield UnscoredNote(clause=unmet.clause, note=unmet.note, evidence=unmet.evidence)
