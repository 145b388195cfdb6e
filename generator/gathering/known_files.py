"""Which files are as they were: known by size, times and inode, and read only where one of these is another."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.gathering.memory import KnownFile
from generator.publishing.signs import SETTLED, signs_of
from generator.reading.tree import SourceFile, digest_of


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
        seen = signs_of(f"{root}/{file.path}")
        if before is not None and seen is not None and before[:-1] == seen:
            digests[file.path] = before.digest
            now[file.path] = before
            continue
        digests[file.path] = digest_of(root / file.path)
        if seen is not None and max(seen[1:3]) + SETTLED <= begun:
            now[file.path] = KnownFile(*seen, digests[file.path])
    return digests, now
