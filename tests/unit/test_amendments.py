"""What is published besides figures changes by an amendment, which says the old and the new value and why."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

import pytest

from generator.judging.history.amended import amended_problems
from generator.judging.history.publication import Publication
from generator.model.amendments import Amended, AmendedKind, Amendment
from generator.telling.messages import line

DAY = datetime.date(2026, 11, 20)
ROUNDS = ("programme", "rounds")
BEFORE = Publication(day=DAY, periods={}, rules={}, cases={}, facts={ROUNDS: {"since": "2026-10-01", "teams": "~abc"}})


def now(facts: Mapping[str, str] | None, *amendments: Amendment) -> Publication:
    """The same with other facts of the programme, or without it."""
    return replace(BEFORE, facts={} if facts is None else {ROUNDS: facts}, amendments=amendments)


def amendment(
    *changes: Amended, day: int = 20, kind: AmendedKind = "programme", key: str | None = "rounds"
) -> Amendment:
    """An amendment of the programme on a day of November."""
    date = datetime.date(2026, 11, day)
    return Amendment(date=date, kind=kind, id=key, reason="系统停用", changes=changes)


def said(after: Publication, before: Publication = BEFORE) -> list[str]:
    """What is told, in English."""
    return [line(problem, "en") for problem in amended_problems(before, after)]


LATER = {"since": "2026-11-01", "teams": "~abc"}
SINCE = Amended(what="since", old="2026-10-01", new="2026-11-01")


def test_a_fact_changes_with_an_amendment_that_names_it() -> None:
    """Its old and its new value are told as they have to be written; one that says so lets it pass."""
    (only,) = said(now(LATER))
    assert only == (
        "standards/amendments.yml: published-fact-changed what was published of programme rounds would change "
        "silently: since 2026-10-01 → 2026-11-01"
    )
    assert said(now(LATER, amendment(SINCE))) == []


def test_two_amendments_lead_from_one_value_to_the_next() -> None:
    """Each says its own step; a gap between them is told."""
    middle = "2026-10-15"
    first, second = replace(SINCE, new=middle), replace(SINCE, old=middle)
    assert said(now(LATER, amendment(first, day=19), amendment(second))) == []
    found = said(now(LATER, amendment(first, day=19), amendment(replace(second, old="2026-10-20"))))
    assert [one.split(" ")[1] for one in found] == ["published-fact-changed", *["amendment-misstates"] * 2]


def test_an_amendment_explains_once() -> None:
    """What it explained was published with it; the same step again is silent."""
    told = amendment(SINCE)
    published = now(BEFORE.facts[ROUNDS], told)
    assert len(said(now(LATER, told), published)) == 1
    (only,) = said(now(BEFORE.facts[ROUNDS]), published)
    assert only.split(" ")[1] == "amendment-changed"


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        ({"since": "2026-10-01", "teams": "~abd"}, Amended(what="teams")),
        ({"since": "2026-10-01"}, Amended(what="teams")),
        ({"teams": "~abc"}, Amended(what="since", old="2026-10-01")),
        (None, Amended(what="whole")),
    ],
    ids=["a long text", "a long text is gone", "a value is gone", "the thing is gone"],
)
def test_what_is_no_value_is_left_out(facts: Mapping[str, str] | None, change: Amended) -> None:
    """Of a long text, which only its fingerprint tells, neither is written."""
    assert [one.split(" ")[1] for one in said(now(facts))] == ["published-fact-changed"]
    assert said(now(facts, amendment(change))) == []


def test_an_amendment_of_another_thing_explains_nothing() -> None:
    """Nor does one of another fact."""
    for other in (amendment(SINCE, key="others"), amendment(replace(SINCE, what="unseen_after"))):
        assert "published-fact-changed" in said(now(LATER, other))[0]


def test_what_was_not_said_before_may_come() -> None:
    """A fact, and a thing: nothing that was read is another."""
    more = replace(now({**BEFORE.facts[ROUNDS], "quotas.weekly.times": "1"}))
    assert said(replace(more, facts={**more.facts, ("centre", "pier"): {"district": "码头区"}})) == []


def test_a_frozen_edition_takes_no_amendment() -> None:
    """It is not thawed either."""
    desk = ("standard", "desk@1")
    before = replace(BEFORE, facts={desk: {"frozen": "true", "clause 2.1": "~abc"}})
    told = amendment(Amended(what="clause 2.1"), kind="standard", key="desk@1")
    after = replace(before, facts={desk: {"frozen": "true", "clause 2.1": "~abd"}}, amendments=(told,))
    (only,) = said(after, before)
    assert only == (
        "standards/amendments.yml: published-edition-changed desk@1 was frozen when it was published, and would be "
        "another now: clause 2.1"
    )
    (only,) = said(replace(before, facts={desk: {"clause 2.1": "~abc"}}), before)
    assert only.endswith("another now: frozen")
