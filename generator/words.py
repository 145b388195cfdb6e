"""The words of the interface in the languages of the site; the data stays as it was written.

Templates, scripts and Python are written in Chinese, and what they say is its own key: `theme/words/en.yml` maps every
piece of Chinese to English. Nothing has to be marked in templates and scripts: whatever Chinese stands there, outside
comments, is found and replaced as they are loaded. Python makes its sentences by `say`, whose result is Chinese text
that can also be told in another language. A key holds `{name}` for every value and `<1>…</1>` for every element within
a sentence; both sides hold the same ones, in any order. English may hold `{name|window|windows}` as well: the first
where the value is 1, else the second.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal, Self, TypeGuard

import yaml

Language = Literal["zh", "en"]
"""A language of messages and of the interface."""

Word = Callable[[str], str]
"""From a key to what is said."""

TAGS: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en"}
"""Languages as browsers and screen readers name them."""

CATALOGUE: Final = Path(__file__).resolve().parents[1] / "theme" / "words" / "en.yml"

CHINESE: Final = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""A character, or a mark of punctuation, that only Chinese text has."""

_FORMS: Final = r"\{(?P<name>\w+)(?:\|(?P<one>[^{}|]*)\|(?P<many>[^{}|]*))?\}"
_HOLE: Final = re.compile(_FORMS, re.ASCII)
_HOLE_OR_ELEMENT: Final = re.compile(rf"{_FORMS}|</?\d+>", re.ASCII)


@cache
def catalogue() -> Mapping[str, str]:
    """English by key. Raises ValueError where the file is no such map, OSError where there is none."""
    read = yaml.load(CATALOGUE.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe
    if isinstance(read, dict) and all(isinstance(one, str) for pair in read.items() for one in pair):
        return read
    raise ValueError(CATALOGUE)


def word_in(lang: Language) -> Word:
    """From a key to what is said in a language; what has no English stays Chinese (no such word passes the tests)."""
    if lang == "zh":
        return str
    words = catalogue()
    return lambda key: words.get(key, key)


def digest_of_words(lang: Language) -> str:
    """Changes with everything that a site in this language takes from here besides its sources."""
    return f"{lang} {sha256(CATALOGUE.read_bytes()).hexdigest()}" if lang != "zh" else lang


class Phrase(str):
    """Chinese text that can be told in another language. It may stand in no f-string: there `say` is used instead."""

    __slots__ = ("between", "key", "values")
    key: str
    values: Mapping[str, object]
    between: str | None
    """Of a list of phrases what stands between them; else None."""

    def __new__(cls, key: str, values: Mapping[str, object], between: str | None = None) -> Self:
        """Put the values into the places that the key names for them, or between one another."""
        phrase = super().__new__(cls, _filled(key, between, values, str))
        phrase.key, phrase.values, phrase.between = key, values, between
        return phrase

    def __reduce__(self) -> tuple[object, ...]:
        """Let other processes have it."""
        return Phrase, (self.key, self.values, self.between)

    def __format__(self, spec: str) -> str:
        """Refuse to lose the way into other languages."""
        message = f"a phrase is put into other text by `say`: {str.__str__(self)}"
        raise TypeError(message)

    def __add__(self, other: str) -> str:
        """Refuse, as in `__format__`."""
        return format(self, other)

    def __radd__(self, other: str) -> str:
        """Refuse, as in `__format__`."""
        return format(self, other)


def say(key: str, /, **values: object) -> Phrase:
    """A sentence of the interface: the key with `{name}` for each value; values are phrases, data or figures."""
    return Phrase(key, values)


def listed(words: Iterable[str], between: str = "、") -> str:
    """Words of a list in a sentence; what stands between them is a word of the interface too, if it is Chinese."""
    parts = tuple(words)
    if len(parts) == 1:
        return parts[0]
    if parts and (CHINESE.search(between) or any(isinstance(part, Phrase) for part in parts)):
        return Phrase("", {str(place): part for place, part in enumerate(parts)}, between)
    return between.join(parts)


def told(text: str, lang: Language) -> str:
    """Text of the interface in a language; data as it is."""
    return _told(text, word_in(lang)) if isinstance(text, Phrase) else text


def _told(value: object, word: Word) -> str:
    if not isinstance(value, Phrase):
        return str(value)
    between = None if value.between is None else _worded(value.between, word)
    return _filled(_worded(value.key, word), between, value.values, lambda one: _told(one, word))


def _worded(key: str, word: Word) -> str:
    return word(key) if CHINESE.search(key) else key


def _filled(key: str, between: str | None, values: Mapping[str, object], text: Callable[[object], str]) -> str:
    if between is not None:
        return between.join(map(text, values.values()))

    def fill(found: re.Match[str]) -> str:
        value = text(values[found["name"]])
        return value if found["one"] is None else found["one"] if value == "1" else found["many"]

    return _HOLE.sub(fill, key) if values else key


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character or mark in a text."""
    return CHINESE.search(text) is not None


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
    whole = _Holes()
    key = whole.key(nodes)
    said = _trimmed(key, word)

    def fill(found: re.Match[str]) -> str:
        if found["one"] is None:
            return _tag(whole.filled[found[0]], word)
        value = whole.filled[f"{{{found['name']}}}"][2:-2].strip("-")
        return f'{{{{ "{found["one"]}" if ({value}) ~ "" == "1" else "{found["many"]}" }}}}'

    return _HOLE_OR_ELEMENT.sub(fill, said)


def _trimmed(key: str, word: Word) -> str:
    """What is said for a key; space around it stays."""
    bare = key.strip()
    start = key.index(bare)
    return f"{key[:start]}{word(bare)}{key[start + len(bare) :]}"


class _Holes:
    """Names for the prints and elements of one message."""

    def __init__(self) -> None:
        self.filled: dict[str, str] = {}
        self.elements = 0

    def key(self, nodes: Sequence[_Node]) -> str:
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
        names = (found[0].rstrip(".?").split(".")[-1] for found in _NAME.finditer(_LITERAL.sub("", expression)))
        name = next((re.sub(r"\W", "", one) for one in names if one not in {"if", "else", "not", "or"}), "value")
        places = (f"{{{name}{number or ''}}}" for number in (0, *range(2, 100)))
        hole = next(one for one in places if self.filled.get(one, source) == source)
        self.filled[hole] = source
        return hole


# Scripts

_CODE: Final = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<tick>`)"""
    r"""|(?P<regex>(?<=[(,=:\[!&|?{};\n])\s*/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/)|(?P<open>\{)|(?P<close>\})""",
    re.DOTALL,
)


def script_in(source: str, word: Word) -> str:
    """The source of a script with every piece of Chinese in its strings replaced by what `word` says for it."""
    return _code(source, 0, word)[0]


def _code(source: str, place: int, word: Word) -> tuple[str, int]:
    """Code up to the brace that closes it, or to the end; and the place after it."""
    made: list[str] = []
    depth = 0
    while found := _CODE.search(source, place):
        made.append(source[place : found.start()])
        place = found.end()
        text = found[0]
        if found["string"]:
            made.append(f'"{_trimmed(text[1:-1], word)}"' if is_chinese(text) else text)
        elif found["tick"]:
            text, place = _template_literal(source, place, word)
            made.append(text)
        elif found["close"] and depth == 0:
            return "".join(made), place
        else:
            depth += bool(found["open"]) - bool(found["close"])
            made.append(text)
    return "".join([*made, source[place:]]), len(source)


def _template_literal(source: str, place: int, word: Word) -> tuple[str, int]:
    """A text between backticks, and the place after it."""
    holes = _Holes()
    key = ""
    while source[place] != "`":
        if source.startswith("${", place):
            begin = place
            code, place = _code(source, place + 2, word)
            key += holes.hole(source[begin + 2 : place - 1], f"${{{code}}}")
        else:
            step = 2 if source[place] == "\\" else 1
            key += source[place : place + step]
            place += step
    said = _trimmed(key, word) if is_chinese(key) else key

    def fill(found: re.Match[str]) -> str:
        if found["one"] is None:
            return holes.filled.get(found[0], found[0])
        value = holes.filled[f"{{{found['name']}}}"][2:-1]
        return f'${{String({value}) === "1" ? "{found["one"]}" : "{found["many"]}"}}'

    return f"`{_HOLE.sub(fill, said)}`", place + 1
