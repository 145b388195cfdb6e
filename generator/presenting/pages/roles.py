"""Every role, by trade, with the number of rules that bind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.rules import Role
from generator.model.standard import Standard
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules import binding, is_question, working_roles
from generator.presenting.text.addresses import CONDUCT, STANDARDS, Paths, role_page, source
from generator.presenting.text.markup import render
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


def roles_page(atlas: Atlas, standards: tuple[Standard, ...]) -> Artefact:
    """`conduct/index.md`."""

    def text() -> str:
        paths = Paths(CONDUCT)
        return render(
            "roles.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            shelves=tuple(_shelves(atlas, standards, paths)),
            standards_path=paths(STANDARDS),
        )

    return Artefact(
        address=source(CONDUCT),
        ingredients=(atlas.site.rulebook_digest, atlas.site.sample, atlas.data_date()),
        render=text,
    )


def _shelves(atlas: Atlas, standards: tuple[Standard, ...], paths: Paths) -> Iterator[RoleShelf]:
    roles = working_roles(atlas.site.rulebook.vocabulary)
    lines = {role.id: _line(standards, role, paths) for role in roles}
    for trade, name in atlas.trades.items():
        own = tuple(lines[role.id] for role in roles if trade in role.trades)
        if own:
            yield RoleShelf(title=name, anchor=f"t-{trade}", lines=own)
    everywhere = tuple(lines[role.id] for role in roles if not role.trades)
    if everywhere:
        yield RoleShelf(title=say("各行业都有的岗位"), anchor="everywhere", lines=everywhere)


def _line(standards: tuple[Standard, ...], role: Role, paths: Paths) -> RoleLine:
    rules = tuple(pair for pair in binding(standards, role) if not is_question(pair[0]))
    return RoleLine(
        name=role.name,
        path=paths(role_page(role.id)),
        rules=len(rules),
        standards=len({standard.id for standard, _ in rules}),
        scripts=sum(clause.situation is not None for _, clause in rules),
    )
