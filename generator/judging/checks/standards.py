"""Whether a standard agrees with itself and with the vocabulary."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from generator.judging.checks.references import repeated, unknown
from generator.judging.scoring.pools import scored
from generator.model.problem import Problem, Route
from generator.model.rules import Vocabulary
from generator.model.standard import Bonus, Clause, Deduct, Fault, Grade, Guidance, Limit, Section, Standard, Tick


def standard_problems(path: str, standard: Standard, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Everything in a standard that could not be scored or shown as its author meant it."""
    yield from _words(path, standard, vocabulary)
    yield from _ids(path, standard)
    for number, section in enumerate(standard.sections):
        route: Route = ("sections", number)
        yield from _section(path, section, route)
        for position, clause in enumerate(section.clauses):
            yield from _clause(path, clause, section, (*route, "clauses", position))
            if standard.scale is not None:
                yield from _points_wanted(path, clause, (*route, "clauses", position))
    yield from _scale(path, standard)
    yield from _bands(path, standard)


def _words(path: str, standard: Standard, vocabulary: Vocabulary) -> Iterator[Problem]:
    trades = [word.id for word in vocabulary.trades]
    themes = [word.id for word in vocabulary.themes]
    roles = [role.id for role in vocabulary.roles]
    for number, trade in enumerate(standard.applies_to):
        yield from unknown(path, ("applies_to", number), "no-such-trade", trade, trades)
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            route: Route = ("sections", number, "clauses", position)
            yield from unknown(path, (*route, "theme"), "no-such-theme", clause.theme, themes)
            for place, role in enumerate(clause.roles):
                yield from unknown(path, (*route, "roles", place), "no-such-role", role, roles)


def _ids(path: str, standard: Standard) -> Iterator[Problem]:
    routes: list[Route] = []
    ids: list[str] = []
    for number, section in enumerate(standard.sections):
        routes.append(("sections", number, "id"))
        ids.append(section.id)
        for position, clause in enumerate(section.clauses):
            routes.append(("sections", number, "clauses", position, "id"))
            ids.append(clause.id)
    for place, value in repeated(ids):
        yield Problem(path=path, route=routes[place], code="repeated-clause-id", facts={"value": value})


def _section(path: str, section: Section, route: Route) -> Iterator[Problem]:
    clauses = [clause for clause in section.clauses if scored(clause)]
    pointed = [clause for clause in clauses if clause.points is not None]
    if pointed and len(pointed) < len(clauses):
        without = ", ".join(clause.id for clause in clauses if clause.points is None)
        yield Problem(
            path=path, route=route, code="points-on-some-clauses", facts={"section": section.id, "clauses": without}
        )
    elif pointed and section.points is not None:
        total = sum((clause.points for clause in pointed if clause.points is not None), Decimal(0))
        if total != section.points:
            facts = {"section": section.id, "declared": str(section.points), "sum": str(total)}
            yield Problem(path=path, route=(*route, "points"), code="section-sum-differs", facts=facts)
    if section.points == 0:
        yield Problem(path=path, route=(*route, "points"), code="nothing-to-earn", facts={"value": section.id})


def _clause(path: str, clause: Clause, section: Section, route: Route) -> Iterator[Problem]:
    check = clause.check
    if clause.points == 0:
        yield Problem(path=path, route=(*route, "points"), code="nothing-to-earn", facts={"value": clause.id})
    if clause.points is not None and not scored(clause):
        yield Problem(
            path=path,
            route=(*route, "points"),
            code="clause-takes-no-points",
            facts={"clause": clause.id, "method": check.method},
        )
    match check:
        case Deduct():
            yield from _deduct(path, clause, check, section, (*route, "check", "faults"))
        case Grade():
            for place, value in repeated(level.id for level in check.levels):
                yield Problem(
                    path=path,
                    route=(*route, "check", "levels", place, "id"),
                    code="repeated-id",
                    facts={"value": value},
                )
        case Limit():
            yield from _limit(path, clause, check, (*route, "check"))
        case Bonus():
            if check.plus == 0:
                yield Problem(
                    path=path, route=(*route, "check", "plus"), code="nothing-to-earn", facts={"value": clause.id}
                )
        case Tick() | Guidance():
            pass  # they have nothing that could be wrong
        case _:
            assert_never(check)


def _points_wanted(path: str, clause: Clause, route: Route) -> Iterator[Problem]:
    """On a scale only deductions can draw on the points of others."""
    if scored(clause) and clause.check.method != "deduct" and clause.points is None:
        facts = {"clause": clause.id, "method": clause.check.method}
        yield Problem(path=path, route=route, code="clause-without-points", facts=facts)


def _limit(path: str, clause: Clause, check: Limit, route: Route) -> Iterator[Problem]:
    if (check.at_most is None) == (check.at_least is None):
        yield Problem(path=path, route=route, code="unclear-limit", facts={"clause": clause.id})
    if check.unit is None:
        yield Problem(path=path, route=route, code="limit-without-unit", facts={"clause": clause.id})
    if check.target == 0:
        yield Problem(path=path, route=(*route, "target"), code="nothing-to-earn", facts={"value": clause.id})


def _deduct(path: str, clause: Clause, check: Deduct, section: Section, route: Route) -> Iterator[Problem]:
    if not check.faults:
        yield Problem(path=path, route=route, code="clause-without-faults", facts={"clause": clause.id})
    for place, value in repeated(fault.id for fault in check.faults):
        yield Problem(path=path, route=(*route, place, "id"), code="repeated-id", facts={"value": value})
    pool = clause.points if clause.points is not None else section.points
    for place, fault in enumerate(check.faults):
        yield from _fault(path, clause, fault, (*route, place))
        if fault.minus is not None and pool is not None and fault.minus > pool:
            facts = {"fault": fault.id, "minus": str(fault.minus), "points": str(pool)}
            yield Problem(path=path, route=(*route, place, "minus"), code="deduction-above-points", facts=facts)


def _fault(path: str, clause: Clause, fault: Fault, route: Route) -> Iterator[Problem]:
    facts = {"fault": fault.id, "clause": clause.id}
    if fault.forfeits and clause.points is None:
        yield Problem(path=path, route=(*route, "forfeits"), code="nothing-to-forfeit", facts=facts)
    if fault.forfeits == (fault.minus is not None) or fault.minus == 0:
        yield Problem(path=path, route=route, code="unclear-deduction", facts=facts)
    if fault.at_most is not None and (not fault.each or fault.minus is None or fault.at_most < fault.minus):
        yield Problem(path=path, route=(*route, "at_most"), code="meaningless-at-most", facts=facts)


def _scale(path: str, standard: Standard) -> Iterator[Problem]:
    any_scored = any(scored(clause) for section in standard.sections for clause in section.clauses)
    if standard.scale is not None and not any_scored:
        yield Problem(path=path, route=("scale",), code="scale-without-scored-clause", facts={"standard": standard.ref})
    if standard.scale is None and standard.bands:
        yield Problem(path=path, route=("bands",), code="bands-without-scale", facts={"standard": standard.ref})
    if standard.scale is not None and any_scored:
        yield from _shared_with_full(path, standard)


def _shared_with_full(path: str, standard: Standard) -> Iterator[Problem]:
    """Clauses may draw on the full scale only where nothing else of the standard has points."""
    bare = [
        (number, section)
        for number, section in enumerate(standard.sections)
        if section.points is None and any(scored(one) and one.points is None for one in section.clauses)
    ]
    if bare and len(bare) < sum(any(scored(one) for one in section.clauses) for section in standard.sections):
        for number, section in bare:
            yield Problem(
                path=path, route=("sections", number), code="section-without-points", facts={"section": section.id}
            )


def _bands(path: str, standard: Standard) -> Iterator[Problem]:
    if standard.scale is None:
        return
    if not any(band.at_least == 0 for band in standard.bands):
        yield Problem(path=path, route=("bands",), code="no-band-from-zero", facts={"standard": standard.ref})
    for place, value in repeated(band.id for band in standard.bands):
        yield Problem(path=path, route=("bands", place, "id"), code="repeated-id", facts={"value": value})
    for place, value in repeated(str(Fraction(band.at_least)) for band in standard.bands):
        yield Problem(path=path, route=("bands", place, "at_least"), code="bands-at-same-bound", facts={"value": value})
    for place, value in repeated(veto.id for veto in standard.vetoes):
        yield Problem(path=path, route=("vetoes", place, "id"), code="repeated-id", facts={"value": value})
    bands = [band.id for band in standard.bands]
    sections = [section.id for section in standard.sections]
    for place, veto in enumerate(standard.vetoes):
        yield from unknown(path, ("vetoes", place, "band"), "no-such-band", veto.band, bands)
    for place, floor in enumerate(standard.floors):
        yield from unknown(path, ("floors", place, "band"), "no-such-band", floor.band, bands)
        yield from unknown(path, ("floors", place, "section"), "no-such-section", floor.section, sections)
