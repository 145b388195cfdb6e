"""Exact figures, and where two accounts of the same thing differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal, TypeGuard

Json = dict[str, Any]
"""An object of the published data."""

Language = Literal["zh", "en"]

NOTHING: Final = ""
"""Said where one of two accounts has nothing."""

LONGEST: Final = 160
"""Signs of a value that are told."""

SENTENCES: Final[Mapping[Language, str]] = {
    "zh": "{place}：公布的是 {published}，重算的是 {own}",
    "en": "{place}: published is {published}, recomputed is {own}",
}
ABSENT: Final[Mapping[Language, str]] = {"zh": "（没有）", "en": "(nothing)"}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that is published otherwise than the published files themselves give it."""

    file: str
    what: str
    """What differs, by the words of the data: the row and the figure."""
    published: str
    own: str
    """As recomputed; both may be NOTHING."""

    def told(self, lang: Language) -> str:
        """The difference on one line."""
        place = f"{self.file} {self.what}".strip()
        published, own = (_shown(text, lang) for text in (self.published, self.own))
        return SENTENCES[lang].format(place=place, published=published, own=own)


def _shown(text: str, lang: Language) -> str:
    if text == NOTHING:
        return ABSENT[lang]
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}…"


def number(value: object) -> Fraction:
    """A figure of the data: an integer, a decimal or a fraction as text; what is left out is 0."""
    return Fraction(str(value)) if value is not None else Fraction(0)


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up."""
    unit = 10**places
    return Fraction((2 * value.numerator * unit + value.denominator) // (2 * value.denominator), unit)


def cut(value: Fraction, places: int) -> Fraction:
    """What stands after so many places is left out."""
    return Fraction(value.numerator * 10**places // value.denominator, 10**places)


def decimal(value: Fraction, places: int) -> str:
    """A figure with exactly so many places."""
    unit = 10**places
    whole = int(value * unit)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    return f"{sign}{whole // unit}.{whole % unit:0{places}}" if places else f"{sign}{whole}"


def apart(file: str, what: str, published: object, own: object) -> Difference:
    """A difference of any two values, as they are written."""
    return Difference(file=file, what=what, published=written(published), own=written(own))


def written(value: object) -> str:
    """A value of either account as it is told; NOTHING for what is left out."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(map(written, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}={written(one)}" for key, one in sorted(value.items()))
    return str(value)


def same(one: object, other: object) -> bool:
    """Whether two values say the same: `1`, `"1"` and `"1.0"` are one figure, and an empty list is nothing."""
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    if one == other:
        return True
    if _empty(one) and _empty(other):
        return True
    if isinstance(one, bool | list | dict | None) or isinstance(other, bool | list | dict | None):
        return False
    try:
        return Fraction(str(one)) == Fraction(str(other))
    except (ValueError, ZeroDivisionError):
        return False


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, list | tuple | dict) and not value)


def differing(published: object, own: object, route: str = "") -> Iterator[tuple[str, object, object]]:
    """Where two accounts of a record differ: the route to each value, and both values."""
    if isinstance(published, Mapping) and isinstance(own, Mapping):
        for key in sorted({*published, *own}):
            yield from differing(published.get(key), own.get(key), f"{route}.{key}" if route else str(key))
    elif _is_row(published) and _is_row(own) and len(published) == len(own):
        for place, (one, other) in enumerate(zip(published, own, strict=True)):
            yield from differing(one, other, f"{route}[{place}]")
    elif not same(published, own):
        yield route, published, own


def _is_row(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)
