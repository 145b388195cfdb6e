"""Why a window stands where it does, short enough for a list.

Lists are made where only rows of boards are known; this little is carried there from the scores, which stay with their
centre.
"""

from fractions import Fraction
from typing import Final

from generator.model.judged import Reason, SectionSum
from generator.model.keys import RowKey
from generator.model.scores import PeriodScore

SECTIONS_TOLD: Final = 3


def section_sums(score: PeriodScore) -> tuple[SectionSum, ...]:
    """The assessed points of each section and what was earned of them, in the order of the standard."""
    sums: dict[str, list[Fraction]] = {}
    for pool in score.pools:
        if pool.state == "assessed":
            pair = sums.setdefault(pool.section, [Fraction(0), Fraction(0)])
            pair[0] += pool.earned
            pair[1] += pool.points
    return tuple(SectionSum(section=section, earned=pair[0], points=pair[1]) for section, pair in sums.items())


def score_key(score: PeriodScore) -> RowKey:
    """Under which a reason is kept."""
    return score.key


def reason_of(score: PeriodScore) -> Reason:
    """The reason in short: sections by the share they lost, the worst first, those without a loss left out."""
    losing = [one for one in section_sums(score) if one.earned < one.points]
    losing.sort(key=lambda one: one.earned / one.points)
    return Reason(lowered=score.lowered, weakest=tuple(losing[:SECTIONS_TOLD]))
