"""The scores of every window in a period, as files that programs and spreadsheets read: a table of columns."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, assert_never

from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import last_day
from generator.model.cases import Entry
from generator.model.judged import WindowName
from generator.model.scores import BoardPeriod, Rated, Standing, Unrated
from generator.model.site import Site
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.files.tables import FieldType
from generator.presenting.text.addresses import DATA, Paths, scores_file
from generator.words.phrases import say

SCHEMA_VERSION: Final = 2
"""Raised when a column or a key changes its meaning or goes away; new ones leave it as it is."""

_RISKY: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""Signs at the beginning of a cell that make a spreadsheet take it for a formula."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored:
    """A window on a board in a period, as columns see it."""

    atlas: Atlas
    period: BoardPeriod
    standing: Standing
    name: WindowName
    rated: Rated | None
    """Its outcome, where it has a score."""
    unrated: Unrated | None
    """Its outcome, where it has none."""
    entry: Entry | None
    """Of the green list."""

    @property
    def appealed(self) -> bool:
        """Whether an undecided appeal holds its figures."""
        return self.standing.outcome.appealed


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of the score files."""

    name: str
    meaning: str
    """What the schema and the page of the data say of it."""
    of: Callable[[Scored], object]
    """Its value; None where the cell is empty."""
    type: FieldType = "string"


COLUMNS: Final = (
    Column(name="board", meaning=say("榜单编号"), of=lambda one: one.period.board),
    Column(name="period", meaning=say("周期：2026-10 为月，2026-Q4 为季"), of=lambda one: one.period.period),
    Column(name="centre", meaning=say("服务机构编号"), of=lambda one: one.standing.centre),
    Column(name="window", meaning=say("窗口编号；与服务机构编号合为永久编号"), of=lambda one: one.standing.window),
    Column(name="board_title", meaning=say("榜单名称"), of=lambda one: one.atlas.board(one.period.board).title),
    Column(name="centre_name", meaning=say("服务机构名称"), of=lambda one: one.name.centre),
    Column(name="window_name", meaning=say("窗口名称"), of=lambda one: one.name.window),
    Column(name="district", meaning=say("区县"), of=lambda one: one.name.district),
    Column(name="trade", meaning=say("行业编号"), of=lambda one: one.name.trade),
    Column(
        name="standard",
        meaning=say("标准编号@版次"),
        of=lambda one: standard_of(one.atlas.board(one.period.board), one.period.period),
    ),
    Column(
        name="score",
        type="number",
        meaning=say("得分，已四舍五入一次；未评定为空"),
        of=lambda one: one.rated and one.rated.score,
    ),
    Column(name="band", meaning=say("等级编号；未评定为空"), of=lambda one: one.rated and one.rated.band),
    Column(
        name="band_name",
        meaning=say("等级名称；未评定为空"),
        of=lambda one: one.rated and one.atlas.index(*one.period.place).bands[one.rated.band],
    ),
    Column(
        name="rank",
        type="integer",
        meaning=say("名次，并列同名次；未评定为空"),
        of=lambda one: one.standing.rank or None,
    ),
    Column(
        name="peers", type="integer", meaning=say("参加排名的窗口数，复核中的不计"), of=lambda one: one.period.peers
    ),
    Column(name="list", meaning=say("red 红榜·表扬，green 绿榜·曝光，none 都不在"), of=lambda one: one.standing.listed),
    Column(
        name="counted",
        type="integer",
        meaning=say("计分检查次数；复核中为空"),
        of=lambda one: None if one.appealed else one.standing.counted,
    ),
    Column(
        name="coverage",
        type="number",
        meaning=say("已检查内容占适用分值的比例，0 到 1，四位小数，以后舍去；复核中为空"),
        of=lambda one: None if one.appealed else _four_places(one.standing.coverage),
    ),
    Column(
        name="lowered",
        type="boolean",
        meaning=say("true：等级因一票否决或章节最低要求而低于得分对应的等级；复核中为空"),
        of=lambda one: None if one.appealed else one.standing.lowered,
    ),
    Column(
        name="unrated",
        meaning=say(
            "未评定原因：too-few-inspections 检查次数不足，channel-missing 少了一种检查方式，"
            "low-coverage 检查内容不足，nothing-assessed 无可计分内容，suspended 暂停服务，"
            "appealed 复核中（申诉处理完毕前不公布任何数字），"
            "one-person 只有一人值守，不公布考核"
        ),
        of=lambda one: one.unrated and one.unrated.reason,
    ),
    Column(name="closed", type="boolean", meaning=say("true：发布时周期已结束"), of=lambda one: one.period.closed),
    Column(
        name="low",
        type="number",
        meaning=say("得分区间的下限；未评定或估计不出区间为空"),
        of=lambda one: one.standing.interval and one.standing.interval.low,
    ),
    Column(
        name="high",
        type="number",
        meaning=say("得分区间的上限；未评定或估计不出区间为空"),
        of=lambda one: one.standing.interval and one.standing.interval.high,
    ),
    Column(
        name="rank_first",
        type="integer",
        meaning=say("名次范围的最前一名；未评定为空"),
        of=lambda one: one.standing.first or None,
    ),
    Column(
        name="rank_last",
        type="integer",
        meaning=say("名次范围的最后一名；未评定为空"),
        of=lambda one: one.standing.last or None,
    ),
    Column(
        name="unsettled",
        meaning=say(
            "等级未定的原因：crossing 得分区间跨过榜单的界限，unknown 估计不出区间，floor 只因章节最低要求，"
            "periods 评定的周期不够，together 几期合并仍不能确定，teams 检查组太少；none 已定"
        ),
        of=lambda one: one.standing.doubt,
    ),
    Column(
        name="together_low",
        type="number",
        meaning=say("榜单要求几期合并的，合并得分区间的下限；没有为空"),
        of=lambda one: one.standing.together and one.standing.together.low,
    ),
    Column(
        name="together_high",
        type="number",
        meaning=say("榜单要求几期合并的，合并得分区间的上限；没有为空"),
        of=lambda one: one.standing.together and one.standing.together.high,
    ),
    Column(
        name="process",
        meaning=say("绿榜条目的状态，随日期变化：current 现行，rectified 整改已通过，expired 期满退出；其余为空"),
        of=lambda one: one.entry and one.entry.state,
    ),
    Column(
        name="public",
        type="date",
        meaning=say("绿榜条目公布之日；不在绿榜为空"),
        of=lambda one: one.entry and one.entry.public.isoformat(),
    ),
    Column(
        name="expires",
        type="date",
        meaning=say("绿榜条目期满退出现行名单之日；不在绿榜为空"),
        of=lambda one: one.entry and one.entry.expires.isoformat(),
    ),
    Column(
        name="late",
        type="integer",
        meaning=say("绿榜条目整改通过比整改期限晚的天数；按期为 0，未通过或不在绿榜为空"),
        of=lambda one: one.entry.late if one.entry and one.entry.verified else None,
    ),
    Column(
        name="relapsed",
        type="date",
        meaning=say("绿榜条目整改通过后又查出同一条款、须重新整改的那次检查日期；没有为空"),
        of=lambda one: one.entry and one.entry.relapsed and one.entry.relapsed.isoformat(),
    ),
    Column(
        name="records",
        meaning=say("检查记录的指纹，每次检查一个；记录改了，指纹就变；复核中为空"),
        of=lambda one: " ".join(one.atlas.site.records.get(one.standing.key, ())) or None,
    ),
    Column(
        name="reply",
        meaning=say("机构回应的原文，几次回应之间空一行；没有为空"),
        of=lambda one: "\n\n".join(said.text for said in one.atlas.said(one.standing.key, Paths(DATA))) or None,
    ),
)
"""The columns in their order: what each means, and its value in a row."""


def periods_published(site: Site) -> tuple[str, ...]:
    """Every period of any board, the newest first."""
    periods = {one.period for board in site.boards.values() for one in board}
    return tuple(sorted(periods, key=lambda period: (last_day(period), period), reverse=True))


def score_files(atlas: Atlas, period: str) -> Iterator[Artefact]:
    """The scores of a period."""
    shown = tuple(one for board in atlas.site.boards for one in atlas.periods(board) if one.period == period)
    entries = tuple(one for one in atlas.site.entries if one.period == period)
    rows = (row for one in shown for row in (*one.ranked, *one.unrated))
    records = ";".join(" ".join(atlas.site.records.get(row.key, ())) for row in rows)
    yield Artefact(
        address=scores_file(period),
        ingredients=(period, atlas.site.rulebook_digest, shown, atlas.used(shown), entries, records),
        render=lambda: csv_text((column.name for column in COLUMNS), score_rows(atlas, period)),
    )


def score_rows(atlas: Atlas, period: str) -> Iterator[dict[str, object]]:
    """A row for every window on every board of a period, by column: boards by id, ranked, unrated."""
    for board in atlas.site.boards:
        for one in atlas.periods(board):
            if one.period == period:
                for standing in (*one.ranked, *one.unrated):
                    scored = _scored(atlas, one, standing)
                    yield {column.name: column.of(scored) for column in COLUMNS}


def _scored(atlas: Atlas, period: BoardPeriod, standing: Standing) -> Scored:
    rated: Rated | None = None
    unrated: Unrated | None = None
    match standing.outcome:
        case Rated() as rated:
            pass
        case Unrated() as unrated:
            pass
        case _:
            assert_never(standing.outcome)
    return Scored(
        atlas=atlas,
        period=period,
        standing=standing,
        name=atlas.names[standing.who],
        rated=rated,
        unrated=unrated,
        entry=atlas.entries.get(standing.key),
    )


def csv_text(names: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows under their names as RFC 4180, with a byte order mark; no cell is what spreadsheets would calculate.

    Before such a text stands an apostrophe, and before one that begins with apostrophes and then so, one more.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = list(names)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return f"\ufeff{out.getvalue()}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return f"'{text}" if text.lstrip("'").startswith(_RISKY) else text


def _four_places(share: Fraction) -> str:
    """A share cut off after four places, so that only the whole is 1."""
    whole, rest = divmod(share.numerator * 10_000 // share.denominator, 10_000)
    return f"{whole}.{rest:04}".rstrip("0").rstrip(".")
