"""Whether anything is otherwise than at the end of the last build: if not, there is nothing to do, and little is read.

Looked at are the files of the data, known by size, times and inode; the theme of the city, its settings, the program,
the language, the day and, where cases name their commits, the history; every file of the site itself; and the pages
that it is built of, for another builder may be given these.
"""

import datetime
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.gathering.gather import Gathered, Moment, certain_day, digest_of_data
from generator.gathering.known_files import digests_of
from generator.gathering.memory import MEMORY, DamagedMemoryError, Row, glance, note_built, sealed, unsealed
from generator.gathering.repository import history_of
from generator.model.problem import InputError
from generator.product import FRAME, THEME, program_digest
from generator.publishing.contents import Published
from generator.publishing.releasing.altered import NOTES, Left
from generator.publishing.releasing.release import STAMP, locked
from generator.publishing.writing import pages_left
from generator.reading.tree import digest, digest_of, digest_of_texts, list_sources
from generator.words.languages import Language, folder_of

_ELSEWHERE = (b"!ENV", b"INHERIT")
"""Words by which settings take something from outside the project: then it cannot be known here whether it changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LastBuild:
    """What the site in `site/` was made of, and what was told of it."""

    data: str
    """As `gather.digest_of_data` says."""
    frame: str
    """As `frame_around` says."""
    identity: str
    """Changes with what the site says of itself: of which commit it is, and what was published before it."""
    certain: datetime.date | None
    """The day that was told or committed."""
    time_zone: str
    history: str | None
    """As `history_of` says; None where no page tells of it."""
    site: str
    """Its digest."""
    pages: int
    folders: tuple[str, ...]
    """Of its languages, as `words.languages.folder_of` names them."""
    day: datetime.date
    """The day that the site speaks of."""
    newest: datetime.date
    """The day of its newest data."""


def frame_around(root: Path, lang: Language) -> str:
    """Changes with all that a site is made of besides its data and its day; empty where that cannot be known."""
    settings = root / "mkdocs.yml"
    try:  # a link is followed here, as it is where the settings are read
        told = settings.read_bytes() if settings.exists() else b""
    except OSError:
        return ""
    if any(word in told for word in _ELSEWHERE):
        return ""
    own = root / "theme"
    mine = "product" if (own / FRAME.name).exists() else digest_of_texts(*_of_folder(own))
    return digest_of_texts(program_digest(), *_of_folder(THEME), lang, digest(told), mine)


def _of_folder(folder: Path) -> Iterator[str]:
    """Each file and folder below a folder, with what it holds; links are named and not followed."""
    for top, folders, files in os.walk(folder):
        folders.sort()
        yield from (f"{top}/{name}/" for name in folders)
        yield from (f"{top}/{name} {digest_of(Path(top, name))}" for name in sorted(files))


def nothing_changed(root: Path, day: Moment | None, lang: Language, identity: str) -> LastBuild | None:
    """The last build, if another one would come to the same site; None where it might not.

    Raises Refused (another-build-runs).
    """
    files, row = glance(root / MEMORY)
    if row is None:
        return None
    try:
        last = unsealed(row.record, LastBuild)
        same = (
            frame_around(root, lang) == last.frame
            and identity == last.identity
            and _stamped(root) == last.site
            and certain_day(root, day, last.time_zone) == last.certain
            and (last.history is None or history_of(root) == last.history)
        )
    except (DamagedMemoryError, InputError, ValueError, OSError):  # whatever it is, the build will tell
        return None
    if not same:
        return None
    sources, problems = list_sources(root)
    if problems or digest_of_data(digests_of(root, sources, files)[0]) != last.data:
        return None
    build = root / "build"
    with locked(build):
        same = Left(root / "site", build / NOTES).whole() and all(pages_left(build / folder) for folder in last.folders)
        return last if same else None


def remember(
    root: Path, gathered: Gathered, around: tuple[str, str], published: Published, languages: Sequence[Language]
) -> None:
    """Keep what a site was made of that was just published; `around`: its frame, as it still is, and its identity."""
    frame, identity = around
    site = gathered.site
    last = LastBuild(
        data=gathered.data,
        frame=frame,
        identity=identity,
        certain=gathered.certain,
        time_zone=site.rulebook.policy.time_zone,
        history=history_of(root) if site.cases else None,
        site=published.digest,
        pages=published.pages,
        folders=tuple(folder_of(lang, languages) for lang in languages),
        day=site.as_of.day,
        newest=site.as_of.newest,
    )
    note_built(root / MEMORY, Row("built", "", "", published.digest, sealed(last, LastBuild)))


def _stamped(root: Path) -> str:
    """The digest that the site has of itself."""
    return str(json.loads((root / "site" / STAMP).read_bytes())["digest"])
