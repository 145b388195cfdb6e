"""Due process on the day of the site: when periods became public, where exposures stand, and which clocks run."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.verifying.published.days import day, first_day, last_day, months_after
from generator.verifying.published.figures import Json, number
from generator.verifying.recomputing.boards import Placed
from generator.verifying.recomputing.city import City, Data, Key, Place
from generator.verifying.recomputing.evidence import Row
from generator.verifying.recomputing.relapses import relapses_of
from generator.verifying.recomputing.sharing import linked, sharing

ONE_DAY = datetime.timedelta(days=1)


@dataclass
class Process:
    """The clocks of a city."""

    data: Data
    city: City
    groups: dict[Place, set[Place]] = field(default_factory=dict)
    contested: dict[Key, list[Json]] = field(default_factory=dict)
    """The appeals, each with its centre and id, by every row that shows what they contest."""
    released: dict[Place, datetime.date] = field(default_factory=dict)
    relapsed: dict[tuple[str, str], tuple[Json, datetime.date]] = field(default_factory=dict)

    @property
    def today(self) -> datetime.date:
        """The day of the site."""
        return day(self.data.as_of)

    def clocks(self, period: str) -> Json:
        """The clocks of a period; they are the same on every board."""
        return next(one["clocks"] for (_, own), one in self.data.periods.items() if own == period)

    def about(self, key: Key, *kinds: str) -> list[Json]:
        """The cases of some kinds about a row."""
        return [one for one in self.data.cases_about(key) if one["case"]["kind"] in kinds]

    def ends(self, case: Json) -> datetime.date:
        """The first day on which an appeal hides nothing any more."""
        days = self.clocks(case["about"]["period"])["decision"]
        last = self.data.days.after(day(case["opened"]), 2 * days) + ONE_DAY
        return min(last, day(case["decision"]["date"])) if case.get("decision") else last

    def is_open(self, appeal: Json, at: datetime.date) -> bool:
        """Whether an appeal holds figures on a day."""
        return day(appeal["opened"]) <= at < self.ends(appeal)

    def noticed(self, key: Key) -> datetime.date | None:
        """The day from which preview and time to appeal of a row are counted; None where it was never to be told."""
        clocks = self.clocks(key[1])
        if clocks.get("notice", "none") == "none" or not clocks["preview"]:
            return self._unasked(key)
        told: datetime.date | None = None
        given = [(one, True) for one in self._days(key, "notice")]
        for at, is_given in sorted([(one, False) for one in self._days(key, "correction", "withdrawal")] + given):
            if is_given:
                told = told or at
            elif told and at < self.over(told, key[1]):
                told = None
        return told

    def _unasked(self, key: Key) -> datetime.date:
        """The day from which a row's preview runs where no notice is asked for: a change within it begins it anew."""
        begun = last_day(key[1])
        for one in self._days(key, "correction", "withdrawal"):
            if begun < one < self.over(begun, key[1]):
                begun = one
        return begun

    def _days(self, key: Key, *kinds: str) -> list[datetime.date]:
        """The days until today of the cases of some kinds about a row."""
        return sorted(
            one for one in (day(file["case"]["date"]) for file in self.about(key, *kinds)) if one <= self.today
        )

    def over(self, begun: datetime.date, period: str) -> datetime.date:
        """The first day after a preview that began on a day."""
        return self.data.days.after(begun, self.clocks(period)["preview"] + 1)

    def release(self, place: Place) -> datetime.date:
        """The day on which a period could be public by itself."""
        end, preview = last_day(place[1]), self.clocks(place[1])["preview"]
        if not preview:
            return end + ONE_DAY
        days = [end + ONE_DAY]
        for key, left in self._heard(place):
            told = self.noticed(key)
            freed = [self.over(told, key[1])] if told else []
            freed += [one for one in self._waived(key) if one <= self.today]
            freed += [left] if left else []
            days += [min(freed)] if freed else []  # nobody had to tell whom a correction put there
        return max(days)

    def _waived(self, key: Key) -> list[datetime.date]:
        return [day(one["case"]["date"]) for one in self.about(key, "waiver")]

    def _heard(self, place: Place) -> Iterator[tuple[Key, datetime.date | None]]:
        """The rows that are heard before a period is public, and when an upheld appeal took them off."""
        placed = self.city.placed[place]
        for row in exposed(placed):
            yield (*place, *row.who), None
        for one in self.city.restated[place]:
            left = {row.who for row in exposed(one.after)}
            for row in exposed(one.before):
                if row.who not in left:
                    yield (*place, *row.who), day(one.case["case"]["decision"]["date"])
        for who in placed.rows:
            key: Key = (*place, *who)
            changes = [
                change
                for one in self.about(key, "correction", "withdrawal")
                for change in one["case"].get("changes", ())
            ]
            if any(change["figure"] == "list" and change.get("old") == "green" for change in changes):
                yield key, None

    def entry(self, row: Row, place: Place) -> Json:
        """Where a row of the green list stands."""
        key: Key = (*place, *row.who)
        clocks, appeals = self.clocks(place[1]), self.contested.get(key, [])
        public = self._public(place, appeals)
        cases = [one for one in self.about(key, "rectification") if day(one["case"]["opened"]) <= self.today]
        verified, again = self._verified(key, cases)
        begun = max([public, *(since for _, since in again)])
        by = self.data.days.after(begun, _limit(clocks["rectification"], cases))
        expires = months_after(public, clocks["expiry"])
        state = self._state_on(expires, verified)
        return {
            **dict(zip(("board", "period", "centre", "window"), key, strict=True)),
            "state": state,
            "waived": any(day(one["case"]["date"]) <= self.today for one in self.about(key, "waiver")),
            "public": str(public),
            "appeal_by": str(self.data.days.after(self.noticed(key) or public, clocks["appeal"])),
            "rectify_by": str(by),
            "verified": str(verified) if verified else None,
            "expires": str(expires),
            "overdue": state == "current" and self.today > by,
            "late": max(0, (verified - by).days) if verified else 0,
            "relapsed": max((one["date"] for one, _ in again), default=None) if verified is None else None,
            "appealed": any(self._undecided(one) for one in appeals),
        }

    def _public(self, place: Place, appeals: list[Json]) -> datetime.date:
        """The day since which a row is public: with its period, or after the appeals that were open by then."""
        released = self.released[place]
        return max([released, *(self.ends(one["case"]) for one in appeals if day(one["case"]["opened"]) <= released)])

    def _state_on(self, expires: datetime.date, verified: datetime.date | None) -> str:
        """How an exposure stands today: put right in time, over, or still current."""
        if verified and verified < expires:
            return "rectified"
        return "expired" if self.today >= expires else "current"

    def _undecided(self, appeal: Json) -> bool:
        decision = appeal["case"].get("decision")
        return not decision or day(decision["date"]) > self.today

    def _verified(self, key: Key, cases: list[Json]) -> tuple[datetime.date | None, list[tuple[Json, datetime.date]]]:
        """The day since which everything that was lost is verified, and what came back."""
        done = [
            (day(one["case"]["verified_by"]["date"]), one["id"], {*one["case"].get("clauses", ())})
            for one in cases
            if one["case"].get("verified_by") and day(one["case"]["verified_by"]["date"]) <= self.today
        ]
        again = [self.relapsed[key[2], name] for _, name, _ in done if (key[2], name) in self.relapsed]
        lost = lost_at(self.city.scores.get(key)) | {name for one, _ in again for name in one["clauses"]}
        covered: set[str] = set()
        for at, name, clauses in sorted(done, key=lambda one: one[:2]):
            back = self.relapsed.get((key[2], name))
            covered |= (clauses or lost) - (set(back[0]["clauses"]) if back else set())
            if lost <= covered:
                return at, again
        return None, again

    def deadlines(self, listed: set[Key]) -> Iterator[Json]:
        """The clocks of findings to be put right that no entry has a clock for."""
        for one in self.data.cases:
            case = one["case"]
            if case["kind"] != "rectification" or not case.get("clauses") or day(case["opened"]) > self.today:
                continue
            key = case["about"]["board"], case["about"]["period"], one["centre"], case["window"]
            again = self.relapsed.get((one["centre"], one["id"]))
            done = case.get("verified_by") and day(case["verified_by"]["date"]) <= self.today
            if key in self.data.appealed or key in listed or (done and again is None):
                continue
            if not {*case["clauses"]} & lost_at(self.city.scores.get(key)):
                continue
            limit = self.clocks(key[1])["rectification"][case["difficulty"]]
            by = self.data.days.after(again[1] if again else day(case["opened"]), limit)
            left = (by - self.today).days
            yield {
                "centre": one["centre"],
                "case": one["id"],
                "board": key[0],
                "period": key[1],
                "window": key[3],
                "rectify_by": str(by),
                "left": left,
                "overdue": left < 0,
                "relapsed": again[0]["date"] if again else None,
            }


def process_of(data: Data, city: City) -> Process:
    """Set the clocks."""
    found = Process(data, city, sharing(data, list(data.periods)))
    _set_contested(found)
    _set_released(found)
    _set_relapsed(found)
    return found


def _set_contested(process: Process) -> None:
    """The appeals that have been opened, by each row that shows what they contest: other periods may use it too."""
    data = process.data
    later: dict[Key, list[Key]] = {}
    for place, placed in process.city.placed.items():
        for row in placed.ranked:
            used = process.city.used[place] if row.together else []
            for period in {*used, row.held_from} - {None}:
                later.setdefault((place[0], str(period), *row.who), []).append((*place, *row.who))
    proved = {
        (centre, one["id"]): one["proved"] for centre, told in data.centres.items() for one in told.get("events", ())
    }
    for one in data.cases:
        if one["case"]["kind"] == "appeal" and day(one["case"]["opened"]) <= process.today:
            for place in _contested(process, one, proved):
                own: Key = (*place, one["centre"], one["case"]["window"])
                for key in (own, *later.get(own, ())):
                    if not one.get("withheld") or key in data.appealed:  # what it contests is not told yet
                        process.contested.setdefault(key, []).append(one)


def _set_released(process: Process) -> None:
    """The days of publication: periods that share an inspection wait for one another, if any of them has a preview."""
    data = process.data
    own = {place: process.release(place) for place in data.periods}
    for place in data.periods:
        group = linked(process.groups, place)
        waits = any(process.clocks(period)["preview"] for _, period in group)
        process.released[place] = max(own[one] for one in group) if waits else own[place]
        if group & {key[:2] for key in data.appealed}:  # a row that is not shown may have been waited for
            process.released[place] = max(process.released[place], day(data.periods[place]["public"]))


def _set_relapsed(process: Process) -> None:
    """The findings that came back and are public by now, each with the day since which they are."""
    data = process.data
    for centre, relapse in relapses_of(data, lambda period: int(process.clocks(period)["relapse_days"])):
        public = process.released.get((relapse["board"], relapse["period"]))
        key = relapse["board"], relapse["period"], centre, relapse["window"]
        if public and max(public, day(relapse["date"])) <= process.today and key not in data.appealed:
            process.relapsed[centre, relapse["case"]] = relapse, max(public, day(relapse["date"]))


def _limit(days: Json, cases: list[Json]) -> int:
    """The days to put findings right: those for complex ones, if a case says that its own are."""
    hard = any(one["case"]["difficulty"] == "complex" for one in cases)
    limit: int = days["complex" if hard else "simple"]
    return limit


def _contested(process: Process, one: Json, proved: dict[tuple[str, str], str]) -> Iterator[Place]:
    """The places whose rows show what an appeal contests."""
    case = one["case"]
    own = case["about"]["board"], case["about"]["period"]
    days = [each["date"] for each in case.get("findings", ())]
    days += [proved[one["centre"], name] for name in case.get("events", ()) if (one["centre"], name) in proved]
    for place in process.groups.get(own, {own}):
        first, last = str(first_day(place[1])), str(last_day(place[1]))
        if place == own or not days or any(first <= at <= last for at in days):
            yield place


def exposed(placed: Placed) -> Iterator[Row]:
    """The rows on the green list, and those that only lack certainty."""
    return (row for row in placed.ranked if "green" in {row.listed, row.near})


def lost_at(score: Json | None) -> set[str]:
    """The clauses at which a score lost points."""
    if score is None:
        return set()
    found = {one["clause"] for pool in score["pools"] for one in pool["losses"] if one["minus"]}
    found |= {one["clause"] for pool in score["pools"] for one in pool["events"]}
    limits = (pool for pool in score["pools"] if pool["state"] == "assessed" and pool["cases"])
    return found | {pool["pool"] for pool in limits if number(pool["earned"]) < number(pool["points"])}
