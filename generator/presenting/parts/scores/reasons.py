"""Why a window has its score, in sentences: the clauses that took most, the worst first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from generator.judging.scoring.figures import total
from generator.model.scores import EventLoss, Loss, PeriodScore, PoolScore, Rated
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.checks import cause_text
from generator.presenting.text.wording import joined, points_text, rate_text
from generator.words.phrases import say

FIRST: Final = 3
"""Reasons that stand first on a scorecard; the others are told in the ledger."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonLine:
    """A clause that lost points: what it asks for, what was seen, what it cost, what helps."""

    clause: str
    path: str
    text: str
    """The clause in full."""
    seen: str
    lost: str
    """Points that it took, on the scale of the clause."""
    points: str
    """Points that there were: of the clause, or of all that share them."""
    shared: bool
    remedies: tuple[str, ...]
    """What the site advises, each once; no part of the standard."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reasons:
    """Why a score is no higher."""

    said: str
    """How much was lost in all."""
    lines: tuple[ReasonLine, ...]
    """The worst first."""
    more: int
    """How many others there are."""

    @property
    def remedies(self) -> tuple[str, ...]:
        """All that these lines advise."""
        return tuple(remedy for line in self.lines for remedy in line.remedies)


def reasons_of(score: PeriodScore, index: StandardIndex, most: int | None = None) -> Reasons:
    """The clauses that lost points, at most so many of them: by points lost, and as the standard has them."""
    found = [(lost, line) for pool in score.pools for lost, line in _of_pool(pool, index)]
    found.sort(key=lambda one: (-one[0], index.order[one[1].clause]))
    lines = tuple(line for _, line in found[:most])
    said = _said(score, len(found))
    if bare := sum(_is_bare(loss, index) for pool in score.pools for loss in pool.losses):
        said = say("{said}其中 {n} 项发现既没有写明情况，也没有证据。", said=said, n=bare)
    return Reasons(said=said, lines=lines, more=len(found) - len(lines))


def _is_bare(loss: Loss, index: StandardIndex) -> bool:
    """Whether points were taken for a finding of which nothing is told; a level has nothing to tell."""
    is_found = index.clauses[loss.clause].check.method in {"deduct", "tick"}
    return is_found and bool(loss.minus) and not loss.note and not loss.evidence


def _said(score: PeriodScore, clauses: int) -> str:
    if not clauses:
        return say("查过的条款都没有扣分。") if score.available else ""
    lost = points_text(total(pool.points - pool.earned for pool in score.pools if pool.state == "assessed"))
    told = {"n": points_text(score.available), "lost": lost, "clauses": say("失分的条款有 {n} 条", n=clauses)}
    if isinstance(score.outcome, Rated):
        return say("适用的 {n} 分里失了 {lost} 分，{clauses}。", **told)
    return say("查过的 {n} 分里失了 {lost} 分，{clauses}。", **told)


def _of_pool(pool: PoolScore, index: StandardIndex) -> Iterator[tuple[Fraction, ReasonLine]]:
    if pool.state == "assessed" and pool.cases and pool.earned < pool.points:
        rate, target = Fraction(pool.within, pool.cases), Fraction(_target(pool, index))
        seen = say(
            "抽查 {n} 件，{within} 件达标，兑现率 {rate}，目标 {target}",
            n=pool.cases,
            within=pool.within,
            rate=rate_text(rate),
            target=rate_text(target),
        )
        yield _line(pool, pool.pool, (pool.points - pool.earned, seen, ()), index)
        return
    means = {one.clause: one.lost for one in pool.taken}
    proved: dict[str, list[EventLoss]] = {}
    for event in pool.events:
        proved.setdefault(event.clause, []).append(event)
    for clause in sorted({*means, *proved}, key=index.order.__getitem__):
        events = proved.get(clause, ())
        lost = means.get(clause, Fraction(0)) + total(one.minus for one in events)
        if lost:
            losses = [one for one in pool.losses if one.clause == clause and one.minus]
            told = (*_seen(losses, clause, index), *_proved(events, clause, index))
            remedy = index.clauses[clause].remedy
            yield _line(pool, clause, (min(pool.points, lost), joined(told, "；"), (remedy,) if remedy else ()), index)


def _target(pool: PoolScore, index: StandardIndex) -> Fraction:
    check = index.clauses[pool.pool].check
    return Fraction(check.target) if check.method == "limit" else Fraction(1)


def _line(
    pool: PoolScore, clause: str, told: tuple[Fraction, str, tuple[str, ...]], index: StandardIndex
) -> tuple[Fraction, ReasonLine]:
    lost, seen, remedies = told
    return lost, ReasonLine(
        clause=clause,
        path=index.path(clause),
        text=index.clauses[clause].text,
        seen=seen,
        lost=points_text(lost),
        points=points_text(pool.points),
        shared=pool.pool != clause,
        remedies=remedies,
    )


def _seen(losses: Sequence[Loss], clause: str, index: StandardIndex) -> Iterator[str]:
    """What inspections found, fault by fault, the most frequent first."""
    found: dict[str, list[Loss]] = {}
    for loss in losses:
        found.setdefault(loss.cause, []).append(loss)
    for cause, of_cause in sorted(found.items(), key=lambda one: -len(one[1])):
        told = {
            "what": cause_text(index.clauses[clause], cause),
            "n": len({one.inspection for one in of_cause}),
            "count": sum(one.count for one in of_cause),
        }
        if told["n"] == told["count"]:
            yield say("{what}（{n} 次检查发现）", **told)
        else:
            yield say("{what}（{n} 次检查发现，共 {count} 处）", **told)


def _proved(events: Sequence[EventLoss], clause: str, index: StandardIndex) -> Iterator[str]:
    """What was proved outside visits, fault by fault."""
    found: dict[str, list[EventLoss]] = {}
    for event in events:
        found.setdefault(event.cause, []).append(event)
    for cause, of_cause in found.items():
        yield say("{what}（查实 {count} 件）", what=cause_text(index.clauses[clause], cause), count=len(of_cause))
