"""The description of the data held against the index and the files: licence, publisher, titles, forms and types."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import Final

from generator.verifying.published.described import HOLE
from generator.verifying.published.figures import Difference, Json, written
from generator.verifying.published.package import GZ, PACKAGE
from generator.verifying.published.release import INDEX, WORDS, Release
from generator.verifying.published.tables import csv_rows

COMMONS: Final = re.compile(r"\bCC[ -](BY(?:-(?:SA|ND|NC|NC-SA|NC-ND))?)[ -](\d\.\d)\b")
"""A licence of Creative Commons in a sentence."""
MEDIA: Final = {"csv": "text/csv", "json": "application/json"}
SITE_NAME: Final = re.compile(r'<meta property="og:site_name" content="([^"]*)">')
FIRST_PAGE: Final = "index.html"
POLICY_FILE: Final = "data/facts.json"
SEALED_TEXT: Final = "~"
"""Begins the fingerprint of a text that is too long for a fact."""
ROWS_LOOKED_AT: Final = 1000
"""Of a table, to see whether its values are of the type that is said."""
OF_TYPE: Final[Mapping[str, Callable[[str], object]]] = {
    "integer": int,
    "number": Fraction,
    "date": datetime.date.fromisoformat,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "string": str,
}


def licence_differences(release: Release) -> Iterator[Difference]:
    """Where `datapackage.json` or the index says otherwise of the whole."""
    package, index = release.json(PACKAGE), release.json(INDEX)
    own = {
        "profile": "data-package",
        "title": index["title"],
        "version": index["as_of"],
        "publisher": [{"role": "publisher", "title": index["publisher"]}],
        "licence": [_licence_of(index["licence"])],
    }
    told = {
        **{name: package.get(name) for name in ("profile", "title", "version")},
        "publisher": package.get("contributors"),
        "licence": package.get("licenses"),
    }
    for name, value in own.items():
        if told[name] != value:
            yield _of_package(name, told[name], value)
    yield from _index_apart(release, index)
    yield from _resources_apart(release, package)


def _licence_of(text: str) -> Json:
    found = COMMONS.search(text)
    if found is None:
        return {"path": INDEX.rpartition("/")[2].replace(".json", ".html"), "title": text}
    path = f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return {"name": f"CC-{found[1]}-{found[2]}", "path": path, "title": text}


def _index_apart(release: Release, index: Json) -> Iterator[Difference]:
    """The index says of publisher and licence what the policy says, and calls the site as its pages do."""
    policy: Json = next((one["facts"] for one in release.json(POLICY_FILE)["facts"] if one["kind"] == "policy"), {})
    for name in ("publisher", "licence"):
        fact = policy.get(name, "")
        if fact and not fact.startswith(SEALED_TEXT) and index.get(name) != fact:
            yield Difference(file=INDEX, what=name, published=written(index.get(name)), own=fact)
    if FIRST_PAGE in release.digests and release.json(INDEX).get("languages", ["zh"])[0] == "zh":
        shown = SITE_NAME.search(release.text(FIRST_PAGE))
        if shown and shown[1] != index["title"] and "&" not in shown[1]:
            yield Difference(file=INDEX, what="title", published=index["title"], own=shown[1])


def _resources_apart(release: Release, package: Json) -> Iterator[Difference]:
    """Form, title and types of each file; those of a kind have the same columns, told in the same words."""
    kinds = [
        (re.compile("[^/]+".join(map(re.escape, HOLE.split(one["address"])))), one["what"])
        for one in release.json(WORDS)["files"]
    ]
    fields: dict[str, tuple[str, object]] = {}
    for one in package["resources"]:
        path = f"data/{one['path']}"
        if path not in release.digests:
            continue
        what = next((what for form, what in kinds if form.fullmatch(path)), None)
        form = path.removesuffix(GZ).rpartition(".")[2]
        tabular = "schema" in one
        own = {
            "format": form,
            "mediatype": MEDIA.get(form),
            "encoding": "utf-8",
            "title": what,
            "profile": "tabular-data-resource" if tabular else "data-resource",
            "compression": "gz" if path.endswith(GZ) else None,
        }
        for name, value in own.items():
            if one.get(name) != value:
                yield _of_package(f"{path} {name}", one.get(name), value)
        if tabular:
            first = fields.setdefault(str(what), (path, one["schema"]["fields"]))
            if one["schema"]["fields"] != first[1]:
                yield _of_package(f"{path} fields", path, first[0])
            yield from _types_apart(release, path, one["schema"]["fields"])


def _types_apart(release: Release, path: str, fields: list[Json]) -> Iterator[Difference]:
    """Whether the values of a table are of the types that its columns are said to have."""
    types = {one["name"]: one["type"] for one in fields}
    for row in islice(csv_rows(release, path), ROWS_LOOKED_AT):
        for name, kind in list(types.items()):
            try:
                if row.get(name):
                    OF_TYPE[kind](row[name])
            except (ValueError, KeyError, ZeroDivisionError):
                yield _of_package(f"{path} {name} type", kind, row[name])
                del types[name]


def _of_package(what: str, published: object, own: object) -> Difference:
    return Difference(file=PACKAGE, what=what, published=written(published), own=written(own))
