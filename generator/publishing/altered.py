"""Whether a file is as it was left: known by size, times and inode, and by its bytes where one of these differs.

Giving a file a second name changes the time of its entry and not that of its bytes, so the files of a site are noted
when a build is over and its folders are gone.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.publishing.signs import SETTLED, Signs, signs_of
from generator.publishing.writing import replace


class Noted(NamedTuple):
    """A file as it was left."""

    digest: str
    """SHA-256 of its bytes: what `SHA256SUMS` says of it, so that a file which stays is not digested again."""
    signs: Signs | None
    """None: it was written just now, so that only its bytes can tell."""


def is_as_left(path: Path, noted: Noted | None) -> bool:
    """Whether a file holds the bytes that it was left with; one of which nothing is known does not."""
    signs = signs_of(path)
    if noted is None or signs is None:
        return False
    return signs == noted.signs or digest_of(path) == noted.digest


def note(folder: Path, paths: Iterable[str], known: Mapping[str, Noted], begun: int) -> dict[str, Noted]:
    """How files of a folder are left by a build that was begun at a time in nanoseconds.

    Those that are `known` were looked at since then, and have the bytes that they were left with.
    """
    noted: dict[str, Noted] = {}
    for path in paths:
        signs = signs_of(folder / path)
        if signs is not None:
            before = known.get(path)
            settled = signs if signs[1] + SETTLED <= begun else None
            noted[path] = Noted(before.digest if before else digest_of(folder / path), settled)
    return noted


def read_notes(file: Path) -> dict[str, Noted]:
    """What was noted; nothing where there is nothing that can be read."""
    try:
        return {
            path: Noted(str(digest), (*signs,) if signs else None)
            for path, (digest, signs) in json.loads(file.read_bytes()).items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def write_notes(file: Path, noted: Mapping[str, Noted]) -> None:
    """Keep what was noted."""
    replace(file, json.dumps(noted, separators=(",", ":"), sort_keys=True).encode())


def digest_of(path: Path) -> str:
    """SHA-256 of a file; empty where there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
