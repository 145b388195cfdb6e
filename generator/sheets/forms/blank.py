"""Workbooks to be filled in: drop-down lists, the texts of clauses, and how it is done; the same bytes every time."""

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.judging.scoring.pools import observed
from generator.model.centre import Centre
from generator.model.standard import Clause, Fault, Standard
from generator.presenting.text.checks import check_lines, fault_text
from generator.sheets.city import City, clauses_of
from generator.sheets.files.table import letters
from generator.sheets.forms.forms import (
    DATUMS,
    FORMS,
    HOLIDAYS,
    RECORDS,
    SOURCES,
    WHOLE,
    WINDOWS,
    Form,
    FormColumn,
    Matter,
)
from generator.sheets.statement import DOES_NOT_APPLY, VETO

MADE_ON: Final = datetime.datetime(2026, 1, 1)  # noqa: DTZ001  # workbooks have no zones
"""When every workbook says that it was made: the same input gives the same bytes."""
LISTS: Final = "名单"
INSTRUCTIONS: Final = "说明"
CLAUSES: Final = "条款"
ROWS_TO_FILL: Final = 300
"""Empty rows with drop-down lists; more rows may be filled in without."""
ROWS_PRINTED: Final = 40
"""Rows of a sheet that has nothing filled in yet which are printed."""
LABEL_MOST: Final = 120
"""Characters of a line of a drop-down list."""
_A4: Final = 9
_KEPT_BY_CLAUSE: Final[Mapping[str, str]] = {"faults": "fault-clauses", "levels": "level-clauses"}
"""Lists of which a cell offers those lines only that belong to its clause: and the list of these clauses."""

Lists = Mapping[str, Sequence[str]]
"""The lines of drop-down lists, by name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a workbook is made for."""

    matter: Matter
    standard: Standard | None = None
    """None for centres, which are entered under none."""
    centre: str | None = None
    """Whose windows are listed; None: those of all centres can be chosen."""
    day: datetime.date
    """On which the windows are open that are listed."""


def label(key: str, name: str) -> str:
    """An id and what it means, on one line of a list."""
    text = " ".join(f"{key} {name}".split())
    return text if len(text) <= LABEL_MOST else f"{text[: LABEL_MOST - 1]}…"


def workbook(subject: Subject, city: City) -> bytes:
    """The workbook, to be filled in."""
    out = io.BytesIO()
    with opened_workbook(out) as book:
        _Blank(book, subject, city).write()
    return out.getvalue()


def opened_workbook(out: io.BytesIO) -> Workbook:
    """A workbook in which text stays text, whatever it begins with, and which says nothing of when it was made."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": MADE_ON, "title": "windowboard"})
    return book


def for_print(sheet: Worksheet, header: int, last: int, width: int) -> None:
    """A4 across, as wide as the page, the headers on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.print_area(0, 0, max(header, last), width - 1)


class _Blank:
    """One workbook in the making."""

    def __init__(self, book: Workbook, subject: Subject, city: City) -> None:
        self.book, self.subject, self.city = book, subject, city
        self.open = self._format(border=1, text_wrap=True, valign="top", locked=False, num_format="@")
        self.day = self._format(border=1, valign="top", locked=False, num_format="yyyy-mm-dd")
        self.number = self._format(border=1, valign="top", locked=False)
        self.header = self._format(border=1, bold=True, text_wrap=True, valign="vcenter", bg_color="#E7E6E6")
        self.title = self._format(bold=True, font_size=14)
        self.label = self._format(border=1, bold=True, bg_color="#E7E6E6")
        self.text = self._format(border=1, text_wrap=True, valign="top")
        self.lists = dict(self._lists())

    def _format(self, **given: object) -> Format:
        return self.book.add_format(dict[str, Any](given))

    def write(self) -> None:
        forms = FORMS[self.subject.matter]
        self._instructions(forms)
        sheets = [(form, self.book.add_worksheet(form.title)) for form in forms]
        if self.subject.standard:
            self._clauses(self.subject.standard)
        self._write_lists()
        for form, sheet in sheets:
            self._form(form, sheet)
        sheets[0][1].activate()

    def _instructions(self, forms: Sequence[Form]) -> None:
        sheet = self.book.add_worksheet(INSTRUCTIONS)
        sheet.protect()
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 80)
        sheet.write_string(0, 0, _TITLES[self.subject.matter], self.title)
        for number, line in enumerate(_HOW[self.subject.matter], start=1):
            sheet.write_string(number, 0, f"{number}. {line}")
        first = len(_HOW[self.subject.matter]) + 2
        for place, header in enumerate(("工作表", "项目", "怎样填")):
            sheet.write_string(first, place, header, self.header)
        rows = [(form.title, column) for form in forms for column in (*form.head, *form.columns)]
        for number, (title, column) in enumerate(rows, start=first + 1):
            for place, text in enumerate((title, column.header, column.note)):
                sheet.write_string(number, place, text, self.text)
        for_print(sheet, first, first + len(rows), 3)

    def _clauses(self, standard: Standard) -> None:
        sheet = self.book.add_worksheet(CLAUSES)
        sheet.protect()
        for place, width in enumerate((10, 60, 8, 60)):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, f"{standard.ref} {standard.title}", self.title)
        for place, header in enumerate(("条款", "内容", "分值", "怎样检查")):
            sheet.write_string(1, place, header, self.header)
        clauses = [(section, clause) for section in standard.sections for clause in section.clauses]
        for row, (section, clause) in enumerate(clauses, start=2):
            points = clause.points if clause.points is not None else f"（{section.title}）"
            how = [str.__str__(line) for line in check_lines(clause)]
            how += [f"{fault.id}：{str.__str__(fault_text(fault))}" for fault in _faults(clause)]
            for place, text in enumerate((clause.id, clause.text, str(points), "\n".join(how))):
                sheet.write_string(row, place, text, self.text)
        sheet.freeze_panes(2, 0)
        for_print(sheet, 1, len(clauses) + 1, 4)

    def _lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        rules, subject = self.city.rules, self.subject
        words = rules.vocabulary
        yield "trades", [label(word.id, word.name) for word in words.trades]
        yield "roles", [label(word.id, word.name) for word in words.roles]
        yield "channels", [label(word.id, word.name) for word in words.channels]
        yield "teams", [label(key, name) for key, name in self.city.teams.items()]
        yield "centres", [label(key, one.name) for key, one in self._centres().items()]
        yield "windows", self._windows()
        yield (
            "all-windows",
            [
                label(f"{key}/{window.id}", f"{one.name} {window.name}")
                for key, one in self._centres().items()
                for window in one.windows
            ],
        )
        yield "sources", [label(key, name) for key, name in SOURCES.items()]
        yield "holidays", [label(key, name) for key, name in HOLIDAYS.items()]
        yield "yes", ["是"]
        if standard := subject.standard:
            yield "assessed", [WHOLE, *(section.id for section in standard.sections)]
            yield from self._of_clauses(standard)
        else:
            yield "datums", [label(key, name) for key, name in DATUMS.items()]

    def _of_clauses(self, standard: Standard) -> Iterator[tuple[str, Sequence[str]]]:
        wanted = [clause for clause in clauses_of(standard).values() if self._is_wanted(clause)]
        vetoes = [label(f"{VETO} {veto.id}", veto.text) for veto in standard.vetoes]
        yield "clauses", [*(_clause_label(clause) for clause in wanted), *vetoes]
        faults = [
            (_clause_label(clause), label(fault.id, fault.text))
            for clause in wanted
            for fault in _faults(clause)
            if (fault.per == "period") == (self.subject.matter == "events")
        ]
        yield "fault-clauses", [clause for clause, _ in faults]
        yield "faults", [fault for _, fault in faults]
        levels = [
            (_clause_label(clause), label(level.id, level.name))
            for clause in wanted
            for level in (clause.check.levels if clause.check.method == "level" else ())
        ]
        yield "level-clauses", [clause for clause, _ in levels]
        yield "levels", [level for _, level in levels]

    def _is_wanted(self, clause: Clause) -> bool:
        """Whether the workbook is about what the clause is checked by."""
        by_events = clause.check.part == "bonus" or any(fault.per == "period" for fault in _faults(clause))
        return by_events if self.subject.matter == "events" else observed(clause) or clause.check.part == "guidance"

    def _centres(self) -> Mapping[str, Centre]:
        every = self.city.centres
        return {key: one for key, one in every.items() if self.subject.centre in {None, key}}

    def _windows(self) -> list[str]:
        day = self.subject.day
        return [
            label(window.id, window.name)
            for one in self._centres().values()
            for window in one.windows
            if (window.opened or day) <= day <= (window.closed or day)
        ]

    def _write_lists(self) -> None:
        sheet = self.book.add_worksheet(LISTS)
        sheet.hide()
        sheet.protect()
        for place, (name, lines) in enumerate(self.lists.items()):
            sheet.write_string(0, place, name)
            sheet.write_column(1, place, lines)

    def _range(self, name: str) -> str:
        """The cells of a list."""
        column = letters(list(self.lists).index(name))
        return f"{LISTS}!${column}$2:${column}${len(self.lists[name]) + 1}"

    def _form(self, form: Form, sheet: Worksheet) -> None:
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
        for place, column in enumerate(form.columns):
            sheet.set_column(place, place, column.width, self.open)
        self._head(form, sheet)
        header = len(form.head) + 2 if form.head else 1
        for place, column in enumerate(form.columns):
            sheet.write_string(header, place, column.header, self.header)
            sheet.write_comment(header, place, column.note, {"author": "windowboard", "visible": False})
        rows = self._prefilled(form)
        count = len(rows) + 3 if form is WINDOWS and rows else max(ROWS_TO_FILL, len(rows))
        for number in range(count):
            said = rows[number] if number < len(rows) else [""] * len(form.columns)
            for place, column in enumerate(form.columns):
                self._cell(sheet, (header + 1 + number, place), column, said[place])
        for place, column in enumerate(form.columns):
            self._choices(sheet, form, column, (header + 1, place, header + count, place))
        sheet.freeze_panes(header + 1, 0)
        for_print(sheet, header, header + (len(rows) or ROWS_PRINTED), len(form.columns))

    def _head(self, form: Form, sheet: Worksheet) -> None:
        """What is said once, above the table."""
        sheet.write_string(0, 0, _TITLES[self.subject.matter], self.title)
        given = self._given()
        for row, column in enumerate(form.head, start=1):
            sheet.write_string(row, 0, column.header, self.label)
            said = given.get(column.key, "")
            if column.key == "standard":
                sheet.write_string(row, 1, said, self.text)
            else:
                self._cell(sheet, (row, 1), column, said)
            self._choices(sheet, form, column, (row, 1, row, 1))

    def _cell(self, sheet: Worksheet, spot: tuple[int, int], column: FormColumn, said: str) -> None:
        shape = self.day if column.header.endswith("日期") else self.number if column.key in _NUMBERS else self.open
        if said:
            sheet.write_string(*spot, said, shape)
        else:
            sheet.write_blank(*spot, None, shape)

    def _choices(self, sheet: Worksheet, form: Form, column: FormColumn, cells: tuple[int, int, int, int]) -> None:
        """A drop-down list; what is not on it may be written all the same where a list cannot have everything."""
        if not self.lists.get(column.choices):
            return
        source = f"={self._range(column.choices)}"
        if by := _KEPT_BY_CLAUSE.get(column.choices):
            clause = f"${letters([one.key for one in form.columns].index('clause'))}{cells[0] + 1}"
            first = self._range(column.choices).partition(":")[0]
            within = self._range(by)
            source = f"=OFFSET({first},MATCH({clause},{within},0)-1,0,COUNTIF({within},{clause}),1)"
        error = "information" if column.choices in _OPEN_LISTS else "stop"
        message = f"请从列表里选。{column.note}"[:250]
        sheet.data_validation(
            *cells, {"validate": "list", "source": source, "error_type": error, "error_message": message}
        )

    def _given(self) -> Mapping[str, str]:
        standard, centres = self.subject.standard, self._centres()
        return {
            "standard": label(standard.ref, standard.title) if standard else "",
            "centre": label(*next((key, one.name) for key, one in centres.items())) if len(centres) == 1 else "",
        }

    def _prefilled(self, form: Form) -> list[Sequence[str]]:
        """The windows of the centre; and for each the clauses of which a figure is asked."""
        if len(self._centres()) != 1:
            return []
        if form is WINDOWS:
            return [(window, "", "") for window in self._windows()]
        if form is not RECORDS or not self.subject.standard:
            return []
        clauses = [clause for clause in clauses_of(self.subject.standard).values() if observed(clause)]
        asked = [_clause_label(clause) for clause in clauses if not clause.check.silent]
        empty = [""] * (len(form.columns) - 2)
        return [(window, clause, *empty) for window in self._windows() for clause in asked]


def _faults(clause: Clause) -> Sequence[Fault]:
    return clause.check.faults if clause.check.method == "deduct" else ()


def _clause_label(clause: Clause) -> str:
    return label(clause.id, clause.text)


_NUMBERS: Final = frozenset({"count", "minus", "points", "cases", "within", "latitude", "longitude"})
_OPEN_LISTS: Final = frozenset({"teams", "assessed", "roles", "faults", "windows"})
"""Lists beside which something else may be written: several sections, several roles, 不适用."""
_TITLES: Final[Mapping[Matter, str]] = {
    "round": "窗口检查记录",
    "events": "查实事件登记",
    "centres": "服务机构和窗口登记",
}
_AFTERWARDS: Final = "保存为 .xlsx，运行 windowboard import 文件名；有问题会指明是哪一格，什么也不会写入。"
_NOBODY: Final = "任何一格都不写人的姓名、电话、证件号；不贴照片。"
_HOW: Final[Mapping[Matter, tuple[str, ...]]] = {
    "round": (
        "一个文件只记同一天、同一组、同一种方式的检查。",
        "先填“窗口”页上方的日期、方式和检查组，再给每个去过的窗口选检查范围；没有去的留空。",
        "看到的问题写在“记录”页，一行一个。看全了、没有任何问题的窗口，在“窗口”页选“是”。",
        f"条款对这个窗口不适用的，情形写“{DOES_NOT_APPLY}”，备注写理由；一票否决的，条款选“{VETO}”开头的一项。",
        _NOBODY,
        _AFTERWARDS,
    ),
    "events": (
        "只登记检查之外查实的事：投诉查实、通报、表扬等。一件事一行，只记一次。",
        _NOBODY,
        _AFTERWARDS,
    ),
    "centres": (
        "“机构”页一行一个服务机构，“窗口名单”页一行一个窗口。",
        "代号是永久的地址，用了就不再改；名称以后可以改。",
        "已有的机构不会被改动：要改的，直接修改它的 centre.yml。",
        _NOBODY,
        _AFTERWARDS,
    ),
}
