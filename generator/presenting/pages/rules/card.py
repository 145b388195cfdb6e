"""The pocket card of a role in a trade: what must be known by heart, on one sheet of A4."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from generator.judging.analysis.losses import MostLost, most_lost
from generator.model.dataset import Rulebook
from generator.model.rules import Role
from generator.model.standard import SOURCE_NOTE, Clause, Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules.rules import all_binding, conduct_of, trades_of, working_roles
from generator.presenting.text.addresses import Paths, card_page, role_page
from generator.presenting.text.names import names_of
from generator.presenting.text.wording import joined
from generator.words.phrases import say

MOST: Final = 20
"""Lines that a card holds: more nobody knows by heart."""

WIDTH: Final = 60
"""Characters after which what one clause asks goes on in a line of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CardGroup:
    """Things of one kind that a card names."""

    kind: str
    """`term`, `say`, `never`, `do` or `dont`."""
    title: str
    lines: tuple[str, ...]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class CardKey:
    """A role in one trade, and what was lost there."""

    role: Role
    """With this trade alone."""
    several: bool
    """The role works in several trades, each of which has a card of its own."""
    lost: MostLost
    """What lost points under the standards that bind it."""

    @property
    def address(self) -> str:
        """Where the card stands."""
        return card_page(self.role.id, self.role.trades[0] if self.several else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class CardPage:
    """What the page says."""

    role: str
    trade: str
    card: Card
    by_losses: bool
    """What loses most points stands first."""
    role_path: str
    publisher: str


def each(atlas: Atlas) -> Iterator[CardKey]:
    """Every role that people have, in each of its trades."""
    rulebook = atlas.site.rulebook
    for role in working_roles(rulebook.vocabulary):
        trades = trades_of(rulebook.vocabulary, role)
        for trade in trades:
            own = replace(role, trades=(trade,))
            refs = sorted({standard.ref for standard, _ in all_binding(rulebook, own)})
            lost = most_lost({ref: atlas.losses[ref] for ref in refs if ref in atlas.losses})
            yield CardKey(role=own, several=len(trades) > 1, lost=lost)


def view(rulebook: Rulebook, key: CardKey, paths: Paths) -> CardPage:
    """The card of a role in a trade."""
    return CardPage(
        role=key.role.name,
        trade=names_of(rulebook.vocabulary.trades)[key.role.trades[0]],
        card=card_of(key.role, conduct_of(all_binding(rulebook, key.role)), key.lost),
        by_losses=bool(key.lost),
        role_path=paths(role_page(key.role.id)),
        publisher=rulebook.policy.publisher,
    )


def card_of(role: Role, rules: Iterable[tuple[Standard, Clause]], lost: MostLost) -> Card:
    """As much as one can know by heart: what lost most points first, then set terms, then rules that name the role.

    Each text stands there once, and what is part of a set term only there. Of a clause that says no more than what is
    asked, that is what to do.
    """
    places = {clause: place for place, clauses in enumerate(lost) for clause in clauses}
    lines: list[tuple[tuple[int, bool, bool], str, str]] = []
    told: set[str] = set()
    named = sorted(rules, key=lambda pair: not pair[1].terms)  # a part of a term stands there, and nowhere else
    for standard, clause in named:
        place = places.get((standard.ref, clause.id), len(lost))
        for kind, line in _said(standard, clause, told):
            lines.append(((place, kind != "term", role.id not in clause.roles), kind, line))
    lines.sort(key=lambda line: line[0])  # stable: the order of the standards is kept
    kept = lines[:MOST]
    return Card(
        groups=tuple(
            CardGroup(kind=kind, title=title, lines=own)
            for kind, title in _GROUPS
            if (own := tuple(line for _, of, line in kept if of == kind))
        ),
        left=len(lines) - len(kept),
    )


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign not in "，。：；、")


def _said(standard: Standard, clause: Clause, told: set[str]) -> Iterator[tuple[str, str]]:
    """The lines of a clause, each with its kind and with the situation in which it holds; `told` grows by them."""
    for term in clause.terms:
        if term.parts and _bare(term.name) not in told:
            told.update(map(_bare, (term.name, *term.parts)))
            yield "term", say("{name}：{parts}", name=term.name, parts=joined(term.parts, "；"))
    kinds = (("say", clause.say), ("never", clause.never_say), ("do", clause.do), ("dont", clause.dont))
    for kind, texts in kinds:
        yield from ((kind, line) for line in _lines(clause.situation, _new(texts, told)))
    if standard.kind not in _TOLD or clause.check.part == "bonus":
        return
    if not (clause.terms or any(texts for _, texts in kinds)):
        yield from (("do", text) for text in _new((clause.text,), told))


def _new(texts: Iterable[str], told: set[str]) -> list[str]:
    """What no line has said yet."""
    new = [text for text in dict.fromkeys(texts) if SOURCE_NOTE not in text and _bare(text) not in told]
    told.update(map(_bare, new))
    return new


def _lines(when: str | None, texts: list[str]) -> Iterator[str]:
    """What is said or done in one situation, in as few lines as they fit."""
    rows: list[list[str]] = []
    for text in texts:
        if rows and sum(map(len, chain(rows[-1], (text,)))) <= WIDTH:
            rows[-1].append(text)
        else:
            rows.append([text])
    for row in rows:
        told = joined(row, "；")
        yield say("{situation}：{line}", situation=when, line=told) if when else told
