"""A town of one bank with two windows, small enough to read whole: `cases/town/`."""

import datetime
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import ParamSpec, TypeVar

from generator.gathering.gather import Gathered, gather
from generator.model.problem import Problem

ROOT = Path(__file__).parent.parent
TOWN = Path(__file__).parent / "cases" / "town"
P = ParamSpec("P")
T = TypeVar("T")


class Here(Executor):
    """Does every task at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished task."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # as an executor does: whoever asks for the result gets it
            future.set_exception(error)
        return future


def lay_out(root: Path, *, frame: bool = False) -> Path:
    """The town as a project of its own; with `frame`, everything that a site needs."""
    shutil.copytree(TOWN, root, dirs_exist_ok=True)
    if frame:
        shutil.copy(ROOT / "mkdocs.yml", root)
        shutil.copytree(ROOT / "theme", root / "theme")
    return root


def gathered(root: Path, day: datetime.date | None = None) -> Gathered | list[Problem]:
    """What is gathered of a project, in this process."""
    return gather(root, Here(), day, lambda _step, _done, _total: None)


def slip(root: Path, path: str, written: str, mistyped: str) -> None:
    """Replace what stands once in a file of a project."""
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(written) == 1, (path, written)
    (root / path).write_text(text.replace(written, mistyped), encoding="utf-8")


def state_year(root: Path, year: int) -> None:
    """The fixed holidays of a year in the policy of a project."""
    holidays = ", ".join(f"{{name: n, since: {year}-{day}}}" for day in ("01-01", "05-01", "10-01"))
    with (root / "standards/policy.yml").open("a", encoding="utf-8") as policy:
        policy.write(f"calendar: [{{year: {year}, announcement: a, holidays: [{holidays}]}}]\n")


def git(root: Path, *words: str, date: str = "2026-10-30T23:59:00+08:00") -> None:
    """A git command with a date and a name of its own."""
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false")
    environment = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date, "PATH": "/usr/bin:/bin", "HOME": str(root)}
    subprocess.run(["git", *settings, *words], cwd=root, check=True, env=environment, capture_output=True)  # noqa: S603, S607  # our own words


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
