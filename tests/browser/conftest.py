"""The browser, and the addresses at which it finds the sample sites."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.fixtures.chromium import CHROMIUM_FLAGS, find_chromium
from tests.fixtures.serving import served
from tests.fixtures.visiting import Visitors


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser on this machine; without one a test fails, none is skipped."""
    return find_chromium() or pytest.fail("there is no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless browser for all tests; each opens pages of its own in it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def sample_address(sample_site: Path) -> Iterator[str]:
    """Where the sample site is served, ending in a slash."""
    with served(sample_site) as address:
        yield address


@pytest.fixture(scope="session")
def english_address(sample_address: str) -> str:
    """Where its English half is served."""
    return f"{sample_address}en/"


@pytest.fixture
def arrive(browser: Browser, sample_address: str) -> Iterator[Visitors]:
    """Visitors of the sample city; none of them asks another host, meets a dead link or breaks the policy of a page."""
    visitors = Visitors(browser, sample_address)
    yield visitors
    for context in visitors.contexts:
        context.close()
    assert visitors.wrong == []
