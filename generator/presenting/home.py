"""The first page: find a window, this period's lists, what changed, how to complain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from generator.model.scores import BoardPeriod, Standing
from generator.presenting.addresses import (
    COMMITMENTS,
    CONDUCT,
    HOME,
    LISTS,
    METHOD,
    PROGRAMME,
    SEARCH,
    STANDARDS,
    WINDOWS,
    Paths,
    asked,
    board_page,
    source,
)
from generator.presenting.atlas import Atlas, Row
from generator.presenting.lists import PeriodLink, period_link
from generator.presenting.marks import GREEN, MARKS, RED, Mark
from generator.presenting.markup import render
from generator.presenting.names import WindowLink, link_to
from generator.presenting.site import Artefact
from generator.presenting.wording import joined

SHOWN: Final = 3
"""Windows of each list of each board; the rest stands on the page of the board."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Windows that came onto a list, or left it, since the period before."""

    mark: Mark
    word: str
    """新上 or 退出."""
    windows: tuple[WindowLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardBlock:
    """A board on the first page."""

    title: str
    path: str
    trade: str
    period: PeriodLink
    closed: bool
    red: tuple[Row, ...]
    green: tuple[Row, ...]
    more_red: int
    """How many more there are on the page of the board."""
    more_green: int
    before: str
    """The period it is compared with; empty for the first one."""
    changed: str
    """How many came and went, in a line."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A way into the finder."""

    text: str
    path: str
    count: int


def home_pages(atlas: Atlas) -> Iterator[Artefact]:
    """`index.md`."""
    site = atlas.site
    shown = tuple(atlas.periods(board)[:2] for board in site.boards)

    def text() -> str:
        paths = Paths(HOME)
        return render(
            "home.md.jinja",
            data_date=atlas.data_date(),
            sample=site.sample,
            policy=site.rulebook.policy,
            boards=tuple(_block(atlas, periods, paths) for periods in shown if periods),
            trades=tuple(_trades(atlas, paths)),
            districts=tuple(_districts(atlas, paths)),
            windows=len(atlas.names),
            centres=len(site.centres),
            marks=MARKS,
            search_path=paths(SEARCH),
            windows_path=paths(WINDOWS),
            commitments_path=paths(COMMITMENTS),
            programme_path=paths(PROGRAMME),
            lists_path=paths(LISTS),
            standards_path=paths(STANDARDS),
            conduct_path=paths(CONDUCT),
            method_path=paths(METHOD),
        )

    yield Artefact(
        address=source(HOME),
        ingredients=(
            site.rulebook_digest,
            site.sample,
            atlas.data_date(),
            shown,
            tuple(atlas.used(periods) for periods in shown),
            tuple(atlas.names.values()),
        ),
        render=text,
    )


def _trades(atlas: Atlas, paths: Paths) -> Iterator[Choice]:
    used = [name.trade for name in atlas.names.values()]
    for trade, name in atlas.trades.items():
        if trade in used:
            yield Choice(text=name, path=paths(asked(WINDOWS, trade=trade)), count=used.count(trade))


def _districts(atlas: Atlas, paths: Paths) -> Iterator[Choice]:
    used = [name.district for name in atlas.names.values()]
    for district in sorted(set(used)):
        yield Choice(text=district, path=paths(asked(WINDOWS, district=district)), count=used.count(district))


def _block(atlas: Atlas, periods: tuple[BoardPeriod, ...], paths: Paths) -> BoardBlock:
    newest, before = periods[0], periods[1] if len(periods) > 1 else None
    board = atlas.board(newest.board)
    changes = tuple(_changes(atlas, newest, before, paths)) if before else ()
    red = [one for one in newest.ranked if one.listed == RED.kind]
    green = [one for one in reversed(newest.ranked) if one.listed == GREEN.kind]
    return BoardBlock(
        title=board.title,
        path=paths(board_page(board.id)),
        trade=atlas.trades[board.trade],
        period=period_link(newest, paths),
        closed=newest.closed,
        red=atlas.rows(red[:SHOWN], paths),
        green=atlas.rows(green[:SHOWN], paths),
        more_red=max(0, len(red) - SHOWN),
        more_green=max(0, len(green) - SHOWN),
        before=period_link(before, paths).text if before else "",
        changed=joined(f"{one.word}{one.mark.name} {len(one.windows)} 个" for one in changes) or "没有变化",
        changes=changes,
    )


def _changes(atlas: Atlas, newest: BoardPeriod, before: BoardPeriod, paths: Paths) -> Iterator[Change]:
    for mark in MARKS:
        now, then = _on_list(newest.ranked, mark), _on_list(before.ranked, mark)
        for word, keys in (("新上", now - then), ("退出", then - now)):
            if keys:
                links = tuple(link_to(atlas.names[key], paths) for key in sorted(keys))
                yield Change(mark=mark, word=word, windows=links)


def _on_list(standings: Iterable[Standing], mark: Mark) -> set[tuple[str, str]]:
    return {(one.centre, one.window) for one in standings if one.listed == mark.kind}
