"""What no type keeps together: a list that must have a member for each of another's is named where it has not."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final, get_args, get_origin

import pytest

from generator.model.results import FIGURE_KEYS, Inspection
from generator.model.standard import Check
from tests.fixtures.folders import ROOT

FIGURED: Final = tuple(
    get_args(kind.__annotations__["method"])[0] for kind in get_args(Check) if kind.told_under in FIGURE_KEYS
)
"""The methods by which a figure is given: each has a field of its own in forms, and its arithmetic in scripts."""

QUOTED: Final = tuple(f'"{method}"' for method in FIGURED)
QUOTED_KEYS: Final = tuple(f'"{key}"' for key in FIGURE_KEYS)

KNOWING: Final[tuple[tuple[str, tuple[Sequence[str], ...]], ...]] = (
    ("theme/assets/*.js", (FIGURE_KEYS, tuple(f"{method}: {{" for method in FIGURED))),
    ("theme/parts/*.jinja", (QUOTED,)),
    ("generator/verifying/*.py", (QUOTED_KEYS,)),
)
"""Files, and the lists of which each of them names nothing or all."""

TABLES: Final = (
    ("theme/assets/figures.js", (FIGURE_KEYS, tuple(f"{method}: {{" for method in FIGURED))),
    ("theme/parts/figures.jinja", (QUOTED,)),
    ("generator/verifying/published/methods.py", (QUOTED_KEYS, QUOTED)),
)
"""Files that name all of each list: a new method needs its row there, and in no other of its kind."""


def by_hand(source: str) -> Iterator[str]:
    """Where the figures of an inspection are told one by one, so that a new one would not be asked."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict | ast.BinOp | ast.Call):
            continue
        asked: dict[str, set[str]] = {}
        for part in ast.walk(node):
            if isinstance(part, ast.Attribute) and part.attr in FIGURE_KEYS:
                asked.setdefault(ast.unparse(part.value), set()).add(part.attr)
        yield from (f"{node.lineno}: {sorted(keys)}" for keys in asked.values() if len(keys) > 1)


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("given = (one.levels, one.points, one.sampled)", 1),
        ("left = all - one.levels.keys() - one.sampled.keys()", 1),
        ("given = {'levels': one.levels, 'points': one.points}", 1),
        ("worth = [level.share * clause.points for level in clause.check.levels]", 0),
        ("given = one.figures", 0),
    ],
)
def test_figures_told_one_by_one_are_seen(fault: str, found: int) -> None:
    """The next test would say so."""
    assert len(set(by_hand(fault))) == found


def test_figures_are_asked_of_the_inspection() -> None:
    """A new kind of figure is counted, cleared and checked wherever the others are."""
    files = sorted((ROOT / "generator").rglob("*.py"))
    assert [f"{path.name}:{one}" for path in files for one in by_hand(path.read_text(encoding="utf-8"))] == []


def test_every_key_of_results_is_a_field_of_an_inspection() -> None:
    """What is told by clause is a figure; and what a method is told under can be written."""
    kinds: dict[str, Any] = inspect.get_annotations(Inspection)
    assert tuple(name for name, kind in kinds.items() if get_origin(kind) is Mapping) == FIGURE_KEYS
    written = {field.name for field in fields(Inspection)} | {"events"}
    assert {kind.told_under for kind in get_args(Check)} <= written


def partly(text: str, lists: Iterable[Sequence[str]]) -> Iterator[str]:
    """Where a line, or the whole, names some of the words of a list, and not all; line 0 is the whole."""
    for place, piece in [*enumerate(text.splitlines(), 1), (0, text)]:
        for words in lists:
            named = {word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", piece)}
            if len(named) > 1:
                yield from (f"{place}: {word}" for word in words if word not in named)


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("const given = [one.levels, one.points];", ["1: sampled", "0: sampled"]),
        ('{% if row.method == "points" %}\n{% elif row.method == "level" %}', ['0: "limit"']),
        ('["level", "points", "limit"].includes(method)', []),
        ("worth = points;", []),
    ],
)
def test_a_script_that_knows_some_figures_is_seen(fault: str, found: list[str]) -> None:
    """The next test would say so."""
    assert list(partly(fault, (("levels", "points", "sampled"), ('"level"', '"points"', '"limit"')))) == found


def test_scripts_forms_and_the_second_reckoning_know_every_figure() -> None:
    """No list of them has a gap."""
    told = {
        path.name: found
        for places, lists in KNOWING
        for path in sorted(ROOT.glob(places))
        if (found := list(partly(path.read_text(encoding="utf-8"), lists)))
    }
    assert told == {}
    assert all(list(ROOT.glob(places)) for places, _ in KNOWING)


@pytest.mark.parametrize(("place", "lists"), TABLES)
def test_every_figure_has_its_row(place: str, lists: tuple[Sequence[str], ...]) -> None:
    """What is asked for by a figure can be filled in, is counted on the visitor's device, and is verified."""
    text = (ROOT / place).read_text(encoding="utf-8")
    assert [word for words in lists for word in words if word not in text] == []


@pytest.mark.parametrize("page", ["docs/pages/words.md", "docs/pages/en/words.md"])
def test_every_method_is_among_the_words_of_the_documentation(page: str) -> None:
    """Whoever writes a standard finds each way to check a clause there, and what it earns."""
    text = (ROOT / page).read_text(encoding="utf-8")
    methods = [get_args(kind.__annotations__["method"])[0] for kind in get_args(Check)]
    assert [method for method in methods if f"| `{method}` |" not in text] == []
