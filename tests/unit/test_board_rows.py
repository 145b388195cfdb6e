"""The rows of a board: of a period that is ranked already none is read, and of another only what is asked for."""

from collections import Counter
from dataclasses import replace

from generator.judging.scoring.board_rows import BoardRows, rows_together
from generator.model.judged import CentreRows
from generator.model.keys import WindowKey
from generator.model.later import Later
from generator.model.scores import Rated, Standing
from tests.fixtures.city import city

EVERY = tuple(
    row
    for periods in city().site.boards.values()
    for one in periods
    for row in (*one.ranked, *one.unrated)
    if row.counted
)


def watched(asked: Counter[tuple[str, str]]) -> BoardRows:
    """The rows of the halls; `asked` counts by period and centre how often they are read."""

    def told(one: CentreRows) -> CentreRows:
        rows = one.each.value()

        def read(_text: str) -> tuple[Standing, ...]:
            asked[one.period, one.centre] += 1
            return rows

        return replace(one, each=Later.kept_as("x", read))

    centres = {row.centre for row in EVERY}
    every = [one for centre in centres for one in rows_together(row for row in EVERY if row.centre == centre)]
    return BoardRows.of("halls", map(told, every))


def test_who_was_inspected_is_known_without_reading_a_row() -> None:
    """Most periods of a city are over and stand as they were ranked."""
    asked = Counter[tuple[str, str]]()
    rows = watched(asked)
    own = {(row.period, row.who) for row in EVERY if row.board == "halls"}
    assert {(period, who) for period in rows for who in rows.inspected(period)} == own
    assert not asked
    assert {(period, who) for period in rows for who in rows[period]} == own
    assert set(asked.values()) == {1}
    assert [rows.only(["2026-09"])["2026-09"]] == [rows["2026-09"]]
    assert set(asked.values()) == {1}


def test_one_row_is_read_with_those_of_its_centre_alone() -> None:
    """Of a window without a rating an earlier one is looked for: nothing else is."""
    asked = Counter[tuple[str, str]]()
    rows = watched(asked)
    one = next(row for row in EVERY if row.board == "halls" and isinstance(row.outcome, Rated))
    assert rows.row(one.period, one.who) == one
    assert rows.row(one.period, WindowKey("nowhere", "none")) is None
    assert rows.row(one.period, WindowKey(one.centre, "none")) is None
    assert asked == {(one.period, one.centre): 1}
    unrated = [row for row in EVERY if row.board == "halls" and not isinstance(row.outcome, Rated)]
    assert unrated
    for period in rows:
        assert sorted(rows.unrated(period), key=lambda row: row.who) == sorted(
            (row for row in unrated if row.period == period), key=lambda row: row.who
        )
    assert asked.keys() == {(one.period, one.centre), *((row.period, row.centre) for row in unrated)}
