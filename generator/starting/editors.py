"""What editors propose: the schemas of the data files with the ids of this city, `.windowboard/<kind>.json`.

A value is proposed and not required: what was added a moment ago is no mistake, and whether an id is there is said by
the check.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.model.standard import Clause, Deduct, ResultKey, Standard, checked_by
from generator.publishing.writing import replace as put_over
from generator.reading.schemas import schemas
from generator.sheets.city import City, city_of, clauses_of
from generator.starting.city import EDITORS

Ids = Mapping[str, str]
"""Ids that may stand somewhere, each with what it is in words."""

Schema = dict[str, Any]
"""A part of a JSON Schema."""


def write_city_schemas(root: Path) -> tuple[str, ...]:
    """Write the schemas of every kind of file with the ids of the city; the paths.

    Raises InputError with what is wrong with its rules and centres.
    """
    city = city_of(root)
    ids = ids_of(city)
    written = []
    (root / EDITORS).mkdir(exist_ok=True)
    for kind, text in schemas().items():
        path = f"{EDITORS}/{kind}.json"
        told = with_ids(json.loads(text), ids)
        put_over(root / path, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
        written.append(path)
    return tuple(written)


def ids_of(city: City) -> Mapping[str, Ids]:
    """What may stand under each key of the data files; a key means the same in all of them."""
    words = city.rules.vocabulary
    trades, roles, themes = ({one.id: one.name for one in group} for group in (words.trades, words.roles, words.themes))
    standards = tuple(city.rules.standards.values())
    clauses = _clauses(standards)
    centres = {key: one.name for key, one in city.centres.items()}
    windows = {window: f"{name}，{centres[centre]}" for centre, window, name in city.windows}
    places = {f"{centre}/{window}": f"{name}，{centres[centre]}" for centre, window, name in city.windows}
    bands = {band.id: band.name for one in standards for band in one.bands}
    sections = {section.id: f"{section.title}（{one.title}）" for one in standards for section in one.sections}
    refs = {one.ref: one.title for one in standards} | {one.id: one.title for one in standards}
    return {
        "applies_to": trades,
        "assessed": {**clauses, **sections},
        "band": bands,
        "bands": bands,
        "board": {one.id: one.title for one in city.rules.boards.values()},
        "centre": centres,
        "centres": centres,
        "channel": city.channels,
        "channels": city.channels,
        "clause": clauses,
        "clean": windows,
        "fault": dict(_faults(standards)),
        "levels": _checked(standards, "levels"),
        "limits": refs,
        "may_not_apply": refs,
        "points": _checked(standards, "points"),
        "review_panel": _teams(city),
        "role": roles,
        "roles": roles,
        "sampled": _checked(standards, "sampled"),
        "section": sections,
        "standard": refs,
        "team": _teams(city),
        "teams": _teams(city),
        "theme": themes,
        "trade": trades,
        "trades": trades,
        "veto": {veto.id: f"{veto.text}（{one.title}）" for one in standards for veto in one.vetoes},
        "window": {**windows, **places},
        "windows": places,
    }


def _every(standards: tuple[Standard, ...]) -> Iterator[tuple[Standard, Clause]]:
    for standard in standards:
        yield from ((standard, clause) for clause in clauses_of(standard).values())


def _clauses(standards: tuple[Standard, ...]) -> Ids:
    """Every clause; of those of one number in several standards the words of all."""
    found: dict[str, list[str]] = {}
    for standard, clause in _every(standards):
        found.setdefault(clause.id, []).append(f"{standard.id}：{clause.text}")
    return {key: "\n".join(dict.fromkeys(texts)) for key, texts in found.items()}


def _checked(standards: tuple[Standard, ...], told_under: ResultKey) -> Ids:
    """The clauses whose results stand under a key."""
    wanted = {clause.id for _, clause in _every(standards) if clause.check.told_under == told_under}
    return {key: text for key, text in _clauses(standards).items() if key in wanted}


def _faults(standards: tuple[Standard, ...]) -> Iterator[tuple[str, str]]:
    for clause, check in checked_by((clause for _, clause in _every(standards)), Deduct):
        yield from ((fault.id, f"{clause.id}：{fault.text}") for fault in check.faults)


def _teams(city: City) -> Ids:
    """The teams that programmes name, and those that are a centre's own."""
    own = {team: f"{centre.name}自己的组" for centre in city.centres.values() for team in centre.teams}
    return {**own, **city.teams}


# Into a schema


def with_ids(schema: Any, ids: Mapping[str, Ids]) -> Any:  # noqa: ANN401  # a JSON Schema is a tree of plain values
    """The schema with ids proposed under every key that has some."""
    if isinstance(schema, list):
        return [with_ids(one, ids) for one in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: with_ids(one, ids) for key, one in schema.items()}
    properties = schema.get("properties")
    if isinstance(properties, dict):
        told["properties"] = {
            key: _proposing(one, ids[key]) if key in ids else one for key, one in told["properties"].items()
        }
    return told


def _proposing(schema: Schema, ids: Ids) -> Schema:
    """A value, a list of values, or a mapping by ids: with those ids proposed whose form is right there."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_proposing(one, ids) for one in schema["anyOf"]]}
    if schema.get("type") == "array":
        return {**schema, "items": _proposing(schema["items"], ids)}
    if schema.get("type") == "object" and "patternProperties" in schema:
        ((form, of),) = schema["patternProperties"].items()
        return {**schema, "properties": {key: {**of, "description": ids[key]} for key in _fitting(ids, form)}}
    form = schema.get("pattern")
    fitting = _fitting(ids, form) if schema.get("type") == "string" and form else []
    if not fitting:
        return schema
    proposed: Schema = {"enum": fitting, "enumDescriptions": [ids[key] for key in fitting]}
    about: Schema = {key: schema[key] for key in ("description", "default") if key in schema}
    return {**about, "anyOf": [proposed, {key: one for key, one in schema.items() if key not in about}]}


def _fitting(ids: Ids, form: str) -> list[str]:
    return [key for key in ids if re.search(form, key)]
