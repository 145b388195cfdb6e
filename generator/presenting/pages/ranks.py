"""Further pages of the ranking of a board in a period, where it has more rows than one page."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.keys import PlaceKey
from generator.presenting.atlas import Atlas
from generator.presenting.pages.list import day_of_period, is_listed, period_made_of
from generator.presenting.parts.evidence import Chart, chart_of
from generator.presenting.parts.ranking import Ranking, pages_of, ranking_of
from generator.presenting.text.addresses import Paths, period_page, ranks_page
from generator.presenting.text.wording import period_text
from generator.words.phrases import say


class RanksKey(NamedTuple):
    """One of them."""

    place: PlaceKey
    number: int
    """Counted from 2: the first is the page of the period."""

    @property
    def address(self) -> str:
        """Where it stands."""
        return ranks_page(*self.place, self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class RanksPage:
    """What a page says."""

    heading: str
    period_text: str
    period_path: str
    """The way to the page of the period."""
    chart: Chart | None
    ranking: Ranking
    listed: bool
    """Whether search engines may find it: not once all exposures of the period have ended."""


def each(atlas: Atlas) -> Iterator[RanksKey]:
    """Every further page of every period."""
    for board in atlas.site.boards:
        for one in atlas.periods(board):
            yield from (RanksKey(one.place, number) for number in range(2, pages_of(one) + 1))


def view(atlas: Atlas, key: RanksKey, paths: Paths) -> RanksPage:
    """The rows of a page."""
    period = atlas.period(key.place)
    chart = chart_of(atlas.standard(*key.place), period)
    name = say("{board} {period}", board=atlas.board(key.place.board).title, period=period_text(key.place.period))
    return RanksPage(
        heading=say("{name}：排名第 {number} 页", name=name, number=key.number),
        period_text=name,
        period_path=paths(period_page(*key.place)),
        chart=chart,
        ranking=ranking_of(atlas, period, key.number, chart, paths),
        listed=is_listed(atlas, key.place),
    )


def day(atlas: Atlas, key: RanksKey) -> datetime.date:
    """The day of the newest data of its period."""
    return day_of_period(atlas, key.place)


def made_of(atlas: Atlas, key: RanksKey) -> tuple[object, ...]:
    """What it depends on: all that the page of its period does."""
    return (period_made_of(atlas, key.place), key.number)
