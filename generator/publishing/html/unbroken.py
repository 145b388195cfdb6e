"""Days, hours and spans of figures that are never broken at the end of a line.

Browsers break 2026-11-28 after a hyphen and 13:30–17:00 after its dash. No style sheet alone forbids it within a
sentence, and another sign for the hyphen would be copied with the day, and not be found.
"""

import re
from typing import Final

_ELSEWHERE: Final = re.compile(r"<(head|script|style|svg|pre|option|textarea|time|bdi)\b.*?</\1>", re.DOTALL)
"""What holds no running text, may hold no element, or is not broken anyway."""
_WHOLE: Final = re.compile(
    r"[0-9](?<![0-9A-Za-z_.:–-].)"  # digits first: a search for one of them is quick
    r"(?:[0-9]{3}(?:-[0-9]{2}-[0-9]{2}|年[0-9]{1,2}月[0-9]{1,2}日)|[0-9]?:[0-9]{2}–[0-9]{1,2}:[0-9]{2}"
    r"|[0-9.]*–[0-9.]*[0-9])(?![0-9A-Za-z_:–-])(?=[^<>]*(?:<|\Z))"
)
"""No part of a number or an address, and no part of a tag."""


def unbroken(page: str) -> str:
    """The page with `<bdi>` around every day, span of hours and span of figures that stands among words.

    The style sheet keeps it on one line. The element means no more than that its content is a unit of its own, and is
    the shortest there is: pages of large cities hold thousands. What has an element to itself keeps that alone.
    """
    made: list[str] = []
    place = 0
    for found in _ELSEWHERE.finditer(page):
        made += [_WHOLE.sub(_marked, page[place : found.start()]), found[0]]
        place = found.end()
    return "".join([*made, _WHOLE.sub(_marked, page[place:])])


def _marked(found: re.Match[str]) -> str:
    text, first, behind = found.string, found.start(), found.end()
    alone = text[first - 1 : first] == ">" and text[behind : behind + 1] == "<"
    return found[0] if alone else f"<bdi>{found[0]}</bdi>"
