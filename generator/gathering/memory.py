"""What is kept between runs: what was read and scored, by the digest of what it was made of."""

import pickle
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self, cast

from generator.judging.scoring.pools import Plan, plan_of
from generator.model.centre import Centre
from generator.model.dataset import Rulebook
from generator.model.judged import CentreSummary, WindowResult
from generator.model.scores import PeriodScore
from generator.reading.centre import CentreReading

CACHE = Path("build", "cache")
"""What was read and scored before, below the root of the project; by program, for another one could not read it. It
may be deleted at any time."""


@contextmanager
def kept_folder(kept: Path, *, keep: bool) -> Iterator[tuple[Path, Path]]:
    """The folder of what is kept, and one for this run that is gone afterwards; neither, if nothing came of it."""
    if not keep:
        with tempfile.TemporaryDirectory(prefix="windowboard-") as fresh_name:
            yield kept, Path(fresh_name)
        return
    made = [folder for folder in (kept.parent.parent, kept.parent, kept) if not folder.exists()]
    kept.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="run-", dir=kept))
    try:
        yield kept, fresh
    finally:
        shutil.rmtree(fresh)
        for folder in reversed(made):
            if not any(folder.iterdir()):
                folder.rmdir()


def keep_run(fresh: Path, kept: Path, summaries: Mapping[str, CentreSummary]) -> None:
    """Put what this run made in the place of what was kept; a summary vouches for the parts of its centre."""
    for path in fresh.glob("summary-*.pickle"):
        (kept / path.name).unlink(missing_ok=True)
    for path in sorted(fresh.iterdir()):
        path.replace(kept / path.name)
    for path in kept.glob("*-*.pickle"):
        if path.stem.partition("-")[2] not in summaries:
            path.unlink()
    for other in kept.parent.iterdir():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)


def dump(path: Path, value: object) -> None:
    """Keep a value in a file."""
    path.write_bytes(pickle.dumps(value, protocol=5))


def known_summaries(kept: Path) -> dict[str, CentreSummary]:
    """What is known of every centre from the last run."""
    found = ((path.stem.removeprefix("summary-"), load_kept(path)) for path in kept.glob("summary-*.pickle"))
    return {centre: one for centre, one in found if isinstance(one, CentreSummary)}


class LostPartsError(Exception):
    """What one step of a build left for the next in a file is gone, damaged or another's."""

    def __str__(self) -> str:
        """Say which file it is."""
        return f"{Path(self.args[0]).name} is not of this run: is another build running?"


@dataclass(frozen=True, kw_only=True)
class KeptWindow:
    """What was judged of a window; its scores, which are hardly ever looked at again, stay pickled until they are."""

    digest: str
    """Of the rules, all that was found at the window, and its cases. Equal digest, equal result."""
    result: WindowResult
    """Without its scores."""
    pickled_scores: bytes

    @classmethod
    def of(cls, result: WindowResult, digest: str) -> Self:
        """A result, its scores pickled."""
        return cls(
            digest=digest, result=replace(result, scores=()), pickled_scores=pickle.dumps(result.scores, protocol=5)
        )

    @property
    def scores(self) -> tuple[PeriodScore, ...]:
        """The scores with all their parts."""
        return cast("tuple[PeriodScore, ...]", pickle.loads(self.pickled_scores))  # noqa: S301  # written by ourselves


@dataclass(frozen=True, kw_only=True)
class CentreParts:
    """What stays in the file of a centre."""

    key: str
    """As in `CentreTask`."""
    centre: Centre
    windows: Mapping[str, KeptWindow]
    clean: frozenset[str]
    """As in `PrivacyReading`."""
    pickled_reading: bytes

    @property
    def reading(self) -> CentreReading:
        """What was read."""
        return cast("CentreReading", pickle.loads(self.pickled_reading))  # noqa: S301  # written by ourselves


def load_parts(path: Path, key: str) -> CentreParts:
    """What `work_on` left under `key`. Raises LostPartsError where another run has left something else since."""
    parts = load_kept(path)
    if not isinstance(parts, CentreParts) or parts.key != key:
        raise LostPartsError(path)
    return parts


def load_kept(path: Path) -> object:
    """What a run kept in a file; None where nothing is, or nothing that can be read."""
    try:
        return pickle.loads(path.read_bytes())  # noqa: S301  # written by ourselves, below build/
    except Exception:  # noqa: BLE001  # a damaged pickle raises nearly anything, and is no more than a missing one
        return None


@cache
def load_rulebook(path: Path, digest: str) -> Rulebook:
    """The kept rulebook; loaded once per process and digest. Raises LostPartsError where it is another by now."""
    kept = load_kept(path)
    if not isinstance(kept, tuple) or kept[0] != digest or not isinstance(kept[1], Rulebook):
        raise LostPartsError(path)
    return kept[1]


@cache
def plans_in(path: Path, digest: str) -> dict[str, Plan]:
    """A plan for every standard of the rulebook that is scored, by `id@edition`."""
    standards = load_rulebook(path, digest).standards
    return {ref: plan_of(standard) for ref, standard in standards.items() if standard.scale is not None}
