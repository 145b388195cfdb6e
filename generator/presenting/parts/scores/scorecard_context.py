"""What all scorecards of a centre share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.centre import Centre
from generator.model.dataset import AsOf, Rulebook
from generator.model.judged import HeldPlace, WindowProceedings
from generator.model.scores import VisitApart
from generator.presenting.artefact import Common
from generator.presenting.parts.process.cases import Docket
from generator.presenting.parts.process.clocks import clocks_run
from generator.presenting.parts.rules.editions import page_of
from generator.presenting.parts.scores.standard_index import StandardIndex
from generator.presenting.text.addresses import (
    Paths,
    window_page,
)


@dataclass(frozen=True, kw_only=True)
class ScorecardContext:
    """What all scorecards of a centre share. Made once for each centre; it can be sent to another process."""

    rulebook: Rulebook
    as_of: AsOf
    common: Common
    centre_id: str
    centre: Centre
    held: tuple[HeldPlace, ...] = ()
    """What is not published yet, of the boards of the centre."""
    proceedings: Mapping[str, WindowProceedings] = field(default_factory=dict)
    """By window; without those of which nothing is to be told."""
    apart: Mapping[str, tuple[VisitApart, ...]] = field(default_factory=dict)
    """The inspections that no board judges, by window, the newest first."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Where each case and entry of them stands, by its id, where the ledger of cases has several pages."""
    address: str = ""
    """Where the site stands, ending in a slash; empty where that is not known."""

    @cached_property
    def paths(self) -> Paths:
        """The ways from a scorecard of the centre."""
        return Paths(window_page(self.centre_id, "window"), self.common.folder)

    @cached_property
    def channels(self) -> dict[str, str]:
        """Names of the channels by id."""
        return {word.id: word.name for word in self.rulebook.vocabulary.channels}

    @cached_property
    def indexes(self) -> dict[str, StandardIndex]:
        """Indexes of the standards that have been asked for, by `id@edition`."""
        return {}

    def index(self, standard: str) -> StandardIndex:
        """The parts of a standard (`id@edition`)."""
        found = self.indexes.get(standard)
        if found is None:
            standards = self.rulebook.standards
            found = StandardIndex(standards[standard], self.channels, self.paths, page_of(standards, standard))
            self.indexes[standard] = found
        return found

    def of_window(self, window: str) -> WindowProceedings:
        """What happened at a window after its results were published."""
        return self.proceedings.get(window, WindowProceedings())

    def runs(self, window: str) -> bool:
        """Whether clocks run at a window, so that what its page says depends on the day."""
        return clocks_run(self.of_window(window))

    def docket(self, window: str) -> Docket:
        """What is needed to tell of it."""
        own = self.of_window(window)
        return Docket(
            rulebook=self.rulebook,
            day=self.as_of.day,
            entries={one.key: one for one in own.entries},
            hidden=frozenset(own.hidden),
            deadlines={(one.centre, one.case): one for one in own.deadlines},
            pages=self.pages,
        )
