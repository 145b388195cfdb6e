"""What is said of a single value that has not the form of its kind."""

from collections.abc import Mapping
from typing import Final

from generator.model.problem import Code
from generator.model.scalars import (
    BRANCH_FORM,
    DAY_FORM,
    EDITION_FORM,
    EVENT_FORM,
    FINGERPRINT_FORM,
    ICP_FORM,
    ITEM_FORM,
    MARK_FORM,
    NAME_FORM,
    PERIOD_FORM,
    PLACE_FORM,
    POLICE_FORM,
    REF_FORM,
    SITE_CODE_FORM,
    SLUG_FORM,
    SPAN_FORM,
    TEAM_FORM,
    TEXT_FORM,
    WEB_FORM,
)

BLANK_TEXT: Final = Code(
    slug="blank-text",
    says="只有空白，没有文字",
    mend="写上文字，或删去这个键。",
    wrong='inspections: [{window: cash-1, assessed: all, vetoes: [{veto: bribery, note: "  "}]}]',
    right="inspections: [{window: cash-1, assessed: all, vetoes: [{veto: bribery, note: 经查实}]}]",
)
MALFORMED_ID: Final = Code(
    slug="malformed-id",
    says="“{value}”不能作代号：只用小写字母、数字和单个连字符，最多 60 个字符",
    mend="写成 cashier-1 这样的代号；显示的名称写在 name 里。",
    wrong="channel: Weekly",
    right="channel: weekly",
)
MALFORMED_CLAUSE_OR_EDITION: Final = Code(
    slug="malformed-clause-or-edition",
    says="“{value}”不能作编号：只用字母、数字，中间用单个点或连字符",
    mend='写成 "1.10" 或 "2024" 这样的编号，并加引号。',
    wrong='edition: "第 1 版"',
    right='edition: "1"',
)
MALFORMED_STANDARD_REFERENCE: Final = Code(
    slug="malformed-standard-reference",
    says="“{value}”不是标准加版次的写法",
    mend="写成 标准代号@版次，例如 hospital-100@2024。",
    wrong="standard: desk",
    right="standard: desk@1",
)
MALFORMED_TEAM: Final = Code(
    slug="malformed-team",
    says="“{value}”不能作检查组代号：只用大写字母、数字和连字符，最多 12 个字符",
    mend="写成 A 或 B-2 这样的代号，不写人名。",
    wrong="team: 一组",
    right="team: A",
)
MALFORMED_TIME_SPAN: Final = Code(
    slug="malformed-time-span",
    says="“{value}”不是时间段的写法",
    mend="写成 08:30-12:00，四位数字，半角冒号和连字符；跨过午夜的写 22:00-06:00，全天的写 24h。",
    wrong="hours: [{days: [mon], open: [8:30-12:00]}]",
    right='hours: [{days: [mon], open: ["08:30-12:00"]}]',
)
MALFORMED_DATE: Final = Code(
    slug="malformed-date",
    says="“{value}”不是日期的写法",
    mend="写成 2026-03-05，月和日都是两位。",
    wrong="date: 2026/10/12",
    right="date: 2026-10-12",
)
MALFORMED_NAME: Final = Code(
    slug="malformed-name",
    says="“{value}”不能作名称：写成一行，首尾不留空白",
    mend="删去首尾的空白和换行。",
    wrong='name: " 港口支行"',
    right="name: 港口支行",
)
MALFORMED_ICP_NUMBER: Final = Code(
    slug="malformed-icp-number",
    says="“{value}”不是 ICP 备案号，应如 浙ICP备12345678号-1",
    mend="照备案系统里的写法抄写：省份简称、ICP备、数字、号，网站序号写在短横之后。",
    wrong="official: {icp: 浙ICP备号}",
    right="official: {icp: 浙ICP备12345678号-1}",
)
MALFORMED_POLICE_NUMBER: Final = Code(
    slug="malformed-police-number",
    says="“{value}”不是公安备案号，应如 浙公网安备 33010002000001号",
    mend="照备案系统里的写法抄写：省份简称、公网安备、14 位数字、号。",
    wrong="official: {police: 浙公网安备1号}",
    right="official: {police: 浙公网安备 33010002000001号}",
)
MALFORMED_SITE_CODE: Final = Code(
    slug="malformed-site-code",
    says='“{value}”不是网站标识码，应为 10 位字母或数字，如 "3301000001"',
    mend="照全国政府网站信息报送系统给出的标识码抄写，加引号。",
    wrong='official: {code: "330600"}',
    right='official: {code: "3306000001"}',
)
MALFORMED_MARK: Final = Code(
    slug="malformed-mark",
    says="“{value}”不是党政机关网站标识的编号，应为 32 位以上的大写字母和数字",
    mend="把标识链接地址里 id= 之后的一段抄来，不要整个地址。",
    wrong="official: {mark: https://bszs.conac.cn/sitename}",
    right="official: {mark: 0123456789ABCDEF0123456789ABCDEF}",
)
MALFORMED_WEB_ADDRESS: Final = Code(
    slug="malformed-web-address",
    says="“{value}”不是代码仓库的网址，应如 https://git.example.com/office/city",
    mend="在浏览器里打开仓库首页，把地址栏里问号之前的网址抄来。",
    wrong='repository: {forge: gitea, address: "git@example.com:office/city"}',
    right='repository: {forge: gitea, address: "https://git.example.com/office/city"}',
)
MALFORMED_BRANCH: Final = Code(
    slug="malformed-branch",
    says="“{value}”不能作分支名：只用字母、数字，中间用单个点、下划线、斜线或连字符",
    mend="写仓库网页上显示的分支名，如 main。",
    wrong='repository: {forge: gitea, address: "https://git.example.com/office/city", branch: -main}',
    right='repository: {forge: gitea, address: "https://git.example.com/office/city", branch: main}',
)
MALFORMED_PERIOD: Final = Code(
    slug="malformed-period",
    says="“{value}”不是周期的写法",
    mend="按月写 2026-10，按季度写 2026-Q4。",
    wrong="earlier: [{standard: desk@1, until: 2026-13}]",
    right="earlier: [{standard: desk@1, until: 2026-12}]",
)
MALFORMED_WINDOW_REFERENCE: Final = Code(
    slug="malformed-window-reference",
    says="“{value}”不是机构加窗口的写法",
    mend="写成 机构代号/窗口代号，例如 harbour/cash-1。",
    wrong="windows: [cash-1]",
    right="windows: [harbour/cash-1]",
)
MALFORMED_EVENT_NUMBER: Final = Code(
    slug="malformed-event-number",
    says="“{value}”不能作事件编号：只用字母、数字，中间用单个连字符，最多 40 个字符",
    mend="写成 TS-2026-0417 这样的登记编号。",
    wrong="kind: withdrawal\nevents: [TS 2026 0417]",
    right="kind: withdrawal\nevents: [TS-2026-0417]",
)
MALFORMED_FINGERPRINT: Final = Code(
    slug="malformed-fingerprint",
    says="“{value}”不是指纹",
    mend="不要手改这个文件；从版本库取回原来的内容，再运行 windowboard freeze。",
    wrong='editions: {desk@1: {frame: "new", clauses: {}}}',
    right='editions: {desk@1: {frame: "47ff3c38621819a8", clauses: {}}}',
)

CODE_OF_FORM: Final[Mapping[str, Code]] = {
    SLUG_FORM: MALFORMED_ID,
    ITEM_FORM: MALFORMED_CLAUSE_OR_EDITION,
    REF_FORM: MALFORMED_STANDARD_REFERENCE,
    TEAM_FORM: MALFORMED_TEAM,
    SPAN_FORM: MALFORMED_TIME_SPAN,
    DAY_FORM: MALFORMED_DATE,
    EDITION_FORM: MALFORMED_CLAUSE_OR_EDITION,
    NAME_FORM: MALFORMED_NAME,
    PERIOD_FORM: MALFORMED_PERIOD,
    TEXT_FORM: BLANK_TEXT,
    FINGERPRINT_FORM: MALFORMED_FINGERPRINT,
    PLACE_FORM: MALFORMED_WINDOW_REFERENCE,
    EVENT_FORM: MALFORMED_EVENT_NUMBER,
    ICP_FORM: MALFORMED_ICP_NUMBER,
    POLICE_FORM: MALFORMED_POLICE_NUMBER,
    SITE_CODE_FORM: MALFORMED_SITE_CODE,
    MARK_FORM: MALFORMED_MARK,
    WEB_FORM: MALFORMED_WEB_ADDRESS,
    BRANCH_FORM: MALFORMED_BRANCH,
}
"""By the form, which pydantic names when a value has it not."""

CODES: Final = (
    BLANK_TEXT,
    MALFORMED_ID,
    MALFORMED_CLAUSE_OR_EDITION,
    MALFORMED_STANDARD_REFERENCE,
    MALFORMED_TEAM,
    MALFORMED_TIME_SPAN,
    MALFORMED_DATE,
    MALFORMED_NAME,
    MALFORMED_ICP_NUMBER,
    MALFORMED_POLICE_NUMBER,
    MALFORMED_SITE_CODE,
    MALFORMED_MARK,
    MALFORMED_WEB_ADDRESS,
    MALFORMED_BRANCH,
    MALFORMED_PERIOD,
    MALFORMED_WINDOW_REFERENCE,
    MALFORMED_EVENT_NUMBER,
    MALFORMED_FINGERPRINT,
)
