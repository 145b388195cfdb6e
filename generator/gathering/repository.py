"""The git repository that a project lies in: days, commits, and the data as a revision has them."""

import datetime
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from zoneinfo import ZoneInfo

from generator.model.problem import Code, InputError, Problem

DATA = ("standards", "results")

HASH_SHOWN = 8
"""Signs of a commit's hash that are published: too few to pass for a phone number, and everywhere as many, where git
itself takes as many as it needs."""


BOUNDARY: Final = "-"
"""How git marks a commit that others go on from, and that was asked for without itself."""
_DATED: Final = "--format=%H %ct"


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """The days of commits; see `Git.days_since`."""

    time_zone: str
    known: Mapping[str, datetime.date]

    def of(self, told: str) -> datetime.date | None:
        """The day of a commit, of which git told hash and seconds; None where it told of none."""
        if not told:
            return None
        name, seconds = told.split()
        return self.known.get(name) or _day_of(seconds, self.time_zone)


def committed_day_of_head(root: Path, time_zone: str) -> datetime.date | None:
    """Day of the newest commit that touches the data; None outside a repository or where the data was edited since.

    Raises InputError (shallow-clone) where the history ends before that commit is known.
    """
    git = _git_of(root)
    if git is None:
        return None
    if _is_edited(root, git):
        return None
    newest = _asked(root, git, "log", "-1", "--format=%H", "HEAD", "--", *DATA)
    if newest and newest in _cut_off(root, git):
        raise InputError([Problem(path=REVISION, code=SHALLOW_CLONE)])
    return committed_day(root, "HEAD", time_zone)


def commit_of_data(root: Path, revision: str = "HEAD") -> str | None:
    """The newest commit of a revision that touches the data.

    None outside a repository, where its history is not whole, or where the data of HEAD were edited since.
    """
    git = _git_of(root)
    if git is None:
        return None
    if revision == "HEAD" and _is_edited(root, git):
        return None
    newest = _asked(root, git, "log", "-1", "--format=%H", "--end-of-options", revision, "--", *DATA)
    return newest if newest and newest not in _cut_off(root, git) else None


def committed_day(root: Path, revision: str, time_zone: str) -> datetime.date | None:
    """Day of the newest commit of a revision that touches the data; None where none does."""
    git = shutil.which("git")
    seconds = git and _asked(root, git, "log", "-1", "--format=%ct", revision, "--", *DATA)
    return _day_of(seconds, time_zone) if seconds else None


def _git_of(root: Path) -> str | None:
    """The program that answers for a project; None where there is none, or the project is no repository."""
    return shutil.which("git") if (root / ".git").exists() else None


def _is_edited(root: Path, git: str) -> bool:
    """Whether the data are otherwise than they were committed."""
    return next(_uncommitted(root, git), None) is not None


def _uncommitted(root: Path, git: str) -> Iterator[str]:
    """The files of the data that are otherwise than they were committed, by path.

    Those too of which git was told to look away: what it ignores and is read all the same, and what an entry of the
    index (`assume-unchanged`, `skip-worktree`) calls unchanged unseen.
    """
    changed = _asked(root, git, "status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=all", "--", *DATA)
    yield from (entry.lstrip(" ").partition(" ")[2] for entry in changed.split("\0") if entry)
    ignored = _asked(root, git, "ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *DATA)
    yield from (path for path in ignored.split("\0") if path.endswith(".yml"))
    for entry in _asked(root, git, "ls-files", "-v", "-z", "--", *DATA).split("\0"):
        sign, _, path = entry.partition(" ")
        if sign == "S" or sign.islower():
            yield path


def _cut_off(root: Path, git: str) -> frozenset[str]:
    """The commits beyond which a clone has no history: git takes each for the one that brought all there is."""
    shallow = Path(root, _asked(root, git, "rev-parse", "--git-path", "shallow"))
    return frozenset(shallow.read_text("ascii").split()) if shallow.is_file() else frozenset()


def _day_of(seconds: str, time_zone: str) -> datetime.date:
    return datetime.datetime.fromtimestamp(int(seconds), tz=ZoneInfo(time_zone)).date()


def commits_of_cases(root: Path) -> dict[str, str]:
    """In which commit each file of a case was added last, by path; nothing outside a repository or of a part of one."""
    git = _git_of(root)
    if git is None:
        return {}
    if _asked(root, git, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    told = _asked(
        root, git, "log", "--no-renames", "--diff-filter=A", "--name-only", "--format=:%H", "--", "results/*/cases/*"
    )
    commits: dict[str, str] = {}
    commit = ""
    for line in filter(None, told.splitlines()):
        if line.startswith(":"):
            commit = line[1 : HASH_SHOWN + 1]
        else:
            commits.setdefault(line, commit)
    return commits


_PLAIN: Final = (
    "--no-pager",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.attributesFile=/dev/null",
    "-c",
    "diff.external=",
    "-c",
    "log.showSignature=false",
)
"""What is put over the settings of a checkout: none of them may run a program, or have other objects read."""


def _environment() -> dict[str, str]:
    """Ours without what would lead git elsewhere; asking changes nothing, not even the index."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def _run(root: Path, git: str, *words: str, told: bytes = b"") -> bytes | None:
    """What git answers; None where it refuses."""
    asked = subprocess.run(  # noqa: S603  # our own words
        [git, *_PLAIN, *words], cwd=root, env=_environment(), input=told, capture_output=True, check=False
    )
    return None if asked.returncode else asked.stdout


def _asked(root: Path, git: str, *words: str) -> str:
    return (_run(root, git, *words) or b"").decode("utf-8", "replace").strip()


def history_of(root: Path) -> str:
    """Changes with the commit that is checked out and with how far its history goes; empty without a repository."""
    git = _git_of(root)
    if git is None:
        return ""
    return _asked(root, git, "rev-parse", "--is-shallow-repository", "HEAD")


REVISION: Final = "--against"
"""Stands where problems of a revision have no file."""

NO_GIT_REPOSITORY: Final = Code(
    slug="no-git-repository",
    says="{root} 不在 git 仓库里，--against 无从对照",
    mend="在仓库里构建；没有可对照的版本时不带 --against。",
    wrong="windowboard build --against HEAD",
    right="windowboard build",
)
SHALLOW_CLONE: Final = Code(
    slug="shallow-clone",
    says="这是浅克隆，历史不全，说不准数据是哪一天提交的，也无从对照",
    mend="先运行 git fetch --unshallow；在 CI 里取全历史（fetch-depth: 0，GIT_DEPTH: 0）。"
    "只想看看的，用 --as-of 写明日期。",
    wrong="git clone --depth 1",
    right="git clone",
)
NO_SUCH_REVISION: Final = Code(
    slug="no-such-revision",
    says="仓库里没有版本 {revision}；浅克隆要先取全历史",
    mend="写一个已有的提交、标签或分支。",
    wrong="windowboard build --against HEAD~9999",
    right="windowboard build --against HEAD~1",
)


_NAMES: Final = (
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=all",
    "--no-renames",
    "--relative",
    "--name-only",
    "-z",
)
"""How files that differ are asked for: by their names, and by no program that the checkout names."""

_PLAIN_FILES: Final = frozenset({"100644", "100755"})
"""Modes of a tree's entries that are files: a link or another repository is none."""


class Git:
    """Asks the repository that a project lies in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git = shutil.which("git") or ""
        if not self.git or not self.asked("rev-parse", "--git-dir"):
            raise InputError([Problem(path=REVISION, code=NO_GIT_REPOSITORY, facts={"root": str(root)})])
        if _cut_off(root, self.git):
            raise InputError([Problem(path=REVISION, code=SHALLOW_CLONE)])

    def commit(self, revision: str) -> tuple[str, str]:
        """Whole and short hash of a revision."""
        commit = self.asked("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not commit:
            facts = {"revision": ascii(revision)}
            raise InputError([Problem(path=REVISION, code=NO_SUCH_REVISION, facts=facts)])
        return commit, self.asked("rev-parse", "--short", commit)

    def asked(self, *words: str) -> str:
        """What it answers; empty where it refuses."""
        return self.bytes(*words).decode("utf-8", "replace").strip()

    def bytes(self, *words: str) -> bytes:
        """The same as it comes."""
        return _run(self.root, self.git, *words) or b""

    def uncommitted(self) -> tuple[str, ...]:
        """The files of the data that are otherwise than they were committed, by path."""
        return tuple(_uncommitted(self.root, self.git))

    def differing(self, commit: str) -> tuple[str, ...]:
        """The files below `results/` that are not as a commit has them, by path; new ones that no commit has too."""
        told = (
            self.bytes("diff", *_NAMES, commit, "--", "results"),
            self.bytes("ls-files", "--others", "-z", "--", "results"),  # what git ignores is read all the same
        )
        return tuple(sorted({path for one in told for path in one.decode("utf-8", "replace").split("\0") if path}))

    def brought(self, path: str, days: "Days") -> datetime.date | None:
        """The day of the commit that added a file last; None where none has it."""
        return days.of(self.asked("log", "-1", "--no-renames", "--diff-filter=A", _DATED, "HEAD", "--", path))

    def touched(self, path: str, days: "Days") -> datetime.date | None:
        """The day of the last commit that has something of a file; None where none has it as it is now."""
        if self.bytes("diff", *_NAMES, "HEAD", "--", path):
            return None
        return days.of(self.asked("log", "-1", _DATED, "HEAD", "--", path))

    def days_since(self, commit: str, time_zone: str) -> "Days":
        """The days of the commits since another one; none lies before a commit that it goes on from.

        Whoever commits says the day. A clock that is wrong, or a day that was chosen, takes a commit no further back
        than what it was made upon.
        """
        told = self.asked("log", "--boundary", "--topo-order", "--reverse", "--format=%m %H %ct %P", f"{commit}..HEAD")
        lines = [line.split() for line in told.splitlines() if line]
        days: dict[str, datetime.date] = {}
        for _, name, seconds, *parents in sorted(lines, key=lambda line: line[0] != BOUNDARY):
            own = _day_of(seconds, time_zone)
            days[name] = max([own, *(days[one] for one in parents if one in days)])
        return Days(time_zone=time_zone, known=days)

    def unpack(self, commit: str, folder: Path) -> None:
        """Write the plain files of the data, as the commit has them, into a folder.

        Trees and blobs are read as they are: an archive would leave out, and alter, what attributes tell it to.
        """
        files = list(self._files(commit))
        asked = "".join(f"{blob}\n" for _, blob in files).encode()
        answer = memoryview(_run(self.root, self.git, "cat-file", "--batch", told=asked) or b"")
        for path, _ in files:
            head = bytes(answer[:_LONGEST_HEAD]).partition(b"\n")[0]
            told = head.rpartition(b" blob ")[2]
            if not told.isdigit():  # a clone without all objects
                raise InputError([Problem(path=REVISION, code=SHALLOW_CLONE)])
            size = int(told)
            target = folder.joinpath(*path.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(answer[len(head) + 1 : len(head) + 1 + size])
            answer = answer[len(head) + 1 + size + 1 :]

    def _files(self, commit: str) -> Iterator[tuple[PurePosixPath, str]]:
        """The plain files of the data by their paths, each with its blob."""
        told = self.bytes("ls-tree", "-r", "-z", commit, "--", *(f"{name}/" for name in DATA))
        for entry in told.decode("utf-8", "surrogateescape").split("\0"):
            signs, _, name = entry.partition("\t")
            mode, blob = signs.partition(" ")[0], signs.rpartition(" ")[2]
            path = PurePosixPath(name)
            if mode in _PLAIN_FILES and not path.is_absolute() and ".." not in path.parts:
                yield path, blob


_LONGEST_HEAD: Final = 200
"""Bytes within which `cat-file` says what follows: a hash, a type and a size."""


CODES: Final = (
    NO_GIT_REPOSITORY,
    SHALLOW_CLONE,
    NO_SUCH_REVISION,
)
