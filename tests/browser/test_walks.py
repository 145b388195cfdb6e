"""The twenty source documents, each walked from its first clause to the last thing that follows from it in the city.

A walk starts at home and goes by links alone. What it has to see on the way, names, figures and set terms, is what its
source says (`tests/cases/library.yml` counts them), so a walk fails where a document is shown and not done.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.reading.tree import OF_STANDARDS
from tests.fixtures.folders import ROOT
from tests.fixtures.visiting import Visitors, follow


@dataclass(frozen=True)
class Says:
    """The page says all of this, whatever stands between the words."""

    parts: tuple[str, ...]

    def __call__(self, page: Page) -> None:
        """Hold it against the page, what is folded up too."""
        said = bare(page.locator("main"))
        for part in self.parts:
            assert "".join(part.split()) in said, f"{page.url} does not say {part}"


@dataclass(frozen=True)
class Clause:
    """A clause says all of this, each where it is read."""

    id: str
    parts: tuple[str, ...]

    def __call__(self, page: Page) -> None:
        """Hold it against the row of the clause."""
        said = bare(page.locator(f"[id='c-{self.id}']"))
        for part in self.parts:
            assert "".join(part.split()) in said, f"{page.url}#c-{self.id} does not say {part}"


@dataclass(frozen=True)
class Go:
    """Follow a link of this name; `by`: in the row, entry or section that also says this."""

    name: str
    by: str = ""

    def __call__(self, page: Page) -> None:
        """Open what is folded, and go."""
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        within = page.locator("main").locator("tr, li, section").filter(has_text=self.by) if self.by else page
        link = within.get_by_role("link", name=self.name, exact=True).locator("visible=true")
        with page.expect_navigation():
            (link.first if not self.by else link.last).click()


@dataclass(frozen=True)
class Counts:
    """So many of these stand on the page."""

    what: str
    number: int

    def __call__(self, page: Page) -> None:
        """Count them."""
        expect(page.locator(self.what)).to_have_count(self.number)


@dataclass(frozen=True)
class Bound:
    """The rules of a role that come from this standard, and what they say."""

    role: str
    parts: tuple[str, ...]

    def __call__(self, page: Page) -> None:
        """Read them on the page of the role."""
        Go(self.role)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{self.role}须知")
        Says(self.parts)(page)


@dataclass(frozen=True)
class Checked:
    """The self-check: with these clauses unmet it comes to this, and says what is to be mended."""

    centre: str
    window: str
    unmet: tuple[str, ...]
    result: str

    def __call__(self, page: Page) -> None:
        """Fill it in."""
        Go("自查表")(page)
        page.get_by_label("服务机构").locator("visible=true").select_option(label=self.centre)
        page.get_by_role("combobox", name=re.compile("^窗口")).select_option(label=self.window)
        page.evaluate(
            """(unmet) => document.querySelectorAll("tr[data-clause]").forEach((row) => {
              const word = unmet.includes(row.dataset.clause) ? "未做到" : "做到";
              [...row.querySelectorAll("label")].find((one) => one.textContent.trim() === word)?.click();
            })""",
            list(self.unmet),
        )
        result = page.get_by_role("status").filter(has_text="得分率")
        expect(result).to_contain_text(self.result)
        expect(page.get_by_role("heading", name=f"要改的 {len(self.unmet)} 条")).to_be_visible()
        expect(page.get_by_label("哪个岗位来改")).to_have_count(len(self.unmet))
        page.get_by_label("哪个岗位来改").first.select_option(label="窗口负责人")
        for word, told in (("哪天前改好", "2026-12-04"), ("怎么改", "排轮岗表")):
            page.get_by_label(word).first.fill(told)
        page.locator(f"tr[data-clause='{self.unmet[-1]}']").get_by_text("做到", exact=True).click()
        expect(page.get_by_label("怎么改").first).to_have_value("排轮岗表")


def bare(where: Locator) -> str:
    """The text of a part of a page without any space."""
    return "".join((where.text_content() or "").split())


def says(*parts: str) -> Says:
    """What the page says."""
    return Says(parts)


def clause(number: str, *parts: str) -> Clause:
    """What a clause says."""
    return Clause(number, parts)


Step = Callable[[Page], None]
CLAUSES: Final = ".wb-clauses tbody tr"

WALKS: Final[dict[str, tuple[str, tuple[Step, ...]]]] = {
    "window-self-check": (
        "服务窗口自查自纠",
        (
            Counts(CLAUSES, 16),
            clause("1.1", "窗口号码、服务对象和服务时间"),
            clause("2.5", "岗位轮岗"),
            clause("4.1", "定期清洁消毒"),
            Checked("橘溪街道便民服务站", "综合受理窗口", ("2.5", "4.1"), "87.5"),
            Go("窗口"),
            Go("客服前台"),
            says("最近自查", "服务窗口自查自纠", "87.5 分 有待改进", "不计入榜单"),
            says("自纠：补写停车收费一节，打印后放进手册（物业前台接待员，2026-10-30 前）"),
        ),
    ),
    "service-centre-conduct": (
        "服务中心窗口服务标准",
        (
            Counts(CLAUSES, 17),
            clause("1.3", "头发最好扎起"),
            clause("1.4", "微笑", "烦恼"),
            clause("1.6", "不跷二郎腿"),
            clause("2.4", "不顶撞"),
            clause("3.4", "请教上级"),
            says("来源在标题“四、沟通技巧”之后截断"),
            Go("全部岗位"),
            Bound("政务窗口受理员", ("服务中心窗口服务标准", "不跷二郎腿")),
            Go("随身卡"),
            says("政务窗口受理员随身卡"),
        ),
    ),
    "power-supply": (
        "供电营业规范化服务窗口标准",
        (
            Counts(CLAUSES, 29),
            clause("4.1.1", "无周休日"),
            clause("4.2.1a", "不超过 5 分钟"),
            clause("4.2.1b", "不超过 20 分钟"),
            clause("4.2.2", "铃响 4 声（12 秒）内"),
            clause("4.3.4", "不少于两种"),
            clause("5.3a", "5 天内答复"),
            clause("5.3b", "10 天内答复"),
            clause("3.3", "首问负责制", "不推诿搪塞"),
            Go("办理时限", by="4.2.2"),
            says("标准之间不一致的地方", "服务电话铃响 4 声（12 秒）内接听", "电话铃响三声前接听"),
            Go("首页"),
            Go("承诺兑现率"),
            says("不超过 5 分钟 4.2.1a 95%", "不超过 20 分钟 4.2.1b 95%", "不超过 4 声 4.2.2 100%"),
            Go("用电咨询窗口"),
            says("抽查 138 件，达标 91 件，兑现率 65.94%，目标 100%", "等级未定", "法定节假日照常服务"),
        ),
    ),
    "postal-counter": (
        "邮政对外窗口服务标准",
        (
            Counts(CLAUSES, 19),
            clause("1.1.2", "24 小时"),
            clause("1.2.1", "四净四无", "地面净、桌面净、墙面净、门面净、无灰尘、无纸屑、无杂物、无异味"),
            clause("3.2a", "提前 20 分钟"),
            clause("3.2b", "晨会"),
            clause("3.2c", "5 分钟"),
            clause("3.2e", "不提前结束营业", "照样办完"),
            clause("3.3", "四个有声", "六个一样", "站立服务"),
            says("“四个有声”“六个一样”只有名称，来源没有说明各是哪几项"),
            Go("仪容仪表", by="3.1.2"),
            says("不染怪色、不留怪异发型", "有行业标准的窗口以行业标准为准"),
            Go("3.1.2"),
            Bound("邮政营业员", ("营业前提前 20 分钟到岗", "四净四无", "门面净")),
            Go("随身卡"),
            says("邮政营业员随身卡"),
        ),
    ),
    "property-desk": (
        "物业窗口服务标准（客服部）",
        (
            Counts(CLAUSES, 11),
            clause("2.1.2", "铃响三声前接听"),
            clause("3.3", "情绪升级、激动", "您的意见我已记录", "禁止说", "我是才到的新员工"),
            clause("3.6", "公司就是这样规定的。"),
            clause("3.7", "可能是因为我操作失误", "反正这个系统就是这样"),
            says("混入数字 0、3、4", "情景一、二、五全缺"),
            Bound("物业前台接待员", ("不能说", "我不清楚这个事情，不是我经办的", "您好，物业。")),
            Go("各标准对照", by="铃响三声前接听"),
            says("电话铃响三声前接听", "服务电话铃响 4 声（12 秒）内接听", "各按本行业的标准检查，不统一"),
        ),
    ),
    "staff-appraisal": (
        "便民服务中心窗口及便民代办点工作人员考核办法",
        (
            clause("2.1", "用户满意度", "错误率"),
            clause("2.2", "客户满意度调查"),
            clause("2.3", "考核测试"),
            clause("2.4", "按业绩排名"),
            clause("4.1", "用户反馈", "直接观察"),
            clause("4.2", "优秀、良好、合格、不合格", "奖励或惩罚"),
            clause("3.1", "培训"),
            Go("便民窗口考核榜"),
            says("综合受理窗口", "97.2", "民政窗口", "78.6"),
            Go("民政窗口"),
            says("评为“合格”", "每周一晨会学一条新政策，月底互相提问（便民窗口受理员，2026-11-06 前）"),
            Go("首页"),
            Go("机构考核"),
            says(
                "这里从不出现个人",
                "工作态度 20 分",
                "服务质量 20 分",
                "业务知识 20 分",
                "团队合作 20 分",
                "纪律遵守 20 分",
            ),
            says("K2.1 95%（38/40）", "随后：奖励：机构内通报表扬", "培训：K3.1", "参加政策培训，补考一次"),
            says("✔ 已办：2026-11-23 奖励", "凭据：月会纪要", "✔ 已办：2026-11-23 培训 K3.1", "当场补考，全部答对"),
            says("只有一人值守的窗口，考核它就是考核这个人，不公布"),
            Go("处理记录"),
            says("代办点只有一人值守，公布窗口的考核就是公布这个人的考核，予以撤回"),
            says("自查查出问题（服务窗口自查自纠）", "自己定的期限：2026-11-13", "2026-11-12 专项检查未再发现"),
        ),
    ),
    "window-management": (
        "服务窗口管理规章制度",
        (
            Counts(CLAUSES, 22),
            Counts("[id^='c-2.']", 6),
            Counts("[id^='c-3.1']", 4),
            Counts("[id^='c-3.2']", 4),
            Counts("[id^='c-3.3']", 4),
            clause("3.2c", "不提前关闭、不迟到"),
            clause("3.2d", "私人财物"),
            clause("4.1", "培训计划"),
            Bound("窗口负责人", ("服务窗口管理规章制度", "统筹工作时间和休假", "监督工作纪律和职业道德")),
        ),
    ),
    "administrative-window": (
        "行政服务窗口服务标准",
        (
            Counts(CLAUSES, 25),
            Counts("h2[id^='s-']", 7),
            clause("2.1", "8:30 至 17:30", "12:00 至 13:30 午休", "节假日休息"),
            clause("5.4", "紧急和特殊需求优先"),
            clause("7.3", "无障碍设施"),
            Go("无障碍与优先照顾", by="5.4"),
            says("四个一样", "不是次序；紧急和特殊需求仍可优先", "老弱病残孕"),
            Go("窗口"),
            Go("社保窗口1"),
            says("周一至周五 08:30–12:00，13:30–17:30", "周六、周日 休息", "法定节假日休息"),
            Go("云泽市政务服务中心"),
            says("标准要求的服务时间", "✔ 达到", "要求 周一至周五 08:30–12:00，13:30–17:30"),
        ),
    ),
    "supervision-system": (
        "督查政务窗口工作制度",
        (
            Counts(CLAUSES, 15),
            Counts("h2[id^='s-']", 4),
            clause("1", "行政许可法", "行政处罚法", "政府信息公开条例"),
            clause("3", "公开、公平、公正、便捷"),
            clause("8", "服务评价制度", "投诉及时处理"),
            clause("12", "定期督查", "督促整改"),
            clause("14", "服务事项、流程、时限、标准"),
            clause("15", "不谋取私利"),
            Bound("监督检查员", ("督查政务窗口工作制度",)),
            Go("首页"),
            Go("督办台"),
            says("逾期的整改", "交管窗口", "2026-07-29"),
            Go("处理记录"),
            says("收到异议", "当天上午最长等候 21 分钟"),
            Go("窗口"),
            Go("综合受理窗口"),
            says("办事流程和时限", "申请 → 核对年龄 → 制证 → 领取", "3 个工作日"),
            Go("橘溪街道便民服务站"),
            says("救助申请", "申请 → 入户核查 → 公示 → 报街道审批", "20 个工作日"),
            says("群众评价", "2026年10月", "203", "201（99.01%）", "1（100%）", "评价器和网上评价"),
            says("督查政务窗口工作制度 8：群众评价登记到 2026年10月"),
            says("督查政务窗口工作制度 14：服务事项 3/3 个窗口；服务流程 5/7 项；服务时限 4/7 项；服务标准全文在本站"),
            Go("督查政务窗口工作制度 14"),
        ),
    ),
    "hospital-counters": (
        "医院十大窗口规范服务标准和考核细则",
        (
            Counts(CLAUSES, 19),
            clause("3-2-3", "唱收唱付", "大票和分币都收"),
            clause("3-3-2", "一日费用清单"),
            clause("3-4-2", "四查十对", "查处方：对科别、姓名、年龄", "对药名、剂型、规格、数量", "对临床诊断"),
            clause("3-5-2", "四对", "对姓名、对性别、对片名、对部位"),
            clause("3-6-2", "三对", "对姓名、对项目、对编号"),
            clause("3-6-3", "一人一针、一人一筒、一人一带、一人一纸"),
            Bound("药房药师", ("四查十对", "查配伍禁忌：对药品性状、用法用量")),
            Go("随身卡"),
            says("药房药师随身卡", "四个不宜"),
        ),
    ),
    "red-flag-window": (
        "政务服务中心红旗窗口考评评分标准",
        (
            Counts(CLAUSES, 14),
            clause("1.1", "每两年轮换一次", "至少满一年", "50%", "查实一次扣 1 分"),
            clause("1.4", "一个周期最多扣 5 分", "授权委托书"),
            clause("2.3", "扣 2 分"),
            clause("2.5", "被投诉举报一次，经查证属实", "扣 1 分", "投诉举报"),
            clause("2.9", "扣 0.5 分", "日巡查", "周督查", "月通报"),
            clause("3.2", "加 0.5 分", "感谢信"),
            says("25 分", "本章加分合计最多 10 分", "80 分"),
            Go("政务服务窗口榜"),
            says("红榜·表扬", "企业开办窗口1", "绿榜·曝光", "公示期至 2026年11月23日"),
            Go("交管窗口", by="2026年10月"),
            says("被投诉举报一次，经查证属实（查实 3 件）：失 3 分", "编号 TS-202610-9911", "整改期限 2026-11-30"),
            Go("处理记录"),
            Go("首页"),
            Go("督办台"),
            Go("全部待查清单"),
            Says(("待查清单",)),
            Go("交管窗口", by="件查实的投诉或事实"),
        ),
    ),
    "conduct-norms": (
        "窗口工作人员服务行为标准规范",
        (
            Counts(CLAUSES, 16),
            clause(
                "4", "四个一样", "干部与群众一样尊重", "生人与熟人一样热情", "忙时、闲时一样耐心", "大件、小件一样对待"
            ),
            clause("5", "五心", "静心、热心、耐心、专心、细心"),
            clause("6.1", "双手递上一张《办事指南》"),
            clause("6.2", "《行风监督卡》"),
            clause("7.1", "耳环、项链、手镯"),
            clause("7.6", "水杯收在柜内"),
            Go("仪容仪表", by="7.1"),
            says("染发须接近本色", "不染怪色", "发色接近自然", "饰品不夸张", "妆饰适度"),
            says("茶杯和个人用品放在小推桌上", "水杯收在柜内", "供电窗口以供电标准为准"),
            Go("服务态度"),
            says("干部与群众一样尊重", "紧急和特殊需求优先安排", "主动优先照顾有困难的病人", "优先服务台席"),
        ),
    ),
    "hygiene": (
        "服务窗口卫生管理制度",
        (
            Counts("h2[id^='s-']", 9),
            clause("4.1", "洗手液"),
            clause("5.2", "患传染性疾病不上岗"),
            clause("6.1", "食品安全标准"),
            clause("7.3", "定期测温"),
            clause("8.1", "立即隔离", "报告卫生部门", "暂停服务"),
            clause("9.1", "定期组织卫生检查"),
            says("查到了什么", "查了 3 个窗口，1 个有记录"),
            Go("窗口"),
            Go("警邮便民窗口"),
            says("不计分的检查", "一人发热仍在岗，检查组当场报告（体温登记）", "8 条看过，没有发现问题"),
            says("暂停服务 自 2026-10-15 起", "依据：服务窗口卫生管理制度 8.1"),
            Go("处理记录"),
            says("暂停中", "证照寄递请到投递领取窗口办理"),
        ),
    ),
    "self-check-template": (
        "窗口自查自纠模板范文",
        (
            Counts(CLAUSES, 40),
            Counts("h2[id^='s-']", 8),
            clause("1.1", "规定的流程和程序"),
            clause("4.1", "应急预案和逃生路线"),
            clause("7.4", "涉密信息"),
            clause("8.5", "总结和反思"),
            Checked("橘溪街道便民服务站", "综合受理窗口", ("3.2", "4.5", "7.2", "8.5"), "90"),
            says("未做到"),
        ),
    ),
    "inspection-programme": (
        "政务服务工作监督检查制度",
        (
            Counts(CLAUSES, 19),
            clause("2.3.1a", "每周不少于 1 次", "每次不少于 5 个部门窗口"),
            clause("2.3.1b", "每个检查小组每月", "模拟体验至少 1 次"),
            clause("2.3.2a", "每周至少网上抽查 1 次", "每次至少 4 个县区"),
            clause("2.3.2b", "每月至少实地检查 1 次", "每次不少于 4 个县区"),
            Counts("[id^='c-2.4.1']", 6),
            clause("2.4.1a", "信息要素是否全面"),
            clause("2.4.1f", "样本"),
            clause("2.4.2b", "材料", "线上线下一致"),
            clause("2.4.2d", "时限", "线上线下一致"),
            Go("云泽市政务服务监督检查计划"),
            says("每周至少 1 次，每次不少于 5 个部门的窗口", "每个检查组每月至少 1 次"),
            says("督查一组", "网查组", "巡查二组", "每次不少于 4 个县区（本组现有 2 个，每次全部）"),
            says("2026年10月5日起要求：网查组 9 月底才领到", "✘ 逾期", "5 个部门、5 个窗口"),
            says("每月 15 日以前：待查清单上最先的 8 个窗口逐个查到", "清单以当月第一天为准"),
            says("查了什么", "查了 4 个窗口，3 个有记录"),
            Go("工程建设窗口", by="3 条有记录"),
            says("申请表的附件打不开", "窗口多收一份网上没有的承诺书", "本站建议：线下多收的材料立即停收，并更新网上"),
        ),
    ),
    "bank-branch": (
        "银行综合网点服务检查评分表",
        (
            Counts(CLAUSES, 9),
            clause("11", "走线整齐隐蔽"),
            clause("12", "功能分区及标识"),
            clause("23", "私密性设施", "防窥"),
            clause("24", "客户用点验钞机", "录像监控"),
            clause("31", "宣传品及公告公示", "不诋毁同业"),
            clause("47", "微笑服务"),
            clause("48", "文明礼貌"),
            says("不适用的条款按满分计", "合计 5.5 分，折算为 100 分制"),
            Go("银行网点窗口榜"),
            Go("现金柜台2", by="绿榜·曝光"),
            says("60.9", "不良", "申诉成立，已撤销", "整改期限 2026-11-30"),
            Go("银行网点窗口榜"),
            Go("对公柜台"),
            says("不适用"),
        ),
    ),
    "special-inspection": (
        "窗口服务专项监督检查方案",
        (
            clause("3.1", "服务流程是否规范"),
            clause("3.2", "窗口模式是否人性化"),
            clause("3.3", "材料审核是否规范"),
            clause("3.4", "服务技能是否达标"),
            clause("3.5", "信息系统是否正常"),
            clause("3.6", "环境和配套是否达到要求"),
            clause("4.1", "有投诉的窗口重点检查"),
            clause("4.2", "红榜：“优秀”窗口，排名并向社会通报", "绿榜：“不良”窗口，排名并公开曝光"),
            says("查到了什么", "查了 10 个窗口，2 个有记录"),
            Go("待查清单"),
            Says(("交管窗口 青屏区政务服务中心", "不计分的检查有 3 条记录了问题")),
            says("检查计划要求先查的", "先查最急的窗口", "要查的 8 个窗口查了 7 个（截至2026年10月15日）", "✘ 逾期"),
            Go("不计分的检查有 3 条记录了问题", by="公积金窗口"),
            says("窗口服务专项监督检查方案", "2026-11-16 · 专项检查 · 检查组 Z", "老年人和行动不便的人没有另外的办法"),
            says("本站建议：缺训的补训，补完再上窗", "3 条看过，没有发现问题"),
            Go("首页"),
            Go("医院服务窗口榜"),
            says("红榜·表扬", "绿榜·曝光", "整改通过，晚 79 天"),
        ),
    ),
    "window-basics": (
        "窗口服务标准",
        (
            Counts(CLAUSES, 7),
            Counts("h2[id^='s-']", 4),
            clause("1.1", "三问五句话"),
            clause("2.1", "一次办好、不留遗憾"),
            clause("3.2", "职业规范"),
            clause("4.2", "积极倾听"),
            says("三问五句话", "不补造"),
            Go("全部岗位"),
            Bound("窗口负责人", ("三问五句话", "一次办好、不留遗憾")),
        ),
    ),
    "postal-star": (
        "邮政星级服务窗口评定标准",
        (
            Counts(CLAUSES, 12),
            clause("1.6", "笔、针线、花镜、擦手巾、雨伞", "扣 0.25 分"),
            clause("1.7", "老弱病残孕", "扣 1 分"),
            clause("2.4", "未设置评价器", "不得分", "扣 0.5 分", "最多扣 2 分"),
            clause("2.6", "暂不办理业务"),
            says("五星级 95", "四星级 90", "三星级 85"),
            Go("邮政服务窗口榜"),
            says("五星级", "未达星级", "等级未定"),
            Go("邮政储蓄窗口2", by="绿榜·曝光"),
            says("77.6", "未达星级", "整改中", "三个月的检查合起来上了绿榜"),
        ),
    ),
    "hospital-100": (
        "医院服务窗口检查考核细则",
        (
            Counts(CLAUSES, 22),
            says("10 分", "20 分", "15 分", "45 分"),
            clause("2.2", "接近本色"),
            clause("3.4", "四个不宜", "语态不宜过硬", "语速不宜过快", "扣 2 分"),
            clause("4.3", "与病人发生争执", "扣 5 分"),
            clause("5.1", "不超过 10 分钟", "扣 5 分"),
            clause("5.4", "先外后内", "来源留空"),
            clause("5.6", "先交费、先就诊、先取药"),
            clause("5.10", "出现上访或投诉一次", "扣 5 分"),
            says("一票否决", "利用岗位吃、拿、卡、要，经查证属实：等级最高为“不良”"),
            Go("政务服务中心红旗窗口考评评分标准 2.8"),
            Go("廉洁守法", by="2.8"),
            says("查实一次扣 2 分", "等级最高为“不良”"),
            Go("一票否决"),
            Go("医院服务窗口榜"),
            Go("中药房代煎窗口", by="绿榜·曝光"),
            says("因此等级为“不良”；只按各项得分是 98.4 分", "JB-202610-9902", "整改期限 2026-12-28"),
            Go("处理记录"),
            says("代煎排序改由系统生成并在窗口屏幕公示，纪检每周抽查一次", "当面送达，收回加盖机构印章的回执"),
        ),
    ),
}
"""By source document: its title, and the way from its clauses to what follows from them."""


@pytest.mark.parametrize("slug", WALKS)
def test_a_source_document_is_walked_to_its_last_consequence(arrive: Visitors, slug: str) -> None:
    """Home, the library, the standard with its figures and terms, and on by links to where it is carried out."""
    title, steps = WALKS[slug]
    page = arrive(width=1280)
    follow(page, "标准")
    Go(title)(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    for step in steps:
        step(page)


def test_all_twenty_are_walked() -> None:
    """None of the library is only shown."""
    library = {path.stem for path in (ROOT / "standards").glob("*.yml") if "@" not in path.stem}
    assert set(WALKS) == library - {name.removesuffix(".yml") for name in OF_STANDARDS}
