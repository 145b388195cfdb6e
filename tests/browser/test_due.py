"""A publication that is late is visible to whoever reads on a later day, though nothing ran since."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.fixtures.command import windowboard
from tests.fixtures.serving import served
from tests.fixtures.town import lay_out, slip

PAGES = ("index.html", "lists/index.html", "lists/banks/index.html")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of the town is served that was built last on 2 November, and promises November for 20 December."""
    root = lay_out(tmp_path_factory.mktemp("town"))
    slip(root, "standards/policy.yml", "preview: 0", "preview: 0, publish_within: 20")
    done = windowboard(root, "build", "--as-of", "2026-11-02")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-12-20T23:59:00+08:00", "不晚于 2026年12月20日公布"),
        ("2026-12-21T00:01:00+08:00", "应当不晚于 2026-12-20 公布，到今天已经迟了 1 天"),
        ("2027-01-04T12:00:00+08:00", "应当不晚于 2026-12-20 公布，到今天已经迟了 15 天"),
    ],
)
def test_the_page_holds_the_promise_against_the_day_of_the_reader(
    browser: Browser, town: str, name: str, now: str, says: str
) -> None:
    """In the time zone of the site, wherever the reader is."""
    context = browser.new_context(timezone_id="America/New_York", viewport={"width": 320, "height": 700})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.clock.set_fixed_time(now)
    page.goto(town + name)
    line = page.locator("[data-due]")
    assert (line.count(), says in line.inner_text()) == (1, True), line.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert faults == []
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_the_page_says_by_when(browser: Browser, town: str, name: str) -> None:
    """Whoever reads can compare the days."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(town + name)
    assert "2026年11月的结果不晚于 2026年12月20日公布" in page.locator("[data-due]").inner_text()
    context.close()
