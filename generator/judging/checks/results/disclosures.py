"""Whether what a centre tells of its services, and what the public is said to think of it, can be so."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Final

from generator.judging.checks.references import LISTED_TWICE, NO_SUCH_WINDOW, repeated, unknown
from generator.judging.scoring.periods import first_day, last_day, period_of
from generator.model.centre import Centre, Evaluations, Window
from generator.model.problem import Code, Problem, Route

NO_SUCH_SERVICE: Final = Code(
    slug="no-such-service",
    says="窗口 {window} 的业务里没有“{value}”；有：{known}",
    mend="guides 的 service 照抄这个窗口 services 里的一项；漏了的业务先加进 services。",
    wrong="services: [存取款], roles: [teller], guides: [{service: 存款, within: 当场办结}]",
    right="services: [存取款], roles: [teller], guides: [{service: 存取款, within: 当场办结}]",
)
GUIDE_SAYS_NOTHING: Final = Code(
    slug="guide-says-nothing",
    says="“{value}”的流程和时限都没有写",
    mend="写 steps（流程）或 within（时限）；都还没有的，这一项先不写。",
    wrong="services: [存取款], roles: [teller], guides: [{service: 存取款}]",
    right="services: [存取款], roles: [teller], guides: [{service: 存取款, within: 当场办结}]",
)
NOT_A_MONTH: Final = Code(
    slug="not-a-month",
    says="{value} 不是一个月",
    mend="评价按月登记，写成 2026-10 这样。",
    wrong="month: 2026-Q3, window: cash-1",
    right="month: 2026-09, window: cash-1",
)
MORE_THAN_THERE_WERE: Final = Code(
    slug="more-than-there-were",
    says="{key} 是 {value}，比 {of} 的 {most} 还多",
    mend="核对两个数：satisfied 是 rated 里满意的，settled 是 complaints 里按期办结的。",
    wrong="rated: 40, satisfied: 41",
    right="rated: 40, satisfied: 39",
)
EVALUATION_OF_ONE_PERSON: Final = Code(
    slug="evaluation-of-one-person",
    says="窗口 {window} 只有一人（staffed_by: 1），对它的评价就是对这个人的评价：不单独登记，也不公布",
    mend="并进全机构的数，那一项不写 window。",
    wrong="name: 现金窗口1, staffed_by: 1",
    right="name: 现金窗口1, staffed_by: 2",
)
MONTH_NOT_OVER: Final = Code(
    slug="month-not-over",
    says="{month} 到 {last} 还没有过完，不能登记这个月的评价",
    mend="核对月份；过完的月份才登记。",
    wrong="month: 2026-12, window: cash-1",
    right="month: 2026-09, window: cash-1",
)


def disclosure_problems(path: str, centre: Centre) -> Iterator[Problem]:
    """What is wrong with the guides of windows, and with the opinions of the public."""
    for number, window in enumerate(centre.windows):
        yield from _guides(path, ("windows", number), window)
    windows = {window.id: window for window in centre.windows}
    for place, value in repeated(f"{one.month} {one.window or ''}".strip() for one in centre.evaluations):
        yield Problem(path=path, route=("evaluations", place), code=LISTED_TWICE, facts={"value": value})
    for place, one in enumerate(centre.evaluations):
        yield from _evaluations(path, ("evaluations", place), one, windows)


def _guides(path: str, route: Route, window: Window) -> Iterator[Problem]:
    for place, value in repeated(one.service for one in window.guides):
        yield Problem(path=path, route=(*route, "guides", place, "service"), code=LISTED_TWICE, facts={"value": value})
    for place, one in enumerate(window.guides):
        if one.service not in window.services:
            facts = {"window": window.id, "value": one.service, "known": ", ".join(window.services)}
            yield Problem(path=path, route=(*route, "guides", place, "service"), code=NO_SUCH_SERVICE, facts=facts)
        if not one.steps and one.within is None:
            yield Problem(
                path=path, route=(*route, "guides", place), code=GUIDE_SAYS_NOTHING, facts={"value": one.service}
            )


def _evaluations(path: str, route: Route, one: Evaluations, windows: Mapping[str, Window]) -> Iterator[Problem]:
    if period_of(first_day(one.month), "month") != one.month:
        yield Problem(path=path, route=(*route, "month"), code=NOT_A_MONTH, facts={"value": one.month})
    for key, value, of, most in (
        ("satisfied", one.satisfied, "rated", one.rated),
        ("settled", one.settled, "complaints", one.complaints),
    ):
        if value > most:
            facts = {"key": key, "value": str(value), "of": of, "most": str(most)}
            yield Problem(path=path, route=(*route, key), code=MORE_THAN_THERE_WERE, facts=facts)
    if one.window is None:
        return
    yield from unknown(path, (*route, "window"), NO_SUCH_WINDOW, one.window, windows)
    if one.window in windows and windows[one.window].staffed_by == 1:
        facts = {"window": one.window}
        yield Problem(path=path, route=(*route, "window"), code=EVALUATION_OF_ONE_PERSON, facts=facts)


def unfinished_months(path: str, centre: Centre, last: datetime.date) -> Iterator[Problem]:
    """Opinions of a month that is not over on the day the site speaks of."""
    for place, one in enumerate(centre.evaluations):
        if last_day(one.month) >= last:
            facts = {"month": one.month, "last": last.isoformat()}
            yield Problem(path=path, route=("evaluations", place, "month"), code=MONTH_NOT_OVER, facts=facts)


CODES: Final = (
    NO_SUCH_SERVICE,
    GUIDE_SAYS_NOTHING,
    NOT_A_MONTH,
    MORE_THAN_THERE_WERE,
    EVALUATION_OF_ONE_PERSON,
    MONTH_NOT_OVER,
)
