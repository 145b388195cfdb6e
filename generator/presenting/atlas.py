"""The whole site as its pages see it: names looked up once, rows of boards made ready to print."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from itertools import takewhile
from typing import NamedTuple, TypedDict, assert_never

from generator.judging.analysis.agenda import AgendaLine, agenda_of
from generator.judging.analysis.city import ScoreSpan, span_of
from generator.judging.analysis.kept import Kept, kept_limits
from generator.judging.analysis.losses import LossTally, tally_losses
from generator.judging.analysis.places import window_names
from generator.judging.analysis.promised import Late, Promise, promise_of, published_late
from generator.judging.analysis.sections import Compared, newest_compared
from generator.judging.analysis.unscored import UnscoredTally, tallies_of
from generator.judging.scoring.editions import standard_of, standards_of
from generator.judging.scoring.periods import last_day
from generator.judging.scoring.ranking import compared
from generator.judging.scoring.unscored_checks import newest_checks
from generator.judging.scoring.visits import counts
from generator.model.cases import CaseFile, Entry, HeldPeriod, Rectification, Revision, SelfRectification, of_kind
from generator.model.judged import Reason, SectionSum, WindowName
from generator.model.keys import PlaceKey, RowKey, WindowKey
from generator.model.own_theme import NOTHING_OWN, OwnTheme
from generator.model.rules import Board, ListKind, ListRule
from generator.model.scores import BoardPeriod, Fulfilment, Lowering, Standing, UnscoredCheck
from generator.model.site import Site
from generator.model.standard import Standard
from generator.presenting.artefact import Shared
from generator.presenting.parts.boards.kept import NewestRates
from generator.presenting.parts.boards.movement import Movement, movement_of
from generator.presenting.parts.boards.promises import DueLine, due_line
from generator.presenting.parts.process.cases import Docket, ReplyView, replies_of
from generator.presenting.parts.process.docket import DocketPart, docket_pages, docket_parts
from generator.presenting.parts.process.endings import called_by_id, is_nameless
from generator.presenting.parts.rules.editions import name_of, page_of
from generator.presenting.parts.scores.evidence import Bar, interval_text, unsettled_text
from generator.presenting.parts.scores.standard_index import StandardIndex, section_title
from generator.presenting.parts.scores.unscored import UnscoredLine, seen_text
from generator.presenting.parts.windows.hours import demanded_hours
from generator.presenting.pictures.spark import Spark, Sparks
from generator.presenting.text.addresses import HOME, Paths, case_anchor, unscored_place, why_place
from generator.presenting.text.list_marks import RED, ListMark, mark_of
from generator.presenting.text.names import WindowLink, link_to, names_of
from generator.presenting.text.vocabulary import districts_in
from generator.presenting.text.wording import joined, period_text, range_text, score_text, standing_text, weight_text
from generator.words.languages import Language
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A window on a board."""

    link: WindowLink
    why: str
    """The way to the reasons of its score."""
    rank: int
    score: str
    """Empty where there is none."""
    band: str
    unrated: str
    """Why there is no score; empty where there is one."""
    counted: int
    mark: ListMark | None
    lowered: bool
    reasons: tuple[str, ...]
    """For a listed window: what lowered its band, and where it lost most."""
    places: str
    """The places that cannot be told apart from its own; empty where it has none."""
    interval: str
    """Empty where there is none."""
    unsettled: str
    """Why the evidence does not settle where it stands; else empty."""
    replies: tuple[ReplyView, ...]
    """What the centre says of it."""
    bar: Bar | None = None
    """Where a chart is drawn."""
    spark: Spark | None = None
    """Its last scores, where they are drawn."""


class Demand(NamedTuple):
    """What a standard demands of the hours of a centre."""

    centre: str
    number: int
    """Which of those that are demanded of it, counted from 0."""
    met: bool


class _RowText(TypedDict):
    """The fields of a row that say the same on every page."""

    rank: int
    score: str
    band: str
    unrated: str
    counted: int
    mark: ListMark | None
    lowered: bool
    reasons: tuple[str, ...]
    places: str
    interval: str
    unsettled: str


@dataclass(frozen=True)
class Atlas:
    """A site with its names by id."""

    site: Site
    lang: Language = "zh"
    """Of the interface; the data stay as they were written."""
    own: OwnTheme = NOTHING_OWN
    """What the city adds itself."""
    folder: str = ""
    """Of the language in the site: see `words.languages.folder_of`."""
    publications: tuple[datetime.date, ...] = ()
    """The days of the chain of releases, this one's last; empty where no release before it is known."""
    files: tuple[str, ...] = ()
    """Addresses of the open data that centres contribute to."""
    names: Mapping[WindowKey, WindowName] = field(init=False)
    districts: Mapping[str, str] = field(init=False)
    """The names of districts in the data, by those that the pages say, where they are others."""
    trades: Mapping[str, str] = field(init=False)
    channels: Mapping[str, str] = field(init=False)
    indexes: Mapping[str, StandardIndex] = field(init=False)
    """The standards (`id@edition`) of boards, for the names of their parts."""
    docket_parts: tuple[DocketPart, ...] = field(init=False)
    """The pages of the ledger of cases, where it has several."""
    docket: Docket = field(init=False)
    entries: Mapping[RowKey, Entry] = field(init=False)
    replies: Mapping[RowKey, tuple[CaseFile, ...]] = field(init=False)
    standings: Mapping[RowKey, Standing] = field(init=False)
    """The row of every entry of which there are figures."""

    def __post_init__(self) -> None:
        """Look the names up once for all pages."""
        vocabulary = self.site.rulebook.vocabulary
        object.__setattr__(self, "names", window_names(self.site.centres))
        called = districts_in(vocabulary, self.lang)
        object.__setattr__(self, "districts", {said: name for name, said in called.items()})
        object.__setattr__(self, "trades", names_of(vocabulary.trades))
        object.__setattr__(self, "channels", names_of(vocabulary.channels))
        standards = self.site.rulebook.standards
        indexes = {
            ref: StandardIndex(standards[ref], self.channels, Paths(HOME), page_of(standards, ref))
            for board in self.site.boards
            for ref in standards_of(self.board(board))
        }
        object.__setattr__(self, "indexes", indexes)
        entries = {one.key: one for one in self.site.entries}
        object.__setattr__(self, "docket_parts", docket_parts(self.site.entries, self.site.cases))
        docket = Docket(
            rulebook=self.site.rulebook,
            day=self.site.as_of.day,
            entries=entries,
            commits=self.site.commits,
            hidden=self.site.hidden,
            deadlines={(one.centre, one.case): one for one in self.site.deadlines},
            pages=docket_pages(self.docket_parts),
        )
        object.__setattr__(self, "docket", docket)
        object.__setattr__(self, "entries", entries)
        object.__setattr__(self, "replies", replies_of(self.site.cases))
        rows = (row for periods in self.site.boards.values() for one in periods for row in one.ranked)
        object.__setattr__(self, "standings", {key: row for row in rows if (key := _key(row)) in entries})

    def called(self, district: str) -> str:
        """What pages say for a district that the data name so."""
        return {name: said for said, name in self.districts.items()}.get(district, district)

    @cached_property
    def windows_of_districts(self) -> Mapping[str, Mapping[WindowKey, WindowName]]:
        """The windows of each district, by the name of the district, in the order of `names`."""
        found: dict[str, dict[WindowKey, WindowName]] = {}
        for key, name in self.names.items():
            found.setdefault(name.district, {})[key] = name
        return found

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What standards demand of the hours of centres that publish any: first where they give less, by id."""
        found = [
            Demand(key, number, one.met)
            for key in self.site.centres
            for number, one in enumerate(demanded_hours(self.site, key, Paths(HOME)))
        ]
        return tuple(sorted(found, key=lambda one: one.met))

    @cached_property
    def abouts(self) -> Mapping[tuple[str, str], PlaceKey]:
        """The board and period of each case that is about one, by centre and id."""
        return {(file.centre, file.id): file.about.place for file in self.site.cases if file.about}

    @cached_property
    def cases_about(self) -> Mapping[RowKey, Sequence[CaseFile]]:
        """The cases about each row of a board, in their order."""
        found: dict[RowKey, list[CaseFile]] = {}
        for file in self.site.cases:
            if file.about:
                found.setdefault(file.about, []).append(file)
        return found

    def ways_to_cases(self, place: PlaceKey, revisions: Iterable[Revision]) -> tuple[tuple[str, str], ...]:
        """Where stands what is about a period and what corrected it, where the ledger of cases has several pages."""
        pages = self.docket.pages
        because = {case_anchor(one.case_centre or one.centre, one.case) for one in revisions}
        own = docket_pages(part for part in self.docket_parts if part.key.place == place)
        return tuple(sorted({**own, **{anchor: pages[anchor] for anchor in because if anchor in pages}}.items()))

    def board(self, board: str) -> Board:
        """A board by id."""
        return self.site.rulebook.boards[board]

    def standard(self, board: str, period: str | None = None) -> Standard:
        """The standard a board judges a period by; without a period, the one it judges by from now on."""
        record = self.board(board)
        return self.site.rulebook.standards[standard_of(record, period) if period else record.standard]

    def index(self, board: str, period: str) -> StandardIndex:
        """The parts of the standard a board judges a period by."""
        return self.indexes[standard_of(self.board(board), period)]

    def standard_name(self, standard: Standard) -> str:
        """The title of an edition, and which it is where there are several."""
        return name_of(self.site.rulebook.standards, standard.ref)

    def standard_page(self, standard: Standard) -> str:
        """The address at which an edition is read."""
        return page_of(self.site.rulebook.standards, standard.ref)

    def periods(self, board: str) -> tuple[BoardPeriod, ...]:
        """The periods of a board, newest first; none where nothing was inspected."""
        return self.site.boards.get(board, ())

    def newest(self, board: str) -> BoardPeriod | None:
        """The newest period of a board."""
        return next(iter(self.periods(board)), None)

    def period(self, place: PlaceKey) -> BoardPeriod:
        """A board in a period."""
        return next(one for one in self.periods(place.board) if one.period == place.period)

    def period_before(self, place: PlaceKey) -> BoardPeriod | None:
        """The same board in the period before; None for the first."""
        return next((one for one in self.periods(place.board) if one.period < place.period), None)

    def period_after(self, place: PlaceKey) -> BoardPeriod | None:
        """The same board in the period after; None for the newest."""
        return next((one for one in reversed(self.periods(place.board)) if one.period > place.period), None)

    def alike(self, place: PlaceKey) -> tuple[BoardPeriod, ...]:
        """A period of a board and those before it that were judged by the same edition, newest first."""
        edition = self.standard(*place)
        before = (one for one in self.periods(place.board) if one.period <= place.period)
        return tuple(takewhile(lambda one: self.standard(*one.place) == edition, before))

    def span(self, period: BoardPeriod) -> ScoreSpan | None:
        """The lowest score of a period, the median and the highest, as its standard rounds; None without any."""
        scale = self.standard(*period.place).scale
        return span_of(period, scale.precision if scale else 0)

    def median_text(self, period: BoardPeriod) -> str:
        """The median of a period; empty where there is no score."""
        span = self.span(period)
        return score_text(span.median) if span else ""

    def comparable(self, period: BoardPeriod) -> BoardPeriod | None:
        """The period before, where it was judged by the same edition."""
        return next(iter(self.alike(period.place)[1:]), None)

    @cached_property
    def newest_rows(self) -> Mapping[WindowKey, Standing]:
        """Where each window stands in the newest period of its board; of several boards, on the first."""
        found: dict[WindowKey, Standing] = {}
        for board in self.site.boards:
            for period in self.periods(board)[:1]:
                for standing in (*period.ranked, *period.unrated):
                    found.setdefault(standing.who, standing)
        return found

    def unscored_line(self, check: UnscoredCheck, paths: Paths) -> UnscoredLine:
        """An inspection that scores nothing, in a line."""
        return UnscoredLine(
            link=link_to(self.names[check.who], paths),
            date=check.date.isoformat(),
            standard=self.site.rulebook.standards[check.standard].title,
            text=seen_text(check),
            path=paths(unscored_place(check.who)),
        )

    @cached_property
    def unscored(self) -> Mapping[str, UnscoredTally]:
        """What inspections that score nothing come to, by edition."""
        return tallies_of(self.site.rulebook, self.site.unscored)

    def data_date(self, period: BoardPeriod | None = None) -> datetime.date:
        """The date of the data on a page: of a period that is over, its last day, whatever is found later."""
        newest = self.site.as_of.newest
        if period is None:
            return newest
        return last_day(period.period) if period.closed else min(newest, last_day(period.period))

    def of_board(self, board: str, *states: str) -> tuple[Entry, ...]:
        """The entries of a board that are in one of these states, in their order."""
        return tuple(one for one in self.site.entries if one.board == board and one.state in states)

    def under_review(self, board: str) -> tuple[Standing, ...]:
        """The rows of a board that an undecided appeal holds, the newest period first."""
        return tuple(row for period in self.periods(board) for row in period.unrated if is_appealed(row))

    def held(self, board: str) -> tuple[HeldPeriod, ...]:
        """The periods of a board that are not published yet."""
        return tuple(one for one in self.site.held if one.board == board)

    def promise(self, board: str) -> Promise | None:
        """What a board owes next; None where nothing is promised."""
        process, day = self.site.rulebook.policy.process, self.site.as_of.day
        return promise_of(process, self.board(board), self.periods(board), self.held(board), day)

    def due(self, board: str, *, titled: bool = False) -> DueLine | None:
        """The same in words. `titled`: the page is about other boards, too."""
        site, promise = self.site, self.promise(board)
        title = self.board(board).title if titled else ""
        return due_line(promise, site.as_of.day, site.rulebook.policy.time_zone, title) if promise else None

    @cached_property
    def late(self) -> Mapping[PlaceKey, Late]:
        """The periods that were published later than promised."""
        site = self.site
        found = published_late(site.rulebook.policy.process, site.released, self.publications)
        return {one.place: one for one in found}

    def movement(self, now: BoardPeriod, before: BoardPeriod | None, paths: Paths) -> Movement | None:
        """What has changed on a board since the period before."""
        same = before is not None and self.standard(*now.place) == self.standard(*before.place)
        by_id = self.nameless_at(now.place, *((before.place,) if before else ()))
        names = {**self.names, **{key.who: self.name_at(key) for key in by_id}} if by_id else self.names
        return movement_of(names, now, before, paths, same_standard=same)

    def row(self, standing: Standing, paths: Paths, bar: Bar | None = None, spark: Spark | None = None) -> Row:
        """A row of a board as a page prints it."""
        return Row(
            link=link_to(self.names[standing.who], paths),
            why=paths(why_place(standing.who, standing.held_from or standing.period)),
            replies=self.said(standing.key, paths),
            bar=bar,
            spark=spark,
            **self._said_of(standing),
        )

    @cached_property
    def nameless(self) -> frozenset[RowKey]:
        """The rows whose exposure ended so long ago that their windows are called by their ids."""
        process, day = self.site.rulebook.policy.process, self.site.as_of.day
        return frozenset(one.key for one in self.site.entries if is_nameless(one, process, day))

    def name_at(self, key: RowKey) -> WindowName:
        """What the window of a row is called where that row is told of."""
        name = self.names[key.who]
        return replace(name, window=called_by_id(*key.who)) if key in self.nameless else name

    def nameless_at(self, *places: PlaceKey) -> tuple[RowKey, ...]:
        """The rows of some places whose windows are called by their ids, in their order."""
        return tuple(sorted(key for key in self.nameless if key.place in places))

    def _said_of(self, standing: Standing) -> "_RowText":
        """What every page says of a row; rows of a newest period stand on five, and are put into words once."""
        if standing is not self.newest_rows.get(standing.who):
            return self._row_text(standing)
        known = self._row_texts.get(standing.who)
        if known is None:
            known = self._row_texts[standing.who] = self._row_text(standing)
        return known

    @cached_property
    def rates(self) -> dict[tuple[str, str], NewestRates]:
        """What was kept of measured limits in the newest period, by board and edition; `pages.kept` fills it in."""
        return {}

    @cached_property
    def _row_texts(self) -> "dict[WindowKey, _RowText]":
        return {}

    def _row_text(self, standing: Standing) -> "_RowText":
        index = self.index(*standing.place)
        told = standing_text(standing, index.bands)
        return _RowText(
            rank=standing.rank,
            score=told.score,
            band=told.band,
            unrated=told.unrated,
            counted=standing.counted,
            mark=mark_of(standing.listed),
            lowered=standing.lowered,
            reasons=(
                *_proved(standing),
                *(_held_from(standing) if standing.listed == "none" else self._reasons(standing, index)),
            ),
            places=range_text(standing) if standing.rank else "",
            interval=interval_text(standing.interval),
            unsettled=unsettled_text(self.board(standing.board), index.standard, standing),
        )

    @cached_property
    def agenda(self) -> tuple[AgendaLine, ...]:
        """Whom to inspect next, and why: two pages and a file tell of it."""
        return agenda_of(self.site)

    @cached_property
    def losses(self) -> Mapping[str, LossTally]:
        """Where points were lost in what is published, by edition (`id@edition`)."""
        site = self.site
        return tally_losses(site.rulebook.boards, site.boards, site.losses, site.hidden)

    @cached_property
    def fulfilments(self) -> Mapping[tuple[str, str], Sequence[Fulfilment]]:
        """How often windows kept measured limits, by board and the edition by which it judged (`id@edition`)."""
        found: dict[tuple[str, str], list[Fulfilment]] = {}
        for one in self.site.fulfilments:
            found.setdefault((one.board, standard_of(self.board(one.board), one.period)), []).append(one)
        return found

    @cached_property
    def kept(self) -> Mapping[str, tuple[Kept, ...]]:
        """How often measured limits were kept in what is published, by edition (`id@edition`)."""
        site = self.site
        return kept_limits(site.rulebook.boards, site.boards, site.fulfilments)

    def compared(self, board: str) -> Compared | None:
        """The windows of a board in its newest period, side by side; None where nothing is published."""
        newest = self.newest(board)
        return self.newest_compared[newest.place] if newest else None

    @cached_property
    def newest_compared(self) -> Mapping[PlaceKey, Compared]:
        """The same of every board: five kinds of pages and the scorecards tell of it."""
        return newest_compared(self.site)

    def can_compare(self, board: str) -> bool:
        """Whether the newest period of a board has windows to be put side by side."""
        compared = self.compared(board)
        return compared is not None and bool(compared.medians)

    @cached_property
    def newest_unscored(self) -> Mapping[str, Sequence[UnscoredCheck]]:
        """By centre, the newest inspection of each window by each standard that scores nothing."""
        found: dict[str, list[UnscoredCheck]] = {}
        for one in newest_checks(self.site.unscored):
            found.setdefault(one.centre, []).append(one)
        return found

    @cached_property
    def rectifications(self) -> Mapping[str, Sequence[CaseFile]]:
        """The cases of what is to be put right, by centre."""
        found: dict[str, list[CaseFile]] = {}
        of_both = (*of_kind(self.site.cases, Rectification), *of_kind(self.site.cases, SelfRectification))
        for file, _ in of_both:
            found.setdefault(file.centre, []).append(file)
        return found

    @cached_property
    def made_of(self) -> dict[PlaceKey, Shared]:
        """What the pages of a period are made of, by place, once it has been asked for."""
        return {}

    def sparks(self, place: PlaceKey) -> Sparks:
        """The course of the scores of a board up to a period, to be drawn; lists show it in several places."""
        known = self._sparks.get(place)
        if known is None:
            known = self._sparks[place] = Sparks(self.alike(place))
        return known

    @cached_property
    def _sparks(self) -> dict[PlaceKey, Sparks]:
        return {}

    def said(self, key: RowKey, paths: Paths) -> tuple[ReplyView, ...]:
        """What the centre says of a row of a board."""
        return tuple(self.docket.said(self.replies.get(key, ()), paths))

    def rows(self, standings: Iterable[Standing], paths: Paths) -> tuple[Row, ...]:
        """Rows of a board as a page prints them."""
        return tuple(self.row(standing, paths) for standing in standings)

    def used(self, periods: Iterable[BoardPeriod]) -> tuple[str, ...]:
        """Of each of these periods a digest of what its rows print besides the records themselves: names, reasons."""
        return tuple(map(self._used, periods))

    def _used(self, period: BoardPeriod) -> str:
        known = self._used_by_place.get(period.place)
        if known is None:
            rows = (*period.ranked, *period.unrated)
            told = (
                [self.names[key] for key in sorted(row.who for row in rows)],
                [self.reason(row) for row in rows if row.listed != "none"],
                [self.replies[row.key] for row in rows if row.key in self.replies] if self.replies else (),
            )
            known = self._used_by_place[period.place] = sha256(repr(told).encode()).hexdigest()
        return known

    @cached_property
    def _used_by_place(self) -> "dict[PlaceKey, str]":
        return {}

    @cached_property
    def entries_by_place(self) -> Mapping[PlaceKey, Mapping[WindowKey, Entry]]:
        """The entries of each board and period, by window."""
        found: dict[PlaceKey, dict[WindowKey, Entry]] = {}
        for one in self.site.entries:
            found.setdefault(one.place, {})[one.who] = one
        return found

    def reason(self, standing: Standing) -> Reason | None:
        """Why a window stands where it does; None where it was not told."""
        return self.site.reasons.get(_key(standing))

    def _reasons(self, standing: Standing, index: StandardIndex) -> tuple[str, ...]:
        reason = self.reason(standing)
        if reason is None:
            return ()
        lowered = [
            say("{cause}，等级最高为“{bands}”", cause=_cause(one, index), bands=index.bands[one.band])
            for one in reason.lowered
        ]
        if lowered:
            return tuple(lowered)
        if not reason.weakest:
            return (say("各项均未失分"),)
        if standing.listed == RED.kind:
            return ()
        return (say("失分较多：{lost}", lost=joined(_lost(one, index) for one in reason.weakest)),)


def is_appealed(standing: Standing) -> bool:
    """Whether an undecided appeal holds the figures of a row."""
    return standing.outcome.appealed


def _key(standing: Standing) -> RowKey:
    return standing.key


def _cause(lowering: Lowering, index: StandardIndex) -> str:
    match lowering.kind:
        case "veto":
            return say("一票否决：{vetoes}", vetoes=index.vetoes[lowering.cause])
        case "floor":
            return say("“{section_title}”低于最低要求", section_title=section_title(lowering.cause, index))
        case _:
            assert_never(lowering.kind)


def _lost(one: SectionSum, index: StandardIndex) -> str:
    """A section and the whole percents of its points that were earned, cut off."""
    return say(
        "{section_title} 得分率\u00a0{value}%",
        section_title=section_title(one.section, index),
        value=one.earned * 100 // one.points,
    )


def rule_text(rule: ListRule, kind: ListKind, standard: Standard) -> str:
    """Which windows come onto a list, in a sentence."""
    bands = {band.id: band.name for band in standard.bands}
    named = joined(say("“{bands}”", bands=bands[band]) for band in rule.bands)
    most = say("，最多 {at_most} 个；末位并列的全部保留", at_most=rule.at_most) if rule.at_most else say("，不限名额")
    certain = _certain_text(rule, kind, named)
    return say("等级为{named}的窗口{most}{certain}", named=named, most=most, certain=certain)


def _certain_text(rule: ListRule, kind: ListKind, named: str) -> str:
    """The evidence that a list asks for, as the end of a sentence; empty where it asks for none."""
    asked = rule.certainty(kind)
    if asked is None:
        return ""
    teams = say("，并有 {n} 个以上检查组查过", n=rule.min_teams) if rule.min_teams > 1 else ""
    if asked.periods == 1:
        return say("；得分区间必须全部在{named}之内{teams}，否则“等级未定”，不上榜", named=named, teams=teams)
    return say(
        "；连续 {n} 期合并的得分区间必须全部在{named}之内，最近一期也在其内{teams}，否则“等级未定”，不上榜；"
        "一票否决除外",
        n=asked.periods,
        named=named,
        teams=teams,
    )


def _proved(standing: Standing) -> tuple[str, ...]:
    """That facts were proved against a window; beside praise above all."""
    return (say("本期有 {n} 件查实的事项，已计入得分", n=standing.events),) if standing.events else ()


def _held_from(standing: Standing) -> tuple[str, ...]:
    """That a rating is of an earlier period, where it is."""
    if standing.held_from is None:
        return ()
    return (say("沿用{period}的评定，本期没有新的评定", period=period_text(standing.held_from)),)


def channel_rows(board: Board, channels: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Each channel that is counted and its weight; then those that are shown only."""
    counted = [(channels[channel], weight_text(board, channel)) for channel in board.channels if counts(board, channel)]
    shown = [name for channel, name in channels.items() if not counts(board, channel)]
    return (*counted, *([(joined(shown), say("只公示，不计分"))] if shown else []))


def centres_text(board: Board, site: Site) -> str:
    """How many centres and windows a board compares."""
    found = [windows for key, centre in site.centres.items() if (windows := compared(board, key, centre))]
    return say("{centres}、{n} 个窗口", centres=say("{n} 个服务机构", n=len(found)), n=sum(map(len, found)))
