"""The time for which a red list stands open to objections (公示期)."""

import datetime
from pathlib import Path

import pytest

from generator.build import decide
from generator.gathering.gather import Gathered
from tests.fixtures.town import Here, gathered, lay_out, slip

LIST, CARD = "lists/banks/2026-10.md", "windows/harbour/cash-1.md"
OPEN = "公示期至 2026年11月6日"
OBJECTION = """\
kind: objection
window: cash-1
about: {board: banks, period: 2026-10}
opened: 2026-11-05
text: 有办事人反映，公布的表扬与其当天的经历不符
"""


def texts(root: Path, day: str, praise: str = ", praise: 5") -> dict[str, tuple[str, str]]:
    """Digest and text of the list of October, which is public since 1 November, and of the window that it praises."""
    if not (root / "results").exists():
        lay_out(root)
        slip(root, "standards/policy.yml", "{preview: 0}", f"{{preview: 0{praise}}}")
    found = gathered(root, datetime.date.fromisoformat(day))
    assert isinstance(found, Gathered), found
    pieces = {piece.address: piece for piece in decide(found, "zh", "", Here()).pages if piece.address in {LIST, CARD}}
    return {address: (piece.digest, piece.render()) for address, piece in pieces.items()}


@pytest.mark.parametrize(("day", "is_open"), [("2026-11-02", True), ("2026-11-06", True), ("2026-11-07", False)])
def test_a_praise_stands_open_for_five_working_days(tmp_path: Path, day: str, is_open: bool) -> None:  # noqa: FBT001  # a case
    """From publication, a Sunday, to Friday; the list and the scorecard say so."""
    told = texts(tmp_path / "town", day)
    assert (f"{OPEN}：认为表扬名不副实的，可以拨打 12345 提出异议" in told[LIST][1]) is is_open
    assert (f"（{OPEN}）" in told[CARD][1]) is is_open
    assert ("公示期已于 2026年11月6日结束，收到异议 0 件。" in told[LIST][1]) is not is_open


def test_objections_that_came_in_are_counted(tmp_path: Path) -> None:
    """Afterwards the list says how many; both pages are made anew on the day after the last."""
    root = tmp_path / "town"
    before = texts(root, "2026-11-06")
    (root / "results/harbour/cases").mkdir()
    (root / "results/harbour/cases/objection-1.yml").write_text(OBJECTION, encoding="utf-8")
    after = texts(root, "2026-11-07")
    assert "收到异议 1 件" in after[LIST][1]
    assert all(before[page][0] != after[page][0] for page in (LIST, CARD))


def test_a_policy_that_says_nothing_says_nothing_of_it(tmp_path: Path) -> None:
    """As before."""
    told = texts(tmp_path / "town", "2026-11-02", praise="")
    assert not any("公示期" in text for _, text in told.values())
