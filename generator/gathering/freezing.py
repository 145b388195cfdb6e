"""Freezing: taking the fingerprints of the editions that results cite, so that none of them changes unseen."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from generator.gathering.gather import Gathered
from generator.judging.checks.references import NO_SUCH_STANDARD, known
from generator.judging.checks.rules.frozen import EDITION_NOT_FROZEN, EDITIONS
from generator.judging.history.fingerprints import frozen_of
from generator.model.dataset import Rulebook
from generator.model.editions import FrozenEdition
from generator.model.problem import InputError, Problem
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import list_sources

_HEAD = """\
# yaml-language-server: $schema=../generator/reading/schemas/editions.json
# What the frozen editions looked like. `windowboard freeze` adds to it; nobody edits it. An edition that stands here
# can be changed no more: a change makes a new edition.
editions:
"""


def freeze(root: Path, gathered: Callable[[], Gathered], named: Collection[str]) -> tuple[str, ...]:
    """Add every edition that results cite, and those that are `named` (`id@edition`), to `standards/editions.yml`.

    `gathered` gathers the project. What stands there is left as it is. Gives the editions that were added; raises
    InputError with every other problem of the project, and then nothing is written.
    """
    try:
        cited = {ref for summary in gathered().summaries.values() for ref in summary.cited}
    except InputError as error:
        others = [problem for problem in error.problems if problem.code != EDITION_NOT_FROZEN]
        if others:
            raise InputError(others) from error
        cited = {problem.facts["edition"] for problem in error.problems}
    rulebook, problems = read_rulebook(root, list_sources(root)[0])
    if rulebook is None:
        raise InputError(problems)
    astray = [ref for ref in named if ref not in rulebook.standards]
    if astray:
        raise InputError(_no_such_edition(ref, rulebook) for ref in astray)
    return add_frozen(root, rulebook, {*cited, *named})


def add_frozen(root: Path, rulebook: Rulebook, refs: Collection[str]) -> tuple[str, ...]:
    """Add editions of a rulebook to those that are frozen; gives those that were not."""
    before = rulebook.frozen or {}
    added = tuple(sorted(set(refs) - before.keys()))
    if added:
        new = {ref: frozen_of(rulebook.standards[ref]) for ref in added}
        _write(root / EDITIONS, "".join((_HEAD, *_lines({**before, **new}))))
    return added


def _no_such_edition(ref: str, rulebook: Rulebook) -> Problem:
    facts = {"value": ref, "known": known(rulebook.standards, ref)}
    return Problem(path=EDITIONS, code=NO_SUCH_STANDARD, facts=facts, line=1, column=1)


def _lines(editions: Mapping[str, FrozenEdition]) -> Iterator[str]:
    for ref, frozen in sorted(editions.items()):
        yield f"  {ref}:\n    frame: {_quoted(frozen.frame)}\n    clauses:\n"
        for clause, fingerprint in frozen.clauses.items():
            yield f"      {_quoted(clause)}: {_quoted(fingerprint)}\n"


def _quoted(text: str) -> str:
    """A text in YAML that is never taken for a number; numbers of clauses and fingerprints hold no quotes."""
    return f'"{text}"'


def _write(path: Path, text: str) -> None:
    """The file as a whole or not at all."""
    fresh = path.with_name(".editions.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
