"""Figures, days and outcomes in words: the same words on every page."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, assert_never

from generator.judging.scoring.periods import first_day, last_day
from generator.model.cases import HeldState
from generator.model.centre import ALL_DAY, OpenHours, Weekday
from generator.model.events import Source
from generator.model.rules import Board, PeriodKind, Shares, Weight
from generator.model.scores import Outcome, Rated, Standing, Unrated, UnratedReason
from generator.model.standard import (
    Kind,
    Standard,
)
from generator.words.phrases import Phrase, later, listed, say

PLACES: Final = 3
"""Decimal places of points on a page; the data files have the exact fractions."""

UNRATED: Final = say("未评定")
UNSETTLED: Final = say("等级未定")

_KINDS: Final[Mapping[Kind, str]] = {
    "scored": say("评分标准"),
    "commitments": say("服务承诺"),
    "conduct": say("行为规范"),
    "checklist": say("自查清单"),
    "appraisal": say("考核办法"),
    "management": say("管理制度"),
    "programme": say("检查计划"),
    "procedure": say("工作程序"),
}


_INSTEAD: Final[Mapping[UnratedReason, str]] = {
    "nothing-assessed": UNRATED,
    "too-few-inspections": UNRATED,
    "low-coverage": UNRATED,
    "channel-missing": UNRATED,
    "suspended": say("暂停服务"),
    "appealed": say("复核中"),
    "one-person": say("不公布考核"),
}
"""What stands in the place of the band."""

_WEEKDAYS: Final[Mapping[Weekday, str]] = {
    "mon": say("周一"),
    "tue": say("周二"),
    "wed": say("周三"),
    "thu": say("周四"),
    "fri": say("周五"),
    "sat": say("周六"),
    "sun": say("周日"),
}

_MONTHS: Final = (
    say("1月"),
    say("2月"),
    say("3月"),
    say("4月"),
    say("5月"),
    say("6月"),
    say("7月"),
    say("8月"),
    say("9月"),
    say("10月"),
    say("11月"),
    say("12月"),
)

_BRIEF_MONTHS: Final = tuple(
    Phrase(month, {})
    for month in (
        later("1月", "brief"),
        later("2月", "brief"),
        later("3月", "brief"),
        later("4月", "brief"),
        later("5月", "brief"),
        later("6月", "brief"),
        later("7月", "brief"),
        later("8月", "brief"),
        later("9月", "brief"),
        later("10月", "brief"),
        later("11月", "brief"),
        later("12月", "brief"),
    )
)
"""Where there is little room."""

_PERIOD_KINDS: Final[dict[PeriodKind, str]] = {
    "week": say("按周"),
    "month": say("按月"),
    "quarter": say("按季度"),
    "half-year": say("按半年"),
    "year": say("按年"),
}

SOURCES: Final[dict[Source, str]] = {
    "complaint": say("投诉举报"),
    "document": say("通报或书面材料"),
    "media": say("媒体报道"),
    "court": say("法院裁判"),
    "thanks": say("感谢信、锦旗"),
}
"""Where a fact was learned."""

_RUN: Final = 3


@lru_cache(maxsize=4096)
def points_text(value: Fraction | Decimal | int, places: int = PLACES) -> str:
    """Points, rounded half up to three places or as many as are asked for, without zeros at the end."""
    exact = Fraction(value)
    units = (2 * exact.numerator * 10**places + exact.denominator) // (2 * exact.denominator)
    whole, rest = divmod(units, 10**places)
    return f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".")


def score_text(score: Decimal) -> str:
    """A score with the decimal places of its standard."""
    return f"{score:f}"


@lru_cache(maxsize=4096)
def rate_text(value: Fraction | Decimal) -> str:
    """A share as a percentage with at most two places, cut off: only the whole is called 100%."""
    exact = Fraction(value)
    whole, rest = divmod(exact.numerator * 10_000 // exact.denominator, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") + "%"


def period_text(period: str) -> str:
    """A period in words: 2026年10月, 2026年第4季度, 2026年下半年, 2026年, 2026年10月5日至11日."""
    year, part = period[:4], period[5:]
    match part[:1]:
        case "Q":
            return say("{year}年第{quarter}季度", year=year, quarter=part[1:])
        case "H":
            return say("{year}年上半年", year=year) if part == "H1" else say("{year}年下半年", year=year)
        case "Y":
            return say("{year}年", year=year)
        case "W":
            return say("第{week}周（{span}）", week=int(part[1:]), span=span_text(first_day(period), last_day(period)))
        case _ if part.endswith("m"):
            last = last_day(period)
            return say(
                "{year}年{month}至{last_year}年{last_month}",
                year=year,
                month=month_text(int(part[:2])),
                last_year=last.year,
                last_month=month_text(last.month),
            )
        case _:
            return say("{year}年{month}", year=year, month=month_text(int(part)))


def month_text(month: int) -> str:
    """A month by its number."""
    return _MONTHS[month - 1]


def brief_period_text(period: str) -> str:
    """A period where there is little room and its year is plain: 10月, 4季度, 下半年, 2026年, 第43周, 5至7月."""
    year, part = period[:4], period[5:]
    match part[:1]:
        case "Q":
            return say("{quarter}季度", quarter=part[1:])
        case "H":
            return say("上半年") if part == "H1" else say("下半年")
        case "Y":
            return say("{year}年", year=year)
        case "W":
            return say("第{week}周", week=int(part[1:]))
        case _ if part.endswith("m"):
            return say(
                "{month}至{last_month}",
                month=_BRIEF_MONTHS[int(part[:2]) - 1],
                last_month=_BRIEF_MONTHS[last_day(period).month - 1],
            )
        case _:
            return _BRIEF_MONTHS[int(part) - 1]


def short_day_text(day: datetime.date) -> str:
    """A day without its year: 10月31日."""
    return say("{month}{day}日", month=month_text(day.month), day=day.day)


def period_kind_text(kind: PeriodKind) -> str:
    """How often there are lists."""
    return _PERIOD_KINDS[kind]


def day_text(day: datetime.date) -> str:
    """A day in words: 2026年10月31日."""
    return say("{year}年{month}{day}日", year=day.year, month=month_text(day.month), day=day.day)


def span_text(first: datetime.date, last: datetime.date) -> str:
    """Some days in a row: 2026年10月19日至25日."""
    if (first.year, first.month) == (last.year, last.month):
        return say(
            "{year}年{month}{day}日至{last}日",
            year=first.year,
            month=month_text(first.month),
            day=first.day,
            last=last.day,
        )
    return (
        say("{year}年{first}至{last}", year=first.year, first=short_day_text(first), last=short_day_text(last))
        if first.year == last.year
        else say("{first}至{last}", first=day_text(first), last=day_text(last))
    )


def weight_text(board: Board, channel: str) -> str:
    """What a visit through a channel weighs on a board."""
    weight = board.channels.get(channel, 0)
    if isinstance(board.combine, Shares):
        whole = sum(board.combine.shares.values())
        return say("占 {share}", share=rate_text(Fraction(board.combine.shares[channel], whole)))
    if isinstance(weight, Weight):
        return say("×{weight}，一期合计最多按 {n} 次计", weight=weight.weight, n=weight.at_most)
    return f"×{weight}"


def kind_text(kind: Kind) -> str:
    """The kind of a standard."""
    return _KINDS[kind]


_PlainReason = Literal["nothing-assessed", "suspended", "appealed", "one-person"]

_PLAIN: Final[Mapping[_PlainReason, str]] = {
    "nothing-assessed": say("没有可以计分的检查内容"),
    "suspended": say("本期过半的工作日里窗口暂停服务"),
    "appealed": say("申诉正在处理，处理完毕前不公布本期结果"),
    "one-person": say("只有一人值守，考核窗口就是考核这个人，不公布"),
}
"""Why there is no score, where there is no figure to tell."""


def unrated_text(outcome: Unrated) -> str:
    """Why there is no score, with the figures."""
    match outcome.reason:
        case "too-few-inspections":
            found, needed = outcome.found, outcome.needed
            return say("内容足够的计分检查 {n} 天，至少需要 {needed} 天", n=found, needed=needed)
        case "channel-missing":
            return say("榜单要求的 {needed}只做了 {n} 种", n=outcome.found, needed=say("{n} 种检查", n=outcome.needed))
        case "low-coverage":
            return say(
                "已检查内容占适用分值的 {found}，至少需要 {needed}",
                found=rate_text(outcome.found),
                needed=rate_text(outcome.needed),
            )
        case "nothing-assessed" | "suspended" | "appealed" | "one-person":
            return _PLAIN[outcome.reason]
        case _:
            assert_never(outcome.reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeText:
    """An outcome in words."""

    score: str
    """Empty where there is none."""
    band: str
    """Or what stands in its place."""
    unrated: str
    """Why there is no score; empty where there is one."""


def outcome_text(outcome: Outcome, bands: Mapping[str, str]) -> OutcomeText:
    """An outcome in words; `bands`: names by id."""
    match outcome:
        case Rated():
            return OutcomeText(score=score_text(outcome.score), band=bands[outcome.band], unrated="")
        case Unrated():
            return OutcomeText(score="", band=_INSTEAD[outcome.reason], unrated=unrated_text(outcome))
        case _:
            assert_never(outcome)


def standing_text(row: Standing, bands: Mapping[str, str]) -> OutcomeText:
    """Where a row stands, in words; of one whose band the evidence does not settle, its score and that it is so."""
    told = outcome_text(row.outcome, bands)
    return told if row.doubt == "none" else replace(told, band=UNSETTLED)


def held_text(period: str, public: datetime.date | None, state: HeldState) -> str:
    """That nothing of a period is published yet, and when it will be; without a day, something is still running."""
    if state == "waiting":
        return say("{period}与尚未公布的榜单共用检查记录，结果随后者一同公布", period=period_text(period))
    if state == "unnoticed":
        return say("{period}已经结束，结果在通知送达机构、预告期满后公布", period=period_text(period))
    if public is None:
        return say("{period}还在检查，预告期满后公布", period=period_text(period))
    return say("{period}在预告期，最迟 {day}公布", period=period_text(period), day=day_text(public))


def alone_text(outcome: Outcome) -> str:
    """The score of an inspection by itself, or why it has none; its coverage stands beside it."""
    match outcome:
        case Rated():
            return score_text(outcome.score)
        case Unrated(reason="low-coverage"):
            return say("内容不足，不单独评分")
        case Unrated():
            return say("没有可计分内容")
        case _:
            assert_never(outcome)


def joined(words: Iterable[str], between: str = say("、")) -> str:
    """A list in a sentence."""
    return listed(words, between)


def days_text(days: Sequence[Weekday]) -> str:
    """Weekdays in words; three or more in a row become a span."""
    order = list(_WEEKDAYS)
    numbers = sorted(order.index(day) for day in days)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        names: list[str] = [_WEEKDAYS[order[number]] for number in run]
        parts += [say("{first}至{last}", first=names[0], last=names[-1])] if len(run) >= _RUN else names
    return joined(parts)


def hours_rows(hours: Sequence[OpenHours]) -> tuple[tuple[str, str], ...]:
    """Days and opening times; the days that are missing are said to be closed."""
    rows = [(days_text(one.days), spans_text(one.open)) for one in hours]
    named = {day for one in hours for day in one.days}
    closed = [day for day in _WEEKDAYS if day not in named]
    return (*rows, *([(days_text(closed), say("休息"))] if closed and rows else []))


def spans_text(spans: Iterable[str]) -> str:
    """Opening times in words: 08:30–12:00，22:00–次日 06:00."""
    return joined(map(_span_text, spans), "，")


def _span_text(span: str) -> str:
    if span == ALL_DAY:
        return say("全天 24 小时")
    since, until = span.split("-")
    return say("{since}–次日 {until}", since=since, until=until) if until <= since else f"{since}–{until}"


def holidays_text(holidays: str) -> str:
    """What holds on public holidays."""
    return say("法定节假日照常服务") if holidays == "open" else say("法定节假日休息，调休上班日按周一的时间")


@dataclass(frozen=True, kw_only=True, slots=True)
class BandLine:
    """A band and the scores that reach it."""

    name: str
    range: str


def band_lines(standard: Standard) -> tuple[BandLine, ...]:
    """The bands of a standard, best first: `85 分及以上`, and of the one that begins at 0, `不满 70 分`."""
    bands = sorted(standard.bands, key=lambda band: band.at_least, reverse=True)
    return tuple(
        BandLine(
            name=band.name,
            range=say("{n} 分及以上", n=points_text(band.at_least))
            if band.at_least or not place
            else say("不满 {n} 分", n=points_text(bands[place - 1].at_least)),
        )
        for place, band in enumerate(bands)
    )


def range_text(row: Standing) -> str:
    """The places that cannot be told apart from a window's own: `2–7`, or `3` alone."""
    return str(row.first) if row.first == row.last else f"{row.first}–{row.last}"
