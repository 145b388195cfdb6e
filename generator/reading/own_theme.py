"""The `theme/` of a city: what it adds to the theme of the product.

    theme/logo.svg              beside the name of the site; theme/mark.png: the picture of its official mark
    theme/colours.css           read after the style sheets of the product
    theme/pages/<page>.md       a page of its own
    theme/pages/files/<file>    pictures and files that these lead to
    theme/blocks/<block>.html   a block of the frame; `{{ super() }}` in it is what the product has there

A `theme/` that is the product's own, or a copy of it, adds nothing.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.model.own_theme import BLOCKS, OwnPage, OwnPageHead, OwnTheme
from generator.model.problem import Problem
from generator.model.scalars import SLUG_FORM
from generator.product import FRAME
from generator.reading.marks import Fault
from generator.reading.record import decoded, read_record
from generator.reading.tree import read_bytes

FOLDER: Final = "theme"
LOGO: Final = "assets/own/logo.svg"
MARK: Final = "assets/own/mark.png"
COLOURS: Final = "assets/own/colours.css"
"""Addresses in the site."""
_AT_TOP: Final = {"logo.svg": LOGO, "mark.png": MARK, "colours.css": COLOURS}
_KINDS: Final = frozenset(
    [".csv", ".docx", ".gif", ".jpeg", ".jpg", ".ods", ".odt", ".pdf", ".png", ".svg", ".txt", ".webp", ".xlsx", ".zip"]
)
"""Suffixes of files beside pages: none of them is run or is a page itself."""
_FILE_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,100}")
_HEAD: Final = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_ACTIVE: Final = re.compile(
    rb"<\s*script|\son\w+\s*=|javascript:|<\s*foreignObject|(?:href|src)\s*=\s*[\"']\s*(?:https?:)?//", re.IGNORECASE
)


def read_own_theme(root: Path) -> OwnTheme | tuple[Problem, ...]:
    """What the `theme/` of a project adds, or everything that is wrong with it."""
    if not (root / FOLDER).is_dir() or (root / FOLDER / FRAME.name).exists():
        return OwnTheme()
    reading = _Reading(root)
    reading.top()
    if reading.problems:
        return tuple(sorted(reading.problems, key=lambda one: (one.path, one.line, one.column)))
    return OwnTheme(files=reading.files, pages=tuple(reading.pages), blocks=reading.blocks)


class _Reading:
    """One walk over the folder: what was found so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, str] = {}
        self.pages: list[OwnPage] = []
        self.blocks: dict[str, str] = {}
        self.problems: list[Problem] = []

    def top(self) -> None:
        """The folder itself."""
        for entry, path in self.entries(FOLDER):
            folder = entry.is_dir(follow_symlinks=False)
            if folder and entry.name == "pages":
                self.page_folder(path)
            elif folder and entry.name == "blocks":
                self.block_folder(path)
            elif not folder and entry.name in _AT_TOP:
                self.file(path, _AT_TOP[entry.name])
            else:
                self.wrong(path, "no-place-in-theme", name=entry.name)

    def page_folder(self, folder: str) -> None:
        for entry, path in self.entries(folder):
            stem, dot, suffix = entry.name.rpartition(".")
            if entry.is_dir(follow_symlinks=False) and entry.name == "files":
                for each, below in self.entries(path):
                    if Path(each.name).suffix.lower() in _KINDS and _FILE_NAME.fullmatch(each.name):
                        self.file(below, f"pages/files/{each.name}")
                    else:
                        self.wrong(below, "not-a-file-beside-pages", name=each.name, known=" ".join(sorted(_KINDS)))
            elif entry.is_dir(follow_symlinks=False) or dot + suffix != ".md":
                self.wrong(path, "no-place-in-theme", name=entry.name)
            elif not re.fullmatch(SLUG_FORM, stem):
                self.wrong(path, "malformed-file-name", name=stem)
            else:
                self.page(path, stem)

    def page(self, path: str, name: str) -> None:
        text = self.text(path)
        if text is None:
            return
        found = _HEAD.match(text)
        if not found:
            self.wrong(path, "no-head-of-page")
            return
        head = read_record(("\n" + found[1]).encode(), path, OwnPageHead)  # its lines are counted from the first ---
        if isinstance(head, tuple):
            self.problems += head
        else:
            self.pages.append(OwnPage(name=name, head=head, body=text[found.end() :]))

    def block_folder(self, folder: str) -> None:
        for entry, path in self.entries(folder):
            name = entry.name.removesuffix(".html")
            if not entry.is_file(follow_symlinks=False) or name == entry.name or name not in BLOCKS:
                self.wrong(path, "no-such-block", name=entry.name, known=", ".join(f"{one}.html" for one in BLOCKS))
            elif (text := self.text(path)) is not None:
                self.blocks[name] = text

    def text(self, path: str) -> str | None:
        """The text of a file; None where there is a problem with it."""
        data = read_bytes(self.root, path)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        text = decoded(data)
        if isinstance(text, Fault):
            mark = text.mark
            self.problems.append(
                Problem(path=path, code=text.code, facts=text.facts, line=mark.line, column=mark.column)
            )
            return None
        return text

    def file(self, path: str, address: str) -> None:
        """Take a file for the site as it is."""
        data = read_bytes(self.root, path)
        if isinstance(data, Problem):
            self.problems.append(data)
        elif path.endswith(".svg") and (found := _ACTIVE.search(data)):
            self.wrong(path, "picture-with-a-script", found=found[0].decode("utf-8", "replace").strip())
        else:
            self.files[address] = path

    def entries(self, folder: str) -> Iterator[tuple[os.DirEntry[str], str]]:
        """The entries of a folder by name, hidden ones and README.md left out, each with its path."""
        if (self.root / folder).is_symlink():
            self.wrong(folder, "not-a-plain-file")
            return
        with os.scandir(self.root / folder) as found:
            seen = [entry for entry in found if not entry.name.startswith(".") and entry.name != "README.md"]
        for entry in sorted(seen, key=lambda each: each.name):
            yield entry, f"{folder}/{entry.name}"

    def wrong(self, path: str, code: str, **facts: str) -> None:
        """Note a problem of a whole file: it is said of its beginning."""
        self.problems.append(Problem(path=path, code=code, facts=facts, line=1, column=1))
