"""Before anything is made: whether there is anything to do, what was published before, and whether the data are right.

Nothing here needs templates, pages or a builder, so that whoever only asks need not wait for these to be loaded.
"""

import datetime
import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.comparing.guard import PublishedBefore, earlier_release, earlier_site, guard
from generator.comparing.last import refuse_another_program
from generator.comparing.revision import Against, at_revision
from generator.gathering.gather import Gathered, Moment, gather
from generator.gathering.last_build import nothing_changed
from generator.gathering.memory import State
from generator.gathering.progress import Progress
from generator.gathering.repository import commit_of_data
from generator.model.cases import HeldPeriod
from generator.model.own_theme import NOTHING_OWN, OwnTheme
from generator.model.problem import InputError
from generator.product import tool
from generator.publishing.contents import PROCESS_DIED, Origin, Published, Refused, refusal
from generator.publishing.releasing.release import refuse_links
from generator.publishing.releasing.sums import read_chain
from generator.publishing.workers import seldom_collected, worker_pool
from generator.reading.own_theme import read_own_theme
from generator.reading.tree import digest_of_texts
from generator.words.languages import Language


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Something that was published before."""

    day: datetime.date
    """The day that it speaks of."""
    revision: str = ""
    """Its short hash; empty for the site in `site/`, or for a release that was kept."""
    kept: bool = False
    """It was told as a release."""
    recorded: bool = True
    """Its figures are its own; else its data were judged anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What was published, of which day its newest data are, and what was compared with."""

    published: Published
    day: datetime.date
    spoken: datetime.date
    """The day that the site speaks of."""
    earlier: tuple[Compared, ...] = ()
    memory: State = "kept"
    """What became of the memory of earlier builds."""
    awaited: tuple[HeldPeriod, ...] = ()
    """Where no board has published anything yet: the oldest period of each that is still held."""


def identity_of(commit: str | None, origin: Origin) -> str:
    """Changes with what a site says of itself: of which commit it is, and what was published before it."""
    return digest_of_texts(repr((commit, origin)))


def unchanged(root: Path, day: Moment | None, lang: Language, commit: str | None = None) -> Built | None:
    """What a build of these would say that changes nothing; None where it might. Its arguments are those of a build.

    Raises Refused (another-build-runs, folder-is-a-link).
    """
    refuse_links(root)
    with seldom_collected():
        last = nothing_changed(root, day, lang, identity_of(commit, origin_of(root, None)))
    if last is None:
        return None
    same = Published(digest=last.site, pages=last.pages, built=(), removed=(), new=False)
    return Built(published=same, day=last.newest, spoken=last.day, earlier=(Compared(day=last.day),))


def check(  # noqa: PLR0913  # as for `build`
    root: Path,
    day: Moment | None,
    progress: Progress,
    against: Against | None = None,
    *,
    verify: bool = False,
    before: Path | None = None,
) -> Gathered:
    """What a build would gather; nothing is written. Its arguments, and what it raises: as for `build`."""
    with processes() as executor:
        earlier = tuple(earlier_of(root, day, executor, against, before))
        with own_theme_of(root):
            return gather(root, executor, day, progress, keep=False, verify=verify, guard=guard(earlier))


@contextmanager
def own_theme_of(root: Path) -> Iterator[OwnTheme]:
    """What a city adds to the theme; what is wrong with it is told with what is found to be wrong meanwhile."""
    own = read_own_theme(root)
    problems = own if isinstance(own, tuple) else ()
    try:
        yield NOTHING_OWN if isinstance(own, tuple) else own
    except InputError as error:
        raise InputError((*problems, *error.problems)) from error
    if problems:
        raise InputError(problems)


def earlier_of(
    root: Path, day: Moment | None, executor: Executor, against: Against | None, before: Path | None = None
) -> Iterator[PublishedBefore]:
    """Everything to compare with: the site in `site/`, the release, and the revision, where there are such.

    The record of what a revision published is what a release of it says; it is judged anew only where none is at hand.
    """
    released = [one for one in (earlier_site(root), earlier_release(before) if before else None) if one]
    yield from released
    if against and (revision := at_revision(root, against, executor, day, released)):
        if before and not revision.recorded:
            refuse_another_program(before)
        yield revision


def origin_of(root: Path, before: Path | None) -> Origin:
    """Where the release that is about to be comes from."""
    chain, manifest = read_chain(before) if before else ((), "")
    return Origin(tool=tool(), commit=commit_of_data(root), chain=chain, manifest=manifest)


Workers = Callable[[], AbstractContextManager[Executor]]
"""Gives whoever does the tasks of a build, for as long as it takes."""


@contextmanager
def processes() -> Iterator[Executor]:
    """A process for every processor that we may use."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with seldom_collected(), worker_pool(count) as executor:
            yield executor
    except (BrokenExecutor, ImportError, NotImplementedError) as error:  # the last two: a machine without semaphores
        raise Refused([refusal("build", PROCESS_DIED, message=str(error))]) from error
