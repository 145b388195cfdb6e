"""Whether a frozen edition still is what it was when results cited it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from hashlib import blake2b
from typing import Any, Final

from generator.judging.scoring.visits import Visit
from generator.model.dataset import Rulebook
from generator.model.editions import FrozenEdition
from generator.model.events import Event
from generator.model.problem import Code, Problem, Route
from generator.model.standard import Section, Standard

EDITIONS = "standards/editions.yml"

_AS_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

EDITION_NOT_FROZEN: Final = Code(
    slug="edition-not-frozen",
    says="检查结果引用了 {edition}，而它还没有冻结",
    mend="运行 windowboard freeze，把 standards/editions.yml 的改动一并提交。",
    wrong="results/harbour/2026-11/12-weekly-a.yml\n  standard: desk@1\nstandards/editions.yml\n  editions: {}",
    right="results/harbour/2026-11/12-weekly-a.yml\n"
    "  standard: desk@1\n"
    "standards/editions.yml\n"
    "  editions: {desk@1: …}",
)
_NEW_EDITION: Final = (
    "检查结果引用过的版次不再改动，已公布的得分才说得清。新版次写上新的施行日期，并在榜单的 earlier "
    "中写明旧版次评到哪个周期；若本不想改，恢复原文。"
)
FROZEN_CLAUSE_CHANGED: Final = Code(
    slug="frozen-clause-changed",
    says="{edition} 的条款 {clause} 与冻结时不同；要改就另立版次：原文件存为 {edition}.yml，在 {id}.yml 中改用新的 "
    "edition",
    mend=_NEW_EDITION,
    wrong="{id: curt, text: 生硬, minus: 6}",
    right="{id: curt, text: 生硬, minus: 5}",
)
FROZEN_CLAUSE_REMOVED: Final = Code(
    slug="frozen-clause-removed",
    says="{edition} 的条款 {clause} 在冻结之后被删去；要改就另立版次：原文件存为 {edition}.yml，在 {id}.yml "
    "中改用新的 edition",
    mend=_NEW_EDITION,
    wrong='- {id: "2.3", text: 耐心解答',
    right='- {id: "2.2", text: 耐心解答',
)
FROZEN_CLAUSE_ADDED: Final = Code(
    slug="frozen-clause-added",
    says="{edition} 在冻结之后增加了条款 {clause}；要改就另立版次：原文件存为 {edition}.yml，在 {id}.yml "
    "中改用新的 edition",
    mend=_NEW_EDITION,
    wrong='- {id: "2.3", text: 耐心解答',
    right='- {id: "2.2", text: 耐心解答',
)
FROZEN_SCORING_CHANGED: Final = Code(
    slug="frozen-scoring-changed",
    says="{edition} 的评分规则（分制、等级、一票否决、最低要求、不适用、覆盖率或章节分值）与冻结时不同；"
    "要改就另立版次：原文件存为 {edition}.yml，在 {id}.yml 中改用新的 edition",
    mend=_NEW_EDITION,
    wrong="- {id: fair, name: 合格, at_least: 65}",
    right="- {id: fair, name: 合格, at_least: 60}",
)
FROZEN_EDITION_MISSING: Final = Code(
    slug="frozen-edition-missing",
    says="{edition} 已经冻结，却没有这一版次的文件",
    mend="从版本库取回这个版次的文件，命名为 <代号>@<版次>.yml。",
    wrong="desk@0:",
    right="desk@1:",
)

FREEZING = frozenset(
    {
        FROZEN_CLAUSE_CHANGED,
        FROZEN_CLAUSE_REMOVED,
        FROZEN_CLAUSE_ADDED,
        FROZEN_SCORING_CHANGED,
        FROZEN_EDITION_MISSING,
        EDITION_NOT_FROZEN,
    }
)
"""The codes of all that is wrong with editions only because they are frozen, or are not."""


def frozen_of(standard: Standard) -> FrozenEdition:
    """The fingerprints of an edition as it stands."""
    return FrozenEdition(
        frame=_fingerprint(_frame(standard)),
        clauses={
            clause.id: _fingerprint((section.id, clause)) for section in standard.sections for clause in section.clauses
        },
    )


def record_of(visit: Visit) -> str:
    """The fingerprint of what an inspection found at a window: sixteen small letters, which pass for no number."""
    one = visit.round
    return _fingerprint((one.date, one.channel, one.team, one.standard, visit.inspection)).translate(_AS_LETTERS)


def fact_of(event: Event) -> str:
    """The fingerprint of a proved fact, in the same form."""
    return _fingerprint(event).translate(_AS_LETTERS)


def frozen_problems(rulebook: Rulebook) -> Iterator[Problem]:
    """Editions that are frozen and no longer what they were, or no longer there."""
    for ref, frozen in (rulebook.frozen or {}).items():
        standard = rulebook.standards.get(ref)
        if standard is None:
            facts = {"edition": ref}
            yield Problem(path=EDITIONS, route=("editions", ref), code=FROZEN_EDITION_MISSING, facts=facts, at_key=True)
        else:
            yield from _changed(rulebook.paths[ref], standard, frozen)


def unfrozen_problems(rulebook: Rulebook, cited: Collection[str]) -> Iterator[Problem]:
    """Editions that results cite and that are not frozen, once a project freezes its editions at all."""
    if rulebook.frozen is not None:
        for ref in sorted(set(cited) - rulebook.frozen.keys()):
            if ref in rulebook.standards:
                yield Problem(
                    path=rulebook.paths[ref], route=("edition",), code=EDITION_NOT_FROZEN, facts={"edition": ref}
                )


def _changed(path: str, standard: Standard, frozen: FrozenEdition) -> Iterator[Problem]:
    now = frozen_of(standard)
    facts = {"edition": standard.ref, "id": standard.id}
    if now.frame != frozen.frame:
        yield Problem(path=path, route=("edition",), code=FROZEN_SCORING_CHANGED, facts=facts)
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            route: Route = ("sections", number, "clauses", position)
            if clause.id not in frozen.clauses:
                yield Problem(path=path, route=route, code=FROZEN_CLAUSE_ADDED, facts={**facts, "clause": clause.id})
            elif now.clauses[clause.id] != frozen.clauses[clause.id]:
                yield Problem(path=path, route=route, code=FROZEN_CLAUSE_CHANGED, facts={**facts, "clause": clause.id})
    for clause_id in frozen.clauses:
        if clause_id not in now.clauses:
            yield Problem(
                path=path, route=("edition",), code=FROZEN_CLAUSE_REMOVED, facts={**facts, "clause": clause_id}
            )


def _frame(standard: Standard) -> tuple[object, ...]:
    return (
        standard.scale,
        standard.bands,
        standard.vetoes,
        standard.floors,
        standard.not_applicable,
        standard.min_coverage,
        tuple(_worth(section) for section in standard.sections),
    )


def _worth(section: Section) -> tuple[object, ...]:
    return (section.id, section.points, section.bonus_at_most)


def _fingerprint(value: object) -> str:
    return blake2b(_plain(value).encode(), digest_size=8).hexdigest()


def _plain(value: object) -> str:
    """A value as text that no later version of the program writes otherwise.

    What a record leaves out is left out: a field that records get one day changes no fingerprint of those without it.
    """
    return _writer(type(value))(value)  # type: ignore[arg-type]  # a type has a hash of its own


@cache
def _writer(kind: type) -> Callable[[Any], str]:
    """What writes values of a type: asked for once, for there are hundreds of thousands of values of few types."""
    if issubclass(kind, Decimal | Fraction):
        return lambda number: str(Fraction(number))
    if issubclass(kind, tuple):
        return lambda row: f"[{','.join(map(_plain, row))}]"
    if issubclass(kind, Mapping):
        return lambda pairs: f"{{{','.join(f'{_plain(key)}:{_plain(one)}' for key, one in sorted(pairs.items()))}}}"
    if is_dataclass(kind):
        defaults = tuple((one.name, one.default) for one in sorted(fields(kind), key=lambda field: field.name))
        return partial(_written, defaults)
    return repr


def _written(defaults: Iterable[tuple[str, object]], record: object) -> str:
    """A record by its fields, each given with its default, that have another value."""
    given = ((name, one) for name, default in defaults if (one := getattr(record, name)) != default)
    return f"({','.join([f'{name}={_plain(one)}' for name, one in given])})"


CODES: Final = (
    EDITION_NOT_FROZEN,
    FROZEN_CLAUSE_CHANGED,
    FROZEN_CLAUSE_REMOVED,
    FROZEN_CLAUSE_ADDED,
    FROZEN_SCORING_CHANGED,
    FROZEN_EDITION_MISSING,
)
