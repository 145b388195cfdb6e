"""The agenda on a terminal: a line for each window that is to be inspected."""

from collections.abc import Iterator

from generator.judging.analysis.agenda import agenda_of
from generator.judging.analysis.places import window_names
from generator.model.site import Site
from generator.presenting.text.agenda import reason_text
from generator.presenting.text.wording import joined
from generator.words.languages import Language
from generator.words.phrases import told


def agenda_lines(site: Site, lang: Language) -> Iterator[str]:
    """Place, window, its id, and its reasons: the most urgent first."""
    names = window_names(site.centres)
    for place, line in enumerate(agenda_of(site), start=1):
        name = names[line.who]
        reasons = told(joined(map(reason_text, line.reasons), "；"), lang)
        yield f"{place:>3}  {name.centre} {name.window} ({line.who.centre}/{line.who.window})  {reasons}"
