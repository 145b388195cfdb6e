"""What is said of a page before or below it: the picture that messengers show, and of which day it speaks."""

import re
import struct
from pathlib import Path

import pytest

from tests.fixtures.newest import newest_rows
from tests.fixtures.page_kinds import page_kinds

SPOKEN = re.compile(r'本页说的是 <time datetime="([0-9-]+)">')
DATA = re.compile(r'数据截至 <time datetime="([0-9-]+)">')
IMAGE = re.compile(r'<meta property="og:image" content="([^"]+)">')


def days(page: Path) -> tuple[list[str], list[str]]:
    """The day of which a page speaks, and that of its newest data."""
    text = page.read_text("utf-8")
    return SPOKEN.findall(text), DATA.findall(text)


def test_every_kind_of_page_says_how_new_its_data_are(sample_site: Path) -> None:
    """Once, in its footer; the page for addresses that are not there has no data."""
    kinds = [one for one in page_kinds(sample_site).values() if one != "404.html"]
    assert len(kinds) > 20
    assert {one: len(days(sample_site / one)[1]) for one in kinds} == dict.fromkeys(kinds, 1)


@pytest.mark.parametrize(
    "address",
    [
        "index.html",
        "overview.html",
        "agenda.html",
        "cases/index.html",
        "lists/index.html",
        "programme.html",
        "lists/hospital-counters/index.html",
        "windows/yunze-first-hospital/index.html",
        "search.html",
        "compare.html",
    ],
)
def test_a_page_with_running_clocks_says_of_which_day_it_speaks(sample_site: Path, address: str) -> None:
    """What is overdue on it is overdue on that day, whatever the day of its newest data."""
    (spoken,), (data,) = days(sample_site / address)
    assert spoken == "2026-11-23"
    assert data < spoken


def test_what_does_not_change_from_day_to_day_speaks_of_its_data(sample_site: Path) -> None:
    """An archived list, a standard, the reasons of a period: they are not made anew each day, and claim no day."""
    for address in (
        "lists/hospital-counters/2026-09.html",
        "standards/hospital-100.html",
        "windows/yunze-first-hospital/2026-09.html",
    ):
        assert days(sample_site / address)[0] == [], address


def test_a_scorecard_speaks_of_a_day_while_clocks_run_at_its_window(sample_site: Path) -> None:
    """One that is exposed does, of the day of the site; one of which nothing is to come does not."""
    rows = newest_rows(sample_site)
    exposed = next(row for row in rows if row["list"] == "green" and row["process"] == "current")
    pages = sample_site / "windows"
    assert days(pages / exposed["centre"] / f"{exposed['window']}.html")[0] == ["2026-11-23"]
    assert any(not days(pages / row["centre"] / f"{row['window']}.html")[0] for row in rows)


@pytest.mark.parametrize(
    "address",
    ["index.html", "lists/hospital-counters/2026-09.html", "windows/yunze-first-hospital/laboratory-1.html"],
)
def test_messengers_find_a_picture_of_the_size_they_show(sample_site: Path, address: str) -> None:
    """Under a full address, 1200 by 630, in a form that they read, and small; title and description are the words."""
    text = (sample_site / address).read_text("utf-8")
    (image,) = IMAGE.findall(text)
    assert image.startswith("https://")
    path = sample_site / "assets" / "windowboard" / "share.png"
    assert image.endswith("/assets/windowboard/share.png")
    picture = path.read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 20_000
    for words in ("og:title", "og:description"):
        assert re.search(rf'<meta (?:name="description" )?property="{words}" content="[^"]+">', text), words
