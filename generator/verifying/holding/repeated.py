"""What pages repeat of the files: the agenda, the rules of lists, the points of clauses, whom to call."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator.verifying.holding.pages import WINDOW_LINK, plain_text
from generator.verifying.published.days import standard_of
from generator.verifying.published.figures import NOTHING, Difference, Json, apart, cut, decimal, number
from generator.verifying.published.release import INDEX, Release
from generator.verifying.published.said import figures_in, unless_among, unless_said
from generator.verifying.published.tables import csv_rows
from generator.verifying.recomputing.city import Data

FILE_OF_AGENDA: Final = "data/agenda.csv"
AGENDA_LINE: Final = re.compile(r"<li>(?=<a [^>]*href=\"windows/)(.*?)<ul>(.*?)</ul></li>", re.DOTALL)
RULES: Final = re.compile(r'<h2 id="rules">.*?<dl class="wb-rules">(.*?)</dl>', re.DOTALL)
RULE: Final = re.compile(r"<dd>(.*?)</dd>", re.DOTALL)
A_LINK: Final = re.compile(r"<a\b.*?</a>", re.DOTALL)
QUOTED: Final = re.compile("“.*?”")
CLAUSE_ROW: Final = re.compile(r'<tr id="c-([^"]+)"[^>]*>(.*?)</tr>', re.DOTALL)
LAST_CELL: Final = re.compile(r"<td>([^<]*)(?:</td>)?\s*$")
HOTLINE_SAID: Final = re.compile(r'<p class="wb-hotline">.*?<b>(.*?)</b>', re.DOTALL)
DIGITS_OF_CALL: Final = re.compile(r"[^0-9]")


def repeated_differences(release: Release, spoken: Release, data: Data) -> Iterator[Difference]:
    """Where a page repeats something otherwise. `spoken`: the site in one of its languages."""
    yield from _agenda_pages(spoken)
    for board, period in data.periods:
        yield from _rules_said(spoken, data, board, period, f"lists/{board}/{period}.html")
    for board in data.boards:
        for period in data.published(board)[:1]:
            yield from _rules_said(spoken, data, board, period, f"lists/{board}/index.html")
    for path in release.below("data/standards/", ".json"):
        page = f"standards/{path.removeprefix('data/standards/').removesuffix('.json')}.html"
        if page in spoken.digests:
            yield from _points_of_clauses(page, spoken.page(page), release.json(path)["standard"])
    yield from _hotline(spoken)
    if spoken is release:
        yield from _newest_day(release, data)


def _newest_day(release: Release, data: Data) -> Iterator[Difference]:
    """The day of the data is no earlier than the last inspection that is told, nor later than the day of the site."""
    told = release.json(INDEX)["data_date"]
    newest = max((one["date"] for centre in data.centres.values() for one in centre.get("rounds", ())), default=told)
    if not min(newest, data.as_of) <= told <= data.as_of:
        yield apart(INDEX, "data_date", told, newest)


def _agenda_pages(spoken: Release) -> Iterator[Difference]:
    """Every window in its place, with the figures of its reasons."""
    paths = list(spoken.below("agenda", ".html"))
    own: dict[tuple[str, str], Json] = {(row["centre"], row["window"]): row for row in csv_rows(spoken, FILE_OF_AGENDA)}
    seen: list[tuple[str, str]] = []
    for path in paths:
        before = len(seen)
        for head, reasons in AGENDA_LINE.findall(spoken.page(path)):
            link = WINDOW_LINK.search(head)
            who = (link[1], link[2]) if link else (NOTHING, NOTHING)
            seen.append(who)
            said = plain_text(reasons)
            if who in own:
                yield from unless_said(path, "/".join(who), said, figures_in(own[who]["reasons"]))
        places = [int(own[who]["place"]) for who in seen[before:] if who in own]
        if places != sorted(places):
            yield apart(path, "order", places, sorted(places))
    if paths and sorted(seen) != sorted(own):
        yield apart(paths[0], "rows", sorted({*seen} - {*own}), sorted({*own} - {*seen}))


def _rules_said(spoken: Release, data: Data, board: str, period: str, path: str) -> Iterator[Difference]:
    """Bands, weights, how much is asked for, and who is listed, as the rules of the board have them."""
    rule, found = data.boards[board], RULES.search(spoken.page(path))
    said = [plain_text(A_LINK.sub(NOTHING, one)) for one in RULE.findall(found[1] if found else NOTHING)]
    if len(said) < len(("basis", "weights", "ranked", "red", "green")):
        yield apart(path, "rules", said, board)
        return
    standard = data.plans[standard_of(rule, period)].standard
    bands = sorted({_plain(band["at_least"]) for band in standard.get("bands", ()) if number(band["at_least"])})
    yield from unless_among(path, "rules bands", said[0], bands)
    weights = [one for one in rule["channels"].values() if not isinstance(one, dict)]
    if not isinstance(rule.get("combine", "visits"), dict):
        yield from unless_among(path, "rules weights", said[1], [str(one) for one in weights if one])
    share = standard.get("min_coverage")
    ranked = [str(rule["min_inspections"]), *([_plain(cut(100 * number(share), 2))] if share else ())]
    yield from unless_among(path, "rules ranked", said[2], ranked)
    for kind, text in zip(("red", "green"), said[3:], strict=False):
        yield from unless_among(path, f"rules {kind}", QUOTED.sub(NOTHING, text), _listed_by(rule[kind]))


def _listed_by(rule: Json) -> Iterator[str]:
    if rule.get("at_most") is not None:
        yield str(rule["at_most"])
    certain = rule.get("certain")
    if isinstance(certain, dict) and certain.get("periods", 1) > 1:
        yield str(certain["periods"])
    if certain:
        yield str(rule.get("min_teams", 2))


def _points_of_clauses(page: str, text: str, standard: Json) -> Iterator[Difference]:
    """The points beside each clause that has any of its own."""
    points = {
        clause["id"]: clause["points"]
        for section in standard["sections"]
        for clause in section["clauses"]
        if clause.get("points") is not None
    }
    for clause, row in CLAUSE_ROW.findall(text):
        cell = LAST_CELL.search(row)
        if clause in points and cell and figures_in(cell[1]) != [_plain(points[clause])]:
            yield apart(page, f"clause {clause} points", cell[1], points[clause])


def _plain(value: object) -> str:
    """A figure without zeros at its end."""
    text = decimal(number(value), 3)
    return text.rstrip("0").rstrip(".")


def _hotline(spoken: Release) -> Iterator[Difference]:
    """One number to complain to, on every page that names one."""
    told: dict[str, str] = {}
    for path in spoken.in_own_language(".html"):
        found = HOTLINE_SAID.search(spoken.page(path))
        if found:
            told[path] = DIGITS_OF_CALL.sub(NOTHING, plain_text(found[1]))
    most = Counter(told.values()).most_common(1)
    for path, said in told.items():
        if said != most[0][0]:
            yield apart(path, "hotline", said, most[0][0])
