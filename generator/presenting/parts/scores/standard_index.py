"""The parts of a standard by what they are called, for pages that tell of a score."""

from collections.abc import Mapping
from typing import Final

from generator.model.standard import Clause, Section, Standard
from generator.presenting.text.addresses import Paths, clause_anchor, section_anchor
from generator.words.phrases import say

WHOLE: Final = say("全部条款")
"""Title of the pool that all clauses of a standard share."""


class StandardIndex:
    """The parts of a standard by id, and the ways to them from the pages of a centre."""

    __slots__ = ("_anchors", "bands", "channels", "clauses", "full", "order", "sections", "standard", "vetoes")

    def __init__(self, standard: Standard, channels: Mapping[str, str], paths: Paths, page: str) -> None:
        """Index `standard`, which is read on `page`.

        `channels` are names by id, `paths` leads from the page that shows the ledger.
        """
        self.standard = standard
        self.channels = channels
        self.sections: dict[str, Section] = {section.id: section for section in standard.sections}
        self.clauses: dict[str, Clause] = {
            clause.id: clause for section in standard.sections for clause in section.clauses
        }
        self.order = {clause: place for place, clause in enumerate(self.clauses)}
        self.bands = {band.id: band.name for band in standard.bands}
        self.vetoes = {veto.id: veto.text for veto in standard.vetoes}
        self.full = standard.scale.full if standard.scale else 0
        self._anchors = {clause: paths(f"{page}#{clause_anchor(clause)}") for clause in self.clauses}
        self._anchors |= {section: paths(f"{page}#{section_anchor(section)}") for section in self.sections}
        self._anchors[""] = paths(page)

    def path(self, item: str) -> str:
        """The way to a clause or section of the standard; empty id: to the page."""
        return self._anchors[item]


def section_title(section: str, index: StandardIndex) -> str:
    """Number and title of a section, or the name of the pool above all of them."""
    return f"{section} {index.sections[section].title}" if section else WHOLE
