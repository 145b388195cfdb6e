"""Scorecards and exports of centres: which process makes which, and what each depends on."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.gathering.gather import Gathered
from generator.gathering.memory import LostPartsError, load_parts, load_rulebook
from generator.judging.analysis.places import places_of
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import first_day, last_day
from generator.judging.scoring.ranking import compared
from generator.model.centre import Centre
from generator.model.dataset import AsOf
from generator.model.judged import HeldPlace, Neighbour, Place, WindowProceedings, Withheld
from generator.model.keys import PlaceKey, WindowKey
from generator.model.scores import PeriodScore, Standing
from generator.model.site import Site
from generator.presenting.artefact import Common
from generator.presenting.files.exports import centre_export
from generator.presenting.parts.clocks import clocks_passed
from generator.presenting.parts.scorecard_context import ScorecardContext
from generator.presenting.table import scorecard_text
from generator.presenting.text.addresses import centre_file, source, window_page
from generator.publishing.contents import Piece
from generator.publishing.workers import Prefetch
from generator.reading.tree import digest_of_texts


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorecardTask:
    """Scorecards of one centre, to be made by any process that sees the same files."""

    centre: str
    rulebook: Path
    rulebook_digest: str
    parts: Path
    key: str
    as_of: AsOf
    common: Common
    places: Mapping[str, Mapping[PlaceKey, Place]]
    """Of the windows whose scorecard is wanted, by window; in released periods only."""
    held: tuple[HeldPlace, ...] = ()
    """What is not published yet of the centre's boards."""
    proceedings: Mapping[str, WindowProceedings] = field(default_factory=dict)
    """Of the windows that have any, by window."""
    address: str = ""
    """As in `ScorecardContext`."""


def make_scorecards(task: ScorecardTask) -> dict[str, str]:
    """The Markdown of each scorecard, by window."""
    rulebook = load_rulebook(task.rulebook, task.rulebook_digest)
    parts = load_parts(task.parts, task.key)
    context = ScorecardContext(
        rulebook=rulebook,
        as_of=task.as_of,
        common=task.common,
        centre_id=task.centre,
        centre=parts.centre,
        held=task.held,
        proceedings=task.proceedings,
        address=task.address,
    )
    return {
        window: scorecard_text(
            context,
            window,
            shown_scores(parts.windows[window].scores, places),
            places,
            parts.windows[window].result.self_checks,
        )
        for window, places in task.places.items()
    }


def shown_scores(scores: Iterable[PeriodScore], places: Mapping[PlaceKey, Place]) -> tuple[PeriodScore, ...]:
    """The scores of a window that may be shown: of released periods, and not while an appeal is undecided."""
    shown = {key for key, place in places.items() if not place.appealed}
    return tuple(score for score in scores if score.place in shown)


def make_export(path: Path, key: str, withheld: tuple[Withheld, ...]) -> str:
    """The text of the export of a centre whose parts are at `path`, under `key`, without what is withheld."""
    parts = load_parts(path, key)
    data = parts.reading.data
    if data is None:
        raise LostPartsError(path)
    scores = (score for window in parts.windows.values() for score in window.scores)
    return centre_export(data.id, data, scores, withheld)


T = TypeVar("T")

FEW_WINDOWS = 3
"""Scorecards of a centre that are made where they are asked for: fewer are not worth another process."""


class WindowArtefacts:
    """The pages and exports of centres, made where the parts of their scores are.

    `prefetch` is told which pages will be asked for, so that they are made by all processes at once.
    """

    def __init__(self, gathered: Gathered, common: Common, code: str, address: str, executor: Executor) -> None:
        self.gathered = gathered
        self.common = common
        self.code = code
        self.executor = executor
        self.places = places_of(gathered.site)
        self.address = address
        self.held = _held(gathered.site)
        self.proceedings = _proceedings(gathered.site)
        self.withheld = _withheld(gathered.site, self.held)
        self.made: Prefetch[dict[str, str]] = Prefetch(executor, {})
        self.exported: Prefetch[str] = Prefetch(executor, {})
        self.texts: dict[tuple[str, str], str] = {}
        """Scorecards that were made and are not written yet, of one centre."""

    def scorecards(self) -> Iterator[Piece]:
        """The scorecard of every window, by centre."""
        site = self.gathered.site
        for centre, summary in self.gathered.summaries.items():
            scored = {(row.window, row.board, row.period) for row in summary.standings}
            heading = (self.common, _heading(summary.centre), self.held[centre])
            shared = digest_of_texts(self.code, site.rulebook_digest, self.address, repr(heading))
            for window in summary.centre.windows:
                places = self.places.get(WindowKey(centre, window.id), {})
                shown = any((window.id, *key) in scored and not place.appealed for key, place in places.items())
                fresh = None if shown else site.as_of.newest
                proceedings = self.proceedings.get((centre, window.id), WindowProceedings())
                told = (proceedings, clocks_passed(proceedings.entries, proceedings.cases, site.as_of.day))
                ended = window.closed is not None and window.closed < site.as_of.day
                yield Piece(
                    address=source(window_page(centre, window.id)),
                    digest=digest_of_texts(
                        shared, repr((window, fresh, ended, summary.digests[window.id], _stands(places), told))
                    ),
                    render=partial(self._text, centre, window.id),
                )

    def exports(self) -> Iterator[Piece]:
        """The data file of every centre."""
        for centre, summary in self.gathered.summaries.items():
            yield Piece(
                address=centre_file(centre),
                digest=digest_of_texts(self.code, summary.key, repr(self.withheld[centre])),
                render=partial(self._export, centre),
            )

    def prefetch(self, addresses: Iterable[str]) -> None:
        """Have all processes begin with the pages and files that will be asked for."""
        wanted = set(addresses)
        summaries = self.gathered.summaries
        names = {
            centre: [one.id for one in summary.centre.windows if source(window_page(centre, one.id)) in wanted]
            for centre, summary in summaries.items()
        }
        self.made = Prefetch(
            self.executor,
            {
                centre: partial(make_scorecards, self._task(centre, windows))
                for centre, windows in names.items()
                if len(windows) > FEW_WINDOWS
            },
        )
        self.exported = Prefetch(
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
            common=self.common,
            places={window: self.places.get(WindowKey(centre, window), {}) for window in windows},
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


def _stands(places: Mapping[PlaceKey, Place]) -> list[tuple[object, ...]]:
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
