"""The cast of the committed sample: a fictional city with thirteen centres, each window with its own story."""

import datetime
from typing import Final

from generator.model.centre import Centre, OpenHours, Weekday, Window
from generator.model.results import Finding, Unmet
from tests.sample_city.players import Attendance, Counter, House, Incident

HOTLINE: Final = "12345"

WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri")
WEEKEND: Final[tuple[Weekday, ...]] = ("sat", "sun")
EVERY_DAY: Final[tuple[Weekday, ...]] = (*WEEKDAYS, *WEEKEND)

SHINING: Final = -0.75
GOOD: Final = -0.25
FAIR: Final = 0.25
PLAIN: Final = 0.5
WEAK: Final = 0.8
BELOW: Final = 1.2
POOR: Final = 1.4
DIRE: Final = 1.8
DISMAL: Final = 2.4
HOPELESS: Final = 3.2
"""Parts a window can play, as slackness (see `visits.Manner`)."""

HOURS: Final = {
    "government": (OpenHours(days=WEEKDAYS, open=("08:30-12:00", "13:30-17:30")),),
    "hospital": (
        OpenHours(days=WEEKDAYS, open=("08:00-12:00", "14:00-17:30")),
        OpenHours(days=WEEKEND, open=("08:00-12:00",)),
    ),
    "post": (
        OpenHours(days=WEEKDAYS, open=("09:00-12:00", "13:00-17:30")),
        OpenHours(days=WEEKEND, open=("09:30-12:00", "13:00-16:30")),
    ),
    "bank": (
        OpenHours(days=WEEKDAYS, open=("09:00-12:00", "13:30-17:00")),
        OpenHours(days=("sat",), open=("09:30-12:00", "13:30-16:00")),
    ),
    "power": (OpenHours(days=EVERY_DAY, open=("08:30-12:00", "13:30-17:30")),),
}
EARLY_FRIDAY: Final = (
    OpenHours(days=("mon", "tue", "wed", "thu"), open=("08:30-12:00", "13:30-17:30")),
    OpenHours(days=("fri",), open=("08:30-12:00", "13:30-17:00")),
)
ROUND_THE_CLOCK: Final = (OpenHours(days=EVERY_DAY, open=("00:00-23:59",)),)

Part = float | tuple[float, float]
"""Slackness all along, or from the first month to the newest."""


def counter(  # noqa: PLR0913 -- a row of a table
    window: str,
    name: str,
    services: str,
    roles: str,
    part: Part,
    *,
    attendance: Attendance = "regular",
    twin_of: str = "",
    without: str = "",
    hours: tuple[OpenHours, ...] = (),
    opened: str = "",
    formerly: str = "",
    shut: str = "",
    many: str = "",
    department: str = "",
) -> Counter:
    """A row of the cast; services and roles are lists with spaces between."""
    first, last = part if isinstance(part, tuple) else (part, part)
    return Counter(
        window=Window(
            id=window,
            name=name,
            services=tuple(services.split()),
            roles=tuple(roles.split()),
            hours=hours,
            opened=datetime.date.fromisoformat(opened) if opened else None,
            formerly=tuple(formerly.split()),
            department=department or None,
        ),
        first=first,
        last=last,
        attendance=attendance,
        twin_of=twin_of,
        without=tuple(without.split()),
        shut=datetime.date.fromisoformat(shut) if shut else None,
        many=tuple(many.split()),
    )


def house(  # noqa: PLR0913 -- a row of a table
    centre: str,
    name: str,
    trade: str,
    address: str,
    counters: tuple[Counter, ...],
    *,
    weak: tuple[str, ...] = (),
    checks_itself: bool = False,
    incidents: tuple[Incident, ...] = (),
    experienced_by: tuple[str, ...] = (),
    hours: tuple[OpenHours, ...] = (),
) -> House:
    """A house of the cast; its address begins with its district. Always marked as a sample."""
    return House(
        id=centre,
        centre=Centre(
            name=name,
            trade=trade,
            district=address[: address.index("区") + 1],
            address=address,
            phone=HOTLINE,
            hours=hours or HOURS[trade],
            holidays="open" if trade == "power" else "closed",
            teams=("SELF",),
            sample=True,
            windows=tuple(each.window for each in counters),
        ),
        counters=counters,
        weak=weak,
        checks_itself=checks_itself,
        incidents=incidents,
        experienced_by=experienced_by,
    )


_FIRST_HOSPITAL = (
    counter("admission-1", "入出院结算窗口1", "入院登记 出院结算 费用清单打印", "admission-settlement cashier", FAIR),
    counter(
        "emergency-1", "急诊挂号收费窗口", "急诊挂号 急诊收费", "registration cashier", PLAIN, hours=ROUND_THE_CLOCK
    ),
    counter("imaging-1", "影像登记窗口", "检查登记 检查预约 报告领取", "radiographer", GOOD),
    counter("laboratory-1", "检验窗口1", "采血 标本接收 报告领取", "laboratory-technician", SHINING),
    counter("pharmacy-1", "门诊药房窗口1", "西药发放 用药咨询", "pharmacist", (DISMAL, SHINING)),
    counter("pharmacy-2", "门诊药房窗口2", "中成药发放 用药咨询", "pharmacist", FAIR),
    counter("pharmacy-3", "门诊药房窗口3", "西药发放 用药咨询", "pharmacist", POOR),
    counter("registration-1", "挂号收费窗口1", "门诊挂号 门诊收费 退号退费", "registration cashier", GOOD),
    counter("registration-2", "挂号收费窗口2", "门诊挂号 门诊收费", "registration cashier", FAIR),
)

_CHINESE_HOSPITAL = (
    counter("admission-1", "入出院结算窗口", "入院登记 出院结算", "admission-settlement cashier", WEAK),
    counter("decoction-1", "中药房代煎窗口", "中药配发 代煎取药", "pharmacist", SHINING),
    counter("laboratory-1", "检验采血窗口", "采血 报告领取", "laboratory-technician", FAIR),
    counter("pharmacy-1", "门诊药房窗口1", "西药发放 中成药发放", "pharmacist", PLAIN),
    counter("registration-1", "挂号收费窗口1", "门诊挂号 门诊收费", "registration cashier", (SHINING, POOR)),
    counter("registration-2", "挂号收费窗口2", "门诊挂号 门诊收费 医保结算", "registration cashier", GOOD),
)

_DISTRICT_HOSPITAL = (
    counter("admission-1", "住院结算窗口", "入院登记 出院结算", "admission-settlement cashier", FAIR),
    counter("imaging-1", "放射登记窗口", "检查登记 报告领取", "radiographer", PLAIN),
    counter("pharmacy-1", "药房窗口1", "西药发放 中成药发放", "pharmacist", PLAIN),
    counter("pharmacy-2", "药房窗口2", "慢性病长期处方 用药咨询", "pharmacist", FAIR, opened="2026-09-01"),
    counter("registration-1", "挂号收费窗口1", "门诊挂号 门诊收费", "registration cashier", PLAIN),
    counter("reserve-1", "备用收费窗口", "高峰时段分流", "registration cashier", FAIR, attendance="never"),
)

_CITY_HALL = (
    counter(
        "business-1",
        "企业开办窗口1",
        "企业登记 印章刻制 发票申领",
        "government-clerk",
        SHINING,
        department="市场监督管理局",
    ),
    counter("business-2", "企业开办窗口2", "企业变更 企业注销", "government-clerk", GOOD, department="市场监督管理局"),
    counter(
        "estate-1", "不动产登记窗口1", "首次登记 转移登记", "government-clerk", FAIR, department="自然资源和规划局"
    ),
    counter(
        "estate-2", "不动产登记窗口2", "抵押登记 注销登记", "government-clerk", DIRE, department="自然资源和规划局"
    ),
    counter(
        "fund-1",
        "公积金窗口",
        "提取 贷款受理 缴存变更",
        "government-clerk",
        GOOD,
        formerly="住房资金管理窗口",
        department="住房公积金管理中心",
    ),
    counter("household-1", "户政窗口1", "户口迁移 出生登记", "government-clerk", FAIR, department="公安局"),
    counter(
        "medical-insurance-1",
        "医保窗口",
        "参保登记 异地备案 零星报销",
        "government-clerk",
        SHINING,
        department="医疗保障局",
    ),
    counter(
        "social-insurance-1",
        "社保窗口1",
        "参保登记 待遇申领",
        "government-clerk",
        PLAIN,
        department="人力资源和社会保障局",
    ),
    counter(
        "social-insurance-2",
        "社保窗口2",
        "关系转移 个人权益查询",
        "government-clerk",
        FAIR,
        opened="2026-09-01",
        department="人力资源和社会保障局",
    ),
    counter("tax-1", "税务综合窗口", "申报 代开发票", "government-clerk", (WEAK, GOOD), department="税务局"),
)

_DISTRICT_HALL = (
    counter("comprehensive-1", "综合受理窗口1", "民政 残联 卫健事项受理", "government-clerk", FAIR),
    counter(
        "comprehensive-2",
        "综合受理窗口2",
        "农业 水务 林业事项受理",
        "government-clerk",
        FAIR,
        twin_of="comprehensive-1",
    ),
    counter("construction-1", "工程建设窗口", "施工许可 竣工备案", "government-clerk", WEAK, attendance="rare"),
    counter("household-1", "户政窗口", "居民身份证 户口登记", "government-clerk", GOOD),
    counter("medical-insurance-1", "医保社保窗口", "参保登记 待遇申领", "government-clerk", PLAIN),
    counter("traffic-1", "交管窗口", "驾驶证换领 违法处理", "government-clerk", (HOPELESS, HOPELESS), many="2.4 2.11"),
)

_COMMUNITY_HALL = (
    counter("agent-1", "帮办代办窗口", "老年人帮办 上门代办登记", "agent government-clerk", SHINING),
    counter("comprehensive-1", "综合窗口1", "社保 医保 就业登记", "government-clerk", FAIR),
    counter("comprehensive-2", "综合窗口2", "民政 残联 退役军人事务", "government-clerk", PLAIN),
    counter(
        "licence-1",
        "个体工商登记窗口",
        "个体户登记 食品经营备案",
        "government-clerk",
        (PLAIN, HOPELESS),
        many="2.4 2.11",
    ),
)

_LAKE_BANK = (
    counter("cash-1", "现金柜台1", "存取款 转账 零钞兑换", "teller", GOOD),
    counter("cash-2", "现金柜台2", "存取款 转账 挂失", "teller", SHINING),
    counter("corporate-1", "对公柜台", "对公开户 结算 对账", "teller", FAIR, without="23 24"),
    counter("wealth-1", "非现金柜台", "开卡 电子银行 理财签约", "teller lobby-manager", PLAIN, without="24"),
)

_SOUTH_BANK = (
    counter("cash-1", "现金柜台1", "存取款 转账 残币兑换", "teller", (WEAK, BELOW)),
    counter("cash-2", "现金柜台2", "存取款 社保卡业务", "teller", (POOR, DIRE)),
    counter("corporate-1", "对公柜台", "对公开户 结算", "teller", FAIR, without="24"),
    counter("wealth-1", "非现金柜台", "开卡 电子银行", "teller lobby-manager", FAIR, attendance="patrols"),
)

_RICE_BANK = (
    counter("cash-1", "现金柜台1", "存取款 转账", "teller", (PLAIN, GOOD)),
    counter("cash-2", "现金柜台2", "存取款 助农取款", "teller", FAIR),
    counter("smart-1", "智能机具协办台", "自助开卡 自助转账 协助操作", "teller lobby-manager", FAIR, twin_of="cash-2"),
)

_LAKE_POST = (
    counter("delivery-1", "投递领取窗口", "包裹领取 汇款兑付", "postal-clerk", GOOD),
    counter("mailing-1", "邮件收寄窗口1", "信函 包裹 印刷品收寄", "postal-clerk", FAIR),
    counter("mailing-2", "特快专递窗口", "特快收寄 国际邮件", "postal-clerk", SHINING),
    counter("savings-1", "邮政储蓄窗口1", "存取款 转账 代缴费", "savings-clerk", (PLAIN, BELOW)),
    counter("savings-2", "邮政储蓄窗口2", "存取款 养老金发放", "savings-clerk", (FAIR, DIRE)),
    counter("stamps-1", "集邮报刊窗口", "集邮票品 报刊订阅", "postal-clerk", FAIR, attendance="patrols"),
)

_SOUTH_POST = (
    counter("delivery-1", "投递领取窗口", "包裹领取", "postal-clerk", WEAK),
    counter("mailing-1", "邮件收寄窗口1", "信函 包裹收寄", "postal-clerk", GOOD),
    counter("mailing-2", "邮件收寄窗口2", "包裹收寄 商务大宗", "postal-clerk", GOOD, twin_of="mailing-1"),
    counter(
        "police-post-1",
        "警邮便民窗口",
        "证照寄递 交管代办",
        "postal-clerk",
        FAIR,
        opened="2026-09-07",
        shut="2026-10-15",
    ),
    counter("savings-1", "邮政储蓄窗口", "存取款 转账", "savings-clerk", FAIR),
)

_LAKE_POWER = (
    counter("billing-1", "电费收费窗口1", "电费缴纳 发票打印", "power-clerk", SHINING, without="4.2.1b"),
    counter("billing-2", "电费收费窗口2", "电费缴纳 预付费充值", "power-clerk", FAIR, without="4.2.1b"),
    counter(
        "consulting-1",
        "用电咨询窗口",
        "电价咨询 报修登记",
        "power-clerk hotline-operator",
        (PLAIN, BELOW),
        without="4.2.1a",
    ),
    counter("enterprise-1", "企业用电报装窗口", "高压新装 增容", "power-clerk", GOOD, without="4.2.1a"),
    counter(
        "household-1", "居民用电报装窗口", "居民新装 过户 充电桩报装", "power-clerk", (DIRE, GOOD), without="4.2.1a"
    ),
)

_SOUTH_POWER = (
    counter("billing-1", "电费收费窗口", "电费缴纳 发票打印", "power-clerk", (POOR, DISMAL), without="4.2.1b"),
    counter("comprehensive-1", "综合业务窗口1", "新装 过户 改类", "power-clerk", FAIR, without="4.2.1a"),
    counter(
        "comprehensive-2", "综合业务窗口2", "光伏并网 充电桩报装", "power-clerk", (PLAIN, SHINING), without="4.2.1a"
    ),
    counter("meter-1", "电能表校验窗口", "校验申请 表计更换", "power-clerk", FAIR, attendance="rare", without="4.2.1a"),
)

_COLD = Incident(
    window="cash-1",
    months_back=0,
    channel="special",
    team="Z",
    assessed=("47",),
    unmet=(Unmet(clause="47", note="客户反映接待冷淡，调阅录像属实", evidence="监控录像约 3 分钟"),),
)
_RATERS = Incident(
    window="savings-1",
    months_back=2,
    channel="special",
    team="Z",
    assessed=("2.3", "2.4"),
    findings=(
        Finding(
            clause="2.4",
            fault="rater-unused",
            count=2,
            note="抽查 20 笔业务，两名人员未请用户评价",
            evidence="评价系统记录",
        ),
    ),
)

HOUSES: Final = (
    house(
        "yunze-first-hospital",
        "云泽市第一人民医院",
        "hospital",
        "望湖区澄心路 18 号",
        _FIRST_HOSPITAL,
        checks_itself=True,
    ),
    house(
        "yunze-chinese-hospital",
        "云泽市中医医院",
        "hospital",
        "南渡区橘井巷 6 号",
        _CHINESE_HOSPITAL,
        weak=("environment",),
    ),
    house(
        "qingping-hospital",
        "青屏区人民医院",
        "hospital",
        "青屏区屏山大道 201 号",
        _DISTRICT_HOSPITAL,
        weak=("discipline",),
    ),
    house(
        "yunze-government-hall",
        "云泽市政务服务中心",
        "government",
        "望湖区云泽大道 1 号",
        _CITY_HALL,
        checks_itself=True,
        experienced_by=("A", "B", "C", "M", "P1", "P2", "S", "W"),
    ),
    house(
        "qingping-government-hall",
        "青屏区政务服务中心",
        "government",
        "青屏区政通路 9 号",
        _DISTRICT_HALL,
        weak=("online",),
    ),
    house(
        "shiqiao-service-hall",
        "石桥新区便民服务中心",
        "government",
        "石桥新区望桥街 33 号",
        _COMMUNITY_HALL,
        weak=("environment",),
        hours=EARLY_FRIDAY,
    ),
    house("wanghu-bank", "云泽银行望湖支行", "bank", "望湖区澄心路 55 号", _LAKE_BANK),
    house(
        "nandu-bank",
        "云泽银行南渡支行",
        "bank",
        "南渡区渡口街 12 号",
        _SOUTH_BANK,
        weak=("privacy",),
        incidents=(_COLD,),
    ),
    house("daoxiang-bank", "云泽银行稻香支行", "bank", "稻香区谷雨路 7 号", _RICE_BANK),
    house("wanghu-post", "望湖邮政支局", "post", "望湖区雁书路 3 号", _LAKE_POST),
    house(
        "nandu-post", "南渡邮政支局", "post", "南渡区渡口街 40 号", _SOUTH_POST, weak=("signage",), incidents=(_RATERS,)
    ),
    house("wanghu-power", "望湖供电营业厅", "power", "望湖区明灯路 28 号", _LAKE_POWER, checks_itself=True),
    house("nandu-power", "南渡供电营业厅", "power", "南渡区明灯路 5 号", _SOUTH_POWER, weak=("environment",)),
)
