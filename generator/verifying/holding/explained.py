"""The pages of reasons held against the data: period, place, coverage, days and every loss that they tell.

A page of a centre and period has a section for each window, and in it a part for each board, which leads to the list;
where all windows have the same board, only the head of the page does.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from generator.verifying.holding.pages import PERIOD_LINK, SECTION, SHOWN, TABLE_ROW, every_row, plain_text
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, cut, decimal, number, rounded
from generator.verifying.published.release import OF_THE_DATA, Release
from generator.verifying.published.said import figures_in, of_period, unless_among, unless_said
from generator.verifying.recomputing.city import City, Data, Place
from generator.verifying.recomputing.evidence import Row

VERDICT_OF_PART: Final = '<p class="wb-told__verdict">'
PART_FACTS: Final = re.compile(r"<p><small>(.*?)</small></p>", re.DOTALL)
PART_LIST: Final = re.compile(r'<a href="[^"]*lists/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
A_LINK_BESIDE: Final = re.compile(r"<a\b.*?</a>", re.DOTALL)
TOLD_ONCE: Final = re.compile(r'<p class="wb-sub"><a href="[^"]*lists/([a-z0-9-]+)/[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
"""The board, where all windows of the page stand on the same one."""
ADVICE: Final = re.compile(r'<ul class="wb-advice">(.*?)</ul>', re.DOTALL)
ADVISED: Final = re.compile(r'<li id="[^"]*"><a [^>]*>(.*?)</a> <small>(.*?)</small>', re.DOTALL)
REASONS_SAID: Final = re.compile(r'<p class="wb-reasons__said">(.*?)</p>', re.DOTALL)
REASON_LINES: Final = re.compile(r'<ol class="wb-reasons">(.*?)</ol>', re.DOTALL)
REASON_LINE: Final = re.compile(r"<li>(.*?)(?=<li>|\Z)", re.DOTALL)
FULL_LINE: Final = re.compile(r"<p><a [^>]*>([^<]*)</a>.*?</p><p>(.*?)<b>(.*?)</b>(.*?)</p>", re.DOTALL)
SHORT_LINE: Final = re.compile(r"(\S+) (.*?)<b>(.*?)</b>", re.DOTALL)
FULL_LINES: Final = 3
"""Losses that are told whole on a page."""
TOLD_REPLY: Final = re.compile(r'<small class="wb-reply"><a href="[^"]*#k-([^"]+)"[^>]*>[^<]*</a> (\d{4}-\d\d-\d\d)')
TITLE: Final = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
DATED: Final = re.compile(r'<time datetime="(\d{4}-\d\d-\d\d)">(.*?)</time></p>')
ISO_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
ROW_LINK: Final = re.compile(r'href="#([a-z0-9-]+)"')


def explanation_differences(spoken: Release, data: Data, city: City) -> Iterator[Difference]:
    """Where a page of reasons says otherwise. `spoken`: the site in one of its languages."""
    rows: dict[tuple[str, str], list[tuple[Place, Row]]] = {}
    for place in data.periods:
        for row in every_row(data, city, place):
            rows.setdefault((row.centre, place[1]), []).append((place, row))
    replies = {
        f"{one['centre']}.{one['id']}": str(one["case"]["date"]) for one in data.cases if one["case"]["kind"] == "reply"
    }
    lang = spoken.language()
    for (centre, period), shown in sorted(rows.items()):
        path = f"windows/{centre}/{period}.html"
        if path in spoken.digests:
            page = _Page(path, data, city, lang, replies)
            yield from page.differences(spoken.page(path), centre, period, shown)
        elif any(row.rank for _, row in shown):
            yield Difference(file=path, what="rows", published=NOTHING, own=centre)


class _Page:
    """One page."""

    def __init__(
        self, path: str, data: Data, city: City, lang: str, replies: Mapping[str, str]
    ) -> None:  # a page and all that it is held against
        self.path, self.data, self.city, self.lang, self.replies = path, data, city, lang, replies
        self.once: Place | None = None

    def differences(self, text: str, centre: str, period: str, shown: list[tuple[Place, Row]]) -> Iterator[Difference]:
        title, name = TITLE.search(text), self._called(self.data.centres[centre]["centre"], "name")
        said = plain_text(title[1]).replace(name, "", 1) if title else NOTHING
        yield from unless_said(self.path, "title", said, of_period(period))
        own = Counter(row.window for _, row in shown)
        for what, told in (("rows", self._linked(text)), ("rows told", Counter(self._told(text)))):
            for window in sorted({*(told - own), *(own - told)}):
                both = (told[window], own[window])
                yield self._apart(f"{what} {window}", *map(str, both))
        yield from self._once(text, period)
        yield from self._dated(text, shown)
        yield from self._advice(text, shown)
        for window, section in SECTION.findall(text):
            rows = {place: row for place, row in shown if row.window == window}
            for part in section.split(VERDICT_OF_PART)[1:]:
                link = PERIOD_LINK.search(part)
                place = (link[1], link[2]) if link else self.once
                if place in rows:
                    yield from self._part(part, place, rows[place])
            yield from self._replies(window, section, rows)

    def _once(self, text: str, period: str) -> Iterator[Difference]:
        """The board and the period of the page, where they stand at its head."""
        once = TOLD_ONCE.search(text.partition("<table")[0])
        self.once = (once[1], period) if once else None
        if once and once[1] in self.data.boards:
            said = plain_text(once[2]).replace(self._called(self.data.boards[once[1]], "title"), "", 1)
            yield from unless_said(self.path, "period", said, of_period(period))

    def _advice(self, text: str, shown: list[tuple[Place, Row]]) -> Iterator[Difference]:
        """How many windows lost something at a clause of which something helps."""
        lost: dict[tuple[str, str], set[str]] = {}
        for place, row in shown:
            score = self.city.scores.get((*place, *row.who))
            if score is None or row.held_from is not None:
                continue
            for one in losses_of(score, self.data):
                lost.setdefault((score["standard"], one["clause"]), set()).add(row.window)
        advice = ADVICE.search(text)
        for clause, said in ADVISED.findall(advice[1] if advice else NOTHING):
            own = sorted({str(len(windows)) for (_, name), windows in lost.items() if name == plain_text(clause)})
            if figures_in(plain_text(said)) not in [[one] for one in own]:
                yield self._apart(f"advice {plain_text(clause)}", plain_text(said), own)

    def _called(self, record: Json, name: str) -> str:
        english: str | None = None if self.lang == OF_THE_DATA else record.get("en")
        return english or record[name]

    def _apart(self, what: str, published: object, own: object) -> Difference:
        return apart(self.path, what, published, own)

    @staticmethod
    def _linked(text: str) -> Counter[str]:
        table = text.partition("</caption>")[2].partition("</table>")[0]
        return Counter(link[1] for row in TABLE_ROW.findall(table) if (link := ROW_LINK.search(row)))

    @staticmethod
    def _told(text: str) -> Iterator[str]:
        for window, section in SECTION.findall(text):
            yield from [window] * section.count(VERDICT_OF_PART)

    def _dated(self, text: str, shown: list[tuple[Place, Row]]) -> Iterator[Difference]:
        """The day of the newest inspection that the page tells of."""
        days = [
            str(line["date"])
            for place, row in shown
            for line in self.city.scores.get((*place, *row.who), {"inspections": ()})["inspections"]
        ]
        told = DATED.search(text)
        if told and days and (told[1] != max(days) or plain_text(told[2]) != told[1]):
            yield self._apart("data_date", f"{told[1]} {told[2]}", max(days))

    def _part(self, part: str, place: Place, row: Row) -> Iterator[Difference]:
        """What one board says of the window."""
        what = f"{row.window} {place[0]}"
        found = PART_FACTS.search(part)
        if row.held_from is not None:
            return
        facts = found[1] if found else NOTHING
        said = [one for one in plain_text(A_LINK_BESIDE.sub(NOTHING, facts)).split("·") if figures_in(one)]
        if self.once is None:
            link = PART_LIST.search(facts)
            called = self._called(self.data.boards[place[0]], "title")
            told = plain_text(link[1]).replace(called, "", 1) if link else NOTHING
            yield from unless_said(self.path, f"{what} period", told, of_period(place[1]))
        score = self.city.scores.get((*place, *row.who))
        covered = said.pop() if score and said else NOTHING
        own = [str(row.rank), str(len(self.city.placed[place].ranked))] if row.rank else []
        yield from unless_said(self.path, f"{what} rank", " ".join(said), own)
        if score is None:
            return
        share = share_said(score["coverage"])
        yield from unless_said(self.path, f"{what} coverage", covered, [share])
        yield from self._losses(part, what, score)

    def _losses(self, part: str, what: str, score: Json) -> Iterator[Difference]:
        """How much was lost in all, and every clause with what was seen of it, the worst first."""
        own = list(losses_of(score, self.data))
        said, lines = REASONS_SAID.search(part), REASON_LINES.search(part)
        if own:
            lost = sum(
                (one["points"] - one["earned"] for one in score["pools"] if one["state"] == "assessed"), Fraction(0)
            )
            figures = [points_said(score["available"]), points_said(lost), str(len(own))]
            yield from unless_among(self.path, f"{what} said", plain_text(said[1]) if said else NOTHING, figures)
        told = REASON_LINE.findall(lines[1]) if lines else []
        if len(told) != len(own):
            yield self._apart(f"{what} reasons", len(told), len(own))
        by_clause = {one["clause"]: one for one in own}
        for place, line in enumerate(told):
            found = (FULL_LINE if place < FULL_LINES else SHORT_LINE).search(line)
            one = by_clause.pop(plain_text(found[1]), None) if found else None
            if found is None or one is None:
                yield self._apart(f"{what} reasons", plain_text(line), [*by_clause])
                continue
            clause = f"{what} {one['clause']}"
            yield from unless_among(self.path, f"{clause} seen", plain_text(found[2]), one["seen"])
            yield from unless_said(self.path, f"{clause} lost", plain_text(found[3]), [points_said(one["lost"])])
            if place < FULL_LINES:
                yield from unless_said(
                    self.path, f"{clause} points", plain_text(found[4]), [points_said(one["points"])]
                )

    def _replies(self, window: str, section: str, rows: Mapping[Place, Row]) -> Iterator[Difference]:
        """The day of each reply, and that each is there."""
        told = dict(TOLD_REPLY.findall(section))
        own = {
            f"{one['centre']}.{one['id']}": str(one["case"]["date"])
            for place, row in rows.items()
            for one in self.data.cases_about((*place, *row.who))
            if one["case"]["kind"] == "reply"
        }
        for case in sorted({*told, *own}):
            if told.get(case) != own.get(case):
                yield self._apart(f"{window} reply {case}", told.get(case), own.get(case))


def points_said(value: Fraction) -> str:
    """Points as a page prints them."""
    return _bare(decimal(rounded(Fraction(value), SHOWN), SHOWN))


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def losses_of(score: Json, data: Data) -> Iterator[Json]:
    """The clauses that lost points: what each took, of how many points, and the figures of what was seen."""
    for pool in score["pools"]:
        if pool["state"] == "assessed" and pool["cases"] and pool["earned"] < pool["points"]:
            target = number(data.plans[score["standard"]].clauses[pool["pool"]]["check"].get("target", 1))
            rates = [share_said(Fraction(pool["within"], pool["cases"])), share_said(target)]
            seen = [str(pool["cases"]), str(pool["within"]), *rates]
            yield {
                "clause": pool["pool"],
                "lost": pool["points"] - pool["earned"],
                "points": pool["points"],
                "seen": seen,
            }
            continue
        lost: dict[str, Fraction] = {}
        for one in (*pool["taken"], *pool["events"]):
            lost[one["clause"]] = lost.get(one["clause"], Fraction(0)) + one.get("lost", one.get("minus"))
        for clause, whole in lost.items():
            if whole:
                yield {
                    "clause": clause,
                    "lost": min(pool["points"], whole),
                    "points": pool["points"],
                    "seen": list(_seen_of(pool, clause)),
                }


def share_said(value: Fraction) -> str:
    """A share in percent, cut, as a page prints it."""
    return _bare(decimal(cut(100 * value, 2), 2))


def _seen_of(pool: Json, clause: str) -> Iterator[str]:
    """In how many visits each fault was found and how often, and how often it was proved besides."""
    visits: dict[str, set[int]] = {}
    counts: Counter[str] = Counter()
    for one in pool["losses"]:
        if one["clause"] == clause and one["minus"]:
            visits.setdefault(one["cause"], set()).add(one["inspection"])
            counts[one["cause"]] += one.get("count", 1)
    for cause, own in visits.items():
        yield str(len(own))
        if counts[cause] != len(own):
            yield str(counts[cause])
    for count in Counter(one["cause"] for one in pool["events"] if one["clause"] == clause).values():
        yield str(count)
