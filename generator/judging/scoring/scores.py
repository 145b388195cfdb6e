"""The score of a window over a period, with all its parts: visits are averaged, proved facts are counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import assert_never

from generator.judging.scoring.inspections import Reckoning, coverage, reckon
from generator.judging.scoring.pools import Plan, Pool
from generator.model.events import Event
from generator.model.results import Inspection, Round
from generator.model.rules import SELF, Board, Shares, Weight
from generator.model.scores import (
    Amount,
    BonusScore,
    ClauseTaking,
    EventLoss,
    InspectionLine,
    Loss,
    Lowering,
    Noted,
    Outcome,
    PeriodScore,
    PoolScore,
    PoolState,
    Rated,
    Unrated,
)
from generator.model.standard import Limit, Standard


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection with what its round says of it."""

    round: Round
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class _Counted:
    """A reckoned inspection, its weight, and its position among all of the period."""

    position: int
    origin: Round
    weight: Amount
    inspection: Inspection
    reckoning: Reckoning
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class _Sums:
    """Points available over some inspections; base, what events took of it, and bonus on the standard's scale."""

    available: Fraction
    base: Fraction
    event_points: Fraction
    bonus: Fraction

    @property
    def exact(self) -> Fraction:
        return self.base + self.bonus


def score_period(  # noqa: PLR0913, PLR0917  # all that a score is made of
    plan: Plan,
    board: Board,
    period: str,
    window: tuple[str, str],
    visits: Iterable[Visit],
    events: Iterable[Event] = (),
) -> PeriodScore:
    """Pool the visits of one window (centre, window) in one period, and what was proved in it, into its score.

    What visits took from a clause is combined as the board says, over those that assessed this clause; sampled cases
    are summed before the rate is taken. An event counts once, whatever the channels weigh, up to the bounds of its
    fault and pool; bonuses are events too. A veto counts whatever the weight of its channel, but for the self-check,
    which no window shall have to fear. The order of visits and events changes nothing.
    """
    reckoned = _weighed(board, plan, _reckoned(plan, visits))
    counted = [one for one in reckoned if one.weight]
    facts = sorted({event.id: event for event in events}.values(), key=lambda event: (event.proved, event.id))
    losses = _event_losses(plan, facts)
    pools = _pool_scores(plan, board, counted, losses)
    sums, bonuses = _sums(plan, pools, facts)
    covered = _covered(plan, pools, counted)
    lowered = (*_vetoes(plan.standard, reckoned, facts), *_floors(plan.standard, pools))
    days = _days(plan.standard, board, reckoned)
    computed = _outcome(plan.standard, board, sums, covered, lowered, (days, counted))
    announced = _announced(counted)
    outcome, replaced = _ranked_total(plan.standard, board, computed, announced, lowered, days)
    return PeriodScore(
        board=board.id,
        period=period,
        centre=window[0],
        window=window[1],
        standard=plan.ref,
        outcome=outcome,
        base=sums.base,
        event_points=sums.event_points,
        bonus=sums.bonus,
        exact=sums.exact,
        available=sums.available,
        coverage=covered,
        counted=len(counted),
        days=days,
        inspections=tuple(_line(plan, one) for one in reckoned),
        pools=pools,
        bonuses=bonuses,
        lowered=lowered,
        noted=tuple(_noted(reckoned)),
        announced=announced,
        computed=replaced,
    )


def total(values: Iterable[Fraction]) -> Fraction:
    """The sum, exactly; quicker than `sum`, for values that share a denominator are added as whole numbers."""
    sums: dict[int, int] = {}
    for value in values:
        denominator = value.denominator
        sums[denominator] = sums.get(denominator, 0) + value.numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in sums.items()), Fraction(0))


def rounded(value: Fraction, precision: int) -> Decimal:
    """`value` rounded half up to `precision` decimal places, exactly."""
    unit = 10**precision
    whole = (2 * value.numerator * unit + value.denominator) // (2 * value.denominator)
    return Decimal(whole).scaleb(-precision)


def band_of(standard: Standard, score: Decimal, caps: Iterable[str] = ()) -> str:
    """The highest band whose lower bound is not above the score, lowered to each of `caps` (ids of bands)."""
    reached = max((band for band in standard.bands if band.at_least <= score), key=attrgetter("at_least"))
    lowering = (*caps,)
    if not lowering:
        return reached.id
    bounds = {band.id: band.at_least for band in standard.bands}
    return min((reached.id, *lowering), key=bounds.__getitem__)


def limit_earned(points: Fraction, limit: Limit, cases: int, within: int) -> Fraction:
    """Points that a measured limit earns: by rate ÷ target, or less what each whole step below the target costs."""
    rate, target = Fraction(within, cases), Fraction(limit.target)
    if rate >= target:
        return points
    if limit.below == "proportional":
        return points * rate / target
    steps = (target - rate) / Fraction(limit.below.each)
    return max(Fraction(0), points - int(steps) * Fraction(limit.below.minus))


def weight_of(board: Board, channel: str) -> int:
    """The weight of one visit through a channel: 0, it is shown and not counted."""
    weight = board.channels.get(channel, 0)
    return weight.weight if isinstance(weight, Weight) else weight


# --- which visits count, and how much ---------------------------------------------------------------------------------


def _reckoned(plan: Plan, visits: Iterable[Visit]) -> list[tuple[Visit, Reckoning, Fraction]]:
    ordered = sorted(visits, key=lambda visit: (visit.round.date, visit.round.channel, visit.round.team))
    found = []
    for visit in ordered:
        reckoning = reckon(plan, visit.inspection)
        found.append((visit, reckoning, coverage(plan, reckoning)))
    return found


def _weighed(board: Board, plan: Plan, visits: Sequence[tuple[Visit, Reckoning, Fraction]]) -> list[_Counted]:
    """Every visit with its weight, as the board combines them."""
    weights = list(_weights(board, plan, visits))
    return [
        _Counted(position, visit.round, weight, visit.inspection, reckoning, covered)
        for position, ((visit, reckoning, covered), weight) in enumerate(zip(visits, weights, strict=True))
    ]


def _weights(board: Board, plan: Plan, visits: Sequence[tuple[Visit, Reckoning, Fraction]]) -> Iterator[Amount]:
    channels = [visit.round.channel for visit, _, _ in visits]
    combine = board.combine
    match combine:
        case "visits":
            yield from (_capped_weight(board, channel, channels.count(channel)) for channel in channels)
        case "sum":
            yield from (int(weight_of(board, channel) > 0) for channel in channels)
        case "newest":
            least = Fraction(plan.standard.min_coverage or 0)
            enough = [weight_of(board, visit.round.channel) > 0 and covered >= least for visit, _, covered in visits]
            days = [visit.round.date for visit, _, _ in visits]
            newest = max((day for day, fits in zip(days, enough, strict=True) if fits), default=None)
            for channel, day, fits in zip(channels, days, enough, strict=True):
                yield weight_of(board, channel) if fits and day == newest else 0
        case Shares():
            for channel in channels:
                share = combine.shares.get(channel, 0)
                yield Fraction(share, channels.count(channel)) if share else 0
        case _:
            assert_never(combine)


def _capped_weight(board: Board, channel: str, visits: int) -> Amount:
    """The weight of a visit; where a channel has more visits than it may, they share the weight of so many."""
    weight = board.channels.get(channel, 0)
    if not isinstance(weight, Weight):
        return weight
    return weight.weight if visits <= weight.at_most else Fraction(weight.weight * weight.at_most, visits)


def _days(standard: Standard, board: Board, reckoned: Iterable[_Counted]) -> int:
    """Different days with a visit that may count and assessed enough."""
    least = Fraction(standard.min_coverage or 0)
    announced = board.totals == "announced"
    return len(
        {
            one.origin.date
            for one in reckoned
            if counts(board, one.origin.channel)
            and (one.coverage >= least or (announced and one.inspection.announced is not None))
        }
    )


def counts(board: Board, channel: str) -> bool:
    """Whether a board counts visits through a channel at all."""
    if isinstance(board.combine, Shares):
        return channel in board.combine.shares
    return weight_of(board, channel) > 0


# --- pools ------------------------------------------------------------------------------------------------------------


def _pool_scores(
    plan: Plan, board: Board, counted: Sequence[_Counted], events: Mapping[int, tuple[EventLoss, ...]]
) -> tuple[PoolScore, ...]:
    """A score for every pool; most pools of most windows are clean, and those share one record."""
    seen = frozenset[str]().union(*(one.reckoning.assessed for one in counted))
    touched = {plan.pool_of[clause] for one in counted for clause in _named(one.inspection) if clause in plan.pool_of}
    scores = []
    for index, pool in enumerate(plan.pools):
        if index in touched or index in events:
            scores.append(_pool_score(plan, board, index, counted, events.get(index, ())))
            continue
        assessed = int(pool.observed <= seen)
        clean = plan.clean.get((index, assessed))
        if clean is None:
            clean = plan.clean[index, assessed] = _clean(pool, assessed=bool(assessed))
        scores.append(clean)
    return tuple(scores)


def _clean(pool: Pool, *, assessed: bool) -> PoolScore:
    return PoolScore(
        pool=pool.id,
        section=pool.section,
        points=pool.exact,
        state="assessed" if assessed else "not-assessed",
        earned=pool.exact if assessed else Fraction(0),
        cases=0,
        within=0,
        taken=(),
        losses=(),
        events=(),
        exemptions=(),
    )


def _named(inspection: Inspection) -> Iterator[str]:
    """Every clause that an inspection says something of."""
    yield from (finding.clause for finding in inspection.findings)
    yield from (unmet.clause for unmet in inspection.unmet)
    yield from (exemption.clause for exemption in inspection.not_applicable)
    yield from inspection.levels
    yield from inspection.points
    yield from inspection.sampled


def _pool_score(
    plan: Plan, board: Board, index: int, counted: Sequence[_Counted], events: tuple[EventLoss, ...]
) -> PoolScore:
    pool = plan.pools[index]
    cases, within = _sampled(pool, counted)
    state = _state(pool, counted, cases)
    taken, losses = _taken(plan, board, pool, counted) if state == "assessed" else ((), ())
    proved = total(one.minus for one in events)
    if state != "assessed":
        earned = -min(pool.exact, proved)
    else:
        limit = pool.limit
        base = limit_earned(pool.exact, limit, cases, within) if limit and cases else pool.exact
        earned = max(Fraction(0), base - total(one.lost for one in taken) - proved)
    return PoolScore(
        pool=pool.id,
        section=pool.section,
        points=pool.exact,
        state=state,
        earned=earned,
        cases=cases,
        within=within,
        taken=taken,
        losses=losses,
        events=events,
        exemptions=_exemptions(pool, counted),
    )


def _sampled(pool: Pool, counted: Sequence[_Counted]) -> tuple[int, int]:
    """The sampled cases of a limit, and those within it."""
    if pool.limit is None:
        return 0, 0
    samples = [
        one.reckoning.samples[pool.id]
        for one in counted
        if pool.id in one.reckoning.assessed and pool.id in one.reckoning.samples
    ]
    return sum(cases for cases, _ in samples), sum(within for _, within in samples)


def _state(pool: Pool, counted: Sequence[_Counted], cases: int) -> PoolState:
    """Whether each clause that applies was assessed by some visit; one that was exempt and never assessed, does not."""
    left = [clause for clause in pool.observed if not any(clause in one.reckoning.assessed for one in counted)]
    unseen = [clause for clause in left if not any(clause in one.reckoning.exempt for one in counted)]
    if unseen:
        return "not-assessed"
    if left and len(left) == len(pool.clauses):
        return "not-applicable"
    return "not-assessed" if pool.limit and 0 < cases < pool.limit.min_cases else "assessed"


def _taken(
    plan: Plan, board: Board, pool: Pool, counted: Sequence[_Counted]
) -> tuple[tuple[ClauseTaking, ...], tuple[Loss, ...]]:
    """What visits took from each clause of a pool, averaged or added up, and every single taking."""
    taken: list[ClauseTaking] = []
    losses: list[Loss] = []
    for clause in pool.clauses:
        using = [one for one in counted if clause in one.reckoning.assessed]
        if not any(clause in one.reckoning.takings for one in using):
            continue
        weights = _clause_weights(board, using)
        whole: Amount = sum(weights) if board.combine != "sum" else 1
        lost = sum(
            (weight * one.reckoning.lost.get(clause, 0) for one, weight in zip(using, weights, strict=True)),
            Fraction(0),
        )
        if lost:
            points = min(pool.exact, lost / Fraction(whole * plan.unit))
            taken.append(ClauseTaking(clause=clause, weight=whole, lost=points))
        losses += (
            Loss(
                clause=clause,
                cause=taking.cause,
                count=taking.count,
                minus=Fraction(taking.minus, plan.unit),
                inspection=one.position,
                weight=weight,
                note=taking.note,
                evidence=taking.evidence,
            )
            for one, weight in zip(using, weights, strict=True)
            for taking in one.reckoning.takings.get(clause, ())
        )
    return tuple(taken), tuple(losses)


def _clause_weights(board: Board, using: Sequence[_Counted]) -> list[Amount]:
    """The weights of the visits that assessed a clause: under shares each channel's are shared by these alone."""
    if not isinstance(board.combine, Shares):
        return [one.weight for one in using]
    channels = [one.origin.channel for one in using]
    return [Fraction(board.combine.shares[channel], channels.count(channel)) for channel in channels]


def _exemptions(pool: Pool, counted: Sequence[_Counted]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (exemption.clause, exemption.reason, one.position)
        for one in counted
        if one.inspection.not_applicable
        for exemption in sorted(one.inspection.not_applicable, key=lambda exemption: exemption.clause)
        if exemption.clause in pool.clauses
    )


def _noted(reckoned: Iterable[_Counted]) -> Iterator[Noted]:
    for one in reckoned:
        for finding in one.inspection.findings:
            if finding.fault is None:
                yield Noted(
                    clause=finding.clause, inspection=one.position, note=finding.note, evidence=finding.evidence
                )


# --- events -----------------------------------------------------------------------------------------------------------


def _event_losses(plan: Plan, events: Iterable[Event]) -> dict[int, tuple[EventLoss, ...]]:
    """What proved faults take, by pool, each fault up to its bound over the period."""
    found: dict[int, list[EventLoss]] = {}
    before: dict[tuple[str, str], int] = {}
    for event in events:
        if event.clause is None or event.fault is None:
            continue
        key = (event.clause, event.fault)
        rule = plan.faults[key]
        minus = rule.minus if event.minus is None else int(Fraction(event.minus) * plan.unit)
        wanted = minus if rule.each else max(0, minus - before.get(key, 0))
        taken = wanted if rule.cap is None else min(wanted, rule.cap - before.get(key, 0))
        before[key] = before.get(key, 0) + taken
        found.setdefault(plan.pool_of[event.clause], []).append(_event_loss(event, Fraction(taken, plan.unit)))
    return {index: tuple(losses) for index, losses in found.items()}


def _event_loss(event: Event, minus: Fraction) -> EventLoss:
    return EventLoss(
        id=event.id,
        clause=event.clause or "",
        cause=event.fault or "",
        minus=minus,
        happened=event.happened,
        proved=event.proved,
        source=event.source,
        note=event.note,
        evidence=event.evidence,
        late=event.late,
    )


def _bonuses(plan: Plan, events: Sequence[Event], base: Fraction) -> tuple[BonusScore, ...]:
    scores: list[BonusScore] = []
    for clause, (section, rule) in plan.bonuses.items():
        earned_by = [event for event in events if event.clause == clause]
        if not earned_by:
            continue
        count = len(earned_by) if rule.each else 1
        wanted = Fraction(rule.plus) * count
        capped = wanted if rule.at_most is None else min(wanted, Fraction(rule.at_most))
        withheld = rule.only_from is not None and base < Fraction(rule.only_from)
        scores.append(
            BonusScore(
                clause=clause,
                section=section,
                count=count,
                earned=Fraction(0) if withheld else capped,
                withheld=withheld,
                events=tuple(_event_loss(event, Fraction(rule.plus)) for event in earned_by),
            )
        )
    return tuple(scores)


def _capped(standard: Standard, bonuses: Sequence[BonusScore]) -> Fraction:
    if not bonuses:
        return Fraction(0)
    earned = {
        section.id: total(one.earned for one in bonuses if one.section == section.id) for section in standard.sections
    }
    caps = {one.id: Fraction(one.bonus_at_most) for one in standard.sections if one.bonus_at_most is not None}
    return total(min(points, caps.get(section, points)) for section, points in earned.items())


# --- from points to an outcome ----------------------------------------------------------------------------------------


def _sums(plan: Plan, pools: Sequence[PoolScore], events: Sequence[Event]) -> tuple[_Sums, tuple[BonusScore, ...]]:
    available = total(pool.points for pool in pools if pool.state == "assessed")
    base = _base(plan.standard, total(pool.earned for pool in pools), available)
    without = base
    if any(pool.events for pool in pools):
        without = _base(plan.standard, total(map(_earned_without_events, pools)), available)
    bonuses = _bonuses(plan, events, base)
    return _Sums(available, base, without - base, _capped(plan.standard, bonuses)), bonuses


def _earned_without_events(pool: PoolScore) -> Fraction:
    if not pool.events:
        return pool.earned
    if pool.state != "assessed":
        return Fraction(0)
    return max(Fraction(0), pool.points - total(one.lost for one in pool.taken))


def _base(standard: Standard, earned: Fraction, available: Fraction | int) -> Fraction:
    full = standard.scale.full if standard.scale else 0
    return max(Fraction(0), Fraction(earned * full, available)) if available else Fraction(0)


def _covered(plan: Plan, pools: Sequence[PoolScore], counted: Sequence[_Counted]) -> Fraction:
    """Share of the applicable points that visits can assess and that were assessed.

    Where all that visits can assess of a pool was exempt, and only proved facts may touch it, no visit covered it.
    """
    looked_at = [
        score
        for score, pool in zip(pools, plan.pools, strict=True)
        if pool.observed and not (score.state == "assessed" and score.exemptions and _unseen(pool, counted))
    ]
    assessed = total(one.points for one in looked_at if one.state == "assessed")
    applicable = assessed + total(one.points for one in looked_at if one.state == "not-assessed")
    return assessed / applicable if applicable else Fraction(0)


def _unseen(pool: Pool, counted: Sequence[_Counted]) -> bool:
    return all(pool.observed.isdisjoint(one.reckoning.assessed) for one in counted)


def _vetoes(standard: Standard, reckoned: Iterable[_Counted], events: Iterable[Event] = ()) -> tuple[Lowering, ...]:
    """The vetoes that were found, whatever the weight of the inspection, and those that were proved by an event."""
    bands = {veto.id: veto.band for veto in standard.vetoes}
    return (
        *(
            Lowering(
                kind="veto", cause=offence.veto, band=bands[offence.veto], note=offence.note, inspection=one.position
            )
            for one in reckoned
            if one.weight or one.origin.channel != SELF
            for offence in sorted(one.inspection.vetoes, key=lambda offence: (offence.veto, offence.note))
        ),
        *(
            Lowering(
                kind="veto",
                cause=event.veto,
                band=bands[event.veto],
                note=event.note,
                inspection=None,
                event=event.id,
            )
            for event in events
            if event.veto is not None
        ),
    )


def _floors(standard: Standard, pools: Sequence[PoolScore]) -> tuple[Lowering, ...]:
    under = []
    for floor in standard.floors:
        assessed = [pool for pool in pools if pool.section == floor.section and pool.state == "assessed"]
        points = total(pool.points for pool in assessed)
        if points and total(pool.earned for pool in assessed) / points < Fraction(floor.below):
            under.append(Lowering(kind="floor", cause=floor.section, band=floor.band, note=None, inspection=None))
    return tuple(under)


def _outcome(  # noqa: PLR0913, PLR0917  # all that decides
    standard: Standard,
    board: Board,
    sums: _Sums,
    covered: Fraction,
    lowered: Sequence[Lowering],
    visits: tuple[int, Sequence[_Counted]],
) -> Outcome:
    days, counted = visits
    if days < board.min_inspections:
        found = _by_points(standard, sums, covered, lowered)
        if isinstance(found, Unrated) and len(counted) >= board.min_inspections:
            return found
        return Unrated(reason="too-few-inspections", found=Fraction(days), needed=Fraction(board.min_inspections))
    if isinstance(board.combine, Shares) and board.combine.missing == "unrated":
        seen = {one.origin.channel for one in counted} & board.combine.shares.keys()
        if len(seen) < len(board.combine.shares):
            return Unrated(
                reason="channel-missing", found=Fraction(len(seen)), needed=Fraction(len(board.combine.shares))
            )
    return _by_points(standard, sums, covered, lowered)


def _by_points(standard: Standard, sums: _Sums, covered: Fraction, lowered: Sequence[Lowering]) -> Outcome:
    least = Fraction(standard.min_coverage or 0)
    if not sums.available or standard.scale is None:
        return Unrated(reason="nothing-assessed", found=Fraction(0), needed=least)
    if covered < least:
        return Unrated(reason="low-coverage", found=covered, needed=least)
    score = rounded(sums.exact, standard.scale.precision)
    return Rated(score=score, band=band_of(standard, score, (one.band for one in lowered)))


def _announced(counted: Iterable[_Counted]) -> Decimal | None:
    """The total that the newest inspection with one says was announced."""
    found = [one.inspection.announced for one in counted if one.inspection.announced is not None]
    return found[-1] if found else None


def _ranked_total(  # noqa: PLR0913, PLR0917  # the two totals, and what chooses between them
    standard: Standard,
    board: Board,
    computed: Outcome,
    announced: Decimal | None,
    lowered: Sequence[Lowering],
    days: int,
) -> tuple[Outcome, Decimal | None]:
    """What is banded and ranked, and the sum of the parts where an announced total stands in its place."""
    if announced is None or board.totals == "computed" or days < board.min_inspections or standard.scale is None:
        return computed, None
    score = rounded(Fraction(announced), standard.scale.precision)
    outcome = Rated(score=score, band=band_of(standard, score, (one.band for one in lowered)))
    return outcome, computed.score if isinstance(computed, Rated) else None


def _line(plan: Plan, one: _Counted) -> InspectionLine:
    """The inspection by itself: the same arithmetic over a period that has only this one, and no events."""
    available, earned = _alone(plan, one)
    base = _base(plan.standard, earned, available)
    sums = _Sums(Fraction(available), base, Fraction(0), Fraction(0))
    return InspectionLine(
        date=one.origin.date,
        channel=one.origin.channel,
        team=one.origin.team,
        weight=one.weight,
        coverage=one.coverage,
        outcome=_by_points(plan.standard, sums, one.coverage, _vetoes(plan.standard, [one])),
        base=base,
        late=one.origin.late,
        out_of_hours=one.origin.out_of_hours,
        announced=one.inspection.announced,
    )


def _alone(plan: Plan, one: _Counted) -> tuple[int, Fraction]:
    """Units that are available to one inspection, and those that it leaves."""
    reckoning = one.reckoning
    if not reckoning.assessed:
        return 0, Fraction(0)
    whole = reckoning.assessed is plan.observed
    pools = plan.pools if whole else [pool for pool in plan.pools if _alone_assessed(pool, reckoning)]
    available = sum(pool.points for pool in pools)
    missed = Fraction(0)
    lost: dict[int, int] = {}
    for clause, units in reckoning.lost.items():
        lost[plan.pool_of[clause]] = lost.get(plan.pool_of[clause], 0) + units
    for index, units in lost.items():
        if whole or _alone_assessed(plan.pools[index], reckoning):
            missed += min(plan.pools[index].points, units)
    for clause, (cases, within) in reckoning.samples.items():
        pool = plan.pools[plan.pool_of[clause]]
        if pool.limit and clause in reckoning.assessed:
            missed += pool.points - limit_earned(pool.exact, pool.limit, cases, within) * plan.unit
    return available, available - missed


def _alone_assessed(pool: Pool, reckoning: Reckoning) -> bool:
    """Whether an inspection by itself assessed a pool: each clause that visits look at and that applies."""
    clauses = pool.observed - reckoning.exempt
    return clauses <= reckoning.assessed and bool(clauses or len(pool.observed) < len(pool.clauses))
