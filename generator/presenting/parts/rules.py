"""The rules that bind a role."""

from collections.abc import Iterator
from typing import Final

from generator.model.rules import Role, Vocabulary
from generator.model.standard import Clause, Standard

Rules = tuple[tuple[Standard, Clause], ...]
"""Clauses with their standards."""


def working_roles(vocabulary: Vocabulary) -> tuple[Role, ...]:
    """The roles that people have: all but the one that stands for everyone."""
    return tuple(role for role in vocabulary.roles if role.id != EVERYONE)


def binding(standards: tuple[Standard, ...], role: Role) -> Iterator[tuple[Standard, Clause]]:
    """The clauses that bind a role, with their standards: those for few trades before those for many.

    A clause binds a role if it names it or everyone, and its standard applies to a trade in which the role works.
    """
    for standard in sorted(standards, key=lambda one: (len(one.applies_to), one.id)):
        if role.trades and not set(role.trades) & set(standard.applies_to):
            continue
        for section in standard.sections:
            for clause in section.clauses:
                if {role.id, EVERYONE} & set(clause.roles):
                    yield standard, clause


def is_question(standard: Standard) -> bool:
    """Whether a standard asks what is so, and does not say what to do."""
    return standard.kind == "checklist"


EVERYONE: Final = "all"
"""The role that stands for every role; it has no page of its own."""
