"""Whether anybody can have visited a window on the day that a round says, and whether it is told once, by others."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from generator.judging.process.holidays import Calendar, calendar_in
from generator.model.cases import Suspension, of_kind
from generator.model.centre import Centre, ExceptionalDays, Weekday, Window
from generator.model.dataset import CentreData, RoundFile, Rulebook
from generator.model.problem import Code, Problem, Route
from generator.model.results import Inspection
from generator.model.rules import SELF

ONLINE: Final = "online"
"""The channel that needs no open window."""

WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MEND: Final = (
    "核对日期和窗口；确有缘故的（如夜间暗访、值班抽查），在检查批次里加一行 out_of_hours: 原因，网页会照样写明。"
)

VISIT_ON_CLOSED_DAY: Final = Code(
    slug="visit-on-closed-day",
    says="窗口 {window} 在 {date} 不营业",
    mend=_MEND,
    wrong="date: 2026-10-18",
    right="date: 2026-10-20",
)
VISIT_OUT_OF_SERVICE: Final = Code(
    slug="visit-out-of-service",
    says="窗口 {window} 在 {date} 还没有启用，或已经停办",
    mend=_MEND,
    wrong="opened: 2026-10-15",
    right="opened: 2026-01-05",
)
VISIT_WHILE_SUSPENDED: Final = Code(
    slug="visit-while-suspended",
    says="窗口 {window} 在 {date} 暂停服务，见 {other}",
    mend=_MEND,
    wrong="since: 2026-10-12\nuntil: 2026-10-13",
    right="since: 2026-06-01\nuntil: 2026-06-05",
)
COPIED_VISIT: Final = Code(
    slug="copied-visit",
    says="窗口 {window} 同一天的同样记录已写在 {other}，检查方式不同",
    mend="一次检查只记一次，删去重复的；确是两次检查的，各写各的发现和备注。",
    wrong="date: 2026-11-13\nchannel: monthly\nteam: C",
    right="date: 2026-11-16\nchannel: monthly\nteam: C",
)


APPRAISAL_OF_ONE_PERSON: Final = Code(
    slug="appraisal-of-one-person",
    says="窗口 {window} 只有一人（staffed_by: 1），考核它就是考核这个人：不录入，也不公布",
    mend="从考核里删去这个窗口，结果由本机构内部掌握；已经公布的，写撤回（withdrawal）。不止一人的，改正 staffed_by。",
    wrong="id: cash-1, name: 现金窗口1, staffed_by: 1",
    right="id: cash-1, name: 现金窗口1, staffed_by: 2",
)


def appraised_alone(data: CentreData, rulebook: Rulebook) -> Iterator[Problem]:
    """Appraisals of a window that is staffed by one person: they would be public, and name nobody but that person."""
    alone = {window.id for window in data.centre.windows if window.staffed_by == 1}
    appraisals = {ref for ref, standard in rulebook.standards.items() if standard.kind == "appraisal"}
    for file in data.rounds:
        for place, inspection in enumerate(file.round.inspections if file.round.standard in appraisals else ()):
            if inspection.window in alone:
                route: Route = ("inspections", place, "window")
                facts = {"window": inspection.window}
                yield Problem(path=file.path, route=route, code=APPRAISAL_OF_ONE_PERSON, facts=facts)
    for record in data.events:
        if record.event.standard in appraisals and record.window in alone:
            route = ("events", record.number, "window")
            yield Problem(path=record.path, route=route, code=APPRAISAL_OF_ONE_PERSON, facts={"window": record.window})


def visit_problems(data: CentreData, rulebook: Rulebook) -> Iterator[Problem]:
    """Visits on a day on which the window was shut, not yet or no longer there, or by order; and copies of visits.

    A round that says why (`out_of_hours`) may be of any day. Where no hours are stated nothing is known of them.
    """
    calendar = calendar_in(rulebook.policy)
    windows = {window.id: window for window in data.centre.windows}
    told: dict[tuple[str, str, datetime.date], list[tuple[RoundFile, Inspection]]] = {}
    for file in data.rounds:
        for number, inspection in enumerate(file.round.every):
            window = windows.get(inspection.window)
            if window and file.round.out_of_hours is None and file.round.channel != ONLINE:
                yield from _impossible(data, file, window, calendar)
            earlier = told.setdefault((inspection.window, file.round.standard, file.round.date), [])
            yield from _copied(file, number, inspection, earlier)
            earlier.append((file, inspection))


def _impossible(data: CentreData, file: RoundFile, window: Window, calendar: Calendar) -> Iterator[Problem]:
    day = file.round.date
    facts = {"window": window.id, "date": day.isoformat()}
    if window.opened and window.closed and window.closed < window.opened:
        return  # told of the window itself
    if (window.opened and day < window.opened) or (window.closed and day > window.closed):
        yield Problem(path=file.path, route=("date",), code=VISIT_OUT_OF_SERVICE, facts=facts)
    elif not is_open(data.centre, window, day, calendar):
        yield Problem(path=file.path, route=("date",), code=VISIT_ON_CLOSED_DAY, facts=facts)
    for case, one in of_kind(data.cases, Suspension):
        if one.window == window.id and one.since <= day and (one.until is None or day <= one.until):
            yield Problem(
                path=file.path, route=("date",), code=VISIT_WHILE_SUSPENDED, facts={**facts, "other": case.path}
            )


def _copied(
    file: RoundFile, number: int, inspection: Inspection, earlier: Sequence[tuple[RoundFile, Inspection]]
) -> Iterator[Problem]:
    """The same record under another channel, of the same team or with the same findings."""
    for other, before in earlier:
        same = before == inspection and other.round.channel != file.round.channel
        if same and SELF not in {other.round.channel, file.round.channel}:
            if inspection.nothing_found and other.round.team != file.round.team:
                continue  # two teams that found nothing on one day are two visits
            route: Route = ("inspections", number, "window")
            facts = {"window": inspection.window, "other": other.path}
            yield Problem(path=file.path, route=route, code=COPIED_VISIT, facts=facts)
            return


def is_open(centre: Centre, window: Window, day: datetime.date, calendar: Calendar) -> bool:
    """Whether a window is open on a day at any hour, by its hours, exceptional days, holidays and make-up days."""
    exceptional = _exception(window.exceptions, day) or _exception(centre.exceptions, day)
    if exceptional is not None:
        return bool(exceptional.open)
    hours = window.hours or centre.hours
    if not hours:
        return True
    weekday = WEEKDAYS[day.weekday()]
    if centre.holidays == "closed" and day.year in calendar.years:
        if day in calendar.make_up:
            weekday = "mon"
        elif day in calendar.holidays:
            return False
    return any(weekday in one.days and one.open for one in hours)


def _exception(exceptions: Sequence[ExceptionalDays], day: datetime.date) -> ExceptionalDays | None:
    return next((one for one in exceptions if one.since <= day <= (one.until or one.since)), None)


CODES: Final = (VISIT_ON_CLOSED_DAY, VISIT_OUT_OF_SERVICE, VISIT_WHILE_SUSPENDED, COPIED_VISIT, APPRAISAL_OF_ONE_PERSON)
