"""Gather: read, check and score everything, and do again only what has changed."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from generator.gathering.known_files import digests_of
from generator.gathering.known_ids import with_ids_that_exist
from generator.gathering.memory import (
    MEMORY,
    DamagedMemoryError,
    Known,
    KnownFile,
    LostPartsError,
    Row,
    Run,
    State,
    forget,
    recall,
)
from generator.gathering.packing import UnpackError
from generator.gathering.progress import Progress
from generator.gathering.ranks import KeptRanks
from generator.gathering.repository import commits_of_cases, committed_day_of_head
from generator.gathering.tasks import CentreTask, rulebook_of, run_tasks, tasks_of
from generator.judging.checks.days import far_ahead_problems
from generator.judging.checks.process.amendments import future_amendments
from generator.judging.checks.process.cases import future_step_problems, steps_of
from generator.judging.checks.results.coordinates import apart_problems
from generator.judging.checks.results.disclosures import unfinished_months
from generator.judging.checks.results.events import future_event_problems, repeated_events
from generator.judging.checks.results.rounds import future_problems
from generator.judging.checks.rules.boards import board_centre_problems
from generator.judging.checks.rules.frozen import unfrozen_problems
from generator.judging.checks.rules.programmes import programme_centre_problems
from generator.judging.whole import judge_site, ranked_anew
from generator.model.dataset import AsOf, Rulebook
from generator.model.judged import CentreSummary
from generator.model.problem import Code, InputError, Problem
from generator.model.site import Site
from generator.reading.locate import located
from generator.reading.tree import digest_of_texts, list_sources

T = TypeVar("T")

Moment = datetime.date | datetime.datetime
"""A day, or an instant with its zone, which lies on a day of the policy's time zone."""

SiteOn = Callable[[datetime.date], Site | None]
"""The same data as they would be published on another day; None where no calendar is."""

Guard = Callable[[Site, SiteOn], Iterable[Problem]]
"""Says what speaks against publishing a site whose data are in order."""

_PUBLICATION: Final = (("publication", ""), ("publication", "record"))
"""What was published at a revision stays kept, whatever is read."""

BEFORE_ALL = datetime.date(2000, 1, 1)
"""The day of a project that has neither standards nor results."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """Everything that the pages are made of."""

    site: Site
    summaries: Mapping[str, CentreSummary]
    rulebook: bytes
    """The rulebook as it is kept."""
    memory: Path
    """Where the parts of centres are; nowhere, if nothing is kept."""
    state: State
    """What became of the memory of earlier runs."""
    changed: frozenset[str]
    """Centres that were read anew."""
    data: str
    """As `digest_of_data` says of the files that were read."""
    certain: datetime.date | None
    """As in `certain_day`."""


NO_PROJECT_HERE: Final = Code(
    slug="no-project-here",
    says="{root} 里没有 standards/，不是本项目的目录；请进入项目目录，或用 --root 指明",
    mend="没有项目时，先建好 standards/ 和 results/。",
    wrong="windowboard check --root /",
    right="windowboard check --root city",
)

NO_SUCH_CENTRE_HERE: Final = Code(
    slug="no-such-centre-here",
    says="没有叫“{value}”的服务机构；有：{known}",
    mend="写 results/ 下文件夹的名字；新的机构用 windowboard new centre 增加。",
    wrong="windowboard new round hall",
    right="windowboard new round hall-1",
)


NOT_READ_BACK: Final = Code(
    slug="not-read-back",
    says="刚刚写入的中间结果读不回来，重做一次也是这样，因此没有生成，原来的网站没有动",
    mend="等同一目录里的另一次生成结束；检查磁盘有没有写满、有没有坏；删去 build/ 再生成一次，不会丢失数据。"
    "仍然如此的，把这一行和 windowboard --version 的输出告诉本程序的维护者。",
    wrong="windowboard build & windowboard build",
    right="windowboard build",
)


def project(root: Path) -> Path:
    """The whole path of the folder of a project. Raises InputError where it holds none."""
    if not (root / "standards").is_dir():
        raise InputError([Problem(path="standards", code=NO_PROJECT_HERE, facts={"root": str(root)})])
    return root.resolve()


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
    verify: bool = False,
    guard: Guard = unguarded,
    beside: Iterable[Row] = (),
) -> Gathered:
    """Everything of a project. Raises InputError with every problem of every file, sorted by place.

    `day`: the day the site speaks of; None: the date of the newest commit that touches the data, else the newest date
    in the data. `verify`: every file is read, also those that look as they did. `guard` is asked once everything else
    is right; `beside` is kept with what is found. Without `keep`, and of a run with problems, nothing is kept: not a
    file of the project is touched, and the parts of scores are nowhere.
    """
    rows = tuple(beside)
    for known in (recall(root / MEMORY, mend=keep), Known(state="damaged")):
        try:
            return _gathered(root, executor, (day, progress, guard, rows), (known, keep, verify))
        except (DamagedMemoryError, UnpackError):  # it is found out only now; without it all is made anew, once
            continue
    raise InputError([_not_read_back()])


def _gathered(
    root: Path,
    executor: Executor,
    told: tuple[Moment | None, Progress, Guard, Iterable[Row]],
    memory: tuple[Known, bool, bool],
) -> Gathered:
    """The same. `memory`: what is known of earlier runs, whether to keep, and to verify.

    Raises DamagedMemoryError, or UnpackError, where what is known, or what was made of it, cannot be read.
    """
    (day, progress, guard, beside), (known, keep, verify) = told, memory
    with _by_place(root), Run() as run:
        read = _read(root, executor, progress, (known, run, keep, verify))
        certain = certain_day(root, day, read.rulebook.policy.time_zone)
        site, as_of, ranks = _judged(certain, read, known.periods)
        if problems := tuple(guard(site, partial(_site_on, read, as_of))):
            raise InputError(problems)
        if keep:
            book = Row("rulebook", "", "", read.rulebook_digest, read.packed_rulebook)
            run.add("", [*beside, book, *ranks.rows], (*_PUBLICATION, *ranks.names))
            run.keep(root / MEMORY, known, read.summaries, read.files)
    return Gathered(
        site=replace(site, commits=commits_of_cases(root)) if site.cases else site,
        summaries=read.summaries,
        rulebook=read.packed_rulebook,
        memory=root / MEMORY,
        state=known.state,
        changed=read.changed,
        data=read.data,
        certain=certain,
    )


def made_of_kept(root: Path, make: Callable[[], T]) -> tuple[T, bool]:
    """What is made of parts that were kept, and whether some were lost or damaged: then all is made anew, once.

    Raises InputError (not-read-back) where what was kept anew is not read back either.
    """
    with suppress(LostPartsError, UnpackError):
        return make(), False
    forget(root / MEMORY)
    with suppress(LostPartsError, UnpackError):
        return make(), True
    raise InputError([_not_read_back()])


def _not_read_back() -> Problem:
    """What was written to the memory in this very run could not be read again."""
    return Problem(path=MEMORY.as_posix(), code=NOT_READ_BACK)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """Rules and centres that are in order, each by itself."""

    rulebook: Rulebook
    packed_rulebook: bytes
    rulebook_digest: str
    summaries: Mapping[str, CentreSummary]
    changed: frozenset[str]
    """Centres that were read anew."""
    files: Mapping[str, KnownFile]
    """What can be known of each file the next time."""
    data: str
    """As `digest_of_data` says."""
    remembers: bool
    """Whether anything is known of earlier runs, or to be known of this one."""


@contextmanager
def _by_place(root: Path) -> Iterator[None]:
    """Give the problems that are raised meanwhile their lines, columns, and ids that exist; sort them by place."""
    try:
        yield
    except InputError as error:
        problems = with_ids_that_exist(root, located(root, error.problems))
        raise InputError(sorted(problems, key=lambda one: (one.path, one.line, one.column, one.code.slug))) from error


def _read(root: Path, executor: Executor, progress: Progress, memory: tuple[Known, Run, bool, bool]) -> _Read:
    """Read and score what has changed. `memory`: what is known, what is to be, whether to keep, and to verify."""
    known, run, keep, verify = memory
    files, problems = list_sources(root)
    rules = [file for file in files if file.path.startswith("standards/")]
    place = root / MEMORY if known.state == "kept" else None
    remembers = keep or place is not None  # else what each file holds is asked by nobody but its reader
    digests, seen = digests_of(root, files if remembers else rules, {} if verify else known.files)
    digest = digest_of_texts(*(f"{file.path} {digests[file.path]}" for file in rules))
    rulebook, book, wrong = rulebook_of(root, rules, known.rulebook, digest)
    tasks = tuple(tasks_of(root, files, digests, (book, digest), (place, keep)))
    made, found = run_tasks(tuple(_outdated(tasks, known.summaries)), executor, progress, run)
    if rulebook is None or book is None or problems or wrong or found:
        raise InputError((*problems, *wrong, *found))
    summaries = {task.centre: made.get(task.centre) or known.summaries[task.centre] for task in tasks}
    return _Read(
        rulebook=rulebook,
        packed_rulebook=book,
        rulebook_digest=digest,
        summaries=summaries,
        changed=frozenset(made),
        files=seen,
        data=digest_of_data(digests),
        remembers=remembers,
    )


def digest_of_data(digests: Mapping[str, str]) -> str:
    """Changes with every file under `standards/` and `results/`; `digests`: of each, by path, in order of path."""
    return digest_of_texts(*(f"{path} {digest}" for path, digest in digests.items()))


def _outdated(tasks: Iterable[CentreTask], known: Mapping[str, CentreSummary]) -> Iterator[CentreTask]:
    yield from (task for task in tasks if task.centre not in known or known[task.centre].key != task.key)


def _judged(certain: datetime.date | None, read: _Read, known: Mapping[str, Row]) -> tuple[Site, AsOf, KeptRanks]:
    """The site, its day and how its boards were ranked; raises InputError with what no centre can know alone.

    `known`: what earlier runs ranked, by board and period.
    """
    as_of = _as_of(certain, read.rulebook, read.summaries.values())
    ranks = KeptRanks(read.rulebook_digest, as_of, read.summaries, known)
    ranked = ranks if read.remembers else ranked_anew
    site, found = judge_site(read.rulebook, read.rulebook_digest, as_of, read.summaries, ranked)
    too_late = _too_late(read, as_of.day) if certain else far_ahead_problems(read.summaries.values())
    problems = (*_across_centres(read.rulebook, read.summaries), *too_late, *found)
    if problems or site is None:
        raise InputError(problems)
    return site, as_of, ranks


def _across_centres(rulebook: Rulebook, summaries: Mapping[str, CentreSummary]) -> Iterator[Problem]:
    """What is wrong between rules and centres, or between one centre and another."""
    centres = {centre: summary.centre for centre, summary in summaries.items()}
    yield from apart_problems(centres)
    yield from board_centre_problems(rulebook, centres)
    yield from programme_centre_problems(rulebook, centres)
    yield from unfrozen_problems(rulebook, {ref for summary in summaries.values() for ref in summary.cited})
    yield from repeated_events(told for summary in summaries.values() for _, told in summary.facts)


def _too_late(read: _Read, day: datetime.date) -> Iterator[Problem]:
    """What lies after the day of the data, where that day is certain."""
    yield from future_amendments(read.rulebook.amendments, day)
    for key, summary in read.summaries.items():
        yield from unfinished_months(f"results/{key}/centre.yml", summary.centre, day)
        yield from future_problems(summary.dates, day)
        yield from future_event_problems(summary.facts, day)
        yield from future_step_problems(steps_of(summary.cases), day)


def certain_day(root: Path, day: Moment | None, time_zone: str) -> datetime.date | None:
    """The day the site speaks of where it is told or committed: an inspection after it must be a mistake.

    Raises InputError (shallow-clone), and as `day_of`.
    """
    return day_of(day, time_zone) if day else committed_day_of_head(root, time_zone)


def _as_of(certain: datetime.date | None, rulebook: Rulebook, summaries: Iterable[CentreSummary]) -> AsOf:
    """The day the site speaks of: the one that is certain, else the newest in the data."""
    summaries = tuple(summaries)
    found = [date for summary in summaries for date, _ in (*summary.dates, *summary.facts)]
    newest = max(found, default=None)
    if newest is None:  # no inspection yet: the newest date there is stands in a standard
        newest = max((one.effective for one in rulebook.standards.values()), default=BEFORE_ALL)
    last = max((step.day for summary in summaries for step in steps_of(summary.cases)), default=newest)
    return AsOf(day=certain or max(newest, last), newest=newest)


def day_of(moment: Moment, time_zone: str) -> datetime.date:
    """A day itself, or that of an instant in the time zone. Raises ValueError or OSError where there is no such."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(ZoneInfo(time_zone)).date()
    return moment


def _site_on(read: _Read, as_of: AsOf, day: datetime.date) -> Site | None:
    return judge_site(read.rulebook, "", AsOf(day=day, newest=as_of.newest), read.summaries)[0]


CODES: Final = (NO_PROJECT_HERE, NO_SUCH_CENTRE_HERE, NOT_READ_BACK)
