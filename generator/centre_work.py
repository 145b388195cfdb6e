"""The unit of work: one centre, read, held against the rulebook and scored; later, its scorecards.

A task is a function of paths and digests, so that any executor can run it. What boards and lists need comes back to
the caller; the parts of the scores stay in a file of the centre, which only its own pages and its export open again.
"""

import datetime
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from generator.judging.boards import on_board, standing_of
from generator.judging.calendar import period_of
from generator.judging.periods import Visit, score_period
from generator.judging.pools import Plan, plan_of
from generator.judging.round_checks import round_problems
from generator.judging.rule_checks import centre_problems
from generator.model.centre import Centre
from generator.model.dataset import AsOf, CentreData, Rulebook
from generator.model.problem import Problem
from generator.model.results import Round
from generator.model.rules import Board
from generator.model.scores import PeriodScore, Rated, Standing
from generator.presenting.exports import centre_export
from generator.presenting.reasons import Reason, ScoreKey, reason_of, score_key
from generator.presenting.scorecard import Place, PlaceKey, ScorecardContext, scorecard
from generator.reading.centre import read_centre
from generator.reading.locate import located
from generator.reading.tree import SourceFile


class LostPartsError(Exception):
    """What one step of a build left for the next is gone or another's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreTask:
    """What a task is told."""

    root: Path
    centre: str
    files: tuple[SourceFile, ...]
    rulebook: Path | None
    """File of the kept rulebook; None: the rules have problems of their own, so only the form of the files is read."""
    rulebook_digest: str
    key: str
    """Digest of everything that the result depends on."""
    before: Path
    """Where the parts of the last successful run are; the file may be missing."""
    after: Path
    """Where to leave the parts of this run."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreSummary:
    """What comes back of a centre."""

    key: str
    centre: Centre
    standings: tuple[Standing, ...]
    reasons: Mapping[ScoreKey, Reason]
    """Of the windows whose band puts them on a list."""
    dates: tuple[tuple[datetime.date, str], ...]
    """Day and file of every round."""
    scored: frozenset[str]
    """Windows with a score, or the reason for none, in some period."""
    digests: Mapping[str, str]
    """Of all that was found at a window, by window."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreParts:
    """What stays in the file of a centre."""

    key: str
    """As in `CentreTask`."""
    rounds: Mapping[str, Round]
    """By the digest of the file's bytes."""
    data: CentreData
    scores: Mapping[str, tuple[PeriodScore, ...]]
    """By window: newest period first, then by board."""


def work_on(task: CentreTask) -> CentreSummary | tuple[Problem, ...]:
    """Read, check and score one centre; its problems, located, if there are any."""
    before = _parts(task.before)
    reading = read_centre(task.root, task.centre, task.files, before.rounds if before else {})
    data = reading.data
    if data is None or task.rulebook is None:
        return reading.problems
    rulebook, plans = load_rulebook(task.rulebook, task.rulebook_digest)
    found = (
        *centre_problems(data.path, data.centre, rulebook.vocabulary),
        *round_problems(data, plans, rulebook.vocabulary),
    )
    if reading.problems or found:
        return (*reading.problems, *located(task.root, found))
    visits = _visits(data)
    scores = {
        window.id: _window_scores(task.centre, window.id, visits.get(window.id, ()), _boards(rulebook, data), plans)
        for window in data.centre.windows
    }
    parts = CentreParts(key=task.key, rounds=reading.rounds_by_digest, data=data, scores=scores)
    task.after.write_bytes(pickle.dumps(parts, protocol=5))
    return _summary(task.key, data, visits, scores, rulebook, plans)


def load_parts(path: Path, key: str) -> CentreParts:
    """What `work_on` left under `key`. Raises LostPartsError where another run has left something else since."""
    parts = _parts(path)
    if parts is None or parts.key != key:
        message = f"{path.name} is not of this run: is another build running?"
        raise LostPartsError(message)
    return parts


def _parts(path: Path) -> CentreParts | None:
    if not path.exists():
        return None
    parts = pickle.loads(path.read_bytes())  # noqa: S301  # written by ourselves, below build/
    return parts if isinstance(parts, CentreParts) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardTask:
    """Scorecards of one centre, to be made by any process that sees the same files."""

    rulebook: Path
    rulebook_digest: str
    parts: Path
    key: str
    as_of: AsOf
    sample: bool
    places: Mapping[str, Mapping[PlaceKey, Place]]
    """Of the windows whose scorecard is wanted, by window."""
    export: Path | None
    """Where to leave the export of the centre, if that is wanted too."""


def make_scorecards(task: ScorecardTask) -> dict[str, str]:
    """The Markdown of each scorecard, by window."""
    rulebook, _ = load_rulebook(task.rulebook, task.rulebook_digest)
    parts = load_parts(task.parts, task.key)
    context = ScorecardContext(
        rulebook=rulebook,
        as_of=task.as_of,
        sample=task.sample,
        centre_id=parts.data.id,
        centre=parts.data.centre,
    )
    if task.export:
        task.export.write_text(make_export(parts), encoding="utf-8")
    return {window: scorecard(context, window, parts.scores[window], places) for window, places in task.places.items()}


def make_export(parts: CentreParts) -> str:
    """The text of the export of a centre."""
    scores = (score for of_window in parts.scores.values() for score in of_window)
    return centre_export(parts.data.id, parts.data, scores)


@cache
def load_rulebook(path: Path, digest: str) -> tuple[Rulebook, Mapping[str, Plan]]:
    """The kept rulebook and the plans of its scored standards; loaded once per process and digest."""
    kept, rulebook = pickle.loads(path.read_bytes())  # noqa: S301  # written by ourselves, below build/
    if kept != digest:
        message = f"{path.name} is not of this run: is another build running?"
        raise LostPartsError(message)
    return rulebook, plans_of(rulebook)


def plans_of(rulebook: Rulebook) -> dict[str, Plan]:
    """A plan for every standard that is scored, by `id@edition`."""
    return {ref: plan_of(standard) for ref, standard in rulebook.standards.items() if standard.scale is not None}


def _boards(rulebook: Rulebook, data: CentreData) -> tuple[Board, ...]:
    return tuple(board for board in rulebook.boards.values() if on_board(board, data.id, data.centre))


def _visits(data: CentreData) -> dict[str, list[Visit]]:
    visits: dict[str, list[Visit]] = {}
    for file in data.rounds:
        for inspection in file.round.inspections:
            visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))
    return visits


def _window_scores(
    centre: str, window: str, visits: "list[Visit] | tuple[()]", boards: tuple[Board, ...], plans: Mapping[str, Plan]
) -> tuple[PeriodScore, ...]:
    scores = []
    for board in boards:
        by_period: dict[str, list[Visit]] = {}
        for visit in visits:
            if visit.round.standard == board.standard:
                by_period.setdefault(period_of(visit.round.date, board.period), []).append(visit)
        scores += [
            score_period(plans[board.standard], board, period, (centre, window), of_period)
            for period, of_period in by_period.items()
        ]
    return tuple(sorted(sorted(scores, key=lambda one: one.board), key=lambda one: one.period, reverse=True))


def _summary(  # noqa: PLR0913, PLR0917  # the whole of a centre comes together here
    key: str,
    data: CentreData,
    visits: Mapping[str, list[Visit]],
    scores: Mapping[str, tuple[PeriodScore, ...]],
    rulebook: Rulebook,
    plans: Mapping[str, Plan],
) -> CentreSummary:
    every = [score for of_window in scores.values() for score in of_window]
    return CentreSummary(
        key=key,
        centre=data.centre,
        standings=tuple(standing_of(plans[score.standard].standard, score) for score in every),
        reasons={score_key(score): reason_of(score) for score in every if _on_a_list(rulebook, score)},
        dates=tuple((file.round.date, file.path) for file in data.rounds),
        scored=frozenset(score.window for score in every),
        digests={window.id: _digest(visits.get(window.id, [])) for window in data.centre.windows},
    )


def _on_a_list(rulebook: Rulebook, score: PeriodScore) -> bool:
    board = rulebook.boards[score.board]
    return isinstance(score.outcome, Rated) and score.outcome.band in (*board.red.bands, *board.green.bands)


def _digest(visits: list[Visit]) -> str:
    found = sorted(
        repr((visit.round.date, visit.round.channel, visit.round.team, visit.round.standard, visit.inspection))
        for visit in visits
    )
    return blake2b("\n".join(found).encode(), digest_size=16).hexdigest()
