"""Whom to inspect next: what is most urgent stands first, and nothing is told that may not be."""

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.judging.analysis.agenda import agenda_of
from generator.judging.analysis.city import changes_of, districts_of, median_score
from generator.judging.analysis.places import window_names
from generator.model.cases import Entry
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Rated, Standing
from generator.model.site import Site
from tests.fixtures.city import city
from tests.fixtures.command import windowboard
from tests.fixtures.town import TOWN

BOARD = "halls"


def row(window: str, score: str, **told: object) -> Standing:
    """A row of the board of halls."""
    centre, _, name = window.partition("/")
    plain = {
        "board": BOARD,
        "period": "2026-10",
        "centre": centre,
        "window": name,
        "outcome": Rated(score=Decimal(score), band="good"),
        "counted": 3,
        "coverage": Fraction(1),
        "lowered": False,
        "rank": 1,
        "listed": "none",
    }
    return Standing(**(plain | told))  # type: ignore[arg-type]  # the fields stand above


def period(name: str, *rows: Standing) -> BoardPeriod:
    """A board in a period with these rows."""
    return replace(
        city().site.boards[BOARD][0], period=name, ranked=tuple(replace(one, period=name) for one in rows), unrated=()
    )


def site(*periods: BoardPeriod, **told: object) -> Site:
    """The city with nothing but these periods."""
    plain = {"boards": {BOARD: periods}, "entries": (), "deadlines": (), "programmes": (), "hidden": frozenset()}
    return replace(city().site, **(plain | told))  # type: ignore[arg-type]  # fields of a site


def entry(window: str, days: int) -> Entry:
    """An entry whose rectification is overdue by so many days on the day of the city."""
    centre, _, name = window.partition("/")
    day = city().site.as_of.day
    return Entry(
        board=BOARD, period="2026-09", centre=centre, window=name, state="current", waived=False, public=day,
        appeal_by=day, rectify_by=day - datetime.timedelta(days=days), verified=None, expires=day, overdue=True,
    )  # fmt: skip


def order(of: Site) -> list[tuple[str, list[tuple[str, int]]]]:
    """The agenda in short."""
    return [("/".join(line.who), [(one.kind, one.count) for one in line.reasons]) for line in agenda_of(of)]


def test_facts_come_first_by_their_number_then_what_is_late_then_what_is_unsettled() -> None:
    """Three complaints before one, one before ninety days overdue, these before a band that is not settled."""
    newest = period(
        "2026-10",
        row("east-hall/fast", "99", doubt="crossing"),
        row("east-hall/slow", "98", events=1),
        row("east-hall/rare", "70", events=3),
    )
    found = order(site(newest, entries=(entry("west-hall/part", 90), entry("east-hall/slow", 4))))
    assert found == [
        ("east-hall/rare", [("facts", 3)]),
        ("east-hall/slow", [("facts", 1), ("overdue", 4)]),
        ("west-hall/part", [("overdue", 90)]),
        ("east-hall/fast", [("unsettled", 0)]),
    ]


def test_who_came_back_to_the_green_list_is_looked_at_again() -> None:
    """Two of the last three periods, the newest among them; what was put right before that is over."""
    green = row("east-hall/grave", "60", listed="green")
    months = [period("2026-10", green), period("2026-09"), period("2026-08", green), period("2026-07", green)]
    assert order(site(*months)) == [("east-hall/grave", [("again", 2)])]
    assert order(site(*months[1:])) == []


def test_nothing_is_told_of_a_row_under_appeal_or_of_a_window_that_is_closed() -> None:
    """Its place on the agenda would give the result away; and nobody inspects what is shut for good."""
    found = row("east-hall/rare", "70", events=3)
    assert order(site(period("2026-10", found), hidden=frozenset({found.key}))) == []
    shut = city().site
    centre = shut.centres["east-hall"]
    windows = tuple(
        replace(one, closed=shut.as_of.day - datetime.timedelta(days=1)) if one.id == "rare" else one
        for one in centre.windows
    )
    closed = {**shut.centres, "east-hall": replace(centre, windows=windows)}
    assert order(site(period("2026-10", found), centres=closed)) == []


def test_the_command_prints_it_and_writes_nothing() -> None:
    """A line for each window, with the id that a round is written for; a sentence where there is none."""
    done = windowboard(TOWN, "agenda", "--as-of", "2026-12-23")
    assert done.returncode == 0, done.stderr
    assert [line.strip().partition("  ")[0] for line in done.stdout.splitlines()] == ["1", "2"]
    assert all("harbour/" in line for line in done.stdout.splitlines())
    assert windowboard(TOWN, "agenda").stdout == "没有要先查的窗口。\n"


def test_the_median_lies_between_the_two_in_the_middle() -> None:
    """Exact, rounded once, half up; none without scores."""
    four = period("2026-10", *(row(f"east-hall/{n}", score) for n, score in enumerate(("60.1", "70.2", "80.1", "99"))))
    assert median_score(four, 1) == Decimal("75.2")  # 75.15
    assert median_score(replace(four, ranked=four.ranked[:3]), 1) == Decimal("70.2")
    assert median_score(replace(four, ranked=()), 1) is None


def test_rises_and_falls_are_of_windows_that_were_rated_twice() -> None:
    """The largest first; who is new, or was not rated, neither rose nor fell."""
    before = period("2026-09", row("east-hall/fast", "90"), row("east-hall/slow", "80"), row("east-hall/rare", "70"))
    after = period("2026-10", row("east-hall/fast", "79"), row("east-hall/slow", "81"), row("east-hall/grave", "99"))
    risen, fallen = changes_of(after, before)
    assert [(one.after.window, one.points) for one in risen] == [("slow", Decimal(1))]
    assert [(one.after.window, one.points) for one in fallen] == [("fast", Decimal(-11))]


def test_every_district_is_counted_once() -> None:
    """The windows of all districts are those of the city."""
    names = window_names(city().site.centres)
    who = WindowKey("east-hall", "fast")
    found = districts_of(names, {who: row("east-hall/fast", "99", listed="red")})
    assert sum(one.windows for one in found) == len(names)
    assert [(one.name, one.rated, one.red, one.green) for one in found if one.red] == [("东区", 1, 1, 0)]
