"""`data/datapackage.json`: what the open data are, file by file, in the form that data tools read.

It is a Data Package of Frictionless, version 1: https://specs.frictionlessdata.io/data-package/. Files of tables for
spreadsheets have a Table Schema; a JSON file of several tables says
by `tables`, which is ours, under which name of the package's own `tables` their columns stand.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from generator.presenting.files.exports import EVERYTHING, FILE_KINDS, PACKAGE, VERIFIER, FileKind, is_data
from generator.presenting.files.tables import Table
from generator.presenting.text.addresses import DATA
from generator.presenting.text.plain import json_file
from generator.words.languages import Language
from generator.words.phrases import told

_NAMED: Final = re.compile(r"\bCC[ -](BY(?:-(?:SA|ND|NC|NC-SA|NC-ND))?)[ -](\d\.\d)\b")
"""A licence of Creative Commons in a sentence."""
_SMALL: Final = ".gz"
_MEDIA: Final = {"csv": "text/csv", "json": "application/json"}


def is_packed(address: str) -> bool:
    """Whether the archive of everything holds a file of the site."""
    return is_data(address) and address not in {EVERYTHING, PACKAGE}


def package_text(
    head: Mapping[str, object], sums: Mapping[str, tuple[str, int]], lang: Language, *, packed: bool = False
) -> str:
    """The text of the description. `head`: as of the index; `sums`: SHA-256 and bytes of files, by address.

    `packed`: of the files as the archive holds them, where those that are published small are large again.
    """
    described = [address for address in sorted(sums) if is_packed(address) and address != VERIFIER]
    kinds = tuple((_form_of(kind), kind) for kind in FILE_KINDS)
    tables = {
        kind.tables_name: {name: {"fields": list(_fields(table, lang))} for name, table in kind.tables.items()}
        for kind in FILE_KINDS
        if kind.tables
    }
    facts: dict[str, object] = {
        "profile": "data-package",
        "name": "windowboard",
        "title": head["title"],
        "version": head["as_of"],
        "licenses": [_licence(str(head["licence"]))],
        "contributors": [{"title": head["publisher"], "role": "publisher"}],
        "tables": tables,
    }
    names: set[str] = set()
    resources = [_resource(address, sums[address], kinds, names, lang) for address in described]
    if packed:
        resources = [_unpacked(one) for one in resources]
    return json_file(facts, {"resources": resources})


def _form_of(kind: FileKind) -> re.Pattern[str]:
    """The form of the addresses of a kind."""
    parts = re.split(r"<[^>]*>", told(kind.form, "zh"))
    return re.compile("[^/]+".join(map(re.escape, parts)))


def _licence(text: str) -> dict[str, str]:
    """A licence in a sentence of the policy, by its name where it is one that has a name everywhere."""
    found = _NAMED.search(text)
    if found is None:
        return {"path": PurePosixPath(DATA).name, "title": text}
    name, version = found.groups()
    path = f"https://creativecommons.org/licenses/{name.lower()}/{version}/"
    return {"name": f"CC-{name}-{version}", "path": path, "title": text}


def _resource(
    address: str,
    known: tuple[str, int],
    kinds: tuple[tuple[re.Pattern[str], FileKind], ...],
    names: set[str],
    lang: Language,
) -> dict[str, object]:
    path = address.removeprefix("data/")
    form = path.removesuffix(_SMALL).rpartition(".")[2]
    kind = next((kind for pattern, kind in kinds if pattern.fullmatch(address)), None)
    name = path.lower() if path.lower() not in names else f"{path.lower()}.{len(names)}"
    names.add(name)
    digest, size = known
    facts: dict[str, object] = {
        "name": name,
        "path": path,
        "profile": "data-resource",
        "format": form,
        "mediatype": _MEDIA[form],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }
    if path.endswith(_SMALL):
        facts["compression"] = "gz"
    if kind is not None:
        facts["title"] = told(kind.what, lang)
        if kind.table:
            facts |= {"profile": "tabular-data-resource", "schema": {"fields": list(_fields(kind.table, lang))}}
        if kind.tables:
            facts["tables"] = kind.tables_name
    return facts


def _unpacked(resource: Mapping[str, object]) -> dict[str, object]:
    """The same of a file that is large again; of its bytes nothing is known then."""
    if "compression" not in resource:
        return dict(resource)
    left = {name: value for name, value in resource.items() if name not in {"compression", "bytes", "hash"}}
    return left | {"path": str(resource["path"]).removesuffix(_SMALL)}


def _fields(table: Table, lang: Language) -> Iterator[dict[str, str]]:
    for one in table:
        yield {"name": one.name, "type": one.type, "description": told(one.meaning, lang)}
