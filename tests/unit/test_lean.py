"""What is published of scripts and style sheets says what their sources say, without the comments."""

from pathlib import Path

import material  # type: ignore[import-untyped]  # the package has no types
import pytest
from pygments.lexer import Lexer  # type: ignore[import-untyped]  # the package has no types
from pygments.lexers.css import CssLexer  # type: ignore[import-untyped]  # as above
from pygments.lexers.javascript import JavascriptLexer  # type: ignore[import-untyped]  # as above
from pygments.token import Comment, Token, Whitespace  # type: ignore[import-untyped]  # as above

from generator.publishing.lean import lean, lean_page, lean_styles
from generator.words.catalogue import TELLER
from tests.fixtures.folders import ROOT

ASSETS = sorted((ROOT / "theme" / "assets").glob("*.*s"))
SOURCES = [TELLER, *(path for path in ASSETS if path.suffix in {".js", ".css"})]


def tokens(text: str, lexer: Lexer) -> list[str]:
    """What is not said for people, without the blanks around it; texts between backticks as they are."""
    found = [(kind, value) for kind, value in lexer.get_tokens(text) if kind not in Comment and kind not in Whitespace]
    return [value if kind in Token.Literal.String else value.strip() for kind, value in found if value.strip()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_but_comments_and_indents_goes(path: Path) -> None:
    """Token by token; and what goes is worth it."""
    text = path.read_text("utf-8")
    lexer = CssLexer() if path.suffix == ".css" else JavascriptLexer()
    assert tokens(lean(text), lexer) == tokens(text, lexer)
    assert len(lean(text)) < len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/* a\n b */\na {\n  b: c; /* d */\n}\n\n", "a {\nb: c; /* d */\n}\n"),
        ('  // why\n  say("// this stays"); // this does not\n', 'say("// this stays");\n'),
        ("a = `b; // this stays`; c(); // so does 'this'\n", "a = `b; // this stays`; c(); // so does 'this'\n"),
        ("/** a */ let b; /* c */\nlet d;\n", "/** a */ let b; /* c */\nlet d;\n"),
        ("let a = 1 / 2;\n// end", "let a = 1 / 2;\n"),
    ],
)
def test_a_comment_goes_that_has_lines_of_its_own_or_ends_one(text: str, expected: str) -> None:
    """All others stay: what may be part of a text is not told from it without reading all of it."""
    assert lean(text) == expected


def test_a_rule_goes_where_all_that_it_is_for_stands_on_no_page() -> None:
    """What is shared with something else stays, and so do media queries that still hold something."""
    sheet = (
        "@media print{.md-search{color:red}}.md-nav,.md-search__form{margin:0}"
        "@media screen{.md-tabs{top:0}.md-typeset a{color:blue}}.md-header{top:0}.md-header__title{top:1px}"
    )
    assert lean_styles(sheet) == (
        ".md-nav,.md-search__form{margin:0}@media screen{.md-typeset a{color:blue}}.md-header{top:0}"
    )


def test_a_picture_goes_that_no_rule_draws_any_more() -> None:
    """Signs in quotes are no signs of the style sheet."""
    sheet = (
        ":root{--md-toc-icon:url('data:image/svg+xml;charset=utf-8,<svg a=\"}\"/>');--md-details-icon:url('data:,x')}"
        ".md-version{background:var(--md-toc-icon)}.md-typeset summary{background:var(--md-details-icon)}"
    )
    assert lean_styles(sheet) == (
        ":root{--md-details-icon:url('data:,x')}.md-typeset summary{background:var(--md-details-icon)}"
    )


def test_what_is_left_of_the_style_sheets_of_the_theme_is_whole() -> None:
    """Brackets in pairs, more than a third gone, and the rules for text and for what is folded still there."""
    for path in Path(material.__file__).parent.glob("templates/assets/stylesheets/*.css"):
        left = lean_styles(path.read_text("utf-8"))
        assert left.count("{") == left.count("}"), path
        assert (
            all(word in left for word in (".md-typeset h1", "details", ".md-skip", ".md-sidebar"))
            or "main" not in path.name
        )
        assert "main" not in path.name or len(left) < path.stat().st_size * 2 / 3


def test_cells_end_where_the_next_one_begins() -> None:
    """What is data stays, whatever it says."""
    row = '<tr><th scope="row">&lt;/td&gt;</th><td>1</td><td><a href="x">2</a></td></tr>'
    assert lean_page(row) == '<tr><th scope="row">&lt;/td&gt;<td>1<td><a href="x">2</a></tr>'


def test_a_table_ends_its_rows_and_blank_lines_go() -> None:
    """Where rows follow one another anew their end stays; text that stands as it was written keeps its blank lines."""
    assert (
        lean_page("<table><tbody>\n<tr></tr>\n</tbody></table>\n\n\n<p>") == "<table><tbody>\n<tr></tr>\n</table>\n<p>"
    )
    twice = "<table><tbody></tbody><tbody></tbody></table>"
    assert lean_page(twice) == "<table><tbody></tbody><tbody></table>"
    for written in ("<pre>a\n\nb</pre>\n\n", "<textarea rows=2>a\n\nb</textarea>"):
        assert lean_page(written) == written


def test_sums_are_written_as_they_are_read_and_nothing_else_is_set_free() -> None:
    """Signs that could begin a tag, an entity or the end of a value stay escaped."""
    assert lean_page("5 &#43; &#40;1&#41; &#61; 6 &#60;b&#62; &#38;lt; &#34; &#39; &#96; &#123;") == (
        "5 + (1) = 6 &#60;b&#62; &#38;lt; &#34; &#39; &#96; &#123;"
    )
