"""Gates that are shown to close on a planted fault: import-linter, ruff, mypy, pytest, each a program of its own."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.fixtures.folders import ROOT

BIN = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The finished command with all that it said."""
    return subprocess.run(  # noqa: S603 every command is written in this file
        [str(word) for word in command], cwd=cwd, capture_output=True, check=False, encoding="utf-8"
    )


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of a copy of the source."""
    return run(BIN / "lint-imports", "--no-cache", cwd=tree)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the source that a fault may be planted in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


AGAINST: Final = (
    ("model/scalars.py", "import generator.judging", "generator.model.scalars -> generator.judging"),
    ("judging/__init__.py", "import generator.reading", "generator.judging -> generator.reading"),
    ("presenting/__init__.py", "import generator.publishing", "generator.presenting -> generator.publishing"),
    ("reading/__init__.py", "import generator.presenting", "generator.reading -> generator.presenting"),
    ("presenting/__init__.py", "import generator.sheets", "generator.presenting -> generator.sheets"),
    ("sheets/__init__.py", "import generator.gathering", "generator.sheets -> generator.gathering"),
    ("build.py", "import generator.cli", "generator.build -> generator.cli"),
    ("somewhere/__init__.py", "", "generator.somewhere"),
    ("judging/__init__.py", "import yaml", "generator.judging -> yaml"),
    ("judging/__init__.py", "from os import path", "generator.judging -> os"),
    ("model/standard.py", "import random", "generator.model.standard -> random"),
    (
        "gathering/memory.py",
        "import generator.comparing.guard",
        "generator.gathering.memory -> generator.comparing",
    ),
    (
        "judging/scoring/pools.py",
        "import generator.judging.whole",
        "generator.judging.scoring.pools -> generator.judging.whole",
    ),
    (
        "presenting/pictures/trend.py",
        "import generator.presenting.atlas",
        "generator.presenting.pictures.trend -> generator.presenting.atlas",
    ),
    ("publishing/html/frame.py", "import generator.judging", "generator.publishing.html.frame -> generator.judging"),
    (
        "reading/tree.py",
        "import generator.reading.rulebook",
        "No cycles are allowed in generator.reading",
    ),
    ("judging/elsewhere.py", "", "generator.judging.elsewhere"),
)
"""Modules with an import against the direction or a place that the plan has not, and what is said of each."""


def test_an_import_against_the_direction_is_refused(source: Path) -> None:
    """The contracts of the folders close on each kind of fault, all of them in one run."""
    for module, statement, _ in AGAINST:
        path = source / "generator" / module
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{path.read_text() if path.exists() else ''}\n{statement}\n")
    told = lint_imports(source)
    assert told.returncode == 1
    said = re.sub(r"\s+", " ", told.stdout)
    assert [complaint for _, _, complaint in AGAINST if complaint not in said] == []


def test_the_source_keeps_the_direction(source: Path) -> None:
    """The planted faults above are refused for what was planted and for nothing else."""
    assert lint_imports(source).returncode == 0


@pytest.mark.parametrize(
    ("command", "fault"),
    [
        (["ruff", "check"], '"""A module."""\n\nimport os\n'),
        (["ruff", "format", "--check"], "NAME = 'a'\n"),
        (["mypy", "--no-incremental"], "def double(x): return 2 * x\n"),
        (["mypy", "--no-incremental"], "x: int = 'a'  # type: ignore\n"),
        (
            ["mypy", "--no-incremental"],
            "def f(x: int | str) -> None:\n    match x:\n        case int():\n            pass\n",
        ),
    ],
)
def test_a_planted_fault_is_refused_by_the_linters(tmp_path: Path, command: list[str], fault: str) -> None:
    """The settings in pyproject.toml are the ones that are heard."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "planted.py"
    planted.write_text(fault)
    told = run(BIN / command[0], *command[1:], planted, cwd=tmp_path)
    assert (told.returncode, told.stderr) == (1, "")
    assert "planted.py" in told.stdout


def test_a_warning_fails_a_test(tmp_path: Path) -> None:
    """What a library warns of today breaks tomorrow."""
    (tmp_path / "test_x.py").write_text("import warnings\n\ndef test_x():\n    warnings.warn('soon gone')\n")
    told = run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml",
        "--rootdir", tmp_path, tmp_path / "test_x.py", cwd=tmp_path,
    )  # fmt: skip
    assert told.returncode == 1
    assert "UserWarning: soon gone" in told.stdout
