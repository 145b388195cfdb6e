"""Every role, by trade, with the number of rules that bind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.dataset import Rulebook
from generator.model.rules import Role
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules.rules import all_binding, conduct_of, working_roles
from generator.presenting.text.addresses import Paths, role_page
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleLine:
    """A role in the list of roles."""

    name: str
    path: str
    rules: int
    standards: int
    scripts: int
    """How many of the rules say what to do or say in a situation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleShelf:
    """The roles of a trade."""

    title: str
    anchor: str
    lines: tuple[RoleLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RolesPage:
    """What the page says."""

    shelves: tuple[RoleShelf, ...]


def view(atlas: Atlas, paths: Paths) -> RolesPage:
    """Every role that people have, by trade."""
    return RolesPage(shelves=tuple(_shelves(atlas, paths)))


def _shelves(atlas: Atlas, paths: Paths) -> Iterator[RoleShelf]:
    roles = working_roles(atlas.site.rulebook.vocabulary)
    lines = {role.id: _line(atlas.site.rulebook, role, paths) for role in roles}
    for trade, name in atlas.trades.items():
        own = tuple(lines[role.id] for role in roles if trade in role.trades)
        if own:
            yield RoleShelf(title=name, anchor=f"t-{trade}", lines=own)
    everywhere = tuple(lines[role.id] for role in roles if not role.trades)
    if everywhere:
        yield RoleShelf(title=say("各行业都有的岗位"), anchor="everywhere", lines=everywhere)


def _line(rulebook: Rulebook, role: Role, paths: Paths) -> RoleLine:
    rules = conduct_of(all_binding(rulebook, role))
    return RoleLine(
        name=role.name,
        path=paths(role_page(role.id)),
        rules=len(rules),
        standards=len({standard.id for standard, _ in rules}),
        scripts=sum(clause.situation is not None for _, clause in rules),
    )
