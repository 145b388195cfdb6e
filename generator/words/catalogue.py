"""The catalogues `theme/words/<language>.po`: what is said for the Chinese that stands in the program.

A message of which one value is a number has that value as `{n}`, and as many forms as numbers have in the language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from generator.product import THEME
from generator.words.languages import Language

CATALOGUES: Final = THEME / "words"

TELLER: Final = CATALOGUES / "say.js"
"""What stands before every script that says something."""

NUMBER: Final = "n"
"""The value that chooses the form."""

_CONTEXT: Final = "\x04"
"""Between a context and a message, as in compiled catalogues of gettext."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in a language."""

    said: Mapping[str, tuple[str, ...]]
    """By Chinese message: one text, or one for each form."""
    form: Callable[[int], int]
    """Which form a whole number takes."""

    def forms(self, key: str) -> tuple[str, ...]:
        """The forms of a message; what the catalogue does not hold stays Chinese (no such word passes the tests)."""
        return self.said.get(key) or (chinese(key),)

    def form_of(self, number: object) -> int:
        """Which form a number as it is printed takes; a fraction, or what is no number, takes the last one."""
        text = str(number)
        return self.form(int(text)) if text.isascii() and text.isdigit() else -1


def in_context(context: str, key: str) -> str:
    """A message that is told otherwise than the same Chinese elsewhere."""
    return f"{context}{_CONTEXT}{key}"


def chinese(key: str) -> str:
    """What a message says in Chinese."""
    return key.rpartition(_CONTEXT)[2]


def catalogue_of(lang: Language) -> Path:
    """The file of a language other than Chinese."""
    return CATALOGUES / f"{lang}.po"


@cache
def words_of(lang: Language) -> Words:
    """What is said in a language.

    Raises:
        PoFileError: the catalogue is none. OSError: there is none.

    """
    return Words({}, lambda _number: 0) if lang == "zh" else read_words(catalogue_of(lang).read_bytes(), lang)


def read_words(catalogue: bytes, lang: Language) -> Words:
    """The messages of a catalogue that are translated, and the rule for numbers that its head states."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  # a Chinese site needs none

    read = read_po(BytesIO(catalogue), locale=lang, abort_invalid=True)
    said = {}
    for message in read:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if key and forms and all(forms) and not message.fuzzy:
            said[in_context(message.context, key) if message.context else key] = forms
    return Words(said, c2py(read.plural_expr))


@cache
def digest_of_words(lang: Language) -> str:
    """Changes with everything that a site in this language takes from here besides its sources."""
    total = sha256(TELLER.read_bytes())
    if lang != "zh":
        total.update(catalogue_of(lang).read_bytes())
    return f"{lang} {total.hexdigest()}"
