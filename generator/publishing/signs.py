"""The signs by which a file is known without being opened."""

import os
import stat
from pathlib import Path
from typing import Final

SETTLED: Final = 2_000_000_000
"""Nanoseconds for which a file must have rested before it was noted. Clocks of file systems tick, the coarsest every
two seconds: within the tick in which a file was written a later change leaves no trace."""

Signs = tuple[int, int, int, int]
"""Size, time of the bytes and time of the entry in nanoseconds, and inode."""


def signs_of(path: Path | str) -> Signs | None:
    """What is told of a regular file without opening it; None of anything else."""
    try:
        told = os.lstat(path)  # a third of the time that a `Path` takes, and to make one takes as long again
    except OSError:
        return None
    return (told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino) if stat.S_ISREG(told.st_mode) else None
