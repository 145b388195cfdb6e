"""Where centres are: a schematic map of the districts, the way to a map elsewhere, and what a device computes with."""

from dataclasses import replace
from decimal import Decimal

from generator.model.centre import Coordinates
from generator.presenting.atlas import Atlas
from generator.presenting.pages.windows import finder
from generator.presenting.pictures.districts import DistrictMap, district_map
from generator.presenting.table import site_pages
from generator.presenting.text.addresses import WINDOWS, Paths, centre_page, map_address, source
from tests.fixtures.city import city


def at(latitude: str, longitude: str) -> Coordinates:
    """A point by GCJ-02."""
    return Coordinates(latitude=Decimal(latitude), longitude=Decimal(longitude), datum="gcj-02")


def drawn(**placed: list[Coordinates]) -> DistrictMap:
    """The map of some districts."""
    made = district_map(placed)
    assert made is not None
    return made


def test_north_is_up_and_as_far_in_each_direction() -> None:
    """At 60 degrees north one of longitude is half of one of latitude; by degrees alone a map is twice as wide."""
    square = drawn(north=[at("60.1", "120.2")], south=[at("60", "120")])
    north, south = square.districts
    ((x1, y1), (x2, y2)) = (tuple(map(int, one.dots[1:-2].split())) for one in (north, south))
    assert (x1 > x2, y1 < y2) == (True, True)
    assert abs((x1 - x2) - (y2 - y1)) <= 2
    assert square.height > y2 + 10


def test_the_ground_of_a_district_goes_around_its_outermost_centres() -> None:
    """A corner of the ground is a centre; who lies within is none, and who stands in the same house no dot more."""
    corners = [at("30", "120"), at("30", "120.1"), at("30.1", "120"), at("30.1", "120.1")]
    within = [at("30.05", "120.05"), at("30", "120")]
    one, two, three = drawn(
        a=[*corners, *within], b=[at("30.3", "120.05")], c=[at("30.31", "120.3"), at("30.3", "120.3")]
    ).districts
    assert one.ground.count("L") == 3
    assert one.ground.endswith("z")
    assert one.dots.count("M") == 5
    assert two.ground == two.dots
    assert three.ground.count("L") == 1


def test_names_of_districts_never_touch_and_never_stick_out() -> None:
    """Large type has its room: two districts in one street have their names one above the other."""
    placed = {name: [at(f"30.0000{number}", "120")] for number, name in enumerate(("望湖新区东", "青屏区", "南渡区"))}
    made = drawn(**placed, 远郊=[at("30.2", "120.3")])
    starts = {"start": 0, "middle": 9, "end": 18}
    lefts = [one.x - starts[one.anchor] * len(one.name) for one in made.districts]
    boxes = [
        (left, left + 18 * len(one.name), one.y - 18, one.y) for left, one in zip(lefts, made.districts, strict=True)
    ]
    for number, (left, right, top, foot) in enumerate(boxes):
        assert (left >= 0, right <= 320, top >= 0) == (True, True, True)
        assert not [
            other
            for other in boxes[number + 1 :]
            if left < other[1] and other[0] < right and top < other[3] and other[2] < foot
        ]


def test_one_district_or_one_point_is_no_map() -> None:
    """Nor is a city of which nobody stated where its centres are."""
    point = at("30", "120")
    assert district_map({}) is None
    assert district_map({"a": [point, at("31", "121")], "b": []}) is None
    assert district_map({"a": [point], "b": [point]}) is None


def test_an_address_leads_to_a_map_by_its_own_datum() -> None:
    """Longitude comes first there, and a name is only text."""
    point = at("31.230400", "121.4737")
    assert (
        map_address(point, "a&b 医院")
        == "https://uri.amap.com/marker?position=121.4737,31.230400&amp;name=a%26b%20%E5%8C%BB%E9%99%A2"
        "&amp;coordinate=gaode&amp;callnative=1"
    )
    assert "coordinate=wgs84" in map_address(replace(point, datum="wgs-84"), "x")


def test_degrees_are_printed_as_they_were_written() -> None:
    """On the finder beside the button, and on the page of the centre; who has none has an address."""
    site = city().site
    pages = {page.address: page for page in site_pages(Atlas(site))}
    listed = pages[source(WINDOWS)].render()
    assert 'data-at="30.2700,120.15" data-datum="wgs-84">东区大道1号<' in listed
    assert listed.count("data-at=") == 2
    assert listed.count('class="wb-at"') == len(site.centres)
    assert 'id="nearest"' in listed
    assert "uri.amap.com" not in listed
    maps = replace(site, rulebook=replace(site.rulebook, policy=replace(site.rulebook.policy, maps="amap")))
    (page,) = (page for page in site_pages(Atlas(maps)) if page.address == source(centre_page("east-hall")))
    assert 'rel="noopener noreferrer">高德地图（另一个网站）</a>' in page.render()


def test_a_city_without_coordinates_promises_nothing() -> None:
    """No button, no map, no answer that leads to one."""
    site = city().site
    bare = replace(site, centres={name: replace(one, coordinates=None) for name, one in site.centres.items()})
    pages = {page.address: page for page in site_pages(Atlas(bare))}
    listed = pages[source(WINDOWS)].render()
    assert not {word for word in ("nearest", "wb-map", "near.js", 'id="centres"') if word in listed}
    assert "answer-near" not in pages["search.md"].render()
    assert "answer-near" in next(page for page in site_pages(Atlas(site)) if page.address == "search.md").render()
    assert not finder.whole(Atlas(bare), Paths(WINDOWS)).nearby.placed
