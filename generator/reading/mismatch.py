"""What pydantic says about a value, turned into a code, facts and a route of keys."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from generator.model.problem import Route
from generator.model.scalars import (
    DAY_FORM,
    EDITION_FORM,
    FINGERPRINT_FORM,
    ICP_FORM,
    ITEM_FORM,
    MARK_FORM,
    NAME_FORM,
    PERIOD_FORM,
    POLICE_FORM,
    REF_FORM,
    SITE_CODE_FORM,
    SLUG_FORM,
    SPAN_FORM,
    TEAM_FORM,
    TEXT_FORM,
)

Schema = Mapping[str, Any]
"""A core schema of pydantic: a tree of plain dicts."""
Error = Mapping[str, Any]
"""One of `ValidationError.errors()`: `type`, `loc`, `input`, and `ctx` with the figures of the rule."""
Facts = dict[str, str]

_CODE_OF_FORM: Final = {
    SLUG_FORM: "malformed-id",
    ITEM_FORM: "malformed-clause-or-edition",
    REF_FORM: "malformed-standard-reference",
    TEAM_FORM: "malformed-team",
    SPAN_FORM: "malformed-time-span",
    DAY_FORM: "malformed-date",
    EDITION_FORM: "malformed-clause-or-edition",
    NAME_FORM: "malformed-name",
    PERIOD_FORM: "malformed-period",
    TEXT_FORM: "blank-text",
    FINGERPRINT_FORM: "malformed-fingerprint",
    ICP_FORM: "malformed-icp-number",
    POLICE_FORM: "malformed-police-number",
    SITE_CODE_FORM: "malformed-site-code",
    MARK_FORM: "malformed-mark",
}
SHOWN: Final = 200
"""Characters of a value that a problem carries."""

_NUMBER_LIKE: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mismatch:
    """A value that is not what its record asks for."""

    code: str
    route: Route
    facts: Facts = field(default_factory=dict)
    at_key: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where an error lies in the file, and in the schema."""

    route: Route
    at_key: bool
    schema: Schema
    """Of the value, or of the record that has no such key."""
    branch: bool = False
    """The error is about one branch of a union as a whole."""

    def other_kind(self, value: object) -> bool:
        """Whether a value is plainly meant for another branch: a mapping for a record, anything else for no record."""
        return self.branch and (self.schema["type"] == "dataclass-args") != isinstance(value, dict)


def mismatch(schema: Schema, error: Error) -> Mismatch | None:
    """Say in our words what pydantic found; None where another error of the same value says it better."""
    place = _place(schema, error["loc"])
    if place.other_kind(error["input"]):
        return None
    told = _TELLERS.get(error["type"], _other)(error, place)
    if told is None:
        return None
    code, facts = told
    route = place.route
    if error["type"] in ("union_tag_not_found", "union_tag_invalid"):
        route = (*route, str(place.schema["discriminator"]))
    at_key = place.at_key or error["type"] == "unexpected_keyword_argument"
    return Mismatch(code=code, route=route, facts=facts, at_key=at_key)


def _place(schema: Schema, loc: Iterable[str | int]) -> _Place:
    """Follow a location through the schema: parts that name a branch of it are no part of the file."""
    route: list[str | int] = []
    here = _bare(schema)
    at_key = branch = False
    for step in loc:
        kind = here["type"]
        branch = kind == "union" and _has_record(here)
        if kind == "tagged-union":
            here = _bare(here["choices"][step])
        elif kind == "union":
            here = _branch(here, str(step))
        elif step == "[key]":
            at_key = True
        else:
            route.append(step)
            here = _bare(_inner(here, step))
    return _Place(route=tuple(route), at_key=at_key, schema=here, branch=branch)


def _bare(schema: Schema) -> Schema:
    """Take off what wraps a schema without changing the shape of its values."""
    while schema["type"] in ("default", "nullable", "function-before", "dataclass"):
        schema = schema["schema"]
    return schema


def _inner(schema: Schema, step: str | int) -> Schema:
    """Give the schema of what lies under a key or at a position; an unknown key stays with its record."""
    if schema["type"] == "dataclass-args":
        fields: Iterable[Schema] = schema["fields"]
        return next((each["schema"] for each in fields if each["name"] == step), schema)
    if schema["type"] == "dict":
        values: Schema = schema["values_schema"]
        return values
    items: Schema = schema["items_schema"][0]
    return items


def _branch(union: Schema, label: str) -> Schema:
    """Give the branch of a union that pydantic names: `literal[…]`, `tuple[…]`, a record by its name, a number."""
    branches = [_bare(each) for each in union["choices"]]
    named = (each for each in branches if label.startswith(each["type"]) or each.get("dataclass_name") == label)
    return next(named, branches[0])


def _has_record(union: Schema) -> bool:
    return any(_bare(each)["type"] == "dataclass-args" for each in union["choices"])


def shown(value: object) -> str:
    """Write a value the way the file has it, or what kind of thing it is."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    return str(value)[:SHOWN]


def nearest(wanted: str, known: Iterable[str]) -> str | None:
    """Give the known word that is most like a wanted one, if any is; nothing is like an endless word."""
    if len(wanted) > SHOWN:
        return None
    folded = wanted.lower().replace("_", "-")
    by_fold = {each.lower().replace("_", "-"): each for each in known}
    close = get_close_matches(folded, by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def _unknown_key(error: Error, place: _Place) -> tuple[str, Facts]:
    key = shown(error["loc"][-1])
    if "：" in key:
        return "full-width-colon", {"key": key.partition("：")[0]}
    known = [each["name"] for each in place.schema["fields"]]
    near = nearest(key, known)
    if near is not None:
        return "misspelt-key", {"key": key, "near": near}
    return "unknown-key", {"key": key, "known": ", ".join(known)}


def _missing_key(error: Error, _place: _Place) -> tuple[str, Facts]:
    return "missing-key", {"key": str(error["loc"][-1])}


def _no_method(error: Error, _place: _Place) -> tuple[str, Facts]:
    return "missing-key", {"key": error["ctx"]["discriminator"].strip("'")}


def _no_text(error: Error, place: _Place) -> tuple[str, Facts]:
    value = error["input"]
    if place.schema["type"] == "chain":
        return "malformed-date", {"value": shown(value)}
    if isinstance(value, dict | list):
        return "not-a-text", {"value": shown(value)}
    return "unquoted-text", {"value": shown(value)}


def _no_number(error: Error, _place: _Place) -> tuple[str, Facts]:
    value = error["input"]
    if isinstance(value, str) and _NUMBER_LIKE.fullmatch(value):
        return "quoted-number", {"value": shown(value)}
    if isinstance(value, Decimal):
        return "not-a-whole-number", {"value": str(value)}
    return "not-a-number", {"value": shown(value)}


def _out_of_range(error: Error, place: _Place) -> tuple[str, Facts]:
    return "number-out-of-range", {
        "value": shown(error["input"]),
        "least": str(place.schema["ge"]),
        "most": str(place.schema["le"]),
    }


def _too_fine(error: Error, _place: _Place) -> tuple[str, Facts]:
    return "too-many-decimals", {"value": shown(error["input"]), "places": str(error["ctx"]["decimal_places"])}


def _no_truth(error: Error, _place: _Place) -> tuple[str, Facts]:
    return "not-true-or-false", {"value": shown(error["input"])}


def _no_list(error: Error, place: _Place) -> tuple[str, Facts]:
    if error["loc"] and str(error["loc"][-1]).startswith("tuple["):
        return "malformed-assessed", {"value": shown(error["input"])}
    return _colon_or("not-a-list", error, place)


def _no_mapping(error: Error, place: _Place) -> tuple[str, Facts]:
    return _colon_or("not-a-mapping", error, place)


def _colon_or(code: str, error: Error, _place: _Place) -> tuple[str, Facts]:
    value = error["input"]
    if isinstance(value, str) and "：" in value:
        return "full-width-colon", {"key": shown(value.partition("：")[0].strip())}
    return code, {"value": shown(value)}


def _no_choice(error: Error, place: _Place) -> tuple[str, Facts] | None:
    if not place.branch and error["loc"] and str(error["loc"][-1]).startswith("literal["):
        return None
    return _choice(error["input"], [str(each) for each in place.schema["expected"]])


def _no_such_method(error: Error, place: _Place) -> tuple[str, Facts]:
    value = error["input"][place.schema["discriminator"]]
    return _choice(value, [str(each) for each in place.schema["choices"]])


def _choice(value: object, known: list[str]) -> tuple[str, Facts]:
    near = nearest(value, known) if isinstance(value, str) else None
    facts = {"value": shown(value), "known": ", ".join(known)}
    return ("misspelt-value", facts | {"near": near}) if near is not None else ("unknown-value", facts)


def _too_long(error: Error, _place: _Place) -> tuple[str, Facts]:
    value = error["input"]
    return "text-too-long", {"length": str(len(value)), "most": str(error["ctx"]["max_length"]), "value": value[:20]}


def _no_form(error: Error, _place: _Place) -> tuple[str, Facts]:
    return _CODE_OF_FORM[error["ctx"]["pattern"]], {"value": shown(error["input"])}


def _no_such_day(error: Error, _place: _Place) -> tuple[str, Facts]:
    return "no-such-day", {"value": shown(error["input"])}


def _other(error: Error, _place: _Place) -> tuple[str, Facts]:
    return "unfit-value", {"value": shown(error["input"]), "rule": str(error["type"])}


_Teller = Callable[[Error, _Place], tuple[str, Facts] | None]

_TELLERS: Final[Mapping[str, _Teller]] = {
    "unexpected_keyword_argument": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _no_method,
    "union_tag_invalid": _no_such_method,
    "string_type": _no_text,
    "string_pattern_mismatch": _no_form,
    "string_too_long": _too_long,
    "int_type": _no_number,
    "value_error": _no_number,
    "decimal_max_places": _too_fine,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "bool_type": _no_truth,
    "tuple_type": _no_list,
    "dict_type": _no_mapping,
    "dataclass_type": _no_mapping,
    "literal_error": _no_choice,
    "date_from_datetime_parsing": _no_such_day,
    "date_parsing": _no_such_day,
}
