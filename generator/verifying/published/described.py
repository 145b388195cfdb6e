"""What is said of the files of data, in each language: which there are, and the columns of their tables."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator.verifying.published.figures import Difference, Json, written
from generator.verifying.published.package import PACKAGE
from generator.verifying.published.release import WORDS, Release
from generator.verifying.published.tables import SCORES

HOLE: Final = re.compile("<[^>]*>")
"""In the address of a kind of files: what is another for each of them."""
HEADER: Final = re.compile('["\ufeff]')


def described_differences(release: Release, spoken: Release) -> Iterator[Difference]:
    """Where the schema names other files or columns than there are, or leaves one without a word.

    `spoken`: the site in one of its languages; its files of data are those of the whole.
    """
    told = spoken.json(WORDS)
    columns = [one["name"] for one in told["columns"]]
    for path in release.below(SCORES, ".csv"):
        yield from _unless_named(f"columns {path}", columns, header_of(release, path))
    forms = [one["address"] for one in told["files"]]
    wanted = [one["address"] for one in release.json(WORDS)["files"]]
    yield from _unless_named("files", [HOLE.sub("<>", one) for one in forms], [HOLE.sub("<>", one) for one in wanted])
    kinds = [re.compile("[^/]+".join(map(re.escape, HOLE.split(one)))) for one in forms]
    for path in release.below("data/", ""):
        if not path.endswith(".html") and not any(kind.fullmatch(path) for kind in kinds):
            yield _of_schema(path, None, path)
    for one in (*told["columns"], *told["files"]):
        for name, said in one.items():
            if not said:
                yield _of_schema(f"{one.get('name', one.get('address'))} {name}", None, name)


def package_columns(release: Release) -> Iterator[Difference]:
    """Where the description of all files has other columns than their tables, or says otherwise what one means."""
    package = release.json(PACKAGE)
    meanings = {one["name"]: one["meaning"] for one in release.json(WORDS)["columns"]}
    for one in package["resources"]:
        path = f"data/{one['path']}"
        fields = one.get("schema", {}).get("fields", ())
        if fields:
            yield from _unless_named(path, _names(fields), header_of(release, path), PACKAGE)
        if path.startswith(SCORES):
            said = {each["name"]: each["description"] for each in fields}
            yield from _unless_named(f"{path} meaning", _values(said), _values(meanings), PACKAGE)
        if "tables" in one:
            known = {name: {*_names(each["fields"])} for name, each in package["tables"][one["tables"]].items()}
            for name, table in release.json(path)["tables"].items():
                for column in sorted(table.keys() - known.get(name, set())):
                    yield Difference(file=PACKAGE, what=f"{path} {name}", published=written(None), own=column)


def header_of(release: Release, path: str) -> list[str]:
    """The names of the columns of a file for spreadsheets."""
    return HEADER.sub("", release.text(path).partition("\n")[0]).strip().split(",")


def _names(fields: Iterable[Json]) -> list[str]:
    return [one["name"] for one in fields]


def _values(said: dict[str, Any]) -> list[str]:
    return [f"{name}: {meaning}" for name, meaning in said.items()]


def _unless_named(what: str, published: list[str], own: list[str], file: str = WORDS) -> Iterator[Difference]:
    """The first of two lists of names that is another."""
    for place in range(max(len(published), len(own))):
        one, other = published[place : place + 1], own[place : place + 1]
        if one != other:
            yield Difference(file=file, what=what, published=written(one), own=written(other))
            return


def _of_schema(what: str, published: object, own: object) -> Difference:
    return Difference(file=WORDS, what=what, published=written(published), own=written(own))
