"""What describes and what holds all files of data: each says of them what they are."""

import hashlib
import json
from collections.abc import Iterator
from typing import Final
from zipfile import BadZipFile, ZipFile

from generator.verifying.published.figures import Difference, Json, written
from generator.verifying.published.release import INDEX, Release, UnreadableError

PACKAGE: Final = "data/datapackage.json"
ARCHIVE: Final = "data/everything.zip"
VERIFIER: Final = "data/verify.py"
GZ: Final = ".gz"


def package_differences(release: Release) -> Iterator[Difference]:
    """Where the description or the archive says otherwise than the files that they are about."""
    own = {path for path in release.below("data/", "") if not path.endswith(".html")} - {INDEX, ARCHIVE}
    told = {f"data/{one['path']}": one for one in release.json(PACKAGE)["resources"]}
    for path in sorted(told.keys() ^ (own - {PACKAGE, VERIFIER})):
        yield _otherwise_told(PACKAGE, path, path if path in told else None, path if path in own else None)
    for path in sorted(told.keys() & own):
        size, digest = (release.folder / path).stat().st_size, f"sha256:{release.digests[path]}"
        if told[path]["hash"] != digest:
            yield _otherwise_told(PACKAGE, path, told[path]["hash"], digest)
        if told[path]["bytes"] != size:
            yield _otherwise_told(PACKAGE, f"{path} bytes", told[path]["bytes"], size)
    yield from _archive_differences(release, own - {PACKAGE})


def _archive_differences(release: Release, own: set[str]) -> Iterator[Difference]:
    """Where the archive holds other files; those that are published small are large again in it."""
    files = {path.removesuffix(GZ): path for path in own}
    try:
        with ZipFile(release.folder / ARCHIVE) as archive:
            held = {one.filename for one in archive.infolist()}
            for name in sorted(held ^ {*files, PACKAGE}):
                yield _otherwise_told(ARCHIVE, name, name if name in held else None, name if name in files else None)
            for name in sorted(held & files.keys()):
                mine, wanted = archive.read(name), release.text(files[name]).encode()
                if mine != wanted:
                    yield _otherwise_told(ARCHIVE, name, _digest(mine), _digest(wanted))
            described = json.loads(archive.read(PACKAGE)) if PACKAGE in held else None
    except (OSError, BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableError(ARCHIVE) from error
    wanted_package = release.json(PACKAGE)
    wanted_package["resources"] = [_large_again(one) for one in wanted_package["resources"]]
    if described != wanted_package:
        yield _otherwise_told(ARCHIVE, PACKAGE, PACKAGE, None)


def _large_again(resource: Json) -> Json:
    """What is said of a file, where it is not small: nothing of its bytes."""
    if "compression" not in resource:
        return resource
    left = {name: value for name, value in resource.items() if name not in {"compression", "bytes", "hash"}}
    return left | {"path": resource["path"].removesuffix(GZ)}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _otherwise_told(file: str, what: str, published: object, own: object) -> Difference:
    return Difference(file=file, what=what, published=written(published), own=written(own))
