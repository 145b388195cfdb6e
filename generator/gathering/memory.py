"""What is kept between runs, in one file: what files were, what was read in them, and what was judged of it.

It is a SQLite file that changes by transactions: a killed run leaves it as it was before. What stands in it is data,
each record with the digest of its bytes, and nothing of it can run. It may be deleted at any time: that costs time.
"""

import os
import platform
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal, NamedTuple, Self, TypeVar
from urllib.parse import quote

from generator.gathering.packing import UnpackError, packed, unpacked
from generator.judging.scoring.pools import Plan, plan_of
from generator.model.dataset import Rulebook
from generator.model.judged import CentreSummary
from generator.product import program_digest

MEMORY: Final = Path("build", "memory.db")
"""The file, below the root of the project."""

T = TypeVar("T")

Kind = Literal[
    "rulebook", "summary", "reading", "looked", "result", "scores", "period", "publication", "built", "told", "part"
]
"""What a record is about: `looked` is what was looked through for what is personal, `period` what a board says of one,
`built` the last build, `told` what a centre contributes to the files of the whole city, and `part` the text of one such
contribution."""

State = Literal["fresh", "kept", "older", "damaged"]
"""What became of the memory of earlier runs: there was none, it was used, or it was thrown away because another
program has left it, or because it cannot be read."""

_PROGRAM: Final = "CREATE TABLE program (name TEXT NOT NULL)"
_FILES: Final = (
    "CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, "
    "changed INTEGER NOT NULL, inode INTEGER NOT NULL, digest TEXT NOT NULL)"
)
_RECORDS: Final = (
    "CREATE TABLE records (kind TEXT NOT NULL, owner TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, "
    "record BLOB NOT NULL, PRIMARY KEY (owner, kind, name))"
)
_BY_NAME: Final = "CREATE INDEX by_name ON records (kind, name)"
"""What all centres have of a kind is found without going through all that is kept."""
_LAYOUT: Final = (_PROGRAM, _FILES, _RECORDS, _BY_NAME)
_CHECK: Final = 16
"""Bytes of the digest before each record."""
_PATIENCE: Final = 60
"""Seconds to wait for another process that has the file."""


class LostPartsError(Exception):
    """What one step of a build left for the next is gone, damaged or another's."""

    def __str__(self) -> str:
        """Say what it is of."""
        return f"what was kept of {self.args[0]} is not of this run: is another build running?"


class DamagedMemoryError(Exception):
    """The memory cannot be read, or another program has left it."""

    def __init__(self, state: State = "damaged") -> None:
        self.state: State = state
        super().__init__(state)


class Row(NamedTuple):
    """A record as it stands in the memory."""

    kind: Kind
    owner: str
    """A centre; empty for what is of the whole project."""
    name: str
    """A window, or another part of the owner; empty for what is of the owner as a whole."""
    digest: str
    """Of all that it was made of: equal digest, equal record."""
    record: bytes


class KnownFile(NamedTuple):
    """A file as it was when it was read: as long as these are the same, nobody has written to it."""

    size: int
    modified: int
    """Nanoseconds."""
    changed: int
    """Nanoseconds: no program can set it back."""
    inode: int
    digest: str
    """Of its bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the memory holds at the beginning of a run; records of centres are looked up as they are needed."""

    state: State
    files: Mapping[str, KnownFile] = field(default_factory=dict)
    """By path."""
    summaries: Mapping[str, CentreSummary] = field(default_factory=dict)
    """By centre."""
    rulebook: Row | None = None
    periods: Mapping[str, Row] = field(default_factory=dict)
    """By board and period."""


def sealed(value: T, kind: type[T]) -> bytes:
    """A record as the memory keeps it: its packed form, made small, after the digest of that."""
    small = zlib.compress(packed(value, kind), 1)
    return blake2b(small, digest_size=_CHECK).digest() + small


def unsealed(record: bytes, kind: type[T]) -> T:
    """The record again. Raises DamagedMemoryError where it is not whole."""
    small = record[_CHECK:]
    if record[:_CHECK] != blake2b(small, digest_size=_CHECK).digest():
        raise DamagedMemoryError
    try:
        return unpacked(zlib.decompress(small), kind)
    except (zlib.error, UnpackError) as error:
        raise DamagedMemoryError from error


def recall(memory: Path, *, mend: bool) -> Known:
    """What is known of earlier runs. With `mend` what a killed run left half done is undone; else nothing is written.

    A memory that is damaged or another program's is as good as none; `state` tells. Raises OSError while another build
    has it for too long.
    """
    try:
        with _opened(memory, "rw" if mend else "ro") as database:
            rows = _rows(database, "kind IN ('rulebook', 'summary', 'period')")
            for row in rows:
                if row.kind == "rulebook":
                    load_rulebook(row.record)
            return Known(
                state="kept",
                files=_files(database),
                summaries={row.owner: unsealed(row.record, CentreSummary) for row in rows if row.kind == "summary"},
                rulebook=next((row for row in rows if row.kind == "rulebook"), None),
                periods={row.name: row for row in rows if row.kind == "period"},
            )
    except DamagedMemoryError as error:
        return Known(state=error.state)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            message = f"{memory.parent.name}/{memory.name}: {error}"
            raise OSError(message) from error
        return Known(state="damaged")


def glance(memory: Path) -> tuple[Mapping[str, KnownFile], Row | None]:
    """The files that are known, and what is kept of the last build; of a memory that cannot be read, nothing."""
    try:
        with _opened(memory, "ro") as database:
            built = next(iter(_rows(database, "owner = '' AND kind = 'built'")), None)
            return _files(database) if built else {}, built
    except (DamagedMemoryError, sqlite3.DatabaseError):
        return {}, None


def note_built(memory: Path, row: Row) -> None:
    """Keep what the last build was made of. Where that cannot be written nothing is lost but time."""
    try:
        with _opened(memory, "rw") as database, database:
            database.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)", row)
    except (DamagedMemoryError, sqlite3.DatabaseError):
        return


def rows_named(memory: Path, kind: Kind, name: str) -> dict[str, Row]:
    """What is kept of one name and kind of all owners, by owner. Raises DamagedMemoryError."""
    try:
        with _opened(memory, "ro") as database:
            return {row.owner: row for row in _rows(database, "kind = ? AND name = ?", kind, name)}
    except sqlite3.DatabaseError as error:
        raise DamagedMemoryError from error


def put_rows(memory: Path, owner_kinds: Mapping[str, tuple[Kind, ...]], rows: Iterable[Row]) -> None:
    """Keep rows, and of their owners nothing else of these kinds. Raises DamagedMemoryError and OSError."""
    try:
        with _opened(memory, "rw") as database, database:
            database.execute("BEGIN IMMEDIATE")
            gone = ((owner, kind) for owner, kinds in owner_kinds.items() for kind in kinds)
            database.executemany("DELETE FROM records WHERE owner = ? AND kind = ?", gone)
            database.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)", rows)
    except sqlite3.OperationalError as error:  # no room, no right, or another build has it
        message = f"{memory.parent.name}/{memory.name}: {error}"
        raise OSError(message) from error
    except sqlite3.DatabaseError as error:
        raise DamagedMemoryError from error


def rows_of(memory: Path, owner: str, kind: Kind, names: Iterable[str] | None = None) -> dict[str, Row]:
    """What is kept of an owner, by name; only of `names`, if they are given. Raises DamagedMemoryError."""
    try:
        with _opened(memory, "ro") as database:
            found = _rows(database, "owner = ? AND kind = ?", owner, kind)
    except sqlite3.DatabaseError as error:
        raise DamagedMemoryError from error
    wanted = None if names is None else set(names)
    return {row.name: row for row in found if wanted is None or row.name in wanted}


def forget(memory: Path) -> None:
    """Throw away all that is kept."""
    for name in (memory.name, f"{memory.name}-journal", f"{memory.name}-wal", f"{memory.name}-shm"):
        place = memory.with_name(name)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


class Run:
    """What a run has found out, in a place of its own that is gone with it, until it is known that all is right."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._lay_out("main")
        self._database.execute("BEGIN")
        self._names: dict[str, frozenset[tuple[str, str]]] = {}

    def __enter__(self) -> Self:
        """Use it."""
        return self

    def __exit__(self, *_raised: object) -> None:
        """Forget it."""
        self._database.close()

    def add(self, owner: str, rows: Iterable[Row], names: Iterable[tuple[str, str]] = ()) -> None:
        """Note new records of an owner, and in `names` kind and name of those that hold on; all others go."""
        new = tuple(rows)
        self._database.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)", new)
        self._names[owner] = frozenset((*names, *((row.kind, row.name) for row in new)))

    def keep(self, memory: Path, known: Known, owners: Iterable[str], files: Mapping[str, KnownFile]) -> None:
        """Put it into the memory, whole or not at all; of other owners than `owners` nothing stays.

        Raises OSError where the file cannot be written, and DamagedMemoryError where what stands in it is damaged.
        """
        if known.state == "kept" and files == known.files and self._is_known(known, set(owners)):
            return
        if known.state in {"older", "damaged"}:
            forget(memory)
        memory.parent.mkdir(exist_ok=True)
        try:
            self._keep(memory, known, owners, files)
        except sqlite3.OperationalError as error:  # no room, no right, or another build has it
            message = f"{memory.parent.name}/{memory.name}: {error}"
            raise OSError(message) from error
        except sqlite3.DatabaseError as error:
            raise DamagedMemoryError from error

    def _keep(self, memory: Path, known: Known, owners: Iterable[str], files: Mapping[str, KnownFile]) -> None:
        database = self._database
        database.execute("COMMIT")
        database.execute("ATTACH ? AS kept", (str(memory),))
        database.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
        database.execute("BEGIN IMMEDIATE")
        with database:
            if known.state != "kept":
                self._lay_out("kept")
                database.execute("INSERT INTO kept.program VALUES (?)", (_program(),))
            self._drop_others({"", *owners})
            database.execute("INSERT OR REPLACE INTO kept.records SELECT * FROM main.records")
            gone = ((path,) for path in known.files.keys() - files.keys())
            database.executemany("DELETE FROM kept.files WHERE path = ?", gone)
            new = ((path, *file) for path, file in files.items() if known.files.get(path) != file)
            database.executemany("INSERT OR REPLACE INTO kept.files VALUES (?, ?, ?, ?, ?, ?)", new)
        database.execute("DETACH kept")

    def _is_known(self, known: Known, owners: set[str]) -> bool:
        """Nothing of it is new: the rulebook is that of before, and no centre was read."""
        new = self._database.execute("SELECT kind, digest FROM records").fetchall()
        return new == [("rulebook", known.rulebook and known.rulebook.digest)] and owners == known.summaries.keys()

    def _lay_out(self, where: str) -> None:
        for part in _LAYOUT:
            create, what, rest = part.split(" ", 2)
            self._database.execute(f"{create} {what} {where}.{rest}")

    def _drop_others(self, owners: set[str]) -> None:
        database = self._database
        there = database.execute("SELECT DISTINCT owner FROM kept.records").fetchall()
        database.executemany("DELETE FROM kept.records WHERE owner = ?", [one for one in there if one[0] not in owners])
        for owner, names in self._names.items():
            found = database.execute("SELECT kind, name FROM kept.records WHERE owner = ?", (owner,)).fetchall()
            gone = [(owner, *one) for one in found if one not in names]
            database.executemany("DELETE FROM kept.records WHERE owner = ? AND kind = ? AND name = ?", gone)


@contextmanager
def _opened(memory: Path, mode: Literal["ro", "rw"]) -> Iterator[sqlite3.Connection]:
    """The file for reading. Raises DamagedMemoryError where it holds anything but our tables, and sqlite3.Error."""
    if not os.path.lexists(memory):
        raise DamagedMemoryError(state="fresh")
    if memory.is_symlink() or not memory.is_file():
        raise DamagedMemoryError
    place = f"file:{quote(str(memory))}?mode={mode}"
    with closing(sqlite3.connect(place, uri=True, isolation_level=None, timeout=_PATIENCE)) as database:
        database.execute("PRAGMA trusted_schema = OFF")
        there = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        if there != list(_LAYOUT):  # a trigger or a view would have its say in what we ask
            raise DamagedMemoryError
        if database.execute("SELECT name FROM program").fetchall() != [(_program(),)]:
            raise DamagedMemoryError(state="older")
        yield database


def _rows(database: sqlite3.Connection, where: str, *facts: str) -> list[Row]:
    """Records. Raises DamagedMemoryError where one is no bytes: a column of a database takes whatever it is given."""
    found = database.execute(f"SELECT kind, owner, name, digest, record FROM records WHERE {where}", facts)  # noqa: S608  # our own words
    rows = [Row(*row) for row in found]
    if not all(isinstance(row.record, bytes) for row in rows):
        raise DamagedMemoryError
    return rows


def _files(database: sqlite3.Connection) -> dict[str, KnownFile]:
    return {path: KnownFile(*facts) for path, *facts in database.execute("SELECT * FROM files")}


def _program() -> str:
    """Whose memory it is: another program, or another Python, could have judged otherwise."""
    return f"{program_digest()}-{platform.python_version()}"


@lru_cache(maxsize=2)
def load_rulebook(record: bytes) -> Rulebook:
    """A kept rulebook; unpacked once in a process."""
    return unsealed(record, Rulebook)


@lru_cache(maxsize=2)
def plans_in(record: bytes) -> dict[str, Plan]:
    """A plan for every standard of a kept rulebook, by `id@edition`; those that score nothing have no pools."""
    return {ref: plan_of(standard) for ref, standard in load_rulebook(record).standards.items()}
