"""The package is the whole tool: installed from its wheel into an empty environment, it works in any folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.fixtures.folders import ROOT
from tests.fixtures.town import TOWN, tree

BIN = Path(sys.executable).parent


def run(*command: str | Path, cwd: Path, umask: int = 0o022) -> subprocess.CompletedProcess[str]:
    """The finished command, in an environment that leads to nothing of this clone."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return subprocess.run(  # noqa: S603  # every command is written in this file
        [str(word) for word in command],
        cwd=cwd,
        env=kept,
        umask=umask,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def _not_sources(folder: str, names: list[str]) -> set[str]:
    """What no program is made of: folders of the repository of these names, not those within its sources."""
    beside = {".venv", "build", "site", "results", "tests"} if Path(folder) == ROOT else set()
    return {name for name in names if name in beside or name.endswith("_cache")}


def packed(place: Path, umask: int) -> Path:
    """The wheel that `make package` builds of a copy of these sources, as another machine would have it."""
    shutil.copytree(ROOT, place, ignore=_not_sources)
    for path in (place / "generator").rglob("*.py"):
        os.utime(path, (umask, umask))
        path.chmod(0o666 & ~umask)
    made = run("make", "-s", "package", "READY=", f"BIN={BIN}", cwd=place, umask=umask)
    assert made.returncode == 0, made.stderr
    (wheel,) = (place / "build" / "package").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, away from its sources."""
    return packed(tmp_path_factory.mktemp("one") / "clone", 0o022)


@pytest.fixture(scope="module")
def windowboard(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed without a network, as the documentation says, into an environment of its own.

    What it needs is there already, lent by this run, in place of the wheels that `pip download` puts into the folder:
    pip holds each against what the package asks for.
    """
    home = tmp_path_factory.mktemp("environment")
    assert run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home).returncode == 0
    (there,) = home.glob("lib/python*/site-packages")
    here = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    (home / "lent").mkdir()
    for entry in here.iterdir():  # the packages of this run stand in for those of an index
        if "windowboard" not in entry.name and entry.name not in {"pip", "__pycache__"}:
            (home / "lent" / entry.name).symlink_to(entry)
    (there / "lent.pth").write_text(f"{home / 'lent'}\n")
    wheels = shutil.copytree(wheel.parent, home / "wheels")
    page = (ROOT / "docs" / "pages" / "publishing.md").read_text(encoding="utf-8")
    assert "pip install --no-index --find-links wheels windowboard\n" in page
    words = ("--quiet", "--disable-pip-version-check", "--no-index", "--find-links", wheels, "windowboard")
    told = run(sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install", *words, cwd=home)
    assert told.returncode == 0, told.stderr
    assert {path.name.partition("-")[0] for path in there.iterdir()} == {"lent.pth", "windowboard"}
    return home / "bin" / "windowboard"


def test_two_machines_build_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Neither the times of the files nor the habits of the account are in it."""
    assert packed(tmp_path / "clone", 0o077).read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_the_program_the_theme_and_the_library(wheel: Path) -> None:
    """Every file that git has of them, under one name, and no picture of the README or leftover of a run."""
    listed = run("git", "ls-files", "generator", "theme", "standards", cwd=ROOT).stdout.splitlines()
    held = {path.replace("windowboard/", "generator/", 1) for path in zipfile.ZipFile(wheel).namelist()}
    moved = {path.replace("generator/theme/", "theme/").replace("generator/standards/", "standards/") for path in held}
    ours = {path for path in moved if not path.startswith("windowboard-")}
    assert ours >= {path for path in listed if (ROOT / path).is_file() and "/screenshots/" not in path}
    assert not [path for path in ours if "__pycache__" in path or "/screenshots/" in path]


def test_a_city_is_built_where_nothing_of_the_product_stands(windowboard: Path, tmp_path: Path) -> None:
    """`standards/` and `results/` are enough; the site is the one that the clone makes of them, byte for byte."""
    city, twin = tmp_path / "city", tmp_path / "twin"
    for place in (city, twin):
        shutil.copytree(TOWN, place)
    built = run(windowboard, "build", cwd=city)
    assert built.returncode == 0, built.stderr
    assert sorted(path.name for path in city.iterdir()) == ["build", "results", "site", "standards"]
    again = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "generator", "build", "--root", str(twin)], cwd=ROOT, capture_output=True, check=False
    )
    assert again.returncode == 0, again.stderr
    assert tree(twin / "site") == tree(city / "site")


def test_the_installed_program_does_not_call_itself_generator(windowboard: Path, tmp_path: Path) -> None:
    """Nobody can import it under that name, and it runs as a module too."""
    python = windowboard.parent / "python"
    assert run(python, "-c", "import generator", cwd=tmp_path).returncode != 0
    assert "windowboard" in run(python, "-m", "windowboard", "--version", cwd=tmp_path).stdout


def test_a_city_begins_and_is_built_with_the_wheel_alone(windowboard: Path, tmp_path: Path) -> None:
    """In an empty folder: one command begins it, one makes its site; every file of the beginning is in the wheel."""
    begun = run(windowboard, "init", "kaohe", "--defaults", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    built = run(windowboard, "build", cwd=tmp_path / "kaohe")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "kaohe" / "site" / "windows" / "hall-1" / "desk-1.html").is_file()
