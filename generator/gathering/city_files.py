"""The files of the whole city that are put together from what each centre contributes.

A contribution is made by any process, where the parts of the scores are, and kept: after a change at one centre its own
is made anew, and those of the others are put in line as they are.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from generator.gathering.centre_parts import load_data, load_results
from generator.gathering.memory import (
    DamagedMemoryError,
    LostPartsError,
    Row,
    put_rows,
    rows_named,
    sealed,
    unsealed,
)
from generator.model.judged import Withheld
from generator.presenting.files.records import Told, city_file, parts_of_centre, told_of
from generator.publishing.contents import Piece
from generator.reading.tree import digest_of_texts

_ADDRESSES: Final = Mapping[str, str]
AT_ONCE: Final = 50
"""Centres whose contributions are written in one transaction."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contributor:
    """A centre, and of what it is to be told: enough for any process that sees the same files."""

    memory: Path
    centre: str
    key: str
    """As in `CentreSummary`."""
    digests: Mapping[str, str]
    """As in `CentreSummary`."""
    withheld: tuple[Withheld, ...]

    def digest(self, code: str) -> str:
        """Of all that its contributions are made of."""
        return digest_of_texts(code, self.centre, self.key, repr(self.withheld))


def told_by(one: Contributor) -> Told:
    """What may be told of a centre. Raises LostPartsError."""
    data = load_data(one.memory, one.centre, one.key)
    results = load_results(one.memory, one.digests, one.centre, one.digests)
    return told_of(data, (score for result in results.values() for score in result.scores), one.withheld)


def contributions(one: Contributor, digest: str) -> tuple[Row, ...]:
    """The contributions of a centre as the memory keeps them. Raises LostPartsError."""
    texts = parts_of_centre(one.centre, load_data(one.memory, one.centre, one.key), told_by(one))
    told = {address: digest_of_texts(text) for address, text in texts.items()}
    rows = [Row("part", one.centre, address, told[address], sealed(text, str)) for address, text in texts.items()]
    return (*rows, Row("told", one.centre, "", digest, sealed(told, _ADDRESSES)))  # type: ignore[type-abstract]  # as `type[T]` takes it


def city_files(contributors: tuple[Contributor, ...], code: str, executor: Executor) -> Iterator[Piece]:
    """Every file that centres contribute to, those of one centre among them. Raises LostPartsError and OSError."""
    if not contributors:
        return
    memory = contributors[0].memory
    wanted = {one.centre: one.digest(code) for one in contributors}
    try:
        kept = rows_named(memory, "told", "")
        lacking = [
            one for one in contributors if one.centre not in kept or kept[one.centre].digest != wanted[one.centre]
        ]
        for row in _made(memory, lacking, wanted, executor):
            kept[row.owner] = row
        told = {one.centre: unsealed(kept[one.centre].record, _ADDRESSES) for one in contributors}  # type: ignore[type-abstract]  # as `type[T]` takes it
    except DamagedMemoryError as error:
        raise LostPartsError(memory.name) from error
    by_address: dict[str, dict[str, str]] = {}
    for centre, addresses in told.items():
        for address, digest in addresses.items():
            by_address.setdefault(address, {})[centre] = digest
    for address, digests in sorted(by_address.items()):
        yield Piece(
            address=address,
            digest=digest_of_texts(code, *(f"{centre} {digest}" for centre, digest in digests.items())),
            render=partial(_text, memory, address, digests),
        )


def _made(memory: Path, lacking: list[Contributor], wanted: Mapping[str, str], executor: Executor) -> Iterator[Row]:
    """Make what lacks, and keep it; the rows that say what there is of each centre."""
    for start in range(0, len(lacking), AT_ONCE):
        group = lacking[start : start + AT_ONCE]
        done: list[tuple[Row, ...]]
        if len(lacking) == 1:  # not worth another process
            done = [contributions(one, wanted[one.centre]) for one in group]
        else:
            futures: list[Future[tuple[Row, ...]]] = [
                executor.submit(contributions, one, wanted[one.centre]) for one in group
            ]
            done = [future.result() for future in futures]
        put_rows(memory, {one.centre: ("told", "part") for one in group}, (row for rows in done for row in rows))
        yield from (rows[-1] for rows in done)


def _text(memory: Path, address: str, digests: Mapping[str, str]) -> str:
    """The text of a file. Raises LostPartsError where a contribution is not there as it was noted."""
    try:
        rows = rows_named(memory, "part", address)
        if {centre: row.digest for centre, row in rows.items() if centre in digests} != dict(digests):
            raise LostPartsError(address)
        parts = [unsealed(rows[centre].record, str) for centre in digests]
    except DamagedMemoryError as error:
        raise LostPartsError(address) from error
    return parts[0] if address.startswith(CENTRES) else city_file(address, parts)


CENTRES: Final = "data/centres/"
"""Below it a file is one centre's."""
