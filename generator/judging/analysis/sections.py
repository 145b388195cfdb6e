"""How the sections of a standard do on a board: what each window earned of them, and the medians."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.judging.analysis.losses import lost_in
from generator.judging.analysis.reasons import section_sums
from generator.judging.scoring.figures import as_parts
from generator.model.judged import CentreSections, SectionMedian, SectionSum, WindowSections
from generator.model.keys import PlaceKey, RowKey, by_place
from generator.model.later import Later
from generator.model.scores import BoardPeriod, ClauseLoss, PeriodScore, Rated, WindowLosses
from generator.model.site import Site


def sections_of(score: PeriodScore) -> WindowSections | None:
    """What a window earned of each section in a period; None without a score."""
    if not isinstance(score.outcome, Rated):
        return None
    return WindowSections(
        board=score.board,
        period=score.period,
        centre=score.centre,
        window=score.window,
        sections=section_sums(score),
    )


def sections_together(sections: Iterable[WindowSections]) -> tuple[CentreSections, ...]:
    """What the windows of one centre earned, by board and period."""
    return tuple(
        CentreSections(board=place.board, period=place.period, each=Later.of(tuple(found)))
        for place, found in by_place(sections).items()
    )


def median(values: Iterable[Fraction]) -> Fraction | None:
    """The middle value, or halfway between the two middle ones, exactly; None for none."""
    ordered, whole = as_parts(values)
    if not ordered:
        return None
    ordered.sort()
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle], whole)
    return Fraction(ordered[middle - 1] + ordered[middle], 2 * whole)


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """The ranked windows of a board in a period, side by side."""

    sections: Mapping[RowKey, tuple[SectionSum, ...]]
    """What each earned; without windows whose rating is held over from an earlier period."""
    losses: Mapping[RowKey, tuple[ClauseLoss, ...]]
    """What each lost, clause by clause; empty for one that lost nothing."""
    medians: tuple[SectionMedian, ...]
    """In the order of the standard."""
    clauses: Mapping[str, Fraction]
    """The median of what these windows lost at a clause, for each at which any of them lost."""


def compared_on(period: BoardPeriod, sections: Iterable[WindowSections], losses: Iterable[WindowLosses]) -> Compared:
    """What can be compared of a period; no window counts that is not ranked in it, so none that an appeal holds."""
    ranked = {row.key for row in period.ranked}
    own = {one.key: one.sections for one in sections if one.key in ranked}
    lost = {one.key: one.clauses for one in losses if one.key in own}
    return Compared(
        sections=own,
        losses={key: lost.get(key, ()) for key in own},
        medians=_medians(own.values()),
        clauses=_clause_medians([{one.clause: one.points for one in lost.get(key, ())} for key in own]),
    )


def newest_compared(site: Site) -> Mapping[PlaceKey, Compared]:
    """What can be compared of the newest published period of every board."""
    newest = {one.place: one for periods in site.boards.values() for one in periods[:1]}
    sections: dict[PlaceKey, list[WindowSections]] = {place: [] for place in newest}
    for own in site.sections:
        if own.place in newest:
            sections[own.place] += (one for one in own.each.value() if one.key not in site.hidden)
    return {
        place: compared_on(one, sections[place], lost_in(one, site.losses, site.hidden))
        for place, one in newest.items()
    }


def _medians(windows: Iterable[Sequence[SectionSum]]) -> tuple[SectionMedian, ...]:
    """Of the shares that were earned; a window counts for the sections of which something was assessed."""
    shares: dict[str, list[Fraction]] = {}
    for one in windows:
        for part in one:
            if part.points:
                shares.setdefault(part.section, []).append(max(Fraction(0), part.earned / part.points))
    return tuple(
        SectionMedian(section=section, share=middle, windows=len(found))
        for section, found in shares.items()
        if (middle := median(found)) is not None
    )


def _clause_medians(windows: Sequence[Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """A window that lost nothing at a clause counts as nothing lost."""
    clauses = sorted({clause for own in windows for clause in own})
    found = {clause: median(own.get(clause, Fraction(0)) for own in windows) for clause in clauses}
    return {clause: middle for clause, middle in found.items() if middle is not None}
