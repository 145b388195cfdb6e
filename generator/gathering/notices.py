"""What a notice to a centre is about: the rows of its windows in a period, whether they are public yet or not."""

import datetime
from collections.abc import Iterator
from typing import Final

from generator.gathering.centre_parts import load_results
from generator.gathering.gather import NO_SUCH_CENTRE_HERE, Gathered
from generator.judging.process.clocks import Timetable
from generator.judging.process.holidays import calendar_in
from generator.judging.scoring.periods import last_day
from generator.judging.scoring.ranking import compared
from generator.judging.whole import judge_board
from generator.model.keys import RowKey
from generator.model.problem import Code, InputError, Problem
from generator.model.scores import PeriodScore, Standing
from generator.presenting.files.notice import NoticeMatter, NoticeRow

PERIOD_NOT_OVER: Final = Code(
    slug="period-not-over",
    says="{period} 到 {last} 才结束，{day} 还不能通知",
    mend="周期结束以后再通知；通知当天的日期写在 --date。",
    wrong="windowboard notice harbour --period 2026-10 --date 2026-10-30",
    right="windowboard notice harbour --period 2026-10 --date 2026-11-02",
)
NOTHING_TO_NOTIFY: Final = Code(
    slug="nothing-to-notify",
    says="{centre} 在 {period} 没有要曝光或等级未定的窗口，不必通知；它有结果的周期：{known}",
    mend="核对周期：按月的写 2026-10，按季度的写 2026-Q4。",
    wrong="windowboard notice harbour --period 2026-09",
    right="windowboard notice harbour --period 2026-10",
)


def matter_of(gathered: Gathered, centre: str, period: str, day: datetime.date) -> NoticeMatter:
    """What a notice says of a centre in a period, on a day. Raises InputError where there is nothing to be said."""
    if centre not in gathered.summaries:
        raise _refused(NO_SUCH_CENTRE_HERE, value=centre, known=", ".join(sorted(gathered.summaries)))
    summary, rulebook = gathered.summaries[centre], gathered.site.rulebook
    rows = tuple(_rows(gathered, centre))
    of_period = [row for row in rows if row.period == period]
    if of_period and day <= last_day(period):
        raise _refused(PERIOD_NOT_OVER, period=period, last=last_day(period).isoformat(), day=day.isoformat())
    exposed = [row for row in of_period if "green" in {row.listed, row.borderline}]
    if not exposed:
        known = ", ".join(sorted({row.period for row in rows})) or "–"
        raise _refused(NOTHING_TO_NOTIFY, centre=centre, period=period, known=known)
    scores = _scores(gathered, centre)
    policy = rulebook.policy
    return NoticeMatter(
        rulebook=rulebook,
        timetable=Timetable(process=policy.process, calendar=calendar_in(policy)),
        centre_id=centre,
        centre=summary.centre,
        cases=summary.cases,
        period=period,
        day=day,
        exposed=tuple(NoticeRow(standing=row, score=scores.get(row.key)) for row in exposed),
        others=tuple(NoticeRow(standing=row, score=None) for row in of_period if row not in exposed),
    )


def _rows(gathered: Gathered, centre: str) -> Iterator[Standing]:
    """The rows of the windows of a centre, of every board and period."""
    site = gathered.site
    for board in site.rulebook.boards.values():
        if compared(board, centre, gathered.summaries[centre].centre):
            for one in judge_board(site.rulebook, board, site.as_of, gathered.summaries):
                yield from (row for row in (*one.period.ranked, *one.period.unrated) if row.centre == centre)


def _scores(gathered: Gathered, centre: str) -> dict[RowKey, PeriodScore]:
    digests = gathered.summaries[centre].digests
    results = load_results(gathered.memory, digests, centre, digests)
    return {score.key: score for result in results.values() for score in result.scores}


def _refused(code: Code, **facts: str) -> InputError:
    return InputError([Problem(path="results", code=code, facts=facts, line=1, column=1)])


CODES: Final = (PERIOD_NOT_OVER, NOTHING_TO_NOTIFY)
