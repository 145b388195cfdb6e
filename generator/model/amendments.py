"""Amendments: what was published besides figures and says something else now, and why.

One file, `standards/amendments.yml`, has all of them. A figure is changed by a correction; a rule, an entry of a
register or the words of a case by an amendment. Both stand in the public log.
"""

from dataclasses import dataclass
from typing import Literal

from generator.model.scalars import Day, LongName, Text

AmendedKind = Literal["policy", "vocabulary", "programme", "board", "centre", "standard", "case", "inspection"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Amended:
    """What is said otherwise, by the name that the check gives it; short values as they were and as they are."""

    what: LongName
    """What is changed, by the name that the refusal gives it."""
    old: LongName | None = None
    """As it was; left out where there was nothing, or a text that is too long to repeat."""
    new: LongName | None = None
    """As it is; left out where there is nothing, or a text that is too long to repeat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """Something that was published is said otherwise from a day on."""

    date: Day
    """The day of the change."""
    kind: AmendedKind
    """What kind of thing is changed."""
    id: LongName | None = None
    """Which one: `rounds`, `desk@1`, `harbour`, `harbour/reply-1`; left out of the policy and the vocabulary."""
    reason: Text
    """Why; it stands in the log of corrections."""
    changes: tuple[Amended, ...]
    """What is said otherwise, as the refusal tells it."""

    @property
    def thing(self) -> tuple[str, str]:
        """What it is about, by kind and id."""
        return self.kind, self.id or ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendments:
    """`standards/amendments.yml`, which is only ever added to."""

    amendments: tuple[Amendment, ...]
    """An entry for every change."""
