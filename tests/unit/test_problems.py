"""Malformed and hostile files, each with exactly what is said about it.

A case is a file `tests/cases/problems/<kind>/<name>.yml`, where <kind> says as what it is read, and beside it
`<name>.expected`: the lines that a person gets in Chinese, an empty line, and the same lines in English. To add a case,
write the file and run `pytest tests/unit/test_problems.py -k <name> --update`; read what is said before you commit it.
Files too large to be kept are made in `LARGE` below, their expected lines stand in `large/`.
"""

from pathlib import Path
from typing import Any, Final

import pytest

from generator.model import scalars
from generator.model.centre import Centre
from generator.model.results import Round
from generator.model.rules import Board, Policy, Vocabulary
from generator.model.standard import Standard
from generator.reading.centre import CASE
from generator.reading.forms import CODE_OF_FORM
from generator.reading.record import read_record
from generator.telling.messages import line
from tests.fixtures.folders import TESTS
from tests.fixtures.golden import Golden

CASES: Final = TESTS / "cases" / "problems"

RECORDS: Final[dict[str, type[Any]]] = {
    "board": Board,
    "case": CASE,
    "centre": Centre,
    "policy": Policy,
    "round": Round,
    "standard": Standard,
    "vocabulary": Vocabulary,
}

LARGE: Final = {
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 50_000,
    "dashes": b"- " * 100_000,
    "steps": "\n".join(" " * depth + "a:" for depth in range(1000)).encode(),
    "digits": b"team: " + b"9" * 990_000,
    "quotes": b"'" * 990_001,
    "entries": b"inspections: [" + b"1," * 150_000 + b"1]",
    "separators": b"inspections: [" + b"{}," * 200_000 + b"{}]",
    "size": b"#" * 1_000_001,
    "keys": b"? " + b"standart" * 100_000 + b"\n: hospital-100@2024",
    "anchors": b"standard: " + b"&a " * 100_000,
}


def told(data: bytes, name: str, record: type[Any]) -> str:
    """Give what is said of a file, in Chinese, then in English."""
    problems = read_record(data, f"{name}.yml", record)
    assert isinstance(problems, tuple), problems
    return "\n".join([*(line(each, "zh") for each in problems), "", *(line(each, "en") for each in problems), ""])


@pytest.mark.parametrize("case", sorted(CASES.glob("*/*.yml")), ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_every_problem_of_a_file_is_told_at_its_place(case: Path, golden: Golden) -> None:
    """A file with problems gives exactly the lines that stand beside it."""
    golden(case.with_suffix(".expected"), told(case.read_bytes(), case.stem, RECORDS[case.parent.name]))


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_large_hostile_file_is_refused_in_a_line_or_a_few(name: str, golden: Golden) -> None:
    """A file made to exhaust the reader is refused with a few ordinary lines."""
    golden(CASES / "large" / f"{name}.expected", told(LARGE[name], name, Round))


def test_every_expected_text_belongs_to_a_case() -> None:
    """No expected text is left without the file that it is expected of."""
    texts = {path.relative_to(CASES).with_suffix("") for path in CASES.glob("*/*.expected")}
    files = {path.relative_to(CASES).with_suffix("") for path in CASES.glob("*/*.yml")}
    assert texts == files | {Path("large", name) for name in LARGE}


def test_every_form_of_a_value_has_a_code() -> None:
    """Whatever value lacks the form that its record asks for, there are words for it."""
    forms = {value for name, value in vars(scalars).items() if name.endswith("_FORM")}
    assert forms - CODE_OF_FORM.keys() == {scalars.FRACTION_FORM}, "a share is told as a number"
