"""The periods of boards as they were ranked: one whose rows are those of before is not ranked once more."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from generator.gathering.memory import Row, sealed, unsealed
from generator.gathering.packing import packed
from generator.judging.scoring.periods import last_day
from generator.model.dataset import AsOf
from generator.model.judged import CentreRows, CentreSummary
from generator.model.keys import PlaceKey
from generator.model.scores import BoardPeriod, Standing
from generator.reading.tree import digest, digest_of_texts

_ROWS: Final = tuple[Standing, ...]


def digested(rows: Iterable[CentreRows]) -> tuple[CentreRows, ...]:
    """The rows of a centre with the digests by which they are known again."""
    return tuple(replace(one, digest=digest(packed(one.each.value(), _ROWS))) for one in rows)


class KeptRanks:
    """Ranks as `judging.whole.Ranks` asks; what is new of it is to be kept."""

    def __init__(
        self, rulebook_digest: str, as_of: AsOf, summaries: Mapping[str, CentreSummary], known: Mapping[str, Row]
    ) -> None:
        """`known`: what earlier runs ranked, by board and period."""
        self._rules = rulebook_digest
        self._day = as_of.day
        self._known = known
        self._rows: dict[PlaceKey, list[str]] = {}
        for centre, summary in sorted(summaries.items()):
            for one in summary.rows:
                self._rows.setdefault(one.place, []).append(f"{centre} {one.digest}")
        self.rows: list[Row] = []
        """What was ranked now."""
        self.names: set[tuple[str, str]] = set()
        """Kind and name of all that holds."""

    def __call__(
        self, of: tuple[PlaceKey, ...], beside: tuple[Standing, ...], rank: Callable[[], BoardPeriod]
    ) -> BoardPeriod:
        """A period, ranked by the call or at an earlier time. Raises DamagedMemoryError."""
        name = "/".join(of[0])
        self.names.add(("period", name))
        told = self._digest(of, beside)
        before = self._known.get(name)
        if before is not None and before.digest == told:
            return unsealed(before.record, BoardPeriod)
        found = rank()
        self.rows.append(Row("period", "", name, told, sealed(found, BoardPeriod)))
        return found

    def _digest(self, of: tuple[PlaceKey, ...], beside: tuple[Standing, ...]) -> str:
        """Of all that a period is ranked by."""
        over = last_day(of[0].period) < self._day
        rows = (one for place in of for one in ("/".join(place), *self._rows.get(place, ())))
        return digest_of_texts(self._rules, str(over), digest(packed(beside, _ROWS)), *rows)
