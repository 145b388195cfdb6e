"""Whether events agree with the standards, the centre and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator.judging.checks.references import known, unknown
from generator.judging.scoring.pools import Plan
from generator.model.centre import Centre
from generator.model.dataset import CentreData
from generator.model.events import Event, EventRecord
from generator.model.problem import Problem, Route
from generator.model.standard import Bonus, Clause, Deduct, Fault, Range

Told = tuple[str, str, int]
"""The id of an event, its file, and its position there."""


def event_problems(data: CentreData, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """Everything in the events of a centre that could not be counted as it is meant."""
    windows = {window.id: window for window in data.centre.windows}
    for record in data.events:
        event, path, route = record.event, record.path, _route(record)
        yield from unknown(path, (*route, "window"), "no-such-window", event.window, windows)
        if event.proved < event.happened:
            facts = {"happened": event.happened.isoformat(), "proved": event.proved.isoformat()}
            yield Problem(path=path, route=(*route, "proved"), code="proved-before-it-happened", facts=facts)
        if event.team in data.centre.teams:
            yield Problem(
                path=path, route=(*route, "team"), code="team-inspects-own-centre", facts={"team": event.team}
            )
        plan = plans.get(event.standard)
        if plan is None:
            yield from unknown(path, (*route, "standard"), "no-such-standard", event.standard, plans)
        else:
            yield from _trade(path, route, data.centre, event, plan)
            yield from _subject(path, route, event, plan)
    yield from repeated_events(_told(data.events))
    yield from _twins(data.events)


def future_event_problems(told: Iterable[tuple[datetime.date, Told]], last: datetime.date) -> Iterator[Problem]:
    """Facts that would be proved after the day the site speaks of."""
    for day, (_, path, number) in told:
        if day > last:
            facts = {"date": day.isoformat(), "last": last.isoformat()}
            yield Problem(path=path, route=("events", number, "proved"), code="inspection-after-data-day", facts=facts)


def repeated_events(told: Iterable[Told]) -> Iterator[Problem]:
    """Ids that stand twice: a fact is told once, whatever file it stands in."""
    seen: dict[str, str] = {}
    for name, path, number in told:
        if name in seen:
            facts = {"id": name, "other": seen[name]}
            yield Problem(path=path, route=("events", number, "id"), code="event-told-twice", facts=facts)
        seen.setdefault(name, path)


def _told(events: Iterable[EventRecord]) -> Iterator[Told]:
    yield from ((record.event.id, record.path, record.number) for record in events)


def _twins(events: Iterable[EventRecord]) -> Iterator[Problem]:
    """One fact under two ids: the same words of the same day about the same fault."""
    seen: dict[tuple[object, ...], str] = {}
    for record in events:
        event = record.event
        key = (event.window, event.clause, event.fault, event.veto, event.happened, event.note)
        other = seen.setdefault(key, event.id)
        if other != event.id:
            facts = {"id": event.id, "other": other}
            yield Problem(path=record.path, route=_route(record), code="one-fact-two-ids", facts=facts)


def _trade(path: str, route: Route, centre: Centre, event: Event, plan: Plan) -> Iterator[Problem]:
    trade = next((one.trade for one in centre.windows if one.id == event.window and one.trade), centre.trade)
    if trade not in plan.standard.applies_to:
        facts = {"standard": plan.ref, "trade": trade, "known": ", ".join(plan.standard.applies_to)}
        yield Problem(path=path, route=(*route, "standard"), code="standard-for-other-trade", facts=facts)


def _subject(path: str, route: Route, event: Event, plan: Plan) -> Iterator[Problem]:
    """What a fact is about: one fault counted over the period, one bonus, or one veto."""
    if (event.clause is None) == (event.veto is None) or (event.fault is not None and event.clause is None):
        yield Problem(path=path, route=route, code="event-about-what", facts={"id": event.id})
        return
    if event.veto is not None:
        vetoes = [veto.id for veto in plan.standard.vetoes]
        if event.veto not in vetoes:
            facts = {"value": event.veto, "known": known(vetoes, event.veto) or "–"}
            yield Problem(path=path, route=(*route, "veto"), code="no-such-veto", facts=facts)
        return
    clause = plan.clauses.get(event.clause or "")
    if clause is None:
        facts = {"clause": event.clause or "", "known": known(plan.clauses, event.clause or "")}
        yield Problem(path=path, route=(*route, "clause"), code="no-such-clause", facts=facts)
    elif isinstance(clause.check, Bonus):
        if event.fault is not None:
            facts = {"clause": clause.id, "fault": event.fault}
            yield Problem(path=path, route=(*route, "fault"), code="bonus-has-no-fault", facts=facts)
    elif isinstance(clause.check, Deduct):
        yield from _fault(path, route, event, clause, clause.check)
    else:
        facts = {"clause": clause.id, "method": clause.check.method}
        yield Problem(path=path, route=(*route, "clause"), code="no-events-here", facts=facts)


def _fault(path: str, route: Route, event: Event, clause: Clause, check: Deduct) -> Iterator[Problem]:
    faults = {fault.id: fault for fault in check.faults}
    fault = faults.get(event.fault or "")
    if fault is None:
        facts = {
            "fault": event.fault or "–",
            "clause": clause.id,
            "known": known([one.id for one in check.faults if one.per == "period"], event.fault or "") or "–",
        }
        place = (*route, "fault") if event.fault else (*route, "clause")
        yield Problem(path=path, route=place, code="no-such-fault", facts=facts)
    elif fault.per == "visit":
        facts = {"clause": clause.id, "fault": fault.id}
        yield Problem(path=path, route=(*route, "fault"), code="fault-of-visits", facts=facts)
    else:
        yield from amount_problems(path, route, fault, event.minus)


def amount_problems(path: str, route: Route, fault: Fault, minus: Decimal | None) -> Iterator[Problem]:
    """An amount that nobody gave where the standard leaves it open, or that it does not ask for, or out of bounds."""
    facts = {"fault": fault.id}
    if not isinstance(fault.minus, Range):
        if minus is not None:
            yield Problem(path=path, route=(*route, "minus"), code="amount-is-fixed", facts=facts)
        return
    bounds = {**facts, "least": str(fault.minus.least), "most": str(fault.minus.most)}
    if minus is None:
        yield Problem(path=path, route=route, code="amount-wanted", facts=bounds)
    elif not fault.minus.least <= minus <= fault.minus.most:
        yield Problem(
            path=path, route=(*route, "minus"), code="amount-out-of-bounds", facts={**bounds, "value": str(minus)}
        )


def _route(record: EventRecord) -> Route:
    return ("events", record.number)
