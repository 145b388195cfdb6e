"""Templates in another language than Chinese: their Chinese is looked up in the catalogue before they are compiled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeGuard

from generator.words.phrases import HOLE_OR_ELEMENT, Word, is_chinese

# Templates

_JINJA: Final = r"\{\{.*?\}\}|\{%.*?%\}"

_TOKEN: Final = re.compile(
    rf"(\{{#.*?#\}}|{_JINJA}|<!--.*?-->|</?[a-zA-Z](?:{_JINJA}|[^<>])*>|\n)",
    re.DOTALL,
)

_ATTRIBUTE: Final = re.compile(rf'(=")((?:{_JINJA}|[^"])*)(")', re.DOTALL)

_JINJA_TOKEN: Final = re.compile(f"({_JINJA})", re.DOTALL)

_LITERAL: Final = re.compile(r'"([^"\\\n]*)"|\'([^\'\\\n]*)\'')

_NAME: Final = re.compile(r"[\w.$#?]+", re.ASCII)

_PREFIX: Final = re.compile(r"\s*(?:#{1,6}|\d+\.|-|title:|description:)\s+")

_SUFFIX: Final = re.compile(r"\s*\{: #[^}]*\}\s*$")

_SEPARATOR: Final = re.compile("( · | › )")

_INLINE: Final = frozenset(["a", "b", "code", "del", "em", "i", "s", "small", "span", "strong", "sub", "sup", "time"])


@dataclass(frozen=True, slots=True)
class _Element:
    """An element within a line."""

    opening: str
    parts: "tuple[_Node, ...]"
    closing: str


_Node = str | _Element
"""A piece of text, a print of the template, a `<br>`, or an element."""


def template_in(source: str, word: Word) -> str:
    """The source of a template with every piece of Chinese replaced by what `word` says for it."""
    made: list[str] = []
    line: list[str] = []
    for token in _TOKEN.split(source):
        if not token:
            continue
        if _is_line(token):
            line.append(token)
        else:
            made += [_line(line, word), _tag(token, word)]
            line = []
    return "".join([*made, _line(line, word)])


def _is_line(token: str) -> bool:
    if token.startswith("{{"):
        return True
    if token.startswith(("{%", "{#", "<!--")) or not token.strip("\n"):
        return False
    return not _is_tag(token) or _tag_name(token) in _INLINE or _tag_name(token) == "br"


def _is_tag(token: str) -> bool:
    return token.startswith("<") and token.endswith(">")


def _tag_name(token: str) -> str:
    return re.split(r"[\s>]", token.lstrip("</"))[0]


def _tag(token: str, word: Word) -> str:
    """A tag of HTML or of the template, with the Chinese of its attributes and strings replaced."""
    if token.startswith(("{#", "<!--")) or not is_chinese(token):
        return token
    if token.startswith(("{{", "{%")):
        return _strings(token, word)
    return _ATTRIBUTE.sub(lambda found: f"{found[1]}{_value(found[2], word)}{found[3]}", token)


def _strings(token: str, word: Word) -> str:
    return _LITERAL.sub(
        lambda found: f'"{word(found[1] or found[2])}"' if is_chinese(found[1] or found[2] or "") else found[0], token
    )


def _value(value: str, word: Word) -> str:
    """The value of an attribute."""
    made: list[str] = []
    for token in re.split(r"(\{%.*?%\})", value):
        parts = tuple(part for part in _JINJA_TOKEN.split(token) if part)
        made.append(_tag(token, word) if token.startswith("{%") else _parts(parts, word))
    return "".join(made)


def _line(tokens: Sequence[str], word: Word) -> str:
    """What stands between two blocks."""
    if not is_chinese("".join(tokens)):
        return "".join(tokens)
    prefix = _PREFIX.match(tokens[0])
    suffix = _SUFFIX.search(tokens[-1])
    head, tail = prefix[0] if prefix else "", suffix[0] if suffix else ""
    tokens = [tokens[0][len(head) :], *tokens[1:]]
    tokens = [*tokens[:-1], tokens[-1][: len(tokens[-1]) - len(tail)]]
    loose = _unpaired(tokens)
    made = [head]
    for start, end in pairwise([-1, *loose, len(tokens)]):
        made.append(_parts(_nodes(tokens[start + 1 : end]), word))
        made += [_tag(tokens[end], word)] if end < len(tokens) else []
    return "".join([*made, tail])


def _unpaired(tokens: Sequence[str]) -> list[int]:
    """The places of tags whose other half is not in the line."""
    opened: list[int] = []
    loose: list[int] = []
    for place, token in enumerate(tokens):
        if not _is_tag(token) or _tag_name(token) == "br":
            continue
        if not token.startswith("</"):
            opened.append(place)
        elif opened and _tag_name(tokens[opened[-1]]) == _tag_name(token):
            opened.pop()
        else:
            loose.append(place)
    return sorted([*loose, *opened])


def _nodes(tokens: Sequence[str]) -> tuple[_Node, ...]:
    made: list[list[_Node]] = [[]]
    opened: list[str] = []
    for token in tokens:
        if not _is_tag(token) or _tag_name(token) == "br":
            made[-1] += [token] if token else []
        elif token.startswith("</"):
            parts = tuple(made.pop())
            made[-1].append(_Element(opened.pop(), parts, token))
        else:
            opened.append(token)
            made.append([])
    return tuple(made[0])


def _parts(nodes: Sequence[_Node], word: Word) -> str:
    """Pieces of a line, each a message of its own where a separator parts them."""
    made: list[str] = []
    sentence: list[_Node] = []
    for node in nodes:
        if _is_text(node):
            first, *others = _SEPARATOR.split(node)
            sentence.append(first)
            for place, other in enumerate(others):
                if place % 2 == 0:
                    made += [_sentence(sentence, word), other]
                    sentence = []
                else:
                    sentence.append(other)
        else:
            sentence.append(node)
    return "".join([*made, _sentence(sentence, word)])


def _is_text(node: _Node) -> TypeGuard[str]:
    return isinstance(node, str) and not node.startswith("{{") and not _is_tag(node)


def _sentence(nodes: Sequence[_Node], word: Word) -> str:
    if not any(_is_text(node) and is_chinese(node) for node in nodes):  # elements that are no part of a sentence
        return "".join(
            _tag(node, word)
            if isinstance(node, str)
            else f"{_tag(node.opening, word)}{_parts(node.parts, word)}{_tag(node.closing, word)}"
            for node in nodes
        )
    whole = Holes()
    key = whole.key(nodes)
    said = trimmed(key, word)

    def fill(found: re.Match[str]) -> str:
        if found["one"] is None:
            return _tag(whole.filled[found[0]], word)
        value = whole.filled[f"{{{found['name']}}}"][2:-2].strip("-")
        return f'{{{{ "{found["one"]}" if ({value}) ~ "" == "1" else "{found["many"]}" }}}}'

    return HOLE_OR_ELEMENT.sub(fill, said)


def trimmed(key: str, word: Word) -> str:
    """What is said for a key; space around it stays."""
    bare = key.strip()
    start = key.index(bare)
    return f"{key[:start]}{word(bare)}{key[start + len(bare) :]}"


class Holes:
    """Names for the prints and elements of one message."""

    def __init__(self) -> None:
        self.filled: dict[str, str] = {}
        self.elements = 0

    def key(self, nodes: Sequence[_Node]) -> str:
        """The nodes as a key of the catalogue, their values as holes."""
        made: list[str] = []
        for node in nodes:
            if isinstance(node, _Element):
                self.elements += 1
                number = self.elements
                self.filled |= {f"<{number}>": node.opening, f"</{number}>": node.closing}
                made.append(f"<{number}>{self.key(node.parts)}</{number}>")
            else:
                made.append(self.hole(node[2:-2], node) if node.startswith("{{") else node)
        return "".join(made)

    def hole(self, expression: str, source: str) -> str:
        """The name of the hole that a value leaves."""
        names = (found[0].rstrip(".?").split(".")[-1] for found in _NAME.finditer(_LITERAL.sub("", expression)))
        name = next((re.sub(r"\W", "", one) for one in names if one not in {"if", "else", "not", "or"}), "value")
        places = (f"{{{name}{number or ''}}}" for number in (0, *range(2, 100)))
        hole = next(one for one in places if self.filled.get(one, source) == source)
        self.filled[hole] = source
        return hole
