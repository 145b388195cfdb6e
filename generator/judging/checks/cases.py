"""Whether cases agree with the results, the boards, the clocks and one another."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from generator.judging.checks.references import known, repeated, unknown
from generator.judging.process.clocks import clocks_of
from generator.judging.process.holidays import calendar_of
from generator.judging.process.settling import Settled
from generator.judging.process.workdays import UnknownYearError, after
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import first_day, last_day, period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.ranking import in_service, on_board
from generator.judging.scoring.scores import Visit
from generator.judging.scoring.striking import said_of
from generator.model.cases import (
    About,
    Appeal,
    Case,
    CaseFile,
    Change,
    Contested,
    Correction,
    Rectification,
    Reply,
    Suspension,
    Visited,
    Waiver,
    Withdrawal,
    of_kind,
)
from generator.model.dataset import CentreData, Rulebook
from generator.model.events import Event
from generator.model.keys import WindowKey
from generator.model.problem import Problem, Route
from generator.model.results import Inspection
from generator.model.rules import Board


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedStep:
    """A step of a case and where its day stands."""

    path: str
    route: Route
    day: datetime.date


def steps_of(cases: Iterable[CaseFile]) -> Iterator[DatedStep]:
    """Every step of some cases; those of one case in the order in which they must happen."""
    for file in cases:
        for route, day in _dates(file):
            yield DatedStep(path=file.path, route=route, day=day)


def _dates(file: CaseFile) -> Iterator[tuple[Route, datetime.date]]:
    case = file.case
    match case:
        case Suspension():
            yield ("since",), case.since
        case Appeal():
            yield ("opened",), case.opened
            if case.decision:
                yield ("decision", "date"), case.decision.date
        case Rectification():
            yield ("opened",), case.opened
            for place, step in enumerate(case.steps):
                yield ("steps", place, "date"), step.date
            if case.verified_by:
                yield ("verified_by", "date"), case.verified_by.date
        case Waiver() | Reply() | Correction() | Withdrawal():
            yield ("date",), case.date
        case _:
            assert_never(case)


def future_step_problems(steps: Iterable[DatedStep], last: datetime.date) -> Iterator[Problem]:
    """Steps that are dated after the day the site speaks of."""
    for step in steps:
        if step.day > last:
            facts = {"date": step.day.isoformat(), "last": last.isoformat()}
            yield Problem(path=step.path, route=step.route, code="step-after-data-day", facts=facts)


def calendar_problem(path: str, route: Route, error: UnknownYearError) -> Problem:
    """A clock that runs through a year whose holidays are not known."""
    return Problem(path=path, route=route, code="unknown-holidays", facts={"year": str(error.year)})


def green_problems(cases: Iterable[CaseFile], boards: Mapping[str, Sequence[Settled]]) -> Iterator[Problem]:
    """Waivers, and rectifications of everything, for a window that is not and was not on the green list.

    One that is borderline has a preview to waive.
    """
    settled = {(board, one.period.period): one for board, periods in boards.items() for one in periods}
    for file in cases:
        about = file.about
        listed = _may_be_of(file.case, settled.get(about.place)) if about else None
        if about and listed is not None and file.who not in listed:
            facts = {"window": about.window, "board": about.board, "period": about.period}
            yield Problem(path=file.path, route=("window",), code="not-on-green-list", facts=facts)


def _may_be_of(case: Case, period: Settled | None) -> frozenset[WindowKey] | None:
    """The windows of a period that such a case may be about; None: any."""
    match case:
        case Waiver():
            return period.exposed if period else frozenset()
        case Rectification(clauses=()):
            return period.green if period else frozenset()
        case Rectification() | Reply() | Appeal() | Correction() | Withdrawal() | Suspension():
            return None
        case _:
            assert_never(case)


def case_problems(data: CentreData, rulebook: Rulebook, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """Everything in the cases of a centre that its own rounds and the rules do not bear out.

    The rounds have passed `judging.round_checks`.
    """
    court = _Court(data, rulebook, plans)
    for file in data.cases:
        yield from court.problems(file)
    yield from _two_suspensions(data.cases)
    yield from _two_appeals(data.cases)


class _Court:
    """The cases of a centre held against its rounds."""

    def __init__(self, data: CentreData, rulebook: Rulebook, plans: Mapping[str, Plan]) -> None:
        self.data = data
        self.rulebook = rulebook
        self.plans = plans
        self.windows = {window.id: window for window in data.centre.windows}
        self.visits: dict[str, list[Visit]] = {}
        for file in data.rounds:
            for inspection in file.round.every:
                self.visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))

    def problems(self, file: CaseFile) -> Iterator[Problem]:
        """What is wrong with one case; what follows from an unknown window or board is not said."""
        case = file.case
        yield from _in_order(file)
        found = list(unknown(file.path, ("window",), "no-such-window", case.window, self.windows))
        if case.about:
            found += self._about(file.path, case.window, case.about, gone=case.kind == "withdrawal")
        yield from found
        if case.about is None or not found:
            yield from self._told(file.path, case)
            yield from _changes(file.path, case.changes)

    def _told(self, path: str, case: Case) -> Iterator[Problem]:
        match case:
            case Suspension():
                yield from self._suspension(path, case)
            case Appeal():
                yield from self._appeal(path, case, self.rulebook.boards[case.about.board])
            case Rectification():
                yield from self._rectification(path, case, self.rulebook.boards[case.about.board])
            case Withdrawal():
                yield from self._withdrawal(path, case)
            case Correction():
                if not case.changes:
                    yield Problem(path=path, route=("changes",), code="empty-list")
            case Waiver() | Reply():
                pass  # they say nothing that rounds could belie
            case _:
                assert_never(case)

    def _about(self, path: str, window: str, about: About, *, gone: bool) -> Iterator[Problem]:
        """`gone`: the case says why results are there no more, so that nobody asks for them."""
        board = self.rulebook.boards.get(about.board)
        if board is None:
            yield from unknown(path, ("about", "board"), "no-such-board", about.board, self.rulebook.boards)
            return
        if period_on(board, first_day(about.period)) != about.period:
            facts = {"period": about.period, "board": board.id, "kind": board.period}
            yield Problem(path=path, route=("about", "period"), code="period-not-of-board", facts=facts)
        elif window in self.windows:
            there = on_board(board, self.data.id, self.data.centre, self.windows[window])
            facts = {"window": window, "board": board.id, "period": about.period}
            if not there or not in_service(self.windows[window], about.period):
                yield Problem(path=path, route=("about", "board"), code="window-not-on-board", facts=facts)
            elif (
                not gone
                and not self._inspected(window, board, about.period)
                and not self._proved(window, board, about.period)
            ):
                yield Problem(path=path, route=("about", "period"), code="no-result-in-period", facts=facts)

    def _inspected(self, window: str, board: Board, period: str) -> list[Visit]:
        """The visits that a row is made of, those that are only shown too."""
        return [
            visit
            for visit in self.visits.get(window, ())
            if visit.round.standard == standard_of(board, period) and period_on(board, visit.round.date) == period
        ]

    def _proved(self, window: str, board: Board, period: str) -> dict[str, Event]:
        """The facts that a row counts, by id."""
        return {
            record.event.id: record.event
            for record in self.data.events
            if record.window == window
            and record.event.standard == standard_of(board, period)
            and period_on(board, record.event.proved) == period
        }

    def _visit(self, window: str, visited: Visited | Contested) -> Visit | None:
        wanted = (visited.standard, visited.date, visited.channel)
        visits = self.visits.get(window, ())
        return next((one for one in visits if (one.round.standard, one.round.date, one.round.channel) == wanted), None)

    def _suspension(self, path: str, case: Suspension) -> Iterator[Problem]:
        if case.until is not None and case.until < case.since:
            facts = {"since": case.since.isoformat(), "until": case.until.isoformat()}
            yield Problem(path=path, route=("until",), code="suspension-backwards", facts=facts)
        if (case.standard is None) != (case.clause is None):
            yield Problem(
                path=path, route=("clause",) if case.clause else ("standard",), code="standard-or-clause-missing"
            )
        elif case.standard is not None and case.clause is not None:
            standard = self.rulebook.standards.get(case.standard)
            if standard is None:
                yield from unknown(path, ("standard",), "no-such-standard", case.standard, self.rulebook.standards)
                return
            clauses = [clause.id for section in standard.sections for clause in section.clauses]
            yield from _unknown_clause(path, ("clause",), case.clause, clauses)

    def _appeal(self, path: str, case: Appeal, board: Board) -> Iterator[Problem]:
        days = clocks_of(self.rulebook.policy.process, case.about.period).appeal
        try:
            last = after(calendar_of(self.rulebook.policy.calendar), last_day(case.about.period), days)
        except UnknownYearError as error:
            yield calendar_problem(path, ("about", "period"), error)
        else:
            if case.opened > last:
                facts = {"opened": case.opened.isoformat(), "last": last.isoformat(), "days": str(days)}
                yield Problem(path=path, route=("opened",), code="late-appeal", facts=facts)
        if not case.findings and not case.events:
            yield Problem(path=path, route=("findings",), code="empty-list")
        yield from self._contested_events(path, case, board)
        for place, _ in repeated(map(repr, case.findings)):
            route: Route = ("findings", place)
            yield Problem(
                path=path, route=route, code="contested-twice", facts={"finding": _named(case.findings[place])}
            )
        facts_at_issue = self._proved(case.window, board, case.about.period)
        teams = {facts_at_issue[name].team for name in case.events if name in facts_at_issue}
        for place, contested in enumerate(case.findings):
            visit = self._visit(case.window, contested)
            if visit:
                teams.add(visit.round.team)
            yield from self._contested(path, ("findings", place), case, contested, board)
        if case.decision and case.decision.team in teams:
            facts = {"team": case.decision.team}
            yield Problem(path=path, route=("decision", "team"), code="team-decides-own-findings", facts=facts)

    def _contested_events(self, path: str, case: Appeal, board: Board) -> Iterator[Problem]:
        proved = self._proved(case.window, board, case.about.period)
        for place, name in repeated(case.events):
            yield Problem(path=path, route=("events", place), code="listed-twice", facts={"value": name})
        for place, name in enumerate(case.events):
            event = proved.get(name)
            if event is None:
                facts = {"id": name, "window": case.window, "known": known(proved, name) or "–"}
                yield Problem(path=path, route=("events", place), code="no-such-event", facts=facts)
            elif case.opened < event.proved:
                order = {"earlier": case.opened.isoformat(), "later": event.proved.isoformat()}
                yield Problem(path=path, route=("opened",), code="steps-out-of-order", facts=order)

    def _contested(
        self, path: str, route: Route, case: Appeal, contested: Contested, board: Board
    ) -> Iterator[Problem]:
        facts = {"finding": _named(contested)}
        if (contested.clause is None) == (contested.veto is None) or (contested.fault and contested.veto):
            yield Problem(path=path, route=route, code="unclear-finding", facts=facts)
            return
        visit = self._visit(case.window, contested)
        if visit is None or not said_of(visit.inspection, contested):
            yield Problem(path=path, route=route, code="no-such-finding", facts=facts)
        elif visit not in self._inspected(case.window, board, case.about.period):
            yield Problem(
                path=path, route=route, code="finding-of-other-result", facts={**facts, "period": case.about.period}
            )
        elif case.opened < contested.date:
            order = {"earlier": case.opened.isoformat(), "later": contested.date.isoformat()}
            yield Problem(path=path, route=("opened",), code="steps-out-of-order", facts=order)

    def _rectification(self, path: str, case: Rectification, board: Board) -> Iterator[Problem]:
        plan = self.plans[standard_of(board, case.about.period)]
        visits = self._inspected(case.window, board, case.about.period)
        lost = {clause for visit in visits for clause in _found_at(plan, visit.inspection)}
        proved = self._proved(case.window, board, case.about.period).values()
        lost |= {event.clause for event in proved if event.clause and event.fault}
        for place, value in repeated(case.clauses):
            yield Problem(path=path, route=("clauses", place), code="listed-twice", facts={"value": value})
        for place, clause in enumerate(case.clauses):
            if clause not in plan.clauses:
                yield from _unknown_clause(path, ("clauses", place), clause, plan.clauses)
            elif clause not in lost:
                facts = {"clause": clause, "window": case.window, "known": known(lost, clause) or "–"}
                yield Problem(path=path, route=("clauses", place), code="nothing-lost-at-clause", facts=facts)
        if case.verified_by:
            clauses = [clause for clause in case.clauses or lost if clause in lost]
            yield from self._verified(path, case, case.verified_by, visits, clauses)

    def _verified(
        self, path: str, case: Rectification, by: Visited, visits: Sequence[Visit], clauses: Collection[str]
    ) -> Iterator[Problem]:
        route: Route = ("verified_by",)
        visit = self._visit(case.window, by)
        if visit is None:
            facts = {"standard": by.standard, "date": by.date.isoformat(), "channel": by.channel}
            yield Problem(path=path, route=route, code="no-such-inspection", facts=facts)
            return
        last = max((one.round.date for one in visits), default=by.date)
        if by.date <= last:
            facts = {"date": by.date.isoformat(), "last": last.isoformat()}
            yield Problem(path=path, route=(*route, "date"), code="verified-too-early", facts=facts)
            return
        plan = self.plans[by.standard]
        unseen = [clause for clause in clauses if not _assessed(plan, visit.inspection, clause)]
        found = _found_at(plan, visit.inspection)
        again = [clause for clause in clauses if clause in found]
        vetoed = {veto.veto for one in visits for veto in one.inspection.vetoes}
        if not case.clauses:
            again += [one.veto for one in visit.inspection.vetoes if one.veto in vetoed]
        if unseen:
            yield Problem(path=path, route=route, code="verified-in-part", facts={"clauses": ", ".join(sorted(unseen))})
        if again:
            yield Problem(
                path=path, route=route, code="verified-yet-not-mended", facts={"clauses": ", ".join(sorted(again))}
            )

    def _withdrawal(self, path: str, case: Withdrawal) -> Iterator[Problem]:
        if not case.inspections:
            yield Problem(path=path, route=("inspections",), code="empty-list")
        for place, visited in enumerate(case.inspections):
            if self._visit(case.window, visited):
                facts = {"standard": visited.standard, "date": visited.date.isoformat(), "channel": visited.channel}
                yield Problem(path=path, route=("inspections", place), code="withdrawn-inspection-remains", facts=facts)


def _in_order(file: CaseFile) -> Iterator[Problem]:
    """Steps whose day lies before that of the step before them."""
    for (_, earlier), (route, later) in pairwise(_dates(file)):
        if later < earlier:
            facts = {"earlier": later.isoformat(), "later": earlier.isoformat()}
            yield Problem(path=file.path, route=route, code="steps-out-of-order", facts=facts)


def _changes(path: str, changes: Sequence[Change]) -> Iterator[Problem]:
    """Changes that change nothing, and figures that are told twice."""
    for place, value in repeated(change.figure for change in changes):
        yield Problem(path=path, route=("changes", place, "figure"), code="listed-twice", facts={"value": value})
    for place, change in enumerate(changes):
        if change.old == change.new:
            yield Problem(
                path=path, route=("changes", place), code="correction-changes-nothing", facts={"figure": change.figure}
            )


def _unknown_clause(path: str, route: Route, clause: str, clauses: Collection[str]) -> Iterator[Problem]:
    if clause not in clauses:
        yield Problem(
            path=path, route=route, code="no-such-clause", facts={"clause": clause, "known": known(clauses, clause)}
        )


def _named(contested: Contested) -> str:
    """A contested finding in short: `2026-10-12 weekly 1.1 untidy`."""
    words = (contested.date.isoformat(), contested.channel, contested.clause, contested.fault, contested.veto)
    return " ".join(word for word in words if word)


def _found_at(plan: Plan, inspection: Inspection) -> set[str]:
    """The clauses at which an inspection found something amiss."""
    found = {finding.clause for finding in inspection.findings} | {unmet.clause for unmet in inspection.unmet}
    found.update(clause for clause, level in inspection.levels.items() if plan.lost_at[clause, level])
    found.update(clause for clause, points in inspection.points.items() if points != plan.clauses[clause].points)
    for clause, sample in inspection.sampled.items():
        check = plan.clauses[clause].check
        if check.method == "limit" and Fraction(sample.within, sample.cases) < Fraction(check.target):
            found.add(clause)
    return found


def _assessed(plan: Plan, inspection: Inspection, clause: str) -> bool:
    """Whether an inspection looked at a clause; a level or a sample must have been given."""
    if clause not in plan.pool_of or any(one.clause == clause for one in inspection.not_applicable):
        return False
    looked = inspection.assessed == "all" or any(clause in plan.within[item] for item in inspection.assessed)
    if clause not in plan.observed:  # a proved fact: there is nothing that a visit could look at
        return True
    given = (inspection.levels, inspection.points, inspection.sampled)
    return looked and (clause in plan.silent or any(clause in one for one in given))


def _two_suspensions(cases: Iterable[CaseFile]) -> Iterator[Problem]:
    """Suspensions of one window that overlap; of two, the one that begins later is named."""
    by_window: dict[str, list[tuple[datetime.date, str, Suspension]]] = {}
    for file, case in of_kind(cases, Suspension):
        by_window.setdefault(case.window, []).append((case.since, file.path, case))
    for found in by_window.values():
        for (_, other, one), (since, path, _case) in pairwise(sorted(found, key=lambda entry: entry[:2])):
            if one.until is None or one.until >= since:
                yield Problem(path=path, route=("since",), code="suspensions-overlap", facts={"other": other})


def _two_appeals(cases: Iterable[CaseFile]) -> Iterator[Problem]:
    """Appeals about one row that are not decided, and findings that two appeals contest."""
    undecided: dict[tuple[str, str, str], str] = {}
    contested: dict[tuple[str, Contested | str], str] = {}
    for file, case in of_kind(cases, Appeal):
        key = (case.window, case.about.board, case.about.period)
        if case.decision is None:
            if key in undecided:
                yield Problem(
                    path=file.path, route=("window",), code="appeal-already-open", facts={"other": undecided[key]}
                )
            undecided.setdefault(key, file.path)
        for place, one in enumerate(case.findings):
            other = contested.setdefault((case.window, one), file.path)
            if other != file.path:
                facts = {"finding": _named(one), "other": other}
                yield Problem(path=file.path, route=("findings", place), code="finding-in-two-appeals", facts=facts)
        for place, name in enumerate(case.events):
            other = contested.setdefault((case.window, name), file.path)
            if other != file.path:
                facts = {"finding": name, "other": other}
                yield Problem(path=file.path, route=("events", place), code="finding-in-two-appeals", facts=facts)
