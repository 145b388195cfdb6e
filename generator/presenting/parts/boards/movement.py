"""What has changed on a board since the period before, as pages print it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.judging.analysis.movement import came_and_left, most_improved
from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Rated, Standing
from generator.presenting.text.addresses import Paths
from generator.presenting.text.list_marks import MARKS, ListMark
from generator.presenting.text.names import WindowLink, link_to
from generator.presenting.text.wording import joined, period_text, score_text
from generator.words.phrases import say

Names = Mapping[WindowKey, WindowName]
"""The names of windows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Improved:
    """A window that is better than chance alone would make it."""

    link: WindowLink
    points: str
    before: str
    """Score."""
    now: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Windows that came onto a list, or left it, since the period before."""

    mark: ListMark
    word: str
    """新上 or 退出."""
    windows: tuple[WindowLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """A period beside the one before."""

    before: str
    """The period it is compared with."""
    said: str
    """How many came and went, in a line."""
    changes: tuple[Change, ...]
    improved: tuple[Improved, ...]


def movement_of(
    names: Names, now: BoardPeriod, before: BoardPeriod | None, paths: Paths, *, same_standard: bool
) -> Movement | None:
    """The movement of a period; None for the first one.

    Scores are compared under the same standard only; `names`: of every window that either period ranks.
    """
    if before is None:
        return None
    gains = most_improved(now, before) if same_standard else ()
    changes = tuple(_changes(names, now, before, paths))
    improved = tuple(
        Improved(
            link=link_to(names[gain.after.who], paths),
            points=score_text(gain.points),
            before=_figure(gain.before),
            now=_figure(gain.after),
        )
        for gain in gains
    )
    said = [
        say("{word}{name} {windows} 个", word=one.word, name=one.mark.name, windows=len(one.windows)) for one in changes
    ]
    said += [say("明显进步 {improved} 个", improved=len(improved))] if improved else []
    return Movement(
        before=period_text(before.period),
        said=joined(said) or say("没有变化"),
        changes=changes,
        improved=improved,
    )


def _changes(names: Names, now: BoardPeriod, before: BoardPeriod, paths: Paths) -> Iterator[Change]:
    for mark in MARKS:
        came, left = came_and_left(now, before, mark.kind)
        for word, keys in ((say("新上"), came), (say("退出"), left)):
            if keys:
                yield Change(mark=mark, word=word, windows=tuple(link_to(names[key], paths) for key in keys))


def _figure(row: Standing) -> str:
    return score_text(row.outcome.score) if isinstance(row.outcome, Rated) else ""
