"""Whether rounds of results agree with the standards, the centre and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from generator.judging.checks.events import amount_problems
from generator.judging.checks.references import known, repeated, unknown
from generator.judging.scoring.pools import Plan, observed, scored
from generator.judging.scoring.scores import total
from generator.model.centre import Centre, Window
from generator.model.dataset import CentreData, RoundFile
from generator.model.problem import Problem, Route
from generator.model.results import Finding, Inspection
from generator.model.rules import SELF, Vocabulary
from generator.model.standard import Clause, Deduct, Given, Grade, Guidance, Standard


def future_problems(dates: Iterable[tuple[datetime.date, str]], last: datetime.date) -> Iterator[Problem]:
    """Rounds (day and file) that are dated after the day the site speaks of."""
    for day, path in dates:
        if day > last:
            facts = {"date": day.isoformat(), "last": last.isoformat()}
            yield Problem(path=path, route=("date",), code="inspection-after-data-day", facts=facts)


def own_team_problems(data: CentreData, rule: Literal["forbidden", "allowed"]) -> Iterator[Problem]:
    """Rounds of a centre by a team of its own people, where the policy does not let it."""
    for file in data.rounds:
        if rule == "forbidden" and file.round.team in data.centre.teams:
            yield Problem(
                path=file.path, route=("team",), code="team-inspects-own-centre", facts={"team": file.round.team}
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
                yield from unknown(file.path, (*route, "window"), "no-such-window", inspection.window, windows)
                window = windows.get(inspection.window)
                yield from _trade(file, (*route, "window"), window, plan.standard)
                open_to = exempt_at(plan.standard, data.centre, window)
                if file.round.channel == SELF:  # it counts nowhere: nothing is gained by what is left out
                    open_to = plan.observed
                stated = frozenset(data.centre.limits.get(plan.standard.id, ()))
                yield from _Inspected(file.path, plan, inspection, route, (open_to, stated)).problems()
            yield from _clean(file, windows, plan)
    yield from _twice(data)


def _head(file: RoundFile, centre: Centre, plans: Mapping[str, Plan], channels: set[str]) -> Iterator[Problem]:
    yield from unknown(file.path, ("channel",), "no-such-channel", file.round.channel, channels)
    plan = plans.get(file.round.standard)
    if plan is None:
        yield from unknown(file.path, ("standard",), "no-such-standard", file.round.standard, plans)
        return
    standard = plan.standard
    if not ({centre.trade} | {window.trade for window in centre.windows}) & set(standard.applies_to):
        facts = {"standard": standard.ref, "trade": centre.trade, "known": ", ".join(standard.applies_to)}
        yield Problem(path=file.path, route=("standard",), code="standard-for-other-trade", facts=facts)
    if file.round.date < standard.effective:
        facts = {"date": file.round.date.isoformat(), "effective": standard.effective.isoformat()}
        yield Problem(path=file.path, route=("date",), code="inspection-before-standard", facts=facts)


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
        yield Problem(path=file.path, route=route, code="standard-for-other-trade", facts=facts)


def _clean(file: RoundFile, windows: Mapping[str, Window], plan: Plan) -> Iterator[Problem]:
    """Windows that are said to be clean: they exist, and the standard asks for no figure that was left out."""
    wanting = sorted(plan.observed - plan.silent)
    for place, name in enumerate(file.round.clean):
        route: Route = ("clean", place)
        yield from unknown(file.path, route, "no-such-window", name, windows)
        yield from _trade(file, route, windows.get(name), plan.standard)
        if wanting:
            facts = {"window": name, "clauses": ", ".join(wanting)}
            yield Problem(path=file.path, route=route, code="clean-without-figures", facts=facts)
    if not file.round.every:
        yield Problem(path=file.path, route=("inspections",), code="nobody-inspected")


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
                yield Problem(path=file.path, route=route, code="inspected-twice", facts=facts)
            seen.setdefault(key, file.path)


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

    def _problem(self, code: str, *route: str | int, **facts: str) -> Problem:
        return Problem(path=self.path, route=(*self.route, *route), code=code, facts=facts)

    def _scope(self) -> Iterator[Problem]:
        for place, item in enumerate(self.inspection.assessed):
            if item not in self.plan.within:
                yield self._problem(
                    "no-such-section-or-clause", "assessed", place, value=item, known=known(self.plan.within, item)
                )
        for place, value in repeated(self.inspection.assessed):
            yield self._problem("listed-twice", "assessed", place, value=value)
        if not self.inspection.assessed and self.inspection.announced is None:
            yield self._problem("nothing-assessed", "assessed")

    def _silence(self) -> Iterator[Problem]:
        """What an inspection says it assessed and says nothing of: a missing record is no clean one."""
        one = self.inspection
        told = (one.findings, one.unmet, one.levels, one.points, one.sampled, one.vetoes, one.not_applicable)
        said = any(told)
        if one.assessed == "all" and not said and not one.nothing_found:
            yield self._problem("nothing-said", "assessed")
        if one.nothing_found and any((one.findings, one.unmet, one.vetoes)):
            yield self._problem("nothing-found-but-told", "nothing_found")
        if one.nothing_found and one.announced is not None and self._below_full(one.announced):
            yield self._problem("announced-below-clean", "announced", announced=str(one.announced))
        wanting = (self.plan.observed if self.assessed is None else self.assessed) - self.plan.silent - self.exempted
        named = {entry.clause for entry in one.findings} | {entry.clause for entry in one.unmet}
        for clause in sorted(wanting - named - one.levels.keys() - one.points.keys() - one.sampled.keys()):
            check = self.clauses[clause].check
            yield self._problem("figure-missing", "assessed", clause=clause, key=check.told_under, method=check.method)

    def _below_full(self, announced: Decimal) -> bool:
        scale = self.plan.standard.scale
        return scale is not None and announced < scale.full

    def _exempt(self) -> Iterator[Problem]:
        """Clauses that are said not to apply, though nothing declares that they may not, or too many of them."""
        for place, exemption in enumerate(self.inspection.not_applicable):
            if exemption.clause in self.plan.observed and exemption.clause not in self.open_to:
                yield self._problem("not-declared-exempt", "not_applicable", place, "clause", clause=exemption.clause)
        whole = self.plan.observable
        gone = total(
            Fraction(pool.points * len(pool.observed & self.exempted), len(pool.observed))
            for pool in self.plan.pools
            if pool.observed
        )
        most = Fraction(self.plan.standard.exempt_at_most)
        if whole and gone / whole > most and self.open_to != self.plan.observed:
            facts = {"share": _percent(gone / whole), "most": _percent(most)}
            yield self._problem("too-much-exempt", "not_applicable", **facts)

    def _entries(self) -> Iterator[Problem]:
        """Every clause that is named, under the key that its check method asks for."""
        inspection = self.inspection
        for key, names in (
            ("findings", [finding.clause for finding in inspection.findings]),
            ("unmet", [unmet.clause for unmet in inspection.unmet]),
        ):
            for place, name in enumerate(names):
                yield from self._named(name, key, (key, place, "clause"))
        for key, mapping in (
            ("levels", inspection.levels),
            ("points", inspection.points),
            ("sampled", inspection.sampled),
        ):
            for name in mapping:
                yield from (replace(problem, at_key=True) for problem in self._named(name, key, (key, name)))
        for place, name in enumerate(exemption.clause for exemption in inspection.not_applicable):
            route = ("not_applicable", place, "clause")
            if name not in self.clauses:
                yield self._problem("no-such-clause", *route, clause=name, known=known(self.clauses, name))
            elif not scored(self.clauses[name]):
                yield self._problem("needless-exemption", *route, clause=name)
        for key, names in (
            ("unmet", [unmet.clause for unmet in inspection.unmet]),
            ("not_applicable", [exemption.clause for exemption in inspection.not_applicable]),
        ):
            for place, value in repeated(names):
                yield self._problem("listed-twice", key, place, "clause", value=value)

    def _named(self, name: str, key: str, route: Route) -> Iterator[Problem]:
        clause = self.clauses.get(name)
        if clause is None:
            yield self._problem("no-such-clause", *route, clause=name, known=known(self.clauses, name))
            return
        wanted = clause.check.told_under
        if wanted != key:
            code = "result-for-guidance" if isinstance(clause.check, Guidance) else "wrong-key-for-method"
            facts = {"clause": name, "method": clause.check.method, "key": key, "wanted": wanted}
            yield self._problem(code, *route, **facts)
        elif isinstance(clause.check, Guidance):
            return
        elif name in self.exempted:
            yield self._problem("result-despite-exemption", *route, clause=name)
        elif self.assessed is not None and name not in self.assessed and observed(clause):
            yield self._problem("result-outside-assessed", *route, clause=name)

    def _values(self) -> Iterator[Problem]:
        plan, inspection = self.plan, self.inspection
        for place, finding in enumerate(inspection.findings):
            clause = self.clauses.get(finding.clause)
            if clause and isinstance(clause.check, Deduct):
                yield from self._finding(place, finding, clause.check)
            elif clause and isinstance(clause.check, Guidance) and (finding.fault or finding.minus is not None):
                yield self._problem("result-for-guidance", "findings", place, "clause", clause=finding.clause)
        for name, level in inspection.levels.items():
            clause = self.clauses.get(name)
            if clause and isinstance(clause.check, Grade) and (name, level) not in plan.lost_at:
                levels = known((one.id for one in clause.check.levels), level)
                yield self._problem("no-such-level", "levels", name, level=level, clause=name, known=levels)
        for name, given in inspection.points.items():
            clause = self.clauses.get(name)
            if clause and isinstance(clause.check, Given):
                yield from self._given(name, given, clause, clause.check)
        for name, sample in inspection.sampled.items():
            if sample.within > sample.cases:
                facts = {"within": str(sample.within), "cases": str(sample.cases)}
                yield self._problem("more-within-than-sampled", "sampled", name, "within", **facts)
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
            yield self._problem("no-such-fault", "findings", place, "fault" if finding.fault else "clause", **facts)
        elif fault.per == "period":
            facts = {"fault": fault.id, "clause": finding.clause, "file": f"{self.path.rsplit('/', 2)[0]}/events/"}
            yield self._problem("fault-of-events", "findings", place, "fault", **facts)
        elif fault.stated and finding.clause not in self.stated:
            facts = {"fault": fault.id, "clause": finding.clause, "standard": self.plan.standard.id}
            yield self._problem("no-limit-stated", "findings", place, "fault", **facts)
        else:
            yield from amount_problems(self.path, (*self.route, "findings", place), fault, finding.minus)
            if finding.minus is not None and not finding.note:
                yield self._problem("amount-without-note", "findings", place, "minus", fault=fault.id)

    def _given(self, name: str, given: Decimal, clause: Clause, check: Given) -> Iterator[Problem]:
        most = clause.points or Decimal(0)
        facts = {"clause": name, "value": str(given), "most": str(most), "step": str(check.step)}
        if given > most:
            yield self._problem("more-than-the-clause", "points", name, **facts)
        elif check.step and Fraction(given) % Fraction(check.step):
            yield self._problem("between-steps", "points", name, **facts)

    def _vetoes(self) -> Iterator[Problem]:
        vetoes = [veto.id for veto in self.plan.standard.vetoes]
        inspection = self.inspection
        for place, offence in enumerate(inspection.vetoes):
            if offence.veto not in vetoes:
                facts = {"value": offence.veto, "known": known(vetoes, offence.veto) or "–"}
                yield self._problem("no-such-veto", "vetoes", place, "veto", **facts)


def _percent(share: Fraction) -> str:
    """A share as a whole percentage, rounded up: what is above a bound looks so."""
    return f"{-(-share.numerator * 100 // share.denominator)}%"
