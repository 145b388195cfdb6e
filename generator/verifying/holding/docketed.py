"""Cases, entries and corrections on pages held against the data: that each is there, in which state, and its days."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.verifying.holding.archived import (
    A_DAY_SAID,
    CLOCK_DAYS,
    LEFT_FLAG,
    STRUCK_FIGURE,
    WORDS_OF_STATES,
    is_flag_of,
)
from generator.verifying.holding.data import CASES
from generator.verifying.holding.pages import PERIOD_LINK, TABLE_ROW, WINDOW_LINK, plain_text
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, written
from generator.verifying.published.release import Release
from generator.verifying.recomputing.city import Data

FOLDER: Final = "cases/"
LEDGER: Final = "cases/index.html"
LOGGED: Final = "corrections.html"
IN_LEDGER: Final = re.compile(r'<li id="(?=[ek]-)')
ON_SCORECARD: Final = re.compile(r'<li>(?=(?:<p>)?<span class="wb-flag)')
ANCHOR: Final = re.compile(r'^([ek])-([^"]+)"')
FIRST_LINE: Final = re.compile(r"<li (?=data-kind=)")
"""A line of the first page, where it stands on another one."""
BESIDE: Final = re.compile(r'href="([^"/]+\.html)#([ek])-([^"]+)"')
TO_LEDGER: Final = re.compile(r'href="[^"]*cases/([^"/]+\.html)#([ek])-([^"]+)"')
STATE_OF_LINE: Final = re.compile(r'data-state="(\w+)"')
STEP_DAY: Final = re.compile(r"<time>(\d{4}-\d\d-\d\d)</time>")
GROUP_COUNT: Final = re.compile(r'<h3 id="([a-z-]+)">[^<]*<small>(\d+)')
ENDED_AT_ONCE: Final = frozenset({"notice", "waiver", "reply", "correction", "withdrawal", "follow-up"})
DATED_KEYS: Final = ("date", "opened", "since", "until", "by")
DATED_PARTS: Final = ("decision", "answer", "verified_by", "self_check")


def docket_differences(release: Release, spoken: Release, data: Data) -> Iterator[Difference]:
    """Where a page tells of a case otherwise. `spoken`: the site in one of its languages."""
    record = release.json(CASES)
    words = WORDS_OF_STATES.get(spoken.language(), {})
    docket = _Docket(record, words)
    yield from docket.ledger({path: spoken.page(path) for path in spoken.below(FOLDER, ".html")})
    for centre, told in data.centres.items():
        for window in told["centre"]["windows"]:
            path = f"windows/{centre}/{window['id']}.html"
            if path in spoken.digests:
                yield from docket.scorecard(path, spoken.page(path))
    yield from _logged(spoken.page(LOGGED), record["revisions"])


class _Docket:
    """The cases and entries that are told."""

    def __init__(self, record: Json, words: Mapping[str, str]) -> None:
        self.words = words
        self.stands: dict[str, str] = {}
        """By the place of each of them the page that has it."""
        self.cases: dict[str, Json] = {f"{one['centre']}.{one['id']}": one for one in record["cases"]}
        self.entries: dict[str, Json] = {
            ".".join(one[name] for name in ("board", "period", "centre", "window")): one for one in record["entries"]
        }

    def ledger(self, texts: Mapping[str, str]) -> Iterator[Difference]:
        """The page of all of them, or the pages that they stand on where they are many: each is there once."""
        told: Counter[str] = Counter()
        for path, text in texts.items():
            here: Counter[str] = Counter()
            for part in IN_LEDGER.split(text)[1:]:
                found = ANCHOR.match(part)
                if found:
                    told[f"{found[1]}-{found[2]}"] += 1
                    here[self._kind(found[1], found[2])] += 1
                    self.stands[f"{found[1]}-{found[2]}"] = path
                    yield from self._line(path, found[1], found[2], part)
            yield from self._counted(path, text, here)
        own = Counter([*(f"e-{one}" for one in self.entries), *(f"k-{one}" for one in self.cases)])
        for anchor in sorted({*(told - own), *(own - told)}):
            both = (anchor, NOTHING) if anchor in told else (NOTHING, anchor)
            yield apart(LEDGER, anchor, *both)
        for part in FIRST_LINE.split(texts.get(LEDGER, NOTHING))[1:]:
            found = BESIDE.search(part)
            if found is None:
                yield apart(LEDGER, "first lines", plain_text(part.partition("</p>")[0]), NOTHING)
            else:
                yield from self._led_to(LEDGER, found)
                yield from self._line(LEDGER, found[2], found[3], part)

    def _kind(self, kind: str, name: str) -> str:
        return "entry" if kind == "e" else str(self.cases.get(name, {"case": {"kind": NOTHING}})["case"]["kind"])

    def _counted(self, path: str, text: str, here: Counter[str]) -> Iterator[Difference]:
        """How many there are of each kind: in all on the first page, on each further one those that it has."""
        kinds = Counter(one["case"]["kind"] for one in self.cases.values())
        kinds["entry"] = len(self.entries)
        for kind, count in GROUP_COUNT.findall(text):
            wanted = kinds[kind] if path == LEDGER else here[kind]
            if kind in kinds and count != str(wanted):
                yield apart(path, f"{kind} count", count, wanted)

    def _led_to(self, path: str, found: re.Match[str]) -> Iterator[Difference]:
        """Whether a way to a case leads to the page on which it stands."""
        stands = self.stands.get(f"{found[2]}-{found[3]}", NOTHING)
        if stands and stands != f"{FOLDER}{found[1]}":
            yield apart(path, f"{found[2]}-{found[3]} page", found[1], stands)

    def scorecard(self, path: str, text: str) -> Iterator[Difference]:
        """What a scorecard tells of them."""
        before, _, after = text.partition('<h2 id="cases">')
        section = after.partition("<h2 ")[0]
        for clocks in CLOCK_DAYS.findall(before):
            said = A_DAY_SAID.findall(clocks)
            own = [_clocks_of(one) for one in self.entries.values() if path == _page_of(one)]
            if said not in own:
                yield apart(path, "clocks", said, own)
        for part in ON_SCORECARD.split(section)[1:]:
            found = TO_LEDGER.search(part)
            if found:
                yield from self._led_to(path, found)
                yield from self._line(path, found[2], found[3], part)

    def _line(self, path: str, kind: str, name: str, part: str) -> Iterator[Difference]:
        flag = LEFT_FLAG.search(part)
        group = STATE_OF_LINE.search(part)
        if flag and group and flag[1] != group[1]:
            yield apart(path, f"{name} state", group[1], flag[1])
        if kind == "e" and name in self.entries:
            entry = self.entries[name]
            if flag is None or not is_flag_of(entry, (flag[1], plain_text(flag[2])), self.words):
                yield apart(path, f"{name} state", flag and plain_text(flag[2]), entry["state"])
            clocks = CLOCK_DAYS.search(part)
            own = _clocks_of(entry)
            said = A_DAY_SAID.findall(clocks[1] if clocks else NOTHING)
            if said != own and (said or entry["state"] == "current" or path.startswith(FOLDER)):
                yield apart(path, f"{name} clocks", said, own)
        elif kind == "k" and name in self.cases:
            yield from self._case(path, name, part, flag[1] if flag else NOTHING)

    def _case(self, path: str, name: str, part: str, group: str) -> Iterator[Difference]:
        told = self.cases[name]
        case = told["case"]
        if told.get("withheld"):
            return
        ended = case["kind"] in ENDED_AT_ONCE or case.get("decision") or case.get("answer")
        if ended and group != "closed":
            yield apart(path, f"{name} state", group, "closed")
        own = {*_days_of(case)}
        said = STEP_DAY.findall(part)
        strange = [one for one in said if one not in own]
        if strange or (said and said[0] != min(own & {*_begun(case)})):
            yield apart(path, f"{name} steps", said, sorted(own))
        if not said:
            yield apart(path, f"{name} steps", said, sorted(own))


def _clocks_of(entry: Json) -> list[str]:
    """The days of an entry in the order in which they are told."""
    mended = entry.get("verified") or entry["rectify_by"]
    return [entry["public"], entry["appeal_by"], mended, entry["expires"]]


def _page_of(entry: Json) -> str:
    return f"windows/{entry['centre']}/{entry['window']}.html"


def _begun(case: Json) -> Iterator[str]:
    yield from (str(case[name]) for name in ("date", "opened", "since") if case.get(name))
    if case.get("self_check"):
        yield str(case["self_check"]["date"])


def _days_of(case: Json) -> Iterator[str]:
    """Every day that a case names."""
    yield from (str(case[name]) for name in DATED_KEYS if case.get(name))
    for part in DATED_PARTS:
        if (case.get(part) or {}).get("date"):
            yield str(case[part]["date"])
    yield from (str(one["date"]) for one in case.get("steps", ()))


def _logged(text: str, revisions: Iterable[Json]) -> Iterator[Difference]:
    """Day, window, period and number of figures of each correction in the log."""
    table = text.partition("<table")[2].partition("</table>")[0]
    told = Counter(
        (link[1], link[2], period[1], period[2], tuple(A_DAY_SAID.findall(row)[:1]), len(STRUCK_FIGURE.findall(row)))
        for row in TABLE_ROW.findall(table)
        if (link := WINDOW_LINK.search(row)) and (period := PERIOD_LINK.search(row))
    )
    own = Counter(
        (one["centre"], one["window"], one["board"], one["period"], (str(one["date"]),), len(one["changes"]))
        for one in revisions
    )
    for key in sorted({*(told - own), *(own - told)}):
        both = (written(key), NOTHING) if key in told else (NOTHING, written(key))
        yield apart(LOGGED, "revisions", *both)
    said = Counter(figure for both in STRUCK_FIGURE.findall(table) for figure in map(plain_text, both))
    figures = Counter(
        str(change[side])
        for one in revisions
        for change in one["changes"]
        for side in ("old", "new")
        if change["figure"] in {"score", "rank"} and change.get(side)
    )
    for figure in sorted((figures - said).elements()):
        yield apart(LOGGED, "figures", NOTHING, figure)
