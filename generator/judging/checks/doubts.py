"""What in a standard is doubtful until one of its known issues answers it, and what could never take effect."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.judging.scoring.pools import scored
from generator.model.problem import Problem, Route
from generator.model.standard import Bonus, Section, Standard, checked_by

_BLANK: Final = re.compile(r"_{2,}|＿+|[Xx]{2,}|×{2,}|□{2,}|[（(]\s*(?:空白)?\s*[）)]")
"""A place that the source left open for whoever uses it to fill in."""

Doubt = tuple[Problem, str]
"""A problem and the section or clause that it is about; empty: the standard as a whole."""


def lint_problems(path: str, standard: Standard) -> Iterator[Problem]:
    """Doubts that no known issue answers, answers that answer nothing, and rules that could never take effect."""
    doubts = (*_declared(path, standard), *_blanks(path, standard))
    answers = {(one.code, one.at or "") for issue in standard.known_issues for one in issue.answers}
    yield from (problem for problem, at in doubts if (problem.code, at) not in answers)
    raised = {(problem.code, at) for problem, at in doubts}
    for number, issue in enumerate(standard.known_issues):
        for place, one in enumerate(issue.answers):
            if (one.code, one.at or "") not in raised:
                route: Route = ("known_issues", number, "answers", place)
                facts = {"code": one.code, "at": one.at or standard.ref}
                yield Problem(path=path, route=route, code="answers-no-problem", facts=facts)
    yield from _nobody(path, standard)
    if standard.scale is not None:
        yield from _without_effect(path, standard, Fraction(standard.scale.full))


def _declared(path: str, standard: Standard) -> Iterator[Doubt]:
    """What the headings of the source say their points are, against the rows and against the title."""
    for number, section in enumerate(standard.sections):
        worth = _worth(section)
        if section.declared is not None and section.declared != worth:
            facts = {"section": section.id, "declared": str(section.declared), "sum": str(worth)}
            route: Route = ("sections", number, "declared")
            yield Problem(path=path, route=route, code="heading-sum-differs", facts=facts), section.id
    yield from _whole(path, standard)
    headings = [section.declared for section in standard.sections if section.declared is not None]
    total = sum(headings, Decimal(0))
    if standard.declared_total is not None and headings and total != standard.declared_total:
        facts = {"declared": str(standard.declared_total), "sum": str(total)}
        yield Problem(path=path, route=("declared_total",), code="total-sum-differs", facts=facts), ""


def _whole(path: str, standard: Standard) -> Iterator[Doubt]:
    """All points together against the scale: where they differ, every score is scaled without a word."""
    if standard.scale is None or not _laid_out(standard):
        return
    whole = sum((_base_worth(section) for section in standard.sections), Decimal(0))
    if whole and whole not in {standard.scale.full, standard.declared_total}:
        facts = {"sum": str(whole), "full": str(standard.scale.full)}
        yield Problem(path=path, route=("scale", "full"), code="points-beside-the-scale", facts=facts), ""


def _laid_out(standard: Standard) -> bool:
    """Whether the points lie where they can be added up; where they do not, the checks of standards say so."""
    bare = 0
    scoring = [[clause for clause in section.clauses if scored(clause)] for section in standard.sections]
    for section, clauses in zip(standard.sections, scoring, strict=True):
        own = [clause.points for clause in clauses if clause.points is not None]
        if own and (len(own) < len(clauses) or section.points not in {None, sum(own, Decimal(0))} or not all(own)):
            return False
        bare += bool(clauses) and not own and section.points is None
    return bare in {0, sum(map(bool, scoring))}


def _base_worth(section: Section) -> Decimal:
    """Points of the base score in a section: those of its clauses, or the pool that they share."""
    scoring = [clause for clause in section.clauses if scored(clause)]
    own = [clause.points for clause in scoring if clause.points is not None]
    return sum(own, Decimal(0)) if own else (section.points or Decimal(0)) if scoring else Decimal(0)


def _worth(section: Section) -> Decimal:
    """Points of the rows, or of the pool that they share, or the most that its bonuses add."""
    own = [clause.points for clause in section.clauses if clause.points is not None and scored(clause)]
    return sum(own, Decimal(0)) if own else section.points or section.bonus_at_most or Decimal(0)


def _blanks(path: str, standard: Standard) -> Iterator[Doubt]:
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            blank = next((found[0] for text in _texts(clause) if (found := _BLANK.search(text))), None)
            if blank is not None:
                facts = {"clause": clause.id, "blank": blank}
                route: Route = ("sections", number, "clauses", position)
                yield Problem(path=path, route=route, code="unfilled-blank", facts=facts), clause.id


def _texts(value: object) -> Iterator[str]:
    """Every text in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _nobody(path: str, standard: Standard) -> Iterator[Problem]:
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            if not clause.roles:
                route: Route = ("sections", number, "clauses", position, "roles")
                yield Problem(path=path, route=route, code="clause-binds-nobody", facts={"clause": clause.id})


def _without_effect(path: str, standard: Standard, full: Fraction) -> Iterator[Problem]:
    """Bands that no score reaches, vetoes and floors that lower nothing, and bonuses that nobody can win."""
    most = _most(standard, full)
    for place, band in enumerate(standard.bands):
        if most is not None and band.at_least > most:
            facts = {"band": band.id, "bound": str(band.at_least), "most": str(most)}
            yield Problem(path=path, route=("bands", place, "at_least"), code="band-out-of-reach", facts=facts)
    best = max(standard.bands, key=lambda band: band.at_least, default=None)
    lowering = (
        ("vetoes", [veto.band for veto in standard.vetoes]),
        ("floors", [floor.band for floor in standard.floors]),
    )
    for name, bands in lowering:
        for place, band_id in enumerate(bands):
            if best is not None and band_id == best.id:
                yield Problem(path=path, route=(name, place, "band"), code="lowers-nobody", facts={"band": best.id})
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            check = clause.check
            if check.method == "bonus" and check.only_from is not None and check.only_from > full:
                route: Route = ("sections", number, "clauses", position, "check", "only_from")
                facts = {"clause": clause.id, "gate": str(check.only_from), "full": str(full)}
                yield Problem(path=path, route=route, code="bonus-out-of-reach", facts=facts)


def _most(standard: Standard, full: Fraction) -> Fraction | None:
    """The highest score there can be; None where bonuses have no limit."""
    most = full
    for section in standard.sections:
        bonuses = [check for _, check in checked_by(section.clauses, Bonus)]
        if not bonuses:
            continue
        if section.bonus_at_most is not None:
            most += Fraction(section.bonus_at_most)
            continue
        for bonus in bonuses:
            if bonus.at_most is None and bonus.each:
                return None
            most += Fraction(bonus.plus if bonus.at_most is None else bonus.at_most)
    return most
