"""Which files are as they were: known by size, times and inode, and read only where one of these is another."""

import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from generator.gathering.memory import KnownFile
from generator.reading.tree import SourceFile, digest_of

SETTLED: Final = 2_000_000_000
"""Nanoseconds for which a file must have rested before it was read. Clocks of file systems tick, the coarsest every two
seconds: of a file that was written in the tick in which it was read, a later change in the same tick shows no trace."""


def digests_of(
    root: Path, files: Iterable[SourceFile], known: Mapping[str, KnownFile]
) -> tuple[dict[str, str], dict[str, KnownFile]]:
    """The digest of each file, by path, and what can be known of it the next time.

    A file that is as it is `known` is not opened.
    """
    digests: dict[str, str] = {}
    now: dict[str, KnownFile] = {}
    for file in files:
        before = known.get(file.path)
        begun = time.time_ns()
        seen = _seen(root / file.path)
        if before is not None and seen is not None and before[:-1] == seen:
            digests[file.path] = before.digest
            now[file.path] = before
            continue
        digests[file.path] = digest_of(root / file.path)
        if seen is not None and max(seen[1:3]) + SETTLED <= begun:
            now[file.path] = KnownFile(*seen, digests[file.path])
    return digests, now


def _seen(path: Path) -> tuple[int, int, int, int] | None:
    """What is told of a regular file without opening it; None of anything else."""
    try:
        told = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(told.st_mode):
        return None
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino
