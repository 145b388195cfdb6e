"""The simulation of windows of known quality, and how harsh teams are: what the page on method prints of both."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from generator.judging.scoring.scores import score_period
from generator.judging.scoring.teams import TeamEffect, effect_of, team_sums
from generator.model.keys import PlaceKey
from generator.presenting.parts.scores.simulation import NAMES, simulation
from generator.product import THEME
from tests.fixtures.scoring_case import judged, standard_of
from tests.tools import evidence

TINY = evidence.Variant(id="plain", windows=10)
TEAMS: dict[str, Any] = {
    "sections": [
        {"id": "1", "clauses": [{"id": "1.1", "points": 100, "faults": {"slip": {"minus": 1, "each": True}}}]}
    ],
    "rounds": [
        {
            "date": f"2026-10-{day}",
            "team": team,
            "inspections": [
                {"window": window, "assessed": "all", "findings": [{"clause": "1.1", "fault": "slip", "count": lost}]}
            ],
        }
        for day, team, window, lost in (
            ("05", "A", "a", 10),
            ("12", "A", "a", 6),
            ("19", "B", "a", 20),
            ("20", "A", "b", 2),
        )
    ],
}


def test_a_tiny_board_is_judged_the_same_each_time() -> None:
    """Seeds are fixed: the row has every figure, and the same ones again."""
    row = evidence.run(TINY, boards=1, months=3)
    assert row == evidence.run(TINY, boards=1, months=3)
    assert (row["boards"], row["months"], row["months_full"]) == (1, 3, 1)
    shares = [one for one in (*row["coverage"], row["places"], row["alone"], row["teams_apart"]) if one]
    assert shares
    assert all(0 <= Decimal(share) <= 100 for share in shares)
    assert Decimal(row["half_width"]) > 0


def test_the_truth_of_a_window_is_what_full_visits_find_on_average() -> None:
    """What is worked out agrees with the mean of many simulated visits, scored as the program scores them."""
    dice = Random(3)  # noqa: S311  # lots, no secrets
    (known,) = evidence.patients(replace(TINY, windows=1, poor=False), dice)
    variant = replace(TINY, windows=1, weekly=0)
    found = [
        score_period(evidence.rules().plan, evidence.rules().board, "2026-01", known.key, visits).base
        for _ in range(400)
        for visits in evidence.visits_of(variant, (known,), "2026-01", dice).values()
    ]
    assert 70.5 <= known.truth <= 76
    assert abs(float(sum(found, Fraction(0)) / len(found)) - known.truth) < 1.5


def test_what_was_simulated_is_what_the_page_prints(tmp_path: Path) -> None:
    """The table that is kept has every row of the tool, in its order; a new one is read as it was written."""
    kept = json.loads((THEME / "simulation.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in kept["rows"]] == [one.id for one in evidence.VARIANTS] == list(NAMES)
    assert [row.name for row in simulation().rows] == list(NAMES.values())
    evidence.write(tmp_path / "simulation.json", kept["rows"])
    assert (tmp_path / "simulation.json").read_bytes() == (THEME / "simulation.json").read_bytes()


def test_what_one_team_alone_saw_names_nobody() -> None:
    """Where one team sees the whole of a centre no arithmetic helps, and the lists stay empty."""
    kept = json.loads((THEME / "simulation.json").read_text(encoding="utf-8"))
    alone = next(row for row in kept["rows"] if row["id"] == "single-teams")
    assert (alone["alone"], alone["exposed"], alone["praised"]) == ("100.0", "0.000", "0.00")


def test_a_team_is_held_against_others_at_the_same_window() -> None:
    """Squares 4 + 36 + 64 at window a, mean 88, v 14: φ = 104/28; h = 2 × 1 ÷ 3; 4.303 × √(φ × 14 ÷ h) = 38.003."""
    board, scores = judged(TEAMS)
    standard = standard_of(TEAMS)
    harsh, mild = (one for one in reversed(team_sums(scores.values(), {standard.ref: standard})))
    assert board.pooled is not None
    spreads = {PlaceKey("board", "2026-10"): board.pooled}
    assert (mild.team, mild.inspections, mild.alone, mild.weight) == ("A", 3, 1, Fraction(2, 3))
    assert effect_of([mild], spreads, 1) == TeamEffect(
        points=Decimal("12.0"), low=Decimal("-26.1"), high=Decimal("50.1")
    )
    told = effect_of([harsh], spreads, 1)
    assert told == TeamEffect(points=Decimal("-12.0"), low=Decimal("-50.1"), high=Decimal("26.1"))
    assert not told.certain
    assert effect_of([replace(mild, weight=Fraction(0))], spreads, 1) is None


def test_what_a_team_saw_of_a_part_counts_as_that_part() -> None:
    """A: 90 of all; B: 80 of half. n = 1, m = ½: h = ⅓; mean (90 + 80 ÷ 2) ÷ 1½ = 86⅔, v = 15⅓."""
    slip = {"slip": {"minus": 1, "each": True}}
    found = [{"clause": "1.1", "fault": "slip", "count": 10}]
    case: dict[str, Any] = {
        "sections": [{"id": one, "clauses": [{"id": f"{one}.1", "points": 50, "faults": slip}]} for one in "12"],
        "min_coverage": Decimal("0.5"),
        "rounds": [
            {
                "date": f"2026-10-{day}",
                "team": team,
                "inspections": [{"window": "a", "assessed": saw, "findings": found}],
            }
            for day, team, saw in (("05", "A", "all"), ("12", "B", ["1"]))
        ],
    }
    board, scores = judged(case)
    standard = standard_of(case)
    whole, part = team_sums(scores.values(), {standard.ref: standard})
    assert (whole.weight, whole.apart, whole.doubt) == (Fraction(1, 3), Fraction(10, 3), Fraction(46, 9))
    assert (part.weight, part.apart, part.doubt) == (Fraction(1, 3), Fraction(-10, 3), Fraction(46, 9))
    assert board.pooled is not None
    assert board.pooled.factor == Fraction(100, 3) / Fraction(46, 3)


def test_what_the_page_prints_is_what_the_method_promises() -> None:
    """93 to 98 of 100 intervals hold in every band, at most 2 % of lists are false, and the poor are found.

    But for what the page says is beyond any arithmetic: one team for each centre, and boards on which nobody is poor.
    """
    rows = {row["id"]: row for row in json.loads((THEME / "simulation.json").read_text(encoding="utf-8"))["rows"]}
    assert rows.keys() == NAMES.keys()
    for name, row in rows.items():
        if name.startswith("single-teams"):
            continue
        assert all(93 <= Decimal(share) <= 98 for share in row["coverage"] if share), name
        if name != "nobody-poor":
            assert Decimal(row["exposed_false_share"]) <= 2, name
            assert Decimal(row["power"]) >= 27, name
            assert Decimal(row["power_far"]) >= 70, name
            assert name == "praise-one" or Decimal(row["praised_false_share"]) <= 2, name
    assert Decimal(rows["plain"]["power_far"]) >= 70
