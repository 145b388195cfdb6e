"""Attack the build and see what holds: `python -m tests.tools.stress`, or `make stress`.

Kills, disks, garbled caches, a damaged memory, environments, edits and hostile files, by lots that a seed decides.
`--seed 7` and `--kills 200` say which and how many; the table at the end says how many held, and every line above it
what did not. A shorter form of each kind is among the tests. Linux; disks of a size need the right to mount one, else
files are kept short by a limit.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from tests.fixtures.edits import begun, dealt, walked
from tests.fixtures.folders import ROOT
from tests.fixtures.town import TOWN, lay_out, tree

LASTS: Final = 4.0
"""Seconds within which a kill falls, or a signal."""
PATIENCE: Final = 120
"""Seconds after which a build hangs."""
SECONDS_MOST, MEGABYTES_MOST = 2.0, 200
"""What reading one file may cost."""
DOUBLED_MOST: Final = 3.0
"""Times that a file twice as long may cost, where it costs enough to be measured."""
SLEEP: Final = 0.05

Lots = random.Random
Outcome = Iterator[str]
"""What did not hold in one try, in words; nothing where all held."""


@dataclass
class Row:
    """A row of the table."""

    kind: str
    tries: int = 0
    held: int = 0
    took: float = 0.0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ended:
    """A build that is over."""

    code: int
    lines: list[str]


def town(root: Path) -> Path:
    """A project with cases and two centres, so that processes have work."""
    lay_out(root)
    shutil.copytree(TOWN.parent / "court", root, dirs_exist_ok=True)
    centre = (root / "results/harbour/centre.yml").read_text("utf-8")
    (root / "results/quay").mkdir()
    (root / "results/quay/centre.yml").write_text(centre.replace("港口支行", "码头支行"), "utf-8")
    return root


def command(root: Path) -> list[str]:
    """The build of a project in English."""
    return [sys.executable, "-m", "generator", "build", "--lang", "en", "--as-of", "2026-11-20", "--root", str(root)]


def built(root: Path, prepare: Callable[[], None] | None = None, **environment: str) -> Ended:
    """Build, in a process of its own."""
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            command(root),
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE,
            env=os.environ | environment,
            preexec_fn=prepare,  # there are no threads here
        )
    except subprocess.TimeoutExpired:
        return Ended(-1, ["hangs"])
    return Ended(done.returncode, done.stderr.splitlines())


def cold(root: Path) -> dict[str, bytes]:
    """The site that a first build makes of a project."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(root, Path(folder, "cold"), ignore=shutil.ignore_patterns("build", "site"))
        done = built(copy)
        if done.code:
            raise SystemExit("\n".join(done.lines))
        return tree(copy / "site")


def edited(root: Path, number: int) -> None:
    """Change a word on many pages, and both centres."""
    for centre in ("harbour", "quay"):
        path = root / f"results/{centre}/centre.yml"
        text = path.read_text("utf-8")
        before = text.partition("address: ")[2].partition("\n")[0]
        path.write_text(text.replace(f"address: {before}", f"address: 码头路 {number} 号"), "utf-8")


def quiet(done: Ended, what: str, *, lines: int = 2) -> Outcome:
    """A build that fails says so in a line or two, without a traceback."""
    if done.code not in {0, 1}:
        yield f"{what}: exit code {done.code}, {done.lines[-1:]}"
    elif done.code and (len(done.lines) > lines or any("Traceback" in line for line in done.lines)):
        yield f"{what}: {len(done.lines)} lines, {done.lines[-1:]}"


def kills(root: Path, lots: Lots, number: int) -> Outcome:
    """Kill, stop or interrupt a build, or a process of it: the site is the old or the new one, the next build right."""
    old = tree(root / "site")
    edited(root, 10 + number)
    new = cold(root)
    sent = lots.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
    whom = lots.choice(["group", "main", "worker"])
    wait = lots.random() * LASTS
    what = f"{sent.name} to {whom} after {wait:.2f} s"
    with subprocess.Popen(  # noqa: S603  # our own words
        command(root), cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        time.sleep(wait)
        with suppress(ProcessLookupError):
            if whom == "group":
                os.killpg(process.pid, sent)
            else:
                children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split() or [""]
                os.kill(int(lots.choice(children) or process.pid) if whom == "worker" else process.pid, sent)
        try:
            _, told = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            told = ""
            yield f"{what}: hangs"
    if "Traceback" in told and wait > 0.3:  # before that it is Python itself that begins
        yield f"{what}: a traceback, {told.splitlines()[-1]}"
    there = root / ("site" if (root / "site").exists() else "build/previous")
    if tree(there) not in (old, new):
        yield f"{what}: neither the old site nor the new one"
    time.sleep(SLEEP)
    done = built(root)
    if done.code or tree(root / "site") != new:
        yield f"{what}: the next build is not right: {done.code} {done.lines[-1:]}"
    if left := [path.name for path in (root / "build").glob("run-*")]:
        yield f"{what}: left behind: {left}"


@contextmanager
def disk(root: Path, kilobytes: int) -> Iterator[tuple[Path, Callable[[], None] | None]]:
    """A copy of a project on a disk of a size, where that can be had; else where no file may be longer."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder]
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603  # our own words
        place = Path(folder) if mounted else Path(folder, "town")
        try:
            with suppress(shutil.Error, OSError):
                shutil.copytree(root, place, dirs_exist_ok=True, copy_function=shutil.copy2)
            short = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (kilobytes * 20, kilobytes * 20))
            yield place, None if mounted else short
        finally:
            if mounted:
                subprocess.run(["umount", "-l", folder], check=False)  # noqa: S603, S607  # as above


def disks(root: Path, lots: Lots, number: int) -> Outcome:
    """A disk that is full: one line, and the site that stood there; or a site that is right."""
    edited(root, 10 + number)
    new, here = cold(root), sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    room = lots.randint(16, 6000)
    with disk(root, here + len(list(root.rglob("*"))) * 4 + room) as (place, prepare):
        old = tree(place / "site")
        done = built(place, prepare)
        yield from quiet(done, f"{room} KB free")
        if tree(place / "site") != (old if done.code else new):
            yield f"{room} KB free: exit code {done.code}, and the site is not the one that belongs to it"


def garbled(root: Path, lots: Lots, number: int) -> Outcome:
    """A file that was kept is cut, turned, doubled, emptied or lost: the next build is right, or says what it is."""
    edited(root, 10 + number)
    new = cold(root)
    kept = [path for name in ("build", "site") for path in sorted((root / name).rglob("*")) if path.is_file()]
    path = lots.choice([*kept, root / "build/memory.db", root / "build/pages.json", root / "build/published.json"])
    data = path.read_bytes() if path.exists() else b""
    place = lots.randrange(len(data) + 1)
    how = lots.choice(["cut", "turned", "doubled", "emptied", "lost"])
    path.unlink(missing_ok=True)
    forms = {"cut": data[:place], "doubled": data * 2, "emptied": b""}
    turned = data[:place] + bytes(255 - one for one in data[place : place + 8]) + data[place + 8 :]
    if how != "lost":
        path.write_bytes(forms.get(how, turned))
    what = f"{path.relative_to(root)} {how}"
    done = built(root)
    ours = path.relative_to(root).as_posix() == "site/build.json" or "site/data/" in str(path)
    if done.code and not ours:  # what was published is compared with: a damaged record of it is refused
        yield f"{what}: exit code {done.code}, {done.lines[-1:]}"
    if done.code:
        yield from quiet(Ended(1, done.lines), what, lines=20)
        shutil.rmtree(root / "site")
        done = built(root)
    if done.code or tree(root / "site") != new:
        yield f"{what}: not the bytes of a first build ({done.code})"


def environments(root: Path, lots: Lots, number: int) -> Outcome:
    """Whatever the machine is set to, the bytes are the same."""
    del number
    told = {
        "TZ": lots.choice(["UTC", "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "nonsense"]),
        "LC_ALL": lots.choice(["C", "C.UTF-8", "zh_CN.UTF-8", "tr_TR.UTF-8", "nonsense"]),
        "PYTHONHASHSEED": str(lots.randrange(1, 1000)),
        "PYTHONOPTIMIZE": lots.choice(["", "1", "2"]),
        "SOURCE_DATE_EPOCH": lots.choice(["0", "1700000000", "x"]),
        "HOME": lots.choice([os.environ.get("HOME", "/"), "/nonexistent"]),
        "COLUMNS": lots.choice(["1", "80"]),
    }
    mask = lots.choice([0o000, 0o022, 0o077])
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(
            root, Path(folder, lots.choice(["a", "名 字", "a'b"])), ignore=shutil.ignore_patterns("build", "site")
        )
        done = built(copy, partial(os.umask, mask), **told)  # type: ignore[arg-type]  # what it returns is not asked for
        if done.code or tree(copy / "site") != tree(root / "site"):
            yield f"{told} umask {mask:03o}: {done.code} {done.lines[-1:]}"


def edits(root: Path, lots: Lots, number: int) -> Outcome:
    """A sequence of edits, each step built upon the last, comes to the bytes of a first build."""
    (steps,) = dealt(lots, 1, lots.randint(1, 6), lots.randint(1, 4))
    with tempfile.TemporaryDirectory() as folder:
        for one in walked(root, Path(folder), steps, lots):
            yield f"sequence {number} {one}"


DAMAGES: Final = (
    "cut",
    "turned",
    "doubled",
    "emptied",
    "shifted",
    "a row",
    "a digest",
    "a table",
    "a form",
    "a journal",
)
"""In which ways the memory between builds is damaged: as bytes, and as what a database says."""


def memory(root: Path, lots: Lots, number: int) -> Outcome:
    """What is kept between builds is damaged: it is noticed, and the bytes are those of a first build."""
    edited(root, 10 + number)
    new = cold(root)
    how, path = DAMAGES[number % len(DAMAGES)], root / "build/memory.db"
    _damage(path, how, lots)
    done = built(root)
    yield from quiet(done, f"memory, {how}")
    if done.code or tree(root / "site") != new:
        yield f"memory, {how}: not the bytes of a first build ({done.code} {done.lines[-1:]})"


def _damage(path: Path, how: str, lots: Lots) -> None:
    data = path.read_bytes()
    place = lots.randrange(len(data))
    match how:
        case "cut" | "doubled" | "emptied" | "turned" | "shifted":
            turned = bytes(255 - one for one in data[place : place + 64])
            path.write_bytes(
                {
                    "cut": data[:place],
                    "doubled": data * 2,
                    "emptied": b"",
                    "turned": data[:place] + turned + data[place + 64 :],
                    "shifted": data[:place] + b"x" + data[place:],
                }[how]
            )
        case "a journal":
            path.with_name(f"{path.name}-journal").write_bytes(data[:place])
        case _:
            with closing(sqlite3.connect(path)) as known, known:
                _misstate(known, how, lots)


def _misstate(known: sqlite3.Connection, how: str, lots: Lots) -> None:
    """Have the database say something else, as a database."""
    tables = [name for (name,) in known.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    table = lots.choice(tables)
    columns = [column[1] for column in known.execute(f"PRAGMA table_info({table})")]
    match how:
        case "a table":
            known.execute(f"DROP TABLE {table}")
        case "a form":
            known.execute(f"PRAGMA user_version = {lots.randrange(1, 2**31)}")
        case "a digest" | "a row":
            column = lots.choice([one for one in columns if (one == "digest") == (how == "a digest")] or columns)
            known.execute(
                f"UPDATE OR IGNORE {table} SET {column} = ? "  # noqa: S608  # our own names
                f"WHERE rowid IN (SELECT rowid FROM {table} ORDER BY rowid LIMIT 3)",
                (lots.choice([b"altered", "altered", 7, None]),),
            )
        case _:
            raise ValueError(how)


HOSTILE: Final[Mapping[str, Callable[[int], bytes]]] = {
    "comment of 1.1.": lambda size: b"# " + b"1.1." * (size // 4),
    "comment of digits": lambda size: b"# " + b"7" * size,
    "rows of identity numbers": lambda size: b"# " + b"11010519491231002X " * (size // 19),
    "mobile numbers": lambda size: b"# 13800138000\n" * (size // 14),
    "rows of cards": lambda size: b"# " + b"6200 0000 0000 0005 " * (size // 20),
    "surnames": lambda size: "# 张王".encode() * (size // 8),
    "hosts": lambda size: b"# " + b"a@a." * (size // 4),
    "brackets": lambda size: b"a: " + b"[" * size,
    "braces": lambda size: b"{a: " * (size // 4),
    "anchors": lambda size: b"".join(b"k%d: &a%d x\n" % (one, one) for one in range(size // 16)),
    "a long line": lambda size: b"a: " + b"x" * size,
    "keys": lambda size: b"".join(b"k%d: 1\n" % one for one in range(size // 10)),
    "the same key": lambda size: b"a: 1\n" * (size // 5),
    "escapes": lambda size: b"inspections:\n" + b'  - {window: "w\\u0031", note: "x\\u0031"}\n' * (size // 44),
    "bad inspections": lambda size: b"inspections:\n" + b"  - {window: W1, findings: [{clause: x}]}\n" * (size // 42),
    "comments behind values": lambda size: b"".join(b"k%d: b #c\n" % one for one in range(size // 14)),
    "blanks": lambda size: b"a:" + b" " * size + b"#",
    "line ends": lambda size: b"a: >\n" + b" x\n\n" * (size // 4),
}
READ: Final = """
import resource, sys, time
from pathlib import Path
from generator.model.results import Round
from generator.reading.personal import read_privacy
from generator.reading.record import read_record
from generator.reading.tree import SourceFile
from generator.telling.formats import written
root = Path(sys.argv[1])
read_record(b"a: 1", "a.yml", Round)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begun = time.process_time()
found = read_record((root / "a.yml").read_bytes(), "a.yml", Round)
problems = [*(found if isinstance(found, tuple) else ())]
problems += read_privacy(root, [SourceFile(path="a.yml", kind="round")], frozenset()).problems
written(problems, "sarif", "zh", explained=True)
took = time.process_time() - begun
print(took, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, len(problems))
"""


def read(data: bytes) -> tuple[float, int, int]:
    """Seconds, megabytes and problems of reading a file as a round and telling what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.yml").write_bytes(data)
        done = subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-c", READ, folder],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        seconds, megabytes, problems = (done.stdout or "inf 0 0").split()
        return float(seconds), int(megabytes), int(problems)


def hostile(root: Path, lots: Lots, number: int) -> Outcome:
    """A file made to exhaust the reader: two seconds and 200 MB at its longest, and in time with its length."""
    del root, lots
    name, make = list(HOSTILE.items())[number % len(HOSTILE)]
    half, whole = read(make(490_000)), read(make(980_000))
    if whole[0] > SECONDS_MOST or whole[1] > MEGABYTES_MOST:
        yield f"{name}: {whole[0]:.2f} s, {whole[1]} MB"
    if whole[0] > SECONDS_MOST / 4 and whole[0] > DOUBLED_MOST * half[0]:
        yield f"{name}: {half[0]:.2f} s, and {whole[0]:.2f} s for twice the length"


KINDS: Final[Mapping[str, tuple[Callable[[Path, Lots, int], Outcome], int]]] = {
    "kills": (kills, 100),
    "disks": (disks, 30),
    "garbled": (garbled, 60),
    "memory": (memory, 60),
    "environments": (environments, 20),
    "edits": (edits, 500),
    "hostile": (hostile, len(HOSTILE)),
}
"""Each kind with the tries that it gets when nobody says how many."""


def _prepared(kind: str, place: Path) -> Path:
    """What a kind of attack begins with: a town whose site was built twice, so that two trees take turns."""
    if kind == "edits":
        return begun(place)
    root = town(place)
    for number in range(2 if kind != "hostile" else 0):
        edited(root, number + 2)
        if (done := built(root)).code:
            raise SystemExit("\n".join(done.lines))
    return root


def attack(kind: str, tries: int, seed: int) -> Row:
    """All tries of a kind, on a town of its own."""
    row, begun = Row(kind), time.monotonic()
    lots = random.Random(f"{seed} {kind}")  # noqa: S311  # repeatable on purpose
    with tempfile.TemporaryDirectory() as folder:
        root = _prepared(kind, Path(folder, "town")) if tries else Path(folder)
        for number in range(tries):
            row.tries += 1
            broken = list(KINDS[kind][0](root, lots, number))
            row.held += not broken
            for one in broken:
                sys.stdout.write(f"{kind} {number}: {one}\n")
                sys.stdout.flush()
            row.broken += broken
    row.took = time.monotonic() - begun
    return row


def main(arguments: list[str] | None = None) -> int:
    """Attack as told, print the table, and say by the exit code whether all held."""
    parser = argparse.ArgumentParser(prog="stress", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    for kind, (attacked, usual) in KINDS.items():
        parser.add_argument(f"--{kind}", type=int, default=usual, help=f"{attacked.__doc__} (default: {usual} times)")
    told = vars(parser.parse_args(arguments))
    rows = [attack(kind, told[kind], told["seed"]) for kind in KINDS]
    sys.stdout.write(f"\nseed {told['seed']}\n{'kind':14}{'tries':>7}{'held':>7}{'seconds':>9}\n")
    for row in rows:
        sys.stdout.write(f"{row.kind:14}{row.tries:7}{row.held:7}{row.took:9.0f}\n")
    return int(any(row.broken for row in rows))


if __name__ == "__main__":
    sys.exit(main())
