"""Scripts and style sheets without what no page needs: every visitor would load it."""

import re
from typing import Final

_SAID: Final = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)(?:\n|\Z)", re.MULTILINE | re.DOTALL)
"""A comment that has its lines to itself."""
_BLANK: Final = re.compile(r"^[ \t]*\n|^[ \t]+", re.MULTILINE)
"""Lines without anything, and what lines are set in by."""


def lean(text: str) -> str:
    """The text without comments that have lines of their own, without blank lines and without indents.

    A text of several lines within a script (between backticks) would lose what its lines are set in by: ours have none,
    and `tests/unit/test_lean.py` asks it of every one.
    """
    return _BLANK.sub("", _SAID.sub("", text))


UNSTYLED: Final = re.compile(
    r"\.(?:md-(?:annotation|author|blog|clipboard|consent|dialog|feedback|option|pagination|path|post|profile|progress"
    r"|search|select|source|status|tabs|tag|tooltip|top|version)\b|md-(?:header|footer)__|md-nav--(?:primary|lifted|integrated)"
    r"|md-content__button|tabbed-|task-list|highlight|mermaid|footnote|twemoji|gemoji|emojione|keys\b|critic"
    r"|arithmatex|gallery|glightbox|doc-)|\[data-md-toggle"
)
"""What selectors of the theme name that stands on no page of ours: parts of its own frame and search, its blog, and
what Markdown extensions make that are not used. `tests/browser/test_looks.py` asks it of every kind of page."""
_RULE: Final = re.compile(r"""([^{}]+)\{(?:[^{}'"]|'[^']*'|"[^"]*")*\}""")
_PICTURE: Final = re.compile(r"""(--md-[a-z-]+):url\((?:'[^']*'|"[^"]*"|[^)'"]*)\);?""")
_NOTHING: Final = re.compile(r"@media[^{}]*\{\}")


def lean_styles(text: str) -> str:
    """The style sheet of the theme without the rules for what stands on no page, and the pictures that only they draw.

    A rule goes where each of its selectors names such a thing; what stands between commas within brackets counts as a
    selector of its own, so that rather too much is kept.
    """

    def kept(rule: re.Match[str]) -> str:
        selectors = rule[1]
        gone = not selectors.startswith("@") and all(map(UNSTYLED.search, selectors.split(",")))
        return "" if gone else rule[0]

    left = _RULE.sub(kept, text)
    return _NOTHING.sub("", _PICTURE.sub(lambda one: one[0] if f"var({one[1]}" in left else "", left))
