"""The git repository that a project lies in: days, commits, and the data as a revision has them."""

import datetime
import io
import shutil
import subprocess
import tarfile
from pathlib import Path, PurePosixPath
from typing import Final
from zoneinfo import ZoneInfo

from generator.model.problem import Code, InputError, Problem

DATA = ("standards", "results")

HASH_SHOWN = 8
"""Signs of a commit's hash that are published: too few to pass for a phone number, and everywhere as many, where git
itself takes as many as it needs."""


def committed_day_of_head(root: Path, time_zone: str) -> datetime.date | None:
    """Day of the newest commit that touches the data; None outside a repository or where the data was edited since."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None
    if _asked(root, git, "status", "--porcelain", "--", *DATA):
        return None
    return committed_day(root, "HEAD", time_zone)


def committed_day(root: Path, revision: str, time_zone: str) -> datetime.date | None:
    """Day of the newest commit of a revision that touches the data; None where none does."""
    git = shutil.which("git")
    seconds = git and _asked(root, git, "log", "-1", "--format=%ct", revision, "--", *DATA)
    return datetime.datetime.fromtimestamp(int(seconds), tz=ZoneInfo(time_zone)).date() if seconds else None


def commits_of_cases(root: Path) -> dict[str, str]:
    """In which commit each file of a case was added last, by path; nothing outside a repository or of a part of one."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
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


def _asked(root: Path, *command: str) -> str:
    asked = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    return asked.stdout.strip()


REVISION: Final = "--against"
"""Stands where problems of a revision have no file."""

NO_GIT_REPOSITORY: Final = Code(
    slug="no-git-repository",
    says="{root} 不在 git 仓库里，--against 无从对照",
    mend="在仓库里构建；没有可对照的版本时不带 --against。",
    wrong="windowboard build --against HEAD",
    right="windowboard build",
)
NO_SUCH_REVISION: Final = Code(
    slug="no-such-revision",
    says="仓库里没有版本 {revision}；浅克隆要先取全历史",
    mend="写一个已有的提交、标签或分支。",
    wrong="windowboard build --against HEAD~9999",
    right="windowboard build --against HEAD~1",
)


class Git:
    """Asks the repository that a project lies in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git = shutil.which("git") or ""
        if not self.git or not self.asked("rev-parse", "--git-dir"):
            raise InputError([Problem(path=REVISION, code=NO_GIT_REPOSITORY, facts={"root": str(root)})])

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
        command = [self.git, *words]
        asked = subprocess.run(command, cwd=self.root, capture_output=True, check=False)  # noqa: S603  # our own words
        return b"" if asked.returncode else asked.stdout

    def unpack(self, commit: str, folder: Path) -> None:
        """Write the plain files of the data, as the commit has them, into a folder."""
        there = [name for name in DATA if self.asked("rev-parse", "--verify", "--quiet", f"{commit}:./{name}")]
        packed = io.BytesIO(self.bytes("archive", "--format=tar", commit, "--", *there))
        with tarfile.open(fileobj=packed) as files:
            for member in files:
                path = PurePosixPath(member.name)
                content = files.extractfile(member) if member.isfile() else None
                if content is None or path.is_absolute() or ".." in path.parts:
                    continue
                target = folder.joinpath(*path.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())


CODES: Final = (
    NO_GIT_REPOSITORY,
    NO_SUCH_REVISION,
)
