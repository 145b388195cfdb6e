"""The pocket cards of roles on paper."""

import re
from pathlib import Path

from playwright.sync_api import Browser

from generator.model.rules import Vocabulary
from generator.reading.record import read_record
from tests.fixtures.folders import ROOT


def test_every_card_prints_on_one_sheet_of_a4(browser: Browser, sample_site: Path, sample_address: str) -> None:
    """In Chromium, with the style sheets of the site."""
    names = sorted(path.name for path in (sample_site / "conduct").glob("*-card.html"))
    vocabulary = read_record((ROOT / "standards" / "vocabulary.yml").read_bytes(), "vocabulary.yml", Vocabulary)
    assert isinstance(vocabulary, Vocabulary)
    working = [role for role in vocabulary.roles if role.id != "all"]
    assert len(names) == sum(len(role.trades or vocabulary.trades) for role in working)
    page = browser.new_page()
    printed = {}
    for name in names:
        page.goto(f"{sample_address}conduct/{name}")
        sheets = re.findall(rb"/MediaBox \[([\d. ]+)\]", page.pdf(prefer_css_page_size=True))
        printed[name] = [tuple(round(float(side)) for side in sheet.split()) for sheet in sheets]
    page.close()
    assert printed == {name: [(0, 0, 595, 842)] for name in names}
