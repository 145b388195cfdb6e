"""Two or three windows of a board side by side: without a script, the medians of every board."""

from dataclasses import dataclass

from generator.presenting.atlas import Atlas
from generator.presenting.parts.scores.standard_index import section_title
from generator.presenting.text.addresses import Paths, board_page, compared_file
from generator.presenting.text.wording import period_text, rate_text


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionLine:
    """A section, and how the board did in it."""

    title: str
    median: str
    share: int
    """The same in whole percents, cut off."""
    windows: int
    """Of which something in it was assessed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedBoard:
    """A board in its newest period."""

    id: str
    title: str
    path: str
    period: str
    windows: int
    file_path: str
    """The way to what the script reads."""
    sections: tuple[SectionLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparePage:
    """What the page says."""

    boards: tuple[ComparedBoard, ...]


def there(atlas: Atlas) -> bool:
    """Whether there is anything to compare."""
    return any(map(atlas.can_compare, atlas.site.boards))


def view(atlas: Atlas, paths: Paths) -> ComparePage:
    """The medians of every board that has a published period."""
    return ComparePage(
        boards=tuple(_board(atlas, board, paths) for board in filter(atlas.can_compare, atlas.site.boards))
    )


def _board(atlas: Atlas, board: str, paths: Paths) -> ComparedBoard:
    newest = atlas.periods(board)[0]
    compared = atlas.compared(board)
    index = atlas.index(*newest.place)
    return ComparedBoard(
        id=board,
        title=atlas.board(board).title,
        path=paths(board_page(board)),
        period=period_text(newest.period),
        windows=len(compared.sections) if compared else 0,
        file_path=paths(compared_file(board)),
        sections=tuple(
            SectionLine(
                title=section_title(one.section, index),
                median=rate_text(one.share),
                share=int(one.share * 100),
                windows=one.windows,
            )
            for one in (compared.medians if compared else ())
        ),
    )
