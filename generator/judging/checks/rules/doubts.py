"""What in a standard is doubtful until one of its known issues answers it, and what could never take effect."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.judging.scoring.pools import scored
from generator.model.problem import Code, Problem, Route
from generator.model.standard import Bonus, Section, Standard, checked_by

_BLANK: Final = re.compile(r"_{2,}|＿+|[Xx]{2,}|×{2,}|□{2,}|[（(]\s*(?:空白)?\s*[）)]")
"""A place that the source left open for whoever uses it to fill in."""

Doubt = tuple[Problem, str]
"""A problem and the section or clause that it is about; empty: the standard as a whole."""


ANSWERS_NO_PROBLEM: Final = Code(
    slug="answers-no-problem",
    says="这里答复 {code}（{at}），而那里没有这个问题",
    mend="删去这一行，或改正代码和位置。只有 heading-sum-differs、total-sum-differs、unfilled-blank 可以这样答复。",
    wrong='- {where: here, text: odd, reading: plain, answers: [{code: heading-sum-differs, at: "1"}]}',
    right="- {where: here, text: odd, reading: plain}",
)


def lint_problems(path: str, standard: Standard) -> Iterator[Problem]:
    """Doubts that no known issue answers, answers that answer nothing, and rules that could never take effect."""
    doubts = (*_declared(path, standard), *_blanks(path, standard))
    answers = {(one.code, one.at or "") for issue in standard.known_issues for one in issue.answers}
    yield from (problem for problem, at in doubts if (problem.code.slug, at) not in answers)
    raised = {(problem.code.slug, at) for problem, at in doubts}
    for number, issue in enumerate(standard.known_issues):
        for place, one in enumerate(issue.answers):
            if (one.code, one.at or "") not in raised:
                route: Route = ("known_issues", number, "answers", place)
                facts = {"code": one.code, "at": one.at or standard.ref}
                yield Problem(path=path, route=route, code=ANSWERS_NO_PROBLEM, facts=facts)
    yield from _nobody(path, standard)
    if standard.scale is not None:
        yield from _without_effect(path, standard, Fraction(standard.scale.full))


HEADING_SUM_DIFFERS: Final = Code(
    slug="heading-sum-differs",
    says="第 {section} 章的标题写 {declared} 分，各条合计 {sum} 分",
    mend="核对来源；确是来源自己不一致的，在 known_issues 里写明取法，并加 answers: [{code: heading-sum-differs, "
    'at: "编号"}]。',
    wrong="title: 环境\npoints: 20\ndeclared: 25",
    right="title: 环境\npoints: 20",
)
TOTAL_SUM_DIFFERS: Final = Code(
    slug="total-sum-differs",
    says="各章标题所写分值合计 {sum}，总分写的是 {declared}",
    mend="核对来源；确是来源自己不一致的，在 known_issues 里写明取法，并加 answers: [{code: total-sum-differs}]。",
    wrong='declared_total: 100\nsections:\n  - id: "1"\n    declared: 20',
    right='declared_total: 20\nsections:\n  - id: "1"\n    declared: 20',
)


def _declared(path: str, standard: Standard) -> Iterator[Doubt]:
    """What the headings of the source say their points are, against the rows and against the title."""
    for number, section in enumerate(standard.sections):
        worth = _worth(section)
        if section.declared is not None and section.declared != worth:
            facts = {"section": section.id, "declared": str(section.declared), "sum": str(worth)}
            route: Route = ("sections", number, "declared")
            yield Problem(path=path, route=route, code=HEADING_SUM_DIFFERS, facts=facts), section.id
    yield from _whole(path, standard)
    headings = [section.declared for section in standard.sections if section.declared is not None]
    total = sum(headings, Decimal(0))
    if standard.declared_total is not None and headings and total != standard.declared_total:
        facts = {"declared": str(standard.declared_total), "sum": str(total)}
        yield Problem(path=path, route=("declared_total",), code=TOTAL_SUM_DIFFERS, facts=facts), ""


POINTS_BESIDE_THE_SCALE: Final = Code(
    slug="points-beside-the-scale",
    says="各条分值合计 {sum}，而满分是 {full}：每个得分都会被暗中折算",
    mend="核对分值；来源确是如此的，写 declared_total，或在 known_issues 里说明并写 answers。",
    wrong="scale: {full: 90, precision: 1}",
    right="scale: {full: 100, precision: 1}",
)


def _whole(path: str, standard: Standard) -> Iterator[Doubt]:
    """All points together against the scale: where they differ, every score is scaled without a word."""
    if standard.scale is None or not _laid_out(standard):
        return
    whole = sum((_base_worth(section) for section in standard.sections), Decimal(0))
    if whole and whole not in {standard.scale.full, standard.declared_total}:
        facts = {"sum": str(whole), "full": str(standard.scale.full)}
        yield Problem(path=path, route=("scale", "full"), code=POINTS_BESIDE_THE_SCALE, facts=facts), ""


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


UNFILLED_BLANK: Final = Code(
    slug="unfilled-blank",
    says="条款 {clause} 里有没填写的空白“{blank}”",
    mend="核对来源；确是来源自己不一致的，在 known_issues 里写明取法，并加 answers: [{code: unfilled-blank, at: "
    '"编号"}]。',
    wrong="text: ____ 分钟办结",
    right="text: 五分钟办结",
)


def _blanks(path: str, standard: Standard) -> Iterator[Doubt]:
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            blank = next((found[0] for text in _texts(clause) if (found := _BLANK.search(text))), None)
            if blank is not None:
                facts = {"clause": clause.id, "blank": blank}
                route: Route = ("sections", number, "clauses", position)
                yield Problem(path=path, route=route, code=UNFILLED_BLANK, facts=facts), clause.id


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


CLAUSE_BINDS_NOBODY: Final = Code(
    slug="clause-binds-nobody",
    says="条款 {clause} 没有写约束谁",
    mend="在 roles 里写岗位；约束全体的写 [all]。",
    wrong="text: 常备茶水, theme: attitude, roles: []",
    right="text: 常备茶水, theme: attitude, roles: [all]",
)


def _nobody(path: str, standard: Standard) -> Iterator[Problem]:
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            if not clause.roles:
                route: Route = ("sections", number, "clauses", position, "roles")
                yield Problem(path=path, route=route, code=CLAUSE_BINDS_NOBODY, facts={"clause": clause.id})


BAND_OUT_OF_REACH: Final = Code(
    slug="band-out-of-reach",
    says="等级“{band}”从 {bound} 分起，而得分最高只有 {most}",
    mend="改正等级的分数线或分制。",
    wrong="- {id: excellent, name: 优秀, at_least: 106}",
    right="- {id: excellent, name: 优秀, at_least: 90}",
)
LOWERS_NOBODY: Final = Code(
    slug="lowers-nobody",
    says="“{band}”已是最高等级，这一条不会降低任何窗口的等级",
    mend="写一个较低的等级。",
    wrong="- {id: bribery, text: 收礼, band: excellent}",
    right="- {id: bribery, text: 收礼, band: poor}",
)
BONUS_OUT_OF_REACH: Final = Code(
    slug="bonus-out-of-reach",
    says="条款 {clause} 要基础分达到 {gate} 才加分，而满分是 {full}",
    mend="改正 only_from。",
    wrong="check: {method: bonus, plus: 0.5, each: true, only_from: 101}",
    right="check: {method: bonus, plus: 0.5, each: true}",
)


def _without_effect(path: str, standard: Standard, full: Fraction) -> Iterator[Problem]:
    """Bands that no score reaches, vetoes and floors that lower nothing, and bonuses that nobody can win."""
    most = _most(standard, full)
    for place, band in enumerate(standard.bands):
        if most is not None and band.at_least > most:
            facts = {"band": band.id, "bound": str(band.at_least), "most": str(most)}
            yield Problem(path=path, route=("bands", place, "at_least"), code=BAND_OUT_OF_REACH, facts=facts)
    best = max(standard.bands, key=lambda band: band.at_least, default=None)
    lowering = (
        ("vetoes", [veto.band for veto in standard.vetoes]),
        ("floors", [floor.band for floor in standard.floors]),
    )
    for name, bands in lowering:
        for place, band_id in enumerate(bands):
            if best is not None and band_id == best.id:
                yield Problem(path=path, route=(name, place, "band"), code=LOWERS_NOBODY, facts={"band": best.id})
    for number, section in enumerate(standard.sections):
        for position, clause in enumerate(section.clauses):
            check = clause.check
            if check.method == "bonus" and check.only_from is not None and check.only_from > full:
                route: Route = ("sections", number, "clauses", position, "check", "only_from")
                facts = {"clause": clause.id, "gate": str(check.only_from), "full": str(full)}
                yield Problem(path=path, route=route, code=BONUS_OUT_OF_REACH, facts=facts)


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


CODES: Final = (
    ANSWERS_NO_PROBLEM,
    HEADING_SUM_DIFFERS,
    TOTAL_SUM_DIFFERS,
    POINTS_BESIDE_THE_SCALE,
    UNFILLED_BLANK,
    CLAUSE_BINDS_NOBODY,
    BAND_OUT_OF_REACH,
    LOWERS_NOBODY,
    BONUS_OUT_OF_REACH,
)
