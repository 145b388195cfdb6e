"""Why a window stands where it does, short enough for a list.

Lists are made where only rows of boards are known; this little is carried there from the scores, which stay with their
centre.
"""

from typing import Final

from generator.judging.scoring.figures import total
from generator.model.judged import Reason, SectionSum
from generator.model.keys import RowKey
from generator.model.scores import PeriodScore, PoolScore

SECTIONS_TOLD: Final = 3


def section_sums(score: PeriodScore) -> tuple[SectionSum, ...]:
    """The assessed points of each section and what was earned of them, in the order of the standard."""
    by_section: dict[str, list[PoolScore]] = {}
    for pool in score.pools:
        if pool.state == "assessed":
            by_section.setdefault(pool.section, []).append(pool)
    return tuple(
        SectionSum(
            section=section,
            earned=total(pool.earned for pool in pools),
            points=total(pool.points for pool in pools),
        )
        for section, pools in by_section.items()
    )


def score_key(score: PeriodScore) -> RowKey:
    """Under which a reason is kept."""
    return score.key


def reason_of(score: PeriodScore) -> Reason:
    """The reason in short: sections by the share they lost, the worst first, those without a loss left out."""
    losing = [one for one in section_sums(score) if one.earned < one.points]
    losing.sort(key=lambda one: one.earned / one.points)
    return Reason(lowered=score.lowered, weakest=tuple(losing[:SECTIONS_TOLD]))
