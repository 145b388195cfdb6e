"""Whether a frozen edition still is what it was when results cited it."""

from collections.abc import Collection, Iterator
from typing import Final

from generator.judging.history.fingerprints import frozen_of
from generator.model.dataset import Rulebook
from generator.model.editions import FrozenEdition
from generator.model.problem import Code, Problem, Route
from generator.model.standard import Standard

EDITIONS = "standards/editions.yml"

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


CODES: Final = (
    EDITION_NOT_FROZEN,
    FROZEN_CLAUSE_CHANGED,
    FROZEN_CLAUSE_REMOVED,
    FROZEN_CLAUSE_ADDED,
    FROZEN_SCORING_CHANGED,
    FROZEN_EDITION_MISSING,
)
