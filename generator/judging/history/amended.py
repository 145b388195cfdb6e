"""Facts that were published and would be said otherwise, and whether an amendment says so."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from generator.judging.history.cases import several
from generator.judging.history.facts import FROZEN, SEALED, UNTIL, WORDING, Thing
from generator.judging.history.publication import Publication
from generator.model.amendments import Amended, AmendedKind, Amendment
from generator.model.problem import Code, Problem, Route

AMENDMENTS: Final = "standards/amendments.yml"

WHOLE: Final = "whole"
"""What an amendment names where the thing itself is gone."""

_JUDGED_ELSEWHERE: Final = frozenset({"board", "inspection"})
"""Kinds of which amendments name more than facts."""

CONTESTED: Final = frozenset({"findings", "inspections", "events", "clauses"})
"""What a case is about from its first day, place by place: a step is added, and nothing else."""

LATE: Final = Amended(what="late")
"""What an amendment names of a case that was entered late."""

PUBLISHED_FACT_CHANGED: Final = Code(
    slug="published-fact-changed",
    says="已公布的 {thing} 会无声改变：{changes}",
    mend="改回去；确实要改的，在 standards/amendments.yml 的 amendments 里加一项，写明 date、kind、id、reason，"
    "changes 逐项照抄这里的名称和原值、新值（“–”表示没有值，“…”表示长文字，那一项都不写）。它会登在更正记录页上。",
    wrong="standards/programmes/rounds.yml\n  since: 2026-11-01",
    right="standards/programmes/rounds.yml\n"
    "  since: 2026-11-01\n"
    "standards/amendments.yml\n"
    "  amendments:\n"
    "    - {date: 2026-11-20, kind: programme, id: rounds, reason: 十月系统停用, "
    "changes: [{what: since, old: 2026-10-01, new: 2026-11-01}]}",
)
PUBLISHED_EDITION_CHANGED: Final = Code(
    slug="published-edition-changed",
    says="{edition} 公布时已经冻结，现在会变成另一个样子：{changes}",
    mend="恢复标准原文和 standards/editions.yml；冻结过的版次不再解冻，也不重新冻结。要改就另立版次：原文件存为 "
    "standards/<标准>@<版次>.yml，在 standards/<标准>.yml 里改用新的 edition。",
    wrong="rm standards/editions.yml && windowboard freeze",
    right="git checkout HEAD -- standards/editions.yml standards/desk.yml",
)
AMENDMENT_MISSTATES: Final = Code(
    slug="amendment-misstates",
    says="变更说明与公布的不符：{thing} 的 {what} 写的是 {written}，应为 {right}",
    mend="把 changes 改成这里给出的原值和新值；没有改变的不要列出。",
    wrong="changes: [{what: since, old: 2026-09-01, new: 2026-11-01}]",
    right="changes: [{what: since, old: 2026-10-01, new: 2026-11-01}]",
)
AMENDMENT_CHANGED: Final = Code(
    slug="amendment-changed",
    says="已公布的变更说明不见了，或者内容变了：{date} {thing}",
    mend="恢复原样：standards/amendments.yml 只增不改；写错了的，另加一项说明。",
    wrong="amendments: []",
    right="amendments:\n  - {date: 2026-11-20, kind: policy, reason: 统一时区, changes: [{what: time_zone, …}]}",
)


class Told:
    """The amendments on which nothing that is published rests yet."""

    def __init__(self, before: Iterable[Amendment], now: Iterable[Amendment]) -> None:
        known, self.every = tuple(before), tuple(now)
        self.fresh = tuple(one for one in self.every if one not in known)

    def of_kind(self, kind: AmendedKind) -> Iterator[tuple[int, int, Amendment, Amended]]:
        """What they say of the things of a kind: the place of the amendment in its file, and of the change in it."""
        for number, one in enumerate(self.every):
            if one in self.fresh and one.kind == kind:
                for place, change in enumerate(one.changes):
                    yield number, place, one, change

    def steps(self, thing: Thing) -> dict[str, list[Amended]]:
        """What they say of a thing, by what is changed, in the order of their days."""
        found: dict[str, list[Amended]] = {}
        for one in sorted(self.fresh, key=lambda one: one.date):
            for change in one.changes if one.thing == thing else ():
                found.setdefault(change.what, []).append(change)
        return found

    def says(self, thing: Thing, change: Amended) -> bool:
        """Whether they lead from the old value to the new one."""
        return _leads(self.steps(thing).get(change.what, []), change)


def _leads(steps: list[Amended], change: Amended) -> bool:
    return (
        bool(steps)
        and (steps[0].old, steps[-1].new) == (change.old, change.new)
        and all(one.new == other.old for one, other in pairwise(steps))
    )


IsLate = Callable[[datetime.date], bool]
"""Whether a day lies further back than what an office has to enter it in."""


def at_once(_day: datetime.date) -> bool:
    """Of an office that has to enter everything on the day itself."""
    return True


def amended_problems(before: Publication, now: Publication, is_late: IsLate = at_once) -> Iterator[Problem]:
    """Every fact that would be said otherwise in silence, and every amendment that says something else."""
    told = Told(before.amendments, now.amendments)
    for one in before.amendments:
        if one not in now.amendments:
            facts = {"date": one.date.isoformat(), "thing": thing_text(one.thing)}
            yield Problem(path=AMENDMENTS, code=AMENDMENT_CHANGED, facts=facts)
    found = {thing: changes for thing, changes in changes_of_facts(before, now, is_late) if changes}
    for thing, changes in found.items():
        frozen = thing[0] == "standard" and FROZEN in before.facts[thing]
        if fixed := [change.what for change in changes if frozen and change.what not in WORDING]:
            facts = {"edition": thing[1], "changes": several(fixed)}
            yield Problem(path=AMENDMENTS, code=PUBLISHED_EDITION_CHANGED, facts=facts)
        elif silent := [change for change in changes if not told.says(thing, change)]:
            facts = {"thing": thing_text(thing), "changes": several([change_text(change) for change in silent])}
            yield Problem(path=AMENDMENTS, code=PUBLISHED_FACT_CHANGED, facts=facts)
    yield from _misstated(before, now, told, found)


def changes_of_facts(before: Publication, now: Publication, is_late: IsLate) -> Iterator[tuple[Thing, list[Amended]]]:
    """What is said otherwise of each thing; what was not said before may come, unless it speaks of what is past.

    Cases that are gone: see `names`.
    """
    published = before.day.isoformat()
    for thing, old in sorted(before.facts.items()):
        new = now.facts.get(thing)
        if new is not None:
            moved = ((name, was, new.get(name, "")) for name, was in old.items())
            otherwise = [_amended(*one) for one in moved if one[1] != one[2] and not _is_news(*one, published)]
            yield thing, otherwise + list(_dated_back(thing, old, new, published, is_late))
        elif thing[0] != "case":
            yield thing, [Amended(what=WHOLE)]
    if before.facts:
        for thing in sorted(now.facts.keys() - before.facts.keys()):
            if thing[0] == "programme" and now.facts[thing]["since"] <= published:
                yield thing, [Amended(what=WHOLE)]


def _is_news(name: str, was: str, new: str, published: str) -> bool:
    """A board ended after what was published."""
    return name == UNTIL and not was and new > published


def _dated_back(
    thing: Thing, old: Mapping[str, str], new: Mapping[str, str], published: str, is_late: IsLate
) -> Iterator[Amended]:
    """Days that come, and are no later than what was published: it would have been said otherwise.

    When a window that was known opened or closed, unless that is entered in time as any step of a case; since when
    a quota that was not there is due; and what else a published case is about than what it said.
    """
    for name, value in new.items():
        place, _, last = name.rpartition(".")
        if name in old:
            continue
        if thing[0] == "case" and name.partition(".")[0] in CONTESTED:
            yield Amended(what=name)
        if not place:
            continue
        is_due = thing[0] == "programme" and last == "since"
        is_of_window = thing[0] == "centre" and last in {"opened", "closed"} and f"{place}.trade" in old
        day = value or new["since"] if is_due else value
        too_late = is_due or (is_of_window and is_late(datetime.date.fromisoformat(day)))
        if too_late and day <= published:
            yield Amended(what=name, new=day)


def _amended(name: str, old: str, new: str) -> Amended:
    return Amended(what=name, old=_shown(old), new=_shown(new))


def _shown(value: str) -> str | None:
    return None if not value or value.startswith(SEALED) else value


def _misstated(
    before: Publication, now: Publication, told: Told, found: Mapping[Thing, list[Amended]]
) -> Iterator[Problem]:
    """Fresh amendments that say what is not so, each on its line."""
    for number, one in enumerate(now.amendments):
        if one not in told.fresh or one.kind in _JUDGED_ELSEWHERE:
            continue
        if one.thing not in before.facts:
            yield from _of_nobody(number, one, before, now)
            continue
        wanted = {change.what: change for change in found.get(one.thing, ())}
        for place, change in enumerate(one.changes):
            if change == LATE:
                continue
            same = before.facts[one.thing].get(change.what, "")
            right = wanted.get(change.what) or _amended(change.what, same, same)
            alone = len(told.steps(one.thing)[change.what]) == 1  # of several one may undo another
            if (alone and change.what not in wanted) or not told.says(one.thing, right):
                yield misstated(one, change, right, ("amendments", number, "changes", place))


def misstated(one: Amendment, change: Amended, right: Amended | None, route: Route) -> Problem:
    """What is told of an amendment that says what is not so; `right`: None where nothing has changed."""
    facts = {
        "thing": thing_text(one.thing),
        "what": change.what,
        "written": _step(change.old, change.new),
        "right": _step(right.old, right.new) if right else "–",
    }
    return Problem(path=AMENDMENTS, route=route, code=AMENDMENT_MISSTATES, facts=facts)


def _of_nobody(number: int, one: Amendment, before: Publication, now: Publication) -> Iterator[Problem]:
    """A fresh amendment of what there is not and never was."""
    there = one.thing in now.facts or one.id in now.cases or one.id in before.cases
    if before.facts and not there:
        facts = {"thing": thing_text(one.thing), "what": one.changes[0].what, "written": thing_text(one.thing)}
        route = ("amendments", number, "id")
        yield Problem(path=AMENDMENTS, route=route, code=AMENDMENT_MISSTATES, facts=facts | {"right": "–"})


def thing_text(thing: Thing) -> str:
    """A thing as an amendment names it."""
    return " ".join(filter(None, thing))


def change_text(change: Amended) -> str:
    """A change as an amendment would have to say it."""
    return f"{change.what} {_step(change.old, change.new)}" if change.what != WHOLE else WHOLE


def _step(old: str | None, new: str | None) -> str:
    return f"{old or '–'} → {new or '–'}" if old or new else "…"


CODES: Final = (
    PUBLISHED_FACT_CHANGED,
    PUBLISHED_EDITION_CHANGED,
    AMENDMENT_MISSTATES,
    AMENDMENT_CHANGED,
)
