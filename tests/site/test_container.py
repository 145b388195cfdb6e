"""The Containerfile: no machine that runs these tests has to build images, so each of its lines is held by itself."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import yaml

from tests.fixtures.folders import ROOT

FILE: Final = ROOT / "Containerfile"


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its words, lines joined and comments left out."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in text.splitlines() if line)]


def told(word: str) -> list[str]:
    """What is said by one kind of instruction, in order."""
    return [rest for one, rest in instructions() if one == word]


def test_it_names_an_image_and_no_registry() -> None:
    """An intranet puts its own there: whatever is built from is one word, said once."""
    assert told("ARG") == ["PYTHON=python:3.13-slim"]
    assert {line.split()[0] for line in told("FROM")} == {"${PYTHON}"}
    assert not re.search(r"https?://|[a-z]\.[a-z]{2,}/", FILE.read_text(encoding="utf-8"))


def test_it_runs_as_nobody_in_particular() -> None:
    """By a number that is not that of root, said after everything that only root can do."""
    (user,) = told("USER")
    assert int(user) > 0
    last = [word for word, _ in instructions()].index("USER")
    assert "RUN" not in [word for word, _ in instructions()[last:]]
    assert f"--uid {user} " in told("RUN")[-1]


def test_what_is_copied_is_what_the_package_is_made_of() -> None:
    """The lock, and the sources that `make package` packs; each is there."""
    copied = {name for line in told("COPY") if not line.startswith("--from") for name in line.split()[:-1]}
    (packed,) = re.findall(r"^PACKAGED := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert copied == {*packed.split(), "requirements.lock"}
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_it_installs_by_the_lines_of_the_makefile() -> None:
    """The lock by its hashes, then these sources without an index; pip knows every option."""
    lines = [line for line in told("RUN") if " pip " in line]
    locked, ours = (re.sub(r"^\S+/python ", "", line.replace(" --no-cache-dir", "")) for line in lines)
    recipe = re.sub(r"--quiet --disable-pip-version-check ", "", (ROOT / "Makefile").read_text())
    assert f"@$(BIN)/python {locked}\n" in recipe
    assert f"@$(BIN)/python {ours.removesuffix(' .')} --editable .\n" in recipe
    asked = subprocess.run(  # pip itself
        [sys.executable, "-m", "pip", "install", "--help"], capture_output=True, check=True, encoding="utf-8"
    )
    options = {word for line in lines for word in line.split() if word.startswith("--")}
    assert [one for one in sorted(options) if one not in asked.stdout] == []


def test_our_sources_are_installed_as_it_says(tmp_path: Path) -> None:
    """From what it copies and nothing else, the line that installs them makes a program that runs."""
    for name in {name for line in told("COPY") if not line.startswith("--from") for name in line.split()[:-1]}:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    (line,) = [line for line in told("RUN") if "--no-build-isolation" in line]
    words = line.split()[1:]  # after the Python of the image
    made = subprocess.run(  # noqa: S603  # pip itself
        [sys.executable, *words, "--target", str(tmp_path / "there")],
        cwd=tmp_path, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    entry = json.loads(told("ENTRYPOINT")[0])[0]
    assert (tmp_path / "there" / "bin" / entry).is_file()
    assert entry in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]


def test_ci_builds_the_image_and_runs_it() -> None:
    """There are machines that can."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text())
    lines = [step["run"] for step in workflow["jobs"]["image"]["steps"] if "run" in step]
    assert "docker build --tag windowboard --file Containerfile ." in lines
    assert "docker run --rm --network none windowboard --version" in lines
