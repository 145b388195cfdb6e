"""The log of corrections: every published figure that has changed, the latest first."""

from dataclasses import dataclass

from generator.model.cases import About, Revision
from generator.presenting.atlas import Atlas
from generator.presenting.parts.figures import ChangeLine, change_lines
from generator.presenting.text.addresses import Paths, case_place, period_page
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import period_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class RevisionLine:
    """A line of the log."""

    day: str
    link: WindowLink
    board: str
    period: str
    path: str
    """The way to the lists of the period."""
    changes: tuple[ChangeLine, ...]
    reason: str
    """Of the case, or of what began or ended with it."""
    case_path: str
    commit: str
    """Short hash; empty where none is known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsPage:
    """What the page says."""

    revisions: tuple[RevisionLine, ...]


def view(atlas: Atlas, paths: Paths) -> CorrectionsPage:
    """Every correction."""
    return CorrectionsPage(revisions=tuple(revision_line(atlas, one, paths) for one in atlas.site.revisions))


def revision_line(atlas: Atlas, revision: Revision, paths: Paths) -> RevisionLine:
    """A line of the log, on the page that `paths` leads from."""
    return RevisionLine(
        day=revision.date.isoformat(),
        link=link_to(atlas.name_at(revision.key), paths),
        board=atlas.board(revision.board).title,
        period=period_text(revision.period),
        path=paths(period_page(*revision.place)),
        changes=change_lines(
            atlas.site.rulebook, About(board=revision.board, period=revision.period), revision.changes
        ),
        reason=revision.reason or say("窗口在申诉处理期间不参加排名；处理开始或满期时，其他窗口的名次随之移动。"),
        case_path=paths(case_place(revision.case_centre or revision.centre, revision.case)),
        commit=_commit(atlas, revision),
    )


def _commit(atlas: Atlas, revision: Revision) -> str:
    return atlas.site.commits.get(f"results/{revision.case_centre or revision.centre}/cases/{revision.case}.yml", "")
