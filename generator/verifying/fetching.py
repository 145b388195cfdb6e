"""A published site by its address: every file that its sums name, into a folder, within limits."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote, urlsplit

from generator.verifying.published.release import MANIFEST, SUMS, NoReleaseError

FILES_MOST: Final = 200_000
"""Files of a release; a city of ten thousand windows has a tenth of it."""
FILE_MOST: Final = 100_000_000
"""Bytes of a file."""
ALL_MOST: Final = 4_000_000_000
"""Bytes of a release."""
PATIENCE: Final = 30
"""Seconds for each answer."""
AT_ONCE: Final = 8
HERE: Final = ("127.0.0.1", "localhost", "::1")
"""Machines that may be asked without a certificate: this one."""

NO_ADDRESS: Final = "no-address"
NO_ANSWER: Final = "no-answer"
NO_LISTING: Final = "no-listing"
TOO_MUCH: Final = "too-much"


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Goes where the site itself sends it, and to nobody else."""

    def redirect_request(  # noqa: PLR0913, PLR0917  # the signature of the base class
        self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse another host, and a way without a certificate."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # handed on


def is_address(site: str) -> bool:
    """Whether what was named is an address, not a folder."""
    return "://" in site


def fetch(address: str, folder: Path) -> None:
    """Put the files of a published site into a folder; one that is not there is left out, and missed afterwards.

    Raises NoReleaseError where there is no such site, or where it is larger than any.
    """
    base = _base_of(address)
    opener = urllib.request.build_opener(_SameHost())
    listing = _asked(opener, base, SUMS)
    if listing is None:
        raise NoReleaseError(NO_ANSWER, address=base + SUMS, why="404")
    left = ALL_MOST - _put(folder, SUMS, listing)
    paths = [MANIFEST, *(path for path in _told_paths(base, listing) if path != MANIFEST)]
    if len(paths) > FILES_MOST:
        raise NoReleaseError(TOO_MUCH, address=base + SUMS)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for start in range(0, len(paths), 100 * AT_ONCE):
            some = paths[start : start + 100 * AT_ONCE]
            for path, data in zip(some, threads.map(lambda path: _asked(opener, base, path), some), strict=True):
                left -= _put(folder, path, data) if data is not None else 0
            if left < 0:
                raise NoReleaseError(TOO_MUCH, address=base)


def _base_of(address: str) -> str:
    parts = urlsplit(address)
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise NoReleaseError(NO_ADDRESS, address=ascii(address))
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise NoReleaseError(NO_ADDRESS, address=ascii(address))
    return f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix('index.html').rstrip('/')}/"


def _told_paths(base: str, listing: bytes) -> Iterator[str]:
    """The paths that the sums name: each below the folder, none climbing out of it."""
    for number, line in enumerate(listing.decode("utf-8", "replace").splitlines(), start=1):
        _, gap, path = line.partition("  ")
        parts = PurePosixPath(path).parts
        sane = path.isprintable() and not {"..", "/"} & {*parts} and "\\" not in path and ":" not in path
        if not gap or not parts or not sane:
            raise NoReleaseError(NO_LISTING, address=base + SUMS, line=number)
        yield path


def _asked(opener: urllib.request.OpenerDirector, base: str, path: str) -> bytes | None:
    """The bytes of a file; None where the site has it not."""
    address = base + quote(path)
    try:
        with closing(opener.open(address, timeout=PATIENCE)) as answer:
            data: bytes = answer.read(FILE_MOST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in {404, 410}:
            return None
        raise NoReleaseError(NO_ANSWER, address=address, why=error.code) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise NoReleaseError(NO_ANSWER, address=address, why=reason) from error
    if len(data) > FILE_MOST:
        raise NoReleaseError(TOO_MUCH, address=address)
    return data


def _put(folder: Path, path: str, data: bytes) -> int:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return len(data)
