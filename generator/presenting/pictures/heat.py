"""Where which windows of a board lose their points, as a table whose cells are shaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.judging.analysis.heat import HeatMap
from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.model.standard import Standard
from generator.presenting.text.addresses import Paths, standard_page, why_place
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import points_text


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatLine:
    """A window of a heat map: for each clause the points it lost, and how dark that is, from 0 to 4."""

    link: WindowLink
    why: str
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatHead:
    """The clause of a column."""

    id: str
    """Empty: what is lost without a clause."""
    theme: str
    """What the clause is about, in a word."""
    path: str
    text: str
    """The clause in full."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeatView:
    """Where which windows of a board lose their points."""

    clauses: tuple[HeatHead, ...]
    lines: tuple[HeatLine, ...]


def heat_of(  # noqa: PLR0913, PLR0917  # what its rows and heads are called
    period: str,
    found: HeatMap | None,
    names: Mapping[WindowKey, WindowName],
    standard: Standard,
    themes: Mapping[str, str],
    paths: Paths,
) -> HeatView | None:
    """The map of a board in a period as a page shows it; None where there is none. `themes`: their names."""
    if found is None:
        return None
    clauses = {clause.id: clause for section in standard.sections for clause in section.clauses}
    return HeatView(
        clauses=tuple(
            HeatHead(
                id=one,
                theme=themes[clauses[one].theme] if one in clauses else "",
                path=paths(standard_page(standard.id, one)),
                text=clauses[one].text if one in clauses else "",
            )
            for one in found.clauses
        ),
        lines=tuple(
            HeatLine(
                link=link_to(names[row.who], paths),
                why=paths(why_place(row.who, period)),
                cells=tuple((points_text(cell.points) if cell.points else "", cell.level) for cell in row.cells),
            )
            for row in found.rows
        ),
    )
