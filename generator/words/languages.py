"""The languages of messages and of the interface. A further one is a row here and a catalogue in `theme/words/`."""

from collections.abc import Mapping
from typing import Final, Literal

Language = Literal["zh", "en"]
"""A language of messages and of the interface. What the program says stands in it in Chinese."""

TAGS: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en"}
"""Languages as browsers and screen readers name them."""
