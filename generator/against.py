"""What was published before, by the site that stands in `site/` or by a revision of the data, and what guards it."""

import datetime
import io
import pickle
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from generator.centre_work import load_kept
from generator.gather import DATA, POLICY, Guard, Moment, SiteOn, committed_day, day_of, gather, program_digest
from generator.judging.changes import Publication, publication, running_clocks, silent_changes, stale_corrections
from generator.judging.fingerprints import EDITIONS
from generator.model.problem import Problem
from generator.model.rules import Policy
from generator.presenting.site import Site
from generator.reading.published import read_published
from generator.reading.record import read_record
from generator.reading.tree import digest_of_texts

KEPT: Final = Path("build", "against")
"""What revisions published, below the root of the project. It may be deleted at any time."""

NO_REPOSITORY: Final = "no-repository"
NO_REVISION: Final = "no-revision"
BAD_REVISION: Final = "bad-revision"


class RevisionError(Exception):
    """A revision cannot be compared with; `word` names the sentence that says why, `facts` its values."""

    def __init__(self, word: str, **facts: str) -> None:
        super().__init__(word)
        self.word = word
        self.facts = facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """A revision to compare with."""

    revision: str
    published: Moment | None = None
    """When it was published last; None: on its own day, and never again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """Something that was published."""

    publication: Publication
    revision: str = ""
    """Its short hash; empty for the site in `site/`."""


def earlier_site(root: Path) -> Earlier | Problem | None:
    """The site in `site/`; None where there is none, a Problem where it cannot be read."""
    found = read_published(root / "site")
    return Earlier(publication=found) if isinstance(found, Publication) else found


def guard(earlier: Sequence[Earlier]) -> Guard:
    """What speaks against publishing a site: whatever would change silently, or rests on a wrong case.

    A site that speaks of an earlier day than what was published is compared as it will be on that day: what it holds
    back because of its day is not lost, and no silent change can hide behind it.
    """

    def guarded(site: Site, site_on: SiteOn) -> Iterator[Problem]:
        told: dict[tuple[object, ...], Problem] = {}
        for problem in stale_corrections(publication_of(site), site.cases):
            told[problem.path, problem.route] = problem
        for one in earlier:
            seen = on_day_of(one, site, site_on)
            for problem in silent_changes(one.publication, publication_of(seen), seen.cases):
                told.setdefault((problem.path, problem.route, problem.code, *problem.facts.items()), problem)
        yield from told.values()

    return guarded


def on_day_of(earlier: Earlier, site: Site, site_on: SiteOn) -> Site:
    """The site as it can be compared with what was published earlier: of no earlier day."""
    day = earlier.publication.day
    return site if site.as_of.day >= day else site_on(day) or site


@contextmanager
def thawed(root: Path) -> Iterator[Path]:
    """The data of a project in a folder of their own, none of its editions frozen."""
    with tempfile.TemporaryDirectory(prefix="windowboard-") as scratch:
        for name in DATA:
            if (root / name).is_dir():
                shutil.copytree(root / name, Path(scratch, name), symlinks=True)
        Path(scratch, EDITIONS).unlink(missing_ok=True)
        yield Path(scratch)


def publication_of(site: Site) -> Publication:
    """What a site says in figures."""
    clocks = running_clocks(site.rulebook.policy.process, site.boards, site.held)
    return publication(
        site.as_of.day, site.boards, site.rulebook.boards, site.cases, site.centres, site.records, site.entries, clocks
    )


def at_revision(root: Path, against: Against, executor: Executor, day: Moment | None, *, keep: bool) -> Earlier | None:
    """What a revision had published when it was published last, or on `day` if that is earlier.

    Clocks run on without a commit: a list that was held on the day of the revision may have been published since, by
    a build of a later day. None where the revision has no standards.

    With `keep` the answer is kept, by what the revision holds; without it nothing of the project is touched. Raises
    RevisionError where there is no such revision, or its data have problems.
    """
    git = _Git(root)
    commit, short = git.commit(against.revision)
    trees = {folder: git.asked("rev-parse", "--verify", "--quiet", f"{commit}:./{folder}") for folder in DATA}
    if not trees["standards"]:
        return None
    day = _day(git, commit, against.published, day)
    key = digest_of_texts(program_digest(), *trees.values(), str(day))
    kept = root / KEPT / f"{key}.pickle"
    known = load_kept(kept)
    if not isinstance(known, Publication):
        with _unpacked(git, commit, root / KEPT if keep else None) as scratch:
            known = _gathered(scratch, short, executor, (day, _day(git, commit, None, day)))
        if keep:
            shutil.rmtree(root / KEPT, ignore_errors=True)
            (root / KEPT).mkdir(parents=True)
            kept.write_bytes(pickle.dumps(known, protocol=5))
    return Earlier(publication=known, revision=short)


def _day(git: "_Git", commit: str, published: Moment | None, latest: Moment | None) -> datetime.date | None:
    """The day that the revision spoke of; None where its policy cannot be read, which is a problem of its data."""
    policy = read_record(git.bytes("show", f"{commit}:./{POLICY}"), POLICY, Policy)
    if not isinstance(policy, Policy):
        return None
    zone = policy.time_zone
    try:
        own = committed_day(git.root, commit, zone)
        if own is None:
            return None
        spoken = max(own, day_of(published, zone)) if published else own
        return min(spoken, day_of(latest, zone)) if latest else spoken
    except (ValueError, OSError):
        return None


@contextmanager
def _unpacked(git: "_Git", commit: str, place: Path | None) -> Iterator[Path]:
    """The data of a commit in a folder of its own, below `place` or where the machine keeps such things."""
    if place:
        place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="windowboard-", dir=place) as scratch:
        git.unpack(commit, Path(scratch))
        yield Path(scratch)


def _gathered(
    scratch: Path, short: str, executor: Executor, days: tuple[datetime.date | None, datetime.date | None]
) -> Publication:
    """What a revision published; `days`: when it was published last, and its own.

    Where a clock ran into a year without known holidays, it was not published on the first, for it could not be.
    """
    found: list[Problem] = []
    for day in days:
        gathered = gather(scratch, executor, day, lambda _step, _done, _total: None, keep=False)
        if not isinstance(gathered, list):
            return publication_of(gathered.site)
        found = gathered
        if {problem.code for problem in found} != {"E501"}:
            break
    first = f"{found[0].path}:{found[0].line}: {found[0].code}"
    raise RevisionError(BAD_REVISION, revision=short, count=str(len(found)), first=first)


class _Git:
    """Asks the repository that a project lies in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git = shutil.which("git") or ""
        if not self.git or not self.asked("rev-parse", "--git-dir"):
            raise RevisionError(NO_REPOSITORY, root=str(root))

    def commit(self, revision: str) -> tuple[str, str]:
        """Whole and short hash of a revision."""
        commit = self.asked("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not commit:
            raise RevisionError(NO_REVISION, revision=ascii(revision))
        return commit, self.asked("rev-parse", "--short", commit)

    def asked(self, *words: str) -> str:
        """What it answers; empty where it refuses."""
        return self.bytes(*words).decode("utf-8", "replace").strip()

    def bytes(self, *words: str) -> bytes:
        """The same as it comes."""
        command = [self.git, *words]
        asked = subprocess.run(command, cwd=self.root, capture_output=True, check=False)  # noqa: S603  # our own words
        return b"" if asked.returncode else asked.stdout

    def unpack(self, commit: str, folder: Path) -> None:
        """Write the plain files of the data, as the commit has them, into a folder."""
        there = [name for name in DATA if self.asked("rev-parse", "--verify", "--quiet", f"{commit}:./{name}")]
        packed = io.BytesIO(self.bytes("archive", "--format=tar", commit, "--", *there))
        with tarfile.open(fileobj=packed) as files:
            for member in files:
                path = PurePosixPath(member.name)
                content = files.extractfile(member) if member.isfile() else None
                if content is None or path.is_absolute() or ".." in path.parts:
                    continue
                target = folder.joinpath(*path.parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
