"""Whether rounds of results agree with the standards, the centre and one another."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from generator.judging.checks.references import (
    INSPECTION_AFTER_DATA_DAY,
    NO_SUCH_CHANNEL,
    NO_SUCH_STANDARD,
    NO_SUCH_WINDOW,
    STANDARD_FOR_OTHER_TRADE,
    TEAM_INSPECTS_OWN_CENTRE,
    unknown,
)
from generator.judging.checks.results.inspections import inspection_problems
from generator.judging.checks.results.mending import mend_problems
from generator.judging.scoring.pools import Plan
from generator.model.centre import Centre, Window
from generator.model.dataset import CentreData, RoundFile
from generator.model.problem import Code, Problem, Route
from generator.model.rules import SELF, Vocabulary
from generator.model.standard import Standard


def future_problems(dates: Iterable[tuple[datetime.date, str]], last: datetime.date) -> Iterator[Problem]:
    """Rounds (day and file) that are dated after the day the site speaks of."""
    for day, path in dates:
        if day > last:
            facts = {"date": day.isoformat(), "last": last.isoformat()}
            yield Problem(path=path, route=("date",), code=INSPECTION_AFTER_DATA_DAY, facts=facts)


def own_team_problems(data: CentreData, rule: Literal["forbidden", "allowed"]) -> Iterator[Problem]:
    """Rounds of a centre by a team of its own people, where the policy does not let it.

    Its own are those that it states, and those by which it checks itself: under another channel that is no inspection.
    """
    own = {*data.centre.teams, *(file.round.team for file in data.rounds if file.round.channel == SELF)}
    for file in data.rounds:
        if rule == "forbidden" and file.round.team in own and file.round.channel != SELF:
            yield Problem(
                path=file.path, route=("team",), code=TEAM_INSPECTS_OWN_CENTRE, facts={"team": file.round.team}
            )


def round_problems(data: CentreData, plans: Mapping[str, Plan], vocabulary: Vocabulary) -> Iterator[Problem]:
    """Everything in the rounds of a centre that could not be counted as the inspector meant it."""
    channels = {channel.id for channel in vocabulary.channels}
    windows = {window.id: window for window in data.centre.windows}
    for file in data.rounds:
        yield from _head(file, data.centre, plans, channels)
        plan = plans.get(file.round.standard)
        if plan is not None:
            for number, inspection in enumerate(file.round.inspections):
                route: Route = ("inspections", number)
                yield from unknown(file.path, (*route, "window"), NO_SUCH_WINDOW, inspection.window, windows)
                window = windows.get(inspection.window)
                yield from _trade(file, (*route, "window"), window, plan.standard)
                if file.round.channel == SELF:  # it counts nowhere: nothing is gained by what is left out
                    open_to = plan.observed
                elif inspection.not_applicable:
                    open_to = exempt_at(plan.standard, data.centre, window)
                else:
                    open_to = frozenset()
                stated = frozenset(data.centre.limits.get(plan.standard.id, ()))
                wrong = tuple(inspection_problems(file, number, plan, open_to, stated))
                yield from wrong
                if inspection.mend and not wrong:
                    yield from mend_problems(file, number, plan, vocabulary)
            yield from _clean(file, windows, plan)
    yield from _twice(data)


INSPECTION_BEFORE_STANDARD: Final = Code(
    slug="inspection-before-standard",
    says="检查日期 {date} 早于标准的生效日期 {effective}",
    mend="核对日期，或改用当时有效的版次。",
    wrong="date: 2025-10-20",
    right="date: 2026-10-20",
)


def _head(file: RoundFile, centre: Centre, plans: Mapping[str, Plan], channels: set[str]) -> Iterator[Problem]:
    yield from unknown(file.path, ("channel",), NO_SUCH_CHANNEL, file.round.channel, channels)
    plan = plans.get(file.round.standard)
    if plan is None:
        yield from unknown(file.path, ("standard",), NO_SUCH_STANDARD, file.round.standard, plans)
        return
    standard = plan.standard
    if not ({centre.trade} | {window.trade for window in centre.windows}) & set(standard.applies_to):
        facts = {"standard": standard.ref, "trade": centre.trade, "known": ", ".join(standard.applies_to)}
        yield Problem(path=file.path, route=("standard",), code=STANDARD_FOR_OTHER_TRADE, facts=facts)
    if file.round.date < standard.effective:
        facts = {"date": file.round.date.isoformat(), "effective": standard.effective.isoformat()}
        yield Problem(path=file.path, route=("date",), code=INSPECTION_BEFORE_STANDARD, facts=facts)


def exempt_at(standard: Standard, centre: Centre, window: Window | None) -> frozenset[str]:
    """The clauses of a standard that may not apply to a window: the standard, its centre, or its own entry says so."""
    declared = {clause.id for section in standard.sections for clause in section.clauses if clause.may_not_apply}
    declared.update(centre.may_not_apply.get(standard.id, ()))
    if window is not None:
        declared.update(window.may_not_apply.get(standard.id, ()))
    return frozenset(declared)


def _trade(file: RoundFile, route: Route, window: Window | None, standard: Standard) -> Iterator[Problem]:
    """A window of a trade that the standard is not for, in a centre of which it is."""
    if window is not None and window.trade and window.trade not in standard.applies_to:
        facts = {"standard": standard.ref, "trade": window.trade, "known": ", ".join(standard.applies_to)}
        yield Problem(path=file.path, route=route, code=STANDARD_FOR_OTHER_TRADE, facts=facts)


CLEAN_WITHOUT_FIGURES: Final = Code(
    slug="clean-without-figures",
    says="窗口“{window}”写为没有发现问题，但条款 {clauses} 要有数字（levels、points 或 sampled）",
    mend="在 inspections 里单独写这个窗口，填上这些条款的结果。",
    wrong="clean: [cash-1]",
    right="inspections:\n"
    '  - {window: cash-1, assessed: all, levels: {"3.2": top}, sampled: {"3.1": {cases: 10, within: 10}}}',
)
NOBODY_INSPECTED: Final = Code(
    slug="nobody-inspected",
    says="这个检查批次里没有一个窗口",
    mend="在 inspections 或 clean 里写出窗口；没有检查就删去文件。",
    wrong="inspections: []",
    right="inspections:\n"
    '  - {window: cash-1, assessed: all, levels: {"3.2": top}, sampled: {"3.1": {cases: 10, within: 10}}}',
)


def _clean(file: RoundFile, windows: Mapping[str, Window], plan: Plan) -> Iterator[Problem]:
    """Windows that are said to be clean: they exist, and the standard asks for no figure that was left out."""
    wanting = sorted(plan.observed - plan.silent)
    for place, name in enumerate(file.round.clean):
        route: Route = ("clean", place)
        yield from unknown(file.path, route, NO_SUCH_WINDOW, name, windows)
        yield from _trade(file, route, windows.get(name), plan.standard)
        if wanting:
            facts = {"window": name, "clauses": ", ".join(wanting)}
            yield Problem(path=file.path, route=route, code=CLEAN_WITHOUT_FIGURES, facts=facts)
    if not file.round.every:
        yield Problem(path=file.path, route=("inspections",), code=NOBODY_INSPECTED)


INSPECTED_TWICE: Final = Code(
    slug="inspected-twice",
    says="窗口“{window}”在同一天、同一检查方式、同一标准下已有一次检查，见 {other}",
    mend="合并为一次；确实是两次检查的，核对日期和检查方式。",
    wrong="date: 2026-10-12\nchannel: weekly\nteam: B",
    right="date: 2026-10-20\nchannel: monthly\nteam: B",
)


def _twice(data: CentreData) -> Iterator[Problem]:
    """One window is inspected once under one standard, on one day, through one channel."""
    seen: dict[tuple[str, str, datetime.date, str], str] = {}
    for file in data.rounds:
        named = len(file.round.inspections)
        for number, inspection in enumerate(file.round.every):
            key = (inspection.window, file.round.standard, file.round.date, file.round.channel)
            if key in seen:
                facts = {"window": inspection.window, "other": seen[key]}
                route: Route = ("inspections", number, "window") if number < named else ("clean", number - named)
                yield Problem(path=file.path, route=route, code=INSPECTED_TWICE, facts=facts)
            seen.setdefault(key, file.path)


CODES: Final = (
    INSPECTION_BEFORE_STANDARD,
    CLEAN_WITHOUT_FIGURES,
    NOBODY_INSPECTED,
    INSPECTED_TWICE,
)
