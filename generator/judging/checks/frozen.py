"""Whether a frozen edition still is what it was when results cited it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b

from generator.judging.scoring.scores import Visit
from generator.model.dataset import Rulebook
from generator.model.editions import FrozenEdition
from generator.model.problem import Problem, Route
from generator.model.standard import Section, Standard

EDITIONS = "standards/editions.yml"

_AS_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

UNFROZEN = "edition-not-frozen"
"""The code of an edition that results cite and that is not frozen."""

FREEZING = frozenset(
    {
        "frozen-clause-changed",
        "frozen-clause-removed",
        "frozen-clause-added",
        "frozen-scoring-changed",
        "frozen-edition-missing",
        UNFROZEN,
    }
)
"""The codes of all that is wrong with editions only because they are frozen, or are not."""


def frozen_of(standard: Standard) -> FrozenEdition:
    """The fingerprints of an edition as it stands."""
    return FrozenEdition(
        frame=_fingerprint(_frame(standard)),
        clauses={
            clause.id: _fingerprint((section.id, clause)) for section in standard.sections for clause in section.clauses
        },
    )


def record_of(visit: Visit) -> str:
    """The fingerprint of what an inspection found at a window: sixteen small letters, which pass for no number."""
    one = visit.round
    return _fingerprint((one.date, one.channel, one.team, one.standard, visit.inspection)).translate(_AS_LETTERS)


def frozen_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Editions that are frozen and no longer what they were, or no longer there."""
    for ref, frozen in (rulebook.frozen or {}).items():
        standard = rulebook.standards.get(ref)
        if standard is None:
            facts = {"edition": ref}
            yield Problem(
                path=EDITIONS, route=("editions", ref), code="frozen-edition-missing", facts=facts, at_key=True
            )
        else:
            yield from _changed(rulebook.paths[ref], standard, frozen)


def unfrozen_problems(rulebook: Rulebook, cited: Collection[str]) -> Iterator[Problem]:
    """Editions that results cite and that are not frozen, once a project freezes its editions at all."""
    if rulebook.frozen is not None:
        for ref in sorted(set(cited) - rulebook.frozen.keys()):
            if ref in rulebook.standards:
                yield Problem(path=rulebook.paths[ref], route=("edition",), code=UNFROZEN, facts={"edition": ref})


def _changed(path: str, standard: Standard, frozen: FrozenEdition) -> Iterator[Problem]:
    now = frozen_of(standard)
    facts = {"edition": standard.ref, "id": standard.id}
    if now.frame != frozen.frame:
        yield Problem(path=path, route=("edition",), code="frozen-scoring-changed", facts=facts)
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            route: Route = ("sections", number, "clauses", position)
            if clause.id not in frozen.clauses:
                yield Problem(path=path, route=route, code="frozen-clause-added", facts={**facts, "clause": clause.id})
            elif now.clauses[clause.id] != frozen.clauses[clause.id]:
                yield Problem(
                    path=path, route=route, code="frozen-clause-changed", facts={**facts, "clause": clause.id}
                )
    for clause_id in frozen.clauses:
        if clause_id not in now.clauses:
            yield Problem(
                path=path, route=("edition",), code="frozen-clause-removed", facts={**facts, "clause": clause_id}
            )


def _frame(standard: Standard) -> tuple[object, ...]:
    return (
        standard.scale,
        standard.bands,
        standard.vetoes,
        standard.floors,
        standard.not_applicable,
        standard.min_coverage,
        tuple(_worth(section) for section in standard.sections),
    )


def _worth(section: Section) -> tuple[object, ...]:
    return (section.id, section.points, section.bonus_at_most)


def _fingerprint(value: object) -> str:
    return blake2b(_plain(value).encode(), digest_size=8).hexdigest()


def _plain(value: object) -> str:
    """A value as text that no later version of the program writes otherwise.

    What a record leaves out is left out: a field that records get one day changes no fingerprint of those without it.
    """
    if isinstance(value, Decimal):
        return str(Fraction(value))
    if isinstance(value, tuple):
        return f"[{','.join(map(_plain, value))}]"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_plain(key)}:{_plain(one)}' for key, one in sorted(value.items()))}}}"
    if is_dataclass(value) and not isinstance(value, type):
        given = (
            (field.name, getattr(value, field.name))
            for field in sorted(fields(value), key=lambda field: field.name)
            if field.default is MISSING or getattr(value, field.name) != field.default
        )
        return f"({','.join(f'{name}={_plain(one)}' for name, one in given)})"
    return repr(value)
