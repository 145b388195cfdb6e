"""No number and no address by which a person can be found reaches the site: cases, properties, and both gates."""

import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.gathering.gather import Gathered
from generator.privacy import bare_numbers, masked, personal_in
from generator.publishing import last_look
from generator.publishing.last_look import new_lines, personal_in_file
from generator.telling.messages import line
from tests.fixtures.cases import cases_in
from tests.fixtures.town import gathered, lay_out, slip

CASES: Final[dict[str, list[dict[str, str]]]] = cases_in("privacy.yml")
DAY: Final = datetime.date(2026, 10, 31)
ROUND: Final = "results/harbour/2026-10/12-weekly-a.yml"
MOBILE: Final = "13800138000"


@pytest.mark.parametrize("case", CASES["found"], ids=lambda case: case["text"])
def test_what_is_personal_is_found_once(case: dict[str, str]) -> None:
    """Every way of writing it that the cases have gives one find, of the right kind."""
    kinds = {one.kind for one in personal_in(case["text"])}
    assert kinds == {case["kind"]}
    assert masked(case["text"]) != case["text"]


@pytest.mark.parametrize("case", CASES["harmless"], ids=lambda case: case["text"])
def test_what_is_not_personal_is_left_alone(case: dict[str, str]) -> None:
    """Days, amounts, clauses, documents and hotlines are what results are made of."""
    assert personal_in(case["text"]) == []


def test_the_place_is_that_of_the_number() -> None:
    """From its first digit to its last, without what stands around it."""
    text = "请打 (+86) 138 0013 8000。"
    (one,) = personal_in(text)
    assert text[one.start : one.end] == "138 0013 8000"
    assert one.bare == MOBILE


DIGITS: Final = ("0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩")
GAPS: Final = ("", " ", "-", ".", "－", "—", "·", "　", "\u00a0", "\u200b", "\u2060", " - ", "_", "\n  ")


def check_digit(first: str) -> str:
    """The last sign of an identity number whose first seventeen digits these are."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True)) % 11]


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """A valid number of eighteen signs."""
    region = draw(st.sampled_from(["11", "31", "33", "44", "50", "65", "71", "82"])) + draw(
        st.text("0123456789", min_size=4, max_size=4)
    )
    born = draw(st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 12, 31)))
    first = region + born.strftime("%Y%m%d") + draw(st.text("0123456789", min_size=3, max_size=3))
    return first + check_digit(first)


@st.composite
def written(draw: st.DrawFn, number: str) -> str:
    """A number in some digits, with a gap of some kind after any of them."""
    digits = draw(st.sampled_from(DIGITS))
    parts = [(digits[int(sign)] if sign.isdigit() else sign) + draw(st.sampled_from(GAPS)) for sign in number[:-1]]
    last = number[-1]
    return "".join([*parts, digits[int(last)] if last.isdigit() else draw(st.sampled_from("XxＸ"))])


@given(
    st.data(), identity_numbers(), st.sampled_from(["", "证件号", "见 ", "1. "]), st.sampled_from(["", "，已核", " 号"])
)
def test_an_identity_number_is_found_however_it_is_spaced(
    data: st.DataObject, number: str, left: str, right: str
) -> None:
    """Any gap after any digit, in any digits, with words around it."""
    text = left + data.draw(written(number)) + right
    assert [(one.kind, one.bare) for one in personal_in(text)] == [("id-number", number)]


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(GAPS),
    st.sampled_from(DIGITS),
    st.sampled_from(["", "+86", "0086-", "86 "]),
    st.sampled_from([(3, 7), (3,), (7,), tuple(range(1, 11)), ()]),
)
def test_a_mobile_number_is_found_however_it_is_spaced(
    number: str, gap: str, digits: str, prefix: str, cuts: tuple[int, ...]
) -> None:
    """Parted as people part it, by any one kind of gap."""
    shown = "".join((gap if place in cuts else "") + digits[int(digit)] for place, digit in enumerate(number))
    assert number in [one.bare for one in personal_in(f"找{prefix}{shown}问")]


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    """Finds lie in order within the text, and what is masked holds nothing more to be found."""
    found = personal_in(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert personal_in(masked(text)) == []


@given(st.text("0123456789 -.Xx@年", max_size=400))
def test_any_row_of_digits_can_be_searched(text: str) -> None:
    """The same of texts that are nearly all digits."""
    found = personal_in(text)
    assert all(before.end <= behind.start for before, behind in pairwise(found))


def test_a_published_number_is_let_stand_however_it_is_written() -> None:
    """The phone of a centre is known again with or without the code of the area; another number is not."""
    allowed_numbers = bare_numbers(["12345", "0571-8765 4321"])
    for text in ("0571-87654321", "（0571）8765-4321", "+86 571 8765 4321", "电话：87654321"):
        assert personal_in(text, allowed_numbers) == [], text
    assert [one.kind for one in personal_in("0571-87654322", allowed_numbers)] == ["landline"]
    assert personal_in("11010519491231002X", bare_numbers(["11010519491231002X"])), "no phone is an identity number"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town, in order."""
    return lay_out(tmp_path)


def told(root: Path) -> list[str]:
    """The problems of a project as they are printed."""
    found = gathered(root, DAY)
    return [line(problem, "en") for problem in found] if isinstance(found, list) else []


@pytest.mark.parametrize(
    ("path", "stands", "instead", "place"),
    [
        (ROUND, "note: 单据散放", f"note: 单据散放 {MOBILE}", "9:61"),
        (ROUND, "team: A", f"team: A\n# 联系 {MOBILE}", "5:6"),
        (ROUND, "note: 单据散放", 'note: "138\\u00300138000"', "9:56"),
        (ROUND, "note: 单据散放", 'note: "138\\\n        00138000"', "9:56"),
        (ROUND, "note: 单据散放", "note: 138\n        0013 8000", "9:56"),
        (ROUND, "window: cash-1", f"window: cash-1\n    {MOBILE}: 1", "7:5"),
        ("results/harbour/centre.yml", "address: 码头路 1 号", f"address: 码头路 1 号 {MOBILE}", "4:18"),
        ("results/harbour/centre.yml", "现金窗口1", f"窗口{MOBILE}", "10:26"),
    ],
    ids=["value", "comment", "escape", "continued", "folded", "key", "centre", "name"],
)
def test_a_number_in_a_file_of_results_is_refused_where_it_stands(
    town: Path, path: str, stands: str, instead: str, place: str
) -> None:
    """In a value, a comment, a key, behind an escape, over two lines; the message does not repeat it."""
    slip(town, path, stands, instead)
    said = told(town)
    assert f'{path}:{place}: mobile-number this looks like a mobile number, "13…00" (masked)' in said
    assert not any(MOBILE in one for one in said)


def test_cases_are_looked_through_too(town: Path) -> None:
    """The centre's own words are published: they hold no numbers of people either."""
    cases = town / "results/harbour/cases"
    cases.mkdir(exist_ok=True)
    (cases / "words.yml").write_text(
        "kind: reply\nwindow: cash-1\nabout: {board: banks, period: 2026-10}\ndate: 2026-11-02\n"
        f"text: 已向来电人致歉，电话 {MOBILE}。\n",
        encoding="utf-8",
    )
    found = gathered(town, datetime.date(2026, 11, 3))
    assert isinstance(found, list)
    assert [(one.path, one.line, one.column, one.code.slug) for one in found] == [
        ("results/harbour/cases/words.yml", 5, 18, "mobile-number")
    ]


def test_a_file_that_is_no_yaml_is_looked_through_all_the_same(town: Path) -> None:
    """Whoever mends the one mistake is told of the other at once."""
    (town / ROUND).write_text(f"standard: [\n# {MOBILE}\n", encoding="utf-8")
    assert [said.split(" ")[1] for said in told(town)] == ["mobile-number", "value-left-out"]


def test_the_name_of_a_file_is_looked_at(town: Path) -> None:
    """The name is masked as well where it is printed."""
    (town / ROUND).rename(town / "results/harbour/2026-10" / f"{MOBILE}.yml")
    (only,) = told(town)
    assert only.startswith("results/harbour/2026-10/13…00.yml:1:1: personal-data-in-name the name of the file")


def test_values_in_other_messages_are_masked(town: Path) -> None:
    """A number in the wrong place is no reason to print it."""
    slip(town, ROUND, "window: cash-1", f"window: w-{MOBILE}")
    assert [said.split(": ", 1)[1] for said in told(town)] == [
        'no-such-window the centre has no window "w-13…00"; there are: cash-1, cash-2',
        'mobile-number this looks like a mobile number, "13…00" (masked)',
    ]


def test_the_hotline_and_the_phone_of_the_centre_may_stand_anywhere(town: Path) -> None:
    """They are published; the phone of one centre is not free for another's results, and a change is noticed."""
    slip(town, "standards/policy.yml", 'hotline: "12345"', 'hotline: "0571-82345678"')
    slip(town, "results/harbour/centre.yml", "address: 码头路 1 号", "address: 码头路 1 号\nphone: 0571-87654321")
    slip(town, ROUND, "note: 单据散放", "note: 牌上写着 87654321 和 0571-82345678、电话 87654321")
    assert told(town) == []
    slip(town, "results/harbour/centre.yml", "phone: 0571-87654321", "phone: 0571-87654320")
    assert [said.split(" ")[:2] for said in told(town)] == [
        [f"{ROUND}:9:61:", "telephone-number"],
        [f"{ROUND}:9:89:", "telephone-number"],
    ]


def test_an_identity_number_is_no_phone(town: Path) -> None:
    """Writing it under phone does not publish it."""
    slip(town, "results/harbour/centre.yml", "trade: bank", "trade: bank\nphone: 11010519491231002X")
    assert [said.split(" ")[:2] for said in told(town)] == [["results/harbour/centre.yml:3:8:", "identity-number"]]


def test_standards_may_print_phones_and_no_identity_numbers(town: Path) -> None:
    """The publisher's own words hold the phones of offices; a person's number has no place there either."""
    slip(
        town,
        "standards/desk.yml",
        "summary: 每种检查方法各有一条。",
        "summary: 咨询 0571-87654321，hall@example.gov.cn。",
    )
    assert told(town) == []
    slip(town, "standards/desk.yml", "hall@example.gov.cn", "11010519491231002X")
    assert [said.split(" ")[:2] for said in told(town)] == [["standards/desk.yml:5:27:", "identity-number"]]


def test_a_clean_file_is_not_looked_through_again(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found harmless is known by its content; a changed file is looked at."""
    assert isinstance(gathered(town, DAY), Gathered)
    looked: list[int] = []
    from generator.reading import personal  # noqa: PLC0415  # to replace what it calls

    def look(text: str, *_told: object, **_options: object) -> list[object]:
        looked.append(len(text))
        return []

    monkeypatch.setattr(personal, "personal_in", look)
    slip(town, ROUND, "count: 2, note", "count: 3, note")
    assert isinstance(gathered(town, DAY), Gathered)
    assert [size for size in looked if size > 60] == [len((town / ROUND).read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("address", "text", "place"),
    [
        ("a.html", "<p>\n 138&#45;0013&#45;8000</p>", (2, 2)),
        ("a.html", '<a href="tel:13800138000">打</a>', (1, 14)),
        ("a.svg", '<svg viewBox="138 0013 8000"><title>13800138000</title></svg>', (1, 37)),
        ("a.xml", "<summary>zhang&#64;example.com</summary>", (1, 10)),
        ("a.json", '{"note": "138\\u00300138000"}', (1, 11)),
        ("a.csv", "window,note\nw1,13800138000\n", (2, 4)),
    ],
)
def test_the_last_look_reads_as_a_reader_does(address: str, text: str, place: tuple[int, int]) -> None:
    """Entities and escapes do not hide a number; coordinates of a drawing are none."""
    assert [(one.code.slug, one.line, one.column) for one in personal_in_file(address, text, ())] == [
        ("personal-data-in-output", *place)
    ]


def test_drawings_and_figures_are_no_telephone_numbers() -> None:
    """Coordinates with blanks between them are left alone, and figures that are all of a value."""
    assert personal_in_file("a.json", '{"earned": "13800138000/7", "share": 1.13800138000}', ()) == []
    assert personal_in_file("a.svg", '<path d="138 0013 8000"/>', ()) == []


PIECES = ("138", "0013", "8000", "13800138000", "a@", "example.com", "1", " ", "-", "x" * 90, f"{'y' * 90},7")


@given(
    before=st.lists(st.lists(st.sampled_from(PIECES), max_size=3).map("".join), max_size=8),
    change=st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["", *PIECES])), max_size=4),
)
def test_of_a_text_that_was_looked_at_nothing_new_is_passed_over(
    before: list[str], change: list[tuple[int, str]]
) -> None:
    """Lines of before, some gone, some new: what would be found without the earlier text is found beside it."""
    old = "\n".join(before)
    assume(not personal_in_file("a.csv", old, ()))
    lines = list(before)
    for place, new in change:
        lines[place : place + (not new)] = [new] if new else []
    text = "\n".join(lines)
    for signs in (1, 16, 256):
        with patch.object(last_look, "PIECE", signs):
            assert personal_in_file("a.csv", text, (), old) == personal_in_file("a.csv", text, ())


def test_of_a_large_table_only_what_differs_is_taken_apart() -> None:
    """A row that changed in the middle of thousands: what is looked through does not grow with the table."""
    rows = [f"{number} {'x' * 90}" for number in range(5000)]
    new = [*rows[:2500], f"138-0013-8000 {'y' * 90}", *rows[2501:]]
    part = new_lines("\n".join(new), "\n".join(rows))
    assert len(part.splitlines()) < 10
    assert personal_in_file("a.csv", "\n".join(new), (), "\n".join(rows))


LONG: Final = "x" * 90


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ([f"{LONG} 138", LONG, f"0013 8000 {LONG}"], [f"{LONG} 138", f"0013 8000 {LONG}"]),
        (["138", "0013", LONG, "0013", "8000"], ["138", "0013", "8000"]),
    ],
)
def test_a_number_that_old_lines_make_together_is_found(before: list[str], text: list[str]) -> None:
    """Two lines between which another stood, or three of which only each two stood together before."""
    assert not personal_in_file("a.csv", "\n".join(before), ())
    assert personal_in_file("a.csv", "\n".join(text), ())
    assert personal_in_file("a.csv", "\n".join(text), (), "\n".join(before))


def test_lines_that_were_looked_at_are_not_looked_at_again() -> None:
    """What follows one another as before is left out, but for the line beside what is new."""
    rows = [f"{number} {'x' * 90}" for number in range(9)]
    old, new = "\n".join(rows), "\n".join([*rows[:4], "new", *rows[4:]])
    assert new_lines(new, old).splitlines() == [*rows[2:4], "new", *rows[4:6]]
    assert not new_lines(old, old)


def _kinds(cases: list[dict[str, Any]]) -> set[str]:
    return {case["kind"] for case in cases}


def test_there_are_cases_of_every_kind() -> None:
    """Forty and more each way."""
    assert _kinds(CASES["found"]) == {"id-number", "mobile", "landline", "bank-card", "e-mail"}
    assert min(len(CASES["found"]), len(CASES["harmless"])) >= 40
