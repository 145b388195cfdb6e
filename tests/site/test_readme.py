"""The READMEs are under test: what they say is typed, and what they name is there. The rest is tried in `test_docs`."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.folders import ROOT

BIN = Path(sys.executable).parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "pages").rglob("*.md"))
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md", *PAGES)
EXAMPLE = "docs/pages/example.md"
PROJECT = ("generator", "theme", "mkdocs.yml", "pyproject.toml", "Makefile", "README.md", "requirements.lock")


def text_of(document: str) -> str:
    """The document."""
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(document), flags=re.MULTILINE | re.DOTALL)


def files(document: str) -> dict[str, str]:
    """The example files, by their paths."""
    marked = re.findall(r"^<!-- file: (\S+) -->\n```yaml\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL)
    return dict(marked)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The finished command with all that it said."""
    return subprocess.run(  # noqa: S603 the commands are those of our own documents
        [str(word) for word in command],
        cwd=cwd,
        capture_output=True,
        check=False,
        encoding="utf-8",
        # What `make test` was told is for the tests, not for the tasks that they try.
        env={name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKEOVERRIDES", "ARGS"}},
    )


def lay_out(place: Path) -> Path:
    """A project that holds the program, and of data nothing but the example of the documentation and the rules."""
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, place / name)
    for path, text in files(EXAMPLE).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    for rules in ("vocabulary.yml", "policy.yml"):
        shutil.copy(ROOT / "standards" / rules, place / "standards")
    return place


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The examples as a project, not built."""
    return lay_out(tmp_path)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as a project, built with the first command of the README."""
    place = lay_out(tmp_path_factory.mktemp("published"))
    # The environment of this very run is used: what sets one up is tried below.
    told = run("make", "site", "READY=", f"BIN={BIN}", cwd=place)
    assert told.returncode == 0, told.stderr
    return place


# --- the two languages ------------------------------------------------------------------------------------------------


def test_both_readmes_show_the_same_commands() -> None:
    """A translation does not fall behind."""
    english, chinese = READMES
    assert blocks(chinese, "sh") == blocks(english, "sh")
    assert text_of(chinese).count("\n## ") == text_of(english).count("\n## ")


def test_they_are_short() -> None:
    """What it is, two commands, where to go on: whoever looks for more is led there."""
    for document in READMES:
        assert len(text_of(document).splitlines()) < 100


# --- commands ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_task_that_is_named_exists(document: str) -> None:
    """`make -n` knows it."""
    named = {
        *re.findall(r"`make (\w+)", text_of(document)),
        *re.findall(r"^make (\w+)$", text_of(document), re.MULTILINE),
    }
    assert [task for task in sorted(named) if run("make", "-n", task, cwd=ROOT).returncode] == []


def test_the_first_two_commands_are_site_and_test() -> None:
    """The first block that is meant to be typed."""
    assert blocks("README.md", "sh")[0] == "make site\nmake test\n"


def test_the_lines_for_people_without_make_give_the_same_site(project: Path, published: Path) -> None:
    """They are typed one by one. Only the download is spared: the packages of this run lie where pip finds them."""
    setup, packages, ours, build = blocks("README.md", "sh")[1].splitlines()
    assert run(sys.executable, *shlex.split(setup)[1:], cwd=project).returncode == 0
    here = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    lent = project / ".venv" / "lent"
    lent.mkdir()
    for entry in here.iterdir():
        if "windowboard" not in entry.name and entry.name not in {"pip", "__pycache__"}:
            (lent / entry.name).symlink_to(entry)
    (there,) = (project / ".venv").glob("[Ll]ib/**/site-packages")
    (there / "lent.pth").write_text(f"{lent}\n")
    for line in (packages, ours, build):
        told = run(*shlex.split(line), cwd=project)
        assert told.returncode == 0, told.stderr
    site, other = (
        {path.relative_to(place / "site"): path.read_bytes() for path in (place / "site").rglob("*") if path.is_file()}
        for place in (project, published)
    )
    assert site == other


def test_the_lock_is_what_make_installs_too() -> None:
    """The lines for people without make are those of the Makefile."""
    recipe = re.sub(r"\$\(BIN\)", ".venv/bin", (ROOT / "Makefile").read_text())
    recipe = recipe.replace(" --quiet --disable-pip-version-check", "")
    _, packages, ours, _ = blocks("README.md", "sh")[1].splitlines()
    assert f"@{packages}\n" in recipe
    assert f"@{ours}\n" in recipe


def test_results_are_replaced_while_all_standards_and_boards_stay(project: Path) -> None:
    """The first step to a site of one's own: what is left of the sample does not stand in the way."""
    shutil.copytree(ROOT / "standards", project / "standards", dirs_exist_ok=True)
    asked = run(BIN / "windowboard", "check", "--lang", "en", cwd=project)
    assert "edition-not-frozen" in asked.stdout
    run(BIN / "windowboard", "freeze", cwd=project)
    told = run(BIN / "windowboard", "check", "--lang", "en", cwd=project)
    assert (told.returncode, told.stderr.splitlines()[-1]) == (
        0,
        "No problems. Checked: centres 1, windows 2, rounds 1.",
    )


# --- what is named is there -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_is_there(document: str) -> None:
    """A plan of the house that shows rooms which are gone is worse than none."""
    text = text_of(document)
    named = {
        *([] if document in PAGES else re.findall(r"\]\((?!http|#)([^)#]+)\)", text)),  # there MkDocs looks
        *re.findall(r"`((?:generator|standards|tests|theme|\.github|\.ci)/[\w./-]*)`", text),
        *re.findall(r"`((?:Makefile|pyproject\.toml|mkdocs\.yml|requirements[\w-]*\.lock|\.gitlab-ci\.yml))`", text),
    }
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
