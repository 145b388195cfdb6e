"""Characters that have no place in a data file: they steer terminals, reverse lines, or are not seen at all."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from generator.model.problem import Code

_STEERING: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
_UNSEEN: Final = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_FORBIDDEN: Final = re.compile(f"[{_STEERING}{_UNSEEN}]")
_UNSEEN_ONE: Final = re.compile(f"[{_UNSEEN}]")


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
    if text.replace("\n", "").isprintable():
        return None
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    code = UNSEEN_CHARACTER if _UNSEEN_ONE.fullmatch(found[0]) else CONTROL_CHARACTER
    return Forbidden(code=code, index=found.start(), name=_name(found[0]))


def harmless(text: str, most: int) -> str:
    """Make a value fit for one line of a terminal: nothing that steers it, and no longer than `most` characters."""
    shown = text if len(text) <= most else text[: most - 1] + "…"
    return _FORBIDDEN_OR_BREAK.sub(_escaped, shown)


_FORBIDDEN_OR_BREAK: Final = re.compile(f"[{_STEERING}{_UNSEEN}\\n\\t]")
_SHORT: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    if found[0] in _SHORT:
        return _SHORT[found[0]]
    if number <= 0xFF:  # noqa: PLR2004 -- two hexadecimal digits reach so far
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 -- four digits


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


CODES: Final = (
    CONTROL_CHARACTER,
    UNSEEN_CHARACTER,
)
