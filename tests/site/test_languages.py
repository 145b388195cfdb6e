"""Both languages in one site: each is whole, each page leads to the same page in the other, and data are there once."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from generator.publishing.html import frame
from generator.verifying.command import verify
from generator.words.catalogue import digest_of_words
from generator.words.languages import Language
from generator.words.phrases import CHINESE
from tests.fixtures.command import windowboard
from tests.fixtures.forged import Forged
from tests.fixtures.town import lay_out, slip, tree
from tests.site.test_builders import OWN, seen

ADDRESS = "https://town.example/"
BOTH = f"site_url: {ADDRESS}\nextra:\n  languages: [zh, en]\n"
ROUND = "results/harbour/2026-10/12-weekly-a.yml"
LINK = re.compile(r'<(?:a|link|script|img|form)\b[^>]*?\b(?:href|src|action)="([^"]*)')
SWITCH = re.compile(r'<a class="wb-tongue" href="([^"]*)" lang="([^"]*)">([^<]*)</a>')
SAME = re.compile(r'<link rel=" alternate" hreflang="([^"]*)" href="([^"]*)">')


def town_of(root: Path, settings: str = BOTH) -> Path:
    """The town with settings of its own."""
    lay_out(root)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return root


def built(root: Path, *words: str) -> Path:
    """Its site."""
    done = windowboard(root, "build", *words)
    assert done.returncode == 0, done.said
    return root / "site"


def pages(site: Path) -> Iterator[str]:
    """Every page that has an address."""
    found = (path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html")))
    return (page for page in found if not page.endswith("404.html"))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the town in Chinese and in English; nobody changes it."""
    return built(town_of(tmp_path_factory.mktemp("both") / "town"))


def test_every_page_is_there_in_both_languages_and_leads_to_the_other(both: Path) -> None:
    """The switch is a link to the same page; search engines are told of both, and what readers of any other get."""
    every = set(pages(both))
    chinese = {page for page in every if not page.startswith("en/")}
    assert {f"en/{page}" for page in chinese} == every - chinese
    assert len(chinese) > 20
    for page in every:
        text = (both / page).read_text("utf-8")
        own = page.removeprefix("en/")
        ways = {"zh-Hans": f"{ADDRESS}{own}", "en": f"{ADDRESS}en/{own}", "x-default": f"{ADDRESS}{own}"}
        assert dict(SAME.findall(text)) == ways
        assert f'<link rel="canonical" href="{ADDRESS}{page}">' in text
        english = page.startswith("en/")
        assert ('<html lang="en"' in text, '<html lang="zh-CN"' in text) == (english, not english)
        ((href, *said),) = SWITCH.findall(text)
        assert said == (["zh-CN", "中文"] if english else ["en", "English"])
        assert normpath(join(dirname(page), href)) == (own if english else f"en/{own}")


def test_ways_stay_in_their_language_but_for_the_data(both: Path) -> None:
    """What leads out of it is the switch and the data that all languages share; nothing leads nowhere."""
    for page in pages(both):
        text = SWITCH.sub("", SAME.sub("", (both / page).read_text("utf-8")))
        hrefs = (unescape(href).partition("#")[0].partition("?")[0] for href in LINK.findall(text))
        targets = {normpath(join(dirname(page), href)) for href in hrefs if href and ":" not in href}
        assert {one for one in targets if not (both / one).is_file()} == set()
        inside = {one for one in targets if one.startswith("en/")}
        elsewhere = targets - inside if page.startswith("en/") else inside
        assert {one for one in elsewhere if not one.startswith("data/") or one.endswith(".html")} == set()


def test_data_are_published_once_and_words_in_each_language(both: Path) -> None:
    """What carries no word of ours has one address; search, feeds, badges and forms are each language's own."""
    files = {path.relative_to(both).as_posix() for path in both.rglob("*") if path.is_file()}
    own = {path.removeprefix("en/") for path in files if path.startswith("en/")}
    shared = {path for path in files if not path.startswith("en/")} - own
    once = {"SHA256SUMS", "build.json", "release.json", "robots.txt", "sitemap.xml"}
    assert {path for path in shared if not path.startswith(("data/", "pagefind/"))} == once
    said = {path for path in own if path.startswith("data/")}
    assert said >= {"data/schema.json", "data/calendar.json", "data/agenda.csv", "data/index.html"}
    assert {path for path in said if "compared/" not in path and path.count("/") > 1} == set()
    assert own >= {"404.html", "entry/worker.js", "matching/words.json", "pagefind/pagefind.js", "search/facets.json"}
    assert any(path.startswith("badges/") for path in own)
    assert any(path.endswith("feed.xml") for path in own)
    ids = [re.findall("<id>(.*?)</id>", path.read_text("utf-8")) for path in both.rglob("feed.xml")]
    every = [one for found in ids for one in found]
    assert len(every) > len(ids)
    assert all(len(found) == len(set(found)) for found in ids)
    feeds = [found[0] for found in ids]
    assert len(feeds) == len(set(feeds))
    assert json.loads((both / "data/index.json").read_bytes())["languages"] == ["zh", "en"]


def test_the_sitemap_tells_each_page_with_the_same_in_the_other_language(both: Path) -> None:
    """As sitemaps tell of languages: with itself among them."""
    text = (both / "sitemap.xml").read_text("utf-8")
    told = dict(re.findall(r"<url><loc>([^<]*)</loc>(.*?)</url>", text))
    assert set(told) == {f"{ADDRESS}{page}" for page in told_pages(both)}
    for address, ways in told.items():
        own = address.removeprefix(ADDRESS).removeprefix("en/")
        assert re.findall('hreflang="([^"]*)" href="([^"]*)"', ways) == [
            ("zh-Hans", f"{ADDRESS}{own}"),
            ("en", f"{ADDRESS}en/{own}"),
            ("x-default", f"{ADDRESS}{own}"),
        ]


def told_pages(site: Path) -> Iterator[str]:
    """The pages that search engines are told of."""
    return (page for page in pages(site) if 'name="robots"' not in (site / page).read_text("utf-8"))


def test_the_english_half_says_nothing_in_chinese_but_the_name_of_the_other(tmp_path: Path) -> None:
    """A Korean character stands for each Chinese one of the data: what is Chinese then is a word of the interface."""
    root = town_of(tmp_path / "town")
    for path in (root / "standards", root / "results"):
        for file in path.rglob("*.yml"):
            letters = {ord(sign): 0xAC00 + ord(sign) % 0x2000 for sign in CHINESE.findall(file.read_text("utf-8"))}
            file.write_text(file.read_text("utf-8").translate(letters), "utf-8")
    site = built(root)
    found = []
    for path in sorted((site / "en").rglob("*")):
        if path.suffix in {".html", ".svg", ".xml", ".csv", ".json"} and not {"matching", "pagefind"} & set(path.parts):
            text = re.sub(r'<a [^>]*lang="zh-CN">中文</a>', "", path.read_text("utf-8"))
            found += [f"{path.relative_to(site)}: {sign[0]}" for sign in [CHINESE.search(text)] if sign]
    assert found == []


def test_what_is_altered_on_an_english_page_is_found(both: Path, tmp_path: Path) -> None:
    """A figure of a list, of a scorecard, of a badge and of a comparison: each is told with its file, nothing else."""
    assert verify(both)[0] == []
    site = shutil.copytree(both, tmp_path / "site", copy_function=os.link)
    forged = Forged(site)
    (board,) = {path.parent.name for path in both.glob("lists/*/20*.html")}
    archive = next(f"en/lists/{board}/{path.name}" for path in sorted(both.glob(f"lists/{board}/20*.html")))
    badge = next(path.relative_to(both).as_posix() for path in sorted(both.glob("en/badges/*/*.svg")))
    card = f"en/windows/{badge.removeprefix('en/badges/').removesuffix('.svg')}.html"
    compared = f"en/data/compared/{board}.json"
    forged.replace(archive, r'(data-label="Score">)[\d.]+', lambda found: f"{found[1]}12.3")
    forged.replace(badge, r"([·]commended )[\d.]+", lambda found: f"{found[1]}12.3")
    forged.replace(card, r'(<p class="wb-big"><b>)[\d.]+', lambda found: f"{found[1]}12.3")
    forged.replace(compared, r'("score":")[^"]*', lambda found: f"{found[1]}12.3")
    forged.seal()
    assert {one.file for one in verify(site)[0]} == {archive, badge, card, compared}


def test_a_page_that_is_missing_in_english_is_found(both: Path, tmp_path: Path) -> None:
    """The index says in which languages the site is: a language is not taken away in silence."""
    site = shutil.copytree(both, tmp_path / "site", copy_function=os.link)
    for path in (site / "en/windows").glob("*/*.html"):
        path.unlink()
    Forged(site).seal()
    assert any(one.file.startswith("en/windows/") for one in verify(site)[0])


def test_a_change_makes_both_anew_and_comes_to_what_a_clean_build_makes(tmp_path: Path) -> None:
    """A finding changes pages of both languages; byte for byte it is the site that is made of nothing."""
    root = town_of(tmp_path / "town")
    built(root)
    slip(root, ROUND, "单据散放", "单据散放在台面")
    site = built(root)
    clean = town_of(tmp_path / "clean")
    shutil.copy(root / ROUND, clean / ROUND)
    assert tree(site) == tree(built(clean))


def test_other_words_of_one_language_make_that_one_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the English catalogue leaves every Chinese page as it is."""
    root = town_of(tmp_path / "town")
    built(root)

    def other(lang: Language) -> str:
        return digest_of_words(lang) + ("other" if lang == "en" else "")

    monkeypatch.setattr(frame, "digest_of_words", other)
    before = {path: path.stat().st_ino for path in (root / "site").rglob("*.html")}
    built(root, "--verify")
    after = {path: path.stat().st_ino for path in (root / "site").rglob("*.html")}
    anew = {path.relative_to(root / "site").as_posix() for path in after if before[path] != after[path]}
    assert anew == {path.relative_to(root / "site").as_posix() for path in (root / "site/en").rglob("*.html")}


def test_one_language_has_no_folder_and_no_switch_and_both_can_be_taken_back(tmp_path: Path) -> None:
    """Whether it was never asked for or is not any more: the same bytes, and nothing of it is left."""
    root = town_of(tmp_path / "town", f"site_url: {ADDRESS}\nextra:\n  languages: [zh]\n")
    alone = tree(built(root))
    assert not [path for path in alone if path.startswith("en/")]
    assert b"wb-tongue" not in alone["index.html"]
    assert b"hreflang" not in b"".join(alone[path] for path in ("index.html", "sitemap.xml"))
    (root / "mkdocs.yml").write_text(BOTH, "utf-8")
    built(root)
    (root / "mkdocs.yml").write_text(f"site_url: {ADDRESS}\nextra:\n  languages: [zh]\n", "utf-8")
    assert tree(built(root)) == alone
    assert not (root / "build/en").exists()


def test_the_settings_say_the_languages_and_the_command_its_own(both: Path, tmp_path: Path) -> None:
    """A word on the command line takes no half of a site away; English may come first, too."""
    root = town_of(tmp_path / "town")
    assert tree(built(root, "--lang", "en")) == tree(both)
    (root / "mkdocs.yml").write_text(BOTH.replace("zh, en", "en, zh"), "utf-8")
    site = built(root)
    assert '<html lang="en"' in (site / "index.html").read_text("utf-8")
    assert '<html lang="zh-CN"' in (site / "zh/index.html").read_text("utf-8")
    assert verify(site)[0] == []


@pytest.mark.parametrize("told", ["[zh, fr]", "[zh, zh]", "en", "[]", "{zh: en}", "[[zh]]"])
def test_languages_that_are_none_are_refused_with_their_place(tmp_path: Path, told: str) -> None:
    """Nothing is written, and the sentence says what may stand there."""
    root = town_of(tmp_path / "town", f"extra:\n  languages: {told}\n")
    done = windowboard(root, "build")
    assert done.returncode == 1
    assert "mkdocs.yml:2:1" in done.said
    assert "zh, en" in done.said
    assert not (root / "site").exists()


def test_what_a_city_adds_is_in_every_language(tmp_path: Path) -> None:
    """Logo, colours and pages of its own: each language shows them, and leads to its own copy."""
    root = town_of(tmp_path / "town")
    (root / "theme/pages").mkdir(parents=True)
    (root / "theme/logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>', "utf-8")
    (root / "theme/colours.css").write_text(":root {--wb-brand: #123456}\n", "utf-8")
    (root / "theme/pages/notice.md").write_text("---\ntitle: Notice\nplace: navigation\n---\nMonday.\n", "utf-8")
    site = built(root)
    for folder in ("", "en/"):
        text = (site / folder / "method.html").read_text("utf-8")
        for href in ("assets/own/logo.svg", "assets/own/colours.css", "pages/notice.html"):
            assert f'="{href}"' in text
            assert (site / folder / href).is_file()


def test_another_builder_makes_the_english_half_by_its_own_settings(both: Path, tmp_path: Path) -> None:
    """`build/en/frame.yml` is all that it needs; the Chinese one is made without it, as ever."""
    shutil.copytree(both.parent / "build", tmp_path / "build")
    for folder, own in (("en/", "build/en/frame.yml"), ("", "build/frame.yml")):
        settings = tmp_path / "mkdocs.yml"
        settings.write_text(f"INHERIT: {own}\nsite_dir: made\n", encoding="utf-8")
        done = subprocess.run(  # noqa: S603  # our own words
            [Path(sys.executable).parent / "mkdocs", "build", "-f", settings],
            cwd=tmp_path,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made = {path.relative_to(tmp_path / "made").as_posix() for path in (tmp_path / "made").rglob("*.html")}
        assert {f"{folder}{page}" for page in made - {"404.html"}} == {
            page for page in pages(both) if page.startswith("en/") == bool(folder)
        }
        unlike = {
            page for page in made if seen(tmp_path / "made" / page, OWN["mkdocs"]) != seen(both / folder / page, set())
        }
        assert unlike == set()
