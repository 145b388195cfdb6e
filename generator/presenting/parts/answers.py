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


_REMEMBERED: Final = 24
"""Periods of a board that an answer leads to; the page of the board has all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerLink:
    """A page that has more of it."""

    path: str
    name: str
    periods: str = ""
    """Of a board: those it has lists of, the newest first, parted by spaces. A question may name one."""


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
    a hyphen; a word before a question mark counts where the question names no thing besides; parts with a plus between
    them count where all stand in it, each as one of the words that strokes part. Parted by spaces."""
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
    "投诉 举报 热线 监督电话 差评 不满意 态度差 态度不好 态度恶劣 态度太差 服务太差 骂 怎么告 告状 找谁反映 反映问题 "
    "意见建议 气死 气人 没人理 没人管 不理人 不理我 爱理不理 踢皮球 推来推去 刁难 欺负 乱收费 多收钱 白跑 不给发票 "
    "不开发票 推三阻四 不给我办 不肯办 不给办 不让办 维权 讨说法 没人负责 没人接电话 白等 空跑 来回跑 合理吗 合不合理 "
    "谁来管 搭售 捆绑 complaint complain hotline -投诉受理 -投诉处理 -处理投诉 -投诉登记 "
    "工作人员/窗口的/窗口那/窗口人员/"
    "窗口里/办事员/柜员/收费员/收费的/发药的/挂号的/医生/护士/保安/服务员/营业员/前台/大姐/大妈/大叔/小姑娘/小伙/"
    "女的/男的/那个人/里面的人/坐在里面/他们/她/领导/物业的/银行的/邮局的/供电局的/医院的/大厅的+难听/凶/骂/吼/"
    "不耐烦/白眼/冷冰冰/甩脸/黑着脸/不理/不搭理/不睬/不管/推来/推给/推脱/慢吞吞/磨蹭/磨洋工/笑话/嘲笑/看不起/瞧不起/"
    "歧视/玩手机/看手机/刷手机/聊天/闲聊/嗑瓜子/说笑/唠嗑/说说笑笑/嘻嘻哈哈/打闹/打私人电话/照镜子/吃早饭/睡觉/打牌/"
    "打游戏/抽烟/非要/强迫/硬要/逼我/骗/故意/为难/卡着/拖着/要钱/好处/少找/找少/多收/不给/不让/打人/推搡/摔/扔给/"
    "扔出/敲桌/嚷/训我/凭什么 态度+差/恶劣/不好/坏/烂/冷/糟/生硬/蛮横/凶/受不了/傲慢 "
    "服务+差/恶劣/糟/太烂/受不了 收费/交钱/交费/收了钱/收我/多收/收钱+不给/没给/不开/没开/收据/凭什么/不合理/乱/多了/"
    "太多 找少/少找/找错/多收+钱/块 "
    "跑了/去了/来了/白跑+趟/次/几回/两回/三回 等了/排了+小时/半天/上午/下午/一天/好久 插队/加塞+没人管/不管/先办/凭 "
    "熟人/关系/后门/认识的人+先办/插队/优先办/走 不给/没给/不开/不肯开+发票/票据/收据/单据/小票 弄丢/丢了/摔坏/弄坏/"
    "损坏/拿错/弄错+不赔/赔偿/索赔/不认/不承认 病历/信息/隐私/病情/身份证/电话/资料+给别人看/泄露/外传/卖给/说出去/"
    "传出去 机器/自助机/取款机/叫号机/取号机+吞/坏了/不出/没反应 电话/热线/前台+打不通/没人接/不接/占线/挂断/挂我 "
    "不还我 不还给我 不退给我 不退我 扣着我 让我/叫我/让人/要我+明天再来/改天再来/下午再来/下周再来/再跑/"
    "回去等/再来一/下次再来 没到点/没到时间/不到点+关门/下班/关了/走了/不办 必须/非得/强制/不买就+买/开通/充值/"
    "存款/保险 不肯/拒绝/不给我/不帮我/不给老/不给现+办/退/换/修/开/收/找/取 拖了/拖着/催了+月/天/周/次/年 只开/"
    "只有一个/就一个/只留+窗口/柜台/在办/排队/排了 -申辩 -申诉 -被投诉/投诉我+怎么办/扣/冤/不服/不是我 -扣几分 "
    "-扣多少 -扣分吗 -扣不扣 -该说什么 -怎么说 -怎么应对 -怎么回答 -怎么答 -顾客/群众/病人/患者/客户/家属/业主+骂我/"
    "骂人/吵/发火/发脾气/闹/激动 -窗口人员/工作人员+规定/应该/可以"
)
_APPEAL: Final = say(
    "申诉 不服 异议 复核 冤枉 分数不对 扣错 打分不对 评错 不公平 不认可 申辩 结果有误 appeal "
    "被投诉/投诉我+冤/不是我/怎么办/扣/不服"
)
_RECTIFY: Final = say(
    "整改 复查? 多久改 改正期限 什么时候下榜 怎么下榜 "
    "曝光/绿榜/扣分/上榜+改了/改没/改好/撤下/下来/取消 -逾期 -未整改 -没整改 -不整改"
)
_SCORES: Final = say(
    "评分方法 怎么算分 怎么打分 怎么评分 分数怎么 分数是 得分怎么 排名怎么 名次怎么 怎么评的 计分 扣分? 满分 及格 "
    "算优秀 算合格 多少分 算法 四舍五入 score method 评分/打分/得分/分数/排名/名次/评出来+怎么/公平/公正/靠谱/可信/"
    "作假/造假/准不准/准吗/根据/依据/凭什么/谁定/谁打/谁评 检查/结果+作假/造假/公平/公正/靠谱/可信/真的假的"
)
_QUEUE: Final = say(
    "排队最短 排队最少 排队少 排队短 人少 人多吗 人多不多 排多久 排多长 排几个 几个人 叫到几号 不用排队 等候人数 "
    "排队人数 最快 最慢 busy quiet -进步 -下降"
)
_LISTS: Final = say(
    "红榜 绿榜 红绿榜 曝光 上榜 最差 最好 最烂 最坏 最优秀 最高 最低 倒数 垫底 末位 排名 名次 第一名 前三 前十 排行 "
    "排行榜 黑榜 上个月? 上月? 这个月? 本月? 本期? 上期? 优秀? 良好? 合格? 不合格? 不良? 等级未定? 五星级? 四星级? "
    "三星级? 未达星级? 投诉/差评/扣分+最多 平均分 平均得分 中位数 排第几 第几名 ranking "
    "-区最差 -区最好 -跌 -降 -曝光/绿榜/上榜+改了/改没/改好/撤下"
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
    links = (
        AnswerLink(
            path=paths(board_page(name)),
            name=board.title,
            periods=" ".join(one.period for one in site.boards.get(name, ())[:_REMEMBERED]),
        )
        for name, board in boards[:_MOST]
    )
    if boards:
        yield AnswerRow(name=say("各榜"), links=tuple(links), more=max(0, len(boards) - _MOST))
