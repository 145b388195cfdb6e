"""The modules of this folder and its rooms as one file that needs nothing but Python, `verify.py` of a site.

What is run by the command and what is published are the same source: imports from one another are taken out, the rest
is joined, whatever stands on nothing first. No two modules may use a name for different things.
"""

import ast
from functools import cache
from pathlib import Path
from typing import Final

HOME: Final = Path(__file__).resolve().parent
ROOM: Final = "generator.verifying"
FIRST: Final = "command"
HEAD: Final = '''"""Verify a published site of service scores from its own files: python3 verify.py FOLDER

FOLDER is a copy of the site, with all its files: the one that holds SHA256SUMS; or the address where the site stands,
whose files are then loaded from there and from nowhere else. Every score, band, interval, range of places, place, list,
clock and fingerprint is recomputed by the rules that method.html prints; data, pages, badges and feeds are held against
each other, and the sums are checked. Of a folder nothing is loaded and nothing is written. Exit code 0: all
is as published; 1: each line is a difference; 2: the folder is no release. Python 3.11 or newer, and nothing else.
"""
'''


@cache
def verifier_source() -> str:
    """The text of `verify.py`."""
    order: list[str] = []
    _visit(FIRST, order)
    imports: set[str] = set()
    bodies = []
    for name in order:
        source = _source(name)
        body, outside = _body(source)
        imports |= outside
        bodies.append(f"# --- {name} ---\n\n{body}")
    plain = sorted(line for line in imports if line.startswith("import "))
    named = sorted(line for line in imports if line.startswith("from "))
    return "\n".join([HEAD, *plain, *named, "", *bodies])


def _visit(name: str, order: list[str]) -> None:
    """Put a module behind all that it imports."""
    if name in order:
        return
    for node in ast.parse(_source(name)).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{ROOM}."):
            _visit(str(node.module).removeprefix(f"{ROOM}."), order)
    order.append(name)


def _source(name: str) -> str:
    """The text of a module, named by its dots within this folder."""
    return HOME.joinpath(*name.split(".")).with_suffix(".py").read_text("utf-8")


def _body(source: str) -> tuple[str, set[str]]:
    """A module without its docstring and its imports, and the imports that are not of this folder."""
    lines = source.splitlines()
    outside: set[str] = set()
    gone: set[int] = set()
    for place, node in enumerate(ast.parse(source).body):
        if place == 0 and isinstance(node, ast.Expr):
            gone |= {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}
        if isinstance(node, ast.Import | ast.ImportFrom):
            gone |= {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOM)):
                outside |= _each(node)
    left = [line for number, line in enumerate(lines, start=1) if number not in gone]
    return "\n".join(left).strip() + "\n\n", outside


def _each(node: ast.Import | ast.ImportFrom) -> set[str]:
    """An import as one line for each name, so that no two are told twice."""
    if isinstance(node, ast.Import):
        return {f"import {one.name}" for one in node.names}
    return {f"from {node.module} import {one.name}" for one in node.names}
