"""What must hold of every score, whatever the standard and the rounds."""

import copy
import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.scores import BoardPeriod, PeriodScore, Rated, Unrated
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
        assert all(-pool.points <= pool.earned <= pool.points for pool in score.pools)
        assert all(pool.earned >= 0 for pool in score.pools if pool.state == "assessed" or not pool.events)
        if isinstance(score.outcome, Rated):
            assert abs(Fraction(score.outcome.score) - score.exact) <= Fraction(1, 20)


@given(cases())
def test_parts_sum_to_the_whole(case: dict[str, Any]) -> None:
    """Pools make the base, bonuses the rest, and every loss of a pool stands among its parts."""
    for score in judged(case)[1].values():
        earned = sum((pool.earned for pool in score.pools), Fraction(0))
        assert score.base * score.available == max(Fraction(0), earned) * 100
        assert score.exact == score.base + score.bonus
        for pool in score.pools:
            limit = pool.cases > 0
            assert (pool.earned < pool.points and pool.state == "assessed" and not limit) <= bool(
                pool.losses or pool.events
            )


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
    finding = {"clause": clause["id"], "fault": data.draw(st.sampled_from(sorted(set(clause["faults"]) - {"proved"})))}
    worse["rounds"][number]["inspections"][place].setdefault("findings", []).append(finding)
    if problems_of(worse):
        return
    before, after = judged(case)[1], judged(worse)[1]
    for window in before:
        assert after[window].exact <= before[window].exact


@given(cases(), st.data())
def test_exempting_is_leaving_the_clause_out(  # noqa: C901  # both cases are built here, step by step
    case: dict[str, Any], data: st.DataObject
) -> None:
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
        one["events"] = [event for event in one["events"] if event["clause"] != name]
    for visit in (visit for entry in exempted["rounds"] for visit in entry["inspections"]):
        visit.setdefault("not_applicable", []).append({"clause": name, "reason": "no such service"})
    for section in without["sections"]:
        section["clauses"] = [clause for clause in section["clauses"] if clause["id"] != name]
    emptied = {section["id"] for section in without["sections"] if not section["clauses"]}
    without["sections"] = [section for section in without["sections"] if section["clauses"]]
    for visit in (visit for entry in without["rounds"] for visit in entry["inspections"]):
        if visit["assessed"] != "all":
            visit["assessed"] = [item for item in visit["assessed"] if item not in {*emptied, name}]
    for entry in without["rounds"]:
        entry["inspections"] = [visit for visit in entry["inspections"] if visit["assessed"]]
    without["rounds"] = [entry for entry in without["rounds"] if entry["inspections"]]
    scores, others = judged(exempted)[1], judged(without)[1]
    for window, score in scores.items():
        if window in others:
            assert (score.exact, score.coverage) == (others[window].exact, others[window].coverage)


@given(cases(), st.data())
def test_exempting_is_a_clean_clause_where_it_keeps_full_marks(case: dict[str, Any], data: st.DataObject) -> None:
    """Where exemptions keep full marks, a window exempt from a clause scores as one where nothing was found on it."""
    case["not_applicable"] = "full-marks"
    own = [
        clause["id"]
        for section in case["sections"]
        for clause in section["clauses"]
        if "points" in clause
        and ("faults" in clause or "method" in clause)
        and "proved" not in clause.get("faults", {})
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


def proving(case: dict[str, Any], data: st.DataObject) -> dict[str, Any] | None:
    """One more fact against a window of a case; None where its standard knows no such fault."""
    clauses = [
        clause["id"]
        for section in case["sections"]
        for clause in section["clauses"]
        if "proved" in clause.get("faults", {})
    ]
    if not clauses:
        return None
    windows = sorted({visit["window"] for entry in case["rounds"] for visit in entry["inspections"]})
    return {
        "window": data.draw(st.sampled_from(windows)),
        "clause": data.draw(st.sampled_from(clauses)),
        "fault": "proved",
        "source": data.draw(st.sampled_from(("complaint", "document", "media", "court"))),
    }


@given(cases(), st.data())
def test_one_more_event_never_raises_a_score(case: dict[str, Any], data: st.DataObject) -> None:
    """Whatever its source, whatever the channels weigh, whether anybody looked at the clause or not."""
    event = proving(case, data)
    if event is None:
        return
    worse = {**copy.deepcopy(case), "events": [*case["events"], event]}
    before, after = judged(case)[1], judged(worse)[1]
    for window, score in before.items():
        assert after[window].exact <= score.exact
        assert (after[window].exact == score.exact) or window == event["window"]


@given(cases(), st.data())
def test_a_fact_that_is_told_twice_counts_once(case: dict[str, Any], data: st.DataObject) -> None:
    """The id says that it is the same."""
    event = proving(case, data)
    if event is None:
        return
    fact = {**event, "id": "SAME", "note": "the same"}
    once = {**copy.deepcopy(case), "events": [*case["events"], fact]}
    twice = {**copy.deepcopy(case), "events": [*case["events"], fact, fact]}
    assert judged(twice) == judged(once)


@given(cases())
def test_splitting_a_visit_changes_no_clause(case: dict[str, Any]) -> None:
    """Two visits that looked at one half each take from every clause what the whole visit took."""
    halved = copy.deepcopy(case)
    every = [clause["id"] for section in case["sections"] for clause in section["clauses"] if section["id"] != "9"]
    entry = halved["rounds"][0]
    rest = []
    for visit in entry["inspections"]:
        named = every if visit["assessed"] == "all" else visit["assessed"]
        first, second = copy.deepcopy(visit), copy.deepcopy(visit)
        first["assessed"], second["assessed"] = list(named[::2]), list(named[1::2])
        for name in named:
            drop(second if name in named[::2] else first, name)
        visit.clear()
        visit.update(first)
        if second["assessed"]:
            rest.append(second)
    halved["rounds"].append({**entry, "date": "2026-10-30", "inspections": rest})
    whole, parts = judged(case)[1], judged(halved)[1]
    for window, score in whole.items():
        assert [(pool.state, pool.earned) for pool in parts[window].pools] == [
            (pool.state, pool.earned) for pool in score.pools
        ]


@given(cases(), st.data())
def test_a_clean_visit_of_one_clause_changes_no_other(case: dict[str, Any], data: st.DataObject) -> None:
    """Whoever looks at one clause says nothing of the rest, in shared pools neither."""
    silent = [
        clause["id"]
        for section in case["sections"]
        for clause in section["clauses"]
        if "faults" in clause or clause.get("method") == "tick"
    ]
    if not silent:
        return
    name = data.draw(st.sampled_from(silent))
    window = case["rounds"][0]["inspections"][0]["window"]
    more = copy.deepcopy(case)
    more["rounds"].append(
        {"date": "2026-10-29", "channel": "weekly", "inspections": [{"window": window, "assessed": [name]}]}
    )
    before, after = judged(case)[1][window], judged(more)[1][window]
    for pool, other in zip(before.pools, after.pools, strict=True):
        if pool.state == other.state:
            assert {one.clause: one.lost for one in pool.taken if one.clause != name} == {
                one.clause: one.lost for one in other.taken if one.clause != name
            }


@given(cases())
def test_a_bonus_lifts_nobody_past_a_window_without_losses(case: dict[str, Any]) -> None:
    """With the same bonuses, whoever lost nothing stands at least as high."""
    if not any(section["id"] == "9" for section in case["sections"]):
        return
    thanks = [event for event in case["events"] if event["clause"] == "9.1"]
    same = copy.deepcopy(case)
    same["events"] += [{**event, "window": "flawless"} for event in thanks]
    figures: dict[str, Any] = {"window": "flawless", "assessed": "all"}
    for clause in (clause for section in case["sections"] for clause in section["clauses"]):
        if "target" in clause:
            figures.setdefault("sampled", {})[clause["id"]] = {"cases": 10, "within": 10}
        elif "levels" in clause:
            figures.setdefault("levels", {})[clause["id"]] = "top"
    same["rounds"].append({"date": "2026-10-30", "channel": "weekly", "inspections": [figures]})
    scores = judged(same)[1]
    assert all(score.exact <= scores["flawless"].exact for score in scores.values())


@given(cases(), st.data())
def test_months_sum_up_to_what_the_year_says_of_facts(case: dict[str, Any], data: st.DataObject) -> None:
    """What events took from the clauses of a window in each month is what they take over the year."""
    drawn = [proving(case, data) for _ in range(3)]
    facts = [one for one in drawn if one]
    if not facts:
        return
    for number, event in enumerate(facts):
        event["proved"] = f"2026-{data.draw(st.sampled_from(('10', '11', '12')))}-{10 + number}"
    case = {**case, "events": facts}
    months = [judged({**case, "period": f"2026-{month}"})[1] for month in (10, 11, 12)]
    year = judged({**case, "kind": "year", "period": "2026-Y"})[1]
    for window, score in year.items():
        by_month = [one[window] for one in months if window in one]
        assert taken_by_events([score]) == taken_by_events(by_month)


def taken_by_events(scores: list[PeriodScore]) -> Fraction:
    """Points that events took in some periods."""
    return sum((event.minus for score in scores for pool in score.pools for event in pool.events), Fraction(0))


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
    for event in other["events"]:
        event["window"] = renamed[event["window"]]
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
    from generator.judging.scoring.figures import rounded  # noqa: PLC0415  # the one private corner that is worth a test

    assert str(rounded(Fraction(value), precision)) == expected
