"""The page of inspections held against the programmes in the data: what was due, done and overdue, week by week."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.verifying.holding.explained import share_said
from generator.verifying.holding.pages import CELL, WINDOW_LINK, plain_text
from generator.verifying.published.days import day
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, number, written
from generator.verifying.published.release import OF_THE_DATA, Release
from generator.verifying.published.said import figures_in, of_day, of_period, of_span, unless_among, unless_said
from generator.verifying.recomputing.programme import PROGRAMME, WIDE

PAGE_OF_PROGRAMMES: Final = "programme.html"
ROWS_SHOWN: Final = {"week": 12, "month": 6}
"""Weeks and months of a quota on the page."""
LEFT_OUT_NAMED: Final = 10
"""Windows of a month that are named as left out."""
STATE_ORDER: Final = ("met", "overdue", "running", "free")
STATE_SIGN: Final = re.compile(
    r'<span class="wb-quota wb-quota--(\w+)"><span aria-hidden="true">(.*?)</span> (.*?)</span>', re.DOTALL
)
LEGEND: Final = re.compile(r'<ul class="wb-legend".*?</ul>', re.DOTALL)
HEADS: Final = re.compile(r"<h3>(.*?)</h3>\s*(?:<ul class=\"wb-plain\">(.*?)</ul>)?", re.DOTALL)
OWED_LINE: Final = re.compile(r'<li><a href="#([^"]+)">.*?<br>(.*?)(?:<br>.*?)?</li>', re.DOTALL)
ASKED: Final = re.compile(r'<details id="([^"]+)"><summary>(.*?)</summary>(.*?)</details>', re.DOTALL)
OF_TEAM: Final = re.compile(r"<h4>.*?</h4>", re.DOTALL)
SPAN_ROW: Final = re.compile(r'<tr class="wb-is-(\w+)"><th scope="row">(.*?)(<td.*?)</tr>', re.DOTALL)
PAST_VISIT: Final = re.compile(r'<span class="wb-visit">(.*?)</span>', re.DOTALL)
SMALL_PRINT: Final = re.compile(r"<small>(.*?)</small>", re.DOTALL)
AFTER_TABLE: Final = re.compile(r"</table>\s*<p><small>(.*?)</small></p>", re.DOTALL)
UNSEEN_LINE: Final = re.compile(r"<li>(.*?)</li>", re.DOTALL)
LEAD: Final = re.compile(r'<p class="wb-lead">(.*?)</p>', re.DOTALL)


def schedule_differences(release: Release, spoken: Release) -> Iterator[Difference]:
    """Where the page says otherwise than `programme.json`. `spoken`: the site in one of its languages."""
    told, text = release.json(PROGRAMME), spoken.page(PAGE_OF_PROGRAMMES)
    lead = LEAD.search(text)
    yield from unless_among(
        PAGE_OF_PROGRAMMES, "as_of", plain_text(lead[1]) if lead else NOTHING, of_day(told["as_of"])
    )
    yield from _words_apart(text)
    for programme in told["programmes"]:
        section = text.partition(f'<h2 id="p-{programme["id"]}">')[2].partition("<h2 ")[0]
        yield from _Programme(programme, section, spoken.language()).differences(told)


def _words_apart(text: str) -> Iterator[Difference]:
    """A state has one sign and one word, those of the legend."""
    legend = LEGEND.search(text)
    words = {kind: (sign, word) for kind, sign, word in STATE_SIGN.findall(legend[0] if legend else "")}
    for kind, sign, word in STATE_SIGN.findall(text):
        if words.get(kind) != (sign, word):
            yield _of_page(f"state {kind}", word, words.get(kind, (NOTHING, NOTHING))[1])


def _of_page(what: str, published: object, own: object) -> Difference:
    return apart(PAGE_OF_PROGRAMMES, what, published, own)


@dataclass
class _Kind:
    """A quota, or a demand about the agenda, of one team or of all together."""

    anchor: str
    asked: Json
    every: str
    team: str
    periods: list[Json]

    @property
    def shown(self) -> list[Json]:
        return self.periods[: ROWS_SHOWN[self.every]]

    @property
    def is_demand(self) -> bool:
        return "times" not in self.asked

    def days(self, one: Json) -> list[str]:
        """The figures of a week or month."""
        return of_span(day(one["first"]), day(one["last"])) if self.every == "week" else of_period(one["period"])

    def done(self, one: Json) -> list[str]:
        """The figures of what was asked and done in a week or month."""
        if not self.is_demand:
            return [str(one["times"]), str(len(one.get("visits", ())))]
        if one["state"] == "free" and not one["named"]:
            return []
        found = of_day(one["last"])
        if self.asked.get("first"):
            found += [str(one["must"]), str(one["must"] - len(one.get("left_out", ())))]
        if self.asked.get("share") and one["inspections"]:
            found += [str(one["inspections"]), str(one["of_named"])]
        return found

    def sum(self) -> list[str]:
        """How many weeks or months are shown, and how many of each state, the good ones first."""
        states = [one["state"] for one in self.shown]
        return [str(len(states)), *(str(states.count(kind)) for kind in STATE_ORDER if kind in states)]

    def owed(self, state: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Where it is led to, and the figures, of the newest week or month of a state."""
        states = [one["state"] for one in self.shown]
        for one in [one for one in self.shown if one["state"] == state][:1]:
            again = states.count(state)
            figures = [*self.days(one), *self.done(one)]
            if state == "overdue" and again > 1:
                figures += [str(len(states)), str(again)]
            yield self.anchor, tuple(sorted(figures))


@dataclass
class _Programme:
    """What the page says of one programme."""

    programme: Json
    section: str
    lang: str

    def differences(self, told: Json) -> Iterator[Difference]:
        kinds = list(self._kinds(told))
        heads = HEADS.findall(self.section.partition("<details")[0])
        for place, state in enumerate(("overdue", "running")):
            yield from self._owed(state, heads[place : place + 1], kinds)
        unseen = [one["window"] for one in told.get("unseen", ()) if one["programme"] == self.programme["id"]]
        yield from self._unseen("never", heads[2:3], [one for one in unseen if not one.get("last")])
        yield from self._unseen("unseen", heads[3:4], [one for one in unseen if one.get("last")])
        found = {anchor: (summary, body) for anchor, summary, body in ASKED.findall(self.section)}
        for anchor in dict.fromkeys(one.anchor for one in kinds):
            own = [one for one in kinds if one.anchor == anchor]
            yield from self._asked(anchor, *found.get(anchor, (NOTHING, NOTHING)), own)
        standard = re.escape(self.programme["standard"].partition("@")[0])
        since = re.search(
            rf'<p>[^<]*<a href="standards/{standard}\.html"[^>]*>.*?</a>(.*?)</p>', self.section, re.DOTALL
        )
        yield from unless_among(
            PAGE_OF_PROGRAMMES, "since", plain_text(since[1]) if since else NOTHING, of_day(self.programme["since"])
        )

    def _kinds(self, told: Json) -> Iterator[_Kind]:
        groups = {group["id"]: group for group in self.programme["groups"]}
        for name, letter, asked in (("quotas", "q", "quota"), ("demands", "a", "demand")):
            for one in told.get(name, ()):
                record = one["record"]
                if one["programme"] == self.programme["id"]:
                    of_group = groups[record["group"]]["quotas" if letter == "q" else "agenda"]
                    rule = next(each for each in of_group if each["id"] == record[asked])
                    anchor = "-".join((letter, one["programme"], record["group"], record[asked]))
                    every = rule.get("every", "month")
                    yield _Kind(anchor, rule, every, record.get("team", ""), record.get("periods", []))

    def _owed(self, state: str, head: Sequence[tuple[str, str]], kinds: list[_Kind]) -> Iterator[Difference]:
        own = Counter({line: 1 for one in kinds for line in one.owed(state)})
        title, lines = head[0] if head else (NOTHING, NOTHING)
        count = SMALL_PRINT.search(title)
        yield from unless_said(
            PAGE_OF_PROGRAMMES, f"{state} count", plain_text(count[1]) if count else NOTHING, [str(own.total())]
        )
        said = Counter((anchor, tuple(figures_in(plain_text(text)))) for anchor, text in OWED_LINE.findall(lines))
        for anchor, figures in sorted({*(said - own), *(own - said)}):
            is_said = (anchor, figures) in said
            both = (figures, ()) if is_said else ((), figures)
            yield _of_page(f"owed {state} {anchor}", *both)

    def _unseen(self, name: str, head: Sequence[tuple[str, str]], own: list[Json]) -> Iterator[Difference]:
        title, lines = head[0] if head else (NOTHING, NOTHING)
        count = SMALL_PRINT.search(title)
        yield from unless_said(
            PAGE_OF_PROGRAMMES, f"{name} count", plain_text(count[1]) if count else NOTHING, [str(len(own))]
        )
        if name == "unseen":
            days = plain_text(title.partition("<small>")[0])
            yield from unless_said(PAGE_OF_PROGRAMMES, "unseen_after", days, [str(self.programme["unseen_after"])])
        told = {link.groups(): one for one in UNSEEN_LINE.findall(lines) if (link := WINDOW_LINK.search(one))}
        mine = {(one["centre"], one["window"]): one for one in own}
        for who in sorted({*told, *mine}):
            if who not in told or who not in mine:
                both = (written(who), NOTHING) if who in told else (NOTHING, written(who))
                yield _of_page(f"{name} {'/'.join(who)}", *both)
            elif mine[who].get("last"):
                figures = [*of_day(mine[who]["last"]), str(mine[who]["days"])]
                yield from unless_among(PAGE_OF_PROGRAMMES, f"{name} {'/'.join(who)}", plain_text(told[who]), figures)

    def _asked(self, anchor: str, summary: str, body: str, own: list[_Kind]) -> Iterator[Difference]:
        """A quota or demand: its rule, its sum, and its weeks or months, of one team after another."""
        rule, _, rest = body.partition("</p>")
        yield from unless_among(
            PAGE_OF_PROGRAMMES, f"{anchor} rule", plain_text(rule.partition("<small>")[0]), self._rule(own[0])
        )
        parts = [rest]
        heads = [summary]
        if len(own) > 1:
            heads, parts = OF_TEAM.findall(rest), OF_TEAM.split(rest)[1:]
            count = SMALL_PRINT.search(summary)
            yield from unless_said(
                PAGE_OF_PROGRAMMES, f"{anchor} teams", plain_text(count[1]) if count else NOTHING, [str(len(own))]
            )
        if len(parts) != len(own):
            yield _of_page(f"{anchor} parts", len(parts), len(own))
            return
        for one, head, part in zip(own, heads, parts, strict=True):
            yield from self._part(one, head, part)

    def _rule(self, one: _Kind) -> Iterator[str]:
        asked = one.asked
        if one.is_demand:
            yield from (str(asked[name]) for name in ("by", "first") if asked.get(name))
            if asked.get("share"):
                yield share_said(number(asked["share"]))
            return
        yield str(asked["times"])
        need = one.periods[0]["need"] if one.periods else {}
        for name in WIDE:
            if asked.get(name):
                yield str(asked[name])
                if need and need[name] < asked[name]:
                    yield str(need[name])
        if asked.get("days", 1) > 1:
            yield str(asked["days"])

    def _part(self, one: _Kind, head: str, part: str) -> Iterator[Difference]:
        name = f"{one.anchor} {one.team}".strip()
        if one.periods:
            small = SMALL_PRINT.search(head)
            state = STATE_SIGN.search(head)
            said = plain_text(STATE_SIGN.sub("", small[1])) if small else NOTHING
            yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} sum", said, one.sum())
            if state is None or state[1] != one.shown[0]["state"]:
                yield _of_page(f"{name} state", state and state[1], one.shown[0]["state"])
        rows = SPAN_ROW.findall(part)
        if len(rows) != len(one.shown):
            yield _of_page(f"{name} lines", len(rows), len(one.shown))
            return
        for (state_of_row, days, rest), period in zip(rows, one.shown, strict=True):
            yield from self._row(f"{name} {period['period']}", one, (state_of_row, days, rest), period)
        earlier = AFTER_TABLE.search(part)
        left = len(one.periods) - len(one.shown)
        said = plain_text(earlier[1]).replace("programme.json", "") if earlier else NOTHING
        yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} earlier", said, [str(left)] if left else [])

    def _row(self, name: str, one: _Kind, row: tuple[str, str, str], period: Json) -> Iterator[Difference]:
        state, days, rest = row
        marks = [kind for kind, _, _ in STATE_SIGN.findall(rest)]
        if [state, *marks] != [period["state"]] * 2:
            yield _of_page(f"{name} state", [state, *marks], period["state"])
        yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} days", plain_text(days), one.days(period))
        cells = CELL.findall(rest)
        if one.is_demand:
            yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} done", plain_text(cells[1]), one.done(period))
            yield from self._left_out(name, one, cells[2], period)
            return
        due, seen = one.done(period)
        due = "0" if period["state"] == "free" else due
        yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} due", plain_text(cells[1]), [due])
        yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} done", plain_text(cells[2]), [seen])
        yield from self._visits(name, one, cells[3], period)

    def _left_out(self, name: str, one: _Kind, cell: str, period: Json) -> Iterator[Difference]:
        """Whom a month left out, where that is said: each had to be inspected, or too little was done."""
        is_said = one.asked.get("first") or period["state"] == "overdue"
        own = [(each["centre"], each["window"]) for each in (period.get("left_out", ()) if is_said else ())]
        said = [who for who in WINDOW_LINK.findall(cell) if who[1] != "index"]
        if said != own[:LEFT_OUT_NAMED]:
            yield _of_page(f"{name} left_out", said, own[:LEFT_OUT_NAMED])

    def _visits(self, name: str, one: _Kind, cell: str, period: Json) -> Iterator[Difference]:
        """Day, team and extent of each visit; of those that do not count as soon as too little was done."""
        own, short = period.get("visits", []), period.get("short", [])
        said = PAST_VISIT.findall(cell)
        if len(said) != len(own):
            yield _of_page(f"{name} visits", len(said), len(own))
        for text, visit in zip(said, own, strict=False):
            yield from unless_said(
                PAGE_OF_PROGRAMMES,
                f"{name} visits {visit['first']}",
                self._without_teams(plain_text(text), [visit]),
                self._of_visit(one, visit),
            )
        small = SMALL_PRINT.search(cell)
        wanted = [str(len(short))] if short else []
        if period["state"] != "met":
            wanted += [figure for visit in short for figure in self._of_visit(one, visit)]
        text = self._without_teams(plain_text(small[1]) if small else NOTHING, short)
        yield from unless_said(PAGE_OF_PROGRAMMES, f"{name} short", text, wanted)

    def _without_teams(self, text: str, visits: Iterable[Json]) -> str:
        """The names of teams may have numbers of their own."""
        teams = {team["id"]: team for team in self.programme["teams"]}
        for visit in visits:
            team = teams.get(visit["team"], {"name": visit["team"]})
            called = team.get("en") if self.lang != OF_THE_DATA else None
            text = text.replace(called or team["name"], "", 1)
        return text

    def _of_visit(self, one: _Kind, visit: Json) -> Iterator[str]:
        yield from of_day(visit["first"])[1:]
        if visit["first"] != visit["last"]:
            yield from of_day(visit["last"])[1:]
        yield from (str(visit[name]) for name in WIDE if name == "windows" or one.asked.get(name))
