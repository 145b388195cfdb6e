"""Files of an office to files of a project, in memory: what would be written, what is there already, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.judging.checks.references import REPEATED_ID
from generator.model.problem import Code, InputError, Problem
from generator.sheets.city import City
from generator.sheets.draft import Draft, at, by_cell
from generator.sheets.files.opening import opened
from generator.sheets.files.table import Table
from generator.sheets.forms.centres_form import filled_centres
from generator.sheets.forms.events_form import filled_events
from generator.sheets.forms.forms import FilledForm, FormName, filled_form
from generator.sheets.forms.round_form import filled_round
from generator.sheets.offices.headers import other_shape
from generator.sheets.offices.mapping import SheetMapping
from generator.sheets.offices.office import NO_HEADERS_FOUND, Told, read_office_table
from generator.sheets.visits import repeated_figures, rounds

MAPPING_NEEDED: Final = Code(
    slug="mapping-needed",
    says="不是 windowboard sheet 写出的表格，要有一个对照表才读得懂",
    mend="先运行 windowboard import {file} --propose-map -o map.yml，补全以后加 --map map.yml。",
    wrong="windowboard import 台账.xlsx",
    right="windowboard import 台账.xlsx --map map.yml",
)
NOTHING_TO_IMPORT: Final = Code(
    slug="nothing-to-import",
    says="里面没有可以导入的内容",
    mend="核对是不是选错了文件，或者还没有填。",
    wrong="windowboard import 空白.xlsx",
    right="windowboard import 检查.xlsx",
)
HIDDEN_SHEET_LEFT_OUT: Final = Code(
    slug="hidden-sheet-left-out",
    says="工作表“{value}”是隐藏的，没有读入",
    mend="要读入的，先取消隐藏。",
    wrong="工作表“旧记录”（隐藏）",
    right="工作表“检查记录”",
)
OTHER_SHEET_LEFT_OUT: Final = Code(
    slug="other-sheet-left-out",
    says="工作表“{value}”没有这些表头，没有读入",
    mend="不必处理；要读入的，改正它的表头或对照表。",
    wrong="工作表“通讯录”",
    right="工作表“检查记录”",
)


SHEET_NOT_ASKED_FOR: Final = Code(
    slug="sheet-not-asked-for",
    says="工作表“{value}”没有读入：对照表只写了 sheet: {sheet}",
    mend="也要读入的，删去对照表里的 sheet：有这些表头的工作表都会读入。",
    wrong="sheet: 9月",
    right="columns: {日期: date, 窗口: window}",
)


@dataclass(kw_only=True, slots=True)
class Brought:
    """What some files come to."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    """By path."""
    known: int = 0
    """Visits, events and centres that the project has in the same words."""
    notices: tuple[Problem, ...] = ()
    """What a person should know, though nothing is wrong."""


def bring(files: Mapping[str, bytes], mapping: SheetMapping | None, city: City) -> Brought:
    """Read files, by name. Raises InputError with everything that is wrong with what stands in them."""
    told = Told()
    brought = Brought()
    for name, data in files.items():
        before = len(told.visits), len(brought.drafts), brought.known
        try:
            tables = opened(name, data)
        except InputError as error:
            told.problems += error.problems
            continue
        wrong = len(told.problems)
        if mapping:
            _by_mapping(name, tables, mapping, city, told)
        else:
            _by_forms(name, tables, city, told, brought)
        if (len(told.visits), len(brought.drafts), brought.known) == before and len(told.problems) == wrong:
            told.problems.append(Problem(path=name, code=NOTHING_TO_IMPORT))
    told.problems += repeated_figures(told.visits)
    drafts, known = rounds(told.visits, city, told.problems)
    if told.problems:
        raise InputError(by_cell(_once(told.problems)))
    brought.drafts |= {draft.path: draft for draft in drafts}
    brought.known += known
    brought.notices = tuple(_once(told.notices))
    return brought


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without those that are told twice, in their order."""
    return list({(one.path, one.code.slug, str(one.facts)): one for one in problems}.values())


def _shown(tables: Iterable[Table], told: Told) -> list[Table]:
    """Sheets that are not hidden; of the others it is said that they are left out."""
    shown = []
    for table in tables:
        if table.visible:
            shown.append(table)
        else:
            told.notices.append(at(table.head, HIDDEN_SHEET_LEFT_OUT, value=table.sheet))
    return shown


def _by_mapping(name: str, tables: Sequence[Table], mapping: SheetMapping, city: City, told: Told) -> None:
    wanted = _asked_for(_shown(tables, told), mapping, told)
    others = [table for table in wanted if not read_office_table(table, mapping, city, told)]
    if len(others) < len(wanted):
        told.notices += (at(table.head, OTHER_SHEET_LEFT_OUT, value=table.sheet) for table in others)
    elif wanted:
        told.problems.append(other_shape(wanted, city) or _no_headers(name, wanted, mapping))


def _asked_for(tables: Sequence[Table], mapping: SheetMapping, told: Told) -> list[Table]:
    """The sheets that a mapping speaks of; of the others it is said that they are left out."""
    wanted = [table for table in tables if mapping.sheet in {None, table.sheet} or not table.sheet]
    told.notices += (
        at(table.head, SHEET_NOT_ASKED_FOR, value=table.sheet, sheet=mapping.sheet or "")
        for table in tables
        if table not in wanted
    )
    return wanted


def _no_headers(name: str, tables: Sequence[Table], mapping: SheetMapping) -> Problem:
    """None of some sheets has the headers that a mapping names."""
    needed = [header for header, column in mapping.columns.items() if column in {"date", "window"}]
    path = str(tables[0].head) if len(tables) == 1 else name
    return Problem(path=path, code=NO_HEADERS_FOUND, facts={"wanted": "、".join(needed) or "–"})


def _by_forms(name: str, tables: Sequence[Table], city: City, told: Told, brought: Brought) -> None:
    found: dict[FormName, FilledForm] = {}
    for table in tables:
        form = filled_form(table) if table.visible else None
        if form:
            found.setdefault(form.form.name, form)
    if windows := found.get("windows"):
        told.visits += filled_round(windows, found.get("records"), city, told.problems)
    elif events := found.get("events"):
        drafts, known = filled_events(events, city, told.problems, brought.drafts)
        _take(drafts, known, brought, told)
    elif (centres := found.get("centres")) and (below := found.get("centre-windows")):
        drafts, known = filled_centres(centres, below, city, told.problems)
        _take(drafts, known, brought, told)
    elif tables:
        told.problems.append(Problem(path=name, code=MAPPING_NEEDED, facts={"file": name}))


def _take(drafts: Iterable[Draft], known: int, brought: Brought, told: Told) -> None:
    for draft in drafts:
        if draft.path in brought.drafts:  # two files tell of one centre
            told.problems.append(at(draft.head, REPEATED_ID, value=draft.path.split("/")[1]))
        brought.drafts.setdefault(draft.path, draft)
    brought.known += known


CODES: Final = (
    MAPPING_NEEDED,
    NOTHING_TO_IMPORT,
    HIDDEN_SHEET_LEFT_OUT,
    OTHER_SHEET_LEFT_OUT,
    SHEET_NOT_ASKED_FOR,
)
