"""The score of a window over a period, with all its parts (DESIGN §4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.judging.inspections import Reckoning, coverage, reckon
from generator.judging.pools import Plan, Pool
from generator.model.results import Inspection, Round
from generator.model.rules import Board
from generator.model.scores import (
    BonusScore,
    InspectionLine,
    Loss,
    Lowering,
    Outcome,
    PeriodScore,
    PoolScore,
    PoolState,
    Rated,
    Unrated,
)
from generator.model.standard import Standard


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection with what its round says of it."""

    round: Round
    inspection: Inspection


@dataclass(frozen=True, slots=True)
class _Counted:
    """A reckoned inspection, its weight, and its position among all of the period."""

    position: int
    weight: int
    inspection: Inspection
    reckoning: Reckoning


@dataclass(frozen=True, slots=True)
class _Sums:
    """Points earned and available over some inspections; bonus and exact score on the standard's scale."""

    available: Fraction
    base: Fraction
    bonus: Fraction

    @property
    def exact(self) -> Fraction:
        return self.base + self.bonus


def score_period(
    plan: Plan, board: Board, period: str, window: tuple[str, str], visits: Iterable[Visit]
) -> PeriodScore:
    """Pool the visits of one window (centre, window) in one period into its score on a board.

    Shares are averaged by the weights of the channels, sampled cases are summed before the rate is taken, bonuses are
    summed and capped once; a veto counts whatever the weight of its channel. The order of the visits changes nothing.
    """
    ordered = sorted(visits, key=lambda visit: (visit.round.date, visit.round.channel, visit.round.team))
    reckoned = [
        _Counted(position, board.channels.get(visit.round.channel, 0), visit.inspection, reckon(plan, visit.inspection))
        for position, visit in enumerate(ordered)
    ]
    counted = [one for one in reckoned if one.weight]
    pools = tuple(_pool_score(index, pool, plan, counted) for index, pool in enumerate(plan.pools))
    available = _points(pools, "assessed")
    base = _base(plan.standard, sum((pool.earned for pool in pools), Fraction(0)), available)
    bonuses = _bonuses(plan, counted, base)
    sums = _Sums(available, base, _capped(plan.standard, bonuses))
    applicable = available + _points(pools, "not-assessed")
    covered = available / applicable if applicable else Fraction(0)
    lowered = (*_vetoes(ordered), *_floors(plan.standard, pools))
    return PeriodScore(
        board=board.id,
        period=period,
        centre=window[0],
        window=window[1],
        standard=plan.standard.ref,
        outcome=_outcome(plan.standard, sums, covered, lowered, (len(counted), board.min_inspections)),
        base=sums.base,
        bonus=sums.bonus,
        exact=sums.exact,
        available=sums.available,
        coverage=covered,
        counted=len(counted),
        inspections=tuple(_line(plan, one, visit.round) for one, visit in zip(reckoned, ordered, strict=True)),
        pools=pools,
        bonuses=bonuses,
        lowered=_with_bands(plan.standard, lowered),
    )


def _points(pools: Iterable[PoolScore], state: PoolState) -> Fraction:
    return sum((pool.points for pool in pools if pool.state == state), Fraction(0))


def rounded(value: Fraction, precision: int) -> Decimal:
    """`value` rounded half up to `precision` decimal places, exactly."""
    unit = 10**precision
    whole = (2 * value.numerator * unit + value.denominator) // (2 * value.denominator)
    return Decimal(whole).scaleb(-precision)


def band_of(standard: Standard, score: Decimal, caps: Iterable[str] = ()) -> str:
    """The highest band whose lower bound is not above the score, lowered to each of `caps` (ids of bands)."""
    bounds = {band.id: band.at_least for band in standard.bands}
    reached = max((band for band in standard.bands if band.at_least <= score), key=lambda band: band.at_least)
    return min((reached.id, *caps), key=lambda band: bounds[band])


def _base(standard: Standard, earned: Fraction, available: Fraction) -> Fraction:
    full = standard.scale.full if standard.scale else 0
    return earned / available * full if available else Fraction(0)


def _pool_score(index: int, pool: Pool, plan: Plan, counted: Sequence[_Counted]) -> PoolScore:
    using = [one for one in counted if index in one.reckoning.assessed]
    weight = sum(one.weight for one in using)
    cases = within = 0
    earned = pool.exact if weight else Fraction(0)
    if weight and pool.target is not None:
        sampled = [one.reckoning.samples[index] for one in using if index in one.reckoning.samples]
        cases, within = sum(cases for cases, _ in sampled), sum(within for _, within in sampled)
        if cases:
            earned = pool.exact * min(Fraction(1), Fraction(within, cases) / pool.target)
    elif weight:
        lost = sum(one.weight * one.reckoning.lost.get(index, 0) for one in using)
        if lost:
            earned = pool.exact - Fraction(lost, weight * plan.unit)
    return PoolScore(
        pool=pool.id,
        section=pool.section,
        points=pool.exact,
        state=_state(index, weight, counted),
        earned=earned,
        weight=weight,
        cases=cases,
        within=within,
        losses=_losses(index, plan, using),
        exemptions=_exemptions(pool, counted),
    )


def _state(index: int, weight: int, counted: Sequence[_Counted]) -> PoolState:
    """Assessed by any inspection; else not applicable if any exempted it, for the others did not look at it at all."""
    if weight:
        return "assessed"
    return "not-applicable" if any(index in one.reckoning.exempt for one in counted) else "not-assessed"


def _losses(index: int, plan: Plan, using: Sequence[_Counted]) -> tuple[Loss, ...]:
    return tuple(
        Loss(
            clause=taking.clause,
            cause=taking.cause,
            count=taking.count,
            minus=Fraction(taking.minus, plan.unit),
            inspection=one.position,
            note=taking.note,
            evidence=taking.evidence,
        )
        for one in using
        for taking in one.reckoning.takings.get(index, ())
    )


def _exemptions(pool: Pool, counted: Sequence[_Counted]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (exemption.clause, exemption.reason, one.position)
        for one in counted
        if one.inspection.not_applicable
        for exemption in sorted(one.inspection.not_applicable, key=lambda exemption: exemption.clause)
        if exemption.clause in pool.clauses
    )


def _bonuses(plan: Plan, counted: Sequence[_Counted], base: Fraction) -> tuple[BonusScore, ...]:
    scores = []
    for clause, (section, rule) in plan.bonuses.items():
        awards = [
            (one.position, award)
            for one in counted
            for award in sorted(one.inspection.bonuses, key=lambda award: (award.note or "", award.evidence or ""))
            if award.clause == clause
        ]
        if not awards:
            continue
        count = sum(award.count for _, award in awards) if rule.each else len({position for position, _ in awards})
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
                notes=tuple((position, award.note, award.evidence) for position, award in awards),
            )
        )
    return tuple(scores)


def _capped(standard: Standard, bonuses: Sequence[BonusScore]) -> Fraction:
    total = Fraction(0)
    for section in standard.sections:
        earned = sum((bonus.earned for bonus in bonuses if bonus.section == section.id), Fraction(0))
        total += earned if section.bonus_at_most is None else min(earned, Fraction(section.bonus_at_most))
    return total


def _vetoes(ordered: Sequence[Visit]) -> tuple[Lowering, ...]:
    return tuple(
        Lowering(kind="veto", cause=offence.veto, band="", note=offence.note, inspection=position)
        for position, visit in enumerate(ordered)
        for offence in sorted(visit.inspection.vetoes, key=lambda offence: (offence.veto, offence.note))
    )


def _floors(standard: Standard, pools: Sequence[PoolScore]) -> tuple[Lowering, ...]:
    under = []
    for floor in standard.floors:
        assessed = [pool for pool in pools if pool.section == floor.section and pool.state == "assessed"]
        points = sum((pool.points for pool in assessed), Fraction(0))
        if points and sum((pool.earned for pool in assessed), Fraction(0)) / points < Fraction(floor.below):
            under.append(Lowering(kind="floor", cause=floor.section, band=floor.band, note=None, inspection=None))
    return tuple(under)


def _with_bands(standard: Standard, lowered: Iterable[Lowering]) -> tuple[Lowering, ...]:
    bands = {veto.id: veto.band for veto in standard.vetoes}
    return tuple(
        Lowering(
            kind=one.kind,
            cause=one.cause,
            band=one.band or bands[one.cause],
            note=one.note,
            inspection=one.inspection,
        )
        for one in lowered
    )


def _outcome(
    standard: Standard, sums: _Sums, covered: Fraction, lowered: Sequence[Lowering], inspections: tuple[int, int]
) -> Outcome:
    found, needed = inspections
    if found < needed:
        return Unrated(reason="too-few-inspections", found=Fraction(found), needed=Fraction(needed))
    least = Fraction(standard.min_coverage or 0)
    if not sums.available or standard.scale is None:
        return Unrated(reason="nothing-assessed", found=Fraction(0), needed=least)
    if covered < least:
        return Unrated(reason="low-coverage", found=covered, needed=least)
    score = rounded(sums.exact, standard.scale.precision)
    return Rated(score=score, band=band_of(standard, score, (one.band for one in _with_bands(standard, lowered))))


def _line(plan: Plan, one: _Counted, origin: Round) -> InspectionLine:
    """The inspection by itself: the same arithmetic over a period that has only this one."""
    reckoning = one.reckoning
    earned = available = Fraction(0)
    for index in reckoning.assessed:
        pool = plan.pools[index]
        available += pool.points
        if pool.target is not None and index in reckoning.samples:
            cases, within = reckoning.samples[index]
            earned += pool.points * min(Fraction(1), Fraction(within, cases) / pool.target)
        else:
            earned += pool.points - reckoning.lost.get(index, 0)
    base = _base(plan.standard, earned, available)
    sums = _Sums(available, base, _capped(plan.standard, _bonuses(plan, [one], base)))
    covered = coverage(plan, reckoning)
    lowered = tuple(
        Lowering(kind="veto", cause=offence.veto, band="", note=offence.note, inspection=None)
        for offence in one.inspection.vetoes
    )
    return InspectionLine(
        date=origin.date,
        channel=origin.channel,
        team=origin.team,
        weight=one.weight,
        coverage=covered,
        outcome=_outcome(plan.standard, sums, covered, lowered, (1, 1)),
    )
