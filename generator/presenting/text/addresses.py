"""Where each page and file stands, and the way from one to another."""

import re
from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from generator.model.centre import Coordinates
from generator.model.keys import WindowKey
from generator.model.scalars import WEB_FORM
from generator.presenting.text.markup import address_text

_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ()-]*[0-9]")

HOME = "index.html"
ELDER = "elder.html"

LISTS = "lists/index.html"

WINDOWS = "windows/index.html"

STANDARDS = "standards/index.html"

CONDUCT = "conduct/index.html"

METHOD = "method.html"

DATA = "data/index.html"

SEARCH = "search.html"

COMMITMENTS = "commitments.html"

PROGRAMME = "programme.html"

CALENDAR = "data/calendar.json"

APPRAISAL = "appraisal.html"

CHECKLISTS = "checklists/index.html"

WINDOWS_FILE = "data/windows.json"

PROGRAMME_FILE = "data/programme.json"

OVERVIEW = "overview.html"

AGENDA = "agenda.html"

AGENDA_FILE = "data/agenda.csv"


def agenda_page(number: int) -> str:
    """A page of the agenda, counted from 1."""
    return AGENDA if number == 1 else f"agenda-p{number}.html"


EVENTS_FILE = "data/events.csv"

FACTS_FILE = "data/facts.json"

COMPARE = "compare.html"

CASES = "cases/index.html"

NOT_CUT: Final[Mapping[str, str]] = MappingProxyType({})
"""Of a ledger of cases that has one page."""

CORRECTIONS = "corrections.html"


def source(address: str) -> str:
    """The Markdown file that becomes the page at this address."""
    return f"{address.removesuffix('.html')}.md"


def board_page(board: str) -> str:
    """The latest lists of a board."""
    return f"lists/{board}/index.html"


def period_page(board: str, period: str) -> str:
    """The lists of a board in one period."""
    return f"lists/{board}/{period}.html"


def ranks_page(board: str, period: str, number: int) -> str:
    """A further page of the ranking of a board in one period, counted from 2."""
    return f"lists/{board}/{period}-p{number}.html"


def listed_page(board: str, period: str, kind: str, number: int) -> str:
    """A further page of a list, counted from 2: of a period, or of what holds now where none is named."""
    return f"lists/{board}/{f'{period}-' if period else ''}{kind}-p{number}.html"


def centre_page(centre: str) -> str:
    """A centre with its windows."""
    return f"windows/{centre}/index.html"


def window_page(centre: str, window: str) -> str:
    """The scorecard of a window."""
    return f"windows/{centre}/{window}.html"


def unscored_place(window: WindowKey) -> str:
    """The place of what was seen of a window without a score."""
    return f"{window_page(*window)}#unscored"


def reasons_page(centre: str, period: str) -> str:
    """Why the windows of a centre have the scores of one period; no window is called like a period."""
    return f"windows/{centre}/{period}.html"


def why_place(window: WindowKey, period: str) -> str:
    """The place of the reasons of one window in one period."""
    return f"{reasons_page(window.centre, period)}#{window.window}"


def district_page(district: str) -> str:
    """The windows of a district, where those of all are too many for one page. Addresses are ASCII, names are not."""
    return f"districts/{sha256(district.encode()).hexdigest()[:8]}.html"


def own_page(name: str) -> str:
    """A page that the city wrote itself."""
    return f"pages/{name}.html"


def badge_file(centre: str, window: str) -> str:
    """The badge of a window, to be embedded elsewhere."""
    return f"badges/{centre}/{window}.svg"


def poster_file(centre: str, window: str) -> str:
    """The poster of a window, to be printed for its counter."""
    return f"posters/{centre}/{window}.svg"


SCORING_ANCHOR: Final = "scoring"
"""Where a standard says how it scores, and what its vetoes are."""


def standard_page(standard: str, item: str | None = None) -> str:
    """A standard (its id, without the edition), or the place of one of its clauses there."""
    page = f"standards/{standard}.html"
    return page if item is None else f"{page}#{clause_anchor(item)}"


def edition_page(standard: str, edition: str, item: str | None = None) -> str:
    """An edition of a standard that has several, or the place of one of its clauses there."""
    page = f"standards/{standard}/{edition}.html"
    return page if item is None else f"{page}#{clause_anchor(item)}"


def checklist_page(standard: str) -> str:
    """The self-check by a standard (its id, without the edition); `judging.self_checks.has_checklist` says of which."""
    return f"checklists/{standard}.html"


def entry_page(standard: str) -> str:
    """The form in which an inspector enters rounds and events by a standard (its id, without the edition)."""
    return f"entry/{standard}.html"


ENTRY_WORKER = "entry/worker.js"
"""What keeps these forms on a device; a browser lets it see what lies in its own folder and nothing else."""


def case_anchor(centre: str, case: str) -> str:
    """The id of a case in the ledger of cases."""
    return f"k-{centre}.{case}"


def docket_page(board: str, period: str, number: int) -> str:
    """A page of the cases about a period, or where none is named about no period, counted from 1."""
    name = f"{board}.{period}" if board else "others"
    return f"cases/{name}.html" if number == 1 else f"cases/{name}-p{number}.html"


def case_place(centre: str, case: str, pages: Mapping[str, str] = NOT_CUT) -> str:
    """The place of a case in the ledger of cases; `pages`: which has which, where it has several."""
    anchor = case_anchor(centre, case)
    return f"{pages.get(anchor, CASES)}#{anchor}"


def entry_anchor(board: str, period: str, centre: str, window: str) -> str:
    """The id of an entry of the green list in the ledger of cases."""
    return f"e-{board}.{period}.{centre}.{window}"


def entry_place(board: str, period: str, centre: str, window: str, pages: Mapping[str, str] = NOT_CUT) -> str:
    """The place of an entry of the green list there."""
    anchor = entry_anchor(board, period, centre, window)
    return f"{pages.get(anchor, CASES)}#{anchor}"


def board_feed(board: str) -> str:
    """The feed of a board: its lists, and the cases about them."""
    return f"lists/{board}/feed.xml"


def centre_feed(centre: str) -> str:
    """The feed of a centre: where its windows stand on lists, and their cases."""
    return f"windows/{centre}/feed.xml"


def role_page(role: str) -> str:
    """The rules that bind a role."""
    return f"conduct/{role}.html"


def card_page(role: str, trade: str) -> str:
    """The pocket card of a role; of one that works in several trades, in one of them."""
    return f"conduct/{role}-{trade}-card.html" if trade else f"conduct/{role}-card.html"


def theme_page(theme: str, standard: str | None = None) -> str:
    """A theme through all standards, or the place of one of them there."""
    page = f"themes/{theme}.html"
    return page if standard is None else f"{page}#{standard_anchor(standard)}"


def standard_anchor(standard: str) -> str:
    """The id of a standard on the page of a theme."""
    return f"st-{standard}"


def clause_anchor(clause: str) -> str:
    """The id of a clause on the page of its standard."""
    return f"c-{clause}"


def section_anchor(section: str) -> str:
    """The id of a section on the page of its standard."""
    return f"s-{section}"


def scores_file(period: str) -> str:
    """The scores of all boards in one period."""
    return f"data/scores-{period}.csv"


def records_file(month: str) -> str:
    """The rounds and inspections of a month, but for what they found."""
    return f"data/records-{month}.json.gz"


def findings_file(month: str) -> str:
    """What the inspections of a month found."""
    return f"data/findings-{month}.csv.gz"


def parts_file(board: str, period: str) -> str:
    """What the scores of a board in a period are made of."""
    return f"data/parts/{board}/{period}.json.gz"


def compared_file(board: str) -> str:
    """What the ranked windows of a board earned and lost in its newest period, section by section."""
    return f"data/compared/{board}.json"


def cases_file() -> str:
    """All cases, entries of green lists and corrections."""
    return "data/cases.json"


def centre_file(centre: str) -> str:
    """What is known of one centre and its windows."""
    return f"data/centres/{centre}.json"


def standard_file(standard: str) -> str:
    """A standard as data."""
    return f"data/standards/{standard}.json"


def edition_file(standard: str, edition: str) -> str:
    """An edition of a standard that has several, as data."""
    return f"data/standards/{standard}/{edition}.json"


def district_part(district: str, number: int) -> str:
    """A page of the windows of a district, counted from 1."""
    first = district_page(district)
    return first if number == 1 else first.replace(".html", f"-p{number}.html")


def district_centres(district: str, number: int) -> str:
    """A page of the centres of a district, counted from 1."""
    return district_page(district).replace(".html", "-centres.html" if number == 1 else f"-centres-p{number}.html")


def demanded_page(number: int) -> str:
    """A page of the hours of centres and what standards demand of them, counted from 1."""
    return f"commitments/hours/{number}.html"


def asked(page: str, **question: str) -> str:
    """A page with a question in its address, as `windows/index.html?trade=bank`."""
    return f"{page}?{'&'.join(f'{name}={quote(value)}' for name, value in question.items())}"


def call_address(phone: str) -> Markup:
    """What a tap on a telephone number opens: the first number of a text; empty where there is none."""
    found = _NUMBER.search(phone)
    return address_text(f"tel:{re.sub('[^0-9+]', '', found[0])}") if found else Markup()


def map_address(coordinates: Coordinates, name: str) -> Markup:
    """The page of 高德地图 (Amap) that shows a point under a name; it opens their program where there is one.

    <https://lbs.amap.com/api/uri-api/guide/mobile-web/point>: longitude comes first, `gaode` is GCJ-02.
    """
    datum = "gaode" if coordinates.datum == "gcj-02" else "wgs84"
    point = f"{coordinates.longitude},{coordinates.latitude}"
    return address_text(
        f"https://uri.amap.com/marker?position={point}&name={quote(name)}&coordinate={datum}&callnative=1"
    )


SCHEMA_FILE = "data/schema.json"

_SAID: Final = ("data/compared/", CALENDAR, SCHEMA_FILE, AGENDA_FILE)
"""Data that say something in the language of the interface, by how their addresses begin."""


def is_shared(address: str) -> bool:
    """Whether a file is the same in every language of a site, and stands at its root alone: data without our words."""
    return address.startswith("data/") and ".html" not in address and not address.startswith(_SAID)


class Paths:
    """The ways from one page to others, as text for an attribute."""

    __slots__ = ("_above", "_folder")

    def __init__(self, page: str, folder: str = "") -> None:
        """Take the address of the page that the links stand on, and the folder of its language in the site.

        Addresses are told below that folder; what all languages share stands above it.
        """
        self._folder = tuple(page.split("/")[:-1])
        self._above = "../" * folder.count("/")

    def __call__(self, target: str) -> Markup:
        """The shortest relative address of `target`, which is an address below the root of the site in its language."""
        if self._above and is_shared(target):
            return address_text(f"{self._above}{'../' * len(self._folder)}{target}")
        way = target.split("/")
        shared = 0
        for ours, theirs in zip(self._folder, way[:-1], strict=False):
            if ours != theirs:
                break
            shared += 1
        return address_text("../" * (len(self._folder) - shared) + "/".join(way[shared:]))


def web_page(text: str) -> str:
    """What people wrote, where it is nothing but the address of a page of the web; else empty."""
    return text if re.fullmatch(WEB_FORM, text) else ""
