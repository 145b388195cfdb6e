"""Records to bytes and back, exactly: what is kept between runs is data, and reading it can run nothing.

A record is packed as JSON with the names of its fields; decimals, exact fractions and days are text there. It is
unpacked by its type alone: the bytes name no class, so that whoever writes them chooses values and never code.
"""

import dataclasses
import datetime
import types
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, ValidationError, core_schema

from generator.model.later import Later

T = TypeVar("T")

_PART: Final = ","
"""Parts the ids of a key that consists of several; no id holds it."""


class UnpackError(Exception):
    """Bytes are not those of such a record."""


def packed(value: T, kind: type[T]) -> bytes:
    """The bytes of a value of a type: a record, or a collection of them."""
    return _forms(cast("Hashable", kind))[0].to_json(value, warnings="error")


def unpacked(data: bytes, kind: type[T]) -> T:
    """The value of a type whose bytes these are, equal to the one that was packed. Raises UnpackError."""
    try:
        return cast("T", _forms(cast("Hashable", kind))[1].validate_json(data))
    except ValidationError as error:
        raise UnpackError(str(error)) from error


def put_by(later: Later[T], kind: type[T]) -> Later[T]:
    """The same value as it is kept, whatever it was."""
    return later if later.kept else Later.kept_as(_put_small(later.value(), kind), partial(_read_small, kind))


def _put_small(value: T, kind: type[T]) -> str:
    return b64encode(zlib.compress(packed(value, kind), 1)).decode("ascii")


def _read_small(kind: type[T], text: str) -> T:
    """Raises UnpackError."""
    try:
        return unpacked(zlib.decompress(b64decode(text, validate=True)), kind)
    except (ValueError, zlib.error) as error:
        raise UnpackError(str(error)) from error


@cache
def _forms(kind: Hashable) -> tuple[SchemaSerializer, SchemaValidator]:
    schema = _schema(kind)
    return SchemaSerializer(schema), SchemaValidator(schema, {"extra_fields_behavior": "forbid"})


_PLAIN: Final[Mapping[object, CoreSchema]] = {
    str: core_schema.str_schema(strict=True),
    int: core_schema.int_schema(strict=True),
    bool: core_schema.bool_schema(strict=True),
    datetime.date: core_schema.date_schema(strict=True),
    type(None): core_schema.none_schema(),
}
_NUMBERS: Final[frozenset[object]] = frozenset({int, Decimal, Fraction})


def _schema(kind: Any) -> CoreSchema:  # noqa: ANN401  # a type, or what stands for several
    """How a value of a type is known again. Raises TypeError for a type that is not kept."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind in _NUMBERS:
        return _number(frozenset([kind]))
    if dataclasses.is_dataclass(kind):
        return _record(cast("type", kind))
    if hasattr(kind, "_fields"):
        parts = core_schema.tuple_schema([_schema(part) for part in get_type_hints(kind).values()])
        return core_schema.no_info_after_validator_function(kind._make, parts)
    return _composed(get_origin(kind), get_args(kind))


def _composed(origin: object, parts: tuple[Any, ...]) -> CoreSchema:
    if origin is Literal:
        return core_schema.literal_schema(list(parts))
    if origin in {Union, types.UnionType}:
        return _choice(parts)
    if origin is frozenset:
        return core_schema.frozenset_schema(_schema(parts[0]))
    if origin is Mapping:
        return core_schema.dict_schema(_key(parts[0]), _schema(parts[1]))
    if origin is tuple:
        return _row(parts)
    if origin is Later:
        return _later(parts[0])
    raise TypeError(origin)


def _later(kind: Any) -> CoreSchema:  # noqa: ANN401  # as above
    """A text within the record, that is read when it is asked for."""
    return core_schema.no_info_after_validator_function(
        lambda text: Later.kept_as(text, partial(_read_small, kind)),
        core_schema.str_schema(strict=True),
        serialization=core_schema.plain_serializer_function_ser_schema(lambda one: put_by(one, kind).kept),
    )


def _row(parts: tuple[object, ...]) -> CoreSchema:
    if parts[-1] is Ellipsis:
        return core_schema.tuple_schema([_schema(parts[0])], variadic_item_index=0)
    return core_schema.tuple_schema([_schema(part) for part in parts])


@cache
def _record(kind: type) -> CoreSchema:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    fields = [core_schema.dataclass_field(name, _schema(hints[name]), kw_only=True) for name in names]
    return core_schema.dataclass_schema(
        kind,
        core_schema.dataclass_args_schema(kind.__name__, fields),
        names,
        frozen=True,
        slots="__slots__" in kind.__dict__,
    )


def _key(kind: object) -> CoreSchema:
    """A key of JSON is a text: one of several ids has them side by side."""
    if kind is str or get_origin(kind) is Literal:
        return _schema(kind)
    make: Callable[[Any], object] = getattr(kind, "_make", tuple)
    length = len(get_args(kind) or get_type_hints(kind))

    def made(text: str) -> object:
        ids = text.split(_PART)
        if len(ids) != length:
            raise ValueError(text)
        return make(ids)

    as_it_is = core_schema.simple_ser_schema("any")
    return core_schema.no_info_after_validator_function(
        made, core_schema.str_schema(strict=True), serialization=as_it_is
    )


def _choice(kinds: tuple[object, ...]) -> CoreSchema:
    """One of several types."""
    others = [kind for kind in kinds if kind is not type(None)]
    if len(others) < len(kinds):
        return core_schema.nullable_schema(_choice(tuple(others)))
    if len(others) == 1:
        return _schema(others[0])
    if _NUMBERS.issuperset(others):
        return _number(frozenset(others))
    records = [kind for kind in others if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    if len(records) < len(others):
        return core_schema.union_schema([_schema(kind) for kind in others], mode="left_to_right")
    return core_schema.tagged_union_schema({kind.__name__: _record(kind) for kind in records}, _told_apart(records))


def _told_apart(records: list[type]) -> Callable[[Any], str | None]:
    """By what one of several records is known: the value of a field, or a field that no other has."""
    hints = {kind.__name__: get_type_hints(kind) for kind in records}
    fields = {kind.__name__: {field.name for field in dataclasses.fields(kind)} for kind in records}
    for name in sorted(set.intersection(*fields.values())):
        if all(get_origin(hint[name]) is Literal for hint in hints.values()):
            return _by_value(name, {get_args(hint[name])[0]: record for record, hint in hints.items()})
    return _by_own_field(
        {
            record: min(names.difference(*(other for one, other in fields.items() if one != record)))
            for record, names in fields.items()
        }
    )


def _by_value(field: str, records: Mapping[str, str]) -> Callable[[Any], str | None]:
    def named(value: Any) -> str | None:  # noqa: ANN401  # a record, or its packed form
        return records.get(str(value.get(field) if isinstance(value, dict) else getattr(value, field)))

    return named


def _by_own_field(own: Mapping[str, str]) -> Callable[[Any], str | None]:
    def named(value: Any) -> str | None:  # noqa: ANN401  # as above
        if not isinstance(value, dict):
            return type(value).__name__
        for record, field in own.items():  # a third of the time that `next` takes, and it is asked for every row
            if field in value:
                return record
        return None

    return named


def _number(kinds: frozenset[object]) -> CoreSchema:
    """An exact number of one of some types; whole ones are numbers in JSON, the others texts."""

    @lru_cache(maxsize=1 << 14)  # the same few figures stand in thousands of records
    def exact(text: str) -> Decimal | Fraction:
        with suppress(ArithmeticError):
            numerator, stroke, denominator = text.partition("/")
            if stroke:  # read as two whole numbers: a fourth of the time that it takes as a text
                return Fraction(int(numerator), int(denominator))
            return Decimal(text) if Decimal in kinds else Fraction(text)
        raise ValueError(text)

    def read(written: object) -> int | Decimal | Fraction:
        if type(written) is int and int in kinds:
            return written
        if isinstance(written, str):
            return exact(written)
        raise ValueError(written)  # where a record may stand in the place of a number, that is read next

    shown = (
        core_schema.plain_serializer_function_ser_schema(_with_stroke)
        if Decimal in kinds and Fraction in kinds
        else None
    )
    return core_schema.no_info_plain_validator_function(read, serialization=shown)


def _with_stroke(number: object) -> object:
    """A fraction as one even where it is whole: beside decimals nothing else tells them apart."""
    return f"{number.numerator}/{number.denominator}" if isinstance(number, Fraction) else number
