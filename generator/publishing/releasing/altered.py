"""Whether a file is as it was left: known by size, times and inode, and by its bytes where one of these differs.

Giving a file a second name changes the time of its entry and not that of its bytes, so the files of a site are noted
when a build is over and its folders are gone.
"""

import json
import time
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from generator.publishing.releasing.release import put
from generator.publishing.signs import SETTLED, Signs, signs_of
from generator.publishing.writing import regular_files, replace

NOTES: Final = "published.json"
"""The file, below `build`, that keeps how the files of the site were left."""


class Noted(NamedTuple):
    """A file as it was left."""

    digest: str
    """SHA-256 of its bytes: what `SHA256SUMS` says of it, so that a file which stays is not digested again."""
    signs: Signs | None
    """None: it was written just now, so that only its bytes can tell."""


class Left:
    """How the files of the site were left by the build before, and how this one leaves them."""

    def __init__(self, site: Path, file: Path, *, verify: bool = False) -> None:
        """`file` keeps what was noted. `verify`: no signs are trusted, the bytes of every file are looked at."""
        self.begun = time.time_ns()
        self.site = site
        self.file = file
        self._kept = self.noted = read_notes(file)
        if verify:
            self.noted = {path: Noted(one.digest, None) for path, one in self.noted.items()}
        self._seen: dict[str, int] = {}
        """Since when each file that was looked at surely has the bytes that are noted of it."""
        self._next: tuple[dict[str, Noted], dict[str, int]] = {}, {}
        """The same two of a release: nothing of it is true of the site until it has become the site."""
        self._told_by_bytes = False
        """Whether a file that was looked at has other signs than were noted of it."""

    def same(self, paths: Iterable[str]) -> bool:
        """Whether all of them are as they were left."""
        found = [path for path in paths if path not in self._seen]
        same = [path for path in found if self._is_as_left(path)]
        self._seen |= dict.fromkeys(same, self.begun)
        return len(same) == len(found)

    def _is_as_left(self, path: str) -> bool:
        """Whether a file holds the bytes that it was left with; one of which nothing is known does not."""
        place, noted = f"{self.site}/{path}", self.noted.get(path)
        signs = signs_of(place)
        if noted is None or signs is None:
            return False
        if signs == noted.signs:
            return True
        self._told_by_bytes = True
        return digest_of(Path(place)) == noted.digest

    def as_noted(self, paths: Iterable[str]) -> bool:
        """Whether files have the bytes that were noted of them, without noting that they were looked at."""
        return all(path in self.noted and digest_of(self.site / path) == self.noted[path].digest for path in paths)

    def whole(self) -> bool:
        """Whether the site has the files that it was left with, as they were left, and no other."""
        there = set(regular_files(self.site))
        if there != self.noted.keys() or not self.same(there):
            return False
        if self._told_by_bytes:
            self.note()
        return True

    def sums(self, release: Path) -> dict[str, str]:
        """The digest of every file that a release has by now; a file that stays is not digested again."""
        known = {path: self.noted[path] for path in self._seen}
        now = time.time_ns()  # what is read from here on need only have rested until now
        since = {path: self._seen.get(path, now) for path in regular_files(release)}
        noted: dict[str, Noted] = {}
        for moment in set(since.values()):
            noted |= note(release, [path for path, seen in since.items() if seen == moment], known, moment)
        noted = {path: noted[path] for path in since if path in noted}
        self._next = noted, {path: since[path] for path in noted}
        return {path: one.digest for path, one in noted.items()}

    def add(self, release: Path, path: str, data: bytes) -> dict[str, str]:
        """Give a release one more file; the digests as `sums` tells them, and its own."""
        put(release, path, data)
        return self.added(release, path)

    def added(self, release: Path, path: str) -> dict[str, str]:
        """The same of a file that a release has been given."""
        now = time.time_ns()
        noted, seen = self._next
        noted |= note(release, [path], {}, now)
        seen[path] = now
        return {path: one.digest for path, one in noted.items()}

    def publish(self) -> None:
        """Keep what is noted of a release that is about to become the site."""
        self._kept = self._next[0]
        write_notes(self.file, self._kept)

    def published(self) -> None:
        """Know the release as the site: it has become that."""
        self.noted, self._seen = self._next

    def note(self) -> None:
        """Note what was looked at once more: a second name that a file had for a while is told of its entry.

        Of a release that was refused nothing is noted.
        """
        now = dict(self.noted)
        for since in set(self._seen.values()):
            known = {path: self.noted[path] for path, seen in self._seen.items() if seen == since}
            now |= note(self.site, sorted(known), known, since)
        if now != self._kept:
            write_notes(self.file, now)


def note(folder: Path, paths: Iterable[str], known: Mapping[str, Noted], begun: int) -> dict[str, Noted]:
    """How files of a folder are left by a build that was begun at a time in nanoseconds.

    Those that are `known` were looked at since then, and have the bytes that they were left with.
    """
    noted: dict[str, Noted] = {}
    for path in paths:
        signs = signs_of(f"{folder}/{path}")
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
