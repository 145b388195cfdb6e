"""Whether events agree with the standards, the centre and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from generator.judging.checks.references import (
    INSPECTION_AFTER_DATA_DAY,
    NO_SUCH_CLAUSE,
    NO_SUCH_FAULT,
    NO_SUCH_STANDARD,
    NO_SUCH_VETO,
    NO_SUCH_WINDOW,
    STANDARD_FOR_OTHER_TRADE,
    TEAM_INSPECTS_OWN_CENTRE,
    known,
    unknown,
)
from generator.judging.scoring.pools import Plan
from generator.model.centre import Centre
from generator.model.dataset import CentreData
from generator.model.events import Event, EventRecord
from generator.model.problem import Code, Problem, Route
from generator.model.standard import Clause, Deduct, Fault, Range

Told = tuple[str, str, int]
"""The id of an event, its file, and its position there."""


PROVED_BEFORE_IT_HAPPENED: Final = Code(
    slug="proved-before-it-happened",
    says="事件查实的日期 {proved} 早于发生的日期 {happened}",
    mend="核对 happened 和 proved 两个日期。",
    wrong="happened: 2026-10-12, proved: 2026-10-10",
    right="happened: 2026-10-02, proved: 2026-10-10",
)


def event_problems(data: CentreData, plans: Mapping[str, Plan]) -> Iterator[Problem]:
    """Everything in the events of a centre that could not be counted as it is meant."""
    windows = {window.id: window for window in data.centre.windows}
    for record in data.events:
        event, path, route = record.event, record.path, _route(record)
        yield from unknown(path, (*route, "window"), NO_SUCH_WINDOW, event.window, windows)
        if event.proved < event.happened:
            facts = {"happened": event.happened.isoformat(), "proved": event.proved.isoformat()}
            yield Problem(path=path, route=(*route, "proved"), code=PROVED_BEFORE_IT_HAPPENED, facts=facts)
        if event.team in data.centre.teams:
            yield Problem(path=path, route=(*route, "team"), code=TEAM_INSPECTS_OWN_CENTRE, facts={"team": event.team})
        plan = plans.get(event.standard)
        if plan is None:
            yield from unknown(path, (*route, "standard"), NO_SUCH_STANDARD, event.standard, plans)
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
            yield Problem(path=path, route=("events", number, "proved"), code=INSPECTION_AFTER_DATA_DAY, facts=facts)


EVENT_TOLD_TWICE: Final = Code(
    slug="event-told-twice",
    says="事件编号“{id}”已经在 {other} 里写过：一件事只记一次",
    mend="删去重复的一条；若确是另一件事，换用它自己的编号。",
    wrong="- {id: GX-2610-1, window: cash-1, …}\n- {id: GX-2610-1, window: cash-1, …}",
    right="- {id: GX-2610-1, window: cash-1, …}\n- {id: GX-2610-2, window: cash-1, …}",
)


def repeated_events(told: Iterable[Told]) -> Iterator[Problem]:
    """Ids that stand twice: a fact is told once, whatever file it stands in."""
    seen: dict[str, str] = {}
    for name, path, number in told:
        if name in seen:
            facts = {"id": name, "other": seen[name]}
            yield Problem(path=path, route=("events", number, "id"), code=EVENT_TOLD_TWICE, facts=facts)
        seen.setdefault(name, path)


def _told(events: Iterable[EventRecord]) -> Iterator[Told]:
    yield from ((record.event.id, record.path, record.number) for record in events)


ONE_FACT_TWO_IDS: Final = Code(
    slug="one-fact-two-ids",
    says="事件“{id}”与“{other}”说的是同一天同一窗口的同一件事",
    mend="只留一条；确是两件事的，在 note 里写出区别。",
    wrong="- {id: GX-2610-1, …, happened: 2026-10-02, …, note: 老人家属送来锦旗, …}\n"
    "- {id: GX-2610-2, …, happened: 2026-10-02, …, note: 老人家属送来锦旗, …}",
    right="- {id: GX-2610-1, …, happened: 2026-10-02, …, note: 老人家属送来锦旗, …}\n"
    "- {id: GX-2610-2, …, happened: 2026-10-03, …, note: 客户送来锦旗, …}",
)


def _twins(events: Iterable[EventRecord]) -> Iterator[Problem]:
    """One fact under two ids: the same words of the same day about the same fault."""
    seen: dict[tuple[object, ...], str] = {}
    for record in events:
        event = record.event
        key = (event.window, event.clause, event.fault, event.veto, event.happened, event.note)
        other = seen.setdefault(key, event.id)
        if other != event.id:
            facts = {"id": event.id, "other": other}
            yield Problem(path=record.path, route=_route(record), code=ONE_FACT_TWO_IDS, facts=facts)


def _trade(path: str, route: Route, centre: Centre, event: Event, plan: Plan) -> Iterator[Problem]:
    trade = next((one.trade for one in centre.windows if one.id == event.window and one.trade), centre.trade)
    if trade not in plan.standard.applies_to:
        facts = {"standard": plan.ref, "trade": trade, "known": ", ".join(plan.standard.applies_to)}
        yield Problem(path=path, route=(*route, "standard"), code=STANDARD_FOR_OTHER_TRADE, facts=facts)


EVENT_ABOUT_WHAT: Final = Code(
    slug="event-about-what",
    says="事件“{id}”要写明是哪一条的哪种情形（clause 和 fault）、哪一条加分（clause），或哪一项否决（veto），三者选一",
    mend="补上 clause 和 fault，或只写 veto。",
    wrong='standard: desk@1, clause: "9.1", veto: bribery',
    right='standard: desk@1, clause: "9.1"',
)
BONUS_HAS_NO_FAULT: Final = Code(
    slug="bonus-has-no-fault",
    says="条款 {clause} 是加分项，不写扣分情形“{fault}”",
    mend="删去 fault。",
    wrong='standard: desk@1, clause: "9.1", fault: silent',
    right='standard: desk@1, clause: "9.1"',
)
NO_EVENTS_HERE: Final = Code(
    slug="no-events-here",
    says="条款 {clause} 以“{method}”检查，只看各次检查，不按事件计分",
    mend="写进检查批次；或核对条款号。",
    wrong='{id: GX-2610-1, window: cash-1, standard: desk@1, clause: "1.2"',
    right='{id: GX-2610-1, window: cash-1, standard: desk@1, clause: "9.1"',
)


def _subject(path: str, route: Route, event: Event, plan: Plan) -> Iterator[Problem]:
    """What a fact is about: one fault counted over the period, one bonus, or one veto."""
    if (event.clause is None) == (event.veto is None) or (event.fault is not None and event.clause is None):
        yield Problem(path=path, route=route, code=EVENT_ABOUT_WHAT, facts={"id": event.id})
        return
    if event.veto is not None:
        vetoes = [veto.id for veto in plan.standard.vetoes]
        if event.veto not in vetoes:
            facts = {"value": event.veto, "known": known(vetoes, event.veto) or "–"}
            yield Problem(path=path, route=(*route, "veto"), code=NO_SUCH_VETO, facts=facts)
        return
    clause = plan.clauses.get(event.clause or "")
    if clause is None:
        facts = {"clause": event.clause or "", "known": known(plan.clauses, event.clause or "")}
        yield Problem(path=path, route=(*route, "clause"), code=NO_SUCH_CLAUSE, facts=facts)
    else:
        yield from _told_of(path, route, event, clause)


def _told_of(path: str, route: Route, event: Event, clause: Clause) -> Iterator[Problem]:
    check = clause.check
    if check.method == "deduct":
        yield from _fault(path, route, event, clause, check)
    elif check.told_under != "events":
        facts = {"clause": clause.id, "method": check.method}
        yield Problem(path=path, route=(*route, "clause"), code=NO_EVENTS_HERE, facts=facts)
    elif event.fault is not None:
        facts = {"clause": clause.id, "fault": event.fault}
        yield Problem(path=path, route=(*route, "fault"), code=BONUS_HAS_NO_FAULT, facts=facts)


FAULT_OF_VISITS: Final = Code(
    slug="fault-of-visits",
    says="条款 {clause} 的“{fault}”是检查时看到的，不是检查之外查实的事实",
    mend="写进检查批次的 findings。",
    wrong='{id: GX-2610-1, window: cash-1, standard: desk@1, clause: "2.1", fault: silent',
    right='{id: GX-2610-1, window: cash-1, standard: desk@1, clause: "9.1"',
)


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
        yield Problem(path=path, route=place, code=NO_SUCH_FAULT, facts=facts)
    elif fault.per == "visit":
        facts = {"clause": clause.id, "fault": fault.id}
        yield Problem(path=path, route=(*route, "fault"), code=FAULT_OF_VISITS, facts=facts)
    else:
        yield from amount_problems(path, route, fault, event.minus)


AMOUNT_IS_FIXED: Final = Code(
    slug="amount-is-fixed",
    says="“{fault}”扣多少分由标准写定，不另写 minus",
    mend="删去 minus。",
    wrong='- {clause: "1.1", fault: untidy, count: 2, minus: 1, note: 单据散放}',
    right='- {clause: "1.1", fault: untidy, count: 2, note: 单据散放}',
)
AMOUNT_WANTED: Final = Code(
    slug="amount-wanted",
    says="“{fault}”扣 {least} 至 {most} 分，要写明扣多少（minus）",
    mend="补上 minus，并在 note 里写明理由。",
    wrong="{id: silent, text: 不问候, minus: {least: 1, most: 3}, each: true}",
    right="{id: silent, text: 不问候, minus: 3, each: true}",
)
AMOUNT_OUT_OF_BOUNDS: Final = Code(
    slug="amount-out-of-bounds",
    says="“{fault}”扣 {value} 分，不在 {least} 至 {most} 之间",
    mend="改为范围之内的分值。",
    wrong='- {clause: "1.1", fault: untidy, minus: 9, note: 单据散放}',
    right='- {clause: "1.1", fault: untidy, minus: 3, note: 单据散放}',
)


def amount_problems(path: str, route: Route, fault: Fault, minus: Decimal | None) -> Iterator[Problem]:
    """An amount that nobody gave where the standard leaves it open, or that it does not ask for, or out of bounds."""
    facts = {"fault": fault.id}
    if not isinstance(fault.minus, Range):
        if minus is not None:
            yield Problem(path=path, route=(*route, "minus"), code=AMOUNT_IS_FIXED, facts=facts)
        return
    bounds = {**facts, "least": str(fault.minus.least), "most": str(fault.minus.most)}
    if minus is None:
        yield Problem(path=path, route=route, code=AMOUNT_WANTED, facts=bounds)
    elif not fault.minus.least <= minus <= fault.minus.most:
        yield Problem(
            path=path, route=(*route, "minus"), code=AMOUNT_OUT_OF_BOUNDS, facts={**bounds, "value": str(minus)}
        )


def _route(record: EventRecord) -> Route:
    return ("events", record.number)


CODES: Final = (
    PROVED_BEFORE_IT_HAPPENED,
    EVENT_TOLD_TWICE,
    ONE_FACT_TWO_IDS,
    EVENT_ABOUT_WHAT,
    BONUS_HAS_NO_FAULT,
    NO_EVENTS_HERE,
    FAULT_OF_VISITS,
    AMOUNT_IS_FIXED,
    AMOUNT_WANTED,
    AMOUNT_OUT_OF_BOUNDS,
)
