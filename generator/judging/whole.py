"""The story of judging, from one window to the whole site.

`judge_window` scores what was found at a window on each of its boards; `judge_centre` puts the windows of a centre
together; `judge_board` ranks the windows of all centres, period by period; `judge_site` decides what of all this may be
public on a day. All of it is a function of records: no file, no clock.
"""

import datetime
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Final, TypeVar

from generator.judging.analysis.demands import with_demands
from generator.judging.analysis.losses import losses_of, losses_together
from generator.judging.analysis.quotas import programme_record
from generator.judging.analysis.reasons import reason_of
from generator.judging.analysis.sections import sections_of, sections_together
from generator.judging.checks.process.appeals import unnoticed_appeals
from generator.judging.checks.process.cases import green_problems
from generator.judging.checks.rules.calendars import calendar_problem
from generator.judging.history.fingerprints import fact_of, record_of
from generator.judging.process.carrying import held_over, just_before, ranked, superseded_before, superseded_too
from generator.judging.process.clocks import Timetable
from generator.judging.process.holidays import calendar_in, works
from generator.judging.process.proceedings import Proceedings, proceed
from generator.judging.process.relapses import relapses_of
from generator.judging.process.settling import Rank, Settled, settle
from generator.judging.process.workdays import UnknownYearError
from generator.judging.scoring.board_rows import BoardRows, rows_together
from generator.judging.scoring.editions import judges, standard_of
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.ranking import (
    compared,
    fulfilments_of,
    gradings_of,
    sharing_inspections,
    standing_of,
    windows_in,
)
from generator.judging.scoring.self_checks import self_checks_of, visits_apart
from generator.judging.scoring.striking import SUSPENDED, WindowRecord, score_of, suspended_in
from generator.judging.scoring.teams import added, decided_sums, team_sums
from generator.judging.scoring.unscored_checks import unscored_checks_of
from generator.judging.scoring.visits import Visit
from generator.model.cases import CaseFile, Rectification, SelfRectification, Suspension, of_kind
from generator.model.centre import Centre
from generator.model.dataset import AsOf, CentreData, Rulebook
from generator.model.events import Event
from generator.model.judged import CentreSummary, WindowResult
from generator.model.keys import OfRow, PlaceKey, RowKey, WindowKey
from generator.model.places import POLICY
from generator.model.problem import Problem
from generator.model.programme import ProgrammeRecord, RoundLine
from generator.model.results import Round
from generator.model.rules import Board
from generator.model.scores import BoardPeriod, PeriodScore, Rated, Standing, Superseded, TeamSum, Uncounted, Unrated
from generator.model.site import Site

ONE_PERSON: Final = Unrated(reason="one-person", found=Fraction(0), needed=Fraction(0))

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R", bound=OfRow)


def judge_window(
    window: WindowRecord, boards: Collection[Board], plans: Mapping[str, Plan], timetable: Timetable
) -> WindowResult:
    """Everything that follows from what was found at one window, on each of its boards in each period."""
    open_days = partial(works, timetable.calendar)
    scores: list[PeriodScore] = []
    standings: list[Standing] = []
    superseded: list[Superseded] = []
    records: dict[RowKey, tuple[str, ...]] = {}
    rules = {board.id: board for board in boards}
    for board in boards:
        for period, (visits, events) in _by_period(board, window).items():
            plan = plans[standard_of(board, period)]
            score, before = score_of(plan, board, period, replace(window, visits=visits, events=events), open_days)
            records[score.key] = tuple(sorted((*map(record_of, visits), *map(fact_of, events))))
            scores.append(score)
            standings.append(standing_of(plan.standard, board, score))
            superseded += before
    for found in (scores, standings):
        found.sort(key=lambda one: one.board)
        found.sort(key=lambda one: one.period, reverse=True)
    return WindowResult(
        standings=tuple(standings),
        reasons={score.key: reason_of(score) for score in scores if _is_listed(rules[score.board], score)},
        fulfilments=_joined(map(fulfilments_of, scores)),
        losses=tuple(one for one in map(losses_of, scores) if one),
        sections=tuple(one for one in map(sections_of, scores) if one),
        gradings=_joined(gradings_of(plans[score.standard].standard, score) for score in scores),
        uncounted=Uncounted(
            by_itself=self_checks_of(plans, window.who, window.visits),
            unscored=unscored_checks_of(plans, window.who, window.visits),
        ),
        apart=tuple(visits_apart(plans, boards, window.visits)),
        superseded=tuple(superseded),
        records=records,
        lost=_lost_where_rectified(window, scores),
        relapses=tuple(relapses_of(window, boards, plans, timetable.process)),
        team_sums=team_sums(scores, {ref: plan.standard for ref, plan in plans.items()}),
        scores=tuple(scores),
    )


def _is_listed(board: Board, score: PeriodScore) -> bool:
    """Whether its band is one of those that the lists of the board take."""
    return isinstance(score.outcome, Rated) and score.outcome.band in (*board.red.bands, *board.green.bands)


def judge_centre(
    data: CentreData, windows: Mapping[str, WindowResult], boards: Iterable[Board], key: str, digests: Mapping[str, str]
) -> CentreSummary:
    """What boards and pages need of a centre. `windows`: by id; `key` and `digests`: as in `CentreSummary`."""
    results = windows.values()
    groups = sharing_inspections(
        {board.id: board for board in boards}, {one.place for row in results for one in row.standings}
    )
    sums, appealing_sums = decided_sums({window: one.team_sums for window, one in windows.items()}, data.cases, groups)
    return CentreSummary(
        key=key,
        centre=data.centre,
        rows=rows_together(_joined(window.standings for window in results)),
        reasons=_merged(window.reasons for window in results),
        fulfilments=_joined(window.fulfilments for window in results),
        losses=losses_together(_joined(window.losses for window in results)),
        sections=sections_together(_joined(window.sections for window in results)),
        gradings=_joined(window.gradings for window in results),
        dates=tuple((file.round.date, file.path) for file in data.rounds),
        rounds=_round_lines(data),
        facts=tuple((one.event.proved, (one.event.id, one.path, one.number)) for one in data.events),
        cited=_cited(data),
        cases=data.cases,
        superseded=_joined(window.superseded for window in results),
        records=_merged(window.records for window in results),
        lost=_merged(window.lost for window in results),
        relapses=_joined(window.relapses for window in results),
        team_sums=sums,
        appealing_sums=appealing_sums,
        unscored=_joined(window.uncounted.unscored for window in results),
        digests=digests,
    )


def _cited(data: CentreData) -> frozenset[str]:
    return frozenset((*(one.round.standard for one in data.rounds), *(one.event.standard for one in data.events)))


Ranks = Callable[[tuple[PlaceKey, ...], tuple[Standing, ...], Callable[[], BoardPeriod]], BoardPeriod]
"""Gives a period with its places: from what is kept, where it was ranked of the same rows before, or by the call.

Its rows are those that summaries have of the first place, and the others given here; the further places are those
whose evidence its lists take together with their own.
"""


def ranked_anew(
    _of: tuple[PlaceKey, ...], _beside: tuple[Standing, ...], rank: Callable[[], BoardPeriod]
) -> BoardPeriod:
    """By the call: nothing is kept."""
    return rank()


def judge_board(
    rulebook: Rulebook,
    board: Board,
    as_of: AsOf,
    summaries: Mapping[str, CentreSummary],
    ranks: Ranks = ranked_anew,
) -> tuple[Settled, ...]:
    """The periods of a board, newest first; a window that was not inspected in one stands there unrated.

    Where the board lets ratings stand for some months, one without a rating of its own keeps the last one that it had.
    """
    rows = BoardRows.of(board.id, chain.from_iterable(one.rows for one in summaries.values()))
    superseded = _superseded_on(board, summaries.values())
    centres = {centre: summary.centre for centre, summary in summaries.items()}
    suspended = _suspensions(summaries.values())
    open_days = partial(works, calendar_in(rulebook.policy))
    settled = []
    for period in sorted(rows, reverse=True):
        standard = rulebook.standards[standard_of(board, period)]
        others = sorted({*windows_in(centres, board, period)} - rows.inspected(period))
        alone = {one for one in others if standard.kind == "appraisal" and _staffed_by(centres, one) == 1}
        shut = {key for key in others if suspended_in(suspended.get(key, ()), period, open_days)}
        unseen = {row.who: row for row in _uninspected(board, period, others, shut, alone)}
        held = tuple(held_over(board, period, unseen, rows))
        beside = (*unseen.values(), *held)
        past = rows.only(just_before(board, period, rows))
        rank = partial(ranked, board, standard, period, as_of.day, past)
        before = (*superseded.get(period, ()), *superseded_too(held, superseded))
        earlier = tuple(superseded_before(period, past, superseded))
        if before or earlier:  # upheld appeals are looked at step by step
            settled.append(settle(_every(rows, period, beside), before, rank, tuple(past), earlier))
            continue
        of = tuple(PlaceKey(board.id, one) for one in (period, *past))
        found = ranks(of, beside, partial(_ranked, rank, rows, period, beside))
        settled.append(Settled(period=found, rank=rank, past=tuple(past)))
    return tuple(settled)


def _ranked(rank: Rank, rows: BoardRows, period: str, beside: Iterable[Standing]) -> BoardPeriod:
    return rank(tuple(_every(rows, period, beside).values()))


def _every(rows: BoardRows, period: str, beside: Iterable[Standing]) -> dict[WindowKey, Standing]:
    """The rows of a period: of the windows that were inspected, and in the place of theirs or beside them others."""
    return {**rows[period], **{row.who: row for row in beside}}


def _superseded_on(board: Board, summaries: Iterable[CentreSummary]) -> dict[str, list[Superseded]]:
    """By period, what a board said of windows before appeals were upheld."""
    superseded: dict[str, list[Superseded]] = {}
    for summary in summaries:
        for one in summary.superseded:
            if one.standing.board == board.id:
                superseded.setdefault(one.standing.period, []).append(one)
    return superseded


def judge_site(
    rulebook: Rulebook,
    rulebook_digest: str,
    as_of: AsOf,
    summaries: Mapping[str, CentreSummary],
    ranks: Ranks = ranked_anew,
) -> tuple[Site | None, tuple[Problem, ...]]:
    """What may be published on the day, and what is wrong with cases about the lists; no site where no calendar is."""
    of_centres = tuple(summaries.values())
    boards = sorted(rulebook.boards.items())
    settled = {board: judge_board(rulebook, rule, as_of, summaries, ranks) for board, rule in boards}
    cases = _joined(one.cases for one in of_centres)
    lost = _merged(one.lost for one in of_centres)
    relapses = _joined(one.relapses for one in of_centres)
    proved = {(centre, told[0]): day for centre, one in summaries.items() for day, told in one.facts}
    exposed = {one.period.place: one.exposed for periods in settled.values() for one in periods}
    problems = tuple(green_problems(cases, settled))
    calendar = calendar_in(rulebook.policy)
    timetable = Timetable(process=rulebook.policy.process, calendar=calendar)
    groups = sharing_inspections(rulebook.boards, (one.period.place for periods in settled.values() for one in periods))
    try:
        problems = (*problems, *unnoticed_appeals(cases, exposed, timetable))
        found = proceed(settled, cases, timetable, as_of.day, lost, groups, relapses, proved)
    except UnknownYearError as error:
        return None, (*problems, calendar_problem(POLICY, ("process",), error))
    return _site(rulebook, rulebook_digest, as_of, summaries, found), problems


def _site(
    rulebook: Rulebook, rulebook_digest: str, as_of: AsOf, summaries: Mapping[str, CentreSummary], found: Proceedings
) -> Site:
    """All that the pages say, once it is decided what is public."""
    of_centres = tuple(summaries.values())
    shown = _shown(found)
    public = {period.place for periods in found.boards.values() for period in periods}
    centres = {centre: one.centre for centre, one in summaries.items()}
    rounds = _joined(one.rounds for one in of_centres)
    site = Site(
        rulebook=rulebook,
        rulebook_digest=rulebook_digest,
        as_of=as_of,
        centres=centres,
        boards=found.boards,
        fulfilments=_told(shown, (one.fulfilments for one in of_centres)),
        gradings=_told(shown, (one.gradings for one in of_centres)),
        losses=tuple(loss for one in of_centres for loss in one.losses if loss.place in public),
        sections=tuple(part for one in of_centres for part in one.sections if part.place in public),
        reasons=_only(shown, (one.reasons for one in of_centres)),
        records=_only(shown, (one.records for one in of_centres)),
        held=found.held,
        entries=found.entries,
        released={PlaceKey(*place): day for place, day in found.released.items()},
        hidden=found.hidden,
        deadlines=found.deadlines,
        noticed=found.noticed,
        praise=found.praise,
        cases=tuple(file for file in found.cases if not _waits(rulebook, centres, file, found.released)),
        revisions=found.revisions,
        programmes=_programmes(rulebook, centres, rounds, as_of.day),
        team_sums=tuple(_sums_shown(summaries, found)),
        unscored=_joined(one.unscored for one in of_centres),
    )
    return replace(site, programmes=with_demands(site, rounds))


def _sums_shown(summaries: Mapping[str, CentreSummary], found: Proceedings) -> Iterator[TeamSum]:
    """The sums of teams that may be told: of what is public, without rows that an appeal hides."""
    sums = [one for summary in summaries.values() for one in summary.team_sums]
    for centre, summary in summaries.items():
        for window, own in summary.appealing_sums.items():
            sums += (one for one in own if RowKey(one.board, one.period, centre, window) not in found.hidden)
    yield from (one for one in added(sums) if one.place in found.released)


def _programmes(
    rulebook: Rulebook, centres: Mapping[str, Centre], rounds: Sequence[RoundLine], day: datetime.date
) -> tuple[ProgrammeRecord, ...]:
    """What was done of each programme by the day."""
    calendar = calendar_in(rulebook.policy)
    return tuple(programme_record(one, centres, rounds, day, calendar) for one in rulebook.programmes.values())


def _waits(
    rulebook: Rulebook, centres: Mapping[str, Centre], file: CaseFile, released: Container[tuple[str, str]]
) -> bool:
    """Whether a case follows from a self-check that is not shown yet: it belongs to a period that is not public."""
    boards = [one for one in rulebook.boards.values() if compared(one, file.centre, centres[file.centre])]
    return any(
        judges(board, period)
        and standard_of(board, period) == case.self_check.standard
        and (board.id, period) not in released
        for _, case in of_kind((file,), SelfRectification)
        for board in boards
        for period in (period_on(board, case.self_check.date),)
    )


def visits_by_window(data: CentreData) -> dict[str, list[Visit]]:
    """The visits to each window of a centre, in the order of the rounds."""
    visits: dict[str, list[Visit]] = {}
    for file in data.rounds:
        for inspection in file.round.every:
            visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))
    return visits


def _by_period(board: Board, window: WindowRecord) -> dict[str, tuple[list[Visit], list[Event]]]:
    """The visits and facts that a board judges, by its periods: those under the standard that it names for each."""
    found: dict[str, tuple[list[Visit], list[Event]]] = {}
    for visit in window.visits:
        period = period_on(board, visit.round.date)
        if judges(board, period) and visit.round.standard == standard_of(board, period):
            found.setdefault(period, ([], []))[0].append(visit)
    for event in window.events:
        period = period_on(board, event.proved)
        if judges(board, period) and event.standard == standard_of(board, period):
            found.setdefault(period, ([], []))[1].append(event)
    return found


def _lost_where_rectified(window: WindowRecord, scores: Iterable[PeriodScore]) -> dict[RowKey, tuple[str, ...]]:
    """Of the rows that a rectification is about, the clauses at which points were lost."""
    rectified = {case.about.place for _, case in of_kind(window.cases, Rectification)}
    return {score.key: _lost(score) for score in scores if score.place in rectified}


def _lost(score: PeriodScore) -> tuple[str, ...]:
    """The clauses at which points were lost."""
    found = {loss.clause for pool in score.pools for loss in pool.losses if loss.minus}
    found.update(event.clause for pool in score.pools for event in pool.events)
    limits = (pool for pool in score.pools if pool.state == "assessed" and pool.cases)
    found.update(pool.pool for pool in limits if pool.earned < pool.points)
    return tuple(sorted(found))


def _round_lines(data: CentreData) -> tuple[RoundLine, ...]:
    return tuple(_round_line(data.id, file.round) for file in data.rounds)


def _round_line(centre: str, one: Round) -> RoundLine:
    return RoundLine(
        date=one.date,
        centre=centre,
        channel=one.channel,
        team=one.team,
        windows=tuple(inspection.window for inspection in one.every),
    )


def _suspensions(summaries: Iterable[CentreSummary]) -> dict[WindowKey, list[CaseFile]]:
    found: dict[WindowKey, list[CaseFile]] = {}
    for summary in summaries:
        for file, _ in of_kind(summary.cases, Suspension):
            found.setdefault(file.who, []).append(file)
    return found


def _uninspected(
    board: Board, period: str, windows: Iterable[WindowKey], shut: Container[WindowKey], alone: Container[WindowKey]
) -> Iterator[Standing]:
    """The rows of windows that nobody inspected. `shut`: by order; `alone`: their appraisal would be a person's."""
    outcome = Unrated(reason="too-few-inspections", found=Fraction(0), needed=Fraction(board.min_inspections))
    for key in windows:
        yield Standing(
            board=board.id,
            period=period,
            centre=key.centre,
            window=key.window,
            outcome=ONE_PERSON if key in alone else SUSPENDED if key in shut else outcome,
            counted=0,
            coverage=Fraction(0),
            lowered=False,
            rank=0,
            listed="none",
        )


def _staffed_by(centres: Mapping[str, Centre], who: WindowKey) -> int | None:
    return next(window.staffed_by for window in centres[who.centre].windows if window.id == who.window)


def _joined(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """The parts in a row."""
    return tuple(chain.from_iterable(parts))


def _merged(parts: Iterable[Mapping[K, T]]) -> dict[K, T]:
    """The parts as one; no key stands in two."""
    return {key: value for part in parts for key, value in part.items()}


def _told(shown: Container[RowKey], parts: Iterable[Iterable[R]]) -> tuple[R, ...]:
    """Of the parts in a row, what is about rows whose figures may be shown."""
    return tuple(one for one in chain.from_iterable(parts) if one.key in shown)


def _only(shown: Container[RowKey], parts: Iterable[Mapping[RowKey, T]]) -> dict[RowKey, T]:
    """Of the parts as one, what is about rows whose figures may be shown."""
    return {key: value for part in parts for key, value in part.items() if key in shown}


def _shown(found: Proceedings) -> frozenset[RowKey]:
    """The rows whose figures may be shown."""
    rows = {
        row.key for periods in found.boards.values() for period in periods for row in (*period.ranked, *period.unrated)
    }
    return frozenset(rows) - found.hidden
