"""What people say for what names and services are called."""

from functools import cache

import yaml

from generator.product import THEME


@cache
def _sayings() -> dict[str, tuple[str, ...]]:
    text = (THEME / "words" / "everyday.yml").read_text("utf-8")
    return {word: tuple(sayings) for word, sayings in yaml.safe_load(text).items()}


def everyday_words(text: str) -> tuple[str, ...]:
    """What people say for the words of a text, each once, in the order of the list; not what the text says itself."""
    found = (saying for word, sayings in _sayings().items() if word in text for saying in sayings)
    return tuple(dict.fromkeys(saying for saying in found if saying not in text))
