"""Gather: read, check and score everything, and do again only what has changed."""

import datetime
import pickle
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.centre_work import CentreSummary, CentreTask, load_kept, work_on
from generator.judging.boards import added, rank_board, together, windows_in
from generator.judging.calendar_checks import stated_year_problems
from generator.judging.case_checks import calendar_problem, future_step_problems, green_problems, steps_of
from generator.judging.editions import edition_problems, standard_of
from generator.judging.fingerprints import frozen_problems, unfrozen_problems
from generator.judging.lint_checks import lint_problems
from generator.judging.process import Settled, Timetable, proceed, settle
from generator.judging.programme import programme_record
from generator.judging.programme_checks import programme_centre_problems, programme_problems
from generator.judging.public_days import calendar_of
from generator.judging.round_checks import future_problems
from generator.judging.rule_checks import (
    board_centre_problems,
    board_problems,
    clock_problems,
    contradiction_problems,
    vocabulary_problems,
)
from generator.judging.standard_checks import standard_problems
from generator.judging.striking import SUSPENDED, suspended_in
from generator.judging.workdays import UnknownYearError
from generator.model.cases import CaseFile, Suspension
from generator.model.dataset import AsOf, Rulebook
from generator.model.problem import Problem
from generator.model.rules import Board
from generator.model.scores import Standing, Superseded, Unrated
from generator.presenting.site import Site
from generator.reading.locate import located
from generator.reading.personal import read_privacy
from generator.reading.rulebook import read_rulebook
from generator.reading.tree import SourceFile, digest_of, digest_of_texts, list_sources

Progress = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""

Moment = datetime.date | datetime.datetime
"""A day, or an instant with its zone, which lies on a day of the policy's time zone."""

SiteOn = Callable[[datetime.date], Site | None]
"""The same data as they would be published on another day; None where no calendar is."""

Guard = Callable[[Site, SiteOn], Iterable[Problem]]
"""Says what speaks against publishing a site whose data are in order."""

CACHE = Path("build", "cache")
"""What was read and scored before, below the root of the project; by program, for another one could not read it. It
may be deleted at any time."""

DATA = ("standards", "results")
POLICY = "standards/policy.yml"
HASH_SHOWN = 8
"""Signs of a commit's hash that are published: too few to pass for a phone number, and everywhere as many, where git
itself takes as many as it needs."""
BEFORE_ALL = datetime.date(2000, 1, 1)
"""The day of a project that has neither standards nor results."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """Everything that the pages are made of."""

    site: Site
    summaries: Mapping[str, CentreSummary]
    rulebook: Path
    """File of the kept rulebook."""
    parts: Mapping[str, Path]
    """File of each centre's parts."""
    changed: frozenset[str]
    """Centres that were read anew."""


def unguarded(_site: Site, _site_on: SiteOn) -> tuple[Problem, ...]:
    """Nothing: there is nothing to compare with."""
    return ()


def gather(  # noqa: PLR0913  # what, by whom, for when, and how are the caller's to say
    root: Path,
    executor: Executor,
    day: Moment | None,
    progress: Progress,
    *,
    keep: bool = True,
    guard: Guard = unguarded,
) -> Gathered | list[Problem]:
    """Everything of a project, or every problem of every file, sorted by place.

    `day`: the day the site speaks of; None: the date of the newest commit that touches the data, else the newest date
    in the data. `guard` is asked once everything else is right. Without `keep`, and of a run with problems, nothing is
    kept: not a file of the project is touched, and the parts of scores are nowhere.
    """
    files, problems = list_sources(root)
    digests = {file.path: digest_of(root / file.path) for file in files}
    rules = [file for file in files if file.path.startswith("standards/")]
    rulebook_digest = digest_of_texts(*(f"{file.path} {digests[file.path]}" for file in rules))
    with _cache(root / CACHE / f"{program_digest()}-{platform.python_version()}", keep=keep) as (kept, fresh):
        rulebook, found = _rulebook(root, rules, kept / "rulebook.pickle", rulebook_digest)
        problems = (*problems, *found)
        if rulebook and not found:
            _dump(fresh / "rulebook.pickle", (rulebook_digest, rulebook))
        book = fresh / "rulebook.pickle" if rulebook and not found else None
        tasks = tuple(_tasks(root, files, digests, (book, rulebook_digest), (kept, fresh if keep else None)))
        known = _known(kept)
        changed = tuple(task for task in tasks if task.centre not in known or known[task.centre].key != task.key)
        made, found = _work(changed, executor, progress)
        problems = (*problems, *found)
        summaries = {task.centre: made.get(task.centre) or known[task.centre] for task in tasks if not problems}
        site = None
        if rulebook and not problems:
            as_of, certain = _as_of(root, day, rulebook, summaries.values())
            centres = {centre: summary.centre for centre, summary in summaries.items()}
            late = [date for summary in summaries.values() for date in summary.dates] if certain else []
            steps = [step for summary in summaries.values() for step in steps_of(summary.cases)] if certain else []
            cited = {ref for summary in summaries.values() for ref in summary.cited}
            across = (
                *board_centre_problems(rulebook, centres),
                *programme_centre_problems(rulebook, centres),
                *unfrozen_problems(rulebook, cited),
                *future_problems(late, as_of.day),
                *future_step_problems(steps, as_of.day),
            )
            site, found = _site(rulebook, rulebook_digest, as_of, summaries)
            problems = located(root, (*across, *found))
            if site and not problems:
                problems = located(root, guard(site, partial(_site_on, rulebook, as_of, summaries)))
        if problems or rulebook is None or site is None:
            return sorted(problems, key=lambda one: (one.path, one.line, one.column, one.code))
        if keep:
            for centre, summary in made.items():
                _dump(fresh / f"summary-{centre}.pickle", summary)
            _keep(fresh, kept, summaries)
    return Gathered(
        site=replace(site, commits=_added_in(root)) if site.cases else site,
        summaries=summaries,
        rulebook=kept / "rulebook.pickle",
        parts={centre: kept / f"centre-{centre}.pickle" for centre in summaries},
        changed=frozenset(made),
    )


def program_digest() -> str:
    """Digest of everything of ours, and of the libraries, that results and the texts of pages depend on."""
    folder = Path(__file__).parent
    sources = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".yml"})
    return digest_of_texts(
        *(f"{name} {version(name)}" for name in ("chinesecalendar", "jinja2", "pydantic", "pyyaml")),
        *(f"{path.relative_to(folder).as_posix()} {digest_of(path)}" for path in sources),
    )


@contextmanager
def _cache(kept: Path, *, keep: bool) -> Iterator[tuple[Path, Path]]:
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


def _keep(fresh: Path, kept: Path, summaries: Mapping[str, CentreSummary]) -> None:
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


def _dump(path: Path, value: object) -> None:
    path.write_bytes(pickle.dumps(value, protocol=5))


def _rulebook(
    root: Path, files: Sequence[SourceFile], kept: Path, digest: str
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    before = load_kept(kept)
    if isinstance(before, tuple) and before[0] == digest and isinstance(before[1], Rulebook):
        return before[1], ()
    rulebook, found = read_rulebook(root, files)
    problems = (*found, *read_privacy(root, files, None).problems)
    if rulebook is None:
        return None, problems
    return rulebook, (*problems, *located(root, tuple(_rule_problems(rulebook))))


def _rule_problems(rulebook: Rulebook) -> Iterator[Problem]:
    if not _is_time_zone(rulebook.policy.time_zone):
        facts = {"value": rulebook.policy.time_zone}
        yield Problem(path=POLICY, route=("time_zone",), code="E344", facts=facts)
    yield from clock_problems(POLICY, rulebook.policy.process)
    yield from stated_year_problems(POLICY, rulebook.policy.calendar)
    yield from vocabulary_problems(rulebook.vocabulary)
    yield from edition_problems(rulebook)
    yield from frozen_problems(rulebook)
    for ref, standard in rulebook.standards.items():
        yield from standard_problems(rulebook.paths[ref], standard, rulebook.vocabulary)
        yield from lint_problems(rulebook.paths[ref], standard)
        yield from contradiction_problems(rulebook.paths[ref], standard, rulebook)
    for board in rulebook.boards.values():
        yield from board_problems(rulebook.paths[f"board:{board.id}"], board, rulebook)
    for programme in rulebook.programmes.values():
        yield from programme_problems(rulebook.paths[f"programme:{programme.id}"], programme, rulebook)


def _is_time_zone(name: str) -> bool:
    """Whether a name means the same on every machine: a region and a place, or UTC."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name or name == "UTC"


def _tasks(
    root: Path,
    files: Iterable[SourceFile],
    digests: Mapping[str, str],
    rulebook: tuple[Path | None, str],
    cache: tuple[Path, Path | None],
) -> Iterator[CentreTask]:
    """A task for every centre. `rulebook`: file and digest; `cache`: what is kept, and where to leave more."""
    by_centre: dict[str, list[SourceFile]] = {}
    for file in files:
        if file.path.startswith("results/"):
            by_centre.setdefault(file.path.split("/")[1], []).append(file)
    (book, rulebook_digest), (kept, fresh) = rulebook, cache
    for centre, of_centre in sorted(by_centre.items()):
        yield CentreTask(
            root=root,
            centre=centre,
            files=tuple(of_centre),
            rulebook=book,
            rulebook_digest=rulebook_digest,
            key=digest_of_texts(rulebook_digest, *(f"{file.path} {digests[file.path]}" for file in of_centre)),
            before=kept / f"centre-{centre}.pickle",
            after=fresh and fresh / f"centre-{centre}.pickle",
        )


def _known(kept: Path) -> dict[str, CentreSummary]:
    """What is known of every centre from the last run."""
    found = ((path.stem.removeprefix("summary-"), load_kept(path)) for path in kept.glob("summary-*.pickle"))
    return {centre: one for centre, one in found if isinstance(one, CentreSummary)}


def _work(
    tasks: Sequence[CentreTask], executor: Executor, progress: Progress
) -> tuple[dict[str, CentreSummary], tuple[Problem, ...]]:
    """The summaries of centres, and the problems of those that have any; a single one is not worth another process."""
    results: dict[str, CentreSummary | tuple[Problem, ...]] = {}
    if len(tasks) == 1:
        results[tasks[0].centre] = work_on(tasks[0])
    else:
        futures = {executor.submit(work_on, task): task.centre for task in tasks}
        for done, future in enumerate(as_completed(futures), start=1):
            results[futures[future]] = future.result()
            progress("read", done, len(tasks))
    summaries = {centre: one for centre, one in results.items() if isinstance(one, CentreSummary)}
    return summaries, tuple(problem for one in results.values() if isinstance(one, tuple) for problem in one)


def _as_of(root: Path, day: Moment | None, rulebook: Rulebook, summaries: Iterable[CentreSummary]) -> tuple[AsOf, bool]:
    """The day the site speaks of, and whether an inspection after it must be a mistake."""
    summaries = tuple(summaries)
    zone = rulebook.policy.time_zone
    certain = day_of(day, zone) if day else _committed(root, zone)
    newest = max((date for summary in summaries for date, _ in summary.dates), default=None)
    if newest is None:  # no inspection yet: the newest date there is stands in a standard
        newest = max((one.effective for one in rulebook.standards.values()), default=BEFORE_ALL)
    last = max((step.day for summary in summaries for step in steps_of(summary.cases)), default=newest)
    return AsOf(day=certain or max(newest, last), newest=newest), certain is not None


def day_of(moment: Moment, time_zone: str) -> datetime.date:
    """A day itself, or that of an instant in the time zone. Raises ValueError or OSError where there is no such."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(ZoneInfo(time_zone)).date()
    return moment


def _committed(root: Path, time_zone: str) -> datetime.date | None:
    """Day of the newest commit that touches the data; None outside a repository or where the data was edited since."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None
    if _asked(root, git, "status", "--porcelain", "--", *DATA):
        return None
    return committed_day(root, "HEAD", time_zone)


def committed_day(root: Path, revision: str, time_zone: str) -> datetime.date | None:
    """Day of the newest commit of a revision that touches the data; None where none does."""
    git = shutil.which("git")
    seconds = git and _asked(root, git, "log", "-1", "--format=%ct", revision, "--", *DATA)
    return datetime.datetime.fromtimestamp(int(seconds), tz=ZoneInfo(time_zone)).date() if seconds else None


def _added_in(root: Path) -> dict[str, str]:
    """In which commit each file of a case was added last, by path; nothing outside a repository or of a part of one."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return {}
    if _asked(root, git, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    told = _asked(
        root, git, "log", "--no-renames", "--diff-filter=A", "--name-only", "--format=:%H", "--", "results/*/cases/*"
    )
    commits: dict[str, str] = {}
    commit = ""
    for line in filter(None, told.splitlines()):
        if line.startswith(":"):
            commit = line[1 : HASH_SHOWN + 1]
        else:
            commits.setdefault(line, commit)
    return commits


def _asked(root: Path, *command: str) -> str:
    asked = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    return asked.stdout.strip()


def _site_on(
    rulebook: Rulebook, as_of: AsOf, summaries: Mapping[str, CentreSummary], day: datetime.date
) -> Site | None:
    return _site(rulebook, "", AsOf(day=day, newest=as_of.newest), summaries)[0]


def _site(
    rulebook: Rulebook, rulebook_digest: str, as_of: AsOf, summaries: Mapping[str, CentreSummary]
) -> tuple[Site | None, tuple[Problem, ...]]:
    """What may be published on the day, and what is wrong with cases about the lists; no site where no calendar is."""
    centres = {centre: summary.centre for centre, summary in summaries.items()}
    settled = {board: _periods(rulebook, rule, as_of, summaries) for board, rule in sorted(rulebook.boards.items())}
    cases = [file for summary in summaries.values() for file in summary.cases]
    lost = {key: clauses for summary in summaries.values() for key, clauses in summary.lost.items()}
    problems = tuple(green_problems(cases, settled))
    calendar = calendar_of(rulebook.policy.calendar)
    timetable = Timetable(process=rulebook.policy.process, calendar=calendar)
    try:
        groups = together(rulebook.boards, ((board, one.period.period) for board in settled for one in settled[board]))
        found = proceed(settled, cases, timetable, as_of.day, lost, groups)
    except UnknownYearError as error:
        return None, (*problems, calendar_problem(POLICY, ("process",), error))
    shown = {
        (row.board, row.period, row.centre, row.window)
        for periods in found.boards.values()
        for period in periods
        for row in (*period.ranked, *period.unrated)
    } - found.hidden
    site = Site(
        rulebook=rulebook,
        rulebook_digest=rulebook_digest,
        as_of=as_of,
        centres=centres,
        boards=found.boards,
        fulfilments=tuple(
            one
            for summary in summaries.values()
            for one in summary.fulfilments
            if (one.board, one.period, one.centre, one.window) in shown
        ),
        gradings=tuple(
            one
            for summary in summaries.values()
            for one in summary.gradings
            if (one.board, one.period, one.centre, one.window) in shown
        ),
        losses=tuple(
            one
            for summary in summaries.values()
            for one in summary.losses
            if (one.board, one.period, one.centre, one.window) in shown
        ),
        reasons={
            key: reason for summary in summaries.values() for key, reason in summary.reasons.items() if key in shown
        },
        records={
            key: records for summary in summaries.values() for key, records in summary.records.items() if key in shown
        },
        held=found.held,
        entries=found.entries,
        hidden=found.hidden,
        deadlines=found.deadlines,
        cases=found.cases,
        revisions=found.revisions,
        programmes=tuple(
            programme_record(
                programme,
                centres,
                (one for summary in summaries.values() for one in summary.rounds),
                as_of.day,
                calendar,
            )
            for programme in rulebook.programmes.values()
        ),
        team_sums=tuple(
            one
            for one in added(one for summary in summaries.values() for one in summary.team_sums)
            if (one.board, one.period) in found.released
        ),
    )
    return site, problems


def _periods(
    rulebook: Rulebook, board: Board, as_of: AsOf, summaries: Mapping[str, CentreSummary]
) -> tuple[Settled, ...]:
    """The periods of a board, newest first; a window that was not inspected in one stands there unrated."""
    by_period: dict[str, dict[tuple[str, str], Standing]] = {}
    superseded: dict[str, list[Superseded]] = {}
    suspended: dict[tuple[str, str], list[CaseFile]] = {}
    for summary in summaries.values():
        for row in summary.standings:
            if row.board == board.id:
                by_period.setdefault(row.period, {})[row.centre, row.window] = row
        for one in summary.superseded:
            if one.standing.board == board.id:
                superseded.setdefault(one.standing.period, []).append(one)
        for file in summary.cases:
            if isinstance(file.case, Suspension):
                suspended.setdefault((file.centre, file.case.window), []).append(file)
    centres = {centre: summary.centre for centre, summary in summaries.items()}
    settled = []
    for period, rows in sorted(by_period.items(), reverse=True):
        others = set(windows_in(centres, board, period)) - rows.keys()
        shut = {key for key in others if suspended_in(suspended.get(key, ()), period)}
        every = rows | {(row.centre, row.window): row for row in _uninspected(board, period, others, shut)}
        standard = rulebook.standards[standard_of(board, period)]
        rank = partial(rank_board, board, standard, period, as_of=as_of.day)
        settled.append(settle(every, superseded.get(period, ()), rank))
    return tuple(settled)


def _uninspected(
    board: Board, period: str, windows: Iterable[tuple[str, str]], shut: Container[tuple[str, str]]
) -> Iterator[Standing]:
    outcome = Unrated(reason="too-few-inspections", found=Fraction(0), needed=Fraction(board.min_inspections))
    for centre, window in windows:
        yield Standing(
            board=board.id,
            period=period,
            centre=centre,
            window=window,
            outcome=SUSPENDED if (centre, window) in shut else outcome,
            counted=0,
            coverage=Fraction(0),
            lowered=False,
            rank=0,
            listed="none",
        )
