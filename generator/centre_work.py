"""The unit of work: one centre, read, held against the rulebook and scored; later, its scorecards.

A task is a function of paths and digests, so that any executor can run it. What boards and lists need comes back to
the caller; the parts of the scores stay in a file of the centre, which only its own pages and its export open again.
"""

import datetime
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import cast

from generator.judging.boards import (
    added,
    beside,
    fulfilments_of,
    gradings_of,
    on_board,
    standing_of,
    team_sums,
    together,
)
from generator.judging.calendar import period_of
from generator.judging.case_checks import case_problems
from generator.judging.editions import cited_problems, judges, standard_of
from generator.judging.fingerprints import record_of
from generator.judging.losses import losses_of
from generator.judging.periods import Visit
from generator.judging.pools import Plan, plan_of
from generator.judging.privacy import bare_numbers
from generator.judging.round_checks import own_team_problems, round_problems
from generator.judging.rule_checks import centre_problems
from generator.judging.self_checks import self_checks_of
from generator.judging.striking import WindowRecord, score_of
from generator.model.cases import Appeal, CaseFile, Rectification
from generator.model.centre import Centre
from generator.model.dataset import AsOf, CentreData, Rulebook
from generator.model.problem import Problem
from generator.model.programme import RoundLine
from generator.model.results import Round
from generator.model.rules import Board
from generator.model.scores import (
    Fulfilment,
    Grading,
    PeriodScore,
    Rated,
    SelfCheck,
    Standing,
    Superseded,
    TeamSum,
    WindowLosses,
)
from generator.presenting.exports import Withheld, centre_export
from generator.presenting.reasons import Reason, ScoreKey, reason_of, score_key
from generator.presenting.scorecard import (
    HeldPlace,
    Place,
    PlaceKey,
    ScorecardContext,
    WindowProceedings,
    scorecard,
)
from generator.reading.centre import NOTHING_READ, CentreReading, read_centre
from generator.reading.locate import located
from generator.reading.personal import read_privacy
from generator.reading.tree import SourceFile, digest_of_texts
from generator.words import Language


class LostPartsError(Exception):
    """What one step of a build left for the next in a file is gone, damaged or another's."""

    def __str__(self) -> str:
        """Say which file it is."""
        return f"{Path(self.args[0]).name} is not of this run: is another build running?"


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
    after: Path | None
    """Where to leave the parts of this run; None: nowhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreSummary:
    """What comes back of a centre."""

    key: str
    centre: Centre
    standings: tuple[Standing, ...]
    reasons: Mapping[ScoreKey, Reason]
    """Of the windows whose band puts them on a list."""
    fulfilments: tuple[Fulfilment, ...]
    losses: tuple[WindowLosses, ...]
    gradings: tuple[Grading, ...]
    dates: tuple[tuple[datetime.date, str], ...]
    """Day and file of every round."""
    cited: frozenset[str]
    """The editions (`id@edition`) that rounds cite."""
    rounds: tuple[RoundLine, ...]
    """Every round without its findings, in the same order."""
    cases: tuple[CaseFile, ...]
    superseded: tuple[Superseded, ...]
    """The rows of windows before each upheld appeal; `standings` are those after all of them."""
    records: Mapping[ScoreKey, tuple[str, ...]]
    """As in `WindowResult`."""
    lost: Mapping[ScoreKey, tuple[str, ...]]
    """As in `WindowResult`."""
    team_sums: tuple[TeamSum, ...]
    """Of all windows but those whose appeal is undecided."""
    digests: Mapping[str, str]
    """As in `WindowResult`, by window."""


@dataclass(frozen=True, kw_only=True)
class WindowResult:
    """All that was judged of one window."""

    digest: str
    """Of the rules, all that was found at the window, and its cases. Equal digest, equal result."""
    standings: tuple[Standing, ...]
    reasons: Mapping[ScoreKey, Reason]
    """Of the periods whose band puts it on a list."""
    fulfilments: tuple[Fulfilment, ...]
    losses: tuple[WindowLosses, ...]
    gradings: tuple[Grading, ...]
    self_checks: tuple[SelfCheck, ...]
    """The newest first."""
    superseded: tuple[Superseded, ...]
    records: Mapping[ScoreKey, tuple[str, ...]]
    """The fingerprints of the inspections that each row shows."""
    lost: Mapping[ScoreKey, tuple[str, ...]]
    """The clauses at which it lost points, in the periods that a rectification is about."""
    team_sums: tuple[TeamSum, ...]
    pickled_scores: bytes
    """Newest period first, then by board. Most are never looked at again, so they stay pickled until they are."""

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
    windows: Mapping[str, WindowResult]
    clean: frozenset[str]
    """As in `PrivacyReading`."""
    pickled_reading: bytes

    @property
    def reading(self) -> CentreReading:
        """What was read."""
        return cast("CentreReading", pickle.loads(self.pickled_reading))  # noqa: S301  # written by ourselves


def work_on(task: CentreTask) -> CentreSummary | tuple[Problem, ...]:
    """Read, check and score one centre; its problems, located, if there are any."""
    kept = load_kept(task.before)
    before = kept if isinstance(kept, CentreParts) else None
    reading = read_centre(task.root, task.centre, task.files, before.reading if before else NOTHING_READ)
    data = reading.data
    rulebook = load_rulebook(task.rulebook, task.rulebook_digest) if task.rulebook else None
    privacy = read_privacy(task.root, task.files, _spared(rulebook, data), before.clean if before else frozenset())
    problems = (*reading.problems, *privacy.problems)
    if data is None or rulebook is None or task.rulebook is None:
        return problems
    plans = _plans(task.rulebook, task.rulebook_digest)
    boards = tuple(board for board in rulebook.boards.values() if on_board(board, data.id, data.centre))
    found = (
        *centre_problems(data.path, data.centre, rulebook.vocabulary),
        *round_problems(data, plans, rulebook.vocabulary),
        *cited_problems(data, boards, rulebook.standards),
        *own_team_problems(data, rulebook.policy.process.own_team),
    )
    if not found:  # a case cites rounds: it is held against them once they are in order
        found = tuple(case_problems(data, rulebook, plans))
    if problems or found:
        return (*problems, *located(task.root, found))
    visits = _visits(data)
    windows: dict[str, WindowResult] = {}
    for window in data.centre.windows:
        of_window = visits.get(window.id, [])
        cases = tuple(file for file in data.cases if file.case.window == window.id)
        digest = _digest(task.rulebook_digest, boards, of_window, cases)
        known = before.windows.get(window.id) if before else None
        windows[window.id] = (
            known
            if known and known.digest == digest
            else _judge(
                WindowRecord(centre=data.id, window=window.id, visits=of_window, cases=cases), boards, plans, digest
            )
        )
    if task.after:
        parts = CentreParts(
            key=task.key,
            centre=data.centre,
            windows=windows,
            clean=privacy.clean,
            pickled_reading=pickle.dumps(reading, 5),
        )
        task.after.write_bytes(pickle.dumps(parts, 5))
    return CentreSummary(
        key=task.key,
        centre=data.centre,
        standings=tuple(row for window in windows.values() for row in window.standings),
        reasons={key: reason for window in windows.values() for key, reason in window.reasons.items()},
        fulfilments=tuple(one for window in windows.values() for one in window.fulfilments),
        losses=tuple(one for window in windows.values() for one in window.losses),
        gradings=tuple(one for window in windows.values() for one in window.gradings),
        dates=tuple((file.round.date, file.path) for file in data.rounds),
        rounds=tuple(_line(data.id, file.round) for file in data.rounds),
        cited=frozenset(file.round.standard for file in data.rounds),
        cases=data.cases,
        superseded=tuple(one for window in windows.values() for one in window.superseded),
        records={key: found for window in windows.values() for key, found in window.records.items()},
        lost={key: clauses for window in windows.values() for key, clauses in window.lost.items()},
        team_sums=_team_sums(windows, data.cases, {board.id: board for board in boards}),
        digests={window: result.digest for window, result in windows.items()},
    )


def _line(centre: str, one: Round) -> RoundLine:
    return RoundLine(
        date=one.date,
        centre=centre,
        channel=one.channel,
        team=one.team,
        windows=tuple(inspection.window for inspection in one.inspections),
    )


def _spared(rulebook: Rulebook | None, data: CentreData | None) -> frozenset[str] | None:
    """Telephone numbers that may stand in the files of a centre; None where it cannot be known."""
    if rulebook is None or data is None:
        return None
    return bare_numbers([rulebook.policy.hotline, data.centre.phone or ""])


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


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardTask:
    """Scorecards of one centre, to be made by any process that sees the same files."""

    centre: str
    rulebook: Path
    rulebook_digest: str
    parts: Path
    key: str
    as_of: AsOf
    sample: bool
    lang: Language
    """Of the interface."""
    places: Mapping[str, Mapping[PlaceKey, Place]]
    """Of the windows whose scorecard is wanted, by window; in released periods only."""
    held: tuple[HeldPlace, ...] = ()
    """What is not published yet of the centre's boards."""
    proceedings: Mapping[str, WindowProceedings] = field(default_factory=dict)
    """Of the windows that have any, by window."""
    address: str = ""
    """As in `ScorecardContext`."""


def make_scorecards(task: ScorecardTask) -> dict[str, str]:
    """The Markdown of each scorecard, by window."""
    rulebook = load_rulebook(task.rulebook, task.rulebook_digest)
    parts = load_parts(task.parts, task.key)
    context = ScorecardContext(
        rulebook=rulebook,
        as_of=task.as_of,
        sample=task.sample,
        lang=task.lang,
        centre_id=task.centre,
        centre=parts.centre,
        held=task.held,
        proceedings=task.proceedings,
        address=task.address,
    )
    return {
        window: scorecard(
            context,
            window,
            shown_scores(parts.windows[window].scores, places),
            places,
            parts.windows[window].self_checks,
        )
        for window, places in task.places.items()
    }


def shown_scores(scores: Iterable[PeriodScore], places: Mapping[PlaceKey, Place]) -> tuple[PeriodScore, ...]:
    """The scores of a window that may be shown: of released periods, and not while an appeal is undecided."""
    shown = {key for key, place in places.items() if not place.appealed}
    return tuple(score for score in scores if (score.board, score.period) in shown)


def make_export(path: Path, key: str, withheld: tuple[Withheld, ...]) -> str:
    """The text of the export of a centre whose parts are at `path`, under `key`, without what is withheld."""
    parts = load_parts(path, key)
    data = parts.reading.data
    if data is None:
        raise LostPartsError(path)
    scores = (score for window in parts.windows.values() for score in window.scores)
    return centre_export(data.id, data, scores, withheld)


@cache
def load_rulebook(path: Path, digest: str) -> Rulebook:
    """The kept rulebook; loaded once per process and digest. Raises LostPartsError where it is another by now."""
    kept = load_kept(path)
    if not isinstance(kept, tuple) or kept[0] != digest or not isinstance(kept[1], Rulebook):
        raise LostPartsError(path)
    return kept[1]


@cache
def _plans(path: Path, digest: str) -> dict[str, Plan]:
    """A plan for every standard of the rulebook that is scored, by `id@edition`."""
    standards = load_rulebook(path, digest).standards
    return {ref: plan_of(standard) for ref, standard in standards.items() if standard.scale is not None}


def _visits(data: CentreData) -> dict[str, list[Visit]]:
    visits: dict[str, list[Visit]] = {}
    for file in data.rounds:
        for inspection in file.round.inspections:
            visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))
    return visits


def _judge(window: WindowRecord, boards: tuple[Board, ...], plans: Mapping[str, Plan], digest: str) -> WindowResult:
    scores: list[PeriodScore] = []
    on_list: list[PeriodScore] = []
    superseded: list[Superseded] = []
    records: dict[ScoreKey, tuple[str, ...]] = {}
    cases = (file.case for file in window.cases)
    rectified = {(one.about.board, one.about.period) for one in cases if isinstance(one, Rectification)}
    for board in boards:
        by_period: dict[str, list[Visit]] = {}
        for visit in window.visits:
            period = period_of(visit.round.date, board.period)
            if judges(board, period) and visit.round.standard == standard_of(board, period):
                by_period.setdefault(period, []).append(visit)
        for period, of_period in by_period.items():
            plan = plans[standard_of(board, period)]
            records[board.id, period, window.centre, window.window] = tuple(sorted(map(record_of, of_period)))
            score, before = score_of(plan, board, period, replace(window, visits=of_period))
            scores.append(score)
            superseded += before
            if _on_a_list(board, score):
                on_list.append(score)
    scores.sort(key=lambda one: one.board)
    scores.sort(key=lambda one: one.period, reverse=True)
    return WindowResult(
        digest=digest,
        standings=tuple(standing_of(plans[score.standard].standard, score) for score in scores),
        reasons={score_key(score): reason_of(score) for score in on_list},
        fulfilments=tuple(one for score in scores for one in fulfilments_of(score)),
        losses=tuple(one for one in map(losses_of, scores) if one),
        gradings=tuple(one for score in scores for one in gradings_of(plans[score.standard].standard, score)),
        self_checks=self_checks_of(plans, (window.centre, window.window), window.visits),
        superseded=tuple(superseded),
        records=records,
        lost={score_key(one): _lost(one) for one in scores if (one.board, one.period) in rectified},
        team_sums=team_sums(scores),
        pickled_scores=pickle.dumps(tuple(scores), 5),
    )


def _team_sums(
    windows: Mapping[str, WindowResult], cases: Iterable[CaseFile], boards: Mapping[str, Board]
) -> tuple[TeamSum, ...]:
    """The sums of all windows; a row whose appeal is undecided stays out, for a sum would tell of its score.

    So do the rows of other boards that show the same inspections of the window.
    """
    groups = together(boards, {(one.board, one.period) for result in windows.values() for one in result.standings})
    undecided = {
        (file.case.window, *place)
        for file in cases
        if isinstance(file.case, Appeal) and file.case.decision is None
        for place in beside(groups, (file.case.about.board, file.case.about.period))
    }
    return added(
        one
        for window, result in windows.items()
        for one in result.team_sums
        if (window, one.board, one.period) not in undecided
    )


def _on_a_list(board: Board, score: PeriodScore) -> bool:
    return isinstance(score.outcome, Rated) and score.outcome.band in (*board.red.bands, *board.green.bands)


def _lost(score: PeriodScore) -> tuple[str, ...]:
    """The clauses at which points were lost."""
    found = {loss.clause for pool in score.pools for loss in pool.losses if loss.minus}
    found.update(pool.pool for pool in score.pools if pool.cases and pool.earned < pool.points)
    return tuple(sorted(found))


def _digest(rulebook_digest: str, boards: tuple[Board, ...], visits: list[Visit], cases: tuple[CaseFile, ...]) -> str:
    found = sorted(
        repr((visit.round.date, visit.round.channel, visit.round.team, visit.round.standard, visit.inspection))
        for visit in visits
    )
    return digest_of_texts(rulebook_digest, *(board.id for board in boards), *found, repr(cases))
