"""All that was read, and all that was judged of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.model.amendments import Amendment
from generator.model.cases import CaseFile
from generator.model.centre import Centre
from generator.model.editions import FrozenEdition
from generator.model.events import EventRecord
from generator.model.programme import Programme
from generator.model.results import Round
from generator.model.rules import Board, Policy, Vocabulary
from generator.model.standard import Standard
from generator.model.synonyms import Synonyms

FORMAT: Final = "totals-are-declared"
"""The form of the data, by the last migration that changed it. A site says in which form it was published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulebook:
    """Everything under `standards/`."""

    vocabulary: Vocabulary
    policy: Policy
    standards: Mapping[str, Standard]
    """By `id@edition`."""
    boards: Mapping[str, Board]
    paths: Mapping[str, str]
    """File of each standard (by ref), board (by `board:<id>`) and programme (by `programme:<id>`)."""
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    """By id, in order of id."""
    frozen: Mapping[str, FrozenEdition] | None = None
    """By `id@edition`; None: the project does not freeze its editions."""
    synonyms: Synonyms | None = None
    """What people of this city say for what names and services say; None: the city has no words of its own."""
    amendments: tuple[Amendment, ...] = ()
    """As they stand in `standards/amendments.yml`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoundFile:
    """A round and the file it stands in."""

    path: str
    round: Round


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreData:
    """Everything under `results/<centre>/`."""

    id: str
    path: str
    """The file of the centre itself."""
    centre: Centre
    rounds: tuple[RoundFile, ...]
    """By date, then path."""
    cases: tuple[CaseFile, ...] = ()
    """By id."""
    events: tuple[EventRecord, ...] = ()
    """By day of proof, then id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AsOf:
    """The day the site speaks of, and the newest day in the data."""

    day: datetime.date
    newest: datetime.date
