"""The score of a window over a period, with all its parts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.judging.scoring.inspections import Reckoning, coverage, reckon
from generator.judging.scoring.pools import Plan, Pool
from generator.model.results import Inspection, Round
from generator.model.rules import SELF, Board
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
    summed and capped once; a veto counts whatever the weight of its channel, but for the self-check, which no window
    shall have to fear. The order of the visits changes nothing.
    """
    ordered = sorted(visits, key=lambda visit: (visit.round.date, visit.round.channel, visit.round.team))
    reckoned = [
        _Counted(position, board.channels.get(visit.round.channel, 0), visit.inspection, reckon(plan, visit.inspection))
        for position, visit in enumerate(ordered)
    ]
    counted = [one for one in reckoned if one.weight]
    pools = _pool_scores(plan, counted)
    available = _points(pools, "assessed")
    base = _base(plan.standard, total(pool.earned for pool in pools), available)
    bonuses = _bonuses(plan, counted, base)
    sums = _Sums(available, base, _capped(plan.standard, bonuses))
    applicable = available + _points(pools, "not-assessed")
    covered = available / applicable if applicable else Fraction(0)
    grave = [one for one, visit in zip(reckoned, ordered, strict=True) if one.weight or visit.round.channel != SELF]
    lowered = (*_vetoes(plan.standard, grave), *_floors(plan.standard, pools))
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
        lowered=lowered,
    )


def _points(pools: Iterable[PoolScore], state: PoolState) -> Fraction:
    return total(pool.points for pool in pools if pool.state == state)


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
    bounds = {band.id: band.at_least for band in standard.bands}
    reached = max((band for band in standard.bands if band.at_least <= score), key=lambda band: band.at_least)
    return min((reached.id, *caps), key=lambda band: bounds[band])


def _base(standard: Standard, earned: Fraction, available: Fraction | int) -> Fraction:
    full = standard.scale.full if standard.scale else 0
    return Fraction(earned * full, available) if available else Fraction(0)


def _pool_scores(plan: Plan, counted: Sequence[_Counted]) -> tuple[PoolScore, ...]:
    """A score for every pool; most pools of most windows are clean, and those of equal weight share one record."""
    touched = {plan.pool_of[clause] for one in counted for clause in _named(one.inspection) if clause in plan.pool_of}
    scores = []
    for index, pool in enumerate(plan.pools):
        weight = sum(one.weight for one in counted if index in one.reckoning.assessed)
        if index in touched or not weight:
            scores.append(_pool_score(index, pool, plan, counted))
            continue
        clean = plan.clean.get((index, weight))
        if clean is None:
            clean = plan.clean[index, weight] = _pool_score(index, pool, plan, counted)
        scores.append(clean)
    return tuple(scores)


def _named(inspection: Inspection) -> Iterator[str]:
    """Every clause that an inspection says something of."""
    yield from (finding.clause for finding in inspection.findings)
    yield from (unmet.clause for unmet in inspection.unmet)
    yield from (exemption.clause for exemption in inspection.not_applicable)
    yield from inspection.levels
    yield from inspection.sampled


def _pool_score(index: int, pool: Pool, plan: Plan, counted: Sequence[_Counted]) -> PoolScore:
    using = [one for one in counted if index in one.reckoning.assessed]
    weight = sum(one.weight for one in using)
    cases = within = 0
    earned = pool.exact if weight else Fraction(0)
    if weight and pool.target is not None:
        sampled = [one.reckoning.samples[index] for one in using if index in one.reckoning.samples]
        cases, within = sum(cases for cases, _ in sampled), sum(within for _, within in sampled)
        if cases:
            earned = pool.exact * kept_share(cases, within, pool.target)
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


def kept_share(cases: int, within: int, target: Fraction) -> Fraction:
    """The share of its points that a limit earns: min(1, rate ÷ target), where rate = cases within ÷ cases."""
    return min(Fraction(1), Fraction(within, cases) / target)


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
    scores: list[BonusScore] = []
    if not any(one.inspection.bonuses for one in counted):
        return ()
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
    if not bonuses:
        return Fraction(0)
    earned = {
        section.id: total(one.earned for one in bonuses if one.section == section.id) for section in standard.sections
    }
    caps = {one.id: Fraction(one.bonus_at_most) for one in standard.sections if one.bonus_at_most is not None}
    return total(min(points, caps.get(section, points)) for section, points in earned.items())


def _vetoes(standard: Standard, reckoned: Iterable[_Counted]) -> tuple[Lowering, ...]:
    """The vetoes that were found, whatever the weight of the inspection."""
    bands = {veto.id: veto.band for veto in standard.vetoes}
    return tuple(
        Lowering(kind="veto", cause=offence.veto, band=bands[offence.veto], note=offence.note, inspection=one.position)
        for one in reckoned
        for offence in sorted(one.inspection.vetoes, key=lambda offence: (offence.veto, offence.note))
    )


def _floors(standard: Standard, pools: Sequence[PoolScore]) -> tuple[Lowering, ...]:
    under = []
    for floor in standard.floors:
        assessed = [pool for pool in pools if pool.section == floor.section and pool.state == "assessed"]
        points = total(pool.points for pool in assessed)
        if points and total(pool.earned for pool in assessed) / points < Fraction(floor.below):
            under.append(Lowering(kind="floor", cause=floor.section, band=floor.band, note=None, inspection=None))
    return tuple(under)


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
    return Rated(score=score, band=band_of(standard, score, (one.band for one in lowered)))


def _line(plan: Plan, one: _Counted, origin: Round) -> InspectionLine:
    """The inspection by itself: the same arithmetic over a period that has only this one."""
    reckoning = one.reckoning
    available = sum(plan.pools[index].points for index in reckoning.assessed)
    earned = available - sum(lost for index, lost in reckoning.lost.items() if index in reckoning.assessed)
    base = _base(plan.standard, earned - _missed(plan, reckoning), available)
    sums = _Sums(Fraction(available), base, _capped(plan.standard, _bonuses(plan, [one], base)))
    covered = coverage(plan, reckoning)
    lowered = _vetoes(plan.standard, [one])
    return InspectionLine(
        date=origin.date,
        channel=origin.channel,
        team=origin.team,
        weight=one.weight,
        coverage=covered,
        outcome=_outcome(plan.standard, sums, covered, lowered, (1, 1)),
        base=base,
    )


def _missed(plan: Plan, reckoning: Reckoning) -> Fraction:
    """Units that one inspection loses on limits that were not kept often enough."""
    missed = Fraction(0)
    for index, (cases, within) in reckoning.samples.items():
        target = plan.pools[index].target
        if target is not None and index in reckoning.assessed:
            missed += plan.pools[index].points * (1 - kept_share(cases, within, target))
    return missed
