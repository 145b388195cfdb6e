"""Problems put into words: one line each, harmless for a terminal and for a log.

Logs are kept and often public: whatever is personal in a value is masked.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from generator.model.problem import Code, Problem
from generator.privacy import masked
from generator.reading.characters import harmless
from generator.reading.record import MANY_PROBLEMS_UNTOLD
from generator.words.catalogue import words_of
from generator.words.languages import Language

_FACT_LIMIT: Final = 120

_LOOKED_AT: Final = 5 * _FACT_LIMIT
"""Characters of a fact of which so many are left when what is personal in them is masked."""

_PATH_LIMIT: Final = 300

_HOLE: Final = re.compile(r"\{([a-z]+)\}")

_GAP: Final = "…"
"""Stands for a fact that is not known."""


def sentence(problem: Problem, lang: Language = "zh") -> str:
    """Say what is wrong, with the values of this case."""
    return _filled(_said(problem.code.says, lang), problem.facts)


def remedy(problem: Problem, lang: Language = "zh") -> str:
    """Say what to do about it, with the values of this case."""
    return _filled(_said(problem.code.mend, lang), problem.facts)


def line(problem: Problem, lang: Language = "zh") -> str:
    """Say where and what: `results/a/x.yml:12:8: no-such-fault …`; what has no line is said of the whole file."""
    path = shown(problem.path)
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    return f"{place}: {problem.code.slug} {sentence(problem, lang)}"


def shown(path: str) -> str:
    """The name of a file as it may be printed: nothing in it steers or turns a line, or is personal."""
    return harmless(masked(path[: 2 * _PATH_LIMIT]), _PATH_LIMIT)


_TOLD_MOST: Final = 1_000
"""Problems that are told at once: more than anybody reads, and less than a log is cut at."""


def within_reason(problems: Sequence[Problem]) -> Sequence[Problem]:
    """The problems that are told: all of them, or the first and one that says how many more there are."""
    left = problems[_TOLD_MOST:]
    if not left:
        return problems
    facts = {"more": str(len(left)), "files": str(len({one.path for one in left})), "told": str(_TOLD_MOST)}
    return (*problems[:_TOLD_MOST], Problem(path=left[0].path, code=MANY_PROBLEMS_UNTOLD, facts=facts))


def meaning(code: Code, lang: Language = "zh") -> str:
    """Say what is wrong where a code is told, of no case in particular."""
    return _filled(_said(code.says, lang), {})


def remedy_of(code: Code, lang: Language = "zh") -> str:
    """Say what to do where a code is told, of no case in particular."""
    return _filled(_said(code.mend, lang), {})


def _said(text: str, lang: Language) -> str:
    return words_of(lang).forms(text)[0]


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """A text with its facts; one that is missing leaves a gap instead of hiding the problem."""
    return _HOLE.sub(lambda hole: harmless(masked(facts.get(hole[1], _GAP)[:_LOOKED_AT]), _FACT_LIMIT), text)
