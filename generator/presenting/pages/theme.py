"""One theme through all standards, side by side, and what the standards contradict each other in."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.judging.scoring.editions import newest_of
from generator.model.rules import Word
from generator.model.standard import Clause, Standard
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.parts.clauses import clauses_of, contradictions
from generator.presenting.parts.rules import EVERYONE
from generator.presenting.text.addresses import (
    STANDARDS,
    Paths,
    role_page,
    source,
    standard_anchor,
    standard_page,
    theme_page,
)
from generator.presenting.text.markup import render
from generator.presenting.text.wording import check_lines, joined, kind_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeClause:
    """A clause of a theme, and how it is checked."""

    id: str
    path: str
    text: str
    checks: tuple[str, ...]
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
    clauses: tuple[ThemeClause, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A clause that is at odds with others."""

    standard: str
    trades: str
    id: str
    path: str
    text: str
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


def theme_pages(atlas: Atlas) -> Iterator[Artefact]:
    """The page of each theme."""
    standards = newest_of(atlas.site.rulebook.standards.values())
    for theme in atlas.site.rulebook.vocabulary.themes:
        yield _theme_page(atlas, standards, theme)


def _theme_page(atlas: Atlas, standards: tuple[Standard, ...], theme: Word) -> Artefact:
    page = theme_page(theme.id)

    def text() -> str:
        paths = Paths(page)
        groups = tuple(_groups(atlas, standards, theme, paths))
        return render(
            "theme.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            theme=theme.name,
            meaning=theme.meaning or "",
            total=sum(len(group.clauses) for group in groups),
            groups=groups,
            contradictions=tuple(_contradicting(atlas, standards, theme, paths)),
            others=tuple(
                (one.name, paths(theme_page(one.id)))
                for one in atlas.site.rulebook.vocabulary.themes
                if one.id != theme.id
            ),
            library_path=paths(STANDARDS),
        )

    return Artefact(
        address=source(page),
        ingredients=(atlas.site.rulebook_digest, atlas.site.sample, atlas.data_date()),
        render=text,
    )


def _contradicting(atlas: Atlas, standards: tuple[Standard, ...], theme: Word, paths: Paths) -> Iterator[Contradicting]:
    clauses = clauses_of(standards)
    for teller, issue, keys in contradictions(standards):
        pairs = [clauses[key] for key in keys]
        if any(clause.theme == theme.id for _, clause in pairs):
            yield Contradicting(
                told_by=teller.title,
                text=issue.text,
                reading=issue.reading,
                sides=tuple(
                    Side(
                        standard=standard.title,
                        trades=_trades(atlas, standard),
                        id=clause.id,
                        path=paths(standard_page(standard.id, clause.id)),
                        text=clause.text,
                        do=joined(clause.do, "；"),
                        dont=joined(clause.dont, "；"),
                    )
                    for standard, clause in pairs
                ),
            )


def _groups(atlas: Atlas, standards: tuple[Standard, ...], theme: Word, paths: Paths) -> Iterator[StandardClauses]:
    for standard in standards:
        own = [clause for section in standard.sections for clause in section.clauses if clause.theme == theme.id]
        if own:
            yield StandardClauses(
                title=standard.title,
                path=paths(standard_page(standard.id)),
                anchor=standard_anchor(standard.id),
                kind=kind_text(standard.kind),
                trades=_trades(atlas, standard),
                clauses=tuple(_clause(atlas, standard, clause, paths) for clause in own),
            )


def _trades(atlas: Atlas, standard: Standard) -> str:
    """The trades of a standard in words; all of them in one word."""
    if set(standard.applies_to) == set(atlas.trades):
        return say("各行业")
    return joined(atlas.trades[trade] for trade in standard.applies_to)


def _clause(atlas: Atlas, standard: Standard, clause: Clause, paths: Paths) -> ThemeClause:
    names = {role.id: role.name for role in atlas.site.rulebook.vocabulary.roles}
    return ThemeClause(
        id=clause.id,
        path=paths(standard_page(standard.id, clause.id)),
        text=clause.text,
        checks=check_lines(clause),
        situation=clause.situation or "",
        roles=tuple((names[role], "" if role == EVERYONE else paths(role_page(role))) for role in clause.roles),
    )
