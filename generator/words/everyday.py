"""What people say for what names and services are called, and what they say around it."""

from collections.abc import Mapping
from functools import cache

import yaml

from generator.product import THEME
from generator.words.languages import Language


@cache
def _known() -> Mapping[str, object]:
    known: Mapping[str, object] = yaml.safe_load((THEME / "words" / "everyday.yml").read_text("utf-8"))
    return known


def everyday_words(lang: Language = "zh") -> dict[str, tuple[str, ...]]:
    """By a word of names and services, what people say for it; what only `lang` says comes last."""
    words = _words_of(_known())
    for word, sayings in _words_of(_further(lang)).items():
        words[word] = (*words.get(word, ()), *sayings)
    return words


def words_around(lang: Language = "zh") -> tuple[str, ...]:
    """What stands around a question and means nothing to the search, the longest first; in Chinese, and in `lang`."""
    around = [*_list_of(_known()), *_list_of(_further(lang))]
    return tuple(sorted(around, key=len, reverse=True))


def _further(lang: Language) -> Mapping[str, object]:
    """What is known besides of a language other than Chinese."""
    further = _known().get(lang)
    return further if isinstance(further, dict) else {}


def _words_of(known: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    words = known.get("words")
    return {word: tuple(sayings) for word, sayings in words.items()} if isinstance(words, dict) else {}


def _list_of(known: Mapping[str, object]) -> list[str]:
    around = known.get("around")
    return around if isinstance(around, list) else []
