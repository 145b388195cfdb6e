"""What a page never breaks at the end of a line."""

import pytest

from generator.publishing.html.unbroken import unbroken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>至2026-11-17止。</p>", "<p>至<bdi>2026-11-17</bdi>止。</p>"),
        ("<p>（2026年1月2日前）</p>", "<p>（<bdi>2026年1月2日</bdi>前）</p>"),
        ("<li>8:30–12:00、13:30–17:00</li>", "<li><bdi>8:30–12:00</bdi>、<bdi>13:30–17:00</bdi></li>"),
        ("<li>得分区间 94.5–97.7 分", "<li>得分区间 <bdi>94.5–97.7</bdi> 分"),
        ("<td><b>甲</b> 3–9<td>", "<td><b>甲</b> <bdi>3–9</bdi><td>"),
    ],
)
def test_days_hours_and_spans_of_figures_are_kept_whole(text: str, expected: str) -> None:
    """Within a sentence, whatever stands beside them; done twice it is as done once."""
    assert unbroken(text) == expected
    assert unbroken(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<td>2026-11-17<td>1–7</td>",
        '<a href="2026-11-17 a.html" title="2026-11-17 前">甲</a>',
        "<head><title>窗口 2026-11-17</title></head>",
        '<script type="application/json">{"a":"止 2026-11-17 止"}</script>',
        "<svg><text>自 2026-11-17 起</text></svg>",
        "<option>自 2026-11-17 起</option>",
        '<p>数据截至 <time datetime="2026-11-17">2026-11-17</time></p>',
        "<p>编号 TS-2026-11-17 和 TS-202609-0103，电话 0571-87654321。</p>",
    ],
)
def test_what_is_alone_no_text_or_part_of_a_number_stays(text: str) -> None:
    """Attributes, scripts, drawings and numbers of records are no sentences."""
    assert unbroken(text) == text
