"""Which ids could have been meant where a value is none: `theme: 环境` says a name, and the id is `environment`.

A single value is read without knowing the city. Once there are problems, what can be read of the vocabulary, the
standards and the centre is enough to say which ids there are. Nothing here is asked while all is well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypeVar

from generator.model.centre import Centre
from generator.model.problem import Problem
from generator.model.rules import Vocabulary
from generator.model.standard import Deduct, Standard, checked_by
from generator.reading.forms import MALFORMED_ID
from generator.reading.mismatch import MISSPELT_VALUE, UNKNOWN_VALUE
from generator.reading.record import read_record
from generator.reading.tree import list_sources, read_bytes

T = TypeVar("T")
Ids = Mapping[str, str]
"""Ids, each with its name."""

SHOWN: Final = 8
"""How many ids a problem names."""

_ALIKE: Final = 0.5
"""From where on a word is like another, of 1."""


def with_ids_that_exist(root: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems; of a value that is no id, where ids of the city belong, the ones there are and the nearest."""
    told = tuple(problems)
    if not any(one.code == MALFORMED_ID for one in told):
        return told
    vocabulary = _first(root, ["standards/vocabulary.yml"], Vocabulary)
    paths = sorted(file.path for file in list_sources(root)[0] if file.kind == "standard")
    standards = tuple(_every(root, paths, Standard))
    return tuple(_told(root, one, vocabulary, standards) if one.code == MALFORMED_ID else one for one in told)


def _told(root: Path, problem: Problem, vocabulary: Vocabulary | None, standards: tuple[Standard, ...]) -> Problem:
    ids = _ids_under(root, problem, vocabulary, standards)
    if not ids:
        return problem
    value = problem.facts["value"]
    near = nearest_id(value, ids)
    ordered = sorted(ids, key=lambda one: one != near)
    known = ", ".join(f"{one} {ids[one]}" for one in ordered[:SHOWN]) + (", …" if len(ordered) > SHOWN else "")
    facts = {"value": value, "known": known}
    return replace(
        problem,
        code=MISSPELT_VALUE if near else UNKNOWN_VALUE,
        facts={**facts, "near": near} if near else facts,
    )


def nearest_id(value: str, ids: Ids) -> str | None:
    """The id that was meant: it has this name or one like it, or is written like it; None where none is near."""
    by_name = {name: one for one, name in ids.items()}
    if value in by_name:
        return by_name[value]
    holding = [one for name, one in by_name.items() if value in name or name in value]
    if len(holding) == 1:
        return holding[0]
    words = {**{one.lower(): one for one in ids}, **by_name}
    close = get_close_matches(value.lower().replace("_", "-"), words, n=1, cutoff=_ALIKE)
    return words[close[0]] if close else None


def _ids_under(
    root: Path, problem: Problem, vocabulary: Vocabulary | None, standards: tuple[Standard, ...]
) -> Mapping[str, str]:
    """What may stand under the key of a problem, as far as it can be read."""
    keys = [step for step in problem.route if isinstance(step, str)]
    key = "".join(keys[-2:-1] if problem.at_key else keys[-1:])
    words = vocabulary or Vocabulary(trades=(), themes=(), roles=(), channels=())
    under: Mapping[str, Callable[[], Ids]] = {
        "themes": lambda: {one.id: one.name for one in words.themes},
        "roles": lambda: {one.id: one.name for one in words.roles},
        "trades": lambda: {one.id: one.name for one in words.trades},
        "channels": lambda: {one.id: one.name for one in words.channels},
        "bands": lambda: {band.id: band.name for one in standards for band in one.bands},
        "vetos": lambda: {veto.id: veto.text for one in standards for veto in one.vetoes},
        "faults": lambda: dict(_faults(standards)),
        "windows": lambda: _windows(root, problem.path),
    }
    group = _GROUPS.get(key, key if key.endswith("s") else f"{key}s")
    return under[group]() if group in under else {}


_GROUPS: Final = {"applies_to": "trades", "clean": "windows"}
"""Keys under which ids stand that are called otherwise."""


def _windows(root: Path, path: str) -> Ids:
    """The windows of the centre that a file belongs to."""
    centre = _first(root, [f"{'/'.join(path.split('/')[:2])}/centre.yml"], Centre)
    return {one.id: one.name for one in centre.windows} if centre else {}


def _faults(standards: Iterable[Standard]) -> Iterator[tuple[str, str]]:
    clauses = (clause for one in standards for section in one.sections for clause in section.clauses)
    for _, check in checked_by(clauses, Deduct):
        yield from ((fault.id, fault.text) for fault in check.faults)


def _first(root: Path, paths: Iterable[str], record: type[T]) -> T | None:
    return next(_every(root, paths, record), None)


def _every(root: Path, paths: Iterable[str], record: type[T]) -> Iterator[T]:
    """The files that can be read as such a record; what is wrong with the others is told already."""
    for path in paths:
        data = read_bytes(root, path)
        read = read_record(data, path, record) if isinstance(data, bytes) else ()
        if not isinstance(read, tuple):
            yield read
