"""Published figures that a case changed, old and new, as pages name them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.judging.scoring.editions import standard_of
from generator.model.cases import (
    About,
    Change,
    Logged,
    LoggedFigure,
)
from generator.model.dataset import Rulebook
from generator.model.scores import Doubt, Listed, UnratedReason
from generator.presenting.text.list_marks import MARKS
from generator.words.phrases import say

_FIGURES: Final[Mapping[LoggedFigure, str]] = {
    "score": say("得分"),
    "band": say("等级"),
    "rank": say("名次"),
    "list": say("榜单"),
    "unrated": say("未评定原因"),
    "record": say("检查记录"),
    "unsettled": say("等级未定"),
    "interval": say("得分区间"),
    "range": say("名次范围"),
    "together": say("几期合并的得分区间"),
}


_LISTS: Final[Mapping[Listed, str]] = {
    mark.kind: say("{name}·{meaning}", name=mark.name, meaning=mark.meaning) for mark in MARKS
} | {"none": say("不在榜")}


_UNRATED: Final[Mapping[UnratedReason, str]] = {
    "too-few-inspections": say("检查次数不足"),
    "low-coverage": say("检查内容不足"),
    "channel-missing": say("检查种类不全"),
    "nothing-assessed": say("没有可计分的内容"),
    "suspended": say("暂停服务"),
    "appealed": say("复核中"),
    "one-person": say("不公布考核"),
}


_DOUBTS: Final[Mapping[Doubt, str]] = {
    "none": say("已定"),
    "crossing": say("得分区间跨过界限"),
    "unknown": say("估计不出得分区间"),
    "floor": say("只因章节最低要求"),
    "periods": say("评定的期数不够"),
    "together": say("几期合并仍不能确定"),
    "teams": say("检查组太少"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeLine:
    """A published figure that changed."""

    figure: str
    old: str
    """A dash where there was none."""
    new: str


def change_lines(rulebook: Rulebook, about: About, changes: Iterable[Change | Logged]) -> tuple[ChangeLine, ...]:
    """Figures of a row that changed."""
    standard = rulebook.standards[standard_of(rulebook.boards[about.board], about.period)]
    names: dict[str, Mapping[str, str]] = {
        "band": {band.id: band.name for band in standard.bands},
        "list": dict(_LISTS.items()),
        "unrated": dict(_UNRATED.items()),
        "unsettled": dict(_DOUBTS.items()),
    }
    return tuple(
        ChangeLine(
            figure=_FIGURES[one.figure],
            old=names.get(one.figure, {}).get(one.old or "", one.old or "—"),
            new=names.get(one.figure, {}).get(one.new or "", one.new or "—"),
        )
        for one in changes
    )
