"""Problems put into words: one line each, in Chinese or English, harmless for a terminal and for a log.

Logs are kept and often public: whatever is personal in a value is masked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from generator.model.problem import Code, Problem
from generator.model.scalars import Text
from generator.privacy import masked
from generator.reading.characters import harmless
from generator.reading.record import read_record
from generator.words.phrases import Language

_FACT_LIMIT: Final = 120

_PATH_LIMIT: Final = 300

_HOLE: Final = re.compile(r"\{([a-z]+)\}")

_GAP: Final = "…"
"""Stands for a fact that is not known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class English:
    """What is said of a code, and what to do about it, with `{named}` facts."""

    en: Text
    mend: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """Every code there is."""

    codes: Mapping[str, English]


def sentence(problem: Problem, lang: Language = "zh") -> str:
    """Say what is wrong, with the values of this case."""
    return _filled(_said(problem.code, lang)[0], problem.facts)


def remedy(problem: Problem, lang: Language = "zh") -> str:
    """Say what to do about it, with the values of this case."""
    return _filled(_said(problem.code, lang)[1], problem.facts)


def line(problem: Problem, lang: Language = "zh") -> str:
    """Say where and what: `results/a/x.yml:12:8: no-such-fault …`; what has no line is said of the whole file."""
    path = harmless(masked(problem.path), _PATH_LIMIT)
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    return f"{place}: {problem.code.slug} {sentence(problem, lang)}"


def meaning(code: Code, lang: Language = "zh") -> str:
    """Say what is wrong where a code is told, of no case in particular."""
    return _filled(_said(code, lang)[0], {})


def remedy_of(code: Code, lang: Language = "zh") -> str:
    """Say what to do where a code is told, of no case in particular."""
    return _filled(_said(code, lang)[1], {})


def _said(code: Code, lang: Language) -> tuple[str, str]:
    if lang == "zh":
        return code.says, code.mend
    english = catalogue()[code.slug]
    return english.en, english.mend


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """A text with its facts; one that is missing leaves a gap instead of hiding the problem."""
    return _HOLE.sub(lambda hole: harmless(masked(facts.get(hole[1], _GAP)), _FACT_LIMIT), text)


@cache
def catalogue() -> Mapping[str, English]:
    """Give the English of every code; raises ValueError where the catalogue is itself not in order."""
    path = "generator/telling/problems.yml"
    data = files("generator.telling").joinpath("problems.yml").read_bytes()
    read = read_record(data, path, Catalogue)
    if isinstance(read, Catalogue):
        return read.codes
    raise ValueError(read)
