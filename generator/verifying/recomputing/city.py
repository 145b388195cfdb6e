"""A whole city recomputed: every score of every published period, and every board."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from generator.verifying.published.days import (
    Days,
    day,
    first_day,
    judges,
    last_day,
    months_after,
    period_on,
    standard_of,
)
from generator.verifying.published.figures import Json
from generator.verifying.recomputing.boards import Placed, Restated, Rows, StruckRow, settle
from generator.verifying.recomputing.evidence import Row, certainty, row_of
from generator.verifying.recomputing.fingerprints import fact_of, record_of
from generator.verifying.recomputing.plan import Plan
from generator.verifying.recomputing.striking import upheld_of, without
from generator.verifying.recomputing.totals import total_of
from generator.verifying.recomputing.visits import Visit, inspections_of

Place = tuple[str, str]
"""Board and period."""
Key = tuple[str, str, str, str]
"""Board, period, centre, window."""
SUSPENDED = {"reason": "suspended", "found": Fraction(0), "needed": Fraction(0)}
ONE_PERSON = {"reason": "one-person", "found": Fraction(0), "needed": Fraction(0)}


@dataclass
class Data:
    """What is published, as it was read."""

    as_of: str
    boards: dict[str, Json]
    periods: dict[Place, Json]
    """What `boards.json` says of each published period."""
    plans: dict[str, Plan]
    """By `id@edition`."""
    centres: dict[str, Json]
    cases: list[Json]
    held: list[Json]
    days: Days
    appealed: set[Key]
    """The rows that are shown without figures."""
    lists: dict[Key, str]
    """On which list each row is shown."""

    def cases_of(self, centre: str, window: str) -> list[Json]:
        """The cases of a window."""
        return self._by_window.get((centre, window), [])

    def cases_about(self, key: Key) -> list[Json]:
        """The cases about a row."""
        return self._by_row.get(key, [])

    @cached_property
    def _by_window(self) -> dict[tuple[str, str], list[Json]]:
        found: dict[tuple[str, str], list[Json]] = {}
        for one in self.cases:
            found.setdefault((one["centre"], one["case"]["window"]), []).append(one)
        return found

    @cached_property
    def _by_row(self) -> dict[Key, list[Json]]:
        found: dict[Key, list[Json]] = {}
        for one in self.cases:
            if about := one["case"].get("about"):
                key = about["board"], about["period"], one["centre"], one["case"]["window"]
                found.setdefault(key, []).append(one)
        return found

    def published(self, board: str) -> list[str]:
        """The periods of a board, the newest first."""
        return sorted((period for own, period in self.periods if own == board), reverse=True)


@dataclass
class City:
    """What follows from the data."""

    scores: dict[Key, Json] = field(default_factory=dict)
    placed: dict[Place, Placed] = field(default_factory=dict)
    restated: dict[Place, list[Restated]] = field(default_factory=dict)
    past: dict[Place, list[Rows]] = field(default_factory=dict)
    used: dict[Place, list[str]] = field(default_factory=dict)
    """The earlier periods whose evidence the lists of one take together with its own."""
    records: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    unsure: set[Place] = field(default_factory=set)
    """The places whose lists rest on earlier rows that are not shown while an appeal runs."""


def city_of(data: Data) -> City:
    """Recompute everything."""
    city = City()
    steps: dict[Place, list[tuple[Json, Row]]] = {}
    rows: dict[str, dict[str, dict[tuple[str, str], Row]]] = {board: {} for board in data.boards}
    for centre, told in data.centres.items():
        visits = _visits_by_window(told)
        for window in told["centre"]["windows"]:
            record = visits.get(window["id"], []), _events_of(told, window["id"])
            for key, score, before in _scores_of(data, centre, window, record, city):
                board, period = key[:2]
                city.scores[key] = score
                plan = data.plans[score["standard"]]
                row = row_of(plan, data.boards[board], centre, window["id"], score)
                rows[board].setdefault(period, {})[row.who] = row
                for case, earlier in before:
                    old = row_of(plan, data.boards[board], centre, window["id"], earlier)
                    steps.setdefault((board, period), []).append((case, old))
    for board, rule in data.boards.items():
        for period in data.published(board):
            _place_board(data, city, rule, period, rows[board], steps)
    return city


def _visits_by_window(told: Json) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for one in told.get("rounds", ()):
        for inspection in inspections_of(one):
            found.setdefault(inspection["window"], []).append(Visit(one, inspection))
    return found


def _events_of(told: Json, window: str) -> list[Json]:
    return [one for one in told.get("events", ()) if one["window"] == window]


def on_board(board: Json, centre: str, told: Json, window: Json) -> bool:
    """Whether a window is compared on a board."""
    return (
        (window.get("trade") or told["trade"]) == board["trade"]
        and (not board.get("centres") or centre in board["centres"])
        and (not board.get("tiers") or told.get("tier") in board["tiers"])
        and (not board.get("roles") or bool({*board["roles"]} & {*window.get("roles", ())}))
        and (not board.get("windows") or f"{centre}/{window['id']}" in board["windows"])
    )


def _scores_of(
    data: Data, centre: str, window: Json, record: tuple[list[Visit], list[Json]], city: City
) -> Iterator[tuple[Key, Json, list[tuple[Json, Json]]]]:
    """The scores of a window by its row, and before each upheld appeal that changed it."""
    cases = data.cases_of(centre, window["id"])
    for name, board in data.boards.items():
        if not on_board(board, centre, data.centres[centre]["centre"], window):
            continue
        for period, (visits, events) in _by_period(board, *record).items():
            if (name, period) not in data.periods or (name, period, centre, window["id"]) in data.appealed:
                continue
            key = name, period, centre, window["id"]
            found = [record_of(one.round, one.inspection) for one in visits] + [fact_of(one) for one in events]
            city.records[key] = tuple(sorted(found))
            yield key, *_scored(data, board, period, (visits, events), cases)


def _by_period(board: Json, visits: list[Visit], events: list[Json]) -> dict[str, tuple[list[Visit], list[Json]]]:
    found: dict[str, tuple[list[Visit], list[Json]]] = {}
    for visit in visits:
        period = period_on(board, visit.round["date"])
        if judges(board, period) and visit.round["standard"] == standard_of(board, period):
            found.setdefault(period, ([], []))[0].append(visit)
    for event in events:
        period = period_on(board, event["proved"])
        if judges(board, period) and event["standard"] == standard_of(board, period):
            found.setdefault(period, ([], []))[1].append(event)
    return found


def _scored(
    data: Data, board: Json, period: str, record: tuple[list[Visit], list[Json]], cases: list[Json]
) -> tuple[Json, list[tuple[Json, Json]]]:
    plan = data.plans[standard_of(board, period)]
    shut = suspended(data.days, cases, period)
    visits, events = record

    def score() -> Json:
        found = total_of(plan, board, visits, events)
        return found | {"outcome": SUSPENDED} if shut else found

    now, before = score(), []
    struck: list[Json] = []
    for appeal in upheld_of(cases):
        visits, events, taken = without(visits, events, appeal)
        if taken:
            before.append((appeal, now))
            struck = [*struck, *taken]
            now = score() | {"struck": struck}
    return now, before


def suspended(days: Days, cases: list[Json], period: str) -> bool:
    """Whether a window is shut by order on more than half of the working days of a period."""
    spans = [
        (day(one["case"]["since"]), day(one["case"]["until"]) if one["case"].get("until") else None)
        for one in cases
        if one["case"]["kind"] == "suspension"
    ]
    at, last, working, shut = first_day(period), last_day(period), 0, 0
    while spans and at <= last:
        if days.works(at):
            working += 1
            shut += any(since <= at and (until is None or at <= until) for since, until in spans)
        at = at.fromordinal(at.toordinal() + 1)
    return 2 * shut > working


def _place_board(  # noqa: PLR0913, PLR0917  # a board over a period, and what is known of it
    data: Data,
    city: City,
    board: Json,
    period: str,
    rows: dict[str, dict[tuple[str, str], Row]],
    every_step: dict[Place, list[tuple[Json, Row]]],
) -> None:
    place = board["id"], period
    steps = list(every_step.get(place, ()))
    plan = data.plans[standard_of(board, period)]
    every = dict(rows.get(period, {}))
    every |= _unseen(data, board, period, every)
    for who, row in _held_over(board, period, every, rows):
        every[who] = row
        own = (one for one in every_step.get((board["id"], str(row.held_from)), ()) if one[1].who == who)
        steps += ((case, replace(old, held_from=row.held_from)) for case, old in own if old.rated)
    past_periods = list(_just_before(board, period, rows))
    city.past[place] = [rows[one] for one in past_periods]
    city.used[place] = past_periods[: max(1, *(certainty(board[kind], kind) for kind in ("red", "green"))) - 1]
    if _past_is_hidden(data, board, period, past_periods):
        city.unsure.add(place)
    decided = [StruckRow(case, old) for case, old in steps]
    for ago, one in enumerate(city.used[place]):  # what was decided before the period was over was never otherwise
        for case, old in every_step.get((board["id"], one), ()):
            if day(case["case"]["decision"]["date"]) > last_day(period):
                decided.append(StruckRow(case, old, ago))
    city.placed[place], city.restated[place] = settle(plan, board, every, decided, city.past[place])
    if place in {key[:2] for key in data.appealed}:
        _as_listed(data, board, place, city.placed[place])


def _unseen(data: Data, board: Json, period: str, seen: Mapping[tuple[str, str], Row]) -> dict[tuple[str, str], Row]:
    """The windows that were in service and have no score, each with the reason; none of which a row is hidden."""
    few = {"reason": "too-few-inspections", "found": 0, "needed": board["min_inspections"]}
    appraised = data.plans[standard_of(board, period)].standard["kind"] == "appraisal"
    return {
        who: Row(
            *who,
            ONE_PERSON if appraised and staffed_by == 1 else SUSPENDED if suspended(data.days, cases, period) else few,
        )
        for who, cases, staffed_by in _in_service(data, board, period)
        if who not in seen and (board["id"], period, *who) not in data.appealed
    }


def _past_is_hidden(data: Data, board: Json, period: str, past_periods: Iterable[str]) -> bool:
    """Whether something of the periods before, on which a list may rest, is not told."""
    before = period_on(board, str(first_day(period).fromordinal(first_day(period).toordinal() - 1)))
    hidden = {key[:2] for key in data.appealed}
    return any((board["id"], one) in hidden for one in past_periods) or (board["id"], before) in {
        (one["board"], one["period"]) for one in data.held
    }


def _as_listed(data: Data, board: Json, place: Place, placed: Placed) -> None:
    """Nobody changes its list because another row is not shown: what is published holds, where it fits the band."""
    for row in placed.ranked:
        told = data.lists.get((*place, *row.who), "none")
        if told == "none" or row.band in board[told].get("bands", ()):
            row.listed = told


def _in_service(data: Data, board: Json, period: str) -> Iterator[tuple[tuple[str, str], list[Json], int | None]]:
    first, last = str(first_day(period)), str(last_day(period))
    for centre, told in sorted(data.centres.items()):
        for window in told["centre"]["windows"]:
            opened, closed = window.get("opened") or first, window.get("closed") or last
            if opened <= last and closed >= first and on_board(board, centre, told["centre"], window):
                yield (centre, window["id"]), data.cases_of(centre, window["id"]), window.get("staffed_by")


def _just_before(board: Json, period: str, rows: dict[str, dict[tuple[str, str], Row]]) -> Iterator[str]:
    """The periods before one without a gap that the same edition judged, newest first."""
    first = first_day(period)
    while True:
        before = period_on(board, str(first.fromordinal(first.toordinal() - 1)))
        if before not in rows or standard_of(board, before) != standard_of(board, period):
            return
        yield before
        first = first_day(before)


def _held_over(
    board: Json, period: str, every: dict[tuple[str, str], Row], rows: dict[str, dict[tuple[str, str], Row]]
) -> Iterator[tuple[tuple[str, str], Row]]:
    """The last rating of each window that has none, as long as the board lets it stand."""
    if board.get("holds") is None:
        return
    earlier = [
        one
        for one in sorted(rows, reverse=True)
        if one < period
        and standard_of(board, one) == standard_of(board, period)
        and months_after(last_day(one), board["holds"]) >= first_day(period)
    ]
    for who, row in list(every.items()):
        if row.rated or row.outcome["reason"] == "suspended":
            continue
        last = next((rows[one][who] for one in earlier if who in rows[one] and rows[one][who].rated), None)
        if last is not None:
            held = next(one for one in earlier if rows[one].get(who) is last)
            yield who, Row(**{**vars(last), "held_from": held})
