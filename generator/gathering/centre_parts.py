"""The parts of a centre: what was read of it and what was judged of each of its windows, as the memory keeps them.

Scores with all their parts are hardly ever looked at again: they are unpacked only for the pages that show them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from generator.gathering.memory import DamagedMemoryError, Kind, LostPartsError, Row, rows_of, sealed, unsealed
from generator.model.dataset import CentreData
from generator.model.events import EventsFile
from generator.model.judged import CentreSummary, WindowResult
from generator.model.scores import PeriodScore
from generator.reading.centre import NOTHING_READ, CentreReading

_SCORES: Final = tuple[PeriodScore, ...]
_LOOKED: Final = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class KeptReading:
    """What was read of a centre that is in order."""

    data: CentreData
    digests: Mapping[str, str]
    """Of the bytes of each round, case and file of events, by path."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptWindow:
    """What was judged of a window."""

    digest: str
    """Of the rules, all that was found at the window, and its cases. Equal digest, equal result."""
    result: WindowResult
    """Of one that is kept, without its scores."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreParts:
    """The parts of a centre."""

    reading: CentreReading = NOTHING_READ
    looked: frozenset[str] = frozenset()
    """As in `PrivacyReading.clean`."""
    windows: Mapping[str, KeptWindow] = field(default_factory=dict)


def parts_of(memory: Path, centre: str) -> CentreParts:
    """What is kept of a centre; nothing, where nothing is or it cannot be read: then it is made again."""
    try:
        reading = _only(memory, centre, "reading")
        looked = _only(memory, centre, "looked")
        return CentreParts(
            reading=_as_read(unsealed(reading.record, KeptReading)) if reading else NOTHING_READ,
            looked=unsealed(looked.record, _LOOKED) if looked else frozenset(),
            windows={
                window: KeptWindow(digest=row.digest, result=unsealed(row.record, WindowResult))
                for window, row in rows_of(memory, centre, "result").items()
            },
        )
    except DamagedMemoryError:
        return CentreParts()


def rows_to_keep(
    summary: CentreSummary, parts: CentreParts, before: CentreParts
) -> tuple[tuple[Row, ...], frozenset[tuple[str, str]]]:
    """What has to be written so that the memory has these parts, where it has those of `before`, and what stays."""
    data = parts.reading.data
    if data is None:
        return (), frozenset()
    centre, key = data.id, summary.key
    reading = KeptReading(data=data, digests=_digests(parts.reading, data))
    rows = [
        Row("summary", centre, "", key, sealed(summary, CentreSummary)),
        Row("reading", centre, "", key, sealed(reading, KeptReading)),
        Row("looked", centre, "", key, sealed(parts.looked, _LOOKED)),
    ]
    names: set[tuple[str, str]] = set()
    for window, kept in parts.windows.items():
        if before.windows.get(window) is kept:
            names |= {("result", window), ("scores", window)}
            continue
        result = replace(kept.result, scores=())
        rows.append(Row("result", centre, window, kept.digest, sealed(result, WindowResult)))
        rows.append(Row("scores", centre, window, kept.digest, sealed(kept.result.scores, _SCORES)))
    return tuple(rows), frozenset(names)


def load_data(memory: Path, centre: str, key: str) -> CentreData:
    """What was read of a centre under `key`. Raises LostPartsError where that is not there."""
    try:
        row = _only(memory, centre, "reading")
        if row and row.digest == key:
            return unsealed(row.record, KeptReading).data
    except DamagedMemoryError as error:
        raise LostPartsError(centre) from error
    raise LostPartsError(centre)


def load_results(
    memory: Path, digests: Mapping[str, str], centre: str, windows: Iterable[str]
) -> dict[str, WindowResult]:
    """What was judged of windows of a centre, with the scores; `digests`: of what they were judged by.

    Raises LostPartsError where that is not there.
    """
    wanted = tuple(windows)
    try:
        results, scores = (rows_of(memory, centre, kind, wanted) for kind in ("result", "scores"))
        found = {}
        for window in wanted:
            result, parts = results[window], scores[window]
            if {result.digest, parts.digest} != {digests[window]}:
                raise LostPartsError(centre)
            found[window] = replace(unsealed(result.record, WindowResult), scores=unsealed(parts.record, _SCORES))
    except (DamagedMemoryError, KeyError) as error:
        raise LostPartsError(centre) from error
    return found


def _only(memory: Path, centre: str, kind: Kind) -> Row | None:
    return rows_of(memory, centre, kind).get("")


def _digests(reading: CentreReading, data: CentreData) -> dict[str, str]:
    """The digest of each file, by path: the records know their paths, and the reading their digests."""
    rounds = {id(record): name for name, record in reading.rounds_by_digest.items()}
    cases = {id(record): name for name, record in reading.cases_by_digest.items()}
    digests = {one.path: rounds[id(one.round)] for one in data.rounds}
    digests |= {one.path: cases[id(one.case)] for one in data.cases}
    events = {id(record.events[0]): name for name, record in reading.events_by_digest.items() if record.events}
    return digests | {one.path: events[id(one.event)] for one in data.events if one.number == 0}


def _as_read(kept: KeptReading) -> CentreReading:
    """The reading that is kept. A file of no events is in no record of it, and is read again."""
    data, digests = kept.data, kept.digests
    ordered = sorted(data.events, key=lambda one: (one.path, one.number))
    told = {path: tuple(one.event for one in of_path) for path, of_path in groupby(ordered, key=lambda one: one.path)}
    return CentreReading(
        data=data,
        problems=(),
        rounds_by_digest={digests[one.path]: one.round for one in data.rounds},
        cases_by_digest={digests[one.path]: one.case for one in data.cases},
        events_by_digest={digests[path]: EventsFile(events=events) for path, events in told.items()},
    )
