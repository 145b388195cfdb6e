"""Changes of a YAML file as text: what is not touched keeps every comment, blank and quote.

A text is read once for the places of its values; changes are noted and made together, from the end to the beginning.
"""

from collections.abc import Iterator
from typing import Any

import yaml

Node = yaml.Node


class Edits:
    """One file and what is to be changed in it."""

    def __init__(self, text: str) -> None:
        """Read the places of all values; what is no YAML has none, and is left alone."""
        self.text = text
        self._changes: list[tuple[int, int, str]] = []
        try:
            self.top: Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            self.top = None

    @property
    def made(self) -> str:
        """The text with all changes."""
        text = self.text
        for start, end, new in sorted(self._changes, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def replace(self, node: Node, new: str) -> None:
        """Write something else for a value."""
        self._changes.append((node.start_mark.index, _end(node), new))

    def add(self, map_node: Node, entry: str) -> None:
        """Put an entry `key: value` behind the last one of a map."""
        if _is_flow(map_node):
            place = map_node.end_mark.index - 1
            self._changes.append((place, place, f", {entry}" if map_node.value else entry))
            return
        place = self._line_end(max(map(_end, _leaves(map_node))))
        indent = " " * map_node.value[0][0].start_mark.column
        self._changes.append((place, place, f"\n{indent}{entry}"))

    def insert(self, map_node: Node, behind: str, entry: str) -> None:
        """Put an entry behind the one of a key, in a map that is written over several lines."""
        name, value = next(pair for pair in map_node.value if pair[0].value == behind)
        place = self._line_end(_end(value))
        self._changes.append((place, place, f"\n{' ' * name.start_mark.column}{entry}"))

    def append(self, list_node: Node, lines: str) -> None:
        """Put an entry behind the last one of a list that is written over several lines; `lines` as if not indented."""
        place = self._line_end(_end(list_node))
        indent = " " * (list_node.value[0].start_mark.column - len("- "))
        self._changes.append((place, place, "".join(f"\n{indent}{line}" for line in lines.splitlines())))

    def remove(self, map_node: Node, key: str) -> None:
        """Take an entry out of a map that has others."""
        place = next(place for place, (name, _) in enumerate(map_node.value) if name.value == key)
        name, value = map_node.value[place]
        start, end = name.start_mark.index, _end(value)
        if _is_flow(map_node):
            if place:
                start = _end(map_node.value[place - 1][1])
            else:
                end = map_node.value[1][0].start_mark.index
        elif place:
            start, end = self._line_end(_end(map_node.value[place - 1][1])), self._line_end(end)
        else:  # the next entry takes its place, behind the hyphen that may stand there
            end = map_node.value[1][0].start_mark.index
        self._changes.append((start, end, ""))

    def _line_end(self, place: int) -> int:
        """The end of the line, before its line feed."""
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found


def value_of(node: Node | None, *route: str | int) -> Node | None:
    """The value at a route of keys and positions; None where there is none."""
    for step in route:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def entries_of(node: Node | None, *route: str | int) -> list[Node]:
    """The entries of a list at a route; none where there is no list."""
    found = value_of(node, *route)
    return list(found.value) if isinstance(found, yaml.SequenceNode) else []


def text_at(node: Node | None, *route: str | int) -> str:
    """The text at a route, as it is read; empty where there is none."""
    found = value_of(node, *route)
    return str(found.value) if isinstance(found, yaml.ScalarNode) else ""


def keys_of(node: Node | None) -> tuple[str, ...]:
    """The keys of a map, in order."""
    return tuple(key.value for key, _ in node.value) if isinstance(node, yaml.MappingNode) else ()


def _end(node: Node) -> int:
    """Where a value ends: of what is written over several lines, its last entry."""
    return max((int(leaf.end_mark.index) for leaf in _leaves(node)), default=int(node.start_mark.index))


def _is_flow(node: Node) -> bool:
    """Whether a list or map stands in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _leaves(node: Any) -> Iterator[Node]:  # noqa: ANN401  # the values of nodes are of any kind
    if isinstance(node, yaml.CollectionNode) and not _is_flow(node):
        for one in node.value:
            for each in one if isinstance(one, tuple) else (one,):
                yield from _leaves(each)
    else:
        yield node
