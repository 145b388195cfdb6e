"""The next site beside the present one, and the change from one to the other.

What has not changed is in both under the same inode, and the folder that was the site before is the next one again, so
that only what changed is linked and unlinked. And so nothing in a release is ever opened for writing: new files are
created, and creating fails where a name is taken.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from generator.model.problem import Code
from generator.publishing.contents import Refused, refusal
from generator.publishing.writing import share
from generator.words.languages import TAGS

AT_FDCWD: Final = -100
RENAME_EXCHANGE: Final = 2
NOT_HERE: Final = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}
STAMP: Final = "build.json"
"""The file by which a site is known to be ours."""
ASIDE: Final = "previous"
"""Where the earlier site waits below `build` while the new one is put into its place."""
TURN: Final = "turn"
"""Where the site before the present one waits below `build`: two folders take turns."""


ANOTHER_BUILD_RUNS: Final = Code(
    slug="another-build-runs",
    says="另一个构建正在进行",
    mend="等它结束再试。",
    wrong="windowboard build & windowboard build",
    right="windowboard build && windowboard build",
)


FOLDER_IS_A_LINK: Final = Code(
    slug="folder-is-a-link",
    says="是链接；构建要在这里写入和删除文件，不会动链接所指的地方",
    mend="删去链接；要放在别处，就把整个项目放过去。",
    wrong="build -> /srv/share",
    right="build/",
)
WORKED_IN: Final = (
    "",
    "/pages",
    *(f"/{lang}" for lang in TAGS),
    "/work",
    "/previous",
    "/turn",
    "/lock",
    "/memory.db",
    "/pages.json",
    "/published.json",
)
"""What a build writes, empties or renames, below `build`."""


def refuse_links(root: Path) -> None:
    """Refuse to work through links: what they lead to is somebody else's. Raises Refused (folder-is-a-link)."""
    links = [f"build{path}" for path in WORKED_IN if (root / f"build{path}").is_symlink()]
    if links:
        raise Refused(refusal(path, FOLDER_IS_A_LINK) for path in links)


@contextmanager
def locked(build: Path) -> Iterator[None]:
    """Hold the project for one build; raise Refused (another-build-runs) while another has it.

    A killed build lets go by itself.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / "lock").open("a") as file:
        try:
            # A lock of this kind is not handed down to workers: one that outlives a killed build holds nobody up.
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused([refusal("build/lock", ANOTHER_BUILD_RUNS)]) from error
        yield


SITE_NOT_OURS: Final = Code(
    slug="site-not-ours",
    says="site/ 里的文件不是本程序生成的，不会覆盖",
    mend="确认不需要后移走或删去 site/，再构建。",
    wrong="site/holiday-photos.zip",
    right="photos/holiday-photos.zip",
)


def prepare(build: Path, site: Path) -> Path:
    """Mend what a killed build left, and return an empty folder to work in; refuse a foreign `site` (site-not-ours).

    The folder has a name of its own: a worker that outlives a killed build writes into the folder of that build.
    """
    aside = build / ASIDE
    if not site.exists() and (aside / STAMP).is_file():
        aside.rename(site)
    for leftover in (aside, build / "work"):
        shutil.rmtree(leftover, ignore_errors=True)
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise Refused([refusal("site", SITE_NOT_OURS)])
    if site.is_dir() and not (site / STAMP).is_file() and any(site.iterdir()):
        raise Refused([refusal("site", SITE_NOT_OURS)])
    (build / "work").mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(dir=build / "work"))


class Release:
    """The site to be, which begins as the one before the present site where that was left: most of it is right already.

    A file of it that is the present site's own, by its inode, is left where it is. Everything else that it began with
    is gone before anything is made in its place, so that nothing stale can stand for what was not made.
    """

    def __init__(self, folder: Path, turn: Path) -> None:
        """Make `folder` of what lies at `turn`, or empty."""
        self.folder = folder
        there = _inodes(turn)
        if there is None:
            shutil.rmtree(turn, ignore_errors=True)
            folder.mkdir()
        else:
            turn.rename(folder)
        self._left: dict[str, tuple[int, int]] = there or {}
        """What it began with and was not kept yet: inodes by path."""

    def keep(self, site: Path, paths: Iterable[str]) -> set[str]:
        """Take files of the present site; return those that the present site turned out not to have."""
        missing: set[str] = set()
        made: set[str] = set()
        for path in paths:
            inode = self._left.pop(path, None)
            if inode is not None:
                if _inode_of(f"{site}/{path}") == inode:
                    continue
                (self.folder / path).unlink()
            parent = path.rpartition("/")[0]
            if parent not in made:
                (self.folder / parent).mkdir(parents=True, exist_ok=True)
                made.add(parent)
            try:
                share(site / path, self.folder / path)
            except FileNotFoundError:
                missing.add(path)
        return missing

    def fresh(self, address: str) -> Path:
        """An empty folder at an address."""
        place = self.folder / address
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        self._left = {path: inode for path, inode in self._left.items() if not path.startswith(f"{address}/")}
        return place

    def clear(self) -> None:
        """Delete what it began with and was not kept."""
        for path in self._left:
            place = self.folder / path
            place.unlink()
            with suppress(OSError):  # up to the first folder in which something is left
                for parent in place.parents[: path.count("/")]:
                    parent.rmdir()
        self._left = {}


def _inodes(folder: Path) -> dict[str, tuple[int, int]] | None:
    """Device and inode of every file of a folder; None where there is none, or where it holds anything but files."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [("", folder)]
    try:
        if folder.is_symlink():
            return None
        while waiting:
            above, place = waiting.pop()
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_symlink():  # what is written through it is somebody else's
                        return None
                    if entry.is_dir():
                        waiting.append((f"{above}{entry.name}/", place / entry.name))
                    else:
                        told = entry.stat(follow_symlinks=False)
                        found[above + entry.name] = (told.st_dev, told.st_ino)
    except OSError:
        return None
    return found


def _inode_of(path: str) -> tuple[int, int] | None:
    try:
        told = os.lstat(path)
    except OSError:
        return None
    return told.st_dev, told.st_ino


def put(release: Path, path: str, data: bytes) -> None:
    """Create a file of the release."""
    target = release / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)


EXCHANGE_FAILED: Final = Code(
    slug="exchange-failed",
    says="新站点无法换上：{message}",
    mend="检查磁盘空间和权限后重试。",
    wrong="chmod a-w . && windowboard build",
    right="chmod u+w . && windowboard build",
)


def swap(release: Path, site: Path, build: Path) -> None:
    """Make the release the site; the earlier one stands whole until then. Raises Refused (exchange-failed).

    Without a way to exchange them the earlier site waits aside between two renames; `prepare` would bring it back.
    After that it waits for its turn: the next release begins with it.
    """
    aside = build / ASIDE
    try:
        if not site.exists():
            release.rename(site)
            return
        if exchange(release, site):
            aside = release
        else:
            site.rename(aside)
            release.rename(site)
    except OSError as error:
        raise Refused([refusal("site", EXCHANGE_FAILED, message=error.strerror or "")]) from error
    wait(aside, build)


def wait(release: Path, build: Path) -> None:
    """Put a folder that is no site, or is none any more, where the next release begins with it."""
    shutil.rmtree(build / TURN, ignore_errors=True)
    try:
        release.rename(build / TURN)
    except OSError:  # the next one begins empty
        shutil.rmtree(release, ignore_errors=True)


def settle(folder: Path) -> None:
    """Have the disk hold all that was written on the file system of a folder: a power cut leaves it whole from then on.

    In one call for all files, where the system knows such; raises OSError where something could not be written.
    """
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    with _handle(folder) as handle:
        if syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))


def settle_names(folder: Path) -> None:
    """Have the disk hold which files and folders a folder has."""
    with _handle(folder) as handle:
        os.fsync(handle)


@contextmanager
def _handle(folder: Path) -> Iterator[int]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in NOT_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


CODES: Final = (
    ANOTHER_BUILD_RUNS,
    FOLDER_IS_A_LINK,
    SITE_NOT_OURS,
    EXCHANGE_FAILED,
)
