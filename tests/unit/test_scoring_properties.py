"""What must hold of every score, whatever the standard and the rounds."""

import copy
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.scores import BoardPeriod, Rated, Unrated
from tests.fixtures.drawn import WINDOWS, cases
from tests.fixtures.scoring_case import judged, problems_of


@given(cases())
def test_cases_drawn_here_are_accepted(case: dict[str, Any]) -> None:
    """The properties below speak of data that the checks let pass."""
    assert problems_of(case) == []


@given(cases())
def test_score_lies_within_its_bounds(case: dict[str, Any]) -> None:
    """A base score is 0 to 100, a pool earns 0 to its points, bonuses add at most their cap."""
    for score in judged(case)[1].values():
        assert 0 <= score.base <= 100
        assert 0 <= score.bonus <= 10
        assert 0 <= score.coverage <= 1
        assert all(0 <= pool.earned <= pool.points for pool in score.pools)
        if isinstance(score.outcome, Rated):
            assert abs(Fraction(score.outcome.score) - score.exact) <= Fraction(1, 20)


@given(cases())
def test_parts_sum_to_the_whole(case: dict[str, Any]) -> None:
    """Pools make the base, bonuses the rest, and every loss of a pool stands among its parts."""
    for score in judged(case)[1].values():
        earned = sum((pool.earned for pool in score.pools), Fraction(0))
        assert score.base * score.available == earned * 100
        assert score.exact == score.base + score.bonus
        for pool in score.pools:
            limit = pool.cases > 0
            assert (pool.earned < pool.points and pool.state == "assessed" and not limit) <= bool(pool.losses)


@given(cases(), st.data())
def test_one_more_fault_never_raises_a_score(case: dict[str, Any], data: st.DataObject) -> None:
    """Whatever an inspector adds to a visit, no window gains by it."""
    clauses = [(clause, section) for section in case["sections"] for clause in section["clauses"]]
    deducting = [clause for clause, _ in clauses if "faults" in clause]
    visits = [(number, place) for number, one in enumerate(case["rounds"]) for place in range(len(one["inspections"]))]
    if not deducting:
        return
    clause = data.draw(st.sampled_from(deducting))
    number, place = data.draw(st.sampled_from(visits))
    worse = copy.deepcopy(case)
    finding = {"clause": clause["id"], "fault": data.draw(st.sampled_from(sorted(clause["faults"])))}
    worse["rounds"][number]["inspections"][place].setdefault("findings", []).append(finding)
    if problems_of(worse):
        return
    before, after = judged(case)[1], judged(worse)[1]
    for window in before:
        assert after[window].exact <= before[window].exact


@given(cases(), st.data())
def test_exempting_is_leaving_the_clause_out(case: dict[str, Any], data: st.DataObject) -> None:
    """Where exemptions rescale, a window exempt from a clause scores as if the standard had never had it."""
    own = [clause["id"] for section in case["sections"] for clause in section["clauses"] if "points" in clause]
    if len(own) < 2:
        return
    case["not_applicable"] = "rescale"
    name = data.draw(st.sampled_from(own))
    exempted, without = copy.deepcopy(case), copy.deepcopy(case)
    for one in (exempted, without):
        for visit in (visit for entry in one["rounds"] for visit in entry["inspections"]):
            drop(visit, name)
    for visit in (visit for entry in exempted["rounds"] for visit in entry["inspections"]):
        visit.setdefault("not_applicable", []).append({"clause": name, "reason": "no such service"})
    for section in without["sections"]:
        section["clauses"] = [clause for clause in section["clauses"] if clause["id"] != name]
    emptied = {section["id"] for section in without["sections"] if not section["clauses"]}
    without["sections"] = [section for section in without["sections"] if section["clauses"]]
    for visit in (visit for entry in without["rounds"] for visit in entry["inspections"]):
        if visit["assessed"] != "all":
            visit["assessed"] = [item for item in visit["assessed"] if item not in emptied]
    scores, others = judged(exempted)[1], judged(without)[1]
    for window, score in scores.items():
        assert (score.exact, score.coverage) == (others[window].exact, others[window].coverage)


@given(cases(), st.data())
def test_exempting_is_a_clean_clause_where_it_keeps_full_marks(case: dict[str, Any], data: st.DataObject) -> None:
    """Where exemptions keep full marks, a window exempt from a clause scores as one where nothing was found on it."""
    case["not_applicable"] = "full-marks"
    own = [
        clause["id"]
        for section in case["sections"]
        for clause in section["clauses"]
        if "points" in clause and ("faults" in clause or "method" in clause)
    ]
    if not own:
        return
    name = data.draw(st.sampled_from(own))
    exempted, clean = copy.deepcopy(case), copy.deepcopy(case)
    for one in (exempted, clean):
        for visit in (visit for entry in one["rounds"] for visit in entry["inspections"]):
            visit["assessed"] = "all"
            drop(visit, name)
    for visit in (visit for entry in exempted["rounds"] for visit in entry["inspections"]):
        visit.setdefault("not_applicable", []).append({"clause": name, "reason": "sealed booth"})
    scores, others = judged(exempted)[1], judged(clean)[1]
    assert {window: score.exact for window, score in scores.items()} == {
        window: score.exact for window, score in others.items()
    }


def drop(visit: dict[str, Any], name: str) -> None:
    """Take everything that a visit says of a clause out of it."""
    for key in ("findings", "unmet", "not_applicable"):
        visit[key] = [entry for entry in visit.get(key, []) if entry["clause"] != name]
    for key in ("levels", "sampled"):
        visit.get(key, {}).pop(name, None)


def places(board: BoardPeriod) -> dict[str, int]:
    """Rank by window."""
    return {row.window: row.rank for row in board.ranked}


@given(cases(), st.randoms(use_true_random=False))
def test_order_changes_nothing(case: dict[str, Any], chance: random.Random) -> None:
    """The order of rounds, inspections, findings and clauses named is nobody's advantage: all figures stay the same."""
    mixed = copy.deepcopy(case)
    chance.shuffle(mixed["rounds"])
    for entry in mixed["rounds"]:
        chance.shuffle(entry["inspections"])
        for visit in entry["inspections"]:
            for key in ("findings", "unmet", "not_applicable"):
                chance.shuffle(visit.get(key, []))
            for key in ("levels", "sampled"):
                if key in visit:
                    visit[key] = dict(sorted(visit[key].items(), key=lambda _: chance.random()))
            if visit["assessed"] != "all":
                chance.shuffle(visit["assessed"])
    assert judged(mixed) == judged(case)


@given(cases(), st.permutations(WINDOWS))
def test_names_are_nobodys_advantage(case: dict[str, Any], permuted: list[str]) -> None:
    """Give the windows each other's ids, and each score and place goes with the work, not with the id."""
    renamed = dict(zip(WINDOWS, permuted, strict=True))
    other = copy.deepcopy(case)
    for entry in other["rounds"]:
        for visit in entry["inspections"]:
            visit["window"] = renamed[visit["window"]]
    board, scores = judged(case)
    board_after, scores_after = judged(other)
    assert {renamed[window]: place for window, place in places(board).items()} == places(board_after)
    assert {renamed[window]: score.outcome for window, score in scores.items()} == {
        window: score.outcome for window, score in scores_after.items()
    }


@given(cases())
def test_places_follow_band_then_score(case: dict[str, Any]) -> None:
    """A place is one more than the number of windows before; nobody unrated has a place or is on a list."""
    board, _ = judged(case)
    bounds = {"excellent": 90, "good": 75, "fair": 60, "poor": 0}
    keys = [(bounds[row.outcome.band], row.outcome.score) for row in board.ranked if isinstance(row.outcome, Rated)]
    assert [row.rank for row in board.ranked] == [1 + sum(other > key for other in keys) for key in keys]
    for row in board.unrated:
        assert isinstance(row.outcome, Unrated)
        assert (row.rank, row.listed) == (0, "none")


@given(cases())
def test_a_veto_never_helps(case: dict[str, Any]) -> None:
    """A proven veto lowers band and place or leaves them, and puts the window into the band it names at best."""
    worse = copy.deepcopy(case)
    visit = worse["rounds"][0]["inspections"][0]
    visit["vetoes"] = [{"veto": "bribery", "note": "proven"}]
    window = visit["window"]
    board, scores = judged(case)
    board_after, scores_after = judged(worse)
    assert scores_after[window].exact == scores[window].exact
    outcome = scores_after[window].outcome
    if isinstance(outcome, Rated):
        assert outcome.band == "poor"
        assert places(board_after)[window] >= places(board)[window]


@pytest.mark.parametrize(("precision", "value", "expected"), [(0, "1/2", "1"), (1, "1/20", "0.1"), (2, "1/3", "0.33")])
def test_half_is_rounded_up(precision: int, value: str, expected: str) -> None:
    """Half up, at any precision, without floats."""
    from generator.judging.scoring.scores import rounded  # noqa: PLC0415  # the one private corner that is worth a test

    assert str(rounded(Fraction(value), precision)) == expected
