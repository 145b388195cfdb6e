"""Persons in free text: forty strings of which at least thirty-six are found, forty harmless with one alarm at most."""

from typing import Final

from generator.privacy import personal_in
from tests.fixtures.cases import cases_in

CASES: Final[dict[str, list[str]]] = cases_in("persons.yml")


def test_there_are_forty_of_each() -> None:
    """Fewer would prove less."""
    assert {name: len(set(texts)) for name, texts in CASES.items()} == {"found": 40, "harmless": 40}


def test_nearly_all_that_tells_of_a_person_is_found() -> None:
    """Names with a title, plates, accounts, permits, rooms, local numbers, and an identity number in a longer run."""
    missed = [text for text in CASES["found"] if not personal_in(text, prose=True)]
    assert len(missed) <= 4, missed


def test_what_is_harmless_is_left_alone() -> None:
    """At most one alarm."""
    alarms = [text for text in CASES["harmless"] if personal_in(text, prose=True)]
    assert len(alarms) <= 1, alarms


def test_numbers_of_documents_are_no_telephones() -> None:
    """Eight digits behind the word for a work order, a case or a number; the same digits alone are one."""
    for text in ("工单号 20260001", "编号：2026-0001", "案号 20260001", "文号:20260001", "工单 20260001"):
        assert personal_in(text, prose=True) == [], text
    assert [one.kind for one in personal_in("来电 20260001", prose=True)] == ["landline"]
