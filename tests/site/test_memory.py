"""What is kept between runs: exactly what was, never something that runs, and nothing that is not known for certain."""

import ast
import dataclasses
import datetime
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import build
from generator.gathering import memory as memory_module
from generator.gathering.centre_parts import KeptReading
from generator.gathering.gather import Gathered, gather
from generator.gathering.known_files import digests_of
from generator.gathering.memory import MEMORY, DamagedMemoryError, KnownFile, recall, sealed, unsealed
from generator.gathering.packing import UnpackError, packed, unpacked
from generator.judging.history.publication import Publication
from generator.model.dataset import Rulebook
from generator.model.judged import CentreSummary, WindowResult
from generator.model.later import Later
from generator.model.scores import PeriodScore, Spread, Standing
from generator.product import PROGRAM
from generator.publishing.signs import SETTLED
from generator.reading.tree import SourceFile, digest_of
from tests.fixtures.folders import ROOT
from tests.fixtures.town import Here, gathered, lay_out, slip, tree

KEPT: list[Any] = [
    Rulebook,
    CentreSummary,
    KeptReading,
    WindowResult,
    Publication,
    frozenset[str],
    tuple[PeriodScore, ...],
]
"""Every kind of record that is kept."""
IDS = st.text("abc-019é机", max_size=3)
PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(codec="utf-8"), max_size=5),
    int: st.integers(),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Fraction: st.fractions(),
    datetime.date: st.dates(),
    type(None): st.none(),
}


def values(kind: Any, *, key: bool = False) -> st.SearchStrategy[Any]:  # noqa: ANN401  # any type
    """Values of a type; the ids of a key hold no comma."""
    if kind in PLAIN:
        return IDS if key and kind is str else PLAIN[kind]
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        fields = {field.name: values(hints[field.name]) for field in dataclasses.fields(kind)}
        return st.fixed_dictionaries(fields).map(lambda found: kind(**found))  # type: ignore[operator]  # it is a class
    if hasattr(kind, "_fields"):
        return st.builds(kind, *(values(part, key=True) for part in get_type_hints(kind).values()))
    return composed(get_origin(kind), get_args(kind))


def composed(origin: object, parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Values of a type that is made of others."""
    made: dict[object, Callable[[], st.SearchStrategy[Any]]] = {
        Literal: lambda: st.sampled_from(parts),
        frozenset: lambda: st.frozensets(values(parts[0]), max_size=2),
        Mapping: lambda: st.dictionaries(
            values(parts[0], key=get_origin(parts[0]) is tuple), values(parts[1]), max_size=2
        ),
        Later: lambda: values(parts[0]).map(Later.of),
        tuple: lambda: row(parts),
    }
    return made[origin]() if origin in made else st.one_of([values(part) for part in parts])


def row(parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Values in a row: as many as there are, of one type, or one of each."""
    if parts[-1] is Ellipsis:
        return st.lists(values(parts[0]), max_size=2).map(tuple)
    return st.tuples(*(values(part, key=True) for part in parts))


def told(value: object) -> object:
    """A value with the type of each of its parts: 1, Decimal("1") and Fraction(1) are equal, and not the same."""
    if dataclasses.is_dataclass(value):
        return type(value).__name__, [told(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return [(told(key), told(one)) for key, one in value.items()]
    if isinstance(value, tuple):
        return type(value).__name__, [told(one) for one in value]
    if isinstance(value, Later):
        return "later", told(value.value())
    if isinstance(value, frozenset):
        return "set", sorted(map(repr, value))
    return type(value).__name__, repr(value)


@pytest.mark.parametrize("kind", KEPT, ids=str)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_what_is_kept_comes_back_exactly(kind: Any, data: st.DataObject) -> None:  # noqa: ANN401  # any type
    """Decimals with their zeros, fractions that are whole, days, texts of all signs, keys of several ids."""
    value = data.draw(values(kind))
    again = unpacked(packed(value, kind), kind)
    assert again == value
    assert told(again) == told(value)


@pytest.mark.parametrize(
    "wrong",
    [b"", b"null", b"{}", b"[1]", b"\x80\x05N.", b'{"board": 1}', b'{"__class__": "os.system"}'],
)
def test_what_is_no_such_record_is_refused(wrong: bytes) -> None:
    """Nothing is guessed, and nothing in the bytes chooses a class."""
    with pytest.raises(UnpackError):
        unpacked(wrong, Standing)


@pytest.mark.parametrize("wrong", ["[1]", "{}", "true", "1.5", '"x"'])
def test_what_is_no_number_is_refused_in_the_place_of_one(wrong: str) -> None:
    """Also what cannot be looked up among the numbers that were met before."""
    data = packed(Spread(), Spread)
    assert data.count(b'"mean":"0"') == 1, data
    with pytest.raises(UnpackError):
        unpacked(data.replace(b'"mean":"0"', f'"mean":{wrong}'.encode()), Spread)


def test_every_changed_byte_of_a_record_is_noticed() -> None:
    """A memory that a disk has garbled is no memory."""
    record = sealed(frozenset({"a", "b"}), frozenset[str])
    assert unsealed(record, frozenset[str]) == {"a", "b"}
    for place in range(len(record)):
        wrong = bytearray(record)
        wrong[place] ^= 1
        with pytest.raises(DamagedMemoryError):
            unsealed(bytes(wrong), frozenset[str])


def test_nothing_of_the_program_reads_what_can_run() -> None:
    """No module names pickle, marshal or their like; processes hand each other pickles in memory, never by a file."""
    banned = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "_pickle"}
    for path in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not banned & {name.partition(".")[0] for name in names}, path


class Planted:
    """Makes a folder when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        """What unpickling it does."""
        return os.mkdir, (str(self.mark),)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town, gathered once, its files old enough to be known."""
    root = lay_out(tmp_path / "town")
    age(root)
    run(root)
    return root


def age(root: Path) -> None:
    """Wait until no file was changed within the time that is not trusted."""
    newest = max(path.lstat().st_ctime_ns for path in root.rglob("*"))
    time.sleep(max(0, newest + SETTLED - time.time_ns()) / 1e9)


def run(root: Path, **options: Any) -> Gathered:  # noqa: ANN401  # those of `gather`
    """What is gathered of a project."""
    return gather(root, Here(), None, lambda _step, _done, _total: None, **options)


def test_a_planted_pickle_does_nothing(town: Path, tmp_path: Path) -> None:
    """Wherever a checkout or a cache may put one: in place of the memory, in a record of it, in the old folders."""
    mark = tmp_path / "mark"
    evil = pickle.dumps(Planted(mark))
    with sqlite3.connect(town / MEMORY) as database:
        database.execute("UPDATE records SET record = ?", (evil,))
    database.close()
    program = memory_module._program()  # noqa: SLF001  # the folder as earlier versions had it
    for path in (
        town / "build/cache" / program / "rulebook.pickle",
        town / "build/cache" / program / "summary-harbour.pickle",
        town / "build/against" / "x.pickle",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(evil)
    assert run(town, keep=False).state == "damaged"
    (town / MEMORY).write_bytes(evil)
    assert run(town, keep=False).state == "damaged"
    assert run(town).state == "damaged"
    assert not mark.exists()


def test_a_memory_with_a_say_of_its_own_is_thrown_away(town: Path) -> None:
    """Triggers and views would act on what is asked; a memory has three tables and no more."""
    with sqlite3.connect(town / MEMORY) as database:
        database.execute("CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM records; END")
    database.close()
    assert run(town).state == "damaged"
    assert run(town).state == "kept"


def test_the_memory_of_another_program_is_thrown_away(town: Path) -> None:
    """It could have judged otherwise; what it was is told, once."""
    with sqlite3.connect(town / MEMORY) as database:
        database.execute("UPDATE program SET name = 'another'")
    database.close()
    assert run(town).state == "older"
    assert run(town).state == "kept"


def test_a_memory_damaged_anywhere_changes_no_result(town: Path) -> None:
    """Garbled in fifty places, or cut short: the boards are the same, and the next run has a memory again."""
    before = run(town).site
    whole = (town / MEMORY).read_bytes()
    for number in range(60):
        garbled = bytearray(whole)
        if number < 50:
            start = len(whole) * number // 50
            garbled[start : start + 37] = bytes(byte ^ 0x5A for byte in garbled[start : start + 37])
        else:
            del garbled[len(whole) * (number - 50) // 10 :]
        (town / MEMORY).write_bytes(garbled)
        assert run(town).site == before, number


def test_a_column_that_says_something_else_changes_no_result(town: Path) -> None:
    """A database takes a number or a text where bytes belong, or a digest of nothing: what it says is not believed."""
    before = replace(run(town).site, rulebook_digest="")  # by which no page is told, and all are made anew
    whole = (town / MEMORY).read_bytes()
    with closing(sqlite3.connect(town / MEMORY)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [(table, one[1]) for table in tables for one in database.execute(f"PRAGMA table_info({table})")]
    assert len(columns) == 12
    for (table, column), value in product(columns, ("altered", 7)):
        (town / MEMORY).write_bytes(whole)
        with closing(sqlite3.connect(town / MEMORY)) as database, database:
            database.execute(f"UPDATE OR IGNORE {table} SET {column} = ?", (value,))  # noqa: S608  # our own words
        assert replace(run(town).site, rulebook_digest="") == before, (table, column, value)
        assert run(town).state == "kept", (table, column, value)


@pytest.mark.parametrize("text", ["=", "no base64", "AAAA", "eAGrVkpUsjKsBQAIKgIJ"])
@pytest.mark.parametrize("field", ["sections", "rows"])
def test_what_cannot_be_read_when_it_is_asked_for_is_made_anew(town: Path, text: str, field: str) -> None:
    """What somebody else has sealed: the site is that of a first build, and the loss is told; a check knows nothing."""
    day = datetime.date(2026, 10, 31)
    build(town, day, lambda _step, _done, _total: None)
    before = tree(town / "site")
    gathered_anew = run(town, keep=False).site
    known = recall(town / MEMORY, mend=False).summaries["harbour"]
    broken: Later[tuple[Any, ...]] = Later.kept_as(text, lambda _text: ())
    parts: dict[str, Any] = {field: tuple(dataclasses.replace(one, each=broken) for one in getattr(known, field))}
    with sqlite3.connect(town / MEMORY) as database:
        record = sealed(dataclasses.replace(known, **parts), CentreSummary)
        database.execute("UPDATE records SET record = ? WHERE owner = 'harbour' AND kind = 'summary'", (record,))
        database.execute("DELETE FROM records WHERE kind = 'period'")  # so that rows are asked for
    database.close()
    assert run(town, keep=False).site.boards == gathered_anew.boards
    (town / "site" / "index.html").unlink()
    assert build(town, day, lambda _step, _done, _total: None).memory == "damaged"
    assert tree(town / "site") == before


def test_a_file_that_did_not_change_is_not_opened(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is known by size, times and inode; when asked to verify, all are read."""
    opened: list[str] = []

    def noted(path: Path) -> str:
        opened.append(path.name)
        return digest_of(path)

    monkeypatch.setattr("generator.gathering.known_files.digest_of", noted)
    run(town, keep=False)
    assert opened == []
    found = recall(town / MEMORY, mend=False).files
    assert len(found) == len([*town.rglob("*.yml")])
    slip(town, "standards/desk.yml", "minus: 3", "minus: 2")
    run(town, keep=False)
    assert opened == ["desk.yml"]
    run(town, keep=False, verify=True)
    assert len(opened) == 1 + len(found)


def test_a_change_of_the_same_size_with_its_time_set_back_is_seen(town: Path) -> None:
    """The time of the last change of a file's entry cannot be set."""
    path = town / "results/harbour/2026-10/12-weekly-a.yml"
    told_before = path.stat()
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "count: 2, note", "count: 1, note")
    os.utime(path, ns=(told_before.st_atime_ns, told_before.st_mtime_ns))
    assert path.stat().st_size == told_before.st_size
    assert run(town).changed == {"harbour"}


def test_a_file_that_may_still_change_in_the_same_tick_is_read_again(tmp_path: Path) -> None:
    """Of a file that was written just now nothing is known: a change in the same tick of the clock shows no trace."""
    (tmp_path / "fresh.yml").write_text("a")
    (tmp_path / "old.yml").write_text("a")
    os.utime(tmp_path / "old.yml", (0, 0))
    files = [SourceFile(path=name, kind="round") for name in ("fresh.yml", "gone.yml", "old.yml")]
    _, known = digests_of(tmp_path, files, {})
    assert known == {}
    age(tmp_path)
    digests, known = digests_of(tmp_path, files, {})
    assert set(known) == {"fresh.yml", "old.yml"}
    lying = {path: KnownFile(*one[:-1], "believed") for path, one in known.items()}
    assert digests_of(tmp_path, files, lying)[0] == {
        **dict.fromkeys(known, "believed"),
        "gone.yml": digests["gone.yml"],
    }


def test_what_is_gone_leaves_the_memory(town: Path) -> None:
    """A centre, a window or a file that is no more takes no room."""
    with sqlite3.connect(town / MEMORY) as database:
        before = database.execute("SELECT owner, kind, name FROM records ORDER BY 1, 2, 3").fetchall()
        database.execute("INSERT INTO records SELECT kind, 'gone', name, digest, record FROM records WHERE owner != ''")
        database.execute("INSERT INTO records VALUES ('scores', 'harbour', 'gone', '', '')")
        database.execute("INSERT INTO files VALUES ('gone', 0, 0, 0, 0, '')")
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "count: 2, note", "count: 1, note")
    run(town)
    assert database.execute("SELECT owner, kind, name FROM records ORDER BY 1, 2, 3").fetchall() == before
    assert database.execute("SELECT count(*) FROM files WHERE path = 'gone'").fetchone() == (0,)
    database.close()


def test_a_run_with_problems_and_a_check_leave_the_memory_as_it_was(town: Path) -> None:
    """Neither writes a byte, nor leaves a file beside it."""
    before = tree(town / "build")
    run(town, keep=False)
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "fault: untidy", "fault: untydy")
    assert isinstance(gathered(town), list)
    assert tree(town / "build") == before


KILLED = """
import os, signal, sys
from pathlib import Path
from generator.gathering import memory
from tests.site.test_memory import run

begin = memory.Run.__init__
left = int(sys.argv[2])

def begun(self):
    begin(self)
    self._database.execute("PRAGMA cache_size = 1")
    self._database.set_trace_callback(count)

def count(_statement):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

memory.Run.__init__ = begun
run(Path(sys.argv[1]))
"""


def test_a_run_that_is_killed_leaves_a_memory(town: Path) -> None:
    """At whichever step of keeping: it is the one of before, or that of the run."""
    slip(town, "results/harbour/2026-10/12-weekly-a.yml", "count: 2, note", "count: 1, note")
    expected = run(town, keep=False).site
    before = (town / MEMORY).read_bytes()
    ends = []
    for step in (4, 8, 10, 11, 12, 13, 200):
        (town / MEMORY).write_bytes(before)
        command = [sys.executable, "-c", KILLED, str(town), str(step)]
        ends.append(subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=120).returncode)  # noqa: S603  # our own words
        found = run(town)
        assert (found.state, found.site) == ("kept", expected), step
    assert ends.count(-signal.SIGKILL) > len(ends) / 2
    assert ends[-1] == 0


def test_a_memory_that_another_build_has_is_left_to_it(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody throws away what another is just writing."""
    monkeypatch.setattr(memory_module, "_PATIENCE", 0)
    with closing(sqlite3.connect(town / MEMORY, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OSError, match=r"build/memory\.db: database is locked"):
            run(town)
    assert run(town).state == "kept"


@pytest.mark.parametrize("found", ["link", "folder"])
def test_a_memory_that_is_no_file_is_not_written_through(town: Path, tmp_path: Path, found: str) -> None:
    """A link could lead anywhere: it is taken away, what it leads to is not."""
    other = tmp_path / "other.db"
    (town / MEMORY).rename(other)
    whole = other.read_bytes()
    if found == "link":
        (town / MEMORY).symlink_to(other)
    else:
        (town / MEMORY).mkdir()
    assert run(town).state == "damaged"
    assert other.read_bytes() == whole
    assert (town / MEMORY).is_file()
    assert not (town / MEMORY).is_symlink()
