"""What is published of scripts and style sheets says what their sources say, without the comments."""

from pathlib import Path

import pytest
from pygments.lexer import Lexer  # type: ignore[import-untyped]  # the package has no types
from pygments.lexers.css import CssLexer  # type: ignore[import-untyped]  # as above
from pygments.lexers.javascript import JavascriptLexer  # type: ignore[import-untyped]  # as above
from pygments.token import Comment, Token, Whitespace  # type: ignore[import-untyped]  # as above

from generator.publishing.lean import lean
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
