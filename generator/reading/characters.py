"""Characters that have no place in a data file: they steer terminals, reverse lines, or are not seen at all.

What is not seen is told by Unicode's own tables, and decided as follows. Every character of the categories Cc (but
line feed and tab), Cf, Cs, Zl and Zp is refused, and so is what is a letter, mark or symbol by its category and shows
nothing: Hangul fillers, the blank of Braille, the inherent vowels of Khmer, the grapheme joiner. Joiners and selectors
have a place where they alter the form of what stands before them, and are refused everywhere else:

- joiner and non-joiner (U+200D, U+200C): behind a letter of Arabic or Mongolian script, or behind a virama
- selectors of Mongolian: behind a letter of it
- selectors of a form: behind an ideograph (a rare form of a name), U+FE0E and U+FE0F behind a symbol too
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from generator.model.problem import Code

_STEERING: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of what steers or breaks lines."""
_SHOWS_NOTHING: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_JOINERS: Final = frozenset("\u200c\u200d")
_OF_MONGOLIAN: Final = frozenset("\u180b\u180c\u180d\u180f")
_OF_SYMBOLS: Final = frozenset("\ufe0e\ufe0f")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NO_CHARACTERS: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
_PRINTABLE_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Those that Python takes for printable."""
_VIRAMA: Final = 9
"""The class of combining marks that a joiner may follow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Forbidden:
    """A character that must go."""

    code: Code
    index: int
    """Its position in the text, from 0."""
    name: str
    """`U+202E RIGHT-TO-LEFT OVERRIDE`"""


CONTROL_CHARACTER: Final = Code(
    slug="control-character",
    says="有控制字符 {character}",
    mend="删去该字符；它多半是从别处粘贴时带来的。",
    wrong="note: 单据\\x07散放",
    right="note: 单据散放",
)
UNSEEN_CHARACTER: Final = Code(
    slug="unseen-character",
    says="有看不见或改变书写方向的字符 {character}",
    mend="删去该字符，重新键入这段文字。",
    wrong="name: 港口\\xe2\\x80\\x8b支行",
    right="name: 港口支行",
)


def forbidden_in(text: str) -> Forbidden | None:
    """Find the first forbidden character; line feeds and tabs are allowed, and no other control character."""
    if text.replace("\n", "").isprintable() and not _PRINTABLE_UNSEEN.search(text):
        return None
    odd = [sign for sign in set(text) if sign not in "\n\t" and (_steers(sign) or _is_unseen(sign))]
    if not odd:
        return None
    for found in re.finditer(f"[{re.escape(''.join(odd))}]", text):
        sign, before = found[0], text[found.start() - 1 : found.start()]
        if not _has_place(sign, before):
            code = UNSEEN_CHARACTER if _is_unseen(sign) else CONTROL_CHARACTER
            return Forbidden(code=code, index=found.start(), name=_name(sign))
    return None


def _steers(sign: str) -> bool:
    return unicodedata.category(sign) in _STEERING or _NO_CHARACTERS.match(sign) is not None


def _is_unseen(sign: str) -> bool:
    return (
        unicodedata.category(sign) == "Cf"
        or sign in _SHOWS_NOTHING
        or sign in _OF_MONGOLIAN
        or _SELECTORS.match(sign) is not None
    )


def _has_place(sign: str, before: str) -> bool:
    """Whether a joiner or a selector alters the form of the character before it."""
    if not before:
        return False
    name = unicodedata.name(before, "")
    if sign in _JOINERS:
        return name.startswith(("ARABIC LETTER", "MONGOLIAN LETTER")) or unicodedata.combining(before) == _VIRAMA
    if sign in _OF_MONGOLIAN:
        return name.startswith("MONGOLIAN LETTER")
    if sign in _OF_SYMBOLS and unicodedata.category(before) in {"So", "Sm", "Po"}:
        return True
    return _SELECTORS.match(sign) is not None and name.startswith("CJK ")


def harmless(text: str, most: int) -> str:
    """Make a value fit for one line of a terminal: nothing that steers it, and no longer than `most` characters."""
    shown = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(_escaped(sign) if _steers(sign) or _is_unseen(sign) else sign for sign in shown)


_SHORT: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escaped(sign: str) -> str:
    number = ord(sign)
    if sign in _SHORT:
        return _SHORT[sign]
    if number <= 0xFF:  # noqa: PLR2004 -- two hexadecimal digits reach so far
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 -- four digits


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


CODES: Final = (
    CONTROL_CHARACTER,
    UNSEEN_CHARACTER,
)
