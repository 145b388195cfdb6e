"""The words of the interface in its languages: phrases that Python makes, and the catalogue they are looked up in."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Final, Literal, Self

import yaml

from generator.product import THEME

Language = Literal["zh", "en"]
"""A language of messages and of the interface."""

Word = Callable[[str], str]
"""From a key to what is said."""

TAGS: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en"}
"""Languages as browsers and screen readers name them."""

CATALOGUE: Final = THEME / "words" / "en.yml"

CHINESE: Final = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""A character, or a mark of punctuation, that only Chinese text has."""

_FORMS: Final = r"\{(?P<name>\w+)(?:\|(?P<one>[^{}|]*)\|(?P<many>[^{}|]*))?\}"

HOLE: Final = re.compile(_FORMS, re.ASCII)

HOLE_OR_ELEMENT: Final = re.compile(rf"{_FORMS}|</?\d+>", re.ASCII)


@cache
def catalogue() -> Mapping[str, str]:
    """English by key. Raises ValueError where the file is no such map, OSError where there is none."""
    read = yaml.load(CATALOGUE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe
    if isinstance(read, dict) and all(isinstance(one, str) for pair in read.items() for one in pair):
        return read
    raise ValueError(CATALOGUE)


def word_in(lang: Language) -> Word:
    """From a key to what is said in a language; what has no English stays Chinese (no such word passes the tests)."""
    if lang == "zh":
        return str
    words = catalogue()
    return lambda key: words.get(key, key)


def digest_of_words(lang: Language) -> str:
    """Changes with everything that a site in this language takes from here besides its sources."""
    return f"{lang} {sha256(CATALOGUE.read_bytes()).hexdigest()}" if lang != "zh" else lang


class Phrase(str):
    """Chinese text that can be told in another language. It may stand in no f-string: there `say` is used instead."""

    __slots__ = ("between", "key", "values")
    key: str
    values: Mapping[str, object]
    between: str | None
    """Of a list of phrases what stands between them; else None."""

    def __new__(cls, key: str, values: Mapping[str, object], between: str | None = None) -> Self:
        """Put the values into the places that the key names for them, or between one another."""
        phrase = super().__new__(cls, _filled(key, between, values, str))
        phrase.key, phrase.values, phrase.between = key, values, between
        return phrase

    def __reduce__(self) -> tuple[object, ...]:
        """Let other processes have it."""
        return Phrase, (self.key, self.values, self.between)

    def __repr__(self) -> str:
        """Tell it from data of the same characters: in another language they part, and a page is another one."""
        return f"say({self.key!r}, {str.__repr__(self)})"

    def __format__(self, spec: str) -> str:
        """Refuse to lose the way into other languages."""
        message = f"a phrase is put into other text by `say`: {str.__str__(self)}"
        raise TypeError(message)

    def __add__(self, other: str) -> str:
        """Refuse, as in `__format__`."""
        return format(self, other)

    def __radd__(self, other: str) -> str:
        """Refuse, as in `__format__`."""
        return format(self, other)


def say(key: str, /, **values: object) -> Phrase:
    """A sentence of the interface: the key with `{name}` for each value; values are phrases, data or figures."""
    return Phrase(key, values)


def listed(words: Iterable[str], between: str = "、") -> str:
    """Words of a list in a sentence; what stands between them is a word of the interface too, if it is Chinese."""
    parts = tuple(words)
    if len(parts) == 1:
        return parts[0]
    if parts and (CHINESE.search(between) or any(isinstance(part, Phrase) for part in parts)):
        return Phrase("", {str(place): part for place, part in enumerate(parts)}, between)
    return between.join(parts)


def told(text: str, lang: Language) -> str:
    """Text of the interface in a language; data as it is."""
    if not isinstance(text, Phrase):
        return text
    return str.__str__(text) if lang == "zh" else _told(text, word_in(lang))


def _told(value: object, word: Word) -> str:
    if not isinstance(value, Phrase):
        return str(value)
    between = None if value.between is None else _worded(value.between, word)
    return _filled(_worded(value.key, word), between, value.values, lambda one: _told(one, word))


def _worded(key: str, word: Word) -> str:
    return word(key) if CHINESE.search(key) else key


def _filled(key: str, between: str | None, values: Mapping[str, object], text: Callable[[object], str]) -> str:
    if between is not None:
        return between.join(map(text, values.values()))

    def fill(found: re.Match[str]) -> str:
        value = text(values[found["name"]])
        return value if found["one"] is None else found["one"] if value == "1" else found["many"]

    return HOLE.sub(fill, key) if values else key


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character or mark in a text."""
    return CHINESE.search(text) is not None
