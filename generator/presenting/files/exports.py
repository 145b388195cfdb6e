"""The published data: everything that the pages show, as files that programs and spreadsheets read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.judging.process.clocks import clocks_of, running_clocks
from generator.judging.scoring.editions import by_edition
from generator.model.dataset import FORMAT
from generator.model.site import Site
from generator.model.standard import Standard
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.files.compared import compared_files
from generator.presenting.files.scores import COLUMNS, SCHEMA_VERSION, csv_text, periods_published, score_files
from generator.presenting.files.tables import AGENDA, EVENTS, FINDINGS, PARTS, RECORDS, Field, Table, names_of
from generator.presenting.parts.boards.periods import held_record
from generator.presenting.parts.scores.evidence import open_spread
from generator.presenting.parts.windows.hours import calendar_file
from generator.presenting.text.addresses import (
    AGENDA_FILE,
    CALENDAR,
    EVENTS_FILE,
    FACTS_FILE,
    PROGRAMME_FILE,
    SCHEMA_FILE,
    WINDOWS_FILE,
    cases_file,
    edition_file,
    standard_file,
)
from generator.presenting.text.agenda import reason_text
from generator.presenting.text.plain import json_file
from generator.presenting.text.wording import joined
from generator.verifying.joining import verifier_source
from generator.words.languages import Language
from generator.words.phrases import say, told

VERIFIER: Final = "data/verify.py"
"""The address of the program by which anybody recomputes what is published."""


PACKAGE: Final = "data/datapackage.json"
"""The address of the description of all files for programs."""

EVERYTHING: Final = "data/everything.zip"
"""The address of the archive of all files of data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """A kind of published file."""

    form: str
    """Its address; `<…>` stands for an id."""
    what: str
    whole: str
    """What else a reader should know."""
    table: Table = ()
    """The columns of a file for spreadsheets."""
    tables: Mapping[str, Table] = field(default_factory=dict)
    """The tables of a file for programs that has its records in columns, and the columns of each."""
    tables_name: str = ""
    """What these tables are called together, where there are any."""


FILE_KINDS: Final[tuple[FileKind, ...]] = (
    FileKind(
        form=say("data/scores-<周期>.csv"),
        what=say("一个周期里所有榜单、所有窗口的得分、等级、名次和榜单标记"),
        whole=say("UTF-8（带 BOM），可直接用电子表格打开；以 = + - @ 开头的文字前加了一个撇号，以免被当作公式"),
        table=tuple(Field(name=one.name, meaning=one.meaning, type=one.type) for one in COLUMNS),
    ),
    FileKind(
        form=say("data/findings-<月>.csv.gz"),
        what=say("一个月里的检查发现，每条一行"),
        whole=say("次序与同月的 records 相同；写法同上，用 gzip 压缩，下载全部数据的压缩包，里面的已经解开"),
        table=FINDINGS,
    ),
    FileKind(
        form=EVENTS_FILE,
        what=say("检查之外查实的事项，每件一行"),
        whole=say("在查实之日所在的周期计入；写法同上"),
        table=EVENTS,
    ),
    FileKind(
        form=say("data/records-<月>.json.gz"),
        what=say("一个月里的检查：何日、何组、何种方式，查了哪些窗口的哪些条款"),
        whole=say(
            "用 gzip 压缩；tables 里每列一个数组，全空的列不写；属于一行的若干行依次排在另一表里，由该行写明有几行"
        ),
        tables=RECORDS,
        tables_name="records",
    ),
    FileKind(
        form=say("data/parts/<榜单>/<周期>.json.gz"),
        what=say("一个榜单一个周期里每个得分的组成：各次检查、各项分值、扣分和加分"),
        whole=say("写法同上；分数以精确分数表示，如 19/4；得满分的分值只写编号，满分见标准"),
        tables=PARTS,
        tables_name="parts",
    ),
    FileKind(
        form=say("data/centres/<服务机构>.json"),
        what=say("一个服务机构的登记：名称、地址、时间和各窗口"),
        whole=say("检查、事项、处理记录和得分在按月、按榜单和周期的文件里"),
    ),
    FileKind(
        form=say("data/standards/<标准>.json"),
        what=say("一个标准的全部条款、分值和扣分办法"),
        whole=say("与标准页面内容相同；没有的项不写"),
    ),
    FileKind(
        form=say("data/standards/<标准>/<版次>.json"),
        what=say("同上，一个标准有几个版次时，每个版次一份"),
        whole=say("得分按检查时适用的版次评定，见 boards.json 的 earlier"),
    ),
    FileKind(
        form=WINDOWS_FILE,
        what=say("正在服务的机构和窗口：编号、名称、原名和不适用的条款"),
        whole=say("自查表和检查录入从这里取机构和窗口名单"),
    ),
    FileKind(
        form="data/boards.json",
        what=say("各榜单的规则：适用标准、检查权重、红榜和绿榜条件"),
        whole=say("连同各周期是否结束"),
    ),
    FileKind(
        form=say("data/compared/<榜单>.json"),
        what=say("一个榜单最新一期里各窗口每章得了多少、每条失了多少，以及全榜的中位数"),
        whole=say("并排比较的网页从这里取数；sections 里是得分和适用分值，中位数是得分率的中位数，都是精确分数"),
    ),
    FileKind(
        form=say("badges/<服务机构>/<窗口>.svg"),
        what=say("窗口最新得分、等级和榜单标记的徽章"),
        whole=say("可嵌入其他网页，随本站更新；与窗口页面用同一份数据生成"),
    ),
    FileKind(
        form=say("posters/<服务机构>/<窗口>.svg"),
        what=say("贴在柜台上的 A5 海报，带窗口页面的二维码"),
        whole=say("不写分数，不必更换；本站写明网址后才生成"),
    ),
    FileKind(
        form=PROGRAMME_FILE,
        what=say("检查计划：每周、每月应查和已查的次数、逾期，以及从未检查和久未检查的窗口"),
        whole=say(
            "programmes 是计划本身，quotas 是各期情况，demands 是每月有没有先查待查清单上的窗口，新的在前；"
            "只有检查的日期和范围，没有检查结果"
        ),
    ),
    FileKind(
        form=AGENDA_FILE,
        what=say("待查清单：下一步先检查哪些窗口、为什么，最急的在前"),
        whole=say("UTF-8（带 BOM）；只用已经公布的结果"),
        table=AGENDA,
    ),
    FileKind(
        form=CALENDAR,
        what=say("时区，以及公布的第一个周期所在年到下一年的法定节假日和调休上班日，尚未公布安排的年份除外"),
        whole=say("years 是已经公布的年份；窗口页面据此算出今日是否营业，没有公布的年份不推算"),
    ),
    FileKind(
        form="data/cases.json",
        what=say(
            "全部处理记录（申诉、回应、整改、更正、撤回、暂停服务、提前公布）、绿榜条目和它们的期限、更正记录、尚未公布的周期、各检查组的得分合计"
        ),
        whole=say("申诉尚未作出决定的条目，不写会透露结果的内容，并注明 withheld"),
    ),
    FileKind(
        form=FACTS_FILE,
        what=say("分数以外公布了什么：规则、检查计划、机构登记、标准条文和处理记录文字，以及改过它们的变更说明"),
        whole=say("下次公布与它对照；长文字只写指纹（~ 开头的十六个字母），从指纹看不出原文"),
    ),
    FileKind(form="data/schema.json", what=say("各列的名称和含义"), whole=say("与下表相同，供程序读取")),
    FileKind(
        form=VERIFIER,
        what=say("核对程序：只用本站的文件，把公布的每个数字重算一遍，再核对网页、徽章、订阅和 SHA-256"),
        whole=say("下载全站后运行 python3 data/verify.py <文件夹>；只需要 Python 3.11 以上，不联网，不写文件"),
    ),
    FileKind(
        form=PACKAGE,
        what=say("各文件的内容、各列的名称、类型和含义、许可、字节数和 SHA-256，供程序读取"),
        whole=say("Frictionless 数据包第 1 版；JSON 文件的各表写在 tables 里"),
    ),
    FileKind(
        form=EVERYTHING,
        what=say("以上全部文件打成一个压缩包"),
        whole=say("ZIP；其中的文件都已解开，可以直接打开；文件不变，字节不变"),
    ),
    FileKind(
        form="data/index.json",
        what=say("全部文件的目录和 SHA-256、本站所述的日期、数据日期、数据的提交、程序版本、许可"),
        whole=say("程序从这里开始；全站所有文件的 SHA-256 在 SHA256SUMS，历次公布在 release.json"),
    ),
)
"""What is published, for the page that explains it and for the index."""


def site_exports(atlas: Atlas) -> Iterator[Artefact]:
    """Every file of data but what centres contribute to and what tells of the others."""
    site = atlas.site
    made = (
        *(file for period in periods_published(site) for file in score_files(atlas, period)),
        *_standard_files(site),
        _boards_file(site),
        _programme_file(site),
        _windows_file(site),
        _cases_file(atlas),
    )
    yield from made
    yield from spoken_exports(atlas)
    yield Artefact(address=VERIFIER, ingredients=(), render=verifier_source)  # it is a part of the program


def spoken_exports(atlas: Atlas, bands: Mapping[str, str] | None = None) -> Iterator[Artefact]:
    """Those of them that say something in the language of the interface: see `addresses.is_shared`.

    `bands`: what the bands of the data are called in a further language of the site.
    """
    yield from compared_files(atlas)
    yield calendar_file(atlas.site, atlas.lang)
    yield _agenda_file(atlas)
    yield _schema_file(atlas.lang, bands)


def _standard_files(site: Site) -> Iterator[Artefact]:
    """The newest edition of each standard; where there are several, each in a file of its own too."""
    for standard_id, editions in by_edition(site.rulebook.standards.values()).items():
        yield _standard_file(site, standard_file(standard_id), editions[-1])
        if len(editions) > 1:
            yield from (_standard_file(site, edition_file(standard_id, one.edition), one) for one in editions)


def _standard_file(site: Site, address: str, standard: Standard) -> Artefact:
    return Artefact(
        address=address,
        ingredients=(SCHEMA_VERSION, site.rulebook_digest),
        render=lambda: json_file({"schema": SCHEMA_VERSION, "standard": standard}, {}),
    )


def _boards_file(site: Site) -> Artefact:
    boards = [
        {
            "board": site.rulebook.boards[board],
            "periods": [
                {
                    "period": one.period,
                    "closed": one.closed,
                    "public": site.released.get(one.place),
                    "clocks": clocks_of(site.rulebook.policy.process, one.period),
                    "ranked": one.peers,
                    "spread": open_spread(one),
                }
                for one in periods
            ],
        }
        for board, periods in site.boards.items()
    ]
    return Artefact(
        address="data/boards.json",
        ingredients=(SCHEMA_VERSION, site.rulebook_digest, site.as_of.day, boards),
        render=lambda: json_file({"schema": SCHEMA_VERSION, "as_of": site.as_of.day}, {"boards": boards}),
    )


def _programme_file(site: Site) -> Artefact:
    head = {"schema": SCHEMA_VERSION, "as_of": site.as_of.day}
    lists = {
        "programmes": tuple(site.rulebook.programmes[one.programme] for one in site.programmes),
        "quotas": tuple(
            {"programme": one.programme, "record": quota} for one in site.programmes for quota in one.quotas
        ),
        "unseen": tuple(
            {"programme": one.programme, "window": window} for one in site.programmes for window in one.unseen
        ),
        "demands": tuple(
            {"programme": one.programme, "record": demand} for one in site.programmes for demand in one.demands
        ),
    }
    return Artefact(
        address=PROGRAMME_FILE,
        ingredients=(SCHEMA_VERSION, site.rulebook_digest, site.as_of.day, site.programmes),
        render=lambda: json_file(head, lists),
    )


def _windows_file(site: Site) -> Artefact:
    """What centres and windows are called; of those that are closed for good nothing."""
    centres = [
        {
            "id": key,
            "name": centre.name,
            "trade": centre.trade,
            **_given(formerly=centre.formerly, teams=centre.teams, may_not_apply=centre.may_not_apply),
            **_given(limits={standard: sorted(limits) for standard, limits in centre.limits.items()}),
            "windows": [
                {"id": one.id, "name": one.name}
                | _given(formerly=one.formerly, trade=one.trade, may_not_apply=one.may_not_apply)
                for one in centre.windows
                if one.closed is None or one.closed >= site.as_of.day
            ],
        }
        for key, centre in site.centres.items()
    ]
    return Artefact(
        address=WINDOWS_FILE,
        ingredients=(SCHEMA_VERSION, centres),
        render=lambda: json_file({"schema": SCHEMA_VERSION}, {"centres": centres}),
    )


def _given(**parts: object) -> dict[str, object]:
    """The parts that there are."""
    return {name: part for name, part in parts.items() if part}


def _cases_file(atlas: Atlas) -> Artefact:
    site = atlas.site
    return Artefact(
        address=cases_file(),
        ingredients=(
            SCHEMA_VERSION,
            site.as_of.day,
            site.cases,
            site.entries,
            site.revisions,
            site.held,
            site.deadlines,
            site.team_sums,
            tuple(sorted(site.commits.items())),
            site.rulebook_digest,
            {board: [one.period for one in periods if one.closed] for board, periods in site.boards.items()},
        ),
        render=lambda: json_file(
            {"schema": SCHEMA_VERSION, "as_of": site.as_of.day},
            {
                "cases": (atlas.docket.told(file) for file in site.cases),
                "entries": site.entries,
                "revisions": site.revisions,
                "held": map(held_record, site.held),
                "deadlines": site.deadlines,
                "clocks": tuple(
                    {
                        "board": board,
                        "period": period,
                        "preview": clocks.preview,
                        "appeal": clocks.appeal,
                        "simple": clocks.rectification.simple,
                        "complex": clocks.rectification.complex,
                        "expiry": clocks.expiry,
                        "notice": clocks.notice,
                        "decision": clocks.decision,
                        "praise": clocks.praise,
                        "objection": clocks.objection,
                        "relapse": clocks.relapse_days,
                    }
                    for (board, period), clocks in running_clocks(site.rulebook.policy.process, site.boards, site.held)
                ),
                "teams": site.team_sums,
            },
        ),
    )


def _agenda_file(atlas: Atlas) -> Artefact:
    """Whom to inspect next, for those who plan it in a table."""
    rows = [
        {
            "place": place,
            "centre": line.who.centre,
            "window": line.who.window,
            "centre_name": atlas.names[line.who].centre,
            "window_name": atlas.names[line.who].window,
            "district": atlas.names[line.who].district,
            "reasons": told(joined((reason_text(one) for one in line.reasons), "；"), atlas.lang),
        }
        for place, line in enumerate(atlas.agenda, start=1)
    ]
    return Artefact(
        address=AGENDA_FILE, ingredients=(SCHEMA_VERSION, rows), render=lambda: csv_text(names_of(AGENDA), rows)
    )


def _schema_file(lang: Language, bands: Mapping[str, str] | None) -> Artefact:
    columns = [{"name": one.name, "meaning": told(one.meaning, lang)} for one in COLUMNS]
    files = [
        {"address": told(kind.form, lang), "what": told(kind.what, lang), "note": told(kind.whole, lang)}
        for kind in FILE_KINDS
    ]
    return Artefact(
        address=SCHEMA_FILE,
        ingredients=(SCHEMA_VERSION, columns, files, bands),
        render=lambda: json_file(
            {"schema": SCHEMA_VERSION} | ({} if bands is None else {"bands": bands}),
            {"columns": columns, "files": files},
        ),
    )


INDEX: Final = "data/index.json"
"""The address of the file that programs begin with."""


def index_head(site: Site, tool: str, commit: str | None, languages: Sequence[Language]) -> dict[str, object]:
    """What the index says of the release as a whole; `commit`: that of the data; `languages`: the site's own first."""
    policy = site.rulebook.policy
    return {
        "schema": SCHEMA_VERSION,
        "format": FORMAT,
        "title": policy.site_title,
        "publisher": policy.publisher,
        "licence": policy.licence,
        "as_of": site.as_of.day.isoformat(),
        "data_date": site.as_of.newest.isoformat(),
        "tool": tool,
        "commit": commit,
        "sample": site.sample,
        "languages": list(languages),
    }


def index_text(head: Mapping[str, object], sums: Mapping[str, tuple[str, int]]) -> str:
    """The text of the index: every file of data, and its digest. `sums`: SHA-256 and bytes of files, by address."""
    found = {address: sums[address][0] for address in sorted(sums) if is_data(address)}
    digests = [{"address": address, "sha256": digest} for address, digest in found.items()]
    return json_file(head, {"files": list(found), "digests": digests})


def is_data(address: str) -> bool:
    """Whether a file of the site is one of the data; the index itself tells of the others."""
    return address.startswith("data/") and not address.endswith(".html") and address != INDEX
