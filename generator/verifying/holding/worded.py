"""What people wrote, as the data have it, looked for on the pages that show it; and where links and feeds lead.

A page may say more than the data, and a thing twice: what is found is a text of the data that a page says no more.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from generator.verifying.holding.pages import TAG, WINDOW_LINK, further_pages, newest_places, plain_text
from generator.verifying.published.days import first_day, last_day, standard_of
from generator.verifying.published.figures import NOTHING, Difference, Json
from generator.verifying.published.release import INDEX, OF_THE_DATA, Release
from generator.verifying.published.tables import FINDINGS, csv_rows
from generator.verifying.recomputing.city import City, Data, Place
from generator.verifying.recomputing.evidence import Row

STANDARDS: Final = "data/standards/"
TOLD_FACTS: Final = "data/facts.json"
TOLD_CASES: Final = "data/cases.json"
TOLD_PROGRAMME: Final = "data/programme.json"
TOLD_AGENDA: Final = "data/agenda.csv"
SITEMAP: Final = "sitemap.xml"
SPACE: Final = re.compile(r"\s+")
HREF: Final = re.compile(r'href="(https?://[^"#]*)')
LOC: Final = re.compile(r"<loc>(https?://[^<]*)</loc>")
AUTHOR: Final = re.compile(r"<author>\s*<name>(.*?)</name>", re.DOTALL)
RIGHTS: Final = re.compile(r"<rights>(.*?)</rights>", re.DOTALL)
CALLED: Final = re.compile(r'<a\b[^>]*href="tel:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
DIGITS: Final = re.compile(r"\D")
HIDDEN: Final = re.compile(r'<meta name="robots" content="[^"]*noindex')
OF_CLAUSES: Final = (
    *("text", "do", "dont", "say", "never_say", "situation", "legal_basis", "evidence_source", "remedy"),
    "check",
)
"""What is said of a clause; of the way it is checked, the texts of faults and the names of levels."""
WRITTEN_IN_CASES: Final = ("text", "grounds", "reason", "evidence", "delivery")
SAID_OF_CENTRES: Final = ("name", "address", "phone")
AS_FINGERPRINT: Final = "~"
EXCERPT: Final = 60
"""Signs of a text that a difference repeats."""


def wording_differences(release: Release, spoken: Release, data: Data, city: City) -> Iterator[Difference]:
    """Every text that is missing on a page of `spoken`, the whole site or its folder of a language."""
    lang = _lang_of(release, spoken)
    pages = _Pages(spoken, lang)
    yield from _worded_in_standards(release, pages)
    yield from _worded_in_centres(data, pages)
    yield from _worded_in_cases(release, pages)
    yield from _worded_in_programmes(release, pages)
    yield from _worded_in_agenda(release, pages)
    yield from _worded_in_feeds(release, spoken, lang)
    yield from _worded_in_findings(release, data, city, pages)
    yield from _worded_in_lists(data, city, pages)
    if spoken is release:
        yield from _worded_in_every_page(release)


def _lang_of(release: Release, spoken: Release) -> str:
    """The language of pages: that of their folder, else the first of the site."""
    languages: list[str] = release.json(INDEX).get("languages") or [OF_THE_DATA]
    return spoken.below_root.rstrip("/") or languages[0]


class _Pages:
    """The texts of pages, each read once, without markup and spaces."""

    def __init__(self, release: Release, lang: str) -> None:
        self.release = release
        self.lang = lang
        self.known: dict[tuple[str, ...], str] = {}

    def called(self, record: Json, name: str) -> str:
        """What they call a record: in another language than that of the data by its name there, where it has one."""
        english: str | None = None if self.lang == OF_THE_DATA else record.get("en")
        return english or record[name]

    def missing(self, text: str, what: str, *paths: str) -> Iterator[Difference]:
        """Whether none of some pages says a text; nothing where there is no such page."""
        there = tuple(path for path in paths if path in self.release.digests)
        if there and there not in self.known:
            self.known[there] = "\n".join(
                SPACE.sub("", html.unescape(TAG.sub("", self.release.text(path)))) for path in there
            )
        if there and SPACE.sub("", text) not in self.known[there]:
            yield Difference(file=there[0], what=what, published=NOTHING, own=text[:EXCERPT])

    def below(self, start: str) -> tuple[str, ...]:
        """The pages whose address begins so: a long one is cut into several."""
        return tuple(self.release.below(start, ".html"))


def _texts_of(value: Any) -> Iterator[str]:  # noqa: ANN401  # whatever JSON holds
    """Every text in a value of a clause; of records with an id, what they say and are called."""
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts_of(one)
        case {"method": str()}:
            for one in (*value.get("faults", ()), *value.get("levels", ())):
                yield from _texts_of([one.get("text", ""), one.get("name", "")])
        case _:
            pass


def _worded_in_standards(release: Release, pages: _Pages) -> Iterator[Difference]:
    for path in release.below(STANDARDS, ".json"):
        name, standard = path.removeprefix(STANDARDS).removesuffix(".json"), release.json(path)["standard"]
        page = f"standards/{name}.html"
        yield from pages.missing(standard["summary"], "summary", page)
        for text in standard["source"].values():
            yield from pages.missing(text, "source", page)
        for issue in standard.get("known_issues", ()):
            for part in ("text", "reading"):
                yield from pages.missing(issue[part], "known_issues", page)
        for section in standard["sections"]:
            yield from pages.missing(pages.called(section, "title"), f"section {section['id']}", page)
            for clause in section["clauses"]:
                yield from _worded_in_clause(name, clause, pages)


def _worded_in_clause(name: str, clause: Json, pages: _Pages) -> Iterator[Difference]:
    what = f"clause {clause['id']}"
    for part in OF_CLAUSES:
        for text in _texts_of(clause.get(part, [])):
            yield from pages.missing(text, f"{what} {part}", f"standards/{name}.html")
    yield from pages.missing(clause["text"], what, f"checklists/{name}.html")
    if "/" not in name:  # pages of themes and roles say what binds now
        for page in (f"themes/{clause['theme']}.html", *(f"conduct/{role}.html" for role in clause["roles"])):
            yield from pages.missing(clause["text"], f"{name} {what}", page)


def _worded_in_centres(data: Data, pages: _Pages) -> Iterator[Difference]:
    for name, told in data.centres.items():
        centre, own = told["centre"], f"windows/{name}/index.html"
        said = [(part, centre[part]) for part in SAID_OF_CENTRES if centre.get(part)]
        for part, text in said:
            yield from pages.missing(text, part, own)
        for window in centre["windows"]:
            page = f"windows/{name}/{window['id']}.html"
            yield from pages.missing(window["name"], f"{window['id']} name", own)
            for part, text in (*said, ("name", window["name"]), *(("services", one) for one in window["services"])):
                yield from pages.missing(text, part, page)


def _worded_in_cases(release: Release, pages: _Pages) -> Iterator[Difference]:
    told, logged = pages.below("cases/"), pages.below("corrections")
    for one in release.json(TOLD_CASES)["cases"]:
        case, what = one["case"], f"{one['centre']}/{one['id']}"
        for record in (case, case.get("decision") or {}, case.get("answer") or {}, *case.get("steps", ())):
            for part in WRITTEN_IN_CASES:
                if record.get(part):
                    yield from pages.missing(record[part], f"{what} {part}", *told)
        if case["kind"] in {"correction", "withdrawal"}:
            yield from pages.missing(case["reason"], f"{what} reason", *logged)
    for amendment in release.json(TOLD_FACTS).get("amendments", ()):
        yield from pages.missing(amendment["reason"], f"{amendment['kind']} reason", *logged)


def _worded_in_programmes(release: Release, pages: _Pages) -> Iterator[Difference]:
    page = "programme.html"
    for programme in release.json(TOLD_PROGRAMME)["programmes"]:
        yield from pages.missing(pages.called(programme, "title"), programme["id"], page)
        for group in programme["groups"]:
            yield from pages.missing(pages.called(group, "name"), group["id"], page)
            for quota in (*group["quotas"], *group.get("agenda", ())):
                yield from pages.missing(pages.called(quota, "title"), quota["id"], page)


def _worded_in_agenda(release: Release, pages: _Pages) -> Iterator[Difference]:
    """Every window of the agenda is on its page."""
    paths = pages.below("agenda")
    linked = {link for path in paths for link in WINDOW_LINK.findall(pages.release.text(path))}
    for row in csv_rows(release, TOLD_AGENDA) if paths else ():
        if (row["centre"], row["window"]) not in linked:
            yield Difference(file=paths[0], what="agenda", published=NOTHING, own=f"{row['centre']}/{row['window']}")


def _worded_in_feeds(release: Release, spoken: Release, lang: str) -> Iterator[Difference]:
    """Every feed names who publishes, and leads to pages of the site that it stands in and nowhere else."""
    told: Json = next((one["facts"] for one in release.json(TOLD_FACTS)["facts"] if one["kind"] == "policy"), {})
    said = {part: told.get(part, "") for part in ("publisher", "licence")}
    if lang != OF_THE_DATA:
        said = {part: told.get(f"en.{part}", text) for part, text in said.items()}
    for path in spoken.in_own_language("/feed.xml"):
        text = spoken.text(path)
        yield from _named_in_feed(path, text, said)
        yield from _led_to(path, text, release, spoken.below_root)


def _named_in_feed(path: str, text: str, said: dict[str, str]) -> Iterator[Difference]:
    for part, form in (("publisher", AUTHOR), ("licence", RIGHTS)):
        shown, wanted = form.search(text), said[part]
        if shown and wanted and not wanted.startswith(AS_FINGERPRINT) and wanted not in html.unescape(shown[1]):
            yield Difference(file=path, what=part, published=html.unescape(shown[1])[:EXCERPT], own=wanted)


def _led_to(path: str, text: str, release: Release, below_root: str) -> Iterator[Difference]:
    links = HREF.findall(text)
    base = links[0].removesuffix(below_root + path) if links else ""
    for link in links:
        if not link.startswith(base) or link.removeprefix(base) not in release.digests:
            yield Difference(file=path, what="link", published=link, own=NOTHING)


def _worded_in_findings(release: Release, data: Data, city: City, pages: _Pages) -> Iterator[Difference]:
    """On its page each window has the notes of what its newest period was scored by."""
    newest = newest_places(data, city)
    months = [path.removeprefix(FINDINGS).partition(".")[0] for path in release.below(FINDINGS, ".csv.gz")]
    wanted = {period for (_, period), _ in newest.values()}
    days = [(first_day(period).isoformat(), last_day(period).isoformat()) for period in wanted]
    for month in months:
        if not any(first[: len(month)] <= month <= last for first, last in days):
            continue
        for row in csv_rows(release, f"{FINDINGS}{month}.csv.gz"):
            who = row["centre"], row["window"]
            if row["note"] and who in newest and _is_scored_by(row, data, *newest[who]):
                what = f"{row['date']} {row['clause']}"
                yield from pages.missing(row["note"], what, f"windows/{who[0]}/{who[1]}.html")


def _is_scored_by(found: Json, data: Data, place: Place, row: Row) -> bool:
    """Whether a finding is of a visit that counts in a period of a board, in which the row is shown."""
    board, period = data.boards[place[0]], place[1]
    shown = row.rated and first_day(period).isoformat() <= found["date"] <= last_day(period).isoformat()
    weighs = board["channels"].get(found["channel"], 0) != 0
    return shown and weighs and found["standard"] == standard_of(board, period)


def _worded_in_lists(data: Data, city: City, pages: _Pages) -> Iterator[Difference]:
    """Whoever stands on a newest list is named where that list is shown first, or on a page that goes on with it."""
    for board in data.boards:
        for period in data.published(board)[:1]:
            listed = [row.who for row in city.placed[board, period].ranked if row.listed != "none"]
            path = f"lists/{board}/index.html"
            parts = [path] if path in pages.release.digests else []
            parts += [one for kind in ("green", "left") for one in further_pages(pages.release, path, kind)]
            parts += further_pages(pages.release, f"lists/{board}/{period}.html", "red")
            linked = {link for one in parts for link in WINDOW_LINK.findall(pages.release.text(one))}
            for who in sorted({*listed} - linked):
                yield Difference(file=path, what=period, published=NOTHING, own="/".join(who))


def _worded_in_every_page(release: Release) -> Iterator[Difference]:
    """The map of the site names the pages that search engines may show; a telephone link calls the number it says."""
    pages: set[str] = set()
    for path in release.below("", ".html"):
        text = release.text(path)
        for number, said in CALLED.findall(text):
            shown = DIGITS.sub("", plain_text(said))
            if shown and shown != DIGITS.sub("", number):
                yield Difference(file=path, what="tel", published=number, own=plain_text(said)[:EXCERPT])
        if not HIDDEN.search(text):
            pages.add(path)
    if SITEMAP not in release.digests:
        return
    named = set(LOC.findall(release.text(SITEMAP)))
    base = min(named, key=len, default="").removesuffix("index.html").rpartition("/")[0] + "/"
    there = {one.removeprefix(base) or "index.html" for one in named}
    for path in sorted(there ^ {path for path in pages if not path.endswith("404.html")}):
        both = (path, NOTHING) if path in there else (NOTHING, path)
        yield Difference(file=SITEMAP, what="loc", published=both[0], own=both[1])
