"""Coordinates that cannot be right: a slip of one digit puts a centre into another province."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import median_low
from typing import Final

from generator.model.centre import Centre
from generator.model.problem import Code, Problem

FRAME: Final = {
    "latitude": (Decimal("0.8293"), Decimal("55.8271")),
    "longitude": (Decimal("72.004"), Decimal("137.8347")),
}
"""Where GCJ-02 differs from WGS-84, as everybody computes it; outside there are no such coordinates."""

MOST_APART: Final = 6
"""Degrees between a centre and the middle of all: more than the half of any city, less than most slips of a digit."""

FEWEST: Final = 3
"""Centres with coordinates from which on it can be told which one lies apart."""


OUTSIDE_GCJ_02: Final = Code(
    slug="outside-gcj-02",
    says="{key} {value} 不在 {least} 到 {most} 之间：那里没有 gcj-02 坐标",
    mend="核对两个数是否写反、是否少了一位；境外的机构用 wgs-84。",
    wrong="coordinates: {latitude: 31.2, longitude: 12.14, datum: gcj-02}",
    right="coordinates: {latitude: 31.2, longitude: 121.4, datum: gcj-02}",
)


def coordinates_problems(path: str, centre: Centre) -> Iterator[Problem]:
    """What is wrong with the coordinates of a centre alone."""
    there = centre.coordinates
    if there is None or there.datum != "gcj-02":
        return
    for key, value in (("latitude", there.latitude), ("longitude", there.longitude)):
        least, most = FRAME[key]
        if not least <= value <= most:
            facts = {"key": key, "value": f"{value}", "least": f"{least}", "most": f"{most}"}
            yield Problem(path=path, route=("coordinates", key), code=OUTSIDE_GCJ_02, facts=facts)


DATUM_DIFFERS: Final = Code(
    slug="datum-differs",
    says="这里的坐标按 {value}，{other} 的按 {datum}：两种相差几百米，不能画在一张图上",
    mend="全市用同一种：从高德、腾讯地图上取的是 gcj-02，用卫星定位测的是 wgs-84；换了坐标，也要换 datum。",
    wrong="coordinates: {latitude: 31.2, longitude: 121.4, datum: wgs-84}",
    right="coordinates: {latitude: 31.2, longitude: 121.4, datum: gcj-02}",
)
FAR_FROM_OTHERS: Final = Code(
    slug="far-from-others",
    says="{key} {value} 与各机构居中的 {middle} 相差 {apart} 度，超过 {most} 度（六百多公里）",
    mend="核对这一个数；常见的是少写一位，或经度、纬度写反。",
    wrong="coordinates: {latitude: 3.12, longitude: 121.4, datum: gcj-02}",
    right="coordinates: {latitude: 31.2, longitude: 121.4, datum: gcj-02}",
)


def apart_problems(centres: Mapping[str, Centre]) -> Iterator[Problem]:
    """Coordinates that do not fit those of the other centres of a city."""
    placed = [(name, there) for name, centre in sorted(centres.items()) if (there := centre.coordinates)]
    for name, there in placed:
        first, known = placed[0]
        if there.datum != known.datum:
            facts = {"value": there.datum, "other": first, "datum": known.datum}
            yield _problem(name, "datum", DATUM_DIFFERS, facts)
    for key in ("latitude", "longitude") if len(placed) >= FEWEST else ():
        degrees: list[Decimal] = [getattr(there, key) for _, there in placed]
        middle = median_low(degrees)
        for (name, _), value in zip(placed, degrees, strict=True):
            apart = abs(value - middle)
            if apart > MOST_APART:
                facts = {"key": key, "value": f"{value}", "middle": f"{middle}", "apart": f"{apart}"}
                yield _problem(name, key, FAR_FROM_OTHERS, facts | {"most": str(MOST_APART)})


def _problem(centre: str, key: str, code: Code, facts: Mapping[str, str]) -> Problem:
    return Problem(path=f"results/{centre}/centre.yml", route=("coordinates", key), code=code, facts=facts)


CODES: Final = (OUTSIDE_GCJ_02, DATUM_DIFFERS, FAR_FROM_OTHERS)
