"""By when results are promised, as pages say it: what is due next, and what came late."""

import datetime
from dataclasses import dataclass

from generator.judging.analysis.promised import Late, Promise
from generator.presenting.text.wording import day_text, period_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """What is to be published next, and by when. A script compares the day with that of whoever reads."""

    what: str
    """Whose results they are."""
    text: str
    due: str
    """The last day on which they are in time."""
    zone: str
    """The time zone in which days begin."""


def due_line(promise: Promise, day: datetime.date, zone: str, board: str = "") -> DueLine:
    """A promise as a page says it that speaks of `day`. `board`: its title, where the page is not its own."""
    period = period_text(promise.place.period)
    what = say("{board} {period}", board=board, period=period) if board else period
    due = day_text(promise.due)
    if day > promise.due:
        text = say("{what}的结果应当不晚于 {day}公布，已经迟了", what=what, day=due)
    else:
        text = say("{what}的结果不晚于 {day}公布", what=what, day=due)
    return DueLine(what=what, text=text, due=promise.due.isoformat(), zone=zone)


def late_text(late: Late) -> str:
    """That a period came late."""
    return say(
        "本期结果应当不晚于 {due}公布，{public}才公布，迟了 {n} 天",
        due=day_text(late.due),
        public=day_text(late.public),
        n=late.days,
    )
