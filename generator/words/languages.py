"""The languages of messages and of the interface. A further one is a row here and a catalogue in `theme/words/`."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

Language = Literal["zh", "en"]
"""A language of messages and of the interface. What the program says stands in it in Chinese."""

TAGS: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en"}
"""Languages as browsers and screen readers name them."""

HREFLANGS: Final[Mapping[Language, str]] = {"zh": "zh-Hans", "en": "en"}
"""Languages as search engines are told them: by their script where they are written in several."""

NAMES: Final[Mapping[Language, str]] = {"zh": "中文", "en": "English"}
"""What the readers of a language call it."""


def folder_of(lang: Language, languages: Sequence[Language]) -> str:
    """Where the site in one of its languages stands below its root: the first at the root, others by their code."""
    return "" if lang == languages[0] else f"{lang}/"
