"""What lies between a window and the next band, in words."""

from dataclasses import dataclass

from generator.judging.analysis.next_band import Mending, next_band
from generator.model.scores import PeriodScore
from generator.presenting.parts.scores.ledger import lowering_lines
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.checks import cause_text
from generator.presenting.text.wording import joined, points_text, score_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class MendingLine:
    """Something that would be worth points."""

    clause: str
    what: str
    gain: str
    """Points of the score, with a sign."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """The way to the next band."""

    band: str
    said: str
    """How far it is, or what stands between."""
    mendings: tuple[MendingLine, ...]
    reached: str
    """The score without these losses; empty where there are none to name."""


def ahead_of(score: PeriodScore, index: StandardIndex) -> Ahead | None:
    """The way to the next band of a score; None in the highest band, or without a score."""
    found = next_band(index.standard, score)
    if found is None:
        return None
    band = index.bands[found.band]
    far = (
        say("距“{band}”还差 {n} 分", band=band, n=score_text(found.missing))
        if found.missing > 0
        else say("得分已够“{band}”", band=band)
    )
    if found.prevented:
        causes = joined(dict.fromkeys(one.what for one in lowering_lines(found.prevented, index)))
        said = say("{far}；本期因{causes}，到不了“{band}”", far=far, causes=causes, band=band)
    elif found.reached is None:
        said = say("{far}；失分全部补上也到不了", far=far)
    else:
        said = far
    return Ahead(
        band=band,
        said=said,
        mendings=tuple(_line(one, index) for one in found.mendings),
        reached="" if found.reached is None else score_text(found.reached),
    )


def _line(one: Mending, index: StandardIndex) -> MendingLine:
    clause = index.clauses[one.clause]
    return MendingLine(
        clause=one.clause,
        what=cause_text(clause, one.cause) if one.cause else clause.text,
        gain=say("＋{points}", points=points_text(one.gain)),
    )
