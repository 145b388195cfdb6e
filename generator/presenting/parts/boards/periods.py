"""Periods of a board as pages name them."""

from dataclasses import dataclass

from generator.model.cases import HeldPeriod
from generator.model.scores import BoardPeriod
from generator.presenting.text.addresses import Paths, period_page
from generator.presenting.text.list_marks import GREEN, RED
from generator.presenting.text.wording import held_text, period_text
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodLink:
    """Another period of the same board."""

    text: str
    path: str
    red: int
    green: int
    ranked: int
    unrated: int


def held_line(held: HeldPeriod) -> str:
    """What is not published yet, and how often was inspected for it.

    How many windows are to be exposed is not said: whoever counts them again once an appeal hides one would know it.
    """
    so_far = say("已检查 {n} 次", n=held.inspections)
    return say("{held}（{so_far}）", held=held_text(held.period, held.public, held.state), so_far=so_far)


def held_record(held: HeldPeriod) -> dict[str, object]:
    """The same for the files of data."""
    told = {"board": held.board, "period": held.period, "state": held.state, "public": held.public}
    return told | {"inspections": held.inspections}


def period_link(period: BoardPeriod, paths: Paths) -> PeriodLink:
    """A period of a board, with how many stand where."""
    listed: list[str] = [one.listed for one in period.ranked]
    return PeriodLink(
        text=period_text(period.period),
        path=paths(period_page(*period.place)),
        red=listed.count(RED.kind),
        green=listed.count(GREEN.kind),
        ranked=period.peers,
        unrated=len(period.ranked) + len(period.unrated) - period.peers,
    )
