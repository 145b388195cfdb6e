"""The recalculation: it comes to the same figures as the program, and shares nothing with it."""

import ast
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from generator.judging.history.fingerprints import fact_of, record_of
from generator.judging.scoring.visits import Visit as Visited
from generator.model.cases import Case
from generator.presenting.text.plain import json_text
from generator.verifying import joining
from generator.verifying.holding.archived import WORDS_OF_STATES
from generator.verifying.holding.facts import TOLD_APART
from generator.verifying.published import days
from generator.verifying.published.figures import cut, decimal, differing, rounded, same
from generator.verifying.recomputing import boards, evidence, fingerprints, totals
from generator.verifying.recomputing.plan import plan_of
from generator.verifying.recomputing.visits import Visit, inspections_of
from generator.words.catalogue import words_of
from generator.words.languages import Language
from tests.fixtures.folders import ROOT
from tests.fixtures.scoring_case import CASES, board_of, events_of, judged, load_case, rounds_of, standard_of

ROOM = ROOT / "generator" / "verifying"


def plain(record: object) -> Any:  # noqa: ANN401  # what JSON holds
    """A record as it is published."""
    return json.loads(json_text(record))


def recomputed(case: dict[str, Any], period: str) -> dict[str, dict[str, Any]]:
    """The scores of a case in a period by window, from what would be published of it."""
    board, plan = plain(board_of(case)), plan_of(plain(standard_of(case)))
    visits: dict[str, list[Visit]] = {}
    events: dict[str, list[dict[str, Any]]] = {}
    for file in rounds_of(case):
        told = plain(file.round)
        for inspection in inspections_of(told):
            if days.period_on(board, told["date"]) == period:
                visits.setdefault(inspection["window"], []).append(Visit(told, inspection))
    for record in events_of(case):
        told = plain(record.event)
        if days.period_on(board, told["proved"]) == period:
            events.setdefault(told["window"], []).append(told)
    return {
        window: totals.total_of(plan, board, visits.get(window, []), events.get(window, []))
        for window in sorted({*visits, *events})
    }


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_every_part_of_a_score_is_recomputed(path: Path) -> None:
    """Of each case that was worked out by hand, every part comes out as the program publishes it; so do the places."""
    case = load_case(path)
    board, scores = judged(case)
    found = recomputed(case, board.period)
    for window, score in scores.items():
        place = {"board": "board", "period": board.period, "centre": "centre", "window": window}
        assert list(differing(plain(score), place | found[window])) == []
    rule, plan = plain(board_of(case)), plan_of(plain(standard_of(case)))
    rows = {("centre", window): evidence.row_of(plan, rule, "centre", window, score) for window, score in found.items()}
    placed = boards.rank(plan, rule, rows, list(earlier(case, rule, board.period)))
    for row in board.ranked:
        own = placed.rows[row.who]
        assert (own.rank, own.first, own.last, own.listed, own.doubt) == (
            row.rank, row.first, row.last, row.listed, row.doubt
        )  # fmt: skip
        for one, interval in ((own.interval, row.interval), (own.together, row.together)):
            assert same(list(one or ()), list(asdict(interval).values()) if interval else []) or (
                interval
                and one
                and (str(interval.low), str(interval.high)) == tuple(decimal(end, plan.places) for end in one)
            )


def earlier(case: dict[str, Any], rule: dict[str, Any], period: str) -> Iterator[dict[tuple[str, str], evidence.Row]]:
    """The rows of the periods before, without a gap."""
    plan = plan_of(plain(standard_of(case)))
    while True:
        first = days.first_day(period)
        period = days.period_on(rule, str(first.fromordinal(first.toordinal() - 1)))
        found = recomputed(case, period)
        if not found:
            return
        yield {("centre", name): evidence.row_of(plan, rule, "centre", name, one) for name, one in found.items()}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_fingerprints_are_recomputed(path: Path) -> None:
    """From the published form of inspections and of facts."""
    case = load_case(path)
    for file in rounds_of(case):
        told = plain(file.round)
        for inspection, own in zip(file.round.every, inspections_of(told), strict=True):
            published = plain(inspection) if own in told.get("inspections", ()) else own
            assert fingerprints.record_of(told, published) == record_of(Visited(file.round, inspection))
    for record in events_of(case):
        assert fingerprints.fact_of(plain(record.event)) == fact_of(record.event)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("1", 1, True), ("95.70", "95.7", True), ("19/4", "4.75", True), (None, [], True), ([], {}, True),
        ("", None, False), (True, 1, False), ("01", "1.0", True), ("a", "b", False), (None, 0, False),
        ("1/0", "1", False),
    ],
)  # fmt: skip
def test_the_same_figure_in_two_forms_is_no_difference(one: object, other: object, *, equal: bool) -> None:
    """And two figures never pass for one."""
    assert same(one, other) is equal
    assert same(other, one) is equal


def test_figures_are_rounded_cut_and_written_as_the_method_says() -> None:
    """Half up, once; a rate is cut off."""
    assert [decimal(rounded(Fraction(one), 1), 1) for one in ("84.25", "84.249", "0.05", "99.95")] == [
        "84.3", "84.2", "0.1", "100.0"
    ]  # fmt: skip
    assert cut(Fraction(2, 3), 2) == Fraction("0.66")


# The file that is published


def test_what_is_published_is_the_same_source() -> None:
    """Every definition of the modules stands in `verify.py`, and it imports nothing but Python's own."""
    text = joining.verifier_source()
    tree = ast.parse(text)
    found = {ast.unparse(node) for node in tree.body}
    for path in sorted(ROOM.glob("*.py")):
        if path.stem not in {"__init__", "joining"}:
            for node in ast.parse(path.read_text("utf-8")).body[1:]:
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    assert ast.unparse(node) in found, (path.name, ast.unparse(node)[:80])
    roots = {
        ((node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert roots <= sys.stdlib_module_names
    assert text == joining.verifier_source.__wrapped__()


def test_no_two_modules_use_a_name_for_different_things() -> None:
    """Joined in one file, the second would take the place of the first."""
    names: dict[str, str] = {}
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            own = {one.id for target in targets if target for one in ast.walk(target) if isinstance(one, ast.Name)}
            own |= {node.name} if isinstance(node, ast.FunctionDef | ast.ClassDef) else set()
            for name in own:
                assert names.setdefault(name, str(path)) == str(path), name


def test_the_kinds_of_cases_that_an_appeal_withholds_are_those_of_the_program() -> None:
    """Two lists, for whoever verifies shares nothing with what is verified."""
    kinds = {get_args(get_type_hints(case)["kind"])[0] for case in get_args(Case) if case.goes_with_row}
    assert kinds == TOLD_APART


@pytest.mark.parametrize("lang", sorted(WORDS_OF_STATES))
def test_states_of_exposures_are_looked_for_in_the_words_of_the_pages(lang: Language) -> None:
    """Whoever words a state anew is told that whoever verifies looks for the earlier word."""
    told = words_of(lang)
    for state, word in WORDS_OF_STATES["zh"].items():
        sentence = "{state}，整改逾期" if state == "overdue" else word
        assert WORDS_OF_STATES[lang][state] in told.forms(sentence)[0], state
