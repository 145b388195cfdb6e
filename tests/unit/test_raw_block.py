"""The Markdown extension that sets finished HTML aside."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60
).filter(str.strip)


def convert(text: str) -> str:
    """Convert as every site does."""
    return markdown(text, extensions=["windowboard_raw_block", "attr_list", "toc"])


def test_a_block_between_headings_is_kept_as_it_is() -> None:
    """Markdown outside is read; inside, not even what looks like Markdown or like a tag is touched."""
    text = (
        "# 题 {#a}\n\n段落\n<!--raw-->\n<table>\n    <td>*x* [y](z) &#60;b&#62; `c`</td>\n\n\n"
        "# not a heading\n</table>\n<!--/raw-->\n## 尾 {#b}\n"
    )
    expected = (
        '<h1 id="a">题</h1>\n<p>段落</p>\n<table>\n    <td>*x* [y](z) &#60;b&#62; `c`</td>\n\n\n'
        '# not a heading\n</table>\n<h2 id="b">尾</h2>'
    )
    assert expected == convert(text)


def test_several_blocks_stay_in_order() -> None:
    """Each block returns to its own place."""
    text = "\n".join(f"<!--raw-->\n<p>{number}</p>\n<!--/raw-->" for number in range(12))
    assert "\n".join(f"<p>{number}</p>" for number in range(12)) == convert(text)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_any_text_comes_out_as_it_went_in(lines: list[str]) -> None:
    """No text inside a block can be read as anything, the closing marker excepted, which escaped data cannot hold."""
    block = "<pre>" + "\n".join(line.replace("<", "&#60;") for line in lines) + "</pre>"
    assert block == convert(f"<!--raw-->\n{block}\n<!--/raw-->")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!--raw-->\n<p>x</p>", "<!--raw--> without its partner"),
        ("<p>x</p>\n\n<!--/raw-->", "<!--/raw--> without its partner"),
        ("<!--raw-->\n<!--raw-->\n<!--/raw-->", "<!--raw--> without its partner"),
        ("<!--raw-->\n<p>x</p>\n<!--/raw-->\n<b>y</b>\n<!--/raw-->", "<!--/raw--> without its partner"),
    ],
)
def test_a_marker_without_its_partner_stops_the_build(text: str, message: str) -> None:
    """A forged or forgotten marker is never passed over."""
    with pytest.raises(ValueError, match=f"^{message}$"):
        convert(text)


def test_the_placeholder_cannot_be_forged() -> None:
    """The control characters of a placeholder, written into a page, do not call a block up a second time."""
    text = "<!--raw-->\n<p>once</p>\n<!--/raw-->\n\n\x02wzxhzdk:0\x03\n"
    assert convert(text) == "<p>once</p>\n<p>wzxhzdk:0</p>"


def test_a_block_costs_nothing() -> None:
    """Ten thousand characters that cost Python-Markdown ten seconds outside a block are nothing inside."""
    block = "<p>" + "![" * 5000 + "</p>"
    start = time.perf_counter()
    assert convert(f"<!--raw-->\n{block}\n<!--/raw-->") == block
    assert time.perf_counter() - start < 2
