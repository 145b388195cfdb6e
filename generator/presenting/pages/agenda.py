"""Whom to inspect next, and why."""

from dataclasses import dataclass
from typing import Final

from generator.judging.analysis.agenda import AgendaReason
from generator.model.keys import WindowKey
from generator.presenting.atlas import Atlas
from generator.presenting.pages.programme import DemandLine, demand_line
from generator.presenting.text.addresses import AGENDA_FILE, Paths, unscored_place, why_place
from generator.presenting.text.agenda import asked_of, reason_text
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import day_text

MONTHS_SHOWN: Final = 2
"""Months of a demand on this page: the one that runs, and the one before; the page of the programme has more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReasonLine:
    """A reason in words."""

    text: str
    path: str
    """The way to what it rests on; empty where it rests on nothing that was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaView:
    """A window on the agenda."""

    link: WindowLink
    trade: str
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedView:
    """What a programme asks of the inspections of a month, and what came of it in the newest months."""

    title: str
    group: str
    team: str
    """Empty: all teams together."""
    lines: tuple[DemandLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaPage:
    """What the page says."""

    day: str
    asked: tuple[AskedView, ...]
    """Empty where no programme asks that the agenda is followed."""
    lines: tuple[AgendaView, ...]
    csv_path: str


def view(atlas: Atlas, paths: Paths) -> AgendaPage:
    """Every window that there is a reason to inspect, the most urgent first."""
    return AgendaPage(
        day=day_text(atlas.site.as_of.day),
        asked=tuple(
            AskedView(
                title=one.demand.title,
                group=one.group,
                team=one.team,
                lines=tuple(
                    demand_line(atlas, one.demand, period, paths) for period in one.record.periods[:MONTHS_SHOWN]
                ),
            )
            for one in asked_of(atlas.site)
        ),
        lines=tuple(
            AgendaView(
                link=link_to(atlas.names[line.who], paths),
                trade=atlas.trades[atlas.names[line.who].trade],
                reasons=tuple(
                    ReasonLine(text=reason_text(one), path=_path(line.who, one, paths)) for one in line.reasons
                ),
            )
            for line in atlas.agenda
        ),
        csv_path=paths(AGENDA_FILE),
    )


def _path(who: WindowKey, reason: AgendaReason, paths: Paths) -> str:
    """The way to what a reason rests on; empty where nothing was found."""
    if reason.kind == "noted":
        return paths(unscored_place(who))
    return paths(why_place(who, reason.period)) if reason.period else ""
