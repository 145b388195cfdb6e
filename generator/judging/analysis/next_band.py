"""The way to the next band: how far it is, and which losses, had they not been, would have reached it."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.judging.scoring.figures import rounded, total
from generator.model.scores import Amount, Lowering, PeriodScore, PoolScore, Rated
from generator.model.standard import Standard

Cause = tuple[str, str]
"""A clause, and the fault or level that was found; the cause is empty for a tick that was not met, and for a limit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mending:
    """Everything that was lost for one cause over the period."""

    clause: str
    cause: str
    gain: Fraction
    """What it adds to the score, on the standard's scale, after those that stand before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NextBand:
    """The band above the one a window stands in."""

    band: str
    missing: Decimal
    """Points between the score and its lower bound; 0 or less where only a veto or a floor stands between."""
    prevented: tuple[Lowering, ...]
    """Vetoes and floors that no mending of losses takes away by itself."""
    mendings: tuple[Mending, ...]
    """The fewest causes with the largest gains, one after the other, until the bound is reached; empty if prevented."""
    reached: Decimal | None
    """The score without them; None where not even all of them together reach the bound."""


def next_band(standard: Standard, score: PeriodScore) -> NextBand | None:
    """The next band of a rated window; None in the highest one, or without a score."""
    outcome = score.outcome
    if not isinstance(outcome, Rated) or standard.scale is None:
        return None
    bounds = {band.id: band.at_least for band in standard.bands}
    above = min((bound for bound in bounds.values() if bound > bounds[outcome.band]), default=None)
    if above is None:
        return None
    prevented = tuple(one for one in score.lowered if bounds[one.band] < above)
    mendings = () if prevented else _greedy(score, standard.scale.precision, above, standard.scale.full)
    causes = {(one.clause, one.cause) for one in mendings}
    reached = rounded(mended(score, causes, standard.scale.full), standard.scale.precision)
    enough = reached >= above
    return NextBand(
        band=_band_from(standard, above),
        missing=above - outcome.score,
        prevented=prevented,
        mendings=mendings if enough else (),
        reached=reached if mendings and enough else None,
    )


def _band_from(standard: Standard, bound: Decimal) -> str:
    return next(band.id for band in standard.bands if band.at_least == bound)


def mended(score: PeriodScore, causes: Collection[Cause], full: int) -> Fraction:
    """The exact score without the losses for these causes, all else alike; what bonuses wait for stays withheld."""
    earned = total(_earned(pool, causes) for pool in score.pools)
    return max(Fraction(0), earned * full / score.available) + score.bonus


def _greedy(score: PeriodScore, precision: int, above: Decimal, full: int) -> tuple[Mending, ...]:
    """The causes by what they add, the largest first; of equals the first in the standard."""
    pools = [pool for pool in score.pools if pool.events or (pool.state == "assessed" and pool.earned < pool.points)]
    pool_of: dict[Cause, PoolScore] = {cause: pool for pool in pools for cause in _causes(pool)}
    gains = {cause: _earned(pool, {cause}) - _earned(pool, ()) for cause, pool in pool_of.items()}
    taken: list[Mending] = []
    done: set[Cause] = set()
    exact = score.exact
    while gains and rounded(exact, precision) < above:
        cause = max(gains, key=lambda one: gains[one])
        gains.pop(cause)
        done.add(cause)
        before, exact = exact, mended(score, done, full)  # what lies below nothing is not gained
        taken.append(Mending(clause=cause[0], cause=cause[1], gain=exact - before))
        pool = pool_of[cause]
        earned = _earned(pool, done)
        for other in gains:  # what another cause of the same pool adds has changed; every other gain is as it was
            if pool_of[other] is pool:
                gains[other] = _earned(pool, done | {other}) - earned
    return tuple(taken)


def _causes(pool: PoolScore) -> tuple[Cause, ...]:
    if pool.cases:
        return ((pool.pool, ""),)
    seen = [(loss.clause, loss.cause) for loss in pool.losses if loss.minus]
    return tuple(dict.fromkeys([*seen, *((event.clause, event.cause) for event in pool.events if event.minus)]))


def _earned(pool: PoolScore, causes: Collection[Cause]) -> Fraction:
    """What a pool earns without the losses for these causes; what events take where nobody looked is below nothing."""
    proved = total(event.minus for event in pool.events if (event.clause, event.cause) not in causes)
    if pool.state != "assessed":
        return -min(pool.points, proved)
    if pool.cases:
        return pool.points if (pool.pool, "") in causes else pool.earned
    lost: dict[tuple[str, int], Fraction] = {}
    weights: dict[tuple[str, int], Amount] = {}
    for loss in pool.losses:
        if (loss.clause, loss.cause) not in causes:
            key = (loss.clause, loss.inspection)
            lost[key] = lost.get(key, Fraction(0)) + loss.minus
            weights[key] = loss.weight
    whole = {one.clause: one.weight for one in pool.taken}
    taken: dict[str, Fraction] = {}
    for key, minus in lost.items():
        share = Fraction(weights[key]) / Fraction(whole.get(key[0], 1))
        taken[key[0]] = taken.get(key[0], Fraction(0)) + min(pool.points, minus) * share
    seen = total(min(pool.points, one) for one in taken.values())
    return max(Fraction(0), pool.points - seen - proved)
