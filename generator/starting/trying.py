"""New files tried in a copy of the project first, with every check there is: what it refuses is not written."""

import datetime
import os
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.comparing.guard import COMPARED
from generator.gathering.freezing import add_frozen
from generator.gathering.memory import MEMORY
from generator.gathering.repository import DATA
from generator.model.dataset import Rulebook
from generator.model.problem import InputError, Problem
from generator.starting.writing import put_new

Check = Callable[[Path, datetime.date], object]
"""Reads and judges a project as of a day; raises InputError with all that is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """By which check, and as of which day, new files are tried before they are written."""

    check: Check
    day: datetime.date


def try_out(root: Path, files: Mapping[str, str], frozen: tuple[Rulebook, Collection[str]], trial: Trial) -> None:
    """Check a copy of the project with new files in it, by path; raises InputError with all that is wrong.

    `frozen`: editions that the files cite first, and the rules that they are of.
    """
    with TemporaryDirectory(prefix="windowboard-") as folder:
        copy = Path(folder)
        for name in DATA:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, symlinks=True, copy_function=_lend)
        if (root / MEMORY).is_file():  # what was judged before need not be again
            (copy / MEMORY).parent.mkdir(parents=True)
            shutil.copyfile(root / MEMORY, copy / MEMORY)
        put_new(copy, files)
        add_frozen(copy, *frozen)
        trial.check(copy, trial.day)


def put_tried(
    root: Path, files: Mapping[str, str], frozen: tuple[Rulebook, Collection[str]], trial: Trial
) -> tuple[Problem, ...]:
    """Write new files that the check has nothing against; what it asks for beside them, once they are there.

    That is what a change of something published needs besides, such as a correction, which stands in another file.
    Raises InputError with what is wrong with them, and nothing is written; what was wrong without them is left to the
    check.
    """
    try:
        try_out(root, files, frozen, trial)
        found: list[Problem] = []
    except InputError as error:
        before = {_said(problem) for problem in _problems(root, trial)}
        found = [problem for problem in error.problems if _said(problem) not in before]
    wrong = [one for one in found if one.code.slug not in COMPARED or one.path in files]
    if wrong:
        raise InputError(wrong)
    put_new(root, files)
    return tuple(found)


def _problems(root: Path, trial: Trial) -> tuple[Problem, ...]:
    try:
        trial.check(root, trial.day)
    except InputError as error:
        return tuple(error.problems)
    return ()


def _said(problem: Problem) -> tuple[object, ...]:
    """What a problem says, wherever in its file: a new file moves the lines of none, but those of frozen editions."""
    return problem.path, problem.code.slug, tuple(sorted(problem.facts.items()))


def _lend(source: str, target: str) -> None:
    """The same file under another name, or a copy of it where there can be none."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
