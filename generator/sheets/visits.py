"""Visits that sheets tell of, put together to rounds: a file for each day, team, channel, standard and centre."""

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.judging.checks.references import LISTED_TWICE
from generator.judging.checks.results.rounds import INSPECTED_TWICE
from generator.model.problem import Problem
from generator.model.results import FIGURE_KEYS, Inspection, Round
from generator.reading.record import read_record
from generator.sheets.city import City
from generator.sheets.draft import HEADING, Draft, Part, Said, at, entry, flow
from generator.sheets.files.table import Place
from generator.sheets.statement import Field, Key, Statement

_NO_QUOTES: Final = re.compile(r"[a-z][a-z0-9-]*(@[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What all visits of a round have in common."""

    centre: Said
    standard: Said
    date: Said
    channel: Said
    team: Said

    @property
    def key(self) -> tuple[str, ...]:
        """By which visits belong together."""
        return (self.centre.text, self.standard.text, self.date.text, self.channel.text, self.team.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What one row, or several, say of a visit to one window."""

    head: Head
    window: Said
    assessed: tuple[Said, ...]
    """`all` alone, or sections and clauses."""
    statements: tuple[Statement, ...] = ()
    nothing: Said | None = None
    """Where it is said that nothing was found."""


def rounds(visits: Iterable[Visit], city: City, problems: list[Problem]) -> tuple[list[Draft], int]:
    """The files of those visits that the centre has not handed in yet, and how many it has.

    A visit that stands in a file in the same words is left out: whoever imports a sheet a second time adds nothing. One
    that stands in a file in other words is a problem.
    """
    drafts: list[Draft] = []
    known = 0
    for together in _by(visits, lambda one: one.head.key).values():
        there = _there(together[0].head, city)
        fresh = []
        for one in _by(together, lambda one: (one.window.text,)).values():
            path, file, before = there.get(one[0].window.text, ("", None, None))
            if file and file.team == one[0].head.team.text and before == _inspection(one):
                known += 1
                continue
            fresh.append(one)
            if file:
                facts = {"window": one[0].window.text, "other": path}
                problems.append(at(one[0].window.place, INSPECTED_TWICE, **facts))
        if fresh:
            path = free_path(_path(together[0].head), city, {draft.path for draft in drafts})
            drafts.append(_round(path, fresh))
    return drafts, known


def repeated_figures(visits: Iterable[Visit]) -> Iterator[Problem]:
    """Clauses of which two rows give the figure of the same visit."""
    for together in _by(visits, lambda one: (*one.head.key, one.window.text)).values():
        seen: set[tuple[Key, str]] = set()
        for one in (statement for visit in together for statement in visit.statements):
            if one.key in FIGURE_KEYS and (one.key, one.clause.text) in seen:
                yield at(one.clause.place, LISTED_TWICE, value=one.clause.text)
            seen.add((one.key, one.clause.text))


def _by(visits: Iterable[Visit], key: Callable[[Visit], tuple[str, ...]]) -> dict[tuple[str, ...], list[Visit]]:
    found: dict[tuple[str, ...], list[Visit]] = {}
    for visit in visits:
        found.setdefault(key(visit), []).append(visit)
    return found


def _there(head: Head, city: City) -> dict[str, tuple[str, Round, Inspection]]:
    """What the centre has handed in of this day, channel and standard, by window: the file, its round, the visit."""
    data = city.data(head.centre.text)
    return {
        inspection.window: (file.path, file.round, inspection)
        for file in (data.rounds if data else ())
        if (file.round.standard, file.round.date.isoformat(), file.round.channel) == head.key[1:4]
        for inspection in file.round.every
    }


def _inspection(visits: Sequence[Visit]) -> Inspection | None:
    """The record of a visit; None where it makes none, and the checks will say why."""
    read = read_record(_round("", [visits]).text.encode(), "", Round)
    return None if isinstance(read, tuple) or not read.inspections else read.inspections[0]


def _path(head: Head) -> str:
    words = re.sub("[^a-z0-9]+", "-", f"{head.channel.text}-{head.team.text}".lower()).strip("-")
    return f"results/{head.centre.text}/{head.date.text[:7]}/{head.date.text[8:]}-{words}.yml"


def free_path(path: str, city: City, made: Container[str]) -> str:
    """The path, or the first with a number behind it that no file has, and none of those to be made."""
    stem = path.removesuffix(".yml")
    number = 1
    while path in made or (city.root / path).exists():
        number += 1
        path = f"{stem}-{number}.yml"
    return path


def _round(path: str, windows: Sequence[Sequence[Visit]]) -> Draft:
    head = windows[0][0].head
    draft = Draft(path=path, head=head.date.place)
    draft.line(HEADING.rstrip("\n"))
    for key, said in (("standard", head.standard), ("date", head.date), ("channel", head.channel), ("team", head.team)):
        draft.line(entry(key, said, raw=key == "date" or bool(_NO_QUOTES.fullmatch(said.text))))
    draft.line("inspections:")
    for visits in windows:
        _window(draft, visits)
    return draft


def _window(draft: Draft, visits: Sequence[Visit]) -> None:
    first = visits[0]
    draft.line("  - ", entry("window", first.window))
    assessed = first.assessed
    if len(assessed) == 1 and assessed[0].text == "all":
        draft.line("    ", ("assessed: all", assessed[0].place))
    else:
        place = assessed[0].place if assessed else first.window.place
        items: list[Part] = [(json.dumps(one.text, ensure_ascii=False), one.place) for one in assessed]
        draft.line("    ", ("assessed: ", place), *flow(items, open_by="[", shut_by="]"))
    if nothing := next((one.nothing for one in visits if one.nothing), None):
        draft.line("    ", ("nothing_found: true", nothing.place))
    statements: dict[Key, list[Statement]] = {}
    for visit in visits:
        for one in visit.statements:
            statements.setdefault(one.key, []).append(one)
    for key, found in statements.items():
        _statements(draft, key, found)


def _statements(draft: Draft, key: Key, found: Sequence[Statement]) -> None:
    if key in FIGURE_KEYS:
        draft.line(f"    {key}:")
        for one in found:
            name = (f"{json.dumps(one.clause.text, ensure_ascii=False)}: ", one.clause.place)
            fields = list(_fields(one.fields))
            draft.line("      ", name, *(flow(fields) if one.fields[0].key else fields))
        return
    draft.line(f"    {key}:")
    for one in found:
        cited = "veto" if key == "vetoes" else "clause"
        quoted = json.dumps(one.clause.text, ensure_ascii=False)
        text = one.clause.text if key == "vetoes" and _NO_QUOTES.fullmatch(one.clause.text) else quoted
        draft.line("      - ", *flow([(f"{cited}: {text}", one.clause.place), *_fields(one.fields)]))


def _fields(fields: Iterable[Field]) -> Iterator[tuple[str, Place]]:
    for field in fields:
        text, place = entry(field.key, field.said, raw=field.raw)
        yield (text if field.key else text.removeprefix(": ")), place
