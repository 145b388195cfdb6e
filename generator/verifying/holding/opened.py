"""Scorecards opened up: what a window earned section by section, what each visit found, and how the sum is made.

Of the newest period of the board that a scorecard opens with; the sections of the periods before it besides.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from generator.verifying.holding.banded import HEADLINE
from generator.verifying.holding.explained import points_said
from generator.verifying.holding.pages import CELL, PERIOD_LINK, TABLE_ROW, newest_places, plain_text
from generator.verifying.published.days import standard_of
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, decimal, number
from generator.verifying.published.release import Release
from generator.verifying.published.said import SAID_FIGURE, of_period, unless_among, unless_said
from generator.verifying.recomputing.city import City, Data, Place
from generator.verifying.recomputing.evidence import Row
from generator.verifying.recomputing.visits import inspections_of

OPENED: Final = re.compile(r'<div class="wb-opened">(.*?)</div>', re.DOTALL)
SECTION_EARNED: Final = re.compile(
    r"<summary>(?:(?!</?summary|<b>).)*<b>([^<]*)</b>/([0-9.]+)(.*?)</summary>", re.DOTALL
)
PERCENT: Final = re.compile(r"(\d+)%")
ON_A_DAY: Final = re.compile(r"−([0-9.]+) (\d\d-\d\d)\b")
ALL_SUMMED: Final = re.compile(r'<p class="wb-total">(.*?)</p>', re.DOTALL)
NEAR: Final = Fraction(1, 1000)
A_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
RATES: Final = re.compile(r"<table\b(?:(?!</table>).)*?</table>", re.DOTALL)
HEADED: Final = re.compile(r"<thead>.*?</thead>", re.DOTALL)


def opened_differences(spoken: Release, data: Data, city: City) -> Iterator[Difference]:
    """Where a scorecard says otherwise. `spoken`: the site in one of its languages."""
    scored: dict[tuple[str, ...], dict[str, Json]] = {}
    for (board, period, *window), found in city.scores.items():
        scored.setdefault((board, *window), {})[period] = found
    for who, (place, row) in newest_places(data, city).items():
        path = f"windows/{who[0]}/{who[1]}.html"
        score = city.scores.get((*place, *who))
        if path in spoken.digests and row.rated and row.held_from is None and score is not None:
            alike = scored[place[0], *who]
            yield from _Scorecard(path, data, city, place, row, alike).differences(spoken.page(path), score)


class _Scorecard:
    """One of them."""

    def __init__(  # noqa: PLR0913, PLR0917  # a page and all that it is held against
        self, path: str, data: Data, city: City, place: Place, row: Row, scored: Mapping[str, Json]
    ) -> None:
        """`scored`: the scores of the window on this board, by period."""
        self.path, self.data, self.city, self.place, self.row, self.scored = path, data, city, place, row, scored

    def differences(self, text: str, score: Json) -> Iterator[Difference]:
        yield from self._headline(text, score)
        opened = OPENED.search(text)
        if opened:
            yield from self._sections(opened[1], score)
            yield from self._findings(opened[1], score)
        summed = ALL_SUMMED.search(text)
        if summed and not self.row.vetoed:
            yield from self._sum(plain_text(summed[1]), score)
        yield from self._visits(text)
        yield from self._rates(text)

    def _sum(self, said: str, score: Json) -> Iterator[Difference]:
        """How the parts add up, and what that is rounded to; of the sum there are as many places as it takes."""
        plan = self.data.plans[score["standard"]]
        own = [self._score(self.row)]
        if score["available"] != plan.full or score["bonus"]:
            own.append(points_said(score["base"] * score["available"] / plan.full))
            own += [points_said(score[name]) for name in ("bonus",) if score[name]]
            own += [points_said(score["available"])] if score["available"] != plan.full else []
        else:
            first = SAID_FIGURE.search(said)
            if first is None or abs(number(first[0]) - score["exact"]) > NEAR:
                yield self._apart("sum", said, points_said(score["exact"]))
        yield from unless_among(self.path, "sum", said, own)

    def _apart(self, what: str, published: object, own: object) -> Difference:
        return apart(self.path, what, published, own)

    def _plan_of(self, place: Place) -> Json:
        return self.data.plans[standard_of(self.data.boards[place[0]], place[1])].standard

    def _score(self, row: Row) -> str:
        return decimal(row.score, self.data.plans[standard_of(self.data.boards[self.place[0]], self.place[1])].places)

    def _headline(self, text: str, score: Json) -> Iterator[Difference]:
        """The period, the place with those that cannot be told apart, the interval, and the day of the data."""
        found = HEADLINE.search(text)
        rest = found[2] if found else NOTHING
        first = next((plain_text(one) for one in rest.split("</p>") if "<b>" in one), NOTHING)
        own = [*of_period(self.place[1]), str(self.row.rank), str(len(self.city.placed[self.place].ranked))]
        if self.row.first != self.row.last:
            own += [str(self.row.first), str(self.row.last)]
        yield from unless_among(self.path, "rank", first, own)
        if self.row.interval:
            places = self.data.plans[standard_of(self.data.boards[self.place[0]], self.place[1])].places
            ends = [decimal(one, places) for one in self.row.interval]
            yield from unless_among(self.path, "interval", plain_text(rest.partition("</b>")[2]), ends)
        days, visited = A_DATE.findall(rest), self._visit_days()
        newest = max((str(line["date"]) for line in score["inspections"]), default=NOTHING)
        if days and (days[-1] not in visited or days[-1] < newest):
            yield self._apart("data_date", days[-1], newest)

    def _visit_days(self) -> set[str]:
        """The days of the visits to the window, in whatever way they count."""
        rounds = self.data.centres[self.row.centre].get("rounds", ())
        return {
            str(one["date"]) for one in rounds if any(each["window"] == self.row.window for each in inspections_of(one))
        }

    def _sections(self, opened: str, score: Json) -> Iterator[Difference]:
        told = SECTION_EARNED.findall(opened)
        own = list(_sections_of(self._plan_of(self.place), score))
        if [(one, other) for one, other, _ in told] != [(points_said(one), points_said(other)) for one, other in own]:
            yield self._apart(
                "sections",
                [f"{one}/{other}" for one, other, _ in told],
                [f"{points_said(a)}/{points_said(b)}" for a, b in own],
            )
            return
        for (_, _, rest), (earned, points) in zip(told, own, strict=True):
            shares = PERCENT.findall(plain_text(rest))
            if shares and points and shares[0] != _percent(earned, points):
                yield self._apart("sections share", shares[0], _percent(earned, points))

    def _findings(self, opened: str, score: Json) -> Iterator[Difference]:
        """What each visit found, with what it took and on which day."""
        lines = score["inspections"]
        own: Counter[tuple[str, str]] = Counter()
        for pool in score["pools"]:
            for one in pool["losses"]:
                own[points_said(one["minus"]), str(lines[one["inspection"]]["date"])[5:]] += 1
        strange = Counter(ON_A_DAY.findall(opened)) - own
        for minus, date in sorted(strange):
            yield self._apart("found", f"−{minus} {date}", [f"−{one} {day}" for one, day in own if day == date])

    def _visits(self, text: str) -> Iterator[Difference]:
        """How many visits counted in each period."""
        for row in TABLE_ROW.findall(text.partition('id="trend"')[2].partition("</table>")[0]):
            link = PERIOD_LINK.search(row)
            place = (link[1], link[2]) if link else None
            own = self.city.placed[place].rows.get(self.row.who) if place in self.city.placed else None
            if own and own.rated and own.held_from is None:
                counted = plain_text(CELL.findall(row)[-1])
                yield from unless_said(
                    self.path, f"{link[2] if link else NOTHING} counted", counted, [str(own.counted)]
                )

    def _rates(self, text: str) -> Iterator[Difference]:
        """The share of each section in the periods that one edition judged."""
        after = text.partition('id="trend"')[2].partition("</table>")[2].partition("<h2 ")[0]
        table = RATES.search(after)
        if table is None:
            return
        body = TABLE_ROW.findall(table[0])[1:]
        head = HEADED.search(table[0])
        periods = len(CELL.findall(head[0] if head else NOTHING)) - 1
        alike = [one for one in self.data.published(self.place[0]) if one in self.scored][:periods]
        for number_of, row in enumerate(body):
            cells = [plain_text(cell) for cell in CELL.findall(row)][1:]
            for cell, period in zip(cells, alike, strict=False):
                sections = list(_sections_of(self._plan_of(self.place), self.scored[period]))
                if cell.endswith("%") and number_of < len(sections):
                    own = f"{_percent(*sections[number_of])}%"
                    if cell != own:
                        yield self._apart(f"{period} section {number_of + 1}", cell, own)


def _sections_of(standard: Json, score: Json) -> Iterator[tuple[Fraction, Fraction]]:
    """What was earned of what there was, section by section, where something was assessed."""
    for section in standard["sections"]:
        pools = [one for one in score["pools"] if one["section"] == section["id"] and one["state"] == "assessed"]
        if pools:
            yield (
                sum((one["earned"] for one in pools), Fraction(0)),
                sum((one["points"] for one in pools), Fraction(0)),
            )


def _percent(earned: Fraction, points: Fraction) -> str:
    return str(max(0, int(number(100 * earned / points)))) if points else NOTHING
