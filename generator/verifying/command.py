"""Verify a published site from its own files."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from generator.verifying.fetching import fetch, is_address
from generator.verifying.holding.agenda import agenda_differences
from generator.verifying.holding.archived import archive_differences
from generator.verifying.holding.banded import band_differences
from generator.verifying.holding.compared import compared_differences
from generator.verifying.holding.data import data_differences
from generator.verifying.holding.docketed import docket_differences
from generator.verifying.holding.explained import explanation_differences
from generator.verifying.holding.facts import fact_differences
from generator.verifying.holding.found import finding_differences
from generator.verifying.holding.opened import opened_differences
from generator.verifying.holding.overview import overview_differences
from generator.verifying.holding.pages import page_differences
from generator.verifying.holding.printed import method_differences
from generator.verifying.holding.repeated import repeated_differences
from generator.verifying.holding.scheduled import schedule_differences
from generator.verifying.holding.worded import wording_differences
from generator.verifying.published.described import described_differences, package_columns
from generator.verifying.published.figures import NOTHING, Difference, Language
from generator.verifying.published.licensed import licence_differences
from generator.verifying.published.package import package_differences
from generator.verifying.published.release import (
    WORDS,
    NoReleaseError,
    Release,
    UnreadableError,
    chain_differences,
    open_release,
    sum_differences,
)
from generator.verifying.reading import calendar_differences, data_of
from generator.verifying.recomputing.city import City, Data, city_of
from generator.verifying.recomputing.process import process_of
from generator.verifying.recomputing.programme import programme_differences

FINE, DIFFERS, NO_RELEASE = 0, 1, 2
MOST: Final = 200
"""Differences that are told one by one."""
UNFOUNDED: Final = (ValueError, TypeError, AttributeError, ArithmeticError, LookupError, StopIteration, RuntimeError)
"""What comes of files that name what they do not have; within a generator StopIteration becomes RuntimeError."""
SAID: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "fine": "{files} 个文件、{rows} 行得分逐项重算，与公布的完全一致；数据说的是 {day}。",
        "differs": "共 {count} 处不一致。",
        "more": "……另有 {count} 处。",
    },
    "en": {
        "fine": "{files} files and {rows} rows of scores recomputed: all is as published; the site speaks of {day}.",
        "differs": "{count} differences.",
        "more": "… and {count} more.",
    },
}


def verify(folder: Path, before: Path | None = None) -> tuple[list[Difference], dict[str, object]]:
    """Every difference between what a release says and what its files give, and what was looked at.

    Raises NoReleaseError where there is nothing to verify.
    """
    release = open_release(folder)
    found: list[Difference] = []
    told: dict[str, object] = {"files": len(release.digests), "rows": 0, "day": ""}
    for step in (_sums(release, before), _told_anew(release, told)):
        try:
            found += step
        except UnreadableError as error:
            found.append(Difference(file=str(error), what="JSON", published=NOTHING, own=NOTHING))
        except UNFOUNDED as error:
            said = f"{type(error).__name__} {error}"
            found.append(Difference(file="data/", what=said, published="data", own=NOTHING))
    return found, told


def _sums(release: Release, before: Path | None) -> Iterator[Difference]:
    yield from sum_differences(release)
    yield from package_differences(release)
    if before is not None:
        yield from chain_differences(release, before)


def _told_anew(release: Release, told: dict[str, object]) -> Iterator[Difference]:
    data = data_of(release)
    city = city_of(data)
    process = process_of(data, city)
    told |= {"rows": sum(len(placed.rows) for placed in city.placed.values()), "day": data.as_of}
    yield from data_differences(release, data, city, process)
    yield from compared_differences(release, data, city, {})
    yield from page_differences(release, data, city, {})
    yield from band_differences(release, data, city, {})
    yield from programme_differences(release, data)
    yield from agenda_differences(release, release, data, city)
    yield from overview_differences(release, release, data, city, {})
    yield from fact_differences(release, data)
    yield from described_differences(release, release)
    yield from package_columns(release)
    yield from licence_differences(release)
    yield from _around(release, release, data, city, {})
    yield from wording_differences(release, release, data, city)
    for spoken in release.languages():
        yield from (
            replace(one, file=f"{spoken.below_root}{one.file}") for one in _in_language(release, spoken, data, city)
        )


def _in_language(release: Release, spoken: Release, data: Data, city: City) -> Iterator[Difference]:
    """The same data, held against what the site says in a further language; bands have other names there."""
    bands = spoken.json(WORDS)["bands"]
    yield from calendar_differences(spoken, data)
    yield from compared_differences(spoken, data, city, bands)
    yield from page_differences(spoken, data, city, bands)
    yield from band_differences(spoken, data, city, bands)
    yield from agenda_differences(release, spoken, data, city)
    yield from overview_differences(release, spoken, data, city, bands)
    yield from described_differences(release, spoken)
    yield from wording_differences(release, spoken, data, city)
    yield from _around(release, spoken, data, city, bands)


def _around(
    release: Release, spoken: Release, data: Data, city: City, bands: Mapping[str, str]
) -> Iterator[Difference]:
    """What pages say around the figures of rows: days, counts, what became of an entry, where a window is found."""
    yield from explanation_differences(spoken, data, city)
    yield from archive_differences(release, spoken, data, city)
    yield from docket_differences(release, spoken, data)
    yield from opened_differences(spoken, data, city)
    yield from finding_differences(spoken, data, city, bands)
    yield from schedule_differences(release, spoken)
    yield from repeated_differences(release, spoken, data)
    yield from method_differences(release, spoken)


def lines_of(differences: Sequence[Difference], lang: Language) -> Iterator[str]:
    """What is told of some differences, one on each line."""
    yield from (one.told(lang) for one in differences[:MOST])
    if len(differences) > MOST:
        yield SAID[lang]["more"].format(count=len(differences) - MOST)


def run(site: str | Path, before: Path | None, lang: Language) -> tuple[int, Iterable[str]]:
    """The exit code, and what to print; `site`: a folder, or the address where its files are published."""
    try:
        with TemporaryDirectory() as fetched:
            folder = Path(site)
            if is_address(str(site)):
                folder = Path(fetched)
                fetch(str(site), folder)
            found, told = verify(folder, before)
    except NoReleaseError as error:
        return NO_RELEASE, [error.told(lang)]
    if found:
        return DIFFERS, [*lines_of(found, lang), SAID[lang]["differs"].format(count=len(found))]
    return FINE, [SAID[lang]["fine"].format(**told)]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command of `verify.py`."""
    parser = argparse.ArgumentParser(prog="verify.py", description=__doc__)
    parser.add_argument("site", help="The folder of the published site, or its address.")
    parser.add_argument("--before", type=Path, help="An earlier release that was kept: its folder or its release.json.")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    told = parser.parse_args(arguments)
    code, lines = run(told.site, told.before, told.lang)
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
