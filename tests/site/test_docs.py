"""The documentation is under test: it is built without a warning, its examples are read, its commands are typed.

What stands in a page is done in the order of the page, in a folder of its own. `<!-- start: … -->` says what the folder
holds at first: nothing, or the example as a project. `<!-- file: path -->` writes the block below it into a file. A
block of `sh` is run; one that needs more than this machine has is run by the test that `<!-- elsewhere: … -->` names.
"""

import csv
import datetime
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import click
import pytest
from click.testing import CliRunner
from mkdocs.exceptions import Abort

from generator.cli import main
from generator.gathering.gather import Gathered
from generator.model.centre import Centre
from generator.model.results import Round
from generator.model.rules import Board
from generator.model.scores import Rated
from generator.model.standard import Check, Standard
from generator.reading.descriptions import meanings_of, records_of
from generator.reading.record import read_record
from generator.reading.schemas import RECORDS
from generator.telling import options
from generator.telling.codes import CODES
from generator.telling.explaining import explanation
from generator.words.languages import Language
from tests.fixtures.folders import ROOT
from tests.fixtures.town import gathered
from tests.tools import docs

TODAY: Final = datetime.date(2026, 11, 23)
"""The day on which the documentation is tried: whatever day a test runs on, the same is written."""

PAGES: Final = sorted(path.relative_to(docs.PAGES).as_posix() for path in docs.PAGES.rglob("*.md"))
LANGUAGES: Final = tuple(docs.WORDS)

BLOCK: Final = re.compile(
    r"^(?:<!-- (?P<mark>file|elsewhere): (?P<of>\S+) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def page(name: str, lang: Language = "zh") -> str:
    """A page in a language."""
    return (docs.PAGES / ("" if lang == "zh" else lang) / f"{name}.md").read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[dict[str, str]]:
    """The fenced blocks of a page, each with what its mark says."""
    return (found.groupdict(default="") for found in BLOCK.finditer(text))


def commands(text: str) -> set[str]:
    """Whatever begins with `windowboard` and is meant to be typed, in the text of a page or in its tables."""
    bare = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    found = (one.replace("\\|", "|") for one in re.findall(r"`(windowboard [^`\n]+)`", bare))
    return {one for one in found if "<" not in one and "…" not in one and "NAME" not in one and "名字" not in one}


def files(text: str) -> dict[str, str]:
    """The files that a page writes, by their paths."""
    return {one["of"]: one["text"] for one in blocks(text) if one["mark"] == "file"}


def lay_out(place: Path) -> Path:
    """The example as a project: its four files and the rules of a site, committed."""
    for path, text in files(page("example")).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    for rules in ("vocabulary.yml", "policy.yml"):
        shutil.copy(ROOT / "standards" / rules, place / "standards")
    return place


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example as a project."""
    return lay_out(tmp_path / "project")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same day for whatever is begun."""

    def every(command: click.Command) -> Iterator[click.Parameter]:
        yield from command.params
        for one in command.commands.values() if isinstance(command, click.Group) else ():
            yield from every(one)

    for parameter in every(main):
        if parameter.default is options.today:
            monkeypatch.setattr(parameter, "default", lambda: TODAY)
    monkeypatch.setattr(options, "today", lambda: TODAY)
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "t")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "t@example.invalid")
        monkeypatch.setenv(f"GIT_{name}_DATE", f"{TODAY}T12:00:00+08:00")


def typed(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Type a line where one is; it has to end well."""
    if line.startswith("cd "):
        monkeypatch.chdir(line.removeprefix("cd "))
        return
    words = shlex.split(line)
    if words[0] == "windowboard":
        done = CliRunner().invoke(main, words[1:], prog_name="windowboard")
        assert done.exit_code == 0, f"{line}\n{done.output}"
        return
    ran = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")  # noqa: S603  # of our own pages
    assert ran.returncode == 0, f"{line}\n{ran.stderr}"


def commit(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the example is kept in."""
    monkeypatch.chdir(place)
    for line in ("windowboard freeze", "git init -q", "git add .", "git commit -qm data"):
        typed(line, monkeypatch)


# --- the site ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it: strictly, so that a link that leads nowhere ends it."""
    return docs.build(built=tmp_path_factory.mktemp("docs"))


def test_every_page_is_built_and_has_its_other_language(site: Path) -> None:
    """Strictly: no link and no anchor leads nowhere, no page is left out of the navigation."""
    for name in PAGES:
        assert (site / name).with_suffix(".html").is_file(), name
    chinese = {name for name in PAGES if not name.startswith("en/")}
    assert {f"en/{name}" for name in chinese} == {*PAGES} - chinese


def test_the_gate_closes_on_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    """A page that moved, or a problem that is called otherwise now, is found before anybody reads of it."""
    shutil.copytree(docs.PAGES, tmp_path / "pages")
    with (tmp_path / "pages" / "words.md").open("a", encoding="utf-8") as words:
        words.write("\n[no](reference/problems.md#no-such-problem)\n")
    with pytest.raises(Abort):
        docs.build(tmp_path / "pages", tmp_path / "built")


def test_the_site_of_the_documentation_asks_no_other_host(site: Path) -> None:
    """No font, script or picture comes from elsewhere."""
    for path in site.rglob("*.html"):
        asked = re.findall(
            r"<(?:link|script|img|iframe)\b[^>]*?(?:href|src)=\"(https?:[^\"]+)\"", path.read_text("utf-8")
        )
        assert asked == [], path


# --- the reference ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reference_has_every_command_key_and_problem(lang: Language) -> None:
    """It is made of them: nothing that there is can be missing."""
    made = docs.reference(lang)
    for name, command in main.commands.items():
        assert f"## `windowboard {name}` " in made["commands"]
        for option in (one for one in command.params if isinstance(one, click.Option)):
            assert option.opts[-1] in made["commands"]
    for kind, source in RECORDS:
        assert docs.FILES[kind] in made["fields"]
        for record in records_of(source).values():
            assert all(f"| `{key}` |" in made["fields"] for key in meanings_of(record))
    assert [slug for slug in CODES if f"## {slug} {{#{slug}}}" not in made["problems"]] == []


# --- what is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_followed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: None) -> None:
    """Its files are written and its blocks typed, in their order; each ends well."""
    del today
    text = (docs.PAGES / name).read_text(encoding="utf-8")
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "there")
    if "<!-- start: example -->" in text:
        commit(lay_out(tmp_path / "there"), monkeypatch)
    for block in blocks(text):
        if block["mark"] == "elsewhere":
            assert (ROOT / block["of"]).is_file(), block["of"]
        elif block["mark"] == "file" and not name.endswith("example.md"):
            Path(block["of"]).write_text(block["text"], encoding="utf-8")
        elif block["kind"] == "sh":
            for line in block["text"].splitlines():
                typed(line, monkeypatch)


EVERY: Final = sorted(set().union(*(commands((docs.PAGES / name).read_text(encoding="utf-8")) for name in PAGES)))


@pytest.mark.parametrize("command", [one for one in EVERY if "serve" not in one and "=" not in one])
def test_every_command_in_a_sentence_runs(
    command: str, project: Path, monkeypatch: pytest.MonkeyPatch, today: None
) -> None:
    """Typed as it stands, in the example as a project that has no problem, it ends well."""
    del today
    commit(project, monkeypatch)
    words = command.split()[1:]
    alone = main.commands[words[0]]
    if len(words) == 1 and any(one.required for one in alone.params):
        command += " -h"  # what it takes is the reader's
    if words[0] == "verify":
        typed("windowboard build", monkeypatch)  # what is verified is there already
    typed(command, monkeypatch)


def test_the_server_takes_the_words_that_the_pages_give_it() -> None:
    """It would run for ever: only what it is told is read."""
    (command,) = (one for one in EVERY if "--port" in one)
    _, task, *words = shlex.split(command)
    with click.Context(main) as context:
        serve = main.get_command(context, task)
        assert serve
        assert serve.make_context(task, words).params["port"] == 8001


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("en/")])
def test_both_languages_show_the_same_files_and_lines(name: str) -> None:
    """A translation does not fall behind."""
    chinese, english = ((docs.PAGES / folder / name).read_text(encoding="utf-8") for folder in ("", "en"))
    of_chinese, of_english = (
        [(one["mark"], one["of"], one["text"]) for one in blocks(text) if one["kind"] in {"sh", "yaml"}]
        for text in (chinese, english)
    )
    assert [text.replace("第一次检查", "first") for _, _, text in of_chinese] == [text for _, _, text in of_english]
    inline = [{one.removesuffix(" --lang en") for one in commands(text)} for text in (chinese, english)]
    assert inline[0] == inline[1]


# --- the example ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "record"), list(zip(files(page("example")), (Standard, Board, Centre, Round), strict=True))
)
def test_every_file_of_the_example_is_read(path: str, record: type) -> None:
    """As a record of its kind, without a problem."""
    assert isinstance(read_record(files(page("example"))[path].encode(), path, record), record)


def test_the_example_is_scored_as_the_page_says(project: Path, monkeypatch: pytest.MonkeyPatch, today: None) -> None:
    """The figures and bands that the text works out by hand are published; the second window is on the green list."""
    del today
    stated = re.findall(r"\*\*(\d+\.\d), (\w+)\*\*", page("example", "en"))
    assert stated == re.findall(r"\*\*(\d+\.\d)，(\w+)\*\*", page("example"))
    commit(project, monkeypatch)
    typed("windowboard build --as-of 2026-11-15", monkeypatch)
    table_file = project / "site" / "data" / "scores-2026-10.csv"
    assert not table_file.exists(), "its preview is not over"
    typed("windowboard build --as-of 2026-11-16", monkeypatch)
    with table_file.open(encoding="utf-8-sig", newline="") as table:
        rows = [(row["window"], row["score"], row["band_name"], row["list"]) for row in csv.DictReader(table)]
    assert rows == [("desk-1", *stated[0], "none"), ("desk-2", *stated[1], "green")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_appeal_is_upheld(project: Path, lang: Language) -> None:
    """The finding is struck, and the window has the score and the place that the text says."""
    text = page("supervisor", lang)
    ((path, case),) = re.findall(r"^<!-- appeal: (\S+) -->\n```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (project / path).parent.mkdir()
    (project / path).write_text(case, encoding="utf-8")
    found = gathered(project, datetime.date(2026, 11, 16))
    assert isinstance(found, Gathered)
    (period,) = found.site.boards["community"]
    (row,) = (row for row in period.ranked if row.window == "desk-2")
    assert isinstance(row.outcome, Rated)
    assert str(row.outcome.score) in text.split("<!-- appeal")[1].split("\n## ")[0]
    assert (row.outcome.band, row.listed) == ("good", "none")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_calendar_is_that_of_its_year(project: Path, lang: Language) -> None:
    """The example is a year that the library knows, so it is held against it, day by day."""
    (calendar,) = re.findall(
        r"^<!-- policy -->\n```yaml\n(.*?)^```", page("maintainer", lang), re.MULTILINE | re.DOTALL
    )
    policy = project / "standards" / "policy.yml"
    good = policy.read_text(encoding="utf-8")
    policy.write_text(good + calendar, encoding="utf-8")
    assert isinstance(gathered(project, datetime.date(2026, 11, 16)), Gathered)
    policy.write_text(good + calendar.replace("2026-10-10]", "2026-10-11]"), encoding="utf-8")
    found = gathered(project, datetime.date(2026, 11, 16))
    assert isinstance(found, list)
    assert [one.code.slug for one in found] == ["calendar-differs-from-library", "calendar-differs-from-library"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slip_of_the_pen_is_refused_with_the_words_of_the_page(
    project: Path, lang: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, the line, the column, the code, what is wrong, and what would be right; nothing is written."""
    text = page("example", lang)
    ((told, shown),) = re.findall(r"^<!-- problem: (.+?) -->\n```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    path, written, mistyped = told.split(" | ")
    good = (project / path).read_text(encoding="utf-8")
    assert good.count(written) == 1
    (project / path).write_text(good.replace(written, mistyped), encoding="utf-8")
    monkeypatch.chdir(project)
    seen = CliRunner().invoke(main, ["check", "--explain", "--lang", lang])
    assert (seen.exit_code, shown in seen.stdout) == (2, True), seen.output
    assert not (project / "site").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_is_explained_with_the_words_of_the_page(lang: Language) -> None:
    """What it means, an example of wrong and right, and what to do."""
    form = r"^<!-- explained: (.+?) -->\n```text\n(.*?)^```"
    ((slug, shown),) = re.findall(form, page("example", lang), re.MULTILINE | re.DOTALL)
    assert f"{explanation(slug, CODES[slug], lang)}\n" == shown


def test_what_came_in_from_the_ledger(project: Path, monkeypatch: pytest.MonkeyPatch, today: None) -> None:
    """By the mapping of the page, from the sheet of the page, in an encoding that offices have."""
    del today
    commit(project, monkeypatch)
    written = files(page("clerk"))
    Path("map.yml").write_text(written["map.yml"], encoding="utf-8")
    Path("ledger.csv").write_text(written["ledger.csv"], encoding="gb18030")
    done = CliRunner().invoke(main, ["import", "ledger.csv", "--map", "map.yml"])
    assert (done.exit_code, done.stdout) == (0, "results/yunhe/2026-10/27-weekly-a.yml\n"), done.output


def test_methods_and_words_are_those_there_are() -> None:
    """A method that is added is added here as well."""
    methods = [get_args(kind.__annotations__["method"])[0] for kind in get_args(Check)]
    for lang in LANGUAGES:
        assert re.findall(r"^\| `(\w+)` \|", page("words", lang), re.MULTILINE) == methods
