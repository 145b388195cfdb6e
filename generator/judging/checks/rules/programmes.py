"""Whether an inspection programme agrees with the standards, the vocabulary and the centres."""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.judging.analysis.quotas import members
from generator.judging.checks.references import (
    NO_SUCH_CHANNEL,
    NO_SUCH_CLAUSE,
    NO_SUCH_STANDARD,
    NO_SUCH_TRADE,
    REPEATED_ID,
    known,
    repeated,
    unknown,
)
from generator.model.centre import Centre
from generator.model.dataset import Rulebook
from generator.model.problem import Code, Problem, Route
from generator.model.programme import Demand, Group, Programme, Quota
from generator.model.standard import Standard

LONGEST = {"week": 7, "month": 28}
"""Days that one visit may take, so that it can lie within every week or month."""


PROGRAMME_BEFORE_STANDARD: Final = Code(
    slug="programme-before-standard",
    says="检查计划从 {since} 起，早于所依据标准的施行日期 {effective}",
    mend="核对两个日期。",
    wrong="standard: desk@1\nsince: 2025-12-31",
    right="standard: desk@1\nsince: 2026-10-01",
)


def programme_problems(path: str, programme: Programme, rulebook: Rulebook) -> Iterator[Problem]:
    """A programme whose words stand nowhere, or whose quotas could not be kept as they are written."""
    standard = rulebook.standards.get(programme.standard)
    yield from unknown(path, ("standard",), NO_SUCH_STANDARD, programme.standard, rulebook.standards)
    if standard is not None and programme.since < standard.effective:
        facts = {"since": programme.since.isoformat(), "effective": standard.effective.isoformat()}
        yield Problem(path=path, route=("since",), code=PROGRAMME_BEFORE_STANDARD, facts=facts)
    for name, words in (("teams", programme.teams), ("groups", programme.groups)):
        for place, value in repeated(word.id for word in words):
            yield Problem(path=path, route=(name, place, "id"), code=REPEATED_ID, facts={"value": value})
    for number, group in enumerate(programme.groups):
        yield from _asked_of(path, group, ("groups", number), programme, rulebook)


def _asked_of(path: str, group: Group, route: Route, programme: Programme, rulebook: Rulebook) -> Iterator[Problem]:
    """What a group asks of whom."""
    trades = [word.id for word in rulebook.vocabulary.trades]
    for place, trade in enumerate(group.trades):
        yield from unknown(path, (*route, "trades", place), NO_SUCH_TRADE, trade, trades)
    for place, value in repeated(quota.id for quota in group.quotas):
        yield Problem(path=path, route=(*route, "quotas", place, "id"), code=REPEATED_ID, facts={"value": value})
    for place, quota in enumerate(group.quotas):
        of_quota: Route = (*route, "quotas", place)
        yield from _quota_problems(path, quota, of_quota, programme, rulebook)
        if standard := rulebook.standards.get(programme.standard):
            yield from _clause_problems(path, quota, of_quota, standard)
    for place, value in repeated(demand.id for demand in group.agenda):
        yield Problem(path=path, route=(*route, "agenda", place, "id"), code=REPEATED_ID, facts={"value": value})
    for place, demand in enumerate(group.agenda):
        yield from _demand_problems(path, demand, (*route, "agenda", place), programme, rulebook)


def _clause_problems(path: str, asked: Quota | Demand, route: Route, standard: Standard) -> Iterator[Problem]:
    clauses = [clause.id for section in standard.sections for clause in section.clauses]
    for place, clause in enumerate(asked.clauses):
        if clause not in clauses:
            facts = {"clause": clause, "known": known(clauses, clause)}
            yield Problem(path=path, route=(*route, "clauses", place), code=NO_SUCH_CLAUSE, facts=facts)


NO_SUCH_TEAM: Final = Code(
    slug="no-such-team",
    says="检查计划的 teams 里没有检查组“{value}”；有：{known}",
    mend="先在检查计划的 teams 里写明检查组的代号和名称。",
    wrong="channels: [weekly, monthly], teams: [B]",
    right="channels: [weekly, monthly], teams: [A]",
)
VISIT_TOO_LONG: Final = Code(
    slug="visit-too-long",
    says="一次检查最多 {most} 天，写的是 {days} 天",
    mend="按周的计划最多 7 天，按月的最多 28 天，这样一次检查才能落在同一周或同一月。",
    wrong="every: week, times: 1, days: 8",
    right="every: week, times: 1",
)


LATER_WITHOUT_REASON: Final = Code(
    slug="later-without-reason",
    says="检查要求“{quota}”从 {since} 才起算，晚于检查计划的 {programme}，没有写明原因",
    mend="在它旁边写 reason；没有原因的，删去 since，与检查计划同时起算。",
    wrong="since: 2026-10-05, every: week",
    right="since: 2026-10-05, reason: 新的检查组 10 月才成立, every: week",
)


DEMAND_ASKS_NOTHING: Final = Code(
    slug="demand-asks-nothing",
    says="对待查清单的要求“{demand}”没有写要查什么",
    mend="写 first（清单上最先的几个窗口逐个要查），或 share（至少多少比例的检查用在清单上的窗口），或两样都写。",
    wrong='{id: urgent, title: 先查最急的, clauses: ["1.1"], channels: [weekly]}',
    right='{id: urgent, title: 先查最急的, clauses: ["1.1"], first: 3, channels: [weekly]}',
)


def _demand_problems(
    path: str, demand: Demand, route: Route, programme: Programme, rulebook: Rulebook
) -> Iterator[Problem]:
    """A demand about the agenda that rests on nothing, or asks for nothing that could be done."""
    ref = demand.standard or programme.standard
    if demand.standard is not None:
        yield from unknown(path, (*route, "standard"), NO_SUCH_STANDARD, ref, rulebook.standards)
    if standard := rulebook.standards.get(ref):
        yield from _clause_problems(path, demand, route, standard)
    if not demand.first and not demand.share:
        yield Problem(path=path, route=route, code=DEMAND_ASKS_NOTHING, facts={"demand": demand.title})
    yield from _whose_problems(path, demand, route, programme, rulebook)


def _whose_problems(
    path: str, asked: Quota | Demand, route: Route, programme: Programme, rulebook: Rulebook
) -> Iterator[Problem]:
    """Through which channels, of which teams, and since when."""
    channels = [word.id for word in rulebook.vocabulary.channels]
    for place, channel in enumerate(asked.channels):
        yield from unknown(path, (*route, "channels", place), NO_SUCH_CHANNEL, channel, channels)
    teams = [team.id for team in programme.teams]
    for place, team in enumerate(asked.teams):
        yield from unknown(path, (*route, "teams", place), NO_SUCH_TEAM, team, teams)
    if asked.since is not None and asked.since > programme.since and not asked.reason:
        facts = {"quota": asked.title, "since": asked.since.isoformat(), "programme": programme.since.isoformat()}
        yield Problem(path=path, route=(*route, "since"), code=LATER_WITHOUT_REASON, facts=facts)


def _quota_problems(
    path: str, quota: Quota, route: Route, programme: Programme, rulebook: Rulebook
) -> Iterator[Problem]:
    yield from _whose_problems(path, quota, route, programme, rulebook)
    most = LONGEST[quota.every]
    if quota.days > most:
        facts = {"days": str(quota.days), "most": str(most)}
        yield Problem(path=path, route=(*route, "days"), code=VISIT_TOO_LONG, facts=facts)


def programme_centre_problems(rulebook: Rulebook, centres: Mapping[str, Centre]) -> Iterator[Problem]:
    """Groups that name centres or districts which do not exist, or to which no centre belongs.

    A group of trades that nobody here has asks for nothing, as a board of such a trade does; nor does any group where
    there is no centre yet.
    """
    for programme in rulebook.programmes.values() if centres else ():
        path = rulebook.paths[f"programme:{programme.id}"]
        for number, group in enumerate(programme.groups):
            yield from _group_problems(path, group, ("groups", number), centres)


GROUP_WITHOUT_CENTRES: Final = Code(
    slug="group-without-centres",
    says="没有服务机构属于分组“{group}”",
    mend="核对 trades、districts、centres：三项同时符合的才算；不写的一项不作要求。",
    wrong="id: banks\nname: 银行\ntrades: [post]",
    right="id: banks\nname: 银行\ntrades: [bank]",
)
NO_SUCH_CENTRE: Final = Code(
    slug="no-such-centre",
    says="没有服务机构“{value}”；有：{known}",
    mend="写 results/ 下的文件夹名。",
    wrong="centres: [harbor]",
    right="centres: [harbour]",
)
NO_CENTRE_IN_DISTRICT: Final = Code(
    slug="no-centre-in-district",
    says="没有服务机构在区县“{value}”；有：{known}",
    mend="写法要与 centre.yml 的 district 相同。",
    wrong="districts: [海港区]",
    right="districts: [港口区]",
)


def _group_problems(path: str, group: Group, route: Route, centres: Mapping[str, Centre]) -> Iterator[Problem]:
    if group.trades and not group.centres and not any(one.trade in group.trades for one in centres.values()):
        return
    districts = {centre.district for centre in centres.values()}
    named = [
        *((("centres", place), NO_SUCH_CENTRE, centre, centres) for place, centre in enumerate(group.centres)),
        *(
            (("districts", place), NO_CENTRE_IN_DISTRICT, district, districts)
            for place, district in enumerate(group.districts)
        ),
    ]
    found = [
        problem for way, code, value, all_of in named for problem in unknown(path, (*route, *way), code, value, all_of)
    ]
    yield from found
    if not found and not members(group, centres):
        yield Problem(path=path, route=(*route, "id"), code=GROUP_WITHOUT_CENTRES, facts={"group": group.id})


CODES: Final = (
    PROGRAMME_BEFORE_STANDARD,
    NO_SUCH_TEAM,
    VISIT_TOO_LONG,
    LATER_WITHOUT_REASON,
    DEMAND_ASKS_NOTHING,
    GROUP_WITHOUT_CENTRES,
    NO_SUCH_CENTRE,
    NO_CENTRE_IN_DISTRICT,
)
