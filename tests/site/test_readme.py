"""Documentation is under test: what the READMEs say is typed, written and read here as it stands there.

Files marked `<!-- file: path -->` are laid out as a project of their own, and the commands are run in it.
"""

import csv
import datetime
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest

from generator.cli import main
from generator.gathering.gather import Gathered
from generator.model.centre import Centre
from generator.model.results import Round
from generator.model.rules import Board
from generator.model.scores import Rated
from generator.model.standard import Check, Standard
from generator.reading.record import read_record
from tests.fixtures.folders import ROOT
from tests.fixtures.town import gathered

BIN = Path(sys.executable).parent
READMES = ("README.md", "README.zh-CN.md")
LANGUAGE = {"README.md": "en", "README.zh-CN.md": "zh"}
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md")
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


def commands(document: str) -> list[str]:
    """Everything that starts with `windowboard` and is meant to be typed, wherever it stands."""
    return sorted(set(re.findall(r"`(windowboard [^`\n]+)`", text_of(document))))


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
    """A project that holds the program, and of data nothing but the examples of the README and the site's rules."""
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, place / name)
    for path, text in files("README.md").items():
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


def test_both_readmes_show_the_same_examples_and_commands() -> None:
    """A translation does not fall behind."""
    english, chinese = READMES
    assert files(chinese) == files(english)
    assert blocks(chinese, "sh") == blocks(english, "sh")
    told_in_english = {"windowboard check --explain --lang en", "windowboard explain no-such-fault --lang en"}
    assert commands(chinese) == [command for command in commands(english) if command not in told_in_english]


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


@pytest.mark.parametrize("command", [command for command in commands("README.md") if "serve" not in command])
def test_every_command_of_the_readme_runs(published: Path, tmp_path: Path, command: str) -> None:
    """Typed as it stands, in a project that has no problem, it ends well."""
    place = shutil.copytree(published, tmp_path / "project", symlinks=True)
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false")
    for git in (("init", "-q"), ("add", "standards", "results"), (*identity, "commit", "-qm", "data")):
        assert run("git", *git, cwd=place).returncode == 0
    _, *words = shlex.split(command)
    told = run(sys.executable, "-m", "generator", *words, cwd=place)
    assert told.returncode == 0, told.stderr


def test_the_server_takes_the_words_that_the_readme_gives_it() -> None:
    """It would run for ever: only what it is told is read."""
    (command,) = (command for command in commands("README.md") if "serve" in command)
    _, task, *words = shlex.split(command)
    with click.Context(main) as context:
        serve = main.get_command(context, task)
        assert serve
        assert serve.make_context(task, words).params["port"] == 8000


def test_every_command_there_is_stands_in_the_readme() -> None:
    """Nobody has to guess what else it can do."""
    assert {shlex.split(command)[1] for command in commands("README.md")} == set(main.commands)


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


# --- examples ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "record"),
    list(zip(files("README.md"), (Standard, Board, Centre, Round), strict=True)),
)
def test_every_example_is_read(path: str, record: type) -> None:
    """As a record of its kind, without a problem."""
    assert isinstance(read_record(files("README.md")[path].encode(), path, record), record)


def test_the_examples_are_scored_as_the_readme_says(published: Path) -> None:
    """The figures and bands that the text works out by hand are published; the second window is on the green list."""
    stated = re.findall(r"\*\*(\d+\.\d), (\w+)\*\*", text_of("README.md"))
    assert stated == re.findall(r"\*\*(\d+\.\d)，(\w+)\*\*", text_of("README.zh-CN.md"))
    table_file = published / "site" / "data" / "scores-2026-10.csv"
    assert not table_file.exists(), "its preview has not even begun"
    assert run(BIN / "windowboard", "build", "--as-of", "2026-11-16", cwd=published).returncode == 0
    with table_file.open(encoding="utf-8-sig", newline="") as table:
        rows = [(row["window"], row["score"], row["band_name"], row["list"]) for row in csv.DictReader(table)]
    assert rows == [("desk-1", *stated[0], "none"), ("desk-2", *stated[1], "green")]


@pytest.mark.parametrize("document", READMES)
def test_the_appeal_of_the_readme_is_upheld(project: Path, document: str) -> None:
    """The finding is struck, and the window has the score and the place that the text says."""
    ((path, case),) = re.findall(
        r"^<!-- appeal: (\S+) -->\n```yaml\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL
    )
    (project / path).parent.mkdir()
    (project / path).write_text(case, encoding="utf-8")
    found = gathered(project, datetime.date(2026, 11, 16))
    assert isinstance(found, Gathered)
    (period,) = found.site.boards["community"]
    (row,) = (row for row in period.ranked if row.window == "desk-2")
    assert isinstance(row.outcome, Rated)
    assert str(row.outcome.score) in text_of(document).split("<!-- appeal")[1].split("\n## ")[0]
    assert (row.outcome.band, row.listed) == ("good", "none")


@pytest.mark.parametrize("document", READMES)
def test_the_calendar_of_the_readme_is_that_of_its_year(project: Path, document: str) -> None:
    """The example is a year that the library knows, so it is held against it, day by day."""
    (calendar,) = re.findall(r"^<!-- policy -->\n```yaml\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL)
    policy = project / "standards" / "policy.yml"
    good = policy.read_text(encoding="utf-8")
    policy.write_text(good + calendar, encoding="utf-8")
    assert isinstance(gathered(project, datetime.date(2026, 11, 16)), Gathered)
    policy.write_text(good + calendar.replace("2026-10-10]", "2026-10-11]"), encoding="utf-8")
    found = gathered(project, datetime.date(2026, 11, 16))
    assert [one.code.slug for one in found] == ["calendar-differs-from-library", "calendar-differs-from-library"]  # type: ignore[union-attr]  # nothing else would have codes


def test_results_are_replaced_while_all_standards_and_boards_stay(project: Path) -> None:
    """The first step to a site of one's own: what is left of the sample does not stand in the way."""
    shutil.copytree(ROOT / "standards", project / "standards", dirs_exist_ok=True)
    asked = run(BIN / "windowboard", "check", "--lang", "en", cwd=project)
    assert "edition-not-frozen" in asked.stderr
    run(BIN / "windowboard", "freeze", cwd=project)
    told = run(BIN / "windowboard", "check", "--lang", "en", cwd=project)
    assert (told.returncode, told.stderr.splitlines()[-1]) == (
        0,
        "Checked: 1 centres, 2 windows, 1 rounds; no problems.",
    )


@pytest.mark.parametrize("document", READMES)
def test_a_slip_of_the_pen_is_refused_with_the_words_of_the_readme(project: Path, document: str) -> None:
    """The file, the line, the column, the code, what is wrong, and what would be right; nothing is written."""
    (mark,) = re.findall(r"^<!-- problem: (.+?) -->\n```text\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL)
    told, shown = mark
    path, written, mistyped = told.split(" | ")
    good = (project / path).read_text(encoding="utf-8")
    assert good.count(written) == 1
    (project / path).write_text(good.replace(written, mistyped), encoding="utf-8")
    seen = run(BIN / "windowboard", "check", "--explain", "--lang", LANGUAGE[document], cwd=project)
    assert seen.returncode == 2
    assert shown in seen.stderr
    assert not (project / "site").exists()


def test_the_mapping_of_the_readme_is_read(project: Path) -> None:
    """It is the same in both languages, and a sheet of the example's office comes in by it."""
    form = re.compile(r"^<!-- mapping: map.yml -->\n```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
    told = [form.findall(text_of(document)) for document in READMES]
    assert told[0] == told[1]
    (project / "map.yml").write_text(told[0][0], encoding="utf-8")
    rows = ("日期,窗口,检查项目,扣分,备注,检查人", "10月27日,一号台,台面凌乱,扣10,,甲", ",二号窗口,天气不好,,,甲")
    (project / "ledger.csv").write_text("\n".join(rows), encoding="gb18030")
    asked = ("import", "ledger.csv", "--map", "map.yml", "--as-of", "2026-10-31")
    done = run(sys.executable, "-m", "generator", *asked, cwd=project)
    assert (done.returncode, done.stdout) == (0, "results/yunhe/2026-10/27-weekly-a.yml\n"), done.stderr


@pytest.mark.parametrize("document", READMES)
def test_a_problem_is_explained_with_the_words_of_the_readme(document: str) -> None:
    """What it means, an example of wrong and right, and what to do."""
    (mark,) = re.findall(r"^<!-- explained: (.+?) -->\n```text\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL)
    slug, shown = mark
    assert run(BIN / "windowboard", "explain", slug, "--lang", LANGUAGE[document], cwd=ROOT).stdout == shown


# --- what is named is there -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_is_there(document: str) -> None:
    """A plan of the house that shows rooms which are gone is worse than none."""
    text = text_of(document)
    named = {
        *re.findall(r"\]\((?!http|#)([^)#]+)\)", text),
        *re.findall(r"`((?:generator|standards|tests|theme|\.github|\.ci)/[\w./-]*)`", text),
        *re.findall(r"`((?:Makefile|pyproject\.toml|mkdocs\.yml|requirements[\w-]*\.lock|\.gitlab-ci\.yml))`", text),
    }
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_words_of_the_table_are_the_kinds_of_check_there_are() -> None:
    """A method that is added is added here as well."""
    methods = [get_args(kind.__annotations__["method"])[0] for kind in get_args(Check)]
    for document in READMES:
        assert re.findall(r"^\| `(\w+)` \|", text_of(document), re.MULTILINE) == methods
