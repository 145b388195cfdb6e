"""The districts of a city as a schematic map: a dot for each centre, and around the dots of a district its ground."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, Literal

from generator.model.centre import Coordinates

WIDTH: Final = 320
"""Units; the height follows from where the centres are."""
_SIDE: Final = 44
"""Room at each side for half a name."""
_TOP: Final = 40
_BOTTOM: Final = 20
_LOWEST: Final = 90
_HIGHEST: Final = 260
"""Of the height between the margins."""
_ABOVE: Final = 18
"""From a dot up to the foot of its district's name."""
_LINE: Final = 20
"""Between the feet of two names that would touch: as high as the letters of 长辈版."""
_SIGN: Final = 18
"""How wide a sign of a name is there."""

_HALF: Final = 27
"""Half of a name of three signs."""

Point = tuple[int, int]
Anchor = Literal["start", "middle", "end"]
Label = tuple[int, int, Anchor]


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnDistrict:
    """A district on the map."""

    name: str
    x: int
    """Where its name begins, has its middle, or ends."""
    anchor: Anchor
    y: int
    """The foot of its name."""
    ground: str
    """Around its centres, as the `d` of a path."""
    dots: str
    """Its centres, as lines without a length; those that lie in one point are one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DistrictMap:
    """North is up, one unit is as far in each direction; the list beside it names what it shows."""

    height: int
    districts: tuple[DrawnDistrict, ...]


def district_map(placed: Mapping[str, Sequence[Coordinates]]) -> DistrictMap | None:
    """The map of the centres of each district; None where fewer than two districts have any, or all lie in a point."""
    found = {name: there for name, there in sorted(placed.items()) if there}
    sheet = _sheet(tuple(chain.from_iterable(found.values()))) if len(found) > 1 else None
    if sheet is None:
        return None
    points = {name: sorted(map(sheet.point, there)) for name, there in found.items()}
    labels = _labels(points)
    return DistrictMap(
        height=sheet.height, districts=tuple(_drawn(name, own, labels[name]) for name, own in points.items())
    )


def _drawn(name: str, points: Sequence[Point], label: Label) -> DrawnDistrict:
    x, y, anchor = label
    dots = "".join(f"M{across} {down}h0" for across, down in dict.fromkeys(points))
    return DrawnDistrict(name=name, x=x, y=y, anchor=anchor, ground=_ground(points), dots=dots)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """Where places on the earth lie on the drawing."""

    west: Decimal
    north: Decimal
    narrow: Decimal
    """How much shorter a degree of longitude is than one of latitude."""
    scale: Decimal
    """Units for a degree of latitude."""
    left: int
    top: int
    height: int

    def point(self, place: Coordinates) -> Point:
        return (
            self.left + int((place.longitude - self.west) * self.narrow * self.scale),
            self.top + int((self.north - place.latitude) * self.scale),
        )


def _sheet(places: Sequence[Coordinates]) -> _Sheet | None:
    """As large as the places leave room for, in the middle; None where they all lie in a point."""
    longitudes, latitudes = [one.longitude for one in places], [one.latitude for one in places]
    west, north = min(longitudes), max(latitudes)
    narrow = _narrowing((north + min(latitudes)) / 2)
    across, down = (max(longitudes) - west) * narrow, north - min(latitudes)
    if not (across or down):
        return None
    room = WIDTH - 2 * _SIDE
    scale = min(Decimal(size) / span for size, span in ((room, across), (_HIGHEST, down)) if span)
    height = max(_LOWEST, int(down * scale))
    return _Sheet(
        west=west,
        north=north,
        narrow=narrow,
        scale=scale,
        left=_SIDE + (room - int(across * scale)) // 2,
        top=_TOP + (height - int(down * scale)) // 2,
        height=_TOP + height + _BOTTOM,
    )


def _narrowing(latitude: Decimal) -> Decimal:
    """How much shorter a degree of longitude is than one of latitude: the cosine, within 0.002.

    By Bhāskara's formula, (32400 − 4φ²) ÷ (32400 + φ²) for φ degrees: exact in decimals, the same on every machine.
    """
    square = latitude * latitude
    return (32400 - 4 * square) / (32400 + square)


def _ground(points: Sequence[Point]) -> str:
    """The corners of the smallest bulge around points that are sorted, as a closed path; a broad pen rounds them."""
    corners = [*_half(points), *_half([*reversed(points)])]
    (x, y), *rest = corners or points[:1]
    return f"M{x} {y}" + ("".join(f"L{a} {b}" for a, b in rest) + "z" if rest else "h0")


def _half(points: Iterable[Point]) -> list[Point]:
    """One side of the bulge, without its last corner (Andrew's monotone chain)."""
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept[:-1]


def _turn(first: Point, second: Point, third: Point) -> int:
    """More than 0 where the way over three points turns to the one side, less where to the other."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (third[0] - first[0])


def _labels(points: Mapping[str, Sequence[Point]]) -> dict[str, Label]:
    """Where each name stands: above the middle of its dots, and moved down where it would touch one above it.

    Names at a side begin or end there, so that however long they are they do not stick out.
    """
    placed: dict[str, Label] = {}
    for name, own in sorted(points.items(), key=lambda pair: (min(y for _, y in pair[1]), pair[0])):
        middle = (min(x for x, _ in own) + max(x for x, _ in own)) // 2
        anchor: Anchor = "start" if middle < WIDTH // 3 else "end" if middle > WIDTH * 2 // 3 else "middle"
        x = {"start": max(0, middle - _HALF), "middle": middle, "end": min(WIDTH, middle + _HALF)}[anchor]
        y = min(y for _, y in own) - _ABOVE
        left, right = _reach(name, x, anchor)
        for other, (there, foot, side) in sorted(placed.items(), key=lambda pair: pair[1][1]):
            begins, ends = _reach(other, there, side)
            if left < ends and begins < right and abs(foot - y) < _LINE:
                y = foot + _LINE
        placed[name] = (x, y, anchor)
    return placed


def _reach(name: str, x: int, anchor: Anchor) -> tuple[int, int]:
    """From where to where a name goes."""
    length = len(name) * _SIGN
    left = x - {"start": 0, "middle": length // 2, "end": length}[anchor]
    return left, left + length
