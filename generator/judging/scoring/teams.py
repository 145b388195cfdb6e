"""Teams: how many points their inspections came to, and how harsh they are beside others at the same windows.

Means of teams cannot be compared: each saw other windows. So a team is held against the others that saw the same window
in the same period. With n inspections of its own there and m of others, each counted as the share that it saw, and v as
in `evidence`, the difference of the two means has the variance φ × v × (1/n + 1/m); differences are averaged by the
weight h = n × m ÷ (n + m), which makes the variance of the average φ × Σ h × v ÷ (Σ h)². What a team saw alone tells
nothing of it: a harsh team and a poor window look the same, so such inspections are counted apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from generator.judging.scoring.evidence import points_lost, quantile, root_up
from generator.judging.scoring.figures import as_parts, rounded, total
from generator.judging.scoring.ranking import Where, beside
from generator.model.cases import Appeal, CaseFile, of_kind
from generator.model.keys import PlaceKey
from generator.model.scores import PeriodScore, Pooled, Rated, TeamSum
from generator.model.standard import Standard


def team_sums(scores: Iterable[PeriodScore], standards: Mapping[str, Standard]) -> tuple[TeamSum, ...]:
    """What the inspections of each team came to, by board, period and team; only those with a weight and a score.

    `standards`: by `id@edition`, those of the scores.
    """
    return added(one for score in scores for one in _of_window(score, standards[score.standard]))


def _of_window(score: PeriodScore, standard: Standard) -> Iterable[TeamSum]:
    used = [
        (line.team, line.outcome.score, line.base, line.coverage)
        for line in score.inspections
        if line.weight and isinstance(line.outcome, Rated)
    ]
    if not used:
        return
    bases, point = as_parts(base for _, _, base, _ in used)
    shares, whole = as_parts(share for *_, share in used)
    sums = [base * share for base, share in zip(bases, shares, strict=True)]
    seen, every = sum(shares), sum(sums)
    lost = points_lost(standard, Fraction(every, seen * point))
    teams = [team for team, *_ in used]
    for team in sorted(set(teams)):
        own = sum(share for one, share in zip(teams, shares, strict=True) if one == team)
        base = sum(part for one, part in zip(teams, sums, strict=True) if one == team)
        weight = Fraction(own * (seen - own), seen * whole)
        yield TeamSum(
            board=score.board,
            period=score.period,
            team=team,
            inspections=teams.count(team),
            total=total(shown for one, shown, *_ in used if one == team),
            alone=0 if own < seen else len(used),
            weight=weight,
            apart=Fraction(base * seen - every * own, seen * whole * point),  # h × the two means apart
            doubt=weight * lost,
        )


def added(sums: Iterable[TeamSum]) -> tuple[TeamSum, ...]:
    """Sums of the same board, period and team added up, in that order."""
    found: dict[tuple[str, str, str], list[TeamSum]] = {}
    for one in sums:
        found.setdefault((one.board, one.period, one.team), []).append(one)
    return tuple(whole_of(own) for _, own in sorted(found.items()))


def decided_sums(
    sums: Mapping[str, Iterable[TeamSum]], cases: Iterable[CaseFile], groups: Mapping[Where, frozenset[Where]]
) -> tuple[tuple[TeamSum, ...], dict[str, tuple[TeamSum, ...]]]:
    """The sums of all windows of a centre; apart from them, by window, those of windows with an undecided appeal.

    A row whose appeal is undecided stays out, for a sum would tell of its score. So do the rows of other boards that
    show the same inspections of the window, by `groups`; which rows of later periods use them is not known here.
    """
    undecided = {
        (case.window, place)
        for _, case in of_kind(cases, Appeal)
        if case.decision is None
        for place in beside(groups, case.about.place)
    }
    appealing = {window for window, _ in undecided} & sums.keys()
    whole = added(one for window, own in sums.items() if window not in appealing for one in own)
    return whole, {
        window: tuple(one for one in sums[window] if (window, one.place) not in undecided)
        for window in sorted(appealing)
    }


def whole_of(sums: Sequence[TeamSum]) -> TeamSum:
    """Sums of one team as one, with the place of the first; asks for at least one."""
    if len(sums) == 1:
        return sums[0]
    return replace(
        sums[0],
        inspections=sum(one.inspections for one in sums),
        total=total(one.total for one in sums),
        alone=sum(one.alone for one in sums),
        weight=total(one.weight for one in sums),
        apart=total(one.apart for one in sums),
        doubt=total(one.doubt for one in sums),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamEffect:
    """How many points more or less a team gives than others at the same windows, with its interval."""

    points: Decimal
    """Below 0: it is harsher."""
    low: Decimal
    high: Decimal

    @property
    def certain(self) -> bool:
        """Whether it is surely harsher, or surely milder, than the others."""
        return self.low > 0 or self.high < 0


def effect_of(sums: Iterable[TeamSum], spreads: Mapping[PlaceKey, Pooled], precision: int) -> TeamEffect | None:
    """The effect of one team over the periods whose spread is known; None where it saw no window beside another team.

    `sums`: those of the team on one board; `spreads`: by board and period.
    """
    used = [(one, spreads[one.place]) for one in sums if one.weight and one.place in spreads]
    if not used:
        return None
    weight = total(one.weight for one, _ in used)
    freedom = sum(pooled.freedom for _, pooled in used)
    variance = total(pooled.factor * one.doubt for one, pooled in used) / weight**2
    points = rounded_apart(total(one.apart for one, _ in used) / weight, precision)
    half = root_up(Fraction(quantile(freedom)) ** 2 * variance, precision)
    return TeamEffect(points=points, low=points - half, high=points + half)


def rounded_apart(value: Fraction, precision: int) -> Decimal:
    """A difference rounded half away from 0, so that two teams held against one another differ by sign alone."""
    return rounded(value, precision) if value >= 0 else -rounded(-value, precision)
