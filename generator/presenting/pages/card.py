"""The pocket card of a role: what must be known by heart, on one sheet of A4."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from generator.model.dataset import Rulebook
from generator.model.rules import Role
from generator.model.standard import Clause, Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules import all_binding, conduct_of, trades_text, working_roles
from generator.presenting.text.addresses import Paths, role_page
from generator.presenting.text.wording import joined
from generator.words.phrases import say

ROOM: Final = 236
"""Halves of a line of print that a card holds, in both columns together."""

WIDTH: Final = 27
"""Chinese characters on a line of print."""

SHORT: Final = 12
"""Characters of which two texts share a line."""

HEADING: Final = 4
"""Halves of a line that the heading of a group takes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardGroup:
    """Things of one kind that a card names."""

    kind: str
    """`term`, `say`, `never`, `do` or `dont`."""
    title: str
    lines: tuple[str, ...]
    short: tuple[str, ...]
    """Of those lines that share a line with another; the rest stands in `lines`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What a card says."""

    groups: tuple[CardGroup, ...]
    left: int
    """How many lines found no room."""


_GROUPS: Final = (
    ("term", say("口诀")),
    ("say", say("这样说")),
    ("never", say("不能说")),
    ("do", say("要做")),
    ("dont", say("不做")),
)

_TOLD: Final = ("conduct", "scored", "commitments")
"""Kinds of standards whose clauses say what to do; those of the others say what is managed, planned or asked."""

_FIRST: Final = ("term", "say", "never")
"""Kinds that come before the others where room is short: words must be known by heart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardPage:
    """What the page says."""

    role: str
    trades: str
    card: Card
    role_path: str
    publisher: str


def each(atlas: Atlas) -> tuple[Role, ...]:
    """Every role that people have."""
    return working_roles(atlas.site.rulebook.vocabulary)


def view(rulebook: Rulebook, role: Role, paths: Paths) -> CardPage:
    """The card of a role."""
    return CardPage(
        role=role.name,
        trades=trades_text(rulebook.vocabulary, role),
        card=card_of(role, conduct_of(all_binding(rulebook, role))),
        role_path=paths(role_page(role.id)),
        publisher=rulebook.policy.publisher,
    )


def card_of(role: Role, rules: Iterable[tuple[Standard, Clause]]) -> Card:
    """As much as one sheet holds: set terms and words first, then what to do; rules that name the role before others.

    Each text stands there once, and what is part of a set term only there. Of a clause that says no more than what is
    asked, that is what to do.
    """
    own = sorted(rules, key=lambda pair: role.id not in pair[1].roles)  # stable: the order of the standards is kept
    said = list(dict.fromkeys(chain.from_iterable(_said(*pair) for pair in own)))
    parts = {_bare(part) for _, clause in own for term in clause.terms for part in term.parts}
    said = [(kind, line) for kind, line in said if kind == "term" or _bare(line) not in parts]
    said.sort(key=lambda one: one[0] not in _FIRST)
    kept: dict[str, list[str]] = {}
    room, left = ROOM, 0
    for kind, line in said:
        cost = _halves(line) + (0 if kind in kept else HEADING)
        if cost <= room:
            kept.setdefault(kind, []).append(line)
            room -= cost
        else:
            left += 1
    return Card(
        groups=tuple(_group(kind, title, kept[kind]) for kind, title in _GROUPS if kind in kept),
        left=left,
    )


def _halves(line: str) -> int:
    """Halves of a line of print that a text takes."""
    return 1 if len(line) <= SHORT else -(-len(line) // WIDTH) * 2


def _group(kind: str, title: str, lines: list[str]) -> CardGroup:
    return CardGroup(
        kind=kind,
        title=title,
        lines=tuple(line for line in lines if len(line) > SHORT),
        short=tuple(line for line in lines if len(line) <= SHORT),
    )


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign not in "，。：；、")


def _said(standard: Standard, clause: Clause) -> Iterator[tuple[str, str]]:
    """The lines of a clause, each with its kind."""
    for term in clause.terms:
        if term.parts:
            yield "term", say("{name}：{parts}", name=term.name, parts=joined(term.parts, "；"))
    when = clause.situation
    yield from (("say", say("{situation}：{line}", situation=when, line=line) if when else line) for line in clause.say)
    yield from (("never", line) for line in clause.never_say)
    yield from (("do", line) for line in clause.do)
    yield from (("dont", line) for line in clause.dont)
    if standard.kind not in _TOLD or clause.check.part == "bonus":
        return
    if not (clause.terms or clause.say or clause.never_say or clause.do or clause.dont):
        yield "do", clause.text
