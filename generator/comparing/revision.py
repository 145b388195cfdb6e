"""What was published before, by the site that stands in `site/` or by a revision of the data, and what guards it."""

import datetime
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator.comparing.guard import PublishedBefore, publication_of
from generator.comparing.taken import difference
from generator.gathering.gather import Gathered, Moment, day_of, gather
from generator.gathering.memory import MEMORY, DamagedMemoryError, Row, rows_of, sealed, unsealed
from generator.gathering.repository import DATA, REVISION, Git, commit_of_data, committed_day
from generator.judging.checks.all import is_time_zone
from generator.judging.checks.rules.calendars import UNKNOWN_HOLIDAYS
from generator.judging.checks.rules.frozen import EDITIONS
from generator.judging.history.publication import Publication
from generator.model.places import POLICY
from generator.model.problem import Code, InputError, Problem
from generator.model.rules import Policy
from generator.product import program_digest
from generator.reading.record import read_record
from generator.reading.tree import digest_of_texts
from generator.upgrading.migrating import migrated, write
from generator.upgrading.migrations import MIGRATIONS

PUBLISHED: Final = "published.json"
"""The file by which a site remembers its own publication."""

_JUDGED: Final = ""
_RECORD: Final = "record"
"""Names of what is kept of the last publication: as it was judged anew, and as it was published."""

REVISION_OF_OTHER_FORM: Final = Code(
    slug="revision-of-other-form",
    says="无法与版本 {revision} 对照：按现在的程序，它的数据有 {count} 处问题，第一处是 {first}",
    mend="若确实要从新的形式开始，请不带 --against 构建一次。",
    wrong="windowboard build --against HEAD~1",
    right="windowboard build",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """A revision to compare with."""

    revision: str
    published: Moment | None = None
    """When it was published last; None: on its own day, and never again."""


@contextmanager
def thawed(root: Path) -> Iterator[Path]:
    """The data of a project in a folder of their own, none of its editions frozen."""
    with tempfile.TemporaryDirectory(prefix="windowboard-") as scratch:
        for name in DATA:
            if (root / name).is_dir():
                shutil.copytree(root / name, Path(scratch, name), symlinks=True)
        Path(scratch, EDITIONS).unlink(missing_ok=True)
        yield Path(scratch)


def at_revision(
    root: Path, against: Against, executor: Executor, day: Moment | None, released: Iterable[PublishedBefore] = ()
) -> PublishedBefore | None:
    """What a revision had published when it was published last, or on `day` if that is earlier.

    Clocks run on without a commit: a list that was held on the day of the revision may have been published since, by
    a build of a later day. None where the revision has no standards. `released`: sites that
    were published; where one is of this revision, what it says is what was published, and nothing is judged anew: a
    program that would judge it otherwise now cannot hide that.

    The answer says how it is to be kept, by what the revision holds; nothing of the project is touched. Raises
    InputError where there is no such revision, or its data have problems.
    """
    git = Git(root)
    commit, short = git.commit(against.revision)
    trees = {folder: git.asked("rev-parse", "--verify", "--quiet", f"{commit}:./{folder}") for folder in DATA}
    if not trees["standards"]:
        return None
    zone = _zone(git, commit)
    day = _day(git, commit, against.published, day)
    key = digest_of_texts(program_digest(), *trees.values(), str(day))
    taken = difference(root, git, commit, zone or "UTC")
    own = commit_of_data(root, commit)
    record = next((one.publication for one in released if own and one.commit == own), None)
    record = record or _known(root, _RECORD, own or "")
    if record and record.facts:
        return PublishedBefore(publication=record, revision=short, taken=taken)
    if known := _known(root, _JUDGED, key):
        return PublishedBefore(
            publication=_completed(record, known), revision=short, taken=taken, recorded=record is not None
        )
    with tempfile.TemporaryDirectory(prefix="windowboard-") as scratch:
        git.unpack(commit, Path(scratch))
        found = _gathered(Path(scratch), short, executor, (day, _day(git, commit, None, day)))
    row = Row("publication", "", _JUDGED, key, sealed(found, Publication))
    return PublishedBefore(
        publication=_completed(record, found), revision=short, row=row, taken=taken, recorded=record is not None
    )


def _completed(record: Publication | None, judged: Publication) -> Publication:
    """The figures of a release, with facts from its commit: it is of an earlier program or format, and tells none."""
    if record is None:
        return judged
    return replace(record, facts=judged.facts, amendments=judged.amendments)


def record_to_keep(root: Path, earlier: Iterable[PublishedBefore]) -> Iterator[Row]:
    """How a published site that is about to give way to a build is to be kept: the next publication is held against it.

    While it stands in `site/` it tells of itself; afterwards its revision would have to be judged anew.
    """
    if (root / "site" / PUBLISHED).is_file():
        for one in earlier:
            if one.commit and not one.kept:
                yield Row("publication", "", _RECORD, one.commit, sealed(one.publication, Publication))


def _known(root: Path, name: str, key: str) -> Publication | None:
    """What is kept of a revision under `key`."""
    try:
        row = rows_of(root / MEMORY, "", "publication", [name]).get(name)
        return unsealed(row.record, Publication) if row and row.digest == key else None
    except DamagedMemoryError:
        return None


def _zone(git: "Git", commit: str) -> str | None:
    """The time zone of a revision; None where its policy cannot be read, or names none."""
    policy = read_record(git.bytes("show", f"{commit}:./{POLICY}"), POLICY, Policy)
    return policy.time_zone if isinstance(policy, Policy) and is_time_zone(policy.time_zone) else None


def _day(git: "Git", commit: str, published: Moment | None, latest: Moment | None) -> datetime.date | None:
    """The day that the revision spoke of; None where its policy cannot be read, which is a problem of its data."""
    zone = _zone(git, commit)
    if zone is None:
        return None
    try:
        own = committed_day(git.root, commit, zone)
        if own is None:
            return None
        spoken = max(own, day_of(published, zone)) if published else own
        return min(spoken, day_of(latest, zone)) if latest else spoken
    except (ValueError, OSError):
        return None


def _gathered(
    scratch: Path, short: str, executor: Executor, days: tuple[datetime.date | None, datetime.date | None]
) -> Publication:
    """What a revision published; `days`: when it was published last, and its own.

    Where a clock ran into a year without known holidays, it was not published on the first, for it could not be.
    """
    found: tuple[Problem, ...] = ()
    for day in days:
        try:
            return publication_of(_in_any_form(scratch, executor, day).site)
        except InputError as error:
            found = error.problems
        if {problem.code for problem in found} != {UNKNOWN_HOLIDAYS}:
            break
    first = f"{found[0].path}:{found[0].line}: {found[0].code.slug}"
    facts = {"revision": short, "count": str(len(found)), "first": first}
    raise InputError([Problem(path=REVISION, code=REVISION_OF_OTHER_FORM, facts=facts)])


def _in_any_form(scratch: Path, executor: Executor, day: datetime.date | None) -> Gathered:
    """What a revision holds; where it is in an earlier form, the copy is brought into that of now."""
    try:
        return gather(scratch, executor, day, lambda _step, _done, _total: None, keep=False)
    except InputError:
        if not write(scratch, migrated(scratch, MIGRATIONS)):
            raise
    return gather(scratch, executor, day, lambda _step, _done, _total: None, keep=False)


CODES: Final = (REVISION_OF_OTHER_FORM,)
