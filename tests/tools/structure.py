"""How the house stands, in figures: `python -m tests.tools.structure [folder of the repository]`.

Rooms are the folders of `generator/` and the single files beside them. Complexity is counted as radon does: one, and
one more for every `if`, loop, `except`, arm of a `match`, comprehension, `assert` and `and`; an inner function alone.
The figures are for people to compare from year to year; no test asks for them.
"""

import argparse
import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Final

import click

from tests.fixtures.folders import ROOT

PACKAGE: Final = "generator"
BRANCHING, TANGLED = 15, 25
LONG = 400
Function = ast.FunctionDef | ast.AsyncFunctionDef
Rooms = Mapping[str, frozenset[str]]
"""Which rooms each room imports."""


@dataclass(frozen=True, order=True)
class Branching:
    """A function and how many ways lead through it."""

    ways: int
    place: str
    name: str


def room_of(module: str) -> str:
    """The room of a dotted module of the package."""
    return module.split(".")[1]


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules of the package that a file imports, dotted."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == PACKAGE:
            names = [f"{PACKAGE}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        yield from (name for name in names if name.startswith(f"{PACKAGE}."))


def rooms_of(sources: Mapping[Path, ast.Module]) -> Rooms:
    """The import graph of the rooms; sources are named from within the package."""
    found: dict[str, set[str]] = {}
    for path, tree in sources.items():
        if path.parts[0] != "__init__.py":
            own = path.parts[0].removesuffix(".py")
            found.setdefault(own, set()).update(set(map(room_of, imported(tree))) - {own})
    return {room: frozenset(below) for room, below in found.items()}


def tallest(rooms: Rooms) -> tuple[str, ...]:
    """The longest chain of rooms in which each imports the next; a ring of rooms is an error."""
    chains: dict[str, tuple[str, ...]] = {}
    for room in TopologicalSorter(rooms).static_order():
        below = max((chains[other] for other in sorted(rooms.get(room, ()))), key=len, default=())
        chains[room] = (room, *below)
    return max((chains[room] for room in sorted(chains)), key=len)


def ways_through(node: ast.AST) -> int:
    """What one node adds to the complexity of the function in which it stands."""
    ways = 0
    match node:
        case ast.If() | ast.IfExp() | ast.Assert():
            ways = 1
        case ast.For() | ast.While() | ast.AsyncFor():
            ways = 1 + bool(node.orelse)
        case ast.Try():
            ways = len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            ways = len(node.values) - 1
        case ast.comprehension():
            ways = 1 + len(node.ifs)
        case ast.Match():
            wild = any(isinstance(arm.pattern, ast.MatchAs) and arm.pattern.pattern is None for arm in node.cases)
            ways = len(node.cases) - wild
        case _:
            pass
    return ways


def complexity(function: Function) -> int:
    """How many ways lead through a function, those through inner functions left out."""
    waiting: list[ast.AST] = list(function.body)
    ways = 1
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Function | ast.ClassDef):
            ways += ways_through(node)
            waiting += ast.iter_child_nodes(node)
    return ways


def functions(sources: Mapping[Path, ast.Module]) -> list[Branching]:
    """Every function of the package, the one with the most ways first."""
    return sorted(
        (
            Branching(complexity(node), f"{path}:{node.lineno}", node.name)
            for path, tree in sources.items()
            for node in ast.walk(tree)
            if isinstance(node, Function)
        ),
        reverse=True,
    )


def report(root: Path) -> Iterator[str]:
    """The figures of a repository, line by line."""
    package = root / PACKAGE
    texts = {path.relative_to(package): path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    sources = {path: ast.parse(text) for path, text in texts.items()}
    rooms = rooms_of(sources)
    chain = tallest(rooms)
    yield f"storeys {len(chain)}: {' > '.join(chain)}"
    spine = sorted(room for room in rooms if (package / f"{room}.py").is_file())
    yield f"single files beside the folders {len(spine)}: {', '.join(spine)}"
    yield f"arrows between {len(rooms)} rooms: {sum(len(below) for below in rooms.values())}"
    every = functions(sources)
    for bound in (BRANCHING, TANGLED):
        above = [each for each in every if each.ways > bound]
        yield f"functions above {bound}: {len(above)} of {len(every)}"
        yield from (f"  {each.ways} {each.name} {each.place}" for each in above)
    lengths = {path: text.count("\n") for path, text in texts.items()}
    long = sorted(path for path, lines in lengths.items() if lines > LONG)
    yield f"files above {LONG} lines: {len(long)} of {len(texts)} ({sum(lengths.values())} lines in all)"
    yield from (f"  {lengths[path]} {path}" for path in long)
    folders = Counter(path.parent for path in texts if path.name != "__init__.py")
    fullest = max(sorted(folders), key=lambda folder: folders[folder])
    yield f"files in the fullest folder: {folders[fullest]} in {fullest}/"
    yield f"lines of CONTRIBUTING.md: {(root / 'CONTRIBUTING.md').read_text(encoding='utf-8').count(chr(10))}"


def main() -> None:
    """Print the figures of this repository, or of another one."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.structure", description="How the house stands.")
    parser.add_argument("root", nargs="?", type=Path, default=ROOT, help="folder of the repository (default: this one)")
    for line in report(parser.parse_args().root):
        click.echo(line)


if __name__ == "__main__":
    main()
