"""Which editions are frozen, and what they looked like."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.scalars import Fingerprint, ItemId, StandardRef


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenEdition:
    """The fingerprints of an edition, taken when results cited it."""

    frame: Fingerprint
    """Of all that turns points into a band: scale, bands, vetoes, floors, exemptions, coverage, points of sections."""
    clauses: Mapping[ItemId, Fingerprint]
    """Of each clause with everything that it says, and the section that it stands in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrozenEditions:
    """`standards/editions.yml`, which `windowboard freeze` writes."""

    editions: Mapping[StandardRef, FrozenEdition]
