"""The programmes of inspections held against the rounds that are published: what was due, done, overdue, never seen."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.verifying.published.days import day, first_day, last_day, period_on
from generator.verifying.published.figures import NOTHING, Difference, Json, differing, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.city import Data
from generator.verifying.recomputing.visits import inspections_of

PROGRAMME: Final = "data/programme.json"
A_DAY: Final = datetime.timedelta(days=1)
WIDE: Final = ("windows", "departments", "centres", "districts")


@dataclass
class Line:
    """A round without anything that was found."""

    date: datetime.date
    team: str
    centre: str
    channel: str
    windows: tuple[str, ...]


@dataclass
class Register:
    """What programmes are held against."""

    data: Data
    lines: list[Line]
    unseen_days: list[tuple[datetime.date, datetime.date]]
    """Spans of days of which rounds may be withheld: of periods that are not public yet, or under an appeal."""

    @property
    def day(self) -> datetime.date:
        """The day of the site."""
        return day(self.data.as_of)

    def is_sure(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether all rounds of some days are published."""
        return not any(begun <= last and first <= over for begun, over in self.unseen_days)


def register_of(data: Data) -> Register:
    """The rounds up to the day of the site, in the order in which they count."""
    lines = [
        Line(
            day(one["date"]),
            one["team"],
            centre,
            one["channel"],
            tuple(inspection["window"] for inspection in inspections_of(one)),
        )
        for centre, told in data.centres.items()
        for one in told["rounds"]
        if one["date"] <= data.as_of
    ]
    lines.sort(key=lambda one: (one.date, one.team, one.centre, one.channel, one.windows))
    periods = {one["period"] for one in data.held} | {key[1] for key in data.appealed}
    return Register(data, lines, [(first_day(one), last_day(one)) for one in sorted(periods)])


def programme_differences(release: Release, data: Data) -> Iterator[Difference]:
    """Where a programme came to something else."""
    told, register = release.json(PROGRAMME), register_of(data)
    quotas = iter(told["quotas"])
    unseen: list[Json] = []
    for programme in told["programmes"]:
        seen: dict[tuple[str, str], Json] = {}
        for group in programme["groups"]:
            centres = _members(data, group)
            lines = [one for one in register.lines if one.centre in centres]
            for quota in group["quotas"]:
                for team in quota.get("teams") or ("",):
                    name = " ".join(filter(None, (programme["id"], group["id"], quota["id"], team)))
                    record: Json = next(quotas, {"record": {}})
                    own = _Quota(register, programme, quota, centres, lines, team)
                    head = {"group": group["id"], "quota": quota["id"], "team": team}
                    found = record["record"]
                    if {key: found.get(key) for key in head} != head or record.get("programme") != programme["id"]:
                        yield _of_programme(name, NOTHING, name)
                        continue
                    yield from own.differences(name, found.get("periods", ()))
            for one in _not_seen(register, programme, group, centres, lines):
                seen.setdefault((one["centre"], one["window"]), one)
        ordered = sorted(seen.values(), key=lambda one: (one["last"] or NOTHING, one["centre"], one["window"]))
        unseen += [{"programme": programme["id"], "window": one} for one in ordered]
    yield from _unseen_differences(register, told.get("unseen", []), unseen)
    if told.get("as_of") != data.as_of:
        yield _of_programme("as_of", told.get("as_of"), data.as_of)


def _of_programme(what: str, published: object, own: object) -> Difference:
    return Difference(file=PROGRAMME, what=what, published=written(published), own=written(own))


def _members(data: Data, group: Json) -> dict[str, Json]:
    """The centres of a group: of its trades, in its districts, and named, where it says any."""
    return {
        name: told["centre"]
        for name, told in data.centres.items()
        if (not group.get("trades") or told["centre"]["trade"] in group["trades"])
        and (not group.get("districts") or told["centre"].get("district") in group["districts"])
        and (not group.get("centres") or name in group["centres"])
    }


def _serves(window: Json, first: datetime.date, last: datetime.date) -> bool:
    opened, closed = window.get("opened"), window.get("closed")
    return (opened is None or day(opened) <= last) and (closed is None or day(closed) >= first)


@dataclass
class _Quota:
    """One quota of a group, of one team or of all."""

    register: Register
    programme: Json
    quota: Json
    centres: dict[str, Json]
    lines: list[Line]
    team: str

    def differences(self, name: str, told: list[Json]) -> Iterator[Difference]:
        own = list(self._spans())
        if [one["period"] for one in told] != [period for period, _, _ in own]:
            yield _of_programme(f"{name} periods", [one["period"] for one in told], [period for period, _, _ in own])
            return
        for one, (period, first, last) in zip(told, own, strict=True):
            need = self._need(first, last)
            enough, short = self._visits(first, last, need)
            if not self.register.is_sure(first, last):  # what is withheld of a round is its findings, never its day
                enough, short = one.get("visits", []), one.get("short", [])
            mine = {
                "period": period,
                "first": str(first),
                "last": str(last),
                "times": self.quota["times"],
                "need": need,
                "visits": enough,
                "short": short,
                "state": self._state(first, last, len(enough)),
            }
            for route, published, recomputed in differing(one, mine):
                yield _of_programme(f"{name} {period} {route}", published, recomputed)

    def _spans(self) -> Iterator[tuple[str, datetime.date, datetime.date]]:
        """The whole weeks or months since it is due, newest first."""
        since = max(day(self.programme["since"]), day(self.quota.get("since") or self.programme["since"]))
        board: Json = {"period": self.quota["every"]}
        period = period_on(board, str(self.register.day))
        while first_day(period) >= since:
            yield period, first_day(period), last_day(period)
            period = period_on(board, str(first_day(period) - A_DAY))

    def _need(self, first: datetime.date, last: datetime.date) -> Json:
        """What the quota asks of a visit, or all that the group has."""
        there = [
            (name, window)
            for name, centre in self.centres.items()
            for window in centre["windows"]
            if _serves(window, first, last)
        ]
        every = _wide_as([(name, window["id"]) for name, window in there], self.centres)
        return {name: min(self.quota.get(name) or 0, every[name]) for name in WIDE}

    def _state(self, first: datetime.date, last: datetime.date, done: int) -> str:
        if done >= self.quota["times"]:
            return "met"
        days = [first + number * A_DAY for number in range((last - first).days + 1)]
        serves = any(_serves(window, first, last) for one in self.centres.values() for window in one["windows"])
        if not serves or not any(map(self.register.data.days.works, days)):
            return "free"
        return "overdue" if last < self.register.day else "running"

    def _visits(self, first: datetime.date, last: datetime.date, need: Json) -> tuple[list[Json], list[Json]]:
        """The visits that are wide enough, each closed on the day it becomes so; and those that are not."""
        enough: list[Json] = []
        short: list[Json] = []
        own = [one for one in self.lines if one.channel in self.quota["channels"] and first <= one.date <= last]
        for team in sorted({one.team for one in own if self.team in {NOTHING, one.team}}):
            wide, narrow = self._visits_of_team([one for one in own if one.team == team], need)
            enough += wide
            short += narrow
        return sorted(enough, key=_by_day), sorted(short, key=_by_day)

    def _visits_of_team(self, own: list[Line], need: Json) -> tuple[list[Json], list[Json]]:
        """As `_visits`, of one team: what it did on days near enough to each other is taken together."""
        enough: list[Json] = []
        short: list[Json] = []
        waiting: list[list[Line]] = []
        days: dict[datetime.date, list[Line]] = {}
        for one in own:
            days.setdefault(one.date, []).append(one)
        for at, lines in days.items():
            while waiting and (at - waiting[0][0].date).days >= self.quota.get("days", 1):
                short.append(self._visit(waiting.pop(0)))
            waiting.append(lines)
            visit = self._visit([one for each in waiting for one in each])
            if all(visit[name] >= need[name] for name in WIDE):
                enough.append(visit)
                waiting = []
        return enough, [*short, *map(self._visit, waiting)]

    def _visit(self, lines: list[Line]) -> Json:
        windows = [(one.centre, window) for one in lines for window in one.windows]
        wide = _wide_as(windows, self.centres) | {"centres": len({one.centre for one in lines})}
        wide["districts"] = len({self.centres[one.centre].get("district") for one in lines})
        return {"first": str(lines[0].date), "last": str(lines[-1].date), "team": lines[0].team, **wide}


def _by_day(one: Json) -> tuple[str, str]:
    return one["first"], one["team"]


def _wide_as(windows: list[tuple[str, str]], centres: dict[str, Json]) -> Json:
    """Over how much some windows spread; one without a department is one by itself."""
    named = {(name, one["id"]): one.get("department") for name, centre in centres.items() for one in centre["windows"]}
    return {
        "windows": len({*windows}),
        "departments": len({(who[0], named.get(who) or f"/{who[1]}") for who in windows}),
        "centres": len({name for name, _ in windows}),
        "districts": len({centres[name].get("district") for name, _ in windows}),
    }


def _not_seen(
    register: Register, programme: Json, group: Json, centres: dict[str, Json], lines: list[Line]
) -> Iterator[Json]:
    """The windows in service that nobody inspected for too long, in a way that counts."""
    channels = {channel for quota in group["quotas"] for channel in quota["channels"]}
    seen = {(one.centre, window): one.date for one in lines if one.channel in channels for window in one.windows}
    for name, centre in centres.items():
        for window in centre["windows"]:
            last = seen.get((name, window["id"]))
            days = (register.day - last).days if last else 0
            if _serves(window, register.day, register.day) and (last is None or days > programme["unseen_after"]):
                told = {"group": group["id"], "centre": name, "window": window["id"], "days": days}
                yield told | {"last": str(last) if last else None}


def _unseen_differences(register: Register, told: list[Json], own: list[Json]) -> Iterator[Difference]:
    """Who was not seen; of whom a round may be withheld since, that is not known."""
    published, recomputed = ({_unseen_key(one): one for one in found} for found in (told, own))
    for key in sorted({*published, *recomputed}):
        one, other = published.get(key), recomputed.get(key)
        last = other and other["window"]["last"]
        if not other or register.is_sure(day(last) if last else datetime.date.min, register.day):
            yield from _of_unseen(f"unseen {' '.join(key)}", one, other)
    order = [_unseen_key(one) for one in told]
    wanted = sorted(order, key=lambda key: (key[0], published[key]["window"].get("last") or NOTHING, *key[1:]))
    if order != wanted:
        yield _of_programme("unseen order", order[:3], wanted[:3])


def _of_unseen(name: str, published: Json | None, recomputed: Json | None) -> Iterator[Difference]:
    if published is None or recomputed is None:
        yield _of_programme(name, name if published else NOTHING, name if recomputed else NOTHING)
        return
    for route, mine, theirs in differing(published["window"], recomputed["window"]):
        yield _of_programme(f"{name} {route}", mine, theirs)


def _unseen_key(one: Json) -> tuple[str, str, str]:
    return one["programme"], one["window"]["centre"], one["window"]["window"]
