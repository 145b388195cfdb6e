"""The vocabulary of a city as text: made of words, and words added to what its people wrote."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import yaml

from generator.model.rules import Role, Vocabulary, Word
from generator.starting.library import word_line
from generator.upgrading.yaml_text import scalar

GROUPS: Final = ("trades", "themes", "roles", "channels")


def vocabulary_lines(vocabulary: Vocabulary, group: str) -> str:
    """The entries of a group, a line each."""
    return "".join(map(word_line, _words(vocabulary, group)))


def english_lines(names: Mapping[str, str]) -> str:
    """English for names, a line each."""
    lines = "".join(f"  {scalar(name)}: {scalar(english)}\n" for name, english in names.items())
    return lines or "  {}\n"


def missing_in(vocabulary: Vocabulary, wanted: Vocabulary) -> Vocabulary:
    """The words that are wanted and not there."""

    def new(group: str) -> tuple[Word | Role, ...]:
        there = {word.id for word in _words(vocabulary, group)}
        return tuple(word for word in _words(wanted, group) if word.id not in there)

    return Vocabulary(**{group: new(group) for group in GROUPS})  # type: ignore[arg-type]  # each group has its own kind


def with_words(text: str, added: Vocabulary) -> str:
    """The text of a vocabulary with words put behind those that each group has; nothing else of it is touched."""
    text = text if text.endswith("\n") else f"{text}\n"
    for group in GROUPS:
        if _words(added, group):
            text = _with_lines(text, group, _words(added, group))
    return text


def _words(vocabulary: Vocabulary, group: str) -> Sequence[Word | Role]:
    found: Sequence[Word | Role] = getattr(vocabulary, group)
    return found


def _with_lines(text: str, group: str, words: Sequence[Word | Role]) -> str:
    """Behind the last entry of the group: between its brackets where it is written on one line, else below it."""
    place, indent, flow = _end_of(text, group)
    if flow:
        entries = ", ".join(word_line(word).strip().removeprefix("- ") for word in words)
        return f"{text[:place]}{', ' if flow == 'some' else ''}{entries}{text[place:]}"
    lines = "".join(f"{' ' * indent}{word_line(word).lstrip()}" for word in words)
    return f"{text[:place]}{lines}{text[place:]}"


def _end_of(text: str, group: str) -> tuple[int, int, str]:
    """Where the entries of a group end, how far they are indented, and whether they stand in brackets.

    The text has been read as a vocabulary before, so the group is there.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs: list[tuple[yaml.ScalarNode, yaml.SequenceNode]] = root.value if root else []
    node = next(value for key, value in pairs if key.value == group)
    if node.flow_style:
        return node.end_mark.index - 1, 0, "some" if node.value else "none"
    end = max(one.end_mark.index for one in _leaves(node))
    return text.index("\n", end) + 1, node.value[0].start_mark.column - len("- "), ""


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    """What ends where it ends: texts, and whatever stands in brackets."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        for one in node.value:  # of a list its entries, of a map its pairs
            for each in one if isinstance(one, tuple) else (one,):
                yield from _leaves(each)
    else:
        yield node
