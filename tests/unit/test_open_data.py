"""The open data: each figure once, described so that data tools read them, and put together centre by centre."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.presenting.files.columns import columns_file, csv_file, csv_part, part_of
from generator.presenting.files.exports import FILE_KINDS
from generator.presenting.files.package import package_text
from generator.presenting.files.tables import EVENTS, FINDINGS, PARTS, RECORDS, names_of
from generator.publishing.releasing.archiving import published_bytes, read_archive, write_archive
from generator.verifying.published.tables import csv_rows
from tests.fixtures.city import city
from tests.fixtures.opened import Texts
from tests.fixtures.texts import texts

HEAD = {"title": "城市", "as_of": "2026-10-31", "licence": "CC BY 4.0", "publisher": "督查办"}
NAME = re.compile(r"[-a-z0-9._/]+")
TYPES = {"string", "integer", "number", "boolean", "date", "array", "object", "any"}
CAST: Mapping[str, Any] = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\d", text)[0],  # type: ignore[index]  # None is refused by it
    "string": str,
}


def package_of(written: Mapping[str, str]) -> dict[str, Any]:
    """The description of the data of the city."""
    found: dict[str, Any] = json.loads(written["data/datapackage.json"])
    return found


def test_the_package_keeps_the_rules_of_frictionless() -> None:
    """Version 1: names, paths, licences, digests and sizes, and a type for every column."""
    package = package_of(dict(texts(city())))
    assert (package["profile"], package["name"]) == ("data-package", "windowboard")
    assert all(one.get("name") or one.get("path") for one in package["licenses"])
    names = [one["name"] for one in package["resources"]]
    assert len(names) == len(set(names))
    for one in package["resources"]:
        assert NAME.fullmatch(one["name"])
        assert not one["path"].startswith(("/", "."))
        assert ".." not in one["path"].split("/")
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", one["hash"])
        assert one["bytes"] > 0
        assert (one["encoding"], one["format"]) in {("utf-8", "csv"), ("utf-8", "json")}
        assert ("schema" in one) == (one["profile"] == "tabular-data-resource") == (one["format"] == "csv")
        assert one["title"]
        fields = one["schema"]["fields"] if "schema" in one else []
        for of in package["tables"].get(one.get("tables"), {}).values():
            fields = [*fields, *of["fields"]]
        assert all(field["type"] in TYPES and field["description"] for field in fields)


def test_every_table_is_as_the_package_describes_it() -> None:
    """The head of each file for spreadsheets, and every cell by its type; of JSON the tables and their columns."""
    written = dict(texts(city()))
    package = package_of(written)
    for one in package["resources"]:
        text = written[f"data/{one['path']}"]
        if "schema" in one:
            fields = one["schema"]["fields"]
            head, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
            assert head == [field["name"] for field in fields]
            assert lines
            for line in lines:
                for cell, field in zip(line, fields, strict=True):
                    assert not cell or CAST[field["type"]](cell) is not None
        elif "tables" in one:
            tables = package["tables"][one["tables"]]
            found = json.loads(text)["tables"]
            assert found.keys() == tables.keys()
            for name, columns in found.items():
                known = [field["name"] for field in tables[name]["fields"]]
                assert [column for column in known if column in columns] == list(columns)


def test_every_file_of_data_is_described_and_has_a_kind() -> None:
    """All but the description and what tells of the others."""
    written = dict(texts(city()))
    described = {f"data/{one['path']}" for one in package_of(written)["resources"]}
    data = {address for address in written if address.startswith("data/") and not address.endswith(".md")}
    assert described == data - {"data/datapackage.json", "data/index.json", "data/verify.py"}
    assert {"data/datapackage.json", "data/everything.zip"} <= {str.__str__(kind.form) for kind in FILE_KINDS}


def test_nothing_is_told_twice() -> None:
    """What a finding says stands in the findings, whatever else is published of it."""
    written = dict(texts(city()))
    address = "data/findings-2026-10.csv.gz"
    notes = {row["note"] for row in csv.DictReader(io.StringIO(written[address])) if len(row["note"]) > 3}
    assert notes
    tables = {name: text for name, text in written.items() if name.endswith((".csv", ".gz"))}
    others = "".join(text for name, text in tables.items() if not name.startswith("data/findings-"))
    assert [note for note in notes if note in others] == []


@pytest.mark.parametrize(
    ("licence", "name"),
    [
        ("公示数据按（CC BY 4.0）许可发布", "CC-BY-4.0"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("仅供查阅", None),
    ],
)
def test_a_licence_has_the_name_that_everybody_knows(licence: str, name: str | None) -> None:
    """Where the sentence of the policy has one; else the package leads to the page that states it."""
    (told,) = json.loads(package_text(HEAD | {"licence": licence}, {}, "zh"))["licenses"]
    assert told.get("name") == name
    assert told["title"] == licence
    assert told["path"] == "index.html" or name


def test_columns_of_several_centres_stand_in_line() -> None:
    """A column that one centre does not have is empty for its records, and one that nobody has is left out."""
    first = part_of({"a": [{"x": 1, "y": None}, {"x": 2}], "b": []})
    second = part_of({"a": [{"y": "=1"}], "b": [{"z": [1]}]})
    text = columns_file({"schema": 2}, {"a": ("x", "y", "w"), "b": ("z",)}, [first, second])
    assert json.loads(text) == {
        "schema": 2, "tables": {"a": {"x": [1, 2, None], "y": [None, None, "=1"]}, "b": {"z": [[1]]}}
    }  # fmt: skip
    rows = csv_file(("x", "y"), [csv_part(("x", "y"), [{"x": "'=1"}, {"x": "=1", "y": True}])])
    assert rows == "\ufeffx,y\r\n''=1,\r\n'=1,true\r\n"


def test_a_text_is_read_back_as_it_was() -> None:
    """An apostrophe before a formula is one that was put there, whatever the text began with."""
    texts_put = ["=1", "'=1", "''-x", "'t", "a"]
    release = Texts({"data/events.csv": csv_file(("id",), [csv_part(("id",), [{"id": one} for one in texts_put])])})
    assert [row["id"] for row in csv_rows(release, "data/events.csv")] == texts_put


def test_every_column_has_a_name_of_its_own() -> None:
    """Within its table; and a table that others belong to says of how many rows."""
    for table in (FINDINGS, EVENTS, *RECORDS.values(), *PARTS.values()):
        assert len(set(names_of(table))) == len(table)
    assert {"visits", "pools"} <= {*names_of(PARTS["scores"])}


# The archive


def archived(folder: Path, files: Mapping[str, str], before: Path | None = None) -> Path:
    """An archive of some files."""
    for address, text in files.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(published_bytes(address, text))
    sums = {address: f"sum of {text}" for address, text in files.items()}
    earlier = read_archive(before, (before.parent / "sums").read_text()) if before else None
    write_archive(folder / "all.zip", folder, sums, earlier, {"about.json": "{}"})
    (folder / "sums").write_text("".join(f"{digest}  {path}\n" for path, digest in sums.items()))
    return folder / "all.zip"


def test_the_archive_holds_every_file_as_a_reader_wants_it(tmp_path: Path) -> None:
    """What is published small is large in it; names are in order, and no time is told."""
    files = {"data/b.csv.gz": "甲,乙\r\n" * 50, "data/a.json": "{}"}
    with zipfile.ZipFile(archived(tmp_path, files)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["about.json", "data/a.json", "data/b.csv"]
        assert archive.read("data/b.csv").decode() == files["data/b.csv.gz"]
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_archive_after_a_change_is_that_of_a_clean_build(tmp_path: Path) -> None:
    """To the byte, whatever of the earlier one was taken over; a damaged one is passed over."""
    old, new = {"a": "1" * 99, "b": "2" * 99}, {"a": "1" * 99, "b": "3" * 99, "c": ""}
    before = archived(tmp_path / "before", old)
    clean = archived(tmp_path / "clean", new).read_bytes()
    assert archived(tmp_path / "after", new, before).read_bytes() == clean
    before.write_bytes(before.read_bytes()[:40])
    assert archived(tmp_path / "damaged", new, before).read_bytes() == clean
