"""The red and the green list, and how each is marked: word, sign and meaning together, never colour alone."""

from dataclasses import dataclass
from typing import Final

from generator.model.rules import ListKind
from generator.model.scores import Listed
from generator.words.phrases import say


@dataclass(frozen=True, kw_only=True, slots=True)
class ListMark:
    """How a list is named wherever it is mentioned."""

    kind: ListKind
    """`red` or `green`, as data files say it."""
    sign: str
    name: str
    meaning: str
    """The list and what it means, in four characters and a sentence for the legend."""
    legend: str


RED: Final = ListMark(
    kind="red", sign="★", name=say("红榜"), meaning=say("表扬"), legend=say("本期检查结果优秀、受到公开表扬的窗口")
)

GREEN: Final = ListMark(
    kind="green",
    sign="▼",
    name=say("绿榜"),
    meaning=say("曝光"),
    legend=say("本期检查结果不良、予以公开曝光并督促整改的窗口"),
)

MARKS: Final = (RED, GREEN)


def mark_of(listed: Listed) -> ListMark | None:
    """The mark of a list; none for a window that stands on neither."""
    return next((mark for mark in MARKS if mark.kind == listed), None)
