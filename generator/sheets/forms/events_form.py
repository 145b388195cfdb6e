"""A filled-in workbook of events, as files of events."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

from generator.judging.checks.results.events import EVENT_TOLD_TWICE
from generator.model.events import Event, EventsFile
from generator.model.problem import Problem
from generator.reading.record import read_record
from generator.sheets.city import City
from generator.sheets.draft import HEADING, Draft, Part, Said, at, entry, flow
from generator.sheets.files.table import Cell
from generator.sheets.forms.filling import Filling
from generator.sheets.forms.forms import SOURCES, FilledForm, first_word, veto_of
from generator.sheets.statement import AMOUNT_NOT_READ
from generator.sheets.values import amount_of, figure, told
from generator.sheets.visits import free_path

NEEDED: Final = ("id", "window", "clause", "happened", "proved", "source", "team", "note", "evidence")

Fact = tuple[str, str, tuple[Part, ...]]
"""The centre, the day of proof, and the line of an event."""


def filled_events(
    form: FilledForm, city: City, problems: list[Problem], made: Container[str] = ()
) -> tuple[list[Draft], int]:
    """The files of the events that the centres have not handed in, and how many they have.

    `made`: paths that files of other sheets will have.
    """
    filling = Filling(form, city, problems)
    rows = list(form.rows())
    standard = filling.standard()
    if not filling.valued(rows) or standard is None:
        return [], 0
    facts = [fact for row in rows if (fact := _fact(filling, row, standard[1]))]
    drafts: list[Draft] = []
    known = 0
    for centre, month in sorted({(centre, day[:7]) for centre, day, _ in facts}):
        lines = [line for of, day, line in facts if (of, day[:7]) == (centre, month)]
        fresh = list(_fresh(lines, _there(centre, city), problems))
        known += len(lines) - len(fresh)
        if fresh:
            path = free_path(f"results/{centre}/events/{month}.yml", city, made)
            drafts.append(_file(path, fresh, form))
    return drafts, known


def _fresh(
    lines: Sequence[Sequence[Part]], there: Mapping[str, tuple[str, Event]], problems: list[Problem]
) -> Iterator[Sequence[Part]]:
    """The events that the centre has not handed in; one that it has in other words is a problem."""
    for line in lines:
        event = _event(line)
        path, before = there.get(event.id, ("", None)) if event else ("", None)
        if before and before != event:
            place = next(part[1] for part in line if isinstance(part, tuple))
            problems.append(at(place, EVENT_TOLD_TWICE, id=before.id, other=path))
        if before is None or before != event:
            yield line


def _fact(filling: Filling, row: Mapping[str, Cell], standard: Said) -> Fact | None:
    if not filling.needed(row, NEEDED):
        return None
    place = row["window"].place
    centre, _, window = first_word(row["window"]).partition("/")
    of = filling.names.centre(Cell(value=centre, place=place), place)
    seen = filling.names.window(Cell(value=window, place=place), place, of.text) if of else None
    days = [filling.day(row[key]) for key in ("happened", "proved")]
    source = filling.listed(row["source"], "source", SOURCES)
    minus = amount_of(row["minus"].value)
    if minus is None:
        filling.wrong(row["minus"].place, AMOUNT_NOT_READ, value=row["minus"].text)
    if of is None or seen is None or source is None or minus is None or None in days:
        return None
    happened, proved = (day for day in days if day)
    team = Said(text=told(row["team"].value).partition(" ")[0], place=row["team"].place)
    parts = [
        entry("id", Said(text=told(row["id"].value), place=row["id"].place)),
        entry("window", seen),
        entry("standard", standard, raw=True),
        *_subject(row),
        entry("happened", happened, raw=True),
        entry("proved", proved, raw=True),
        entry("source", source),
        entry("team", team),
        *([entry("minus", Said(text=figure(minus), place=row["minus"].place), raw=True)] if minus else []),
        *(entry(key, Said(text=row[key].text, place=row[key].place)) for key in ("note", "evidence")),
    ]
    return of.text, proved.text, tuple(flow(parts))


def _subject(row: Mapping[str, Cell]) -> Iterator[Part]:
    """What was proved: a veto, or a clause and the fault under it."""
    clause, fault = row["clause"], row["fault"]
    if veto := veto_of(clause):
        yield entry("veto", Said(text=veto, place=clause.place))
        return
    yield entry("clause", Said(text=first_word(clause), place=clause.place))
    if fault.text:
        yield entry("fault", Said(text=first_word(fault), place=fault.place))


def _there(centre: str, city: City) -> dict[str, tuple[str, Event]]:
    """The events that a centre has handed in, by id, and the file of each."""
    data = city.data(centre)
    return {record.event.id: (record.path, record.event) for record in data.events} if data else {}


def _event(line: Sequence[Part]) -> Event | None:
    """The record of an event; None where it makes none, and the checks will say why."""
    text = "".join(part if isinstance(part, str) else part[0] for part in line)
    read = read_record(f"events:\n  - {text}\n".encode(), "", EventsFile)
    return None if isinstance(read, tuple) else read.events[0]


def _file(path: str, lines: Sequence[Sequence[Part]], form: FilledForm) -> Draft:
    draft = Draft(path=path, head=form.table.place(form.row, 0))
    draft.line(HEADING.rstrip("\n"))
    draft.line("events:")
    for line in lines:
        draft.line("  - ", *line)
    return draft
