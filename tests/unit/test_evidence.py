"""How far scores can be trusted: intervals, ranges of places, who is borderline, what moved, and the next band."""

import copy
import datetime
import random
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import atan, cos, pi, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.judging.analysis.movement import came_and_left, most_improved
from generator.judging.analysis.next_band import mended, next_band
from generator.judging.process.carrying import ranked as in_places
from generator.judging.process.settling import without as left_without
from generator.judging.scoring.evidence import (
    T_95,
    place_ranges,
    pooled_spread,
    quantile,
    reaches,
    root_up,
    spread_of,
)
from generator.judging.scoring.figures import rounded
from generator.model.scores import BoardPeriod, Interval, Pooled, Rated, Spread, Standing, Unrated
from generator.presenting.parts.scores.evidence import open_spread, unsettled_text
from generator.presenting.pictures.trend import trend_of
from generator.product import THEME
from tests.fixtures.drawn import cases
from tests.fixtures.folders import TESTS
from tests.fixtures.scoring_case import board_of, judged, load_case, problems_of, standard_of

EVIDENCE = TESTS / "cases" / "evidence"
PLAIN: dict[str, Any] = {
    "sections": [{"id": "1", "clauses": [{"id": "1.1", "points": 100, "faults": {"slip": {"minus": 1, "each": True}}}]}]
}
STANDARD = standard_of(PLAIN)
BOARD = board_of(PLAIN)
BOUNDS = {band.id: band.at_least for band in STANDARD.bands}


@pytest.mark.parametrize("path", sorted(EVIDENCE.glob("*.yml")), ids=lambda path: path.stem)
def test_evidence_is_the_one_worked_out_by_hand(path: Path) -> None:
    """Spread, intervals, ranges, lists and reasons of a case are those that stand in it, to the last digit."""
    case = load_case(path)
    assert problems_of(case) == [], case["what"]
    board, _ = judged(case)
    if "factor" in case:
        assert board.pooled == Pooled(factor=Fraction(case["factor"]), freedom=case["freedom"])
    else:
        assert board.pooled is None
    rows = {row.window: row for row in (*board.ranked, *board.unrated)}
    for window, expected in case["expect"].items():
        assert told(case, rows[window], expected) == expected, case["what"]


def told(case: dict[str, Any], row: Standing, expected: dict[str, Any]) -> dict[str, Any]:
    """What came out, for the keys that a case names."""
    found: dict[str, Any] = {
        "rank": row.rank,
        "between": [str(row.interval.low), str(row.interval.high)] if row.interval else "none",
        "places": [row.first, row.last],
        "list": row.listed,
        "together": [str(row.together.low), str(row.together.high)] if row.together else "none",
        "borderline": row.borderline,
        "doubt": row.doubt,
        "reason": unsettled_text(board_of(case), standard_of(case), row),
    }
    if isinstance(row.outcome, Rated):
        found |= {"score": str(row.outcome.score), "band": row.outcome.band}
    return {key: found.get(key) for key in expected}


def test_the_page_on_method_has_the_figures_of_its_case() -> None:
    """Every figure of the example on the page is what the program makes of its inspections."""
    source = (THEME / "pages" / "method.md.jinja").read_text(encoding="utf-8")
    page = re.sub(r"\{% (?:end)?trans \+?%\}", "", source)
    names = {"a": "甲", "b": "乙", "c": "丙", "d": "丁"}
    board, _ = judged(load_case(EVIDENCE / "method-example.yml"))
    assert board.pooled is not None
    for row in board.ranked:
        line = next(text for text in page.split("\n") if f'<th scope="row">{names[row.window]}</th>' in text)
        assert row.interval is not None
        assert isinstance(row.outcome, Rated)
        places = f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"
        number = row.spread.weight**2 / row.spread.weight_squares
        q = float(quantile(board.pooled.freedom)) ** 2 * float(board.pooled.factor / number)
        root = sqrt(q * float(102 - row.outcome.score) + q * q / 4)
        below = f"{root + q / 2:.3f} → {row.outcome.score - row.interval.low}"
        above = f"{root - q / 2:.3f} → {row.interval.high - row.outcome.score}"
        between = f"{row.interval.low}–{row.interval.high}"
        for figure in (row.outcome.score, row.spread.squares, f"{q:.4f}", below, above, between, row.rank, places):
            assert f">{figure}</td>" in line, (row.window, figure)


@pytest.mark.parametrize(("freedom", "value"), T_95.items())
def test_values_of_t_leave_five_of_a_hundred_outside(freedom: int, value: Decimal) -> None:
    """The table agrees with the distribution itself (Abramowitz and Stegun, 26.7.3 and 26.7.4)."""
    assert inside(freedom, float(value) - 0.0005) <= 0.95 <= inside(freedom, float(value) + 0.0005)


def inside(freedom: int, value: float) -> float:
    """The share of Student's t between −value and value."""
    angle = atan(value / sqrt(freedom))
    if freedom % 2:
        term, terms = cos(angle), 0.0
        for number in range(3, freedom + 1, 2):
            terms += term
            term *= cos(angle) ** 2 * (number - 1) / number
        return 2 / pi * (angle + (sin(angle) * terms if freedom > 1 else 0))
    term, terms = 1.0, 0.0
    for number in range(2, freedom + 1, 2):
        terms += term
        term *= cos(angle) ** 2 * (number - 1) / number
    return sin(angle) * terms


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, "12.706"), (30, "2.042"), (39, "2.042"), (41, "2.021"), (5000, "1.984")]
)
def test_between_two_rows_of_the_table_the_wider_holds(freedom: int, value: str) -> None:
    """An interval is never narrower than the exact one."""
    assert quantile(freedom) == Decimal(value)


@given(
    st.fractions(0, 10),
    st.fractions(2, 102),
    st.integers(1, 200),
    st.lists(st.tuples(st.integers(1, 9), st.fractions(Fraction(1, 100), 1)), min_size=1, max_size=9),
    st.integers(0, 3),
    st.booleans(),
)
def test_an_interval_ends_where_the_score_would_become_rare(  # noqa: PLR0913, PLR0917  # all that it rests on
    factor: Fraction,
    lost: Fraction,
    freedom: int,
    visits: list[tuple[int, Fraction]],
    precision: int,
    summed: bool,  # noqa: FBT001  # drawn
) -> None:
    """At both ends the score is just as far off as it may be by what is lost there, and one unit nearer it is not."""
    seen = sum(share for _, share in visits)
    spread = Spread(
        inspections=len(visits),
        weight=Fraction(1) if summed else sum((weight * share for weight, share in visits), Fraction(0)),
        weight_squares=seen if summed else sum((weight**2 * share for weight, share in visits), Fraction(0)),
        added=seen if summed else 1,
    )
    below, above = map(Fraction, reaches(Pooled(factor=factor, freedom=freedom), lost, spread, precision))
    number = 1 if summed else Fraction(spread.weight) ** 2 / Fraction(spread.weight_squares)
    q, unit = Fraction(quantile(freedom)) ** 2 * factor / number, Fraction(1, 10**precision)
    assert below >= above >= 0
    assert below**2 >= q * (lost + below)
    assert above**2 >= q * (lost - above)
    assert below == 0 or (below - unit) ** 2 < q * (lost + below - unit)
    assert above == 0 or (above - unit) ** 2 < q * (lost - above + unit)


@given(st.fractions(0, 10000), st.integers(0, 3))
def test_a_root_is_rounded_up_by_less_than_a_unit(square: Fraction, precision: int) -> None:
    """Not below the exact one, and within one unit above it."""
    root = Fraction(root_up(square, precision))
    assert root**2 >= square
    assert root == 0 or (root - Fraction(1, 10**precision)) ** 2 < square


def row(score: int, half: int | None, **more: Any) -> Standing:  # noqa: ANN401  # any field of the record
    """A row with a score and half the width of its interval."""
    exact = Decimal(score)
    reached = max((band for band, bound in BOUNDS.items() if bound <= score), key=lambda band: BOUNDS[band])
    band = min((reached, more.get("vetoed") or reached), key=lambda one: BOUNDS[one])
    interval = (
        None if half is None else Interval(low=max(Decimal(0), exact - half), high=min(Decimal(100), exact + half))
    )
    fields: dict[str, Any] = {
        "board": "board",
        "period": "2026-10",
        "centre": "centre",
        "window": "w",
        "outcome": Rated(score=exact, band=band),
        "counted": 3,
        "coverage": Fraction(1),
        "lowered": band != reached,
        "rank": 1,
        "listed": "none",
        "interval": interval,
        "first": 1,
        "last": 1,
    }
    return Standing(**fields | more)


rows = st.lists(
    st.builds(
        lambda score, half, vetoed: row(score, half, vetoed=vetoed),
        st.integers(0, 100),
        st.one_of(st.none(), st.integers(0, 30)),
        st.sampled_from((None, None, None, "poor", "fair")),
    ),
    min_size=1,
    max_size=12,
)


def key(one: Standing) -> tuple[Decimal, Decimal]:
    """What places are given by."""
    assert isinstance(one.outcome, Rated)
    return BOUNDS[one.outcome.band], one.outcome.score


@given(rows)
def test_a_place_lies_within_its_range(found: list[Standing]) -> None:
    """Whatever the intervals, 1 ≤ first ≤ rank ≤ last ≤ number of windows, also of windows that tie."""
    for own, (first, last) in zip(found, place_ranges(STANDARD, found), strict=True):
        rank = 1 + sum(key(other) > key(own) for other in found)
        shared = sum(key(other) == key(own) for other in found)
        assert 1 <= first <= rank <= rank + shared - 1 <= last <= len(found)


@given(rows)
def test_a_range_counts_the_windows_that_are_certainly_apart(found: list[Standing]) -> None:
    """The quick way gives what comparing each with each gives, and being above is never mutual."""
    one_by_one = [
        (
            1 + sum(place_ranges(STANDARD, [own, other]) == [(2, 2), (1, 1)] for other in found),
            len(found) - sum(place_ranges(STANDARD, [own, other]) == [(1, 1), (2, 2)] for other in found),
        )
        for own in found
    ]
    assert place_ranges(STANDARD, found) == one_by_one


@given(rows, st.integers(0, 20))
def test_a_wider_spread_never_narrows_a_range(found: list[Standing], more: int) -> None:
    """Doubt moves no window forward and none back."""
    wider = [
        replace(
            one,
            interval=Interval(
                low=max(Decimal(0), one.interval.low - more), high=min(Decimal(100), one.interval.high + more)
            ),
        )
        if one.interval
        else one
        for one in found
    ]
    ranges = zip(place_ranges(STANDARD, found), place_ranges(STANDARD, wider), strict=True)
    assert all(after[0] <= before[0] and before[1] <= after[1] for before, after in ranges)


@given(rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_range(found: list[Standing], chance: random.Random) -> None:
    """A range belongs to the window, not to where it stands in a file."""
    mixed = list(enumerate(found))
    chance.shuffle(mixed)
    ranges = place_ranges(STANDARD, [one for _, one in mixed])
    assert dict(zip((place for place, _ in mixed), ranges, strict=True)) == dict(
        enumerate(place_ranges(STANDARD, found))
    )


@given(cases())
def test_evidence_holds_on_every_board(case: dict[str, Any]) -> None:
    """Of whole boards: a score lies in its interval, a place in its range; certainty only ever takes off a list."""
    plain, certain = judged(case)[0], judged(case | {"certain": True})[0]
    assert plain.pooled == pooled_spread(standard_of(case), (one.spread for one in (*plain.ranked, *plain.unrated)))
    if len(plain.ranked) == 1:
        assert (plain.ranked[0].first, plain.ranked[0].last) == (1, 1)
    for before, after in zip(plain.ranked, certain.ranked, strict=True):
        assert isinstance(before.outcome, Rated)
        assert before.first <= before.rank <= before.last
        if before.interval:
            assert 0 <= before.interval.low <= before.outcome.score <= before.interval.high
        assert before.borderline == "none"
        assert "green" not in {after.listed, after.borderline} or before.listed == "green"
        assert before.listed != "green" or "green" in {after.listed, after.borderline}
        assert (before.listed == "red") == (after.listed == "red")
        if before.vetoed == "poor" and before.listed == "green":
            assert after.listed == "green"
    assert all((one.first, one.last, one.interval) == (0, 0, None) for one in plain.unrated)


@given(cases())
def test_the_spread_is_that_of_the_inspections_that_are_shown(case: dict[str, Any]) -> None:
    """Anyone can work it out again from what the data of the centre publish of each inspection."""
    board, scores = judged(case)
    for one in (*board.ranked, *board.unrated):
        lines = scores[one.window].inspections
        used = [(line.base, line.coverage) for line in lines if line.weight and isinstance(line.outcome, Rated)]
        assert one.spread == spread_of(lines)
        assert one.spread.inspections == len(used)
        assert one.spread.extent == sum(share for _, share in used)
        assert one.spread.extent * one.spread.mean == sum(base * share for base, share in used)
        assert one.spread.squares == sum((base - one.spread.mean) ** 2 * share for base, share in used)


@given(cases())
def test_mending_what_is_named_reaches_the_next_band(case: dict[str, Any]) -> None:
    """Without the losses that are named, the whole score, worked out anew from the rounds, reaches the next band."""
    standard = standard_of(case)
    for window, score in judged(case)[1].items():
        found = next_band(standard, score)
        if found is None or found.reached is None:
            continue
        causes = {(one.clause, one.cause) for one in found.mendings}
        exact = mended(score, causes, 100)
        assert score.exact + sum(one.gain for one in found.mendings) == exact
        assert found.reached == rounded(exact, 1) >= BOUNDS[found.band]
        anew = judged(without(case, window, causes))[1][window]
        if not any(bonus.withheld for bonus in score.bonuses):
            assert anew.exact == exact
        assert isinstance(anew.outcome, Rated)
        assert BOUNDS[anew.outcome.band] >= BOUNDS[found.band]


def without(case: dict[str, Any], window: str, causes: set[tuple[str, str]]) -> dict[str, Any]:
    """The case with these findings, unmet ticks, levels and samples of a window put right."""
    other = copy.deepcopy(case)
    other["events"] = [
        one
        for one in other.get("events", [])
        if one["window"] != window or (one["clause"], one.get("fault", "")) not in causes or "fault" not in one
    ]
    for visit in (visit for one in other["rounds"] for visit in one["inspections"] if visit["window"] == window):
        visit["findings"] = [one for one in visit.get("findings", []) if (one["clause"], one["fault"]) not in causes]
        visit["unmet"] = [one for one in visit.get("unmet", []) if (one["clause"], "") not in causes]
        for clause, level in visit.get("levels", {}).items():
            if (clause, level) in causes:
                visit["levels"][clause] = "top"
        for clause, sample in visit.get("sampled", {}).items():
            if (clause, "") in causes:
                sample["within"] = sample["cases"]
    return other


def slips(count: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # any key of a case
    """A case of one window that loses `count` points on one clause and 5 on another."""
    faults = {"slip": {"minus": 1, "each": True}}
    return {
        "sections": [
            {"id": "1", "clauses": [{"id": "1.1", "points": 80, "faults": faults}]},
            {"id": "2", "clauses": [{"id": "2.1", "points": 20, "faults": faults}]},
        ],
        "rounds": [
            {
                "date": "2026-10-12",
                "inspections": [
                    {
                        "window": "a",
                        "assessed": "all",
                        "findings": [
                            {"clause": "1.1", "fault": "slip", "count": count},
                            {"clause": "2.1", "fault": "slip", "count": 5},
                        ],
                        **more.pop("visit", {}),
                    }
                ],
            }
        ],
        **more,
    }


def test_the_largest_loss_is_named_first_and_no_more_than_it_takes() -> None:
    """From 70 to 75 one cause with 25 points is enough; from 89 to 100 it takes both."""
    found = next_band(STANDARD, judged(slips(25))[1]["a"])
    assert found is not None
    assert (found.band, found.missing, found.reached) == ("good", Decimal("5.0"), Decimal("95.0"))
    assert [(one.clause, one.cause, one.gain) for one in found.mendings] == [("1.1", "slip", Fraction(25))]
    strict = slips(6, bands={"excellent": 100, "good": 75, "poor": 0})
    both = next_band(standard_of(strict), judged(strict)[1]["a"])
    assert both is not None
    assert [(one.clause, one.gain) for one in both.mendings] == [("1.1", Fraction(6)), ("2.1", Fraction(5))]
    assert both.reached == Decimal("100.0")


def test_a_veto_or_a_floor_prevents_the_next_band() -> None:
    """What no mending of points takes away is named instead, and nothing is promised."""
    vetoed = slips(1, vetoes={"bribery": "poor"}, visit={"vetoes": [{"veto": "bribery", "note": "proven"}]})
    found = next_band(standard_of(vetoed), judged(vetoed)[1]["a"])
    assert found is not None
    assert (found.band, found.mendings, found.reached) == ("fair", (), None)
    assert [one.cause for one in found.prevented] == ["bribery"]
    floored = slips(1, floors=[{"section": "2", "below": Decimal("0.8"), "band": "good"}])
    found = next_band(standard_of(floored), judged(floored)[1]["a"])
    assert found is not None
    assert (found.band, found.missing) == ("excellent", Decimal("-4.0"))
    assert [(one.kind, one.cause) for one in found.prevented] == [("floor", "2")]


def test_there_is_nothing_above_the_highest_band_and_nothing_to_say_without_a_score() -> None:
    """No next band of the best, and none of the unrated."""
    best, unseen = slips(1), slips(25, min_inspections=2)
    assert next_band(standard_of(best), judged(best)[1]["a"]) is None
    assert next_band(standard_of(unseen), judged(unseen)[1]["a"]) is None


def month(*found: Standing) -> BoardPeriod:
    """A board with these rows."""
    return BoardPeriod(board="board", period="2026-10", closed=True, ranked=found, unrated=())


def appealed(window: str) -> Standing:
    """A row whose figures are hidden."""
    outcome = Unrated(reason="appealed", found=Fraction(0), needed=Fraction(0))
    return row(0, None, window=window, outcome=outcome, rank=0, first=0, last=0)


def test_only_gains_beyond_both_intervals_count_and_ties_stay() -> None:
    """The three largest; intervals that touch, windows that are new, lowered or without interval stay out."""
    scores = {"a": (60, 80), "b": (60, 75), "c": (50, 65), "d": (40, 55), "e": (60, 66), "f": (60, 70)}
    before = month(*(row(score, 3, window=name) for name, (score, _) in scores.items()), row(10, None, window="h"))
    now = month(
        *(row(score, 3, window=name) for name, (_, score) in scores.items()),
        row(90, 3, window="h"),
        row(90, 3, window="new"),
        row(99, 3, window="x", lowered=True),
    )
    found = [f"{gain.after.window} {gain.points}" for gain in most_improved(now, before)]
    assert found == ["a 20", "b 15", "c 15", "d 15"]


def test_who_came_and_who_left_is_told_by_id() -> None:
    """Only the named list counts; a window under appeal then or now has neither come nor left."""
    before = month(*(row(50, 1, window=name, listed="green") for name in "abc"), row(99, 1, window="r", listed="red"))
    before = replace(before, unrated=(appealed("e"),))
    now = replace(month(*(row(50, 1, window=name, listed="green") for name in "cdef")), unrated=(appealed("a"),))
    came, left = came_and_left(now, before, "green")
    assert (came, left) == ((("centre", "d"), ("centre", "f")), (("centre", "b"),))


def test_the_spread_that_is_told_beside_an_appeal_is_that_of_the_others_alone() -> None:
    """With what is known of the other windows, the spread of all would say that of the one that is hidden."""
    ranked = partial(in_places, BOARD, STANDARD, "2026-10", datetime.date(2026, 11, 1), {})

    spreads = {"a": 90, "b": 8, "c": 18}
    rows = [
        row(
            50,
            None,
            window=name,
            spread=Spread(inspections=3, mean=Fraction(50), squares=Fraction(squares), weight=3, weight_squares=3),
        )
        for name, squares in spreads.items()
    ]
    everyone, others = ranked(rows), ranked(rows[1:])
    hidden = left_without(everyone, ranked, {rows[0].who})
    told = open_spread(replace(hidden, unrated=(*hidden.unrated, appealed("a"))))
    assert told is not None
    assert told == open_spread(others) == pooled_spread(STANDARD, (one.spread for one in rows[1:]))
    assert told != open_spread(everyone)
    wild = replace(rows[0], spread=replace(rows[0].spread, squares=Fraction(900)))
    assert open_spread(left_without(ranked([wild, *rows[1:]]), ranked, {wild.who})) == told
    assert open_spread(month(row(50, 1))) is None


def test_a_trend_needs_two_scores() -> None:
    """One score is no line; a period without one keeps its place empty; only the newest eight are drawn."""
    unrated = Unrated(reason="too-few-inspections", found=Fraction(0), needed=Fraction(1))
    gap = row(0, None, period="2026-09", outcome=unrated)
    assert trend_of((gap, row(90, 3)), STANDARD) is None
    trend = trend_of((row(80, 4, period="2026-08", last=3), gap, row(96, 4)), STANDARD)
    assert trend is not None
    assert [(dot.x, dot.y, dot.top, dot.bottom, dot.places, dot.below) for dot in trend.dots] == [
        (60, 75, 65, 85, "1–3", "8月"),
        (296, 36, 26, 46, "1", "10月"),
    ]
    assert [(level.text, level.y) for level in trend.levels] == [("excellent 90", 51), ("good 75", 88)]
    many = trend_of(tuple(row(80 + number, 2, period=f"2026-{number:02}") for number in range(1, 13)), STANDARD)
    assert many is not None
    assert [dot.below for dot in many.dots] == [f"{number}月" for number in range(5, 13)]
