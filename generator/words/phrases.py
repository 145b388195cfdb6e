"""The words of the interface in its languages: phrases that Python makes."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Self

from generator.words.catalogue import NUMBER, Words, chinese, in_context, words_of
from generator.words.languages import Language

CHINESE: Final = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""A character, or a mark of punctuation, that only Chinese text has."""

HOLE: Final = re.compile(r"\{(\w+)\}", re.ASCII)
"""The place of a value in a message."""


class Phrase(str):
    """Chinese text that can be told in another language. It may stand in no f-string: there `say` is used instead."""

    __slots__ = ("between", "key", "values")
    key: str
    values: Mapping[str, object]
    between: str | None
    """Of a list of phrases what stands between them; else None."""

    def __new__(cls, key: str, values: Mapping[str, object], between: str | None = None) -> Self:
        """Put the values into the places that the key names for them, or between one another."""
        phrase = super().__new__(cls, _filled(chinese(key), between, values, str))
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
    """A sentence of the interface: the key with `{name}` for each value; values are phrases, data or figures.

    The number among the values, if there is one by which a language may choose its words, is `n`.
    """
    return Phrase(key, values)


def later(key: str, context: str = "") -> str:
    """A sentence of a table, for `say` when more is known; `context`: where the same Chinese is told otherwise."""
    return in_context(context, key) if context else key


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
    return str.__str__(text) if lang == "zh" else _told(text, words_of(lang))


def tell(lang: Language, key: str, /, **values: object) -> str:
    """A sentence of `say`, in a language."""
    return told(say(key, **values), lang)


def _told(value: object, words: Words) -> str:
    if not isinstance(value, Phrase):
        return str(value)

    def text(one: object) -> str:
        return _told(one, words)

    if value.between is not None:
        return _filled("", words.forms(value.between)[0], value.values, text)
    forms = words.forms(value.key)
    said = forms[words.form_of(text(value.values[NUMBER]))] if len(forms) > 1 else forms[0]
    return _filled(said, None, value.values, text)


def _filled(said: str, between: str | None, values: Mapping[str, object], text: Callable[[object], str]) -> str:
    if between is not None:
        return between.join(map(text, values.values()))
    return HOLE.sub(lambda found: text(values[found[1]]), said) if values else said


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character or mark in a text."""
    return CHINESE.search(text) is not None
