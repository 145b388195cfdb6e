"""What staff must do: the rules that bind a role, from every standard that applies to its trade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.judging.editions import newest_of
from generator.judging.losses import NOTHING_LOST, LossTally
from generator.judging.pools import scored
from generator.judging.self_checks import has_checklist
from generator.model.rules import Role, Vocabulary
from generator.model.standard import Clause, Standard, Term
from generator.presenting.addresses import (
    CONDUCT,
    STANDARDS,
    Paths,
    card_page,
    checklist_page,
    role_page,
    source,
    standard_page,
    theme_page,
)
from generator.presenting.atlas import Atlas
from generator.presenting.cards import card_page_of
from generator.presenting.library import EVERYONE
from generator.presenting.markup import render
from generator.presenting.site import Artefact
from generator.presenting.wording import joined
from generator.words import say

Rules = tuple[tuple[Standard, Clause], ...]
"""Clauses with their standards."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleView:
    """A clause as the people read it whom it binds."""

    id: str
    path: str
    text: str
    situation: str
    do: tuple[str, ...]
    dont: tuple[str, ...]
    say: tuple[str, ...]
    never_say: tuple[str, ...]
    terms: tuple[Term, ...]
    lost: str
    """How often points were lost on it; empty where it was not inspected."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleGroup:
    """The rules of one standard under one theme."""

    title: str
    path: str
    only: str
    """The trades it is for; empty where it is for every trade of the role."""
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRules:
    """The rules under one theme."""

    title: str
    anchor: str
    path: str
    count: int
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    """The questions of a checklist that concern a role."""

    title: str
    path: str
    only: str
    """As in `RuleGroup`."""
    rules: tuple[RuleView, ...]


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


def conduct_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The list of roles, and the page of each."""
    standards = newest_of(atlas.site.rulebook.standards.values())
    losses = atlas.losses
    yield _roles_page(atlas, standards)
    for role in working_roles(atlas.site.rulebook.vocabulary):
        rules = tuple(binding(standards, role))
        yield _role_page(atlas, role, rules, losses)
        yield card_page_of(atlas, role, tuple(pair for pair in rules if not _is_question(pair[0])))


def _roles_page(atlas: Atlas, standards: tuple[Standard, ...]) -> Artefact:
    def text() -> str:
        paths = Paths(CONDUCT)
        return render(
            "roles.md.jinja",
            atlas.site.lang,
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
    rules = tuple(pair for pair in binding(standards, role) if not _is_question(pair[0]))
    return RoleLine(
        name=role.name,
        path=paths(role_page(role.id)),
        rules=len(rules),
        standards=len({standard.id for standard, _ in rules}),
        scripts=sum(clause.situation is not None for _, clause in rules),
    )


def _is_question(standard: Standard) -> bool:
    """Whether a standard asks what is so, and does not say what to do."""
    return standard.kind == "checklist"


def _role_page(atlas: Atlas, role: Role, rules: Rules, losses: Mapping[str, LossTally]) -> Artefact:
    page = role_page(role.id)
    conduct = tuple(pair for pair in rules if not _is_question(pair[0]))
    questions = tuple(pair for pair in rules if _is_question(pair[0]))
    tallies = tuple((ref, losses[ref]) for ref in sorted({one.ref for one, _ in rules}) if ref in losses)

    def text() -> str:
        paths = Paths(page)
        return render(
            "role.md.jinja",
            atlas.site.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            role=role.name,
            trades=joined(atlas.trades[trade] for trade in role.trades) or say("各行业"),
            count=len(conduct),
            standards=len({standard.id for standard, _ in conduct}),
            scripts=sum(clause.situation is not None for _, clause in conduct),
            themes=tuple(_themes(atlas, conduct, role, _Teller(dict(tallies), paths))),
            questions=tuple(_questions(atlas, questions, role, _Teller(dict(tallies), paths))),
            card_path=paths(card_page(role.id)),
            checklists=tuple(_checklists(atlas, rules, role, paths)),
            conduct_path=paths(CONDUCT),
        )

    return Artefact(
        address=source(page),
        ingredients=(atlas.site.rulebook_digest, atlas.site.sample, atlas.data_date(), tallies),
        render=text,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """What is said of rules on one page."""

    losses: Mapping[str, LossTally]
    paths: Paths

    def rule(self, standard: Standard, clause: Clause) -> RuleView:
        return RuleView(
            id=clause.id,
            path=self.paths(standard_page(standard.id, clause.id)),
            text=clause.text,
            situation=clause.situation or "",
            do=clause.do,
            dont=clause.dont,
            say=clause.say,
            never_say=clause.never_say,
            terms=clause.terms,
            lost=self.lost(standard, clause),
        )

    def lost(self, standard: Standard, clause: Clause) -> str:
        tally = self.losses.get(standard.ref, NOTHING_LOST)
        if not tally.inspections or not scored(clause):
            return ""
        periods = say("近 {periods} 期", periods=tally.periods)
        if clause.id not in tally.clauses:
            return say("{periods} {inspections} 次检查中没有失分", periods=periods, inspections=tally.inspections)
        times, _ = tally.clauses[clause.id]
        if not times:
            return say("{periods}抽查没有全部达标，有失分", periods=periods)
        return say(
            "{periods}在 {inspections} 次检查中失分 {times} 次",
            periods=periods,
            inspections=tally.inspections,
            times=times,
        )


def _checklists(atlas: Atlas, rules: Rules, role: Role, paths: Paths) -> Iterator[tuple[str, str, str]]:
    """Title of each self-check by a standard that binds the role, the way to it, and the trades as in `RuleGroup`."""
    for standard in {standard.ref: standard for standard, _ in rules}.values():
        if has_checklist(standard):
            yield standard.title, paths(checklist_page(standard.id)), _only(atlas, standard, role)


def _questions(atlas: Atlas, rules: Rules, role: Role, teller: _Teller) -> Iterator[Questions]:
    for standard, pairs in groupby(rules, key=lambda pair: pair[0]):
        yield Questions(
            title=standard.title,
            path=teller.paths(standard_page(standard.id)),
            only=_only(atlas, standard, role),
            rules=tuple(teller.rule(standard, clause) for _, clause in pairs),
        )


def _themes(atlas: Atlas, rules: Rules, role: Role, teller: _Teller) -> Iterator[ThemeRules]:
    for theme in atlas.site.rulebook.vocabulary.themes:
        own = [pair for pair in rules if pair[1].theme == theme.id]
        if own:
            yield ThemeRules(
                title=theme.name,
                anchor=f"th-{theme.id}",
                path=teller.paths(theme_page(theme.id)),
                count=len(own),
                groups=tuple(
                    RuleGroup(
                        title=standard.title,
                        path=teller.paths(standard_page(standard.id)),
                        only=_only(atlas, standard, role),
                        rules=tuple(teller.rule(standard, clause) for _, clause in pairs),
                    )
                    for standard, pairs in groupby(own, key=lambda pair: pair[0])
                ),
            )


def _only(atlas: Atlas, standard: Standard, role: Role) -> str:
    trades = role.trades or tuple(atlas.trades)
    if set(trades) <= set(standard.applies_to):
        return ""
    return joined(atlas.trades[trade] for trade in standard.applies_to if trade in trades)
