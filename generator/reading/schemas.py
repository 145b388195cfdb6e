"""JSON Schemas of the data files, for editors: made of the same types that the reader holds files against."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import TypeAdapter

from generator.model.amendments import Amendments
from generator.model.cases import Case
from generator.model.centre import Centre
from generator.model.editions import FrozenEditions
from generator.model.events import EventsFile
from generator.model.programme import Programme
from generator.model.results import Round
from generator.model.rules import Board, Policy, Vocabulary
from generator.model.scalars import FRACTION_FORM, ChosenBy
from generator.model.standard import Standard
from generator.model.synonyms import Synonyms
from generator.reading.descriptions import meaning_of, meanings_of, records_of
from generator.reading.forms import CODE_OF_FORM
from generator.words.catalogue import words_of
from generator.words.languages import TAGS

RECORDS: Final[tuple[tuple[str, Any], ...]] = (
    ("standard", Standard),
    ("board", Board),
    ("programme", Programme),
    ("vocabulary", Vocabulary),
    ("policy", Policy),
    ("editions", FrozenEditions),
    ("synonyms", Synonyms),
    ("amendments", Amendments),
    ("centre", Centre),
    ("round", Round),
    ("events", EventsFile),
    ("case", Annotated[Case, ChosenBy("kind")]),
)
"""The kinds of files, each with the record that it is read as."""

FOLDER: Final = Path(__file__).parent / "schemas"
"""Where the schemas are committed."""


def schemas() -> Mapping[str, str]:
    """Give the schema of each kind of file, as the text of `<kind>.json`."""
    return {name: _text(name, record) for name, record in RECORDS}


def schema_of(kind: str) -> dict[str, Any]:
    """Give the schema of one kind of file."""
    return _schema(kind, dict(RECORDS)[kind])


def write_schemas(folder: Path = FOLDER) -> None:
    """Write every schema as `<kind>.json` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def _text(name: str, record: Any) -> str:  # noqa: ANN401 -- a record, or several to choose from
    return json.dumps(_schema(name, record), ensure_ascii=False, indent=2) + "\n"


def _schema(name: str, record: Any) -> dict[str, Any]:  # noqa: ANN401 -- as above
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"windowboard {name}",
        **_described(record, _tidy(TypeAdapter[Any](record).json_schema())),
    }


def _described(record: Any, schema: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 -- as above
    """Say what the file, its records and each of their keys mean."""
    records = records_of(record)
    parts = dict(schema.get("$defs", {}))
    for name, part in parts.items():
        parts[name] = _told(records[name], part)
    whole = _told(record, schema) if "properties" in schema else schema
    return {**whole, "$defs": parts} if parts else whole


def _told(record: type[Any], schema: dict[str, Any]) -> dict[str, Any]:
    meanings = meanings_of(record)
    told = {key: {"description": meanings[key].both, **one} for key, one in schema["properties"].items()}
    return {**schema, "description": meaning_of(record).both, "properties": told}


def _tidy(schema: Any, *, named: bool = False) -> Any:  # noqa: ANN401 -- a JSON Schema is a tree of plain values
    """Refuse unknown keys and empty values as the reader does, and leave out titles that only repeat the keys.

    `named`: the keys of this mapping are names of fields, not words of JSON Schema.
    """
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if named:
        return {key: _tidy(value) for key, value in schema.items()}
    tidy = {key: _tidy(value, named=key in _OF_FIELDS) for key, value in schema.items() if not _is_noise(key, value)}
    if "properties" in tidy or "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    if "pattern" in tidy:
        tidy["patternErrorMessage"] = _no_such_form(tidy["pattern"])
    some = [each for each in tidy.pop("anyOf", []) if each != {"type": "null"}]
    if len(some) == 1:
        return {**tidy, **some[0]}
    return {**tidy, "anyOf": some} if some else tidy


def _no_such_form(form: str) -> str:
    """What the check would say of a value that has not the form, in both languages; a known word of editors."""
    if form == FRACTION_FORM:
        return '"1/3"'
    code = CODE_OF_FORM[form]
    return "\n".join(
        " ".join(words_of(lang).forms(text)[0].replace("{value}", "…") for text in (code.says, code.mend))
        for lang in TAGS
    )


_OF_FIELDS: Final = ("properties", "$defs", "patternProperties")
"""Words of JSON Schema under which stand names of fields."""


def _is_noise(key: str, value: object) -> bool:
    return key in {"title", "discriminator"} or (key == "default" and value is None)


if __name__ == "__main__":
    write_schemas()
