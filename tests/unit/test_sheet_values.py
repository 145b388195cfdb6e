"""What people write into cells: days, points, hours and words, read for certain or not at all."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.results import Finding, Inspection, Round
from generator.reading.characters import forbidden_in
from generator.reading.record import read_record
from generator.sheets.draft import Draft, Said, entry, flow
from generator.sheets.files.survey import spot_of
from generator.sheets.files.table import Place, letters
from generator.sheets.hours import hours_of
from generator.sheets.values import amount_of, count_of, day_of

HERE = Place(file="x.xlsx", sheet="检查", row=2, column=3)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
HAN = "〇一二三四五六七八九"


def in_han(number: int) -> str:
    """A number up to 31 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{HAN[tens]}十") + (HAN[ones] if ones else "")


@given(DAYS)
def test_a_day_is_the_same_however_it_is_written(day: datetime.date) -> None:
    """With its year, without it, in Chinese numerals, as the number of a spreadsheet."""
    serial = (day - datetime.date(1899, 12, 30)).days
    written = (
        f"{day.year}-{day.month}-{day.day}",
        f"{day:%Y/%m/%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.month}月{day.day}日",
        f"{''.join(HAN[int(digit)] for digit in str(day.year))}年{in_han(day.month)}月{in_han(day.day)}日",
        f"{day:%Y%m%d}",
        str(serial),
    )
    assert {day_of(text, day.year) for text in (*written, day, Decimal(serial))} == {day}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "十月",
            "2026-13-01",
            "2026-02-30",
            "26-10-12",
            "10/12",
            "10.12",
            "1899-12-31",
            "2026",
            "12",
            "2026-10-12至14",
        ),
        *("2026年十月", "123456789", "二〇二六年十三月一日", "2026-10-12 abc", "99999"),
    ],
)
def test_what_may_be_another_day_is_no_day(text: str) -> None:
    """Nothing is guessed: which of two numbers is the month, which century a year is of."""
    assert day_of(text, 2026) is None


def test_a_day_without_a_year_needs_one() -> None:
    """The mapping says it."""
    assert day_of("10月12日", None) is None
    assert day_of("2月29日", 2025) is None
    assert day_of("2月29日", 2028) == datetime.date(2028, 2, 29)


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_points_taken_are_the_same_however_they_are_written(points: Decimal) -> None:
    """And exact."""
    wide = str(points).translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
    written = (
        points,
        -points,
        f"{points}",
        f"-{points}",
        f"扣{points}",
        f"扣 {points} 分",
        f"{points}分",
        wide,
        f"－{wide}",
    )
    assert {amount_of(text) for text in written} == {points}


@pytest.mark.parametrize("text", ["两分", "2-3", "+2", "2%", "1,5", "扣", "2分3", "1e3", "酌情", "nan"])
def test_what_is_no_number_of_points_is_none(text: str) -> None:
    """A bonus is none that was taken; a range is for a person to settle."""
    assert amount_of(text) is None


@pytest.mark.parametrize(
    ("text", "count"), [("3", 3), ("3次", 3), ("×3", 3), ("３ 处", 3), ("3.0", None), ("几次", None)]
)
def test_how_often_is_a_whole_number(text: str, count: int | None) -> None:
    """However it is written."""
    assert count_of(text) == count
    assert count_of(Decimal(3)) == 3


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("周一至周五 08:30-12:00 13:30-17:30", [("mon", "tue", "wed", "thu", "fri"), ("08:30-12:00", "13:30-17:30")]),
        (
            "星期一到星期五：上午8:30至12:00，下午1:30—5:30",
            [("mon", "tue", "wed", "thu", "fri"), ("08:30-12:00", "13:30-17:30")],
        ),
        ("每天 9:00~21:00", [("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ("09:00-21:00",)]),
        ("周六、日 09:00-12:00", [("sat", "sun"), ("09:00-12:00",)]),
        ("周一 上午8:30至下午5:30", None),
        ("工作日 08:30-17:30", None),
        ("周五至周一 08:30-17:30", None),
        ("08:30-17:30", None),
        ("周一 全天", None),
        ("周日 24小时", [("sun",), ("24h",)]),
        ("周六 22:00-次日6:00", [("sat",), ("22:00-06:00",)]),
        ("24小时", None),
        ("周一 08:30-12:00 除外", None),
        ("", None),
    ],
)
def test_hours_are_read_or_asked_for_again(text: str, hours: list[tuple[str, ...]] | None) -> None:
    """Working days are not the same everywhere, and half of a sentence is none."""
    found = hours_of(text)
    assert (found and [*found[0]]) == hours


@given(st.integers(0, 20_000), st.integers(0, 1_000_000))
def test_a_cell_is_named_as_spreadsheets_name_it(column: int, row: int) -> None:
    """There and back."""
    if column < 26**3 + 26**2 + 26 and row < 9_999_999:
        assert spot_of(f"{letters(column)}{row + 1}") == (row, column)
    assert [letters(one) for one in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@given(st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()) and not forbidden_in(text)))
def test_any_text_of_a_cell_is_that_text_in_the_file(text: str) -> None:
    """Never a key, a list or a comment; and its place in the file leads back to its cell."""
    draft = Draft(path="x.yml", head=HERE)
    draft.line("{standard: desk@1, date: 2026-10-12, channel: weekly, team: A, inspections: [")
    draft.line(
        "  {window: cash-1, assessed: all, findings: [",
        *flow(['clause: "1.1"', entry("note", Said(text=text, place=HERE))]),
        "]}]}",
    )
    read = read_record(draft.text.encode(), "x.yml", Round)
    assert isinstance(read, Round), read
    assert read.inspections == (
        Inspection(window="cash-1", assessed="all", findings=(Finding(clause="1.1", note=text),)),
    )
    assert draft.place_of(2, 60) == HERE
