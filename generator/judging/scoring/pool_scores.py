"""What is left of the points of each pool: visits are averaged, proved facts are counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.scoring.figures import NOTHING, limit_earned, total
from generator.judging.scoring.inspections import Taking
from generator.judging.scoring.pools import Plan, Pool, in_points
from generator.judging.scoring.visits import Counted
from generator.model.events import Event
from generator.model.results import Inspection
from generator.model.rules import Board, Shares
from generator.model.scores import (
    Amount,
    BonusScore,
    ClauseTaking,
    EventLoss,
    Loss,
    PoolScore,
    PoolState,
)
from generator.model.standard import Standard


@dataclass(frozen=True, slots=True)
class _Visits:
    """The visits that count, the clauses that any of them assessed, or took something from, and what they exempted."""

    counted: Sequence[Counted]
    assessed: frozenset[str]
    taken: frozenset[str]
    exemptions: Sequence[tuple[str, str, int]]
    """As in `PoolScore`."""


def pool_scores(
    plan: Plan, board: Board, counted: Sequence[Counted], events: Mapping[int, tuple[EventLoss, ...]]
) -> tuple[PoolScore, ...]:
    """A score for every pool; most pools of most windows are clean, and those share one record."""
    visits = _Visits(
        counted=counted,
        assessed=frozenset[str]().union(*(one.reckoning.assessed for one in counted)),
        taken=frozenset(clause for one in counted for clause in one.reckoning.takings),
        exemptions=_exemptions(counted),
    )
    touched = {plan.pool_of[clause] for one in counted for clause in _named(one.inspection) if clause in plan.pool_of}
    scores = []
    for index, pool in enumerate(plan.pools):
        if index in touched or index in events:
            scores.append(_pool_score(plan, board, index, visits, events.get(index, ())))
            continue
        assessed = int(pool.observed <= visits.assessed)
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
        earned=pool.exact if assessed else NOTHING,
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
    for given in inspection.figures.values():
        yield from given


def _pool_score(plan: Plan, board: Board, index: int, visits: _Visits, events: tuple[EventLoss, ...]) -> PoolScore:
    pool, limit = plan.pools[index], plan.pools[index].limit
    cases, within = _sampled(pool, visits.counted)
    state = _state(pool, visits, cases)
    taken, losses = _taken(plan, board, pool, visits) if state == "assessed" else ((), ())
    gone = [*(one.lost for one in taken), *(one.minus for one in events)]
    lost = gone[0] if len(gone) == 1 else total(gone)
    if state != "assessed":
        earned = -min(pool.exact, lost)
    else:
        base = limit_earned(pool.exact, limit, cases, within) if limit and cases else pool.exact
        earned = max(NOTHING, base - lost) if gone else base
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
        exemptions=tuple(one for one in visits.exemptions if one[0] in pool.clauses),
    )


def _sampled(pool: Pool, counted: Sequence[Counted]) -> tuple[int, int]:
    """The sampled cases of a limit, and those within it."""
    if pool.limit is None:
        return 0, 0
    samples = [
        one.reckoning.samples[pool.id]
        for one in counted
        if pool.id in one.reckoning.assessed and pool.id in one.reckoning.samples
    ]
    return sum(cases for cases, _ in samples), sum(within for _, within in samples)


def _state(pool: Pool, visits: _Visits, cases: int) -> PoolState:
    """Whether each clause that applies was assessed by some visit; one that was exempt and never assessed, does not."""
    if left := pool.observed - visits.assessed:
        if not all(any(clause in one.reckoning.exempt for one in visits.counted) for clause in left):
            return "not-assessed"
        if len(left) == len(pool.clauses):
            return "not-applicable"
    return "not-assessed" if pool.limit and 0 < cases < pool.limit.min_cases else "assessed"


def _taken(plan: Plan, board: Board, pool: Pool, visits: _Visits) -> tuple[tuple[ClauseTaking, ...], tuple[Loss, ...]]:
    """What visits took from each clause of a pool, averaged or added up, and every single taking."""
    taken: list[ClauseTaking] = []
    losses: list[Loss] = []
    for clause in pool.clauses:
        if clause not in visits.taken:
            continue
        using = [one for one in visits.counted if clause in one.reckoning.assessed]
        if not any(clause in one.reckoning.takings for one in using):
            continue
        weights = _clause_weights(board, using)
        whole: Amount = sum(weights) if board.combine != "sum" else 1
        lost: Amount = 0
        for one, weight in zip(using, weights, strict=True):
            if found := one.reckoning.takings.get(clause):
                lost += weight * one.reckoning.lost[clause]
                losses += (_loss(plan, taking, one.position, weight) for taking in found)
        if lost:
            points = pool.exact if lost > whole * pool.points else Fraction(lost, whole * plan.unit)
            taken.append(ClauseTaking(clause=clause, weight=whole, lost=points))
    return tuple(taken), tuple(losses)


def _loss(plan: Plan, taking: Taking, inspection: int, weight: Amount) -> Loss:
    return Loss(
        clause=taking.clause,
        cause=taking.cause,
        count=taking.count,
        minus=in_points(taking.minus, plan.unit),
        inspection=inspection,
        weight=weight,
        note=taking.note,
        evidence=taking.evidence,
    )


def _clause_weights(board: Board, using: Sequence[Counted]) -> list[Amount]:
    """The weights of the visits that assessed a clause: under shares each channel's are shared by these alone."""
    if not isinstance(board.combine, Shares):
        return [one.weight for one in using]
    channels = [one.origin.channel for one in using]
    return [Fraction(board.combine.shares[channel], channels.count(channel)) for channel in channels]


def _exemptions(counted: Sequence[Counted]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (exemption.clause, exemption.reason, one.position)
        for one in counted
        if one.inspection.not_applicable
        for exemption in sorted(one.inspection.not_applicable, key=lambda exemption: exemption.clause)
    )


# --- events ---


def event_losses(plan: Plan, events: Iterable[Event]) -> dict[int, tuple[EventLoss, ...]]:
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
        found.setdefault(plan.pool_of[event.clause], []).append(_event_loss(event, in_points(taken, plan.unit)))
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


def bonuses_of(plan: Plan, events: Sequence[Event], base: Fraction) -> tuple[BonusScore, ...]:
    """What letters of thanks and the like add, by clause; nothing below the base score that a bonus waits for."""
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


def capped(standard: Standard, bonuses: Sequence[BonusScore]) -> Fraction:
    """Bonuses together, each section up to its bound."""
    if not bonuses:
        return Fraction(0)
    earned = {
        section.id: total(one.earned for one in bonuses if one.section == section.id) for section in standard.sections
    }
    caps = {one.id: Fraction(one.bonus_at_most) for one in standard.sections if one.bonus_at_most is not None}
    return total(min(points, caps.get(section, points)) for section, points in earned.items())
