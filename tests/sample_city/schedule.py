"""The rounds of one centre: who comes when, through which channel, and to which windows."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.model.events import Event, Source
from generator.model.results import Inspection, Round
from tests.sample_city.days import working_weeks
from tests.sample_city.dice import Dice
from tests.sample_city.players import Attendance, Counter, House, Incident
from tests.sample_city.visits import Manner, Scope, Trade, inspect, reworded

MOST_VISITS: Final = 25
"""Inspections in one file."""

_WEEKLY_TEAMS: Final = "ABC"
_NEWEST: Final = 2
"""Months in which irregular attendance shows."""

_WORDINGS: Final = 20
"""Tries to say in other words what was said already."""

Calls = Sequence[tuple[Counter, Scope]]
"""The windows of a round, and what is looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """How thorough the inspectors of a city are."""

    attendance: float
    """Share of the windows that a weekly round visits."""
    partial: float
    """Share of the weekly inspections that leave a section out."""
    patrols: int
    """Patrols a month."""


@dataclass(frozen=True, slots=True)
class _Month:
    house: House
    trade: Trade
    habits: Habits
    seed: int
    name: str
    position: int
    """From 0, the first month."""
    count: int

    def back(self) -> int:
        return self.count - 1 - self.position

    def dice(self, *words: object) -> Dice:
        return Dice(self.seed, self.house.id, self.name, *words)


def rounds_of(house: House, trade: Trade, months: Sequence[str], habits: Habits, seed: int) -> Iterator[Round]:
    """All rounds of a centre over these months."""
    for position, name in enumerate(months):
        month = _Month(house, trade.in_month(name), habits, seed, name, position, len(months))
        yield from _told_once(month, _rounds_of_month(month))


def _rounds_of_month(month: _Month) -> Iterator[Round]:
    yield from _weekly(month)
    yield from _monthly(month)
    yield from _patrols(month)
    yield from _mystery(month)
    yield from _experiences(month)
    yield from _self_check(month)
    for incident in month.house.incidents:
        if incident.months_back == month.back():
            yield _incident(month, incident)


def _told_once(month: _Month, rounds: Iterable[Round]) -> Iterator[Round]:
    """The rounds; what one says of a window another of that day says in other words, or not at all."""
    told: dict[tuple[str, datetime.date], list[Inspection]] = {}
    for visit in rounds:
        inspections = []
        for inspection in visit.inspections:
            earlier = told.setdefault((inspection.window, visit.date), [])
            others = (one for one in _wordings(month, visit, inspection) if one not in earlier)
            new = inspection if inspection.nothing_found else next(others, None)
            if new is not None:  # else there is no other way to say it, and it is left out
                earlier.append(new)
                inspections.append(new)
        if inspections:
            yield replace(visit, inspections=tuple(inspections))


def _wordings(month: _Month, visit: Round, inspection: Inspection) -> Iterator[Inspection]:
    dice = month.dice("again", visit.channel, visit.date, inspection.window)
    for _ in range(_WORDINGS):
        yield inspection
        inspection = reworded(month.trade, inspection, inspection.window, dice)


def _weekly(month: _Month) -> Iterator[Round]:
    for number, days in enumerate(working_weeks(month.name)):
        dice = month.dice("weekly", number)
        team = _WEEKLY_TEAMS[(number + month.position + len(month.house.id)) % len(_WEEKLY_TEAMS)]
        regular = _visited(month, "regular")
        attended = [counter for counter in regular if dice.chance(month.habits.attendance)] or regular[:1]
        scopes = [(counter, _weekly_scope(month, dice)) for counter in attended]
        yield from _round(month, dice.pick(days), "weekly", team, scopes)


def _visited(month: _Month, *attendances: Attendance) -> list[Counter]:
    """The counters of these attendances; before the newest months all that are visited at any time."""
    if month.back() >= _NEWEST:
        return [counter for counter in month.house.counters if counter.attendance != "never"]
    return [counter for counter in month.house.counters if counter.attendance in attendances]


def _weekly_scope(month: _Month, dice: Dice) -> Scope:
    sections = list(dict.fromkeys(criterion.section for criterion in month.trade.rules.criteria if criterion.pool))
    if len(sections) > 1 and dice.chance(month.habits.partial):
        left_out = dice.pick(sections)
        return tuple(section for section in sections if section != left_out)
    return "all"


def _monthly(month: _Month) -> Iterator[Round]:
    dice = month.dice("monthly")
    day = dice.pick(working_weeks(month.name)[-1])
    attended = _visited(month, "regular", "rare")
    scopes: Calls = [(counter, "all") for counter in attended]
    yield from _round(month, day, "monthly", "M", scopes)


def _patrols(month: _Month) -> Iterator[Round]:
    weeks = working_weeks(month.name)
    narrow = [counter for counter in month.house.counters if counter.attendance == "patrols"]
    narrow = narrow if month.back() < _NEWEST else []
    others = [counter for counter in month.house.counters if counter.attendance == "regular"]
    for number in range(month.habits.patrols):
        dice = month.dice("patrol", number)
        day = dice.pick(weeks[number % len(weeks)])
        start = dice.whole(0, len(others) - 1)
        attended = [*narrow, *(others[(start + step) % len(others)] for step in range(min(2, len(others))))]
        patrols = month.trade.phrases.patrols
        scopes: Calls = [(counter, patrols[0] if counter in narrow else dice.pick(patrols)) for counter in attended]
        yield from _round(month, day, "daily", "P1" if number % 2 else "P2", scopes)


def _mystery(month: _Month) -> Iterator[Round]:
    if (month.back() + len(month.house.counters)) % 2:
        return
    dice = month.dice("mystery")
    day = dice.pick(working_weeks(month.name)[1])
    attended = [dice.pick([counter for counter in month.house.counters if counter.attendance == "regular"])]
    scopes: Calls = [(counter, dice.pick(month.trade.phrases.visits)) for counter in attended]
    yield from _round(month, day, "mystery", "S", scopes)


_ASPECTS: Final = ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6")
_MISSED: Final = 9
"""Of so many visits that teams owe, one is not made."""


def _experiences(month: _Month) -> Iterator[Round]:
    """What each team saw as anybody would, by the aspects of special inspections, which score nothing."""
    regular = [counter for counter in month.house.counters if counter.attendance == "regular"]
    for number, team in enumerate(month.house.experienced_by):
        dice = month.dice("experience", team)
        if not (number + 2 * month.position + 1) % _MISSED:
            continue
        day = dice.pick(working_weeks(month.name)[2])
        there = [one for one in regular if _open(one, day)]
        counter = there[(number + 3 * month.position) % len(there)]
        seen = Inspection(window=counter.window.id, assessed=tuple(sorted({dice.pick(_ASPECTS) for _ in range(4)})))
        yield Round(standard="special-inspection@2024", date=day, channel="mystery", team=team, inspections=(seen,))


def _self_check(month: _Month) -> Iterator[Round]:
    if not month.house.checks_itself or month.back() % 3:
        return
    dice = month.dice("self")
    # A house sees less in itself than others see in it.
    attended = [
        replace(counter, first=counter.first - 0.6, last=counter.last - 0.6)
        for counter in month.house.counters
        if counter.attendance == "regular"
    ]
    scopes: Calls = [(counter, "all") for counter in attended]
    yield from _round(month, dice.pick(working_weeks(month.name)[-1]), "self", "SELF", scopes)


def _incident(month: _Month, incident: Incident) -> Round:
    days = working_weeks(month.name)[1]
    inspection = Inspection(
        window=incident.window,
        assessed=incident.assessed,
        findings=incident.findings,
        unmet=incident.unmet,
        vetoes=incident.offences,
    )
    return Round(
        standard=month.trade.rules.ref,
        date=month.dice("incident", incident.window).pick(days),
        channel=incident.channel,
        team=incident.team,
        inspections=(inspection,),
    )


def _round(month: _Month, day: datetime.date, channel: str, team: str, calls: Calls) -> Iterator[Round]:
    """One round; nothing where no window was open that day."""
    inspections: dict[str, Inspection] = {}
    for counter, scope in _with_twins(month, calls):
        if not _open(counter, day):
            continue
        dice = month.dice(channel, day, counter.window.id)
        model = inspections.get(counter.twin_of) if month.back() == 0 else None
        if model is not None:
            inspections[counter.window.id] = reworded(month.trade, model, counter.window.id, dice)
        else:
            inspections[counter.window.id] = _visit(month, counter, scope, dice)
    for start in range(0, len(inspections), MOST_VISITS):
        yield Round(
            standard=month.trade.rules.ref,
            date=day,
            channel=channel,
            team=team if not start else f"{team}{start // MOST_VISITS + 1}",
            inspections=tuple(inspections.values())[start : start + MOST_VISITS],
        )


def _with_twins(month: _Month, calls: Calls) -> Calls:
    """Those who are visited; in the newest month a twin is visited exactly when its model is, after it."""
    if month.back():
        return calls
    scopes = {counter.window.id: scope for counter, scope in calls}
    own = [(counter, scope) for counter, scope in calls if not counter.twin_of]
    return [
        *own,
        *((counter, scopes[counter.twin_of]) for counter in month.house.counters if counter.twin_of in scopes),
    ]


def _open(counter: Counter, day: datetime.date) -> bool:
    window = counter.window
    return (window.opened or day) <= day <= (window.closed or day) and (counter.shut is None or day < counter.shut)


def _visit(month: _Month, counter: Counter, scope: Scope, dice: Dice) -> Inspection:
    slackness = _slackness(month, counter, dice)
    manner = Manner(slackness=slackness, weak=month.house.weak, without=counter.without, many=counter.many)
    return inspect(month.trade, counter.window, scope, manner, dice)


def _slackness(month: _Month, counter: Counter, dice: Dice) -> float:
    way = month.position / (month.count - 1) if month.count > 1 else 1.0
    of_month = month.dice("mood", counter.window.id).between(-0.12, 0.12)
    return counter.first + (counter.last - counter.first) * way + of_month + dice.between(-0.35, 0.35)


_SOURCES: Final[dict[str, tuple[Source, str]]] = {
    "upheld-complaint": ("complaint", "TS"),
    "retaliation": ("complaint", "TS"),
    "bribery": ("complaint", "TS"),
    "complaint": ("complaint", "TS"),
    "exposed": ("media", "MT"),
    "3.2": ("thanks", "GX"),
}
"""By fault, or by bonus: where a fact was learned, and the letters of its number; else a document."""
_DOCUMENT: Final[tuple[Source, str]] = ("document", "CL")


def events_of(house: House, trade: Trade, months: Sequence[str], number: int, seed: int) -> Iterator[Event]:
    """What was proved about the windows of a house outside visits; `number` is that of the house in the city."""
    for position, name in enumerate(months):
        month = _Month(house, trade.in_month(name), _QUIET, seed, name, position, len(months))
        serial = 0
        told: set[tuple[str, str | None, str | None, datetime.date, str | None]] = set()
        for counter in house.counters:
            if counter.attendance == "never":
                continue
            for fact in _facts(month, counter):
                serial += 1
                event = _event(month, counter, fact, f"{name.replace('-', '')}-{number:02}{serial:02}")
                key = (event.window, event.clause, event.fault, event.happened, event.note)
                if key not in told:  # else the same fact would have two numbers
                    told.add(key)
                    yield event


_QUIET: Final = Habits(attendance=1, partial=0, patrols=0)


def _facts(month: _Month, counter: Counter) -> Iterator[tuple[str, str]]:
    """Clause and fault of every fact about a window in a month; the fault is empty for a bonus.

    In the newest month the same is proved of a twin as of its model.
    """
    model = month.back() == 0 and next((one for one in month.house.counters if one.window.id == counter.twin_of), None)
    counter = model or counter
    dice = month.dice("facts", counter.window.id)
    slackness = _slackness(month, counter, dice)
    notes, bonuses = month.trade.phrases.notes, month.trade.phrases.bonuses
    proved = [
        (criterion.id, fault)
        for criterion in month.trade.rules.criteria
        for fault in criterion.proved
        if (criterion.id, fault) in notes
    ]
    often = min(0.6, 0.03 + 0.3 * max(0.0, slackness))
    for _ in range(2):
        if proved and dice.chance(often):
            yield dice.pick([one for one in proved for _ in notes[one]])
    for clause in bonuses:
        if dice.chance(0.2 if slackness < 0.6 else 0.03):
            yield clause, ""


def _event(month: _Month, counter: Counter, fact: tuple[str, str], serial: str) -> Event:
    dice = month.dice("event", serial)
    clause, fault = fact
    phrases = month.trade.phrases
    source, letters = _SOURCES.get(fault or clause, _DOCUMENT)
    days = [day for week in working_weeks(month.name) for day in week]
    proved = dice.pick(days[len(days) // 2 :])
    if fault:
        note = dice.pick(phrases.notes[clause, fault])
        evidence = dice.pick(phrases.evidence.get(clause, phrases.evidence["any"]))
    else:
        note, evidence = dice.pick(phrases.bonuses[clause])
    return Event(
        id=f"{letters}-{serial}",
        window=counter.window.id,
        standard=month.trade.rules.ref,
        clause=clause,
        fault=fault or None,
        happened=max(dice.pick(days[: len(days) // 2]), counter.window.opened or days[0]),
        proved=max(proved, counter.window.opened or proved),
        source=source,
        team="TS",
        note=note,
        evidence=evidence,
    )
