"""A published release: its files, their sums, and the releases before it."""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from generator.verifying.published.figures import NOTHING, Difference, Json, Language, written

SUMS: Final = "SHA256SUMS"
MANIFEST: Final = "release.json"
SIGNATURE: Final = "SHA256SUMS.sig"
"""Of the sums, by a key of the city: it is made after them."""
INDEX: Final = "data/index.json"
IN_A_LANGUAGE: Final = re.compile(r'<span lang="[^"]*">((?:[^<]|<br>)*)</span>| lang="[^"]*"(?=>)')
"""A name that a page has in another language than its own."""
UNBROKEN: Final = re.compile(r"</?bdi>")
"""Around what a page never breaks at the end of a line; it says nothing."""
OF_THE_DATA: Final = "zh"
"""The language of the words in the data."""
STAMP: Final = "build.json"
WORDS: Final = "data/schema.json"
"""Says in each language what the data mean, and in a further one what it calls the bands."""
CALENDAR_FILE: Final = "data/calendar.json"
SCHEMA: Final = 2
SHA: Final = "SHA-256"
SMALL: Final = b"\x1f\x8b"
"""With this a file begins that is published small."""


NO_FOLDER: Final = "no-folder"
NO_SUMS: Final = "no-sums"
SITE_WITHIN: Final = "site-within"
OTHER_SCHEMA: Final = "other-schema"
NO_MANIFEST: Final = "no-manifest"


class NoReleaseError(Exception):
    """What was named is no release."""

    def __init__(self, reason: str, **facts: object) -> None:
        """`reason`: one of NO_RELEASE_SAYS."""
        super().__init__(reason)
        self.reason, self.facts = reason, facts

    def told(self, lang: Language) -> str:
        """The reason in a sentence."""
        return NO_RELEASE_SAYS[self.reason][lang].format(**self.facts)


NO_RELEASE_SAYS: Final[dict[str, dict[Language, str]]] = {
    NO_FOLDER: {
        "zh": "{path} 不是文件夹；请指明 site/ 那样的文件夹。",
        "en": "{path} is no folder; name one like site/.",
    },
    NO_SUMS: {
        "zh": "{path} 里没有 SHA256SUMS、release.json 和 data/index.json，不是公布的版本。",
        "en": "{path} has neither SHA256SUMS nor release.json nor data/index.json: it is no release.",
    },
    SITE_WITHIN: {
        "zh": "{path} 是城市的文件夹，不是公布的网站；请指明其中的 {path}/site。",
        "en": "{path} is the folder of a city, not its site; name {path}/site in it.",
    },
    OTHER_SCHEMA: {
        "zh": "data/index.json 的 schema 是 {schema}，本程序只认得 2；请用那个版本自带的 verify.py。",
        "en": "the schema of data/index.json is {schema}, and only 2 is known here; use the verify.py of that release.",
    },
    NO_MANIFEST: {
        "zh": "{path} 里没有可以读取的 release.json。",
        "en": "{path} has no release.json that can be read.",
    },
    "no-address": {
        "zh": "{address} 不是可以核对的地址；请写 https:// 开头、公布网站所在的地址，不带 ? 和 #。",
        "en": "{address} cannot be verified; name the address of the site, with https:// and without ? and #.",
    },
    "no-answer": {
        "zh": "{address} 没有给出文件：{why}。",
        "en": "{address} gives no file: {why}.",
    },
    "no-listing": {
        "zh": "{address} 第 {line} 行不是“摘要  路径”，或路径不在网站之内。",
        "en": "line {line} of {address} is no digest with a path, or the path leads out of the site.",
    },
    "too-much": {
        "zh": "{address} 的文件太多或太大，不再下载。",
        "en": "the files of {address} are too many or too large; nothing more is loaded.",
    },
}


class UnreadableError(Exception):
    """A file of a release cannot be read; its argument is the path."""


@dataclass
class Release:
    """The files of a folder."""

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    """SHA-256 of every file, by path."""
    below_root: str = ""
    """The folder of a further language, of which alone the files are, ending in a slash; else empty."""

    def unreadable(self, path: str) -> UnreadableError:
        """What is raised of a file."""
        return UnreadableError(self.below_root + path)

    def text(self, path: str) -> str:
        """The text of a file, of a page without what only keeps days on one line. Raises UnreadableError."""
        try:
            data = (self.folder / path).read_bytes()
            text = (gzip.decompress(data) if data.startswith(SMALL) else data).decode()
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise self.unreadable(path) from error
        return UNBROKEN.sub("", text) if path.endswith(".html") else text

    def page(self, path: str) -> str:
        """The text of a page, without what only says of which language a name is. Raises UnreadableError."""
        return IN_A_LANGUAGE.sub(lambda found: found[1] or "", self.text(path))

    def json(self, path: str) -> Json:
        """An object of a file. Raises UnreadableError."""
        try:
            found = json.loads(self.text(path))
        except (ValueError, RecursionError) as error:
            raise self.unreadable(path) from error
        if not isinstance(found, dict):
            raise self.unreadable(path)
        return found

    def language(self) -> str:
        """The language that its pages speak: of the first one the index tells."""
        return self.below_root.rstrip("/") or str((self.json(INDEX).get("languages") or [OF_THE_DATA])[0])

    def languages(self) -> "Iterator[Release]":
        """The same site in each of its further languages: each is whole in a folder of its own, as the index says."""
        for lang in self.json(INDEX).get("languages", ())[1:]:
            own = f"{lang}/"
            files = {path.removeprefix(own): self.digests[path] for path in self.below(own, "")}
            yield Release(self.folder / lang, files, own)

    def in_own_language(self, suffix: str) -> Iterator[str]:
        """The files of the language itself, without those in the folders of further ones, in order."""
        others = tuple(one.below_root for one in self.languages()) if not self.below_root else ()
        yield from (path for path in self.below("", suffix) if not path.startswith(others))

    def below(self, folder: str, suffix: str) -> Iterator[str]:
        """The files below a folder, in order."""
        yield from (path for path in sorted(self.digests) if path.startswith(folder) and path.endswith(suffix))


def open_release(folder: Path) -> Release:
    """Take up a folder, and digest its files. Raises NoReleaseError."""
    if not folder.is_dir():
        raise NoReleaseError(NO_FOLDER, path=folder)
    if not any((folder / name).is_file() for name in (SUMS, MANIFEST, INDEX)):
        raise NoReleaseError(NO_SUMS, path=folder)
    if not (folder / INDEX).is_file() and (folder / "site" / INDEX).is_file():
        raise NoReleaseError(SITE_WITHIN, path=folder)
    release = Release(folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            release.digests[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    if INDEX in release.digests:
        try:
            schema = release.json(INDEX).get("schema")
        except UnreadableError:
            return release
        if schema != SCHEMA:
            raise NoReleaseError(OTHER_SCHEMA, schema=schema)
    return release


def sum_differences(release: Release) -> Iterator[Difference]:
    """Where files are not what the sums, the index and the manifest say."""
    told = dict(_told_sums(release))
    for path in sorted({*told, *release.digests} - {SUMS, MANIFEST, SIGNATURE}):
        if told.get(path) != release.digests.get(path):
            yield _otherwise(path, SHA, told.get(path), release.digests.get(path))
    if SUMS not in release.digests or MANIFEST not in release.digests:
        for path in {SUMS, MANIFEST} - release.digests.keys():
            yield _otherwise(path, SHA, SHA, None)
        return
    manifest, index = release.json(MANIFEST), release.json(INDEX)
    if manifest.get("sums") != release.digests[SUMS]:
        yield _otherwise(MANIFEST, "sums", manifest.get("sums"), release.digests[SUMS])
    for name in ("as_of", "commit", "tool"):
        if manifest.get(name) != index.get(name):
            yield _otherwise(INDEX, name, index.get(name), manifest.get(name))
    if release.json(STAMP).get("day") != index.get("as_of"):
        yield _otherwise(STAMP, "day", release.json(STAMP).get("day"), index.get("as_of"))
    yield from _index_differences(release, index)


def _told_sums(release: Release) -> Iterator[tuple[str, str]]:
    for line in release.text(SUMS).splitlines() if SUMS in release.digests else ():
        digest, _, path = line.partition("  ")
        yield path, digest


def _index_differences(release: Release, index: Json) -> Iterator[Difference]:
    own = [path for path in release.below("data/", "") if not path.endswith(".html") and path != INDEX]
    if index.get("files") != own:
        yield _otherwise(
            INDEX, "files", sorted({*index.get("files", ())} - {*own}), sorted({*own} - {*index.get("files", ())})
        )
    told = {one["address"]: one["sha256"] for one in index.get("digests", ())}
    for path in own:
        if told.get(path) != release.digests[path]:
            yield _otherwise(INDEX, path, told.get(path), release.digests[path])


def chain_differences(release: Release, before: Path) -> Iterator[Difference]:
    """Whether an earlier release, or its manifest, is in the chain of this one as it was kept."""
    try:
        text = (before / MANIFEST if before.is_dir() else before).read_bytes()
        earlier: Json = json.loads(text)
        links = [hashlib.sha256(text).hexdigest(), *(one["release"] for one in earlier["before"])]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoReleaseError(NO_MANIFEST, path=before) from error
    own = [release.digests.get(MANIFEST, ""), *(one["release"] for one in release.json(MANIFEST).get("before", ()))]
    if own[-len(links) :] != links:
        yield _otherwise(MANIFEST, "before", own[1:], links)


def _otherwise(file: str, what: str, published: object, own: object) -> Difference:
    return Difference(file=file, what=what, published=written(published), own=written(own) if own else NOTHING)
