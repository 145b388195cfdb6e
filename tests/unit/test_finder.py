"""The finder of windows, by district where they are many."""

import re

import pytest

from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows import centres
from generator.presenting.pages.windows import finder as windows
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import WINDOWS, centre_page, district_centres, district_page, source
from tests.fixtures.city import city


def test_many_windows_are_shown_by_district(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page names districts and centres with their numbers, and every window stands on one of the others."""
    site = city().site
    count = sum(len(centre.windows) for centre in site.centres.values())
    monkeypatch.setattr(windows, "MOST_WINDOWS", count)
    assert source(WINDOWS) in {page.address for page in site_pages(Atlas(site))}
    assert not [page for page in site_pages(Atlas(site)) if page.address.startswith("districts/")]
    monkeypatch.setattr(windows, "MOST_WINDOWS", count - 1)
    pages = {page.address: page for page in site_pages(Atlas(site))}
    districts = {centre.district for centre in site.centres.values()}
    texts = {name: pages[source(district_page(name))].render() for name in districts}
    assert {address for address in pages if address.startswith("districts/")} == {
        source(district_page(name)) for name in districts
    }
    assert sum(text.count("<tr data-trade") for text in texts.values()) == count
    index = pages[source(WINDOWS)].render()
    assert "<tr" not in index
    assert all(f'href="../{district_page(name)}"' in index for name in districts)
    browse = pages["search.md"].render().partition('id="browse"')[2]
    assert all(f'href="{district_page(name)}"' in browse for name in districts)
    assert "/index.html" not in browse.partition("lists/")[0]  # no centre by its name
    assert 'href="../search.html?kind=window"' in index


def test_many_centres_stand_on_pages_of_their_district(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every centre once, in the order of its district; the page of all districts leads to each of these pages."""
    site = city().site
    monkeypatch.setattr(windows, "MOST_WINDOWS", 1)
    whole = {page.address: page for page in site_pages(Atlas(site))}
    assert not [address for address in whole if "-centres" in address]
    listed = re.findall(r'<li data-trade=[^>]*><a href="([^"]*)">', whole[source(WINDOWS)].render())
    assert len(listed) == len(site.centres)
    monkeypatch.setattr(centres, "MOST_CENTRES", 1)
    pages = {page.address: page for page in site_pages(Atlas(site))}
    index = pages[source(WINDOWS)].render()
    assert "<li data-trade" not in index
    found: list[str] = []
    for district in sorted({one.district for one in site.centres.values()}):
        own = sorted(key for key, one in site.centres.items() if one.district == district)
        for number, key in enumerate(own, start=1):
            address = district_centres(district, number)
            text = pages[source(address)].render()
            said = f"{number}–{number}" if len(own) > 1 else "1 个服务机构"
            assert f'href="../{address}">{said}</a>' in index
            assert f'<li data-trade="{site.centres[key].trade}"><a href="../{centre_page(key)}">' in text
            assert f'href="{district_page(district).rpartition("/")[2]}"' in text
            found += re.findall(r'<li data-trade=[^>]*><a href="([^"]*)">', text)
    assert [f"../windows/{one}" for one in listed] == found
    assert len([address for address in pages if "-centres" in address]) == len(found)
