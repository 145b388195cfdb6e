"""The score of a window over a period, with all its parts: visits are averaged, proved facts are counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from generator.judging.scoring.figures import NOTHING, band_of, limit_earned, rounded, total
from generator.judging.scoring.pool_scores import bonuses_of, capped, event_losses, pool_scores
from generator.judging.scoring.pools import Plan, Pool
from generator.judging.scoring.visits import Counted, Visit, counts_each_visit, enough_days, weighed
from generator.model.events import Event
from generator.model.rules import SELF, Board, Shares
from generator.model.scores import (
    Amount,
    BonusScore,
    InspectionLine,
    Lowering,
    Noted,
    Outcome,
    PeriodScore,
    PoolScore,
    Rated,
    Unrated,
)
from generator.model.standard import Standard


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
    reckoned = weighed(board, plan, visits)
    counted = [one for one in reckoned if one.weight]
    facts = sorted({event.id: event for event in events}.values(), key=lambda event: (event.proved, event.id))
    losses = event_losses(plan, facts)
    pools = pool_scores(plan, board, counted, losses)
    sums, bonuses = _sums(plan, pools, facts)
    covered = _covered(plan, pools, counted)
    lowered = (*_vetoes(plan.standard, reckoned, facts), *_floors(plan.standard, pools))
    days = enough_days(plan.standard, board, reckoned)
    enough = len(counted) if counts_each_visit(board, period) else days
    computed = _outcome(plan.standard, board, sums, covered, lowered, (days, enough, counted))
    announced = _announced(counted)
    outcome, replaced = _ranked_total(plan.standard, board, computed, announced, lowered, enough)
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


# --- from points to an outcome ---


def _sums(plan: Plan, pools: Sequence[PoolScore], events: Sequence[Event]) -> tuple[_Sums, tuple[BonusScore, ...]]:
    assessed = sum(own.points for pool, own in zip(pools, plan.pools, strict=True) if pool.state == "assessed")
    available = Fraction(assessed, plan.unit)
    told = [pool for pool in pools if pool.told]  # of all others, points and earned are the same
    whole = available - total(pool.points for pool in told if pool.state == "assessed")
    base = _base(plan.standard, whole + total(pool.earned for pool in told), available)
    without = base
    if any(pool.events for pool in told):
        without = _base(plan.standard, whole + total(map(_earned_without_events, told)), available)
    bonuses = bonuses_of(plan, events, base)
    return _Sums(available, base, without - base, capped(plan.standard, bonuses)), bonuses


def _earned_without_events(pool: PoolScore) -> Fraction:
    if not pool.events:
        return pool.earned
    if pool.state != "assessed":
        return Fraction(0)
    return max(Fraction(0), pool.points - total(one.lost for one in pool.taken))


def _base(standard: Standard, earned: Amount, available: Amount) -> Fraction:
    full = standard.scale.full if standard.scale else 0
    return max(NOTHING, Fraction(earned * full, available)) if available else NOTHING


def _covered(plan: Plan, pools: Sequence[PoolScore], counted: Sequence[Counted]) -> Fraction:
    """Share of the applicable points that visits can assess and that were assessed.

    Where all that visits can assess of a pool was exempt, and only proved facts may touch it, no visit covered it.
    """
    looked_at = [
        (score.state, pool.points)
        for score, pool in zip(pools, plan.pools, strict=True)
        if pool.observed and not (score.state == "assessed" and score.exemptions and _unseen(pool, counted))
    ]
    assessed = sum(points for state, points in looked_at if state == "assessed")
    applicable = assessed + sum(points for state, points in looked_at if state == "not-assessed")
    return Fraction(assessed, applicable) if applicable else NOTHING


def _unseen(pool: Pool, counted: Sequence[Counted]) -> bool:
    return all(pool.observed.isdisjoint(one.reckoning.assessed) for one in counted)


def _vetoes(standard: Standard, reckoned: Iterable[Counted], events: Iterable[Event] = ()) -> tuple[Lowering, ...]:
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
    visits: tuple[int, int, Sequence[Counted]],
) -> Outcome:
    days, enough, counted = visits
    exact, bands = sums.exact if sums.available else None, [one.band for one in lowered]
    if enough < board.min_inspections:
        found = _by_points(standard, exact, covered, bands)
        if isinstance(found, Unrated) and len(counted) >= board.min_inspections:
            return found
        return Unrated(reason="too-few-inspections", found=Fraction(days), needed=Fraction(board.min_inspections))
    if isinstance(board.combine, Shares) and board.combine.missing == "unrated":
        seen = {one.origin.channel for one in counted} & board.combine.shares.keys()
        if len(seen) < len(board.combine.shares):
            return Unrated(
                reason="channel-missing", found=Fraction(len(seen)), needed=Fraction(len(board.combine.shares))
            )
    return _by_points(standard, exact, covered, bands)


def _by_points(standard: Standard, exact: Fraction | None, covered: Fraction, caps: Iterable[str]) -> Outcome:
    """What exact points come to; None where none were available. `caps`: bands that were lowered to."""
    least = Fraction(standard.min_coverage or 0)
    if exact is None or standard.scale is None:
        return Unrated(reason="nothing-assessed", found=NOTHING, needed=least)
    if covered < least:
        return Unrated(reason="low-coverage", found=covered, needed=least)
    score = rounded(exact, standard.scale.precision)
    return Rated(score=score, band=band_of(standard, score, caps))


def _announced(counted: Iterable[Counted]) -> Decimal | None:
    """The total that the newest inspection with one says was announced."""
    found = [one.inspection.announced for one in counted if one.inspection.announced is not None]
    return found[-1] if found else None


def _ranked_total(  # noqa: PLR0913, PLR0917  # the two totals, and what chooses between them
    standard: Standard,
    board: Board,
    computed: Outcome,
    announced: Decimal | None,
    lowered: Sequence[Lowering],
    enough: int,
) -> tuple[Outcome, Decimal | None]:
    """What is banded and ranked, and the sum of the parts where an announced total stands in its place."""
    if announced is None or board.totals == "computed" or enough < board.min_inspections or standard.scale is None:
        return computed, None
    score = rounded(Fraction(announced), standard.scale.precision)
    outcome = Rated(score=score, band=band_of(standard, score, (one.band for one in lowered)))
    return outcome, computed.score if isinstance(computed, Rated) else None


def _line(plan: Plan, one: Counted) -> InspectionLine:
    """The inspection by itself: the same arithmetic over a period that has only this one, and no events."""
    bands = tuple(lowering.band for lowering in _vetoes(plan.standard, [one] if one.inspection.vetoes else []))
    base, outcome = _by_itself(plan, *_alone(plan, one), one.coverage, bands)
    return InspectionLine(
        date=one.origin.date,
        channel=one.origin.channel,
        team=one.origin.team,
        weight=one.weight,
        coverage=one.coverage,
        outcome=outcome,
        base=base,
        late=one.origin.late,
        out_of_hours=one.origin.out_of_hours,
        announced=one.inspection.announced,
    )


@lru_cache(maxsize=1 << 12)  # many inspections lose the same, or nothing
def _by_itself(
    plan: Plan, available: int, earned: Amount, covered: Fraction, bands: tuple[str, ...]
) -> tuple[Fraction, Outcome]:
    base = _base(plan.standard, earned, available)
    return base, _by_points(plan.standard, base if available else None, covered, bands)


def _alone(plan: Plan, one: Counted) -> tuple[int, Amount]:
    """Units that are available to one inspection, and those that it leaves."""
    reckoning = one.reckoning
    if not reckoning.assessed:
        return 0, 0
    available, pools = _alone_assessed(plan, reckoning.assessed, reckoning.exempt)
    missed: Amount = 0
    lost: dict[int, int] = {}
    for clause, units in reckoning.lost.items():
        lost[plan.pool_of[clause]] = lost.get(plan.pool_of[clause], 0) + units
    for index, units in lost.items():
        if index in pools:
            missed += min(plan.pools[index].points, units)
    for clause, (cases, within) in reckoning.samples.items():
        pool = plan.pools[plan.pool_of[clause]]
        if pool.limit and clause in reckoning.assessed:
            missed += pool.points - limit_earned(pool.exact, pool.limit, cases, within) * plan.unit
    return available, available - missed


@lru_cache(maxsize=1 << 12)  # most look at the same sections
def _alone_assessed(plan: Plan, assessed: frozenset[str], exempt: frozenset[str]) -> tuple[int, frozenset[int]]:
    """The pools that an inspection by itself assessed, and their units: each clause that visits look at and applies."""
    found = []
    for index, pool in enumerate(plan.pools):
        clauses = pool.observed - exempt
        if clauses <= assessed and (clauses or len(pool.observed) < len(pool.clauses)):
            found.append(index)
    return sum(plan.pools[index].points for index in found), frozenset(found)


def _noted(reckoned: Iterable[Counted]) -> Iterator[Noted]:
    for one in reckoned:
        for finding in one.inspection.findings:
            if finding.fault is None:
                yield Noted(
                    clause=finding.clause, inspection=one.position, note=finding.note, evidence=finding.evidence
                )
