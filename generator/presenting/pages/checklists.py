"""The self-checks that there are."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.judging.scoring.pools import plan_of
from generator.model.standard import Standard
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.parts.worth import standard_points
from generator.presenting.text.addresses import CHECKLISTS, STANDARDS, Paths, checklist_page, source
from generator.presenting.text.markup import render
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


def checklists_page(atlas: Atlas, standards: tuple[Standard, ...]) -> Artefact:
    """`checklists/index.md`."""

    def text() -> str:
        paths = Paths(CHECKLISTS)
        return render(
            "checklists.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(),
            sample=atlas.site.sample,
            lines=tuple(_line(atlas, one, paths) for one in standards),
            library_path=paths(STANDARDS),
        )

    return checklist_artefact(atlas, CHECKLISTS, text)


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


def checklist_artefact(atlas: Atlas, page: str, text: Callable[[], str]) -> Artefact:
    """A page of self-checks; all of them depend on the same."""
    return Artefact(
        address=source(page),
        ingredients=(atlas.site.rulebook_digest, atlas.site.sample, atlas.data_date()),
        render=text,
    )
