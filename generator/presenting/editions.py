"""What each edition of a standard is called, and where it is read."""

from collections.abc import Mapping

from generator.judging.editions import by_edition
from generator.model.standard import Standard
from generator.presenting.addresses import edition_page, standard_page
from generator.words import say


def name_of(standards: Mapping[str, Standard], ref: str) -> str:
    """The title of an edition (`id@edition`), and which edition it is where there are several."""
    standard = standards[ref]
    several = sum(one.id == standard.id for one in standards.values()) > 1
    return (
        say("{title}（版次 {edition}）", title=standard.title, edition=standard.edition) if several else standard.title
    )


def page_of(standards: Mapping[str, Standard], ref: str) -> str:
    """The page of an edition (`id@edition`): the standard's own for the newest, else one of its own."""
    standard = standards[ref]
    newest = by_edition(one for one in standards.values() if one.id == standard.id)[standard.id][-1]
    return standard_page(standard.id) if newest == standard else edition_page(standard.id, standard.edition)
