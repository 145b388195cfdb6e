"""What a period of a board takes from those before it: ratings that stand, and the evidence of several periods."""

import datetime
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from generator.judging.process.workdays import ONE_DAY, months_after
from generator.judging.scoring.board_rows import BoardRows
from generator.judging.scoring.certainty import asked_periods
from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import first_day, last_day, period_on
from generator.judging.scoring.ranking import rank_board
from generator.model.keys import WindowKey
from generator.model.rules import Board
from generator.model.scores import BoardPeriod, Rated, Standing, Superseded
from generator.model.standard import Standard


def just_before(board: Board, period: str, periods: Container[str]) -> Iterator[str]:
    """The periods whose evidence the lists of one take together with its own, newest first.

    They are those before it without a gap, in which anything was found and the same edition judged.
    """
    before = period_on(board, first_day(period) - ONE_DAY)
    for _ in range(asked_periods(board) - 1):
        if before not in periods or standard_of(board, before) != standard_of(board, period):
            return
        yield before
        before = period_on(board, first_day(before) - ONE_DAY)


def ranked(  # noqa: PLR0913, PLR0917  # a board over a period, and what went before
    board: Board,
    standard: Standard,
    period: str,
    as_of: datetime.date,
    past: Mapping[str, Mapping[WindowKey, Standing]],
    standings: Iterable[Standing],
    unseen: Collection[tuple[str, WindowKey]] = (),
    otherwise: Mapping[tuple[str, WindowKey], Standing] = MappingProxyType({}),
) -> BoardPeriod:
    """The places of a period.

    `past`: the rows of those just before it; of these, by period and window, `unseen` are not used, and `otherwise` are
    used as they were once.
    """
    before = [
        {who: otherwise.get((one, who), row) for who, row in rows.items() if (one, who) not in unseen}
        if unseen or otherwise
        else rows
        for one, rows in past.items()
    ]
    return rank_board(board, standard, period, standings, as_of, before)


def held_over(board: Board, period: str, unseen: Mapping[WindowKey, Standing], rows: BoardRows) -> Iterator[Standing]:
    """The last rating of each window that has none in a period, by the same edition, as long as the board lets it.

    `unseen`: the rows of windows that nobody inspected in it, beside those in `rows`.
    """
    if board.holds is None:
        return
    standard = standard_of(board, period)
    earlier = [
        one
        for one in sorted(rows, reverse=True)
        if one < period
        and standard_of(board, one) == standard
        and months_after(last_day(one), board.holds) >= first_day(period)
    ]
    for row in (*rows.unrated(period), *unseen.values()):
        if isinstance(row.outcome, Rated) or row.outcome.reason in {"suspended", "appealed"}:
            continue
        before = (rows.row(one, row.who) for one in earlier)
        last = next((one for one in before if one and isinstance(one.outcome, Rated)), None)
        if last is not None:
            yield replace(last, period=period, held_from=last.period, events=row.events)


def superseded_too(held: Iterable[Standing], superseded: Mapping[str, Iterable[Superseded]]) -> Iterator[Superseded]:
    """What ratings that stand for longer said before appeals were upheld against those periods that they are of."""
    for row in held:
        for one in superseded.get(row.held_from or "", ()):
            if one.standing.who == row.who and isinstance(one.standing.outcome, Rated):
                before = replace(one.standing, period=row.period, held_from=row.held_from, events=row.events)
                yield replace(one, standing=before)


def superseded_before(
    period: str, past: Iterable[str], superseded: Mapping[str, Iterable[Superseded]]
) -> Iterator[Superseded]:
    """What rows of the periods whose evidence a period uses were before appeals about them were upheld.

    Only what was decided after the period had ended: nothing of it was judged by them before.
    """
    end = last_day(period)
    for one in past:
        yield from (step for step in superseded.get(one, ()) if step.date > end)
