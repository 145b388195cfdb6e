"""Whether standards that are said to be at odds have what they are said to be at odds in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.judging.checks.references import unknown
from generator.model.dataset import Rulebook
from generator.model.problem import Code, Problem, Route
from generator.model.standard import Deduct, Standard, checked_by

NO_SUCH_CONTRADICTED_CLAUSE: Final = Code(
    slug="no-such-contradicted-clause",
    says="矛盾指向“{value}”，没有这个标准、条款、扣分情形或否决项；可用：{known}",
    mend="own 写本标准的条款号，standard 写对方标准的编号（不带版次），clause 写那里的条款号；"
    "否决项写 own_veto、veto。",
    wrong='contradicts: [{own: "1.9", standard: desk, clause: "1.2"}]',
    right='contradicts: [{own: "1.1", standard: desk, clause: "1.2"}]',
)


CONTRADICTION_WITHOUT_PLACE: Final = Code(
    slug="contradiction-without-place",
    says="矛盾的一方要写一个条款或一个否决项，扣分情形写在它的条款旁边",
    mend="本标准一方写 own 或 own_veto，对方写 clause 或 veto，只写其中一个；own_fault、fault 与条款同写。",
    wrong='contradicts: [{own_veto: bribery, own: "1.1", standard: desk, clause: "1.2"}]',
    right='contradicts: [{own: "1.1", standard: desk, clause: "1.2"}]',
)


def contradiction_problems(path: str, standard: Standard, rulebook: Rulebook) -> Iterator[Problem]:
    """Contradictions that name a standard, a clause, a fault or a veto which no edition has."""
    editions: dict[str, list[Standard]] = {}
    for one in rulebook.standards.values():
        editions.setdefault(one.id, []).append(one)
    for number, issue in enumerate(standard.known_issues):
        for place, named in enumerate(issue.contradicts):
            route: Route = ("known_issues", number, "contradicts", place)
            own = (("own", named.own), ("own_fault", named.own_fault), ("own_veto", named.own_veto))
            other = (("clause", named.clause), ("fault", named.fault), ("veto", named.veto))
            yield from _side_problems(path, route, own, [standard])
            yield from unknown(path, (*route, "standard"), NO_SUCH_CONTRADICTED_CLAUSE, named.standard, editions)
            yield from _side_problems(path, route, other, editions.get(named.standard, []))


Named = tuple[str, str | None]
"""A key of a contradiction and what stands under it."""


def _side_problems(
    path: str, route: Route, side: tuple[Named, Named, Named], editions: Iterable[Standard]
) -> Iterator[Problem]:
    """One side of a contradiction, held against every edition of its standard."""
    (_, clause), (_, fault), (_, veto) = side
    if (clause is None) == (veto is None) or (fault is not None and clause is None):
        yield Problem(path=path, route=route, code=CONTRADICTION_WITHOUT_PLACE)
        return
    there = _places_in(list(editions), clause)
    for (key, value), values in zip(side, there, strict=True):
        if value is not None and there[0]:
            yield from unknown(path, (*route, key), NO_SUCH_CONTRADICTED_CLAUSE, value, list(dict.fromkeys(values)))


def _places_in(editions: Sequence[Standard], clause: str | None) -> tuple[list[str], list[str], list[str]]:
    """What can be named of a standard in any of its editions: clauses, faults of one clause, vetoes."""
    clauses = [one for standard in editions for section in standard.sections for one in section.clauses]
    return (
        [one.id for one in clauses],
        [one.id for named, check in checked_by(clauses, Deduct) if named.id == clause for one in check.faults],
        [one.id for standard in editions for one in standard.vetoes],
    )


CODES: Final = (
    NO_SUCH_CONTRADICTED_CLAUSE,
    CONTRADICTION_WITHOUT_PLACE,
)
