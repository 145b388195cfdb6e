"""The appraisal of staff, window by window: which level each method found in each dimension. Persons are not named."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.scoring.editions import standard_of
from generator.model.scores import BoardPeriod, Grading, Rated
from generator.model.standard import Clause, Grade, Section, Standard, checked_by
from generator.presenting.atlas import Atlas, Row
from generator.presenting.text.addresses import Paths, board_page, period_page, standard_page
from generator.presenting.text.wording import BandLine, band_lines, joined, period_text, points_text, rate_text
from generator.words.phrases import say

NO_LEVEL = "—"


@dataclass(frozen=True, kw_only=True, slots=True)
class DimensionLine:
    """A dimension of the appraisal with the level that each method found."""

    title: str
    path: str
    weight: str
    levels: tuple[tuple[str, str], ...]
    """Method and level; of several visits the level of each, in their order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowMatrix:
    """The appraisal of one window."""

    row: Row
    dimensions: tuple[DimensionLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardAppraisal:
    """The newest public period of a board that judges by an appraisal."""

    anchor: str
    title: str
    path: str
    standard: str
    standard_path: str
    period: str
    """Empty where nothing is public yet."""
    period_path: str
    methods: tuple[str, ...]
    weights: tuple[tuple[str, str, str], ...]
    """Dimension, its weight, and the points of each of its methods."""
    levels: str
    """What each level earns."""
    bands: tuple[BandLine, ...]
    windows: tuple[WindowMatrix, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AppraisalPage:
    """What the page says."""

    boards: tuple[BoardAppraisal, ...]


def there(atlas: Atlas) -> bool:
    """Whether a board judges by an appraisal."""
    return bool(_boards(atlas))


def view(atlas: Atlas, paths: Paths) -> AppraisalPage:
    """The newest period of every board that judges by an appraisal."""
    return AppraisalPage(boards=tuple(_board(atlas, board, atlas.newest(board), paths) for board in _boards(atlas)))


def _boards(atlas: Atlas) -> tuple[str, ...]:
    return tuple(board for board in atlas.site.boards if atlas.standard(board).kind == "appraisal")


def _of(grading: Grading, period: BoardPeriod) -> bool:
    return grading.place == period.place


def _board(atlas: Atlas, board: str, period: BoardPeriod | None, paths: Paths) -> BoardAppraisal:
    record = atlas.board(board)
    ref = standard_of(record, period.period) if period else record.standard
    standard = atlas.site.rulebook.standards[ref]
    dimensions = tuple(section for section in standard.sections if graded(section))
    first = next((check for section in dimensions for _, check in checked_by(section.clauses, Grade)), None)
    return BoardAppraisal(
        anchor=f"b-{board}",
        title=record.title,
        path=paths(board_page(board)),
        standard=standard.title,
        standard_path=paths(standard_page(standard.id)),
        period=period_text(period.period) if period else "",
        period_path=paths(period_page(board, period.period)) if period else paths(board_page(board)),
        methods=methods_of(standard),
        weights=tuple(
            (section.title, _share(section, dimensions), joined(_points(clause) for clause in graded(section)))
            for section in dimensions
        ),
        levels=joined(f"{one.name} {rate_text(one.share)}" for one in first.levels) if first else "",
        bands=band_lines(standard),
        windows=_windows(atlas, standard, period, paths) if period else (),
    )


def graded(section: Section) -> tuple[Clause, ...]:
    """The clauses of a section that are graded by levels: one for each method."""
    return tuple(clause for clause, _ in checked_by(section.clauses, Grade))


def methods_of(standard: Standard) -> tuple[str, ...]:
    """The methods of an appraisal: where the evidence of its graded clauses comes from, each once."""
    sources = (one for section in standard.sections for clause in graded(section) for one in clause.evidence_source)
    return tuple(dict.fromkeys(sources))


def _points(clause: Clause) -> str:
    return say("{sources} {points}", sources=joined(clause.evidence_source), points=points_text(clause.points or 0))


def _worth(section: Section) -> Fraction:
    return sum((Fraction(clause.points or 0) for clause in graded(section)), Fraction(0))


def _share(section: Section, dimensions: tuple[Section, ...]) -> str:
    return rate_text(_worth(section) / sum(map(_worth, dimensions), Fraction(0)))


def _windows(atlas: Atlas, standard: Standard, period: BoardPeriod, paths: Paths) -> tuple[WindowMatrix, ...]:
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for one in atlas.site.gradings:
        if _of(one, period):
            found.setdefault(one.who, {})[one.clause] = one.levels
    return tuple(
        WindowMatrix(
            row=atlas.row(standing, paths),
            dimensions=tuple(
                _dimension(standard, section, found[standing.who], paths)
                for section in standard.sections
                if graded(section)
            ),
        )
        for standing in sorted((*period.ranked, *period.unrated), key=lambda one: one.who)
        if standing.who in found and (isinstance(standing.outcome, Rated) or standing.counted)
    )


def _dimension(
    standard: Standard, section: Section, found: Mapping[str, tuple[str, ...]], paths: Paths
) -> DimensionLine:
    by_method = {
        method: (clause, check)
        for clause, check in checked_by(section.clauses, Grade)
        for method in clause.evidence_source
    }
    return DimensionLine(
        title=section.title,
        path=paths(standard_page(standard.id, graded(section)[0].id)),
        weight=points_text(_worth(section)),
        levels=tuple(
            (method, _levels(*by_method[method], found) if method in by_method else NO_LEVEL)
            for method in methods_of(standard)
        ),
    )


def _levels(clause: Clause, check: Grade, found: Mapping[str, tuple[str, ...]]) -> str:
    """Names of levels, never of persons; where no visit gave one, a dash."""
    names = {level.id: level.name for level in check.levels}
    return joined(names[level] for level in found.get(clause.id, ())) or NO_LEVEL
