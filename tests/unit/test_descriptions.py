"""What editors show over every key of the data files: in both languages, from the records and one table beside them."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from generator.reading.descriptions import OF_RECORD, Meaning, meaning_of, meanings_of, records_of, table
from generator.reading.schemas import RECORDS, schemas
from generator.words.phrases import is_chinese

EVERY = {record for _, source in RECORDS for record in records_of(source).values()}


def properties(schema: Any, route: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # a JSON Schema
    """Every property of a schema, by its route."""
    if isinstance(schema, list):
        for number, one in enumerate(schema):
            yield from properties(one, f"{route}/{number}")
    elif isinstance(schema, dict):
        for key, one in schema.get("properties", {}).items():
            yield f"{route}/{key}", one
        for key, one in schema.items():
            yield from properties(one, f"{route}/{key}")


@pytest.mark.parametrize("kind", [kind for kind, _ in RECORDS])
def test_no_property_is_without_a_description(kind: str) -> None:
    """Chinese first, then English, whatever language its reader has."""
    found = dict(properties(json.loads(schemas()[kind])))
    assert found
    for route, one in found.items():
        chinese, _, english = one.get("description", "").partition("\n\n")
        assert is_chinese(chinese), route
        assert english, route


def test_both_languages_say_what_a_record_says() -> None:
    """A key with a docstring of its own has Chinese of its own, and the other way round; so has every record."""
    for record in EVERY:
        assert "" not in {meaning_of(record).zh, meaning_of(record).en}, record
        for key, meaning in meanings_of(record).items():
            assert "" not in {meaning.zh, meaning.en}, f"{record.__name__}.{key}"


def test_nothing_of_the_table_is_left_over() -> None:
    """What no record has any more is not described, and a word of all records is one that some record takes."""
    words = {key: Meaning(**texts) for key, texts in table()["words"].items()}
    told = [(key, one) for record in EVERY for key, one in meanings_of(record).items()]
    assert {key for key, one in words.items() if (key, one) not in told} == set()
    owners = {owner for record in EVERY for owner in record.__mro__ if is_dataclass(owner)}
    named = {(owner.__module__.rpartition(".")[2], owner.__name__): owner for owner in owners}
    for module, records in table()["records"].items():
        for name, keys in records.items():
            known = {one.name for one in fields(named[module, name])}
            assert {*keys} - known <= {OF_RECORD}, name
