"""Every kind of page and file has exactly the text that a person last read: the files of `golden/`."""

from functools import cache
from pathlib import Path

import pytest

from tests.fixtures.city import city
from tests.fixtures.contested import contested
from tests.fixtures.golden import CONTESTED, GOLDEN, PLAIN, Golden
from tests.fixtures.texts import texts


@cache
def plain() -> dict[str, str]:
    """Every text of the city."""
    return dict(texts(city()))


@cache
def with_cases() -> dict[str, str]:
    """Every text of the city with its cases."""
    return dict(texts(contested()))


@pytest.mark.parametrize("address", PLAIN)
def test_a_page_reads_as_it_was_last_read_by_a_person(address: str, golden: Golden) -> None:
    """Every kind of page and file has exactly the text that stands in `golden/`."""
    golden(GOLDEN / address, plain()[address])


@pytest.mark.parametrize("address", CONTESTED)
def test_cases_read_as_they_were_last_read_by_a_person(address: str, golden: Golden) -> None:
    """Cases read on every kind of page exactly as in `golden/contested/`."""
    golden(GOLDEN / "contested" / address, with_cases()[address])


def test_no_golden_file_is_left_that_nothing_is_held_against() -> None:
    """A page that is made no more takes its file with it."""
    files = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert files == {*PLAIN, *(f"contested/{address}" for address in CONTESTED)}


def test_a_text_is_compared_and_with_update_written(tmp_path: Path) -> None:
    """The gate closes on another text and on a file that is not there; `--update` writes what differs, and tells it."""
    path = tmp_path / "a" / "b.md"
    told: list[tuple[str, object]] = []
    compares, writes = Golden(update=False, told=told), Golden(update=True, told=told)
    with pytest.raises(AssertionError, match="is not there: `pytest --update` writes it"):
        compares(path, "一")
    writes(path, "一")
    compares(path, "一")
    with pytest.raises(AssertionError):
        compares(path, "二")
    writes(path, "一")
    assert [fact for _, fact in told] == [str(path)]
