"""Build: gather what is known, decide what the site consists of, apply it."""

import datetime
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from generator.against import Against, Earlier, at_revision, earlier_site, guard, on_day_of, thawed
from generator.centre_work import LostPartsError, ScorecardTask, make_export, make_scorecards
from generator.gather import CACHE, Gathered, Moment, Progress, SiteOn, gather, program_digest
from generator.impact import Impact, impact_of
from generator.judging.boards import on_board
from generator.judging.editions import standard_of
from generator.judging.fingerprints import FREEZING
from generator.judging.privacy import bare_in_prose, bare_numbers
from generator.model.centre import Centre
from generator.model.problem import Problem
from generator.model.scores import BoardPeriod, Standing
from generator.presenting.addresses import centre_file, source, window_page
from generator.presenting.atlas import Atlas
from generator.presenting.badges import site_badges
from generator.presenting.docket import turned
from generator.presenting.exports import Withheld, site_exports
from generator.presenting.feeds import site_feeds
from generator.presenting.markup import THEME, kept_compiled
from generator.presenting.pages import site_pages
from generator.presenting.scorecard import HeldPlace, Neighbour, Place, WindowProceedings, places_of
from generator.presenting.search import search_page, search_records
from generator.presenting.site import Artefact, Site
from generator.publishing.contents import Contents, Piece, Published
from generator.publishing.frame import public_address
from generator.publishing.publish import publish
from generator.publishing.search_index import search_folders
from generator.publishing.workers import Ahead, worker_pool
from generator.reading.tree import digest_of, digest_of_texts
from generator.words import Language, digest_of_words

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What was published, of which day its newest data are, and what was compared with."""

    published: Published
    day: datetime.date
    earlier: tuple[Earlier, ...] = ()


FEW = 3
"""Scorecards of a centre that are made where they are asked for: fewer are not worth another process."""


def build(
    root: Path, day: Moment | None, progress: Progress, against: Against | None = None, lang: Language = "zh"
) -> Built | list[Problem]:
    """Make `site/` show what stands under `standards/` and `results/`, or say everything that is wrong with them.

    `day`: the day the site speaks of; None: see `gather`. `against`: a revision that was published; the site in
    `site/` is compared with in any case. Raises `publishing.contents.Refused` where the data are right and the site
    could still not be made, and `against.RevisionError`; the earlier site is untouched then. `lang`: of the interface.
    """
    try:
        return _build(root, day, progress, against, lang)
    except LostPartsError:  # what was kept is damaged: without it everything is made anew
        shutil.rmtree(root / CACHE, ignore_errors=True)
        return _build(root, day, progress, against, lang)


def _build(
    root: Path, day: Moment | None, progress: Progress, against: Against | None, lang: Language
) -> Built | list[Problem]:
    with processes() as executor:
        earlier = _earlier(root, day, executor, against, keep=True)
        if isinstance(earlier, Problem):
            return [earlier]
        gathered = gather(root, executor, day, progress, guard=guard(earlier))
        if isinstance(gathered, list):
            return gathered
        gathered = replace(gathered, site=replace(gathered.site, lang=lang))
        with kept_compiled(gathered.rulebook.parent, lang):
            contents = decide(gathered, public_address(root), executor)
            published = publish(root, contents, pool=executor, report=progress)
        return Built(published=published, day=gathered.site.as_of.newest, earlier=earlier)


def check(
    root: Path, day: Moment | None, progress: Progress, against: Against | None = None
) -> Gathered | list[Problem]:
    """What a build would gather, or everything that is wrong; nothing is written. `against`: as for `build`."""
    with processes() as executor:
        earlier = _earlier(root, day, executor, against, keep=False)
        if isinstance(earlier, Problem):
            return [earlier]
        return gather(root, executor, day, progress, keep=False, guard=guard(earlier))


def impact(root: Path, day: Moment | None, progress: Progress, against: Against) -> Impact | list[Problem]:
    """What the data and rules would change in what a revision published; nothing is written.

    A frozen edition may have been edited: what that would change is what is asked. Raises `against.RevisionError`.
    """
    seen: list[Site] = []
    with processes() as executor:
        earlier = at_revision(root, against, executor, day, keep=False)

        def look(site: Site, site_on: SiteOn) -> tuple[Problem, ...]:
            seen.append(on_day_of(earlier, site, site_on) if earlier else site)
            return ()

        gathered = gather(root, executor, day, progress, keep=False, guard=look)
        frozen: list[Problem] = []
        if isinstance(gathered, list) and {problem.code for problem in gathered} <= FREEZING:
            frozen = gathered
            with thawed(root) as copy:
                gathered = gather(copy, executor, day, progress, keep=False, guard=look)
        return gathered if isinstance(gathered, list) else impact_of(seen[-1], earlier, frozen)


def _earlier(
    root: Path, day: Moment | None, executor: Executor, against: Against | None, *, keep: bool
) -> tuple[Earlier, ...] | Problem:
    """Everything to compare with: the site in `site/`, and the revision, where there are such."""
    site = earlier_site(root)
    if isinstance(site, Problem):
        return site
    revision = at_revision(root, against, executor, day, keep=keep) if against else None
    return tuple(one for one in (site, revision) if one)


@contextmanager
def processes() -> Iterator[Executor]:
    """A process for every processor that we may use; another executor with the same files would do as well."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with worker_pool(count) as executor:
        yield executor


def decide(gathered: Gathered, address: str, executor: Executor) -> Contents:
    """Everything that the site consists of, each part with the digest of what it is made of.

    `address`: where the site will stand, as mkdocs.yml says; empty where it does not.
    """
    site = gathered.site
    code = digest_of_texts(program_digest(), *_templates(), digest_of_words(site.lang))
    windows = _Windows(gathered, code, address, executor)
    teller = _Teller(code)
    return Contents(
        title=site.rulebook.policy.site_title,
        lang=site.lang,
        day=site.as_of.day,
        folders=search_folders(tuple(search_records(site))),
        pages=chain(map(teller.piece, site_pages(site)), [teller.piece(search_page(site))], windows.scorecards()),
        files=chain(
            map(teller.piece, site_exports(site)),
            map(teller.piece, site_badges(Atlas(site), address)),
            map(teller.piece, site_feeds(Atlas(site))),
            windows.exports(),
        ),
        spared=_spared(site),
        foresee=windows.foresee,
    )


def _spared(site: Site) -> frozenset[str]:
    """Telephone numbers and addresses that are printed on purpose: of the hotline, the centres, and in the rules."""
    phones = [centre.phone for centre in site.centres.values() if centre.phone]
    return bare_numbers([site.rulebook.policy.hotline, *phones]) | bare_in_prose([repr(site.rulebook)])


class _Teller:
    """Sums up what artefacts are made of; records stand in many of them and are told once."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.known: dict[int, tuple[object, str]] = {}
        self.last: tuple[object, str] = (None, "")

    def piece(self, artefact: Artefact) -> Piece:
        if artefact.ingredients is not self.last[0]:  # two files of one table have the same
            self.last = (artefact.ingredients, digest_of_texts(self.code, self.told(artefact.ingredients)))
        digest = self.last[1]
        return Piece(address=artefact.address, digest=digest, render=artefact.render)

    def told(self, ingredient: object) -> str:
        if isinstance(ingredient, tuple):
            return f"({','.join(map(self.told, ingredient))})"
        if isinstance(ingredient, str | int):
            return repr(ingredient)
        if id(ingredient) not in self.known:  # the object is kept beside its text, so that its id stays its own
            text = repr(ingredient)
            self.known[id(ingredient)] = (
                ingredient,
                digest_of_texts(text) if isinstance(ingredient, BoardPeriod) else text,
            )
        return self.known[id(ingredient)][1]


def _templates() -> Iterable[str]:
    for folder in ("pages", "parts"):
        for path in sorted((THEME / folder).rglob("*.jinja")):
            yield f"{path.relative_to(THEME).as_posix()} {digest_of(path)}"


class _Windows:
    """The pages and exports of centres, made where the parts of their scores are.

    `foresee` is told which pages will be asked for, so that they are made by all processes at once.
    """

    def __init__(self, gathered: Gathered, code: str, address: str, executor: Executor) -> None:
        self.gathered = gathered
        self.code = code
        self.executor = executor
        self.places = places_of(gathered.site)
        self.address = address
        self.held = _held(gathered.site)
        self.proceedings = _proceedings(gathered.site)
        self.withheld = _withheld(gathered.site, self.held)
        self.made: Ahead[dict[str, str]] = Ahead(executor, {})
        self.exported: Ahead[str] = Ahead(executor, {})
        self.texts: dict[tuple[str, str], str] = {}
        """Scorecards that were made and are not written yet, of one centre."""

    def scorecards(self) -> Iterator[Piece]:
        site = self.gathered.site
        for centre, summary in self.gathered.summaries.items():
            scored = {(row.window, row.board, row.period) for row in summary.standings}
            heading = (site.sample, _heading(summary.centre), self.held[centre])
            shared = digest_of_texts(self.code, site.rulebook_digest, self.address, repr(heading))
            for window in summary.centre.windows:
                places = self.places.get((centre, window.id), {})
                shown = any((window.id, *key) in scored and not place.appealed for key, place in places.items())
                fresh = None if shown else site.as_of.newest
                proceedings = self.proceedings.get((centre, window.id), WindowProceedings())
                told = (proceedings, turned(proceedings.entries, proceedings.cases, site.as_of.day))
                ended = window.closed is not None and window.closed < site.as_of.day
                yield Piece(
                    address=source(window_page(centre, window.id)),
                    digest=digest_of_texts(
                        shared, repr((window, fresh, ended, summary.digests[window.id], _stands(places), told))
                    ),
                    render=partial(self._text, centre, window.id),
                )

    def exports(self) -> Iterator[Piece]:
        for centre, summary in self.gathered.summaries.items():
            yield Piece(
                address=centre_file(centre),
                digest=digest_of_texts(self.code, summary.key, repr(self.withheld[centre])),
                render=partial(self._export, centre),
            )

    def foresee(self, addresses: Iterable[str]) -> None:
        wanted = set(addresses)
        summaries = self.gathered.summaries
        names = {
            centre: [one.id for one in summary.centre.windows if source(window_page(centre, one.id)) in wanted]
            for centre, summary in summaries.items()
        }
        self.made = Ahead(
            self.executor,
            {
                centre: partial(make_scorecards, self._task(centre, windows))
                for centre, windows in names.items()
                if len(windows) > FEW
            },
        )
        self.exported = Ahead(
            self.executor,
            {
                centre: partial(make_export, *self._parts(centre))
                for centre in summaries
                if centre in self.gathered.changed
            },
        )

    def _text(self, centre: str, window: str) -> str:
        if centre in self.made:
            self.texts = {(centre, name): text for name, text in self.made.take(centre).items()}
        known = self.texts.pop((centre, window), None)
        return make_scorecards(self._task(centre, [window]))[window] if known is None else known

    def _export(self, centre: str) -> str:
        return self.exported.take(centre) if centre in self.exported else make_export(*self._parts(centre))

    def _parts(self, centre: str) -> tuple[Path, str, tuple[Withheld, ...]]:
        return self.gathered.parts[centre], self.gathered.summaries[centre].key, self.withheld[centre]

    def _task(self, centre: str, windows: Iterable[str]) -> ScorecardTask:
        gathered = self.gathered
        return ScorecardTask(
            centre=centre,
            rulebook=gathered.rulebook,
            rulebook_digest=gathered.site.rulebook_digest,
            parts=gathered.parts[centre],
            key=gathered.summaries[centre].key,
            as_of=gathered.site.as_of,
            sample=gathered.site.sample,
            lang=gathered.site.lang,
            places={window: self.places.get((centre, window), {}) for window in windows},
            held=self.held[centre],
            address=self.address,
            proceedings={
                window: self.proceedings[centre, window] for window in windows if (centre, window) in self.proceedings
            },
        )


def _held(site: Site) -> dict[str, tuple[HeldPlace, ...]]:
    """What is not published yet of the boards of each centre."""
    boards = site.rulebook.boards
    return {
        centre_id: tuple(
            HeldPlace(board=one.board, period=one.period, public=one.public, waiting=one.state == "waiting")
            for one in site.held
            if on_board(boards[one.board], centre_id, centre)
        )
        for centre_id, centre in site.centres.items()
    }


def _proceedings(site: Site) -> dict[tuple[str, str], WindowProceedings]:
    """Entries, cases and revisions of each window (centre, window) that has any."""
    entries = _by_window((one.centre, one.window, one) for one in site.entries)
    cases = _by_window((one.centre, one.case.window, one) for one in site.cases)
    revisions = _by_window((one.centre, one.window, one) for one in site.revisions)
    deadlines = _by_window((one.centre, one.window, one) for one in site.deadlines)
    hidden = _by_window((key[2], key[3], key) for key in sorted(site.hidden))
    return {
        key: WindowProceedings(
            entries=tuple(entries.get(key, ())),
            cases=tuple(cases.get(key, ())),
            revisions=tuple(revisions.get(key, ())),
            hidden=tuple(hidden.get(key, ())),
            deadlines=tuple(deadlines.get(key, ())),
        )
        for key in {**entries, **cases, **revisions, **hidden}
    }


def _by_window(found: Iterable[tuple[str, str, T]]) -> dict[tuple[str, str], list[T]]:
    windows: dict[tuple[str, str], list[T]] = {}
    for centre, window, one in found:
        windows.setdefault((centre, window), []).append(one)
    return windows


def _withheld(site: Site, held: Mapping[str, tuple[HeldPlace, ...]]) -> dict[str, tuple[Withheld, ...]]:
    """What the export of each centre leaves out."""
    boards = site.rulebook.boards
    hidden = {centre: [(one.board, one.period, "") for one in own] for centre, own in held.items()}
    for board, period, centre, window in sorted(site.hidden):
        hidden[centre].append((board, period, window))
    return {
        centre: tuple(
            Withheld(board=board, period=period, standard=standard_of(boards[board], period), window=window)
            for board, period, window in found
        )
        for centre, found in hidden.items()
    }


def _stands(places: Mapping[tuple[str, str], Place]) -> list[tuple[object, ...]]:
    """What a window's places say besides what follows from its own findings and the rulebook."""
    return [
        (key, one.peers, one.closed, one.appealed, *_seen_beside(one.standing), *map(_seen_near, one.near))
        for key, one in places.items()
    ]


def _seen_near(one: Neighbour) -> tuple[object, ...]:
    return (one.name, one.standing.rank, one.standing.outcome)


def _seen_beside(row: Standing) -> tuple[object, ...]:
    return (row.rank, row.first, row.last, row.interval, row.listed, row.borderline)


def _heading(centre: Centre) -> tuple[object, ...]:
    """What a scorecard says of its centre."""
    return (
        centre.name,
        centre.trade,
        centre.district,
        centre.address,
        centre.phone,
        centre.hours,
        centre.holidays,
        centre.exceptions,
    )
