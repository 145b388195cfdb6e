"""How scores, bands and lists come about."""

from dataclasses import dataclass

from generator.model.rules import Word
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import Paths


@dataclass(frozen=True, kw_only=True, slots=True)
class MethodPage:
    """What the page says besides the words of its template."""

    channels: tuple[Word, ...]


def view(atlas: Atlas, _paths: Paths) -> MethodPage:
    """The ways in which a window is inspected."""
    return MethodPage(channels=atlas.site.rulebook.vocabulary.channels)
