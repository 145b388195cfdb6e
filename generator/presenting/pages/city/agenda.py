"""Whom to inspect next, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.judging.analysis.agenda import AgendaReason
from generator.model.keys import WindowKey
from generator.presenting.atlas import Atlas
from generator.presenting.pages.city.programme import DemandLine, demand_line
from generator.presenting.parts.pager import PartLink, pages_for, part_links
from generator.presenting.text.addresses import AGENDA_FILE, Paths, agenda_page, unscored_place, why_place
from generator.presenting.text.agenda import asked_of, reason_text
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import day_text

LINES: Final = 250
"""Windows on one page: one takes 0.5 kB, and a page shall have 200 kB at most."""

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
    number: int
    """Of the page, from 1."""
    links: tuple[PartLink, ...]
    """To every page; none where there is one alone."""
    asked: tuple[AskedView, ...]
    """Empty where no programme asks that the agenda is followed, and on all pages but the first."""
    first: int
    """The place of the first line."""
    lines: tuple[AgendaView, ...]
    csv_path: str


def each(atlas: Atlas) -> Iterable[int]:
    """Every page but the first, which is there whatever the data are."""
    return range(2, pages_for(len(atlas.agenda), LINES) + 1)


def view(atlas: Atlas, paths: Paths) -> AgendaPage:
    """Every window that there is a reason to inspect, the most urgent first: the first page of them."""
    return page(atlas, 1, paths)


def page(atlas: Atlas, number: int, paths: Paths) -> AgendaPage:
    """A page of them."""
    first = (number - 1) * LINES
    return AgendaPage(
        day=day_text(atlas.site.as_of.day),
        number=number,
        links=part_links(len(atlas.agenda), LINES, number, lambda one: paths(agenda_page(one))),
        first=first + 1,
        asked=()
        if number > 1
        else tuple(
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
            for line in atlas.agenda[first : first + LINES]
        ),
        csv_path=paths(AGENDA_FILE),
    )


def _path(who: WindowKey, reason: AgendaReason, paths: Paths) -> str:
    """The way to what a reason rests on; empty where nothing was found."""
    if reason.kind == "noted":
        return paths(unscored_place(who))
    return paths(why_place(who, reason.period)) if reason.period else ""
