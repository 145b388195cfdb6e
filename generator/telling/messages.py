"""Problems put into words: one line each, in Chinese or English, harmless for a terminal and for a log.

Logs are kept and often public: whatever is personal in a value is masked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from generator.model.problem import Problem
from generator.model.scalars import Text
from generator.privacy import masked
from generator.reading.characters import harmless
from generator.reading.record import read_record
from generator.words.phrases import Language

_FACT_LIMIT: Final = 120

_PATH_LIMIT: Final = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A text in both languages."""

    zh: Text
    en: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A code of the catalogue: what is said where it happens, with `{named}` facts, and what to do about it."""

    zh: Text
    en: Text
    mend: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """Every code there is."""

    codes: Mapping[str, Entry]


class _Facts(dict[str, str]):
    """Facts of a problem; one that is missing leaves a gap instead of hiding the problem."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(problem: Problem, lang: Language = "zh") -> str:
    """Say what is wrong, with the values of this case."""
    entry = catalogue().get(problem.code)
    facts = {name: harmless(masked(value), _FACT_LIMIT) for name, value in problem.facts.items()}
    if entry is None:
        return ", ".join(f"{name}={value}" for name, value in facts.items())
    return (entry.zh if lang == "zh" else entry.en).format_map(_Facts(facts))


def line(problem: Problem, lang: Language = "zh") -> str:
    """Say where and what: `results/a/x.yml:12:8: no-such-fault …`; what has no line is said of the whole file."""
    path = harmless(masked(problem.path), _PATH_LIMIT)
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    return f"{place}: {problem.code} {sentence(problem, lang)}"


def explain(code: str, lang: Language = "zh") -> str:
    """Say what a code means and what to do about it; raises KeyError where there is no such code."""
    entry = catalogue()[code]
    said, mend = (entry.zh, entry.mend.zh) if lang == "zh" else (entry.en, entry.mend.en)
    return f"{code} {said}\n{mend}"


@cache
def catalogue() -> Mapping[str, Entry]:
    """Give every code with its words; raises ValueError where the catalogue is itself not in order."""
    path = "generator/telling/problems.yml"
    data = files("generator.telling").joinpath("problems.yml").read_bytes()
    read = read_record(data, path, Catalogue)
    if isinstance(read, Catalogue):
        return read.codes
    raise ValueError(read)
