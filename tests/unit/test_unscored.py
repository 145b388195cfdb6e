"""Inspections by standards that score nothing: recorded, shown, and without any effect on a score."""

import datetime
from pathlib import Path
from typing import Final

import pytest

from generator.judging.analysis.unscored import tallies_of
from generator.judging.scoring.pools import plan_of
from generator.judging.scoring.self_checks import self_checks_of
from generator.judging.scoring.unscored_checks import newest_checks, unscored_checks_of
from generator.judging.scoring.visits import Visit
from generator.model.keys import WindowKey
from generator.model.results import Finding, Inspection, Round
from generator.model.rules import SELF
from generator.model.standard import Standard
from generator.reading.record import read_record
from tests.fixtures.city import RULEBOOK
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.town import lay_out

SPECIAL: Final = "special-inspection@2024"
WHO: Final = WindowKey("hall", "fund-1")


def special() -> Standard:
    """The plan of special inspections, as the library has it."""
    found = read_record((ROOT / "standards/special-inspection.yml").read_bytes(), "x.yml", Standard)
    assert isinstance(found, Standard)
    return found


def visit(day: int, *noted: str, assessed: tuple[str, ...] = ("3",), channel: str = "special") -> Visit:
    """A visit on a day of November with a note at each of these clauses."""
    inspection = Inspection(
        window=WHO.window,
        assessed=assessed,
        findings=tuple(Finding(clause=clause, note=f"看到 {clause}") for clause in noted),
    )
    date = datetime.date(2026, 11, day)
    return Visit(Round(standard=SPECIAL, date=date, channel=channel, team="Z"), inspection)


PLANS: Final = {SPECIAL: plan_of(special())}


def test_the_six_aspects_are_looked_at_and_noted() -> None:
    """A section stands for its clauses; what was noted stands in the order of the standard."""
    (check,) = unscored_checks_of(PLANS, WHO, [visit(16, "3.4", "3.1")])
    assert check.seen == ("3.1", "3.2", "3.3", "3.4", "3.5", "3.6")
    assert [(one.clause, one.note) for one in check.noted] == [("3.1", "看到 3.1"), ("3.4", "看到 3.4")]


def test_a_clause_that_was_noted_was_looked_at() -> None:
    """Also where nobody listed it."""
    (check,) = unscored_checks_of(PLANS, WHO, [visit(16, "3.2", assessed=("3.5",))])
    assert check.seen == ("3.2", "3.5")


def test_a_later_check_takes_the_place_of_an_earlier_one() -> None:
    """What was put right in between is noted no more, neither in tallies nor on the agenda."""
    checks = unscored_checks_of(PLANS, WHO, [visit(2, "3.1", "3.2"), visit(16, "3.2")])
    assert [one.date.day for one in checks] == [16, 2]
    rulebook = RULEBOOK.__class__(
        vocabulary=RULEBOOK.vocabulary,
        policy=RULEBOOK.policy,
        standards={SPECIAL: special()},
        boards={},
        paths={},
        programmes={},
    )
    tally = tallies_of(rulebook, checks)[SPECIAL]
    assert (tally.windows, tally.noted) == (1, 1)
    assert {one.clause: one.noted for one in tally.clauses} == {f"3.{n}": int(n == 2) for n in range(1, 7)}
    assert [one.date.day for one in newest_checks(checks)] == [16]


def test_a_self_check_by_such_a_standard_is_no_score() -> None:
    """It is shown like any other check by it."""
    visits = [visit(16, "3.3", channel=SELF)]
    assert self_checks_of(PLANS, WHO, visits) == ()
    assert [one.channel for one in unscored_checks_of(PLANS, WHO, visits)] == [SELF]


UNSCORED: Final = """id: manners
edition: "1"
title: 待客之道
kind: conduct
summary: 只公布，不评分。
source: {heading: 待客之道}
applies_to: [bank]
effective: 2026-01-01
sections:
  - id: "1"
    title: 待客
    clauses:
      - {id: "1.1", text: 站起来说话, theme: attitude, roles: [all], check: {method: none}}
"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('assessed: ["1"], findings: [{clause: "1.1", note: 坐着答话}]', ""),
        ('assessed: ["1"]', ""),
        ("assessed: all, nothing_found: true", ""),
        ("assessed: all", "nothing-said"),
        ('assessed: ["1"], unmet: [{clause: "1.1"}]', "result-for-guidance"),
        ('assessed: ["2"]', "no-such-section-or-clause"),
    ],
)
def test_a_round_by_a_standard_without_a_score_is_checked_like_any_other(tmp_path: Path, said: str, told: str) -> None:
    """What could not be shown as it was meant is refused."""
    town = lay_out(tmp_path)
    (town / "standards/manners.yml").write_text(UNSCORED, encoding="utf-8")
    (town / "results/harbour/2026-10/2026-10-22-special-z.yml").write_text(
        "standard: manners@1\ndate: 2026-10-22\nchannel: monthly\nteam: Z\ninspections:\n"
        f"  - {{window: cash-1, {said}}}\n",
        encoding="utf-8",
    )
    done = windowboard(town, "check")
    assert (done.returncode, told in done.said) == (2 if told else 0, True), done.said
