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
from generator.model.problem import Code, Problem
from generator.model.scalars import SLUG_FORM
from generator.product import FRAME
from generator.reading.marks import Fault
from generator.reading.record import decoded, read_record
from generator.reading.tree import MALFORMED_FILE_NAME, NOT_A_PLAIN_FILE, read_bytes

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


NO_PLACE_IN_THEME: Final = Code(
    slug="no-place-in-theme",
    says="theme/ 里没有“{name}”的位置",
    mend="可以放的有：logo.svg、mark.png、colours.css、pages/*.md、pages/files/*、blocks/*.html；改名、移动或删除它。",
    wrong="theme/colors.css",
    right="theme/colours.css",
)
NOT_A_FILE_BESIDE_PAGES: Final = Code(
    slug="not-a-file-beside-pages",
    says="“{name}”不能放在网页旁边：文件名只用字母、数字、点、短横和下划线，类型限于 {known}",
    mend="改名，或另存为这些类型之一。",
    wrong="theme/pages/files/plan.exe",
    right="theme/pages/files/plan.pdf",
)
NO_HEAD_OF_PAGE: Final = Code(
    slug="no-head-of-page",
    says="网页开头没有夹在两行 --- 之间的说明",
    mend="在最前面写：一行 ---，一行 title: 标题，一行 ---，然后是正文。",
    wrong="theme/pages/about.md\n  本大厅位于码头路 1 号。",
    right="theme/pages/about.md\n  ---\n  title: 关于本厅\n  ---\n  本大厅位于码头路 1 号。",
)
NO_SUCH_BLOCK: Final = Code(
    slug="no-such-block",
    says="网页框架里没有叫“{name}”的块；有：{known}",
    mend="文件名就是块的名字；只写要改的那一块。",
    wrong="theme/blocks/anounce.html",
    right="theme/blocks/announce.html",
)
PICTURE_WITH_A_SCRIPT: Final = Code(
    slug="picture-with-a-script",
    says="图片里有会运行或会向别处请求的内容：{found}",
    mend="用绘图软件另存为“普通 SVG”，去掉脚本和外部链接。",
    wrong='theme/logo.svg\n  <svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    right='theme/logo.svg\n  <svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>',
)


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
                self.wrong(path, NO_PLACE_IN_THEME, name=entry.name)

    def page_folder(self, folder: str) -> None:
        for entry, path in self.entries(folder):
            stem, dot, suffix = entry.name.rpartition(".")
            if entry.is_dir(follow_symlinks=False) and entry.name == "files":
                for each, below in self.entries(path):
                    if Path(each.name).suffix.lower() in _KINDS and _FILE_NAME.fullmatch(each.name):
                        self.file(below, f"pages/files/{each.name}")
                    else:
                        self.wrong(below, NOT_A_FILE_BESIDE_PAGES, name=each.name, known=" ".join(sorted(_KINDS)))
            elif entry.is_dir(follow_symlinks=False) or dot + suffix != ".md":
                self.wrong(path, NO_PLACE_IN_THEME, name=entry.name)
            elif not re.fullmatch(SLUG_FORM, stem):
                self.wrong(path, MALFORMED_FILE_NAME, name=stem)
            else:
                self.page(path, stem)

    def page(self, path: str, name: str) -> None:
        text = self.text(path)
        if text is None:
            return
        found = _HEAD.match(text)
        if not found:
            self.wrong(path, NO_HEAD_OF_PAGE)
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
                self.wrong(path, NO_SUCH_BLOCK, name=entry.name, known=", ".join(f"{one}.html" for one in BLOCKS))
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
            self.wrong(path, PICTURE_WITH_A_SCRIPT, found=found[0].decode("utf-8", "replace").strip())
        else:
            self.files[address] = path

    def entries(self, folder: str) -> Iterator[tuple[os.DirEntry[str], str]]:
        """The entries of a folder by name, hidden ones and README.md left out, each with its path."""
        if (self.root / folder).is_symlink():
            self.wrong(folder, NOT_A_PLAIN_FILE)
            return
        with os.scandir(self.root / folder) as found:
            seen = [entry for entry in found if not entry.name.startswith(".") and entry.name != "README.md"]
        for entry in sorted(seen, key=lambda each: each.name):
            yield entry, f"{folder}/{entry.name}"

    def wrong(self, path: str, code: Code, **facts: str) -> None:
        """Note a problem of a whole file: it is said of its beginning."""
        self.problems.append(Problem(path=path, code=code, facts=facts, line=1, column=1))


CODES: Final = (
    NO_PLACE_IN_THEME,
    NOT_A_FILE_BESIDE_PAGES,
    NO_HEAD_OF_PAGE,
    NO_SUCH_BLOCK,
    PICTURE_WITH_A_SCRIPT,
)
