"""The results of a centre, for its cases to be held against."""

from collections.abc import Mapping

from generator.judging.scoring.editions import standard_of
from generator.judging.scoring.periods import period_on
from generator.judging.scoring.pools import Plan
from generator.judging.scoring.visits import Visit
from generator.model.cases import (
    Contested,
    Visited,
)
from generator.model.dataset import CentreData, Rulebook
from generator.model.events import Event
from generator.model.rules import Board


class Court:
    """What the rounds and events of a centre say of its windows."""

    def __init__(self, data: CentreData, rulebook: Rulebook, plans: Mapping[str, Plan]) -> None:
        self.data = data
        self.rulebook = rulebook
        self.plans = plans
        self.windows = {window.id: window for window in data.centre.windows}
        self.visits: dict[str, list[Visit]] = {}
        for file in data.rounds:
            for inspection in file.round.every:
                self.visits.setdefault(inspection.window, []).append(Visit(file.round, inspection))

    def inspected(self, window: str, board: Board, period: str) -> list[Visit]:
        """The visits that a row is made of, those that are only shown too."""
        return [
            visit
            for visit in self.visits.get(window, ())
            if visit.round.standard == standard_of(board, period) and period_on(board, visit.round.date) == period
        ]

    def proved(self, window: str, board: Board, period: str) -> dict[str, Event]:
        """The facts that a row counts, by id."""
        return {
            record.event.id: record.event
            for record in self.data.events
            if record.window == window
            and record.event.standard == standard_of(board, period)
            and period_on(board, record.event.proved) == period
        }

    def visit(self, window: str, visited: Visited | Contested) -> Visit | None:
        """The visit that a case names; None where there was none."""
        wanted = (visited.standard, visited.date, visited.channel)
        visits = self.visits.get(window, ())
        return next((one for one in visits if (one.round.standard, one.round.date, one.round.channel) == wanted), None)
