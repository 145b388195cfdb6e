"""What the files that differ from those of a commit say of inspections, events and cases, then and now."""

import datetime
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final, cast

from generator.gathering.repository import Days, Git
from generator.judging.history.amended import Told
from generator.judging.history.fingerprints import fact_of, parts_of, record_of
from generator.judging.history.publication import Publication
from generator.judging.history.taken import Difference, Intake, Taken
from generator.judging.process.holidays import calendar_in
from generator.judging.process.workdays import UnknownYearError, after
from generator.judging.scoring.visits import Visit
from generator.model.cases import CaseFile
from generator.model.events import EventsFile
from generator.model.results import Round
from generator.model.site import Site
from generator.reading.centre import CASE
from generator.reading.record import read_record
from generator.reading.tree import read_bytes
from generator.upgrading.migrating import migrated, write
from generator.upgrading.migrations import MIGRATIONS

_DEPTH: Final = 4
"""Parts of the path of a round, an event or a case: results, centre, folder, file."""

_Read = Callable[[str], bytes | None]


def difference(root: Path, git: Git, commit: str, time_zone: str) -> Difference:
    """What differs from a commit below `results/`, of the files as they are now.

    Files are compared by git: it costs what was changed and not what there is. Where a file of the commit cannot be
    read, or something of it is no longer said in the same words, the data of the commit are brought into the form of
    now: an upgrade writes what the earlier form left unsaid, and alters nothing by that.
    """
    paths = [path for path in git.differing(commit) if _kind(path)]
    texts = {path: git.bytes("show", f"{commit}:./{path}") or None for path in paths}
    earlier: _Read = texts.get
    before = tuple(_taken(paths, earlier, lambda _: None))
    days = git.days_since(commit, time_zone)
    found = _taken(paths, lambda path: _bytes_of(root, path), lambda path: git.brought(path, days))
    now = tuple(_last_touched(one, git, days) for one in found)
    is_read = all(data is None or _is_read(path, data) for path, data in texts.items())
    if not is_read or {(one.key, one.said) for one in before} - {(one.key, one.said) for one in now}:
        earlier = _in_form_of_now(git, commit, paths)
        before = tuple(_taken(paths, earlier, lambda _: None))
    cases = (file for path in paths if (file := _case(path, lambda path: _bytes_of(root, path))))
    held = (file for path in paths if (file := _case(path, earlier)))
    return Difference(held=before, found=now, cases=tuple(cases), cases_held=tuple(held))


def intake_of(site: Site, before: Publication) -> Intake:
    """What a difference is judged by, on the day of a site."""
    policy = site.rulebook.policy
    calendar, days = calendar_in(policy), policy.process.late_after

    def is_late(day: datetime.date, entered: datetime.date) -> bool:
        try:
            return after(calendar, day, days) < entered
        except UnknownYearError:  # that the year is not known is told of the clocks that run through it
            return False

    return Intake(
        boards=tuple(site.rulebook.boards.values()),
        centres=site.centres,
        before=before,
        day=site.as_of.day,
        late_after=days,
        noticed=site.noticed,
        told=Told(before.amendments, site.rulebook.amendments),
        is_late=is_late,
    )


def _kind(path: str) -> str:
    """What a file below `results/` is: `cases`, `events`, `round`; empty for the others."""
    parts = PurePosixPath(path).parts
    if len(parts) != _DEPTH or parts[0] != "results" or not path.endswith(".yml"):
        return ""
    return parts[2] if parts[2] in {"cases", "events"} else "round"


def _taken(paths: Iterable[str], read: _Read, entered: Callable[[str], datetime.date | None]) -> Iterator[Taken]:
    for path in paths:
        data = read(path) if _kind(path) != "cases" else None
        if data is None:
            continue
        centre = path.split("/")[1]
        if _kind(path) == "events":
            facts = read_record(data, path, EventsFile)
            if isinstance(facts, EventsFile):
                yield from _of_events(centre, path, facts, entered(path))
        else:
            found = read_record(data, path, Round)
            if isinstance(found, Round):
                yield from _of_round(centre, path, found, entered(path))


def _last_touched(one: Taken, git: Git, days: Days) -> Taken:
    """Of a visit whose file was there before its day, when that was last another."""
    if not one.is_visit or one.entered is None or one.entered >= one.date:
        return one
    return replace(one, touched=git.touched(one.path, days))


def _of_round(centre: str, path: str, found: Round, entered: datetime.date | None) -> Iterator[Taken]:
    for inspection in found.every:
        yield Taken(
            centre=centre,
            window=inspection.window,
            standard=found.standard,
            date=found.date,
            name=found.channel,
            is_visit=True,
            said=f"{record_of(Visit(found, inspection))} {found.late or ''} {found.out_of_hours or ''}",
            parts=parts_of(found, inspection),
            late=found.late is not None,
            path=path,
            route=("date",),
            entered=entered,
        )


def _of_events(centre: str, path: str, found: EventsFile, entered: datetime.date | None) -> Iterator[Taken]:
    for number, event in enumerate(found.events):
        yield Taken(
            centre=centre,
            window=event.window,
            standard=event.standard,
            date=event.proved,
            name=event.id,
            is_visit=False,
            said=fact_of(event),
            late=event.late is not None,
            path=path,
            route=("events", number, "proved"),
            entered=entered,
        )


def _case(path: str, read: _Read) -> CaseFile | None:
    """A case as it is there; None where it is gone, or is none."""
    data = read(path) if _kind(path) == "cases" else None
    if not data:
        return None
    found = read_record(data, path, CASE)
    if isinstance(found, tuple):
        return None
    return CaseFile(id=PurePosixPath(path).stem, path=path, centre=path.split("/")[1], case=found)


def _bytes_of(root: Path, path: str) -> bytes | None:
    found = read_bytes(root, path)
    return found if isinstance(found, bytes) else None


def _in_form_of_now(git: Git, commit: str, paths: Iterable[str]) -> _Read:
    """Reads the files of a commit from a copy of its data in the form of now."""
    with tempfile.TemporaryDirectory(prefix="windowboard-") as scratch:
        git.unpack(commit, Path(scratch))
        write(Path(scratch), migrated(Path(scratch), MIGRATIONS))
        return {path: _bytes_of(Path(scratch), path) for path in paths}.get


def _is_read(path: str, data: bytes) -> bool:
    records = {"cases": CASE, "events": EventsFile, "round": Round}
    return not isinstance(read_record(data, path, cast("type[object]", records[_kind(path)])), tuple)
