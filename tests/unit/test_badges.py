"""Badges and posters: the same result as on the page, well formed whatever a name holds, a code that can be read."""

import datetime
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import segno

from generator.model.dataset import AsOf
from generator.model.judged import WindowName
from generator.model.site import Site
from generator.presenting.atlas import Atlas
from generator.presenting.files.badges import badge_of, poster_of, site_badges
from generator.words.languages import TAGS
from tests.fixtures.town import gathered, lay_out

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://example.org/hall/"
HOSTILE = "<script>alert(1)</script>\"&'{{ 7*7 }}"


def _atlas(root: Path) -> Atlas:
    found = gathered(lay_out(root), datetime.date(2026, 10, 31))
    assert not isinstance(found, list), found
    assert isinstance(found.site, Site)
    assert isinstance(found.site.as_of, AsOf)
    return Atlas(found.site)


def test_names_never_become_markup(tmp_path: Path) -> None:
    """A hostile name stands in the badge and the poster as text."""
    atlas = _atlas(tmp_path)
    key, name = next(iter(atlas.names.items()))
    hostile = replace(name, window=HOSTILE, centre=HOSTILE)
    spiteful = replace(atlas)
    object.__setattr__(spiteful, "names", {key: hostile})
    for artefact in site_badges(spiteful, ADDRESS):
        drawn = ET.fromstring(artefact.render())  # noqa: S314  # our own text
        assert {element.tag for element in drawn.iter()} <= {
            f"{SVG}{tag}" for tag in ["svg", "title", "style", "rect", "path", "g", "text"]
        }
        assert HOSTILE in "".join(drawn.itertext()).replace("\n", "")


def test_the_code_on_a_poster_is_that_of_the_page_of_the_window(tmp_path: Path) -> None:
    """Drawn again module by module, it is what the library makes of the address, with a quiet zone of four."""
    atlas = _atlas(tmp_path)
    name = next(iter(atlas.names.values()))
    poster = poster_of(atlas, name, ADDRESS)
    drawn = [[0] * poster.modules for _ in range(poster.modules)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", poster.code):
        for place in range(int(x), int(x) + int(length)):
            drawn[int(y)][place] = 1
    wanted = segno.make_qr(f"{ADDRESS}windows/{name.centre_id}/{name.window_id}.html", error="m").matrix
    assert [row[4:-4] for row in drawn[4:-4]] == [list(row) for row in wanted]
    assert not any(map(any, (*drawn[:4], *drawn[-4:])))


def test_there_is_no_poster_where_the_address_of_the_site_is_unknown(tmp_path: Path) -> None:
    """A code that leads nowhere is worse than none."""
    atlas = _atlas(tmp_path)
    assert {one.address.split("/")[0] for one in site_badges(atlas, "")} == {"badges"}
    assert {one.address.split("/")[0] for one in site_badges(atlas, ADDRESS)} == {"badges", "posters"}


def test_every_line_of_a_poster_has_room_on_the_sheet(tmp_path: Path) -> None:
    """In either language, and with the longest names and address: letters become smaller, or the line is broken."""
    atlas = _atlas(tmp_path)
    name = replace(next(iter(atlas.names.values())), window="Window " * 11, centre="服务中心" * 20)
    for lang in TAGS:
        poster = poster_of(replace(atlas, lang=lang), name, f"{ADDRESS}{'far/' * 12}")
        lines = [(float(one.y), float(one.size), one.text) for one in (*poster.above, *poster.below)]
        assert all(_ems(text) * size <= 137 and size >= 1.5 for _, size, text in lines), lines
        assert [y for y, _, _ in lines] == sorted({y for y, _, _ in lines})
        assert lines[-1][0] + 2 < 210
        assert "".join(text for _, _, text in lines).count("服务中心") == 20


def _ems(text: str) -> float:
    """How wide a text is, in the size of its letters, at most."""
    return sum(1 if ord(sign) > 0x2E80 else 0.6 for sign in text.rstrip())


def test_long_names_are_broken_and_stay_above_the_code(tmp_path: Path) -> None:
    """Eighty characters, the most that a name may have, fit into the space above the code."""
    atlas = _atlas(tmp_path)
    name = replace(next(iter(atlas.names.values())), window="窗" * 80)
    poster = poster_of(atlas, name, ADDRESS)
    assert "".join(line for _, line in poster.lines) == "窗" * 80
    assert all(y < 80 and len(line) * poster.size <= 134 for y, line in poster.lines)


def test_a_window_without_results_says_so(tmp_path: Path) -> None:
    """No row, no figure."""
    atlas = _atlas(tmp_path)
    name = WindowName(centre_id="a", window_id="b", window="一号窗口", centre="大厅", district="区", trade="bank")
    assert badge_of(atlas, name, None).label == "大厅 一号窗口：暂无得分"
