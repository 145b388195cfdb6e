"""Whether rounds of results agree with the standards, the centre and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, assert_never

from generator.judging.checks.events import amount_problems
from generator.judging.checks.references import (
    INSPECTION_AFTER_DATA_DAY,
    LISTED_TWICE,
    NEEDLESS_EXEMPTION,
    NO_SUCH_CHANNEL,
    NO_SUCH_CLAUSE,
    NO_SUCH_FAULT,
    NO_SUCH_STANDARD,
    NO_SUCH_VETO,
    NO_SUCH_WINDOW,
    STANDARD_FOR_OTHER_TRADE,
    TEAM_INSPECTS_OWN_CENTRE,
    known,
    repeated,
    unknown,
)
from generator.judging.scoring.figures import total
from generator.judging.scoring.pools import Plan, observed, scored
from generator.model.centre import Centre, Window
from generator.model.dataset import CentreData, RoundFile
from generator.model.problem import Code, Problem, Route
from generator.model.results import FIGURE_KEYS, Finding, Inspection
from generator.model.rules import SELF, Vocabulary
from generator.model.standard import Clause, Deduct, Given, Standard


def future_problems(dates: Iterable[tuple[datetime.date, str]], last: datetime.date) -> Iterator[Problem]:
    """Rounds (day and file) that are dated after the day the site speaks of."""
    for day, path in dates:
        if day > last:
            facts = {"date": day.isoformat(), "last": last.isoformat()}
            yield Problem(path=path, route=("date",), code=INSPECTION_AFTER_DATA_DAY, facts=facts)


def own_team_problems(data: CentreData, rule: Literal["forbidden", "allowed"]) -> Iterator[Problem]:
    """Rounds of a centre by a team of its own people, where the policy does not let it.

    Its own are those that it states, and those by which it checks itself: under another channel that is no inspection.
    """
    own = {*data.centre.teams, *(file.round.team for file in data.rounds if file.round.channel == SELF)}
    for file in data.rounds:
        if rule == "forbidden" and file.round.team in own and file.round.channel != SELF:
            yield Problem(
                path=file.path, route=("team",), code=TEAM_INSPECTS_OWN_CENTRE, facts={"team": file.round.team}
            )


def round_problems(data: CentreData, plans: Mapping[str, Plan], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Everything in the rounds of a centre that could not be counted as the inspector meant it."""
    channels = {channel.id for channel in vocabulary.channels}
    windows = {window.id: window for window in data.centre.windows}
    for file in data.rounds:
        yield from _head(file, data.centre, plans, channels)
        plan = plans.get(file.round.standard)
        if plan is not None:
            for number, inspection in enumerate(file.round.inspections):
                route: Route = ("inspections", number)
                yield from unknown(file.path, (*route, "window"), NO_SUCH_WINDOW, inspection.window, windows)
                window = windows.get(inspection.window)
                yield from _trade(file, (*route, "window"), window, plan.standard)
                if file.round.channel == SELF:  # it counts nowhere: nothing is gained by what is left out
                    open_to = plan.observed
                elif inspection.not_applicable:
                    open_to = exempt_at(plan.standard, data.centre, window)
                else:
                    open_to = frozenset()
                stated = frozenset(data.centre.limits.get(plan.standard.id, ()))
                yield from _Inspected(file.path, plan, inspection, route, (open_to, stated)).problems()
            yield from _clean(file, windows, plan)
    yield from _twice(data)


INSPECTION_BEFORE_STANDARD: Final = Code(
    slug="inspection-before-standard",
    says="检查日期 {date} 早于标准的生效日期 {effective}",
    mend="核对日期，或改用当时有效的版次。",
    wrong="date: 2025-10-20",
    right="date: 2026-10-20",
)


def _head(file: RoundFile, centre: Centre, plans: Mapping[str, Plan], channels: set[str]) -> Iterator[Problem]:
    yield from unknown(file.path, ("channel",), NO_SUCH_CHANNEL, file.round.channel, channels)
    plan = plans.get(file.round.standard)
    if plan is None:
        yield from unknown(file.path, ("standard",), NO_SUCH_STANDARD, file.round.standard, plans)
        return
    standard = plan.standard
    if not ({centre.trade} | {window.trade for window in centre.windows}) & set(standard.applies_to):
        facts = {"standard": standard.ref, "trade": centre.trade, "known": ", ".join(standard.applies_to)}
        yield Problem(path=file.path, route=("standard",), code=STANDARD_FOR_OTHER_TRADE, facts=facts)
    if file.round.date < standard.effective:
        facts = {"date": file.round.date.isoformat(), "effective": standard.effective.isoformat()}
        yield Problem(path=file.path, route=("date",), code=INSPECTION_BEFORE_STANDARD, facts=facts)


def exempt_at(standard: Standard, centre: Centre, window: Window | None) -> frozenset[str]:
    """The clauses of a standard that may not apply to a window: the standard, its centre, or its own entry says so."""
    declared = {clause.id for section in standard.sections for clause in section.clauses if clause.may_not_apply}
    declared.update(centre.may_not_apply.get(standard.id, ()))
    if window is not None:
        declared.update(window.may_not_apply.get(standard.id, ()))
    return frozenset(declared)


def _trade(file: RoundFile, route: Route, window: Window | None, standard: Standard) -> Iterator[Problem]:
    """A window of a trade that the standard is not for, in a centre of which it is."""
    if window is not None and window.trade and window.trade not in standard.applies_to:
        facts = {"standard": standard.ref, "trade": window.trade, "known": ", ".join(standard.applies_to)}
        yield Problem(path=file.path, route=route, code=STANDARD_FOR_OTHER_TRADE, facts=facts)


CLEAN_WITHOUT_FIGURES: Final = Code(
    slug="clean-without-figures",
    says="窗口“{window}”写为没有发现问题，但条款 {clauses} 要有数字（levels、points 或 sampled）",
    mend="在 inspections 里单独写这个窗口，填上这些条款的结果。",
    wrong="clean: [cash-1]",
    right="inspections:\n"
    '  - {window: cash-1, assessed: all, levels: {"3.2": top}, sampled: {"3.1": {cases: 10, within: 10}}}',
)
NOBODY_INSPECTED: Final = Code(
    slug="nobody-inspected",
    says="这个检查批次里没有一个窗口",
    mend="在 inspections 或 clean 里写出窗口；没有检查就删去文件。",
    wrong="inspections: []",
    right="inspections:\n"
    '  - {window: cash-1, assessed: all, levels: {"3.2": top}, sampled: {"3.1": {cases: 10, within: 10}}}',
)


def _clean(file: RoundFile, windows: Mapping[str, Window], plan: Plan) -> Iterator[Problem]:
    """Windows that are said to be clean: they exist, and the standard asks for no figure that was left out."""
    wanting = sorted(plan.observed - plan.silent)
    for place, name in enumerate(file.round.clean):
        route: Route = ("clean", place)
        yield from unknown(file.path, route, NO_SUCH_WINDOW, name, windows)
        yield from _trade(file, route, windows.get(name), plan.standard)
        if wanting:
            facts = {"window": name, "clauses": ", ".join(wanting)}
            yield Problem(path=file.path, route=route, code=CLEAN_WITHOUT_FIGURES, facts=facts)
    if not file.round.every:
        yield Problem(path=file.path, route=("inspections",), code=NOBODY_INSPECTED)


INSPECTED_TWICE: Final = Code(
    slug="inspected-twice",
    says="窗口“{window}”在同一天、同一检查方式、同一标准下已有一次检查，见 {other}",
    mend="合并为一次；确实是两次检查的，核对日期和检查方式。",
    wrong="date: 2026-10-12\nchannel: weekly\nteam: B",
    right="date: 2026-10-20\nchannel: monthly\nteam: B",
)


def _twice(data: CentreData) -> Iterator[Problem]:
    """One window is inspected once under one standard, on one day, through one channel."""
    seen: dict[tuple[str, str, datetime.date, str], str] = {}
    for file in data.rounds:
        named = len(file.round.inspections)
        for number, inspection in enumerate(file.round.every):
            key = (inspection.window, file.round.standard, file.round.date, file.round.channel)
            if key in seen:
                facts = {"window": inspection.window, "other": seen[key]}
                route: Route = ("inspections", number, "window") if number < named else ("clean", number - named)
                yield Problem(path=file.path, route=route, code=INSPECTED_TWICE, facts=facts)
            seen.setdefault(key, file.path)


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
MORE_WITHIN_THAN_SAMPLED: Final = Code(
    slug="more-within-than-sampled",
    says="达标件数 {within} 多于抽样件数 {cases}",
    mend="核对抽样记录；within 不能大于 cases。",
    wrong='sampled: {"3.1": {cases: 20, within: 21}}',
    right='sampled: {"3.1": {cases: 20, within: 17}}',
)
NO_SUCH_LEVEL: Final = Code(
    slug="no-such-level",
    says="条款 {clause} 没有等级“{level}”；可用：{known}",
    mend="从标准中该条款的 levels 里选一个编号。",
    wrong='levels: {"3.2": lower}',
    right='levels: {"3.2": low}',
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
MORE_THAN_THE_CLAUSE: Final = Code(
    slug="more-than-the-clause",
    says="条款 {clause} 给了 {value} 分，超过它的 {most} 分",
    mend="改为 0 至 {most} 之间的分值。",
    wrong='points: {"1.1": 13}',
    right='points: {"1.1": 12}',
)
BETWEEN_STEPS: Final = Code(
    slug="between-steps",
    says="条款 {clause} 给了 {value} 分，不是每档 {step} 分的整数倍",
    mend="按档给分。",
    wrong='points: {"1.1": 2.5}',
    right='points: {"1.1": 3}',
)
NO_LIMIT_STATED: Final = Code(
    slug="no-limit-stated",
    says="条款 {clause} 的“{fault}”要按机构自己公布的时限查，而机构档案没有写明",
    mend="由机构在 centre.yml 里写 limits（{standard} 下的 {clause}）；没有公布时限的不得扣分。",
    wrong="{id: silent, text: 不问候, minus: 3, each: true, stated: true}",
    right="{id: silent, text: 不问候, minus: 3, each: true}",
)


class _Inspected:
    """One inspection held against its standard."""

    def __init__(
        self,
        path: str,
        plan: Plan,
        inspection: Inspection,
        route: Route,
        declared: tuple[frozenset[str], frozenset[str]],
    ) -> None:
        """`declared`: the clauses that may not apply to the window, and those of which its centre states a limit."""
        self.open_to, self.stated = declared
        self.path = path
        self.plan = plan
        self.clauses = plan.clauses
        self.inspection = inspection
        self.route = route
        self.exempted = {exemption.clause for exemption in inspection.not_applicable}
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
        whole = self.plan.observable
        touched = {self.plan.pool_of[clause] for clause in self.exempted & self.plan.observed}
        pools = [self.plan.pools[index] for index in touched]
        gone = total(Fraction(pool.points * len(pool.observed & self.exempted), len(pool.observed)) for pool in pools)
        most = Fraction(self.plan.standard.exempt_at_most)
        if whole and gone / whole > most and self.open_to != self.plan.observed:
            facts = {"share": _percent(gone / whole), "most": _percent(most)}
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
        yield from self._figures()
        yield from self._vetoes()

    def _figures(self) -> Iterator[Problem]:
        """Figures that their clauses do not know."""
        for key in FIGURE_KEYS:
            match key:
                case "levels":
                    yield from self._levels()
                case "points":
                    for name, given in self.inspection.points.items():
                        clause = self.clauses.get(name)
                        if clause and clause.check.method == "points":
                            yield from self._given(name, given, clause, clause.check)
                case "sampled":
                    yield from self._samples()
                case _:
                    assert_never(key)

    def _levels(self) -> Iterator[Problem]:
        for name, level in self.inspection.levels.items():
            clause = self.clauses.get(name)
            if clause and clause.check.method == "level" and (name, level) not in self.plan.lost_at:
                levels = known((one.id for one in clause.check.levels), level)
                yield self._problem(NO_SUCH_LEVEL, "levels", name, level=level, clause=name, known=levels)

    def _samples(self) -> Iterator[Problem]:
        for name, sample in self.inspection.sampled.items():
            if sample.within > sample.cases:
                facts = {"within": str(sample.within), "cases": str(sample.cases)}
                yield self._problem(MORE_WITHIN_THAN_SAMPLED, "sampled", name, "within", **facts)

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

    def _given(self, name: str, given: Decimal, clause: Clause, check: Given) -> Iterator[Problem]:
        most = clause.points or Decimal(0)
        facts = {"clause": name, "value": str(given), "most": str(most), "step": str(check.step)}
        if given > most:
            yield self._problem(MORE_THAN_THE_CLAUSE, "points", name, **facts)
        elif check.step and Fraction(given) % Fraction(check.step):
            yield self._problem(BETWEEN_STEPS, "points", name, **facts)

    def _vetoes(self) -> Iterator[Problem]:
        vetoes = [veto.id for veto in self.plan.standard.vetoes]
        inspection = self.inspection
        for place, offence in enumerate(inspection.vetoes):
            if offence.veto not in vetoes:
                facts = {"value": offence.veto, "known": known(vetoes, offence.veto) or "–"}
                yield self._problem(NO_SUCH_VETO, "vetoes", place, "veto", **facts)


def _percent(share: Fraction) -> str:
    """A share as a whole percentage, rounded up: what is above a bound looks so."""
    return f"{-(-share.numerator * 100 // share.denominator)}%"


CODES: Final = (
    INSPECTION_BEFORE_STANDARD,
    CLEAN_WITHOUT_FIGURES,
    NOBODY_INSPECTED,
    INSPECTED_TWICE,
    WRONG_KEY_FOR_METHOD,
    RESULT_OUTSIDE_ASSESSED,
    RESULT_DESPITE_EXEMPTION,
    MORE_WITHIN_THAN_SAMPLED,
    NO_SUCH_LEVEL,
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
    MORE_THAN_THE_CLAUSE,
    BETWEEN_STEPS,
    NO_LIMIT_STATED,
)
