"""The library of standards that comes with the product, and what a city takes of it.

A standard is taken with its words: what its clauses call themes and roles stands in the vocabulary of the city as well.
It is cut where it speaks of what the city does not have: trades, and standards with which its clauses are at odds.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from generator.model.rules import Board, Role, Vocabulary, Word
from generator.model.standard import Clause, Limit, Standard, checked_by
from generator.product import LIBRARY
from generator.reading.record import read_record
from generator.reading.tree import OF_STANDARDS
from generator.upgrading.yaml_text import mapping, row

T = TypeVar("T")

EVERYONE: Final = "all"
"""The role that stands for every role."""

_MODELINE: Final = re.compile(r"\A# yaml-language-server:[^\n]*\n")
_APPLIES_TO: Final = re.compile(r"^applies_to: \[.*\]$", re.MULTILINE)
_ROLES: Final = re.compile(r"^( +roles: )\[(.*)\]$", re.MULTILINE)
_AT_ODDS: Final = re.compile(r"^    contradicts:\n((?:      - \{[^\n]*\}\n)+)", re.MULTILINE)
_OTHER: Final = re.compile(r"\bstandard: ([a-z0-9-]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelved:
    """A standard of the library and its text."""

    standard: Standard
    text: str


@cache
def shelf() -> Mapping[str, Shelved]:
    """The newest edition of every standard of the library, by id."""
    found = {}
    for path in sorted(LIBRARY.glob("*.yml")):
        if "@" not in path.name and path.name not in OF_STANDARDS:
            standard = _read(path, Standard)
            found[standard.id] = Shelved(standard=standard, text=path.read_text("utf-8"))
    return found


@cache
def words() -> Vocabulary:
    """Every word of the library."""
    return _read(LIBRARY / "vocabulary.yml", Vocabulary)


def judged_by(trade: str) -> str | None:
    """The standard by which windows of a trade are judged, by its id; None where the library has none with a score."""
    boards = [_read(path, Board) for path in sorted((LIBRARY / "boards").glob("*.yml"))]
    return next((board.standard.partition("@")[0] for board in boards if board.trade == trade), None)


def _read(path: Path, record: type[T]) -> T:
    """A file of the library as a record; raises ValueError where it is none, which a test would have found."""
    read = read_record(path.read_bytes(), path.name, record)
    if not isinstance(read, tuple):
        return read
    raise ValueError(read)


def cut(shelved: Shelved, trades: Collection[str], standards: Collection[str]) -> Shelved:
    """A standard for a city with these trades and (by id) these other standards."""
    elsewhere = {role.id for role in words().roles if role.trades and set(role.trades).isdisjoint(trades)}
    kept = [trade for trade in shelved.standard.applies_to if trade in trades]
    text = _MODELINE.sub("", shelved.text)
    if kept:
        text = _APPLIES_TO.sub(f"applies_to: {row(kept)}", text)
        text = _ROLES.sub(lambda found: _here(found, elsewhere), text)
    text = _AT_ODDS.sub(lambda found: _at_odds(found[1].splitlines(keepends=True), standards), text)
    standard = read_record(text.encode(), shelved.standard.id, Standard)
    if not isinstance(standard, tuple):
        return Shelved(standard=standard, text=text)
    raise ValueError(standard)


def _here(found: re.Match[str], elsewhere: Collection[str]) -> str:
    """The roles of a clause without those of other trades, unless it speaks of no others."""
    roles = found[2].split(", ")
    return f"{found[1]}{row([role for role in roles if role not in elsewhere] or roles)}"


def _at_odds(lines: Iterable[str], standards: Collection[str]) -> str:
    kept = [line for line in lines if (other := _OTHER.search(line)) and other[1] in standards]
    return "".join(["    contradicts:\n", *kept]) if kept else ""


def words_for(standards: Iterable[Standard], trades: Collection[str]) -> Vocabulary:
    """The words of the library that these standards need in a city with these trades, and those of the trades.

    Where a standard, or a role in it, belongs to none of the trades, the trades to which it does are among the words.
    """
    named = tuple(standards)
    library = words()
    clauses = list(_clauses(named))
    roles = {EVERYONE, *chain.from_iterable(clause.roles for clause in clauses)}
    asked = [standard.applies_to for standard in named] + [role.trades for role in library.roles if role.id in roles]
    known = _each_met(set(trades), asked)
    taken = [role for role in library.roles if role.id in roles or known & set(role.trades)]
    return Vocabulary(
        trades=_those(library.trades, known),
        themes=_those(library.themes, {clause.theme for clause in clauses}),
        roles=tuple(_within(role, known) for role in taken),
        channels=library.channels,
        bands=_english_of(library.bands, (band.name for standard in named for band in standard.bands)),
        units=_english_of(library.units, (limit.unit for _, limit in checked_by(clauses, Limit) if limit.unit)),
    )


def _clauses(standards: Iterable[Standard]) -> Iterator[Clause]:
    return (clause for standard in standards for section in standard.sections for clause in section.clauses)


def _english_of(library: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    return {name: library[name] for name in dict.fromkeys(names) if name in library}


def _those(words: Iterable[Word], ids: Collection[str]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.id in ids)


def _each_met(trades: set[str], asked: Iterable[Collection[str]]) -> set[str]:
    """The trades, and those of each that has none among them."""
    for each in asked:
        if trades.isdisjoint(each):
            trades = trades | set(each)
    return trades


def _within(role: Role, trades: Collection[str]) -> Role:
    return replace(role, trades=tuple(trade for trade in role.trades if trade in trades))


def word_line(word: Word | Role) -> str:
    """An entry of a vocabulary, as it stands in its file."""
    if isinstance(word, Role):
        return f"  - {mapping({'id': word.id, 'name': word.name, 'trades': word.trades, 'en': word.en})}\n"
    return f"  - {mapping({'id': word.id, 'name': word.name, 'meaning': word.meaning, 'en': word.en})}\n"
