"""What every key of the data files means, in both languages: from the records, and from `fields.yml` beside this file.

The English of a key is the docstring under it in its record, the Chinese stands in the table. A key that needs no
docstring, for it means the same in every record, has both in the table.
"""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from generator.reading.strict_yaml import read_plain

OF_RECORD: Final = "_"
"""The key under which the table says what a record itself is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What a key or a record is; an empty text is one that nobody has written."""

    zh: str
    en: str

    @property
    def both(self) -> str:
        """As an editor shows it, whatever language its user reads."""
        return f"{self.zh}\n\n{self.en}"


def records_of(source: Any) -> Mapping[str, type[Any]]:  # noqa: ANN401  # a record, a union, any annotation
    """Every record of which a record is made, itself among them, by name; in one kind of file no two share one."""
    found: dict[str, type[Any]] = {}
    _collect(source, found)
    return found


def _collect(source: Any, found: dict[str, type[Any]]) -> None:  # noqa: ANN401  # as above
    if isinstance(source, type) and is_dataclass(source):
        if source.__name__ in found:
            return
        found[source.__name__] = source
        for hint in get_type_hints(source, include_extras=True).values():
            _collect(hint, found)
    for part in get_args(source):
        _collect(part, found)


def meaning_of(record: type[Any]) -> Meaning:
    """What a record is: the first paragraph of its docstring, and its Chinese."""
    english = inspect.cleandoc(record.__doc__ or "").partition("\n\n")[0]
    return Meaning(zh=_chinese(record).get(OF_RECORD, ""), en=_one_line(english))


def meanings_of(record: type[Any]) -> Mapping[str, Meaning]:
    """What each key of a record means."""
    return {one.name: _meaning(record, one.name) for one in fields(record)}


def _meaning(record: type[Any], key: str) -> Meaning:
    for owner in filter(is_dataclass, record.__mro__):
        english = _docstrings(owner.__module__).get((owner.__name__, key), "")
        chinese = _chinese(owner).get(key, "")
        if english or chinese:
            return Meaning(zh=chinese, en=_one_line(english))
    word = table()["words"].get(key, {})
    return Meaning(zh=word.get("zh", ""), en=word.get("en", ""))


def _one_line(english: str) -> str:
    """Lines joined; what the records call None is a key that is left out in a file."""
    return " ".join(english.split()).replace("None:", "Left out:")


def _chinese(record: type[Any]) -> Mapping[str, str]:
    found: Mapping[str, str] = table()["records"].get(record.__module__.rpartition(".")[2], {}).get(record.__name__, {})
    return found


@cache
def table() -> Mapping[str, Any]:
    """`fields.yml`."""
    read = read_plain(Path(__file__).with_name("fields.yml").read_text(encoding="utf-8"))
    if not isinstance(read, dict):
        raise TypeError(read)
    return read


@cache
def _docstrings(module: str) -> Mapping[tuple[str, str], str]:
    """The docstrings under the fields of a module, by record and field; the language keeps none of them at run time."""
    source = inspect.getsource(sys.modules[module])
    records = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {(record.name, key): text for record in records for key, text in _told_under(record)}


def _told_under(record: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for one, after in zip(record.body, record.body[1:], strict=False):
        if not isinstance(one, ast.AnnAssign) or not isinstance(one.target, ast.Name):
            continue
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            yield one.target.id, after.value.value
