"""What a window carries outside the site: a badge to embed, and a poster for the counter with a code to scan."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width
from urllib.parse import urljoin

import segno

from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.model.scores import Standing
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import HOME, Paths, badge_file, poster_file, window_page
from generator.presenting.text.list_marks import ListMark
from generator.presenting.text.markup import render
from generator.presenting.text.wording import period_text
from generator.words.languages import Language
from generator.words.phrases import say, told

PADDING: Final = 8
"""Pixels left and right of the words of a badge."""

EM: Final = 12
"""Pixels: the size of the letters of a badge."""

POSTER_SIZES: Final = ((18, 7), (31, 4))
"""Chinese characters in a line of a poster, and the size of the letters in millimetres: large, and for long names."""

POSTER_LINES: Final = 2
"""Lines of large letters that there is room for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """A strip of two parts: what was judged, and what came of it. All lengths in pixels."""

    label: str
    """What a screen reader says."""
    left: str
    right: str
    split: int
    width: int
    left_middle: int
    right_middle: int
    kind: str
    """`red`, `green` or `none`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """An A5 sheet. All lengths of the code in its modules."""

    title: str
    lines: tuple[tuple[int, str], ...]
    """The name of the window, broken where it is too long for one line; before each, its place from the top in mm."""
    size: int
    """Of the letters of the name, in mm."""
    centre: str
    hotline: str
    publisher: str
    address: str
    sample: bool
    code: str
    """The dark modules as the `d` of a path."""
    modules: int
    """Modules on a side, with the quiet zone."""


def site_badges(atlas: Atlas, address: str) -> Iterator[Artefact]:
    """A badge for every window, and a poster where the public `address` of the site is known.

    A window on several boards has the badge of the one that its scorecard opens with.
    """
    newest = _newest(atlas)
    for key, name in atlas.names.items():
        standing = newest.get(key)
        yield Artefact(
            address=badge_file(*key),
            ingredients=(
                name,
                standing,
                standing and atlas.board(standing.board).title,
                atlas.site.rulebook_digest,
                atlas.site.sample,
            ),
            render=lambda name=name, standing=standing: render(  # type: ignore[misc]  # bound now, not when called
                "badge.svg.jinja", atlas.lang, badge=badge_of(atlas, name, standing), sample=atlas.site.sample
            ),
        )
        if address:
            yield Artefact(
                address=poster_file(*key),
                ingredients=(name, address, atlas.site.rulebook_digest, atlas.site.sample),
                render=lambda name=name: render(  # type: ignore[misc]  # as above
                    "poster.svg.jinja", atlas.lang, poster=poster_of(atlas, name, address)
                ),
            )


def _newest(atlas: Atlas) -> dict[WindowKey, Standing]:
    found: dict[WindowKey, Standing] = {}
    for board in atlas.site.boards:
        for period in atlas.periods(board)[:1]:
            for one in (*period.ranked, *period.unrated):
                found.setdefault(one.who, one)
    return found


def badge_of(atlas: Atlas, name: WindowName, standing: Standing | None) -> Badge:
    """What the badge of a window says: the same as its scorecard, for both are made of the same row of the board."""
    if standing is None:
        return _badge(name, name.window, say("暂无得分"), None, atlas.lang)
    row = atlas.row(standing, Paths(HOME))
    result = say("{n} 分 {band}", n=row.score, band=row.band) if row.score else row.band
    return _badge(
        name,
        say("{window} {period}", window=name.window, period=period_text(standing.period)),
        say(
            "{sign} {list}·{meaning} {result}",
            sign=row.mark.sign,
            list=row.mark.name,
            meaning=row.mark.meaning,
            result=result,
        )
        if row.mark
        else result,
        row.mark,
        atlas.lang,
    )


def _badge(name: WindowName, said: str, result: str, mark: ListMark | None, lang: Language) -> Badge:
    left, right = told(said, lang), told(result, lang)
    split = _pixels(left) + 2 * PADDING
    width = split + _pixels(right) + 2 * PADDING
    return Badge(
        label=say("{centre} {left}：{right}", centre=name.centre, left=left, right=right),
        left=left,
        right=right,
        split=split,
        width=width,
        left_middle=split // 2,
        right_middle=(split + width) // 2,
        kind=mark.kind if mark else "none",
    )


def _pixels(text: str) -> int:
    """How wide a text is, at most, in the fonts of all systems."""
    return sum(EM if east_asian_width(sign) in "WFA" else EM * 2 // 3 for sign in text)


def poster_of(atlas: Atlas, name: WindowName, address: str) -> Poster:
    """What the poster of a window shows. Not a single figure: it hangs for years, and the code leads to the newest."""
    policy = atlas.site.rulebook.policy
    page = urljoin(address, window_page(name.centre_id, name.window_id))
    code = segno.make_qr(page, error="m")
    border = 4
    (wide, large), (wider, small) = POSTER_SIZES
    lines, size = tuple(_lines(name.window, wide)), large
    if len(lines) > POSTER_LINES:
        lines, size = tuple(_lines(name.window, wider)), small
    return Poster(
        title=policy.site_title,
        lines=tuple((68 + number * size, line) for number, line in enumerate(lines)),
        size=size,
        centre=name.centre,
        hotline=policy.hotline,
        publisher=policy.publisher,
        address=page,
        sample=atlas.site.sample,
        code="".join(_runs(tuple(tuple(row) for row in code.matrix), border)),
        modules=len(code.matrix) + 2 * border,
    )


def _lines(text: str, most: int) -> Iterator[str]:
    line = ""
    for sign in text:
        if _pixels(line + sign) > most * EM:
            yield line
            line = ""
        line += sign
    yield line


def _runs(rows: tuple[tuple[int, ...], ...], border: int) -> Iterator[str]:
    """Each run of dark modules of a row as a rectangle."""
    for number, row in enumerate(rows):
        start = None
        for place, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                yield f"M{start + border} {number + border}h{place - start}v1h-{place - start}z"
                start = None
