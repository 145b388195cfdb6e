"""What people say for what names and services are called, and what they say around it."""

from collections.abc import Mapping
from functools import cache

import yaml

from generator.product import THEME


@cache
def _known() -> Mapping[str, object]:
    known: Mapping[str, object] = yaml.safe_load((THEME / "words" / "everyday.yml").read_text("utf-8"))
    return known


def everyday_words() -> dict[str, tuple[str, ...]]:
    """By a word of names and services, what people say for it."""
    words = _known()["words"]
    return {word: tuple(sayings) for word, sayings in words.items()} if isinstance(words, dict) else {}


def words_around() -> tuple[str, ...]:
    """What stands around a question and means nothing to the search, the longest first."""
    around = _known()["around"]
    return tuple(sorted(around, key=len, reverse=True)) if isinstance(around, list) else ()
