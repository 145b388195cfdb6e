"""Whether a standard agrees with itself and with the vocabulary."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.checks.references import (
    NEEDLESS_EXEMPTION,
    NO_SUCH_BAND,
    NO_SUCH_ROLE,
    NO_SUCH_TRADE,
    REPEATED_ID,
    repeated,
    unknown,
)
from generator.judging.scoring.pools import observed, scored
from generator.model.problem import Code, Problem, Route
from generator.model.rules import Vocabulary
from generator.model.standard import (
    Bonus,
    Clause,
    Deduct,
    Fault,
    Given,
    Grade,
    Guidance,
    Ladder,
    Limit,
    Range,
    Section,
    Standard,
    Tick,
)


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


NO_SUCH_THEME: Final = Code(
    slug="no-such-theme",
    says="没有主题“{value}”；可用：{known}",
    mend="从 standards/vocabulary.yml 的 themes 里选一个编号。",
    wrong="theme: enviroment, roles: [all], points: 8",
    right="theme: environment, roles: [all], points: 8",
)


def _words(path: str, standard: Standard, vocabulary: Vocabulary) -> Iterator[Problem]:
    trades = [word.id for word in vocabulary.trades]
    themes = [word.id for word in vocabulary.themes]
    roles = [role.id for role in vocabulary.roles]
    for number, trade in enumerate(standard.applies_to):
        yield from unknown(path, ("applies_to", number), NO_SUCH_TRADE, trade, trades)
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            route: Route = ("sections", number, "clauses", position)
            yield from unknown(path, (*route, "theme"), NO_SUCH_THEME, clause.theme, themes)
            for place, role in enumerate(clause.roles):
                yield from unknown(path, (*route, "roles", place), NO_SUCH_ROLE, role, roles)


REPEATED_CLAUSE_ID: Final = Code(
    slug="repeated-clause-id",
    says="章节或条款的编号“{value}”重复",
    mend="章节号和条款号在一份标准里不能相同。",
    wrong='{id: "1.1", text: 标识清楚',
    right='{id: "1.2", text: 标识清楚',
)


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
        yield Problem(path=path, route=routes[place], code=REPEATED_CLAUSE_ID, facts={"value": value})


POINTS_ON_SOME_CLAUSES: Final = Code(
    slug="points-on-some-clauses",
    says="章节 {section} 里有的条款有分值，有的没有：{clauses}",
    mend="一章之内，要么每条都有分值，要么都从章节分值中扣。",
    wrong="roles: [all], check: {method: tick}, may_not_apply: true",
    right="roles: [all], points: 8, check: {method: tick}, may_not_apply: true",
)
SECTION_SUM_DIFFERS: Final = Code(
    slug="section-sum-differs",
    says="章节 {section} 写明 {declared} 分，各条款相加是 {sum} 分",
    mend="核对来源；来源自相矛盾的，去掉章节的 points，并在 known_issues 里说明。",
    wrong="title: 环境\npoints: 25",
    right="title: 环境\npoints: 20",
)
NOTHING_TO_EARN: Final = Code(
    slug="nothing-to-earn",
    says="“{value}”的分值或比例是 0，什么也得不到",
    mend="写一个大于 0 的数；不计分的条款用 method: none。",
    wrong="check: {method: bonus, plus: 0, each: true}",
    right="check: {method: bonus, plus: 0.5, each: true}",
)


def _section(path: str, section: Section, route: Route) -> Iterator[Problem]:
    clauses = [clause for clause in section.clauses if scored(clause)]
    pointed = [clause for clause in clauses if clause.points is not None]
    if pointed and len(pointed) < len(clauses):
        without = ", ".join(clause.id for clause in clauses if clause.points is None)
        yield Problem(
            path=path, route=route, code=POINTS_ON_SOME_CLAUSES, facts={"section": section.id, "clauses": without}
        )
    elif pointed and section.points is not None:
        total = sum((clause.points for clause in pointed if clause.points is not None), Decimal(0))
        if total != section.points:
            facts = {"section": section.id, "declared": str(section.points), "sum": str(total)}
            yield Problem(path=path, route=(*route, "points"), code=SECTION_SUM_DIFFERS, facts=facts)
    if section.points == 0:
        yield Problem(path=path, route=(*route, "points"), code=NOTHING_TO_EARN, facts={"value": section.id})


CLAUSE_TAKES_NO_POINTS: Final = Code(
    slug="clause-takes-no-points",
    says="条款 {clause} 的检查方法是 {method}，不能有分值 points",
    mend="加分写在 check 的 plus 里；只作说明的条款没有分值。",
    wrong="roles: [all], points: 5, check: {method: bonus, plus: 0.5, each: true}",
    right="roles: [all], check: {method: bonus, plus: 0.5, each: true}",
)


def _clause(path: str, clause: Clause, section: Section, route: Route) -> Iterator[Problem]:
    check = clause.check
    if clause.points == 0:
        yield Problem(path=path, route=(*route, "points"), code=NOTHING_TO_EARN, facts={"value": clause.id})
    if clause.points is not None and not scored(clause):
        yield Problem(
            path=path,
            route=(*route, "points"),
            code=CLAUSE_TAKES_NO_POINTS,
            facts={"clause": clause.id, "method": check.method},
        )
    yield from _check(path, clause, section, (*route, "check"))
    if clause.may_not_apply and not observed(clause):
        facts = {"clause": clause.id}
        yield Problem(path=path, route=(*route, "may_not_apply"), code=NEEDLESS_EXEMPTION, facts=facts)


def _check(path: str, clause: Clause, section: Section, route: Route) -> Iterator[Problem]:
    check = clause.check
    match check:
        case Deduct():
            yield from _deduct(path, clause, check, section, (*route, "faults"))
        case Grade():
            for place, value in repeated(level.id for level in check.levels):
                yield Problem(
                    path=path, route=(*route, "levels", place, "id"), code=REPEATED_ID, facts={"value": value}
                )
        case Limit():
            yield from _limit(path, clause, check, route)
        case Bonus():
            if check.plus == 0:
                yield Problem(path=path, route=(*route, "plus"), code=NOTHING_TO_EARN, facts={"value": clause.id})
        case Given():
            yield from _given(path, clause, check, (*route, "step"))
        case Tick() | Guidance():
            pass  # they have nothing that could be wrong
        case _:
            assert_never(check)


CLAUSE_WITHOUT_POINTS: Final = Code(
    slug="clause-without-points",
    says="条款 {clause} 的检查方法是 {method}，必须有自己的分值 points",
    mend="写上 points，或改用 deduct 从章节分值中扣分。",
    wrong="roles: [all], check: {method: tick}, may_not_apply: true",
    right="roles: [all], points: 8, check: {method: tick}, may_not_apply: true",
)


def _points_wanted(path: str, clause: Clause, route: Route) -> Iterator[Problem]:
    """On a scale only deductions can draw on the points of others."""
    if scored(clause) and clause.check.method != "deduct" and clause.points is None:
        facts = {"clause": clause.id, "method": clause.check.method}
        yield Problem(path=path, route=route, code=CLAUSE_WITHOUT_POINTS, facts=facts)


UNCLEAR_LIMIT: Final = Code(
    slug="unclear-limit",
    says="条款 {clause} 的限值应当写 at_most 或 at_least 之一",
    mend="不超过写 at_most，不少于写 at_least，只写一个。",
    wrong="check: {method: limit, measure: 时间, unit: 分钟, target: 0.9}",
    right="check: {method: limit, measure: 时间, unit: 分钟, at_most: 5, target: 0.9}",
)
LIMIT_WITHOUT_UNIT: Final = Code(
    slug="limit-without-unit",
    says="条款 {clause} 的限值没有写单位 unit",
    mend="写上单位，如 分钟、天、种。",
    wrong="check: {method: limit, measure: 时间, at_most: 5, target: 0.9}",
    right="check: {method: limit, measure: 时间, unit: 分钟, at_most: 5, target: 0.9}",
)


def _limit(path: str, clause: Clause, check: Limit, route: Route) -> Iterator[Problem]:
    if (check.at_most is None) == (check.at_least is None):
        yield Problem(path=path, route=route, code=UNCLEAR_LIMIT, facts={"clause": clause.id})
    if check.unit is None:
        yield Problem(path=path, route=route, code=LIMIT_WITHOUT_UNIT, facts={"clause": clause.id})
    if check.target == 0:
        yield Problem(path=path, route=(*route, "target"), code=NOTHING_TO_EARN, facts={"value": clause.id})
    if isinstance(check.below, Ladder) and not (check.below.each and check.below.minus):
        yield Problem(path=path, route=(*route, "below"), code=NOTHING_TO_EARN, facts={"value": clause.id})


STEPS_MISS_FULL_MARKS: Final = Code(
    slug="steps-miss-full-marks",
    says="条款 {clause} 每档 {step} 分，走不到满分 {points} 分",
    mend="把 step 改为能整除分值的数。",
    wrong="points: 8, check: {method: points, step: 3}",
    right="points: 8, check: {method: points, step: 2}",
)


def _given(path: str, clause: Clause, check: Given, route: Route) -> Iterator[Problem]:
    """Points are given in steps that lead to full marks."""
    points = Fraction(clause.points or 0)
    if check.step == 0 or points % Fraction(check.step):
        facts = {"clause": clause.id, "step": str(check.step), "points": str(clause.points or 0)}
        yield Problem(path=path, route=route, code=STEPS_MISS_FULL_MARKS, facts=facts)


DEDUCTION_ABOVE_POINTS: Final = Code(
    slug="deduction-above-points",
    says="扣分情形“{fault}”一次扣 {minus} 分，多于可扣的 {points} 分",
    mend="核对分值；整项不得分请写 forfeits: true。",
    wrong="{id: curt, text: 生硬, minus: 50}",
    right="{id: curt, text: 生硬, minus: 5}",
)
CLAUSE_WITHOUT_FAULTS: Final = Code(
    slug="clause-without-faults",
    says="条款 {clause} 没有写任何扣分情形",
    mend="至少写一个 faults；只作说明的条款用 method: none。",
    wrong="check: {method: deduct, faults: []}",
    right="check: {method: deduct, faults: [{id: curt, text: 生硬, minus: 5}]}",
)


def _deduct(path: str, clause: Clause, check: Deduct, section: Section, route: Route) -> Iterator[Problem]:
    if not check.faults:
        yield Problem(path=path, route=route, code=CLAUSE_WITHOUT_FAULTS, facts={"clause": clause.id})
    for place, value in repeated(fault.id for fault in check.faults):
        yield Problem(path=path, route=(*route, place, "id"), code=REPEATED_ID, facts={"value": value})
    pool = clause.points if clause.points is not None else section.points
    for place, fault in enumerate(check.faults):
        yield from _fault(path, clause, fault, (*route, place))
        minus = fault.minus.most if isinstance(fault.minus, Range) else fault.minus
        if minus is not None and pool is not None and minus > pool:
            facts = {"fault": fault.id, "minus": str(minus), "points": str(pool)}
            yield Problem(path=path, route=(*route, place, "minus"), code=DEDUCTION_ABOVE_POINTS, facts=facts)


UNCLEAR_DEDUCTION: Final = Code(
    slug="unclear-deduction",
    says="条款 {clause} 的扣分情形“{fault}”应当只写 minus（大于 0）或只写 forfeits: true",
    mend="扣固定分写 minus，整项不得分写 forfeits: true。",
    wrong="{id: closed, text: 无人}",
    right="{id: closed, text: 无人, forfeits: true}",
)
NOTHING_TO_FORFEIT: Final = Code(
    slug="nothing-to-forfeit",
    says="条款 {clause} 没有自己的分值，扣分情形“{fault}”不能是整项不得分",
    mend="给条款写 points，或改写 minus。",
    wrong="{id: curt, text: 生硬, forfeits: true}",
    right="{id: curt, text: 生硬, minus: 5}",
)
MEANINGLESS_AT_MOST: Final = Code(
    slug="meaningless-at-most",
    says="扣分情形“{fault}”的 at_most 没有意义：它要配合 each: true，且不小于 minus",
    mend="按次扣分、扣满为止，写 each: true 和 at_most。",
    wrong="{id: untidy, text: 杂乱, minus: 2, each: true, at_most: 1}",
    right="{id: untidy, text: 杂乱, minus: 2, each: true, at_most: 6}",
)
RANGE_UPSIDE_DOWN: Final = Code(
    slug="range-upside-down",
    says="“{fault}”的扣分范围 {least} 至 {most} 不成立：下限要小于上限",
    mend="改正 minus 的 least 和 most。",
    wrong="minus: {least: 3, most: 3}",
    right="minus: 3",
)


def _fault(path: str, clause: Clause, fault: Fault, route: Route) -> Iterator[Problem]:
    facts = {"fault": fault.id, "clause": clause.id}
    if fault.forfeits and clause.points is None:
        yield Problem(path=path, route=(*route, "forfeits"), code=NOTHING_TO_FORFEIT, facts=facts)
    if fault.forfeits == (fault.minus is not None) or fault.minus == 0:
        yield Problem(path=path, route=route, code=UNCLEAR_DEDUCTION, facts=facts)
    bounds = fault.minus
    if isinstance(bounds, Range) and not bounds.least < bounds.most:
        told = {**facts, "least": str(bounds.least), "most": str(bounds.most)}
        yield Problem(path=path, route=(*route, "minus"), code=RANGE_UPSIDE_DOWN, facts=told)
    least = bounds.least if isinstance(bounds, Range) else bounds
    if fault.at_most is not None and (not fault.each or least is None or fault.at_most < least):
        yield Problem(path=path, route=(*route, "at_most"), code=MEANINGLESS_AT_MOST, facts=facts)


SCALE_WITHOUT_SCORED_CLAUSE: Final = Code(
    slug="scale-without-scored-clause",
    says="标准 {standard} 有 scale，却没有一条计分的条款",
    mend="去掉 scale，或给条款写检查方法。",
    wrong="scale: {full: 100, precision: 1}\n"
    "sections:\n"
    '  - {id: "1", title: 用语, clauses: [{id: "1.1", check: {method: none}, …}]}',
    right='sections:\n  - {id: "1", title: 用语, clauses: [{id: "1.1", check: {method: none}, …}]}',
)
BANDS_WITHOUT_SCALE: Final = Code(
    slug="bands-without-scale",
    says="标准 {standard} 不计分（没有 scale），却写了等级",
    mend="加上 scale，或去掉 bands。",
    wrong="effective: 2026-01-01\nmin_coverage: 0.4",
    right="effective: 2026-01-01\nscale: {full: 100, precision: 1}\nmin_coverage: 0.4",
)


def _scale(path: str, standard: Standard) -> Iterator[Problem]:
    any_scored = any(scored(clause) for section in standard.sections for clause in section.clauses)
    if standard.scale is not None and not any_scored:
        yield Problem(path=path, route=("scale",), code=SCALE_WITHOUT_SCORED_CLAUSE, facts={"standard": standard.ref})
    if standard.scale is None and standard.bands:
        yield Problem(path=path, route=("bands",), code=BANDS_WITHOUT_SCALE, facts={"standard": standard.ref})
    if standard.scale is not None and any_scored:
        yield from _shared_with_full(path, standard)


SECTION_WITHOUT_POINTS: Final = Code(
    slug="section-without-points",
    says="章节 {section} 没有分值，而别的章节有：它的扣分没有来处",
    mend="给章节写 points；或者所有章节和条款都不写分值，一起从满分中扣。",
    wrong='- id: "2"\ntitle: 态度\nclauses:',
    right='- id: "2"\ntitle: 态度\npoints: 30\nclauses:',
)


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
                path=path, route=("sections", number), code=SECTION_WITHOUT_POINTS, facts={"section": section.id}
            )


NO_BAND_FROM_ZERO: Final = Code(
    slug="no-band-from-zero",
    says="标准 {standard} 没有从 0 分起的等级，低分会没有等级",
    mend="加一个 at_least: 0 的等级。",
    wrong="- {id: poor, name: 不良, at_least: 10}",
    right="- {id: poor, name: 不良, at_least: 0}",
)
BANDS_AT_SAME_BOUND: Final = Code(
    slug="bands-at-same-bound",
    says="有两个等级都从 {value} 分起",
    mend="每个等级的下限必须不同；下限含本数。",
    wrong="- {id: excellent, name: 优秀, at_least: 90}\n- {id: fair, name: 合格, at_least: 90}",
    right="- {id: excellent, name: 优秀, at_least: 90}\n- {id: fair, name: 合格, at_least: 60}",
)
NO_SUCH_SECTION: Final = Code(
    slug="no-such-section",
    says="没有章节“{value}”；可用：{known}",
    mend="写标准里的章节号。",
    wrong='- {section: "7", below: 0.5, band: fair}',
    right='- {section: "2", below: 0.5, band: fair}',
)


def _bands(path: str, standard: Standard) -> Iterator[Problem]:
    if standard.scale is None:
        return
    if not any(band.at_least == 0 for band in standard.bands):
        yield Problem(path=path, route=("bands",), code=NO_BAND_FROM_ZERO, facts={"standard": standard.ref})
    for place, value in repeated(band.id for band in standard.bands):
        yield Problem(path=path, route=("bands", place, "id"), code=REPEATED_ID, facts={"value": value})
    for place, value in repeated(str(Fraction(band.at_least)) for band in standard.bands):
        yield Problem(path=path, route=("bands", place, "at_least"), code=BANDS_AT_SAME_BOUND, facts={"value": value})
    for place, value in repeated(veto.id for veto in standard.vetoes):
        yield Problem(path=path, route=("vetoes", place, "id"), code=REPEATED_ID, facts={"value": value})
    bands = [band.id for band in standard.bands]
    sections = [section.id for section in standard.sections]
    for place, veto in enumerate(standard.vetoes):
        yield from unknown(path, ("vetoes", place, "band"), NO_SUCH_BAND, veto.band, bands)
    for place, floor in enumerate(standard.floors):
        yield from unknown(path, ("floors", place, "band"), NO_SUCH_BAND, floor.band, bands)
        yield from unknown(path, ("floors", place, "section"), NO_SUCH_SECTION, floor.section, sections)


CODES: Final = (
    NO_SUCH_THEME,
    REPEATED_CLAUSE_ID,
    POINTS_ON_SOME_CLAUSES,
    SECTION_SUM_DIFFERS,
    NOTHING_TO_EARN,
    CLAUSE_TAKES_NO_POINTS,
    CLAUSE_WITHOUT_POINTS,
    UNCLEAR_LIMIT,
    LIMIT_WITHOUT_UNIT,
    STEPS_MISS_FULL_MARKS,
    DEDUCTION_ABOVE_POINTS,
    CLAUSE_WITHOUT_FAULTS,
    UNCLEAR_DEDUCTION,
    NOTHING_TO_FORFEIT,
    MEANINGLESS_AT_MOST,
    RANGE_UPSIDE_DOWN,
    SCALE_WITHOUT_SCORED_CLAUSE,
    BANDS_WITHOUT_SCALE,
    SECTION_WITHOUT_POINTS,
    NO_BAND_FROM_ZERO,
    BANDS_AT_SAME_BOUND,
    NO_SUCH_SECTION,
)
