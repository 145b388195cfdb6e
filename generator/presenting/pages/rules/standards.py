"""The library: every standard, by trade, and which themes each speaks of."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.judging.scoring.editions import newest_of
from generator.model.standard import Standard
from generator.presenting.atlas import Atlas
from generator.presenting.parts.scores.worth import standard_points
from generator.presenting.text.addresses import Paths, standard_page, theme_page
from generator.presenting.text.wording import joined, kind_text, points_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardLine:
    """A standard in the library."""

    title: str
    path: str
    kind: str
    edition: str
    summary: str
    clauses: int
    points: str
    """Points of the base score; empty where nothing is scored."""
    scored: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TradeShelf:
    """The standards that apply to the same trades."""

    trade: str
    """Their names."""
    anchor: str
    lines: tuple[StandardLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """How often a standard speaks of each theme."""

    title: str
    path: str
    cells: tuple[tuple[str, str], ...]
    """How many clauses, and the way to them; both empty where there are none."""
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """The standards against the themes."""

    themes: tuple[tuple[str, str, int], ...]
    """Name and way of each theme, and how many clauses it has in all standards."""
    rows: tuple[MatrixRow, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardsPage:
    """What the page says."""

    shelves: tuple[TradeShelf, ...]
    total: int
    """Standards."""
    matrix: Matrix


def view(atlas: Atlas, paths: Paths) -> StandardsPage:
    """Every standard in its newest edition, by trade, and against the themes."""
    standards = newest_of(atlas.site.rulebook.standards.values())
    return StandardsPage(
        shelves=tuple(_shelves(atlas, standards, paths)),
        total=len(standards),
        matrix=_matrix(atlas, standards, paths),
    )


def _shelves(atlas: Atlas, standards: tuple[Standard, ...], paths: Paths) -> Iterator[TradeShelf]:
    """Each standard once: those of one trade by trade, then those of several, the fewest trades first."""
    by_trades: dict[tuple[str, ...], list[StandardLine]] = {}
    for one in standards:
        trades = tuple(trade for trade in atlas.trades if trade in one.applies_to)
        by_trades.setdefault(trades, []).append(_line(one, paths))
    order = list(atlas.trades)
    for trades, lines in sorted(by_trades.items(), key=lambda shelf: (len(shelf[0]), [*map(order.index, shelf[0])])):
        every = len(trades) == len(order) > 1
        yield TradeShelf(
            trade=say("各行业") if every else joined(atlas.trades[trade] for trade in trades),
            anchor="t-all" if every else f"t-{'-'.join(trades)}",
            lines=tuple(lines),
        )


def _matrix(atlas: Atlas, standards: tuple[Standard, ...], paths: Paths) -> Matrix:
    spoken = {one.id: [clause.theme for section in one.sections for clause in section.clauses] for one in standards}
    every = [theme for themes in spoken.values() for theme in themes]
    themes = atlas.site.rulebook.vocabulary.themes
    return Matrix(
        themes=tuple((theme.name, paths(theme_page(theme.id)), every.count(theme.id)) for theme in themes),
        rows=tuple(
            MatrixRow(
                title=one.title,
                path=paths(standard_page(one.id)),
                cells=tuple(
                    (str(count), paths(theme_page(theme.id, one.id))) if count else ("", "")
                    for theme in themes
                    for count in [spoken[one.id].count(theme.id)]
                ),
                total=len(spoken[one.id]),
            )
            for one in standards
        ),
        total=len(every),
    )


def _line(standard: Standard, paths: Paths) -> StandardLine:
    return StandardLine(
        title=standard.title,
        path=paths(standard_page(standard.id)),
        kind=kind_text(standard.kind),
        edition=standard.edition,
        summary=standard.summary,
        clauses=sum(len(section.clauses) for section in standard.sections),
        points=points_text(standard_points(standard)) if standard.scale else "",
        scored=standard.scale is not None,
    )
