"""What a self-check says of mending what it found (自纠): of what was found, by a role, and in the future."""

from collections.abc import Iterator
from typing import Final

from generator.judging.checks.references import LISTED_TWICE, NO_SUCH_ROLE, known, repeated, unknown
from generator.judging.scoring.inspections import found_at
from generator.judging.scoring.pools import Plan
from generator.model.dataset import RoundFile
from generator.model.problem import Code, Problem, Route
from generator.model.rules import SELF, Vocabulary

MEND_OUTSIDE_SELF_CHECK: Final = Code(
    slug="mend-outside-self-check",
    says="检查方式是 {channel}，却写了 mend：只有自查写由谁、何时、怎样改",
    mend="删去 mend；别人查出的问题，由机构写 kind: rectification 的处理记录。",
    wrong='unmet: [{clause: "1.2"}]\nmend: [{clause: "1.2", how: 重做告示牌, who: teller, by: 2026-10-20}]',
    right='unmet: [{clause: "1.2"}]',
)
MEND_OF_NOTHING_FOUND: Final = Code(
    slug="mend-of-nothing-found",
    says="条款 {clause} 自查时没有查出问题，不用改；查出问题的条款：{known}",
    mend="核对条款号；查出了问题的，先写进 unmet、findings、levels 等处。",
    wrong='mend: [{clause: "2.1", how: 重做告示牌',
    right='mend: [{clause: "1.2", how: 重做告示牌',
)
MENDED_BEFORE_CHECK: Final = Code(
    slug="mended-before-check",
    says="要在 {by} 以前改好，早于自查的 {date}",
    mend="写自查以后的日期；当场就改好的，写自查当天。",
    wrong="how: 重做告示牌, who: teller, by: 2026-10-14",
    right="how: 重做告示牌, who: teller, by: 2026-10-29",
)


def mend_problems(file: RoundFile, number: int, plan: Plan, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What is wrong with the measures that an inspection of a round names."""
    inspection = file.round.inspections[number]
    route: Route = ("inspections", number, "mend")
    if not inspection.mend:
        return
    if file.round.channel != SELF:
        facts = {"channel": file.round.channel}
        yield Problem(path=file.path, route=route, at_key=True, code=MEND_OUTSIDE_SELF_CHECK, facts=facts)
        return
    found = found_at(plan, inspection)
    roles = [role.id for role in vocabulary.roles]
    for place, one in enumerate(inspection.mend):
        if one.clause not in found:
            facts = {"clause": one.clause, "known": known(found, one.clause) or "–"}
            yield Problem(path=file.path, route=(*route, place, "clause"), code=MEND_OF_NOTHING_FOUND, facts=facts)
        yield from unknown(file.path, (*route, place, "who"), NO_SUCH_ROLE, one.who, roles)
        if one.by < file.round.date:
            facts = {"by": one.by.isoformat(), "date": file.round.date.isoformat()}
            yield Problem(path=file.path, route=(*route, place, "by"), code=MENDED_BEFORE_CHECK, facts=facts)
    for place, value in repeated(one.clause for one in inspection.mend):
        yield Problem(path=file.path, route=(*route, place, "clause"), code=LISTED_TWICE, facts={"value": value})


CODES: Final = (MEND_OUTSIDE_SELF_CHECK, MEND_OF_NOTHING_FOUND, MENDED_BEFORE_CHECK)
