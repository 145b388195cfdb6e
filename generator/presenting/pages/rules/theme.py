"""One theme through all standards, side by side, and what the standards contradict each other in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.judging.scoring.editions import newest_of
from generator.model.dataset import Rulebook
from generator.model.rules import Vocabulary, Word
from generator.model.standard import Clause, Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.rules.clauses import contradictions, ruled_in
from generator.presenting.parts.rules.rules import EVERYONE
from generator.presenting.text.addresses import Paths, role_page, standard_anchor, standard_page, theme_page
from generator.presenting.text.checks import check_lines
from generator.presenting.text.names import names_of
from generator.presenting.text.wording import joined, kind_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeClause:
    """A clause of a theme, and how it is checked."""

    id: str
    path: str
    text: str
    checks: tuple[str, ...]
    """Empty where the group says it for all of its clauses."""
    situation: str
    roles: tuple[tuple[str, str], ...]
    """Name and way of each role; no way where it is everyone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardClauses:
    """What a standard says of a theme."""

    title: str
    path: str
    anchor: str
    kind: str
    trades: str
    checks: tuple[str, ...]
    """How its clauses are checked, where that is the same for each of them; else empty."""
    clauses: tuple[ThemeClause, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A clause that is at odds with others."""

    standard: str
    trades: str
    id: str
    path: str
    text: str
    follows: str
    """What follows from it, where that is what they differ in."""
    do: str
    dont: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Contradicting:
    """Clauses that are at odds, and how this site reads them."""

    told_by: str
    """Title of the standard whose known issue it is: there "this standard" means it."""
    text: str
    reading: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemePage:
    """What the page says."""

    theme: str
    meaning: str
    total: int
    """Clauses."""
    groups: tuple[StandardClauses, ...]
    contradictions: tuple[Contradicting, ...]
    others: tuple[tuple[str, str], ...]
    """Name and way of each other theme."""


def each(atlas: Atlas) -> tuple[Word, ...]:
    """Every theme."""
    return atlas.site.rulebook.vocabulary.themes


def view(rulebook: Rulebook, theme: Word, paths: Paths) -> ThemePage:
    """What the newest editions say of a theme."""
    groups = tuple(_groups(rulebook, theme, paths))
    return ThemePage(
        theme=theme.name,
        meaning=theme.meaning or "",
        total=sum(len(group.clauses) for group in groups),
        groups=groups,
        contradictions=tuple(_contradicting(rulebook, theme, paths)),
        others=tuple((one.name, paths(theme_page(one.id))) for one in rulebook.vocabulary.themes if one.id != theme.id),
    )


def _contradicting(rulebook: Rulebook, theme: Word, paths: Paths) -> Iterator[Contradicting]:
    standards = newest_of(rulebook.standards.values())
    rules = ruled_in(standards)
    for teller, issue, keys in contradictions(standards):
        sides = [rules[key] for key in keys]
        if any(side.clause and side.clause.theme == theme.id for side in sides):
            yield Contradicting(
                told_by=teller.title,
                text=issue.text,
                reading=issue.reading,
                sides=tuple(
                    Side(
                        standard=side.standard.title,
                        trades=_trades(rulebook.vocabulary, side.standard),
                        id=side.id,
                        path=paths(side.address),
                        text=side.text,
                        follows=side.follows,
                        do=joined(side.clause.do, "；") if side.clause else "",
                        dont=joined(side.clause.dont, "；") if side.clause else "",
                    )
                    for side in sides
                ),
            )


def _groups(rulebook: Rulebook, theme: Word, paths: Paths) -> Iterator[StandardClauses]:
    for standard in newest_of(rulebook.standards.values()):
        own = [clause for section in standard.sections for clause in section.clauses if clause.theme == theme.id]
        if own:
            ways = {check_lines(clause) for clause in own}
            shared = ways.pop() if len(own) > len(ways) == 1 else ()
            yield StandardClauses(
                title=standard.title,
                path=paths(standard_page(standard.id)),
                anchor=standard_anchor(standard.id),
                kind=kind_text(standard.kind),
                trades=_trades(rulebook.vocabulary, standard),
                checks=shared,
                clauses=tuple(
                    replace(one, checks=()) if shared else one
                    for one in (_clause(rulebook.vocabulary, standard, clause, paths) for clause in own)
                ),
            )


def _trades(vocabulary: Vocabulary, standard: Standard) -> str:
    """The trades of a standard in words; all of them in one word."""
    names = names_of(vocabulary.trades)
    if set(standard.applies_to) == set(names):
        return say("各行业")
    return joined(names[trade] for trade in standard.applies_to)


def _clause(vocabulary: Vocabulary, standard: Standard, clause: Clause, paths: Paths) -> ThemeClause:
    names = names_of(vocabulary.roles)
    return ThemeClause(
        id=clause.id,
        path=paths(standard_page(standard.id, clause.id)),
        text=clause.text,
        checks=check_lines(clause),
        situation=clause.situation or "",
        roles=tuple((names[role], "" if role == EVERYONE else paths(role_page(role))) for role in clause.roles),
    )
