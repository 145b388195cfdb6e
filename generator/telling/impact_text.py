"""What data and rules would change, as text for a terminal and as Markdown for a pull request."""

import html
from collections.abc import Iterator
from typing import Final

from generator.comparing.impact import Impact
from generator.judging.history.cases import RowChange, case_path
from generator.model.cases import Change
from generator.telling.messages import line
from generator.words.phrases import Language

ROWS_IN_MARKDOWN: Final = 100
"""Rows of a period in a comment, which may not be longer than some 60,000 characters."""

PROBLEMS_IN_MARKDOWN: Final = 20

STEERING: Final = frozenset("&<>\"'`*_[]()!|#@~:\\")
"""Signs by which Markdown would read a text as more than text."""

WORDS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "title": "影响：与 {revision}（数据截至 {day}）对照",
        "nothing-before": "影响：该版本没有 standards/，无可对照。",
        "none": "已发布的数字没有变化。",
        "sum": "{periods} 个榜单周期、{rows} 个窗口的数字会变。",
        "held": "另有 {held} 个榜单周期尚未公布，不在此列。",
        "removed": "不见了，不归任何榜单评：{row}",
        "altered": "改了，不归任何榜单评：{row}",
        "final": "周期已结束",
        "running": "周期未结束，数字是暂时的",
        "band": "等级",
        "before": "原有",
        "after": "改后",
        "window": "窗口",
        "changes": "变化",
        "more": "另有 {count} 个窗口，见 windowboard impact 的完整清单。",
        "score": "得分",
        "rank": "名次",
        "list": "榜单",
        "record": "检查记录",
        "unrated": "未评定",
        "lost": "不再公布",
        "new": "新增",
        "demands": "发布之前还要补上（{count}）：",
        "fine": "不需要补写个案。",
        "write": "可以这样写（补上日期和理由）：",
        "red": "红榜·表扬",
        "green": "绿榜·曝光",
        "too-few-inspections": "检查次数不足",
        "low-coverage": "检查内容不足",
        "nothing-assessed": "无可计分内容",
        "suspended": "暂停服务",
        "one-person": "不公布考核",
    },
    "en": {
        "title": "Impact: compared with {revision} (data of {day})",
        "nothing-before": "Impact: that revision has no standards/; there is nothing to compare with.",
        "none": "No published figure changes.",
        "sum": "Windows whose figures would change: {rows}; board periods: {periods}.",
        "held": "{held} more board periods are not published yet and not shown.",
        "removed": "removed, judged by no board: {row}",
        "altered": "altered, judged by no board: {row}",
        "final": "closed",
        "running": "still running: figures are provisional",
        "band": "band",
        "before": "before",
        "after": "after",
        "window": "window",
        "changes": "changes",
        "more": "{count} more windows: windowboard impact lists them all.",
        "score": "score",
        "rank": "rank",
        "list": "list",
        "record": "record",
        "unrated": "unrated",
        "lost": "no longer published",
        "new": "new",
        "demands": "Needed before this can be published ({count}):",
        "fine": "No case is needed.",
        "write": "A case could be written so (add date and reason):",
        "red": "red list (praise)",
        "green": "green list (exposure)",
        "too-few-inspections": "too few inspections",
        "low-coverage": "low coverage",
        "nothing-assessed": "nothing assessed",
        "suspended": "suspended",
        "one-person": "no appraisal published",
    },
}


# --- in words ---------------------------------------------------------------------------------------------------------


def plain_impact(impact: Impact, lang: Language) -> Iterator[str]:
    """Lines for a terminal."""
    say = WORDS[lang]
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
    say = WORDS[lang]
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
            yield "\n" + say["more"].format(count=len(period.rows) - ROWS_IN_MARKDOWN)
    told = list(_demands(impact, lang, PROBLEMS_IN_MARKDOWN))
    yield f"\n{told[0]}\n"
    yield from (f"- {_code(text.strip())}" for text in told[1:])
    if impact.needed:
        yield f"\n<details><summary>{say['write']}</summary>\n\n<pre>"
        for row in impact.needed[:PROBLEMS_IN_MARKDOWN]:
            yield from (html.escape(text) for text in _skeleton(row))
        yield "</pre></details>"


def _head(impact: Impact, lang: Language) -> Iterator[str]:
    say = WORDS[lang]
    if impact.earlier is None:
        yield say["nothing-before"]
        return
    yield say["title"].format(revision=impact.earlier.revision, day=impact.earlier.publication.day)
    rows = {row.key.who for period in impact.periods for row in period.rows}
    yield say["sum"].format(periods=len(impact.periods), rows=len(rows)) if rows else say["none"]
    if impact.held:
        yield say["held"].format(held=impact.held)
    yield from (say[what].format(row=row) for what, row in impact.unjudged)


def _demands(impact: Impact, lang: Language, most: int) -> Iterator[str]:
    say = WORDS[lang]
    if not impact.demands:
        yield say["fine"]
        return
    yield say["demands"].format(count=len(impact.demands))
    yield from (f"  {line(problem, lang)}" for problem in impact.demands[:most])
    if len(impact.demands) > most:
        yield f"  … {len(impact.demands) - most}"


def _told(impact: Impact, row: RowChange, lang: Language) -> str:
    say = WORDS[lang]
    state = say["new"] if row.old is None else say["lost"] if row.new is None else ""
    changes = [
        f"{say[one.figure]} {_value(impact, row, one.figure, one.old, lang)}"
        f" → {_value(impact, row, one.figure, one.new, lang)}"
        for one in row.changes
    ]
    between = "，" if lang == "zh" else ", "
    return between.join([state, *changes] if state else changes)


def _value(impact: Impact, row: RowChange, figure: str, value: str | None, lang: Language) -> str:
    if value is None:
        return "–"
    if figure == "band":
        return _band(impact, row.key.board, value, lang)
    return WORDS[lang].get(value, value)


def _band(impact: Impact, board: str, band: str, lang: Language) -> str:
    return impact.names.get((f"board:{board}", band), band) if band else WORDS[lang]["unrated"]


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
