"""Routes of keys turned into lines and columns, for problems that were found in records and not in a text."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from generator.model.problem import Problem
from generator.reading.marks import START, Fault
from generator.reading.record import decoded, mark_of
from generator.reading.strict_yaml import Marked, read_marked
from generator.reading.tree import read_bytes


def located(root: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give every problem its line and column, each file being read once more; those that have them keep them.

    A route that ends where the file does not go means the nearest value above; a file that can no longer be read is
    named with its first line.
    """
    marks: dict[str, Marked | None] = {}
    found = []
    for problem in problems:
        if problem.line:
            found.append(problem)
            continue
        if problem.path not in marks:
            marks[problem.path] = _marked(root, problem.path)
        marked = marks[problem.path]
        mark = START if marked is None else mark_of(marked, problem.route, at_key=problem.at_key)
        found.append(replace(problem, line=mark.line, column=mark.column))
    return tuple(found)


def _marked(root: Path, path: str) -> Marked | None:
    data = read_bytes(root, path)
    if isinstance(data, Problem):
        return None
    text = decoded(data)
    return None if isinstance(text, Fault) else read_marked(text)
