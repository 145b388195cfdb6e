"""Scripts and style sheets without what no page needs: every visitor would load it."""

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


_END: Final = re.compile(r"</t[dh]>|</tbody>(?=\s*</table>)")
_BLANK_LINES: Final = re.compile(r"\n{2,}")
_AS_WRITTEN: Final = re.compile(r"<(?:pre|textarea)\b")
"""Within these a blank line is one."""
_HARMLESS: Final = re.compile(r"&#(40|41|43|59|61);")
"""Brackets, plus, semicolon and equals: escaped for Markdown, which is behind us; to HTML they mean nothing."""


def lean_page(text: str) -> str:
    """The page without the end tags of cells and rows together, without blank lines, and its sums as they are read.

    HTML ends a cell where the next one or the end of its row stands, and the rows of a table with it: the pages of
    10,000 windows are twelve megabytes shorter by it. What is data is escaped, and has no tag to be lost.
    """
    short = _HARMLESS.sub(lambda found: chr(int(found[1])), _END.sub("", text))
    return short if _AS_WRITTEN.search(short) else _BLANK_LINES.sub("\n", short)
