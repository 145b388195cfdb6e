"""The agenda on a terminal: a line for each window that is to be inspected, then whether the last ones were."""

from collections.abc import Iterator

from generator.judging.analysis.agenda import agenda_of
from generator.judging.analysis.places import window_names
from generator.model.site import Site
from generator.presenting.text.agenda import KINDS, STATE, asked_of, demand_done_text, left_out_of, reason_text
from generator.presenting.text.wording import joined, period_text
from generator.words.languages import Language
from generator.words.phrases import say, told


def agenda_lines(site: Site, lang: Language) -> Iterator[str]:
    """Place, window, its id, and its reasons, the most urgent first; then what was asked of the two newest months."""
    names = window_names(site.centres)
    lines = agenda_of(site)
    if not lines:
        yield told(say("没有要先查的窗口。"), lang)
    for place, line in enumerate(lines, start=1):
        name = names[line.who]
        reasons = told(joined(map(reason_text, line.reasons), "；"), lang)
        yield f"{place:>3}  {name.centre} {name.window} ({line.who.centre}/{line.who.window})  {reasons}"
    for one in asked_of(site):
        for period in one.record.periods[:2]:
            state = STATE[period.state]
            where = joined(filter(None, (one.group, one.demand.title, one.team)), " ")
            text = say(
                "{where} {month}：{state}。{done}",
                where=where,
                month=period_text(period.period),
                state=state.word,
                done=demand_done_text(one.demand, period),
            )
            yield f"  {told(state.sign, lang)}  {told(text, lang)}"
            for window in left_out_of(one.demand, period):
                name = names[window.who]
                why = told(joined(KINDS[kind] for kind in window.reasons), lang)
                yield f"       {name.centre} {name.window} ({window.centre}/{window.window})  {why}"
