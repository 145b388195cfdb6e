"""A workbook for a meeting: lists, scores, what they were made of and what was found, as they are published."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from xlsxwriter.workbook import Workbook

from generator.judging.scoring.editions import standard_of
from generator.model.keys import WindowKey
from generator.model.problem import Code, InputError, Problem
from generator.model.scores import BoardPeriod, Rated, Standing
from generator.model.standard import Clause
from generator.presenting.atlas import Atlas
from generator.presenting.files.records import Told
from generator.presenting.files.scores import periods_published
from generator.presenting.parts.process.cases import ENTRY_STATES
from generator.presenting.text.addresses import DATA, Paths
from generator.presenting.text.checks import cause_text
from generator.presenting.text.plain import json_text
from generator.presenting.text.wording import day_text, period_text
from generator.sheets.city import clauses_of
from generator.sheets.forms.blank import for_print, label, opened_workbook
from generator.sheets.forms.forms import CENTRE_WINDOWS, CENTRES, DATUMS, HOLIDAYS, Form
from generator.sheets.hours import hours_text

Shown = str | int | Fraction | None
"""What a cell shows: text, or a number that can be added up."""

NO_SUCH_PERIOD_PUBLISHED: Final = Code(
    slug="no-such-period-published",
    says="没有公布过周期“{value}”；有：{known}",
    mend="写一个已经公布的周期；不写就是各榜单最近的一期。",
    wrong="windowboard export --xlsx --period 2026-13 -o meeting.xlsx",
    right="windowboard export --xlsx --period 2026-10 -o meeting.xlsx",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A sheet: its columns with their widths, and its rows."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: Sequence[Sequence[Shown]]


LISTS: Final = (
    *(
        ("榜单", 24),
        ("周期", 14),
        ("红绿榜", 14),
        ("名次", 6),
        ("服务机构", 24),
        ("窗口", 18),
        ("县区", 10),
        ("得分", 8),
    ),
    *(("等级", 8), ("原因", 50), ("状态", 14), ("公布日期", 13), ("期满日期", 13)),
)
SCORES: Final = (
    *(("榜单", 24), ("周期", 14), ("名次", 6), ("服务机构", 24), ("窗口", 18), ("县区", 10), ("得分", 8), ("等级", 8)),
    *(("红绿榜", 14), ("计分检查次数", 8), ("得分区间", 14), ("名次范围", 12), ("未评定的原因", 40)),
)
PARTS: Final = (
    *(("榜单", 24), ("周期", 14), ("服务机构", 24), ("窗口", 18), ("章节", 18), ("条款", 8), ("内容", 44), ("分值", 8)),
    *(("实得", 8), ("失分", 8), ("是否检查过", 10)),
)
FINDINGS: Final = (
    *(
        ("榜单", 24),
        ("周期", 14),
        ("服务机构", 24),
        ("窗口", 18),
        ("日期", 12),
        ("检查方式", 12),
        ("检查组", 8),
        ("条款", 8),
    ),
    *(("内容", 40), ("情形", 30), ("次数", 6), ("扣分", 8), ("经过", 36), ("证据或编号", 24)),
)
_POOL_STATES: Final[Mapping[str, str]] = {"assessed": "是", "not-assessed": "否", "not-applicable": "不适用"}


def meeting_workbook(atlas: Atlas, published: Mapping[str, Told], period: str | None) -> bytes:
    """The workbook of a period of all boards, or of the newest that each has published.

    `published`: what may be told of each centre: whatever is held, or under appeal, is not in them. Raises
    InputError where no board has published the period.
    """
    shown = _shown(atlas, period)
    told = tuple(_told(atlas, shown, published))
    pages = (
        Page(title="红绿榜", columns=LISTS, rows=[row for one in shown for row in _lists(atlas, one)]),
        Page(title="得分", columns=SCORES, rows=[row for one in shown for row in _scores(atlas, one)]),
        Page(title="得分组成", columns=PARTS, rows=[row for one, score in told for row in _parts(atlas, one, score)]),
        Page(
            title="检查发现", columns=FINDINGS, rows=[row for one, score in told for row in _found(atlas, one, score)]
        ),
        Page(title=CENTRES.title, columns=_columns(CENTRES), rows=list(_centres(atlas))),
        Page(title=CENTRE_WINDOWS.title, columns=_columns(CENTRE_WINDOWS), rows=list(_windows(atlas))),
    )
    out = io.BytesIO()
    with opened_workbook(out) as book:
        _about(book, atlas, shown)
        for page in pages:
            _write(book, page)
    return out.getvalue()


def _shown(atlas: Atlas, period: str | None) -> list[BoardPeriod]:
    """The periods that the workbook is about, by board."""
    if period is None:
        return [one for board in atlas.site.boards for one in atlas.periods(board)[:1]]
    published = periods_published(atlas.site)
    if period not in published:
        facts = {"value": period, "known": ", ".join(published) or "–"}
        raise InputError([Problem(path="--period", code=NO_SUCH_PERIOD_PUBLISHED, facts=facts)])
    return [one for board in atlas.site.boards for one in atlas.periods(board) if one.period == period]


def _told(
    atlas: Atlas, shown: Sequence[BoardPeriod], published: Mapping[str, Told]
) -> Iterator[tuple[BoardPeriod, Mapping[str, Any]]]:
    """The published scores of windows in these periods."""
    scores = [score for centre in atlas.site.centres for score in published[centre].scores]
    for one in shown:
        yield from ((one, json.loads(json_text(score))) for score in scores if score.place == one.place)


def _text(said: object) -> str:
    """Words of the interface in Chinese, and data as they are."""
    return str.__str__(said) if isinstance(said, str) else str(said)


def _lists(atlas: Atlas, one: BoardPeriod) -> Iterator[Sequence[Shown]]:
    for standing in (*one.ranked, *one.unrated):
        if standing.listed == "none":
            continue
        row, entry = atlas.row(standing, Paths(DATA)), atlas.entries.get(standing.key)
        yield (
            *_head(atlas, one),
            f"{_text(row.mark.name)}·{_text(row.mark.meaning)}" if row.mark else "",
            row.rank or None,
            *_window(atlas, standing),
            _score(standing),
            _text(row.band),
            "；".join(map(_text, row.reasons)),
            _text(ENTRY_STATES[entry.state]) if entry else "",
            entry.public.isoformat() if entry else "",
            entry.expires.isoformat() if entry else "",
        )


def _scores(atlas: Atlas, one: BoardPeriod) -> Iterator[Sequence[Shown]]:
    for standing in (*one.ranked, *one.unrated):
        row = atlas.row(standing, Paths(DATA))
        yield (
            *_head(atlas, one),
            row.rank or None,
            *_window(atlas, standing),
            _score(standing),
            _text(row.band),
            f"{_text(row.mark.name)}·{_text(row.mark.meaning)}" if row.mark else "",
            None if standing.outcome.appealed else row.counted,
            _text(row.interval),
            _text(row.places),
            _text(row.unrated),
        )


def _parts(atlas: Atlas, one: BoardPeriod, score: Mapping[str, Any]) -> Iterator[Sequence[Shown]]:
    standard = atlas.standard(*one.place)
    titles = {section.id: section.title for section in standard.sections}
    clauses = clauses_of(standard)
    for pool in score.get("pools", ()):
        clause = clauses.get(pool["pool"])
        points, earned = Fraction(pool["points"]), Fraction(pool["earned"])
        yield (
            *_of_score(atlas, one, score),
            titles.get(pool["section"], ""),
            pool["pool"],
            clause.text if clause else titles.get(pool["pool"], "整个标准共用的分值"),
            points,
            earned,
            points - earned if pool["state"] == "assessed" else None,
            _POOL_STATES.get(pool["state"], pool["state"]),
        )
    for bonus in score.get("bonuses", ()):
        said = "加分" if not bonus["withheld"] else "加分条件不够"
        yield (
            *_of_score(atlas, one, score),
            titles.get(bonus["section"], ""),
            bonus["clause"],
            clauses[bonus["clause"]].text,
            None,
            Fraction(0) if bonus["withheld"] else Fraction(bonus["earned"]),
            None,
            said,
        )


def _found(atlas: Atlas, one: BoardPeriod, score: Mapping[str, Any]) -> Iterator[Sequence[Shown]]:
    """What took points, visit by visit, then the facts that were proved, those that earned a bonus too."""
    clauses = clauses_of(atlas.standard(*one.place))
    visits = score.get("inspections", ())
    head = _of_score(atlas, one, score)
    for loss in (loss for pool in score.get("pools", ()) for loss in pool.get("losses", ())):
        visit = visits[loss["inspection"]]
        if Fraction(loss["minus"]):
            yield (
                *head,
                visit["date"],
                atlas.channels.get(visit["channel"], visit["channel"]),
                visit["team"],
                *_cause(clauses[loss["clause"]], loss["cause"]),
                loss["count"],
                Fraction(loss["minus"]),
                loss.get("note", ""),
                loss.get("evidence", ""),
            )
    for part, bonus in (("pools", False), ("bonuses", True)):
        for event in (event for pool in score.get(part, ()) for event in pool.get("events", ())):
            clause = clauses[event["clause"]]
            why = (clause.id, clause.text, "加分") if bonus else _cause(clause, event["cause"])
            points = None if bonus else Fraction(event["minus"])
            yield (*head, event["proved"], "查实的事件", "", *why, 1, points, event["note"], event["id"])


def _columns(form: Form) -> tuple[tuple[str, int], ...]:
    """Those of the workbook by which centres are entered: what was exported can be imported elsewhere."""
    return tuple((column.header, column.width) for column in form.columns)


def _centres(atlas: Atlas) -> Iterator[Sequence[Shown]]:
    trades = {word.id: label(word.id, word.name) for word in atlas.site.rulebook.vocabulary.trades}
    for key, one in atlas.site.centres.items():
        there, holidays = one.coordinates, label(one.holidays, HOLIDAYS[one.holidays])
        door = (f"{there.latitude}", f"{there.longitude}", label(there.datum, DATUMS[there.datum])) if there else ()
        told = (key, one.name, trades[one.trade], one.district, one.address, one.phone, hours_text(one.hours), holidays)
        yield (*told, *door)


def _windows(atlas: Atlas) -> Iterator[Sequence[Shown]]:
    """Those that are open."""
    day = atlas.site.as_of.day
    for key, centre in atlas.site.centres.items():
        for one in centre.windows:
            if (one.opened or day) <= day <= (one.closed or day):
                opened = one.opened.isoformat() if one.opened else ""
                services, roles = "、".join(one.services), "、".join(one.roles)
                yield key, one.id, one.name, services, roles, one.trade, opened


def _cause(clause: Clause, cause: str) -> tuple[str, str, str]:
    return clause.id, clause.text, _text(cause_text(clause, cause))


def _head(atlas: Atlas, one: BoardPeriod) -> tuple[str, str]:
    return atlas.board(one.board).title, _text(period_text(one.period))


def _window(atlas: Atlas, standing: Standing) -> tuple[str, str, str]:
    name = atlas.names[standing.who]
    return name.centre, name.window, name.district


def _of_score(atlas: Atlas, one: BoardPeriod, score: Mapping[str, Any]) -> tuple[str, str, str, str]:
    name = atlas.names[WindowKey(score["centre"], score["window"])]
    return *_head(atlas, one), name.centre, name.window


def _score(standing: Standing) -> Fraction | None:
    return Fraction(standing.outcome.score) if isinstance(standing.outcome, Rated) else None


def _about(book: Workbook, atlas: Atlas, shown: Sequence[BoardPeriod]) -> None:
    """What the workbook is, of which day, and what its words mean."""
    policy, title = atlas.site.rulebook.policy, book.add_format({"bold": True, "font_size": 14})
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, policy.site_title, title)
    periods = "、".join(dict.fromkeys(_text(period_text(one.period)) for one in shown))
    lines = (
        f"发布：{policy.publisher}；数据截至 {_text(day_text(atlas.site.as_of.newest))}。",
        f"周期：{periods or '尚未公布'}。",
        "红榜是表扬，绿榜是曝光，与红绿灯的意思不同。",
        "只有已经公布的内容：公示期内的周期、申诉没有处理完的结果不在其中。",
        "得分、分值可以直接求和；明细的扣分是一次检查中的扣分，各次检查按榜单的权重平均后才是失分。",
        *(["这里有示例数据，不是真实的检查结果。"] if atlas.site.sample else []),
    )
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    for number, one in enumerate(shown, start=len(lines) + 2):
        board, period = _head(atlas, one)
        standard = standard_of(atlas.board(one.board), one.period)
        sheet.write_string(number, 0, f"{board}，{period}：标准 {standard}，{one.peers} 个窗口参加排名")
    for_print(sheet, 0, len(lines) + len(shown) + 2, 1)


def _write(book: Workbook, page: Page) -> None:
    sheet = book.add_worksheet(page.title)
    header = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7E6E6"})
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for place, (name, width) in enumerate(page.columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, header)
    for number, row in enumerate(page.rows, start=1):
        for place, shown in enumerate(row):
            if shown is None or shown == "":
                sheet.write_blank(number, place, None, text)
            elif isinstance(shown, str):
                sheet.write_string(number, place, shown, text)
            else:
                sheet.write_number(number, place, shown, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(page.rows)), len(page.columns) - 1)
    for_print(sheet, 0, len(page.rows), len(page.columns))


CODES: Final = (NO_SUCH_PERIOD_PUBLISHED,)
