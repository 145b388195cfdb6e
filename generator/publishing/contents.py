"""What is to be published, what came of it, and why nothing did."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from generator.model.own_theme import FooterItem, NavigationEntry
from generator.model.problem import Code, InputError, Problem
from generator.words.languages import Language

Report = Callable[[str, int, int], None]
"""Hears how far a stage is: its name (`pages`, `html`, `files`, `check`), what is done of it, and how much there is."""

ADDRESS_FORM: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*(/[0-9A-Za-z][0-9A-Za-z._-]*){0,9}")
LONGEST_ADDRESS: Final = 240
OURS: Final = ("404.html", "build.json", "robots.txt", "sitemap.xml", "assets", "sha256sums", "release.json")
"""What publishing itself puts into the site: no address may be one of these or lie below one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One text to be made: a page in Markdown, or a file that is published as it is."""

    address: str
    """Path below the pages (`windows/hall/w1.md`) or below the site (`data/scores.json`), with forward slashes."""
    digest: str
    """Of all that the text depends on, templates and code among it: equal digest, equal text."""
    render: Callable[[], str]
    """Makes the text; called only for a digest that is new. It is published small where the address ends with `.gz`."""
    listed: bool = True
    """Whether the list of addresses for search engines names the page."""


class Sum(NamedTuple):
    """A file of the release, for whoever has to know it again."""

    sha256: str
    size: int
    """In bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inventory:
    """A file that lists what is published: it is made at the end, for it tells the digests of the others."""

    address: str
    digest: str
    """As of a piece: of all that its text depends on besides what it is told of the other files."""
    holds: Callable[[str], bool]
    """Whether it tells of a file, by its address: a city has tens of thousands, and each is looked at for its size."""
    render: Callable[[Mapping[str, Sum]], str]
    """Makes the text, told of these files as far as they were made before it, by address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """A file that holds others, for whoever wants them all at once."""

    address: str
    holds: Callable[[str], bool]
    """Whether a file that was made before it is in it, by its address."""
    described: Inventory | None = None
    """A text that stands in it alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierRelease:
    """A release that was published before: a link of the chain."""

    as_of: str
    commit: str | None
    release: str
    """SHA-256 of its `release.json`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a release comes from: what its manifest says besides its sums."""

    tool: str = ""
    """Name and version of the program."""
    commit: str | None = None
    """The commit of the data; None: they are in no commit as they are."""
    chain: tuple[EarlierRelease, ...] = ()
    """What was published before, the newest first."""
    manifest: str = ""
    """The manifest of the newest of them: that of this release too, where it turns out to be the same."""


NO_ORIGIN: Final = Origin()
"""Of a site that is tried out."""


class FolderError(Exception):
    """A folder could not be made; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Folder:
    """A folder of the site that is made as a whole, as the search index is."""

    address: str
    digest: str
    """Of all that its files depend on besides the program: equal digest, equal files."""
    make: Callable[[Path, Path], None]
    """Fills the empty folder that it is given first. Called only for a new digest, in any process: it is pickled.

    The second is the folder as the earlier site has it, or a path where nothing is: files may be shared with it, and
    never written.

    May raise FolderError.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class Additions:
    """What a city adds to the frame of the product."""

    files: Mapping[str, str] = field(default_factory=dict)
    """By address in the site: the path of a file of the project, published as it is."""
    navigation: tuple[NavigationEntry, ...] = ()
    footer: tuple[tuple[FooterItem, ...], ...] = ()
    """Lines at the foot of every page."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """By name of a block of the frame: the template that takes its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InLanguage:
    """A site in one of its languages: whole in itself, in a folder of its own, but for what it shares with the others.

    Its pages, files and folders are among those of the contents, at addresses below its folder.
    """

    lang: Language
    folder: str
    """Where it stands below the root, ending in a slash; empty for the language that stands at the root."""
    title: str
    additions: Additions
    prefetch: Callable[[Sequence[str]], None] | None = None
    """As in `Contents`; addresses are told below the folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """All that a site consists of besides the frame that it has in common with every other."""

    title: str
    """The name of the site."""
    lang: Language = "zh"
    """Of the interface at the root."""
    others: Sequence[InLanguage] = ()
    """The further languages."""
    day: datetime.date
    """The day that the site speaks of."""
    folders: Sequence[Folder] = ()
    """Begun first, and made while the others are: pages and files are not asked for before."""
    pages: Iterable[Piece]
    files: Iterable[Piece] = ()
    last: Sequence[Inventory | Archive] = ()
    """Made after all others, in this order."""
    origin: Origin = NO_ORIGIN
    allowed_numbers: frozenset[str] = frozenset()
    """Telephone numbers and addresses that are printed on purpose, bare: see `judging.privacy`."""
    additions: Additions = field(default_factory=Additions)
    prefetch: Callable[[Sequence[str]], None] | None = None
    """Told the addresses of the pages that are about to be rendered, so that they can be made ready side by side."""

    @property
    def languages(self) -> tuple[InLanguage, ...]:
        """The site in each of its languages, that of the root first."""
        root = InLanguage(lang=self.lang, folder="", title=self.title, additions=self.additions, prefetch=self.prefetch)
        return (root, *self.others)

    def language_of(self, address: str) -> InLanguage:
        """The language in whose folder an address lies."""
        return next((one for one in self.others if address.startswith(one.folder)), self.languages[0])


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What a build did."""

    digest: str
    """Of the whole site: equal digest, equal bytes. Also in `site/build.json`."""
    pages: int
    """Pages of the site."""
    built: tuple[str, ...]
    """Addresses (`.md`) of the pages whose HTML was made anew, sorted."""
    removed: tuple[str, ...]
    """Addresses that the earlier site had and this one has not, sorted."""
    new: bool
    """The site was exchanged; False: the earlier one is the same to the byte and was left in place."""


class Refused(InputError):  # noqa: N818 - an outcome with reasons, not an error of the program
    """The data are right, and no site could be made of them all the same."""


PROCESS_DIED: Final = Code(
    slug="process-died",
    says="工作进程意外结束：{message}",
    mend="多半是内存不足；释放内存后重试。",
    wrong="ulimit -v 200000 && windowboard build",
    right="windowboard build",
)


def refusal(path: str, code: Code, **facts: str) -> Problem:
    """Describe what stands in the way; control characters of foreign messages do not reach a terminal."""
    clean = {name: "".join(c if c.isprintable() else " " for c in text) for name, text in facts.items()}
    return Problem(path=path, code=code, facts=clean)


UNUSABLE_ADDRESS: Final = Code(
    slug="unusable-address",
    says="页面地址不合规或重复",
    mend="修改机构、窗口或标准的编号。",
    wrong="windows/harbour/cash-1.html\nwindows/harbour/CASH-1.html",
    right="windows/harbour/cash-1.html\nwindows/harbour/cash-2.html",
)


def checked(contents: Contents) -> Contents:
    """The contents with all their pages and files at hand.

    Raises Refused (unusable-address) for an address that could leave its folder, hide in it, or collide with another.
    """
    contents = replace(contents, pages=tuple(contents.pages), files=tuple(contents.files))
    pages, outputs = contents.pages, list(_outputs(contents))
    sources = {piece.address for piece in pages}
    bad = [address for address in outputs if not _is_safe(address)]
    bad += [address for address in sources if PurePosixPath(address).suffix != ".md" or "README" in address]
    seen: set[str] = set()
    for address in outputs:
        key = address.casefold()
        bad += [address] if key in seen or key.partition("/")[0] in OURS else []
        seen.add(key)
    if bad:
        raise Refused(refusal(address, UNUSABLE_ADDRESS) for address in sorted(set(bad)))
    return contents


def _outputs(contents: Contents) -> Iterator[str]:
    """Where everything is to stand in the site."""
    yield from (html_address(piece.address) for piece in contents.pages)
    yield from (piece.address for piece in contents.files)
    yield from (folder.address for folder in contents.folders)
    yield from (one.address for one in contents.last)


def html_address(address: str) -> str:
    """Tell where the page of a Markdown file stands in the site."""
    return address.removesuffix(".md") + ".html"


def _is_safe(address: str) -> bool:
    return len(address) <= LONGEST_ADDRESS and ADDRESS_FORM.fullmatch(address) is not None


CODES: Final = (PROCESS_DIED, UNUSABLE_ADDRESS)
