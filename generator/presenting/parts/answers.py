"""Answers to what people ask again and again: when it is open, what is near, how to complain, how scores come about.

They stand on the page of the search, above what was found, where a question has one of their words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from generator.model.centre import Centre
from generator.model.site import Site
from generator.presenting.text.addresses import Paths, board_page, centre_page
from generator.words.phrases import say

Kind = Literal["hours", "near", "complain", "appeal", "rectify", "scores", "queue", "lists", "data"]

_MOST: Final = 6
"""Names in a row of an answer; the rest is a number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerLink:
    """A page that has more of it."""

    path: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRow:
    """A row of an answer: what it is about, and the pages."""

    name: str
    links: tuple[AnswerLink, ...]
    more: int
    """Further ones that are not named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer. Its text stands in the template, by its kind."""

    kind: Kind
    words: str
    """A question with one of these words, or with its telephone number, is answered by it, and none with a word behind
    a hyphen; a word before a question mark counts where the question names no thing besides. Parted by spaces."""
    rows: tuple[AnswerRow, ...] = ()


def answers_of(site: Site, paths: Paths) -> tuple[Answer, ...]:
    """The answers that a site has, in the order in which several of them stand."""
    placed = any(centre.coordinates for centre in site.centres.values())
    return (
        Answer(kind="hours", words=_HOURS, rows=tuple(_opening(site.centres.items(), paths))),
        *((Answer(kind="near", words=_NEAR),) if placed else ()),
        Answer(kind="complain", words=_COMPLAIN),
        Answer(kind="appeal", words=_APPEAL),
        Answer(kind="rectify", words=_RECTIFY),
        Answer(kind="scores", words=_SCORES),
        Answer(kind="queue", words=_QUEUE),
        Answer(kind="lists", words=_LISTS, rows=tuple(_boards(site, paths))),
        Answer(kind="data", words=_DATA),
    )


_HOURS: Final = say(
    "周六 周日 周末 星期六 星期日 星期天 礼拜六 礼拜天 双休日 节假日 放假 国庆 春节 元旦 清明 端午 中秋 劳动节 五一 "
    "几点 营业时间 服务时间 上班时间 下班时间 开门 关门 开不开 上班吗 上班么 上不上班 开吗 营业吗 还开 关了没 下班了 "
    "值班? 过年? 除夕 周一 周二 周三 周四 周五 星期一 星期二 星期三 星期四 星期五 礼拜五 午休 中午 hours open"
)
_NEAR: Final = say("附近 离我最近 最近的 就近 周边 离家近 离我 地图 怎么走 near nearest map")
_COMPLAIN: Final = say(
    "投诉 举报 热线 差评 不满意 态度差 态度不好 态度恶劣 态度太差 服务太差 骂 怎么告 告状 找谁反映 反映问题 意见建议 "
    "气死 气人 没人理 没人管 不理人 不理我 爱理不理 踢皮球 推来推去 刁难 欺负 乱收费 多收钱 白跑 不给发票 不开发票 "
    "推三阻四 不给我办 不肯办 不给办 不让办 维权 讨说法 complaint complain -投诉受理 -投诉处理 -处理投诉 -投诉登记"
)
_APPEAL: Final = say("申诉 不服 异议 复核 冤枉 分数不对 扣错 打分不对 评错 不公平 不认可 申辩 结果有误 appeal")
_RECTIFY: Final = say("整改 多久改 改正期限 什么时候下榜 怎么下榜 -逾期 -未整改 -没整改 -不整改")
_SCORES: Final = say(
    "评分方法 怎么算分 怎么打分 怎么评分 分数怎么 分数是 得分怎么 排名怎么 名次怎么 怎么评的 计分 扣分? 满分 及格 "
    "算优秀 算合格 多少分 算法 四舍五入 score method"
)
_QUEUE: Final = say(
    "排队最短 排队最少 排队少 排队短 人少 人多吗 人多不多 排多久 排多长 排几个 几个人 叫到几号 不用排队 等候人数 "
    "排队人数 最快 最慢 busy quiet"
)
_LISTS: Final = say(
    "红榜 绿榜 红绿榜 曝光 上榜 最差 最好 最烂 最坏 最优秀 最高 最低 倒数 垫底 末位 排名 名次 第一名 前三 前十 排行 "
    "排行榜 黑榜 ranking -区最差 -区最好 -跌 -降"
)
_DATA: Final = say("CSV JSON API Excel 数据下载 下载数据 下载 开放数据 接口 原始数据 数据集 导出 download")


def _opening(centres: Iterable[tuple[str, Centre]], paths: Paths) -> Iterator[AnswerRow]:
    """The centres that are open on a Saturday, on a Sunday, and on public holidays."""
    stated = [(name, centre) for name, centre in centres if centre.hours]
    days: dict[str, list[tuple[str, Centre]]] = {
        day: [one for one in stated if any(day in hours.days for hours in one[1].hours)] for day in ("sat", "sun")
    }
    yield from _row(say("周六开门"), days["sat"], paths)
    yield from _row(say("周日开门"), days["sun"], paths)
    yield from _row(say("法定节假日开门"), [one for one in stated if one[1].holidays == "open"], paths)


def _row(name: str, centres: list[tuple[str, Centre]], paths: Paths) -> Iterator[AnswerRow]:
    if centres:
        links = (AnswerLink(path=paths(centre_page(key)), name=one.name) for key, one in centres[:_MOST])
        yield AnswerRow(name=name, links=tuple(links), more=max(0, len(centres) - _MOST))


def _boards(site: Site, paths: Paths) -> Iterator[AnswerRow]:
    boards = sorted(site.rulebook.boards.items())
    links = (AnswerLink(path=paths(board_page(name)), name=board.title) for name, board in boards[:_MOST])
    if boards:
        yield AnswerRow(name=say("各榜"), links=tuple(links), more=max(0, len(boards) - _MOST))
