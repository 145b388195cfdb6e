"""Codes of problems: each is declared beside its check, has words and examples, and its examples are true."""

import ast
import importlib
import os
import re
import shutil
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from generator.model.editions import FrozenEditions
from generator.model.problem import Problem
from generator.model.scalars import SLUG_FORM
from generator.reading.own_theme import read_own_theme
from generator.reading.record import read_record
from generator.reading.tree import list_sources
from generator.telling.codes import CODES
from generator.telling.messages import meaning, remedy, remedy_of, sentence
from tests.fixtures.cases import cases_in
from tests.fixtures.declared import declared, declared_under, is_code, modules, syntax_of
from tests.fixtures.folders import ROOT
from tests.fixtures.town import TOWN, gathered
from tests.unit.test_problems import RECORDS

EVERY: Final = tuple(CODES.values())
HOLE: Final = re.compile(r"\{([a-z]+)\}")
CHINESE: Final = re.compile("[\u4e00-\u9fff]")
ENGLISH: Final = re.compile("[a-z]{3}")


# Declared


def test_every_code_is_declared_at_the_top_of_a_module_under_its_own_name() -> None:
    """Whoever reads `NO_SUCH_CLAUSE` in a check finds `no-such-clause` by it, and the other way round."""
    for path in modules():
        made = [node for node in ast.walk(syntax_of(path)) if is_code(node)]
        found = declared(path)
        assert len(made) == len(found), path
        assert found == {slug.upper().replace("-", "_"): slug for slug in found.values()}, path


def test_every_code_that_is_declared_is_known() -> None:
    """A code that `explain` had never heard of would be printed all the same."""
    found = [slug for path in modules() for slug in declared(path).values()]
    assert Counter(found) == Counter(CODES.keys())


def test_every_module_lists_its_codes_in_their_order() -> None:
    """`CODES` at its end is what it declares, no more and no less."""
    for path in modules():
        if declared(path):
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            assert [code.slug for code in module.CODES] == list(declared(path).values()), path


def test_every_code_is_yielded() -> None:
    """A code that no check yields is a promise that nobody keeps."""
    used: Counter[str] = Counter()
    for path in modules():
        listed = [node for node in syntax_of(path).body if isinstance(node, ast.AnnAssign)]
        of_list = [node.value for node in listed if isinstance(node.target, ast.Name) and node.target.id == "CODES"]
        passed = {name for value in of_list if value for name in ast.walk(value)}
        used.update(
            node.id
            for node in ast.walk(syntax_of(path))
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in passed
        )
    assert [slug for slug in CODES if not used[slug.upper().replace("-", "_")]] == []


# Words


def test_every_code_reads() -> None:
    """Two to five plain words."""
    assert [slug for slug in CODES if not re.fullmatch(SLUG_FORM, slug) or not 2 <= len(slug.split("-")) <= 5] == []


def test_every_code_has_words_in_both_languages() -> None:
    """What is wrong, and what to do about it."""
    assert [code.slug for code in EVERY if not all(map(CHINESE.search, (code.says, code.mend)))] == []
    english = {code.slug: (meaning(code, "en"), remedy_of(code, "en")) for code in EVERY}
    assert [slug for slug, said in english.items() if not all(map(ENGLISH.search, said))] == []
    assert [code.slug for code in EVERY if english[code.slug] == (meaning(code), remedy_of(code))] == []


def test_every_code_has_an_example_of_wrong_and_right() -> None:
    """Which differ."""
    assert [code.slug for code in EVERY if not code.wrong or not code.right or code.wrong == code.right] == []


def test_no_explanation_has_a_place_left_open() -> None:
    """`{value}` is a thing of the program; a reader sees an ellipsis."""
    assert [
        code.slug
        for code in EVERY
        if any(HOLE.search(told(code, lang)) for told in (meaning, remedy_of) for lang in ("zh", "en"))
    ] == []


def test_a_remedy_has_the_values_of_the_case() -> None:
    """As the sentence has."""
    problem = Problem(path="x.yml", code=CODES["unquoted-text"], facts={"value": "1.10"})
    assert sentence(problem, "en") == "text is expected and 1.10 is none: put it in quotes"
    assert remedy(problem, "en") == 'Write "1.10"; "1.10" and 1.1 are not the same clause.'
    assert remedy(problem) == '写成 "1.10"；"1.10" 和 1.1 不是同一条款。'


# Examples

BY_BYTES: Final = re.compile(r"\\x([0-9a-f]{2})")
"""A byte that no text can hold, in an example."""


def declared_in(*rooms: str) -> set[str]:
    """The codes whose checks stand in some folders or modules."""
    return {slug for slug, code in CODES.items() if declared_under(code).startswith(rooms)}


OUTSIDE: Final = {
    "file-too-large",
    "too-many-values",
    "more-problems-untold",
    "wrong-kind-of-file",
    "unreadable-file",
    "broken-yaml",
    "unfit-value",
    "too-many-digits",
    "many-problems-untold",
    "scale-without-scored-clause",
    "edition-not-frozen",
    "inspection-after-data-day",
    "step-after-data-day",
    "month-not-over",
    "unknown-holidays",
    "appeal-already-open",
    "finding-in-two-appeals",
    "amount-out-of-bounds",
    "amount-without-note",
    "more-than-the-clause",
    "between-steps",
    "no-such-event",
    "amendment-of-nothing",
}
"""Examples of what is no slip in one file of the town: a size, a day, two files, a standard that it does not have.

They have tests of their own."""

OF_THE_BUILD: Final = declared_in(
    "build.py", "cluster.py", "publishing/", "comparing/", "gathering/", "judging/history/", "starting/", "sheets/"
)
"""Examples of what was published before, and of commands."""

OF_VALUES: Final = declared_in(
    *(f"reading/{name}.py" for name in ("record", "characters", "syntax", "strict_yaml", "forms", "mismatch"))
)

OF_PATHS: Final = declared_in("reading/tree.py", "reading/strays.py") - {"reserved-id"}

OF_THEMES: Final = declared_in("reading/own_theme.py")

SLIPS: Final[list[tuple[tuple[str, ...], dict[str, Any]]]] = [
    ((*([case["also"]] if "also" in case else []), *folders), case)
    for file, folders in (("refusals.yml", ("town",)), ("edition-refusals.yml", ("town-editions", "town")))
    for case in cases_in(file)
]
"""Slips of the pen, each with the folders where its project comes from, the uppermost first."""

OF_SLIPS: Final = {said.split(" ")[1] for _, case in SLIPS for said in case["says"]}


def test_every_example_is_tried_where_it_can_be() -> None:
    """Whoever adds a code adds a slip of the pen, which its example shows; the few others are named above."""
    assert CODES.keys() - OUTSIDE - OF_THE_BUILD - OF_VALUES - OF_PATHS - OF_THEMES - OF_SLIPS == set()


def data_of(example: str) -> bytes:
    """The bytes of an example."""
    return b"".join(
        bytes.fromhex(part) if number % 2 else part.encode() for number, part in enumerate(BY_BYTES.split(example))
    )


def told_of_values(example: str, record: type[Any]) -> set[str]:
    """What is wrong with an example that is read as such a record."""
    found = read_record(data_of(example), "x.yml", record)
    return {problem.code.slug for problem in found} if isinstance(found, tuple) else set()


@pytest.mark.parametrize("slug", sorted(OF_VALUES - OUTSIDE))
def test_an_example_of_values(slug: str) -> None:
    """Read as one of the records, the wrong lines have the problem and the right ones do not."""
    code = CODES[slug]
    kinds = [record for record in (*RECORDS.values(), FrozenEditions) if slug in told_of_values(code.wrong, record)]
    assert [record for record in kinds if slug not in told_of_values(code.right, record)], kinds


def told_of_paths(root: Path, example: str) -> set[str]:
    """What is wrong with a project that has these files: a path a line, or one that leads to another."""
    for path, _, target in (line.partition(" -> ") for line in os.fsdecode(data_of(example)).splitlines()):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if target:
            (root / path).symlink_to(target)
        else:
            (root / path).touch()
    return {problem.code.slug for problem in list_sources(root)[1]}


@pytest.mark.parametrize("slug", sorted(OF_PATHS - OUTSIDE))
def test_an_example_of_paths(tmp_path: Path, slug: str) -> None:
    """A project with the wrong file has the problem, one with the right file does not."""
    assert slug in told_of_paths(tmp_path / "wrong", CODES[slug].wrong)
    assert slug not in told_of_paths(tmp_path / "right", CODES[slug].right)


def told_of_theme(root: Path, example: str) -> set[str]:
    """What is wrong with a project whose theme has this file: its path, and below it what it holds."""
    path, _, below = example.partition("\n")
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(textwrap.dedent(below), encoding="utf-8")
    found = read_own_theme(root)
    return {problem.code.slug for problem in found} if isinstance(found, tuple) else set()


@pytest.mark.parametrize("slug", sorted(OF_THEMES))
def test_an_example_of_a_theme(tmp_path: Path, slug: str) -> None:
    """A city with the wrong file has the problem, one with the right file has none."""
    assert slug in told_of_theme(tmp_path / "wrong", CODES[slug].wrong)
    assert told_of_theme(tmp_path / "right", CODES[slug].right) == set()


def of_file(example: str, path: str) -> str:
    """What an example shows of a file: all of it, or what stands below the path of that file."""
    lines = example.splitlines()
    paths = [line for line in lines if line.startswith(("standards/", "results/"))]
    if not paths:
        return example
    first = lines.index(path) + 1
    last = next((place for place, line in enumerate(lines) if place >= first and line in paths), len(lines))
    return "\n".join(lines[first:last])


def shown(example: str, text: str) -> re.Match[str] | None:
    """Where an example stands in a text, however it is broken into lines; … is anything."""
    words = ["(.*?)".join(map(re.escape, word.split("…"))) for word in example.split()]
    return re.search(r"\s+".join(words), text, re.DOTALL)


@pytest.mark.parametrize("slug", sorted(OF_SLIPS - OUTSIDE - OF_PATHS - OF_VALUES))
def test_an_example_of_a_slip_of_the_pen(tmp_path: Path, slug: str) -> None:
    """The wrong lines are one of the slips that are refused; the right ones stood there before, or end the problem."""
    for folders, case in SLIPS:
        if slug not in {said.split(" ")[1] for said in case["says"]} or "move" in case:
            continue
        file = next(path for folder in folders if (path := TOWN.parent / folder / case["in"]).exists())
        before = file.read_text(encoding="utf-8")
        after = before.replace(case["for"], case["write"])
        wrong, right = (of_file(example, case["in"]) for example in (CODES[slug].wrong, CODES[slug].right))
        found = shown(wrong, after)
        if not found or shown(wrong, before):
            continue
        if not shown(right, before):
            for folder in reversed(folders):
                shutil.copytree(TOWN.parent / folder, tmp_path, dirs_exist_ok=True)
            kept = iter(found.groups())
            mended = "".join(part if part != "…" else next(kept) for part in re.split("(…)", right))
            (tmp_path / case["in"]).write_text(after[: found.start()] + mended + after[found.end() :], encoding="utf-8")
            problems = gathered(tmp_path)
            told = {problem.code.slug for problem in problems} if isinstance(problems, list) else set()
            assert slug not in told
        return
    pytest.fail(f"no slip shows {CODES[slug].wrong}")
