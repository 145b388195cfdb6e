"""A score opened up: section by section, what could be earned, what was, and why not all of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.analysis.reasons import section_sums
from generator.judging.scoring.figures import band_of
from generator.model.cases import Struck
from generator.model.events import Event
from generator.model.judged import SectionMedian, SectionSum
from generator.model.scores import (
    BonusScore,
    EventLoss,
    InspectionLine,
    Lowering,
    PeriodScore,
    PoolScore,
    Rated,
)
from generator.presenting.parts.scores.arithmetic import pool_words, sum_text
from generator.presenting.parts.scores.findings import FaultLine, fault_lines, findings_told, most_alike, seen_on
from generator.presenting.parts.scores.standard_index import StandardIndex, section_title
from generator.presenting.text.checks import cause_text, limit_text
from generator.presenting.text.wording import SOURCES, joined, points_text, rate_text
from generator.words.phrases import say

_SHARED: Final = say("本章各条共用")


@dataclass(frozen=True, kw_only=True, slots=True)
class EventLine:
    """A fact that was proved outside visits, and what it takes."""

    id: str
    clause: str
    path: str
    what: str
    minus: str
    happened: str
    proved: str
    source: str
    note: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseRef:
    """A clause of which no more is said than its number, or why it has no points."""

    id: str
    """Its number; empty for what several clauses share."""
    path: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PoolLine:
    """A clause that lost points, or several that share theirs."""

    id: str
    path: str
    text: str
    points: str
    earned: str
    words: str
    """The arithmetic."""
    faults: tuple[FaultLine, ...]
    exemptions: tuple[str, ...]
    remedies: tuple[str, ...]
    """What mends the faults, each once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionLedger:
    """A section: what lost points clause by clause, of the rest the numbers alone."""

    title: str
    path: str
    points: str
    earned: str
    """A dash where nothing was assessed."""
    share: str
    """The whole percents of its points that were earned, cut off; empty where nothing was assessed."""
    median: str
    """The same of the median of the board; empty where that is not known."""
    open: bool
    """It lost the greatest share, and is read first."""
    lost: tuple[PoolLine, ...]
    full: tuple[ClauseRef, ...]
    unchecked: tuple[ClauseRef, ...]
    inapplicable: tuple[ClauseRef, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitLine:
    """A measured commitment and how well it was kept."""

    clause: str
    path: str
    limit: str
    cases: int
    within: int
    rate: str
    target: str
    kept: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BonusLine:
    """A bonus that was awarded."""

    clause: str
    path: str
    text: str
    count: int
    earned: str
    withheld: str
    """Why it is not added; empty where it is."""
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LoweringLine:
    """Why the band is lower than the score alone would give."""

    what: str
    band: str
    """The band at best."""
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """All parts of one score."""

    events: tuple[EventLine, ...]
    """Facts proved against the window."""
    sections: tuple[SectionLedger, ...]
    limits: tuple[LimitLine, ...]
    bonuses: tuple[BonusLine, ...]
    lowered: tuple[LoweringLine, ...]
    sum: str
    """The line that adds it all up; empty without a score."""
    reached: str
    """The band that the score alone would give, where another holds; else empty."""
    cut: bool
    """There are too many findings for a page: of each fault only the first ones are told."""


def ledger_of(score: PeriodScore, index: StandardIndex, medians: Iterable[SectionMedian] = ()) -> Ledger:
    """The full ledger of a score, each section beside the median of the board."""
    beside = {one.section: f"{one.share * 100 // 1}" for one in medians if one.windows > 1}
    sums = {one.section: one for one in section_sums(score)}
    pools: dict[str, list[PoolScore]] = {}
    for pool in score.pools:
        pools.setdefault(pool.section, []).append(pool)
    told = findings_told(score)
    worst = _worst(sums)
    return Ledger(
        events=event_lines(score, index),
        sections=tuple(
            replace(
                _section(section, parts, sums.get(section), score.inspections, index, told, first=section == worst),
                median=beside.get(section, ""),
            )
            for section, parts in pools.items()
        ),
        limits=tuple(_limit_lines(score.pools, index)),
        bonuses=bonus_lines(score, index),
        lowered=lowering_lines(score.lowered, index, score.inspections),
        sum=sum_text(score, index),
        reached=_reached(score, index),
        cut=told < most_alike(score),
    )


def lowering_lines(
    lowered: Iterable[Lowering], index: StandardIndex, inspections: Sequence[InspectionLine] = ()
) -> tuple[LoweringLine, ...]:
    """Vetoes and floors in words; with `inspections` the note also says when it was seen."""
    return tuple(_lowering_line(one, index, inspections) for one in lowered)


def _reached(score: PeriodScore, index: StandardIndex) -> str:
    outcome = score.outcome
    if not isinstance(outcome, Rated):
        return ""
    reached = band_of(index.standard, outcome.score)
    return "" if reached == outcome.band else index.bands[reached]


def _worst(sums: Mapping[str, SectionSum]) -> str:
    """The section that lost the greatest share of its points; none, where none lost any."""
    losing = [one for one in sums.values() if one.points and one.earned < one.points]
    return min(losing, key=lambda one: one.earned / one.points).section if losing else ""


def _section(  # noqa: PLR0913, PLR0917  # the section, and what all sections share
    section: str,
    pools: Sequence[PoolScore],
    total: SectionSum | None,
    inspections: Sequence[InspectionLine],
    index: StandardIndex,
    told: int,
    *,
    first: bool,
) -> SectionLedger:
    counted = [pool for pool in pools if pool.state == "assessed"]
    unseen = [pool for pool in pools if pool.state == "not-assessed"]
    return SectionLedger(
        title=section_title(section, index),
        path=index.path(section),
        points=points_text(total.points) if total else "—",
        earned=points_text(total.earned) if total else "—",
        share=_share_of(total),
        median="",
        open=first,
        lost=tuple(_pool_line(pool, inspections, index, told) for pool in pools if _loses(pool)),
        full=tuple(_ref(pool, inspections, index) for pool in counted if pool.earned == pool.points),
        unchecked=tuple(_ref(pool, inspections, index) for pool in unseen if not pool.events),
        inapplicable=tuple(_ref(pool, inspections, index) for pool in pools if pool.state == "not-applicable"),
    )


def _share_of(total: SectionSum | None) -> str:
    """What was earned of a section, in whole percent."""
    return f"{max(0, total.earned * 100 // total.points)}" if total and total.points else ""


def _loses(pool: PoolScore) -> bool:
    """Whether there is a loss to tell of; what was proved is told where nobody looked as well."""
    return pool.earned != pool.points if pool.state == "assessed" else bool(pool.events)


def _ref(pool: PoolScore, inspections: Sequence[InspectionLine], index: StandardIndex) -> ClauseRef:
    return ClauseRef(
        id=pool.pool if pool.pool in index.clauses else "",
        path=index.path(pool.pool),
        notes=tuple(_exemption_lines(pool, inspections)),
    )


def _pool_line(pool: PoolScore, inspections: Sequence[InspectionLine], index: StandardIndex, told: int) -> PoolLine:
    clause = index.clauses.get(pool.pool)
    faults = fault_lines(pool.losses, inspections, index, told)
    hit = [*(one.clause for one in faults), *(event.clause for event in pool.events)]
    remedies = dict.fromkeys(index.clauses[clause_id].remedy or "" for clause_id in hit)
    return PoolLine(
        id=pool.pool if clause else "",
        path=index.path(pool.pool),
        text=clause.text if clause else _SHARED if pool.pool else say("全部条款共用"),
        points=points_text(pool.points),
        earned=points_text(pool.earned),
        words=pool_words(pool, clause),
        faults=faults,
        exemptions=tuple(_exemption_lines(pool, inspections)),
        remedies=tuple(remedy for remedy in remedies if remedy),
    )


def _exemption_lines(pool: PoolScore, inspections: Sequence[InspectionLine]) -> Iterator[str]:
    """Each reason once, with the days on which it was given."""
    days: dict[tuple[str, str], list[str]] = {}
    for exempted, reason, position in pool.exemptions:
        days.setdefault((exempted, reason), []).append(seen_on(inspections, position)[5:])
    for (exempted, reason), given in days.items():
        which = "" if exempted == pool.pool else say("条款 {exempted} ", exempted=exempted)
        yield say("{which}不适用：{reason}（{days}）", which=which, reason=reason, days=joined(dict.fromkeys(given)))


def event_lines(score: PeriodScore, index: StandardIndex) -> tuple[EventLine, ...]:
    """Every fact proved against the window in the period, by day and id."""
    found = [_event_line(one, index) for pool in score.pools for one in pool.events]
    return tuple(sorted(found, key=lambda line: (line.proved, line.id)))


def _event_line(event: EventLoss, index: StandardIndex) -> EventLine:
    clause = index.clauses[event.clause]
    return EventLine(
        id=event.id,
        clause=clause.id,
        path=index.path(clause.id),
        what=cause_text(clause, event.cause),
        minus=points_text(event.minus),
        happened=event.happened.isoformat(),
        proved=event.proved.isoformat(),
        source=say("{source}（补录：{reason}）", source=SOURCES[event.source], reason=event.late)
        if event.late
        else SOURCES[event.source],
        note=event.note,
        evidence=event.evidence,
    )


def struck_lines(score: PeriodScore, index: StandardIndex) -> tuple[str, ...]:
    """What upheld appeals took out of a score: where it was seen, what it was said to be, and the note of it."""
    return tuple(_struck_line(one, index) for one in score.struck)


def _struck_line(one: Struck, index: StandardIndex) -> str:
    contested = one.contested
    seen = (
        say("事件 {id}", id=contested.id)
        if isinstance(contested, Event)
        else f"{contested.date.isoformat()} {index.channels[contested.channel]}"
    )
    if contested.clause is None:
        what = say("一票否决：{vetoes}", vetoes=index.vetoes[contested.veto or ""])
    else:
        clause = index.clauses[contested.clause]
        cause = cause_text(clause, contested.fault) if contested.fault else clause.text
        what = say("{id} {cause}", id=clause.id, cause=cause)
    if one.note:
        return say("{seen} {what}（{note}）", seen=seen, what=what, note=one.note)
    return say("{seen} {what}", seen=seen, what=what)


def _limit_lines(pools: Iterable[PoolScore], index: StandardIndex) -> Iterator[LimitLine]:
    for pool in pools:
        check = index.clauses[pool.pool].check if pool.cases else None
        if check and check.method == "limit":
            rate, target = Fraction(pool.within, pool.cases), Fraction(check.target)
            yield LimitLine(
                clause=pool.pool,
                path=index.path(pool.pool),
                limit=limit_text(check),
                cases=pool.cases,
                within=pool.within,
                rate=rate_text(rate),
                target=rate_text(target),
                kept=rate >= target,
            )


def bonus_lines(score: PeriodScore, index: StandardIndex) -> tuple[BonusLine, ...]:
    """Every bonus that was awarded in the period."""
    return tuple(_bonus_line(bonus, index) for bonus in score.bonuses)


def _bonus_line(bonus: BonusScore, index: StandardIndex) -> BonusLine:
    return BonusLine(
        clause=bonus.clause,
        path=index.path(bonus.clause),
        text=index.clauses[bonus.clause].text,
        count=bonus.count,
        earned=points_text(bonus.earned),
        withheld=say("基础分未达到加分条件，不计入") if bonus.withheld else "",
        notes=tuple(
            say(
                "{id}（{proved} 查实）：{note}；{evidence}",
                id=event.id,
                proved=event.proved.isoformat(),
                note=event.note,
                evidence=event.evidence,
            )
            for event in bonus.events
        ),
    )


def _lowering_line(one: Lowering, index: StandardIndex, inspections: Sequence[InspectionLine]) -> LoweringLine:
    match one.kind:
        case "veto":
            what = say("一票否决：{vetoes}", vetoes=index.vetoes[one.cause])
        case "floor":
            what = say("“{section_title}”得分低于该章最低要求", section_title=section_title(one.cause, index))
        case _:
            assert_never(one.kind)
    parts = []
    if one.inspection is not None and inspections:
        parts.append(seen_on(inspections, one.inspection))
    if one.event:
        parts.append(say("事件 {id}", id=one.event))
    if one.note:
        parts.append(one.note)
    return LoweringLine(what=what, band=index.bands[one.band], note=joined(parts, "："))
