"""What staff must do: the rules that bind a role, from every standard that applies to its trade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.judging.analysis.losses import NOTHING_LOST, LossTally
from generator.judging.scoring.editions import newest_of
from generator.judging.scoring.pools import scored
from generator.judging.scoring.self_checks import has_checklist
from generator.model.rules import Role
from generator.model.standard import Clause, Standard, Term
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.pages.card import card_page_of
from generator.presenting.pages.roles import roles_page
from generator.presenting.parts.rules import Rules, binding, is_question, working_roles
from generator.presenting.text.addresses import (
    CONDUCT,
    Paths,
    card_page,
    checklist_page,
    role_page,
    source,
    standard_page,
    theme_page,
)
from generator.presenting.text.markup import render
from generator.presenting.text.wording import joined
from generator.words.phrases import say


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


def conduct_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The list of roles, and the page of each."""
    standards = newest_of(atlas.site.rulebook.standards.values())
    losses = atlas.losses
    yield roles_page(atlas, standards)
    for role in working_roles(atlas.site.rulebook.vocabulary):
        rules = tuple(binding(standards, role))
        yield _role_page(atlas, role, rules, losses)
        yield card_page_of(atlas, role, tuple(pair for pair in rules if not is_question(pair[0])))


def _role_page(atlas: Atlas, role: Role, rules: Rules, losses: Mapping[str, LossTally]) -> Artefact:
    page = role_page(role.id)
    conduct = tuple(pair for pair in rules if not is_question(pair[0]))
    questions = tuple(pair for pair in rules if is_question(pair[0]))
    tallies = tuple((ref, losses[ref]) for ref in sorted({one.ref for one, _ in rules}) if ref in losses)

    def text() -> str:
        paths = Paths(page)
        return render(
            "role.md.jinja",
            atlas.lang,
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
