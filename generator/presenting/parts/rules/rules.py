"""The rules that bind a role."""

from collections.abc import Iterator
from typing import Final

from generator.judging.scoring.editions import newest_of
from generator.model.dataset import Rulebook
from generator.model.rules import Role, Vocabulary
from generator.model.standard import Clause, Standard
from generator.presenting.text.addresses import card_page
from generator.presenting.text.names import names_of
from generator.presenting.text.wording import joined
from generator.words.phrases import say

Rules = tuple[tuple[Standard, Clause], ...]
"""Clauses with their standards."""


def working_roles(vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles that people have: all but the one that stands for everyone."""
    return tuple(role for role in vocabulary.roles if role.id != EVERYONE)


def binding(standards: tuple[Standard, ...], role: Role) -> Iterator[tuple[Standard, Clause]]:
    """The clauses that bind a role, with their standards: those for few trades before those for many.

    A clause binds a role if it names it, or everyone at a window where the role is one of those, and its standard
    applies to a trade in which the role works.
    """
    bound = {role.id} if role.apart else {role.id, EVERYONE}
    for standard in sorted(standards, key=lambda one: (len(one.applies_to), one.id)):
        if role.trades and not set(role.trades) & set(standard.applies_to):
            continue
        for section in standard.sections:
            for clause in section.clauses:
                if bound & set(clause.roles):
                    yield standard, clause


def all_binding(rulebook: Rulebook, role: Role) -> Rules:
    """All that binds a role in the newest editions."""
    return tuple(binding(newest_of(rulebook.standards.values()), role))


def conduct_of(rules: Rules) -> Rules:
    """Those that say what to do."""
    return tuple(pair for pair in rules if not is_question(pair[0]))


def trades_of(vocabulary: Vocabulary, role: Role) -> tuple[str, ...]:
    """The trades in which a role works, by id: all of them where it names none."""
    return role.trades or tuple(trade.id for trade in vocabulary.trades)


def cards_of(vocabulary: Vocabulary, role: Role) -> tuple[tuple[str, str], ...]:
    """Name of the trade and address of each pocket card of a role."""
    names, trades = names_of(vocabulary.trades), trades_of(vocabulary, role)
    return tuple((names[trade], card_page(role.id, trade if len(trades) > 1 else "")) for trade in trades)


def trades_text(vocabulary: Vocabulary, role: Role) -> str:
    """The trades in which a role works."""
    names = names_of(vocabulary.trades)
    return joined(names[trade] for trade in role.trades) or say("各行业")


def is_question(standard: Standard) -> bool:
    """Whether a standard asks what is so, and does not say what to do."""
    return standard.kind == "checklist"


EVERYONE: Final = "all"
"""The role that stands for every role; it has no page of its own."""
