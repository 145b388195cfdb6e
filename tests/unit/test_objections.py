"""Objections of citizens: a case with an answer and a clock, which holds nothing back."""

import datetime
from pathlib import Path

import pytest

from generator.presenting.atlas import Atlas
from generator.presenting.parts.process.clocks import clocks_passed
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import Paths
from tests.fixtures.command import windowboard
from tests.fixtures.town import gathered, lay_out

OBJECTION = """\
kind: objection
window: cash-1
about: {board: banks, period: 2026-10}
opened: 2026-11-12
text: 有办事人反映，公布的表扬与其当天的经历不符
"""
ANSWER = "answer: {{date: {day}, team: D, text: 调阅当天录像，办事全程有问候，表扬不变。}}\n"


def atlas_on(root: Path, day: str, answer: str = "") -> Atlas:
    """The site of a town in which cash-1 is praised in October and somebody objects, on a day."""
    if not (root / "results").exists():
        lay_out(root)
    (root / "results/harbour/cases").mkdir(exist_ok=True)
    (root / "results/harbour/cases/objection-1.yml").write_text(OBJECTION + answer, encoding="utf-8")
    found = gathered(root, datetime.date.fromisoformat(day))
    assert not isinstance(found, list), found
    return Atlas(found.site)


def text_of(atlas: Atlas, address: str) -> str:
    """A page."""
    return next(page.render() for page in site_pages(atlas) if page.address == address)


@pytest.mark.parametrize(
    ("day", "answered", "state", "group"),
    [
        ("2026-11-12", "", "待答复", "open"),
        ("2026-11-26", "", "待答复", "open"),
        ("2026-11-27", "", "答复逾期", "overdue"),
        ("2026-11-27", "2026-11-20", "已答复", "closed"),
        ("2026-12-04", "2026-12-01", "已答复，晚 5 天", "closed"),
    ],
)
def test_an_objection_is_answered_within_ten_working_days(
    tmp_path: Path, day: str, answered: str, state: str, group: str
) -> None:
    """Of 12 November, a Thursday, until the 26th; lateness stays."""
    atlas = atlas_on(tmp_path / "town", day, ANSWER.format(day=answered) if answered else "")
    (file,) = atlas.site.cases
    view = atlas.docket.case(file, Paths("cases/index.html"))
    assert (view.kind_name, view.state, view.group) == ("异议", state, group)
    assert [one.what for one in view.steps] == ["收到异议", *(["答复（检查组 D）"] if answered else [])]
    assert [(one.what, one.day, one.late) for one in view.clocks] == (
        [] if answered else [("答复期限", "2026-11-26", group == "overdue")]
    )


def test_it_changes_no_figure_and_is_counted_until_it_is_answered(tmp_path: Path) -> None:
    """The row is ranked and listed as before; the overview says how many wait."""
    root = tmp_path / "town"
    open_ = atlas_on(root, "2026-11-20")
    (row, _) = open_.site.boards["banks"][0].ranked
    assert (row.window, row.listed) == ("cash-1", "red")
    assert "件异议等待答复" in text_of(open_, "overview.md")
    assert "表扬与其当天的经历不符" in text_of(open_, "cases/index.md")
    answered = atlas_on(root, "2026-11-20", ANSWER.format(day="2026-11-20"))
    assert "件异议等待答复" not in text_of(answered, "overview.md")
    assert "表扬不变" in text_of(answered, "cases/index.md")


def test_a_page_that_tells_of_it_is_made_anew_while_it_waits(tmp_path: Path) -> None:
    """Each day says how long it is overdue."""
    site = atlas_on(tmp_path / "town", "2026-11-20").site
    days = [clocks_passed((), site.cases, datetime.date(2026, 12, day)) for day in (1, 2)]
    assert days[0] != days[1]


def test_an_objection_is_begun_by_the_command(tmp_path: Path) -> None:
    """`new case --kind objection` writes the case."""
    root = lay_out(tmp_path / "town")
    words = ("--kind", "objection", "--window", "cash-1", "--date", "2026-11-12", "--text", "表扬与当天经历不符")
    assert windowboard(root, "new", "case", "harbour", *words).returncode == 0
    assert windowboard(root, "check", "--as-of", "2026-11-20").returncode == 0
