"""What reading any of our own forms needs: days, names and words of lists, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from typing import Final

from generator.judging.checks.references import NO_SUCH_STANDARD, known
from generator.model.problem import Code, Problem
from generator.model.standard import Standard
from generator.sheets.city import City, named
from generator.sheets.draft import Said, at
from generator.sheets.files.table import Cell, Place
from generator.sheets.forms.forms import FilledForm, first_word
from generator.sheets.names import Names
from generator.sheets.offices.office import CELL_WITHOUT_VALUE, NO_DAY_READ
from generator.sheets.values import day_of

CELL_NEEDED: Final = Code(
    slug="cell-needed",
    says="“{value}”没有填",
    mend="填上；说明在“说明”一页。",
    wrong="编号：",
    right="编号：TS-2026-0417",
)
WORD_NOT_LISTED: Final = Code(
    slug="word-not-listed",
    says="“{value}”不在“{column}”的列表里；可选：{known}",
    mend="从下拉列表里选。",
    wrong="来源：听说",
    right="来源：投诉查实",
)


class Filling:
    """What reading any of our forms needs."""

    def __init__(self, form: FilledForm, city: City, problems: list[Problem]) -> None:
        self.form, self.city, self.problems = form, city, problems
        self.names = Names(city, problems)

    def wrong(self, place: Place, code: Code, **facts: str) -> None:
        """Tell what is wrong with a cell."""
        self.problems.append(at(place, code, **facts))

    def valued(self, rows: Sequence[Mapping[str, Cell]]) -> bool:
        """Whether every cell shows a value; those that do not are told."""
        spots = {spot for spot in self.form.table.valueless if spot[0] > self.form.row}
        broken = [cell for row in rows for cell in row.values() if (cell.place.row, cell.place.column) in spots]
        for cell in broken:
            self.wrong(cell.place, CELL_WITHOUT_VALUE)
        return not broken

    def header(self, key: str) -> str:
        """What stands over a column."""
        return next(one.header for one in (*self.form.form.columns, *self.form.form.head) if one.key == key)

    def standard(self) -> tuple[Standard, Said] | None:
        """The standard that is said above the table."""
        cell = self.form.head("standard")
        standard = self.city.edition(first_word(cell))
        if standard is None:
            editions = known(self.city.rules.standards, first_word(cell))
            self.wrong(cell.place, NO_SUCH_STANDARD, value=cell.text or "–", known=editions)
            return None
        return standard, Said(text=standard.ref, place=cell.place)

    def day(self, cell: Cell) -> Said | None:
        """The day of a cell."""
        day = day_of(cell.value, None)
        if day is None:
            self.wrong(cell.place, NO_DAY_READ, value=cell.text)
            return None
        return Said(text=day.isoformat(), place=cell.place)

    def needed(self, row: Mapping[str, Cell], keys: Sequence[str]) -> bool:
        """Whether a row has these; those that it lacks are told."""
        lacking = [key for key in keys if not row[key].text]
        for key in lacking:
            self.wrong(row[key].place, CELL_NEEDED, value=self.header(key))
        return not lacking

    def listed(self, cell: Cell, key: str, words: Mapping[str, str]) -> Said | None:
        """The id of a word of a list."""
        found = named(cell.text, words)
        if found is None:
            facts = {"value": cell.text, "column": self.header(key), "known": known(words.values(), cell.text)}
            self.wrong(cell.place, WORD_NOT_LISTED, **facts)
            return None
        return Said(text=found, place=cell.place)


CODES: Final = (
    CELL_NEEDED,
    WORD_NOT_LISTED,
)
