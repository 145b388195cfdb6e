"""Sheets into a project: tried in a copy first, with every check there is, and written whole or not at all."""

import datetime
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from generator.gathering.freezing import add_frozen
from generator.gathering.gather import NO_SUCH_CENTRE_HERE
from generator.gathering.memory import MEMORY
from generator.gathering.repository import DATA
from generator.judging.scoring.editions import judges, standards_of
from generator.judging.scoring.periods import period_on
from generator.model.dataset import Rulebook
from generator.model.events import EventsFile
from generator.model.problem import Code, InputError, Problem
from generator.model.results import Round
from generator.reading.record import read_record
from generator.sheets.bringing import Brought, bring
from generator.sheets.city import City, city_of
from generator.sheets.draft import Draft, in_cells
from generator.sheets.files.limits import FILE_MOST
from generator.sheets.files.opening import opened
from generator.sheets.forms.blank import Subject, workbook
from generator.sheets.forms.forms import Matter
from generator.sheets.offices.mapping import SheetMapping, read_mapping
from generator.sheets.offices.proposing import proposed
from generator.starting.new import NO_SUCH_CHOICE
from generator.starting.writing import put_new

Check = Callable[[Path, datetime.date], object]
"""Reads and judges a project as of a day; raises InputError with all that is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What came of some files."""

    paths: tuple[str, ...]
    """That were written, or would be."""
    known: int
    """Visits, events and centres that the project has in the same words."""
    notices: tuple[Problem, ...]
    frozen: tuple[str, ...] = ()
    """Editions that are cited for the first time, and were frozen with it."""


FILE_NOT_FOUND_HERE: Final = Code(
    slug="file-not-found-here",
    says="读不到这个文件",
    mend="核对文件名和它所在的文件夹。",
    wrong="windowboard import 检察.xlsx",
    right="windowboard import 检查.xlsx",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheets:
    """What is to be imported."""

    files: tuple[Path, ...]
    mapping: Path | None
    """How sheets of an office are read; None: they are our own."""
    day: datetime.date
    """After which no visit can lie."""


def import_sheets(root: Path, sheets: Sheets, check: Check, *, write: bool) -> Imported:
    """Read files, check what they come to in the whole project, and write it if told.

    Raises InputError with everything that is wrong, by file, sheet and cell; nothing is written then.
    """
    city = city_of(root)
    how = _mapping(sheets.mapping) if sheets.mapping else None
    brought = bring({str(path): _bytes(path) for path in sheets.files}, how, city)
    refs = _cited(brought.drafts)
    if brought.drafts:
        _try(city, brought, refs, sheets.day, check)
    if write:
        put_new(root, {path: draft.text for path, draft in brought.drafts.items()})
    frozen = _freeze(root, city, refs) if write else ()
    notices = (*brought.notices, *_before_boards(city.rules, brought.drafts))
    return Imported(paths=tuple(sorted(brought.drafts)), known=brought.known, notices=notices, frozen=frozen)


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetWish:
    """Which workbook is to be filled in."""

    matter: Matter
    standard: str | None = None
    centre: str | None = None
    day: datetime.date


def blank_sheet(root: Path, wish: SheetWish) -> bytes:
    """A workbook to be filled in. Raises InputError where there is no such standard or centre."""
    city = city_of(root)
    standard = city.edition(wish.standard) if wish.standard else None
    if wish.standard and standard is None:
        facts = {"option": "standard", "value": wish.standard, "known": ", ".join(city.rules.standards)}
        raise InputError([Problem(path="--standard", code=NO_SUCH_CHOICE, facts=facts)])
    if wish.centre and wish.centre not in city.centres:
        facts = {"value": wish.centre, "known": ", ".join(city.centres)}
        raise InputError([Problem(path="--centre", code=NO_SUCH_CENTRE_HERE, facts=facts)])
    return workbook(Subject(matter=wish.matter, standard=standard, centre=wish.centre, day=wish.day), city)


def propose_mapping(root: Path, file: Path) -> str:
    """The text of a mapping file for a sheet of an office, to be completed by a person."""
    return proposed(str(file), opened(str(file), _bytes(file)), city_of(root))


def _mapping(path: Path) -> SheetMapping:
    return read_mapping(str(path), _bytes(path))


def _bytes(path: Path) -> bytes:
    """The bytes of a file, and one more than may be, so that it is seen to be too large."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_MOST + 1)
    except OSError as error:
        raise InputError([Problem(path=str(path), code=FILE_NOT_FOUND_HERE)]) from error


def _cited(drafts: Mapping[str, Draft]) -> set[str]:
    """The editions that the rounds and events of some files cite."""
    found: set[str] = set()
    for draft in drafts.values():
        data = draft.text.encode()
        of_round, of_events = read_record(data, draft.path, Round), read_record(data, draft.path, EventsFile)
        if isinstance(of_round, Round):
            found.add(of_round.standard)
        if isinstance(of_events, EventsFile):
            found.update(event.standard for event in of_events.events)
    return found


ROUNDS_BEFORE_BOARD: Final = Code(
    slug="rounds-before-board",
    says="{count} 个检查批次不评分、不排名：榜单“{board}”从 {since} 才开始，它们在这以前",
    mend="还没有公布过这个榜单的，把它的 since 改成第一个要评的周期；公布过的，另立榜单。",
    wrong="since: 2026-11",
    right="since: 2026-08",
)


def _before_boards(rules: Rulebook, drafts: Mapping[str, Draft]) -> Iterator[Problem]:
    """Boards by whose standard something was brought in that no board judges, for they begin later."""
    early: Counter[str] = Counter()
    for draft in drafts.values():
        read = read_record(draft.text.encode(), draft.path, Round)
        if not isinstance(read, Round):
            continue
        boards = [one for one in rules.boards.values() if read.standard in standards_of(one)]
        if not any(judges(one, period_on(one, read.date)) for one in boards):
            early.update(one.id for one in boards if one.since and period_on(one, read.date) < one.since)
    for board, count in sorted(early.items()):
        facts = {"count": str(count), "board": rules.boards[board].title, "since": rules.boards[board].since or ""}
        path = rules.paths[f"board:{board}"]
        yield Problem(path=path, code=ROUNDS_BEFORE_BOARD, facts=facts, line=1, column=1)


def _freeze(root: Path, city: City, refs: set[str]) -> tuple[str, ...]:
    """Freeze editions that are cited for the first time, where the project freezes its editions at all."""
    there = refs & city.rules.standards.keys()
    return add_frozen(root, city.rules, there) if city.rules.frozen is not None and there else ()


def _try(city: City, brought: Brought, refs: set[str], day: datetime.date, check: Check) -> None:
    """Check the project with its new files in a copy; what is wrong with these is told of their cells."""
    with TemporaryDirectory(prefix="windowboard-") as folder:
        copy = Path(folder)
        for name in DATA:
            if (city.root / name).is_dir():
                shutil.copytree(city.root / name, copy / name, symlinks=True, copy_function=_lend)
        if (city.root / MEMORY).is_file():  # what was judged before need not be again
            (copy / MEMORY).parent.mkdir(parents=True)
            shutil.copyfile(city.root / MEMORY, copy / MEMORY)
        put_new(copy, {path: draft.text for path, draft in brought.drafts.items()})
        _freeze(copy, city, refs)
        try:
            check(copy, day)
        except InputError as error:
            raise InputError(in_cells(error.problems, brought.drafts)) from error


def _lend(source: str, target: str) -> None:
    """The same file under another name, or a copy of it where there can be none."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


CODES: Final = (FILE_NOT_FOUND_HERE, ROUNDS_BEFORE_BOARD)
