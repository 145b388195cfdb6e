"""The unit of work: one centre, read, held against the rulebook and scored.

A task is a function of paths and digests, so that any executor can run it. What boards and lists need comes back to
the caller as it is; the parts of the scores come back packed, for only the centre's own pages and its export open them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from generator.gathering.centre_parts import CentreParts, KeptWindow, parts_of, rows_to_keep
from generator.gathering.memory import Row, Run, load_rulebook, plans_in, sealed
from generator.gathering.packing import put_by
from generator.gathering.progress import Progress
from generator.gathering.ranks import digested
from generator.judging.checks.all import rule_problems
from generator.judging.checks.days import early_problems
from generator.judging.checks.process.cases import case_problems
from generator.judging.checks.results.coordinates import coordinates_problems
from generator.judging.checks.results.events import event_problems
from generator.judging.checks.results.rounds import own_team_problems, round_problems
from generator.judging.checks.results.visits import appraised_alone, visit_problems
from generator.judging.checks.rules.boards import centre_problems
from generator.judging.checks.rules.editions import cited_by_events, cited_problems
from generator.judging.history.fingerprints import record_text
from generator.judging.process.clocks import Timetable
from generator.judging.process.holidays import calendar_in
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.ranking import compared, on_board
from generator.judging.scoring.striking import WindowRecord
from generator.judging.scoring.visits import Visit
from generator.judging.whole import judge_centre, judge_window, visits_by_window
from generator.model.dataset import CentreData, Rulebook
from generator.model.judged import CentreSummary, WindowSections
from generator.model.problem import InputError, Problem
from generator.model.rules import Board
from generator.model.scores import Standing, WindowLosses
from generator.privacy import bare_numbers
from generator.reading.centre import read_centre
from generator.reading.personal import read_privacy
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import SourceFile, digest_of_texts, read_bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreTask:
    """What a task is told."""

    root: Path
    centre: str
    files: tuple[SourceFile, ...]
    rulebook: bytes | None
    """The rulebook as it is kept; None: the rules have problems of their own, so only the form of the files is read."""
    rulebook_digest: str
    key: str
    """Digest of everything that the result depends on."""
    memory: Path | None
    """Where the parts of the last successful run are; None: nowhere."""
    keep: bool
    """Whether the parts of this run are wanted."""

    @property
    def remembers(self) -> bool:
        """Whether anything is known of earlier runs, or to be known of this one."""
        return self.keep or self.memory is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """What came of a task."""

    summary: CentreSummary
    rows: tuple[Row, ...] = ()
    """What is new of its parts."""
    names: frozenset[tuple[str, str]] = frozenset()
    """Kinds and names of the parts that hold on."""


def work_on(task: CentreTask) -> Worked:
    """Read, check and score one centre; raise InputError with all of its problems, if there are any."""
    before = parts_of(task.memory, task.centre) if task.memory else CentreParts()
    read = cache(read_bytes)  # whoever parses and whoever looks for persons see the same bytes
    reading = read_centre(task.root, task.centre, task.files, before.reading, read)
    data = reading.data
    rulebook = load_rulebook(task.rulebook) if task.rulebook else None
    privacy = read_privacy(task.root, task.files, _allowed_numbers(rulebook, data), before.looked, read)
    problems = (*reading.problems, *privacy.problems)
    if data is None or rulebook is None or task.rulebook is None:
        raise InputError(problems)
    plans = plans_in(task.rulebook)
    boards = _boards_of(rulebook, data)
    found = tuple(_centre_problems(data, rulebook, boards, plans))
    unread = any("/cases/" not in problem.path for problem in reading.problems)
    if not found and not unread:  # a case cites rounds: it is held against them once they are in order
        found = tuple(case_problems(data, rulebook, plans))
    if problems or found:
        raise InputError((*problems, *found))
    policy = rulebook.policy
    rules = (plans, task.rulebook_digest, Timetable(process=policy.process, calendar=calendar_in(policy)))
    windows = dict(_judged(data, boards, rules, before.windows, remembers=task.remembers))
    summary = judge_centre(
        data,
        {window: kept.result for window, kept in windows.items()},
        boards,
        task.key,
        {window: kept.digest for window, kept in windows.items()},
    )
    if task.remembers:
        summary = replace(summary, rows=digested(summary.rows))
    if not task.keep:
        return Worked(summary=summary)
    summary = _put_by(summary)
    parts = CentreParts(reading=reading, looked=privacy.clean, windows=windows)
    rows, names = rows_to_keep(summary, parts, before)
    return Worked(summary=summary, rows=rows, names=names)


def _put_by(summary: CentreSummary) -> CentreSummary:
    """The same, but that what nobody needs of most periods takes little room, here and on its way back."""
    losses = (replace(one, each=put_by(one.each, tuple[WindowLosses, ...])) for one in summary.losses)
    sections = (replace(one, each=put_by(one.each, tuple[WindowSections, ...])) for one in summary.sections)
    rows = (replace(one, each=put_by(one.each, tuple[Standing, ...])) for one in summary.rows)
    return replace(summary, losses=tuple(losses), sections=tuple(sections), rows=tuple(rows))


def _boards_of(rulebook: Rulebook, data: CentreData) -> tuple[Board, ...]:
    """The boards that compare windows of a centre."""
    return tuple(board for board in rulebook.boards.values() if compared(board, data.id, data.centre))


def _centre_problems(
    data: CentreData, rulebook: Rulebook, boards: tuple[Board, ...], plans: Mapping[str, Plan]
) -> Iterator[Problem]:
    """What is wrong with a centre, its rounds and its events; its cases are held against these once they are right."""
    yield from centre_problems(data.path, data.centre, rulebook.vocabulary)
    yield from coordinates_problems(data.path, data.centre)
    yield from round_problems(data, plans, rulebook.vocabulary)
    yield from cited_problems(data, boards, rulebook.standards)
    yield from event_problems(data, plans)
    yield from cited_by_events(data, boards, rulebook.standards)
    yield from visit_problems(data, rulebook)
    yield from appraised_alone(data, rulebook)
    yield from early_problems(data)
    yield from own_team_problems(data, rulebook.policy.process.own_team)


def _judged(
    data: CentreData,
    boards: Iterable[Board],
    rules: tuple[Mapping[str, Plan], str, Timetable],
    before: Mapping[str, KeptWindow],
    *,
    remembers: bool,
) -> Iterator[tuple[str, KeptWindow]]:
    """Every window of a centre, judged or as it was kept. `rules`: plans of standards, digest of all rules, clocks.

    `remembers`: it is known, and to be known, what each was judged by.
    """
    plans, rulebook_digest, timetable = rules
    visits = visits_by_window(data)
    for window in data.centre.windows:
        record = WindowRecord(
            centre=data.id,
            window=window.id,
            visits=visits.get(window.id, []),
            cases=tuple(file for file in data.cases if file.case.window == window.id),
            events=tuple(record.event for record in data.events if record.window == window.id),
        )
        own = tuple(board for board in boards if on_board(board, data.id, data.centre, window))
        digest = _digest(rulebook_digest, own, record) if remembers else ""
        known = before.get(window.id)
        if known is None or known.digest != digest:
            known = KeptWindow(digest=digest, result=judge_window(record, own, plans, timetable))
        yield window.id, known


def _allowed_numbers(rulebook: Rulebook | None, data: CentreData | None) -> frozenset[str] | None:
    """Telephone numbers that may stand in the files of a centre; None where it cannot be known."""
    if rulebook is None or data is None:
        return None
    return bare_numbers([rulebook.policy.hotline, data.centre.phone or ""])


def _digest(rulebook_digest: str, boards: tuple[Board, ...], window: WindowRecord) -> str:
    """Of all that a window is judged by."""
    found = sorted(f"{record_text(one)} {_beside(one)}" for one in window.visits)
    cases, events = repr(window.cases), repr(window.events)
    return digest_of_texts(rulebook_digest, *(board.id for board in boards), *found, cases, events)


def _beside(visit: Visit) -> str:
    """What pages show of a visit and its fingerprint leaves out: two reasons, and how an announced total is written."""
    return repr((visit.round.late, visit.round.out_of_hours, str(visit.inspection.announced)))


def rulebook_of(
    root: Path, files: Sequence[SourceFile], known: Row | None, digest: str
) -> tuple[Rulebook | None, bytes | None, tuple[Problem, ...]]:
    """The rulebook, as it is kept under `digest` or read anew, the same as it is to be kept, and what is wrong with it.

    There is nothing to be kept where anything is wrong.
    """
    if known and known.digest == digest:
        return load_rulebook(known.record), known.record, ()
    rulebook, found = read_rulebook(root, files)
    problems = (*found, *read_privacy(root, files, None).problems)
    if rulebook is not None:
        problems = (*problems, *rule_problems(rulebook))
    return rulebook, sealed(rulebook, Rulebook) if rulebook and not problems else None, problems


def tasks_of(
    root: Path,
    files: Iterable[SourceFile],
    digests: Mapping[str, str],
    rulebook: tuple[bytes | None, str],
    memory: tuple[Path | None, bool],
) -> Iterator[CentreTask]:
    """A task for every centre.

    `rulebook`: as it is kept, and its digest; `memory`: that of earlier runs, and whether this one is to be kept.
    """
    by_centre: dict[str, list[SourceFile]] = {}
    for file in files:
        if file.path.startswith("results/"):
            by_centre.setdefault(file.path.split("/")[1], []).append(file)
    (book, rulebook_digest), (place, keep) = rulebook, memory
    for centre, of_centre in sorted(by_centre.items()):
        yield CentreTask(
            root=root,
            centre=centre,
            files=tuple(of_centre),
            rulebook=book,
            rulebook_digest=rulebook_digest,
            key=digest_of_texts(rulebook_digest, *(f"{file.path} {digests.get(file.path, '')}" for file in of_centre)),
            memory=place,
            keep=keep,
        )


def run_tasks(
    tasks: Sequence[CentreTask], executor: Executor, progress: Progress, run: Run
) -> tuple[dict[str, CentreSummary], tuple[Problem, ...]]:
    """The summaries of centres, and the problems of those that have any; a single one is not worth another process.

    What is to be kept of them is handed to `run`.
    """
    summaries: dict[str, CentreSummary] = {}
    problems: list[Problem] = []
    for done, (centre, result) in enumerate(_results(tasks, executor), start=1):
        try:
            worked = result()
        except InputError as error:
            problems += error.problems
        else:
            summaries[centre] = worked.summary
            run.add(centre, worked.rows, worked.names)
        if len(tasks) > 1:
            progress("read", done, len(tasks))
    return summaries, tuple(problems)


def _results(tasks: Sequence[CentreTask], executor: Executor) -> Iterator[tuple[str, Callable[[], Worked]]]:
    """The centre of each task, and what gives or raises what came of it, as they are done."""
    if len(tasks) == 1:
        yield tasks[0].centre, partial(work_on, tasks[0])
        return
    largest_first = sorted(tasks, key=lambda task: len(task.files), reverse=True)  # none is left to one process alone
    futures = {executor.submit(work_on, task): task.centre for task in largest_first}
    for future in as_completed(futures):
        yield futures.pop(future), future.result  # its result is large and is held no longer than it is looked at
