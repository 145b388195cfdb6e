"""Everything under `results/<centre>/`, as one record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.centre import Centre
from generator.model.dataset import CentreData, RoundFile
from generator.model.problem import Problem
from generator.model.results import Round
from generator.reading.locate import located
from generator.reading.record import read_record
from generator.reading.tree import RESERVED, SourceFile, digest, read_bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreReading:
    """What was read of a centre."""

    data: CentreData | None
    """None where its own file cannot be read; rounds that cannot be read are left out, and are among the problems."""
    problems: tuple[Problem, ...]
    rounds_by_digest: Mapping[str, Round]
    """Every round that was read or known, by the digest of its bytes: to be handed in again the next time."""


def read_centre(
    root: Path, centre_id: str, files: Iterable[SourceFile], known_rounds: Mapping[str, Round]
) -> CentreReading:
    """Read the centre and the rounds among `files`, which are those of this centre.

    A round whose bytes were read before is taken from `known_rounds`, by digest, and not parsed again.
    """
    problems: list[Problem] = []
    path = f"results/{centre_id}/centre.yml"
    centre: Centre | None = None
    rounds: list[RoundFile] = []
    seen: dict[str, Round] = {}
    for source in sorted(files):
        data = read_bytes(root, source.path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        name = digest(data)
        read = (
            read_record(data, source.path, Centre)
            if source.kind == "centre"
            else seen.get(name) or _round(data, source.path, known_rounds.get(name))
        )
        if isinstance(read, Centre):
            centre = read
        elif isinstance(read, Round):
            seen[name] = read
            rounds.append(RoundFile(path=source.path, round=read))
        else:
            problems.extend(read)
    if centre is None:
        return CentreReading(data=None, problems=tuple(problems), rounds_by_digest=seen)
    problems.extend(located(root, _reserved(path, centre)))
    rounds.sort(key=lambda each: (each.round.date, each.path))
    whole = CentreData(id=centre_id, path=path, centre=centre, rounds=tuple(rounds))
    return CentreReading(data=whole, problems=tuple(problems), rounds_by_digest=seen)


def _round(data: bytes, path: str, known: Round | None) -> Round | tuple[Problem, ...]:
    return read_record(data, path, Round) if known is None else known


def _reserved(path: str, centre: Centre) -> Iterable[Problem]:
    """Name the windows whose id cannot become an address."""
    for position, window in enumerate(centre.windows):
        if window.id in RESERVED:
            yield Problem(path=path, code="E130", route=("windows", position, "id"), facts={"value": window.id})
