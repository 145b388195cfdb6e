"""The arithmetic of a score in words: how the points of each part, and the score, come about."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from generator.judging.scoring.figures import rounded
from generator.model.scores import (
    Amount,
    ClauseTaking,
    PeriodScore,
    PoolScore,
    Rated,
)
from generator.model.standard import Clause, Ladder, Limit
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.wording import (
    PLACES,
    joined,
    points_text,
    rate_text,
    score_text,
)
from generator.words.phrases import say

MOST_PLACES: Final = 12
"""Places after which a figure is cut, whatever it would take to tell it from its neighbour."""


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
        "{head}，四舍五入保留 {places}为 {n} 分",
        head=head,
        places=say("{n} 位小数", n=precision),
        n=score_text(computed),
    )
    return text if score.announced is None else _beside_announced(score, computed, text)


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


def pool_words(pool: PoolScore, clause: Clause | None) -> str:
    """How the points of a clause, or of several that share theirs, come about."""
    if pool.state != "assessed":
        proved = points_text(-pool.earned)
        return say("本期没有检查到这一项；查实的事项扣 {n} 分，从得分里扣除", n=proved)
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
        head = say("各次平均：{told}；", told=joined(told, "；"))
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
        "抽查 {n} 件，达标 {within} 件，兑现率 {rate}，目标 {target}",
        n=pool.cases,
        within=pool.within,
        rate=rate,
        target=target,
    )
    if isinstance(check.below, Ladder):
        steps = int((Fraction(check.target) - Fraction(pool.within, pool.cases)) / Fraction(check.below.each))
        return say(
            "{head}；每低 {each} 扣 {n} 分，{steps}：{points} − {lost} ＝ {earned}",
            head=head,
            each=rate_text(check.below.each),
            n=points_text(check.below.minus),
            steps=say("低 {n} 档", n=steps),
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
