"""The site as a table: what kinds of pages there are, where they stand, and for which slices of the data.

Whoever adds a kind writes a template (`theme/pages/<name>.md.jinja`), a module of that name in a room of
`presenting/pages/`, with the view that the template receives, and a row of this table; tests name what is missing.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.model.judged import Place
from generator.model.keys import PlaceKey
from generator.model.scores import PeriodScore, Uncounted
from generator.model.search import SearchRecord
from generator.presenting.artefact import Artefact, Common, Dates
from generator.presenting.atlas import Atlas
from generator.presenting.files.search import search_records
from generator.presenting.page import FixedPage, Found, Page, Row, RulePage, artefacts, common_of, page_text
from generator.presenting.pages.boards import commitments, corrections, kept, listed, lists, ranks
from generator.presenting.pages.boards import list as board_list
from generator.presenting.pages.city import agenda, cases, data, docket, home, overview, own, programme, search
from generator.presenting.pages.rules import (
    card,
    checklist,
    checklists,
    entry,
    method,
    role,
    roles,
    standard,
    standards,
    theme,
)
from generator.presenting.pages.windows import (
    appraisal,
    centre,
    centres,
    compare,
    demanded,
    districts,
    elder,
    finder,
    reasons,
    scorecard,
)
from generator.presenting.parts.scores.scorecard_context import ScorecardContext
from generator.presenting.text import addresses
from generator.words.phrases import say

SCORECARD: Final = "scorecard"
"""The kind of page that is no row: there is one for each window, made by any process where the parts of scores are."""


def scorecard_text(
    context: ScorecardContext,
    window: str,
    scores: tuple[PeriodScore, ...],
    standings: Mapping[PlaceKey, Place],
    uncounted: Uncounted = Uncounted(),  # noqa: B008 -- frozen
) -> str:
    """The Markdown of the page of a window; see `pages.scorecard.view`."""
    shown = scorecard.shown_checks(context, uncounted, standings)
    return page_text(
        SCORECARD,
        addresses.window_page(context.centre_id, window),
        context.common,
        Dates(data=scorecard.day_of(context, scores, shown), told=context.as_of.day if context.runs(window) else None),
        scorecard.view(context, window, scores, standings, shown),
    )


REASONS: Final = "reasons"
"""Nor is this one a row: there is one for each centre and period, made like the scorecards."""


def reasons_text(context: ScorecardContext, period: str, windows: reasons.WindowPeriods) -> str:
    """The Markdown of the page of a centre and a period; see `pages.reasons.view`."""
    return page_text(
        REASONS,
        addresses.reasons_page(context.centre_id, period),
        context.common,
        Dates(data=reasons.day_of(context, period, windows)),
        reasons.view(context, period, windows),
    )


def site_pages(atlas: Atlas) -> Iterator[Artefact]:
    """Every page but the scorecards and the reasons."""
    common = common_of_site(atlas)
    for row in PAGES:
        yield from artefacts(row, atlas, common)


def common_of_site(atlas: Atlas) -> Common:
    """What every page is told."""
    return common_of(atlas, PAGES)


def site_records(atlas: Atlas) -> Iterator[SearchRecord]:
    """All that can be found."""
    return search_records(atlas, _found_pages(atlas))


def _found_pages(atlas: Atlas) -> Iterator[SearchRecord]:
    yield SearchRecord(
        address=f"{addresses.HOME}#complain",
        kind="page",
        title=say("怎样投诉、投诉电话"),
        summary=say("热线 {hotline}；{complaint}", **_complaint(atlas)),
        body=say("怎么投诉 投诉电话 投诉 举报 建议 热线 不满意 态度差"),
    )
    for row in PAGES:
        if isinstance(row, FixedPage) and row.found and row.there(atlas):
            found = row.found
            yield SearchRecord(
                address=row.address, kind="page", title=found.title, summary=found.summary, body=found.words
            )


def _complaint(atlas: Atlas) -> dict[str, str]:
    policy = atlas.site.rulebook.policy
    return {"hotline": policy.hotline, "complaint": policy.complaint}


_WINDOWS: Final = Found(
    title=say("全部窗口"),
    summary=say("所有窗口按区县和服务机构排列，可按区县、行业、机构、等级、榜单筛选"),
    words=say("名录 目录 窗口一览 找窗口 附近 停车 营业时间 几点开门 几点下班 周六 星期六上班吗 周末 国庆节 节假日"),
)

_TABLE: Final = (
    FixedPage(name="home", address=addresses.HOME, view=home.view, found=None),
    FixedPage(
        name="elder",
        address=addresses.ELDER,
        view=elder.view,
        found=Found(
            title=say("长辈版"),
            summary=say("字大、按钮大：找窗口，看红绿榜，打热线，几点开门"),
            words=say("老人 老年 大字 大号 适老 关怀版 服务时间 营业时间 上班时间 几点下班 周末"),
        ),
    ),
    FixedPage(name="search", address=addresses.SEARCH, view=search.view, found=None),
    FixedPage(name="finder", address=addresses.WINDOWS, view=finder.whole, there=finder.fits, found=_WINDOWS),
    FixedPage(name="districts", address=addresses.WINDOWS, view=districts.view, there=districts.there, found=_WINDOWS),
    Page(name="finder", address=lambda part: part.address, each=finder.each, view=finder.view),
    Page(name="centres", address=lambda part: part.address, each=centres.each, view=centres.view),
    Page(name="centre", address=addresses.centre_page, each=centre.each, view=centre.view),
    FixedPage(
        name="lists",
        address=addresses.LISTS,
        view=lists.view,
        found=Found(
            title=say("榜单"),
            summary=say("各行业的红榜、绿榜和全部名次，按周期查阅"),
            words=say("最差的窗口 最好的窗口 差评 排名 名次 表扬 曝光 往期 归档 历史成绩 历次得分"),
        ),
    ),
    Page(name="list", address=addresses.board_page, each=board_list.boards, view=board_list.latest),
    Page(
        name="list",
        address=lambda place: addresses.period_page(*place),
        each=board_list.periods,
        view=board_list.period,
        day=board_list.day_of_period,
        made_of=board_list.period_made_of,
        listed=board_list.is_listed,
    ),
    Page(
        name="ranks",
        address=lambda key: key.address,
        each=ranks.each,
        view=ranks.view,
        day=lambda atlas, key: board_list.day_of_period(atlas, key.place),
        made_of=lambda atlas, key: (board_list.period_made_of(atlas, key.place), key.number),
        listed=lambda atlas, key: board_list.is_listed(atlas, key.place),
    ),
    Page(
        name="listed",
        address=lambda key: key.address,
        each=listed.each_of_periods,
        view=listed.period_view,
        day=lambda atlas, key: board_list.day_of_period(atlas, key.place),
        made_of=lambda atlas, key: (board_list.period_made_of(atlas, key.place), key.kind, key.number),
        listed=listed.period_listed,
    ),
    Page(
        name="listed",
        address=lambda key: key.address,
        each=listed.each_of_boards,
        view=listed.board_view,
        listed=listed.board_listed,
    ),
    FixedPage(
        name="compare",
        address=addresses.COMPARE,
        view=compare.view,
        there=compare.there,
        found=Found(
            title=say("并排比较窗口"),
            summary=say("同一榜单的两三个窗口，逐章逐条放在一起看，旁边是全榜的中位数"),
            words=say("比较 对比 比一比 并排 哪个好 差距 中位数 平均"),
        ),
    ),
    FixedPage(
        name="standards",
        address=addresses.STANDARDS,
        view=standards.view,
        found=Found(
            title=say("标准"),
            summary=say("检查和评分所依据的全部标准，条款、分值、扣分办法逐条公开"),
            words=say("规范 细则 检查表 版本 条款 目录"),
        ),
    ),
    RulePage(
        name="standard",
        address=lambda key: addresses.standard_page(key.standard),
        each=standard.newest,
        view=standard.view,
    ),
    RulePage(
        name="standard",
        address=lambda key: addresses.edition_page(key.standard, key.edition),
        each=standard.several,
        view=standard.view,
    ),
    RulePage(name="theme", address=lambda theme: addresses.theme_page(theme.id), each=theme.each, view=theme.view),
    FixedPage(
        name="checklists",
        address=addresses.CHECKLISTS,
        view=checklists.view,
        found=Found(
            title=say("自查表"),
            summary=say("检查之前自己先查一遍：可打印手填，也可在网页上填，得分当场算出"),
            words=say("自评 自检 打印 填写 班前 表格 检查录入 录入表 检查表 现场打分"),
        ),
    ),
    RulePage(name="checklist", address=addresses.checklist_page, each=checklist.each, view=checklist.view),
    RulePage(name="entry", address=addresses.entry_page, each=entry.each, view=entry.view, listed=False),
    FixedPage(
        name="programme",
        address=addresses.PROGRAMME,
        view=programme.view,
        found=Found(
            title=say("检查计划"),
            summary=say("应查几次、实查几次、哪些逾期、哪些窗口还没有人查过，以及开放时间"),
            words=say(
                "日程 日历 抽查 暗访 专项检查 逾期 覆盖 上次检查 检查日期 哪天检查 什么时候检查 多久检查一次 "
                "检查多久一次 谁来检查 谁检查"
            ),
        ),
    ),
    FixedPage(
        name="overview",
        address=addresses.OVERVIEW,
        view=overview.view,
        found=Found(
            title=say("督办台"),
            summary=say("全市窗口现在怎么样：榜单分布、升降、逾期的整改、未来三十天的期限"),
            words=say(
                "监督 督办 概览 总览 中位数 逾期 逾期未整改 没整改 期限 升降 涨跌 跌得最多 降得最多 涨得最多 进步最大 "
                "退步最大 区县 哪个区 区最差 区最好 最差 最好"
            ),
        ),
    ),
    FixedPage(
        name="agenda",
        address=addresses.AGENDA,
        view=agenda.view,
        found=Found(
            title=say("待查清单"),
            summary=say("下一步先检查哪些窗口、为什么"),
            words=say("待查 先查 查哪几家 查谁 查哪家 查哪里 检查谁 抽查谁 投诉 复查 等级未定 没有检查"),
        ),
    ),
    Page(name="agenda", address=addresses.agenda_page, each=agenda.each, view=agenda.page),
    FixedPage(
        name="commitments",
        address=addresses.COMMITMENTS,
        view=commitments.view,
        found=Found(
            title=say("承诺兑现率"),
            summary=say("对外承诺的时限，抽查做到了多少"),
            words=say("限时办结 时限 等候时间 达标 抽查件数"),
        ),
    ),
    Page(name="demanded", address=lambda part: part.address, each=demanded.each, view=demanded.view),
    Page(name="kept", address=lambda key: key.address, each=kept.each, view=kept.view),
    FixedPage(
        name="roles",
        address=addresses.CONDUCT,
        view=roles.view,
        found=Found(
            title=say("岗位须知"),
            summary=say("每个岗位一页：该做什么、不该做什么、该怎么说、不能怎么说"),
            words=say("岗位 行为规范 服务用语 服务禁语 情形 口诀 打印"),
        ),
    ),
    RulePage(name="role", address=lambda key: addresses.role_page(key.role.id), each=role.each, view=role.view),
    RulePage(name="card", address=lambda key: key.address, each=card.each, view=card.view),
    FixedPage(
        name="method",
        address=addresses.METHOD,
        view=method.view,
        found=Found(
            title=say("评分方法与局限"),
            summary=say("得分、等级、名次和红绿榜是怎样得出的，哪些事情分数不能说明"),
            words=say(
                "怎么算分 怎么打分 计算方法 置信区间 名词解释 扣分 加分 一票否决 不适用 未检查 覆盖率 名次 并列 公式"
            ),
        ),
    ),
    FixedPage(
        name="cases",
        address=addresses.CASES,
        view=cases.view,
        found=Found(
            title=say("处理记录"),
            summary=say("公布之后的申诉、回应和整改，每件有日期、期限和决定；申诉成立率、整改用时、检查组之间的差距"),
            words=say(
                "怎么申诉 不服 申诉 回应 整改 更正 撤回 暂停服务 个案 预告期 期限 逾期 到期退出 复查 检查组 尺度 宽严"
            ),
        ),
    ),
    Page(name="docket", address=lambda key: key.address, each=docket.each, view=docket.view, listed=docket.is_listed),
    FixedPage(
        name="corrections",
        address=addresses.CORRECTIONS,
        view=corrections.view,
        found=Found(
            title=say("更正记录"),
            summary=say("已经公布的数字改过的，原来是多少，改成多少，为什么改，哪一天改的"),
            words=say("更正 撤回 勘误 改动 理由 提交"),
        ),
    ),
    FixedPage(
        name="data",
        address=addresses.DATA,
        view=data.view,
        found=Found(
            title=say("数据下载与复核"),
            summary=say("下载全部数据，自行复核每一个公布的数字"),
            words=say("开放数据 CSV JSON 字段说明 许可 授权 重新计算"),
        ),
    ),
    Page(name="own", address=lambda page: addresses.own_page(page.name), each=own.each, view=own.view),
    FixedPage(
        name="appraisal",
        address=addresses.APPRAISAL,
        view=appraisal.view,
        there=appraisal.there,
        found=Found(title=say("考核结果"), summary=say("窗口人员的考核，按窗口公布"), words=""),
    ),
)
"""Every kind of page but the scorecard and the reasons: template and module, address, slices, view."""

PAGES: Final[tuple[Row, ...]] = _TABLE
"""The same; that a row's functions fit one another was checked above, where the type of its keys is known."""
