"""What the page of a period says of exposures once they are over, and for how long."""

from dataclasses import replace

import pytest

from generator.model.site import Site
from generator.presenting.atlas import Atlas
from generator.presenting.table import site_pages
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
    assert "在现行绿榜" in text


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
