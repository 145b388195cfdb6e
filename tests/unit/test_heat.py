"""Where which windows of a board lose their points."""

from fractions import Fraction

from generator.judging.analysis.heat import HeatCell, HeatMap, heat_map
from generator.model.keys import PlaceKey, RowKey, WindowKey
from generator.model.scores import ClauseLoss, WindowLosses
from generator.presenting.pictures.heat import heat_of
from generator.presenting.text.addresses import HOME, Paths
from generator.presenting.text.names import names_of
from tests.fixtures.city import city

PLACE = PlaceKey("halls", "2026-10")


def lost(window: str, period: str = "2026-10", **points: int) -> WindowLosses:
    """What a window lost by clause, in hundredths of a point."""
    clauses = tuple(
        ClauseLoss(clause=one.replace("_", "."), times=1, points=Fraction(number, 100))
        for one, number in points.items()
    )
    return WindowLosses(board="halls", period=period, centre="east", window=window, clauses=clauses)


def test_the_worst_clause_and_window_come_first_and_shades_follow_the_points() -> None:
    """The darkest is the most that anybody lost at one clause; nothing lost has no shade, however little has one."""
    found = heat_map(
        PLACE, [lost("a", c1=100, c2=1), lost("b", c1=400), lost("c", period="2026-09", c3=900)], frozenset()
    )
    assert found is not None
    assert found.clauses == ("c1", "c2")
    assert [row.who for row in found.rows] == [WindowKey("east", "b"), WindowKey("east", "a")]
    assert [cell.level for cell in found.rows[0].cells] == [4, 0]
    assert found.rows[1].cells == (HeatCell(points=Fraction(1), level=1), HeatCell(points=Fraction(1, 100), level=1))


def test_a_column_says_what_its_clause_is_about() -> None:
    """Beside the number stands the theme, for whoever does not know the numbers; the clause in full is told."""
    site = city().site
    standard = site.rulebook.standards["hall@2024"]
    clause = standard.sections[0].clauses[0]
    themes = names_of(site.rulebook.vocabulary.themes)
    found = HeatMap(clauses=(clause.id, ""), rows=())
    view = heat_of("2026-10", found, {}, standard, themes, Paths(HOME))
    assert view is not None
    known, other = view.clauses
    assert (known.id, known.theme, known.text) == (clause.id, themes[clause.theme], clause.text)
    assert (other.id, other.theme) == ("", "")


def test_what_is_not_shown_counts_nowhere() -> None:
    """A row that an appeal holds has no line, and its losses choose no clause; nothing lost is no map."""
    hidden = frozenset({RowKey(*PLACE, "east", "b")})
    found = heat_map(PLACE, [lost("a", c2=1), lost("b", c1=400)], hidden)
    assert found is not None
    assert found.clauses == ("c2",)
    assert [row.who.window for row in found.rows] == ["a"]
    assert heat_map(PLACE, [lost("b", c1=400)], hidden) is None
    assert heat_map(PLACE, [], frozenset()) is None
