"""What standards demand to be public of a centre, held against what it has registered."""

import datetime
from dataclasses import dataclass
from typing import assert_never

from generator.judging.analysis.opening import clauses_in_force
from generator.judging.analysis.quotas import in_service_between
from generator.model.centre import Centre, Window
from generator.model.dataset import Rulebook
from generator.model.standard import Clause, Disclosed, Standard


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """Something that is to be public, and of how much it is."""

    what: Disclosed
    there: int
    asked: int
    """Windows, their services, or the centre itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldDisclosure:
    """A clause that demands something to be public, and what there is of it."""

    standard: Standard
    clause: Clause
    shown: tuple[Shown, ...]


def held_disclosures(rulebook: Rulebook, centre: Centre, day: datetime.date) -> tuple[HeldDisclosure, ...]:
    """Every clause that demands something to be public, by standard; windows that are out of service are not asked."""
    windows = [one for one in centre.windows if in_service_between(one, day, day)]
    return tuple(
        HeldDisclosure(
            standard=standard, clause=clause, shown=tuple(_shown(what, centre, windows) for what in clause.discloses)
        )
        for standard, clause in clauses_in_force(rulebook, centre, day)
        if clause.discloses
    )


def _shown(what: Disclosed, centre: Centre, windows: list[Window]) -> Shown:
    services = sum(len(one.services) for one in windows)
    guides = [guide for one in windows for guide in one.guides]
    match what:
        case "services":
            return Shown(what=what, there=sum(bool(one.services) for one in windows), asked=len(windows))
        case "steps":
            return Shown(what=what, there=sum(bool(guide.steps) for guide in guides), asked=services)
        case "limits":
            return Shown(what=what, there=sum(guide.within is not None for guide in guides), asked=services)
        case "standards":  # the site itself publishes them: the clause that asks stands in one that binds the centre
            return Shown(what=what, there=1, asked=1)
        case "evaluations":
            return Shown(what=what, there=min(1, len(centre.evaluations)), asked=1)
        case _:
            assert_never(what)
