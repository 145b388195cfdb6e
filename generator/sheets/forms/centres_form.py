"""A filled-in workbook of centres and their windows, as files of centres."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from generator.judging.checks.references import REPEATED_ID
from generator.model.centre import Centre
from generator.model.problem import Code, Problem
from generator.model.scalars import SLUG_FORM
from generator.reading.record import read_record
from generator.sheets.city import City
from generator.sheets.draft import HEADING, Draft, Part, Said, entry, flow
from generator.sheets.files.table import Cell
from generator.sheets.forms.filling import Filling
from generator.sheets.forms.forms import DATUMS, HOLIDAYS, FilledForm, first_word
from generator.sheets.hours import Hours, hours_of
from generator.sheets.names import SHEET_NAMES_NO_CENTRE
from generator.sheets.values import degrees_of, figure, parts_of, told
from generator.upgrading.yaml_text import row as yaml_row

HOURS_NOT_READ: Final = Code(
    slug="hours-not-read",
    says="“{value}”不是能读懂的办公时间",
    mend="写成 周一至周五 08:30-12:00 13:30-17:30；周六 09:00-12:00，各段用分号隔开。",
    wrong="办公时间：工作日白天",
    right="办公时间：周一至周五 08:30-17:30",
)
CENTRE_STANDS_OTHERWISE: Final = Code(
    slug="centre-stands-otherwise",
    says="服务机构“{value}”已经在 {file} 里，写的与这里不同；已有的不会被改动",
    mend="直接修改那个文件，或从表里删去这个机构。",
    wrong="港口支行 | 码头路 2 号",
    right="港口支行 | 码头路 1 号",
)
MALFORMED_ID_IN_CELL: Final = Code(
    slug="malformed-id-in-cell",
    says="“{value}”不能作代号：只用小写字母、数字和单个连字符",
    mend="写成 hall-1、desk-3 这样的代号；名称另有一列。",
    wrong="一号大厅",
    right="hall-1",
)

DEGREES_NOT_READ: Final = Code(
    slug="degrees-not-read",
    says="“{value}”不是能读懂的度数",
    mend="写成小数的度数，如纬度 31.2304、经度 121.4737；度、分、秒的先换算成小数。",
    wrong="纬度：31度14分",
    right="纬度：31.2304",
)

NEEDED: Final = ("id", "name", "trade", "district", "address", "hours")
OF_THE_DOOR: Final = ("latitude", "longitude", "datum")
"""All of them or none."""
NEEDED_OF_WINDOWS: Final = ("centre", "id", "name", "services", "roles")

_Row = Mapping[str, Cell]


def filled_centres(
    centres: FilledForm, windows: FilledForm, city: City, problems: list[Problem]
) -> tuple[list[Draft], int]:
    """The files of the centres that the project has not, and how many it has in the same words."""
    filling, of_windows = Filling(centres, city, problems), Filling(windows, city, problems)
    listed = [row for row in centres.rows() if filling.needed(row, NEEDED) and filling.valued([row])]
    below = [row for row in windows.rows() if of_windows.needed(row, NEEDED_OF_WINDOWS) and of_windows.valued([row])]
    names = [told(row["id"].value) for row in listed]
    _astray(of_windows, below, names)
    drafts: list[Draft] = []
    known = 0
    for number, row in enumerate(listed):
        own = [one for one in below if told(one["centre"].value) == names[number]]
        if names[number] in names[:number]:
            filling.wrong(row["id"].place, REPEATED_ID, value=names[number])
            continue
        draft = _draft(filling, of_windows, row, own)
        if draft is None:
            continue
        there = city.centres.get(names[number])
        if there is None:
            drafts.append(draft)
        elif there == read_record(draft.text.encode(), "", Centre):
            known += 1
        else:
            filling.wrong(row["id"].place, CENTRE_STANDS_OTHERWISE, value=names[number], file=draft.path)
    return drafts, known


def _astray(of_windows: Filling, below: Sequence[_Row], names: Sequence[str]) -> None:
    """Tell of windows of centres that are not listed."""
    for row in below:
        if told(row["centre"].value) not in names:
            facts = {"value": row["centre"].text, "known": ", ".join(names) or "–"}
            of_windows.wrong(row["centre"].place, SHEET_NAMES_NO_CENTRE, **facts)


def _draft(filling: Filling, of_windows: Filling, row: _Row, windows: Sequence[_Row]) -> Draft | None:
    words = filling.city.rules.vocabulary
    name = _id(filling, row["id"])
    trade = filling.listed(row["trade"], "trade", {word.id: word.name for word in words.trades})
    hours = hours_of(row["hours"].text)
    if hours is None:
        filling.wrong(row["hours"].place, HOURS_NOT_READ, value=row["hours"].text)
    holidays = filling.listed(row["holidays"], "holidays", HOLIDAYS) if row["holidays"].text else None
    door = _door(filling, row)
    lines = [_window(of_windows, one) for one in windows]
    if name is None or trade is None or hours is None or door is None or None in lines:
        return None
    draft = Draft(path=f"results/{name.text}/centre.yml", head=row["id"].place)
    draft.line(HEADING.rstrip("\n"))
    draft.line(entry("name", _said(row["name"])))
    draft.line(entry("trade", trade))
    for key in ("district", "address", "phone"):
        if row[key].text:
            draft.line(entry(key, _said(row[key])))
    if door:
        draft.line("coordinates: ", *flow(door))
    _below(draft, row, hours, holidays, [line for line in lines if line])
    return draft


def _door(filling: Filling, row: _Row) -> list[Part] | None:
    """Where a centre is: nothing where it is on no map; None where it is said wrongly."""
    if not any(row[key].text for key in OF_THE_DOOR):
        return []
    if not filling.needed(row, OF_THE_DOOR):
        return None
    parts: list[Part] = []
    for key in ("latitude", "longitude"):
        degrees = degrees_of(row[key].value)
        if degrees is None:
            filling.wrong(row[key].place, DEGREES_NOT_READ, value=row[key].text)
        else:
            parts.append(entry(key, Said(text=figure(degrees), place=row[key].place), raw=True))
    if datum := filling.listed(row["datum"], "datum", DATUMS):
        parts.append(entry("datum", datum))
    return parts if len(parts) == len(OF_THE_DOOR) else None


def _below(
    draft: Draft, row: _Row, hours: Sequence[Hours], holidays: Said | None, windows: Sequence[list[Part]]
) -> None:
    """The hours and the windows of a centre."""
    draft.line(("hours:", row["hours"].place))
    for days, spans in hours:
        draft.line("  - ", (f"{{days: {yaml_row(days)}, open: {yaml_row(spans)}}}", row["hours"].place))
    if holidays:
        draft.line(entry("holidays", holidays))
    draft.line(("windows:" if windows else "windows: []", row["id"].place))
    for line in windows:
        draft.line("  - ", *line)


def _window(filling: Filling, row: _Row) -> list[Part] | None:
    words = filling.city.rules.vocabulary
    before = len(filling.problems)
    name = _id(filling, row["id"])
    roles = {word.id: word.name for word in words.roles}
    found = [filling.listed(cell, "roles", roles) for cell in _each(row["roles"], roles)]
    more: list[Part] = []
    trades = {word.id: word.name for word in words.trades}
    if row["trade"].text and (trade := filling.listed(row["trade"], "trade", trades)):
        more.append(entry("trade", trade))
    if row["opened"].text and (opened := filling.day(row["opened"])):
        more.append(entry("opened", opened, raw=True))
    if name is None or len(filling.problems) > before:
        return None
    services = f"services: {yaml_row(parts_of(row['services'].value))}"
    of_roles = f"roles: {yaml_row(one.text for one in found if one)}"
    parts: list[Part] = [entry("id", name), entry("name", _said(row["name"])), (services, row["services"].place)]
    return flow([*parts, (of_roles, row["roles"].place), *more])


def _each(cell: Cell, words: Mapping[str, str]) -> Iterator[Cell]:
    """The words of a cell that lists several; an id and its name, as a drop-down list has them, are one."""
    whole = told(cell.value)
    if first_word(cell) in words and whole == f"{first_word(cell)} {words[first_word(cell)]}":
        yield Cell(value=first_word(cell), place=cell.place)
        return
    yield from (Cell(value=part, place=cell.place) for part in parts_of(cell.value))


def _id(filling: Filling, cell: Cell) -> Said | None:
    text = told(cell.value)
    if not re.fullmatch(SLUG_FORM, text):
        filling.wrong(cell.place, MALFORMED_ID_IN_CELL, value=text)
        return None
    return Said(text=text, place=cell.place)


def _said(cell: Cell) -> Said:
    return Said(text=cell.text, place=cell.place)


CODES: Final = (
    HOURS_NOT_READ,
    CENTRE_STANDS_OTHERWISE,
    MALFORMED_ID_IN_CELL,
    DEGREES_NOT_READ,
)
