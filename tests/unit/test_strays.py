"""Names of files that are no data, turn a line, or hold a number of a person; and reports that stay short."""

import json
import os
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from generator.judging.checks.references import NO_SUCH_CHANNEL
from generator.model.problem import Problem
from generator.reading.characters import forbidden_in, harmless
from generator.reading.personal import ROWS_MOST, read_privacy
from generator.reading.strict_yaml import read_marked, read_plain
from generator.reading.tree import SourceFile, list_sources
from generator.telling.formats import FORMATS
from generator.telling.messages import within_reason
from tests.fixtures.command import windowboard
from tests.fixtures.town import lay_out

NAMES = {
    b".DS_Store": "left-by-a-program",
    b"~$rounds.xlsx": "left-by-a-program",
    b"Thumbs.db": "left-by-a-program",
    b".12-weekly-a.yml": "hidden-data",
    b".secret/": "hidden-data",
    b".git/": "nested-repository",
    b"\xd6\xdc.yml": "name-not-utf-8",
    b"a\xe2\x80\xaeb.yml": "unseen-in-name",
    b"a\nb\x1b[31m.yml": "unseen-in-name",
    b"11010519491231002X.yml": "personal-data-in-name",
    b"13800138000/": "personal-data-in-name",
}
"""A name, ending in a slash where it is a folder's, and what is said of it."""
FOLDERS = ("standards", "standards/boards", "results", "results/harbour", "results/harbour/2026-10")


@pytest.mark.parametrize(("name", "folder"), list(product(NAMES, FOLDERS)), ids=repr)
def test_a_name_that_is_none_of_data_is_told_wherever_it_lies(tmp_path: Path, name: bytes, folder: str) -> None:
    """Whatever else is wrong with it."""
    root = lay_out(tmp_path)
    path = os.fsencode(root / folder) + b"/" + name
    if name.endswith(b"/"):
        Path(os.fsdecode(path)).mkdir()
    else:
        Path(os.fsdecode(path)).touch()
    assert NAMES[name] in {problem.code.slug for problem in list_sources(root)[1]}


@pytest.mark.parametrize("name", [".gitignore", ".gitkeep", ".12-weekly-a.yml.swp", "README.md"])
def test_a_file_that_speaks_to_git_or_an_editor_is_passed_over(tmp_path: Path, name: str) -> None:
    """It is there while somebody works, or keeps an empty folder."""
    root = lay_out(tmp_path)
    (root / "results/harbour/2026-10" / name).touch()
    assert list_sources(root)[1] == ()


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_has_the_number_or_what_turns_a_line(tmp_path: Path, form: str) -> None:
    """In a name: it is masked and escaped in every format, and the report is well formed."""
    root = lay_out(tmp_path)
    for name in NAMES:
        place = Path(os.fsdecode(os.fsencode(root / "results/harbour/2026-10") + b"/" + name.rstrip(b"/")))
        place.mkdir() if name.endswith(b"/") else place.touch()
    done = windowboard(root, "check", "--format", form)
    assert done.returncode == 2
    for said in (done.stdout, done.stderr):
        said.encode()
        assert "13800138000" not in said
        assert "11010519491231002X" not in said
        assert forbidden_in(said) is None
    if form in {"gitlab", "json", "sarif"}:
        json.loads(done.stdout)
    if form == "junit":
        Xml.fromstring(done.stdout)  # noqa: S314  # our own


def test_of_very_many_problems_the_first_are_told_and_how_many_the_others_are() -> None:
    """A report of twenty thousand bad files is no longer than anybody reads."""
    problems = [
        Problem(path=f"results/harbour/2026-10/{number}.yml", code=NO_SUCH_CHANNEL, line=place + 1, column=1)
        for number in range(20_000)
        for place in range(9)
    ]
    told = within_reason(problems)
    assert told[:1000] == tuple(problems[:1000])
    assert [(one.code.slug, dict(one.facts)) for one in told[1000:]] == [
        ("many-problems-untold", {"more": "179000", "files": "19889", "told": "1000"})
    ]
    assert within_reason(problems[:1000]) == problems[:1000]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("港口\u200b支行", True),  # zero width space
        ("港口\u200d支行", True),  # joiner between ideographs
        ("w\u200cindow", True),
        ("\u06cc\u200c\u0647", False),  # Persian: the non-joiner parts two forms
        ("\u1820\u200d", False),  # Mongolian
        ("\u0915\u094d\u200d\u0937", False),  # Devanagari, behind a virama
        ("\u1820\u180b", False),  # a selector of Mongolian
        ("港\u180b", True),
        ("葛\U000e0100", False),  # a rare form of a name
        ("a\U000e0100", True),
        ("❤\ufe0f", False),
        ("港\ufe0f支", False),
        ("a\ufe0f", True),
        ("\ufe0fa", True),
        ("港\u3164行", True),  # Hangul filler
        ("港\u2800行", True),  # blank of Braille
        ("港\u034f行", True),
        ("港\u00ad行", True),
        ("港\U000e0041行", True),  # a tag
        ("港\u206a行", True),
        ("港\ufeff行", True),
        ("港\u3000行\u00a0a\tb\n", False),  # blanks that are seen
    ],
    ids=ascii,
)
def test_a_character_that_is_not_seen_has_a_place_only_where_it_alters_a_form(text: str, refused: bool) -> None:  # noqa: FBT001  # a case
    """Unicode's tables say which they are."""
    assert (forbidden_in(text) is not None) is refused
    assert forbidden_in(harmless(text, 80)) is None


def test_zero_has_no_sign() -> None:
    """By both readings."""
    assert str(read_plain("a: -0.00")) == "{'a': Decimal('0.00')}"
    marked = read_marked("a: -0.00").top
    assert marked is not None
    assert str(marked.value) == "{'a': Decimal('0.00')}"


@pytest.mark.parametrize("row", ["1.1.", "7", "1 ", "(1) ", "一二"])
def test_a_file_full_of_digits_is_refused_where_there_are_too_many(tmp_path: Path, row: str) -> None:
    """Each costs time: in place of minutes one problem, at the first that is too many."""
    (tmp_path / "a.yml").write_text(f"# {row * (200_000 // len(row))}", encoding="utf-8")
    found = read_privacy(tmp_path, [SourceFile(path="a.yml", kind="round")], frozenset())
    (problem,) = found.problems
    assert (problem.code.slug, problem.line) == ("too-many-digits", 1)
    assert ROWS_MOST - 5 <= problem.column <= ROWS_MOST + 5
    assert found.clean == frozenset()


def test_numbers_beyond_the_hundredth_are_counted(tmp_path: Path) -> None:
    """And what an escape hides is found beside the others, at the place of its value."""
    lines = [f"k{number}: 138{number:08}" for number in range(150)]
    text = "\n".join([*lines, 'note: "139\\u0030 013 8000"', ""])
    (tmp_path / "a.yml").write_text(text, encoding="utf-8")
    problems = read_privacy(tmp_path, [SourceFile(path="a.yml", kind="round")], frozenset()).problems
    assert [one.code.slug for one in problems] == ["mobile-number"] * 100 + ["more-problems-untold"]
    assert dict(problems[-1].facts) == {"more": "51", "told": "100"}
    (tmp_path / "a.yml").write_text('a: "1"\nnote: "139\\u0030 013 8000"\n', encoding="utf-8")
    (hidden,) = read_privacy(tmp_path, [SourceFile(path="a.yml", kind="round")], frozenset()).problems
    assert (hidden.code.slug, hidden.line, hidden.column) == ("mobile-number", 2, 7)
