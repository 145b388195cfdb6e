"""Whether amendments name what they are about, and lie in the past."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Final

from generator.judging.checks.process.cases import STEP_AFTER_DATA_DAY
from generator.judging.history.amended import AMENDMENTS
from generator.model.amendments import Amendment
from generator.model.problem import Code, Problem

AMENDMENT_OF_NOTHING: Final = Code(
    slug="amendment-of-nothing",
    says="变更说明说不清是哪一个：kind 是 {kind}，id 是 {id}",
    mend="policy 和 vocabulary 各只有一个，不写 id；其余的用 id 写明是哪一个。",
    wrong="{date: 2026-11-20, kind: programme, reason: 十月系统停用, changes: [{what: whole}]}",
    right="{date: 2026-11-20, kind: programme, id: rounds, reason: 十月系统停用, changes: [{what: whole}]}",
)


def amendment_problems(amendments: Iterable[Amendment]) -> Iterator[Problem]:
    """Amendments of which nobody knows what they are about."""
    for number, one in enumerate(amendments):
        if (one.id is None) != (one.kind in {"policy", "vocabulary"}):
            facts = {"kind": one.kind, "id": one.id or "–"}
            route = ("amendments", number, "kind")
            yield Problem(path=AMENDMENTS, route=route, code=AMENDMENT_OF_NOTHING, facts=facts)


def future_amendments(amendments: Iterable[Amendment], last: datetime.date) -> Iterator[Problem]:
    """Amendments that are dated after the day the site speaks of."""
    for number, one in enumerate(amendments):
        if one.date > last:
            facts = {"date": one.date.isoformat(), "last": last.isoformat()}
            route = ("amendments", number, "date")
            yield Problem(path=AMENDMENTS, route=route, code=STEP_AFTER_DATA_DAY, facts=facts)


CODES: Final = (AMENDMENT_OF_NOTHING,)
