"""The finder of windows, by district where they are many."""

import pytest

from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows import finder as windows
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import WINDOWS, district_page, source
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
