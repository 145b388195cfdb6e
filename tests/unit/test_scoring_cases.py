"""Scores worked out by hand, one small file each in `cases/scoring/`."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.model.scores import PeriodScore, Rated, Standing
from tests.fixtures.scoring_case import CASES, judged, load_case, problems_of


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_score_is_the_one_worked_out_by_hand(path: Path) -> None:
    """Every figure that a case names is the figure that comes out, to the last digit."""
    case = load_case(path)
    assert problems_of(case) == [], case["what"]
    board, scores = judged(case)
    rows = {row.window: row for row in (*board.ranked, *board.unrated)}
    for window, expected in case["expect"].items():
        assert actual(expected, rows[window], scores[window]) == expected, case["what"]
    if "order" in case:
        assert [row.window for row in board.ranked] == case["order"]


def actual(expected: dict[str, Any], row: Standing, score: PeriodScore) -> dict[str, Any]:
    """What came out, for the keys that a case names."""
    outcome = score.outcome
    found: dict[str, Any] = {
        "base": str(score.base),
        "bonus": str(score.bonus),
        "exact": str(score.exact),
        "coverage": str(score.coverage),
        "counted": score.counted,
        "announced": None if score.announced is None else str(score.announced),
        "computed": None if score.computed is None else str(score.computed),
        "noted": [f"{one.clause} {one.note}" for one in score.noted],
        "inspections": len(score.inspections),
        "rank": row.rank,
        "list": row.listed,
        "lowered": [f"{one.kind} {one.cause}" for one in score.lowered],
        "pools": {pool.pool: str(pool.earned) for pool in score.pools if pool.pool in expected.get("pools", {})},
        "states": {pool.pool: pool.state for pool in score.pools if pool.pool in expected.get("states", {})},
    }
    found |= {"score": str(outcome.score), "band": outcome.band} if isinstance(outcome, Rated) else {}
    found |= {} if isinstance(outcome, Rated) else {"unrated": outcome.reason}
    return {key: found.get(key) for key in expected}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_parts_are_the_score(path: Path) -> None:
    """The sum of the parts is the score: pools make the base, bonuses the rest."""
    _, scores = judged(load_case(path))
    for score in scores.values():
        assessed = [pool for pool in score.pools if pool.state == "assessed"]
        available = sum((pool.points for pool in assessed), Fraction(0))
        earned = sum((pool.earned for pool in score.pools), Fraction(0))
        assert score.available == available
        full = load_case(path).get("full", 100)
        assert score.base == (max(Fraction(0), earned / available * full) if available else 0)
        assert score.exact == score.base + score.bonus


@pytest.mark.parametrize("case", load_case(CASES.parent / "refused-figures.yml"), ids=lambda case: case["what"])
def test_figures_that_no_standard_allows_are_refused(case: dict[str, Any]) -> None:
    """Each is told by its name and its place in the file."""
    said = [f"{problem.code.slug} {'.'.join(map(str, problem.route))}" for problem in problems_of(case)]
    assert said == case["says"]
