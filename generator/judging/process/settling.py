"""What a period of a board says after its appeals, and what it said before each of them."""

import datetime
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Protocol

from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Standing, Superseded

Row = tuple[str, WindowKey]
"""A period of the board, and a window."""


class Rank(Protocol):
    """Gives the rows of one board and period their places."""

    def __call__(
        self, standings: Iterable[Standing], unseen: Collection[Row] = ..., otherwise: Mapping[Row, Standing] = ...
    ) -> BoardPeriod:
        """`unseen`: rows of earlier periods that are not used; `otherwise`: those that are used as they were once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Restated:
    """A board over a period before and after an upheld appeal."""

    cause: Superseded
    """What it changed: a row of the period, or one of an earlier period whose evidence is used."""
    before: BoardPeriod
    after: BoardPeriod
    rank_before: Rank = field(compare=False)
    """Gives places with the rows of earlier periods as they were before it."""
    rank_after: Rank = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A board over a period, and how upheld appeals changed it, in the order of the decisions."""

    period: BoardPeriod
    restated: tuple[Restated, ...] = ()
    rank: Rank = field(compare=False)
    """Gives places to some of its rows."""
    past: tuple[str, ...] = ()
    """The earlier periods whose evidence its lists take together with its own."""

    @property
    def green(self) -> frozenset[WindowKey]:
        """Centre and window of every row that is, or before an appeal was, on the green list."""
        periods = (self.period, *(one.before for one in self.restated))
        return frozenset(row.who for period in periods for row in green_rows(period))

    @property
    def exposed(self) -> frozenset[WindowKey]:
        """The same with those that are, or were, borderline: the windows that have a preview."""
        rows = (*exposed_rows(self.period), *(row for row, _ in self.freed))
        return frozenset(row.who for row in rows)

    @property
    def freed(self) -> tuple[tuple[Standing, datetime.date], ...]:
        """The exposed rows that an upheld appeal took off, and the day of its decision."""
        found = []
        for one in self.restated:
            left = {row.who for row in exposed_rows(one.after)}
            gone = (row for row in exposed_rows(one.before) if row.who not in left)
            found += [(row, one.cause.date) for row in gone]
        return tuple(found)


def settle(
    rows: Mapping[WindowKey, Standing],
    superseded: Iterable[Superseded],
    rank: Rank,
    past: tuple[str, ...] = (),
    earlier: Iterable[Superseded] = (),
) -> Settled:
    """Rank the rows (by centre and window) of a board over a period, and again after each upheld appeal.

    `superseded`: what its own rows were; `earlier`: what those of the periods in `past` were, whose evidence it uses.
    A window that was not on the green list before an appeal of another does not come onto it through that appeal.
    """
    decisions = _decisions(superseded, earlier)
    if not decisions:
        return Settled(period=rank(rows.values()), rank=rank, past=past)
    own, used = dict(rows), dict[Row, Standing]()
    for one in reversed(decisions):
        own |= one.own
        used |= one.earlier
    with_used = partial(rank, otherwise=dict(used))
    now, restated = with_used(own.values()), []
    for place, one in enumerate(decisions):
        later = decisions[place + 1 :]
        own |= {who: next((other.own[who] for other in later if who in other.own), rows[who]) for who in one.own}
        used = {key: row for key, row in used.items() if key not in one.earlier} | {
            key: other.earlier[key] for key in one.earlier for other in reversed(later) if key in other.earlier
        }
        before, with_used = with_used, partial(rank, otherwise=dict(used))
        then, now = now, _without_newcomers(with_used(own.values()), now)
        restated.append(Restated(cause=one.cause, before=then, after=now, rank_before=before, rank_after=with_used))
    return Settled(period=now, restated=tuple(restated), rank=rank, past=past)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Decided:
    """The rows that one decision changed, as they were before it."""

    cause: Superseded
    own: Mapping[WindowKey, Standing]
    earlier: Mapping[Row, Standing]


def _decisions(superseded: Iterable[Superseded], earlier: Iterable[Superseded]) -> list[_Decided]:
    """The decisions in their order, each with all that it changed."""
    steps = [*((one, True) for one in superseded), *((one, False) for one in earlier)]
    found = []
    for _, group in groupby(sorted(steps, key=lambda step: step[0].decided), key=lambda step: step[0].decided):
        changed = tuple(group)
        found.append(
            _Decided(
                cause=changed[0][0],
                own={one.standing.who: one.standing for one, is_own in changed if is_own},
                earlier={
                    (one.standing.period, one.standing.who): one.standing for one, is_own in changed if not is_own
                },
            )
        )
    return found


def _without_newcomers(period: BoardPeriod, before: BoardPeriod) -> BoardPeriod:
    """The period without those on its green list, or borderline, that were neither before."""
    green = {row.who for row in green_rows(before)}
    exposed = {row.who for row in exposed_rows(before)}
    return replace(period, ranked=tuple(_as_before(row, green, exposed) for row in period.ranked))


def _as_before(row: Standing, green: Container[WindowKey], exposed: Container[WindowKey]) -> Standing:
    key = row.who
    if row.listed == "green" and key not in green:
        return replace(row, listed="none", borderline="green" if key in exposed else "none")
    return replace(row, borderline="none") if row.borderline == "green" and key not in exposed else row


def without(period: BoardPeriod, rank: Rank, hidden: Container[WindowKey], unseen: Collection[Row] = ()) -> BoardPeriod:
    """What a period says of the windows that are not hidden: their places among each other, and nothing of the rest.

    `unseen`: rows of earlier periods that are hidden too.

    Nobody comes onto a list, or leaves one, because another is hidden.
    """
    listed = {row.who: (row.listed, row.borderline) for row in period.ranked}
    left = rank((row for row in (*period.ranked, *period.unrated) if row.who not in hidden), unseen)
    rows = ((row, *listed[row.who]) for row in left.ranked)
    return replace(left, ranked=tuple(replace(row, listed=one, borderline=near) for row, one, near in rows))


def green_rows(period: BoardPeriod) -> Iterator[Standing]:
    """The rows of the green list."""
    return (row for row in period.ranked if row.listed == "green")


def exposed_rows(period: BoardPeriod) -> Iterator[Standing]:
    """The rows on the green list, and those that only lack certainty."""
    return (row for row in period.ranked if "green" in {row.listed, row.borderline})
