"""Fingerprints: of an edition, of an inspection, of a proved fact, of a text that was published.

What is told by one says nothing of itself, and yet cannot become another unseen.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

from generator.judging.scoring.visits import Visit
from generator.model.editions import FrozenEdition
from generator.model.events import Event
from generator.model.results import Inspection, Round
from generator.model.standard import Section, Standard

_AS_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


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
    return _hashed(record_text(visit)).translate(_AS_LETTERS)


@lru_cache(maxsize=1 << 8)  # of a window: to know whether it is judged anew, and for the rows that show the visit
def record_text(visit: Visit) -> str:
    """What an inspection found at a window, as text that no later version of the program writes otherwise."""
    one = visit.round
    return _plain((one.date, one.channel, one.team, one.standard, visit.inspection))


def parts_of(found: Round, inspection: Inspection) -> dict[str, str]:
    """The fingerprint of each place in which an inspection can be put otherwise, by the name of the place."""
    lists = ("findings", "unmet", "vetoes", "not_applicable", "mend")
    parts: dict[str, object] = {"team": found.team, "late": found.late, "out_of_hours": found.out_of_hours}
    parts |= {"assessed": inspection.assessed, "announced": inspection.announced}
    for group in lists:
        for one in getattr(inspection, group):
            name = f"{group} {getattr(one, 'clause', getattr(one, 'veto', ''))} {getattr(one, 'fault', '')}"
            same = sum(key.startswith(f"{name} ") for key in parts)
            parts[f"{name} {same}"] = one
    for group, figures in inspection.figures.items():
        parts |= {f"{group} {clause}": figure for clause, figure in figures.items()}
    return {name: _fingerprint(value) for name, value in parts.items()}


def fact_of(event: Event) -> str:
    """The fingerprint of a proved fact, in the same form."""
    return letters_of(event)


def letters_of(value: object) -> str:
    """The fingerprint of anything that is written: sixteen small letters, which pass for no number."""
    return _fingerprint(value).translate(_AS_LETTERS)


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
    return _hashed(_plain(value))


def _hashed(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _plain(value: object) -> str:
    """A value as text that no later version of the program writes otherwise.

    What a record leaves out is left out: a field that records get one day changes no fingerprint of those without it.
    """
    return _WRITERS[type(value)](value)


def _writer(kind: type) -> Callable[[Any], str]:
    if issubclass(kind, Decimal | Fraction):
        return lambda number: str(Fraction(number))
    if issubclass(kind, tuple):
        return lambda row: f"[{','.join(map(_plain, row))}]"
    if issubclass(kind, Mapping):
        return lambda pairs: f"{{{','.join(f'{_plain(key)}:{_plain(one)}' for key, one in sorted(pairs.items()))}}}"
    if is_dataclass(kind):
        defaults = tuple((one.name, one.default) for one in sorted(fields(kind), key=lambda field: field.name))
        return partial(_written, defaults)
    return repr


class _Writers(dict[type, Callable[[Any], str]]):
    """What writes values of each type: found once, for there are hundreds of thousands of values of few types."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """Find it."""
        self[kind] = found = _writer(kind)
        return found


_WRITERS = _Writers()


def _written(defaults: Iterable[tuple[str, object]], record: object) -> str:
    """A record by its fields, each given with its default, that have another value."""
    told = []
    for name, default in defaults:  # no generator, and sameness asked before equality: two thirds of the time
        one = getattr(record, name)
        if one is not default and one != default:
            told.append(f"{name}={_WRITERS[type(one)](one)}")
    return f"({','.join(told)})"
