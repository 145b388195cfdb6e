"""How much a page weighs: a phone on a slow line reads a scorecard, too."""

import gzip
import re
from pathlib import Path

SCORECARD = 32 * 1024
PACKED = 10 * 1024
FRAME = 8 * 1024
REASONS = 3 * 1024
"""Of a window on the page of a period."""
PAGE = 200_000
"""Of any page, however large the city: see the limits of `presenting/pages/` and `make bench`."""
FIRST_VISIT = 250 * 1024
"""Bytes, compressed: what a browser fetches that has never been here."""


def packed(path: Path) -> int:
    """What is sent of a file by a server that compresses."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def heavy(site: Path, most: float, most_packed: float) -> dict[str, tuple[int, int]]:
    """The scorecards above a limit, and what they weigh."""
    cards = [one for one in (site / "windows").glob("*/*.html") if one.name != "index.html" and not _is_period(one)]
    assert len(cards) > 70
    weights = {str(one.relative_to(site)): (one.stat().st_size, packed(one)) for one in cards}
    return {name: (size, sent) for name, (size, sent) in weights.items() if size > most or sent > most_packed}


def _is_period(page: Path) -> bool:
    return re.match("20[0-9]{2}-", page.name) is not None


def long_reasons(site: Path, most: float) -> dict[str, float]:
    """The pages of periods that have more than so much for each window, besides the frame of the page."""
    pages = [one for one in (site / "windows").glob("*/*.html") if _is_period(one)]
    assert len(pages) > 70
    weights = {}
    for one in pages:
        windows = one.read_text("utf-8").count('class="wb-told"')
        weights[str(one.relative_to(site))] = (one.stat().st_size - FRAME) / windows
    return {name: weight for name, weight in weights.items() if weight > most}


def test_the_reasons_of_a_period_are_short(sample_site: Path, english_site: Path) -> None:
    """A page for each centre and period stays what can be read, and printed, in a minute a window."""
    assert long_reasons(sample_site, REASONS) == {}
    assert long_reasons(english_site, REASONS) == {}


def test_every_scorecard_is_light(sample_site: Path) -> None:
    """No window of the sample city, however often it was inspected, has a page above 32 KB, or 10 KB compressed.

    The site knows where it stands, so every page has its own address and its path for search engines.
    """
    assert 'rel="canonical"' in next((sample_site / "windows").glob("*/*.html")).read_text("utf-8")
    assert heavy(sample_site, SCORECARD, PACKED) == {}


def test_english_scorecards_are_light_too(english_site: Path) -> None:
    """Every piece of Chinese on them says that it is Chinese, as readers of screens need it, and they weigh no more."""
    assert heavy(english_site, SCORECARD, PACKED) == {}


def test_no_page_is_longer_than_is_wanted(sample_site: Path) -> None:
    """In either language."""
    weights = {str(one.relative_to(sample_site)): one.stat().st_size for one in sample_site.rglob("*.html")}
    assert {name: size for name, size in weights.items() if size > PAGE} == {}


def test_a_first_visit_is_light(sample_site: Path) -> None:
    """The first page with all style sheets and scripts that it asks for."""
    home = sample_site / "index.html"
    asked = re.findall(r'(?:src|href)="(assets/[^"]+\.(?:css|js|png))"', home.read_text(encoding="utf-8"))
    assert len(asked) >= 6
    assert packed(home) + sum(packed(sample_site / one) for one in set(asked)) <= FIRST_VISIT
