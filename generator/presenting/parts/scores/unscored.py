"""Inspections by standards that score nothing: what was looked at, what was seen, and how often in the city."""

from dataclasses import dataclass

from generator.judging.analysis.unscored import UnscoredTally
from generator.model.scores import UnscoredCheck, UnscoredNote
from generator.model.standard import Standard
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.addresses import Paths, standard_page
from generator.presenting.text.names import WindowLink
from generator.presenting.text.wording import joined
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenLine:
    """A clause that was looked at."""

    clause: str
    path: str
    text: str
    notes: tuple[str, ...] = ()
    """What was seen there; none where nothing was found."""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnscoredView:
    """An inspection that scores nothing."""

    date: str
    standard: str
    path: str
    by: str
    """Channel and team."""
    noted: tuple[SeenLine, ...]
    clear: tuple[SeenLine, ...]
    """What was looked at and found in order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnscoredLine:
    """The same in a line, for pages that name many windows."""

    link: WindowLink
    date: str
    standard: str
    text: str
    path: str
    """The way to what was seen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TallyLine:
    """How often a clause was looked at, and how often something was noted there."""

    clause: str
    path: str
    text: str
    windows: str
    noted: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What inspections by a standard that scores nothing came to."""

    windows: int
    text: str
    """At how many of the windows something was noted."""
    lines: tuple[TallyLine, ...]


def unscored_view(check: UnscoredCheck, index: StandardIndex) -> UnscoredView:
    """An inspection with every clause that it looked at."""
    notes: dict[str, list[str]] = {}
    for one in check.noted:
        notes.setdefault(one.clause, []).append(_note_text(one))
    lines = [
        SeenLine(
            clause=clause,
            path=index.path(clause),
            text=index.clauses[clause].text,
            notes=tuple(notes.get(clause, ())),
            remedy=(index.clauses[clause].remedy or "") if clause in notes else "",
        )
        for clause in check.seen
    ]
    return UnscoredView(
        date=check.date.isoformat(),
        standard=index.standard.title,
        path=index.path(""),
        by=say("{channel} · 检查组 {team}", channel=index.channels[check.channel], team=check.team),
        noted=tuple(one for one in lines if one.notes),
        clear=tuple(one for one in lines if not one.notes),
    )


def seen_text(check: UnscoredCheck) -> str:
    """How much was looked at, and at how many clauses something was noted."""
    noted = len({one.clause for one in check.noted})
    found = say("{n} 条有记录", n=noted) if noted else say("都没有发现问题")
    return say("看了 {n} 条，{found}", n=len(check.seen), found=found)


def tally_view(standard: Standard, tally: UnscoredTally, paths: Paths) -> Tally | None:
    """What the newest check of each window saw, clause by clause; None where nobody looked."""
    texts = {clause.id: clause.text for section in standard.sections for clause in section.clauses}
    if not tally.windows:
        return None
    return Tally(
        windows=tally.windows,
        text=tally_text(tally),
        lines=tuple(
            TallyLine(
                clause=one.clause,
                path=paths(standard_page(standard.id, one.clause)),
                text=texts[one.clause],
                windows=str(one.windows),
                noted=str(one.noted),
            )
            for one in tally.clauses
        ),
    )


def tally_text(tally: UnscoredTally) -> str:
    """How many windows were looked at, and at how many something was noted."""
    noted = say("{n} 个有记录", n=tally.noted) if tally.noted else say("都没有发现问题")
    return say("查了 {n} 个窗口，{noted}", n=tally.windows, noted=noted)


def _note_text(one: UnscoredNote) -> str:
    told = [one.note or say("有问题，没有写明")]
    return joined([*told, say("（{evidence}）", evidence=one.evidence)] if one.evidence else told, "")
