"""Scripts and style sheets without what is written for whoever works on them: every visitor would load it."""

import re
from typing import Final

_SAID: Final = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)(?:\n|\Z)", re.MULTILINE | re.DOTALL)
"""A comment that has its lines to itself."""
_TAIL: Final = re.compile(r"(?<=[;,{}(]) // [^\n\"'`]*$", re.MULTILINE)
"""A comment at the end of a line of code. What has a quotation mark in it may be part of a text, and stays."""
_BLANK: Final = re.compile(r"^[ \t]*\n|^[ \t]+", re.MULTILINE)
"""Lines without anything, and what lines are set in by."""


def lean(text: str) -> str:
    """The text without comments that have lines of their own or end one, without blank lines and without indents.

    A text of several lines within a script (between backticks) would lose what its lines are set in by: ours have none,
    and `tests/unit/test_lean.py` asks it of every one.
    """
    return _BLANK.sub("", _TAIL.sub("", _SAID.sub("", text)))
