"""What people say for what names and services are called, and how they ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from generator.product import THEME
from generator.words.languages import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """The words of a question that are not its subject."""

    around: tuple[str, ...] = ()
    """What stands around a question and means nothing to the search, the longest first."""
    acts: tuple[str, ...] = ()
    """What is done at windows of every kind (登记, 缴费): found alone, it does not say what the question is about."""
    elsewhere: tuple[str, ...] = ()
    """Services that a city may not have at all: where no window has one, that is said of the question, and no more."""
    unsaid: tuple[str, ...] = ()
    """What stands nowhere on a site, though it is asked for (几楼)."""
    very: tuple[str, ...] = ()
    """What only makes a word stronger (很)."""
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the kinds of pages that a question wants, parted by spaces, the words that show it (在哪, 扣几分)."""
    clues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By a word of names and services, what shows in a story that it is about it: parts parted by spaces that all stand
    in the question, each as one of the words that strokes part (`号 退/取消`)."""


def _read(name: str) -> Any:  # noqa: ANN401  # as the file has it
    """A file of words; libyaml reads them in a tenth of the time, and every build does."""
    return yaml.load((THEME / "words" / name).read_text("utf-8"), Loader=yaml.CSafeLoader)


@cache
def _known() -> Mapping[str, object]:
    known: Mapping[str, object] = _read("everyday.yml")
    return known


@cache
def clues() -> Mapping[str, tuple[str, ...]]:
    """What shows in a story in Chinese what it is about."""
    told: Mapping[str, list[str]] = _read("clues.yml")
    return {word: tuple(map(str, all_)) for word, all_ in told.items()}


def everyday_words(lang: Language = "zh") -> dict[str, tuple[str, ...]]:
    """By a word of names and services, what people say for it; what only `lang` says comes last."""
    return _joined(lang, "words", "elsewhere")


def asking(lang: Language = "zh") -> Asking:
    """How people ask, in Chinese and in `lang`."""
    return Asking(
        around=tuple(sorted(_listed(lang, "around"), key=len, reverse=True)),
        acts=tuple(_listed(lang, "acts")),
        unsaid=tuple(_listed(lang, "unsaid")),
        very=tuple(_listed(lang, "very")),
        elsewhere=tuple(_joined(lang, "elsewhere")),
        asks=_joined(lang, "asks"),
        clues=clues(),
    )


def _both(lang: Language) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """What is known of Chinese, and what of `lang` besides."""
    further = _known().get(lang)
    return _known(), further if isinstance(further, dict) else {}


def _joined(lang: Language, *names: str) -> dict[str, tuple[str, ...]]:
    """Mappings of words to lists of words as one, those of `lang` last."""
    words: dict[str, tuple[str, ...]] = {}
    for known in _both(lang):
        for name in names:
            part = known.get(name)
            for word, sayings in part.items() if isinstance(part, dict) else ():
                words[word] = (*words.get(word, ()), *sayings)
    return words


def _listed(lang: Language, name: str) -> list[str]:
    """Lists of words as one, those of `lang` last."""
    lists = (known.get(name) for known in _both(lang))
    return [word for part in lists if isinstance(part, list) for word in part]
