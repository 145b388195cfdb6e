"""Whether rounds of results agree with the standards, the centre and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from generator.judging.checks.references import known, repeated, unknown
from generator.judging.scoring.pools import Plan, scored
from generator.model.centre import Centre
from generator.model.dataset import CentreData, RoundFile
from generator.model.problem import Problem, Route
from generator.model.results import Inspection
from generator.model.rules import Vocabulary


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
    windows = {window.id for window in data.centre.windows}
    for file in data.rounds:
        yield from _head(file, data.centre, plans, channels)
        plan = plans.get(file.round.standard)
        if plan is not None:
            for number, inspection in enumerate(file.round.inspections):
                route: Route = ("inspections", number)
                yield from unknown(file.path, (*route, "window"), "no-such-window", inspection.window, windows)
                yield from _Inspected(file.path, plan, inspection, route).problems()
    yield from _twice(data)


def _head(file: RoundFile, centre: Centre, plans: Mapping[str, Plan], channels: set[str]) -> Iterator[Problem]:
    yield from unknown(file.path, ("channel",), "no-such-channel", file.round.channel, channels)
    plan = plans.get(file.round.standard)
    if plan is None:
        yield from unknown(file.path, ("standard",), "no-such-standard", file.round.standard, plans)
        return
    standard = plan.standard
    if centre.trade not in standard.applies_to:
        facts = {"standard": standard.ref, "trade": centre.trade, "known": ", ".join(standard.applies_to)}
        yield Problem(path=file.path, route=("standard",), code="standard-for-other-trade", facts=facts)
    if file.round.date < standard.effective:
        facts = {"date": file.round.date.isoformat(), "effective": standard.effective.isoformat()}
        yield Problem(path=file.path, route=("date",), code="inspection-before-standard", facts=facts)


def _twice(data: CentreData) -> Iterator[Problem]:
    """One window is inspected once under one standard, on one day, through one channel."""
    seen: dict[tuple[str, str, datetime.date, str], str] = {}
    for file in data.rounds:
        for number, inspection in enumerate(file.round.inspections):
            key = (inspection.window, file.round.standard, file.round.date, file.round.channel)
            if key in seen:
                facts = {"window": inspection.window, "other": seen[key]}
                route: Route = ("inspections", number, "window")
                yield Problem(path=file.path, route=route, code="inspected-twice", facts=facts)
            seen.setdefault(key, file.path)


class _Inspected:
    """One inspection held against its standard."""

    def __init__(self, path: str, plan: Plan, inspection: Inspection, route: Route) -> None:
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
            yield from self._scope(self.assessed)
        yield from self._entries()
        yield from self._values()

    def _problem(self, code: str, *route: str | int, **facts: str) -> Problem:
        return Problem(path=self.path, route=(*self.route, *route), code=code, facts=facts)

    def _scope(self, assessed: set[str]) -> Iterator[Problem]:
        for place, item in enumerate(self.inspection.assessed):
            if item not in self.plan.within:
                yield self._problem(
                    "no-such-section-or-clause", "assessed", place, value=item, known=known(self.plan.within, item)
                )
        for place, value in repeated(self.inspection.assessed):
            yield self._problem("listed-twice", "assessed", place, value=value)
        for pool in self.plan.pools:
            missing = set(pool.clauses) - assessed - self.exempted
            if missing and missing != set(pool.clauses) - self.exempted:
                yield self._problem(
                    "pool-partly-assessed",
                    "assessed",
                    pool=pool.id or self.plan.standard.id,
                    missing=", ".join(sorted(missing)),
                )

    def _entries(self) -> Iterator[Problem]:
        """Every clause that is named, under the key that its check method asks for."""
        inspection = self.inspection
        for key, names in (
            ("findings", [finding.clause for finding in inspection.findings]),
            ("unmet", [unmet.clause for unmet in inspection.unmet]),
            ("bonuses", [award.clause for award in inspection.bonuses]),
        ):
            for place, name in enumerate(names):
                yield from self._named(name, key, (key, place, "clause"))
        for key, mapping in (("levels", inspection.levels), ("sampled", inspection.sampled)):
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
            code = "wrong-key-for-method" if wanted else "result-for-guidance"
            facts = {"clause": name, "method": clause.check.method, "key": key, "wanted": wanted}
            yield self._problem(code, *route, **facts)
        elif name in self.exempted:
            yield self._problem("result-despite-exemption", *route, clause=name)
        elif key != "bonuses" and self.assessed is not None and name not in self.assessed:
            yield self._problem("result-outside-assessed", *route, clause=name)

    def _values(self) -> Iterator[Problem]:
        plan, inspection = self.plan, self.inspection
        for place, finding in enumerate(inspection.findings):
            clause = self.clauses.get(finding.clause)
            if clause and clause.check.method == "deduct" and (finding.clause, finding.fault) not in plan.faults:
                faults = known((fault.id for fault in clause.check.faults), finding.fault)
                facts = {"fault": finding.fault, "clause": finding.clause, "known": faults}
                yield self._problem("no-such-fault", "findings", place, "fault", **facts)
        for name, level in inspection.levels.items():
            clause = self.clauses.get(name)
            if clause and clause.check.method == "level" and (name, level) not in plan.lost_at:
                levels = known((one.id for one in clause.check.levels), level)
                yield self._problem("no-such-level", "levels", name, level=level, clause=name, known=levels)
        for name, sample in inspection.sampled.items():
            if sample.within > sample.cases:
                facts = {"within": str(sample.within), "cases": str(sample.cases)}
                yield self._problem("more-within-than-sampled", "sampled", name, "within", **facts)
        vetoes = [veto.id for veto in plan.standard.vetoes]
        for place, offence in enumerate(inspection.vetoes):
            if offence.veto not in vetoes:
                facts = {"value": offence.veto, "known": known(vetoes, offence.veto) or "–"}
                yield self._problem("no-such-veto", "vetoes", place, "veto", **facts)
