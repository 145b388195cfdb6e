"""What pages are made of."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.cases import CaseFile, Deadline, Entry, HeldPeriod, Revision
from generator.model.centre import Centre
from generator.model.dataset import AsOf, Rulebook
from generator.model.judged import CentreLosses, CentreSections, Reason
from generator.model.keys import PlaceKey, RowKey
from generator.model.programme import ProgrammeRecord
from generator.model.scores import BoardPeriod, Fulfilment, Grading, TeamSum, UnscoredCheck


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """All that the pages above single windows show. Parts of scores stay with their centre."""

    rulebook: Rulebook
    rulebook_digest: str
    """Changes when anything under `standards/` does."""
    as_of: AsOf
    centres: Mapping[str, Centre]
    """By id, in order of id."""
    boards: Mapping[str, tuple[BoardPeriod, ...]]
    """By id of the board, in order of id: its periods, newest first."""
    fulfilments: tuple[Fulfilment, ...] = ()
    """How often measured limits were kept, by centre, window, newest period first."""
    gradings: tuple[Grading, ...] = ()
    """The levels of appraisals, by centre, window, newest period first."""
    losses: tuple[CentreLosses, ...] = ()
    """Where points were lost in periods of `boards`, by centre; also at windows whose figures are not shown."""
    sections: tuple[CentreSections, ...] = ()
    """What windows earned of each section in periods of `boards`, by centre; as above."""
    reasons: Mapping[RowKey, Reason] = field(default_factory=dict)
    """Why windows stand where they do; lists tell it of the windows that they name."""
    records: Mapping[RowKey, tuple[str, ...]] = field(default_factory=dict)
    """The fingerprints of the inspections behind every row that is shown."""
    held: tuple[HeldPeriod, ...] = ()
    """What is not published yet; by board, newest period first. `boards` has nothing of it."""
    entries: tuple[Entry, ...] = ()
    """Every place on a green list that is, or was, published; by board, newest period first, centre, window."""
    released: Mapping[PlaceKey, datetime.date] = field(default_factory=dict)
    """The day on which each board and period of `boards` became public."""
    hidden: frozenset[RowKey] = frozenset()
    """The rows of which an undecided appeal holds every figure."""
    deadlines: tuple[Deadline, ...] = ()
    """The clocks of rectifications that are about no entry, by centre and case."""
    praise: Mapping[tuple[str, str], datetime.date] = field(default_factory=dict)
    """By board and period, the last day on which a red list stands open to objections; none where that is not asked."""
    noticed: Mapping[RowKey, datetime.date] = field(default_factory=dict)
    """The day of the notice of every row that has one, where the policy requires it; of held rows too, so no page says
    it."""
    cases: tuple[CaseFile, ...] = ()
    """By centre and id. Those about periods that are held are not among them."""
    revisions: tuple[Revision, ...] = ()
    """Published figures that have changed, the latest first."""
    programmes: tuple[ProgrammeRecord, ...] = ()
    """What came of each inspection programme, by id; from the dates of all rounds, also of periods that are held."""
    commits: Mapping[str, str] = field(default_factory=dict)
    """In which commit the file of a case was added: short hash by path; none of a file that no commit has."""
    team_sums: tuple[TeamSum, ...] = ()
    """Of released periods, without the windows whose appeal is undecided."""
    unscored: tuple[UnscoredCheck, ...] = ()
    """Inspections by standards that score nothing, by centre and window, the newest of a window first."""

    @property
    def sample(self) -> bool:
        """Whether any of the data is made up; then every page says so."""
        return any(centre.sample for centre in self.centres.values())
