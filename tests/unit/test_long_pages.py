"""Pages that would be too long are cut into several, which are complete without a script."""

import re
from dataclasses import replace
from functools import cache

import pytest

from generator.model.site import Site
from generator.presenting.atlas import Atlas
from generator.presenting.files.feeds import site_feeds
from generator.presenting.pages.boards import commitments, kept, listed, ranks
from generator.presenting.pages.city import agenda, cases, overview
from generator.presenting.pages.windows import finder
from generator.presenting.parts.process import docket
from generator.presenting.table import site_pages
from tests.fixtures.city import city
from tests.fixtures.contested import contested
from tests.fixtures.markup import Links, converted
from tests.fixtures.texts import made, texts

DEADLINE = re.compile(r'<li><time datetime="([0-9-]+)">')
ROW = re.compile(r'<th scope="row"><a href="[^"]*windows/([a-z0-9-]+/(?!index\b)[a-z0-9-]+)\.html">')


def pages_below(folder: str) -> dict[str, str]:
    """The pages of a folder, by address."""
    return {one.address: one.render() for one in made(city().site) if one.address.startswith(folder)}


def rows_on(text: str) -> list[str]:
    """The windows of the ranking and of the rows without a score, in order."""
    return ROW.findall(text.partition('id="all"')[2]) or ROW.findall(text.partition('id="unrated"')[2])


def targets(address: str, text: str) -> set[str]:
    """Where the links of a page lead that stands beside its targets."""
    links = Links()
    links.feed(converted(text)[1])
    return {f"{address.rpartition('/')[0]}/{one.removesuffix('.html')}.md" for one in links.targets}


def test_a_long_ranking_has_several_pages_with_every_row_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, each page with a way to all the others; the page of the board leads to them too."""
    whole = pages_below("lists/halls/")
    monkeypatch.setattr(ranks, "ROWS", 2)
    cut = pages_below("lists/halls/")
    for period in ("2026-09", "2026-10"):
        names = [f"lists/halls/{period}.md", *sorted(one for one in cut if one.startswith(f"lists/halls/{period}-p"))]
        every = [row for name in names for row in rows_on(cut[name])]
        assert every == rows_on(whole[f"lists/halls/{period}.md"])
        assert len(names) == -(-len(every) // 2) > 1
        for name in names:
            assert set(names) - {name} <= targets(name, cut[name])
            assert len(rows_on(cut[name])) <= 2
    newest = f"lists/halls/{max(one for one in cut if re.search('20..-..[.]md', one))[12:19]}"
    assert {one for one in cut if one.startswith(f"{newest}-p")} <= targets(
        "lists/halls/index.md", cut["lists/halls/index.md"]
    )


def test_a_short_ranking_has_one_page() -> None:
    """With no way to others."""
    found = pages_below("lists/halls/")
    assert not [one for one in found if "-p" in one]
    assert "wb-ranks-pages" not in "".join(found.values())


def test_the_overview_of_a_large_city_has_the_deadlines_that_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many there are is told of all; of those that do not stand there how many, from when on, and where."""
    whole = pages_below("overview")["overview.md"]
    days = DEADLINE.findall(whole.partition('id="deadlines"')[2].partition("</ul>")[0])
    assert len(days) > 1
    assert "还有" not in whole.partition('id="deadlines"')[2].partition("</section>")[0]
    monkeypatch.setattr(overview, "SOON", 1)
    cut = pages_below("overview")["overview.md"].partition('id="deadlines"')[2].partition("</section>")[0]
    assert f"<small>{len(days)} 项</small>" in cut
    assert DEADLINE.findall(cut) == days[:1]
    assert f'还有 {len(days) - 1} 项，最早的 {days[1]} 到期，见<a href="cases/index.html">处理记录</a>。' in cut


def test_a_large_district_has_several_pages_with_every_window_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each says that its filters are of it alone, and leads to a search among all windows of the district."""
    monkeypatch.setattr(finder, "MOST_WINDOWS", 1)
    whole = pages_below("districts/")
    monkeypatch.setattr(finder, "MOST_OF_DISTRICT", 2)
    cut = pages_below("districts/")
    for address, text in whole.items():
        parts = [address, *sorted(one for one in cut if one.startswith(f"{address.removesuffix('.md')}-p"))]
        assert [row for one in parts for row in ROW.findall(cut[one])] == ROW.findall(text)
        for one in parts if len(parts) > 1 else ():
            assert set(parts) - {one} <= targets(one, cut[one])
            assert "下面的筛选只在本页之内" in cut[one]
            assert "search.html?kind&#61;window&amp;district&#61;" in cut[one] or "kind=window" in cut[one]
    assert len(cut) > len(whole)


def test_a_long_agenda_has_several_pages_with_every_window_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same order, numbered on; what a programme asks for stands on the first one."""
    whole = pages_below("agenda")["agenda.md"]
    every = re.findall(r'<li><a href="windows/([^"]+)\.html">', whole)
    assert "wb-pager" not in whole
    monkeypatch.setattr(agenda, "LINES", 1)
    cut = pages_below("agenda")
    names = ["agenda.md", *sorted(one for one in cut if one.startswith("agenda-p"))]
    assert len(names) == len(every) > 1
    assert [one for name in names for one in re.findall(r'<li><a href="windows/([^"]+)\.html">', cut[name])] == every
    for number, name in enumerate(names):
        assert {f"/{one}" for one in set(names) - {name}} <= targets(name, cut[name])
        assert (f'start="{number + 1}"' in cut[name]) == (number > 0)


def test_the_rates_of_many_windows_have_several_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every window once, below its centre, whose sum is of all its windows; centres that miss a target are open."""
    whole = pages_below("commitments/halls/")
    (address,) = whole
    monkeypatch.setattr(kept, "CELLS", 4)
    cut = pages_below("commitments/halls/")
    names = [f"{address.rpartition('/')[0]}/{number}.md" for number in range(1, len(cut) + 1)]
    assert [row for name in names for row in ROW.findall(cut[name])] == ROW.findall(whole[address])
    assert set(cut) == set(names)
    assert len(names) > 1
    (total,) = re.findall(r"机构合计</a></th>.*?<small>(\d+/\d+)</small>", whole[address], re.DOTALL)
    for name in names:
        assert set(names) - {name} <= targets(name, cut[name])
        assert re.findall(r"机构合计</a></th>.*?<small>(\d+/\d+)</small>", cut[name], re.DOTALL) == [total]
        assert ("<details open>" in cut[name]) == ("wb-under" in cut[name].partition("机构合计")[0])


def test_who_misses_a_target_is_named_first_and_not_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many there are is said, and where all of them stand."""
    text = made_page("commitments.md")
    assert len(re.findall(r'<ol class="wb-missed">\s*<li>', text)) == 1
    monkeypatch.setattr(commitments, "MISSED_SHOWN", 0)
    assert "另有 1 个" in made_page("commitments.md")


def made_page(address: str) -> str:
    """A page of the city."""
    return next(one.render() for one in made(city().site) if one.address == address)


ITEMS = re.compile(r'<(?:ol class="wb-listed wb-listed--green[^"]*"|ul class="wb-plain[^"]*")>(.*?)</[ou]l>', re.DOTALL)
WINDOW = re.compile(r'<li\b.*?href="[^"]*windows/([a-z0-9-]+/(?!index\b)[a-z0-9-]+)\.html"', re.DOTALL)


@cache
def exposed() -> Site:
    """The city of the cases, where a second window was exposed with the other in August and in September."""
    site = contested().site
    halls = tuple(
        replace(one, ranked=tuple(replace(row, listed="green") if row.window == "slow" else row for row in one.ranked))
        for one in site.boards["halls"]
    )
    second = (replace(one, window="slow") for one in site.entries if one.board == "halls")
    return replace(site, boards={**site.boards, "halls": halls}, entries=(*site.entries, *second))


def pages_of(site: Site) -> dict[str, str]:
    """Every page of a site that is made of it as a whole, by address."""
    return {one.address: one.render() for one in site_pages(Atlas(site))}


def exposed_on(text: str, start: str) -> list[str]:
    """The windows of a list of a page, in order."""
    found = ITEMS.search(text.partition(f'id="{start}"')[2])
    return WINDOW.findall(found[1]) if found else []


@pytest.mark.parametrize(
    ("first", "further", "kind", "said"),
    [
        ("index", "green", "green", "现在 2 个"),
        ("index", "left", "left", "2 个"),
        ("2026-09", "2026-09-green", "green", "2 个"),
        ("2026-08", "2026-08-green", "green", "2 个"),
    ],
)
def test_a_long_list_has_several_pages_with_every_exposure_once(
    monkeypatch: pytest.MonkeyPatch, first: str, further: str, kind: str, said: str
) -> None:
    """In the same order; each page says how many there are in all, and has a way to all the others."""
    whole = exposed_on(pages_of(exposed())[f"lists/halls/{first}.md"], kind)
    monkeypatch.setattr(listed, "LINES", 1)
    cut = pages_of(exposed())
    names = [f"lists/halls/{first}.md", f"lists/halls/{further}-p2.md"]
    assert [who for name in names for who in exposed_on(cut[name], kind)] == whole
    assert len(whole) == len(names)
    for name in names:
        assert f"<small>{said}</small>" in cut[name].partition(f'id="{kind}"')[2].partition("</h")[0]
        assert set(names) - {name} <= {one.replace(f".html#{kind}.md", ".md") for one in targets(name, cut[name])}


def test_short_lists_have_one_page() -> None:
    """With no way to others."""
    found = pages_of(exposed())
    assert not [one for one in found if re.search(r"-p\d|/(?:green|left)", one)]
    assert "名单分页" not in "".join(found.values())


def test_a_page_of_exposures_that_have_ended_is_found_by_no_search_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that left a list, a period that is over, and one of which only exposures on other pages run."""
    monkeypatch.setattr(listed, "LINES", 1)
    told = {one.address: (one.listed, "noindex: true" in one.render()) for one in site_pages(Atlas(exposed()))}
    further = "lists/halls/2026-09-green-p2.md"
    assert told["lists/halls/green-p2.md"] == told[further] == (True, False)
    assert told["lists/halls/2026-08-green-p2.md"] == told["lists/halls/left-p2.md"] == (False, True)
    there = exposed_on(pages_of(exposed())[further], "green")
    mended = (
        replace(one, state="rectified") if f"{one.centre}/{one.window}" in there else one for one in exposed().entries
    )
    found = {one.address: one.listed for one in site_pages(Atlas(replace(exposed(), entries=tuple(mended))))}
    assert found["lists/halls/2026-09.md"]
    assert not found[further]


def test_further_pages_call_a_window_by_its_id_once_its_name_has_had_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the list of its period, among those that left, and among the cases."""
    site = exposed()
    policy = replace(site.rulebook.policy, process=replace(site.rulebook.policy.process, names_for=1))
    monkeypatch.setattr(listed, "LINES", 1)
    monkeypatch.setattr(docket, "WHOLE", 1)
    found = pages_of(replace(site, rulebook=replace(site.rulebook, policy=policy)))
    for name, kind in (
        ("lists/halls/2026-08-green-p2.md", "green"),
        ("lists/halls/left-p2.md", "left"),
        ("cases/halls.2026-08.md", "entry"),
    ):
        for window in exposed_on(found[name], kind):
            assert f">{window}</" in found[name].replace("<b>", ""), name
        assert exposed_on(found[name], kind), name


TO_CASES = re.compile(r'href="([^"#]*)#([ek]-[^"]+)"')


def test_a_long_docket_has_pages_by_board_and_period_to_which_every_way_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case and entry has its place once, and whatever tells of it leads there; the first page has the first."""
    monkeypatch.setattr(docket, "WHOLE", 5)
    monkeypatch.setattr(docket, "LINES", 3)
    monkeypatch.setattr(cases, "FIRST_ENTRIES", 1)
    monkeypatch.setattr(cases, "FIRST_CASES", 1)
    of = replace(contested(), site=exposed())
    found = {one.replace(".md", ".html"): text for one, text in texts(of) if one.endswith(".md")}
    places = [
        (place, address)
        for address, text in found.items()
        if address.startswith("cases/")
        for place in re.findall(r' id="([ek]-[^"]+)"', text)
    ]
    own = {f"k-{one.centre}.{one.id}" for one in of.site.cases}
    own |= {f"e-{one.board}.{one.period}.{one.centre}.{one.window}" for one in of.site.entries}
    assert sorted(place for place, _ in places) == sorted(own)
    stands = dict(places)
    assert {"cases/halls.2026-09.html", "cases/halls.2026-09-p2.html", "cases/others.html"} <= {*stands.values()}
    assert "cases/index.html" not in stands.values()
    led: set[str] = set()
    for address, text in found.items():
        for page, place in TO_CASES.findall(text):
            if place in own:
                assert (f"cases/{page.rpartition('/')[2]}" if page else address) == stands[place], (address, place)
                led |= {address} if page else set()
    assert {"overview.html", "corrections.html", "cases/index.html", "lists/halls/2026-09.html"} <= led
    assert {"windows/east-hall/grave.html", "windows/east-hall/2026-09.html", "lists/posts/index.html"} <= led


def test_the_first_page_of_a_long_docket_says_how_much_there_is_and_leads_to_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every count is that of all; the pages are named by board and period."""
    whole = pages_of(exposed())["cases/index.md"]
    monkeypatch.setattr(docket, "WHOLE", 5)
    monkeypatch.setattr(docket, "LINES", 3)
    monkeypatch.setattr(cases, "FIRST_CASES", 1)
    found = pages_of(exposed())
    first = found["cases/index.md"]
    counts = re.compile(r"<h[23] id=\"[a-z-]+\">.*?</h[23]>")
    assert counts.findall(first) == counts.findall(whole)
    further = {one for one in found if re.fullmatch(r"cases/(?!index).*", one)}
    assert len(further) > 4
    assert further <= targets("cases/index.md", first)
    assert re.search(r'<a href="halls\.2026-09\.html">[^<]*2026年9月</a>', first)
    assert ' id="k-' not in first
    assert "wb-cases-pages" not in whole


def test_the_name_of_a_case_in_feeds_stays_when_its_place_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of feeds would have each of them for new."""

    def told() -> tuple[list[str], list[str]]:
        text = "".join(one.render() for one in site_feeds(Atlas(exposed())))
        return re.findall(r"<id>.*?</id>", text), re.findall(r'href="([^"]*cases/[^"]*)"', text)

    names, ways = told()
    monkeypatch.setattr(docket, "WHOLE", 5)
    again, other = told()
    assert names == again
    assert len(ways) == len(other) > 0
    assert not {*ways} & {*other}


def test_pages_of_ended_exposures_of_a_long_docket_are_found_by_no_search_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """August is over; in September exposures run, and what is about no board exposes nobody."""
    monkeypatch.setattr(docket, "WHOLE", 5)
    told = {one.address: (one.listed, "noindex: true" in one.render()) for one in site_pages(Atlas(exposed()))}
    assert told["cases/halls.2026-08.md"] == (False, True)
    assert told["cases/halls.2026-09.md"] == told["cases/others.md"] == (True, False)
