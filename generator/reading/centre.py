"""Everything under `results/<centre>/`, as one record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, cast

from generator.model.cases import Case, CaseFile
from generator.model.centre import Centre
from generator.model.dataset import CentreData, RoundFile
from generator.model.events import EventRecord, EventsFile
from generator.model.problem import Problem
from generator.model.results import Round
from generator.model.scalars import ChosenBy, is_period
from generator.reading.record import read_record
from generator.reading.tree import RESERVED, RESERVED_ID, ReadFile, SourceFile, digest, read_bytes

CASE: Final = cast("type[Case]", Annotated[Case, ChosenBy("kind")])
"""The form of a case: one record for each kind."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreReading:
    """What was read of a centre."""

    data: CentreData | None
    """None where its own file cannot be read; rounds and cases that cannot be read are left out, and are among the
    problems."""
    problems: tuple[Problem, ...]
    rounds_by_digest: Mapping[str, Round]
    """Every round that was read or known, by the digest of its bytes: to be handed in again the next time."""
    cases_by_digest: Mapping[str, Case]
    """The same of every case."""
    events_by_digest: Mapping[str, EventsFile]
    """The same of every file of events."""

    def of(self, source: SourceFile, name: str) -> Round | Case | EventsFile | None:
        """What was read of such a file under a digest."""
        if source.kind == "case":
            return self.cases_by_digest.get(name)
        return (self.events_by_digest if source.kind == "event" else self.rounds_by_digest).get(name)


NOTHING_READ: Final = CentreReading(
    data=None, problems=(), rounds_by_digest={}, cases_by_digest={}, events_by_digest={}
)
"""What is known before anything was read."""


def read_centre(
    root: Path,
    centre_id: str,
    files: Iterable[SourceFile],
    known: CentreReading = NOTHING_READ,
    read_file: ReadFile = read_bytes,
) -> CentreReading:
    """Read the centre, the rounds and the cases among `files`, which are those of this centre.

    A round or a case whose bytes were read before is taken from `known`, by digest, and not parsed again.
    """
    problems: list[Problem] = []
    path = f"results/{centre_id}/centre.yml"
    centre: Centre | None = None
    rounds: list[RoundFile] = []
    cases: list[CaseFile] = []
    seen: dict[str, Round] = {}
    seen_cases: dict[str, Case] = {}
    seen_events: dict[str, EventsFile] = {}
    events: list[EventRecord] = []
    for source in sorted(files):
        data = read_file(root, source.path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        name = digest(data)
        before = seen_cases.get(name) or seen_events.get(name) or seen.get(name)
        read = before or known.of(source, name) or _read(source, data)
        if isinstance(read, tuple):
            problems.extend(read)
        elif isinstance(read, Centre):
            centre = read
        elif isinstance(read, Round):
            seen[name] = read
            rounds.append(RoundFile(path=source.path, round=read))
        elif isinstance(read, EventsFile):
            seen_events[name] = read
            events += (
                EventRecord(centre=centre_id, window=event.window, path=source.path, number=number, event=event)
                for number, event in enumerate(read.events)
            )
        else:
            seen_cases[name] = read
            case_id = PurePosixPath(source.path).stem
            cases.append(CaseFile(id=case_id, path=source.path, centre=centre_id, case=read))
    reading = CentreReading(
        data=None,
        problems=tuple(problems),
        rounds_by_digest=seen,
        cases_by_digest=seen_cases,
        events_by_digest=seen_events,
    )
    if centre is None:
        return reading
    problems.extend(_reserved(path, centre))
    rounds.sort(key=lambda each: (each.round.date, each.path))
    events.sort(key=lambda each: (each.event.proved, each.event.id))
    whole = CentreData(
        id=centre_id, path=path, centre=centre, rounds=tuple(rounds), cases=tuple(cases), events=tuple(events)
    )
    return replace(reading, data=whole, problems=tuple(problems))


def _read(source: SourceFile, data: bytes) -> Centre | Round | Case | EventsFile | tuple[Problem, ...]:
    if source.kind == "centre":
        return read_record(data, source.path, Centre)
    if source.kind == "case":
        return read_record(data, source.path, CASE)
    if source.kind == "event":
        return read_record(data, source.path, EventsFile)
    return read_record(data, source.path, Round)


def _reserved(path: str, centre: Centre) -> Iterable[Problem]:
    """Name the windows whose id cannot become an address."""
    for position, window in enumerate(centre.windows):
        if window.id in RESERVED or is_period(window.id):  # the reasons of a period stand beside the windows
            yield Problem(path=path, code=RESERVED_ID, route=("windows", position, "id"), facts={"value": window.id})
