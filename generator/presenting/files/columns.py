"""Many records of one form in one file: a table of columns, each an array, put together from the parts of centres.

A city has thousands of centres, and what is found at one changes one of them: the others' parts are kept as text and
put in line. So a part holds each column as it will stand in the file, and how many records it has.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from generator.presenting.files.scores import csv_text
from generator.presenting.text.plain import json_text

Record = Mapping[str, object]
"""What a record says, by column; what is None is told by nothing."""

_EMPTY: Final = "null"


def part_of(tables: Mapping[str, Iterable[Record]]) -> str:
    """The part of a centre in a file of some tables."""
    return json.dumps({name: _folded(list(records)) for name, records in tables.items()}, ensure_ascii=False)


def _folded(records: Sequence[Record]) -> tuple[int, dict[str, str]]:
    """How many records there are, and each column that says anything, its values side by side."""
    names = {name: None for one in records for name, value in one.items() if value is not None}
    return len(records), {name: ",".join(json_text(one.get(name)) for one in records) for name in names}


def columns_file(head: Mapping[str, object], columns: Mapping[str, Sequence[str]], parts: Iterable[str]) -> str:
    """The text of a file of tables: `parts` in the order in which their records stand.

    `columns`: the names of each table, in order. A column that says nothing in the whole file is left out.
    """
    told = [json.loads(part) for part in parts]
    lines = [f"{json_text(name)}:{json_text(value)}" for name, value in head.items()]
    tables = (
        f"{json_text(name)}:{{\n{_table(names, [one[name] for one in told])}}}" for name, names in columns.items()
    )
    lines.append('"tables":{\n' + ",\n".join(tables) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _table(names: Iterable[str], parts: Sequence[tuple[int, Mapping[str, str]]]) -> str:
    shown = [(count, columns) for count, columns in parts if count]
    lines = []
    for name in names:
        if any(name in columns for _, columns in shown):
            values = ",".join(columns.get(name) or ",".join([_EMPTY] * count) for count, columns in shown)
            lines.append(f"{json_text(name)}:[{values}]")
    return ",\n".join(lines) + "\n" if lines else ""


def csv_part(names: Sequence[str], records: Iterable[Record]) -> str:
    """The part of a centre in a file for spreadsheets: lines without their head."""
    return csv_text(names, ({name: one.get(name) for name in names} for one in records)).partition("\r\n")[2]


def csv_file(names: Sequence[str], parts: Iterable[str]) -> str:
    """The text of such a file."""
    return csv_text(names, ()) + "".join(parts)
