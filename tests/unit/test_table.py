"""The site as a table: each kind of page is a template, a module, an address and a view, and none is forgotten."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from jinja2 import Environment
from jinja2.meta import find_undeclared_variables

from generator.presenting import pages
from generator.presenting.atlas import Atlas
from generator.presenting.files.scores import COLUMNS
from generator.presenting.page import FixedPage
from generator.presenting.pages.windows import reasons, scorecard
from generator.presenting.table import PAGES, REASONS, SCORECARD, common_of_site, site_pages, site_records
from generator.presenting.text.markup import _environment, escape
from generator.product import THEME
from generator.words.phrases import say, told
from tests.fixtures.city import city
from tests.fixtures.texts import made

TEMPLATES = {path.name.removesuffix(".md.jinja"): path for path in (THEME / "pages").glob("*.md.jinja")}
MODULES = [path.stem for folder in pages.__path__ for path in Path(folder).rglob("[!_]*.py")]
VIEWS = [(row.name, row.view) for row in PAGES] + [(SCORECARD, scorecard.view), (REASONS, reasons.view)]
COMMON = {"dates", "data_date", "sample", "marks", "link", "call"}
"""What every template receives besides the fields of its view and the ways to the fixed pages."""

FIXED = tuple(row for row in PAGES if isinstance(row, FixedPage))

NOT_SOUGHT = {"index.html", "search.html"}
"""Nobody looks for the page he stands on, or for the first one."""


def environment() -> Environment:
    """That of the templates."""
    return _environment("zh")


def fields_of(view: Any) -> set[str]:  # noqa: ANN401  # views take different keys
    """The fields of what a view makes."""
    return {field.name for field in fields(get_type_hints(view)["return"])}


def test_every_template_and_every_module_has_a_row_and_every_row_has_both() -> None:
    """Whoever adds a kind of page is told what is missing."""
    rows = {row.name for row in PAGES} | {SCORECARD, REASONS}
    assert (set(TEMPLATES), sorted(MODULES)) == (rows, sorted(rows))


@pytest.mark.parametrize(("name", "view"), VIEWS)
def test_a_view_is_made_by_the_module_of_its_template(name: str, view: Any) -> None:  # noqa: ANN401  # as above
    """Who has read the name of a template knows where its words come from."""
    assert view.__module__.rpartition(".")[2] == name
    assert get_type_hints(view)["return"].__module__ == view.__module__


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_asks_for_what_its_views_hold_and_for_all_of_it(name: str) -> None:
    """Nothing is missing where a page is seldom made, and no field is made for nobody."""
    asked = find_undeclared_variables(environment().parse(TEMPLATES[name].read_text("utf-8")))
    given = COMMON | {f"{word}_path" for word in common_of_site(Atlas(city().site)).fixed}
    for held in (fields_of(view) for of, view in VIEWS if of == name):
        assert held & given == set()
        assert asked - given == held


def test_no_two_pages_have_one_address_and_every_row_makes_its_own() -> None:
    """The whole table is made."""
    addresses = [page.address for page in site_pages(Atlas(city().site))]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("row", FIXED, ids=lambda row: row.name)
def test_a_fixed_page_is_found_by_its_title_unless_nobody_looks_for_it(row: FixedPage) -> None:
    """A page that is there and cannot be found is as good as missing."""
    atlas = Atlas(city().site)
    records = {record.address: record for record in site_records(atlas) if record.kind == "page"}
    assert (row.found is None) == (row.address in NOT_SOUGHT)
    if row.found and row.there(atlas):
        assert (records[row.address].title, records[row.address].body) == (row.found.title, row.found.words)
    assert (row.address in records) == any(
        one.there(atlas) and one.found is not None for one in FIXED if one.address == row.address
    )


def test_what_a_template_links_to_by_name_is_there() -> None:
    """An address that is written out in a template is that of a page, a file or an asset."""
    files = {artefact.address for artefact in made(city().site)} | {row.address for row in FIXED}
    places = {"./", "pagefind/", "search/"}
    for path in TEMPLATES.values():
        for address in re.findall(r'link\("([^"]*)"\)', path.read_text("utf-8")):
            asset = address.removeprefix("assets/windowboard/")
            assert address.partition("#")[0] in files | places or (THEME / "assets" / asset).is_file(), (
                path.name,
                address,
            )


def test_words_and_data_of_the_same_characters_make_different_pages() -> None:
    """A page is made anew by what the `repr` of its view says: in English a word is told, and data stay as they are."""
    word, data = say("未评定"), "未评定"
    assert word == data
    assert told(word, "en") != told(data, "en")
    assert repr(word) != repr(data)


def test_a_column_stands_in_the_file_in_the_schema_and_on_the_page_of_the_data() -> None:
    """A row of the table is all that a column takes."""
    written = {artefact.address: artefact for artefact in made(city().site)}
    names = [column.name for column in COLUMNS]
    csv, page = (written[address].render() for address in ("data/scores-2026-10.csv", "data/index.md"))
    schema = json.loads(written["data/schema.json"].render())["columns"]
    assert csv.removeprefix("\ufeff").splitlines()[0].split(",") == names
    assert schema == [{"name": one.name, "meaning": one.meaning} for one in COLUMNS]
    assert re.findall(r"<dt><code>(.*?)</code></dt><dd>(.*?)</dd>", page.partition("{: #findings }")[0]) == [
        (escape(one.name), escape(one.meaning)) for one in COLUMNS
    ]
