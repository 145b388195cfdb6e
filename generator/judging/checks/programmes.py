"""Whether an inspection programme agrees with the standards, the vocabulary and the centres."""

from collections.abc import Iterator, Mapping

from generator.judging.analysis.quotas import members
from generator.judging.checks.references import known, repeated, unknown
from generator.model.centre import Centre
from generator.model.dataset import Rulebook
from generator.model.problem import Problem, Route
from generator.model.programme import Group, Programme, Quota

LONGEST = {"week": 7, "month": 28}
"""Days that one visit may take, so that it can lie within every week or month."""


def programme_problems(path: str, programme: Programme, rulebook: Rulebook) -> Iterator[Problem]:
    """A programme whose words stand nowhere, or whose quotas could not be kept as they are written."""
    standard = rulebook.standards.get(programme.standard)
    yield from unknown(path, ("standard",), "no-such-standard", programme.standard, rulebook.standards)
    if standard is not None and programme.since < standard.effective:
        facts = {"since": programme.since.isoformat(), "effective": standard.effective.isoformat()}
        yield Problem(path=path, route=("since",), code="programme-before-standard", facts=facts)
    for name, words in (("teams", programme.teams), ("groups", programme.groups)):
        for place, value in repeated(word.id for word in words):
            yield Problem(path=path, route=(name, place, "id"), code="repeated-id", facts={"value": value})
    clauses = [] if standard is None else [clause.id for section in standard.sections for clause in section.clauses]
    for number, group in enumerate(programme.groups):
        route: Route = ("groups", number)
        for place, trade in enumerate(group.trades):
            trades = [word.id for word in rulebook.vocabulary.trades]
            yield from unknown(path, (*route, "trades", place), "no-such-trade", trade, trades)
        for place, value in repeated(quota.id for quota in group.quotas):
            yield Problem(path=path, route=(*route, "quotas", place, "id"), code="repeated-id", facts={"value": value})
        for place, quota in enumerate(group.quotas):
            of_quota: Route = (*route, "quotas", place)
            yield from _quota_problems(path, quota, of_quota, programme, rulebook)
            for each, clause in enumerate(quota.clauses):
                if standard is not None and clause not in clauses:
                    facts = {"clause": clause, "known": known(clauses, clause)}
                    yield Problem(path=path, route=(*of_quota, "clauses", each), code="no-such-clause", facts=facts)


def _quota_problems(
    path: str, quota: Quota, route: Route, programme: Programme, rulebook: Rulebook
) -> Iterator[Problem]:
    channels = [word.id for word in rulebook.vocabulary.channels]
    for place, channel in enumerate(quota.channels):
        yield from unknown(path, (*route, "channels", place), "no-such-channel", channel, channels)
    teams = [team.id for team in programme.teams]
    for place, team in enumerate(quota.teams):
        yield from unknown(path, (*route, "teams", place), "no-such-team", team, teams)
    most = LONGEST[quota.every]
    if quota.days > most:
        facts = {"days": str(quota.days), "most": str(most)}
        yield Problem(path=path, route=(*route, "days"), code="visit-too-long", facts=facts)


def programme_centre_problems(rulebook: Rulebook, centres: Mapping[str, Centre]) -> Iterator[Problem]:
    """Groups that name centres or districts which do not exist, or to which no centre belongs.

    A group of trades that nobody here has asks for nothing, as a board of such a trade does; nor does any group where
    there is no centre yet.
    """
    for programme in rulebook.programmes.values() if centres else ():
        path = rulebook.paths[f"programme:{programme.id}"]
        for number, group in enumerate(programme.groups):
            yield from _group_problems(path, group, ("groups", number), centres)


def _group_problems(path: str, group: Group, route: Route, centres: Mapping[str, Centre]) -> Iterator[Problem]:
    if group.trades and not group.centres and not any(one.trade in group.trades for one in centres.values()):
        return
    districts = {centre.district for centre in centres.values()}
    named = [
        *((("centres", place), "no-such-centre", centre, centres) for place, centre in enumerate(group.centres)),
        *(
            (("districts", place), "no-centre-in-district", district, districts)
            for place, district in enumerate(group.districts)
        ),
    ]
    found = [
        problem for way, code, value, all_of in named for problem in unknown(path, (*route, *way), code, value, all_of)
    ]
    yield from found
    if not found and not members(group, centres):
        yield Problem(path=path, route=(*route, "id"), code="group-without-centres", facts={"group": group.id})
