"""One inspection: what is looked at, what does not apply, and what is found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from generator.model.centre import Window
from generator.model.results import Exemption, Finding, Inspection, Sample, Unmet
from tests.sample_city.dice import Dice
from tests.sample_city.phrases import UNMET, Phrases
from tests.sample_city.rules import Criterion, FaultView, Rules

Scope = Literal["all"] | tuple[str, ...]

_TRIES: Final = 40
_WITHOUT_NOTE: Final = 0.05
_WITHOUT_EVIDENCE: Final = 0.3
_WEAK_SPOT: Final = 3.0
_IDLE: Final = 0.6
"""Share of the inspections in which there was no case to look at."""
_DOZENS: Final = 4
"""How many times more of a fault are found where they come by the dozen."""
_RARE: Final = 0.12
"""Share of the inspections in which a fault with a single wording is thought of."""
_MUCH: Final = 8.0
"""Points left to lose from which on a fault is mostly found several times."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trade:
    """All that an inspector of one trade carries along."""

    rules: Rules
    phrases: Phrases
    earlier: tuple[Rules, ...] = ()
    """Editions before, each with the last month that it judges."""

    def in_month(self, month: str) -> "Trade":
        """With the edition that judges a month."""
        rules = next((one for one in self.earlier if month <= one.until), self.rules)
        return replace(self, rules=rules)


@dataclass(frozen=True, slots=True)
class _Slip:
    """Something that can be found wrong: a fault, or a clause that is not met (`fault` None)."""

    criterion: Criterion
    fault: FaultView | None
    most: int
    """Occurrences in one finding."""
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Manner:
    """How a window works on the day of the inspection."""

    slackness: float
    """The score to expect: -1 the full score, 0 the lower end of the best band, 1 the upper end of the worst; more
    than 1 lies in the worst band."""
    weak: tuple[str, ...] = ()
    """Sections or themes in which it slips more often."""
    without: tuple[str, ...] = ()
    """Clauses that do not apply to it."""
    many: tuple[str, ...] = ()
    """Clauses at which faults come by the dozen."""


def inspect(trade: Trade, window: Window, scope: Scope, manner: Manner, dice: Dice) -> Inspection:
    """Inspect a window: everything, or the sections and clauses of the scope."""
    seen = trade.rules.criteria if scope == "all" else trade.rules.within(scope)
    reasons = {criterion.id: _reasons(trade.phrases, criterion, window, manner, dice) for criterion in seen}
    judged = tuple(criterion for criterion in seen if criterion.pool and not reasons[criterion.id])
    pools = {criterion.pool: trade.rules.pools[criterion.pool] for criterion in judged}
    share = max(0.0, 1 - expected_score(trade.rules, manner.slackness) / trade.rules.full)
    sampled, spent = _measure(trade.phrases, judged, pools, share, dice)
    slips = _possible(trade.phrases, judged, manner, dice)
    found = _drawn(slips, pools, share * sum(pools.values()) - spent, dice)
    findings, unmet = _put_down(trade.phrases, found, dice)
    exempt = tuple(Exemption(clause=clause, reason=dice.pick(texts)) for clause, texts in reasons.items() if texts)
    return Inspection(
        window=window.id,
        assessed=scope,
        nothing_found=scope == "all" and not (findings or unmet or sampled or exempt),
        findings=findings,
        unmet=unmet,
        sampled=sampled,
        not_applicable=exempt,
    )


def expected_score(rules: Rules, slackness: float) -> float:
    """The score on the scale of the standard that goes with a slackness."""
    if slackness < 0:
        return rules.top - slackness * (rules.full - rules.top)
    if slackness <= 1:
        return rules.top - slackness * (rules.top - rules.bottom)
    return rules.bottom - (slackness - 1) * 0.1 * rules.full


def reworded(trade: Trade, model: Inspection, window: str, dice: Dice) -> Inspection:
    """The same findings at another window, as they would be put there."""
    notes = trade.phrases.notes
    return replace(
        model,
        window=window,
        findings=tuple(
            replace(entry, note=dice.pick(notes[entry.clause, entry.fault or UNMET])) for entry in model.findings
        ),
        unmet=tuple(replace(entry, note=dice.pick(notes[entry.clause, UNMET])) for entry in model.unmet),
    )


def _reasons(phrases: Phrases, criterion: Criterion, window: Window, manner: Manner, dice: Dice) -> tuple[str, ...]:
    """Why a clause does not apply, in several wordings; none where it does."""
    if criterion.id in manner.without:
        return phrases.without[criterion.id]
    if criterion.id in phrases.reasons and not set(criterion.roles) & set(window.roles):
        return phrases.reasons[criterion.id]
    if criterion.id in phrases.idle and dice.chance(_IDLE):
        return phrases.idle[criterion.id]
    return ()


def _measure(
    phrases: Phrases, judged: Sequence[Criterion], pools: Mapping[str, float], share: float, dice: Dice
) -> tuple[dict[str, Sample], float]:
    """Samples, and the points they cost."""
    sampled: dict[str, Sample] = {}
    spent = 0.0
    for criterion in judged:
        if criterion.method != "limit":
            continue
        low, high = phrases.cases.get(criterion.id, (20, 50))
        cases = dice.whole(low, high)
        rate = criterion.target * (1 - share * dice.between(0.2, 1.5)) + dice.between(0, 1 - criterion.target)
        within = min(cases, dice.rounded(cases * rate))
        sampled[criterion.id] = Sample(cases=cases, within=within)
        spent += pools[criterion.pool] * (1 - min(1.0, within / cases / criterion.target))
    return sampled, spent


def _drawn(slips: Sequence[_Slip], pools: Mapping[str, float], budget: float, dice: Dice) -> list[tuple[_Slip, int]]:
    """Slips, and how often each is seen, that cost about the budget together; in the order of the standard."""
    left = dict(pools)
    found: dict[int, int] = {}
    for _ in range(_TRIES):
        if budget <= 0 or not slips:
            break
        position = _draw(slips, dice)
        slip = slips[position]
        count = _occurrences(slip, budget, dice)
        cost = left[slip.criterion.pool]
        if slip.fault is not None:
            cost = min(slip.fault.minus * count, slip.fault.at_most, cost)
        if position in found or cost <= 0:
            continue
        if cost > budget and not dice.chance(budget / cost):
            # The last slip is too dear more often than not; to look for cheaper ones would overspend on average.
            break
        found[position] = count
        left[slip.criterion.pool] -= cost
        budget -= cost
    return [(slips[position], count) for position, count in sorted(found.items())]


def _put_down(
    phrases: Phrases, found: Sequence[tuple[_Slip, int]], dice: Dice
) -> tuple[tuple[Finding, ...], tuple[Unmet, ...]]:
    findings, unmet = [], []
    for slip, count in found:
        note, evidence = _words(phrases, slip, dice)
        clause = slip.criterion.id
        if slip.fault is None:
            unmet.append(Unmet(clause=clause, note=note, evidence=evidence))
        else:
            findings.append(Finding(clause=clause, fault=slip.fault.id, count=count, note=note, evidence=evidence))
    return tuple(findings), tuple(unmet)


def _possible(phrases: Phrases, judged: Sequence[Criterion], manner: Manner, dice: Dice) -> list[_Slip]:
    """What can be found this time: a fault the likelier, the more ways there are to put it; the rare ones rarely."""
    slips = []
    for criterion in judged:
        spot = _WEAK_SPOT if {criterion.section, criterion.theme} & set(manner.weak) else 1.0
        faults: tuple[FaultView | None, ...] = criterion.faults or ((None,) if criterion.method == "tick" else ())
        for fault in faults:
            variants = len(phrases.notes.get((criterion.id, fault.id if fault else UNMET), ()))
            if variants > 1 or (variants and dice.chance(_RARE)):
                most = phrases.counts.get(criterion.id, 3) if fault and fault.each else 1
                most *= _DOZENS if most > 1 and criterion.id in manner.many else 1
                slips.append(_Slip(criterion, fault, most, spot * variants * variants))
    return slips


def _draw(slips: Sequence[_Slip], dice: Dice) -> int:
    at = dice.between(0, sum(slip.weight for slip in slips))
    for position, slip in enumerate(slips):
        at -= slip.weight
        if at < 0:
            return position
    return len(slips) - 1


def _occurrences(slip: _Slip, budget: float, dice: Dice) -> int:
    most = min(slip.most, int(budget / slip.fault.minus)) if slip.fault else 1
    often = 0.7 if budget > _MUCH else 0.25
    return dice.whole(2, most) if most > 1 and dice.chance(often) else 1


def _words(phrases: Phrases, slip: _Slip, dice: Dice) -> tuple[str | None, str | None]:
    criterion = slip.criterion
    variants = phrases.notes[criterion.id, slip.fault.id if slip.fault else UNMET]
    note = None if dice.chance(_WITHOUT_NOTE) else dice.pick(variants)
    if note is not None and dice.chance(_WITHOUT_EVIDENCE):
        return note, None
    for key in (criterion.id, criterion.section, criterion.theme):
        if key in phrases.evidence:
            return note, dice.pick(phrases.evidence[key])
    return note, dice.pick(phrases.evidence["any"])
