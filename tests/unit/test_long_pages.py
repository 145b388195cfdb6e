"""Pages that would be too long are cut into several, which are complete without a script."""

import re

import pytest

from generator.presenting.pages.boards import commitments, kept, ranks
from generator.presenting.pages.city import agenda, overview
from generator.presenting.pages.windows import finder
from tests.fixtures.city import city
from tests.fixtures.markup import Links, converted
from tests.fixtures.texts import made

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
