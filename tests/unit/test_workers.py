"""Processes that die or cannot be begun: the build ends, in one line, and holds nothing up."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build as building
from generator.checking import processes
from generator.publishing.contents import Refused
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
