"""What the page of a period says of exposures once they are over, and for how long."""

from dataclasses import replace

import pytest

from generator.model.keys import PlaceKey
from generator.model.site import Site
from generator.presenting.atlas import Atlas
from generator.presenting.files.feeds import site_feeds
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import Paths
from tests.fixtures.contested import contested

AUGUST = "lists/halls/2026-08.md"
"""The tax window was exposed, and what was found is put right since 12 October; the site speaks of 20 November."""


def page_of(site: Site) -> tuple[str, str]:
    """What search engines are told of August, and what readers are."""
    page = next(page.render() for page in site_pages(Atlas(site)) if page.address == AUGUST)
    _, head, text = page.split("---", 2)
    return head, text


def test_an_exposure_that_runs_is_told_and_found() -> None:
    """The page of its month is like any other, and says where it stands."""
    site = contested().site
    entries = tuple(replace(one, state="current") if one.period == "2026-08" else one for one in site.entries)
    head, text = page_of(replace(site, entries=entries))
    assert "noindex" not in head
    assert "后来：" in text
    assert "仍在绿榜" in text


def test_once_all_have_ended_no_search_engine_is_to_find_the_page() -> None:
    """Readers see what became of it, beside the name."""
    head, text = page_of(contested().site)
    assert "noindex: true" in head
    assert '后来：<span class="wb-flag wb-flag--closed">整改通过' in text
    assert ">税务窗口</a>" in text


@pytest.mark.parametrize(("months", "name"), [(1, "east-hall/grave"), (2, "税务窗口"), (None, "税务窗口")])
def test_the_name_gives_way_to_the_id_after_the_time_of_the_policy(months: int | None, name: str) -> None:
    """On the list and in the ranking of that month alike; a policy that says nothing keeps it for ever."""
    site = contested().site
    policy = site.rulebook.policy
    policy = replace(policy, process=replace(policy.process, names_for=months))
    _, text = page_of(replace(site, rulebook=replace(site.rulebook, policy=policy)))
    other = {"east-hall/grave": "税务窗口", "税务窗口": "east-hall/grave"}[name]
    assert text.count(f">{name}</a>") == 2
    assert f">{other}</a>" not in text


TELLING = (
    "lists/halls/2026-08.md",
    "lists/halls/feed.xml",
    "windows/east-hall/feed.xml",
    "cases/index.md",
)
"""What tells of the exposure of August besides the page of the window: its month, feeds, cases."""


def told_by(site: Site) -> dict[str, str]:
    """Every page and file that is made of a site as a whole, by address."""
    atlas = Atlas(site)
    return {one.address: one.render() for one in (*site_pages(atlas), *site_feeds(atlas))}


def without_names(months: int | None) -> Site:
    """The city, where names have their time after the end of an exposure; only August was exposed."""
    site = contested().site
    policy = site.rulebook.policy
    policy = replace(policy, process=replace(policy.process, names_for=months))
    return replace(site, rulebook=replace(site.rulebook, policy=policy))


def test_the_name_gives_way_wherever_the_exposure_is_told() -> None:
    """On the page of its month, in the feeds, among the cases; the exposures that run keep the name."""
    named, by_id = told_by(without_names(None)), told_by(without_names(1))
    for address in TELLING:
        assert "east-hall/grave" not in named[address].replace("windows/east-hall/grave", ""), address
        lost = named[address].count("税务窗口") - by_id[address].count("税务窗口")
        came = by_id[address].replace("windows/east-hall/grave", "").count("east-hall/grave")
        assert lost == came > 0, address
    august = [line for line in by_id["lists/halls/feed.xml"].split("<entry>") if "2026年8月" in line]
    assert august
    assert not any("税务窗口" in one for one in august)


def test_the_reasons_of_the_month_call_the_window_by_its_id_too() -> None:
    """Of August, where its exposure has ended; of September they name it."""
    found = contested()
    pages = dict(replace(found, site=without_names(1)).reasons("east-hall"))
    for month, name in (("2026-08", "east-hall/grave"), ("2026-09", "税务窗口")):
        assert f">{name}</a></h2>" in pages[month], month


def test_so_does_what_a_month_says_of_who_left_a_list() -> None:
    """The page of September, had the window not been exposed again."""
    atlas = Atlas(without_names(1))
    september, august = (atlas.period(PlaceKey("halls", f"2026-{month}")) for month in ("09", "08"))
    mended = replace(september, ranked=tuple(replace(row, listed="none") for row in september.ranked))
    movement = atlas.movement(mended, august, Paths("lists/halls/2026-09.html"))
    assert movement is not None
    left = {link.window for change in movement.changes for link in change.windows}
    assert "east-hall/grave" in left
    assert "税务窗口" not in left


@pytest.mark.parametrize("address", [AUGUST, "lists/halls/2026-09.md"])
def test_the_list_of_addresses_for_search_engines_has_no_page_that_asks_not_to_be_found(address: str) -> None:
    """What says `noindex` is not listed, and whatever does not say it is."""
    pages = {page.address: page for page in site_pages(Atlas(contested().site))}
    assert pages[address].listed == ("noindex: true" not in pages[address].render())
    assert pages[AUGUST].listed is False
    for page in pages.values():
        if page.address.startswith("lists/"):
            assert page.listed == ("noindex: true" not in page.render()), page.address
