"""Clauses across standards: by theme, and where they contradict one another."""

from collections.abc import Mapping

from generator.model.standard import Clause, KnownIssue, Standard

ClauseKey = tuple[str, str]
"""Standard (without its edition) and clause."""

Clauses = Mapping[ClauseKey, tuple[Standard, Clause]]
"""Every clause of the newest editions, standard by standard."""


def clauses_of(standards: tuple[Standard, ...]) -> Clauses:
    """Every clause by its key, in order."""
    return {
        (standard.id, clause.id): (standard, clause)
        for standard in standards
        for section in standard.sections
        for clause in section.clauses
    }


Told = tuple[Standard, KnownIssue, tuple[ClauseKey, ...]]
"""A standard, its known issue, and the clauses that are at odds."""


def contradictions(standards: tuple[Standard, ...]) -> tuple[Told, ...]:
    """Each known issue that names contradicting clauses, with the clauses; those that name the most come first.

    Both sides may tell of a contradiction. It is kept once: an issue all of whose clauses stand in another is left out.
    Clauses that the newest edition has no more are left out too, and so is an issue with fewer than two left.
    """
    clauses = clauses_of(standards)
    found = [(one, issue, _sides(one, issue, clauses)) for one in standards for issue in one.known_issues]
    kept: list[Told] = []
    for told in sorted(found, key=lambda told: -len(told[2])):
        keys = set(told[2])
        if len(keys) > 1 and not any(keys <= set(others) for _, _, others in kept):
            kept.append(told)
    return tuple(kept)


def _sides(standard: Standard, issue: KnownIssue, clauses: Clauses) -> tuple[ClauseKey, ...]:
    named = [key for one in issue.contradicts for key in ((standard.id, one.own), (one.standard, one.clause))]
    return tuple(key for key in dict.fromkeys(named) if key in clauses)
