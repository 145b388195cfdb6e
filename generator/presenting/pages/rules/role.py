"""What staff must do: the rules that bind a role, from every standard that applies to its trade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.judging.analysis.losses import NEVER_LOST, TimesLost, times_lost
from generator.judging.scoring.pools import scored
from generator.judging.scoring.self_checks import has_checklist
from generator.model.dataset import Rulebook
from generator.model.rules import Role, Vocabulary
from generator.model.standard import Clause, Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules.rules import (
    Rules,
    all_binding,
    cards_of,
    conduct_of,
    is_question,
    trades_text,
    working_roles,
)
from generator.presenting.text.addresses import Paths, checklist_page, standard_page, theme_page
from generator.presenting.text.names import names_of
from generator.presenting.text.wording import joined
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleView:
    """A clause as the people read it whom it binds."""

    clause: Clause
    path: str
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
class RolePage:
    """What the page says."""

    role: str
    trades: str
    count: int
    """Rules."""
    standards: int
    """How many the rules come from."""
    scripts: int
    """How many of the rules say what to do in a situation."""
    themes: tuple[ThemeRules, ...]
    questions: tuple[Questions, ...]
    cards: tuple[tuple[str, str], ...]
    """Trade and way of each pocket card."""
    checklists: tuple[tuple[str, str, str], ...]
    """Title and way of each self-check, and the trades as in `RuleGroup`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleKey:
    """A role, and what was lost under the standards that bind it."""

    role: Role
    losses: tuple[tuple[str, TimesLost], ...]
    """By `id@edition`."""


def each(atlas: Atlas) -> Iterator[RoleKey]:
    """Every role that people have."""
    rulebook = atlas.site.rulebook
    for role in working_roles(rulebook.vocabulary):
        refs = sorted({standard.ref for standard, _ in all_binding(rulebook, role)})
        losses = tuple((ref, times_lost(atlas.losses[ref])) for ref in refs if ref in atlas.losses)
        yield RoleKey(role=role, losses=losses)


def view(rulebook: Rulebook, key: RoleKey, paths: Paths) -> RolePage:
    """The rules that bind a role, by theme."""
    role, rules = key.role, all_binding(rulebook, key.role)
    conduct = conduct_of(rules)
    questions = tuple(pair for pair in rules if is_question(pair[0]))
    teller = _Teller(dict(key.losses), names_of(rulebook.vocabulary.trades), role, paths)
    return RolePage(
        role=role.name,
        trades=trades_text(rulebook.vocabulary, role),
        count=len(conduct),
        standards=len({standard.id for standard, _ in conduct}),
        scripts=sum(clause.situation is not None for _, clause in conduct),
        themes=tuple(_themes(rulebook.vocabulary, conduct, teller)),
        questions=tuple(_questions(questions, teller)),
        cards=tuple((trade, paths(address)) for trade, address in cards_of(rulebook.vocabulary, role)),
        checklists=tuple(_checklists(rules, teller)),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """What is said of rules on one page."""

    losses: Mapping[str, TimesLost]
    trades: Mapping[str, str]
    """Names by id."""
    role: Role
    paths: Paths

    def rule(self, standard: Standard, clause: Clause) -> RuleView:
        return RuleView(
            clause=clause,
            path=self.paths(standard_page(standard.id, clause.id)),
            lost=self.lost(standard, clause),
        )

    def only(self, standard: Standard) -> str:
        """The trades that a standard is for, where it is not for every trade of the role."""
        trades = self.role.trades or tuple(self.trades)
        if set(trades) <= set(standard.applies_to):
            return ""
        return joined(self.trades[trade] for trade in standard.applies_to if trade in trades)

    def lost(self, standard: Standard, clause: Clause) -> str:
        tally = self.losses.get(standard.ref, NEVER_LOST)
        if not tally.inspections or not scored(clause):
            return ""
        periods = say("近 {n} 期", n=tally.periods)
        if clause.id not in tally.clauses:
            return say("{periods} {n} 次检查中没有失分", periods=periods, n=tally.inspections)
        times = tally.clauses[clause.id]
        if not times:
            return say("{periods}抽查没有全部达标，有失分", periods=periods)
        return say(
            "{periods}在 {inspections}中失分 {n} 次",
            periods=periods,
            inspections=say("{n} 次检查", n=tally.inspections),
            n=times,
        )


def _checklists(rules: Rules, teller: _Teller) -> Iterator[tuple[str, str, str]]:
    for standard in {standard.ref: standard for standard, _ in rules}.values():
        if has_checklist(standard):
            yield standard.title, teller.paths(checklist_page(standard.id)), teller.only(standard)


def _questions(rules: Rules, teller: _Teller) -> Iterator[Questions]:
    for standard, pairs in groupby(rules, key=lambda pair: pair[0]):
        yield Questions(
            title=standard.title,
            path=teller.paths(standard_page(standard.id)),
            only=teller.only(standard),
            rules=tuple(teller.rule(standard, clause) for _, clause in pairs),
        )


def _themes(vocabulary: Vocabulary, rules: Rules, teller: _Teller) -> Iterator[ThemeRules]:
    for theme in vocabulary.themes:
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
                        only=teller.only(standard),
                        rules=tuple(teller.rule(standard, clause) for _, clause in pairs),
                    )
                    for standard, pairs in groupby(own, key=lambda pair: pair[0])
                ),
            )
