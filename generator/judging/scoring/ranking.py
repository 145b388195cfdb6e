"""Places and lists: which windows stand where on a board in a period."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, groupby

from generator.judging.scoring.certainty import Past, doubt_of, together
from generator.judging.scoring.editions import standard_of, standards_of
from generator.judging.scoring.evidence import interval_rule, place_ranges, pooled_spread, spread_of
from generator.judging.scoring.figures import band_of
from generator.judging.scoring.periods import first_day, last_day
from generator.model.centre import Centre, Window
from generator.model.keys import WindowKey
from generator.model.rules import Board, ListKind, ListRule
from generator.model.scores import BoardPeriod, Fulfilment, Grading, PeriodScore, Rated, Standing
from generator.model.standard import Standard

Where = tuple[str, str]
"""Board and period."""


def on_board(board: Board, centre_id: str, centre: Centre, window: Window) -> bool:
    """Whether a window of a centre is compared on a board; its own trade comes before that of its centre."""
    return (
        (window.trade or centre.trade) == board.trade
        and (not board.centres or centre_id in board.centres)
        and (not board.tiers or centre.tier in board.tiers)
        and (not board.roles or not set(board.roles).isdisjoint(window.roles))
        and (not board.windows or f"{centre_id}/{window.id}" in board.windows)
    )


def compared(board: Board, centre_id: str, centre: Centre) -> tuple[Window, ...]:
    """The windows of a centre that are compared on a board."""
    return tuple(window for window in centre.windows if on_board(board, centre_id, centre, window))


def sharing_inspections(boards: Mapping[str, Board], places: Iterable[Where]) -> dict[Where, frozenset[Where]]:
    """The places (board, period) that show the same inspections, each with all those that show any of its own.

    Two do where their boards may compare the same windows, by the same edition, and their periods overlap: what is held
    in one can be read in the other. It is among them itself; nothing is said of a place that shares none.
    """
    periods: dict[str, list[str]] = {}
    for board, period in places:
        periods.setdefault(board, []).append(period)
    found: dict[Where, set[Where]] = {}
    for one, other in combinations(boards.values(), 2):
        for pair in _overlapping(one, other, periods) if _may_share(one, other) else ():
            for place in pair:
                found.setdefault(place, set()).update(pair)
    return {place: frozenset(places) for place, places in found.items()}


def beside(groups: Mapping[Where, frozenset[Where]], place: Where) -> frozenset[Where]:
    """A place, and all that show any of its inspections, of what `sharing_inspections` found."""
    return groups.get(place, frozenset({place}))


def _may_share(one: Board, other: Board) -> bool:
    return (
        one.trade == other.trade
        and not set(standards_of(one)).isdisjoint(standards_of(other))
        and not any(
            named and others and set(named).isdisjoint(others)
            for named, others in (
                (one.centres, other.centres),
                (one.tiers, other.tiers),
                (one.windows, other.windows),
            )
        )
    )


def _overlapping(one: Board, other: Board, periods: Mapping[str, Sequence[str]]) -> Iterator[tuple[Where, Where]]:
    for period in periods.get(one.id, ()):
        for also in periods.get(other.id, ()):
            same = standard_of(one, period) == standard_of(other, also)
            if same and first_day(period) <= last_day(also) and first_day(also) <= last_day(period):
                yield (one.id, period), (other.id, also)


def in_service(window: Window, period: str) -> bool:
    """Whether a window was open to the public on any day of a period."""
    return (window.opened is None or window.opened <= last_day(period)) and (
        window.closed is None or window.closed >= first_day(period)
    )


def standing_of(standard: Standard, board: Board, score: PeriodScore) -> Standing:
    """A window's row before it has a place."""
    outcome = score.outcome
    lowered = isinstance(outcome, Rated) and band_of(standard, outcome.score) != outcome.band
    return Standing(
        board=score.board,
        period=score.period,
        centre=score.centre,
        window=score.window,
        outcome=outcome,
        counted=score.counted,
        coverage=score.coverage,
        lowered=lowered,
        rank=0,
        listed="none",
        vetoed=_vetoed(standard, score),
        spread=spread_of(score.inspections, summed=board.combine == "sum"),
        shift=score.bonus - score.event_points,
        teams=tuple(
            sorted({line.team for line in score.inspections if line.weight and isinstance(line.outcome, Rated)})
        ),
        events=sum(len(pool.events) for pool in score.pools) + sum(bool(one.event) for one in score.lowered),
    )


def _vetoed(standard: Standard, score: PeriodScore) -> str | None:
    bounds = {band.id: band.at_least for band in standard.bands}
    found = [one.band for one in score.lowered if one.kind == "veto"]
    return min(found, key=lambda band: bounds[band], default=None)


def fulfilments_of(score: PeriodScore) -> tuple[Fulfilment, ...]:
    """The commitments of a window that were measured, in the order of the standard."""
    return tuple(
        Fulfilment(
            board=score.board,
            period=score.period,
            centre=score.centre,
            window=score.window,
            clause=pool.pool,
            cases=pool.cases,
            within=pool.within,
        )
        for pool in score.pools
        if pool.cases
    )


def gradings_of(standard: Standard, score: PeriodScore) -> tuple[Grading, ...]:
    """The levels that a window was given in an appraisal, in the order of the standard; none of any other standard."""
    if standard.kind != "appraisal":
        return ()
    return tuple(
        Grading(
            board=score.board,
            period=score.period,
            centre=score.centre,
            window=score.window,
            clause=pool.pool,
            levels=tuple(loss.cause for loss in pool.losses),
        )
        for pool in score.pools
    )


def rank_board(  # noqa: PLR0913, PLR0917  # a board over a period, and what went before
    board: Board,
    standard: Standard,
    period: str,
    standings: Iterable[Standing],
    as_of: datetime.date,
    past: Past = (),
) -> BoardPeriod:
    """Give every rated window its place and its list; the order in which they come changes nothing.

    Competition ranking (1, 2, 2, 4): first by band, then by score, so that a window whose band was lowered stands
    below those that kept theirs. Equal band and score share a place and are shown by id. Unrated windows have none.
    `past`: the periods just before this one that the same edition judged, newest first, for lists that ask for more
    than one.
    """
    rows = sorted(standings, key=lambda row: row.who)
    pooled = pooled_spread(standard, (row.spread for row in rows))
    interval_of = interval_rule(standard, pooled)
    bounds = {band.id: band.at_least for band in standard.bands}
    rated = [(row, row.outcome) for row in rows if isinstance(row.outcome, Rated)]
    rated.sort(key=lambda pair: (bounds[pair[1].band], pair[1].score), reverse=True)
    placed: list[Standing] = []
    for _, tied in groupby(rated, key=lambda pair: (pair[1].band, pair[1].score)):
        place = len(placed) + 1
        placed += [
            replace(
                row, rank=place, interval=interval_of(outcome.score, Fraction(outcome.score) - row.shift, row.spread)
            )
            for row, outcome in tied
        ]
    red, green = _named(placed, board.red), _named(placed[::-1], board.green)
    over = together(board, standard, rows, past)
    return BoardPeriod(
        board=board.id,
        period=period,
        closed=last_day(period) < as_of,
        ranked=tuple(
            _listed(standard, board, over(row), (row.rank in red, row.rank in green), (first, last))
            for row, (first, last) in zip(placed, place_ranges(standard, placed), strict=True)
        ),
        unrated=tuple(row for row in rows if not isinstance(row.outcome, Rated)),
        pooled=pooled,
    )


def _named(rows: Sequence[Standing], rule: ListRule) -> frozenset[int]:
    """The places that a rule names, of rows from that end on which it begins.

    Windows that share a place share its list: those that tie with the last one all stay.
    """
    fitting = [row.rank for row in rows if isinstance(row.outcome, Rated) and row.outcome.band in rule.bands]
    return frozenset(fitting[: rule.at_most])


def _listed(
    standard: Standard, board: Board, row: Standing, named: tuple[bool, bool], places: tuple[int, int]
) -> Standing:
    """The row on the list that names it (red, green), or unsettled where the list asks for more certainty.

    `places`: the first and the last that cannot be ruled out.
    """
    first, last = places
    on_red, on_green = named
    kind: ListKind | None = "red" if on_red else "green" if on_green else None
    if row.held_from:  # praise and exposure belong to the period that earned them
        kind = None
    doubt = doubt_of(standard, board, row, kind)
    if kind is None or doubt != "none":
        return replace(row, first=first, last=last, doubt=doubt, borderline=kind or "none")
    return replace(row, first=first, last=last, listed=kind)


def windows_in(centres: Mapping[str, Centre], board: Board, period: str) -> tuple[WindowKey, ...]:
    """Every window that belongs on a board in a period, whether inspected or not."""
    return tuple(
        WindowKey(centre_id, window.id)
        for centre_id, centre in sorted(centres.items())
        for window in compared(board, centre_id, centre)
        if in_service(window, period)
    )
