"""Naming what a value should have been."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from generator.model.problem import Code, Problem, Route

NO_SUCH_STANDARD: Final = Code(
    slug="no-such-standard",
    says="没有标准“{value}”；已有：{known}",
    mend="写成“标准编号@版次”，与 standards/ 里的文件一致。",
    wrong="standard: desk@2",
    right="standard: desk@1",
)
NO_SUCH_CLAUSE: Final = Code(
    slug="no-such-clause",
    says="标准里没有条款“{clause}”；相近或已有的条款：{known}",
    mend="对照标准页面上的条款号，并给条款号加引号。",
    wrong='- {clause: "2.7", fault: silent}',
    right='- {clause: "2.1", fault: silent}',
)
NO_SUCH_FAULT: Final = Code(
    slug="no-such-fault",
    says="扣分情形“{fault}”不在条款 {clause} 之列；可用：{known}",
    mend="从标准中该条款的 faults 里选一个编号。",
    wrong='- {clause: "1.1", fault: untydy, count: 2, note: 单据散放}',
    right='- {clause: "1.1", fault: untidy, count: 2, note: 单据散放}',
)
NO_SUCH_WINDOW: Final = Code(
    slug="no-such-window",
    says="本机构没有窗口“{value}”；已有：{known}",
    mend="写 centre.yml 里该窗口的 id。窗口的 id 一经使用就不再改动：改了名字的，只改 name，原名写入 formerly；"
    "撤掉的，写 closed，不要删去。",
    wrong="- window: cahs-1",
    right="- window: cash-1",
)
NO_SUCH_CHANNEL: Final = Code(
    slug="no-such-channel",
    says="没有检查方式“{value}”；可用：{known}",
    mend="从 standards/vocabulary.yml 的 channels 里选一个编号。",
    wrong="channel: weakly",
    right="channel: weekly",
)
NO_SUCH_VETO: Final = Code(
    slug="no-such-veto",
    says="标准里没有一票否决情形“{value}”；可用：{known}",
    mend="从标准的 vetoes 里选一个编号；没有的，写成扣分情形。",
    wrong="vetoes: [{veto: briberry, note: 经查实}]",
    right="vetoes: [{veto: bribery, note: 经查实}]",
)
LISTED_TWICE: Final = Code(
    slug="listed-twice",
    says="“{value}”写了两次",
    mend="删去重复的一项。",
    wrong='unmet: [{clause: "1.2"}, {clause: "1.2"}]',
    right='unmet: [{clause: "1.2"}]',
)
INSPECTION_AFTER_DATA_DAY: Final = Code(
    slug="inspection-after-data-day",
    says="检查日期 {date} 晚于数据日期 {last}",
    mend="核对年份和月份；不能公布尚未发生的检查。",
    wrong="date: 2027-10-12",
    right="date: 2026-10-12",
)
STANDARD_FOR_OTHER_TRADE: Final = Code(
    slug="standard-for-other-trade",
    says="标准 {standard} 不适用于行业“{trade}”，只适用于：{known}",
    mend="换用本行业的标准；或核对文件是否放错了机构。",
    wrong="trade: post",
    right="trade: bank",
)
NEEDLESS_EXEMPTION: Final = Code(
    slug="needless-exemption",
    says="条款 {clause} 不计基础分，不需要写不适用",
    mend="删去这一项。",
    wrong='not_applicable: [{clause: "9.1", reason: 临时窗口}]',
    right='not_applicable: [{clause: "1.2", reason: 临时窗口}]',
)
TEAM_INSPECTS_OWN_CENTRE: Final = Code(
    slug="team-inspects-own-centre",
    says="检查组 {team} 出自本机构，按规定不能检查本机构",
    mend="核对 team；确由本机构人员检查的，不能计入公示结果。规定见 policy.yml 的 process.own_team。",
    wrong="teams: [B]\nsample: true",
    right="sample: true",
)
NO_SUCH_ROLE: Final = Code(
    slug="no-such-role",
    says="没有岗位“{value}”，或它不属于本行业；可用：{known}",
    mend="从 standards/vocabulary.yml 的 roles 里选一个编号。",
    wrong="theme: attitude, roles: [seller]",
    right="theme: attitude, roles: [teller]",
)
NO_SUCH_TRADE: Final = Code(
    slug="no-such-trade",
    says="没有行业“{value}”；可用：{known}",
    mend="从 standards/vocabulary.yml 的 trades 里选一个编号。",
    wrong="applies_to: [bank, banks]",
    right="applies_to: [bank]",
)
REPEATED_ID: Final = Code(
    slug="repeated-id",
    says="编号“{value}”重复",
    mend="给其中一个换一个编号。",
    wrong="{id: untidy, text: 无人, forfeits: true}",
    right="{id: closed, text: 无人, forfeits: true}",
)
NO_SUCH_BAND: Final = Code(
    slug="no-such-band",
    says="没有等级“{value}”；可用：{known}",
    mend="从标准的 bands 里选一个编号。",
    wrong="- {id: bribery, text: 收礼, band: pour}",
    right="- {id: bribery, text: 收礼, band: poor}",
)
STEPS_OUT_OF_ORDER: Final = Code(
    slug="steps-out-of-order",
    says="日期 {earlier} 早于在它之前的一步 {later}",
    mend="核对各步的日期，按先后写。",
    wrong="- {date: 2026-11-04, step: plan, text: 晨会演练问候}\n- {date: 2026-11-03, step: done, text: 已完成}",
    right="- {date: 2026-11-04, step: plan, text: 晨会演练问候}\n- {date: 2026-11-06, step: done, text: 已完成}",
)

IDS_SHOWN = 8
EMPTY_LIST: Final = Code(
    slug="empty-list",
    says="这里至少要有一项",
    mend="写出所指的各项；没有的，删去这条处理记录。",
    wrong="findings: []",
    right="findings: [{standard: desk@1, date: 2026-10-12, channel: weekly, veto: bribery}]",
)


def known(values: Iterable[str], wanted: str) -> str:
    """The allowed values in one line, nearest to `wanted` first; at most eight, then an ellipsis."""
    every = sorted(set(values))
    near = get_close_matches(wanted, every, n=3)
    ordered = [*near, *(value for value in every if value not in near)]
    return ", ".join(ordered[:IDS_SHOWN]) + (", …" if len(ordered) > IDS_SHOWN else "")


def repeated(values: Iterable[str]) -> list[tuple[int, str]]:
    """Position and value of every value that has stood earlier in the row."""
    seen: set[str] = set()
    again = []
    for position, value in enumerate(values):
        if value in seen:
            again.append((position, value))
        seen.add(value)
    return again


def unknown(path: str, route: Route, code: Code, value: str, values: Collection[str]) -> Iterator[Problem]:
    """A problem where `value` is not one of `values`."""
    if value not in values:
        yield Problem(path=path, route=route, code=code, facts={"value": value, "known": known(values, value)})


def unknown_clause(path: str, route: Route, clause: str, clauses: Collection[str]) -> Iterator[Problem]:
    """A problem where a standard has no such clause."""
    if clause not in clauses:
        yield Problem(
            path=path, route=route, code=NO_SUCH_CLAUSE, facts={"clause": clause, "known": known(clauses, clause)}
        )


CODES: Final = (
    NO_SUCH_STANDARD,
    NO_SUCH_CLAUSE,
    NO_SUCH_FAULT,
    NO_SUCH_WINDOW,
    NO_SUCH_CHANNEL,
    NO_SUCH_VETO,
    LISTED_TWICE,
    INSPECTION_AFTER_DATA_DAY,
    STANDARD_FOR_OTHER_TRADE,
    NEEDLESS_EXEMPTION,
    TEAM_INSPECTS_OWN_CENTRE,
    NO_SUCH_ROLE,
    NO_SUCH_TRADE,
    REPEATED_ID,
    NO_SUCH_BAND,
    STEPS_OUT_OF_ORDER,
    EMPTY_LIST,
)
