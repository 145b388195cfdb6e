"""Texts into files: only what changed, whole files only, and nothing outside the folder.

Beside the pages lies a record of what each was made of, so that an unchanged page is not even rendered. The record
never claims more than is true: before a page is written its entry is taken out; a killed build costs a rendering. A
page that somebody has altered since is made again.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.publishing.contents import Contents, InLanguage, Piece, Report
from generator.publishing.lean import lean
from generator.publishing.signs import SETTLED, Signs, signs_of
from generator.words.languages import TAGS, Language
from generator.words.scripts import published_script

Entry = tuple[str, str, Signs | None]
"""Digest of the ingredients, digest of the text, signs of the file; None: only its bytes can tell."""

Record = dict[str, Entry]
"""By address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What came of the pages."""

    texts: Mapping[str, str]
    """By address, sorted: the digest of the text."""
    changed: tuple[str, ...]
    """Addresses whose file was written, sorted."""
    removed: tuple[str, ...]
    """Paths whose file was deleted, sorted."""


def write_pages(  # noqa: PLR0913  # what, from where and where to
    build: Path, contents: Contents, told: InLanguage, assets: Path, report: Report, *, verify: bool = False
) -> Written:
    """Make `build/pages` hold exactly the pages of the contents in a language; addresses are told below its folder.

    In `assets/windowboard` there it holds a copy of the folder `assets`. `pages.json` beside it keeps what the pages
    were made of. `verify`: a page is known by its bytes only.
    """
    begun = time.time_ns()
    folder, record = build / "pages", build / "pages.json"
    wanted = _pages_in(contents, told)
    pictures = {
        f"assets/windowboard/{path}": published_asset(assets / path, told.lang) for path in regular_files(assets)
    }
    present, removed = _clear(folder, wanted.keys() | pictures.keys())
    for address, data in pictures.items():
        write_if_new(folder / address, data)
    beside: Record = {address: ("", hashlib.sha256(data).hexdigest(), None) for address, data in pictures.items()}
    same = {address: piece for address, piece in wanted.items() if address in present}
    known = dict(_known(folder, same, _read(record), begun, verify=verify))
    if len(known) < len(wanted):
        _write(record, known)
        if told.prefetch:
            told.prefetch([address for address in wanted if address not in known])
    changed = []
    for done, (address, piece) in enumerate(wanted.items()):
        if address not in known:
            data = piece.render().encode()
            known[address] = (piece.digest, hashlib.sha256(data).hexdigest(), None)
            if write_if_new(folder / address, data):
                changed.append(address)
        report("pages", done + 1, len(wanted))
    _write(record, known | beside)
    return Written(
        texts={address: known[address][1] for address in wanted}, changed=tuple(changed), removed=tuple(sorted(removed))
    )


def pages_left(build: Path) -> bool:
    """Whether the pages of a language are as they were left, and in their folder is nothing else.

    What could be told by its bytes only is noted, so that the next look need not open it.
    """
    folder, record, begun = build / "pages", build / "pages.json", time.time_ns()
    left = _read(record)
    if not left or left.keys() != set(regular_files(folder)):
        return False
    now = {address: one for address, entry in left.items() for one in _as_left(f"{folder}/{address}", entry, begun)}
    if now.keys() != left.keys():
        return False
    if now != left:
        _write(record, now)
    return True


def _pages_in(contents: Contents, told: InLanguage) -> dict[str, Piece]:
    """The pages in a language by their addresses below its folder, in order."""
    own = (piece for piece in contents.pages if contents.language_of(piece.address).folder == told.folder)
    placed = {piece.address.removeprefix(told.folder): piece for piece in own}
    return dict(sorted(placed.items()))


def _known(
    folder: Path, present: Mapping[str, Piece], left: Record, begun: int, *, verify: bool
) -> Iterator[tuple[str, Entry]]:
    """Of the pages whose files are there, those that were made of the same and are as they were left."""
    for address, (made_of, text, signs) in left.items():
        if address in present and present[address].digest == made_of:
            entry = (made_of, text, None if verify else signs)
            yield from ((address, one) for one in _as_left(f"{folder}/{address}", entry, begun))


def forget_languages(build: Path, kept: Collection[Language]) -> None:
    """Delete the pages of languages in which the site is not told any more."""
    for lang in set(TAGS) - set(kept):
        if not (build / lang).is_symlink():
            shutil.rmtree(build / lang, ignore_errors=True)


def published_asset(path: Path, lang: Language) -> bytes:
    """A picture as it is, a script with its words in a language; neither it nor a style sheet with its comments."""
    data = path.read_bytes()
    match path.suffix:
        case ".js":
            return lean(published_script(data.decode(), lang)).encode()
        case ".css":
            return lean(data.decode()).encode()
        case _:
            return data


def replace(path: Path, data: bytes) -> None:
    """Write a whole file or none: a reader, or another name of the same file, never sees half of it."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with part.open("xb") as file:
        file.write(data)
    part.replace(path)


def share(source: Path, target: Path) -> None:
    """Give a file a second name; a copy where the file system knows none. Raises FileNotFoundError without a source."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        shutil.copyfile(source, target, follow_symlinks=False)


def regular_files(folder: Path) -> Iterator[str]:
    """List the regular files below a folder, relative, with forward slashes, in order; links are passed over."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                yield from (f"{entry.name}/{below}" for below in regular_files(folder / entry.name))
            elif entry.is_file(follow_symlinks=False):
                yield entry.name


def _clear(folder: Path, wanted: set[str]) -> tuple[set[str], list[str]]:
    """Delete what is not wanted, links before all: MkDocs would follow them. Return what is present and what went."""
    folder.mkdir(parents=True, exist_ok=True)
    present: set[str] = set()
    removed: list[str] = []
    for top, folders, files in os.walk(folder, topdown=False):
        prefix = os.path.relpath(top, folder).replace(os.sep, "/") + "/"
        for name in [*files, *(name for name in folders if (Path(top) / name).is_symlink())]:
            address = (prefix + name).removeprefix("./")
            path = Path(top) / name
            if address in wanted and not path.is_symlink():
                present.add(address)
            else:
                path.unlink()
                removed.append(address)
        if top != str(folder) and not os.listdir(top):  # noqa: PTH208 - the paths of os.walk are strings
            Path(top).rmdir()
    return present, removed


def write_if_new(path: Path, data: bytes) -> bool:
    """Write a file whose bytes are others, with the folders that it needs; whether it was written."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, data)
    return True


def _as_left(path: str, entry: Entry, begun: int) -> Iterator[Entry]:
    """The entry of a page that holds the text it was left with, with the signs of its file; else nothing."""
    made_of, text, before = entry
    signs = signs_of(path)
    if signs is not None and (signs == before or hashlib.sha256(Path(path).read_bytes()).hexdigest() == text):
        yield made_of, text, signs if signs[1] + SETTLED <= begun else None


def _read(record: Path) -> Record:
    try:
        return {
            address: (made_of, text, (*signs,) if signs else None)
            for address, (made_of, text, signs) in json.loads(record.read_bytes()).items()
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # no record that can be read: everything is made anew


def _write(record: Path, known: Record) -> None:
    replace(record, json.dumps(known, separators=(",", ":"), sort_keys=True).encode())
