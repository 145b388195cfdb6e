"""A score opened up: section by section, what could be earned, what was, and why not all of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.analysis.reasons import section_sums
from generator.judging.scoring.scores import band_of, rounded
from generator.model.cases import Struck
from generator.model.events import Event
from generator.model.judged import SectionSum
from generator.model.scores import (
    Amount,
    BonusScore,
    ClauseTaking,
    EventLoss,
    InspectionLine,
    Loss,
    Lowering,
    PeriodScore,
    PoolScore,
    Rated,
)
from generator.model.standard import Clause, Ladder, Limit, Section, Standard
from generator.presenting.text.addresses import Paths, clause_anchor, section_anchor
from generator.presenting.text.wording import (
    PLACES,
    SOURCES,
    cause_text,
    joined,
    limit_text,
    points_text,
    rate_text,
    score_text,
)
from generator.words.phrases import say

WHOLE: Final = say("全部条款")
"""Title of the pool that all clauses of a standard share."""

MOST_PLACES: Final = 12
"""Places after which a figure is cut, whatever it would take to tell it from its neighbour."""

ROOM: Final = 6_000
"""Bytes that findings may take on a page; where they would take more, of each fault only the first ones are told."""

CLAUSE: Final = 24
"""Signs of a clause that stand beside its number."""

SIGHTING: Final = 30
"""Bytes that a finding takes besides its note and evidence."""

_SHARED: Final = say("本章各条共用")


class StandardIndex:
    """The parts of a standard by id, and the ways to them from the pages of a centre."""

    __slots__ = ("_anchors", "bands", "channels", "clauses", "full", "order", "sections", "standard", "vetoes")

    def __init__(self, standard: Standard, channels: Mapping[str, str], paths: Paths, page: str) -> None:
        """Index `standard`, which is read on `page`.

        `channels` are names by id, `paths` leads from the page that shows the ledger.
        """
        self.standard = standard
        self.channels = channels
        self.sections: dict[str, Section] = {section.id: section for section in standard.sections}
        self.clauses: dict[str, Clause] = {
            clause.id: clause for section in standard.sections for clause in section.clauses
        }
        self.order = {clause: place for place, clause in enumerate(self.clauses)}
        self.bands = {band.id: band.name for band in standard.bands}
        self.vetoes = {veto.id: veto.text for veto in standard.vetoes}
        self.full = standard.scale.full if standard.scale else 0
        self._anchors = {clause: paths(f"{page}#{clause_anchor(clause)}") for clause in self.clauses}
        self._anchors |= {section: paths(f"{page}#{section_anchor(section)}") for section in self.sections}
        self._anchors[""] = paths(page)

    def path(self, item: str) -> str:
        """The way to a clause or section of the standard; empty id: to the page."""
        return self._anchors[item]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """Points taken in one inspection."""

    minus: str
    seen: str
    """Day in the year, and how often: `10-09 ×2`."""
    note: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultLine:
    """A fault of a clause, or a level, with the inspections that found it."""

    clause: str
    path: str
    what: str
    sightings: tuple[Sighting, ...]
    """The first of them, the same number of every fault of a page."""
    rest: str
    """How often it was found besides, on which days; empty where all are told."""


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


def ledger_of(score: PeriodScore, index: StandardIndex) -> Ledger:
    """The full ledger of a score."""
    sums = {one.section: one for one in section_sums(score)}
    pools: dict[str, list[PoolScore]] = {}
    for pool in score.pools:
        pools.setdefault(pool.section, []).append(pool)
    told = _told(score)
    return Ledger(
        events=event_lines(score, index),
        sections=tuple(
            _section(section, parts, sums.get(section), score.inspections, index, told)
            for section, parts in pools.items()
        ),
        limits=tuple(_limit_lines(score.pools, index)),
        bonuses=tuple(_bonus_line(bonus, index) for bonus in score.bonuses),
        lowered=lowering_lines(score.lowered, index, score.inspections),
        sum=sum_text(score, index),
        reached=_reached(score, index),
        cut=told < _most_alike(score),
    )


def _told(score: PeriodScore) -> int:
    """How many findings of each fault are told: all, or as many as a page has room for."""
    faults: dict[tuple[str, str], list[int]] = {}
    for pool in score.pools:
        for loss in pool.losses:
            if loss.minus:
                size = SIGHTING + len((loss.note or "").encode()) + len((loss.evidence or "").encode())
                faults.setdefault((loss.clause, loss.cause), []).append(size)
    most = _most_alike(score)
    return next((some for some in range(most, 0, -1) if sum(sum(sizes[:some]) for sizes in faults.values()) <= ROOM), 0)


def _most_alike(score: PeriodScore) -> int:
    """How often the most frequent fault was found."""
    found: dict[tuple[str, str], int] = {}
    for pool in score.pools:
        for loss in pool.losses:
            if loss.minus:
                found[loss.clause, loss.cause] = found.get((loss.clause, loss.cause), 0) + 1
    return max(found.values(), default=0)


def lowering_lines(
    lowered: Iterable[Lowering], index: StandardIndex, inspections: Sequence[InspectionLine] = ()
) -> tuple[LoweringLine, ...]:
    """Vetoes and floors in words; with `inspections` the note also says when it was seen."""
    return tuple(_lowering_line(one, index, inspections) for one in lowered)


def sum_text(score: PeriodScore, index: StandardIndex) -> str:
    """Earned ÷ available × full + bonus = exact → rounded; ≈ where a figure on the way had to be cut.

    The last figure has as many places as it takes to see why it is rounded up or down.
    """
    outcome = score.outcome
    if not isinstance(outcome, Rated) or index.standard.scale is None:
        return ""
    precision = index.standard.scale.precision
    earned = score.base * score.available / index.full
    whole = _shown(score.exact, outcome.score if score.computed is None else score.computed, precision)
    if score.available == index.full and not score.bonus:
        exact = Fraction(whole) == score.exact
        head = say("各项得分合计 {whole}", whole=whole) if exact else say("各项得分合计约 {whole}", whole=whole)
    else:
        base = points_text(earned)
        exact = (Fraction(base), Fraction(whole)) == (earned, score.exact)
        base = base if score.available == index.full else f"{base} ÷ {points_text(score.available)} × {index.full}"
        bonus = say(" ＋ 加分 {points}", points=points_text(score.bonus)) if score.bonus else ""
        head = (
            say("各项得分合计 {base}{bonus} ＝ {whole}", base=base, bonus=bonus, whole=whole)
            if exact
            else say("各项得分合计 {base}{bonus} ≈ {whole}", base=base, bonus=bonus, whole=whole)
        )
    computed = outcome.score if score.computed is None else score.computed
    text = say(
        "{head}，四舍五入保留 {precision} 位小数为 {score} 分",
        head=head,
        precision=precision,
        score=score_text(computed),
    )
    return str(text) if score.announced is None else _beside_announced(score, computed, text)


def _beside_announced(score: PeriodScore, computed: Decimal, text: str) -> str:
    """The sum of the parts and the total that was announced, with their difference; which of them is ranked."""
    announced = score.announced or Decimal(0)
    differ = score_text(abs(announced - computed))
    told = {"text": text, "announced": score_text(announced), "differ": differ}
    if score.computed is None:
        return say("{text}；另有官方公布的总分 {announced} 分，相差 {differ} 分，本榜按各项合计排名", **told)
    return say("{text}；官方公布的总分为 {announced} 分，相差 {differ} 分，本榜按公布的总分排名", **told)


def _shown(exact: Fraction, score: Decimal, precision: int) -> str:
    """A figure with the fewest places, three or more, that rounds to the score as the exact one does."""
    places = range(PLACES, MOST_PLACES)
    found = (points_text(exact, one) for one in places)
    return next(
        (text for text in found if rounded(Fraction(text), precision) == score), points_text(exact, MOST_PLACES)
    )


def section_title(section: str, index: StandardIndex) -> str:
    """Number and title of a section, or the name of the pool above all of them."""
    return f"{section} {index.sections[section].title}" if section else WHOLE


def _reached(score: PeriodScore, index: StandardIndex) -> str:
    outcome = score.outcome
    if not isinstance(outcome, Rated):
        return ""
    reached = band_of(index.standard, outcome.score)
    return "" if reached == outcome.band else index.bands[reached]


def _section(  # noqa: PLR0913, PLR0917  # the section, and what all sections share
    section: str,
    pools: Sequence[PoolScore],
    total: SectionSum | None,
    inspections: Sequence[InspectionLine],
    index: StandardIndex,
    told: int,
) -> SectionLedger:
    assessed = [pool for pool in pools if pool.state == "assessed"]
    return SectionLedger(
        title=section_title(section, index),
        path=index.path(section),
        points=points_text(total.points) if total else "—",
        earned=points_text(total.earned) if total else "—",
        lost=tuple(
            _pool_line(pool, inspections, index, told)
            for pool in pools
            if (pool.earned != pool.points if pool.state == "assessed" else pool.events)
        ),
        full=tuple(_ref(pool, inspections, index) for pool in assessed if pool.earned == pool.points),
        unchecked=tuple(
            _ref(pool, inspections, index) for pool in pools if pool.state == "not-assessed" and not pool.events
        ),
        inapplicable=tuple(_ref(pool, inspections, index) for pool in pools if pool.state == "not-applicable"),
    )


def _ref(pool: PoolScore, inspections: Sequence[InspectionLine], index: StandardIndex) -> ClauseRef:
    return ClauseRef(
        id=pool.pool if pool.pool in index.clauses else "",
        path=index.path(pool.pool),
        notes=tuple(_exemption_lines(pool, inspections)),
    )


def _pool_line(pool: PoolScore, inspections: Sequence[InspectionLine], index: StandardIndex, told: int) -> PoolLine:
    clause = index.clauses.get(pool.pool)
    faults = _by_fault(pool.losses, index)
    hit = [*(found[0].clause for found in faults), *(event.clause for event in pool.events)]
    remedies = dict.fromkeys(index.clauses[clause_id].remedy or "" for clause_id in hit)
    return PoolLine(
        id=pool.pool if clause else "",
        path=index.path(pool.pool),
        text=_clipped(clause.text) if clause else _SHARED if pool.pool else say("全部条款共用"),
        points=points_text(pool.points),
        earned=points_text(pool.earned),
        words=_pool_words(pool, clause),
        faults=tuple(_fault_line(found, inspections, index, told) for found in faults),
        exemptions=tuple(_exemption_lines(pool, inspections)),
        remedies=tuple(remedy for remedy in remedies if remedy),
    )


def _clipped(text: str) -> str:
    """The beginning of a clause; its number leads to all of it."""
    return text if len(text) <= CLAUSE else f"{text[: CLAUSE - 1].rstrip('，、；：（“')}…"


def _exemption_lines(pool: PoolScore, inspections: Sequence[InspectionLine]) -> Iterator[str]:
    """Each reason once, with the days on which it was given."""
    days: dict[tuple[str, str], list[str]] = {}
    for exempted, reason, position in pool.exemptions:
        days.setdefault((exempted, reason), []).append(_seen(inspections, position)[5:])
    for (exempted, reason), given in days.items():
        which = "" if exempted == pool.pool else say("条款 {exempted} ", exempted=exempted)
        yield say("{which}不适用：{reason}（{days}）", which=which, reason=reason, days=joined(dict.fromkeys(given)))


def _pool_words(pool: PoolScore, clause: Clause | None) -> str:
    if pool.state != "assessed":
        proved = points_text(-pool.earned)
        return say("本期没有检查到这一项；查实的事项扣 {proved} 分，从得分里扣除", proved=proved)
    if pool.cases and clause and clause.check.method == "limit":
        return _limit_words(pool, clause.check)
    parts = [_mean_words(pool, taking) for taking in pool.taken]
    head = ""
    if len(parts) > 1:
        told = [
            say("{clause} {mean} ＝ {lost}", clause=one.clause, mean=mean, lost=points_text(one.lost))
            for one, mean in zip(pool.taken, parts, strict=True)
        ]
        parts = [points_text(one.lost) for one in pool.taken]
        head = str(say("各次平均：{told}；", told=joined(told, "；")))
    if pool.events:
        parts.append(say("查实 {proved}", proved=points_text(sum((one.minus for one in pool.events), Fraction(0)))))
    return say(
        "{head}{points} − {parts} ＝ {earned}",
        head=head,
        points=points_text(pool.points),
        parts=joined(parts, " − "),
        earned=points_text(pool.earned),
    )


def _limit_words(pool: PoolScore, check: Limit) -> str:
    """How a measured limit earned its points."""
    points, earned = points_text(pool.points), points_text(pool.earned)
    target, rate = rate_text(check.target), rate_text(Fraction(pool.within, pool.cases))
    head = say(
        "抽查 {cases} 件，达标 {within} 件，兑现率 {rate}，目标 {target}",
        cases=pool.cases,
        within=pool.within,
        rate=rate,
        target=target,
    )
    if isinstance(check.below, Ladder):
        steps = int((Fraction(check.target) - Fraction(pool.within, pool.cases)) / Fraction(check.below.each))
        return say(
            "{head}；每低 {each} 扣 {minus} 分，低 {steps} 档：{points} − {lost} ＝ {earned}",
            head=head,
            each=rate_text(check.below.each),
            minus=points_text(check.below.minus),
            steps=steps,
            points=points,
            lost=points_text(steps * Fraction(check.below.minus)),
            earned=earned,
        )
    return say(
        "{head}；{points} × {rate} ÷ {target} ＝ {earned}",
        head=head,
        points=points,
        rate=rate,
        target=target,
        earned=earned,
    )


def _mean_words(pool: PoolScore, taking: ClauseTaking) -> str:
    """What visits took from a clause, by visit and weight, over those that assessed it."""
    lost: dict[int, Fraction] = {}
    weights: dict[int, Amount] = {}
    for loss in pool.losses:
        if loss.clause == taking.clause:
            lost[loss.inspection] = lost.get(loss.inspection, Fraction(0)) + loss.minus
            weights[loss.inspection] = loss.weight
    terms = [(min(pool.points, minus), weights[position]) for position, minus in lost.items() if minus]
    if len(terms) == 1 and terms[0][1] == taking.weight:
        return points_text(terms[0][0])
    sums = joined(
        (points_text(minus) if weight == 1 else f"{points_text(minus)}×{weight}" for minus, weight in terms), "＋"
    )
    shown = say("（{sums}）", sums=sums) if len(terms) > 1 else sums
    return shown if taking.weight == 1 else say("{sums} ÷ {weight}", sums=shown, weight=taking.weight)


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
        source=SOURCES[event.source],
        note=event.note,
        evidence=event.evidence,
    )


def _by_fault(losses: Iterable[Loss], index: StandardIndex) -> list[list[Loss]]:
    """Losses of the same clause and fault together, in the order of the clauses in the standard."""
    found: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        if loss.minus:
            found.setdefault((loss.clause, loss.cause), []).append(loss)
    return [found[key] for key in sorted(found, key=lambda key: index.order[key[0]])]


def _fault_line(
    found: Sequence[Loss], inspections: Sequence[InspectionLine], index: StandardIndex, told: int
) -> FaultLine:
    clause = index.clauses[found[0].clause]
    rest = found[told:]
    return FaultLine(
        clause=clause.id,
        path=index.path(clause.id),
        what=cause_text(clause, found[0].cause),
        sightings=tuple(
            Sighting(
                minus=points_text(loss.minus),
                seen=_sighting(inspections, loss, index),
                note=loss.note or "",
                evidence=loss.evidence or "",
            )
            for loss in found[:told]
        ),
        rest=_rest(rest, inspections, more=told > 0) if rest else "",
    )


def _rest(found: Sequence[Loss], inspections: Sequence[InspectionLine], *, more: bool) -> str:
    days = joined(dict.fromkeys(_seen(inspections, loss.inspection)[5:] for loss in found))
    lost = points_text(sum((loss.minus for loss in found), Fraction(0)))
    told = {"count": len(found), "lost": lost, "days": days}
    return (
        say("另有 {count} 次检查发现，−{lost}：{days}", **told)
        if more
        else say("共 {count} 次检查发现，−{lost}：{days}", **told)
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


def _times(count: int) -> str:
    return f" ×{count}" if count > 1 else ""


def _sighting(inspections: Sequence[InspectionLine], loss: Loss, index: StandardIndex) -> str:
    """The day, which the table of inspections opens up; of several on a day the channel too."""
    line = inspections[loss.inspection]
    alone = sum(one.date == line.date for one in inspections) == 1
    channel = "" if alone else f" {index.channels[line.channel]}"
    return f"{line.date.isoformat()[5:]}{channel}{_times(loss.count)}"


def _seen(inspections: Sequence[InspectionLine], position: int) -> str:
    return inspections[position].date.isoformat()


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
            what = say("「{section_title}」得分低于该章最低要求", section_title=section_title(one.cause, index))
        case _:
            assert_never(one.kind)
    parts = []
    if one.inspection is not None and inspections:
        parts.append(_seen(inspections, one.inspection))
    if one.event:
        parts.append(say("事件 {id}", id=one.event))
    if one.note:
        parts.append(one.note)
    return LoweringLine(what=what, band=index.bands[one.band], note=joined(parts, "："))
