"""New files into a project. Nothing is ever overwritten."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.model.problem import Code, InputError, Problem

FILE_IS_THERE: Final = Code(
    slug="file-is-there",
    says="这个文件已经有了",
    mend="什么也不会被覆盖：换一个名字，或者直接修改这个文件。",
    wrong="windowboard new centre hall-1",
    right="windowboard new centre hall-2",
)


def put_new(root: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write files that are not there, by path; give their paths. Raises InputError if any is there, and writes none.

    Where one cannot be written (OSError), those that were are taken away again.
    """
    there = [path for path in files if _is_there(root / path)]
    if there:
        raise InputError(Problem(path=path, code=FILE_IS_THERE, line=1, column=1) for path in sorted(there))
    written = []
    try:
        for path, text in files.items():
            _create(root / path, text)
            written.append(root / path)
    except OSError:
        for one in written:
            one.unlink()
        raise
    return tuple(sorted(files))


def put_missing(root: Path, files: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write those files that are not there; give the paths of those, and of the others, which stay as they are."""
    there = {path for path in files if _is_there(root / path)}
    for path in files.keys() - there:
        _create(root / path, files[path])
    return tuple(sorted(files.keys() - there)), tuple(sorted(there))


def put_file(path: Path, data: bytes) -> None:
    """Write one file that is not there. Raises InputError if it is."""
    if _is_there(path):
        raise InputError([Problem(path=str(path), code=FILE_IS_THERE)])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _create(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


CODES: Final = (FILE_IS_THERE,)
