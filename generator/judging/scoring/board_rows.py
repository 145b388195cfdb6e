"""The rows of a board, by period and centre: of a period that stands ranked already none is looked at again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from generator.model.judged import CentreRows
from generator.model.keys import WindowKey, by_place
from generator.model.later import Later
from generator.model.scores import Standing


def rows_together(rows: Iterable[Standing]) -> tuple[CentreRows, ...]:
    """The rows of the windows of one centre, by board and period."""
    return tuple(
        CentreRows(
            board=place.board,
            period=place.period,
            centre=found[0].centre,
            windows=tuple(one.window for one in found),
            each=Later.of(tuple(found)),
        )
        for place, found in by_place(rows).items()
    )


class BoardRows(Mapping[str, Mapping[WindowKey, Standing]]):
    """By period the rows of the windows that were inspected in it, each period put together when it is asked for."""

    def __init__(
        self,
        told: Mapping[str, Sequence[CentreRows]],
        read: dict[str, Mapping[WindowKey, Standing]] | None = None,
    ) -> None:
        """`told`: of one board, by period; `read`: what was put together of them by now."""
        self._told = told
        self._read = {} if read is None else read

    @classmethod
    def of(cls, board: str, rows: Iterable[CentreRows]) -> Self:
        """Those of a board among the rows of all."""
        told: dict[str, list[CentreRows]] = {}
        for one in rows:
            if one.board == board:
                told.setdefault(one.period, []).append(one)
        return cls(told)

    def only(self, periods: Iterable[str]) -> Self:
        """Those of some periods, in this order."""
        return type(self)({one: self._told[one] for one in periods}, self._read)

    def inspected(self, period: str) -> frozenset[WindowKey]:
        """The windows that have a row: nothing is put together for that."""
        return frozenset(WindowKey(one.centre, window) for one in self._told[period] for window in one.windows)

    def __getitem__(self, period: str) -> Mapping[WindowKey, Standing]:
        """The rows of a period. Raises KeyError, and what reading them raises."""
        if period not in self._read:
            self._read[period] = {row.who: row for one in self._told[period] for row in one.each.value()}
        return self._read[period]

    def __iter__(self) -> Iterator[str]:
        """The periods."""
        return iter(self._told)

    def __len__(self) -> int:
        """How many periods there are."""
        return len(self._told)
