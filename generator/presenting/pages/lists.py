"""Every board: whom it compares, and the lists it has published."""

from dataclasses import dataclass

from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas, centres_text
from generator.presenting.parts.periods import PeriodLink, held_line, period_link
from generator.presenting.text.addresses import CASES, CORRECTIONS, LISTS, PROGRAMME, Paths, board_page, source
from generator.presenting.text.marks import MARKS
from generator.presenting.text.markup import render
from generator.presenting.text.wording import period_kind_text


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardLine:
    """A board among the others."""

    title: str
    path: str
    trade: str
    peers: str
    kind: str
    newest: PeriodLink | None
    current: int
    """Entries of the current green list."""
    held: tuple[str, ...]
    standard: str
    standard_path: str


def lists_page(atlas: Atlas) -> Artefact:
    """`lists/index.md`."""
    site = atlas.site
    newest = tuple(atlas.newest(board) for board in site.boards)

    def text() -> str:
        paths = Paths(LISTS)
        return render(
            "lists.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(),
            sample=site.sample,
            boards=tuple(_board_line(atlas, board, paths) for board in site.boards),
            marks=MARKS,
            programme_path=paths(PROGRAMME),
            cases_path=paths(CASES),
            corrections_path=paths(CORRECTIONS),
        )

    return Artefact(
        address=source(LISTS),
        ingredients=(
            site.rulebook_digest,
            site.sample,
            atlas.data_date(),
            newest,
            _peers(atlas),
            tuple(len(atlas.of_board(board, "current")) for board in site.boards),
            site.held,
        ),
        render=text,
    )


def _peers(atlas: Atlas) -> tuple[str, ...]:
    return tuple(centres_text(atlas.board(board), atlas.site) for board in atlas.site.boards)


def _board_line(atlas: Atlas, board: str, paths: Paths) -> BoardLine:
    record, newest = atlas.board(board), atlas.newest(board)
    standard = atlas.standard(board, newest.period if newest else None)
    return BoardLine(
        title=record.title,
        path=paths(board_page(board)),
        trade=atlas.trades[record.trade],
        peers=centres_text(record, atlas.site),
        kind=period_kind_text(record.period),
        newest=period_link(newest, paths) if newest else None,
        current=len(atlas.of_board(board, "current")),
        held=tuple(held_line(one) for one in atlas.held(board)),
        standard=atlas.standard_name(standard),
        standard_path=paths(atlas.standard_page(standard)),
    )
