"""Days that nobody can have meant: before there were results, or years behind everything else."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from generator.judging.checks.process.cases import steps_of
from generator.model.cases import Withdrawal, of_kind
from generator.model.dataset import CentreData
from generator.model.judged import CentreSummary
from generator.model.problem import Code, Problem, Route

FIRST: Final = datetime.date(2000, 1, 1)
"""No result is older."""
FAR: Final = datetime.timedelta(days=3 * 366)
"""So long nobody waits between one inspection and the next."""

Dated = tuple[datetime.date, str, Route]
"""A day, the file that has it, and where."""

DAY_TOO_EARLY: Final = Code(
    slug="day-too-early",
    says="日期 {date} 早于 {first}，不会是检查、事项或处理记录的日期",
    mend="核对年份。",
    wrong="date: 1900-01-01",
    right="date: 2026-11-05",
)
DAY_FAR_AHEAD: Final = Code(
    slug="day-far-ahead",
    says="日期 {date} 比其余最晚的日期 {before} 晚三年以上，多半写错了年份",
    mend="核对年份；没有写错的，用 --as-of 写明今天的日期。",
    wrong="date: 2099-12-31",
    right="date: 2026-11-05",
)
VISIT_AFTER_WITHDRAWAL: Final = Code(
    slug="visit-after-withdrawal",
    says="撤回的检查日期 {date} 晚于撤回的日期 {withdrawn}",
    mend="核对两个日期。",
    wrong="inspections: [{standard: desk@1, date: 2099-12-31, channel: self}]",
    right="inspections: [{standard: desk@1, date: 2026-10-15, channel: self}]",
)


def early_problems(data: CentreData) -> Iterator[Problem]:
    """Rounds, facts and steps of cases that are dated before there were any."""
    days: list[Dated] = [(file.round.date, file.path, ("date",)) for file in data.rounds]
    for fact in data.events:
        where: Route = ("events", fact.number)
        days += [(fact.event.happened, fact.path, (*where, "happened"))]
        days += [(fact.event.proved, fact.path, (*where, "proved"))]
    days += [(step.day, step.path, step.route) for step in steps_of(data.cases)]
    for file, case in of_kind(data.cases, Withdrawal):
        taken: list[Dated] = [
            (one.date, file.path, ("inspections", place, "date")) for place, one in enumerate(case.inspections)
        ]
        days += taken
        for day, path, route in taken:
            if day > case.date:
                facts = {"date": day.isoformat(), "withdrawn": case.date.isoformat()}
                yield Problem(path=path, route=route, code=VISIT_AFTER_WITHDRAWAL, facts=facts)
    for day, path, route in days:
        if day < FIRST:
            facts = {"date": day.isoformat(), "first": FIRST.isoformat()}
            yield Problem(path=path, route=route, code=DAY_TOO_EARLY, facts=facts)


def far_ahead_problems(summaries: Iterable[CentreSummary]) -> Iterator[Problem]:
    """What lies years behind everything else, where nobody said which day it is."""
    days = sorted(each for summary in summaries for each in _days_of(summary))
    for place, (one, other) in enumerate(pairwise(days), start=1):
        if other[0] - one[0] > FAR:
            for day, path, route in days[place:]:
                facts = {"date": day.isoformat(), "before": one[0].isoformat()}
                yield Problem(path=path, route=route, code=DAY_FAR_AHEAD, facts=facts)
            return


def _days_of(summary: CentreSummary) -> Iterator[Dated]:
    yield from ((day, path, ("date",)) for day, path in summary.dates)
    yield from ((day, path, ("events", number, "proved")) for day, (_, path, number) in summary.facts)
    yield from ((step.day, step.path, step.route) for step in steps_of(summary.cases))


CODES: Final = (
    DAY_TOO_EARLY,
    DAY_FAR_AHEAD,
    VISIT_AFTER_WITHDRAWAL,
)
