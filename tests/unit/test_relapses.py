"""What is put right must stay so: a fault that comes back is told, and runs again."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.gathering.gather import Gathered
from generator.model.cases import Relapse
from tests.fixtures.town import TOWN, gathered, lay_out, slip

ROUND = """standard: desk@1
date: {day}
channel: {channel}
team: {team}
inspections:
  - window: cash-1
    assessed: ["2"]
    findings: [{{clause: "2.1", fault: silent}}]
"""
APPEAL = """kind: appeal
window: cash-1
about: {board: banks, period: 2026-11}
opened: 2026-11-24
grounds: 当时已经问候
findings: [{standard: desk@1, date: 2026-11-20, channel: weekly, clause: "2.1", fault: silent}]
decision:
  {date: 2026-11-26, team: B, outcome: upheld, reason: 调阅录像，柜员当时已经起身问候，与原来的记录不符，该处予以撤销。}
"""


@pytest.fixture
def mended(tmp_path: Path) -> Path:
    """The town, where clause 2.1 was put right at cash-1 and verified on 10 November."""
    shutil.copytree(TOWN.parent / "again", lay_out(tmp_path), dirs_exist_ok=True)
    return tmp_path


def found_again(root: Path, day: str, channel: str = "weekly") -> None:
    """Clause 2.1 is lost again on a day."""
    path = root / "results" / "harbour" / day[:7] / f"{day[-2:]}-{channel}-again.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ROUND.format(day=day, channel=channel, team="SELF" if channel == "self" else "C"), encoding="utf-8")


def told(root: Path, day: str = "2027-01-31") -> tuple[list[Relapse], list[tuple[str, str | None]]]:
    """The relapses of the town, and what of them is told on a day: the case and the day on which it was found again."""
    found = gathered(root, datetime.date.fromisoformat(day))
    assert isinstance(found, Gathered), found
    deadlines = found.site.deadlines
    relapses = list(_relapses(found))
    return relapses, [(one.case, one.relapsed.isoformat() if one.relapsed else None) for one in deadlines]


def _relapses(found: Gathered) -> Iterator[Relapse]:
    for summary in found.summaries.values():
        yield from summary.relapses


def test_the_same_clause_lost_again_runs_again(mended: Path) -> None:
    """The first inspection that finds it again within sixty days is the relapse; a later one changes nothing."""
    found_again(mended, "2026-11-20")
    found_again(mended, "2026-11-27")
    relapses, deadlines = told(mended)
    assert [(one.case, one.date.isoformat(), one.clauses) for one in relapses] == [("mend-1", "2026-11-20", ("2.1",))]
    assert deadlines == [("mend-1", "2026-11-20")]


@pytest.mark.parametrize(("day", "again"), [("2027-01-09", True), ("2027-01-11", False)])
def test_sixty_days(mended: Path, day: str, again: bool) -> None:  # noqa: FBT001  # one of two
    """Sixty days after 10 November are 9 January; what is found later is a new matter."""
    found_again(mended, day)
    assert bool(told(mended)[0]) is again


def test_the_policy_says_how_long(mended: Path) -> None:
    """With `relapse_days: 5` ten days later is a new matter."""
    slip(mended, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 0, relapse_days: 5}")
    found_again(mended, "2026-11-20")
    assert told(mended) == ([], [])


def test_what_a_self_check_finds_is_no_relapse(mended: Path) -> None:
    """Whoever checks itself honestly must not be worse off for it."""
    found_again(mended, "2026-11-20", "self")
    assert told(mended) == ([], [])


def test_what_an_appeal_struck_is_no_relapse(mended: Path) -> None:
    """It was not found."""
    found_again(mended, "2026-11-20")
    (mended / "results/harbour/cases/appeal-9.yml").write_text(APPEAL, encoding="utf-8")
    assert told(mended) == ([], [])


def test_nothing_is_told_of_what_a_held_month_found(mended: Path) -> None:
    """With a preview the relapse of November is told when November is public, and not before."""
    slip(mended, "standards/policy.yml", "process: {preview: 0}", "process: {preview: 10}")
    found_again(mended, "2026-11-20")
    assert told(mended, "2026-11-30")[1] == []
    assert told(mended, "2026-12-15")[1] == [("mend-1", "2026-11-20")]
