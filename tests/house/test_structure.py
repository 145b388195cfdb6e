"""The figures of the house are right: on a house so small that they are counted by hand."""

import ast
from pathlib import Path

import pytest

from tests.tools.structure import complexity, report

SOURCES = {
    "__init__.py": '"""The tool."""\n',
    "cli.py": "from generator import rooms\nfrom generator.model.words import Word\n",
    "rooms/__init__.py": "",
    "rooms/hall.py": "import generator.model.words\nfrom generator.rooms import desk\n",
    "rooms/desk.py": "def many(a):\n" + "    if a:\n        pass\n" * 16,
    "model/words.py": "x = 1\n" * 401,
}


def test_a_house_of_three_rooms_is_counted(tmp_path: Path) -> None:
    """Storeys, single files, arrows, what branches and what is long; a room that imports itself has no arrow."""
    for name, text in SOURCES.items():
        path = tmp_path / "generator" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "CONTRIBUTING.md").write_text("a\nb\n")
    assert list(report(tmp_path)) == [
        "storeys 3: cli > rooms > model",
        "single files beside the folders 1: cli",
        "arrows between 3 rooms: 3",
        "functions above 15: 1 of 1",
        "  17 many rooms/desk.py:1",
        "functions above 25: 0 of 1",
        "files above 400 lines: 1 of 6 (439 lines in all)",
        "  401 model/words.py",
        "files in the fullest folder: 2 in rooms/",
        "lines of CONTRIBUTING.md: 2",
    ]


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        ("return 1", 1),
        ("return a if b else c", 2),
        ("return a and b or c", 3),
        ("return [x for x in a if x if b]", 4),
        ("for x in a:\n  pass\n else:\n  pass", 3),
        ("try:\n  pass\n except A:\n  pass\n except B:\n  pass\n else:\n  pass", 4),
        ("match a:\n  case 1: pass\n  case 2: pass\n  case _: pass", 3),
        ("assert a", 2),
        ("def inner():\n  if a: pass", 1),
    ],
)
def test_ways_are_counted_as_radon_counts_them(body: str, ways: int) -> None:
    """One way through, and one more for each branching; those of an inner function are its own."""
    (function,) = ast.parse(f"def f():\n {body}").body
    assert isinstance(function, ast.FunctionDef)
    assert complexity(function) == ways
