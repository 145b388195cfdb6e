"""What data and rules would change, as text for a terminal and as Markdown for a pull request."""

import html
from collections.abc import Iterator, Mapping
from typing import Final

from generator.comparing.impact import Impact
from generator.judging.history.cases import RowChange, case_path
from generator.model.cases import Change
from generator.telling.messages import line
from generator.words.languages import Language
from generator.words.phrases import HOLE, later, tell

ROWS_IN_MARKDOWN: Final = 100
"""Rows of a period in a comment, which may not be longer than some 60,000 characters."""

PROBLEMS_IN_MARKDOWN: Final = 20

STEERING: Final = frozenset("&<>\"'`*_[]()!|#@~:\\")
"""Signs by which Markdown would read a text as more than text."""

WORDS: Final[Mapping[str, str]] = {
    "title": later("影响：与 {revision}（数据截至 {day}）对照"),
    "nothing-before": later("影响：该版本没有 standards/，无可对照。"),
    "none": later("已发布的数字没有变化。"),
    "sum": later("{periods} 个榜单周期、{rows} 个窗口的数字会变。"),
    "held": later("另有 {n} 个榜单周期尚未公布，不在此列。"),
    "removed": later("不见了，不归任何榜单评：{row}"),
    "altered": later("改了，不归任何榜单评：{row}"),
    "final": later("周期已结束"),
    "running": later("周期未结束，数字是暂时的"),
    "band": later("等级", "impact"),
    "before": later("原有"),
    "after": later("改后"),
    "window": later("窗口", "impact"),
    "changes": later("变化"),
    "more": later("另有 {n} 个窗口，见 windowboard impact 的完整清单。"),
    "score": later("得分", "impact"),
    "rank": later("名次", "impact"),
    "list": later("榜单", "impact"),
    "record": later("检查记录", "impact"),
    "unrated": later("未评定", "impact"),
    "lost": later("不再公布"),
    "new": later("新增", "impact"),
    "demands": later("发布之前还要补上（{count}）："),
    "fine": later("不需要补写处理记录。"),
    "write": later("可以这样写（补上日期和理由）："),
    "red": later("红榜·表扬", "impact"),
    "green": later("绿榜·曝光", "impact"),
    "too-few-inspections": later("检查次数不足", "impact"),
    "low-coverage": later("检查内容不足", "impact"),
    "nothing-assessed": later("无可计分内容"),
    "suspended": later("暂停服务", "impact"),
    "one-person": later("不公布考核", "impact"),
}


# --- in words ---------------------------------------------------------------------------------------------------------


def plain_impact(impact: Impact, lang: Language) -> Iterator[str]:
    """Lines for a terminal."""
    say = _words(lang)
    yield from _head(impact, lang)
    for period in impact.periods:
        yield ""
        yield f"{period.title}（{period.board} {period.period}，{say['final' if period.final else 'running']}）"
        for band, was, will in period.bands:
            yield f"    {_band(impact, period.board, band, lang)}  {was} → {will}{_sign(will - was)}"
        for row in period.rows:
            window = row.key.who
            yield f"  {'/'.join(window)}  {impact.names.get(window, '')}".rstrip()
            yield f"      {_told(impact, row, lang)}"
    yield ""
    yield from _demands(impact, lang, len(impact.demands))
    if impact.needed:
        yield ""
        yield say["write"]
        for row in impact.needed:
            yield from (f"  {text}" for text in _skeleton(row))


def markdown_impact(impact: Impact, lang: Language) -> Iterator[str]:
    """Lines of Markdown for a comment; what comes from the data stands in `code`, where nothing is carried out."""
    say = _words(lang)
    first, *rest = _head(impact, lang)
    yield f"## {first}"
    for text in rest:
        yield f"\n{text}"
    for period in impact.periods:
        state = say["final" if period.final else "running"]
        yield f"\n### {_code(period.title)} {_code(period.board)} {period.period}（{state}）"
        yield f"\n| {say['band']} | {say['before']} | {say['after']} |\n| --- | ---: | ---: |"
        for band, was, will in period.bands:
            yield f"| {_code(_band(impact, period.board, band, lang))} | {was} | {will}{_sign(will - was)} |"
        yield f"\n| {say['window']} | {say['changes']} |\n| --- | --- |"
        for row in period.rows[:ROWS_IN_MARKDOWN]:
            yield f"| {_code(f'{row.key.centre}/{row.key.window}')} | {_code(_told(impact, row, lang))} |"
        if len(period.rows) > ROWS_IN_MARKDOWN:
            yield "\n" + tell(lang, WORDS["more"], n=len(period.rows) - ROWS_IN_MARKDOWN)
    told = list(_demands(impact, lang, PROBLEMS_IN_MARKDOWN))
    yield f"\n{told[0]}\n"
    yield from (f"- {_code(text.strip())}" for text in told[1:])
    if impact.needed:
        yield f"\n<details><summary>{say['write']}</summary>\n\n<pre>"
        for row in impact.needed[:PROBLEMS_IN_MARKDOWN]:
            yield from (html.escape(text) for text in _skeleton(row))
        yield "</pre></details>"


def _words(lang: Language) -> Mapping[str, str]:
    """What holds no value."""
    return {name: tell(lang, key) for name, key in WORDS.items() if not HOLE.search(key)}


def _head(impact: Impact, lang: Language) -> Iterator[str]:
    if impact.earlier is None:
        yield tell(lang, WORDS["nothing-before"])
        return
    yield tell(lang, WORDS["title"], revision=impact.earlier.revision, day=impact.earlier.publication.day)
    rows = {row.key.who for period in impact.periods for row in period.rows}
    if rows:
        yield tell(lang, WORDS["sum"], periods=len(impact.periods), rows=len(rows))
    else:
        yield tell(lang, WORDS["none"])
    if impact.held:
        yield tell(lang, WORDS["held"], n=impact.held)
    yield from (tell(lang, WORDS[what], row=row) for what, row in impact.unjudged)


def _demands(impact: Impact, lang: Language, most: int) -> Iterator[str]:
    if not impact.demands:
        yield tell(lang, WORDS["fine"])
        return
    yield tell(lang, WORDS["demands"], count=len(impact.demands))
    yield from (f"  {line(problem, lang)}" for problem in impact.demands[:most])
    if len(impact.demands) > most:
        yield f"  … {len(impact.demands) - most}"


def _told(impact: Impact, row: RowChange, lang: Language) -> str:
    say = _words(lang)
    state = say["new"] if row.old is None else say["lost"] if row.new is None else ""
    changes = [
        f"{say[one.figure]} {_value(impact, row, one.figure, one.old, lang)}"
        f" → {_value(impact, row, one.figure, one.new, lang)}"
        for one in row.changes
    ]
    return tell(lang, "，").join([state, *changes] if state else changes)


def _value(impact: Impact, row: RowChange, figure: str, value: str | None, lang: Language) -> str:
    if value is None:
        return "–"
    if figure == "band":
        return _band(impact, row.key.board, value, lang)
    return tell(lang, WORDS[value]) if value in WORDS else value


def _band(impact: Impact, board: str, band: str, lang: Language) -> str:
    return impact.names.get((f"board:{board}", band), band) if band else tell(lang, WORDS["unrated"])


def _sign(difference: int) -> str:
    return f" ({difference:+})" if difference else ""


def _code(text: str) -> str:
    """Text that a reader of Markdown shows as it is: no link, no mention, no further cell of a table."""
    return f"<code>{''.join(f'&#{ord(sign)};' if sign in STEERING else sign for sign in text)}</code>"


def _skeleton(row: RowChange) -> Iterator[str]:
    """The case that is missing, with everything that is known."""
    yield f"# {case_path(row.key, 'correction')}"
    yield "kind: correction"
    yield f"window: {row.key.window}"
    yield f'about: {{board: {row.key.board}, period: "{row.key.period}"}}'
    yield "date: yyyy-mm-dd"
    yield "reason: …"
    yield "evidence: …"
    yield "approved_by: …"
    yield "changes:"
    yield from (f"  - {_change(change)}" for change in row.changes)


def _change(change: Change) -> str:
    values = (("old", change.old), ("new", change.new))
    told = "".join(f', {name}: "{value}"' for name, value in values if value)
    return f"{{figure: {change.figure}{told}}}"
