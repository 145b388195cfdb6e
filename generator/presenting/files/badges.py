"""What a window carries outside the site: a badge to embed, and a poster for the counter with a code to scan."""

import re
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

POSTER_WIDTH: Final = 1360
"""Tenths of a millimetre that words may take of an A5 sheet: its margins are six millimetres."""

POSTER_STEP: Final = 5
"""By so many tenths of a millimetre letters become smaller until their line has room."""


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
class PosterLine:
    """A line of a poster, set in its middle."""

    y: str
    """From the top, in mm."""
    size: str
    """Of its letters, in mm."""
    bold: bool
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """An A5 sheet. All lengths of the code in its modules."""

    centre: str
    lines: tuple[tuple[int, str], ...]
    """The name of the window, broken where it is too long for one line; before each, its place from the top in mm."""
    size: int
    """Of the letters of the name, in mm."""
    above: tuple[PosterLine, ...]
    """The title of the site, what is asked, and the centre."""
    below: tuple[PosterLine, ...]
    """What the code leads to, whom to call, the address, and who publishes it."""
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
    """What the badge of a window says: the same as its scorecard, for both are made of the same row of the board.

    Where a veto or a floor decides, the band stands alone: a high score beside the worst band would be read as praise.
    """
    if standing is None:
        return _badge(name, name.window, say("暂无得分"), None, atlas.lang)
    row = atlas.row(standing, Paths(HOME))
    overruled = row.lowered and not row.unsettled
    result = say("{n} 分 {band}", n=row.score, band=row.band) if row.score and not overruled else row.band
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
    publisher = policy.publisher
    if atlas.site.sample:
        publisher = say("{publisher} · 示例数据，虚构", publisher=publisher)
    leads_to = say("扫码可看：检查结果、扣分原因、服务标准、怎么投诉")
    return Poster(
        centre=name.centre,
        lines=tuple((68 + number * size, line) for number, line in enumerate(lines)),
        size=size,
        above=(
            *_set(told(policy.site_title, atlas.lang), y=220, size=70),
            *_set(told(say("本窗口的服务，请您监督"), atlas.lang), y=400, size=110, bold=True),
            *_set(told(name.centre, atlas.lang), y=570, size=60, most=2),
        ),
        below=(
            *_set(told(leads_to, atlas.lang), y=1680, size=55, most=2),
            *_set(told(say("投诉热线 {hotline}", hotline=policy.hotline), atlas.lang), y=1840, size=90, bold=True),
            *_set(page, y=1940, size=30),
            *_set(told(publisher, atlas.lang), y=2010, size=40, most=2),
        ),
        code="".join(_runs(tuple(tuple(row) for row in code.matrix), border)),
        modules=len(code.matrix) + 2 * border,
    )


def _set(text: str, *, y: int, size: int, bold: bool = False, most: int = 1) -> Iterator[PosterLine]:
    """A text in letters as large as `size` or as its `most` lines have room for; tenths of a millimetre."""
    sizes = range(size, 0, -POSTER_STEP)
    size = next((one for one in sizes if _has_room(text, one, most)), sizes[-1])
    lines = _broken(text, POSTER_WIDTH * 10 // size)
    for number, line in enumerate(lines):
        yield PosterLine(y=_millimetres(y + number * size * 5 // 4), size=_millimetres(size), bold=bold, text=line)


def _has_room(text: str, size: int, most: int) -> bool:
    wide = POSTER_WIDTH * 10 // size
    lines = list(_broken(text, wide))
    return len(lines) <= most and all(_wide(one) <= wide for one in lines)


def _wide(text: str) -> int:
    """How wide a text is, in tenths of the size of its letters, without a space at its end."""
    return sum(10 if east_asian_width(sign) in "WFA" else 6 for sign in text.rstrip())


def _millimetres(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def _broken(text: str, most: int) -> Iterator[str]:
    """Lines that are no wider, as far as words allow it: broken before a word or a Chinese character."""
    line = ""
    for part in re.findall(r"[!-~]+ ?|.", text):
        if line and _wide(line + part) > most:
            yield line
            line = ""
        line += part
    yield line


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
