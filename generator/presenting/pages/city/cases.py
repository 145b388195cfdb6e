"""The ledger of cases, and above it what they come to: appeals upheld, time to rectify, replies, teams compared."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from generator.judging.scoring.periods import last_day
from generator.judging.scoring.teams import TeamEffect, effect_of, whole_of
from generator.model.cases import Appeal, Entry, of_kind
from generator.model.keys import PlaceKey
from generator.model.rules import StatedYear
from generator.model.scores import TeamSum
from generator.presenting.atlas import Atlas
from generator.presenting.pages.city.docket import (
    ENTRY_KIND,
    CaseGroup,
    EntryLine,
    case_groups,
    entry_lines,
    place_text,
)
from generator.presenting.parts.boards.periods import held_line
from generator.presenting.parts.pager import PartLink
from generator.presenting.parts.process.cases import GROUPS
from generator.presenting.parts.process.docket import DocketKey, DocketPart, size_of, ways_to
from generator.presenting.parts.scores.evidence import open_spread
from generator.presenting.text.addresses import CASES, Paths, board_page
from generator.presenting.text.wording import period_text, points_text, rate_text
from generator.words.phrases import say

FEW_CASES: Final = 10
"""A figure of fewer says little, and says so."""
FIRST_ENTRIES: Final = 30
"""Entries that this page has where the others stand on pages of their own."""
FIRST_CASES: Final = 5
"""The same of each kind of cases."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """So many of so many."""

    part: int
    whole: int
    rate: str
    """Empty where there is no whole."""
    few: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodLine:
    """What the cases about one period came to, or those of all periods."""

    name: str
    replied: Part
    """Entries with a reply, of all entries of green lists."""
    upheld: Part
    """Appeals upheld, of those decided."""
    open: int
    """Appeals that are undecided."""
    verified: Part
    """Entries whose rectification was verified, of all."""
    days: str
    """Median of calendar days from the day an entry could be public to the verification; empty where none was."""
    few_days: bool
    overdue: int
    """Entries, and rectifications that are about none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamLine:
    """One team on one board."""

    team: str
    inspections: int
    mean: str
    few: bool
    effect: str
    """Points more or less than other teams give at the same windows, with the interval; empty where none is known."""
    verdict: str
    """Harsher or milder, where that is beyond doubt; else empty."""
    alone: int
    """Inspections of windows that no other team saw in the period."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SpreadLine:
    """How far the teams of a board lie apart in one period, or in all."""

    name: str
    lowest: str
    highest: str
    spread: str
    """Empty where fewer than two teams made enough inspections."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardTeams:
    """The teams of one board."""

    title: str
    path: str
    teams: tuple[TeamLine, ...]
    """In all periods, by code."""
    spreads: tuple[SpreadLine, ...]
    """All periods first, then each, the newest first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceLine:
    """What is about a period, or about none, where it stands on pages of its own."""

    text: str
    path: str
    count: int
    """Cases and entries."""
    more: tuple[PartLink, ...]
    """To all pages; none where there is one alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CasesPage:
    """What the page says."""

    day: datetime.date
    calendar: tuple[StatedYear, ...]
    held: tuple[tuple[str, str, str], ...]
    """What is not published yet: title and way of the board, and a sentence."""
    periods: tuple[PeriodLine, ...]
    boards: tuple[BoardTeams, ...]
    entries: tuple[EntryLine, ...]
    groups: tuple[CaseGroup, ...]
    """All of them, or the first where there are pages of their own."""
    entry_total: int
    total: int
    """Cases."""
    places: tuple[PlaceLine, ...]
    """These pages, by board, the newest period first; none where they all stand here."""
    pages: int
    """How many they are."""
    trades: tuple[tuple[str, str], ...]
    """Id and name of each trade that something is about."""
    entry_kind: tuple[str, str] = ENTRY_KIND
    states: tuple[tuple[str, str], ...] = tuple(GROUPS.items())
    few: int = FEW_CASES


def view(atlas: Atlas, paths: Paths) -> CasesPage:
    """Every case and entry, and what they come to."""
    site = atlas.site
    entries = tuple(entry_lines(atlas, site.entries, CASES, paths))
    groups = tuple(case_groups(atlas, site.cases, paths))
    trades = {one.trade for one in entries} | {one.trade for group in groups for one in group.lines}
    cut = bool(atlas.docket_parts)
    return CasesPage(
        day=site.as_of.day,
        calendar=site.rulebook.policy.calendar,
        held=tuple((atlas.board(one.board).title, paths(board_page(one.board)), held_line(one)) for one in site.held),
        periods=tuple(_period_lines(atlas)),
        boards=tuple(_board_teams(atlas, board, paths) for board in site.boards if _sums(atlas, board)),
        entries=entries[:FIRST_ENTRIES] if cut else entries,
        groups=tuple(replace(one, lines=one.lines[:FIRST_CASES]) for one in groups) if cut else groups,
        entry_total=len(entries),
        total=sum(group.count for group in groups),
        places=tuple(_place_lines(atlas, paths)),
        pages=len(atlas.docket_parts),
        trades=tuple((trade, name) for trade, name in atlas.trades.items() if trade in trades),
    )


def _place_lines(atlas: Atlas, paths: Paths) -> Iterator[PlaceLine]:
    of_place: dict[PlaceKey | None, list[DocketPart]] = {}
    for part in sorted(atlas.docket_parts, key=lambda one: one.key.place.period if one.key.place else "", reverse=True):
        of_place.setdefault(part.key.place, []).append(part)
    boards = [*atlas.site.boards, None]
    for place in sorted(of_place, key=lambda one: boards.index(one.board if one else None)):
        count = size_of(of_place[place])
        yield PlaceLine(
            text=place_text(atlas, place),
            path=paths(DocketKey(place, 1).address),
            count=count,
            more=ways_to(place, count, 0, paths),
        )


def _period_lines(atlas: Atlas) -> Iterator[PeriodLine]:
    """All periods together, then each that has an entry or an appeal, the newest first."""
    entries = atlas.site.entries
    appeals = [case for _, case in of_kind(atlas.site.cases, Appeal)]
    late = [one.period for one in atlas.site.deadlines if one.overdue]
    if not entries and not appeals and not late:
        return
    yield _period_line(atlas, say("全部周期"), entries, appeals, len(late))
    periods = {*late} | {one.period for one in entries} | {case.about.period for case in appeals}
    for period in sorted(periods, key=lambda one: (last_day(one), one), reverse=True):
        yield _period_line(
            atlas,
            period_text(period),
            [one for one in entries if one.period == period],
            [case for case in appeals if case.about.period == period],
            late.count(period),
        )


def _period_line(atlas: Atlas, name: str, entries: Sequence[Entry], appeals: Sequence[Appeal], late: int) -> PeriodLine:
    replied = [one for one in entries if one.key in atlas.replies]
    decisions = [one.decision for one in appeals if one.decision]
    days = [_days(one.public, one.verified) for one in entries if one.verified]
    return PeriodLine(
        name=name,
        replied=_part(len(replied), len(entries)),
        upheld=_part(sum(one.outcome == "upheld" for one in decisions), len(decisions)),
        open=len(appeals) - len(decisions),
        verified=_part(len(days), len(entries)),
        days=points_text(_median(days), 1) if days else "",
        few_days=len(days) < FEW_CASES,
        overdue=late + sum(one.overdue for one in entries),
    )


def _days(public: datetime.date, verified: datetime.date) -> int:
    """Calendar days that a rectification took; none where it was verified before the entry could be public."""
    return max(0, (verified - public).days)


def _median(values: Iterable[int]) -> Fraction:
    """The middle of some values, or half the sum of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)


def _part(part: int, whole: int) -> Part:
    rate = rate_text(Fraction(part, whole)) if whole else ""
    return Part(part=part, whole=whole, rate=rate, few=0 < whole < FEW_CASES)


def _sums(atlas: Atlas, board: str) -> tuple[TeamSum, ...]:
    return tuple(one for one in atlas.site.team_sums if one.board == board)


def _board_teams(atlas: Atlas, board: str, paths: Paths) -> BoardTeams:
    sums = _sums(atlas, board)
    teams = sorted({one.team for one in sums})
    whole = [whole_of([one for one in sums if one.team == team]) for team in teams]
    periods = sorted({one.period for one in sums}, reverse=True)
    return BoardTeams(
        title=atlas.board(board).title,
        path=paths(board_page(board)),
        teams=tuple(_team_line(atlas, board, one, sums) for one in whole),
        spreads=(
            _spread(say("全部周期"), whole),
            *(_spread(period_text(period), [one for one in sums if one.period == period]) for period in periods),
        ),
    )


def _team_line(atlas: Atlas, board: str, whole: TeamSum, sums: Iterable[TeamSum]) -> TeamLine:
    spreads = {one.place: known for one in atlas.periods(board) if (known := open_spread(one))}
    own = [one for one in sums if one.team == whole.team]
    few = whole.inspections < FEW_CASES
    effect = None if few else effect_of(own, spreads, 1)
    return TeamLine(
        team=whole.team,
        inspections=whole.inspections,
        mean=points_text(whole.total / whole.inspections, 2),
        few=few,
        effect=_effect_text(effect) if effect else "",
        verdict=_verdict(effect) if effect and effect.certain else "",
        alone=whole.alone,
    )


def _effect_text(effect: TeamEffect) -> str:
    """`−1.2（−2.0 至 −0.4）`, in points."""
    points, low, high = (format(one, "+f").replace("-", "−") for one in (effect.points, effect.low, effect.high))
    return say("{points} 分（{low} 至 {high}）", points=points, low=low, high=high)


def _verdict(effect: TeamEffect) -> str:
    return say("偏严") if effect.high < 0 else say("偏松")


def _spread(name: str, sums: Sequence[TeamSum]) -> SpreadLine:
    """The team with the lowest mean and the one with the highest, of those that made enough inspections."""
    means = sorted((one.total / one.inspections, one.team) for one in sums if one.inspections >= FEW_CASES)
    enough = len(means) > 1
    (low, lowest), (high, highest) = (means[0], means[-1]) if enough else ((Fraction(0), ""), (Fraction(0), ""))
    return SpreadLine(
        name=name,
        lowest=say("{lowest} 组 {points}", lowest=lowest, points=points_text(low, 2)) if enough else "—",
        highest=say("{highest} 组 {points}", highest=highest, points=points_text(high, 2)) if enough else "—",
        spread=say("{n} 分", n=points_text(high - low, 2)) if enough else "",
    )
