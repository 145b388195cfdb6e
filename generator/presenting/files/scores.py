"""The published data: everything that the pages show, as files that programs and spreadsheets read."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.process.clocks import running_clocks
from generator.judging.scoring.editions import by_edition, standard_of
from generator.judging.scoring.periods import first_day, last_day
from generator.model.cases import CaseFile
from generator.model.dataset import CentreData
from generator.model.judged import Withheld
from generator.model.results import Round
from generator.model.scores import BoardPeriod, Outcome, PeriodScore, Rated, Standing, Unrated
from generator.model.site import Site
from generator.model.standard import Standard
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.parts.evidence import open_spread
from generator.presenting.parts.hours import calendar_file
from generator.presenting.text.addresses import (
    CALENDAR,
    DATA,
    PROGRAMME_FILE,
    WINDOWS_FILE,
    Paths,
    cases_file,
    centre_file,
    edition_file,
    scores_file,
    standard_file,
)
from generator.presenting.text.plain import json_file
from generator.presenting.text.wording import points_text
from generator.words.phrases import Language, say, told

SCHEMA_VERSION: Final = 1
"""Raised when a column or a key changes its meaning or goes away; new ones leave it as it is."""

COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    ("board", say("榜单编号")),
    ("period", say("周期：2026-10 为月，2026-Q4 为季")),
    ("centre", say("服务机构编号")),
    ("window", say("窗口编号；与服务机构编号合为永久编号")),
    ("board_title", say("榜单名称")),
    ("centre_name", say("服务机构名称")),
    ("window_name", say("窗口名称")),
    ("district", say("区县")),
    ("trade", say("行业编号")),
    ("standard", say("标准编号@版次")),
    ("score", say("得分，已四舍五入一次；未评定为空")),
    ("band", say("等级编号；未评定为空")),
    ("band_name", say("等级名称；未评定为空")),
    ("rank", say("名次，并列同名次；未评定为空")),
    ("peers", say("参加排名的窗口数，申诉中的也计入")),
    ("list", say("red 红榜·表扬，green 绿榜·曝光，none 都不在")),
    ("counted", say("计分检查次数；申诉中为空")),
    ("coverage", say("已检查内容占适用分值的比例，0 到 1，保留四位小数；申诉中为空")),
    ("lowered", say("true：等级因一票否决或章节最低要求而低于得分对应的等级；申诉中为空")),
    (
        "unrated",
        (
            say(
                "未评定原因：too-few-inspections 检查次数不足，low-coverage 检查内容不足，"
                "nothing-assessed 无可计分内容，suspended 暂停服务，appealed 申诉中（处理完毕前不公布任何数字）"
            )
        ),
    ),
    ("closed", say("true：发布时周期已结束")),
    ("low", say("得分区间的下限；未评定或估计不出区间为空")),
    ("high", say("得分区间的上限；未评定或估计不出区间为空")),
    ("rank_first", say("名次范围的最前一名；未评定为空")),
    ("rank_last", say("名次范围的最后一名；未评定为空")),
    ("borderline", say("red、green 待定：等级够上这个榜，但得分区间跨过界限，不上榜；none 不是待定")),
    (
        "process",
        say(
            "绿榜条目的状态，随日期变化："
            "current 现行，appealed 申诉中，rectified 整改已通过，expired 期满退出；其余为空"
        ),
    ),
    ("public", say("绿榜条目公布之日；不在绿榜为空")),
    ("expires", say("绿榜条目期满退出现行名单之日；不在绿榜为空")),
    ("records", say("检查记录的指纹，每次检查一个；记录改了，指纹就变；申诉中为空")),
    ("reply", say("机构回应的原文，几次回应之间空一行；没有为空")),
)
"""Name and meaning of each column of the score files, in their order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileKind:
    """A kind of published file."""

    form: str
    """Its address; `<…>` stands for an id."""
    what: str
    whole: str
    """What else a reader should know."""


FILE_KINDS: Final[tuple[FileKind, ...]] = (
    FileKind(
        form=say("data/scores-<周期>.csv"),
        what=say("一个周期里所有榜单、所有窗口的得分、等级、名次和榜单标记"),
        whole=say("UTF-8（带 BOM），可直接用电子表格打开；以 = + - @ 开头的文字前加了一个撇号，以免被当作公式"),
    ),
    FileKind(
        form=say("data/scores-<周期>.json"),
        what=say("同上，JSON 格式"),
        whole=say("rows 中的键与下表各列相同，空值为 null"),
    ),
    FileKind(
        form=say("data/centres/<服务机构>.json"),
        what=say("一个服务机构的窗口、全部检查记录和得分的全部组成"),
        whole=say("分数以精确分数表示，如 19/4；没有的项不写；足以重新计算每一个公布的数字"),
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
        what=say("正在服务的机构和窗口：编号、名称和原名"),
        whole=say("自查表从这里取机构和窗口名单"),
    ),
    FileKind(
        form="data/boards.json",
        what=say("各榜单的规则：适用标准、检查权重、红榜和绿榜条件"),
        whole=say("连同各周期是否结束"),
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
        whole=say("programmes 是计划本身，quotas 是各期情况，新的在前；只有检查的日期和范围，没有检查结果"),
    ),
    FileKind(
        form=CALENDAR,
        what=say("时区，以及数据所在年和下一年已经公布的法定节假日和调休上班日"),
        whole=say("years 是已经公布的年份；窗口页面据此算出今日是否营业，没有公布的年份不推算"),
    ),
    FileKind(
        form="data/cases.json",
        what=say(
            "全部个案（申诉、回应、整改、更正、撤回、暂停服务、提前公布）、绿榜条目和它们的期限、更正记录、尚未公布的周期、各检查组的得分合计"
        ),
        whole=say("申诉尚未作出决定的条目，不写会透露结果的内容，并注明 withheld"),
    ),
    FileKind(form="data/schema.json", what=say("各列的名称和含义"), whole=say("与下表相同，供程序读取")),
    FileKind(form="data/index.json", what=say("全部文件的目录、数据日期、许可"), whole=say("程序从这里开始")),
)
"""What is published, for the page that explains it and for the index."""

_RISKY: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""Signs at the beginning of a cell that make a spreadsheet take it for a formula."""


def site_exports(atlas: Atlas) -> Iterator[Artefact]:
    """Every file of data but those of the centres: scores by period, standards, boards, schema, index."""
    site = atlas.site
    for period in periods_published(site):
        yield from _score_files(atlas, period)
    for address, standard in _standard_files(site):
        yield Artefact(
            address=address,
            ingredients=(SCHEMA_VERSION, site.rulebook_digest),
            render=lambda standard=standard: json_file(  # type: ignore[misc]  # bound now, not when it is called
                {"schema": SCHEMA_VERSION, "standard": standard}, {}
            ),
        )
    yield _boards_file(site)
    yield _programme_file(site)
    yield calendar_file(site, atlas.lang)
    yield _windows_file(site)
    yield _cases_file(atlas)
    yield _schema_file(atlas.lang)
    yield _index_file(site)


def centre_export(
    centre_id: str, data: CentreData, scores: Iterable[PeriodScore], withheld: tuple[Withheld, ...] = ()
) -> str:
    """The text of `data/centres/<centre>.json`: the centre, its rounds and cases, its scores with all their parts."""
    rows = frozenset((one.board, one.period, one.window) for one in withheld)
    return json_file(
        {"schema": SCHEMA_VERSION, "id": centre_id, "centre": data.centre},
        {
            "rounds": (left for one in data.rounds if (left := _open_part(one.round, withheld)) is not None),
            "cases": (one for one in data.cases if _may_be_told(one, rows)),
            "scores": (one for one in scores if not _in_rows(one.board, one.period, one.window, rows)),
        },
    )


def _open_part(found: Round, withheld: tuple[Withheld, ...]) -> Round | None:
    """A round without the inspections that are withheld; None where nothing is left of it."""
    matching = [
        one
        for one in withheld
        if one.standard == found.standard and first_day(one.period) <= found.date <= last_day(one.period)
    ]
    if not matching:
        return found
    windows = {one.window for one in matching}
    left = () if "" in windows else tuple(one for one in found.inspections if one.window not in windows)
    return replace(found, inspections=left) if left else None


def _may_be_told(file: CaseFile, rows: frozenset[tuple[str, str, str]]) -> bool:
    about = file.about
    return about is None or not _in_rows(about.board, about.period, about.window, rows)


def _in_rows(board: str, period: str, window: str, rows: frozenset[tuple[str, str, str]]) -> bool:
    return bool({(board, period, window), (board, period, "")} & rows)


def periods_published(site: Site) -> tuple[str, ...]:
    """Every period of any board, the newest first."""
    periods = {one.period for board in site.boards.values() for one in board}
    return tuple(sorted(periods, key=lambda period: (last_day(period), period), reverse=True))


def score_rows(atlas: Atlas, period: str) -> Iterator[dict[str, object]]:
    """A row for every window on every board of a period, with the keys of `COLUMNS`: boards by id, ranked, unrated."""
    for board in atlas.site.boards:
        for one in atlas.periods(board):
            if one.period == period:
                for standing in (*one.ranked, *one.unrated):
                    yield _score_row(atlas, one, standing)


def csv_text(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as RFC 4180, with a byte order mark for spreadsheets and without anything they would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    names = [name for name, _ in COLUMNS]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) else text


def _score_files(atlas: Atlas, period: str) -> Iterator[Artefact]:
    shown = tuple(one for board in atlas.site.boards for one in atlas.periods(board) if one.period == period)
    entries = tuple(one for one in atlas.site.entries if one.period == period)
    rows = (row for one in shown for row in (*one.ranked, *one.unrated))
    records = tuple(atlas.site.records.get(row.key, ()) for row in rows)
    ingredients = (SCHEMA_VERSION, COLUMNS, atlas.site.rulebook_digest, shown, atlas.used(shown), entries, records)
    yield Artefact(
        address=scores_file(period, "csv"),
        ingredients=ingredients,
        render=lambda: csv_text(score_rows(atlas, period)),
    )
    yield Artefact(
        address=scores_file(period, "json"),
        ingredients=ingredients,
        render=lambda: json_file({"schema": SCHEMA_VERSION, "period": period}, {"rows": score_rows(atlas, period)}),
    )


def _score_row(atlas: Atlas, period: BoardPeriod, standing: Standing) -> dict[str, object]:
    told = _outcome_cells(standing.outcome, atlas.index(*period.place).bands)
    board = atlas.board(period.board)
    name = atlas.names[standing.who]
    appealed = standing.outcome.appealed
    key = standing.key
    entry = atlas.entries.get(key)
    return {
        "board": period.board,
        "period": period.period,
        "centre": standing.centre,
        "window": standing.window,
        "board_title": board.title,
        "centre_name": name.centre,
        "window_name": name.window,
        "district": name.district,
        "trade": name.trade,
        "standard": standard_of(board, period.period),
        "score": told["score"],
        "band": told["band"],
        "band_name": told["band_name"],
        "rank": standing.rank or None,
        "peers": period.peers,
        "list": standing.listed,
        "counted": None if appealed else standing.counted,
        "coverage": None if appealed else _four_places(standing.coverage),
        "lowered": None if appealed else standing.lowered,
        "unrated": told["unrated"],
        "closed": period.closed,
        "low": standing.interval.low if standing.interval else None,
        "high": standing.interval.high if standing.interval else None,
        "rank_first": standing.first or None,
        "rank_last": standing.last or None,
        "borderline": standing.borderline,
        "process": entry and entry.state,
        "public": entry and entry.public.isoformat(),
        "expires": entry and entry.expires.isoformat(),
        "records": " ".join(atlas.site.records.get(key, ())) or None,
        "reply": "\n\n".join(one.text for one in atlas.said(key, Paths(DATA))) or None,
    }


def _outcome_cells(outcome: Outcome, bands: Mapping[str, str]) -> dict[str, object]:
    match outcome:
        case Rated():
            return {
                "score": outcome.score,
                "band": outcome.band,
                "band_name": bands[outcome.band],
                "unrated": None,
            }
        case Unrated():
            return {"score": None, "band": None, "band_name": None, "unrated": outcome.reason}
        case _:
            assert_never(outcome)


def _four_places(share: Fraction) -> str:
    """A share cut off after four places, so that only the whole is 1."""
    return points_text(Fraction(share.numerator * 10_000 // share.denominator, 10_000))


def _standard_files(site: Site) -> Iterator[tuple[str, Standard]]:
    """The newest edition of each standard; where there are several, each in a file of its own too."""
    for standard_id, editions in by_edition(site.rulebook.standards.values()).items():
        yield standard_file(standard_id), editions[-1]
        if len(editions) > 1:
            yield from ((edition_file(standard_id, one.edition), one) for one in editions)


def _boards_file(site: Site) -> Artefact:
    boards = [
        {
            "board": site.rulebook.boards[board],
            "periods": [
                {"period": one.period, "closed": one.closed, "ranked": one.peers, "spread": open_spread(one)}
                for one in periods
            ],
        }
        for board, periods in site.boards.items()
    ]
    return Artefact(
        address="data/boards.json",
        ingredients=(SCHEMA_VERSION, site.rulebook_digest, boards),
        render=lambda: json_file({"schema": SCHEMA_VERSION}, {"boards": boards}),
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
            **({"formerly": centre.formerly} if centre.formerly else {}),
            "windows": [
                {"id": one.id, "name": one.name} | ({"formerly": one.formerly} if one.formerly else {})
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


def _cases_file(atlas: Atlas) -> Artefact:
    site = atlas.site
    return Artefact(
        address=cases_file(),
        ingredients=(
            SCHEMA_VERSION,
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
            {"schema": SCHEMA_VERSION},
            {
                "cases": (atlas.docket.told(file) for file in site.cases),
                "entries": site.entries,
                "revisions": site.revisions,
                "held": site.held,
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
                    }
                    for (board, period), clocks in running_clocks(site.rulebook.policy.process, site.boards, site.held)
                ),
                "teams": site.team_sums,
            },
        ),
    )


def _schema_file(lang: Language) -> Artefact:
    columns = [{"name": name, "meaning": told(meaning, lang)} for name, meaning in COLUMNS]
    files = [
        {"address": told(kind.form, lang), "what": told(kind.what, lang), "note": told(kind.whole, lang)}
        for kind in FILE_KINDS
    ]
    return Artefact(
        address="data/schema.json",
        ingredients=(SCHEMA_VERSION, COLUMNS, FILE_KINDS),
        render=lambda: json_file({"schema": SCHEMA_VERSION}, {"columns": columns, "files": files}),
    )


def _index_file(site: Site) -> Artefact:
    policy = site.rulebook.policy
    files = [
        "data/boards.json",
        CALENDAR,
        PROGRAMME_FILE,
        cases_file(),
        "data/schema.json",
        WINDOWS_FILE,
        *(scores_file(period, form) for period in periods_published(site) for form in ("csv", "json")),
        *(centre_file(centre) for centre in site.centres),
        *(address for address, _ in _standard_files(site)),
    ]
    head: dict[str, object] = {
        "schema": SCHEMA_VERSION,
        "title": policy.site_title,
        "publisher": policy.publisher,
        "licence": policy.licence,
        "data_date": _day(site.as_of.newest),
        "sample": site.sample,
    }
    return Artefact(
        address="data/index.json",
        ingredients=(head, files),
        render=lambda: json_file(head, {"files": sorted(files)}),
    )


def _day(day: datetime.date) -> str:
    return day.isoformat()
