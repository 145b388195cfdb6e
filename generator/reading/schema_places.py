"""Where an error that pydantic tells lies: in the file, and in the schema."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.problem import Route

Schema = Mapping[str, Any]
"""A core schema of pydantic: a tree of plain dicts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
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


def place_of(schema: Schema, loc: Iterable[str | int]) -> Place:
    """Follow a location through the schema: parts that name a branch of it are no part of the file."""
    route: list[str | int] = []
    here = _bare(schema)
    at_key = branch = False
    for step in loc:
        kind = here["type"]
        branch = kind == "union" and _has_record(here)
        if step == "[key]":  # before all else: what lies under the key may be a union
            at_key = True
        elif kind == "tagged-union":
            here = _bare(here["choices"][step])
        elif kind == "union":
            here = _branch(here, str(step))
        else:
            route.append(step)
            here = _bare(_inner(here, step))
    return Place(route=tuple(route), at_key=at_key, schema=here, branch=branch)


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
