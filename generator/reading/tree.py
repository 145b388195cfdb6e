"""What stands under `standards/` and `results/`: the files that are read, and everything that must not be there.

    standards/<standard>.yml  standards/<standard>@<edition>.yml  standards/boards/<board>.yml
    standards/programmes/<programme>.yml  standards/vocabulary.yml  standards/policy.yml
    standards/editions.yml
    results/<centre>/centre.yml  results/<centre>/<yyyy-mm>/<round>.yml  results/<centre>/cases/<case>.yml

Hidden files and README.md are passed over. Nothing but regular files and plain folders is followed.
"""

import errno
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from generator.model.problem import Problem
from generator.model.scalars import EDITION_FORM, SLUG_FORM
from generator.reading.record import SIZE_LIMIT

Kind = Literal["standard", "board", "programme", "vocabulary", "policy", "editions", "centre", "round", "case"]

RESERVED: Final = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
"""Ids that cannot become an address: a page of the site has it, or a computer cannot store such a file."""

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_SLUG: Final = re.compile(SLUG_FORM)
_SLUG_MOST: Final = 60
_EDITION: Final = re.compile(EDITION_FORM)
_EDITION_MOST: Final = 20
_OF_STANDARDS: Final[Mapping[str, Kind]] = {
    "editions.yml": "editions",
    "policy.yml": "policy",
    "vocabulary.yml": "vocabulary",
}
_IN_FOLDERS: Final[Mapping[str, Kind]] = {"boards": "board", "programmes": "programme"}
_NEEDED: Final = ("standards/policy.yml", "standards/vocabulary.yml")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class SourceFile:
    """A file that is read, and as what."""

    path: str
    """Relative to the root of the project, with forward slashes."""
    kind: Kind


def list_sources(root: Path) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """List the files to be read, by path, and what is wrong with files and folders. No file is opened."""
    walk = _Walk(root)
    walk.standards()
    walk.results()
    present = {file.path for file in walk.files}
    missing = [_wrong(path, "missing-file") for path in _NEEDED if path not in present]
    problems = sorted([*walk.problems, *missing], key=lambda each: (each.path, each.code))
    return tuple(sorted(walk.files)), tuple(problems)


def read_bytes(root: Path, path: str) -> bytes | Problem:
    """Read a regular file whole, unless it is too large; a pipe or a device is never waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(root / path, flags), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                return _wrong(path, "not-a-plain-file")
            if state.st_size > SIZE_LIMIT:
                return _wrong(path, "file-too-large", most=str(SIZE_LIMIT), size=str(state.st_size))
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        code = "not-a-plain-file" if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO) else "unreadable-file"
        return _wrong(path, code, reason=error.strerror or type(error).__name__)


def digest(data: bytes) -> str:
    """Give the name of a content: equal bytes, equal digest."""
    return blake2b(data, digest_size=20).hexdigest()


def digest_of_texts(*texts: str) -> str:
    """Give the digest of some texts, in this order."""
    return digest("\n".join(texts).encode())


def digest_of(path: Path) -> str:
    """Give the digest of a file's content; of one that cannot be read, the reason: whoever reads it will say so."""
    data = read_bytes(path.parent, path.name)
    return digest(data) if isinstance(data, bytes) else data.code


class _Walk:
    """One walk over the folders of a project; it holds the files and the problems found so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: list[SourceFile] = []
        self.problems: list[Problem] = []

    def standards(self) -> None:
        for entry in self.entries("standards"):
            path = f"standards/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                self.file(entry, path, _OF_STANDARDS.get(entry.name, "standard"))
            elif entry.name in _IN_FOLDERS:
                for each in self.entries(path):
                    self.file(each, f"{path}/{each.name}", _IN_FOLDERS[entry.name])
            else:
                self.strays(path)

    def results(self) -> None:
        for entry in self.entries("results"):
            path = f"results/{entry.name}"
            code = _code_of_slug(entry.name, "malformed-centre-folder")
            if not entry.is_dir(follow_symlinks=False):
                self.problems.append(_wrong(path, _code_of_stray(entry)))
            elif code is not None:
                self.problems.append(_wrong(path, code, name=entry.name))
            else:
                self.centre(path)

    def centre(self, centre: str) -> None:
        found = self.entries(centre)
        if not any(entry.name == "centre.yml" for entry in found):
            self.problems.append(_wrong(f"{centre}/centre.yml", "no-centre-file"))
        for entry in found:
            path = f"{centre}/{entry.name}"
            if entry.name == "centre.yml":
                self.file(entry, path, "centre")
            elif not entry.is_dir(follow_symlinks=False):
                self.problems.append(_wrong(path, _code_of_stray(entry)))
            elif entry.name == "cases":
                for each in self.entries(path):
                    self.file(each, f"{path}/{each.name}", "case")
            elif not _MONTH.fullmatch(entry.name):
                self.problems.append(_wrong(path, "malformed-month-folder", name=entry.name))
            else:
                for each in self.entries(path):
                    self.file(each, f"{path}/{each.name}", "round")

    def file(self, entry: os.DirEntry[str], path: str, kind: Kind) -> None:
        """Take a file for what its place says it is, or say what is wrong with it or its name."""
        stem, _, suffix = entry.name.rpartition(".")
        name, at, edition = stem.partition("@") if kind == "standard" else (stem, "", "")
        code = _code_of_slug(name, "malformed-file-name") or (_code_of_edition(edition) if at else None)
        if not entry.is_file(follow_symlinks=False):
            code = "misplaced-file" if entry.is_dir(follow_symlinks=False) else "not-a-plain-file"
        elif suffix != "yml" or not stem:
            code = "name-without-yml" if suffix.lower() in ("yaml", "yml") else "misplaced-file"
        if code is None:
            self.files.append(SourceFile(path=path, kind=kind))
        else:
            self.problems.append(_wrong(path, code, name=stem))

    def strays(self, folder: str) -> None:
        """Name every file of a folder that has no place here."""
        for entry in self.entries(folder):
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                self.strays(path)
            else:
                self.problems.append(_wrong(path, _code_of_stray(entry)))

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """List a folder by name, without hidden entries and README.md; a missing one is empty."""
        place = self.root / folder
        if place.is_symlink():
            self.problems.append(_wrong(folder, "not-a-plain-file"))
            return []
        try:
            with os.scandir(place) as found:
                seen = [entry for entry in found if not entry.name.startswith(".") and entry.name != "README.md"]
        except FileNotFoundError:
            return []
        except OSError as error:
            self.problems.append(_wrong(folder, "unreadable-file", reason=error.strerror or type(error).__name__))
            return []
        return sorted(seen, key=lambda entry: entry.name)


def _code_of_slug(name: str, code: str) -> str | None:
    """Give `code` for a name that is no id, and another for one that is reserved."""
    if not _SLUG.fullmatch(name) or len(name) > _SLUG_MOST:
        return code
    return "reserved-name" if name in RESERVED else None


def _code_of_edition(edition: str) -> str | None:
    """Give the code for what stands behind the @ of a file name and is no edition, or none that becomes an address."""
    if not _EDITION.fullmatch(edition) or len(edition) > _EDITION_MOST:
        return "malformed-edition-in-name"
    return "reserved-name" if edition.lower() in RESERVED else None


def _code_of_stray(entry: os.DirEntry[str]) -> str:
    return "misplaced-file" if entry.is_file(follow_symlinks=False) else "not-a-plain-file"


def _wrong(path: str, code: str, **facts: str) -> Problem:
    """Make a problem of a whole file: it is said of its beginning."""
    return Problem(path=path, code=code, facts=facts, line=1, column=1)
