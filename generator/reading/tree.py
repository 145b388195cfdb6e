"""What stands under `standards/` and `results/`: the files that are read, and everything that must not be there.

    standards/<standard>.yml  standards/<standard>@<edition>.yml  standards/boards/<board>.yml
    standards/programmes/<programme>.yml  standards/vocabulary.yml  standards/policy.yml
    standards/editions.yml  standards/synonyms.yml  standards/amendments.yml
    results/<centre>/centre.yml  results/<centre>/<yyyy-mm>/<round>.yml  results/<centre>/cases/<case>.yml
    results/<centre>/events/<file>.yml

README.md, and hidden files that are no data, are passed over. Nothing but regular files and plain folders is followed.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from generator.model.problem import Code, Problem
from generator.model.scalars import EDITION_FORM, SLUG_FORM
from generator.reading.record import FILE_TOO_LARGE, SIZE_LIMIT
from generator.reading.strays import is_plain, problems_of_name, stray_code

RESERVED_ID: Final = Code(
    slug="reserved-id",
    says="代号“{value}”是保留的，不能使用",
    mend="换一个代号。",
    wrong="- {id: index, name: 环境}",
    right="- {id: environment, name: 环境}",
)


Kind = Literal[
    "standard",
    "board",
    "programme",
    "vocabulary",
    "policy",
    "editions",
    "synonyms",
    "amendments",
    "centre",
    "round",
    "case",
    "event",
]

RESERVED: Final = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
"""Ids that cannot become an address: a page of the site has it, or a computer cannot store such a file."""

_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_SLUG: Final = re.compile(SLUG_FORM)
_SLUG_MOST: Final = 60
_EDITION: Final = re.compile(EDITION_FORM)
_EDITION_MOST: Final = 20
OF_STANDARDS: Final[Mapping[str, Kind]] = {
    "amendments.yml": "amendments",
    "editions.yml": "editions",
    "policy.yml": "policy",
    "synonyms.yml": "synonyms",
    "vocabulary.yml": "vocabulary",
}
"""What lies beside the standards and is none."""
_IN_FOLDERS: Final[Mapping[str, Kind]] = {"boards": "board", "programmes": "programme"}
_OF_CENTRES: Final[Mapping[str, Kind]] = {"cases": "case", "events": "event"}
_NEEDED: Final = ("standards/policy.yml", "standards/vocabulary.yml")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class SourceFile:
    """A file that is read, and as what."""

    path: str
    """Relative to the root of the project, with forward slashes."""
    kind: Kind


MISSING_FILE: Final = Code(
    slug="missing-file",
    says="没有这个文件，它是必需的",
    mend="从示例中复制一份再修改。",
    wrong="standards/vocabulary.yml",
    right="standards/policy.yml\nstandards/vocabulary.yml",
)


def list_sources(root: Path) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """List the files to be read, by path, and what is wrong with files and folders. No file is opened."""
    walk = _Walk(root)
    walk.standards()
    walk.results()
    present = {file.path for file in walk.files}
    missing = [_wrong(path, MISSING_FILE) for path in _NEEDED if path not in present]
    problems = sorted([*walk.problems, *missing], key=lambda each: (each.path, each.code.slug))
    return tuple(sorted(walk.files)), tuple(problems)


NOT_A_PLAIN_FILE: Final = Code(
    slug="not-a-plain-file",
    says="不是普通文件或文件夹（例如是链接、管道或设备）",
    mend="换成普通文件或文件夹。",
    wrong="standards/desk.yml -> ../desk.yml",
    right="standards/desk.yml",
)
UNREADABLE_FILE: Final = Code(
    slug="unreadable-file",
    says="文件无法读取：{reason}",
    mend="检查文件的权限，以及它是否还在。",
    wrong="----------  standards/desk.yml",
    right="-rw-r--r--  standards/desk.yml",
)


def read_bytes(root: Path, path: str) -> bytes | Problem:
    """Read a regular file whole, unless it is too large; a pipe or a device is never waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(root / path, flags), "rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                return _wrong(path, NOT_A_PLAIN_FILE)
            if state.st_size > SIZE_LIMIT:
                return _wrong(path, FILE_TOO_LARGE, most=str(SIZE_LIMIT), size=str(state.st_size))
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        code = NOT_A_PLAIN_FILE if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO) else UNREADABLE_FILE
        return _wrong(path, code, reason=error.strerror or type(error).__name__)


ReadFile = Callable[[Path, str], bytes | Problem]
"""Reads as `read_bytes` does, or gives what it read."""


def digest(data: bytes) -> str:
    """Give the name of a content: equal bytes, equal digest."""
    return blake2b(data, digest_size=20).hexdigest()


def digest_of_texts(*texts: str) -> str:
    """Give the digest of some texts, in this order."""
    return digest("\n".join(texts).encode())


def digest_of(path: Path) -> str:
    """Give the digest of a file's content; of one that cannot be read, the reason: whoever reads it will say so."""
    data = read_bytes(path.parent, path.name)
    return digest(data) if isinstance(data, bytes) else data.code.slug


MISPLACED_FILE: Final = Code(
    slug="misplaced-file",
    says="这里不应有文件或文件夹",
    mend="把它移到别处，或删除；README.md 不受影响。",
    wrong="results/harbour/notes.txt",
    right="results/harbour/2026-10/12-weekly-a.yml",
)
NAME_WITHOUT_YML: Final = Code(
    slug="name-without-yml",
    says="文件名应以 .yml 结尾",
    mend="改名为 .yml（小写，不是 .yaml）。",
    wrong="standards/boards/banks.yaml",
    right="standards/boards/banks.yml",
)
MALFORMED_CENTRE_FOLDER: Final = Code(
    slug="malformed-centre-folder",
    says="文件夹名“{name}”不能作服务机构的代号：只用小写字母、数字和单个连字符",
    mend="改名为 renmin-hospital 这样的代号；名称写在 centre.yml 里。",
    wrong="results/Harbour/centre.yml",
    right="results/harbour/centre.yml",
)
MALFORMED_MONTH_FOLDER: Final = Code(
    slug="malformed-month-folder",
    says="文件夹名“{name}”不是年月",
    mend="改名为 2026-10 这样的年月。",
    wrong="results/harbour/2026-13/12-weekly-a.yml",
    right="results/harbour/2026-10/12-weekly-a.yml",
)
MALFORMED_FILE_NAME: Final = Code(
    slug="malformed-file-name",
    says="文件名“{name}”只能用小写字母、数字和单个连字符，最多 60 个字符",
    mend="改名为 12-weekly-a.yml 这样的名字。",
    wrong="results/harbour/2026-10/12_Weekly.yml",
    right="results/harbour/2026-10/12-weekly-a.yml",
)
NO_CENTRE_FILE: Final = Code(
    slug="no-centre-file",
    says="服务机构的文件夹里没有 centre.yml",
    mend="写一个 centre.yml，或删除该文件夹。",
    wrong="results/pier/2026-10/12-weekly-a.yml",
    right="results/pier/centre.yml\nresults/pier/2026-10/12-weekly-a.yml",
)


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
                self.file(entry, path, OF_STANDARDS.get(entry.name, "standard"))
            elif entry.name in _IN_FOLDERS:
                for each in self.entries(path):
                    self.file(each, f"{path}/{each.name}", _IN_FOLDERS[entry.name])
            else:
                self.strays(path)

    def results(self) -> None:
        for entry in self.entries("results"):
            path = f"results/{entry.name}"
            code = _code_of_slug(entry.name, MALFORMED_CENTRE_FOLDER)
            if not entry.is_dir(follow_symlinks=False):
                self.problems.append(_wrong(path, _code_of_stray(entry)))
            elif code is not None:
                self.problems.append(_wrong(path, code, name=entry.name))
            else:
                self.centre(path)

    def centre(self, centre: str) -> None:
        found = self.entries(centre)
        if not any(entry.name == "centre.yml" for entry in found):
            self.problems.append(_wrong(f"{centre}/centre.yml", NO_CENTRE_FILE))
        for entry in found:
            path = f"{centre}/{entry.name}"
            if entry.name == "centre.yml":
                self.file(entry, path, "centre")
            elif not entry.is_dir(follow_symlinks=False):
                self.problems.append(_wrong(path, _code_of_stray(entry)))
            elif entry.name in _OF_CENTRES or _MONTH.fullmatch(entry.name):
                for each in self.entries(path):
                    self.file(each, f"{path}/{each.name}", _OF_CENTRES.get(entry.name, "round"))
            else:
                self.problems.append(_wrong(path, MALFORMED_MONTH_FOLDER, name=entry.name))

    def file(self, entry: os.DirEntry[str], path: str, kind: Kind) -> None:
        """Take a file for what its place says it is, or say what is wrong with it or its name."""
        stem, _, suffix = entry.name.rpartition(".")
        name, at, edition = stem.partition("@") if kind == "standard" else (stem, "", "")
        code = _code_of_slug(name, MALFORMED_FILE_NAME) or (_code_of_edition(edition) if at else None)
        if not entry.is_file(follow_symlinks=False):
            code = MISPLACED_FILE if entry.is_dir(follow_symlinks=False) else NOT_A_PLAIN_FILE
        elif suffix != "yml" or not stem:
            code = NAME_WITHOUT_YML if suffix.lower() in ("yaml", "yml") else MISPLACED_FILE
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
        """List a folder by name, without README.md and what is no data; a missing one is empty."""
        place = f"{self.root}/{folder}"  # a third of the time that a `Path` takes
        if os.path.islink(place):  # noqa: PTH114  # as above
            self.problems.append(_wrong(folder, NOT_A_PLAIN_FILE))
            return []
        try:
            with os.scandir(place) as found:
                seen = [entry for entry in found if entry.name != "README.md"]
        except FileNotFoundError:
            return []
        except OSError as error:
            self.problems.append(_wrong(folder, UNREADABLE_FILE, reason=error.strerror or type(error).__name__))
            return []
        return sorted((entry for entry in seen if self.is_data(folder, entry)), key=lambda entry: entry.name)

    def is_data(self, folder: str, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is looked at further; what is wrong with its name is said."""
        if is_plain(entry.name):
            return True
        path = f"{folder}/{entry.name}"
        wrong = list(problems_of_name(path, entry.name))
        if code := stray_code(entry):
            wrong.append(_wrong(path, code))
        self.problems += wrong
        told = {problem.code.slug for problem in wrong} - {"personal-data-in-name"}
        return not told and not entry.name.startswith(".")


RESERVED_NAME: Final = Code(
    slug="reserved-name",
    says="名字“{name}”是保留的，不能使用",
    mend="换一个名字。",
    wrong="standards/index.yml",
    right="standards/desk.yml",
)


def _code_of_slug(name: str, code: Code) -> Code | None:
    """Give `code` for a name that is no id, and another for one that is reserved."""
    if not _SLUG.fullmatch(name) or len(name) > _SLUG_MOST:
        return code
    return RESERVED_NAME if name in RESERVED else None


MALFORMED_EDITION_IN_NAME: Final = Code(
    slug="malformed-edition-in-name",
    says="文件名中 @ 之后的“{name}”不是版次",
    mend="改名为 <代号>@<版次>.yml，如 hospital-100@2023.yml；版次最多 20 个字符。",
    wrong="standards/desk@.yml",
    right="standards/desk@1.yml",
)


def _code_of_edition(edition: str) -> Code | None:
    """Give the code for what stands behind the @ of a file name and is no edition, or none that becomes an address."""
    if not _EDITION.fullmatch(edition) or len(edition) > _EDITION_MOST:
        return MALFORMED_EDITION_IN_NAME
    return RESERVED_NAME if edition.lower() in RESERVED else None


def _code_of_stray(entry: os.DirEntry[str]) -> Code:
    return MISPLACED_FILE if entry.is_file(follow_symlinks=False) else NOT_A_PLAIN_FILE


def _wrong(path: str, code: Code, **facts: str) -> Problem:
    """Make a problem of a whole file: it is said of its beginning."""
    return Problem(path=path, code=code, facts=facts, line=1, column=1)


CODES: Final = (
    RESERVED_ID,
    MISSING_FILE,
    NOT_A_PLAIN_FILE,
    UNREADABLE_FILE,
    MISPLACED_FILE,
    NAME_WITHOUT_YML,
    MALFORMED_CENTRE_FOLDER,
    MALFORMED_MONTH_FOLDER,
    MALFORMED_FILE_NAME,
    NO_CENTRE_FILE,
    RESERVED_NAME,
    MALFORMED_EDITION_IN_NAME,
)
