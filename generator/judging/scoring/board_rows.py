"""The rows of a board, by period and centre: of a period that stands ranked already none is looked at again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from generator.model.judged import CentreRows
from generator.model.keys import WindowKey, by_place
from generator.model.later import Later
from generator.model.scores import Rated, Standing


def rows_together(rows: Iterable[Standing]) -> tuple[CentreRows, ...]:
    """The rows of the windows of one centre, by board and period."""
    return tuple(
        CentreRows(
            board=place.board,
            period=place.period,
            centre=found[0].centre,
            windows=tuple(one.window for one in found),
            unrated=tuple(one.window for one in found if not isinstance(one.outcome, Rated)),
            each=Later.of(tuple(found)),
        )
        for place, found in by_place(rows).items()
    )


class BoardRows(Mapping[str, Mapping[WindowKey, Standing]]):
    """By period the rows of the windows that were inspected in it, those of a centre read when they are asked for."""

    def __init__(
        self,
        told: Mapping[str, Mapping[str, CentreRows]],
        read: dict[tuple[str, str], Mapping[WindowKey, Standing]] | None = None,
    ) -> None:
        """`told`: of one board, by period and centre; `read`: what was read of them by now."""
        self._told = told
        self._read = {} if read is None else read

    @classmethod
    def of(cls, board: str, rows: Iterable[CentreRows]) -> Self:
        """Those of a board among the rows of all."""
        told: dict[str, dict[str, CentreRows]] = {}
        for one in rows:
            if one.board == board:
                told.setdefault(one.period, {})[one.centre] = one
        return cls(told)

    def only(self, periods: Iterable[str]) -> Self:
        """Those of some periods, in this order."""
        return type(self)({one: self._told[one] for one in periods}, self._read)

    def inspected(self, period: str) -> frozenset[WindowKey]:
        """The windows that have a row: nothing is read for that."""
        return frozenset(WindowKey(one.centre, window) for one in self._told[period].values() for window in one.windows)

    def unrated(self, period: str) -> Iterator[Standing]:
        """The rows without a rating: only centres that have some are read."""
        for centre, one in self._told[period].items():
            if one.unrated:
                yield from (row for row in self._of(period, centre).values() if not isinstance(row.outcome, Rated))

    def row(self, period: str, who: WindowKey) -> Standing | None:
        """The row of a window, if it has one."""
        return self._of(period, who.centre).get(who) if who.centre in self._told[period] else None

    def __getitem__(self, period: str) -> Mapping[WindowKey, Standing]:
        """The rows of a period. Raises KeyError, and what reading them raises."""
        return {who: row for centre in self._told[period] for who, row in self._of(period, centre).items()}

    def __iter__(self) -> Iterator[str]:
        """The periods."""
        return iter(self._told)

    def __len__(self) -> int:
        """How many periods there are."""
        return len(self._told)

    def _of(self, period: str, centre: str) -> Mapping[WindowKey, Standing]:
        if (period, centre) not in self._read:
            self._read[period, centre] = {row.who: row for row in self._told[period][centre].each.value()}
        return self._read[period, centre]
