"""How a clause is checked, in words: what each method takes and gives."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from generator.model.standard import (
    Bonus,
    Check,
    Clause,
    Deduct,
    Fault,
    Given,
    Grade,
    Guidance,
    Ladder,
    Level,
    Limit,
    Range,
    Tick,
)
from generator.presenting.text.wording import joined, points_text, rate_text
from generator.words.phrases import say


def check_lines(clause: Clause) -> tuple[str, ...]:  # noqa: PLR0911  # one for each method
    """How a clause is checked, with its arithmetic, one line for each way to lose or win points."""
    check = clause.check
    points = None if clause.points is None else points_text(clause.points)
    match check:
        case Deduct():
            last = () if points is None else (say("扣完 {n} 分为止", n=points),)
            lines = (say("{text}：{fault}", text=fault.text, fault=fault_text(fault)) for fault in check.faults)
            return (*lines, *last)
        case Grade():
            return tuple(_level_line(level, Fraction(clause.points or 0)) for level in check.levels)
        case Tick():
            return (_tick_line(points),)
        case Given():
            return (_given_line(check, points),)
        case Limit():
            return (_limit_line(check, points),)
        case Bonus():
            return (_bonus_line(check),)
        case Guidance():
            return (say("只作指引，不计分"),)
        case _:
            assert_never(check)


def _tick_line(points: str | None) -> str:
    if points is None:
        return say("只看做到没有，不计分")
    return say("做到得 {n} 分，做不到不得分", n=points)


def _given_line(check: Given, points: str | None) -> str:
    if points is None:
        return say("由检查人评分，不计分")
    return say("由检查人给分：0 至 {n} 分，每档 {step} 分", n=points, step=points_text(check.step))


def _level_line(level: Level, full: Fraction) -> str:
    points = points_text(full * Fraction(level.share))
    return say("{name}：得 {n} 分（{rate}）", name=level.name, n=points, rate=rate_text(level.share))


def _limit_line(check: Limit, points: str | None) -> str:
    limit, rate = limit_text(check), rate_text(check.target)
    if points is None:
        return say("{limit}；抽查兑现率应达到 {rate}，不计分", limit=limit, rate=rate)
    least = "" if check.min_cases == 1 else say("；抽查不满 {n} 件不评", n=check.min_cases)
    if isinstance(check.below, Ladder):
        return say(
            "{limit}；抽查兑现率达到 {rate} 得 {n} 分，每低 {each} {minus}{least}",
            limit=limit,
            rate=rate,
            n=points,
            each=rate_text(check.below.each),
            minus=say("扣 {n} 分", n=points_text(check.below.minus)),
            least=least,
        )
    return say(
        "{limit}；抽查兑现率达到 {rate} 得 {n} 分，达不到按 {n} × 兑现率 ÷ {rate} 计分{least}",
        limit=limit,
        rate=rate,
        n=points,
        least=least,
    )


def _bonus_line(check: Bonus) -> str:
    each = say("查实一次加") if check.each else say("查实的加")
    most = "" if check.at_most is None else say("，每个周期最多加 {n} 分", n=points_text(check.at_most))
    gate = "" if check.only_from is None else say("，基础分达到 {n} 分才加", n=points_text(check.only_from))
    return say("{each} {n} 分{most}{gate}", each=each, n=points_text(check.plus), most=most, gate=gate)


def limit_text(check: Limit) -> str:
    """What is measured, and the limit it must keep."""
    unit = f" {check.unit}" if check.unit else ""
    bounds = []
    if check.at_most is not None:
        bounds.append(say("不超过 {points}{unit}", points=points_text(check.at_most), unit=unit))
    if check.at_least is not None:
        bounds.append(say("不少于 {points}{unit}", points=points_text(check.at_least), unit=unit))
    return say("{measure}{bounds}", measure=check.measure, bounds=joined(bounds, "，"))


def fault_text(fault: Fault) -> str:
    """What a fault takes, and whether inspections see it or it has to be proved."""
    proved = fault.per == "period"
    if fault.forfeits or fault.minus is None:
        return say("查实的，该项不得分") if proved else say("该项不得分")
    amount = _amount(fault.minus)
    if proved:
        each = say("查实一次扣") if fault.each else say("查实的扣")
        most = "" if fault.at_most is None else say("，一个周期最多扣 {n} 分", n=points_text(fault.at_most))
    else:
        each = say("每处扣") if fault.each else say("扣")
        most = "" if fault.at_most is None else say("，最多扣 {n} 分", n=points_text(fault.at_most))
    only = say("，机构公布了时限的才扣") if fault.stated else ""
    return say("{each} {n} 分{most}{only}", each=each, n=amount, most=most, only=only)


def _amount(minus: Decimal | Range) -> str:
    if not isinstance(minus, Range):
        return points_text(minus)
    return say("{least} 至 {most}", least=points_text(minus.least), most=points_text(minus.most))


def check_words(check: Check) -> str:
    """The words, and not the figures, of a check: what a clause is found by."""
    match check:
        case Deduct():
            return _labelled(say("扣分情形"), (fault.text for fault in check.faults))
        case Grade():
            return _labelled(say("分档"), (level.name for level in check.levels))
        case Limit():
            return _labelled(say("限时限量"), [f"{check.measure} {check.unit or ''}".rstrip()])
        case Bonus():
            return say("加分项")
        case Guidance():
            return say("不计分")
        case Tick() | Given():
            return ""
        case _:
            assert_never(check)


def _labelled(label: str, texts: Iterable[str]) -> str:
    return say("{label}：{text}", label=label, text=joined(texts, "；"))


def cause_text(clause: Clause, cause: str) -> str:
    """What a loss was for: the fault, the level that was found, or that the clause was not met."""
    check = clause.check
    match check:
        case Deduct():
            return next((fault.text for fault in check.faults if fault.id == cause), cause)
        case Grade():
            return next((say("评为“{name}”", name=level.name) for level in check.levels if level.id == cause), cause)
        case Given():
            return say("没有给满分")
        case Tick() | Limit():
            return say("未做到")
        case Bonus() | Guidance():
            return clause.text
        case _:
            assert_never(check)
