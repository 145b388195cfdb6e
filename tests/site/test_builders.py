"""The pages under other builders: Material for MkDocs ends one day, and the site must not."""

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.publishing.html.bare import frame_templates
from generator.verifying.published.release import UNBROKEN
from generator.words.languages import Language
from tests.conftest import SITE_URL
from tests.fixtures.page_kinds import page_kinds

WORDLESS = {"script", "style"}
OTHERS = os.environ.get("WINDOWBOARD_BUILDERS", "")
"""Where the programs of the others are; `make builders` makes them an environment of their own."""

SETTINGS = {
    "mkdocs": "",
    "properdocs": "theme: {name: materialx}\n",
    "zensical": "theme: {variant: classic}\n",
}
"""What a project says of its own besides `INHERIT: build/frame.yml`, by builder."""
TRIED = tuple(SETTINGS) if OTHERS else ("mkdocs",)

OWN = {
    "mkdocs": {"__drawer", "__search"},
    "properdocs": {"__drawer", "__search", "回到页面顶部", "__toc"},
    "zensical": {"__drawer", "__search", "跳到正文", "#__skip", "__skip", "#__content", "#top"},
}
"""What a theme does in its own way, for scripts that are not loaded, too.

Zensical's link past the header is another one."""


class Seen(HTMLParser):
    """The words, links and marks of a page."""

    def __init__(self, own: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.own = own
        self.silent = 0
        self.texts: list[str] = []
        self.links: list[str] = []
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Links lead to the same place by `./x` and `x`; style sheets and scripts are the theme's."""
        said = dict(attrs)
        self.silent += tag in WORDLESS
        place = (said.get("href") or said.get("action") or "").removeprefix("./")
        if tag in {"a", "form"} and place and place not in self.own:
            self.links.append(place)
        self.marks += [value for key, value in attrs if key == "id" and value and value not in self.own]

    def handle_endtag(self, tag: str) -> None:
        """Words of scripts are none."""
        self.silent -= tag in WORDLESS

    def handle_data(self, data: str) -> None:
        """Blanks are alike."""
        said = " ".join(data.split())
        if said and not self.silent and said not in self.own:
            self.texts.append(said)


def seen(page: Path, own: set[str]) -> tuple[list[str], list[str], list[str]]:
    """What somebody sees of a page, and what other pages lead to."""
    parser = Seen(own)
    parser.feed(UNBROKEN.sub("", page.read_text(encoding="utf-8")))
    return parser.texts, parser.links, parser.marks


@pytest.mark.parametrize("builder", TRIED)
def test_every_kind_of_page_is_the_same_by_another_builder(builder: str, sample_site: Path, tmp_path: Path) -> None:
    """Texts, links and marks of a page of each kind are those of the published site, with two lines of settings."""
    program = (Path(OTHERS).resolve() if builder != "mkdocs" else Path(sys.executable).parent) / builder
    for name in ("pages", "frame"):
        shutil.copytree(sample_site.parent / "build" / name, tmp_path / "build" / name)
    shutil.copy(sample_site.parent / "build/frame.yml", tmp_path / "build")
    made = tmp_path / "made"
    settings = tmp_path / f"{builder}.yml"
    settings.write_text(f"INHERIT: build/frame.yml\nsite_dir: made\n{SETTINGS[builder]}", encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": SITE_URL}
    done = subprocess.run(  # noqa: S603  # our own words
        [program, "build", "-f", settings],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kinds = page_kinds(sample_site)
    assert len(kinds) >= 20
    own = OWN[builder]
    unlike = {kind for kind, page in kinds.items() if seen(made / page, own) != seen(sample_site / page, own)}
    assert unlike == set()


def test_a_page_that_lost_a_line_would_be_seen(sample_site: Path, tmp_path: Path) -> None:
    """The comparison finds a word, a link and a mark that are gone."""
    whole = (sample_site / "index.html").read_text(encoding="utf-8")
    for lost in ("12345", 'href="windows/index.html"', 'id="__content"'):
        assert lost in whole
        page = tmp_path / "index.html"
        page.write_text(whole.replace(lost, ""), encoding="utf-8")
        assert seen(page, set()) != seen(sample_site / "index.html", set())


def test_templates_for_others_hold_no_tag_of_ours_and_speak_the_language() -> None:
    """What a template prints it still prints, by the same expressions; words are those of the catalogue."""
    said: dict[Language, str] = {"zh": "找不到这一页", "en": "Page not found"}
    for lang, word in said.items():
        told = frame_templates(lang, {})
        assert not [path for path, text in told.items() if "{% trans" in text]
        assert word in told["404.html"]
        assert "{{ config.site_name | e }}" in told["404.html"]
        assert "{{ 'windows/index.html' | url }}" in told["404.html"]


def test_blocks_of_a_city_take_the_place_of_the_product_s() -> None:
    """The product's own stay within reach."""
    told = frame_templates("zh", {"announce": "<p>公告</p>{{ super() }}"})
    assert told["main.html"] == (
        '{% extends "windowboard/main.html" %}\n{% block announce %}<p>公告</p>{{ super() }}{% endblock %}'
    )
    assert "{% block announce %}" in told["windowboard/main.html"]


def test_the_foot_that_a_city_states_is_in_the_settings(sample_site: Path) -> None:
    """Who complains finds the number, whoever built the site."""
    assert "tel:12345" in (sample_site.parent / "build/frame.yml").read_text(encoding="utf-8")
