"""Files of a release as one archive: a ZIP with times and order of its own, so that the same files make the same bytes.

What has not changed since the site before is in its archive already, made small: it is taken from there as it is, and
only the rest is made small again. `zipfile` reads such an archive and cannot write one of parts that are small already.
"""

import gzip
import struct
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

DAY: Final = (1 << 5) | 1
"""1 January 1980, the first day that the form knows: when files were written is no matter of theirs."""
VERSION: Final = 20
UNICODE: Final = 1 << 11
"""Names are UTF-8."""
DEFLATED: Final = 8
ON_UNIX: Final = 3 << 8
MODE: Final = 0o100644 << 16
HEAD: Final = struct.Struct("<4s5H3L2H")
ENTRY: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")


class Held(NamedTuple):
    """A file as it stands in an archive."""

    crc: int
    size: int
    """In bytes, before it was made small."""
    place: int
    """Where its bytes begin."""
    length: int
    """How many bytes it has there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Packed:
    """An archive that was published, and the digests of the files of its release."""

    path: Path
    sums: Mapping[str, str]

    def holding(self, wanted: Mapping[str, str]) -> dict[str, Held]:
        """The files of it that have these digests."""
        try:
            with ZipFile(self.path) as archive:
                return {
                    one.filename: Held(
                        one.CRC,
                        one.file_size,
                        one.header_offset + HEAD.size + len(one.filename.encode()),
                        one.compress_size,
                    )
                    for one in archive.infolist()
                    if one.filename in wanted and wanted[one.filename] == self.sums.get(one.filename)
                }
        except (OSError, BadZipFile):
            return {}


def read_archive(path: Path, sums: str) -> Packed:
    """The archive of a release; `sums` is the text of its `SHA256SUMS`."""
    lines = (line.partition("  ") for line in sums.splitlines())
    return Packed(path=path, sums={name: digest for digest, _, name in lines})


GZ_HEAD: Final = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
"""Before a file that is published small: no name, no time."""
GZ_END: Final = struct.Struct("<2L")
SMALL: Final = ".gz"
"""What the address of a file that is published small ends with."""


def published_bytes(address: str, text: str) -> bytes:
    """A text as it is published: small, in the form of gzip, where its address says so."""
    if not address.endswith(SMALL):
        return text.encode()
    crc, size, data = _made_small(text.encode())
    return GZ_HEAD + data + GZ_END.pack(crc, size & 0xFFFFFFFF)


def text_of_published(path: Path) -> str:
    """The text of a file as `published_bytes` made it. Raises OSError and ValueError where it is not such a file."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.name.endswith(SMALL) else data).decode()


def name_within(path: str) -> str:
    """What a file of the release is called in an archive: what is small already is large again for who opens that."""
    return path.removesuffix(SMALL)


def write_archive(
    target: Path, release: Path, sums: Mapping[str, str], earlier: Packed | None, more: Mapping[str, str]
) -> None:
    """Create the archive of some files of a release, by their paths; `sums`: their digests; `more`: texts by path.

    Of its form it holds as many as 65,534 files and 4 GB: struct.error is raised where they are more.
    """
    known = earlier.holding(sums) if earlier else {}
    entries: list[bytes] = []
    place = 0
    with ExitStack() as opened:
        file = opened.enter_context(target.open("xb"))
        before = opened.enter_context(earlier.path.open("rb")) if earlier and known else None
        for path in sorted({*sums, *more}, key=name_within):
            one = known.get(path)
            if path in more:
                crc, size, data = _made_small(more[path].encode())
            elif path.endswith(SMALL):
                crc, size, data = _as_it_is_small((release / path).read_bytes())
            elif one and before:
                before.seek(one.place)
                crc, size, data = one.crc, one.size, before.read(one.length)
            else:
                crc, size, data = _made_small((release / path).read_bytes())
            name = name_within(path).encode()
            facts = (VERSION, UNICODE, DEFLATED, 0, DAY, crc, len(data), size, len(name), 0)
            file.write(HEAD.pack(b"PK\3\4", *facts) + name + data)
            entries += [ENTRY.pack(b"PK\1\2", ON_UNIX | VERSION, *facts, 0, 0, 0, MODE, place), name]
            place += HEAD.size + len(name) + len(data)
        listing, count = b"".join(entries), len(entries) // 2
        file.write(listing + END.pack(b"PK\5\6", 0, 0, count, count, len(listing), place, 0))


def _as_it_is_small(data: bytes) -> tuple[int, int, bytes]:
    crc, size = GZ_END.unpack(data[-GZ_END.size :])
    return crc, size, data[len(GZ_HEAD) : -GZ_END.size]


def _made_small(data: bytes) -> tuple[int, int, bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(data), len(data), packer.compress(data) + packer.flush()
