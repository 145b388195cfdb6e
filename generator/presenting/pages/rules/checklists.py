"""The self-checks that there are."""

from dataclasses import dataclass

from generator.judging.scoring.editions import newest_of
from generator.judging.scoring.pools import plan_of
from generator.judging.scoring.self_checks import has_checklist
from generator.judging.scoring.unscored_checks import is_unscored
from generator.model.standard import Standard
from generator.presenting.atlas import Atlas
from generator.presenting.pages.rules.entry import has_entry
from generator.presenting.parts.scores.worth import standard_points
from generator.presenting.text.addresses import Paths, checklist_page, entry_page
from generator.presenting.text.wording import joined, kind_text, points_text


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistLine:
    """A self-check in the list of all."""

    title: str
    path: str
    kind: str
    trades: str
    clauses: int
    points: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """A form in which inspectors enter what they found."""

    title: str
    path: str
    scored: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistsPage:
    """What the page says."""

    lines: tuple[ChecklistLine, ...]
    entries: tuple[EntryLine, ...]
    """By standards that score first."""


def view(atlas: Atlas, paths: Paths) -> ChecklistsPage:
    """A line for every standard by which a window can check itself, and the forms of inspectors."""
    standards = tuple(newest_of(atlas.site.rulebook.standards.values()))
    entries = (
        EntryLine(title=one.title, path=paths(entry_page(one.id)), scored=not is_unscored(one))
        for one in standards
        if has_entry(one)
    )
    return ChecklistsPage(
        lines=tuple(_line(atlas, one, paths) for one in standards if has_checklist(one)),
        entries=tuple(sorted(entries, key=lambda one: not one.scored)),
    )


def _line(atlas: Atlas, standard: Standard, paths: Paths) -> ChecklistLine:
    plan = plan_of(standard)
    return ChecklistLine(
        title=standard.title,
        path=paths(checklist_page(standard.id)),
        kind=kind_text(standard.kind),
        trades=joined(atlas.trades[trade] for trade in standard.applies_to),
        clauses=len(plan.pool_of) + len(plan.bonuses),
        points=points_text(standard_points(standard)),
    )
