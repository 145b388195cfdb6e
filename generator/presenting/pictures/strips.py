"""Scores as strokes on a line: of a board, and of each of its centres on the same line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.judging.analysis.city import ScoreSpan
from generator.model.judged import WindowName
from generator.model.keys import WindowKey
from generator.model.scores import BoardPeriod, Rated
from generator.model.standard import Standard
from generator.presenting.pictures.scale import Scale, scale_of, scores_of
from generator.presenting.text.addresses import Paths, centre_page
from generator.presenting.text.wording import score_text

WIDTH: Final = 200
_EDGE: Final = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """The scores of a board in a period."""

    dots: str
    """A stroke wherever a score lies, as the `d` of a path: those that would cover one another are one."""
    bounds: str
    """A stroke for each bound of a band."""
    said: str
    """The scale in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreStrip:
    """A centre on the line of its board."""

    name: str
    path: str
    windows: int
    """Of them, how many have a score."""
    scores: str
    """From the lowest to the highest; one alone stands alone."""
    dots: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CentreStrips:
    """The centres of a board beside one another."""

    bounds: str
    median: str
    """Where the median of the board lies, as the `d` of a path."""
    figure: str
    """The median itself."""
    said: str
    lines: tuple[CentreStrip, ...]
    """By the id of the centre: they are not ranked."""


def strip_of(standard: Standard, period: BoardPeriod) -> Strip:
    """The scores of a board in a period on one line."""
    scores = scores_of(period)
    scale = _scale(scores)
    return Strip(dots=_strokes(scale, scores), bounds=_bounds(scale, standard), said=scale.said(standard))


def centre_strips(
    names: Mapping[WindowKey, WindowName],
    standard: Standard,
    period: BoardPeriod,
    span: ScoreSpan | None,
    paths: Paths,
) -> CentreStrips | None:
    """The centres of a board, each on a line of its own with the same scale; None for fewer than two."""
    scale = _scale(scores_of(period))
    centres: dict[str, list[tuple[WindowKey, Decimal]]] = {}
    for row in period.ranked:
        if isinstance(row.outcome, Rated):
            centres.setdefault(row.centre, []).append((row.who, row.outcome.score))
    if span is None or len(centres) <= 1:
        return None
    return CentreStrips(
        bounds=_bounds(scale, standard),
        median=f"M{scale.at(span.median)} 0v16",
        figure=score_text(span.median),
        said=scale.said(standard),
        lines=tuple(
            CentreStrip(
                name=names[own[0][0]].centre,
                path=paths(centre_page(centre)),
                windows=len(own),
                scores=_span_text([score for _, score in own]),
                dots=_strokes(scale, (score for _, score in own)),
            )
            for centre, own in sorted(centres.items())
        ),
    )


def _span_text(scores: Iterable[Decimal]) -> str:
    ordered = sorted(scores)
    ends = dict.fromkeys(score_text(one) for one in (ordered[0], ordered[-1]))
    return "–".join(ends)


def _scale(scores: Iterable[Decimal]) -> Scale:
    return scale_of(scores, _EDGE, WIDTH - _EDGE)


def _strokes(scale: Scale, scores: Iterable[Decimal]) -> str:
    return "".join(f"M{x} 12v-8" for x in sorted({*map(scale.at, scores)}))


def _bounds(scale: Scale, standard: Standard) -> str:
    return "".join(f"M{x} 0v16" for x in sorted(scale.at(band.at_least) for band in scale.bands(standard)))
