"""What may change of published figures, and what must not: the judgement by itself.

A publication is written here as rows of text: `harbour/cash-1: 92.0 excellent #1 red x2` is a window with score, band,
place, list and counted inspections; `- too-few-inspections x0` one without a score.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.judging.history.changes import differences, silent_changes
from generator.judging.history.publication import Figures, Publication, PublishedPeriod, rule_text, said_by, steps_of
from generator.judging.history.stale import stale_corrections
from generator.model.amendments import Amended, Amendment
from generator.model.cases import (
    About,
    Appeal,
    Case,
    CaseFile,
    Change,
    Correction,
    Decision,
    Rectification,
    Reply,
    Suspension,
    Visited,
    Withdrawal,
)
from generator.model.keys import RowKey
from generator.model.rules import Certainty, ListKind, ListRule
from generator.telling.messages import line

OCTOBER = ("banks", "2026-10")
DAY = datetime.date(2026, 11, 20)
CASES = "results/harbour/cases"
FOUR = (
    "harbour/a: 95.0 excellent #1 red x2",
    "harbour/b: 92.0 excellent #2 red x2",
    "pier/c: 70.0 fair #3 x2",
    "pier/d: 50.0 poor #4 green x2",
)


def figures(text: str) -> Figures:
    """A row as it is written above."""
    row = Figures()
    for place, word in enumerate(text.split()):
        if word[0] == "#":
            row = replace(row, rank=word[1:])
        elif word[0] == "x" and word[1:].isdigit():
            row = replace(row, counted=int(word[1:]))
        elif word in {"red", "green"}:
            row = replace(row, listed=word)
        elif word == "appealed":
            row = Figures(appealed=True)
        elif place == 0 and word != "-":
            row = replace(row, score=word)
        elif place == 1:
            row = replace(row, unrated=word) if row.score is None else replace(row, band=word)
    return row


def published(  # noqa: PLR0913  # each is what some test is about
    rows: Iterable[str],
    cases: Sequence[CaseFile] = (),
    *,
    closed: bool = True,
    place: tuple[str, str] = OCTOBER,
    day: datetime.date = DAY,
    rule: str = "excellent 10",
) -> Publication:
    """A site with one board and period."""
    found = {}
    for row in rows:
        name, _, text = row.partition(": ")
        centre, _, window = name.partition("/")
        found[centre, window] = figures(text)
    return Publication(
        day=day,
        periods={place: PublishedPeriod(closed=closed, rows=found)} if found else {},
        rules={place[0]: (rule, "poor -")},
        cases={f"{file.centre}/{file.id}": said_by(file.case) for file in cases},
        steps={f"{file.centre}/{file.id}": steps_of(file.case) for file in cases},
    )


def edited(changes: dict[str, str]) -> tuple[str, ...]:
    """The four rows, some of them otherwise; an empty text takes a row out."""
    rows = {row.partition(": ")[0]: row.partition(": ")[2] for row in FOUR} | changes
    return tuple(f"{name}: {text}" for name, text in rows.items() if text)


ABOUT = About(board="banks", period="2026-10")


def changes(*steps: str) -> tuple[Change, ...]:
    """Changes written as `score 92.0 > 90.0`; a dash is left out."""
    found = []
    for step in steps:
        figure, old, _, new = step.split()
        found.append(Change(figure=figure, old=None if old == "-" else old, new=None if new == "-" else new))  # type: ignore[arg-type]  # a word of the test
    return tuple(found)


def correction(window: str, *steps: str, name: str = "c1", day: int = 20, about: About = ABOUT) -> CaseFile:
    """A correction of a window `centre/window`."""
    centre, _, id_ = window.partition("/")
    date = datetime.date(2026, 11, day)
    case = Correction(
        kind="correction",
        window=id_,
        about=about,
        date=date,
        reason="誊写错误",
        evidence="原始记录照片",
        approved_by="D",
        changes=changes(*steps),
    )
    return file(centre, name, case)


def withdrawal(window: str, *steps: str, name: str = "w1") -> CaseFile:
    """A withdrawal of inspections of a window."""
    centre, _, id_ = window.partition("/")
    case = Withdrawal(
        kind="withdrawal",
        window=id_,
        about=ABOUT,
        date=DAY,
        reason="重复录入",
        inspections=(),
        changes=changes(*steps),
    )
    return file(centre, name, case)


def appeal(window: str, outcome: str | None = None) -> CaseFile:
    """An appeal about a window, decided or not."""
    centre, _, id_ = window.partition("/")
    decision = Decision(date=DAY, team="C", outcome=outcome, reason="查实") if outcome else None  # type: ignore[arg-type]  # a word of the test
    case = Appeal(kind="appeal", window=id_, about=ABOUT, opened=DAY, grounds="不属实", findings=(), decision=decision)
    return file(centre, "a1", case)


def file(centre: str, name: str, case: Case) -> CaseFile:
    """A case in its file."""
    return CaseFile(id=name, path=f"results/{centre}/cases/{name}.yml", centre=centre, case=case)


def said(before: Publication, rows: Iterable[str], cases: Sequence[CaseFile] = (), **options: object) -> list[str]:
    """Code, file and sentence of everything that speaks against publishing these rows."""
    now = published(rows, cases, **options)  # type: ignore[arg-type]  # passed on as they come
    return [line(problem, "en") for problem in silent_changes(before, now, cases)]


BEFORE = published(FOUR)


def test_the_same_figures_may_be_published_again() -> None:
    """Nothing has changed, nothing is said."""
    assert said(BEFORE, FOUR) == []


def test_a_changed_score_needs_a_correction() -> None:
    """The row, each figure with its old and new value, and the missing file; who moved because of it is not told."""
    rows = edited({"harbour/a": "91.0 excellent #2 red x2", "harbour/b": "92.0 excellent #1 red x2"})
    (only,) = said(BEFORE, rows)
    assert only == (
        f"{CASES}/correction-2026-10-a.yml: silent-change what was published of banks 2026-10 "
        "harbour/a would change silently: "
        "score 95.0 → 91.0; rank 1 → 2; no case says why"
    )


def test_a_correction_that_says_old_and_new_explains_and_moves_the_others() -> None:
    """Each figure of the row, and no more; the other window lost its place because of it."""
    rows = edited({"harbour/a": "91.0 excellent #2 red x2", "harbour/b": "92.0 excellent #1 red x2"})
    assert said(BEFORE, rows, [correction("harbour/a", "score 95.0 > 91.0", "rank 1 > 2")]) == []


def test_where_two_windows_are_corrected_their_places_are_not_held_against_the_cases() -> None:
    """Each may have moved because of the other, between two publications more than once."""
    rows = edited({"harbour/a": "91.0 excellent #2 red x2", "harbour/b": "93.0 excellent #1 red x2"})
    other = correction("harbour/b", "score 92.0 > 93.0", name="c2")
    assert said(BEFORE, rows, [correction("harbour/a", "score 95.0 > 91.0"), other]) == []


POORER = {"harbour/b": "55.0 poor #3 green x2", "pier/c": "70.0 fair #2 x2"}


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (("score 95.0 > 94.0",), []),
        (("score 95.5 > 94.0",), ["score of {} is written as 95.5 → 94.0, and is 95.0 → 94.0"]),
        (("score 95.0 > 93.0",), ["score of {} is written as 95.0 → 93.0, and is 95.0 → 94.0"]),
        (("band excellent > fair",), [
            "score of {} is written as –, and is 95.0 → 94.0",
            "band of {} is written as excellent → fair, and is excellent → excellent",
        ]),
        (("score 95.0 > 94.0", "rank 1 > 2"), ["rank of {} is written as 1 → 2, and is 1 → 1"]),
        (("score 95.0 > 94.0", "list red > none"), ["list of {} is written as red → –, and is red → red"]),
    ],
)  # fmt: skip
def test_a_correction_that_says_something_else_is_refused_with_the_right_values(
    steps: tuple[str, ...], told: list[str]
) -> None:
    """Whatever is written wrong, missing or too much; the file is the one of the case."""
    rows = edited({"harbour/a": "94.0 excellent #1 red x2"})
    found = said(BEFORE, rows, [correction("harbour/a", *steps)])
    assert found == [
        "results/harbour/cases/c1.yml: case-misstates-figure the case does not say what was and will be published: "
        + one.format("banks 2026-10 harbour/a")
        for one in told
    ]


def test_a_list_is_left_as_none_or_as_nothing() -> None:
    """Both are how the data files and the record write it."""
    rows = edited({"harbour/a": "80.0 fair #2 x2", "harbour/b": "92.0 excellent #1 red x2"})
    for none in ("none", "-"):
        case = correction("harbour/a", "score 95.0 > 80.0", "band excellent > fair", "rank 1 > 2", f"list red > {none}")
        assert said(BEFORE, rows, [case]) == []


def test_corrections_follow_one_another() -> None:
    """Two of them between two publications lead from the first value to the last; a gap between them is refused."""
    rows = edited({"harbour/a": "93.0 excellent #1 red x2"})
    first = correction("harbour/a", "score 95.0 > 94.0", day=18)
    assert said(BEFORE, rows, [first, correction("harbour/a", "score 94.0 > 93.0", name="c2")]) == []
    (gap,) = said(BEFORE, rows, [first, correction("harbour/a", "score 94.5 > 93.0", name="c2")])
    assert gap.startswith("results/harbour/cases/c2.yml: case-misstates-figure")


def test_an_old_correction_explains_nothing_new() -> None:
    """What it said was published with it; the same edit made again, later and silently, is refused."""
    down, up = (
        correction("harbour/a", "score 95.0 > 94.0", day=17),
        correction("harbour/a", "score 94.0 > 95.0", day=18, name="c2"),
    )
    before = published(FOUR, [down, up])
    rows = edited({"harbour/a": "94.0 excellent #1 red x2"})
    (only,) = said(before, rows, [down, up])
    assert only.startswith("results/harbour/cases/correction-2026-10-a.yml: silent-change")


def test_a_correction_of_what_has_not_changed_is_refused() -> None:
    """The log of corrections would say something untrue."""
    (only,) = said(BEFORE, FOUR, [correction("harbour/a", "score 95.0 > 94.0")])
    assert only.endswith("score of banks 2026-10 harbour/a is written as 95.0 → 94.0, and is 95.0 → 95.0")


def test_a_published_correction_stays() -> None:
    """Taken out, or made to say something else, it is asked for again; its reason may be reworded."""
    case = correction("harbour/a", "score 95.5 > 95.0")
    before = published(FOUR, [case])
    assert isinstance(case.case, Correction)
    reworded = replace(case, case=replace(case.case, reason="另一种说法"))
    assert said(before, FOUR, [reworded]) == []
    wanted = (
        "results/harbour/cases/c1.yml: published-case-changed a published case is gone, or says "
        "something else; it said: "
        "correction a banks 2026-10  score:95.5>95.0"
    )
    assert said(before, FOUR) == [wanted]
    assert wanted in said(before, FOUR, [correction("harbour/a", "score 96.0 > 95.0")])


@pytest.mark.parametrize("kind", ["correction", "withdrawal"])
def test_a_window_without_a_result_any_more_needs_its_case(kind: str) -> None:
    """Its only inspections were taken out: the row stays, unrated, and a case says so."""
    rows = edited({"pier/d": "- too-few-inspections x0"})
    (only,) = said(BEFORE, rows)
    assert "score 50.0 → –; band poor → –; rank 4 → –; list green → –; unrated – → too-few-inspections" in only
    steps = ("score 50.0 > -", "band poor > -", "rank 4 > -", "list green > -", "unrated - > too-few-inspections")
    make = correction if kind == "correction" else withdrawal
    assert said(BEFORE, rows, [make("pier/d", *steps)]) == []


def test_an_inspection_that_changed_no_figure_is_not_lost_either() -> None:
    """Without fault among others without fault: the count of inspections was published."""
    rows = edited({"harbour/a": "95.0 excellent #1 red x1"})
    (only,) = said(BEFORE, rows)
    assert only == (
        f"{CASES}/withdrawal-2026-10-a.yml: published-inspections-vanish the published inspections of "
        "banks 2026-10 harbour/a would fall "
        "from 2 to 1; no case says why"
    )
    assert said(BEFORE, rows, [withdrawal("harbour/a")]) == []


def test_vanished_windows_centres_and_boards_are_told_once() -> None:
    """The window, or its centre if nothing is left of it, or the board; with the periods."""
    assert said(BEFORE, edited({"pier/d": ""})) == [
        "results/pier/centre.yml: published-window-vanishes what was published of pier/d would vanish: banks 2026-10"
    ]
    assert said(BEFORE, edited({"pier/d": "", "pier/c": ""})) == [
        "results/pier/centre.yml: published-window-vanishes what was published of pier would vanish: banks 2026-10"
    ]
    assert said(BEFORE, ()) == [
        "standards/boards/banks.yml: published-period-vanishes published periods of board banks would vanish: 2026-10"
    ]


def test_a_window_that_was_never_inspected_may_go() -> None:
    """It has no result to lose: a slip in the days of its service may be mended."""
    before = published(edited({"pier/e": "- too-few-inspections x0"}))
    assert said(before, FOUR) == []


def test_a_window_does_not_come_silently_onto_lists_that_are_closed() -> None:
    """Its file says since when it is inspected; while a period runs it may come."""
    rows = edited({"pier/e": "- too-few-inspections x0"})
    (only,) = said(BEFORE, rows)
    assert only == (
        "results/pier/centre.yml: silent-addition-to-lists window pier/e would come silently onto "
        "lists that are closed: banks 2026-10"
    )
    assert said(published(FOUR, closed=False), rows, closed=False) == []


@pytest.mark.parametrize(
    ("old", "new", "said_of"),
    [
        ({"weekly": "1"}, {"weekly": "2"}, "weekly 1 → 2"),
        ({"weekly": "1", "monthly": "2"}, {"weekly": "1"}, "monthly 2 → –"),
        ({"weekly": "1"}, {"weekly": "1", "video": "3"}, None),
    ],
)
def test_the_rules_of_closed_lists_stay_as_they_were_printed(
    old: dict[str, str], new: dict[str, str], said_of: str | None
) -> None:
    """Though no figure moves; an amendment tells of them, a correction carries none, and a channel may be added."""
    before, now = (replace(published(FOUR), weights={"banks": weights}) for weights in (old, new))
    found = [line(problem, "en") for problem in silent_changes(before, now, ())]
    expected = (
        "standards/boards/banks.yml: silent-change-of-rules the rules that closed lists of board "
        "banks were published by would change "
        f"silently: {said_of}"
    )
    assert found == ([expected] if said_of else [])
    case = correction("pier/d", "score 50.0 > 51.0")
    codes = [problem.code.slug for problem in silent_changes(before, now, [case])]
    assert ("silent-change-of-rules" in codes) == bool(said_of)
    words = (said_of or "").replace("–", "").split()
    amended = Amended(what="video", new="3")  # a channel that is added may be told of too
    if words:
        amended = Amended(what=words[0], old=words[1], new=words[3] if words[3:] else None)
    reason = Amendment(date=DAY, kind="board", id="banks", reason="重新计权", changes=(amended,))
    assert list(silent_changes(before, replace(now, amendments=(reason,)), ())) == []
    running = replace(before, periods={OCTOBER: replace(before.periods[OCTOBER], closed=False)})
    assert list(silent_changes(running, now, ())) == []


def test_the_day_of_an_entry_moves_with_an_appeal_only() -> None:
    """Its clocks run from it: a waiver that is written later takes no time away."""
    key = RowKey("banks", "2026-10", "pier", "d")
    before, now = (replace(published(FOUR), entries={key: day}) for day in ("2026-11-16", "2026-11-05"))
    (only,) = (line(problem, "en") for problem in silent_changes(before, now, ()))
    assert only == (
        "results/pier/cases/waiver-2026-10-d.yml: silent-change-of-day the day from which banks "
        "2026-10 pier/d counts as public would "
        "change from 2026-11-16 to 2026-11-05, and no appeal or correction says why"
    )
    assert list(silent_changes(before, now, [appeal("pier/d", "rejected")])) == []


def test_a_correction_of_another_window_may_end_what_an_entry_waited_for() -> None:
    """It takes the one off the list whose preview was the last; of another period it explains nothing."""
    key = RowKey("banks", "2026-10", "pier", "d")
    before, now = (replace(published(FOUR), entries={key: day}) for day in ("2026-11-16", "2026-11-05"))
    case = correction("pier/a", "score 95.0 > 94.0")
    assert "silent-change-of-day" not in {problem.code.slug for problem in silent_changes(before, now, [case])}
    other = correction("pier/a", "score 95.0 > 94.0", about=replace(ABOUT, period="2026-09"))
    assert "silent-change-of-day" in {problem.code.slug for problem in silent_changes(before, now, [other])}


def test_a_result_that_comes_late_needs_a_correction() -> None:
    """It moves the others, whose places were published."""
    rows = edited({"pier/e": "80.0 fair #3 x1", "pier/c": "70.0 fair #4 x2", "pier/d": "50.0 poor #5 green x2"})
    (only,) = said(BEFORE, rows)
    assert only.startswith("results/pier/cases/correction-2026-10-e.yml: silent-change")
    assert said(BEFORE, rows, [correction("pier/e", "score - > 80.0", "band - > fair", "rank - > 3")]) == []


def test_an_appeal_hides_a_row_and_its_end_shows_it_again() -> None:
    """Upheld it may show other figures, rejected those that were hidden; the others may move."""
    hidden = edited({"pier/d": "appealed"})
    (silent,) = said(BEFORE, hidden)
    assert "silent-change" in silent or "case-misstates-figure" in silent
    assert said(BEFORE, hidden, [appeal("pier/d")]) == []
    assert said(published(hidden, [appeal("pier/d")]), FOUR, [appeal("pier/d", "rejected")]) == []
    rows = edited({"pier/d": "75.0 fair #3 x2", "pier/c": "70.0 fair #4 x2"})
    for before in (BEFORE, published(hidden, [appeal("pier/d")])):
        assert said(before, rows, [appeal("pier/d", "upheld")]) == []


@pytest.mark.parametrize("outcome", [None, "rejected"])
def test_an_appeal_that_was_not_upheld_explains_no_other_figure(outcome: str | None) -> None:
    """Neither while it is open nor when it is rejected at once."""
    rows = edited({"pier/d": "75.0 fair #3 x2", "pier/c": "70.0 fair #4 x2"})
    (only,) = said(BEFORE, rows, [appeal("pier/d", outcome)])
    assert only.startswith("results/pier/cases/correction-2026-10-d.yml: silent-change")


def test_an_upheld_appeal_explains_once() -> None:
    """What it changed was published with it; a later silent edit is refused."""
    case = appeal("pier/d", "upheld")
    (only,) = said(published(FOUR, [case]), edited({"pier/d": "55.0 poor #4 green x2"}), [case])
    assert "silent-change" in only


def test_a_suspension_explains_what_was_not_final() -> None:
    """While the period runs, and of a window without a result; it never takes a final result away by itself."""
    shut = file("pier", "s1", Suspension(kind="suspension", window="d", since=datetime.date(2026, 10, 30), reason="停"))
    suspended = edited({"pier/d": "- suspended x2"})
    assert said(RUNNING, suspended, [shut], closed=False) == []
    assert said(RUNNING, edited({"pier/d": "55.0 poor #4 green x2"}), [shut]) == []
    assert said(published((*FOUR, "pier/e: - too-few-inspections x0")), (*FOUR, "pier/e: - suspended x0")) != []
    only_shut = replace(shut, case=replace(shut.case, window="e"))
    assert (
        said(published((*FOUR, "pier/e: - too-few-inspections x0")), (*FOUR, "pier/e: - suspended x0"), [only_shut])
        == []
    )
    (only,) = said(BEFORE, suspended, [shut])
    assert "silent-change" in only
    steps = ("score 50.0 > -", "band poor > -", "rank 4 > -", "list green > none", "unrated - > suspended")
    assert said(BEFORE, suspended, [shut, correction("pier/d", *steps)]) == []


@pytest.mark.parametrize("entry", [
    appeal("pier/d"),
    file("pier", "r1", Reply(kind="reply", window="d", about=ABOUT, date=DAY, text="已改")),
    file("pier", "s1", Suspension(kind="suspension", window="d", since=DAY, reason="停")),
])  # fmt: skip
def test_every_published_case_stays(entry: CaseFile) -> None:
    """The words of a centre too; their wording may change, what they are about does not."""
    before = published(FOUR, [entry])
    assert said(before, FOUR, [entry]) == []
    (only,) = said(before, FOUR)
    assert only.startswith(f"{entry.path}: published-case-changed ")
    (only,) = said(before, FOUR, [replace(entry, case=replace(entry.case, window="c"))])
    assert only.startswith(f"{entry.path}: published-case-changed ")


REPAIR = Rectification(kind="rectification", window="d", about=ABOUT, opened=DAY, difficulty="simple")
VERIFIED = Visited(standard="hall@1", date=DAY + datetime.timedelta(days=9), channel="weekly")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"difficulty": "complex"}, "simple has become complex"),
        ({"opened": DAY + datetime.timedelta(days=5)}, f"{DAY} has become {DAY + datetime.timedelta(days=5)}"),
        ({"verified_by": None}, f"{VERIFIED.date} has become —"),
        ({"verified_by": replace(VERIFIED, date=DAY)}, f"{VERIFIED.date} has become {DAY}"),
    ],
    ids=["difficulty", "opened", "verification gone", "verified earlier"],
)
def test_what_clocks_depend_on_stays(change: dict[str, Any], told: str) -> None:
    """A published rectification gets no longer limit, no later beginning and no earlier verification."""
    done = file("pier", "r1", replace(REPAIR, verified_by=VERIFIED))
    before = published(FOUR, [done])
    assert said(before, FOUR, [done]) == []
    (only,) = said(before, FOUR, [replace(done, case=replace(done.case, **change))])
    assert only.startswith(f"{done.path}: published-step-changed ")
    assert told in only


def test_what_was_not_said_yet_may_come() -> None:
    """A verification, the decision of an appeal, the end of a suspension."""
    shut = Suspension(kind="suspension", window="d", since=DAY, reason="停")
    open_ones = [file("pier", "r1", REPAIR), file("pier", "s1", shut)]
    before = published(FOUR, open_ones)
    later = [
        file("pier", "r1", replace(REPAIR, verified_by=VERIFIED)),
        file("pier", "s1", replace(shut, until=DAY + datetime.timedelta(days=3))),
    ]
    assert said(before, FOUR, later) == []


def test_a_correction_that_an_appeal_withholds_stays() -> None:
    """What it says is not published meanwhile, that it is there is."""
    held = correction("pier/d", "score 51.0 > 50.0")
    hidden = edited({"pier/d": "appealed"})
    before = replace(published(hidden), cases={"pier/c1": "correction d banks 2026-10 withheld"})
    assert said(before, hidden, [held, appeal("pier/d")]) == []
    (only,) = said(before, hidden, [appeal("pier/d")])
    assert only.startswith("results/pier/cases/c1.yml: published-case-changed ")


def test_a_reply_explains_nothing() -> None:
    """Words beside a score do not change it."""
    case = file("pier", "r1", Reply(kind="reply", window="d", about=ABOUT, date=DAY, text="已改"))
    (only,) = said(BEFORE, edited({"pier/d": "55.0 poor #4 green x2"}), [case])
    assert "silent-change" in only


def test_a_list_that_changes_with_its_rule_is_not_the_doing_of_another_window() -> None:
    """Another place follows from a corrected window, another list only under the same rule."""
    rows = edited({"harbour/a": "94.0 excellent #1 red x2", "harbour/b": "92.0 excellent #2 x2"})
    case = correction("harbour/a", "score 95.0 > 94.0")
    assert said(BEFORE, rows, [case]) == []
    of_rule, only = said(BEFORE, rows, [case], rule="excellent 1")
    assert of_rule.endswith("silently: red excellent 10 → excellent 1")
    assert only.endswith("harbour/b would change silently: list red → –; no case says why")
    (alone,) = said(BEFORE, edited({"harbour/b": "92.0 excellent #2 x2"}))
    assert alone == only


def test_a_list_over_three_periods_follows_from_a_correction_of_an_earlier_one() -> None:
    """What a case explains of September may move October's list, where the board takes periods together."""
    mended = correction("pier/d", "score 50.0 > 65.0", "band poor > fair", about=About(board="banks", period="2026-09"))

    def both(september: str, october: str, rule: str, cases: Sequence[CaseFile] = ()) -> Publication:
        earlier = published([f"pier/d: {september} #1 x2"], cases, place=("banks", "2026-09"), rule=rule)
        later = published([f"pier/d: 50.0 poor #1 {october} x2"], cases, rule=rule)
        return replace(later, periods={**earlier.periods, **later.periods})

    for rule, expected in (("excellent 10 certain over 3", 0), ("excellent 10 certain", 1)):
        before = both("50.0 poor", "green", rule)
        after = both("65.0 fair", "", rule, [mended])
        assert len(list(silent_changes(before, after, [mended]))) == expected


@pytest.mark.parametrize("kind", ["red", "green"])
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (ListRule(bands=("b", "a"), certain=False), "a b -"),
        (ListRule(bands=("a",), at_most=3, certain=True, min_teams=1), "a 3 certain"),
        (ListRule(bands=("a",), certain=Certainty(periods=3)), "a - certain over 3 by 2 teams"),
    ],
)
def test_a_rule_is_written_one_way(rule: ListRule, text: str, kind: ListKind) -> None:
    """So that two publications can be compared, whichever list it is of."""
    assert rule_text(rule, kind) == text


def test_what_a_rule_leaves_open_is_said() -> None:
    """Praise asks for the certainty of one period, exposure for none."""
    rule = ListRule(bands=("a",))
    assert (rule_text(rule, "red"), rule_text(rule, "green")) == ("a - certain by 2 teams", "a -")


def test_many_rows_at_once_are_told_as_a_rule_that_was_edited() -> None:
    """Eleven windows in one period: the board is named, how many, and the first of them."""
    before = published([f"pier/w{number:02}: 9{number}.0 good #1 x1" for number in range(11)])
    rows = [f"pier/w{number:02}: 8{number}.0 good #1 x1" for number in range(11)]
    (only,) = said(before, rows)
    assert only == (
        "standards/boards/banks.yml: silent-change-of-many of 11 published windows of board banks in "
        "2026-10, 11 would change silently; "
        "most likely a rule was edited. The first: banks 2026-10 pier/w00: score 90.0 → 80.0"
    )


# --- periods that were still running ----------------------------------------------------------------------------------

RUNNING = published(FOUR, closed=False)


def test_figures_of_a_running_period_follow_its_inspections() -> None:
    """They were published as provisional: more inspections change them, and so does a finding that is put right."""
    assert said(RUNNING, edited({"harbour/a": "80.0 fair #2 x3", "harbour/b": "92.0 excellent #1 red x2"})) == []
    assert said(RUNNING, edited({"harbour/a": "94.0 excellent #1 red x2"})) == []


def test_nothing_that_was_published_of_a_running_period_is_lost() -> None:
    """No inspection, no window, not the period as a whole; a withdrawal says why."""
    fewer = edited({"harbour/a": "80.0 fair #2 x1", "harbour/b": "92.0 excellent #1 red x2"})
    assert [one.split(" ")[1] for one in said(RUNNING, fewer, closed=False)] == ["published-inspections-vanish"]
    assert [one.split(" ")[1] for one in said(RUNNING, edited({"pier/d": ""}))] == ["published-window-vanishes"]
    assert [one.split(" ")[1] for one in said(RUNNING, ())] == ["published-period-vanishes"]
    assert said(RUNNING, fewer, [withdrawal("harbour/a")]) == []


# --- time -------------------------------------------------------------------------------------------------------------


def test_a_new_period_is_an_addition() -> None:
    """So are a board and a centre."""
    now = published(FOUR)
    november = published(FOUR, place=("banks", "2026-11"))
    both = replace(now, periods={**now.periods, **november.periods})
    assert list(silent_changes(BEFORE, both, [])) == []


# --- without an earlier publication -----------------------------------------------------------------------------------


def test_the_new_value_of_a_correction_must_be_the_one_that_is_published() -> None:
    """Even where nothing is known of what was published before; the latest of several counts."""
    old, new = (
        correction("harbour/a", "score 90.0 > 93.0", day=1),
        correction("harbour/a", "score 93.0 > 95.0", name="c2"),
    )
    cases = [old, new]
    assert list(stale_corrections(published(FOUR, cases), cases)) == []
    (only,) = stale_corrections(published(FOUR, cases[:1]), cases[:1])
    assert line(only, "en") == (
        f"{CASES}/c1.yml: case-misstates-new-figure the new value of the case is not what will be "
        "published: score of banks 2026-10 "
        "harbour/a is written as 93.0, and is 95.0"
    )
    assert list(stale_corrections(published(FOUR, closed=False), cases[:1])) == []
    assert list(stale_corrections(published(FOUR), [*cases[:1], appeal("harbour/a", "upheld")])) == []


# --- for all publications ---------------------------------------------------------------------------------------------

ROW = st.one_of(
    st.builds(
        lambda score, band, rank, listed, counted: Figures(
            score=score, band=band, rank=rank, listed=listed, counted=counted
        ),
        st.sampled_from(["90.0", "80.0"]),
        st.sampled_from(["good", "poor"]),
        st.sampled_from(["1", "2"]),
        st.sampled_from([None, "red", "green"]),
        st.integers(1, 2),
    ),
    st.builds(lambda counted: Figures(unrated="low-coverage", counted=counted), st.integers(0, 2)),
)
ROWS = st.dictionaries(st.sampled_from([("a", "1"), ("a", "2"), ("b", "1")]), ROW, max_size=3)
PERIODS = st.dictionaries(
    st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["2026-09", "2026-10"])),
    st.builds(lambda rows: PublishedPeriod(closed=True, rows=rows), ROWS),
    max_size=3,
)
PUBLICATIONS = st.builds(
    lambda periods: Publication(day=DAY, periods=periods, rules={}, cases={}),
    PERIODS,
)


@given(before=PUBLICATIONS, now=PUBLICATIONS)
def test_whatever_passes_without_a_case_changed_nothing(before: Publication, now: Publication) -> None:
    """No figure of a closed period differs, no result is gone, no count has fallen; the same passes always."""
    assert list(silent_changes(before, before, [])) == []
    if list(silent_changes(before, now, [])):
        return
    for place, old in before.periods.items():
        for row, figures in old.rows.items():
            new = now.periods[place].rows.get(row)
            if new is None:
                assert figures.counted == 0
            else:
                assert replace(new, counted=0) == replace(figures, counted=0)
                assert new.counted >= figures.counted


@given(before=PUBLICATIONS, now=PUBLICATIONS)
def test_corrections_that_say_every_change_let_it_pass(before: Publication, now: Publication) -> None:
    """Whatever can be corrected can be published: the case that is asked for is enough."""
    now = replace(now, periods={**before.periods, **now.periods})
    cases = [
        file(
            change.key.centre,
            f"c-{change.key.board}-{change.key.period}-{change.key.window}",
            Correction(
                kind="correction",
                window=change.key.window,
                about=About(board=change.key.board, period=change.key.period),
                date=DAY,
                reason="更正",
                evidence="原始记录照片",
                approved_by="D",
                changes=change.changes,
            ),
        )
        for change in differences(before, now)
    ]
    assert list(silent_changes(before, now, cases)) == []
