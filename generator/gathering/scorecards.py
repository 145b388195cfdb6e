"""Scorecards and exports of centres: which process makes which, and what each depends on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from generator.gathering.centre_parts import load_results
from generator.gathering.city_files import Contributor, city_files, told_by
from generator.gathering.gather import Gathered
from generator.gathering.memory import load_rulebook
from generator.judging.analysis.places import places_of
from generator.judging.analysis.sections import Compared
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.ranking import compared
from generator.model.cases import CaseFile, Entry
from generator.model.centre import Centre
from generator.model.dataset import AsOf
from generator.model.judged import HeldPlace, Neighbour, Place, WindowProceedings, Withheld
from generator.model.keys import PlaceKey, WindowKey
from generator.model.scores import PeriodScore, Standing
from generator.model.site import Site
from generator.presenting.artefact import Common
from generator.presenting.files.records import Told
from generator.presenting.pages.windows.reasons import periods_of
from generator.presenting.parts.process.clocks import clocks_passed, clocks_run
from generator.presenting.parts.process.docket import pages_told
from generator.presenting.parts.process.endings import all_ended, is_nameless
from generator.presenting.parts.scores.scorecard_context import ScorecardContext
from generator.presenting.table import reasons_text, scorecard_text
from generator.presenting.text.addresses import case_anchor, reasons_page, source, window_page
from generator.presenting.text.vocabulary import centre_in, rulebook_in
from generator.publishing.contents import Piece
from generator.publishing.workers import Prefetch
from generator.reading.tree import digest_of_texts


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardTask:
    """Scorecards and reasons of one centre, to be made by any process that sees the same files."""

    centre_id: str
    centre: Centre
    rulebook: bytes
    """As it is kept."""
    memory: Path
    """Where the scores are."""
    digests: Mapping[str, str]
    """Of what each window was judged by."""
    as_of: AsOf
    common: Common
    places: Mapping[str, Mapping[PlaceKey, Place]]
    """Of all windows of the centre, by window; in released periods only."""
    windows: tuple[str, ...] = ()
    """Whose scorecards are wanted."""
    periods: tuple[str, ...] = ()
    """Of which the reasons are wanted."""
    held: tuple[HeldPlace, ...] = ()
    """What is not published yet of the centre's boards."""
    proceedings: Mapping[str, WindowProceedings] = field(default_factory=dict)
    """Of the windows that have any, by window."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Of what is told of these, as in `ScorecardContext`; as is the next."""
    address: str = ""


def make_scorecards(task: ScorecardTask) -> dict[str, str]:
    """The Markdown of each page that is wanted, by address."""
    needed = task.places if task.periods else task.windows
    results = load_results(task.memory, task.digests, task.centre_id, needed)
    rulebook = load_rulebook(task.rulebook)
    context = ScorecardContext(
        rulebook=rulebook_in(rulebook, task.common.lang),
        as_of=task.as_of,
        common=task.common,
        centre_id=task.centre_id,
        centre=centre_in(task.centre, rulebook.vocabulary, task.common.lang),
        held=task.held,
        proceedings=task.proceedings,
        apart={window: results[window].apart for window in needed},
        pages=task.pages,
        address=task.address,
    )
    shown = {
        window: (shown_scores(results[window].scores, task.places[window]), task.places[window]) for window in needed
    }
    cards = {
        window_page(task.centre_id, window): scorecard_text(context, window, *shown[window], results[window].uncounted)
        for window in task.windows
    }
    told = {reasons_page(task.centre_id, period): reasons_text(context, period, shown) for period in task.periods}
    return {source(address): text for address, text in (*cards.items(), *told.items())}


def shown_scores(scores: Iterable[PeriodScore], places: Mapping[PlaceKey, Place]) -> tuple[PeriodScore, ...]:
    """The scores of a window that may be shown: of released periods, and not while an appeal is undecided."""
    shown = {key for key, place in places.items() if not place.appealed}
    return tuple(score for score in scores if score.place in shown)


T = TypeVar("T")


NO_PROCEEDINGS: Final = WindowProceedings()
"""Of a window about which there is no case: most of a city."""


class Contributions:
    """What centres contribute to the files of the whole city."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._withheld = _withheld(gathered.site, _held(gathered.site))

    def exports(self, code: str, executor: Executor) -> Iterator[Piece]:
        """The data of every centre, and those of the whole city that are put together from them."""
        return city_files(tuple(map(self._contributor, self._gathered.summaries)), code, executor)

    def told(self) -> dict[str, Told]:
        """What may be told of every centre."""
        return {centre: told_by(self._contributor(centre)) for centre in self._gathered.summaries}

    def _contributor(self, centre: str) -> Contributor:
        summary = self._gathered.summaries[centre]
        return Contributor(
            memory=self._gathered.memory,
            centre=centre,
            key=summary.key,
            digests=summary.digests,
            withheld=self._withheld[centre],
        )


class WindowArtefacts:
    """The pages of centres, made where the parts of their scores are.

    `prefetch` is told which pages will be asked for, so that they are made by all processes at once.
    """

    def __init__(  # noqa: PLR0913, PLR0917  # all that pages of windows are told
        self,
        gathered: Gathered,
        common: Common,
        code: str,
        address: str,
        executor: Executor,
        compared: Mapping[PlaceKey, Compared],
        pages: Mapping[str, str],
    ) -> None:
        """`pages`: as in `Docket`."""
        self.gathered = gathered
        self.common = common
        self.code = code
        self.executor = executor
        self.places = places_of(gathered.site, compared)
        self.medians = {place: digest_of_texts(repr(one.medians)) for place, one in compared.items()}
        """By board and newest period, as they go into digests."""
        self.address = address
        self.held = _held(gathered.site)
        self.proceedings = _proceedings(gathered.site)
        self.pages = pages
        self.made: Prefetch[dict[str, str]] = Prefetch(executor, {})
        self.texts: dict[str, str] = {}
        """Pages that were made and are not written yet, of one centre, by address."""

    def scorecards(self) -> Iterator[Piece]:
        """The scorecard of every window, and the reasons of every period, by centre."""
        site = self.gathered.site
        for centre, summary in self.gathered.summaries.items():
            scored = {(window, *one.place) for one in summary.rows for window in one.windows}
            heading = (self.common, _heading(summary.centre), self.held[centre])
            shared = digest_of_texts(self.code, site.rulebook_digest, self.address, repr(heading))
            every = self._places(centre)
            stands = {window: _stands(places) for window, places in every.items()}
            for window in summary.centre.windows:
                places = every[window.id]
                shown = any((window.id, *key) in scored and not place.appealed for key, place in places.items())
                fresh = None if shown else site.as_of.newest
                proceedings = self.proceedings.get((centre, window.id), NO_PROCEEDINGS)
                passed = clocks_passed(proceedings.entries, proceedings.cases, site.as_of.day)
                day = site.as_of.day if clocks_run(proceedings) else None
                told = (proceedings, passed, day, pages_told(self.pages, proceedings))
                medians = [(key, self.medians[key]) for key, place in places.items() if place.medians]
                ended = window.closed is not None and window.closed < site.as_of.day
                yield Piece(
                    address=source(window_page(centre, window.id)),
                    digest=digest_of_texts(
                        shared,
                        repr((window, fresh, ended, summary.digests[window.id], medians, told)),
                        *stands[window.id].values(),
                    ),
                    render=partial(self._text, centre, windows=(window.id,)),
                )
            yield from self._reasons(centre, shared, stands)

    def _reasons(self, centre: str, shared: str, stands: Mapping[str, Mapping[PlaceKey, str]]) -> Iterator[Piece]:
        """Why the windows of a centre have their scores, period by period; `stands`: as `_stands` tells, by window."""
        summary = self.gathered.summaries[centre]
        by_period: dict[str, dict[str, list[str]]] = {}
        for window, own in stands.items():
            for key, stand in own.items():
                by_period.setdefault(key.period, {}).setdefault(window, []).append(stand)
        for period in periods_of(self._places(centre).values()):
            told = [
                (
                    window.id,
                    window.name,
                    summary.digests[window.id],
                    by_period[period][window.id],
                    self._about(centre, window.id, period),
                    self._states(self._entries(centre, window.id, period)),
                )
                for window in summary.centre.windows
                if window.id in by_period[period]
            ]
            yield Piece(
                address=source(reasons_page(centre, period)),
                digest=digest_of_texts(shared, repr((period, told))),
                render=partial(self._text, centre, periods=(period,)),
                listed=not all_ended(
                    one for window in summary.centre.windows for one in self._entries(centre, window.id, period)
                ),
            )

    def _about(self, centre: str, window: str, period: str) -> list[tuple[CaseFile, str | None]]:
        """The cases about a window in a period, and where each stands, if not on the one page of all."""
        proceedings = self.proceedings.get((centre, window), NO_PROCEEDINGS)
        found = (file for file in proceedings.cases if file.about and file.about.period == period)
        return [(file, self.pages.get(case_anchor(centre, file.id))) for file in found]

    def _entries(self, centre: str, window: str, period: str) -> list[Entry]:
        """The entries of a window in a period."""
        proceedings = self.proceedings.get((centre, window), NO_PROCEEDINGS)
        return [one for one in proceedings.entries if one.period == period]

    def _states(self, entries: Iterable[Entry]) -> list[tuple[str, bool]]:
        """Where entries stand, and whether their window is called by its id by now."""
        process, day = self.gathered.site.rulebook.policy.process, self.gathered.site.as_of.day
        return [(one.state, is_nameless(one, process, day)) for one in entries]

    def _places(self, centre: str) -> dict[str, Mapping[PlaceKey, Place]]:
        """Where each window of a centre stands."""
        windows = self.gathered.summaries[centre].centre.windows
        return {window.id: self.places.get(WindowKey(centre, window.id), {}) for window in windows}

    def prefetch(self, addresses: Iterable[str]) -> None:
        """Have other processes begin with the pages that will be asked for, while this one makes those of the city."""
        wanted = set(addresses)
        asked = {centre: self._wanted(centre, wanted) for centre in self.gathered.summaries}
        self.made = Prefetch(
            self.executor,
            {
                centre: partial(make_scorecards, self._task(centre, *pages))
                for centre, pages in asked.items()
                if any(pages)
            },
        )

    def _wanted(self, centre: str, wanted: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The windows and periods of a centre whose pages are among those that are wanted."""
        places = self._places(centre)
        return (
            tuple(window for window in places if source(window_page(centre, window)) in wanted),
            tuple(one for one in periods_of(places.values()) if source(reasons_page(centre, one)) in wanted),
        )

    def _text(self, centre: str, windows: tuple[str, ...] = (), periods: tuple[str, ...] = ()) -> str:
        """The text of a page. Those of a centre are asked for in a row, and its scores are looked up once for all."""
        pages = (*(window_page(centre, one) for one in windows), *(reasons_page(centre, one) for one in periods))
        (address,) = map(source, pages)
        if centre in self.made:
            self.texts = self.made.take(centre)
        known = self.texts.pop(address, None)
        return make_scorecards(self._task(centre, windows, periods))[address] if known is None else known

    def _task(self, centre: str, windows: tuple[str, ...], periods: tuple[str, ...]) -> ScorecardTask:
        gathered = self.gathered
        summary = gathered.summaries[centre]
        places = self._places(centre)
        told = {key: self.proceedings[centre, key] for key in places if (centre, key) in self.proceedings}
        return ScorecardTask(
            centre_id=centre,
            centre=summary.centre,
            rulebook=gathered.rulebook,
            memory=gathered.memory,
            digests=summary.digests,
            as_of=gathered.site.as_of,
            common=self.common,
            places=places,
            windows=windows,
            periods=periods,
            held=self.held[centre],
            address=self.address,
            proceedings=told,
            pages={anchor: page for own in told.values() for anchor, page in pages_told(self.pages, own).items()},
        )


def _held(site: Site) -> dict[str, tuple[HeldPlace, ...]]:
    """What is not published yet of the boards of each centre."""
    boards = site.rulebook.boards
    return {
        centre_id: tuple(
            HeldPlace(board=one.board, period=one.period, public=one.public, state=one.state)
            for one in site.held
            if compared(boards[one.board], centre_id, centre)
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
    found: dict[str, list[Withheld]] = {centre: [] for centre in held}
    for centre, own in held.items():
        for one in own:
            found[centre] += _of_held(site, centre, one)
    for board, period, centre, window in sorted(site.hidden):
        standard = standard_of(boards[board], period)
        found[centre].append(Withheld(board=board, period=period, standard=standard, window=window))
    return {centre: tuple(own) for centre, own in found.items()}


def _of_held(site: Site, centre: str, held: HeldPlace) -> Iterator[Withheld]:
    """What a held period withholds of a centre: of each window, where a shorter board shows a part of it already."""
    boards, record = site.rulebook.boards, site.centres[centre]
    standard = standard_of(boards[held.board], held.period)
    first, last = first_day(held.period), last_day(held.period)
    told: dict[str, list[str]] = {}
    for board, periods in site.boards.items():
        for one in periods:
            if (
                standard_of(boards[board], one.period) == standard
                and first <= first_day(one.period) <= last_day(one.period) <= last
            ):
                for window in compared(boards[board], centre, record):
                    told.setdefault(window.id, []).append(one.period)
    names = [window.id for window in compared(boards[held.board], centre, record)] if told else [""]
    for name in names:
        yield Withheld(
            board=held.board, period=held.period, standard=standard, window=name, told=tuple(sorted(told.get(name, ())))
        )


def _stands(places: Mapping[PlaceKey, Place]) -> dict[PlaceKey, str]:
    """What a window's places say besides what follows from its own findings and the rulebook."""
    return {
        key: repr(
            (
                *(*key, one.peers, one.closed, one.appealed, one.praise),
                *_seen_beside(one.standing),
                *map(_seen_near, one.near),
            )
        )
        for key, one in places.items()
    }


def _seen_near(one: Neighbour) -> tuple[object, ...]:
    return (one.name, one.standing.rank, one.standing.outcome)


def _seen_beside(row: Standing) -> tuple[object, ...]:
    return (row.rank, row.first, row.last, row.interval, row.listed, row.doubt, row.together, len(row.teams))


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
        [(one.id, one.name, one.closed) for one in centre.windows if one.closed],
    )
