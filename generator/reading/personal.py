"""Whether anything by which a person can be found stands in a file of results: values, comments, or its name."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.model.problem import Problem
from generator.privacy import Personal, PersonalKind, line_and_column, personal_in, short
from generator.reading.marks import Mark
from generator.reading.record import PROBLEMS_LIMIT
from generator.reading.strict_yaml import Node, read_marked
from generator.reading.tree import SourceFile, digest, read_bytes

CODES: Final[dict[PersonalKind, str]] = {
    "id-number": "identity-number",
    "mobile": "mobile-number",
    "landline": "telephone-number",
    "bank-card": "bank-card-number",
    "e-mail": "e-mail-address",
}
IN_NAME: Final = "personal-data-in-name"
GRAVE: Final = frozenset({"id-number", "bank-card"})
"""What is never printed on purpose, as telephone numbers and addresses of offices are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyReading:
    """What a look through some files found."""

    problems: tuple[Problem, ...]
    """With line and column. The value is masked."""
    clean: frozenset[str]
    """Names of the contents in which nothing was found: to be handed in again the next time."""


def read_privacy(
    root: Path, files: Iterable[SourceFile], spared: Collection[str] | None, clean: Collection[str] = frozenset()
) -> PrivacyReading:
    """Look through files; one whose name is in `clean` has been looked through before.

    `spared`: telephone numbers and addresses that may stand there, bare; None: they are not known, so that only
    identity numbers and bank cards are called out. A file that cannot be read is passed over: its reader says so.
    """
    problems: list[Problem] = []
    fine: set[str] = set()
    salt = repr(None if spared is None else sorted(spared)).encode()
    for source in files:
        problems += _in_name(source.path)
        data = read_bytes(root, source.path)
        if isinstance(data, Problem):
            continue
        name = digest(salt + data)
        found = [] if name in clean else list(_in_text(source.path, data.decode("utf-8", "replace"), spared))
        problems += found[:PROBLEMS_LIMIT]
        if not found:
            fine.add(name)
    return PrivacyReading(problems=tuple(problems), clean=frozenset(fine))


def _in_name(path: str) -> Iterator[Problem]:
    for part in path.split("/"):
        for one in personal_in(part):
            facts = {"value": short(part[one.start : one.end])}
            yield Problem(path=path, code=IN_NAME, facts=facts, line=1, column=1)


def _in_text(path: str, text: str, spared: Collection[str] | None) -> Iterator[Problem]:
    seen = set()
    for one in _found(text, spared):
        seen.add(one.bare)
        yield _problem(path, one, text, _mark(text, one.start))
    if "\\" not in text:  # else an escape may hide what is only to be seen in the value
        return
    top = read_marked(text).top
    for mark, value in _texts(top) if top else ():
        for one in _found(value, spared):
            if one.bare not in seen:
                yield _problem(path, one, value, mark)


def _found(text: str, spared: Collection[str] | None) -> list[Personal]:
    found = personal_in(text, spared or ())
    return found if spared is not None else [one for one in found if one.kind in GRAVE]


def _texts(node: Node) -> Iterator[tuple[Mark, str]]:
    """Every key and every text below a node, with its place."""
    if isinstance(node.value, str):
        yield node.mark, node.value
    yield from ((mark, key) for key, mark in node.keys.items())
    for below in (*node.fields.values(), *node.items):
        yield from _texts(below)


def _mark(text: str, index: int) -> Mark:
    line, column = line_and_column(text, index)
    return Mark(line=line, column=column)


def _problem(path: str, one: Personal, text: str, mark: Mark) -> Problem:
    facts = {"value": short(text[one.start : one.end])}
    return Problem(path=path, code=CODES[one.kind], facts=facts, line=mark.line, column=mark.column)
