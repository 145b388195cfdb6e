"""What an appeal withholds cannot be told from anything that is published, whoever compares it with whatever."""

import datetime
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator import build
from generator.gathering import memory
from tests.fixtures.histories import FOUND, REASON, File, Made, case_file, lay, made, town_of, visit_file
from tests.fixtures.town import slip

ABOUT = "window: cash-1\nabout: {board: banks, period: 2026-09}\n"
OPENED = datetime.date(2026, 10, 9)
APPEAL = (
    f"kind: appeal\n{ABOUT}opened: {OPENED}\ngrounds: g\n"
    "findings: [{standard: desk@1, date: 2026-09-10, channel: weekly, clause: '2.2', fault: curt}]\n"
)


@st.composite
def contests(draw: st.DrawFn) -> tuple[list[File], list[File], list[File]]:
    """What is there in either case, and two ways in which a window may stand that appeals before its list comes out.

    The second window is exposed in either, so that the list comes out on the same day.
    """
    said = st.sampled_from(FOUND)
    every = [visit_file(datetime.date(2026, 9, 8), "cash-2", FOUND[0])]
    every += [visit_file(datetime.date(2026, 9, day), "cash-3", draw(said)) for day in (9, 18)]
    for month in (10, 11):
        windows = draw(st.lists(st.sampled_from(["cash-1", "cash-2", "cash-3"]), min_size=1, unique=True))
        every += [visit_file(datetime.date(2026, month, day), one, draw(said)) for one in windows for day in (12, 20)]
    day = OPENED + datetime.timedelta(days=draw(st.integers(10, 50)))
    ending = f"decision: {{date: {day}, team: B, outcome: rejected, reason: {REASON}}}\n"
    every.append(case_file("a", (OPENED, APPEAL), (day, APPEAL + ending)))
    ways = []
    for found in draw(st.lists(said, min_size=2, max_size=2, unique=True)):
        kept = found if "curt" in found else _with_curt(found)
        way = [visit_file(datetime.date(2026, 9, 10), "cash-1", kept)]
        way.append(visit_file(datetime.date(2026, 9, 20), "cash-1", draw(said)))
        if "bribery" in found:
            for kind in ("waiver", "notice"):
                reason = "reason: r\n" if kind == "waiver" else ""
                way.append(case_file(kind, (OPENED, f"kind: {kind}\n{ABOUT}date: {OPENED}\n{reason}")))
            way.append(case_file("r", (OPENED, f"kind: rectification\n{ABOUT}opened: {OPENED}\ndifficulty: complex\n")))
        else:
            clauses = 'clauses: ["2.2"]\n'
            way.append(
                case_file("r", (OPENED, f"kind: rectification\n{ABOUT}opened: {OPENED}\ndifficulty: simple\n{clauses}"))
            )
        ways.append(way)
    first, second = ways
    return every, first, second


def _with_curt(found: str) -> str:
    curt = "{clause: '2.2', fault: curt, note: n}"
    if "findings" in found:
        return found.replace("findings: [", f"findings: [{curt}, ")
    return f"{found}{', ' if found else ''}findings: [{curt}]"


def _in_october(window: str) -> tuple[list[File], list[File], list[File]]:
    """An appeal about September that is not decided, and two bad visits to a window in October, when that is public."""
    every = [visit_file(datetime.date(2026, 9, 8), "cash-2", FOUND[0])]
    every += [visit_file(datetime.date(2026, month, day), "cash-3", "") for month in (9, 10) for day in (9, 16)]
    every += [visit_file(datetime.date(2026, 10, day), window, FOUND[1]) for day in (12, 20)]
    every.append(case_file("a", (OPENED, APPEAL)))
    grave, slight = (
        [visit_file(datetime.date(2026, 9, day), "cash-1", _with_curt(found)) for day in (10, 20)]
        for found in (FOUND[1], "")
    )
    return every, grave, slight


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("min_inspections: 1", "min_inspections: 1"),
        ("min_inspections: 1", "min_inspections: 1\nholds: 3"),
        ("green: {bands: [poor]}", "green: {bands: [poor], certain: {periods: 2}, min_teams: 1}"),
    ],
    ids=["own month", "rating that stands", "months together"],
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(drawn=_in_october("cash-1"), later=25)
@example(drawn=_in_october("cash-2"), later=25)
@given(drawn=contests(), later=st.integers(0, 60))
def test_whatever_was_found_at_a_window_that_is_withheld_all_that_is_published_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    other: str,
    drawn: tuple[list[File], list[File], list[File]],
    later: int,
) -> None:
    """Two towns that differ in what is withheld alone have the same pages, files, feeds and badges to the last sign.

    So have what lists the files of data with their sums, what describes them, and the archive that holds them all.
    """
    for module in (build, memory):
        monkeypatch.setattr(module, "program_digest", lambda: "program")
    every, *ways = drawn
    day = datetime.date(2026, 10, 16) + datetime.timedelta(days=later)
    towns: list[Made] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, way in enumerate(ways):
            root = town_of(Path(folder) / str(number))
            shutil.rmtree(root / "results/harbour/events")
            slip(root, "standards/policy.yml", "preview: 10, appeal: 15", "preview: 3, appeal: 15, decision: 15")
            slip(root, "standards/boards/banks.yml", written, other)
            lay(root, [*every, *way], day)
            towns.append(made(root, day))
    first, second = towns
    if not first.gathered.site.hidden or not second.gathered.site.hidden:
        return
    assert first.texts.keys() == second.texts.keys()
    for address, text in first.texts.items():
        assert text == second.texts[address], address
    with tempfile.TemporaryDirectory() as folder:
        sealed, other_sealed = (one.sealed(Path(folder) / name) for name, one in (("first", first), ("second", second)))
    assert {"data/datapackage.json", "data/everything.zip", "data/index.json"} <= sealed.keys()
    assert sealed == other_sealed
