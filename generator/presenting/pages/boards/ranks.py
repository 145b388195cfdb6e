"""The ranking of a board in a period, and the further pages of it, where it has more rows than one page.

The first of its rows stand on the page of the period itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from generator.model.keys import PlaceKey
from generator.model.scores import BoardPeriod, Standing
from generator.presenting.atlas import Atlas, Row, is_appealed
from generator.presenting.parts.pager import PartLink, pages_for, part_links
from generator.presenting.parts.process.endings import all_ended
from generator.presenting.parts.scores.evidence import Chart, bar_of, chart_of
from generator.presenting.text.addresses import Paths, period_page, ranks_page
from generator.presenting.text.names import link_to
from generator.presenting.text.wording import period_text
from generator.words.phrases import say

ROWS: Final = 40
"""Rows on one page: a row takes 1.1 kB, its lists up to 0.8 kB an entry, and a page shall have 200 kB at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """The rows that a page has."""

    ranked: tuple[Row, ...]
    unrated: tuple[Row, ...]
    ranked_count: int
    """Of the whole board, as is the next."""
    unrated_count: int
    links: tuple[PartLink, ...]
    """To every page; none where there is one alone."""


def rows_of(period: BoardPeriod) -> tuple[Standing, ...]:
    """All rows in their order, but for those that an undecided appeal holds: they stand apart."""
    return (*period.ranked, *(one for one in period.unrated if not is_appealed(one)))


def pages_of(period: BoardPeriod) -> int:
    """How many pages they take."""
    return pages_for(len(rows_of(period)), ROWS)


def ranking_of(atlas: Atlas, period: BoardPeriod, number: int, chart: Chart | None, paths: Paths) -> Ranking:
    """The rows of a page, counted from 1."""
    every = rows_of(period)
    shown = every[(number - 1) * ROWS : number * ROWS]
    ranked = tuple(one for one in shown if one.rank)
    return Ranking(
        ranked=tuple(ranked_rows(atlas, period, ranked, chart, paths)),
        unrated=atlas.rows(shown[len(ranked) :], paths),
        ranked_count=len(period.ranked),
        unrated_count=len(every) - len(period.ranked),
        links=part_links(len(every), ROWS, number, lambda page: paths(_page_address(period, page))),
    )


def ranked_rows(
    atlas: Atlas, period: BoardPeriod, standings: Sequence[Standing], chart: Chart | None, paths: Paths
) -> Iterator[Row]:
    """Rated rows with their bars and the course of their scores, called as the page of the period calls them."""
    sparks = atlas.sparks(period.place)
    for one in standings:
        row = atlas.row(one, paths, bar_of(chart, one), sparks.of(one.who))
        yield replace(row, link=link_to(atlas.name_at(one.key), paths))


def _page_address(period: BoardPeriod, number: int) -> str:
    return period_page(*period.place) if number == 1 else ranks_page(*period.place, number)


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
        listed=not (period.closed and all_ended(one for one in atlas.site.entries if one.place == key.place)),
    )
