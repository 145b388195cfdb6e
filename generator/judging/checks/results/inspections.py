"""Whether what an inspection says agrees with its standard, and with itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from generator.judging.checks.references import (
    LISTED_TWICE,
    NEEDLESS_EXEMPTION,
    NO_SUCH_CLAUSE,
    NO_SUCH_FAULT,
    NO_SUCH_VETO,
    known,
    repeated,
)
from generator.judging.checks.results.events import amount_problems
from generator.judging.checks.results.figures import figure_problems
from generator.judging.scoring.figures import total
from generator.judging.scoring.pools import Plan, observed, scored
from generator.model.dataset import RoundFile
from generator.model.problem import Code, Problem, Route
from generator.model.results import Finding
from generator.model.standard import Deduct

WRONG_KEY_FOR_METHOD: Final = Code(
    slug="wrong-key-for-method",
    says="条款 {clause} 的检查方法是 {method}，不能写在 {key} 下，应写在 {wanted} 下",
    mend="扣分写 findings，勾选不达标写 unmet，等级写 levels，抽样写 sampled，加分写 bonuses。",
    wrong='levels: {"3.1": low}',
    right='levels: {"3.2": low}',
)
RESULT_OUTSIDE_ASSESSED: Final = Code(
    slug="result-outside-assessed",
    says="条款 {clause} 不在 assessed 列出的范围内，却写了结果",
    mend="把该条款或它所在的章节加入 assessed，或删去这一项。",
    wrong='assessed: ["1", "2"]\n'
    'not_applicable: [{clause: "1.2", reason: 临时窗口}]\n'
    'sampled: {"3.1": {cases: 4, within: 4}}',
    right='assessed: ["1", "2"]\nnot_applicable: [{clause: "1.2", reason: 临时窗口}]',
)
RESULT_DESPITE_EXEMPTION: Final = Code(
    slug="result-despite-exemption",
    says="条款 {clause} 已写为不适用，不能同时有检查结果",
    mend="两者只能留一个。",
    wrong='not_applicable: [{clause: "1.2", reason: 临时窗口}]\nunmet: [{clause: "1.2"}]',
    right='not_applicable: [{clause: "1.2", reason: 临时窗口}]',
)
NO_SUCH_SECTION_OR_CLAUSE: Final = Code(
    slug="no-such-section-or-clause",
    says="标准里没有章节或条款“{value}”；已有：{known}",
    mend="assessed 写 all，或写章节号、条款号的列表。",
    wrong='assessed: ["1", "4"]',
    right='assessed: ["1", "2"]',
)
RESULT_FOR_GUIDANCE: Final = Code(
    slug="result-for-guidance",
    says="条款 {clause} 只作说明，不计分：findings 里只写看到了什么，不写 fault、minus 和其他结果",
    mend="只留 clause、note 和 evidence。",
    wrong='unmet: [{clause: "3.3"}]',
    right='unmet: [{clause: "1.2"}]',
)
FAULT_OF_EVENTS: Final = Code(
    slug="fault-of-events",
    says="条款 {clause} 的“{fault}”是检查之外查实的事实，不能写进检查批次",
    mend="查实后在 {file} 下写一个事件文件，写明编号、查实日期、来源和证据。",
    wrong="{id: silent, text: 不问候, minus: 3, each: true, per: period}",
    right="{id: silent, text: 不问候, minus: 3, each: true}",
)
AMOUNT_WITHOUT_NOTE: Final = Code(
    slug="amount-without-note",
    says="“{fault}”由检查人定扣多少分，要在 note 里写明理由",
    mend="补上 note。",
    wrong='- {clause: "1.1", fault: untidy, minus: 3}',
    right='- {clause: "1.1", fault: untidy, minus: 3, note: 单据散放}',
)
NOTHING_ASSESSED: Final = Code(
    slug="nothing-assessed",
    says="assessed 是空的：这次检查什么也没有看",
    mend="写出看过的章节、条款，或 all；只有公布的总分时写 announced。",
    wrong="- {window: cash-1, assessed: []}",
    right='- {window: cash-1, assessed: all, levels: {"3.2": top}, sampled: {"3.1": {cases: 10, within: 10}}}',
)
NOTHING_SAID: Final = Code(
    slug="nothing-said",
    says="写了 assessed: all，却什么也没有记：是没有发现问题，还是记录没有交来",
    mend="确实没有发现问题的，加一行 nothing_found: true；否则补上记录。",
    wrong="- {window: cash-1, assessed: all}",
    right="- {window: cash-1, assessed: all, nothing_found: true}",
)
NOTHING_FOUND_BUT_TOLD: Final = Code(
    slug="nothing-found-but-told",
    says="写了 nothing_found，又记了问题",
    mend="删去 nothing_found。",
    wrong='- {window: cash-1, assessed: all, nothing_found: true, unmet: [{clause: "1.2"}], …}',
    right='- {window: cash-1, assessed: all, unmet: [{clause: "1.2"}], …}',
)
ANNOUNCED_BELOW_CLEAN: Final = Code(
    slug="announced-below-clean",
    says="写了没有发现问题，公布的总分 {announced} 却不是满分",
    mend="补上扣分的明细；明细没有交来的，把 assessed 写成 []。",
    wrong="nothing_found: true, announced: 96",
    right="nothing_found: true, announced: 100",
)
FIGURE_MISSING: Final = Code(
    slug="figure-missing",
    says="条款 {clause} 写为检查过，但没有结果：以“{method}”检查的要填",
    mend="补上结果；没有检查的，把它从 assessed 里拿掉。",
    wrong='- {window: cash-1, assessed: all, sampled: {"3.1": {cases: 10, within: 10}}}',
    right='- {window: cash-1, assessed: all, levels: {"3.2": top}, sampled: {"3.1": {cases: 10, within: 10}}}',
)
NOT_DECLARED_EXEMPT: Final = Code(
    slug="not-declared-exempt",
    says="条款 {clause} 写为不适用，但标准和机构档案都没有列明它可以不适用",
    mend="确实不适用的，由机构在 centre.yml 的 may_not_apply 里列明；否则照常检查。",
    wrong="points: 8, check: {method: tick}}",
    right="points: 8, check: {method: tick}, may_not_apply: true}",
)
TOO_MUCH_EXEMPT: Final = Code(
    slug="too-much-exempt",
    says="不适用的条款占 {share} 的分值，超过标准允许的 {most}",
    mend="核对不适用的条款；整类业务都不办的窗口应当换用别的标准。",
    wrong="min_coverage: 0.4\nexempt_at_most: 0.05",
    right="min_coverage: 0.4\nexempt_at_most: 0.2",
)
NO_LIMIT_STATED: Final = Code(
    slug="no-limit-stated",
    says="条款 {clause} 的“{fault}”要按机构自己公布的时限查，而机构档案没有写明",
    mend="由机构在 centre.yml 里写 limits（{standard} 下的 {clause}）；没有公布时限的不得扣分。",
    wrong="{id: silent, text: 不问候, minus: 3, each: true, stated: true}",
    right="{id: silent, text: 不问候, minus: 3, each: true}",
)


def inspection_problems(
    file: RoundFile, number: int, plan: Plan, open_to: frozenset[str], stated: frozenset[str]
) -> Iterator[Problem]:
    """Everything in an inspection of a round that could not be counted as the inspector meant it.

    `open_to`: the clauses that may not apply to its window; `stated`: those of which its centre states a limit.
    """
    yield from _Inspected(file, number, plan, open_to, stated).problems()


class _Inspected:
    """One inspection held against its standard."""

    def __init__(
        self, file: RoundFile, number: int, plan: Plan, open_to: frozenset[str], stated: frozenset[str]
    ) -> None:
        inspection = file.round.inspections[number]
        self.open_to = open_to
        self.stated = stated
        self.path = file.path
        self.plan = plan
        self.clauses = plan.clauses
        self.inspection = inspection
        self.route: Route = ("inspections", number)
        self.exempted = frozenset(exemption.clause for exemption in inspection.not_applicable)
        self.assessed = (
            None
            if inspection.assessed == "all"
            else set[str]().union(*(plan.within.get(item, frozenset()) for item in inspection.assessed))
        )

    def problems(self) -> Iterator[Problem]:
        if self.assessed is not None:
            yield from self._scope()
        yield from self._silence()
        yield from self._entries()
        yield from self._values()
        yield from self._exempt()

    def _problem(self, code: Code, *route: str | int, **facts: str) -> Problem:
        return Problem(path=self.path, route=(*self.route, *route), code=code, facts=facts)

    def _scope(self) -> Iterator[Problem]:
        for place, item in enumerate(self.inspection.assessed):
            if item not in self.plan.within:
                yield self._problem(
                    NO_SUCH_SECTION_OR_CLAUSE, "assessed", place, value=item, known=known(self.plan.within, item)
                )
        for place, value in repeated(self.inspection.assessed):
            yield self._problem(LISTED_TWICE, "assessed", place, value=value)
        if not self.inspection.assessed and self.inspection.announced is None:
            yield self._problem(NOTHING_ASSESSED, "assessed")

    def _silence(self) -> Iterator[Problem]:
        """What an inspection says it assessed and says nothing of: a missing record is no clean one."""
        one = self.inspection
        told = (one.findings, one.unmet, one.figured, one.vetoes, one.not_applicable)
        said = any(told)
        if one.assessed == "all" and not said and not one.nothing_found:
            yield self._problem(NOTHING_SAID, "assessed")
        if one.nothing_found and any((one.findings, one.unmet, one.vetoes)):
            yield self._problem(NOTHING_FOUND_BUT_TOLD, "nothing_found")
        if one.nothing_found and one.announced is not None and self._below_full(one.announced):
            yield self._problem(ANNOUNCED_BELOW_CLEAN, "announced", announced=str(one.announced))
        wanting = (self.plan.observed if self.assessed is None else self.assessed) - self.plan.silent - self.exempted
        named = {entry.clause for entry in one.findings} | {entry.clause for entry in one.unmet}
        for clause in sorted(wanting - named - one.figured):
            check = self.clauses[clause].check
            yield self._problem(FIGURE_MISSING, "assessed", clause=clause, key=check.told_under, method=check.method)

    def _below_full(self, announced: Decimal) -> bool:
        scale = self.plan.standard.scale
        return scale is not None and announced < scale.full

    def _exempt(self) -> Iterator[Problem]:
        """Clauses that are said not to apply, though nothing declares that they may not, or too many of them."""
        if not self.exempted:
            return
        for place, exemption in enumerate(self.inspection.not_applicable):
            if exemption.clause in self.plan.observed and exemption.clause not in self.open_to:
                yield self._problem(NOT_DECLARED_EXEMPT, "not_applicable", place, "clause", clause=exemption.clause)
        share, most = _exempt_share(self.plan, self.exempted), Fraction(self.plan.standard.exempt_at_most)
        if share > most and self.open_to != self.plan.observed:
            facts = {"share": _percent(share), "most": _percent(most)}
            yield self._problem(TOO_MUCH_EXEMPT, "not_applicable", **facts)

    def _entries(self) -> Iterator[Problem]:
        """Every clause that is named, under the key that its check method asks for."""
        inspection = self.inspection
        findings = [finding.clause for finding in inspection.findings]
        unmet = [unmet.clause for unmet in inspection.unmet]
        exempt = [exemption.clause for exemption in inspection.not_applicable]
        for key, names in (("findings", findings), ("unmet", unmet)):
            for place, name in enumerate(names):
                yield from self._named(name, key, (key, place, "clause"))
        for figure, given in inspection.figures.items():
            for name in given:
                yield from (replace(problem, at_key=True) for problem in self._named(name, figure, (figure, name)))
        yield from self._left_out(exempt)
        for key, names in (("unmet", unmet), ("not_applicable", exempt)):
            for place, value in repeated(names):
                yield self._problem(LISTED_TWICE, key, place, "clause", value=value)

    def _left_out(self, names: Iterable[str]) -> Iterator[Problem]:
        """Only what is there and takes part in the score can be left out of it."""
        for place, name in enumerate(names):
            route = ("not_applicable", place, "clause")
            if name not in self.clauses:
                yield self._problem(NO_SUCH_CLAUSE, *route, clause=name, known=known(self.clauses, name))
            elif not scored(self.clauses[name]):
                yield self._problem(NEEDLESS_EXEMPTION, *route, clause=name)

    def _named(self, name: str, key: str, route: Route) -> Iterator[Problem]:
        clause = self.clauses.get(name)
        if clause is None:
            yield self._problem(NO_SUCH_CLAUSE, *route, clause=name, known=known(self.clauses, name))
            return
        wanted = clause.check.told_under
        if wanted != key:
            code = RESULT_FOR_GUIDANCE if clause.check.part == "guidance" else WRONG_KEY_FOR_METHOD
            facts = {"clause": name, "method": clause.check.method, "key": key, "wanted": wanted}
            yield self._problem(code, *route, **facts)
        elif clause.check.part == "guidance":
            return
        elif name in self.exempted:
            yield self._problem(RESULT_DESPITE_EXEMPTION, *route, clause=name)
        elif self.assessed is not None and name not in self.assessed and observed(clause):
            yield self._problem(RESULT_OUTSIDE_ASSESSED, *route, clause=name)

    def _values(self) -> Iterator[Problem]:
        for place, finding in enumerate(self.inspection.findings):
            clause = self.clauses.get(finding.clause)
            if clause and clause.check.method == "deduct":
                yield from self._finding(place, finding, clause.check)
            elif clause and clause.check.part == "guidance" and (finding.fault or finding.minus is not None):
                yield self._problem(RESULT_FOR_GUIDANCE, "findings", place, "clause", clause=finding.clause)
        for code, route, facts in figure_problems(self.plan, self.inspection):
            yield self._problem(code, *route, **facts)
        yield from self._vetoes()

    def _finding(self, place: int, finding: Finding, check: Deduct) -> Iterator[Problem]:
        faults = {fault.id: fault for fault in check.faults}
        fault = faults.get(finding.fault or "")
        if fault is None:
            facts = {
                "fault": finding.fault or "–",
                "clause": finding.clause,
                "known": known(faults, finding.fault or ""),
            }
            yield self._problem(NO_SUCH_FAULT, "findings", place, "fault" if finding.fault else "clause", **facts)
        elif fault.per == "period":
            facts = {"fault": fault.id, "clause": finding.clause, "file": f"{self.path.rsplit('/', 2)[0]}/events/"}
            yield self._problem(FAULT_OF_EVENTS, "findings", place, "fault", **facts)
        elif fault.stated and finding.clause not in self.stated:
            facts = {"fault": fault.id, "clause": finding.clause, "standard": self.plan.standard.id}
            yield self._problem(NO_LIMIT_STATED, "findings", place, "fault", **facts)
        else:
            yield from amount_problems(self.path, (*self.route, "findings", place), fault, finding.minus)
            if finding.minus is not None and not finding.note:
                yield self._problem(AMOUNT_WITHOUT_NOTE, "findings", place, "minus", fault=fault.id)

    def _vetoes(self) -> Iterator[Problem]:
        vetoes = [veto.id for veto in self.plan.standard.vetoes]
        inspection = self.inspection
        for place, offence in enumerate(inspection.vetoes):
            if offence.veto not in vetoes:
                facts = {"value": offence.veto, "known": known(vetoes, offence.veto) or "–"}
                yield self._problem(NO_SUCH_VETO, "vetoes", place, "veto", **facts)


@lru_cache(maxsize=1 << 12)  # the same few clauses do not apply again and again
def _exempt_share(plan: Plan, exempted: frozenset[str]) -> Fraction:
    """The share of the points that visits can assess which goes with some clauses; of a shared pool by its clauses."""
    touched = {plan.pool_of[clause] for clause in exempted & plan.observed}
    pools = [plan.pools[index] for index in touched]
    gone = total(Fraction(pool.points * len(pool.observed & exempted), len(pool.observed)) for pool in pools)
    return gone / plan.observable if plan.observable else Fraction(0)


def _percent(share: Fraction) -> str:
    """A share as a whole percentage, rounded up: what is above a bound looks so."""
    return f"{-(-share.numerator * 100 // share.denominator)}%"


CODES: Final = (
    WRONG_KEY_FOR_METHOD,
    RESULT_OUTSIDE_ASSESSED,
    RESULT_DESPITE_EXEMPTION,
    NO_SUCH_SECTION_OR_CLAUSE,
    RESULT_FOR_GUIDANCE,
    FAULT_OF_EVENTS,
    AMOUNT_WITHOUT_NOTE,
    NOTHING_ASSESSED,
    NOTHING_SAID,
    NOTHING_FOUND_BUT_TOLD,
    ANNOUNCED_BELOW_CLEAN,
    FIGURE_MISSING,
    NOT_DECLARED_EXEMPT,
    TOO_MUCH_EXEMPT,
    NO_LIMIT_STATED,
)
