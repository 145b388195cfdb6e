"""The notice to a centre on paper."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out, slip

A4 = (0, 0, 595, 842)


def test_a_notice_prints_on_sheets_of_a4_and_fits_a_phone(browser: Browser, tmp_path: Path) -> None:
    """A short one on one sheet, a long one on several; nothing is wider than the screen of a phone."""
    root = lay_out(tmp_path / "town")
    slip(root, "standards/policy.yml", "{preview: 0}", "{preview: 10, notice: required}")
    assert _sheets(browser, root, "2026-11-04") == [A4]
    slip(root, "standards/desk.yml", "at_least: 90", "at_least: 95")
    slip(root, "standards/boards/banks.yml", "bands: [poor]", "bands: [poor, fair]")
    slip(root, "results/harbour/2026-10/12-weekly-a.yml", "单据散放", "柜台上散放着前一位客户的单据，" * 60)
    long = _sheets(browser, root, "2026-11-05")
    assert len(long) > 1
    assert set(long) == {A4}


def _sheets(browser: Browser, root: Path, day: str) -> list[tuple[int, ...]]:
    done = windowboard(root, "notice", "harbour", "--period", "2026-10", "--date", day)
    assert done.returncode == 0, done
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto((root / f"notices/harbour-2026-10-{day}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    sheets = re.findall(rb"/MediaBox \[([\d. ]+)\]", page.pdf(prefer_css_page_size=True))
    page.close()
    return [tuple(round(float(side)) for side in sheet.split()) for sheet in sheets]
