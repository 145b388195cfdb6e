"""Processes that die or cannot be begun: the build ends, in one line, and holds nothing up."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator import build as building
from generator.checking import processes
from generator.publishing.contents import Refused
from generator.publishing.workers import seldom_collected, uncollected
from tests.fixtures.command import windowboard
from tests.fixtures.folders import ROOT
from tests.fixtures.town import lay_out, tree

KILLED_WHILE_READING = """
import os, signal, sys
from pathlib import Path
from generator.gathering import tasks

own = os.getpid()
work_on = tasks.work_on

def killed(task):
    if os.getpid() != own:
        os.kill(os.getpid(), signal.SIGKILL)
    return work_on(task)

tasks.work_on = killed
from generator.cli import main
main(["build", "--lang", "en", "--root", sys.argv[1]])
"""
NO_SECOND_PROCESS = """
import sys
import time
from multiprocessing.process import BaseProcess

begin = BaseProcess.start
begun = []

def start(self):
    if begun:
        raise BlockingIOError(11, "Resource temporarily unavailable")
    begun.append(self)
    begin(self)

BaseProcess.start = start
from generator.cli import main
main(["build", "--lang", "en", "--root", sys.argv[1]])
"""


def towns(root: Path) -> Path:
    """The town with a second centre, so that reading is worth a process; built once."""
    lay_out(root)
    assert windowboard(root, "build").returncode == 0
    centre = (root / "results/harbour/centre.yml").read_text("utf-8")
    (root / "results/quay").mkdir()
    (root / "results/quay/centre.yml").write_text(centre.replace("港口支行", "码头支行"), encoding="utf-8")
    with (root / "results/harbour/centre.yml").open("a", encoding="utf-8") as file:
        file.write("# read again\n")
    return root


def test_a_process_that_is_killed_is_a_refusal() -> None:
    """Whatever it was at."""
    with pytest.raises(Refused) as refused, processes() as executor:
        executor.submit(signal.raise_signal, signal.SIGKILL).result()
    assert [problem.code.slug for problem in refused.value.problems] == ["process-died"]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (KILLED_WHILE_READING, ["build: process-died a working process ended unexpectedly: ", "Not published: 1 "]),
        (NO_SECOND_PROCESS, ["Not published: [Errno 11] Resource temporarily unavailable"]),
    ],
    ids=["killed while reading", "no second process"],
)
def test_a_build_without_its_processes_ends(tmp_path: Path, program: str, said: list[str]) -> None:
    """It says why, leaves the site, waits for nobody, and the next build may start."""
    root = towns(tmp_path / "town")
    before = tree(root / "site")
    command = [sys.executable, "-c", program, str(root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603  # our own words
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(lines) == len(said), done.stderr
    assert all(line.startswith(start) for line, start in zip(lines, said, strict=True)), done.stderr
    assert tree(root / "site") == before
    assert windowboard(root, "build").returncode == 0


def test_memory_that_runs_out_is_said_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever process it was; no traceback, and the site is as it was."""
    root = lay_out(tmp_path)

    def full(*_told: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(building, "gather", full)
    refused = windowboard(root, "build", "--lang", "en")
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == ["Not published: memory ran out; site/ is as it was."]


def half_a_result() -> None:
    """Be killed in the middle of telling a result, as a machine without memory kills: what the others write waits."""
    frame = sys._getframe()  # noqa: SLF001  # the queue of results is a variable of whoever called this
    while "result_queue" not in frame.f_locals and frame.f_back:
        frame = frame.f_back
    queue = frame.f_locals["result_queue"]
    queue._wlock.acquire()  # noqa: SLF001  # as above
    os.write(queue._writer.fileno(), b"\0\0\1\0abc")  # noqa: SLF001  # as above
    signal.raise_signal(signal.SIGKILL)


def results_of(*calls: Callable[[], object]) -> list[object]:
    """What calls give in processes of a pool."""
    with processes() as executor:
        return [one.result() for one in [executor.submit(call) for call in calls]]


def stopped_at_once() -> None:
    """Begin something long, and press Ctrl+C."""
    with processes() as executor:
        executor.submit(time.sleep, 60)
        executor.submit(len, "abc").result()
        raise KeyboardInterrupt


def test_a_process_that_is_killed_while_it_tells_a_result_is_a_refusal() -> None:
    """The rest of the result never comes, and nobody waits for it."""
    with pytest.raises(Refused) as refused:
        results_of(half_a_result, *[partial(len, "abc")] * 9)
    assert [problem.code.slug for problem in refused.value.problems] == ["process-died"]


def test_whoever_stops_a_build_does_not_wait_for_what_is_in_work() -> None:
    """And the processes are gone with it."""
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        stopped_at_once()
    assert time.monotonic() - begun < 30


NO_ROOM_FOR_A_THREAD = """
import sys, threading
begin = threading.Thread.start
def start(self):
    if {which}:
        raise RuntimeError("can't start new thread")
    begin(self)
threading.Thread.start = start
from generator.cli import main
main(["build", "--lang", "en", "--root", sys.argv[1]])
"""


@pytest.mark.parametrize(
    "which",
    ["'Manager' in type(self).__name__", "self.name == 'QueueFeederThread'", "'_watch' in self.name", "True"],
    ids=["of the pool", "of the queue", "that watches", "any"],
)
def test_a_build_without_room_for_a_thread_ends(tmp_path: Path, which: str) -> None:
    """In one line or two, without a traceback, and nothing is left that waits."""
    root = towns(tmp_path / "town")
    before = tree(root / "site")
    command = [sys.executable, "-c", NO_ROOM_FOR_A_THREAD.format(which=which), str(root)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603  # our own words
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) <= 2, done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before


STOPPED = """
import os, signal, sys
sys.argv[1:] = ["build", "--lang", "en", "--root", {root!r}]
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may ignore it
if {early}:
    import generator.publishing.workers
    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == "generator.cli":
                os.kill(os.getpid(), signal.{signal})
    sys.meta_path.insert(0, Finder())
else:
    from generator import build
    build.gather = lambda *told, **options: os.kill(os.getpid(), signal.{signal})
from generator.__main__ import main
main()
"""


@pytest.mark.parametrize("early", [True, False], ids=["while it is loaded", "later"])
@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_build_that_is_stopped_says_so_in_a_line(tmp_path: Path, sent: str, early: bool) -> None:  # noqa: FBT001  # a case
    """By whatever signal, and at whatever moment: the site stands, and the next build may start."""
    root = lay_out(tmp_path / "town")
    program = STOPPED.format(root=str(root), early=early and sent != "SIGHUP", signal=sent)
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr.splitlines()) == (1, ["Interrupted: not published; site/ is as it was."])
    assert windowboard(root, "build").returncode == 0


def test_what_is_not_looked_through_during_a_build_is_afterwards() -> None:
    """A server builds a site again and again: what has become garbage meanwhile does not stay for good."""
    with seldom_collected():
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    assert not gc.get_freeze_count()
