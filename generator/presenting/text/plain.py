"""Records as JSON: exact, sorted, the same bytes for the same records."""

import dataclasses
import datetime
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

_NOTHING: Final = (None, ())


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _plain(value: object) -> object:
    """What the encoder does not know itself: records, fractions, decimals and days."""
    if isinstance(value, Fraction | datetime.date):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if dataclasses.is_dataclass(value):
        found = ((name, getattr(value, name)) for name in _fields(value.__class__))
        return {name: one for name, one in found if one not in _NOTHING}
    message = f"{type(value).__name__} is not published"
    raise TypeError(message)


def json_text(value: object) -> str:
    """A value on one line: fractions and decimals are text (`19/4`, `94.5`), days are `yyyy-mm-dd`.

    Of a record, what is not there (None, an empty list) is left out.

    Raises:
        TypeError: the value is no record and nothing that a record holds.

    """
    return _ENCODER.encode(value)


_ENCODER: Final = json.JSONEncoder(default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Made once: `json.dumps` would make one for each of a million values."""


def json_file(head: Mapping[str, object], lists: Mapping[str, Iterable[object]]) -> str:
    """A JSON object of single values and of lists; each entry of a list stands on a line of its own."""
    parts = [f"{json_text(name)}:{json_text(value)}" for name, value in sorted(head.items())]
    for name, entries in sorted(lists.items()):
        lines = ",\n".join(json_text(entry) for entry in entries)
        parts.append(f"{json_text(name)}:[\n{lines}\n]" if lines else f"{json_text(name)}:[]")
    return "{\n" + ",\n".join(sorted(parts)) + "\n}\n"
