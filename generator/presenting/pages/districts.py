"""The districts, where there are too many windows for one page."""

from dataclasses import dataclass

from generator.model.judged import WindowName
from generator.presenting.artefact import Artefact
from generator.presenting.atlas import Atlas
from generator.presenting.text.addresses import SEARCH, WINDOWS, Paths, centre_page, district_page, source
from generator.presenting.text.markup import render


@dataclass(frozen=True, kw_only=True, slots=True)
class FinderDistrict:
    """A district, where the windows of all are too many for one page."""

    name: str
    path: str
    windows: int
    centres: tuple[tuple[str, str, int], ...]
    """Name, way and number of windows of each centre."""


def districts_page(atlas: Atlas) -> Artefact:
    """`windows/index.md` of a city with many windows."""
    site = atlas.site

    def text() -> str:
        paths = Paths(WINDOWS)
        districts: dict[str, dict[str, list[WindowName]]] = {}
        for name in atlas.names.values():
            districts.setdefault(name.district, {}).setdefault(name.centre_id, []).append(name)
        return render(
            "districts.md.jinja",
            atlas.lang,
            data_date=atlas.data_date(),
            sample=site.sample,
            total=len(atlas.names),
            districts=tuple(
                FinderDistrict(
                    name=district,
                    path=paths(district_page(district)),
                    windows=sum(map(len, centres.values())),
                    centres=tuple(
                        (windows[0].centre, paths(centre_page(centre)), len(windows))
                        for centre, windows in centres.items()
                    ),
                )
                for district, centres in sorted(districts.items())
            ),
            search_path=paths(SEARCH),
            script=paths("assets/windowboard/finder.js"),
        )

    return Artefact(
        address=source(WINDOWS),
        ingredients=(site.rulebook_digest, site.sample, atlas.data_date(), tuple(atlas.names.values())),
        render=text,
    )
