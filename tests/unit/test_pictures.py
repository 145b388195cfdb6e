"""Drawings of scores: whole units, in the order of the figures beside them, and none where there is nothing to draw."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from generator.judging.analysis.city import ScoreSpan, span_of
from generator.judging.analysis.kept import Kept, kept_limits
from generator.judging.analysis.sections import compared_on, median
from generator.model.judged import SectionMedian, SectionSum, WindowSections
from generator.model.keys import RowKey, WindowKey
from generator.model.scores import BoardPeriod, ClauseLoss, Interval, Rated, WindowLosses
from generator.presenting.atlas import Atlas
from generator.presenting.parts.boards.archive import archive_of
from generator.presenting.parts.boards.rates import rate_bar
from generator.presenting.pictures.pareto import Column, pareto_of, together
from generator.presenting.pictures.plot import board_plot, interval_plot, stretches
from generator.presenting.pictures.scale import scale_of
from generator.presenting.pictures.spark import Sparks
from generator.presenting.pictures.stands import BandCount, Part, band_counts, bar_parts
from generator.presenting.pictures.strips import centre_strips, strip_of
from generator.presenting.pictures.trend import trend_of
from generator.presenting.text.addresses import Paths
from generator.presenting.text.wording import brief_period_text
from generator.words.phrases import told
from tests.fixtures.city import city
from tests.fixtures.texts import page_at

ATLAS = Atlas(city().site)
NEWEST = ATLAS.periods("halls")[0]
STANDARD = ATLAS.standard(*NEWEST.place)
ROW = next(one for one in NEWEST.ranked if isinstance(one.outcome, Rated))
HOME = Paths("index.html")


def of(*scores: str, period: str = "2026-10", centre: str = "east-hall") -> BoardPeriod:
    """A period whose windows have these scores, from the first place on; none of them has an interval."""
    rows = tuple(
        replace(
            ROW,
            period=period,
            centre=centre,
            window=f"w{number}",
            outcome=Rated(score=Decimal(score), band="good"),
            interval=None,
            doubt="none",
        )
        for number, score in enumerate(scores, start=1)
    )
    return replace(NEWEST, period=period, ranked=rows, unrated=())


def test_a_scale_goes_from_ten_to_ten_and_holds_everything() -> None:
    """The lowest and the highest score lie within it; no score at all is drawn from 0 to 100."""
    scale = scale_of([Decimal("64.1"), Decimal("99.4")], 0, 200)
    assert (scale.lowest, scale.highest) == (Decimal(60), Decimal(100))
    assert [scale.at(Decimal(one)) for one in (60, 80, 100)] == [0, 100, 200]
    assert (scale_of([], 0, 1).lowest, scale_of([], 0, 1).highest) == (Decimal(0), Decimal(100))
    assert scale_of([Decimal(100), Decimal(100)], 5, 200).at(Decimal(100)) == 5
    assert scale.said(STANDARD) == "图从 60 分画到 100 分；等级下限：优秀 95、良好 80"


def test_every_ranked_window_has_a_dot_and_its_interval() -> None:
    """As many dots as rows of the table, from the first place on; one window alone is no picture."""
    period = of("95", "80")
    sure = replace(period.ranked[0], interval=Interval(low=Decimal(90), high=Decimal(100)))
    drawn = interval_plot(STANDARD, replace(period, ranked=(sure, period.ranked[1])))
    assert drawn is not None
    assert (drawn.spots, drawn.stems, drawn.line) == ("M78 34h0M312 104h0", "M78 10V57", "")
    assert (drawn.grid, [one.text for one in drawn.levels]) == ("M0 34H320", ["优秀 95"])
    assert interval_plot(STANDARD, of("95")) is None
    assert interval_plot(STANDARD, of()) is None


def test_a_board_of_ten_thousand_is_drawn_within_a_few_kilobytes() -> None:
    """What would be drawn over itself is drawn once: the same ink, and no more of it however large the board."""
    rows = [
        replace(ROW, window=f"w{number}", outcome=Rated(score=score, band="good"), interval=own)
        for number in range(10_000)
        for score in (Decimal(100) - Decimal(number) / 200,)
        for own in (Interval(low=score - 3 - number % 4, high=score + Decimal("0.5")),)
    ]
    drawn = interval_plot(STANDARD, replace(of("95", "80"), ranked=tuple(rows)))
    assert drawn is not None
    assert len(drawn.stems) + len(drawn.spots) < 8_000
    few = interval_plot(STANDARD, replace(of("95", "80"), ranked=(*rows[:2], *rows[-1:])))
    assert few is not None
    assert (few.stems.count("M"), few.spots.count("M")) == (3, 3)


def test_stretches_that_meet_are_one_and_others_stay_apart() -> None:
    """At one place from left to right: what lies between two stretches is not drawn."""
    assert stretches([(1, 5, 9), (1, 8, 12), (1, 20, 22), (2, 5, 9), (1, 20, 21)]) == "M1 5V12M1 20V22M2 5V9"


def test_the_trend_of_a_board_goes_through_the_medians_and_the_table_says_the_same() -> None:
    """Oldest first on the line, newest first in the table; a period without a score is a dash and leaves no dot."""
    periods = [of("90", "80", "60", period="2026-10"), of(period="2026-09"), of("100", "80", period="2026-08")]
    spans = [(one, span_of(one, 1)) for one in periods]
    assert spans[2][1] == ScoreSpan(lowest=Decimal(80), median=Decimal("90.0"), highest=Decimal(100))
    archive = archive_of(STANDARD, spans, 3, HOME)
    assert [(one.median, one.ends) for one in archive.lines] == [("80.0", "60–90"), ("—", "—"), ("90.0", "80–100")]
    assert archive.trend is not None
    assert archive.trend.line == "78 34 312 57"
    assert archive.turned == ""


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2026-08", "8月", "Aug"),
        ("2026-05-3m", "5月至7月", "May–Jul"),
        ("2026-Q3", "3季度", "Q3"),
        ("2026-H2", "下半年", "H2"),
        ("2026-Y", "2026年", "2026"),
        ("2026-W43", "第43周", "Week 43"),
    ],
)
def test_a_period_below_a_drawing_is_a_name_and_no_code(period: str, chinese: str, english: str) -> None:
    """Whatever the kind of period, in either language; the drawing of a window has it below each score."""
    assert (told(brief_period_text(period), "zh"), told(brief_period_text(period), "en")) == (chinese, english)
    rows = [replace(ROW, period=one) for one in ("2026-01", period)]
    trend = trend_of(rows, STANDARD)
    assert trend is not None
    assert told(trend.dots[-1].below, "en") == english


def test_a_trend_stops_where_another_edition_judged() -> None:
    """What was judged by other rules is in the table and not on the line; the page says since when it is drawn."""
    periods = [of("90", period=f"2026-{month:02}") for month in range(10, 4, -1)]
    spans = [(one, span_of(one, 1)) for one in periods]
    archive = archive_of(STANDARD, spans, 2, HOME)
    assert (len(archive.lines), archive.turned) == (6, "2026年9月")
    assert archive.trend is not None
    assert archive.trend.spots.count("h0") == 2
    assert board_plot(STANDARD, []) is None


def test_a_row_has_its_last_scores_as_a_line_and_in_figures() -> None:
    """A period without a score leaves a gap; who has none in the newest, or that one alone, has no line."""
    newest, gap, first = of("100", "90", "80"), of("95", period="2026-09"), of("90", "80", period="2026-08")
    drawn, windows = Sparks((newest, gap, first)), [WindowKey("east-hall", f"w{number}") for number in range(1, 5)]
    sparks = {who: spark for who in windows if (spark := drawn.of(who))}
    assert set(sparks) == {WindowKey("east-hall", "w1"), WindowKey("east-hall", "w2")}
    assert sparks[WindowKey("east-hall", "w1")].said == "近期得分：90、95、100"
    assert sparks[WindowKey("east-hall", "w1")].line == "M3 8L30 6L57 3"
    assert sparks[WindowKey("east-hall", "w2")].said == "近期得分：80、—、90"
    assert sparks[WindowKey("east-hall", "w2")].line == "M3 13M57 8"
    assert sparks[WindowKey("east-hall", "w2")].last == "M57 8h0"
    assert Sparks((newest,)).of(windows[0]) is None
    many = Sparks([of("90", period=f"2026-{month:02}") for month in range(10, 0, -1)])
    assert [bool(many.of(who)) for who in windows] == [True, False, False, False]


def test_centres_stand_beside_one_another_on_the_scale_of_the_board() -> None:
    """By id, not by score, with the lowest and the highest; one centre alone is not compared with itself."""
    east, west = of("90", "70"), of("99", centre="west-hall")
    both = replace(east, ranked=(*west.ranked, *east.ranked))
    names = {row.who: replace(ATLAS.names[ROW.who], centre=row.centre) for row in both.ranked}
    strips = centre_strips(names, STANDARD, both, span_of(both, 1), HOME)
    assert strips is not None
    assert [(one.name, one.windows, one.scores) for one in strips.lines] == [
        ("east-hall", 2, "70–90"),
        ("west-hall", 1, "99"),
    ]
    assert strips.figure == "90.0"
    assert [one.dots.count("v-8") for one in strips.lines] == [2, 1]
    assert strip_of(STANDARD, both).dots.count("v-8") == 3
    assert strip_of(STANDARD, of("90", "90", "70")).dots.count("v-8") == 2  # two strokes would cover one another
    assert centre_strips(names, STANDARD, east, span_of(east, 1), HOME) is None
    assert centre_strips(names, STANDARD, of(), None, HOME) is None


def test_the_parts_of_a_bar_are_as_long_as_windows_are_many() -> None:
    """They fill the bar, best first; a band that nobody has has no part."""
    period = of("96", "85", "82")
    doubtful = replace(period.ranked[2], doubt="crossing")
    counts = band_counts(STANDARD, replace(period, ranked=(*period.ranked[:2], doubtful)))
    assert [(one.name, one.count) for one in counts] == [("优秀", 0), ("良好", 2), ("不良", 0), ("等级未定", 1)]
    assert bar_parts(counts) == (Part(at=0, length=133, shade=1), Part(at=133, length=67, shade=3))
    assert bar_parts((BandCount(name="优秀", count=0),)) == ()
    assert bar_parts(tuple(BandCount(name="级", count=1) for _ in range(7)))[-1].shade == 4


def test_columns_stand_for_shares_and_the_line_for_their_sum() -> None:
    """What a column stands for is the share in the row of the table; the line ends where the last sum is."""
    shares = [("3.2", Fraction(1, 2)), ("1.1", Fraction(1, 4))]
    drawn = pareto_of(shares)
    assert drawn is not None
    assert drawn.bars == "M48 100V54h106V100zM190 100V77h106V100z"
    assert drawn.line == "101 54 243 31"
    assert drawn.columns == (Column(x=101, y=112, clause="3.2"), Column(x=243, y=124, clause="1.1"))
    assert list(together(shares)) == [Fraction(1, 2), Fraction(3, 4)]
    assert pareto_of(shares[:1]) is None


def test_a_rate_below_its_target_says_so() -> None:
    """To the case: what equals the target keeps it."""
    assert (rate_bar(Fraction(9, 10), Decimal("0.95")).reached, rate_bar(Fraction(9, 10), Decimal("0.95")).under) == (
        90,
        True,
    )
    assert not rate_bar(Fraction(19, 20), Decimal("0.95")).under
    assert "未达目标" not in page_at(city().site, "standards/hall.md").render()
    first = replace(city().site.fulfilments[0], cases=10, within=8)
    told = page_at(replace(city().site, fulfilments=(first,)), "standards/hall.md").render()
    assert "<b>80%</b> <small>8/10</small>" in told
    assert "未达目标" in told


def test_cases_count_once_though_a_window_stands_on_two_boards() -> None:
    """They are the same cases; the first board that shows them tells them."""
    site = city().site
    first = replace(site.fulfilments[0], cases=4, within=3)
    again = replace(first, board="again")
    boards = dict(site.rulebook.boards) | {"again": replace(site.rulebook.boards[first.board], id="again")}
    published = dict(site.boards) | {"again": tuple(replace(one, board="again") for one in site.boards[first.board])}
    assert list(kept_limits(boards, published, (again, first)).values()) == [
        (Kept(clause=first.clause, cases=4, within=3),)
    ]
    assert kept_limits(boards, published, ()) == {}


@pytest.mark.parametrize(
    ("values", "middle"),
    [((), None), ((3,), 3), ((3, 1), 2), ((5, 1, 3), 3), ((1, 2, 4, 100), 3)],
)
def test_the_median_is_the_middle_or_halfway_between_two(values: tuple[int, ...], middle: int | None) -> None:
    """Exactly, and without rounding."""
    assert median(map(Fraction, values)) == middle
    assert median([Fraction(1, 3), Fraction(1, 2)]) == Fraction(5, 12)


def test_medians_are_those_of_ranked_windows_that_were_seen_there() -> None:
    """Who is not ranked, as while an appeal runs, counts nowhere; whoever was not assessed in a section not there."""
    period = of("90", "80", "70")
    shares = {"w1": (9, 10), "w2": (5, 10), "w3": (0, 0), "hidden": (1, 10)}
    sections = [
        WindowSections(
            board="halls",
            period="2026-10",
            centre="east-hall",
            window=window,
            sections=(SectionSum(section="1", earned=Fraction(earned), points=Fraction(points)),),
        )
        for window, (earned, points) in shares.items()
    ]
    losses = [
        WindowLosses(
            board="halls",
            period="2026-10",
            centre="east-hall",
            window=window,
            clauses=(ClauseLoss(clause="1.1", times=1, points=Fraction(points)),),
        )
        for window, points in (("w1", 1), ("w2", 5), ("hidden", 9))
    ]
    found = compared_on(period, sections, losses)
    assert found.medians == (SectionMedian(section="1", share=Fraction(7, 10), windows=2),)
    assert found.clauses == {"1.1": Fraction(1)}
    assert found.losses[RowKey("halls", "2026-10", "east-hall", "w3")] == ()
    assert RowKey("halls", "2026-10", "east-hall", "hidden") not in found.sections
    assert compared_on(of(), sections, losses).medians == ()


def test_no_drawing_has_a_figure_that_is_not_whole_or_a_text_that_is_not_escaped() -> None:
    """Of every page: whole units in every way and line, and nothing drawn that a reader of screens would be read."""
    site = city().site
    for address in ("index.md", "lists/halls/index.md", "lists/halls/2026-10.md", "standards/hall.md", "compare.md"):
        for drawing in re.findall(r"<svg.*?</svg>", page_at(site, address).render(), re.DOTALL):
            assert 'aria-hidden="true"' in drawing
            for way in re.findall(r'\b(?:d|points|x|y|width)="([^"]*)"', drawing):
                assert re.fullmatch(r"[MHVhvLz0-9 -]*|[0-9]+%", way), (address, way)
