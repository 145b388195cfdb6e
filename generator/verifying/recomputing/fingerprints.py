"""The fingerprint of what an inspection found, or of a fact that was proved: sixteen letters.

Of the text of a record its BLAKE2b of eight bytes, written in the letters a to p. The text is `(name=value,…)` of the
fields in the order of their names, without those that say what is taken for granted; a list is `[…]`, named values are
`{name:value,…}`, points are the shortest fraction, a day is `datetime.date(2026, 10, 16)`, words stand in quotes as
Python writes them.
"""

import datetime
from collections.abc import Mapping
from fractions import Fraction
from hashlib import blake2b
from typing import Any, Final

from generator.verifying.published.figures import Json
from generator.verifying.published.methods import BY_CLAUSE, METHODS

LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
GRANTED: Final[Mapping[str, Any]] = {"count": 1, "nothing_found": False}
"""What a record leaves out where it says nothing else."""
POINTS: Final = ("minus", "announced")
DAYS: Final = ("happened", "proved")


def record_of(found: Json, inspection: Json) -> str:
    """The fingerprint of an inspection, with what its round says of it."""
    said = {"assessed": [], **{name: {} for name in BY_CLAUSE}, **inspection}
    head = (_day_text(found["date"]), repr(found["channel"]), repr(found["team"]), repr(found["standard"]))
    return letters(f"[{','.join((*head, _fields_text(said)))}]")


def fact_of(event: Json) -> str:
    """The fingerprint of a proved fact."""
    return letters(_fields_text(event))


def letters(text: str) -> str:
    """The fingerprint of a text, in letters that pass for no number."""
    return blake2b(text.encode(), digest_size=8).hexdigest().translate(LETTERS)


def _fields_text(record: Json) -> str:
    parts = []
    for name in sorted(record):
        value = record[name]
        if value is None or value == GRANTED.get(name, NOTHING_GRANTED) or (value == [] and name != "assessed"):
            continue
        parts.append(f"{name}={_value_text(name, value)}")
    return f"({','.join(parts)})"


NOTHING_GRANTED: Final = object()


def _value_text(name: str, value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if name in BY_CLAUSE:
        told = next(method.text for method in METHODS.values() if method.key == name)
        return _pairs({key: told(one, _fields_text) for key, one in value.items()})
    if name in POINTS:
        return str(Fraction(str(value)))
    if name in DAYS:
        return _day_text(value)
    if isinstance(value, list):
        return f"[{','.join(_fields_text(one) if isinstance(one, dict) else repr(one) for one in value)}]"
    return repr(value)


def _pairs(values: Mapping[str, str]) -> str:
    return f"{{{','.join(f'{key!r}:{values[key]}' for key in sorted(values))}}}"


def _day_text(text: str) -> str:
    return repr(datetime.date.fromisoformat(text))
