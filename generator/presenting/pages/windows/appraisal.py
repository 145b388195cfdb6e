"""The appraisal of staff, window by window: which level each method found in each dimension. Persons are not named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.scoring.editions import standard_of
from generator.model.cases import FollowUp, of_kind
from generator.model.keys import RowKey, WindowKey
from generator.model.scores import BoardPeriod, Fulfilment, Rated
from generator.model.standard import Clause, Grade, Limit, Section, Standard, checked_by
from generator.presenting.atlas import Atlas, Row
from generator.presenting.parts.process.cases import FOLLOW_UPS
from generator.presenting.text.addresses import Paths, board_page, case_place, period_page, standard_page
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
    """Method and what it found: of levels their names, of several visits the level of each, in their order; of records
    how many of the cases kept to it. Where a method has several clauses each stands after its number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingLine:
    """A clause at which a window was found to need training."""

    clause: str
    path: str
    text: str
    how: str
    """Empty where the standard does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DoneLine:
    """A reward, a penalty or training that is recorded."""

    day: str
    what: str
    """What it was; of training in which clauses."""
    text: str
    evidence: str
    path: str
    """The way to the case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowMatrix:
    """The appraisal of one window."""

    row: Row
    dimensions: tuple[DimensionLine, ...]
    follows: str
    """What follows from its band; empty where nothing is stated."""
    training: tuple[TrainingLine, ...]
    """In what it is trained, by clause."""
    done: tuple[DoneLine, ...]
    """What was done of it, by day."""


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
    follows: tuple[tuple[str, str], ...]
    """Each band of which the standard says what follows from it, and that."""
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


def _board(atlas: Atlas, board: str, period: BoardPeriod | None, paths: Paths) -> BoardAppraisal:
    record = atlas.board(board)
    ref = standard_of(record, period.period) if period else record.standard
    standard = atlas.site.rulebook.standards[ref]
    dimensions = tuple(section for section in standard.sections if appraised(section))
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
        weights=tuple((section.title, _share(section, dimensions), _methods_text(section)) for section in dimensions),
        levels=joined(f"{one.name} {rate_text(one.share)}" for one in first.levels) if first else "",
        bands=band_lines(standard),
        follows=tuple((band.name, band.follows) for band in standard.bands if band.follows),
        windows=_windows(atlas, standard, period, paths) if period else (),
    )


def appraised(section: Section) -> tuple[Clause, ...]:
    """The clauses of a section by which windows are appraised: by levels, or by what records say."""
    kinds = (*checked_by(section.clauses, Grade), *checked_by(section.clauses, Limit))
    ids = {clause.id for clause, _ in kinds}
    return tuple(clause for clause in section.clauses if clause.id in ids)


def methods_of(standard: Standard) -> tuple[str, ...]:
    """The methods of an appraisal: where the evidence of its clauses comes from, each once."""
    sources = (one for section in standard.sections for clause in appraised(section) for one in clause.evidence_source)
    return tuple(dict.fromkeys(sources))


def _methods_text(section: Section) -> str:
    """The methods of a dimension, each with its points."""
    points: dict[str, Fraction] = {}
    for clause in appraised(section):
        sources = joined(clause.evidence_source)
        points[sources] = points.get(sources, Fraction(0)) + Fraction(clause.points or 0)
    return joined(say("{sources} {points}", sources=name, points=points_text(worth)) for name, worth in points.items())


def _worth(section: Section) -> Fraction:
    return sum((Fraction(clause.points or 0) for clause in appraised(section)), Fraction(0))


def _share(section: Section, dimensions: tuple[Section, ...]) -> str:
    return rate_text(_worth(section) / sum(map(_worth, dimensions), Fraction(0)))


Found = Mapping[str, str]
"""What was found at a window, in words, by clause."""


def _windows(atlas: Atlas, standard: Standard, period: BoardPeriod, paths: Paths) -> tuple[WindowMatrix, ...]:
    graded: dict[WindowKey, dict[str, tuple[str, ...]]] = {}
    for one in atlas.site.gradings:
        if one.place == period.place:
            graded.setdefault(one.who, {})[one.clause] = one.levels
    sampled: dict[WindowKey, dict[str, Fulfilment]] = {}
    for kept in atlas.site.fulfilments:
        if kept.place == period.place:
            sampled.setdefault(kept.who, {})[kept.clause] = kept
    names = {band.id: band.follows or "" for band in standard.bands}
    return tuple(
        WindowMatrix(
            row=atlas.row(standing, paths),
            dimensions=tuple(
                _dimension(standard, section, _told(section, own, sampled.get(standing.who, {})), paths)
                for section in standard.sections
                if appraised(section)
            ),
            follows=names[standing.outcome.band] if isinstance(standing.outcome, Rated) else "",
            training=tuple(_training(standard, own, paths)),
            done=tuple(_done(atlas, standing.key, paths)),
        )
        for standing in sorted((*period.ranked, *period.unrated), key=lambda one: one.who)
        if (own := graded.get(standing.who)) is not None and (isinstance(standing.outcome, Rated) or standing.counted)
    )


def _told(section: Section, graded: Mapping[str, tuple[str, ...]], sampled: Mapping[str, Fulfilment]) -> Found:
    """What was found at the clauses of a dimension: names of levels, never of persons, and rates."""
    found: dict[str, str] = {}
    for clause, check in checked_by(section.clauses, Grade):
        names = {level.id: level.name for level in check.levels}
        found[clause.id] = joined(names[level] for level in graded.get(clause.id, ()))
    for clause, _ in checked_by(section.clauses, Limit):
        if (kept := sampled.get(clause.id)) and kept.cases:
            rate = rate_text(Fraction(kept.within, kept.cases))
            found[clause.id] = say("{rate}（{within}/{cases}）", rate=rate, within=kept.within, cases=kept.cases)
    return {clause: text for clause, text in found.items() if text}


def _training(standard: Standard, graded: Mapping[str, tuple[str, ...]], paths: Paths) -> Iterator[TrainingLine]:
    """The clauses at which a visit found a level that asks for training."""
    for section in standard.sections:
        for clause, check in checked_by(section.clauses, Grade):
            asking = {level.id for level in check.levels if level.training}
            if asking & {*graded.get(clause.id, ())}:
                path = paths(standard_page(standard.id, clause.id))
                yield TrainingLine(clause=clause.id, path=path, text=clause.text, how=clause.remedy or "")


def _done(atlas: Atlas, key: RowKey, paths: Paths) -> Iterator[DoneLine]:
    """What is recorded to have followed from the appraisal of a row; nothing while an appeal holds it."""
    recorded = [(case.date, file.id, case) for file, case in of_kind(atlas.site.cases, FollowUp) if file.about == key]
    for day, name, case in sorted(recorded, key=lambda one: one[:2]) if not atlas.docket.holds(key) else ():
        what = FOLLOW_UPS[case.done]
        clauses = joined(case.clauses)
        yield DoneLine(
            day=day.isoformat(),
            what=say("{what} {clauses}", what=what, clauses=clauses) if clauses else what,
            text=case.text,
            evidence=case.evidence,
            path=paths(case_place(key.centre, name, atlas.docket.pages)),
        )


def _dimension(standard: Standard, section: Section, found: Found, paths: Paths) -> DimensionLine:
    clauses = appraised(section)
    by_method: dict[str, list[Clause]] = {}
    for clause in clauses:
        for method in clause.evidence_source:
            by_method.setdefault(method, []).append(clause)
    return DimensionLine(
        title=section.title,
        path=paths(standard_page(standard.id, clauses[0].id)),
        weight=points_text(_worth(section)),
        levels=tuple((method, _cell(by_method.get(method, ()), found)) for method in methods_of(standard)),
    )


def _cell(clauses: Sequence[Clause], found: Found) -> str:
    """What a method found in a dimension; a dash where it found nothing."""
    told = [(clause.id, found[clause.id]) for clause in clauses if clause.id in found]
    if len(clauses) > 1:
        return joined((say("{id} {level}", id=number, level=text) for number, text in told), "；") or NO_LEVEL
    return joined(text for _, text in told) or NO_LEVEL
