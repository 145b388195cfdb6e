"""Strict YAML: text to plain values, quickly; and text to marked nodes, with every problem located.

Two readings of one language. `read_plain` is the fast one: it gives up with `OddTextError` at the first thing that is
not plainly in order. `read_marked` is the careful one: it keeps the place of every key and value, says what is wrong
and goes on where it can. Where the fast one succeeds, the careful one finds nothing and gives equal values.

Both pull events one by one and never go deeper than `DEPTH_LIMIT`, so a file of brackets costs no more than its first
few. The language is a small part of YAML 1.2: mappings with text keys, lists, and four kinds of single values.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.model.problem import Code, Route
from generator.reading.characters import forbidden_in
from generator.reading.marks import START, Fault, Mark, mark_from
from generator.reading.syntax import (
    DIRECTIVE_NOT_ALLOWED,
    FULL_WIDTH_COLON,
    NO_BLANK_AFTER_COLON,
    SECOND_DOCUMENT,
    broken,
)

Value = str | int | bool | Decimal | None | dict[str, Any] | list[Any]
"""What a file holds; None only where the careful reading found no usable value and has said so."""

DEPTH_LIMIT: Final = 20
"""Mappings and lists within one another."""
DIGITS_LIMIT: Final = 18
"""Characters of a number."""

_DROPPED: Final = "\n"
"""Stands in a route for a value that has no place in the result; no key can be a line break."""

_Event = Any
"""An event of the parser; PyYAML types them loosely."""
_Get = Callable[[], _Event]
"""Gives the next event."""

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_MAY_BE_NO_TEXT: Final = frozenset("-0123456789tf")
_CODE_LIKE: Final = re.compile(r"[0-9A-Za-z@._:/+-]+")
_COMMENT: Final = re.compile(r"[ \t]+#")
_COMMENT_AFTER_VALUE: Final = re.compile(r"[^\s#][ \t]+#")


class OddTextError(Exception):
    """The fast reading met something that the careful one must look at."""


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place; for a mapping also the places of its keys and the nodes of its values, by key."""

    value: Value
    mark: Mark
    keys: Mapping[str, Mark] = field(default_factory=lambda: _NOTHING)
    fields: Mapping[str, "Node"] = field(default_factory=lambda: _NOTHING)
    items: Sequence["Node"] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """The careful reading of a text; `top` is None where there is nothing at all or the text is broken."""

    top: Node | None
    faults: tuple[Fault, ...]


def read_plain(text: str) -> Value:
    """Give the value of a text that is in order; raises OddTextError for one that `read_marked` must read."""
    if _worth_a_look(text):
        raise OddTextError
    try:
        get: _Get = CParser(text).get_event
        get()
        start = get()
        if type(start) is not DocumentStartEvent or start.version or start.tags:
            raise OddTextError
        top = _plain_collection(get, get(), 1)
        get()
        if type(get()) is not StreamEndEvent:
            raise OddTextError
    except YAMLError as error:
        raise OddTextError from error
    return top


def _worth_a_look(text: str) -> bool:
    """Whether there are escapes, or comments behind values: both are rare, and need places to be judged."""
    return "\\" in text or ((" #" in text or "\t#" in text) and _COMMENT_AFTER_VALUE.search(text) is not None)


def _plain_collection(get: _Get, start: _Event, depth: int) -> Value:
    """Build the mapping or list that `start` opens; anything else is odd."""
    kind = type(start)
    if depth > DEPTH_LIMIT or kind not in (MappingStartEvent, SequenceStartEvent):
        raise OddTextError
    if start.anchor is not None or start.tag is not None:
        raise OddTextError
    return _plain_mapping(get, depth) if kind is MappingStartEvent else _plain_list(get, depth)


def _plain_mapping(get: _Get, depth: int) -> dict[str, Value]:
    entries: dict[str, Value] = {}
    while type(event := get()) is ScalarEvent:
        key = event.value
        if event.anchor is not None or event.tag is not None or key in entries or key == "<<":
            raise OddTextError
        if key[:1] in _MAY_BE_NO_TEXT and event.implicit[0] and type(_single(key)) is not str:
            raise OddTextError
        event = get()
        entries[key] = _plain_scalar(event) if type(event) is ScalarEvent else _plain_collection(get, event, depth + 1)
    if type(event) is not MappingEndEvent:
        raise OddTextError
    return entries


def _plain_list(get: _Get, depth: int) -> list[Value]:
    items: list[Value] = []
    while type(event := get()) is not SequenceEndEvent:
        items.append(_plain_scalar(event) if type(event) is ScalarEvent else _plain_collection(get, event, depth + 1))
    return items


def _plain_scalar(event: _Event) -> Value:
    if event.anchor is not None or event.tag is not None:
        raise OddTextError
    text: str = event.value
    if text[:1] in _MAY_BE_NO_TEXT:
        return _single(text) if event.implicit[0] else text
    if not text:
        raise OddTextError
    return text


def _single(text: str) -> str | int | bool | Decimal:
    """Give the value of a plain scalar; raises OddTextError for a number longer than `DIGITS_LIMIT`."""
    if text == "true":
        return True
    if text == "false":
        return False
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    if len(text) > DIGITS_LIMIT:
        raise OddTextError
    return Decimal(text) + 0 if number[1] else int(text)  # zero has no sign


def read_marked(text: str) -> Marked:
    """Read a text with the place of everything in it; never raises."""
    return _Careful(text).read()


ANCHOR_NOT_ALLOWED: Final = Code(
    slug="anchor-not-allowed",
    says="不允许使用锚点（&{name}）",
    mend="删去锚点，把内容各写一遍；若是文字，请加引号。",
    wrong="name: &a 港口支行",
    right="name: 港口支行",
)
ALIAS_NOT_ALLOWED: Final = Code(
    slug="alias-not-allowed",
    says="不允许使用别名（*）",
    mend="把内容写出来；若是文字，请加引号。",
    wrong="name: *a",
    right="name: 港口支行",
)
TAG_NOT_ALLOWED: Final = Code(
    slug="tag-not-allowed",
    says="不允许使用标签（{tag}）",
    mend="删去标签；若是文字，请加引号。",
    wrong="name: !!str 港口支行",
    right="name: 港口支行",
)
MERGE_KEY_NOT_ALLOWED: Final = Code(
    slug="merge-key-not-allowed",
    says="不允许使用合并键（<<）",
    mend="把内容各写一遍。",
    wrong="<<: {trade: bank}",
    right="trade: bank",
)
REPEATED_KEY: Final = Code(
    slug="repeated-key",
    says="键“{key}”重复，第 {line} 行已经有了",
    mend="合并两处，只留一个。",
    wrong="trade: bank\ntrade: post",
    right="trade: bank",
)
KEY_NOT_TEXT: Final = Code(
    slug="key-not-text",
    says="键必须是文字，不能是列表或映射",
    mend="写成“键: 值”；若文字以 [、{ 或 ? 开头，请加引号。",
    wrong="? [name]\n: 港口支行",
    right="name: 港口支行",
)
NESTED_TOO_DEEP: Final = Code(
    slug="nested-too-deep",
    says="嵌套超过 {most} 层",
    mend="检查括号是否成对。",
    wrong="hours: [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]",
    right="hours: []",
)
NUMBER_TOO_LONG: Final = Code(
    slug="number-too-long",
    says="数字“{value}”超过 {most} 位",
    mend="改成合理的数字；若是编号，请加引号。",
    wrong="min_inspections: 1000000000000000000000",
    right="min_inspections: 1",
)
TEXT_LOST_AS_COMMENT: Final = Code(
    slug="text-lost-as-comment",
    says="“{lost}”会被当作注释丢掉",
    mend="若它属于文字，给整段文字加引号；若是注释，另起一行。",
    wrong="address: 码头路 1 号 #2 楼",
    right='address: "码头路 1 号 #2 楼"',
)
UNQUOTED_KEY: Final = Code(
    slug="unquoted-key",
    says="键“{key}”会被当作数字或真假值，请加引号",
    mend='写成 "{key}": 值。',
    wrong="levels: {3.2: low}",
    right='levels: {"3.2": low}',
)
EMPTY_FILE: Final = Code(
    slug="empty-file",
    says="文件是空的",
    mend="写入内容，或删除文件。",
    wrong="# 12-weekly-a.yml",
    right="standard: desk@1",
)
KEY_WITHOUT_VALUE: Final = Code(
    slug="key-without-value",
    says="“{key}”后面没有值",
    mend="写上值，或删去这个键。",
    wrong="name:",
    right="name: 港口支行",
)
EMPTY_QUOTES: Final = Code(
    slug="empty-quotes",
    says="引号里是空的",
    mend="写上文字，或删去这个键。",
    wrong='name: ""',
    right="name: 港口支行",
)


class _Careful:
    """One careful reading; it holds the parser, the lines and the faults found so far."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.get: _Get = CParser(text).get_event
        self.faults: list[Fault] = []

    def read(self) -> Marked:
        top: Node | None = None
        try:
            top = self.document()
        except YAMLError as error:
            self.faults.append(broken(error, self.lines))
        except _TooDeepError as error:
            self.faults.append(Fault(code=NESTED_TOO_DEEP, mark=error.mark, facts={"most": str(DEPTH_LIMIT)}))
        return Marked(top=top, faults=tuple(self.faults))

    def document(self) -> Node | None:
        self.get()
        start = self.get()
        if type(start) is StreamEndEvent:
            self.faults.append(Fault(code=EMPTY_FILE, mark=START))
            return None
        if start.version or start.tags:
            self.faults.append(Fault(code=DIRECTIVE_NOT_ALLOWED, mark=START))
        event = self.get()
        if type(event) is ScalarEvent and not event.value:
            self.faults.append(Fault(code=EMPTY_FILE, mark=START))
            return None
        top = self.node(event, (), 1)
        self.get()
        following = self.get()
        if type(following) is not StreamEndEvent:
            self.faults.append(Fault(code=SECOND_DOCUMENT, mark=mark_from(following.start_mark)))
        return top

    def node(self, event: _Event, route: Route, depth: int) -> Node:
        mark = mark_from(event.start_mark)
        kind = type(event)
        if kind is AliasEvent:
            self.faults.append(Fault(code=ALIAS_NOT_ALLOWED, mark=mark, route=route))
            return Node(None, mark)
        self.adornments(event, mark, route)
        if kind is ScalarEvent:
            return self.single(event, mark, route)
        if depth > DEPTH_LIMIT:
            raise _TooDeepError(mark)
        return self.mapping(mark, route, depth) if kind is MappingStartEvent else self.list(mark, route, depth)

    def adornments(self, event: _Event, mark: Mark, route: Route) -> None:
        if event.anchor is not None:
            self.faults.append(Fault(code=ANCHOR_NOT_ALLOWED, mark=mark, facts={"name": event.anchor}))
        if event.tag is not None:
            self.faults.append(Fault(code=TAG_NOT_ALLOWED, mark=mark, facts={"tag": event.tag}, route=route))

    def mapping(self, mark: Mark, route: Route, depth: int) -> Node:
        entries: dict[str, Value] = {}
        keys: dict[str, Mark] = {}
        fields: dict[str, Node] = {}
        while type(event := self.get()) is not MappingEndEvent:
            key_mark = mark_from(event.start_mark)
            key = self.key(event, key_mark, route, depth)
            following = self.get()
            if key is None or key in entries:
                if key is not None:
                    facts = {"key": key, "line": str(keys[key].line)}
                    self.faults.append(Fault(code=REPEATED_KEY, mark=key_mark, facts=facts))
                self.node(following, (*route, _DROPPED), depth + 1)
                continue
            keys[key] = key_mark
            child = fields[key] = self.value_of(key, key_mark, following, route, depth)
            entries[key] = child.value
        return Node(entries, mark, keys, fields)

    def key(self, event: _Event, mark: Mark, route: Route, depth: int) -> str | None:
        """Give the key, or None where it cannot be one."""
        if type(event) is not ScalarEvent:
            if type(event) is AliasEvent:
                self.faults.append(Fault(code=ALIAS_NOT_ALLOWED, mark=mark, route=route))
                return None
            self.faults.append(Fault(code=KEY_NOT_TEXT, mark=mark, route=route))
            self.node(event, (*route, _DROPPED), depth + 1)
            return None
        self.adornments(event, mark, route)
        key: str = event.value
        if key == "<<":
            self.faults.append(Fault(code=MERGE_KEY_NOT_ALLOWED, mark=mark))
            return None
        if event.implicit[0] and not _is_text(key):
            self.faults.append(Fault(code=UNQUOTED_KEY, mark=mark, facts={"key": key}, route=(*route, key)))
        self.characters(key, mark)
        return key

    def value_of(self, key: str, key_mark: Mark, event: _Event, route: Route, depth: int) -> Node:
        """Read the value of a key; where there is none, say whether a colon of the wrong kind is to blame."""
        if type(event) is ScalarEvent and not event.value and event.implicit[0]:
            here = (*route, key)
            name, colon, _ = key.replace("：", ":").partition(":")
            code = KEY_WITHOUT_VALUE if not colon else FULL_WIDTH_COLON if "：" in key else NO_BLANK_AFTER_COLON
            self.faults.append(Fault(code=code, mark=key_mark, facts={"key": name}, route=here))
            self.adornments(event, mark_from(event.start_mark), here)
            return Node(None, key_mark)
        return self.node(event, (*route, key), depth + 1)

    def list(self, mark: Mark, route: Route, depth: int) -> Node:
        items: list[Node] = []
        while type(event := self.get()) is not SequenceEndEvent:
            items.append(self.node(event, (*route, len(items)), depth + 1))
        return Node([each.value for each in items], mark, items=items)

    def single(self, event: _Event, mark: Mark, route: Route) -> Node:
        text: str = event.value
        if not event.implicit[0]:
            if not text:
                self.faults.append(Fault(code=EMPTY_QUOTES, mark=mark, route=route))
                return Node(None, mark)
            self.characters(text, mark)
            return Node(text, mark)
        if not text:
            self.faults.append(Fault(code=KEY_WITHOUT_VALUE, mark=mark, facts={"key": "-"}, route=route))
            return Node(None, mark)
        if len(text) > DIGITS_LIMIT and not _is_text(text):
            facts = {"most": str(DIGITS_LIMIT), "value": text}
            self.faults.append(Fault(code=NUMBER_TOO_LONG, mark=mark, facts=facts, route=route))
            return Node(None, mark)
        self.comment_behind(event, text)
        return Node(_single(text), mark)

    def comment_behind(self, event: _Event, text: str) -> None:
        """Text that a ` #` cuts off is lost in silence; behind a number or a code nobody means it as text."""
        end = mark_from(event.end_mark)
        line = self.lines[end.line - 1] if end.line <= len(self.lines) else ""
        comment = _COMMENT.match(line, end.column - 1)
        if comment is None or _CODE_LIKE.fullmatch(text):
            return
        lost = line[comment.end() - 1 :].rstrip()
        self.faults.append(
            Fault(code=TEXT_LOST_AS_COMMENT, mark=Mark(line=end.line, column=comment.end()), facts={"lost": lost})
        )

    def characters(self, text: str, mark: Mark) -> None:
        found = forbidden_in(text)
        if found is not None:
            facts = {"character": found.name}
            self.faults.append(Fault(code=found.code, mark=mark, facts=facts))


class _TooDeepError(Exception):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


def _is_text(plain: str) -> bool:
    """Whether a plain scalar is text, whatever its length."""
    return plain not in ("true", "false") and _NUMBER.fullmatch(plain) is None


CODES: Final = (
    ANCHOR_NOT_ALLOWED,
    ALIAS_NOT_ALLOWED,
    TAG_NOT_ALLOWED,
    MERGE_KEY_NOT_ALLOWED,
    REPEATED_KEY,
    KEY_NOT_TEXT,
    NESTED_TOO_DEEP,
    NUMBER_TOO_LONG,
    TEXT_LOST_AS_COMMENT,
    UNQUOTED_KEY,
    EMPTY_FILE,
    KEY_WITHOUT_VALUE,
    EMPTY_QUOTES,
)
